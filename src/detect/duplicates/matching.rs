// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which pairs are answered: strongest first, each row repeats at most one row and is repeated by at most
//! one.
//!
//! In: scored pairs. Out: those that are chosen, oldest first. May use: types, ledger.
//! Invariants: the order in which rows came in says nothing.

use crate::{
    ledger::Ledger,
    types::{LogOdds, Permille, order_of, sorted},
};

/// A pair that is likely enough.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    /// Oldest first.
    pub(super) rows: [u32; 2],
    pub(super) score: LogOdds,
    /// How alike the payees are.
    pub(super) similarity: Permille,
}

pub(super) fn choose(ledger: &Ledger, pairs: &[Scored]) -> Vec<Scored> {
    let pair = |place: u32| pairs.get(place as usize);
    let gap = |pair: &Scored| {
        let [earlier, later] = pair.rows;
        ledger.day(later) - ledger.day(earlier)
    };
    let ids = |pair: &Scored| pair.rows.map(|row| ledger.id(row));
    let strongest_first = order_of(pairs.len(), &mut |a, b| match (pair(a), pair(b)) {
        (Some(a), Some(b)) => b.score.cmp(&a.score).then(gap(a).cmp(&gap(b))).then_with(|| ids(a).cmp(&ids(b))),
        _ => core::cmp::Ordering::Equal,
    });
    let (mut is_earlier, mut is_later) = (vec![false; ledger.len()], vec![false; ledger.len()]);
    let mut chosen: Vec<Scored> = Vec::new();
    for pair in strongest_first.into_iter().filter_map(pair) {
        let [earlier, later] = pair.rows;
        if let (Some(first @ false), Some(second @ false)) =
            (is_earlier.get_mut(earlier as usize), is_later.get_mut(later as usize))
        {
            (*first, *second) = (true, true);
            chosen.push(*pair);
        }
    }
    let when = |pair: &Scored| pair.rows.map(|row| ledger.when(row));
    sorted(chosen, &mut |a, b| when(a).cmp(&when(b)))
}
