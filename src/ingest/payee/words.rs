// SPDX-License-Identifier: MIT OR Apache-2.0
//! The words of a name and how much each says about who it is.
//!
//! In: a folded name. Out: its words with their class. Left out: legal forms and small words between others, unless
//! nothing else is there.

use super::{
    identity::around_japanese_form,
    lists::{CITIES, COMMON, FILLERS, FORMS, KINDS, PLACES, TRADES, holds},
    spell::is_one_slip,
};

/// More words say no more, and the work of an alignment grows with their square.
const MAX_WORDS: usize = 16;

/// What kind of word it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// A code, or a letter that stands alone: not compared but for equality.
    Number,
    /// Where it is.
    Place,
    /// What any business may add.
    Kind,
    /// What sort of business it is.
    Trade,
    /// A word that many payees begin with.
    Common,
    /// All others.
    Own,
}

impl Class {
    /// In percent, what finding such a word on both sides is worth, and what it costs that one side lacks it.
    const fn shares(self) -> (i32, i32) {
        match self {
            Self::Number => (0, 0),
            Self::Place => (40, 25),
            Self::Kind => (60, 75),
            Self::Trade => (80, 80),
            Self::Common => (20, 100),
            Self::Own => (100, 100),
        }
    }

    fn of(word: &str) -> Self {
        if holds(&PLACES, word) || holds(&CITIES, word) {
            Self::Place
        } else if holds(&KINDS, word) {
            Self::Kind
        } else if holds(&TRADES, word) {
            Self::Trade
        } else if holds(&COMMON, word) {
            Self::Common
        } else {
            Self::Own
        }
    }
}

/// One word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) class: Class,
    /// The few letters before a star, with which a processor or a large merchant marks its rows.
    pub(super) is_mark: bool,
    /// A mark before a name.
    pub(super) says_nothing: bool,
}

impl<'a> Word<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, class: Class::of(text), is_mark: false, says_nothing: false }
    }

    const fn number(text: &'a str) -> Self {
        Self { text, class: Class::Number, is_mark: false, says_nothing: false }
    }

    /// What it is worth that both sides have this word.
    pub(super) fn worth(&self) -> i32 {
        (self.length().min(8) + 1) * self.class.shares().0 / 10
    }

    /// What it costs that one side lacks this word.
    pub(super) fn cost_of_lack(&self) -> i32 {
        if self.says_nothing { 0 } else { (self.length().min(10) + 2) * self.class.shares().1 / 10 }
    }

    /// Its letters, where they can be aligned one by one.
    pub(super) fn letters(&self) -> Option<&'a [u8]> {
        let spells = self.text.len() > 1 && self.text.is_ascii() && self.class != Class::Number;
        spells.then_some(self.text.as_bytes())
    }

    fn length(&self) -> i32 {
        // Letters: bytes that go on with one are not counted.
        self.text.bytes().filter(|byte| byte & 0xc0 != 0x80).count() as i32
    }
}

/// The words of a folded name; `tagged`: its first word stands before a star.
pub(super) fn words_of(text: &str, tagged: bool) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    for keeps_all in [false, true] {
        words.clear();
        for word in text.split_ascii_whitespace() {
            let skips = !keeps_all && (holds(&FORMS, word) || holds(&FILLERS, word));
            if words.len() < MAX_WORDS && !skips && words.last().is_none_or(|last| last.text != word) {
                push(&mut words, word);
            }
        }
        // "SAS Institute": what looks like a form is the name.
        if words.iter().any(|word| matches!(word.class, Class::Own | Class::Common)) {
            break;
        }
    }
    let names = words.iter().skip(1).any(|word| word.class == Class::Own && word.text.len() > 2);
    if tagged && let Some(first) = words.first_mut() {
        first.is_mark = first.text.len() <= 4;
        first.says_nothing = first.is_mark && names;
    }
    words
}

/// Takes a trade from the word that it is run together with, where the other name has that word alone: `EMBERGROCER`
/// beside `Ember Cinema`.
pub(super) fn take_apart<'a>(words: &mut Vec<Word<'a>>, beside: &[Word<'_>]) {
    for place in 0..words.len() {
        let Some(word) = words.get_mut(place).filter(|word| word.class == Class::Own) else { continue };
        for other in beside {
            let names = matches!(other.class, Class::Own | Class::Common) && other.text.len() > 2;
            let Some(rest) = word.text.strip_prefix(other.text).filter(|_| names) else { continue };
            if holds(&TRADES, rest) {
                let (own, rest) = word.text.split_at(other.text.len());
                *word = Word::new(own);
                words.insert(place + 1, Word::new(rest));
                return;
            }
        }
    }
}

/// Whether a word is a trade that was cut off or has one slip.
pub(super) fn is_like_trade(word: &str) -> bool {
    TRADES.iter().enumerate().skip(4).any(|(size, trades)| {
        trades
            .as_bytes()
            .chunks_exact(size)
            .any(|trade| trade.starts_with(word.as_bytes()) && word.len() > 2 || is_one_slip(word.as_bytes(), trade))
    })
}

/// Adds a word; a number that touches it is a word of its own: `LOC456`, `7ELEVEN`.
fn push<'a>(words: &mut Vec<Word<'a>>, word: &'a str) {
    if !word.is_ascii() {
        let (before, after) = around_japanese_form(word);
        for part in [before, after] {
            if !part.is_empty() {
                words.push(Word::new(part));
            }
        }
        return;
    }
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits == word.len() || word.len() == 1 && !words.is_empty() {
        words.push(Word::number(word));
    } else if digits == 0 || word.len() <= 2 {
        words.push(Word::new(word));
    } else {
        let digit_first = word.bytes().next().is_some_and(|c| c.is_ascii_digit());
        let edge = word.bytes().position(|c| c.is_ascii_digit() != digit_first).unwrap_or(0);
        let (head, tail) = word.split_at_checked(edge).unwrap_or_default();
        let (letters, number) = if digit_first { (tail, head) } else { (head, tail) };
        if letters.len() < 2 || number.len() != digits {
            words.push(Word::number(word));
        } else if digit_first {
            words.extend([Word::number(number), Word::new(letters)]);
        } else {
            words.extend([Word::new(letters), Word::number(number)]);
        }
    }
}
