// SPDX-License-Identifier: MIT OR Apache-2.0
//! The rows of a payee as a fit sees them, in groups that share nothing.
//!
//! In: places of rows. Out: groups of one account, payee, direction and currency, oldest row first, with how they are
//! paid; cash is left out. May use: ledger, types.

use super::group::Traits;
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

/// The groups of a payee's rows, or that of one row alone.
pub(super) fn groups(ledger: &Ledger, payee: PayeeId, rows: &[u32], only: Option<u32>) -> Vec<Group> {
    // A payee has few accounts and currencies: a list is looked through faster than a tree.
    let mut groups: Vec<Group> = Vec::new();
    let only = only.map(|row| (ledger.rows().class(row), ledger.amount(row) > 0));
    // Most rows of a payee with many are of other accounts: no more is read of those.
    let mut own = Vec::new();
    if let Some((Some(only), _)) = only {
        own.extend(rows.iter().copied().filter(|&row| {
            let class = ledger.rows().class(row);
            class.is_some_and(|class| class.account == only.account && class.currency == only.currency)
        }));
    }
    for chunk in if only.is_some() { &own } else { rows }.chunks(AT_ONCE) {
        let mut briefs = [None; AT_ONCE];
        for (brief, &place) in briefs.iter_mut().zip(chunk) {
            *brief = ledger.rows().brief(place);
        }
        for (brief, &place) in briefs.into_iter().zip(chunk) {
            let Some((amount, day, class)) = brief else { continue };
            let &Class { account, currency, kind, .. } = class;
            if only.is_some_and(|(_, is_in)| is_in != (amount > 0)) {
                continue;
            }
            let (mcc, category) = ledger.shown(class);
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
                    Some(last) => Point::after(last, place, amount, day),
                    None => Point::of(place, amount, day),
                };
                group.points.push(point);
            }
        }
    }
    groups
}

impl Group {
    pub(super) fn traits(&self) -> Traits {
        Traits {
            direction: self.direction,
            is_committed: self.committed == self.points.len(),
            is_at_will: self.at_will * 2 > self.points.len(),
        }
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
