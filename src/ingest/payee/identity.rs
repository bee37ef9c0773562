// SPDX-License-Identifier: MIT OR Apache-2.0
//! A canonical identity: the words of a name that are its own.
//!
//! In: a name. Out: its folded words, joined by single spaces; equal for two spellings of one payee.

use super::{
    fold::{fold, is_kana, is_letter},
    lists::{CITIES, COUNTRIES, FORMS, JAPANESE_FORMS, PROCESSORS, WEB, ZENGIN_FORMS, holds},
};

/// More says no more about who it is, and a hostile feed must not make the engine slow.
const MAX_LETTERS: usize = 256;

/// The identity of a name; empty when nothing of it is a letter or digit.
#[must_use]
pub fn identity(name: &str) -> String {
    joined(&own_words(&words(name, true).0), " ")
}

/// The identity without spaces: they tell no payees apart, "PC NATION" is "PCNATION".
pub(crate) fn joined_identity(name: &str) -> String {
    joined(&own_words(&words(name, true).0), "")
}

/// The folded name, with the letters that digits look like where a word has both.
pub(crate) fn with_letters(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    fold_into(name, &mut folded);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split_inclusive(' ') {
        let has_letters = word.bytes().any(|sign| sign.is_ascii_alphabetic());
        out.extend(word.chars().map(|sign| match u8::try_from(sign) {
            Ok(sign) if has_letters => char::from(letter_like(sign)),
            _ => sign,
        }));
    }
    out
}

/// The letter that a digit looks like.
pub(crate) const fn letter_like(sign: u8) -> u8 {
    match sign {
        b'0' => b'o',
        b'1' => b'l',
        b'3' => b'e',
        b'4' => b'a',
        b'5' => b's',
        b'8' => b'b',
        _ => sign,
    }
}

/// A name with umlauts as it is typed without them, by the German rule.
pub(crate) fn without_umlauts(name: &str) -> String {
    let mut typed = String::with_capacity(name.len() + 4);
    for sign in name.chars() {
        typed.push(sign);
        if matches!(sign, 'ä' | 'ö' | 'ü' | 'Ä' | 'Ö' | 'Ü') {
            typed.push('e');
        }
    }
    typed
}

/// The folded name as if it were typed by that rule: umlauts are folded to plain letters.
pub(crate) fn with_umlauts(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    fold_into(name, &mut folded);
    let mut read = String::with_capacity(folded.len());
    let mut before = ' ';
    for sign in folded.chars() {
        if !(sign == 'e' && matches!(before, 'a' | 'o' | 'u')) {
            read.push(sign);
        }
        before = sign;
    }
    read
}

/// Words behind each other. The standard way weighs more than this file's rules.
pub(super) fn joined(words: &[&str], between: &str) -> String {
    let mut out = String::with_capacity(MAX_LETTERS / 4);
    for word in words {
        if !out.is_empty() {
            out.push_str(between);
        }
        out.push_str(word);
    }
    out
}

/// The folded words of a name with spaces between, and whether the first stands before a star; without a processor
/// and an order code where only the payee's `own` part is asked for.
pub(super) fn words(name: &str, own: bool) -> (String, bool) {
    // Wide letters and stars are read like narrow ones.
    let mut folded = String::with_capacity(name.len());
    fold_into(name, &mut folded);
    let name = if own { own_part(&folded) } else { folded.as_str() };
    let star = around_star(name);
    let mut words = String::with_capacity(name.len().min(MAX_LETTERS) + 8);
    split(name, &mut words);
    (words, star.is_some_and(|(tag, _)| plain_run(tag.trim_ascii()).len() == tag.trim_ascii().len()))
}

/// What stands before and behind the first star.
#[inline(never)]
fn around_star(name: &str) -> Option<(&str, &str)> {
    let place = name.bytes().position(|byte| byte == b'*')?;
    Some((name.get(..place)?, name.get(place + 1..)?))
}

/// The letters and digits of ASCII that a text begins with.
#[inline(never)]
fn plain_run(text: &str) -> &str {
    let length = text.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
    text.get(..length).unwrap_or_default()
}

#[inline(never)]
fn has_letter(text: &str) -> bool {
    text.chars().any(is_letter)
}

/// Adds the folded letters of a name.
pub(crate) fn fold_into(name: &str, out: &mut String) {
    if name.is_ascii() {
        out.push_str(name);
        out.make_ascii_lowercase();
        return;
    }
    for character in name.chars().take(MAX_LETTERS) {
        fold(character, |letter| out.push(letter));
    }
}

/// The words that are the payee's own.
pub(super) fn own_words(letters: &str) -> Vec<&str> {
    let mut kept: Vec<&str> = Vec::with_capacity(8);
    kept.extend(letters.split_ascii_whitespace());
    // What stands behind a form or a place shows only when that is gone.
    loop {
        let before = kept.len();
        if before > 1 && kept.first() == Some(&"the") {
            kept.remove(0);
        }
        drop_codes(&mut kept);
        let without_codes = kept.len();
        drop_forms(&mut kept);
        drop_places(&mut kept);
        // Codes that are gone uncover nothing new but an article: forms and places were looked at after them.
        let is_done = letters.is_ascii() && kept.len() == without_codes && kept.first() != Some(&"the");
        if is_done || kept.len() == before {
            return kept;
        }
    }
}

/// Whether a word is a terminal, store or order code rather than a name.
fn is_opaque_code(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && (word.len() >= 3 || digits == word.len())
}

/// Leaves a processor out before its star, and an order code behind one.
fn own_part(name: &str) -> &str {
    let Some((before, after)) = around_star(name) else {
        return name;
    };
    if holds(&PROCESSORS, before.trim_ascii()) && has_letter(after) {
        return after;
    }
    let looks_like_code = plain_run(after.trim_ascii_start()).bytes().any(|byte| byte.is_ascii_digit());
    if looks_like_code && has_letter(before) { before } else { name }
}

/// Adds the words of folded letters, each with a space behind it; a Zengin form beside its bracket is left out.
fn split(name: &str, words: &mut String) {
    let mut start = 0;
    let mut after_open = false;
    let mut left = MAX_LETTERS;
    let mut rest = name;
    while left > 0 {
        let run = plain_run(rest);
        let run = run.get(..left).unwrap_or(run);
        words.push_str(run);
        left -= run.len();
        let mut letters = rest.get(run.len()..).unwrap_or_default().chars();
        let Some(character) = letters.next().filter(|_| left > 0) else { break };
        rest = letters.as_str();
        left -= 1;
        if character == '.' && words.len() >= start + 3 {
            // amazon.co.uk, www.amazon.com
            if words.get(start..) == Some("www") {
                words.truncate(start);
                continue;
            }
            let ending = plain_run(rest);
            if ending.len() <= 4 && holds(&WEB, ending) {
                rest = rest.get(ending.len()..).unwrap_or_default();
                end_word(words, &mut start, false);
                continue;
            }
        }
        match character {
            // Inside a word: McDonald's, AT&T, U.S.
            '\'' | '’' | '.' if words.len() > start => {}
            '&' if (1..=2).contains(&words.len().saturating_sub(start)) => {}
            '-' if words.chars().next_back().is_some_and(is_kana) => words.push('-'),
            '\u{3099}' | '\u{309a}' if words.len() == start => {}
            _ if is_letter(character) || is_kana(character) => words.push(character),
            _ => {
                end_word(words, &mut start, character == ')' || after_open);
                after_open = character == '(';
            }
        }
    }
    end_word(words, &mut start, after_open);
}

/// Sets a space behind the word that begins at `start`.
fn end_word(words: &mut String, start: &mut usize, beside_bracket: bool) {
    if beside_bracket && ZENGIN_FORMS.contains(&words.get(*start..).unwrap_or_default()) {
        words.truncate(*start);
    }
    if words.len() > *start {
        words.push(' ');
    }
    *start = words.len();
}

/// Takes a city, and a country behind a city, off the end.
fn drop_places(words: &mut Vec<&str>) {
    let mut count = words.len();
    let at = |place: usize| words.get(place).copied().unwrap_or_default();
    if count >= 3 && holds(&COUNTRIES, at(count - 1)) && (holds(&CITIES, at(count - 2)) || count >= 4) {
        count -= 1;
    }
    if count >= 2 && holds(&CITIES, at(count - 1)) {
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
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        let (before, after) = around_japanese_form(word);
        if let Some(slot) = words.get_mut(at) {
            *slot = if before.is_empty() { after } else { before };
        }
        if !before.is_empty() && !after.is_empty() {
            words.insert(at + 1, after);
        }
        at += 1;
    }
    while words.len() >= 2 && words.first().is_some_and(|first| !first.is_ascii() && is_form(first)) {
        words.remove(0);
    }
    loop {
        let count = words.len();
        let singles = words.iter().rev().take_while(|word| word.len() == 1 && word.is_ascii()).count();
        let spelled = || joined(words.get(count - singles.min(count)..).unwrap_or_default(), "");
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
    holds(&FORMS, word) || !word.is_ascii() && JAPANESE_FORMS.contains(&word)
}

/// What stands before and behind a Japanese legal form in a word; the word itself where there is none, or nothing else.
pub(super) fn around_japanese_form(word: &str) -> (&str, &str) {
    if !word.is_ascii() {
        for form in JAPANESE_FORMS {
            // The standard search for a text in a text weighs more than this file.
            let place = word.as_bytes().windows(form.len()).position(|part| part == form.as_bytes());
            if let Some(place) = place
                && word.len() > form.len()
            {
                return (word.get(..place).unwrap_or_default(), word.get(place + form.len()..).unwrap_or_default());
            }
        }
    }
    (word, "")
}
