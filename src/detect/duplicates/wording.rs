// SPDX-License-Identifier: MIT OR Apache-2.0
//! How two references are worded that no number tells apart: one says all that the other does, or both are one form that is
//! filled in otherwise.
//!
//! In: two references as they came. Out: whether. May use: ingest::payee.

use crate::ingest::payee;

/// Fewer letters stand in any text.
const LEAST: usize = 4;

/// Whether one reference holds the whole other one: `Rent` and `Rent September`, `RE-5512` and `Invoice RE-5512`.
pub(super) fn is_within(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(letters);
    let (shorter, longer) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    shorter.len() >= LEAST && longer.contains(&shorter)
}

fn letters(text: &str) -> String {
    let mut folded = payee::folded(text);
    folded.retain(char::is_alphanumeric);
    folded
}

/// Whether two references are one form with another word in one place: a month for each child. A slip is the same word.
pub(crate) fn is_filled_in_otherwise(a: &str, b: &str) -> bool {
    let between = |sign: char| !sign.is_alphanumeric();
    let (mut equal, mut other) = (0, 0);
    let (mut left, mut right) = (a.split(between), b.split(between));
    let next = |words: &mut core::str::Split<'_, _>| words.find(|word| !word.is_empty()).map(payee::folded);
    loop {
        match (next(&mut left), next(&mut right)) {
            (Some(one), Some(two)) if one == two => equal += 1,
            (Some(one), Some(two)) if !is_slip(&one, &two) => other += 1,
            (None, None) => return equal > 0 && other == 1,
            _ => return false,
        }
    }
}

/// Whether two words differ in what lies together: one slip of the pen, or one is cut off. A number is no other word.
fn is_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.iter().chain(b).any(u8::is_ascii_digit) {
        return true;
    }
    let least = a.len().min(b.len());
    let from = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let behind = a.iter().rev().zip(b.iter().rev()).take(least - from).take_while(|(a, b)| a == b).count();
    from == least || from + behind + 1 >= a.len().max(b.len())
}

#[cfg(test)]
mod tests {
    use super::{is_filled_in_otherwise, is_within};

    #[test]
    fn one_holds_the_other() {
        for (a, b) in [
            ("SEJOUR NEIGE HUGO", "SEJOUR NEIGE HUGO DUVAL"),
            ("RE-5512", "Rechnung RE-5512"),
            ("Miete", "Miete September"),
            ("家賃　９月", "家賃 9月 田中"),
        ] {
            assert!(is_within(a, b) && is_within(b, a), "{a} | {b}");
            assert!(!is_filled_in_otherwise(a, b), "{a} | {b}");
        }
        for (a, b) in [("Mai Luca", "Mai Sara"), ("Abo", "Abo Zeitung"), ("", "Miete"), ("Anzahlung", "Restbetrag")] {
            assert!(!is_within(a, b), "{a} | {b}");
        }
    }

    #[test]
    fn one_form_has_another_word_in_one_place() {
        assert!(
            is_filled_in_otherwise("Mai Luca", "Mai Sara")
                && is_filled_in_otherwise("Klassenfahrt Ben", "Klassenfahrt Mia")
        );
        assert!(!is_filled_in_otherwise("LOYER 05/2026", "LOYER MAI BERNARD DUVAL"));
        assert!(!is_filled_in_otherwise("Reparatur Dach", "Reparatur Dack"));
    }
}
