// SPDX-License-Identifier: MIT OR Apache-2.0
//! How much: slips of the hand, more than this payee or this customer is used to, round sums to invest.

use super::super::{
    case::{Case, NEW_DAYS},
    context::PayFor,
};
use crate::{
    packs::Signal,
    types::{Category, sort_numbers},
};

/// What this payee always gets is told by so many payments.
const ALWAYS: usize = 3;
/// What the customer pays at most is told by so many.
const USUAL: usize = 10;
/// So long somebody who gets more each time has won no trust.
const TRUST_DAYS: i32 = 180;
/// Of whoever types little so many rows are looked at.
const LATELY: usize = 256;

/// A slipped point, a doubled digit, or else more than twice what this payee ever got: one cause, one sign.
pub(super) fn slipped_decimal(case: &mut Case<'_>) {
    let Some(newest) = case.newest() else {
        return;
    };
    let (size, usual) = (case.size, case.size_of(newest));
    let always = case.past.len() >= ALWAYS && case.past.iter().take(ALWAYS).all(|&place| case.size_of(place) == usual);
    if always && usual > 0 && (size == usual.saturating_mul(10) || size == usual.saturating_mul(100)) {
        return case.sign(Signal::SlippedDecimal, usual, Some(newest));
    }
    if case.past.len() >= 2 && is_doubled(size, usual) {
        return case.sign(Signal::DoubledDigit, usual, Some(newest));
    }
    let mut most = 0;
    for &place in &case.past {
        most = case.size_of(place).max(most);
    }
    // Little money is little harm.
    if case.past.len() >= ALWAYS && size / 2 > most && size > case.usual.1 {
        case.far(Signal::AbovePayeeRange, (most, size / most.max(1)), Some(newest));
    }
}

/// More than the customer ever paid, by itself or together with what somebody new got before.
pub(super) fn above_own_range(case: &mut Case<'_>) {
    let Some(most) = largest(case) else { return };
    // What this payee got before is no news.
    let grows = case.past.iter().all(|&place| case.size_of(place) < case.size);
    if grows && is_above(case.size, most) {
        case.far(Signal::AboveOwnRange, (most, case.size / most.max(1)), None);
    }
    if case.is_recent(NEW_DAYS) || (grows && is_ladder(case) && case.is_recent(TRUST_DAYS)) {
        in_pieces(case);
    }
}

/// Whoever wins trust with small sums is compared with what anybody else got.
fn in_pieces(case: &mut Case<'_>) {
    let mut past: Vec<u64> = case.past.iter().map(|&place| case.size_of(place)).collect();
    sort_numbers(&mut past);
    let whole = past.iter().fold(case.size, |sum, &size| sum.saturating_add(size));
    let mut others = case.known.sizes(case.draft.currency).filter(|size| past.pop_if(|most| most == size).is_none());
    if let Some(most) = others.next().filter(|_| case.usual.0 >= USUAL)
        && is_above(whole, most)
    {
        case.far(Signal::InPieces, (most, whole / most.max(1)), case.past.last().copied());
    }
}

/// Whether each of several payments was more than the one before.
fn is_ladder(case: &Case<'_>) -> bool {
    case.past.len() >= ALWAYS && case.past.is_sorted_by(|&later, &before| case.size_of(later) > case.size_of(before))
}

/// By half more is more.
const fn is_above(size: u64, most: u64) -> bool {
    size > most.saturating_add(most / 2)
}

/// The most that the customer pays: of what is typed, or where that is too little to tell, of all that was paid lately.
fn largest(case: &Case<'_>) -> Option<u64> {
    let (count, _, most) = case.usual;
    if count >= USUAL {
        return Some(most);
    }
    let (mut count, mut most) = (0, 0);
    for place in case.basis.view.rows().rev().take(LATELY) {
        let Some(class) = case.ledger.rows().class(place) else { continue };
        if class.currency == case.draft.currency && case.ledger.amount(place) < 0 && !case.basis.halves.has(place) {
            count += 1;
            most = case.size_of(place).max(most);
        }
    }
    (count >= USUAL).then_some(most)
}

pub(super) fn round_investment(case: &mut Case<'_>) {
    let invests = case.context.purpose == Some(PayFor::Investment) || case.draft.category == Category::Investment;
    if case.is_new && invests && is_round(case.size) && case.size >= case.usual.1 {
        case.sign(Signal::RoundInvestment, 0, None);
    }
}

pub(super) fn other_currency(case: &mut Case<'_>) {
    let Some(account) = case.account() else {
        return;
    };
    let declared = case.ledger.accounts().iter().find(|declared| declared.id == account);
    if let Some(currency) = declared.and_then(|declared| declared.currency)
        && currency != case.draft.currency
        && case.past.is_empty()
    {
        case.sign(Signal::OtherCurrency, case.size, None);
    }
}

/// Whether a number has one digit twice in a row that the other has once, and is the same otherwise.
fn is_doubled(mut size: u64, usual: u64) -> bool {
    // Digits from the right that are equal; then one of a pair is left out.
    let (mut other, mut last) = (usual, 10);
    while size > 0 && size % 10 == other % 10 && other > 0 {
        last = size % 10;
        (size, other) = (size / 10, other / 10);
    }
    usual > 0 && size % 10 == last && size / 10 == other
}

/// One or two digits, then zeros: at least three of them.
const fn is_round(mut size: u64) -> bool {
    let mut zeros = 0;
    while size >= 10 && size.is_multiple_of(10) {
        size /= 10;
        zeros += 1;
    }
    zeros >= 3 && size < 100
}

#[cfg(test)]
mod tests {
    use super::{is_doubled, is_round};
    use proptest::prelude::*;

    /// The same by leaving out each digit in turn.
    fn naive(size: u64, usual: u64) -> bool {
        let (long, short) = (size.to_string(), usual.to_string());
        usual > 0
            && (1..long.len()).any(|at| {
                long.as_bytes()[at] == long.as_bytes()[at - 1] && format!("{}{}", &long[..at], &long[at + 1..]) == short
            })
    }

    proptest! {
        #[test]
        fn prop_doubled_is_what_leaving_out_finds(usual in 1_u64..1_000_000, at: prop::sample::Index, other: u32) {
            let mut digits = usual.to_string();
            let place = at.index(digits.len());
            digits.insert(place, digits.as_bytes()[place] as char);
            let size: u64 = digits.parse().unwrap();
            prop_assert!(is_doubled(size, usual) && naive(size, usual));
            prop_assert_eq!(is_doubled(other.into(), usual), naive(other.into(), usual));
        }
    }

    #[test]
    fn round_sums() {
        assert!([500_000, 1_000_000, 120_000, 5000].into_iter().all(is_round));
        assert!(![499_900, 123_000, 4500, 0, 500].into_iter().any(is_round));
    }
}
