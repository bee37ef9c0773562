// SPDX-License-Identifier: MIT OR Apache-2.0
//! Recurring series: pay, rent, bills, subscriptions, savings plans.
//!
//! In: a view, and what the customer corrected. Out: `Series`, each with its member rows. Invariants: a row
//! is a member of one series at most; what is bought often and at will (groceries, fuel, meals) is no series
//! unless its amount never changes, and cash is none. Series of one group of rows (account, payee,
//! direction, currency) follow from that group alone.

mod amounts;
mod book;
mod correction;
mod due;
mod finder;
mod fit;
mod group;
mod grown;
#[cfg(test)]
mod histories;
mod kind;
mod late;
mod parts;
mod plan;
mod recent;
mod rows;
mod strands;
#[cfg(test)]
mod tests;

pub use amounts::{AmountChange, AmountModel};
pub use book::SeriesBook;
pub use correction::Correction;
pub use finder::{Finder, Scene};
pub use kind::SeriesKind;
pub use late::late_days;

use crate::{
    ledger::{Ledger, PayeeId, Symbol},
    types::{Cadence, CivilDate, Currency, Direction, Kind, LogOdds, Marks, Permille, StableHash, stable_hash, words},
};
use group::{Found, Room};
use rows::{Group, Groups, Point};

/// Nothing has ended after fewer days: a week may be left out, and holidays hold the next one back.
const ENDED_DAYS: i32 = 18;
/// Payments that tell whether a series keeps a weekday of the month, and the most days between two of such.
const WEEKDAYS: usize = 12;
const FIVE_WEEKS: i32 = 35;

words! {
    /// Where a series stands in its life.
    SeriesState {
        /// Seen twice.
        Early = "early",
        /// Seen at least three times, and not overdue by more than a cycle and a half.
        Active = "active",
        /// Overdue by more.
        Ended = "ended",
    }
}

/// When the next one is expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NextDue {
    /// The likeliest day.
    pub date: CivilDate,
    /// Not before.
    pub earliest: CivilDate,
    /// Not after, if it comes at all.
    pub latest: CivilDate,
    /// Signed minor units.
    pub amount: i64,
}

/// Something that repeats.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Series {
    /// The same as long as its first row is.
    pub id: StableHash,
    /// The account.
    pub account: Symbol,
    /// The payee.
    pub payee: PayeeId,
    /// Money in or out.
    pub direction: Direction,
    /// What it is.
    pub kind: SeriesKind,
    /// How often.
    pub cadence: Cadence,
    /// How its amount behaves.
    pub amount_model: AmountModel,
    /// The current amount: the last for fixed and stepped ones, the median for variable ones.
    pub amount: i64,
    /// ISO 4217.
    pub currency: Currency,
    /// Where it stands.
    pub state: SeriesState,
    /// Absent when ended.
    pub next: Option<NextDue>,
    /// Steps of a stepped amount, oldest first.
    pub changes: Vec<AmountChange>,
    /// Member rows, oldest first.
    pub rows: Vec<u32>,
    /// Rows of the same group that no series took, in its life and two cycles after it.
    pub extras: Vec<u32>,
    /// When the one after the last was due.
    pub due: NextDue,
    /// When the one after that is.
    later: NextDue,
    /// How sure.
    pub confidence: Permille,
}

impl Series {
    /// The day after which it counts as ended, if nothing comes after its last row, or after a payment like it that came
    /// beside its time: whoever pays three weeks late has paid.
    #[must_use]
    pub fn over(&self, ledger: &Ledger) -> CivilDate {
        let is_like = |row: &&u32| is_like(ledger.amount(**row), self.amount);
        let last = self.rows.last().map_or(CivilDate::MIN, |&row| ledger.date(row));
        let beside = self.extras.iter().rfind(is_like).map_or(last, |&row| ledger.date(row));
        self.over_after(last.max(beside))
    }

    /// The same, if nothing comes after that day.
    #[must_use]
    pub fn over_after(&self, day: CivilDate) -> CivilDate {
        day.plus_days((self.cadence.days() * 3 / 2 + self.cadence.tolerance()).max(ENDED_DAYS))
    }
}

impl Series {
    /// What it is on a day on which no row came: what is due moves on, and what is long overdue has ended.
    fn pass(&mut self, ledger: &Ledger, today: CivilDate) {
        if today > self.over(ledger) {
            (self.state, self.next) = (SeriesState::Ended, None);
        }
        if let Some(next) = &mut self.next {
            *next = waited_for(self.cadence, self.due, self.later, today);
        }
    }
}

/// What is due next on a day: what is late for longer than it may be has been left out.
fn waited_for(cadence: Cadence, due: NextDue, later: NextDue, today: CivilDate) -> NextDue {
    if due.date.plus_days(cadence.tolerance()).max(due.latest) < today { later } else { due }
}

/// Whether a payment may be one of a series of that amount: by a quarter more or less.
#[must_use]
pub fn is_like(amount: i64, usual: i64) -> bool {
    amount.saturating_sub(usual).saturating_abs() <= usual.saturating_abs() / 4
}

#[inline(never)]
pub(super) fn mark(flags: &mut [bool], places: &[u32]) {
    for &place in places {
        if let Some(flag) = flags.get_mut(place as usize) {
            *flag = true;
        }
    }
}

struct Context<'a> {
    ledger: &'a Ledger,
    today: CivilDate,
    own: &'a Marks,
}

impl Context<'_> {
    /// Every series of one payee.
    fn of_payee(
        &self,
        payee: PayeeId,
        rows: &[u32],
        corrections: &[Correction],
        (groups, room): &mut (Groups, Room),
        all: &mut Vec<Series>,
    ) {
        if rows.len() < 2 && corrections.is_empty() {
            return;
        }
        groups.read(self.ledger, payee, rows, None);
        for group in groups.all() {
            self.of_group(group, corrections, room, all);
        }
    }

    /// Every series of one group, and what the customer says is one.
    fn of_group(&self, group: &Group, corrections: &[Correction], room: &mut Room, all: &mut Vec<Series>) {
        let mut found =
            if group.points.len() < 2 { Vec::new() } else { group::find(&group.points, group.traits(), room) };
        correction::insist(&group.points, corrections, &mut found);
        if found.is_empty() {
            return;
        }
        let mut member = vec![false; group.points.len()];
        for part in &found {
            mark(&mut member, &part.places);
        }
        for part in &found {
            if let Some(series) = self.series(group, part, &member) {
                all.push(series);
            }
        }
    }

    fn id_of(&self, rows: &[u32]) -> StableHash {
        let first = rows.first().map(|&row| self.ledger.id(row)).unwrap_or_default();
        stable_hash(&[b"series", first.to_text().as_bytes()])
    }

    fn series(&self, group: &Group, found: &Found, member: &[bool]) -> Option<Series> {
        let mut rows = Vec::with_capacity(found.places.len());
        let mut own = 0;
        for &place in &found.places {
            if let Some(point) = group.points.get(place as usize) {
                rows.push(point.row);
                own += usize::from(self.own.has(point.row));
            }
        }
        // A direct debit that comes in is one that bounced.
        let way = rows.last().and_then(|&row| self.ledger.rows().kind(row));
        if group.direction == Direction::In && way == Some(Kind::DirectDebit) {
            return None;
        }
        let (amount_model, amount, changes) = amounts::model(&found.points);
        let last = found.points.last()?.date();
        let fit = &found.fit;
        let cadence = fit.cadence;
        let state = if found.points.len() <= 2 { SeriesState::Early } else { SeriesState::Active };
        let kind = kind::of(self.ledger, &rows, group.direction, cadence, own * 2 > rows.len());
        let due = found.due_after_last(amount);
        let later = found.due_after(due);
        // Rows that no series took, within this one's life.
        let (from, to) = (found.points.first()?.day, last.days() + cadence.days() * 2);
        let start = group.points.partition_point(|point| point.day < from);
        let mut extras = Vec::new();
        for (point, member) in group.points.iter().zip(member).skip(start) {
            if point.day > to {
                break;
            }
            if !member {
                extras.push(point.row);
            }
        }
        let mut series = Series {
            id: self.id_of(&rows),
            account: group.account,
            payee: group.payee,
            direction: group.direction,
            kind,
            cadence,
            amount_model,
            amount,
            currency: group.currency,
            state,
            next: Some(waited_for(cadence, due, later, self.today)),
            changes,
            extras,
            due,
            later,
            confidence: found.confidence(),
            rows,
        };
        series.pass(self.ledger, self.today);
        Some(series)
    }
}

impl Found {
    /// When the one after the last is due.
    fn due_after_last(&self, amount: i64) -> NextDue {
        let date = due::due_after(self.stands_for(), self.fit.anchor, self.fit.cadence, 1);
        let mut due = self.window(date, amount);
        if let Some(last) = self.points.last().filter(|_| self.keeps_a_weekday()) {
            due.latest = due.latest.max(last.date().plus_days(FIVE_WEEKS));
        }
        due
    }

    /// Whether it comes on one weekday of the month, be it the last Friday, but for one in five that a holiday moved: four or
    /// five weeks after the one before, and on no one day of the month.
    fn keeps_a_weekday(&self) -> bool {
        let recent = self.points.get(self.points.len().saturating_sub(WEEKDAYS)..).unwrap_or_default();
        let (mut on, mut first, mut last) = ([0; 7], u8::MAX, 0);
        for point in recent {
            if let Some(count) = on.get_mut(point.day.rem_euclid(7) as usize) {
                *count += 1;
            }
            (first, last) = (first.min(point.month_day), last.max(point.month_day));
        }
        let most = on.iter().max().copied().unwrap_or(0);
        self.fit.cadence == Cadence::Monthly
            && most >= 4
            && last > first + 2
            && (recent.len() - most) * 5 <= recent.len()
    }

    /// The day that the last row stands for: pay that comes before the holidays, and what comes late once, moves no later
    /// one; a second row off the same way does.
    fn stands_for(&self) -> CivilDate {
        let (cadence, days) = (self.fit.cadence, self.fit.cadence.days());
        let due = |before: &Point, point: &Point| {
            let cycles = ((point.day - before.day) * 2 + days) / (days * 2);
            due::due_after(before.date(), self.fit.anchor, cadence, cycles.max(1))
        };
        let slips =
            |before: &Point, point: &Point| due::lateness(point.date(), due(before, point)).abs() > cadence.tolerance();
        match self.points.as_slice() {
            [.., first, before, last] if slips(before, last) && !slips(first, before) => due(before, last),
            [.., last] => last.date(),
            [] => CivilDate::MIN,
        }
    }

    /// The one after that.
    fn due_after(&self, due: NextDue) -> NextDue {
        self.window(due::due_after(due.date, self.fit.anchor, self.fit.cadence, 1), due.amount)
    }

    fn window(&self, date: CivilDate, amount: i64) -> NextDue {
        let tolerance = self.fit.cadence.tolerance();
        let (before, after) = match date.weekday() {
            5 => (1, 2),
            6 => (2, 1),
            _ => (0, 0),
        };
        let early = self.fit.early.max(before).max(1);
        let holidays = due::holidays(date);
        let late = self.fit.late.max(after).min(tolerance).max(holidays);
        NextDue { date, earliest: date.plus_days(-early.min(tolerance)), latest: date.plus_days(late), amount }
    }

    /// The evidence as a probability; what came by halves counts by halves.
    fn confidence(&self) -> Permille {
        let links = self.points.len().max(2) - 1;
        let evidence = LogOdds(self.fit.score / 2 - 150).to_permille();
        let kept = Permille::ratio(links * 2, links * 2 + self.fit.missed + self.fit.slipped + self.fit.outside);
        Permille::new((u32::from(evidence.get()) * u32::from(kept.get()) / 1000) as u16)
    }
}
