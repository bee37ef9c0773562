// SPDX-License-Identifier: MIT OR Apache-2.0
//! Recurring series: pay, rent, bills, subscriptions, savings plans.
//!
//! In: a view, and what the customer corrected. Out: `Series`, each with its member rows. Invariants: a row
//! is a member of one series at most; what is bought often and at will (groceries, fuel, meals) is no series
//! unless its amount never changes, and cash is none. Series of one group of rows (account, payee,
//! direction, currency) follow from that group alone.

mod amounts;
mod correction;
mod due;
mod fit;
mod group;
#[cfg(test)]
mod histories;
mod kind;
mod late;
#[cfg(test)]
mod tests;

pub use amounts::{AmountChange, AmountModel};
pub use correction::Correction;
pub use kind::SeriesKind;
pub use late::late_days;

use crate::{
    ledger::{Ledger, PayeeId, Symbol, View},
    types::{
        Cadence, Category, CivilDate, Currency, Direction, Kind, LogOdds, Permille, StableHash, grow_to, sort_numbers,
        sorted, stable_hash, words,
    },
};
use group::{Found, Traits};

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
    /// The day after which it counts as ended, if nothing comes after its last row.
    #[must_use]
    pub fn over_after(&self, last: CivilDate) -> CivilDate {
        over_after(last, self.cadence)
    }
}

/// What is due next on a day: what is late for longer than it may be has been left out.
fn waited_for(cadence: Cadence, due: NextDue, later: NextDue, today: CivilDate) -> NextDue {
    if due.date.plus_days(cadence.tolerance()) < today { later } else { due }
}

fn over_after(last: CivilDate, cadence: Cadence) -> CivilDate {
    last.plus_days(cadence.days() * 3 / 2 + cadence.tolerance())
}

/// A row as the fit sees it; `row` is its place in the ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Point {
    day: i32,
    amount: i64,
    row: u32,
    month_day: u8,
    is_month_end: bool,
}

impl Point {
    fn new(ledger: &Ledger, row: u32) -> Self {
        let date = ledger.date(row);
        let month_day = date.parts().2 as u8;
        let is_month_end = month_day >= 28 && date.plus_days(1).parts().2 == 1;
        Self { day: date.days(), amount: ledger.amount(row), row, month_day, is_month_end }
    }

    /// The same, of a row after another one: most often in the same month, which needs no calendar.
    fn after(earlier: &Self, ledger: &Ledger, row: u32) -> Self {
        let day = ledger.day(row);
        match u8::try_from(day - earlier.day).ok().and_then(|days| days.checked_add(earlier.month_day)) {
            Some(month_day @ ..28) => Self { day, amount: ledger.amount(row), row, month_day, is_month_end: false },
            _ => Self::new(ledger, row),
        }
    }

    fn date(&self) -> CivilDate {
        CivilDate::from_days(self.day).unwrap_or(CivilDate::MIN)
    }
}

/// Every series of a view, and which row belongs to which.
#[derive(Clone, Debug, Default)]
pub struct SeriesBook {
    /// By account, then by the first row's date.
    pub all: Vec<Series>,
    /// By row: the payee of its series; 0 for none.
    of_row: Vec<u32>,
    /// Payees above, places in `all` below; in order.
    places: Vec<u64>,
}

impl SeriesBook {
    /// Finds every series. `own` tells by row whether it is half of a transfer between own accounts.
    #[must_use]
    pub fn find(ledger: &Ledger, view: &View, own: &[bool], today: CivilDate, corrections: &[Correction]) -> Self {
        let context = Context { ledger, today, own };
        let mut all = Vec::new();
        for payee in (1..view.payee_count() as u32).map(PayeeId) {
            context.of_payee(payee, view.rows_of(payee), (None, corrections), &mut all);
        }
        context.correct(corrections, &mut all);
        let all = sorted(all, &mut |a: &Series, b| key(ledger, a).cmp(&key(ledger, b)));
        let mut book = Self { all, of_row: vec![0; ledger.len()], places: Vec::new() };
        for series in &book.all {
            note(&mut book.of_row, series, series.payee.0);
        }
        book.find_places();
        book
    }

    /// Finds anew the series of the groups that rows were added to: they follow from the rows of their group alone,
    /// where the customer corrected none of their payees' series. Tells the payees that had or have one there.
    pub fn add(&mut self, ledger: &Ledger, view: &View, own: &[bool], today: CivilDate, added: &[u32]) -> Vec<PayeeId> {
        let context = Context { ledger, today, own };
        grow_to(&mut self.of_row, ledger.len(), 0);
        let group = |row: u32| {
            let (columns, at) = (ledger.columns(), row as usize);
            (columns.accounts().get(at), columns.currencies().get(at), ledger.amount(row) > 0)
        };
        let (mut new, mut moved) = (Vec::new(), Vec::new());
        for (place, &row) in added.iter().enumerate() {
            let payee = view.payee(row);
            let is_known = |&known: &u32| view.payee(known) == payee && group(known) == group(row);
            if payee == PayeeId::UNKNOWN || added.iter().take(place).any(is_known) {
                continue;
            }
            let of_row = &mut self.of_row;
            let group = group(row);
            self.all.retain(|series| {
                let direction = series.direction == Direction::In;
                let stays =
                    series.payee != payee || (Some(&series.account), Some(&series.currency), direction) != group;
                if !stays {
                    note(of_row, series, 0);
                    moved.push(payee);
                }
                stays
            });
            context.of_payee(payee, view.rows_of(payee), (Some(row), &[]), &mut new);
        }
        for series in new {
            moved.push(series.payee);
            note(&mut self.of_row, &series, series.payee.0);
            let place = self.all.partition_point(|known| key(ledger, known) <= key(ledger, &series));
            self.all.insert(place, series);
        }
        if !moved.is_empty() {
            self.find_places();
        }
        moved
    }

    /// Goes on to a later day on which no row came: what is due moves on and what is long overdue has ended, where the
    /// customer corrected no series.
    pub fn pass(&mut self, ledger: &Ledger, today: CivilDate) {
        for series in &mut self.all {
            if series.rows.last().is_none_or(|&last| today > series.over_after(ledger.date(last))) {
                (series.state, series.next) = (SeriesState::Ended, None);
            }
            if let Some(next) = &mut series.next {
                *next = waited_for(series.cadence, series.due, series.later, today);
            }
        }
    }

    fn find_places(&mut self) {
        self.places.clear();
        for (place, series) in self.all.iter().enumerate() {
            self.places.push(u64::from(series.payee.0) << 32 | place as u64);
        }
        sort_numbers(&mut self.places);
    }

    /// The series that a row is a member of.
    #[must_use]
    pub fn of(&self, row: u32) -> Option<&Series> {
        let payee = u64::from(*self.of_row.get(row as usize)?);
        if payee == 0 {
            return None;
        }
        let from = self.places.partition_point(|place| place >> 32 < payee);
        for &place in self.places.get(from..).unwrap_or_default() {
            let series = self.all.get(place as u32 as usize)?;
            if place >> 32 != payee || series.rows.contains(&row) {
                return (place >> 32 == payee).then_some(series);
            }
        }
        None
    }
}

/// What series stand in order by.
fn key<'a>(ledger: &'a Ledger, series: &Series) -> (&'a str, Option<(i32, &'a str)>) {
    let first = series.rows.first().map(|&row| (ledger.day(row), ledger.id(row)));
    (ledger.word(series.account), first)
}

/// Notes the payee of the rows of a series, or 0 for one that is none any more.
fn note(of_row: &mut [u32], series: &Series, payee: u32) {
    for &row in &series.rows {
        if let Some(slot) = of_row.get_mut(row as usize) {
            *slot = payee;
        }
    }
}

#[inline(never)]
pub(super) fn mark(flags: &mut [bool], places: &[u32]) {
    for &place in places {
        if let Some(flag) = flags.get_mut(place as usize) {
            *flag = true;
        }
    }
}

/// One account, payee, direction and currency.
struct Group {
    account: Symbol,
    payee: PayeeId,
    direction: Direction,
    currency: Currency,
    points: Vec<Point>,
    /// How many rows the customer agreed to have taken, and how many were bought when needed.
    committed: usize,
    at_will: usize,
}

/// The groups of a payee's rows, or that of one row alone.
fn groups(ledger: &Ledger, payee: PayeeId, rows: &[u32], only: Option<u32>) -> Vec<Group> {
    // A payee has few accounts and currencies: a list is looked through faster than a tree.
    let mut groups: Vec<Group> = Vec::new();
    let (columns, amounts) = (ledger.columns(), ledger.columns().amounts());
    let key = |place: u32| {
        let at = place as usize;
        Some((*columns.accounts().get(at)?, *columns.currencies().get(at)?, *amounts.get(at)? > 0))
    };
    let only = only.map(key);
    for &place in rows {
        let (at, known) = (place as usize, key(place));
        let (Some((account, currency, _)), Some(&kind)) = (known, columns.kinds().get(at)) else { continue };
        if only.is_some_and(|only| only != known) {
            continue;
        }
        let amount = ledger.amount(place);
        let (mcc, category) = ledger.class(place);
        if amount == 0 || kind == Kind::Cash || category == Category::Cash {
            continue;
        }
        let direction = if amount > 0 { Direction::In } else { Direction::Out };
        let key = (account, direction, currency);
        let at = groups.iter().position(|group| (group.account, group.direction, group.currency) == key);
        let at = at.unwrap_or(groups.len());
        if at == groups.len() {
            // Most payees have one group.
            let points = Vec::with_capacity(if groups.is_empty() { rows.len() } else { 0 });
            groups.push(Group { account, payee, direction, currency, points, committed: 0, at_will: 0 });
        }
        if let Some(group) = groups.get_mut(at) {
            group.committed += usize::from(is_committed(kind));
            group.at_will += usize::from(is_bought_at_will(category, mcc));
            let point = match group.points.last() {
                Some(last) => Point::after(last, ledger, place),
                None => Point::new(ledger, place),
            };
            group.points.push(point);
        }
    }
    groups
}

impl Group {
    fn traits(&self) -> Traits {
        Traits {
            direction: self.direction,
            is_committed: self.committed == self.points.len(),
            is_at_will: self.at_will * 2 > self.points.len(),
        }
    }
}

struct Context<'a> {
    ledger: &'a Ledger,
    today: CivilDate,
    own: &'a [bool],
}

impl Context<'_> {
    /// Every series of one payee.
    fn of_payee(
        &self,
        payee: PayeeId,
        rows: &[u32],
        (only, corrections): (Option<u32>, &[Correction]),
        all: &mut Vec<Series>,
    ) {
        if rows.len() < 2 && corrections.is_empty() {
            return;
        }
        for group in &groups(self.ledger, payee, rows, only) {
            self.of_group(group, corrections, all);
        }
    }

    /// Every series of one group, and what the customer says is one.
    fn of_group(&self, group: &Group, corrections: &[Correction], all: &mut Vec<Series>) {
        let mut found = if group.points.len() < 2 { Vec::new() } else { group::find(&group.points, group.traits()) };
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
        stable_hash(&[b"series", first.as_bytes()])
    }

    fn series(&self, group: &Group, found: &Found, member: &[bool]) -> Option<Series> {
        let mut rows = Vec::with_capacity(found.places.len());
        let mut own = 0;
        for &place in &found.places {
            if let Some(point) = group.points.get(place as usize) {
                rows.push(point.row);
                own += usize::from(self.own.get(point.row as usize) == Some(&true));
            }
        }
        let (amount_model, amount, changes) = amounts::model(&found.points);
        let last = found.points.last()?.date();
        let fit = &found.fit;
        let cadence = fit.cadence;
        let overdue = self.today > over_after(last, cadence);
        let state = match (overdue, found.points.len()) {
            (true, _) => SeriesState::Ended,
            (false, ..=2) => SeriesState::Early,
            (false, _) => SeriesState::Active,
        };
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
        Some(Series {
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
            next: (!overdue).then_some(waited_for(cadence, due, later, self.today)),
            changes,
            extras,
            due,
            later,
            confidence: found.confidence(),
            rows,
        })
    }
}

impl Found {
    /// When the one after the last is due.
    fn due_after_last(&self, amount: i64) -> NextDue {
        let last = self.points.last().map_or(CivilDate::MIN, Point::date);
        let date = due::due_after(last, self.fit.anchor, self.fit.cadence, 1);
        self.window(date, amount)
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
        let late = self.fit.late.max(after).max(2);
        NextDue {
            date,
            earliest: date.plus_days(-early.min(tolerance)),
            latest: date.plus_days(late.min(tolerance)),
            amount,
        }
    }

    /// The evidence as a probability; what came by halves counts by halves.
    fn confidence(&self) -> Permille {
        let links = self.points.len().max(2) - 1;
        let evidence = LogOdds(self.fit.score / 2 - 150).to_permille();
        let kept = Permille::ratio(links * 2, links * 2 + self.fit.missed + self.fit.slipped + self.fit.outside);
        Permille::new((u32::from(evidence.get()) * u32::from(kept.get()) / 1000) as u16)
    }
}

/// Whether the customer bound themselves to it: twice is then enough to see it.
const fn is_committed(kind: Kind) -> bool {
    matches!(kind, Kind::DirectDebit | Kind::StandingOrder | Kind::Fee | Kind::Interest)
}

const fn is_bought_at_will(category: Category, mcc: Option<u16>) -> bool {
    matches!(
        category,
        Category::Groceries
            | Category::Dining
            | Category::Fuel
            | Category::Transport
            | Category::Shopping
            | Category::Entertainment
            | Category::Travel
    ) || matches!(mcc, Some(5411 | 5422 | 5441 | 5451 | 5462 | 5499 | 5541 | 5542 | 5812..=5814))
}
