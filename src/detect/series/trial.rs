// SPDX-License-Identifier: MIT OR Apache-2.0
//! A trial that has become a charge: nothing or a token amount first, the full price a trial's length later.
//!
//! In: the first two rows of each payee. Out: both, where the second is news. A hold of a small amount is
//! settled within days, and a trial is a week, two, or whole months.

use crate::{
    detect::{
        Finding, Scene,
        duplicates::payee_text,
        news::{NEWS_DAYS, of_rows},
        on, text,
    },
    ledger::PayeeId,
    types::{Arg, Family, Kind, Permille, Reason},
};

/// A token is at most one part in so many of the price.
const TOKEN: u64 = 5;

pub(in crate::detect) fn find(scene: &Scene<'_>, found: &mut Vec<Finding>) {
    let &Scene { ledger, basis, today, .. } = scene;
    let every = scene.only.is_none();
    let only = scene.only.as_deref().unwrap_or_default();
    let all = (1..basis.view.payee_count() as u32).filter(|_| every).map(PayeeId);
    for payee in all.chain(only.iter().copied()) {
        let rows = basis.view.rows_of(payee);
        let &[first, charged, ref rest @ ..] = rows else { continue };
        if today.days() - ledger.day(charged) > NEWS_DAYS || rest.len() > 2 {
            continue;
        }
        let (token, full) = (ledger.row(first), ledger.row(charged));
        let gap_days = full.day - token.day;
        let trial = matches!(gap_days, 6..=8 | 13..=15 | 28..=32 | 59..=62 | 89..=92);
        let paid_so = matches!(full.kind, Kind::Card | Kind::DirectDebit | Kind::Other);
        let small =
            token.amount <= 0 && token.amount.unsigned_abs().saturating_mul(TOKEN) <= full.amount.unsigned_abs();
        if !trial || !paid_so || !small || full.amount >= 0 || full.account != token.account {
            continue;
        }
        let series = basis.series.of(charged);
        let reason = Reason::new("first-was").with("amount", Arg::magnitude(token.money()));
        let reason = on(text(reason, "payee", payee_text(ledger, &token)), token.date());
        let mut finding = of_rows(ledger, Family::TrialCharged, [first, charged], reason);
        finding.series = series.map(|series| series.id);
        finding.count = rows.len();
        finding.confidence = Permille::new(if series.is_some() { 850 } else { 650 });
        found.push(Finding::News(finding));
    }
}
