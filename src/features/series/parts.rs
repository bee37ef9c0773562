// SPDX-License-Identifier: MIT OR Apache-2.0
//! The series of a group that is none as a whole: parts of it, by amount and by the day of the month.
//!
//! In: dated amounts, oldest first, and places of those that are free. Out: chains; what goes on where another ended is
//! one. A pure function of the group; its room says nothing.

use super::{
    Point, amounts,
    due::{aimed_day, aimed_days, due_after, lateness},
    fit::{Pool, chain, difference, ln1p},
    group::{Found, Traits, accepted, is_too_dense, is_too_dense_between, is_too_uneven, read},
    mark,
};
use crate::types::{Cadence, sort_numbers};

/// A group on one day of the month reaches so many days to both sides.
const PHASE_DAYS: u32 = 2;
/// How many days of the month are looked at.
const MAX_DAYS: usize = 4;

/// Lists that are used for one group after another.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// The rows of a part.
    pub(super) own: Vec<Point>,
    /// Places, by the size of their amounts.
    by_size: Vec<u32>,
    /// Numbers to be put in order.
    numbers: Vec<u64>,
    /// Where clusters lie among the places by size, the largest first.
    clusters: Vec<u64>,
    /// The places of a part, and those that no part took.
    pub(super) places: Vec<u32>,
    free: Vec<u32>,
    /// By place whether a part took it.
    taken: Vec<bool>,
}

/// The series of equal amounts, then of alike ones, then those on one day of the month.
#[inline(never)]
pub(super) fn in_parts(points: &[Point], all: &[u32], traits: Traits, room: &mut Room) -> Vec<Found> {
    let Room { own, by_size, numbers, clusters, places, free, taken } = room;
    let mut found: Vec<Found> = Vec::new();
    taken.clear();
    taken.resize(points.len(), false);
    amounts::by_size(points, all, numbers, by_size);
    for tolerance in [0, amounts::ALIKE] {
        amounts::clusters(points, by_size, tolerance, clusters);
        for &cluster in &*clusters {
            let cluster = by_size.get(amounts::range(cluster)).unwrap_or_default();
            // What is bought all the time is no series, in whatever order it stands.
            let ends = [cluster.iter().min(), cluster.iter().max()];
            if let [Some(&first), Some(&last)] = ends
                && let (Some(&first), Some(&last)) = (points.get(first as usize), points.get(last as usize))
                && is_too_dense_between(first, last, cluster.len(), Cadence::Weekly)
            {
                continue;
            }
            in_order(cluster, numbers, places);
            if let Some(part) = accepted(points, places, traits, own) {
                mark(taken, &part.places);
                found.push(part);
            }
        }
        if !found.is_empty() {
            keep_untaken(by_size, taken);
        }
    }
    free.clear();
    free.extend_from_slice(all);
    if !found.is_empty() {
        keep_untaken(free, taken);
    }
    for _ in 0..MAX_DAYS {
        let Some(part) = on_one_day(points, free, traits, places, own) else { break };
        mark(taken, &part.places);
        keep_untaken(free, taken);
        found.push(part);
    }
    continued(found)
}

/// Puts places in order, the oldest first.
fn in_order(cluster: &[u32], numbers: &mut Vec<u64>, places: &mut Vec<u32>) {
    places.clear();
    places.extend_from_slice(cluster);
    // Equal amounts stand in their order already.
    if !places.is_sorted() {
        numbers.clear();
        numbers.extend(cluster.iter().map(|&place| u64::from(place)));
        sort_numbers(numbers);
        for (place, &number) in places.iter_mut().zip(&*numbers) {
            *place = number as u32;
        }
    }
}

/// What a series leaves free.
pub(super) fn left(points: &[Point], free: &[u32], part: &Found) -> Vec<u32> {
    let mut taken = vec![false; points.len()];
    mark(&mut taken, &part.places);
    let mut left = free.to_vec();
    keep_untaken(&mut left, &taken);
    left
}

#[inline(never)]
fn keep_untaken(places: &mut Vec<u32>, taken: &[bool]) {
    places.retain(|&place| taken.get(place as usize) != Some(&true));
}

/// The series on the day of the month that most free rows fall on.
pub(super) fn on_one_day(
    points: &[Point],
    free: &[u32],
    traits: Traits,
    near: &mut Vec<u32>,
    own: &mut Vec<Point>,
) -> Option<Found> {
    if free.len() < 4 {
        return None;
    }
    let row = |place: &u32| points.get(*place as usize);
    let aimed = aimed_day(free.iter().filter_map(row));
    near.clear();
    for &place in free {
        let Some(point) = points.get(place as usize) else { continue };
        let off = u32::from(point.month_day).abs_diff(aimed);
        if off.min(31_u32.saturating_sub(off)) <= PHASE_DAYS {
            near.push(place);
        }
    }
    if near.len() < 4 || near.len() == free.len() {
        return None;
    }
    read(points, near, own);
    if is_too_dense(own, Cadence::Monthly) || is_too_uneven(own, traits) {
        return None;
    }
    let (first, last) = (free.first().and_then(row)?, free.last().and_then(row)?);
    let pool = Pool::of(first.day, last.day, free.len(), traits.is_agreed());
    let fit = chain(own, Cadence::Monthly, aimed_days(own), pool)?;
    let found = Found::new(fit, own, near);
    traits.accept(&found, ln1p((points.len() / near.len()) as i32 - 1)).then_some(found)
}

/// Series that begin where another of the same cadence ended, made one: a step in price, or a pause.
pub(super) fn continued(found: Vec<Found>) -> Vec<Found> {
    if found.len() < 2 {
        return found;
    }
    let first = |part: &Found| part.points.first().map_or(0, |point| point.day);
    let found = crate::types::sorted(found, &mut |a, b| first(a).cmp(&first(b)));
    let mut joined: Vec<Found> = Vec::new();
    for part in found {
        let from = joined.len().saturating_sub(8);
        let recent = joined.get_mut(from..).unwrap_or_default();
        match recent.iter_mut().rfind(|before| goes_on(before, &part)) {
            Some(before) => before.append(&part),
            None => joined.push(part),
        }
    }
    joined
}

fn goes_on(before: &Found, after: &Found) -> bool {
    let (Some(last), Some(first)) = (before.points.last(), after.points.first()) else { return false };
    if before.fit.cadence != after.fit.cadence || first.day <= last.day {
        return false;
    }
    let cadence = before.fit.cadence;
    if last.amount == first.amount {
        return first.day - last.day >= cadence.days() / 2;
    }
    let due = due_after(last.date(), before.fit.anchor, cadence, 1);
    lateness(first.date(), due).abs() <= cadence.tolerance() && difference(last.amount, first.amount) <= 1000
}

impl Found {
    fn append(&mut self, after: &Self) {
        self.fit.score += after.fit.score;
        self.fit.clean += after.fit.clean;
        self.fit.anchor = after.fit.anchor;
        self.fit.outside += after.fit.outside;
        self.fit.early = self.fit.early.max(after.fit.early);
        self.fit.late = self.fit.late.max(after.fit.late);
        self.points.extend_from_slice(&after.points);
        self.places.extend_from_slice(&after.places);
    }
}
