// SPDX-License-Identifier: MIT OR Apache-2.0
//! Transfers between own accounts of two currencies: the amounts differ, so what else ties them must be said.
//!
//! In: a payment out and what came in about then. Out: pairs that may be one transfer. Invariants: without a row that
//! names the other account, or one name on both sides, there is no pair. No rate of exchange is known here.

use super::{
    Class, Ledger, OwnTransfer, PayeeId, View,
    transfers::{MAX_CANDIDATES, WINDOW_DAYS, names_other},
};
use crate::types::{Currency, Permille};

/// What came in: its day, its currency, its row.
pub(super) type Arrived = (i32, Currency, u32);

/// Adds the pairs of a payment out. `incoming` is what came in by transfer, oldest first.
pub(super) fn add(ledger: &Ledger, view: &View, out: u32, incoming: &[Arrived], pairs: &mut Vec<OwnTransfer>) {
    let Some((_, day, &Class { currency, .. })) = ledger.rows().brief(out) else { return };
    let from = incoming.partition_point(|into| into.0 < day - WINDOW_DAYS);
    for &(other_day, other_currency, into) in incoming.iter().skip(from).take(MAX_CANDIDATES) {
        if other_day > day + WINDOW_DAYS {
            break;
        }
        if other_currency == currency {
            continue;
        }
        let (row, other) = (ledger.row(out), ledger.row(into));
        if other.account == row.account {
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
