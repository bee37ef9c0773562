// SPDX-License-Identifier: MIT OR Apache-2.0
//! How alike two names are, for spellings that folding does not make equal.
//!
//! In: two names, or two identities. Out: thousandths. The measure: `align.rs`.

use serde::Serialize;

use super::{
    align::align,
    identity::{identity, words},
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
