// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which cadence dates follow: the chain of rows with the most evidence for it.
//!
//! In: dated amounts, oldest first. Out: the best chain of each cadence that the gaps suggest. A link's
//! evidence is how unlikely it is that some row of the group lies so near to the due date by chance, and
//! how alike the two amounts are; a missed cycle and a row left out cost. Linear in rows: a row is linked
//! to a few rows before it at most.

use super::{
    Point,
    due::{Anchor, aimed_days, due_after, lateness},
};
use crate::types::{Cadence, CivilDate};

/// How many rows back a row may follow.
const LOOK_BACK: usize = 12;
/// How many cycles a link may span.
const MAX_CYCLES: i32 = 3;
/// Hundredths of log-odds: a cycle without a row.
const MISSED: i32 = -120;
/// A row that keeps its amount and misses its day by up to half a cycle.
const SLIPPED: i32 = -20;
/// A row of the group that the chain leaves out.
const LEFT_OUT: i32 = -30;

/// A chain along one cadence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fit {
    pub(super) cadence: Cadence,
    /// Places of the members, oldest first.
    pub(super) places: Vec<u32>,
    /// Evidence in hundredths of log-odds.
    pub(super) score: i32,
    /// Links of one cycle that came on time with no row left out.
    pub(super) clean: usize,
    pub(super) missed: usize,
    pub(super) slipped: usize,
    /// Rows of the group beside it.
    pub(super) outside: usize,
    /// Days beyond due dates, all links together.
    pub(super) off: u32,
    /// The days of the month that it aims at.
    pub(super) anchor: Anchor,
    /// How many days before and after its due date it ever was.
    pub(super) early: i32,
    pub(super) late: i32,
}

impl Fit {
    /// A cadence without evidence: where a fit begins, and what the customer alone says.
    pub(super) const fn bare(cadence: Cadence, anchor: Anchor) -> Self {
        Self {
            cadence,
            places: Vec::new(),
            score: 0,
            clean: 0,
            missed: 0,
            slipped: 0,
            outside: 0,
            off: 0,
            anchor,
            early: 0,
            late: 0,
        }
    }
}

/// What one row says about following another.
struct Link {
    score: i32,
    cycles: i32,
    /// `None`: slipped.
    off: Option<i32>,
    /// Days from the due date, weekends counted.
    days: i32,
}

/// The group as a whole.
#[derive(Clone, Copy)]
pub(super) struct Pool {
    /// Days that a row has to itself on average: what chance would do.
    pub(super) spacing: i32,
    /// Amounts may vary: pay, interest, what the customer agreed to have taken.
    pub(super) is_agreed: bool,
}

impl Pool {
    /// Of rows, oldest first.
    pub(super) fn new(points: &[Point], is_agreed: bool) -> Self {
        let (first, last) = match points {
            [first, .., last] => (first.day, last.day),
            _ => (0, 0),
        };
        Self::of(first, last, points.len(), is_agreed)
    }

    /// Of so many rows between two days.
    pub(super) fn of(first: i32, last: i32, count: usize, is_agreed: bool) -> Self {
        Self { spacing: (last - first) / (count.max(2) as i32 - 1), is_agreed }
    }
}

/// The best chain of at least two rows, whatever it is worth.
#[inline(never)]
pub(super) fn fit(points: &[Point], pool: Pool) -> Option<Fit> {
    let mut best: Option<Fit> = None;
    let (near, gaps) = suggested(points);
    // Most have no cadence that is worth a look.
    let mut anchor = None;
    for (&cadence, count) in Cadence::ALL.iter().zip(near) {
        if count > 0
            && count * 3 >= gaps
            && let Some(fit) = chain(points, cadence, *anchor.get_or_insert_with(|| aimed_days(points)), pool)
            && best.as_ref().is_none_or(|known| known.score < fit.score)
        {
            best = Some(fit);
        }
    }
    best
}

/// By cadence how many of the gaps between different days come near to it, and how many such gaps there are:
/// a cadence is worth a look from a third of them on.
fn suggested(points: &[Point]) -> ([usize; Cadence::ALL.len()], usize) {
    let mut near = [0_usize; Cadence::ALL.len()];
    let mut gaps = 0;
    for pair in points.windows(2) {
        let [earlier, later] = pair else { continue };
        let gap = later.day - earlier.day;
        if gap <= 3 {
            continue;
        }
        gaps += 1;
        for (cadence, count) in Cadence::ALL.iter().zip(&mut near) {
            let tolerance = cadence.tolerance() + cadence.tolerance() / 3;
            *count += usize::from((gap - cadence.days()).abs() <= tolerance);
        }
    }
    (near, gaps)
}

/// The chain along one cadence with the most evidence.
#[inline(never)]
pub(super) fn chain(points: &[Point], cadence: Cadence, anchor: Anchor, pool: Pool) -> Option<Fit> {
    let on_time = ln1p(pool.spacing);
    let mut along = Along { cadence, anchor, pool, dues: vec![[NOT_ASKED; MAX_CYCLES as usize]; points.len()] };
    // By place: the evidence up to it, and the place before it.
    let mut ways: Vec<(i32, usize)> = Vec::with_capacity(points.len());
    let mut end = (0, usize::MAX);
    for (place, point) in points.iter().enumerate() {
        let mut way = (0, usize::MAX);
        for before in (place.saturating_sub(LOOK_BACK)..place).rev() {
            let (Some(earlier), Some(&(score, _))) = (points.get(before), ways.get(before)) else { break };
            if (point.day - earlier.day) * 2 > cadence.days() * (MAX_CYCLES * 2 + 1) {
                break;
            }
            let left_out = LEFT_OUT * (place - before - 1) as i32;
            // Amounts and then dates are asked only where the best that they could say would win.
            let most = score + left_out + on_time;
            if most + SAME <= way.0 {
                continue;
            }
            let (cycles, amount) = (along.cycles(earlier, point), same(earlier, point, pool));
            if most + amount + MISSED * (cycles - 1) <= way.0 {
                continue;
            }
            let Some(link) = along.link((before, earlier), point, (cycles, amount)) else { continue };
            let total = score + link.score + left_out;
            if total > way.0 {
                way = (total, before);
            }
        }
        if way.0 > 0 && way.0 >= end.0 {
            end = (way.0, place);
        }
        ways.push(way);
    }
    let (score, mut place) = end;
    let mut fit = Fit { score: score + prior(cadence, pool), ..Fit::bare(cadence, anchor) };
    while let (Some(point), Some(&(_, before))) = (points.get(place), ways.get(place)) {
        fit.places.push(place as u32);
        if let Some(earlier) = points.get(before)
            && let Some(link) = along.between((before, earlier), point)
        {
            fit.missed += link.cycles as usize - 1;
            if let Some(off) = link.off {
                fit.clean += usize::from(link.cycles == 1 && before + 1 == place);
                fit.off += off.unsigned_abs();
                fit.early = fit.early.max(-link.days);
                fit.late = fit.late.max(link.days);
            } else {
                fit.slipped += 1;
            }
        }
        place = before;
    }
    fit.places.reverse();
    fit.outside = points.len() - fit.places.len();
    (fit.places.len() >= 2).then_some(fit)
}

/// Most that people commit themselves to comes by the month.
pub(super) const fn prior(cadence: Cadence, pool: Pool) -> i32 {
    match (pool.is_agreed, cadence) {
        (_, Cadence::Monthly) => 0,
        (false, Cadence::Weekly | Cadence::Biweekly | Cadence::Semimonthly) => -250,
        _ => -50,
    }
}

/// What a chain through just these places is worth; `None` where two do not follow.
#[cfg(test)]
pub(super) fn evidence(points: &[Point], places: &[usize], cadence: Cadence, pool: Pool) -> Option<i32> {
    let dues = vec![[NOT_ASKED; MAX_CYCLES as usize]; points.len()];
    let mut along = Along { cadence, anchor: aimed_days(points), pool, dues };
    let mut total = 0;
    for pair in places.windows(2) {
        let &[before, place] = pair else { continue };
        total += along.between((before, points.get(before)?), points.get(place)?)?.score;
        total += LEFT_OUT * (place - before - 1) as i32;
    }
    Some(total)
}

/// No day of any row.
const NOT_ASKED: i32 = i32::MIN;

/// What links along one cadence share.
struct Along {
    cadence: Cadence,
    anchor: Anchor,
    pool: Pool,
    /// By place the days on which the next ones were due, as far as they were asked for.
    dues: Vec<[i32; MAX_CYCLES as usize]>,
}

impl Along {
    /// How many cycles lie between two rows.
    const fn cycles(&self, earlier: &Point, later: &Point) -> i32 {
        let days = self.cadence.days();
        ((later.day - earlier.day) * 2 + days) / (days * 2)
    }

    fn between(&mut self, earlier: (usize, &Point), later: &Point) -> Option<Link> {
        let known = (self.cycles(earlier.1, later), same(earlier.1, later, self.pool));
        self.link(earlier, later, known)
    }

    #[inline(never)]
    fn link(&mut self, (place, earlier): (usize, &Point), later: &Point, (cycles, amount): (i32, i32)) -> Option<Link> {
        let Self { cadence, anchor, pool, .. } = *self;
        if !(1..=MAX_CYCLES).contains(&cycles) {
            return None;
        }
        let slipped = cycles == 1 && earlier.amount == later.amount;
        // Far from any due date, be it aimed at a day of the month as far off as a row may be: no calendar is asked.
        let around = (later.day - earlier.day - cadence.days() * cycles).abs();
        if !slipped && around > 2 * cadence.tolerance() + 3 * cycles + 4 {
            return None;
        }
        let known = self.dues.get_mut(place).and_then(|dues| dues.get_mut(cycles as usize - 1))?;
        if *known == NOT_ASKED {
            *known = due_after(earlier.date(), anchor, cadence, cycles).days();
        }
        let due = CivilDate::from_days(*known)?;
        let off = lateness(later.date(), due);
        let days = later.day - due.days();
        if off.abs() <= cadence.tolerance() {
            let timing = ln1p(pool.spacing / (2 * off.abs() + 1)) + MISSED * (cycles - 1);
            return Some(Link { score: timing + amount, cycles, off: Some(off), days });
        }
        slipped.then_some(Link { score: SLIPPED + amount, cycles, off: None, days })
    }
}

/// What the amounts of two rows say; where they may vary, nothing against.
fn same(earlier: &Point, later: &Point, pool: Pool) -> i32 {
    let amount = alike(earlier.amount, later.amount);
    if pool.is_agreed { amount.max(0) } else { amount }
}

/// The most that two amounts say.
const SAME: i32 = 80;

/// What two amounts say about being of one series.
fn alike(a: i64, b: i64) -> i32 {
    match difference(a, b) {
        0 => SAME,
        1..=20 => 50,
        21..=100 => 30,
        101..=350 => 0,
        351..=1000 => -40,
        1001..=2000 => -100,
        _ => -200,
    }
}

/// By how many thousandths of the smaller two amounts differ.
pub(super) fn difference(a: i64, b: i64) -> u64 {
    let (a, b) = (a.unsigned_abs(), b.unsigned_abs());
    let (smaller, gap) = (a.min(b).max(1), a.abs_diff(b));
    if gap == 0 {
        return 0;
    }
    // The product that is asked whether it fits is a call in WebAssembly; this one fits below the bound.
    let thousandths = if gap < 1 << 53 { gap.wrapping_mul(1000) / smaller } else { gap / (smaller / 1000).max(1) };
    thousandths.max(1)
}

/// Whether they differ by at most so many thousandths: dividing is dear.
pub(super) fn is_within(a: i64, b: i64, limit: u64) -> bool {
    let (size, other) = (a.unsigned_abs(), b.unsigned_abs());
    let (smaller, larger) = (size.min(other).max(1), size.max(other));
    if larger >= 1 << 50 || limit == 0 || limit >= 1 << 12 {
        return limit == u64::MAX || difference(a, b) <= limit;
    }
    size.abs_diff(other).wrapping_mul(1000) < (limit + 1).wrapping_mul(smaller)
}

/// ln(1 + n) in hundredths, straight between powers of two.
pub(super) fn ln1p(n: i32) -> i32 {
    let value = n.unsigned_abs() + 1;
    let power = value.ilog2();
    let part = (u64::from(value) << 7 >> power) as u32 - 128;
    ((power * 128 + part) * 693 / 1280) as i32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{difference, is_within, ln1p};

    proptest! {
        #[test]
        fn prop_within_is_told_as_by_dividing(
            a in prop_oneof![-3000..3000_i64, any::<i64>(), (-9..9_i64).prop_map(|off| (1 << 50) + off)],
            b in prop_oneof![-3000..3000_i64, any::<i64>(), (-9..9_i64).prop_map(|off| (1 << 50) + off)],
            limit in prop_oneof![0..5000_u64, Just(20), Just(250), Just(u64::MAX)],
        ) {
            prop_assert_eq!(is_within(a, b, limit), difference(a, b) <= limit);
        }
    }

    #[test]
    fn logarithm_is_near() {
        for n in 0..4000 {
            let exact = 100.0 * f64::from(n + 1).ln();
            assert!((f64::from(ln1p(n)) - exact).abs() < 8.0, "{n}: {} {exact}", ln1p(n));
        }
    }
}
