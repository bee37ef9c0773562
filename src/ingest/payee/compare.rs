// SPDX-License-Identifier: MIT OR Apache-2.0
//! How alike two identities are, for spellings that folding does not make equal.
//!
//! In: two identities. Out: thousandths. The measure: words are matched one to one, by equality, by
//! abbreviation, by edit distance; what only one side has counts against it.

use serde::Serialize;

use super::identity::identity;
use crate::types::Permille;

/// From here on two names are one payee.
const SAME: u16 = 780;

/// What `comparePayees` answers.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PayeeComparison {
    /// 0 to 1.
    pub score: Permille,
    /// Whether the engine takes them for one payee.
    pub same: bool,
    /// What it compared.
    pub normalized: [String; 2],
}

/// Compares two names as a bank writes them.
#[must_use]
pub fn compare_payees(a: &str, b: &str) -> PayeeComparison {
    let normalized = [identity(a), identity(b)];
    let [left, right] = &normalized;
    let score = similarity(left, right);
    PayeeComparison { score, same: score.get() >= SAME, normalized }
}

/// The similarity of two identities; 1000 for equal ones, spaces aside.
#[must_use]
pub fn similarity(a: &str, b: &str) -> Permille {
    if a.is_empty() || b.is_empty() {
        return Permille::ZERO;
    }
    if a == b || a.bytes().filter(|c| *c != b' ').eq(b.bytes().filter(|c| *c != b' ')) {
        return Permille::ONE;
    }
    let (mut left, mut right): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    if left.len() > right.len() {
        core::mem::swap(&mut left, &mut right);
    }
    let mut free: Vec<bool> = right.iter().map(|_| true).collect();
    let (mut matched, mut weight) = (0_u32, 0_u32);
    for (place, word) in left.iter().enumerate() {
        // The first word says most about who it is.
        let importance = if place == 0 { 2 } else { 1 };
        let best = right
            .iter()
            .zip(&free)
            .enumerate()
            .filter(|(_, (_, free))| **free)
            .map(|(at, (other, _))| (word_similarity(word, other), core::cmp::Reverse(at)))
            .max();
        weight += importance * 1000;
        if let Some((score, core::cmp::Reverse(at))) = best {
            matched += importance * u32::from(score);
            if let (Some(slot), true) = (free.get_mut(at), score > 0) {
                *slot = false;
            }
        }
    }
    // Words that only the longer name has count less: banks cut and append.
    let extra = free.iter().filter(|free| **free).count() as u32;
    let first_matches = left.first().zip(right.first()).is_some_and(|(l, r)| word_similarity(l, r) >= 800);
    let total = weight + extra * if first_matches { 250 } else { 800 };
    Permille::new((matched * 1000 / total.max(1)) as u16)
}

fn word_similarity(a: &str, b: &str) -> u16 {
    if a == b {
        return 1000;
    }
    // One kana more or other is another name: ヨコハマ is not ヨコハマシンキン.
    if !a.is_ascii() || !b.is_ascii() {
        return 0;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.chars().count() >= 4 && long.starts_with(short) {
        return 900;
    }
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    // One slip in a word of six letters or more.
    if short.len() >= 6 && long.len() <= short.len() + 1 && within_one_edit(&short, &long) { 850 } else { 0 }
}

/// Whether one replaced, added, dropped or swapped letter makes them equal.
fn within_one_edit(short: &[char], long: &[char]) -> bool {
    let prefix = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let suffix = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    let rest = long.len().saturating_sub(prefix + suffix);
    if rest <= 1 {
        return true;
    }
    let swapped = short.get(prefix..prefix + 2).zip(long.get(prefix..prefix + 2));
    rest == 2 && short.len() == long.len() && swapped.is_some_and(|(s, l)| s.iter().eq(l.iter().rev()))
}
