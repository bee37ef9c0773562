// SPDX-License-Identifier: MIT OR Apache-2.0
//! How amounts of one group cluster, spread and step.

use core::ops::{Range, RangeInclusive};

use super::{
    Point,
    fit::{difference, is_within},
};
use crate::types::{CivilDate, median, order_by_number, sort_numbers, words};

words! {
    /// How the amount of a series behaves.
    AmountModel {
        /// Always the same, but for single outliers.
        Fixed = "fixed",
        /// The same for a while, then another.
        Stepped = "stepped",
        /// Another each time.
        Variable = "variable",
    }
}

/// A change of a fixed or stepped amount.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AmountChange {
    /// The first row with the new amount.
    pub date: CivilDate,
    /// Signed minor units before.
    pub from: i64,
    /// Signed minor units from then on.
    pub to: i64,
}

/// Neighbors of a cluster of alike amounts differ by so many thousandths at most.
pub(super) const ALIKE: u64 = 250;

/// Places of rows in the order of their size; equal ones stay in their order.
pub(super) fn by_size(points: &[Point], places: &[u32], numbers: &mut Vec<u64>, by_size: &mut Vec<u32>) {
    numbers.clear();
    by_size.clear();
    for &place in places {
        let size = amount(points, place).unsigned_abs();
        if size > u64::from(u32::MAX) {
            break;
        }
        // Places ascend, so that they may stand below.
        numbers.push(size << 32 | u64::from(place));
    }
    if numbers.len() == places.len() {
        sort_numbers(numbers);
        for &number in &*numbers {
            by_size.push(number as u32);
        }
        return;
    }
    let at = |at: u32| places.get(at as usize).copied().unwrap_or(0);
    for place in order_by_number(places.len(), &|place| amount(points, at(place)).unsigned_abs()) {
        by_size.push(at(place));
    }
}

fn amount(points: &[Point], place: u32) -> i64 {
    points.get(place as usize).map_or(0, |point| point.amount)
}

/// Groups of places, which stand in the order of their size, whose neighbors differ by at most so many thousandths; each
/// at least three rows, or two equal ones; largest group first. `range` tells where each lies.
pub(super) fn clusters(points: &[Point], by_size: &[u32], tolerance: u64, found: &mut Vec<u64>) {
    found.clear();
    let (mut from, mut last) = (0, None);
    let least = if tolerance == 0 { 2 } else { 3 };
    for (to, size) in by_size.iter().map(|&place| Some(amount(points, place))).chain([None]).enumerate() {
        let is_joined = match (last, size) {
            (Some(last), Some(size)) => last == size || tolerance > 0 && is_within(last, size, tolerance),
            _ => false,
        };
        last = size;
        if is_joined || to == 0 {
            continue;
        }
        if to - from >= least {
            found.push(u64::from(!((to - from) as u32)) << 32 | from as u64);
        }
        from = to;
    }
    sort_numbers(found);
}

/// So many steps divide what lies between a size and its double.
const STEPS: u32 = 8;

/// The step of a size: sizes of one differ by an eighth at most, so that they are of one cluster.
const fn step_of(size: u64) -> usize {
    if size < 8 {
        return size as usize;
    }
    let power = size.ilog2();
    (power * STEPS) as usize | (size >> (power - 3) & 7) as usize
}

/// From which size to which one an amount reaches, from neighbor to neighbor that differ by at most a quarter: the cluster
/// that it is in, without an order of all.
pub(super) fn reach(points: &[Point], amount: i64) -> RangeInclusive<u64> {
    let mut steps = [(u64::MAX, 0_u64); (u64::BITS * STEPS) as usize];
    for point in points {
        let size = point.amount.unsigned_abs();
        if let Some((low, high)) = steps.get_mut(step_of(size)) {
            (*low, *high) = ((*low).min(size), (*high).max(size));
        }
    }
    let own = step_of(amount.unsigned_abs());
    let (mut low, mut high) = steps.get(own).copied().unwrap_or_default();
    let is_near = |a: u64, b: u64| is_within(a as i64, b as i64, ALIKE);
    let taken = |&&(low, high): &&(u64, u64)| low <= high;
    for &(least, most) in steps.iter().take(own).rev().filter(taken) {
        if !is_near(most, low) {
            break;
        }
        low = least;
    }
    for &(least, most) in steps.iter().skip(own + 1).filter(taken) {
        if !is_near(high, least) {
            break;
        }
        high = most;
    }
    low..=high
}

/// Where a cluster lies among the places.
pub(super) const fn range(cluster: u64) -> Range<usize> {
    let from = cluster as u32 as usize;
    from..from + !((cluster >> 32) as u32) as usize
}

/// The median difference of two neighbors, in thousandths: a step says little, an amount at will much.
pub(super) fn spread(points: &[Point]) -> u64 {
    let mut differences = Vec::with_capacity(points.len());
    for pair in points.windows(2) {
        if let [a, b] = pair {
            differences.push(difference(a.amount, b.amount));
        }
    }
    median(differences)
}

/// The model, the current amount, and the changes.
pub(super) fn model(points: &[Point]) -> (AmountModel, i64, Vec<AmountChange>) {
    let mut changes: Vec<AmountChange> = Vec::new();
    // Changes that lasted: a single other amount between two equal ones is an outlier, not two steps.
    let mut steps = 0;
    for (place, pair) in points.windows(2).enumerate() {
        if let [before, after] = pair
            && before.amount != after.amount
        {
            let next = points.get(place + 2).map(|point| point.amount);
            let last =
                changes.last().filter(|_| place > 0 && points.get(place - 1).is_some_and(|p| p.amount == after.amount));
            // The way out of an outlier and the way back count as none.
            let back = last.is_some_and(|change| change.date == before.date() && change.from == after.amount);
            steps += usize::from(next != Some(before.amount) && !back);
            changes.push(AmountChange { date: after.date(), from: before.amount, to: after.amount });
        }
    }
    let last = points.last().map_or(0, |point| point.amount);
    match steps {
        0 => (AmountModel::Fixed, last, changes),
        count if count == 1 || (count + 1) * 3 <= points.len() => (AmountModel::Stepped, last, changes),
        _ => {
            let mut recent = Vec::with_capacity(6);
            for point in points.get(points.len().saturating_sub(6)..).unwrap_or_default() {
                recent.push(point.amount.unsigned_abs());
            }
            let size = i64::try_from(median(recent)).unwrap_or(i64::MAX);
            (AmountModel::Variable, if last < 0 { -size } else { size }, Vec::new())
        }
    }
}
