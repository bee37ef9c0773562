// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every series of one group: rows of one account, payee, direction and currency.
//!
//! In: dated amounts, oldest first, and how the customer pays them. Out: chains. A pure function of the
//! group, so that a new row touches its own group only. First the whole group is one series with few rows
//! beside it, or else equal amounts are, then alike ones, then those on one day of the month; what goes on
//! where another ended is one series with a step.

use super::{
    Point, amounts,
    due::{aimed_days, due_after, lateness},
    fit::{Fit, Pool, chain, difference, fit, ln1p},
    mark,
};
use crate::types::{Cadence, Direction, sort_places};

/// Evidence from which rows are a series, in hundredths of log-odds.
const CUT: i32 = 370;
/// The same for two rows.
const CUT_OF_TWO: i32 = 450;
/// The same for amounts that vary and that nobody agreed to.
const CUT_OF_VAGUE: i32 = 520;
/// Amounts that count as the same, in thousandths.
const EVEN: u64 = 20;
/// Amounts that still may be of one bill, in thousandths.
const UNEVEN: u64 = 700;
/// A group on one day of the month reaches so many days to both sides.
const PHASE_DAYS: u32 = 2;
/// How many days of the month are looked at.
const MAX_DAYS: usize = 4;

/// What the rows of a group say besides dates and amounts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits {
    pub(super) direction: Direction,
    /// The customer bound themselves: a direct debit, a standing order, the bank's own fee or interest.
    pub(super) is_committed: bool,
    /// Groceries, fuel, meals: bought when needed.
    pub(super) is_at_will: bool,
}

/// A series found in a group.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) fit: Fit,
    /// One a cycle, oldest first.
    pub(super) points: Vec<Point>,
    /// Places of rows in the group: several of one day may make one cycle.
    pub(super) places: Vec<u32>,
}

/// Every series of a group.
pub(super) fn find(points: &[Point], traits: Traits) -> Vec<Found> {
    let all = every(points);
    if let Some(mut whole) = accepted(points, &all, traits) {
        let steps = whole.points.windows(2).filter(|pair| matches!(pair, [a, b] if a.amount != b.amount)).count();
        if steps * 3 > whole.points.len() {
            // Two subscriptions of one payee, by turns, look like one that comes twice as often.
            let parts = in_parts(points, &all, traits);
            let mut score = 0;
            for part in &parts {
                score += part.fit.score;
            }
            if score > whole.fit.score {
                return parts;
            }
        }
        with_ends(points, &mut whole);
        let free = left(points, &all, &whole);
        let mut found = if free.len() > 2 { in_parts(points, &free, traits) } else { Vec::new() };
        found.push(whole);
        return found;
    }
    let mut parts = in_parts(points, &all, traits);
    // Series whose amounts tell them apart stand; rows of one day that nothing tells apart are one cycle.
    let mut covered = 0;
    for part in &parts {
        if amounts::spread(&part.points) <= 20 {
            covered += part.places.len();
        }
    }
    if let Some(days) = by_day(points, traits)
        && days.places.len() * 2 > covered * 3
    {
        parts.clear();
        parts.push(days);
    }
    parts
}

/// The best fit of some rows of a group, if it is worth its name.
#[inline(never)]
fn accepted(points: &[Point], places: &[u32], traits: Traits) -> Option<Found> {
    let part;
    let own = if places.len() == points.len() {
        points
    } else {
        part = those(points, places);
        &part
    };
    if is_too_dense(own, Cadence::Weekly) || is_too_uneven(own, traits) {
        return None;
    }
    let fit = fit(own, Pool::new(own, traits.is_agreed()))?;
    let found = Found::new(fit, own, places);
    // Whoever looks at many parts of a group finds one that looks regular by chance.
    let choice = ln1p((points.len() / places.len()) as i32 - 1);
    traits.accept(&found, choice).then_some(found)
}

/// Whether any chain of a cadence, or of a longer one, would leave out more rows than a series may: a link spans
/// at least half a cycle. No chain is looked for then.
fn is_too_dense(points: &[Point], cadence: Cadence) -> bool {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return false };
    is_too_dense_between(*first, *last, points.len(), cadence)
}

const fn is_too_dense_between(first: Point, last: Point, count: usize, cadence: Cadence) -> bool {
    let most = (last.day - first.day) * 2 / cadence.days() + 1;
    count * 4 > most as usize * 5
}

/// Whether the amounts of any chain would differ by more than a series may: of its links more than half must be even,
/// and one that is not between neighbors leaves out a row, of which there may be one in five. No chain is looked for then.
fn is_too_uneven(points: &[Point], traits: Traits) -> bool {
    let limit = if points.len() == 2 { EVEN } else { traits.most_uneven() };
    let outside = points.len() / 5;
    let mut even = outside;
    for pair in points.windows(2) {
        if let [a, b] = pair {
            even += usize::from(difference(a.amount, b.amount) <= limit);
        }
    }
    let links = points.len().saturating_sub(outside + 1);
    even <= links / 2
}

/// The places of all rows of a group.
#[inline(never)]
fn every(points: &[Point]) -> Vec<u32> {
    let mut places = Vec::with_capacity(points.len());
    for place in 0..points.len() {
        places.push(place as u32);
    }
    places
}

#[inline(never)]
fn those(points: &[Point], places: &[u32]) -> Vec<Point> {
    let mut those = Vec::with_capacity(places.len());
    for &place in places {
        if let Some(&point) = points.get(place as usize) {
            those.push(point);
        }
    }
    those
}

impl Found {
    fn new(fit: Fit, own: &[Point], places: &[u32]) -> Self {
        let points = those(own, &fit.places);
        let mut members = Vec::with_capacity(points.len());
        for &at in &fit.places {
            if let Some(&place) = places.get(at as usize) {
                members.push(place);
            }
        }
        Self { fit, points, places: members }
    }

    fn last(&self) -> Option<&Point> {
        self.points.last()
    }
}

impl Traits {
    fn is_agreed(self) -> bool {
        self.is_committed || self.direction == Direction::In
    }

    /// The most by which the amounts of a series may differ, in thousandths: the limit of a tight one by the month.
    fn most_uneven(self) -> u64 {
        match (self.is_at_will, self.is_agreed()) {
            (true, _) => EVEN,
            (_, true) => u64::MAX,
            (_, false) => UNEVEN,
        }
    }

    /// Whether a chain is a commitment rather than a habit or chance.
    fn accept(self, found: &Found, choice: i32) -> bool {
        let fit = &found.fit;
        let count = fit.places.len();
        let links = count - 1;
        if fit.outside * 4 > count || fit.missed * 3 > count.max(3) || fit.slipped * 2 > links {
            return false;
        }
        let short = fit.cadence.months().is_none();
        let spread = amounts::spread(&found.points);
        let tight = fit.off as usize <= links && fit.slipped == 0;
        let limit = match (self.is_agreed(), short) {
            _ if self.is_at_will || tight && !short => self.most_uneven(),
            (true, _) => UNEVEN,
            (false, true) => 100,
            (false, false) => 350,
        };
        let bound = if self.is_committed { 150 } else { 0 };
        let at_will = if self.is_at_will { -300 } else { 0 };
        let evidence = fit.score + bound + at_will - choice;
        if count == 2 {
            return evidence >= CUT_OF_TWO && spread <= EVEN && fit.outside == 0 && fit.clean == 1;
        }
        // What varies and binds nobody must come regularly.
        let vague = spread > 100 && !self.is_agreed();
        if vague && (fit.missed * 6 > count || evidence < CUT_OF_VAGUE) {
            return false;
        }
        evidence >= CUT && spread <= limit
    }
}

/// The series of equal amounts, then of alike ones, then those on one day of the month.
#[inline(never)]
fn in_parts(points: &[Point], all: &[u32], traits: Traits) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut taken = vec![false; points.len()];
    let mut by_size = amounts::by_size(points, all);
    for tolerance in [0, 250] {
        amounts::clusters(points, &by_size, tolerance, &mut |cluster| {
            // What is bought all the time is no series, in whatever order it stands.
            let ends = [cluster.iter().min(), cluster.iter().max()].map(|at| points.get(*at? as usize).copied());
            if let [Some(first), Some(last)] = ends
                && is_too_dense_between(first, last, cluster.len(), Cadence::Weekly)
            {
                return;
            }
            let mut places = cluster.to_vec();
            sort_places(&mut places, &mut |a, b| a.cmp(&b));
            if let Some(part) = accepted(points, &places, traits) {
                mark(&mut taken, &part.places);
                found.push(part);
            }
        });
        if !found.is_empty() {
            by_size = untaken(&by_size, &taken);
        }
    }
    let mut free = untaken(all, &taken);
    for _ in 0..MAX_DAYS {
        let Some(part) = on_one_day(points, &free, traits) else { break };
        free = left(points, &free, &part);
        found.push(part);
    }
    continued(found)
}

/// What a series leaves free.
fn left(points: &[Point], free: &[u32], part: &Found) -> Vec<u32> {
    let mut taken = vec![false; points.len()];
    mark(&mut taken, &part.places);
    untaken(free, &taken)
}

#[inline(never)]
fn untaken(places: &[u32], taken: &[bool]) -> Vec<u32> {
    let mut free = Vec::with_capacity(places.len());
    for &place in places {
        if taken.get(place as usize) != Some(&true) {
            free.push(place);
        }
    }
    free
}

/// The series on the day of the month that most free rows fall on.
fn on_one_day(points: &[Point], free: &[u32], traits: Traits) -> Option<Found> {
    if free.len() < 4 {
        return None;
    }
    let own = those(points, free);
    let [aimed, _] = aimed_days(&own);
    let mut near: Vec<u32> = Vec::new();
    for (&place, point) in free.iter().zip(&own) {
        let off = u32::from(point.month_day).abs_diff(aimed);
        if off.min(31_u32.saturating_sub(off)) <= PHASE_DAYS {
            near.push(place);
        }
    }
    if near.len() < 4 || near.len() == free.len() {
        return None;
    }
    let near_points = those(points, &near);
    if is_too_dense(&near_points, Cadence::Monthly) || is_too_uneven(&near_points, traits) {
        return None;
    }
    let fit = chain(&near_points, Cadence::Monthly, aimed_days(&near_points), Pool::new(&own, traits.is_agreed()))?;
    let found = Found::new(fit, &near_points, &near);
    traits.accept(&found, ln1p((points.len() / near.len()) as i32 - 1)).then_some(found)
}

/// Series that begin where another of the same cadence ended, made one: a step in price, or a pause.
fn continued(mut found: Vec<Found>) -> Vec<Found> {
    let first = |part: &Found| part.points.first().map_or(0, |point| point.day);
    found = crate::types::sorted(found, &mut |a, b| first(a).cmp(&first(b)));
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
    let (Some(last), Some(first)) = (before.last(), after.points.first()) else { return false };
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

/// Takes in the one row that a group has besides a series: a first charge on the day of signing, or the
/// first one after a long pause.
fn with_ends(points: &[Point], whole: &mut Found) {
    let (&[first, ..], &[.., last]) = (whole.places.as_slice(), whole.places.as_slice()) else { return };
    if whole.fit.outside != 1 || whole.points.len() < 3 {
        return;
    }
    let day = |place: u32| points.get(place as usize).map_or(0, |point| point.day);
    let cycle = whole.fit.cadence.days();
    let before = first == 1 && (cycle / 3..=cycle * 3 / 2).contains(&(day(1) - day(0)));
    let after = first == 0 && last + 2 == points.len() as u32 && day(last + 1) - day(last) > cycle * 2;
    if before || after {
        // All but one were members: now all are.
        whole.places = every(points);
        whole.points = points.to_vec();
        whole.fit.outside = 0;
    }
}

/// All rows of a day as one: interest of two pockets, a bill in two parts.
fn by_day(points: &[Point], traits: Traits) -> Option<Found> {
    if !points.windows(2).any(|pair| matches!(pair, [a, b] if a.day == b.day)) {
        return None;
    }
    let mut days: Vec<Point> = Vec::new();
    for &point in points {
        match days.last_mut().filter(|last| last.day == point.day) {
            Some(last) => last.amount = last.amount.saturating_add(point.amount),
            None => days.push(point),
        }
    }
    let all = every(&days);
    let mut found = accepted(&days, &all, traits)?;
    found.places.clear();
    let mut known = found.points.iter().peekable();
    for (place, point) in points.iter().enumerate() {
        while known.next_if(|known| known.day < point.day).is_some() {}
        if known.peek().is_some_and(|known| known.day == point.day) {
            found.places.push(place as u32);
        }
    }
    Some(found)
}
