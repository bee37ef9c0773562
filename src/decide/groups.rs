// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which candidates speak of the same rows: one transaction raises one card at most.
//!
//! In: candidates with their rows. Out: by candidate, the one that stands for all that are joined by rows, directly or
//! through others.

use super::Candidate;
use crate::{
    packs::NudgeClass,
    types::{NO_ROW, sort_numbers},
};

/// Rows of candidates that several of them speak of, in order, each with the place of a candidate below it.
pub(super) fn shared_rows(candidates: &[Candidate<'_>]) -> Vec<u64> {
    let mut by_row: Vec<u64> = Vec::with_capacity(candidates.len() * 2);
    for (place, candidate) in (0_u64..).zip(candidates) {
        let [first, last] = candidate.rows;
        for row in [first, last].into_iter().take(if first == last { 1 } else { 2 }) {
            if row != NO_ROW {
                by_row.push(u64::from(row) << 32 | place);
            }
        }
    }
    sort_numbers(&mut by_row);
    let mut shared = Vec::new();
    for entries in by_row.chunk_by(|a, b| a >> 32 == b >> 32) {
        if entries.len() > 1 {
            shared.extend_from_slice(entries);
        }
    }
    shared
}

/// By candidate: a candidate that stands for all that are joined by rows, directly or through others. What is less
/// important than a class joins nothing: an offer must not make two warnings one.
pub(super) fn groups(candidates: &[Candidate<'_>], shared: &[u64], class: NudgeClass) -> Vec<usize> {
    let mut groups: Vec<usize> = (0..candidates.len()).collect();
    let mut last = None;
    for &entry in shared {
        let (row, at) = (entry >> 32, entry as u32 as usize);
        if candidates.get(at).is_none_or(|candidate| candidate.nudge.class > class) {
            continue;
        }
        if let Some((_, other)) = last.replace((row, at)).filter(|known| known.0 == row) {
            let (left, right) = (representative(&mut groups, other), representative(&mut groups, at));
            if let Some(slot) = groups.get_mut(left.max(right)) {
                *slot = left.min(right);
            }
        }
    }
    (0..candidates.len()).map(|at| representative(&mut groups, at)).collect()
}

/// Follows a candidate to the one that stands for its group, and shortens the way.
fn representative(groups: &mut [usize], mut at: usize) -> usize {
    while let Some(&next) = groups.get(at) {
        if next == at {
            break;
        }
        let further = groups.get(next).copied().unwrap_or(next);
        if let Some(slot) = groups.get_mut(at) {
            *slot = further;
        }
        at = next;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{groups, shared_rows};
    use crate::{
        decide::{
            Candidate,
            tests::samples::{candidate, pack},
        },
        packs::NudgeClass,
    };

    proptest! {
        #[test]
        fn prop_groups_are_what_rows_join(rows in prop::collection::vec((0_u32..30, 0_u32..30, 0_usize..5), 0..40)) {
            let pack = pack();
            let candidates: Vec<Candidate<'_>> = rows
                .iter()
                .map(|&(a, b, nudge)| Candidate { rows: [a, b], ..candidate(&pack.nudges[nudge], u64::from(a)) })
                .collect();
            // The naive way: spread the smallest number along shared rows until nothing changes.
            for &class in NudgeClass::ALL {
            let counts = |at: usize| candidates[at].nudge.class <= class;
            let mut naive: Vec<usize> = (0..rows.len()).collect();
            for _ in 0..rows.len() {
                for a in 0..rows.len() {
                    for b in 0..rows.len() {
                        if counts(a) && counts(b) && candidates[a].rows.iter().any(|row| candidates[b].rows.contains(row)) {
                            let least = naive[a].min(naive[b]);
                            (naive[a], naive[b]) = (least, least);
                        }
                    }
                }
            }
            prop_assert_eq!(groups(&candidates, &shared_rows(&candidates), class), naive);
            }
        }
    }
}
