// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which rows only move the customer's own money: no spending and no income.
//!
//! In: a view, its transfers and refunds. Out: a flag a row. Such are both halves of a transfer between own accounts
//! and of a refunded charge, what names an own account though its other half is not there, a card's settlement (its
//! purchases are the spending) and what comes in on a card, and all that happens on loans and investments.

use super::{
    forecast::{kind_of, own_accounts},
    series::{mark, own_rows},
};
use crate::{
    ledger::{Ledger, OwnTransfer, PayeeId, Refunds, Symbol, View},
    types::{AccountType, CivilDate, Kind},
};

/// A card is settled at most so many days after its month is closed.
const SETTLED_WITHIN: i32 = 60;
/// Settlements of the last months tell whom a card is settled to.
const MONTHS: i32 = 13;
/// One sum may be chance.
const SETTLEMENTS: u32 = 2;

pub(super) fn rows(
    ledger: &Ledger,
    view: &View,
    transfers: &[OwnTransfer],
    refunds: &Refunds,
    today: CivilDate,
) -> Vec<bool> {
    let mut own = own_rows(ledger, transfers);
    let columns = ledger.columns();
    let names = own_accounts(ledger, view);
    for &row in view.rows() {
        let at = row as usize;
        let credit = refunds.of(row).or_else(|| refunds.debit_of(row));
        let account = columns.accounts().get(at).copied().unwrap_or_default();
        let other = columns.counterparty_accounts().get(at).copied().unwrap_or_default();
        let is_own = match kind_of(ledger, account) {
            Some(AccountType::Loan | AccountType::Investment) => true,
            Some(AccountType::Card) => ledger.amount(row) > 0,
            _ => false,
        };
        if is_own || credit.is_some() || names.contains(&other) {
            mark(&mut own, &[row]);
        }
    }
    for &account in &names {
        if kind_of(ledger, account) == Some(AccountType::Card) {
            settlements(ledger, view, account, today, &mut own);
        }
    }
    own
}

/// Marks what settles a card: payments to whoever was paid exactly a month of its purchases more than once.
fn settlements(ledger: &Ledger, view: &View, card: Symbol, today: CivilDate, own: &mut [bool]) {
    let columns = ledger.columns();
    let on_card = |row: u32| columns.accounts().get(row as usize) == Some(&card);
    // The days of the card's rows, and what they came to up to each.
    let (mut days, mut sums, mut sum) = (Vec::new(), Vec::new(), 0_i64);
    for &row in view.rows() {
        let amount = ledger.amount(row);
        let paid = columns.kinds().get(row as usize) != Some(&Kind::Refund) && amount > 0;
        if on_card(row) && !paid {
            sum = sum.saturating_sub(amount);
            days.push(ledger.day(row));
            sums.push(sum);
        }
    }
    let until = |day: CivilDate| {
        let place = days.partition_point(|&known| known <= day.days());
        place.checked_sub(1).and_then(|place| sums.get(place)).copied().unwrap_or(0)
    };
    let is_settlement = |row: u32| {
        let date = ledger.date(row);
        (1..=SETTLED_WITHIN).any(|days| {
            let closed = date.plus_days(-days);
            // Beside a closing day at the end of a month stands the end of the month before.
            let before = closed.plus_days(1).plus_months(-1).plus_days(-1);
            let bought = until(closed).saturating_sub(until(before));
            bought.checked_neg() == Some(ledger.amount(row))
        })
    };
    let since = today.plus_months(-MONTHS);
    let mut counts = vec![0_u32; view.payee_count()];
    let candidate = |row: u32| {
        let kind = columns.kinds().get(row as usize).copied().unwrap_or(Kind::Other);
        ledger.amount(row) < 0 && !on_card(row) && matches!(kind, Kind::DirectDebit | Kind::Transfer | Kind::Other)
    };
    for &row in view.rows() {
        if candidate(row)
            && ledger.date(row) >= since
            && let Some(count) = counts.get_mut(view.payee(row).0 as usize)
            && is_settlement(row)
        {
            *count += 1;
        }
    }
    for (payee, &count) in counts.iter().enumerate().skip(1) {
        if count >= SETTLEMENTS {
            for &row in view.rows_of(PayeeId(payee as u32)) {
                if candidate(row) {
                    mark(own, &[row]);
                }
            }
        }
    }
}
