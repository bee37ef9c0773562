// SPDX-License-Identifier: MIT OR Apache-2.0
//! The short way of a name: what is left of it without codes, so that names that differ in codes alone are worked out
//! once.
//!
//! In: a name. Out: its plain words, and of these the joined identity and whether they give something away; the same
//! as the long way says (a property holds it). Invariant: a name that the one pass is in doubt about goes the long way.

use super::{
    fold::fold,
    letters::run_at,
    lists::{CITIES, COUNTRIES, FORMS, PROCESSORS, WEB, held},
    protected::tells,
};

/// A longer name goes the long way, which bounds what is read of it.
const SHORT: usize = 80;

/// Room for what is left of a short name: a space behind its last word, and eight bytes put down at once.
const ROOM: usize = SHORT + 16;

/// What is left of a name without an article before it and without codes, each word with a space behind it: names that
/// differ in codes alone need no second look. Folds, splits and filters without a second look at any letter either.
/// `None`: the long way is to tell.
pub(crate) fn without_codes<'a>(name: &str, plain: &'a mut Plain) -> Option<&'a str> {
    plain.restart();
    let is_told = name.len() <= SHORT && plain.take_in(name).is_some();
    // A name of codes, or an article, alone leaves nothing.
    if is_told && plain.size > 0 { core::str::from_utf8(plain.all()).ok() } else { None }
}

/// The words that were read, the one that is being read, and what is known of them.
#[derive(Clone, Debug)]
pub(crate) struct Plain {
    letters: [u8; ROOM],
    size: usize,
    /// Where the last word begins, and how many digits it has.
    start: usize,
    digits: usize,
    /// Words so far, codes among them, an article before them not.
    count: usize,
    has_article: bool,
    /// Whether there was any letter or digit, left out or not.
    has_letter: bool,
}

impl Default for Plain {
    fn default() -> Self {
        Self { letters: [0; ROOM], size: 0, start: 0, digits: 0, count: 0, has_article: false, has_letter: false }
    }
}

impl Plain {
    const fn restart(&mut self) {
        (self.size, self.start, self.digits, self.count) = (0, 0, 0, 0);
        (self.has_article, self.has_letter) = (false, false);
    }

    fn all(&self) -> &[u8] {
        self.letters.get(..self.size).unwrap_or_default()
    }

    fn word(&self) -> &[u8] {
        self.letters.get(self.start..self.size).unwrap_or_default()
    }

    /// Goes on at some place with nothing of the word that is being read.
    const fn cut(&mut self, place: usize) {
        (self.size, self.digits) = (place, 0);
    }

    #[inline(always)]
    fn push(&mut self, letter: u8) -> Option<()> {
        *self.letters.get_mut(self.size)? = letter;
        self.size += 1;
        Some(())
    }

    /// Takes the letters and digits from a place on, and tells where they end.
    #[inline(always)]
    fn letters(&mut self, bytes: &[u8], mut at: usize) -> Option<usize> {
        loop {
            let run = run_at(bytes, at);
            *self.letters.get_mut(self.size..)?.first_chunk_mut()? = run.folded;
            self.size += run.count;
            self.digits += run.digits;
            at += run.count;
            if run.count < run.folded.len() {
                return Some(at);
            }
        }
    }

    /// Keeps the word unless it is a code or an article; the first may be a short code.
    #[inline(never)]
    fn end_word(&mut self) -> Option<()> {
        let size = self.size - self.start;
        if size == 0 {
            return Some(());
        }
        self.has_letter = true;
        if self.count == 0 && !self.has_article && self.word() == b"the" {
            self.has_article = true;
            self.cut(0);
            return Some(());
        }
        let is_code = self.digits > 0 && (size >= 3 || self.digits == size);
        if is_code && (self.count > 0 || size > 5) {
            self.size = self.start;
        } else {
            self.push(b' ')?;
            self.start = self.size;
        }
        self.digits = 0;
        self.count += 1;
        Some(())
    }

    /// `None`: in doubt.
    fn take_in(&mut self, name: &str) -> Option<()> {
        let bytes = name.as_bytes();
        let mut has_star = false;
        let mut at = 0;
        loop {
            at = self.letters(bytes, at)?;
            let Some(&byte) = bytes.get(at) else { return self.end_word() };
            at += 1;
            let size = self.size - self.start;
            match byte {
                b'.' if self.word() == b"www" => {
                    self.has_letter = true;
                    self.cut(self.start);
                }
                // Inside a word, but for the dot of a web address.
                b'.' if size >= 3 => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    let length = rest.iter().take_while(|letter| letter.is_ascii_alphanumeric()).count();
                    // Letters that are folded may belong to the ending.
                    if rest.get(length).is_some_and(|next| !next.is_ascii()) {
                        return None;
                    }
                    let mut ending = [0; 4];
                    if let (Some(ending), Some(letters)) = (ending.get_mut(..length), rest.get(..length)) {
                        ending.copy_from_slice(letters);
                        ending.make_ascii_lowercase();
                        if held(&WEB, ending) {
                            at += length;
                            self.end_word()?;
                        }
                    }
                }
                b'.' | b'\'' if size > 0 => {}
                b'&' if size == 1 || size == 2 => {}
                b'*' if !has_star => {
                    has_star = true;
                    self.end_word()?;
                    let (before, after) = bytes.split_at_checked(at - 1).unwrap_or_default();
                    // A tag stands alone before its star: nothing of it went but the space around it.
                    let tag = self.all().split_last().map_or(&[][..], |(_, tag)| tag);
                    let (is_tag, size) = (held(&PROCESSORS, tag), tag.len());
                    if !after.is_ascii() || is_tag && !before.is_ascii() {
                        return None;
                    }
                    if is_tag && before.trim_ascii().len() == size && after.iter().any(u8::is_ascii_alphanumeric) {
                        self.restart();
                        continue;
                    }
                    let behind = after.get(1..).unwrap_or_default().trim_ascii_start().iter();
                    let is_code = behind.take_while(|letter| letter.is_ascii_alphanumeric()).any(u8::is_ascii_digit);
                    if is_code && self.has_letter {
                        return Some(());
                    }
                }
                0x80.. => {
                    let character = name.get(at - 1..)?.chars().next()?;
                    at += character.len_utf8() - 1;
                    let mut is_plain = true;
                    fold(character, |letter| match u8::try_from(letter) {
                        Ok(letter) if letter.is_ascii_alphanumeric() => {
                            self.digits += usize::from(letter.is_ascii_digit());
                            is_plain &= self.push(letter).is_some();
                        }
                        _ => is_plain = false,
                    });
                    if !is_plain {
                        return None;
                    }
                }
                _ => self.end_word()?,
            }
        }
    }
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
        Plain, of_plain, own_of_plain, without_codes,
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
            let (mut plain, mut room) = (Plain::default(), Vec::new());
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
        let short = |name: &str| without_codes(name, &mut Plain::default()).is_some();
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
