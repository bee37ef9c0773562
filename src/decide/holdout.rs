// SPDX-License-Identifier: MIT OR Apache-2.0
//! Step 4: a share of the cards is held out, so that a bank can see what its cards change.
//!
//! In: a candidate. Out: whether it is held out. Invariants: a bucket is made of the nudge and the finding alone, so it
//! is the same on every day, surface and device that sees the finding, without chance and without an id of the
//! customer; a larger share never shows more.

use super::{Candidate, Known, held::Held};
use crate::types::stable_hash;

/// Buckets of a nudge: one for each hundredth.
pub const BUCKETS: u32 = 100;

/// The bucket of a candidate.
#[must_use]
pub fn bucket(candidate: &Candidate<'_>) -> u32 {
    let hash = stable_hash(&[b"bucket", candidate.nudge.id.as_bytes(), &candidate.finding.0.to_le_bytes()]);
    (hash.0 % u64::from(BUCKETS)) as u32
}

pub(super) fn held_out<'a>(candidate: &Candidate<'_>, known: &Known<'_>, forced: Option<u32>) -> Option<Held<'a>> {
    let bucket = forced.unwrap_or_else(|| bucket(candidate));
    let is_out = bucket < known.pack.policy.holdout_percent;
    is_out.then_some(Held::new("holdout", "nothing"))
}

#[cfg(test)]
mod tests {
    use super::{BUCKETS, bucket};
    use crate::decide::tests::samples::{candidate, pack};

    #[test]
    fn buckets_are_about_equally_full() {
        let pack = pack();
        let mut full = [0_u32; BUCKETS as usize];
        for finding in 0..20_000 {
            full[bucket(&candidate(&pack.nudges[0], finding)) as usize] += 1;
        }
        // 200 each; five standard deviations are 70.
        assert!(full.iter().all(|count| (130..270).contains(count)), "{full:?}");
    }
}
