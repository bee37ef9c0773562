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

pub use needs::Needs;
pub use opening::balance;
pub use planned::{Planned, put};

use super::series::SeriesBook;
use crate::{
    ledger::{Account, Ledger, OwnTransfer, Symbol, View},
    types::{AccountType, CivilDate, Currency, Permille, words},
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

/// The forecast for so many days after `today`; `None` where nothing tells an opening balance.
#[must_use]
pub fn find(
    ledger: &Ledger,
    view: &View,
    (book, transfers): (&SeriesBook, &[OwnTransfer]),
    scope: Scope<'_>,
    today: CivilDate,
    days: u32,
) -> Option<Forecast> {
    let end = today.plus_days(i32::try_from(days).unwrap_or(i32::MAX));
    let (currency, asked) = asked(ledger, view, scope)?;
    let mut horizon = end;
    for account in ledger.accounts() {
        if asked.contains(&account.id) {
            horizon = horizon.max(account.balance_at.unwrap_or(today));
        }
    }
    let made;
    let ahead = if ledger.columns().days().iter().any(|&day| day > today.days() && day <= horizon.days()) {
        made = View::new(ledger, horizon);
        &made
    } else {
        view
    };
    let mut accounts = Vec::new();
    let mut opening = 0;
    for account in asked {
        let rows = rows_of(ledger, view, (&[account], currency), i32::MIN, &[]);
        let later = rows_of(ledger, ahead, (&[account], currency), today.days(), &[]);
        if let Some(balance) = opening::opening(ledger, declared(ledger, account), &rows, &later, today) {
            opening = plus(opening, balance);
            accounts.push(account);
        }
    }
    if accounts.is_empty() {
        return None;
    }
    let inner = inner(ledger, transfers, &accounts);
    let covered = (accounts.as_slice(), currency);
    let rows = rows_of(ledger, view, covered, i32::MIN, &inner);
    let later = rows_of(ledger, ahead, covered, today.days(), &inner);
    let habits = Habits::new(ledger, &rows, opening, today);
    let mut planned = planned::scheduled(ledger, ahead, &rows, &later, end);
    let monthly = planned::add_due(ledger, ahead, book, (covered, &inner), (today, end), &mut planned);
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
pub(crate) fn asked(ledger: &Ledger, view: &View, scope: Scope<'_>) -> Option<(Currency, Vec<Symbol>)> {
    let currency = match scope {
        Scope::Account(id) => {
            let account = ledger.find_word(id)?;
            return currency_of(ledger, view, account).map(|currency| (currency, vec![account]));
        }
        Scope::Currency(currency) | Scope::DailyUse(currency) => currency,
    };
    let mut accounts = Vec::new();
    for account in own_accounts(ledger, view) {
        let apart = match kind_of(ledger, account) {
            Some(AccountType::Card | AccountType::Loan | AccountType::Investment) => true,
            Some(AccountType::Savings) => matches!(scope, Scope::DailyUse(_)),
            _ => false,
        };
        if !apart && currency_of(ledger, view, account) == Some(currency) {
            accounts.push(account);
        }
    }
    Some((currency, accounts))
}

/// Every account that was declared or has rows.
pub(super) fn own_accounts(ledger: &Ledger, view: &View) -> Vec<Symbol> {
    let mut known: Vec<Symbol> = Vec::new();
    for account in ledger.accounts() {
        known.push(account.id);
    }
    let accounts = ledger.columns().accounts();
    let mut last = Symbol::NONE;
    for &row in view.rows() {
        let account = accounts.get(row as usize).copied().unwrap_or_default();
        if account != last && !known.contains(&account) {
            known.push(account);
        }
        last = account;
    }
    known
}

/// What an account was declared to be.
pub(crate) fn kind_of(ledger: &Ledger, account: Symbol) -> Option<AccountType> {
    declared(ledger, account)?.kind
}

fn declared(ledger: &Ledger, account: Symbol) -> Option<&Account> {
    ledger.accounts().iter().find(|declared| declared.id == account)
}

/// As declared, or else as its newest row says.
fn currency_of(ledger: &Ledger, view: &View, account: Symbol) -> Option<Currency> {
    let accounts = ledger.columns().accounts();
    let newest = || view.rows().iter().rfind(|&&row| accounts.get(row as usize) == Some(&account));
    let declared = declared(ledger, account).and_then(|declared| declared.currency);
    declared.or_else(|| newest().map(|&row| ledger.row(row).currency))
}

/// By row whether it only moves money between two of the accounts.
fn inner(ledger: &Ledger, transfers: &[OwnTransfer], accounts: &[Symbol]) -> Vec<bool> {
    let mut inner = Vec::new();
    if accounts.len() > 1 {
        inner.resize(ledger.len(), false);
        let columns = ledger.columns();
        let is_in = |row: u32| columns.accounts().get(row as usize).is_some_and(|account| accounts.contains(account));
        let currency = |row: u32| columns.currencies().get(row as usize);
        for pair in transfers {
            if is_in(pair.out) && is_in(pair.into) && currency(pair.out) == currency(pair.into) {
                super::series::mark(&mut inner, &[pair.out, pair.into]);
            }
        }
    }
    inner
}

/// The rows of accounts in a currency after a day, oldest first, without those to be skipped.
fn rows_of(
    ledger: &Ledger,
    view: &View,
    (covered, currency): (&[Symbol], Currency),
    after: i32,
    skipped: &[bool],
) -> Vec<u32> {
    let (accounts, currencies) = (ledger.columns().accounts(), ledger.columns().currencies());
    let mut rows = Vec::new();
    for &row in view.rows() {
        let at = row as usize;
        if accounts.get(at).is_some_and(|account| covered.contains(account))
            && currencies.get(at) == Some(&currency)
            && ledger.day(row) > after
            && skipped.get(at) != Some(&true)
        {
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
