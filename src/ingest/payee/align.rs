// SPDX-License-Identifier: MIT OR Apache-2.0
//! Evidence that two names are one payee: which words of one are words of the other, however written, and what is
//! left over.
//!
//! In: the words of two names. Out: log-odds. Invariants: the order of the two says nothing; a word is used once.

use super::{
    spell::{LETTER, is_one_slip, spell},
    words::{Class, Word, is_like_trade},
};
use crate::types::LogOdds;

/// Hundredths of log-odds a point.
const SCALE: i32 = 3;
/// In percent of a perfect spelling, what a word must reach: one of the payee's own, and any other.
const OWN_QUALITY: i32 = 55;
const QUALITY: i32 = 45;
/// Both have this number.
const SAME_NUMBER: i32 = 40;
/// The first telling words agree, or neither is found.
const HEADS: i32 = 150;
const NO_HEADS: i32 = -30;
/// Nothing is left over but places and numbers.
const COMPLETE: i32 = 400;
/// Both carry the mark of one large merchant before a star.
const SAME_TAG: i32 = 1500;
/// Each side has telling words that the other lacks: they are two, whatever agrees.
const BOTH_LACK_TELLING: i32 = 9;
const BOTH_LACK: i32 = 3;
/// The same, where both begin with one brand and speak of business.
const BRAND_LACK: i32 = 3;
/// In percent: banks cut and append.
const ONE_LACKS: i32 = 60;
const MAX_LACK: i32 = 600;

/// Words of one name that are words of the other.
struct Match {
    points: i32,
    /// For each name: a bit for each word that is used.
    words: [u32; 2],
}

/// What is left of one name.
#[derive(Default)]
struct Rest {
    all: i32,
    telling: i32,
    trades: i32,
    complete: bool,
    head: Option<bool>,
}

/// The evidence that two names are one payee.
pub(super) fn align(a: &[Word<'_>], b: &[Word<'_>]) -> LogOdds {
    // Of matches that are worth the same the first is taken, so the two names stand in one order, whoever asks.
    if a.iter().map(|word| word.text).gt(b.iter().map(|word| word.text)) {
        return align(b, a);
    }
    let mut found = Vec::new();
    find(a, b, false, &mut found);
    find(b, a, true, &mut found);
    let mut used = [0, 0];
    let mut points = 0;
    loop {
        let mut best: Option<&Match> = None;
        for one in &found {
            let free = one.words[0] & used[0] == 0 && one.words[1] & used[1] == 0;
            if free && best.is_none_or(|best| one.points > best.points) {
                best = Some(one);
            }
        }
        let Some(best) = best else { break };
        used = [used[0] | best.words[0], used[1] | best.words[1]];
        points += best.points;
    }
    let (left, right) = (rest(a, used[0]), rest(b, used[1]));
    points += match (left.head, right.head) {
        (Some(true), Some(true)) => HEADS,
        (Some(false), Some(false)) => NO_HEADS,
        _ => 0,
    };
    if left.complete && right.complete {
        points += COMPLETE;
    }
    let (less, more) = (left.all.min(right.all), left.all.max(right.all));
    let trades = left.trades.min(right.trades);
    points -= more * ONE_LACKS / 100;
    points -= match shared_brand(a, b) {
        // One brand, two departments; two trades stay two.
        true => {
            trades * BOTH_LACK_TELLING + (left.telling - left.trades).min(right.telling - right.trades) * BRAND_LACK
        }
        false => left.telling.min(right.telling) * BOTH_LACK_TELLING + less * BOTH_LACK,
    };
    if let (Some(a), Some(b)) = (a.first(), b.first())
        && a.is_mark
        && b.is_mark
        && a.text == b.text
        && a.text.len() > 2
    {
        points += SAME_TAG;
    }
    LogOdds(points.saturating_mul(SCALE))
}

/// Whether both begin with one word that is the payee's own, and speak of business rather than of a person.
fn shared_brand(a: &[Word<'_>], b: &[Word<'_>]) -> bool {
    let (Some(first), Some(other)) = (a.first(), b.first()) else { return false };
    let business = |words: &[Word<'_>]| {
        words.iter().any(|word| match word.class {
            Class::Kind | Class::Trade => true,
            Class::Number => word.text.len() > 1,
            _ => false,
        })
    };
    first.text == other.text && first.class == Class::Own && first.text.len() > 2 && (business(a) || business(b))
}

/// What the matches left of a name.
fn rest(words: &[Word<'_>], used: u32) -> Rest {
    let mut rest = Rest { complete: true, ..Rest::default() };
    let mut head = None;
    for (place, word) in words.iter().enumerate() {
        let is_used = used & bits(place, 1) != 0;
        if word.class != Class::Number {
            head = head.or(Some(is_used));
        }
        if !word.says_nothing && matches!(word.class, Class::Own | Class::Common) {
            rest.head = rest.head.or(Some(is_used));
        }
        if is_used {
            continue;
        }
        let cost = word.cost_of_lack();
        rest.all = (rest.all + cost).min(MAX_LACK);
        match word.class {
            Class::Own | Class::Common | Class::Trade => {
                rest.telling += cost;
                if word.class == Class::Trade || word.class == Class::Own && is_like_trade(word.text) {
                    rest.trades += cost;
                }
            }
            _ => {}
        }
        rest.complete &= matches!(word.class, Class::Place | Class::Number);
    }
    rest.head = rest.head.or(head);
    rest
}

/// Adds how words of `a` spell words of `b`; `mirrored`: `a` is the second name.
fn find(a: &[Word<'_>], b: &[Word<'_>], mirrored: bool, found: &mut Vec<Match>) {
    for (at, word) in a.iter().enumerate() {
        for start in 0..b.len() {
            let mut add = |points: i32, count: usize| {
                let words = [bits(at, 1), bits(start, count)];
                found.push(Match { points, words: if mirrored { [words[1], words[0]] } else { words } });
            };
            let target = b.get(start..).unwrap_or_default();
            let Some(first) = target.first() else { continue };
            if first.text == word.text {
                add(if word.class == Class::Number { SAME_NUMBER } else { word.worth() }, 1);
                continue;
            }
            let Some(letters) = word.letters() else { continue };
            let length = letters.len() as i32;
            if first.letters().is_some_and(|other| is_one_slip(letters, other)) {
                add(word.worth().min(first.worth()), 1);
            }
            let (mut full, mut worth) = (0, 0);
            let ends = spell(letters, target);
            for (count, (other, &points)) in (1..).zip(target.iter().zip(&ends)) {
                // What says nothing of its own stands for nothing that does: `in` is not `Interocean`.
                if matches!(word.class, Class::Place | Class::Kind | Class::Trade) && other.class == Class::Own {
                    break;
                }
                let perfect = length * LETTER;
                full += other.text.len() as i32 * LETTER + LETTER;
                worth += other.worth();
                let quality = if other.class == Class::Own { OWN_QUALITY } else { QUALITY };
                if points * 100 >= perfect * quality {
                    // Worth what the words are worth, but no more than the letters that spell them.
                    let most = worth.min((length + 1) * LETTER * worth / full.max(1));
                    add(most * points / perfect.max(1), count);
                }
            }
        }
    }
}

/// A bit for each of `count` words from `start`.
const fn bits(start: usize, count: usize) -> u32 {
    ((1 << count) - 1) << start
}
