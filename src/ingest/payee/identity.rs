// SPDX-License-Identifier: MIT OR Apache-2.0
//! A canonical identity: the words of a name that are its own.
//!
//! In: a name. Out: its folded words, joined by single spaces; equal for two spellings of one payee.

use super::{
    fold::{fold, is_kana},
    lists::{CITIES, COUNTRIES, LEGAL_FORMS, PROCESSORS, ZENGIN_FORMS, holds},
};

/// More says no more about who it is, and a hostile feed must not make the engine slow.
const MAX_LETTERS: usize = 256;

/// The identity of a name; empty when nothing of it is a letter or digit.
#[must_use]
pub fn identity(name: &str) -> String {
    let words = split(own_part(name));
    let mut kept: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    drop_places(&mut kept);
    drop_codes(&mut kept);
    drop_forms(&mut kept);
    kept.join(" ")
}

/// Whether a word is a terminal, store or order code rather than a name.
#[must_use]
pub fn is_opaque_code(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && (word.len() >= 3 || digits == word.len())
}

/// Leaves a processor out before its star, and an order code behind one.
fn own_part(name: &str) -> &str {
    let Some((before, after)) = name.split_once('*') else {
        return name;
    };
    let processor = before.trim();
    if PROCESSORS.iter().any(|known| processor.eq_ignore_ascii_case(known)) && after.chars().any(char::is_alphabetic) {
        return after;
    }
    let code = after.split_ascii_whitespace().next().unwrap_or_default();
    let looks_like_code = code.bytes().any(|byte| byte.is_ascii_digit());
    if looks_like_code && before.chars().any(char::is_alphanumeric) { before } else { name }
}

/// Folds the letters and splits them into words; a Zengin form beside its bracket becomes an empty word.
fn split(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut after_open = false;
    for character in name.chars().take(MAX_LETTERS) {
        fold(character, |letter| match letter {
            // Inside a word: McDonald's, AT&T, U.S.
            '\'' | '’' | '&' | '.' if !word.is_empty() => {}
            '-' if word.chars().next_back().is_some_and(is_kana) => word.push('-'),
            '\u{3099}' | '\u{309a}' | '\u{30fb}' if word.is_empty() => {}
            _ if letter.is_alphanumeric() || is_kana(letter) => word.push(letter),
            _ => {
                let form = letter == ')' || after_open;
                if !word.is_empty() {
                    let done = core::mem::take(&mut word);
                    words.push(if form && holds(ZENGIN_FORMS, &done) { String::new() } else { done });
                }
                after_open = letter == '(';
            }
        });
    }
    if !word.is_empty() {
        words.push(if after_open && holds(ZENGIN_FORMS, &word) { String::new() } else { word });
    }
    words
}

/// Takes a city, and a country behind a city, off the end.
fn drop_places(words: &mut Vec<&str>) {
    let mut count = words.len();
    let at = |place: usize| words.get(place).copied().unwrap_or_default();
    if count >= 3 && holds(COUNTRIES, at(count - 1)) && (holds(CITIES, at(count - 2)) || count >= 4) {
        count -= 1;
    }
    if count >= 2 && holds(CITIES, at(count - 1)) {
        count -= 1;
    }
    words.truncate(count);
}

/// Takes codes away, but never the last word.
fn drop_codes(words: &mut Vec<&str>) {
    if words.iter().all(|word| is_opaque_code(word)) {
        // A name of codes only: letters decide, and one word stays.
        words.truncate(1);
        return;
    }
    let mut place = 0;
    words.retain(|word| {
        place += 1;
        (place == 1 && word.len() <= 5) || !is_opaque_code(word)
    });
}

/// Takes legal forms off both ends, and spelled-out ones such as `s a` or `s p a`; never the last word.
fn drop_forms(words: &mut Vec<&str>) {
    while let [first, second, ..] = words.as_slice() {
        if first.is_ascii() || second.is_empty() || !holds(LEGAL_FORMS, first) {
            break;
        }
        words.remove(0);
    }
    loop {
        let count = words.len();
        let singles = words.iter().rev().take_while(|word| word.len() == 1 && word.is_ascii()).count();
        let spelled: String = words.get(count - singles.min(count)..).unwrap_or_default().concat();
        if (2..=4).contains(&singles) && singles < count && holds(LEGAL_FORMS, &spelled) {
            words.truncate(count - singles);
        } else if count >= 2 && words.last().is_some_and(|last| holds(LEGAL_FORMS, last)) {
            words.truncate(count - 1);
        } else {
            return;
        }
    }
}
