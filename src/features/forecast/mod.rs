// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where the balance of an account is going: certain and due payments, the account's own habits, a band.
//!
//! In: a view, its series, an account, a number of days. Out: `Forecast`. May use: types, ledger, series.
//! Invariants: the same rows give the same numbers, there is no chance in it; day 0 is the opening balance
//! exactly; p10 ≤ p50 ≤ p90; every planned payment is counted once.
//! Deliberately absent: other customers, a calendar of any country, floats.

mod habits;
mod needs;
mod opening;
mod path;
mod planned;

pub use needs::Needs;
pub use opening::balance;
pub use planned::Planned;

use super::series::SeriesBook;
use crate::{
    ledger::{Ledger, Symbol, View},
    types::{CivilDate, Currency, Permille, words},
};
use habits::Habits;

words! {
    /// What the forecast stands on.
    ForecastBasis {
        /// Today's balance and what is planned: the history supports no more, so the band is wide.
        Balance = "balance",
        /// The account's own level, turnover and moves as well.
        History = "history",
    }
}

/// The balance at the end of a day, in minor units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayBalance {
    /// The day.
    pub date: CivilDate,
    /// One in ten ends below.
    pub p10: i64,
    /// As likely below as above.
    pub p50: i64,
    /// One in ten ends above.
    pub p90: i64,
}

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Forecast {
    /// The account.
    pub account: Symbol,
    /// Its currency; rows in another are not counted.
    pub currency: Currency,
    /// What it stands on.
    pub basis: ForecastBasis,
    /// Today and each day asked for.
    pub days: Vec<DayBalance>,
    /// The day of the lowest p50, the first of equals.
    pub lowest: DayBalance,
    /// How likely the likeliest day is to end below zero.
    pub below_zero: Permille,
    /// Payments ahead, by date.
    pub planned: Vec<Planned>,
    /// What follows for the customer.
    pub needs: Needs,
}

/// The forecast for so many days after `today`; `None` where nothing tells the opening balance.
#[must_use]
pub fn find(
    ledger: &Ledger,
    view: &View,
    book: &SeriesBook,
    account: &str,
    today: CivilDate,
    days: u32,
) -> Option<Forecast> {
    let account = ledger.find_word(account)?;
    let declared = ledger.accounts().iter().find(|declared| declared.id == account);
    let end = today.plus_days(i32::try_from(days).unwrap_or(i32::MAX));
    let accounts = ledger.columns().accounts();
    let newest = view.rows().iter().rfind(|&&row| accounts.get(row as usize) == Some(&account));
    let newest = newest.map(|&row| ledger.row(row).currency);
    let currency = declared.and_then(|declared| declared.currency).or(newest)?;
    let balance_at = declared.and_then(|declared| declared.balance_at).unwrap_or(today);
    let horizon = end.max(balance_at);
    let made;
    let ahead = if ledger.columns().days().iter().any(|&day| day > today.days() && day <= horizon.days()) {
        made = View::new(ledger, horizon);
        &made
    } else {
        view
    };
    let rows = rows_of(ledger, view, account, currency, i32::MIN);
    let later = rows_of(ledger, ahead, account, currency, today.days());
    let opening = opening::opening(ledger, declared, &rows, &later, today)?;
    let habits = Habits::new(ledger, &rows, opening, today);
    let mut planned = planned::scheduled(ledger, ahead, &rows, &later, end);
    let monthly = planned::add_due(ledger, ahead, book, (account, currency), (today, end), &mut planned);
    let (basis, days) = path::days(opening, &habits, monthly, &planned, today, days);
    let mut lowest = *days.first()?;
    for day in &days {
        if day.p50 < lowest.p50 {
            lowest = *day;
        }
    }
    let below_zero = path::below_zero(&days);
    let needs = Needs::new(book, opening, &planned, &days, lowest.date);
    Some(Forecast { account, currency, basis, days, lowest, below_zero, planned, needs })
}

/// The rows of an account in its currency after a day, oldest first.
fn rows_of(ledger: &Ledger, view: &View, account: Symbol, currency: Currency, after: i32) -> Vec<u32> {
    let (accounts, currencies) = (ledger.columns().accounts(), ledger.columns().currencies());
    let mut rows = Vec::new();
    for &row in view.rows() {
        let at = row as usize;
        if accounts.get(at) == Some(&account) && currencies.get(at) == Some(&currency) && ledger.day(row) > after {
            rows.push(row);
        }
    }
    rows
}

/// The sum, held at the ends of 64 bits. A call is smaller than what it does.
#[inline(never)]
const fn plus(one: i64, other: i64) -> i64 {
    one.saturating_add(other)
}

/// The difference, likewise.
#[inline(never)]
const fn minus(one: i64, other: i64) -> i64 {
    one.saturating_sub(other)
}

/// `part` of `whole` of an amount, cut towards zero; held at the ends of 64 bits.
#[inline(never)]
fn share(amount: i64, part: i64, whole: i64) -> i64 {
    let whole = whole.max(1);
    plus((amount / whole).saturating_mul(part), (amount % whole).saturating_mul(part) / whole)
}

/// The whole part of a square root.
fn root(square: u64) -> u64 {
    let mut root = 0_u64;
    let mut bit = 1_u64 << 31;
    while bit > 0 {
        let next = root | bit;
        if next.saturating_mul(next) <= square {
            root = next;
        }
        bit >>= 1;
    }
    root
}
