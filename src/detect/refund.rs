// SPDX-License-Identifier: MIT OR Apache-2.0
//! Money that came back for a charge: good news that people wait for.
//!
//! In: a basis. Out: a debit and its credit of the last weeks. A payee that pays as often as it is paid is
//! a friend settling up, not a merchant refunding, and a direct debit that was returned is no refund either.

use super::{Basis, Finding, on, text};
use crate::{
    ledger::{Ledger, PayeeId, Row},
    types::{CivilDate, Kind, Money, Permille, Reason, StableHash, sort_places},
};

/// Older news is none.
const NEWS_DAYS: i32 = 60;
/// What banks write beside a direct debit that could not be paid: one to a line, folded. Goods are returned, too, so a word
/// that a shop may use is not among them.
const RETURNED: &str = include_str!("returned.txt");

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RefundArrived {
    /// Made of the two ids.
    pub id: StableHash,
    /// The charge.
    pub debit: u32,
    /// The refund.
    pub credit: u32,
    /// What came back.
    pub money: Money,
    /// Days from the charge to the refund.
    pub gap_days: i32,
    /// How sure.
    pub confidence: Permille,
    /// Why.
    pub reasons: Vec<Reason>,
}

pub(super) fn find(ledger: &Ledger, basis: &Basis, today: CivilDate, found: &mut Vec<Finding>) {
    let from = today.days() - NEWS_DAYS;
    let mut credits = Vec::new();
    credits.extend(basis.refunds.credits().filter(|&credit| ledger.day(credit) >= from));
    sort_places(&mut credits, &mut |a, b| ledger.by_time(a, b));
    for credit in credits {
        if let Some(debit) = basis.refunds.debit_of(credit)
            && let Some(refund) = refund(ledger, basis, debit, credit)
        {
            found.push(Finding::RefundArrived(refund));
        }
    }
}

fn refund(ledger: &Ledger, basis: &Basis, debit: u32, credit: u32) -> Option<RefundArrived> {
    let (charge, back) = (ledger.row(debit), ledger.row(credit));
    let payee = basis.view.payee(credit);
    let marked = back.kind == Kind::Refund;
    if !marked && (is_mutual(ledger, basis, payee) || basis.series_of(credit).is_some()) {
        return None;
    }
    let own = basis.transfers.iter().any(|pair| pair.into == credit);
    if own || is_returned(ledger, &charge, &back) {
        return None;
    }
    Some(RefundArrived {
        id: super::duplicates::pair_id(b"refund", ledger, basis, [debit, credit]),
        debit,
        credit,
        money: back.money(),
        gap_days: back.day - charge.day,
        confidence: Permille::new(if marked { 980 } else { 850 }),
        reasons: vec![on(
            text(Reason::new("refund-of"), "payee", super::duplicates::payee_text(ledger, &charge)),
            charge.date(),
        )],
    })
}

/// Whether a direct debit came back by the way it went, or in words that tell so.
fn is_returned(ledger: &Ledger, charge: &Row, back: &Row) -> bool {
    let is_told = |text| {
        let text = ledger.folded(text);
        RETURNED.lines().any(|words| text.contains(words))
    };
    charge.kind == Kind::DirectDebit
        && (back.kind == Kind::DirectDebit || is_told(back.reference) || is_told(back.name))
}

/// Whether money goes both ways about as often.
fn is_mutual(ledger: &Ledger, basis: &Basis, payee: PayeeId) -> bool {
    let rows = basis.view.rows_of(payee);
    let credits = rows.iter().filter(|&&row| ledger.amount(row) > 0).count();
    credits > 2 && credits * 3 > rows.len()
}
