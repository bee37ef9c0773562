// SPDX-License-Identifier: MIT OR Apache-2.0
//! Who is paid: nobody known, a known account under another name, a name that is nearly known.

use super::super::{
    case::{Case, NEW_DAYS},
    context::NameCheck,
};
use crate::{
    ingest::payee::{identity, joined_identity, letter_like, similarity, with_letters, with_umlauts},
    packs::Signal,
};

/// From this similarity on, two names behind one account number are one payee.
const SAME_BEHIND_ONE_ACCOUNT: u16 = 600;
/// So many of them within days are many.
const MANY_NEW: usize = 3;
/// Shorter names are alike by chance.
const MIN_NAME: usize = 6;
/// Letters of a word that two people rarely share by chance.
const MIN_SURNAME: usize = 4;
/// A payment that was given up stays a warning for so long.
const CANCELLED_DAYS: i32 = 30;

pub(super) fn new_payee(case: &mut Case<'_>) {
    if case.is_new {
        case.sign(Signal::NewPayee, 0, None);
    } else if case.is_recent(NEW_DAYS) {
        case.sign(Signal::RecentPayee, 0, case.past.last().copied());
    }
}

pub(super) fn other_name(case: &mut Case<'_>) {
    let (Some(name), Some(behind)) = (case.draft.counterparty_name, case.behind) else {
        return;
    };
    let known = case.ledger.identity(behind);
    // Who had no name before has none to differ from.
    if case.payee == Some(behind) || known.starts_with('\u{2}') {
        return;
    }
    if similarity(&joined_identity(name), known).get() < SAME_BEHIND_ONE_ACCOUNT
        && let Some(&row) = case.basis.view.rows_of(behind).last()
    {
        case.sign(Signal::OtherName, 0, Some(row));
    }
}

pub(super) fn look_alike(case: &mut Case<'_>) {
    let Some(name) = case.draft.counterparty_name.filter(|_| case.payee.is_none() && case.behind.is_none()) else {
        return;
    };
    if case.draft.counterparty_account.is_none() {
        return;
    }
    let wanted = joined_identity(name);
    // A word with digits in it may be left out as a code.
    let has_digits = name.chars().any(|sign| matches!(sign, '0'..='9' | '０'..='９'));
    let seen = if has_digits { joined_identity(&with_letters(name)) } else { wanted.clone() };
    // An umlaut typed as two letters is no slip, and hides none.
    let is_two = |pair: &[u8]| matches!(pair, [b'a' | b'o' | b'u', b'e']);
    let has_two = wanted.as_bytes().windows(2).any(is_two);
    let spelled = has_two.then(|| joined_identity(&with_umlauts(name)));
    for (payee, _) in case.known.payees() {
        let known = case.ledger.identity(payee);
        let is_plain = is_near(&wanted, known) || looks_like(&seen, known);
        let is_short = || {
            may_be_initialled(&wanted, known) && is_initialled(&identity(name), &case.name_of(payee))
                || may_be_turned(&wanted, known) && is_turned(&identity(name), &case.name_of(payee))
        };
        let is_spelled = || spelled.as_ref().is_some_and(|spelled| is_near(spelled, known));
        if (is_plain || is_short() || is_spelled())
            && let Some(&row) = case.basis.view.rows_of(payee).last()
            && (is_plain || is_short() || !case.ledger.word(case.ledger.row(row).name).is_ascii())
        {
            return case.sign(Signal::LookAlike, 0, Some(row));
        }
    }
}

/// Whether two names are one to the eye: `Hi1l` is `Hill`. Digits are told from digits.
fn looks_like(a: &str, b: &str) -> bool {
    let seen = |sign: u8| if sign == b'i' { b'l' } else { letter_like(sign) };
    a.len() >= MIN_NAME && a.len() == b.len() && a.bytes().map(seen).eq(b.bytes().map(seen))
}

/// Cheap, so that most need no other look: one first letter, and one surname at the end.
fn may_be_initialled(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let behind = || a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    a.first() == b.first() && a.len() != b.len() && behind() >= MIN_SURNAME
}

/// Whether one name is the other with a letter for a word, as banks write people: `j okafor` is `john okafor`.
fn is_initialled(a: &str, b: &str) -> bool {
    let (mut left, mut right) = (a.split(' '), b.split(' '));
    let (mut initials, mut surnames) = (0, 0);
    loop {
        match (left.next(), right.next()) {
            (Some(one), Some(other)) if one == other => surnames += usize::from(one.len() >= MIN_SURNAME),
            (Some(one), Some(other)) => {
                let (letter, word) = if one.len() <= other.len() { (one, other) } else { (other, one) };
                if letter.len() != 1
                    || !letter.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
                    || !word.starts_with(letter)
                {
                    return false;
                }
                initials += 1;
            }
            (None, None) => return initials > 0 && surnames > 0,
            _ => return false,
        }
    }
}

/// Cheap likewise: as many letters, and the same ones.
fn may_be_turned(a: &str, b: &str) -> bool {
    let sum = |name: &str| name.bytes().fold(0_u32, |sum, sign| sum + u32::from(sign));
    a.len() >= MIN_NAME && a.len() == b.len() && sum(a) == sum(b)
}

/// Whether one name is the other in another order of its words: `weber jonas` is `jonas weber`.
fn is_turned(a: &str, b: &str) -> bool {
    let holds = |a: &str, b: &str| a.split(' ').all(|word| b.split(' ').any(|other| other == word));
    a != b && holds(a, b) && holds(b, a)
}

/// Whether two names differ by a letter or two, left out, put in or exchanged; numbers tell branches apart.
fn is_near(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let least = a.len().min(b.len());
    if a == b || least < MIN_NAME || a.len().abs_diff(b.len()) > 2 {
        return false;
    }
    let mut from = 0;
    while from < least && a.get(from) == b.get(from) {
        from += 1;
    }
    let mut behind = 0;
    while behind < least - from && a.get(a.len() - 1 - behind) == b.get(b.len() - 1 - behind) {
        behind += 1;
    }
    let (Some(a), Some(b)) = (a.get(from..a.len() - behind), b.get(from..b.len() - behind)) else {
        return false;
    };
    let digits = a.iter().chain(b).any(u8::is_ascii_digit);
    // What differs lies together: one slip, not two names.
    !digits && a.len().max(b.len()) <= 2
}

pub(super) fn many_new_payees(case: &mut Case<'_>) {
    let today = case.today();
    if !case.is_new || case.known.since > today - 60 {
        return;
    }
    let mut count = 0;
    for (_, first) in case.known.payees() {
        count += usize::from(first > today - NEW_DAYS);
    }
    if count >= MANY_NEW {
        case.sign(Signal::ManyNewPayees, 0, None);
    }
}

pub(super) fn name_check(case: &mut Case<'_>) {
    let signal = match case.context.name_check {
        None => return,
        Some(NameCheck::Match) => Signal::NameMatch,
        Some(NameCheck::Close) => Signal::NameClose,
        Some(NameCheck::NoMatch) => Signal::NameNoMatch,
        Some(NameCheck::NotPossible) => Signal::NameNotPossible,
    };
    case.sign(signal, 0, None);
}

pub(super) fn cancelled_before(case: &mut Case<'_>) {
    if case.remembered.cancelled.is_some_and(|day| day >= case.today() - CANCELLED_DAYS) {
        case.sign(Signal::CancelledBefore, 0, None);
    }
}

#[cfg(test)]
mod tests {
    use super::{is_initialled, is_near, is_turned, looks_like};
    use crate::ingest::payee::{joined_identity, with_letters};

    #[test]
    fn near_is_one_slip_and_never_a_number() {
        for (a, b) in [
            ("keller roofing", "keller rooflng"),
            ("harbor books", "harbour books"),
            ("miller", "mlller"),
            ("novak invest", "novak inevst"),
        ] {
            assert!(is_near(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("keller roofing", "keller roofing"),
            ("kiosk 12", "kiosk 13"),
            ("anna", "anne"),
            ("harbor books", "garbor looks"),
            ("maple dental", "maple rental co"),
        ] {
            assert!(!is_near(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_letter_stands_for_a_first_name() {
        for (a, b) in [("j okafor", "john okafor"), ("john okafor", "j okafor"), ("amy l chen", "a l chen")] {
            assert!(is_initialled(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("j okafor", "j okafor"),
            ("j okafor", "mary okafor"),
            ("j li", "jun li"),
            ("john okafor", "joan okafor"),
            ("okafor", "john okafor"),
            ("7 okafor", "7eleven okafor"),
        ] {
            assert!(!is_initialled(a, b), "{a} {b}");
        }
    }

    #[test]
    fn another_order_of_words_is_the_same_name() {
        assert!(is_turned("weber jonas", "jonas weber") && is_turned("a b c", "c a b"));
        for (a, b) in [("jonas weber", "jonas weber"), ("weber jona", "jonas weber"), ("weber", "weber jonas")] {
            assert!(!is_turned(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_digit_for_a_letter_is_seen_and_a_branch_is_not() {
        let seen = |name: &str| joined_identity(&with_letters(name));
        for (draft, known) in [
            ("Hi1l Homes", "Hill Homes"),
            ("Hill H0mes", "Hill Homes"),
            ("H1LL H0ME5", "Hill Homes"),
            ("St4dtwerke Köln", "Stadtwerke Köln GmbH"),
            ("Keller Ro0fing", "Keller Roofing"),
            ("8aker 8rothers", "Baker Brothers"),
            ("Ｈｉ１ｌ Ｈｏｍｅｓ", "Hill Homes"),
            ("Hill Homes", "Hi1l Homes"),
        ] {
            assert!(looks_like(&seen(draft), &joined_identity(known)), "{draft} {known}");
        }
        for (draft, known) in
            [("Route 1 Diner", "Route L Diner"), ("Kaufland1", "Kaufland"), ("Lindner Housing", "Linden Housing")]
        {
            assert!(!looks_like(&seen(draft), &joined_identity(known)), "{draft} {known}");
        }
        assert!(!looks_like("kiosk 12", "kiosk 13") && !looks_like("kiosk24", "kiosk25"));
    }
}
