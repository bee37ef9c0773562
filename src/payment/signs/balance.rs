// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is left: below zero, or less than the bills until payday.

use super::super::case::Case;
use crate::{
    features::{
        forecast,
        series::{SeriesKind, SeriesState},
    },
    packs::Signal,
    types::{CivilDate, Direction},
};

/// Without a payday in sight, the bills of so many days.
const DAYS: i32 = 30;

pub(super) fn look(case: &mut Case<'_>) {
    let Some(account) = case.account() else {
        return;
    };
    let Some(balance) = forecast::balance(case.ledger, &case.basis.view, account, case.draft.currency, case.now.date)
    else {
        return;
    };
    let left = balance.saturating_sub_unsigned(case.size);
    if balance < 0 {
        return;
    }
    if left < 0 {
        return case.sign(Signal::BelowZero, left.unsigned_abs(), None);
    }
    let mut payday = case.now.date.plus_days(DAYS);
    let series = &case.basis.series.all;
    for one in series {
        if let Some(next) = one.next
            && one.account == account
            && one.direction == Direction::In
            && matches!(one.kind, SeriesKind::Salary | SeriesKind::Pension | SeriesKind::Benefit)
            && next.date > case.now.date
        {
            payday = payday.min(next.date);
        }
    }
    let mut bills = 0_i64;
    let mut first = CivilDate::MAX;
    for one in series {
        if let Some(next) = one.next
            && one.account == account
            && one.currency == case.draft.currency
            && one.direction == Direction::Out
            && one.state == SeriesState::Active
            && next.date > case.now.date
            && next.date < payday
            // What the draft pays is no bill besides.
            && case.payee != Some(one.payee)
        {
            bills = bills.saturating_sub(next.amount.min(0));
            first = first.min(next.date);
        }
    }
    if bills > left && bills <= balance {
        case.sign(Signal::BillsAtRisk, bills.unsigned_abs(), None);
    }
}
