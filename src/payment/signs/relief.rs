// SPDX-License-Identifier: MIT OR Apache-2.0
//! What speaks for a payment: a payee that has proved itself, what the customer said, how little it is.

use super::super::case::Case;
use crate::packs::Signal;

const PROVEN_PAYMENTS: usize = 3;
const PROVEN_DAYS: i32 = 60;
/// For more than the customer ever paid anybody it takes half a year.
const PROVEN_FOR_MUCH: (usize, i32) = (5, 150);
/// Beyond so many times the most that it ever got, a payee has proved nothing.
const PROVEN_TIMES: u64 = 20;
/// Who was talked into a payment finds out within days.
const WENT_THROUGH_DAYS: i32 = 7;

pub(super) fn proven_payee(case: &mut Case<'_>) {
    let Some(first) = case.past.last().map(|&place| case.ledger.day(place)) else {
        return;
    };
    // A name proves no number that it was never seen with, and lunches no loan.
    let on_its_account = case.draft.counterparty_account.is_none_or(|account| case.accounts_of_past(account).0);
    let most = case.past.iter().map(|&place| case.size_of(place)).max().unwrap_or(0);
    let is_much = case.signs.iter().any(|sign| matches!(sign.signal, Signal::AboveOwnRange | Signal::InPieces));
    let (payments, days) = if is_much { PROVEN_FOR_MUCH } else { (PROVEN_PAYMENTS, PROVEN_DAYS) };
    if case.past.len() >= payments && first <= case.today() - days && on_its_account && case.size / PROVEN_TIMES <= most
    {
        case.sign(Signal::ProvenPayee, 0, case.newest());
    }
}

pub(super) fn said_before(case: &mut Case<'_>) {
    if case.remembered.known {
        case.sign(Signal::KnownPayee, 0, None);
    }
    if case.remembered.went_through.is_some_and(|day| day <= case.today() - WENT_THROUGH_DAYS) {
        case.sign(Signal::WentThrough, 0, None);
    }
}

pub(super) fn small_amount(case: &mut Case<'_>) {
    let (count, middle, _) = case.usual;
    if count >= 5 && case.size < middle / 4 {
        case.sign(Signal::SmallAmount, 0, None);
    }
}
