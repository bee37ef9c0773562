// SPDX-License-Identifier: MIT OR Apache-2.0
//! A canonical identity: the words of a name that are its own.
//!
//! In: a name. Out: its folded words, joined by single spaces; equal for two spellings of one payee.

use super::{
    fold::{fold, is_kana, is_letter},
    lists::{CITIES, COUNTRIES, JAPANESE_FORMS, LEGAL_FORMS, PROCESSORS, ZENGIN_FORMS, holds},
};

/// More says no more about who it is, and a hostile feed must not make the engine slow.
const MAX_LETTERS: usize = 256;

/// The identity of a name; empty when nothing of it is a letter or digit.
#[must_use]
pub fn identity(name: &str) -> String {
    own_words(&split(own_part(name))).join(" ")
}

/// The identity without spaces: they tell no payees apart, "PC NATION" is "PCNATION".
pub(crate) fn joined_identity(name: &str) -> String {
    own_words(&split(own_part(name))).concat()
}

/// The words that are the payee's own.
fn own_words(letters: &str) -> Vec<&str> {
    let mut kept: Vec<&str> = letters.split_ascii_whitespace().collect();
    // What stands behind a form or a code shows only when that is gone.
    let mut count = usize::MAX;
    while kept.len() < count {
        count = kept.len();
        drop_codes(&mut kept);
        drop_forms(&mut kept);
        drop_places(&mut kept);
    }
    kept
}

/// Whether a word is a terminal, store or order code rather than a name.
fn is_opaque_code(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && (word.len() >= 3 || digits == word.len())
}

/// Leaves a processor out before its star, and an order code behind one.
fn own_part(name: &str) -> &str {
    let Some((before, after)) = name.split_once('*') else {
        return name;
    };
    let processor = before.trim_ascii();
    if PROCESSORS.iter().any(|known| processor.eq_ignore_ascii_case(known)) && after.chars().any(is_letter) {
        return after;
    }
    let code = after.split_ascii_whitespace().next().unwrap_or_default();
    let looks_like_code = code.bytes().any(|byte| byte.is_ascii_digit());
    if looks_like_code && before.chars().any(is_letter) { before } else { name }
}

/// Folds the letters into words with spaces between; a Zengin form beside its bracket is left out.
fn split(name: &str) -> String {
    let mut words = String::with_capacity(name.len().min(MAX_LETTERS) + 8);
    let mut start = 0;
    let mut after_open = false;
    let end_word = |words: &mut String, start: &mut usize, beside_bracket: bool| {
        if beside_bracket && holds(ZENGIN_FORMS, words.get(*start..).unwrap_or_default()) {
            words.truncate(*start);
        }
        if words.len() > *start {
            words.push(' ');
        }
        *start = words.len();
    };
    for character in name.chars().take(MAX_LETTERS) {
        if character.is_ascii_alphanumeric() {
            words.push(character.to_ascii_lowercase());
            continue;
        }
        fold(character, |letter| match letter {
            // Inside a word: McDonald's, AT&T, U.S.
            '\'' | '’' | '&' | '.' if words.len() > start => {}
            '-' if words.chars().next_back().is_some_and(is_kana) => words.push('-'),
            '\u{3099}' | '\u{309a}' if words.len() == start => {}
            _ if is_letter(letter) || is_kana(letter) => words.push(letter),
            _ => {
                end_word(&mut words, &mut start, letter == ')' || after_open);
                after_open = letter == '(';
            }
        });
    }
    end_word(&mut words, &mut start, after_open);
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
    if let [only] = words.as_slice()
        && only.is_ascii()
    {
        return;
    }
    // Japanese writes the form against the name: no space tells it apart.
    for word in words.iter_mut().filter(|word| !word.is_ascii()) {
        for form in JAPANESE_FORMS {
            let rest = word.strip_prefix(form).or_else(|| word.strip_suffix(form));
            *word = rest.filter(|rest| !rest.is_empty()).unwrap_or(word);
        }
    }
    while words.len() >= 2 && words.first().is_some_and(|first| !first.is_ascii() && is_form(first)) {
        words.remove(0);
    }
    loop {
        let count = words.len();
        let singles = words.iter().rev().take_while(|word| word.len() == 1 && word.is_ascii()).count();
        let spelled = || words.get(count - singles.min(count)..).unwrap_or_default().concat();
        if (2..=4).contains(&singles) && singles < count && is_form(&spelled()) {
            words.truncate(count - singles);
        } else if count >= 2 && words.last().is_some_and(|last| is_form(last)) {
            words.truncate(count - 1);
        } else {
            return;
        }
    }
}

fn is_form(word: &str) -> bool {
    holds(LEGAL_FORMS, word) || holds(JAPANESE_FORMS, word)
}
