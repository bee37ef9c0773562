// SPDX-License-Identifier: MIT OR Apache-2.0
//! The balance at the end of today.
//!
//! In: the account, its rows up to today, its rows after today. Out: minor units, if anything tells them.
//! Numbered precedence: 1. the declared balance, moved by the rows between its day and today; 2. the balance
//! after the last row that has one.

use super::{minus, plus};
use crate::{
    ledger::{Account, Ledger, Symbol, View},
    types::{CivilDate, Currency},
};

/// What nobody told in so many rows is too old to go by.
const MAX_LOOKED_AT: usize = 512;

/// The balance of an account at the end of today in its currency, from its newest rows alone.
#[must_use]
pub fn balance(ledger: &Ledger, view: &View, account: Symbol, currency: Currency, today: CivilDate) -> Option<i64> {
    let declared = ledger.accounts().iter().find(|declared| declared.id == account);
    if declared.and_then(|declared| declared.currency).is_some_and(|declared| declared != currency) {
        return None;
    }
    // A balance of a later day needs the rows between, which a view of today does not show.
    let at = declared.and_then(|declared| declared.balance.and(declared.balance_at));
    if at.is_some_and(|at| at > today) {
        return None;
    }
    let rows_of_all = ledger.rows();
    if at.is_none() && !rows_of_all.tells_balances() {
        return None;
    }
    let mut rows = Vec::new();
    let mut told: Option<i32> = at.map(CivilDate::days);
    for row in view.rows().rev().take(MAX_LOOKED_AT) {
        if told.is_some_and(|day| ledger.day(row) < day) {
            break;
        }
        let class = rows_of_all.class(row);
        if class.is_some_and(|class| class.account == account && class.currency == currency) {
            rows.push(row);
            if told.is_none() && rows_of_all.balance_after(row).is_some() {
                told = Some(ledger.day(row));
            }
        }
    }
    told?;
    rows.reverse();
    opening(ledger, declared, &rows, &[], today)
}

pub(super) fn opening(
    ledger: &Ledger,
    declared: Option<&Account>,
    rows: &[u32],
    later: &[u32],
    today: CivilDate,
) -> Option<i64> {
    if let Some(account) = declared
        && let (Some(mut balance), Some(at)) = (account.balance, account.balance_at)
    {
        for &row in rows {
            if ledger.date(row) > at {
                balance = plus(balance, ledger.amount(row));
            }
        }
        for &row in later {
            if ledger.date(row) > today && ledger.date(row) <= at {
                balance = minus(balance, ledger.amount(row));
            }
        }
        return Some(balance);
    }
    last_balance(ledger, rows)
}

/// Rows of one day may stand in any order: the last of them is the one that no other goes on from.
fn last_balance(ledger: &Ledger, rows: &[u32]) -> Option<i64> {
    let after = |row: &u32| ledger.rows().balance_after(*row);
    let newest = rows.iter().rfind(|&row| after(row).is_some())?;
    let day = ledger.day(*newest);
    let same_day = || rows.iter().rev().filter(|&&row| ledger.day(row) == day);
    let goes_on = |balance: i64| {
        same_day().any(|row| after(row).is_some_and(|after| minus(after, ledger.amount(*row)) == balance))
    };
    same_day().filter_map(after).find(|&balance| !goes_on(balance)).or_else(|| after(newest))
}
