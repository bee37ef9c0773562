// SPDX-License-Identifier: MIT OR Apache-2.0
//! Transfers between own accounts of two currencies: the amounts differ, so what else ties them must be said.
//!
//! In: a view, and the rows that other pairs took. Out: pairs. Invariants: each row is in one pair at most; without
//! a row that names the other account, or one name on both sides, there is no pair. No rate of exchange is known here.

use super::{
    Ledger, OwnTransfer, PayeeId, View,
    transfers::{MAX_CANDIDATES, WINDOW_DAYS, is_candidate, names_other},
};
use crate::types::Permille;

/// Adds the pairs, the oldest payment out first; each takes the surest and then the nearest payment in.
pub(super) fn find(ledger: &Ledger, view: &View, taken: &mut [bool], pairs: &mut Vec<OwnTransfer>) {
    let currencies = ledger.columns().currencies();
    if currencies.windows(2).all(|pair| pair.first() == pair.last()) {
        return;
    }
    let mut incoming: Vec<u32> = Vec::new();
    for &row in view.rows() {
        if ledger.amount(row) > 0 && is_free(taken, row) && is_candidate(ledger, row) {
            incoming.push(row);
        }
    }
    for &out in view.rows() {
        if ledger.amount(out) >= 0 || !is_free(taken, out) || !is_candidate(ledger, out) {
            continue;
        }
        let row = ledger.row(out);
        let from = incoming.partition_point(|&into| ledger.day(into) < row.day - WINDOW_DAYS);
        let mut best: Option<OwnTransfer> = None;
        for &into in incoming.iter().skip(from).take(MAX_CANDIDATES) {
            let other = ledger.row(into);
            if other.day > row.day + WINDOW_DAYS {
                break;
            }
            if other.account == row.account || other.currency == row.currency || !is_free(taken, into) {
                continue;
            }
            let gap_days = (other.day - row.day).abs();
            let payee = view.payee(out);
            let sure = if names_other(ledger, &row, &other) {
                950
            } else if payee != PayeeId::UNKNOWN && payee == view.payee(into) {
                700
            } else {
                continue;
            };
            let confidence = Permille::new(sure - 25 * gap_days.unsigned_abs() as u16);
            if best.is_none_or(|best| confidence > best.confidence) {
                best = Some(OwnTransfer { out, into, gap_days, confidence });
            }
        }
        if let Some(pair) = best {
            for row in [pair.out, pair.into] {
                if let Some(slot) = taken.get_mut(row as usize) {
                    *slot = true;
                }
            }
            pairs.push(pair);
        }
    }
}

fn is_free(taken: &[bool], row: u32) -> bool {
    taken.get(row as usize) == Some(&false)
}
