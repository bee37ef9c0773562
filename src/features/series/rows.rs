// SPDX-License-Identifier: MIT OR Apache-2.0
//! The rows of a payee as a fit sees them, in groups that share nothing.
//!
//! In: places of rows. Out: groups of one account, payee, direction and currency, oldest row first, with how they are
//! paid; cash is left out. May use: ledger, types.

use super::{
    group::{Room, Traits},
    grown::stays_without,
};
use crate::{
    ledger::{Class, Ledger, PayeeId, Symbol},
    types::{Category, CivilDate, Currency, Direction, Kind},
};

/// A row as the fit sees it; `row` is its place in the ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Point {
    pub(super) day: i32,
    pub(super) amount: i64,
    pub(super) row: u32,
    pub(super) month_day: u8,
    pub(super) is_month_end: bool,
}

impl Point {
    pub(super) fn new(ledger: &Ledger, row: u32) -> Self {
        Self::of(row, ledger.amount(row), ledger.day(row))
    }

    fn of(row: u32, amount: i64, day: i32) -> Self {
        let date = CivilDate::from_days(day).unwrap_or(CivilDate::MIN);
        let month_day = date.parts().2 as u8;
        let is_month_end = month_day >= 28 && date.plus_days(1).parts().2 == 1;
        Self { day: date.days(), amount, row, month_day, is_month_end }
    }

    /// The same, of a row after another one: most often in the same month, which needs no calendar.
    fn after(earlier: &Self, row: u32, amount: i64, day: i32) -> Self {
        if day == earlier.day {
            return Self { amount, row, ..*earlier };
        }
        match u8::try_from(day - earlier.day).ok().and_then(|days| days.checked_add(earlier.month_day)) {
            Some(month_day @ ..28) => Self { day, amount, row, month_day, is_month_end: false },
            _ => Self::of(row, amount, day),
        }
    }

    pub(super) fn date(&self) -> CivilDate {
        CivilDate::from_days(self.day).unwrap_or(CivilDate::MIN)
    }
}

/// One account, payee, direction and currency.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) account: Symbol,
    pub(super) payee: PayeeId,
    pub(super) direction: Direction,
    pub(super) currency: Currency,
    pub(super) points: Vec<Point>,
    /// How many rows the customer agreed to have taken, and how many were bought when needed.
    committed: usize,
    at_will: usize,
}

/// So many rows are read before any is looked at.
const AT_ONCE: usize = 32;

/// The groups of one payee; those of the next stand in the same lists.
#[derive(Debug, Default)]
pub(super) struct Groups {
    all: Vec<Group>,
    /// So many are of this payee, what is behind them is room.
    count: usize,
}

/// What the rows of one class and direction share.
struct Alike<'a> {
    class: &'a Class,
    is_in: bool,
    /// The place of their group; none for cash.
    at: Option<usize>,
    is_committed: bool,
    is_at_will: bool,
}

impl Groups {
    /// Those that were read last.
    pub(super) fn all(&self) -> &[Group] {
        self.all.get(..self.count).unwrap_or_default()
    }

    /// The group of one row among those of its payee.
    pub(super) fn of_row(ledger: &Ledger, payee: PayeeId, rows: &[u32], row: u32) -> Option<Group> {
        let mut groups = Self::default();
        groups.read(ledger, payee, rows, Some(row));
        groups.all.pop()
    }

    /// Reads the groups of a payee's rows, or that of one row alone.
    pub(super) fn read(&mut self, ledger: &Ledger, payee: PayeeId, rows: &[u32], only: Option<u32>) {
        self.count = 0;
        let only = only.map(|row| (ledger.rows().class(row), ledger.amount(row) > 0));
        // Most rows of a payee with many are of other accounts: no more is read of those.
        let mut own = Vec::new();
        if let Some((Some(only), _)) = only {
            own = ledger.rows().of_account(rows, only.account, only.currency);
        }
        let rows = if only.is_some() { &own } else { rows };
        // Most rows are of the class of the one before.
        let mut last: Option<Alike<'_>> = None;
        for chunk in rows.chunks(AT_ONCE) {
            let mut briefs = [None; AT_ONCE];
            for (brief, &place) in briefs.iter_mut().zip(chunk) {
                *brief = ledger.rows().brief(place);
            }
            for (brief, &place) in briefs.into_iter().zip(chunk) {
                let Some((amount, day, class)) = brief else { continue };
                let is_in = amount > 0;
                if amount == 0 || only.is_some_and(|(_, only)| only != is_in) {
                    continue;
                }
                let known = last.take().filter(|last| core::ptr::eq(last.class, class) && last.is_in == is_in);
                let alike = known.unwrap_or_else(|| self.alike(ledger, payee, class, is_in, rows.len()));
                if let Some(group) = alike.at.and_then(|at| self.all.get_mut(at)) {
                    group.committed += usize::from(alike.is_committed);
                    group.at_will += usize::from(alike.is_at_will);
                    let point = match group.points.last() {
                        Some(last) => Point::after(last, place, amount, day),
                        None => Point::of(place, amount, day),
                    };
                    group.points.push(point);
                }
                last = Some(alike);
            }
        }
    }

    /// What the rows of a class share, with their group, which may be a new one.
    #[inline(never)]
    fn alike<'a>(&mut self, ledger: &Ledger, payee: PayeeId, class: &'a Class, is_in: bool, rows: usize) -> Alike<'a> {
        let &Class { account, currency, kind, .. } = class;
        let (mcc, category) = ledger.shown(class);
        let (is_committed, is_at_will) = (is_committed(kind), is_bought_at_will(category, mcc));
        let mut alike = Alike { class, is_in, at: None, is_committed, is_at_will };
        if kind == Kind::Cash || category == Category::Cash {
            return alike;
        }
        let direction = if is_in { Direction::In } else { Direction::Out };
        let key = (account, direction, currency);
        // A payee has few accounts and currencies: a list is looked through faster than a tree.
        let known = self.all().iter().position(|group| (group.account, group.direction, group.currency) == key);
        alike.at = known.or(Some(self.count));
        if known.is_none() {
            let mut points =
                self.all.get_mut(self.count).map(|room| core::mem::take(&mut room.points)).unwrap_or_default();
            points.clear();
            // Most payees have one group.
            points.reserve(if self.count == 0 { rows } else { 0 });
            let group = Group { account, payee, direction, currency, points, committed: 0, at_will: 0 };
            match self.all.get_mut(self.count) {
                Some(room) => *room = group,
                None => self.all.push(group),
            }
            self.count += 1;
        }
        alike
    }
}

impl Group {
    pub(super) fn traits(&self) -> Traits {
        self.traits_of(self.committed, self.at_will, self.points.len())
    }

    const fn traits_of(&self, committed: usize, at_will: usize, count: usize) -> Traits {
        Traits { direction: self.direction, is_committed: committed == count, is_at_will: at_will * 2 > count }
    }

    /// Whether a row of its payee would be one of it, were it no cash.
    pub(super) fn may_hold(&self, ledger: &Ledger, payee: PayeeId, row: u32) -> bool {
        let direction = if ledger.amount(row) > 0 { Direction::In } else { Direction::Out };
        self.payee == payee
            && self.direction == direction
            && ledger
                .rows()
                .class(row)
                .is_some_and(|known| (known.account, known.currency) == (self.account, self.currency))
    }

    /// Takes in a row that it may hold; `false` where that had better be read.
    pub(super) fn insert(&mut self, ledger: &Ledger, row: u32) -> bool {
        let Some((amount, day, class)) = ledger.rows().brief(row) else { return false };
        let (mcc, category) = ledger.shown(class);
        if amount == 0 || class.kind == Kind::Cash || category == Category::Cash {
            return false;
        }
        self.committed += usize::from(is_committed(class.kind));
        self.at_will += usize::from(is_bought_at_will(category, mcc));
        let is_before = |point: &Point| point.day < day || point.day == day && ledger.by_time(point.row, row).is_lt();
        let at = self.points.partition_point(is_before);
        if self.points.len() == self.points.capacity() {
            self.points.reserve_exact(self.points.len() / 32 + 4);
        }
        self.points.insert(at, Point::of(row, amount, day));
        true
    }

    /// Whether there is no series, where there was none before a row came; in doubt there may be one.
    pub(super) fn stays_without(&self, ledger: &Ledger, row: u32, room: &mut Room) -> bool {
        let new = self.points.iter().rposition(|point| point.row == row);
        let (Some(new), Some(class)) = (new, ledger.rows().class(row)) else { return false };
        let (mcc, category) = ledger.shown(class);
        let committed = self.committed - usize::from(is_committed(class.kind));
        let at_will = self.at_will - usize::from(is_bought_at_will(category, mcc));
        let traits = self.traits();
        let stay = self.traits_of(committed, at_will, self.points.len() - 1) == traits;
        stay && stays_without(&self.points, new, traits, room)
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
