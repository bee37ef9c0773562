// SPDX-License-Identifier: MIT OR Apache-2.0
//! How alike two names are, for spellings that folding does not make equal.
//!
//! In: two names, or two identities. Out: thousandths. The measure: `align.rs`.

use serde::Serialize;

use super::{
    align::align,
    identity::{identity, words},
    lists::{CITIES, FILLERS, FORMS, PLACES, holds},
    spell::is_vowel,
    words::{Word, take_apart, words_of},
};
use crate::types::{LogOdds, Permille};

/// From here on two names are one payee.
const SAME: u16 = 500;

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
    let score = if left.is_empty() || right.is_empty() {
        Permille::ZERO
    } else if is_equal(left, right) {
        Permille::ONE
    } else {
        let [own_a, own_b] = [words(a, true), words(b, true)];
        let [whole_a, whole_b] = [words(a, false), words(b, false)];
        let mut evidence = evidence(&own_a, &own_b);
        // A marketplace's own charge and a merchant's that it settles begin alike: `AMZN*PRIME`, `PAYPAL *KIOSK`.
        if whole_a != own_a {
            evidence = evidence.max(self::evidence(&whole_a, &own_b));
        }
        if whole_b != own_b {
            evidence = evidence.max(self::evidence(&own_a, &whole_b));
        }
        evidence.to_permille()
    };
    PayeeComparison { score, same: score.get() >= SAME, normalized }
}

/// The similarity of two identities; 1000 for equal ones, spaces aside.
#[must_use]
pub fn similarity(a: &str, b: &str) -> Permille {
    if a.is_empty() || b.is_empty() {
        return Permille::ZERO;
    }
    if is_equal(a, b) {
        return Permille::ONE;
    }
    aligned(words_of(a, false), words_of(b, false)).to_permille()
}

/// Whether two identities can be more alike than not; cheap, so that most need no other look. No word agrees with one that
/// begins otherwise, but for those that spell one with a vowel in front.
pub(crate) fn may_be_alike(a: &str, b: &str) -> bool {
    let first = a.split(' ').next().unwrap_or_default();
    let says_little = holds(&PLACES, first) || holds(&CITIES, first) || holds(&FORMS, first) || holds(&FILLERS, first);
    first.len() < 2 || says_little || initials(a) & initials(b) != 0
}

/// A bit for each letter that a word begins with; all of them for a name that this says nothing of.
fn initials(name: &str) -> u32 {
    let mut bits = 0;
    let mut before = b' ';
    for byte in name.bytes() {
        if !matches!(byte, b' ' | b'a'..=b'z') {
            return u32::MAX;
        }
        if before == b' ' {
            // A vowel in front may be left out.
            if is_vowel(byte) {
                return u32::MAX;
            }
            bits |= 1 << (byte & 31);
        }
        before = byte;
    }
    bits
}

fn is_equal(a: &str, b: &str) -> bool {
    a == b || a.bytes().filter(|c| *c != b' ').eq(b.bytes().filter(|c| *c != b' '))
}

fn evidence(a: &(String, bool), b: &(String, bool)) -> LogOdds {
    aligned(words_of(&a.0, a.1), words_of(&b.0, b.1))
}

fn aligned<'a>(mut a: Vec<Word<'a>>, mut b: Vec<Word<'a>>) -> LogOdds {
    // Both beside the other as it came: the order of the two says nothing.
    let before = a.clone();
    take_apart(&mut a, &b);
    take_apart(&mut b, &before);
    align(&a, &b)
}

#[cfg(test)]
mod tests {
    use super::{identity, may_be_alike, similarity};
    use proptest::prelude::*;

    const PARTS: &[&str] = &[
        "berlin",
        "paris",
        "shop",
        "new",
        "kowalski",
        "taxi",
        "gmbh",
        "of",
        "the",
        "7",
        "store",
        "x",
        "bakery",
        "north",
        "umbrella",
        "mb",
        "kwlsk",
        "s",
        "clinic",
        "münchen",
        "株式会社",
        "gym24",
        "deli",
        "co",
        "pizza",
    ];

    proptest! {
        /// What is passed over is no more alike than not.
        #[test]
        fn prop_the_cheap_look_passes_over_nothing_that_is_alike(
            a in prop::collection::vec(prop_oneof![prop::sample::select(PARTS).prop_map(String::from), "[a-z]{1,7}"], 1..5),
            b in prop::collection::vec(prop_oneof![prop::sample::select(PARTS).prop_map(String::from), "[a-z]{1,7}"], 1..5),
        ) {
            let [a, b] = [a, b].map(|parts| identity(&parts.join(" ")));
            prop_assert!(may_be_alike(&a, &b) || similarity(&a, &b).get() <= 500, "{} | {}", a, b);
        }
    }

    #[test]
    fn the_cheap_look_spares_most_comparisons() {
        assert!(!may_be_alike("new shop", "kowalski taxi") && !may_be_alike("kowalski taxi", "new shop"));
        for (a, b) in [("berlin", "paris"), ("kowalski taxi", "kwlsk"), ("interocean", "ntrcn"), ("new shop", "gym24")]
        {
            assert!(may_be_alike(a, b), "{a} {b}");
        }
    }
}
