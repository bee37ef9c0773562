// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whether two references speak of one matter: one invoice number, whatever words stand around it.
//!
//! In: two references as they came. Out: `Relation`. May use: ingest::payee. Invariants: the same either way round;
//! words without numbers, in front or behind, never part what one number joins.
//!
//! Numbered steps: 1. one text, but for width, case and what stands between letters, is one reference; 2. where each
//! holds a number that the other lacks, or another month, they are two: a customer number in both joins no two
//! invoices; 3. else a long number in both makes them one, and so does a shorter one that is all that one of
//! them says; 4. else only words tell them apart, unless one holds the other.

use super::wording::is_within;
use crate::{ingest::payee, types::CivilDate};

/// So many digits make a number that no two matters share.
const LONG: usize = 5;
/// The same where letters stand between the digits.
const LONG_MIXED: usize = 6;

/// So many days a weekend and a holiday move what comes on a day of the month.
const MOVED_DAYS: i32 = 3;
/// How words for an invoice begin, in many languages.
const INVOICE: [&str; 6] = ["invo", "rech", "fact", "fatt", "fakt", "bill"];

/// What two references are to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Relation {
    /// One of the two is missing.
    Absent,
    /// One matter.
    Same,
    /// One says all that the other does, and no number more.
    Within,
    /// Other words, and no numbers that differ.
    Words,
    /// Other numbers.
    Numbers,
}

/// See the door plate.
pub(crate) fn relation(a: &str, b: &str) -> Relation {
    if a.is_empty() || b.is_empty() {
        return Relation::Absent;
    }
    if is_one_text(a, b) {
        return Relation::Same;
    }
    let is_within = || is_within(a, b);
    let (a, b) = (Read::of(a), Read::of(b));
    let (fewer, more) = if a.numbers.len() <= b.numbers.len() { (&a, &b) } else { (&b, &a) };
    let mut is_long = false;
    for number in &fewer.numbers {
        let Some(same) = more.numbers.iter().find(|same| same.0 == number.0) else {
            return Relation::Numbers;
        };
        is_long |= number.1 || same.1;
    }
    match (a.months != b.months && a.months != 0 && b.months != 0, is_long) {
        (true, _) => Relation::Numbers,
        (_, true) => Relation::Same,
        // A short number is no invoice's by itself, but it is where it is all that one of them says.
        _ if is_within() && fewer.is_a_number() => Relation::Same,
        _ if is_within() => Relation::Within,
        _ => Relation::Words,
    }
}

/// Whether a reference has the digits of an invoice.
pub(crate) fn has_number(reference: &str) -> bool {
    reference.chars().filter(|sign| matches!(sign, '0'..='9' | '０'..='９')).count() >= 3
}

/// Whether the second of two payments with one number came a month after the first, and neither says that it is an invoice's:
/// the number of a new contract comes with each of its payments.
pub(crate) fn may_be_dues([earlier, later]: [CivilDate; 2], references: [&str; 2]) -> bool {
    later.days_since(earlier.plus_months(1)).abs() <= MOVED_DAYS && !references.into_iter().any(names_an_invoice)
}

fn names_an_invoice(reference: &str) -> bool {
    let mut folded = String::with_capacity(reference.len());
    payee::fold_into(reference, &mut folded);
    let is_named = |word: &str| {
        let word = word.trim_end_matches(|sign: char| !sign.is_ascii_alphabetic());
        matches!(word, "re" | "rg" | "rnr" | "inv") || INVOICE.iter().any(|begin| word.starts_with(begin))
    };
    reference.contains("請求") || folded.split([' ', '-', '.', '/', ':']).any(is_named)
}

fn is_one_text(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return super::evidence::same(a, b, u8::is_ascii_alphanumeric).0;
    }
    a == b || payee::folded(a) == payee::folded(b)
}

/// What a reference holds beside words.
#[derive(Default)]
struct Read {
    /// Each once, and whether it is as long as an invoice's.
    numbers: Vec<(u64, bool)>,
    /// A bit for each.
    months: u32,
    /// Whether it has a number of four digits that is no year.
    has_short: bool,
    /// Words beside numbers.
    words: usize,
}

impl Read {
    /// Whether it says nothing but one number, and what kind it is.
    fn is_a_number(&self) -> bool {
        self.has_short && self.numbers.len() == 1 && self.words <= 1 && self.months == 0
    }

    fn of(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        payee::fold_into(text, &mut folded);
        let mut read = Self::default();
        for word in folded.split_ascii_whitespace() {
            // What banks write in by themselves is another one for each payment, or the same one for all.
            let mark = word.split_once('+').map_or("", |(mark, _)| mark);
            if mark != "cred" && !(mark.len() == 4 && mark.ends_with("ref")) {
                read.word(word.as_bytes());
            }
        }
        read
    }

    fn word(&mut self, mut rest: &[u8]) {
        while let Some(first) = rest.first() {
            if first.is_ascii_digit() {
                self.has_short |= is_short(rest);
                let number = number(&mut rest);
                match self.numbers.iter_mut().find(|same| same.0 == number.0) {
                    Some(same) => same.1 |= number.1,
                    None => self.numbers.push(number),
                }
            } else if first.is_ascii_alphabetic() {
                let letters = take(&mut rest, u8::is_ascii_alphabetic);
                self.words += 1;
                if let Some(month) = letters.first_chunk().and_then(month) {
                    self.months |= 1 << month;
                }
            } else {
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
}

/// Whether a text begins with four digits that are no year, and nothing joined to them.
fn is_short(text: &[u8]) -> bool {
    let digits = text.iter().take_while(|sign| sign.is_ascii_digit()).count();
    digits == 4 && text.len() == 4 && !matches!(text, [b'1', b'9', ..] | [b'2', b'0', ..])
}

/// The month that a word begins like, in five languages; French has two of a kind. A match, since each word of any reference
/// is asked.
const fn month(begin: &[u8; 3]) -> Option<u32> {
    Some(match begin {
        b"jan" | b"ene" | b"gen" => 0,
        b"feb" | b"fev" => 1,
        b"mar" => 2,
        b"apr" | b"avr" | b"abr" => 3,
        b"may" | b"mai" | b"mag" => 4,
        b"jun" | b"jui" | b"giu" => 5,
        b"jul" | b"lug" => 6,
        b"aug" | b"aou" | b"ago" => 7,
        b"sep" | b"set" => 8,
        b"oct" | b"okt" | b"ott" => 9,
        b"nov" => 10,
        b"dec" | b"dez" | b"dic" => 11,
        _ => return None,
    })
}

/// Takes a number off, with what joins its digits: `2026-1177`, `26/1177`, `7k9q21`.
fn number(rest: &mut &[u8]) -> (u64, bool) {
    let (mut hash, mut digits, mut length, mut pieces) = (0xcbf2_9ce4_8422_2325_u64, 0, 0, 0);
    let (mut years, mut shorts, mut joiner) = (0, 0, 0);
    let cents = loop {
        let piece = take(rest, u8::is_ascii_digit);
        pieces += 1;
        years += usize::from(matches!(piece, [b'1', b'9', _, _] | [b'2', b'0', _, _]));
        shorts += usize::from(piece.len() <= 2);
        let cents = piece.len() == 2 && matches!(joiner, b'.' | b',');
        let between = rest.iter().take_while(|sign| sign.is_ascii_alphabetic()).count().min(3);
        let is_joined = |at: usize| rest.get(at).is_some_and(u8::is_ascii_digit);
        let joins = match rest.first() {
            Some(b'-' | b'/' | b'.' | b',' | b'_') if is_joined(1) => 1,
            _ if (1..3).contains(&between) && is_joined(between) => between,
            _ => 0,
        };
        let (joining, behind) = rest.split_at_checked(joins).unwrap_or_default();
        joiner = joining.first().copied().unwrap_or(0);
        let letters = joining.iter().filter(|sign| sign.is_ascii_alphabetic());
        for &sign in piece.iter().chain(letters) {
            // Nothing in front of a number says as much as zeros there.
            if length > 0 || sign != b'0' {
                hash = (hash ^ u64::from(sign)).wrapping_mul(0x0100_0000_01b3);
                digits += usize::from(sign.is_ascii_digit());
                length += 1;
            }
        }
        if joins == 0 {
            break cents;
        }
        *rest = behind;
    };
    // A day or a month with its year, and an amount.
    let is_period = matches!(pieces, 2 | 3) && years == 1 && shorts == pieces - 1 && digits == length;
    let is_long = digits >= LONG || (digits < length && length >= LONG_MIXED);
    (hash, is_long && !is_period && !cents)
}

/// Takes off what a text begins with.
fn take<'a>(rest: &mut &'a [u8], kind: fn(&u8) -> bool) -> &'a [u8] {
    let length = rest.iter().take_while(|sign| kind(sign)).count();
    let (taken, behind) = rest.split_at_checked(length).unwrap_or_default();
    *rest = behind;
    taken
}

#[cfg(test)]
mod tests {
    use super::{Relation, names_an_invoice, relation};
    use proptest::prelude::*;

    #[test]
    fn an_invoice_is_told_from_a_contract() {
        for text in [
            "Rechnung 4711",
            "RE-2026-118",
            "Re.Nr. 88120",
            "INV88120",
            "Facture n° 3312",
            "ご請求 55120",
            "Fatt. 18/2026",
        ] {
            assert!(names_an_invoice(text), "{text}");
        }
        for text in ["Vertrag 88120", "Investment plan 88120", "88120", "Rent 2026-118", "Mitglied 4711", "契約 55120"]
        {
            assert!(!names_an_invoice(text), "{text}");
        }
    }

    #[test]
    fn one_long_number_is_one_invoice_and_two_are_two() {
        for (a, b, expected) in [
            ("Rechnung 20261177", "RE-Nr. 20261177", Relation::Same),
            ("Rechnung 20261177", "Rechnung Nr. 20261177", Relation::Same),
            ("Rechnung 20261177", "RE20261177", Relation::Same),
            ("Facture F-2026-1177 client 88", "F-2026-1177", Relation::Same),
            ("Rechnung 20261177 Kd.Nr. 4410", "Kd.Nr. 4410 Rechnung 20261177", Relation::Same),
            ("Rechnung 2026-0815", "RE-NR. 20260815 Kd 33", Relation::Same),
            ("Rechnung 20260815", "Mahnung zu Rechnung 20260815", Relation::Same),
            ("Rechnung 20260815", "2. Mahnung, Rechnung 20260815 vom 15.08.2026", Relation::Same),
            ("RE 5-2041", "Rechnung 52041", Relation::Same),
            ("order X7K9Q21", "x7k9q21 thank you", Relation::Same),
            ("Rechnung 0020261177", "RE 20261177", Relation::Same),
            ("請求書番号 20261177", "請求No.20261177", Relation::Same),
            ("請求書番号　２０２６１１７７", "請求No.20261177号", Relation::Same),
            ("EREF+77120001 MREF+88123456 SVWZ+Rechnung 20261177", "RE 20261177", Relation::Same),
            ("EREF+77120001 SVWZ+Re 20261177", "EREF+77120002 SVWZ+Rechnung 20261177", Relation::Same),
            ("thank you", "Thank-you", Relation::Same),
            // Other numbers.
            ("Rechnung 20260815", "Rechnung 20260816", Relation::Numbers),
            ("Rechnung 20260815", "RE 20260816", Relation::Numbers),
            ("Kundennr 4711999 Rechnung 20260815", "Kundennr 4711999 Rechnung 20260901", Relation::Numbers),
            ("Rechnung 20260815 vom 15.08.2026", "RE 20260816 vom 15.08.2026", Relation::Numbers),
            ("Vertrag 88123456 Beitrag Oktober", "Vertrag 88123456 Beitrag November", Relation::Numbers),
            ("Contract 88123456 Oct 2026", "Contract 88123456 December 2026", Relation::Numbers),
            ("Vertrag 88123456 10/2026", "Vertrag 88123456 11/2026", Relation::Numbers),
            ("Vertrag 88123456 Rate 3", "Vertrag 88123456 Rate 4", Relation::Numbers),
            ("契約 88123456 10月分", "契約 88123456 11月分", Relation::Numbers),
            ("Miete Oktober", "Miete November", Relation::Numbers),
            ("Inv 2041", "Inv 2042", Relation::Numbers),
            // No number that tells.
            ("Miete", "Kaution", Relation::Words),
            ("Rechnung 7741", "RE 7741", Relation::Words),
            ("Rechnung 20261177", "Dachrinne", Relation::Words),
            ("MREF+88123456 SVWZ+Strom", "MREF+88123456 SVWZ+Gas", Relation::Words),
            ("Strom vom 15.08.2026", "Gas vom 15.08.2026", Relation::Words),
            ("Strom 08/2026", "Gas 8/2026", Relation::Words),
            ("Anteil 312.40", "312,40 Auslage", Relation::Words),
            ("", "Rechnung 20261177", Relation::Absent),
        ] {
            assert_eq!(relation(a, b), expected, "{a} | {b}");
            assert_eq!(relation(b, a), expected, "{b} | {a}");
        }
    }

    fn reference() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            "[a-z]{1,6}",
            "[0-9]{1,9}",
            "[A-Z]{1,2}-?[0-9]{4}-[0-9]{4}",
            "[0-9]{2}\\.[0-9]{2}\\.20[0-9]{2}",
            "請求[0-9０-９]{3,8}号?",
            "[ -~]{1,8}",
        ];
        prop::collection::vec(part, 1..4).prop_map(|parts| parts.join(" "))
    }

    proptest! {
        #[test]
        fn prop_it_is_the_same_either_way_round(a in reference(), b in reference()) {
            prop_assert_eq!(relation(&a, &b), relation(&b, &a));
            prop_assert_eq!(relation(&a, &a), Relation::Same);
        }

        /// No digits, no months: no word here begins like one.
        #[test]
        fn prop_words_around_part_nothing_that_a_number_joins(
            number in "[1-9][0-9]{4,11}", words in prop::collection::vec("[k-lq-z#:]{1,8}", 4),
        ) {
            let [a, b, c, d] = [0, 1, 2, 3].map(|place: usize| words[place].as_str());
            let (one, other) = (format!("{a} {number} {b}"), format!("{c} {number} {d}"));
            prop_assert_eq!(relation(&one, &other), Relation::Same);
            prop_assert_eq!(relation(&one, &number), Relation::Same);
            prop_assert_eq!(relation(&one, &format!("{c} {number}1 {d}")), Relation::Numbers);
        }
    }
}
