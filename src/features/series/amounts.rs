// SPDX-License-Identifier: MIT OR Apache-2.0
//! How amounts of one group cluster, spread and step.

use super::{Point, fit::difference};
use crate::types::{CivilDate, median, order_by_number, order_of, words};

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

/// Places of rows in the order of their size; equal ones stay in their order.
pub(super) fn by_size(points: &[Point], places: &[u32]) -> Vec<u32> {
    let size = |at: u32| places.get(at as usize).map_or(0, |&place| amount(points, place).unsigned_abs());
    let mut order = order_by_number(places.len(), &size);
    for at in &mut order {
        *at = places.get(*at as usize).copied().unwrap_or(0);
    }
    order
}

fn amount(points: &[Point], place: u32) -> i64 {
    points.get(place as usize).map_or(0, |point| point.amount)
}

/// Groups of places, which stand in the order of their size, whose neighbors differ by at most so many thousandths; each
/// at least three rows, or two equal ones; largest group first.
pub(super) fn clusters(points: &[Point], by_size: &[u32], tolerance: u64, each: &mut dyn FnMut(&[u32])) {
    let mut found: Vec<&[u32]> = Vec::new();
    let mut from = 0;
    for to in 1..=by_size.len() {
        let joined = match (by_size.get(to - 1), by_size.get(to)) {
            (Some(&a), Some(&b)) => {
                let (a, b) = (amount(points, a), amount(points, b));
                a == b || tolerance > 0 && difference(a, b) <= tolerance
            }
            _ => false,
        };
        if joined {
            continue;
        }
        if to - from >= if tolerance == 0 { 2 } else { 3 } {
            found.push(by_size.get(from..to).unwrap_or_default());
        }
        from = to;
    }
    let cluster = |at: u32| found.get(at as usize).copied().unwrap_or_default();
    for at in order_of(found.len(), &mut |a, b| cluster(b).len().cmp(&cluster(a).len())) {
        each(cluster(at));
    }
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
