// SPDX-License-Identifier: MIT OR Apache-2.0
//! The short way of a name: what is left of it without codes, so that names that differ in codes alone are worked out
//! once.
//!
//! In: a name. Out: its plain words, and of these the joined identity and whether they give something away; the same
//! as the long way says (a property holds it). Invariant: a name that the one pass is in doubt about goes the long way.

use super::{
    fold::fold,
    lists::{CITIES, COUNTRIES, FORMS, PROCESSORS, WEB, held},
    protected::tells,
};

/// A longer name goes the long way, which bounds what is read of it.
const SHORT: usize = 80;

/// What is left of a name without an article before it and without codes, each word with a space behind it: names that
/// differ in codes alone need no second look. Folds, splits and filters without a second look at any letter either.
/// `None`: the long way is to tell.
pub(crate) fn without_codes<'a>(name: &str, room: &'a mut Vec<u8>) -> Option<&'a str> {
    room.clear();
    let is_told = name.len() <= SHORT && in_one_pass(name, room);
    // A name of codes, or an article, alone leaves nothing.
    if is_told && !room.is_empty() { core::str::from_utf8(room).ok() } else { None }
}

/// The word that is being read, and what came before it.
#[derive(Default)]
struct Pass {
    start: usize,
    /// Words so far, codes among them, an article before them not.
    count: usize,
    has_article: bool,
    /// Whether there was any letter or digit, left out or not.
    has_letter: bool,
}

impl Pass {
    /// Keeps the word unless it is a code or an article; the first may be a short code.
    #[inline(never)]
    fn end_word(&mut self, out: &mut Vec<u8>) {
        let size = out.len() - self.start;
        if size == 0 {
            return;
        }
        self.has_letter = true;
        let word = out.get(self.start..).unwrap_or_default();
        let digits = word.iter().filter(|letter| letter.is_ascii_digit()).count();
        let is_code = digits > 0 && (size >= 3 || digits == size);
        if self.count == 0 && !self.has_article && out == b"the" {
            self.has_article = true;
            out.clear();
            return;
        }
        if is_code && (self.count > 0 || size > 5) {
            out.truncate(self.start);
        } else {
            out.push(b' ');
            self.start = out.len();
        }
        self.count += 1;
    }
}

fn in_one_pass(name: &str, out: &mut Vec<u8>) -> bool {
    let bytes = name.as_bytes();
    let mut pass = Pass::default();
    let mut has_star = false;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        let size = out.len() - pass.start;
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => out.push(byte),
            b'A'..=b'Z' => out.push(byte | 0x20),
            b'.' if size == 3 && out.ends_with(b"www") => {
                pass.has_letter = true;
                out.truncate(pass.start);
            }
            // Inside a word, but for the dot of a web address.
            b'.' if size >= 3 => {
                let rest = bytes.get(at..).unwrap_or_default();
                let length = rest.iter().take_while(|letter| letter.is_ascii_alphanumeric()).count();
                // Letters that are folded may belong to the ending.
                if rest.get(length).is_some_and(|next| !next.is_ascii()) {
                    return false;
                }
                let mut ending = [0; 4];
                if let (Some(ending), Some(letters)) = (ending.get_mut(..length), rest.get(..length)) {
                    ending.copy_from_slice(letters);
                    ending.make_ascii_lowercase();
                    if held(&WEB, ending) {
                        at += length;
                        pass.end_word(out);
                    }
                }
            }
            b'.' | b'\'' if size > 0 => {}
            b'&' if size == 1 || size == 2 => {}
            b'*' if !has_star => {
                has_star = true;
                pass.end_word(out);
                let (before, after) = bytes.split_at_checked(at - 1).unwrap_or_default();
                // A tag stands alone before its star: nothing of it went but the space around it.
                let tag = out.split_last().map_or(&[][..], |(_, tag)| tag);
                let is_tag = held(&PROCESSORS, tag);
                if !after.is_ascii() || is_tag && !before.is_ascii() {
                    return false;
                }
                if is_tag && before.trim_ascii().len() == tag.len() && after.iter().any(u8::is_ascii_alphanumeric) {
                    out.clear();
                    pass = Pass::default();
                    continue;
                }
                let behind = after.get(1..).unwrap_or_default().trim_ascii_start().iter();
                let is_code = behind.take_while(|letter| letter.is_ascii_alphanumeric()).any(u8::is_ascii_digit);
                if is_code && pass.has_letter {
                    break;
                }
            }
            0x80.. => {
                let Some(character) = name.get(at - 1..).and_then(|rest| rest.chars().next()) else { return false };
                at += character.len_utf8() - 1;
                let mut is_plain = true;
                fold(character, |letter| match u8::try_from(letter) {
                    Ok(letter) if letter.is_ascii_alphanumeric() => out.push(letter),
                    _ => is_plain = false,
                });
                if !is_plain {
                    return false;
                }
            }
            _ => pass.end_word(out),
        }
    }
    pass.end_word(out);
    true
}

/// The joined identity of what `without_codes` left of a name, and whether it gives something away.
#[must_use]
pub(crate) fn of_plain<'a>(words: &str, room: &'a mut Vec<u8>) -> (&'a str, bool) {
    room.clear();
    room.extend_from_slice(own_of_plain(words.as_bytes()));
    room.push(b'$');
    let tells = tells(room);
    room.retain(|&byte| byte != b' ' && byte != b'$');
    (core::str::from_utf8(room).unwrap_or_default(), tells)
}

/// Takes forms, places and articles off plain words, as `own_words` does, until there are no more.
fn own_of_plain(mut words: &[u8]) -> &[u8] {
    loop {
        let before = words.len();
        words = without_places(without_forms(words));
        if let Some(rest) = words.strip_prefix(b"the ").filter(|rest| !rest.is_empty()) {
            words = rest;
        }
        if words.len() == before {
            return words;
        }
    }
}

/// What stands before the last word, and that word without the space behind it.
fn last_word(words: &[u8]) -> (&[u8], &[u8]) {
    let body = words.split_last().map_or(words, |(_, body)| body);
    let start = body.iter().rposition(|&byte| byte == b' ').map_or(0, |place| place + 1);
    body.split_at_checked(start).unwrap_or_default()
}

fn without_forms(mut words: &[u8]) -> &[u8] {
    loop {
        let (rest, last) = last_word(words);
        // Spelled out: `s a`, `s p a`.
        let mut spelled = [0; 4];
        let (mut singles, mut head, mut word) = (0, rest, last);
        while let [letter] = *word {
            singles += 1;
            if let Some(slot) = spelled.len().checked_sub(singles).and_then(|place| spelled.get_mut(place)) {
                *slot = letter;
            }
            let next = last_word(head);
            if next.1.len() != 1 {
                break;
            }
            (head, word) = next;
        }
        let letters = spelled.len().checked_sub(singles).and_then(|from| spelled.get(from..)).unwrap_or_default();
        if singles >= 2 && !head.is_empty() && held(&FORMS, letters) {
            words = head;
        } else if !rest.is_empty() && held(&FORMS, last) {
            words = rest;
        } else {
            return words;
        }
    }
}

fn without_places(mut words: &[u8]) -> &[u8] {
    let (rest, last) = last_word(words);
    if rest.is_empty() {
        return words;
    }
    let (before, city) = last_word(rest);
    if !before.is_empty() && held(&COUNTRIES, last) && (held(&CITIES, city) || !last_word(before).0.is_empty()) {
        words = rest;
    }
    let (rest, last) = last_word(words);
    if !rest.is_empty() && held(&CITIES, last) { rest } else { words }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            identity::{own_words, words},
            protected::identity_and_secrecy,
        },
        of_plain, own_of_plain, without_codes,
    };
    use proptest::prelude::*;

    /// Names of words that each rule is about, and of anything.
    fn names() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "the",
            "The",
            "north",
            "berlin",
            "de",
            "london",
            "gb",
            "gmbh",
            "s",
            "a",
            "p",
            "ltd",
            "sq",
            "paypal",
            "12345",
            "1234567",
            "7eleven",
            "x9",
            "AB12CD",
            "*",
            "* ",
            "#1234",
            "*K7QX21",
            "www.",
            "amazon.co.uk",
            ".com",
            ".c\u{f6}m",
            "\u{301}",
            "\u{ff34}he",
            "p\u{e1}ypal",
            "clinic",
            "church",
            "street",
            "o'neil",
            "at&t",
            "(",
            ")",
            "-",
            ".",
            "Café",
            "カ)",
            "株式会社",
        ]);
        prop_oneof![
            4 => (prop::collection::vec(word, 0..7), prop::bool::ANY)
                .prop_map(|(words, spaced)| words.join(if spaced { " " } else { "" })),
            1 => "[ -~]{0,40}",
            1 => "\\PC{0,12}",
        ]
    }

    proptest! {
        #[test]
        fn prop_a_name_without_codes_says_the_same(names in prop::collection::vec(names(), 1..6)) {
            let (mut plain, mut room) = (Vec::new(), Vec::new());
            for name in names {
                if let Some(plain) = without_codes(&name, &mut plain) {
                    let letters = words(&name, true).0;
                    let own = String::from_utf8_lossy(own_of_plain(plain.as_bytes()));
                    prop_assert_eq!(own_words(&letters), own.split_ascii_whitespace().collect::<Vec<_>>(), "{}", name);
                    let (joined, tells) = of_plain(plain, &mut room);
                    prop_assert_eq!((joined.to_owned(), tells), identity_and_secrecy(&name), "{}", name);
                }
            }
        }
    }

    #[test]
    fn most_names_take_one_pass() {
        let short = |name: &str| without_codes(name, &mut Vec::new()).is_some();
        for name in [
            "Urban Petrol Online *KXV2MM",
            "NOVA HARDWARE S.A. #3613",
            "García Market *6M3JBJ",
            "SQ *THE O'NEIL BAR",
            "www.harbor.com",
        ] {
            assert!(short(name), "{name}");
        }
        for name in ["", "カ)ミナトデンキ", "harbor.com\u{e9}", "1234567", "The", "p\u{e1}ypal *kiosk", "harbor (北)"]
        {
            assert!(!short(name), "{name}");
        }
    }
}
