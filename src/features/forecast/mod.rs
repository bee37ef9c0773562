// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where the balance of an account, or of all accounts of a currency, is going: certain and due payments, their own
//! habits, a band.
//!
//! In: a view, its series, an account or a currency, a number of days. Out: `Forecast`. May use: types, ledger, series.
//! Invariants: the same rows give the same numbers, there is no chance in it; day 0 is the opening balance
//! exactly; p10 ≤ p50 ≤ p90; every planned payment is counted once: what moves between accounts of the forecast is
//! none, and the purchases of a card count in its settlement alone, so a card is no account of a currency's forecast.
//! Deliberately absent: other customers, a calendar of any country, floats.

mod change;
mod habits;
mod needs;
mod opening;
mod path;
mod planned;
mod trend;

pub use needs::Needs;
pub use opening::balance;
pub use planned::{Planned, put};

use super::{
    flows::{Flows, is_inner, near},
    series::SeriesBook,
};
use crate::{
    ledger::{Account, Ledger, OwnTransfer, Symbol, View},
    types::{AccountType, CivilDate, Currency, Permille, Status, words},
};
use habits::Habits;
pub(super) use habits::middle;

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

/// What a forecast is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope<'a> {
    /// One account, by its id.
    Account(&'a str),
    /// All accounts of a currency that money is spent from or kept in.
    Currency(Currency),
    /// Those of them that are not for saving.
    DailyUse(Currency),
}

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Forecast {
    /// The accounts that it adds up; those whose balance nothing tells are not among them.
    pub accounts: Vec<Symbol>,
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

/// What a forecast is made of.
#[derive(Clone, Copy)]
pub struct History<'a> {
    /// All rows.
    pub ledger: &'a Ledger,
    /// Those up to today.
    pub view: &'a View,
    /// What they come to by day.
    pub flows: &'a Flows,
    /// What repeats.
    pub book: &'a SeriesBook,
    /// Transfers between own accounts.
    pub transfers: &'a [OwnTransfer],
}

/// The forecast for so many days after `today`; `None` where nothing tells an opening balance.
#[must_use]
pub fn find(history: History<'_>, scope: Scope<'_>, today: CivilDate, days: u32) -> Option<Forecast> {
    let History { ledger, view, flows, book, transfers } = history;
    let end = today.plus_days(i32::try_from(days).unwrap_or(i32::MAX));
    let (currency, asked) = asked(ledger, flows, scope)?;
    let mut horizon = end;
    for account in ledger.accounts() {
        if asked.contains(&account.id) {
            horizon = horizon.max(account.balance_at.unwrap_or(today));
        }
    }
    let made;
    let ahead = if ledger.has_between(today.days(), horizon.days()) {
        made = View::ahead(ledger, today, horizon);
        &made
    } else {
        view
    };
    let mut accounts = Vec::new();
    let mut opening = 0;
    for account in asked {
        let declared = declared(ledger, account);
        // A balance and the rows since tell it, or else the rows of the newest day with one.
        let at = declared.and_then(|declared| declared.balance.and(declared.balance_at)).map(CivilDate::days);
        let Some(after) = at.or_else(|| flows.told(account, currency).map(|day| day - 1)) else { continue };
        let one = (core::slice::from_ref(&account), currency);
        let rows = rows_of(ledger, view, one, after);
        let later = rows_of(ledger, ahead, one, today.days());
        if let Some(balance) = opening::opening(ledger, declared, &rows, &later, today) {
            opening = plus(opening, balance);
            accounts.push(account);
        }
    }
    if accounts.is_empty() {
        return None;
    }
    let covered = (accounts.as_slice(), currency);
    let is_inner = |row: u32| {
        let day = ledger.day(row);
        let is_of = |pair: &&OwnTransfer| pair.out == row || pair.into == row;
        let pair = near(ledger, transfers, (day, day)).iter().find(is_of).filter(|_| accounts.len() > 1);
        pair.is_some_and(|pair| is_inner(ledger, pair, &accounts, currency))
    };
    let mut later = rows_of(ledger, ahead, covered, today.days());
    later.retain(|&row| !is_inner(row));
    let mut pending = Vec::new();
    if !later.is_empty() {
        pending = rows_of(ledger, view, covered, i32::MIN);
        pending.retain(|&row| ledger.row(row).status == Status::Pending && !is_inner(row));
    }
    let habits = Habits::new(history, covered, opening, today);
    let mut planned = planned::scheduled(ledger, ahead, &pending, &later, end);
    let monthly = planned::add_due(ledger, ahead, book, (covered, &is_inner), (today, end), &mut planned);
    let (basis, days) = path::days(opening, &habits, monthly, &planned, today, days);
    let mut lowest = *days.first()?;
    for day in &days {
        if day.p50 < lowest.p50 {
            lowest = *day;
        }
    }
    let below_zero = path::below_zero(&days);
    let needs = Needs::new(book, opening, &planned, &days, lowest.date);
    Some(Forecast { accounts, currency, basis, days, lowest, below_zero, planned, needs })
}

/// The currency, and the accounts that may be added up.
pub(crate) fn asked(ledger: &Ledger, flows: &Flows, scope: Scope<'_>) -> Option<(Currency, Vec<Symbol>)> {
    let currency = match scope {
        Scope::Account(id) => {
            let account = ledger.find_word(id)?;
            return currency_of(ledger, flows, account).map(|currency| (currency, vec![account]));
        }
        Scope::Currency(currency) | Scope::DailyUse(currency) => currency,
    };
    let mut accounts = Vec::new();
    for &account in &flows.accounts {
        let apart = match kind_of(ledger, account) {
            Some(AccountType::Card | AccountType::Loan | AccountType::Investment) => true,
            Some(AccountType::Savings) => matches!(scope, Scope::DailyUse(_)),
            _ => false,
        };
        if !apart && currency_of(ledger, flows, account) == Some(currency) {
            accounts.push(account);
        }
    }
    Some((currency, accounts))
}

/// What an account was declared to be.
pub(crate) fn kind_of(ledger: &Ledger, account: Symbol) -> Option<AccountType> {
    declared(ledger, account)?.kind
}

fn declared(ledger: &Ledger, account: Symbol) -> Option<&Account> {
    ledger.accounts().iter().find(|declared| declared.id == account)
}

/// As declared, or else as its newest row says.
fn currency_of(ledger: &Ledger, flows: &Flows, account: Symbol) -> Option<Currency> {
    let declared = declared(ledger, account).and_then(|declared| declared.currency);
    declared.or_else(|| flows.currency_of(ledger, account))
}

/// The rows of accounts in a currency after a day, oldest first.
fn rows_of(ledger: &Ledger, view: &View, (covered, currency): (&[Symbol], Currency), after: i32) -> Vec<u32> {
    let mut rows = Vec::new();
    let start = view.rows().partition_point(&|row| ledger.day(row) <= after);
    for row in view.rows().past(start) {
        let class = ledger.rows().class(row);
        if class.is_some_and(|class| class.currency == currency && covered.contains(&class.account)) {
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
pub(crate) fn share(amount: i64, part: i64, whole: i64) -> i64 {
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
