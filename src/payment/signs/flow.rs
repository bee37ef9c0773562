// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where the money came from: as much as has just come in from somebody new goes on to somebody new.

use super::super::case::Case;
use crate::{packs::Signal, types::Kind};

const RECENT_DAYS: i32 = 3;

pub(super) fn after_credit(case: &mut Case<'_>) {
    if !case.is_new || case.size < case.usual.1 {
        return;
    }
    let since = case.today() - RECENT_DAYS;
    for place in case.basis.view.rows().rev() {
        if case.ledger.day(place) < since {
            return;
        }
        let credit = case.ledger.amount(place);
        // From 85 to 100 %: who passes it on is often let keep a part.
        let most = credit.max(0).unsigned_abs();
        if case.size > most || case.size / 17 < most / 20 {
            continue;
        }
        let row = case.ledger.row(place);
        let rows = case.basis.view.rows_of(case.basis.view.payee(place));
        let is_first = rows.first() == Some(&place);
        let is_own = case.basis.transfers.iter().any(|pair| pair.into == place);
        let is_payment = !matches!(row.kind, Kind::Refund | Kind::Interest | Kind::Cash);
        if row.currency == case.draft.currency && is_first && is_payment && !is_own {
            return case.sign(Signal::AfterCredit, most, Some(place));
        }
    }
}
