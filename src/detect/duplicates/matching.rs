// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which pairs are answered: strongest first, each row repeats at most one row and is repeated by at most
//! one.
//!
//! In: scored pairs. Out: those that are chosen, oldest first. May use: types, ledger.
//! Invariants: the order in which rows came in says nothing.

use core::cmp::Ordering;

use crate::{
    ledger::Ledger,
    types::{LogOdds, Permille, order_of, sort_numbers, sorted},
};

/// A pair that is likely enough.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    /// Oldest first.
    pub(super) rows: [u32; 2],
    pub(super) score: LogOdds,
    /// How alike the payees are.
    pub(super) similarity: Permille,
    /// The amount of both, as debits are kept by.
    pub(super) key: u32,
}

impl Scored {
    /// The row that may repeat the other one.
    pub(super) const fn later(&self) -> u32 {
        let [_, later] = self.rows;
        later
    }
}

/// Which of two pairs comes first: by their earlier rows, then by the later ones.
pub(super) fn by_time(ledger: &Ledger, [a, b]: [u32; 2], [c, d]: [u32; 2]) -> Ordering {
    ledger.by_time(a, c).then_with(|| ledger.by_time(b, d))
}

pub(super) fn choose(ledger: &Ledger, pairs: &[Scored]) -> Vec<Scored> {
    if pairs.len() < 2 {
        return pairs.to_vec();
    }
    let pair = |place: u32| pairs.get(place as usize);
    let gap = |pair: &Scored| {
        let [earlier, later] = pair.rows;
        ledger.day(later) - ledger.day(earlier)
    };
    let ids = |pair: &Scored| pair.rows.map(|row| ledger.id(row));
    let strongest_first = order_of(pairs.len(), &mut |a, b| match (pair(a), pair(b)) {
        (Some(a), Some(b)) => b.score.cmp(&a.score).then(gap(a).cmp(&gap(b))).then_with(|| ids(a).cmp(&ids(b))),
        _ => Ordering::Equal,
    });
    // By row, as many as there are in pairs: whether it is repeated, or repeats one.
    let mut rows: Vec<u64> = Vec::with_capacity(pairs.len() * 2);
    for pair in pairs {
        rows.extend(pair.rows.map(u64::from));
    }
    sort_numbers(&mut rows);
    rows.dedup();
    let (mut is_earlier, mut is_later) = (vec![false; rows.len()], vec![false; rows.len()]);
    let mut chosen: Vec<Scored> = Vec::new();
    for pair in strongest_first.into_iter().filter_map(pair) {
        let [earlier, later] = pair.rows.map(|row| rows.partition_point(|&known| known < u64::from(row)));
        if let (Some(first @ false), Some(second @ false)) = (is_earlier.get_mut(earlier), is_later.get_mut(later)) {
            (*first, *second) = (true, true);
            chosen.push(*pair);
        }
    }
    sorted(chosen, &mut |a, b| by_time(ledger, a.rows, b.rows))
}

#[cfg(test)]
mod tests {
    use super::{Scored, choose};
    use crate::{
        ledger::Ledger,
        types::{LogOdds, Permille},
    };
    use proptest::prelude::*;

    /// Rows of the given days, so that their places are in the order of time.
    fn ledger(days: &[u32]) -> Ledger {
        let mut rows = Vec::new();
        for (place, day) in days.iter().enumerate() {
            rows.push(format!(
                r#"{{"id":"r{place}","accountId":"a","bookedAt":"2026-03-{day:02}","amount":"-4.00","currency":"EUR"}}"#
            ));
        }
        Ledger::of_rows(&rows)
    }

    /// Of all sets of pairs in which each row repeats at most one and is repeated at most once, the one that holds
    /// the strongest pair that any holds, then the strongest of the rest, and so on.
    fn exhaustive(ledger: &Ledger, pairs: &[Scored]) -> Vec<[u32; 2]> {
        let key = |pair: &Scored| {
            let [a, b] = pair.rows;
            (-pair.score.0, ledger.day(b) - ledger.day(a), ledger.id(a).to_owned(), ledger.id(b).to_owned())
        };
        let mut ranked: Vec<&Scored> = pairs.iter().collect();
        ranked.sort_by_key(|pair| key(pair));
        let mut best: Vec<bool> = Vec::new();
        for set in 0_u32..1 << ranked.len() {
            let held: Vec<bool> = (0..ranked.len()).map(|place| set >> place & 1 == 1).collect();
            let rows: Vec<[u32; 2]> =
                ranked.iter().zip(&held).filter(|(_, held)| **held).map(|(pair, _)| pair.rows).collect();
            let once = |part: usize| {
                let mut ends: Vec<u32> = rows.iter().map(|rows| rows[part]).collect();
                ends.sort_unstable();
                ends.windows(2).all(|two| two[0] != two[1])
            };
            if once(0) && once(1) && held > best {
                best = held;
            }
        }
        let mut rows: Vec<[u32; 2]> =
            ranked.iter().zip(&best).filter(|(_, held)| **held).map(|(pair, _)| pair.rows).collect();
        rows.sort_by_key(|rows| rows.map(|row| (ledger.day(row), ledger.id(row).to_owned())));
        rows
    }

    proptest! {
        #[test]
        fn prop_the_choice_is_that_of_an_exhaustive_search(
            mut days in prop::collection::vec(1_u32..12, 2..7),
            drawn in prop::collection::vec((0_usize..7, 0_usize..7, -3_i32..4), 0..11),
        ) {
            days.sort_unstable();
            let ledger = ledger(&days);
            let mut pairs: Vec<Scored> = Vec::new();
            for (a, b, score) in drawn {
                let rows = [a.min(b) as u32, a.max(b) as u32];
                let known = pairs.iter().any(|pair| pair.rows == rows);
                if a != b && a.max(b) < days.len() && !known {
                    pairs.push(Scored { rows, score: LogOdds(score), similarity: Permille::ONE, key: 0 });
                }
            }
            let chosen: Vec<[u32; 2]> = choose(&ledger, &pairs).iter().map(|pair| pair.rows).collect();
            prop_assert_eq!(chosen, exhaustive(&ledger, &pairs));
        }
    }
}
