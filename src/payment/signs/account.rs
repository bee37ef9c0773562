// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where the money goes: a known payee under another number, a number that cannot be, a country that is new.

use super::super::{
    case::{Case, NEW_DAYS},
    known::country_of,
};
use crate::packs::Signal;

/// Whoever has more numbers than this has them by custom.
const MANY_ACCOUNTS: usize = 3;

pub(super) fn changed_account(case: &mut Case<'_>) {
    let (Some(account), Some(newest)) = (case.draft.counterparty_account, case.newest()) else {
        return;
    };
    let (has, count) = case.accounts_of_past(account);
    if has || count == 0 || count >= MANY_ACCOUNTS || check_fails(account) {
        return;
    }
    let signal = if case.past.len() >= 2 { Signal::ChangedAccount } else { Signal::SecondAccount };
    case.sign(signal, 0, Some(newest));
}

pub(super) fn account_check(case: &mut Case<'_>) {
    if let Some(account) = case.draft.counterparty_account
        && check_fails(account)
    {
        case.sign(Signal::AccountCheck, 0, None);
    }
}

pub(super) fn first_abroad(case: &mut Case<'_>) {
    let Some(country) = case.draft.counterparty_account.and_then(country_of) else { return };
    // Where no payment tells a country, the customer's own number may.
    let home = country_of(case.draft.account_id);
    let is_new = match case.known.paid_into(case.ledger, country, case.today() - NEW_DAYS) {
        Some(paid) => !paid,
        None => home.is_some(),
    };
    // One payment tells who knows where the customer's own account is; otherwise it takes several.
    let told_by = if home.is_some() { 1 } else { 5 };
    if is_new && case.known.typed >= told_by && home != Some(country) {
        case.sign(Signal::FirstAbroad, 0, None);
    }
}

/// Whether an international account number has wrong check digits (ISO 13616); other numbers have none to check.
fn check_fails(account: &str) -> bool {
    let mut signs: Vec<u8> = Vec::with_capacity(34);
    for sign in account.bytes() {
        if sign.is_ascii_alphanumeric() {
            signs.push(sign.to_ascii_uppercase());
        } else if sign != b' ' && sign != b'-' {
            return false;
        }
    }
    let is_iban = matches!(signs.as_slice(), [a, b, c, d, ..] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() && c.is_ascii_digit() && d.is_ascii_digit());
    if !is_iban || !(15..=34).contains(&signs.len()) {
        return false;
    }
    signs.rotate_left(4);
    let mut rest = 0_u32;
    for sign in signs {
        let digit = u32::from(sign);
        rest = if sign.is_ascii_digit() { rest * 10 + digit - 48 } else { rest * 100 + digit - 55 } % 97;
    }
    rest != 1
}

#[cfg(test)]
mod tests {
    use super::check_fails;
    use proptest::prelude::*;

    /// The same remainder, digit by digit from a long text.
    fn naive(account: &str) -> u32 {
        let moved = format!("{}{}", &account[4..], &account[..4]);
        let digits: String = moved.chars().map(|sign| sign.to_digit(36).unwrap().to_string()).collect();
        digits.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97)
    }

    proptest! {
        #[test]
        fn prop_check_is_the_plain_remainder(account in "[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}") {
            prop_assert_eq!(check_fails(&account), naive(&account) != 1);
        }

        #[test]
        fn prop_two_neighbors_exchanged_are_found(tail in "[0-9]{14}", at in 0_usize..13) {
            let account = (10..=98).map(|check| format!("NL{check}{tail}")).find(|account| naive(account) == 1);
            let Some(account) = account else { return Ok(()) };
            let mut signs = account.clone().into_bytes();
            signs.swap(4 + at, 5 + at);
            let slipped = String::from_utf8(signs).unwrap();
            prop_assert!(!check_fails(&account));
            prop_assert_eq!(check_fails(&slipped), slipped != account);
        }
    }

    #[test]
    fn other_numbers_have_nothing_to_check() {
        for account in ["ST/66487163", "0001-1234567", "de02", "DE02 1203 0000 0000 2020 51", "merchant-4711-0815-x"] {
            assert!(!check_fails(account), "{account}");
        }
        assert!(check_fails("DE02 1203 0000 0000 2020 15"));
    }
}
