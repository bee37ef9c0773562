// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whether the letters of one word are a way to write one or several others: cut off, without vowels, run together,
//! initials, or with one slip.
//!
//! In: letters and words. Out: points, ten for a letter that agrees.

use super::words::Word;

/// How many words may run together in one.
pub(super) const MAX_SPAN: usize = 4;
/// Letters behind these are not read.
const MAX_LETTERS: usize = 32;

/// A letter that agrees.
pub(super) const LETTER: i32 = 10;
/// A vowel left out at the beginning of a word, within one, and a consonant left out.
const FIRST_VOWEL: i32 = 20;
const VOWEL: i32 = 1;
const CONSONANT: i32 = 4;
/// All that is left of a word is cut off.
const CUT: i32 = 2;
/// The next word follows without a space.
const JOIN: i32 = 1;
/// A letter that the words do not have.
const EXTRA: i32 = 13;

/// Cannot be spelled; far from every sum of the above.
const NEVER: i32 = -1_000_000;

/// The points for spelling the first word, the first two, and so on, with all of the letters.
pub(super) fn spell(letters: &[u8], words: &[Word<'_>]) -> [i32; MAX_SPAN] {
    let letters = letters.get(..MAX_LETTERS).unwrap_or(letters);
    let mut ends = [NEVER; MAX_SPAN];
    // A word keeps the consonant that it begins with: most pairs of words end here.
    let first = words.first().and_then(Word::letters).and_then(|target| target.first());
    if first.is_none_or(|&letter| !is_vowel(letter) && letters.first() != Some(&letter)) {
        return ends;
    }
    // By the number of letters used: the most points at the end of the words so far.
    let mut before = [NEVER; MAX_LETTERS + 1];
    if let Some(slot) = before.first_mut() {
        *slot = JOIN;
    }
    for (word, end) in words.iter().zip(&mut ends) {
        let Some(target) = word.letters() else { break };
        let mut after = [NEVER; MAX_LETTERS + 1];
        let mut row = before;
        let mut last = 0;
        for (place, &letter) in target.iter().take(MAX_LETTERS).enumerate() {
            let skip = match (place, is_vowel(letter)) {
                (0, true) => FIRST_VOWEL,
                (0, false) => -NEVER,
                (_, true) => VOWEL,
                _ if letter == last => VOWEL,
                _ => CONSONANT,
            };
            last = letter;
            let left = (target.len() - place - 1) as i32;
            let cut = CUT.min(left * CONSONANT) + JOIN;
            let (mut diagonal, mut beside) = (NEVER, NEVER);
            let mut given = letters.iter();
            let mut own = None;
            for (slot, kept) in row.iter_mut().zip(&mut after) {
                let above = *slot;
                let mut best = above - skip;
                if own == Some(&letter) {
                    best = best.max(diagonal + LETTER);
                }
                if place > 0 {
                    best = best.max(beside - EXTRA);
                }
                *slot = best.max(NEVER);
                *kept = (*kept).max(*slot - cut);
                (diagonal, beside) = (above, best);
                own = given.next();
                if own.is_none() {
                    break;
                }
            }
        }
        before = after;
        *end = before.get(letters.len()).copied().unwrap_or(NEVER);
    }
    ends
}

pub(super) const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Whether one replaced, added, dropped or swapped letter behind the first makes them equal, in five letters or more.
pub(super) fn is_one_slip(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let prefix = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let suffix = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    let rest = long.len().saturating_sub(prefix + suffix);
    if short.len() < 5 || long.len() > short.len() + 1 || prefix == 0 {
        return false;
    }
    let pair = |word: &[u8]| word.get(prefix).copied().zip(word.get(prefix + 1).copied());
    let swapped = pair(short).is_some_and(|(first, second)| pair(long) == Some((second, first)));
    rest <= 1 || rest == 2 && short.len() == long.len() && swapped
}
