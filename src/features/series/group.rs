// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every series of one group: rows of one account, payee, direction and currency.
//!
//! In: dated amounts, oldest first, and how the customer pays them. Out: chains. A pure function of the
//! group, so that a new row touches its own group only. First the whole group is one series with few rows
//! beside it, or else equal amounts are, then alike ones, then those on one day of the month; what goes on
//! where another ended is one series with a step.

use super::{
    Point, amounts,
    fit::{Fit, Pool, fit, is_within, ln1p},
    parts::{self, in_parts, left},
    plan::plan,
    strands::strands,
};
use crate::types::{Cadence, Direction};

/// Evidence from which rows are a series, in hundredths of log-odds.
const CUT: i32 = 370;
/// The same for two rows.
const CUT_OF_TWO: i32 = 450;
/// The same for amounts that vary and that nobody agreed to.
const CUT_OF_VAGUE: i32 = 520;
/// Amounts that count as the same, in thousandths.
pub(super) const EVEN: u64 = 20;
/// The same for two that the customer signed for, a year apart.
const RISEN: u64 = 350;
/// Amounts that still may be of one bill, in thousandths.
const UNEVEN: u64 = 700;
/// A pause is no shorter, in days.
const PAUSE: i32 = 60;
/// More times the widest gap after it is a pause: a chain spans no more.
const MOST_CYCLES: i32 = 3;
/// Rows closer than that follow no cadence, in days.
const MIN_GAP: i32 = 4;

/// Lists that are used for one group after another.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// The places 0, 1, 2 and so on.
    every: Vec<u32>,
    parts: parts::Room,
}

impl Room {
    /// The places of so many rows, and the lists of parts.
    pub(super) fn every(&mut self, count: usize) -> (&[u32], &mut parts::Room) {
        let Self { every, parts } = self;
        every.extend(every.len() as u32..count as u32);
        (every.get(..count).unwrap_or_default(), parts)
    }
}

/// What the rows of a group say besides dates and amounts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
pub(super) fn find(points: &[Point], traits: Traits, room: &mut Room) -> Vec<Found> {
    let (all, room) = room.every(points.len());
    if let Some(mut whole) = accepted(points, all, traits, &mut room.own) {
        let steps = changes(&whole.points);
        if steps * 3 > whole.points.len() {
            // Two subscriptions of one payee, by turns, look like one that comes twice as often.
            let parts = in_parts(points, all, traits, room);
            let mut score = 0;
            for part in &parts {
                score += part.fit.score;
            }
            if score > whole.fit.score {
                return parts;
            }
        }
        // So do two contracts on two days of the month; what one of them does alone tells.
        if whole.fit.cadence == Cadence::Semimonthly && steps + whole.fit.missed > 0 {
            let contracts = strands(points, Cadence::Monthly, traits, &mut room.own);
            if unsteady(&contracts) < steps + whole.fit.missed && covered(&contracts) >= whole.places.len() {
                return contracts;
            }
        }
        with_ends(points, all, &mut whole);
        let mut free = left(points, all, &whole);
        if traits.direction == Direction::In {
            with_parts(points, &mut free, &mut whole);
        }
        let mut found = if free.len() > 2 { in_parts(points, &free, traits, room) } else { Vec::new() };
        found.push(whole);
        return found;
    }
    if let Some(runs) = resumed(points, all, traits, &mut room.own) {
        return runs;
    }
    let mut parts = in_parts(points, all, traits, room);
    // Series whose amounts tell them apart stand; rows of one day that nothing tells apart are one cycle.
    let mut even = 0;
    for part in &parts {
        if amounts::spread(&part.points) <= EVEN {
            even += part.places.len();
        }
    }
    // Contracts of one price each tell more rows than their parts, or the rows of a day one by one.
    let (mut cadence, mut least) = (Cadence::Monthly, covered(&parts) + 1);
    if let Some(days) = by_day(points, traits, all, &mut room.own)
        && days.places.len() * 2 > even * 3
    {
        (cadence, least) = (days.fit.cadence, days.places.len());
        parts.clear();
        parts.push(days);
    }
    if !parts.is_empty() {
        let contracts = strands(points, cadence, traits, &mut room.own);
        if covered(&contracts) >= least {
            return contracts;
        }
    }
    let planned = plan(points, traits);
    if covered(&planned) > covered(&parts) { planned } else { parts }
}

/// How many rows some series have.
fn covered(found: &[Found]) -> usize {
    found.iter().map(|part| part.places.len()).sum()
}

/// How often some series change their amount or leave out a cycle.
fn unsteady(found: &[Found]) -> usize {
    found.iter().map(|part| part.fit.missed + changes(&part.points)).sum()
}

fn changes(points: &[Point]) -> usize {
    points.windows(2).filter(|pair| matches!(pair, [a, b] if a.amount != b.amount)).count()
}

/// Two runs of one cadence with a pause between them that no chain spans: what was given up and taken up again.
pub(super) fn resumed(points: &[Point], all: &[u32], traits: Traits, room: &mut Vec<Point>) -> Option<Vec<Found>> {
    let first = points.first()?.day;
    let (mut widest, mut place) = (MIN_GAP, points.len());
    for pair in points.windows(2).rev() {
        let [earlier, later] = pair else { continue };
        place -= 1;
        let gap = later.day - earlier.day;
        if gap >= PAUSE && gap > widest * MOST_CYCLES {
            break;
        }
        widest = widest.max(gap);
        if later.day - first <= widest * MOST_CYCLES {
            return None;
        }
    }
    let (before, after) = (all.get(..place)?, all.get(place..)?);
    if before.len() < 3 || after.len() < 2 {
        return None;
    }
    let after = accepted(points, after, traits, room)?;
    let before = accepted(points, before, traits, room)?;
    (before.fit.cadence == after.fit.cadence).then(|| parts::continued(vec![before, after]))
}

/// The best fit of some rows of a group, if it is worth its name.
#[inline(never)]
pub(super) fn accepted(points: &[Point], places: &[u32], traits: Traits, room: &mut Vec<Point>) -> Option<Found> {
    let own = if places.len() == points.len() {
        points
    } else {
        read(points, places, room);
        room
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
pub(super) fn is_too_dense(points: &[Point], cadence: Cadence) -> bool {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return false };
    is_too_dense_between(*first, *last, points.len(), cadence)
}

pub(super) const fn is_too_dense_between(first: Point, last: Point, count: usize, cadence: Cadence) -> bool {
    let most = (last.day - first.day) * 2 / cadence.days() + 1;
    count * 4 > most as usize * 5
}

/// Whether the amounts of any chain would differ by more than a series may: of its links more than half must be even,
/// and one that is not between neighbors leaves out a row, of which there may be one in five. No chain is looked for then.
pub(super) fn is_too_uneven(points: &[Point], traits: Traits) -> bool {
    let limit = match (points.len(), traits.is_committed) {
        (2, true) => RISEN,
        (2, false) => EVEN,
        _ => traits.most_uneven(),
    };
    let outside = points.len() / 5;
    let links = points.len().saturating_sub(outside + 1);
    let mut even = outside;
    let mut pairs = points.windows(2);
    // The first that are even enough settle it.
    while even <= links / 2 {
        let Some(pair) = pairs.next() else { return true };
        if let [a, b] = pair {
            even += usize::from(is_within(a.amount, b.amount, limit));
        }
    }
    false
}

#[inline(never)]
fn those(points: &[Point], places: &[u32]) -> Vec<Point> {
    let mut those = Vec::with_capacity(places.len());
    read(points, places, &mut those);
    those
}

/// Fills a list with the rows at some places.
pub(super) fn read(points: &[Point], places: &[u32], those: &mut Vec<Point>) {
    those.clear();
    for &place in places {
        if let Some(&point) = points.get(place as usize) {
            those.push(point);
        }
    }
}

impl Found {
    pub(super) fn new(fit: Fit, own: &[Point], places: &[u32]) -> Self {
        let points = those(own, &fit.places);
        let mut members = Vec::with_capacity(points.len());
        for &at in &fit.places {
            if let Some(&place) = places.get(at as usize) {
                members.push(place);
            }
        }
        Self { fit, points, places: members }
    }
}

impl Traits {
    pub(super) fn is_agreed(self) -> bool {
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
    pub(super) fn accept(self, found: &Found, choice: i32) -> bool {
        let fit = &found.fit;
        let count = fit.places.len();
        let links = count - 1;
        if fit.outside * 4 > count || fit.missed * 3 > count.max(3) || fit.slipped * 2 > links {
            return false;
        }
        let short = fit.cadence.months().is_none();
        let spread = amounts::spread(&found.points);
        let tight = fit.off as usize <= links && fit.slipped == 0;
        // Few things come every two months: what nobody signed for must keep its day.
        if fit.cadence == Cadence::Bimonthly && !self.is_committed && (!tight || fit.missed * 6 > count) {
            return false;
        }
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
            let limit = if self.is_committed && fit.cadence == Cadence::Annual { RISEN } else { EVEN };
            return evidence >= CUT_OF_TWO && spread <= limit && fit.outside == 0 && fit.clean == 1;
        }
        // What varies and binds nobody must come regularly.
        let vague = spread > 100 && !self.is_agreed();
        if vague && (fit.missed * 6 > count || evidence < CUT_OF_VAGUE) {
            return false;
        }
        evidence >= CUT && spread <= limit
    }
}

/// Takes in the one row that a group has besides a series: a first charge on the day of signing, or the
/// first one after a long pause.
fn with_ends(points: &[Point], all: &[u32], whole: &mut Found) {
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
        whole.places = all.to_vec();
        whole.points = points.to_vec();
        whole.fit.outside = 0;
    }
}

/// Takes in what came on one day with less than the usual pay and makes it whole: pay in two parts.
fn with_parts(points: &[Point], free: &mut Vec<u32>, whole: &mut Found) {
    free.retain(|&place| {
        let Some(part) = points.get(place as usize) else { return true };
        let at = whole.points.partition_point(|point| point.day < part.day);
        let [before, paid, ..] = whole.points.get_mut(at.wrapping_sub(1)..).unwrap_or_default() else { return true };
        let both = paid.amount.saturating_add(part.amount);
        if paid.day != part.day || !is_within(both, before.amount, EVEN) {
            return true;
        }
        paid.amount = both;
        whole.places.insert(whole.places.partition_point(|&known| known < place), place);
        whole.fit.outside -= 1;
        false
    });
}

/// All rows of a day as one: interest of two pockets, a bill in two parts.
pub(super) fn by_day(points: &[Point], traits: Traits, all: &[u32], room: &mut Vec<Point>) -> Option<Found> {
    let (&first, &last) = (points.first()?, points.last()?);
    let days = points.chunk_by(|a, b| a.day == b.day).count();
    if days == points.len() || is_too_dense_between(first, last, days, Cadence::Weekly) {
        return None;
    }
    let mut days: Vec<Point> = Vec::new();
    for &point in points {
        match days.last_mut().filter(|last| last.day == point.day) {
            Some(last) => last.amount = last.amount.saturating_add(point.amount),
            None => days.push(point),
        }
    }
    let all = all.get(..days.len()).unwrap_or_default();
    let mut found = accepted(&days, all, traits, room)?;
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
