// SPDX-License-Identifier: MIT OR Apache-2.0
//! Transfers between own accounts of two currencies: the amounts differ, so what else ties them must be said.
//!
//! In: a payment out and what came in about then. Out: pairs that may be one transfer. Invariants: without a row that
//! names the other account, or one name on both sides, there is no pair. No rate of exchange is known here.

use super::{
    Ledger, OwnTransfer, PayeeId, View,
    transfers::{MAX_CANDIDATES, WINDOW_DAYS, is_candidate, names_other},
};
use crate::types::Permille;

/// Adds the pairs of a payment out.
pub(super) fn add(ledger: &Ledger, view: &View, out: u32, pairs: &mut Vec<OwnTransfer>) {
    let row = ledger.row(out);
    let from = view.rows().partition_point(|&into| ledger.day(into) < row.day - WINDOW_DAYS);
    for &into in view.rows().iter().skip(from).take(MAX_CANDIDATES) {
        let other = ledger.row(into);
        if other.day > row.day + WINDOW_DAYS {
            break;
        }
        let apart = other.account != row.account && other.currency != row.currency;
        if other.amount <= 0 || !apart || !is_candidate(ledger, into) {
            continue;
        }
        let payee = view.payee(out);
        let sure = if names_other(ledger, &row, &other) {
            800
        } else if payee != PayeeId::UNKNOWN && payee == view.payee(into) {
            600
        } else {
            continue;
        };
        let gap_days = (other.day - row.day).abs();
        let confidence = Permille::new(sure - 25 * gap_days.unsigned_abs() as u16);
        pairs.push(OwnTransfer { out, into, gap_days, confidence });
    }
}
