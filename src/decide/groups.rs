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

/// By candidate: a candidate that stands for all that are joined by rows, directly or through others. What is less
/// important than a class joins nothing: an offer must not make two warnings one.
pub(super) fn groups(candidates: &[Candidate<'_>], class: NudgeClass) -> Vec<usize> {
    let row = |entry: u32| {
        let candidate = candidates.get(entry as usize / 2).filter(|c| c.nudge.class <= class)?;
        candidate.rows.get(entry as usize % 2).copied().filter(|&row| row != NO_ROW)
    };
    let mut by_row: Vec<u64> = Vec::with_capacity(candidates.len() * 2);
    for entry in 0..candidates.len() as u32 * 2 {
        if let Some(row) = row(entry) {
            by_row.push(u64::from(row) << 32 | u64::from(entry / 2));
        }
    }
    sort_numbers(&mut by_row);
    let mut groups: Vec<usize> = (0..candidates.len()).collect();
    for pair in by_row.windows(2) {
        if let [a, b] = *pair
            && a >> 32 == b >> 32
        {
            let at = |pair: u64| pair as u32 as usize;
            let (left, right) = (representative(&mut groups, at(a)), representative(&mut groups, at(b)));
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

    use super::groups;
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
            prop_assert_eq!(groups(&candidates, class), naive);
            }
        }
    }
}
