// SPDX-License-Identifier: MIT OR Apache-2.0
//! Histories by chance, the same on every run, for tests that hold a room to its naive oracle.
//!
//! In: a seed, and how many. Out: nothing, or a panic that names the history that differs; with `OXPECKER_FIGURES` a line
//! of figures. Invariant: history number n of a seed is the same whatever came before, so that one can be run alone.

use std::io::Write as _;

/// A small generator (SplitMix64).
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number of a half-open range.
    pub(crate) fn of(&mut self, range: core::ops::Range<i64>) -> i64 {
        let span = (range.end - range.start).max(1);
        range.start + (self.next() % span as u64) as i64
    }

    /// Once in so many times.
    pub(crate) fn once_in(&mut self, times: i64) -> bool {
        self.of(0..times) == 0
    }

    /// One of these.
    pub(crate) fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.of(0..all.len() as i64) as usize]
    }
}

/// Runs a check over histories: all of them under `OXPECKER_PROVE=1`, few otherwise. `OXPECKER_HISTORY` names the only one.
pub(crate) fn histories(
    what: &str,
    seed: u64,
    [full, few]: [u64; 2],
    check: &mut dyn FnMut(&mut Chance) -> Result<bool, String>,
) {
    let count = if std::env::var_os("OXPECKER_PROVE").is_some() { full } else { few };
    let only = std::env::var("OXPECKER_HISTORY").ok().and_then(|number| number.parse::<u64>().ok());
    let (mut telling, mut differing, mut first) = (0_u64, 0_u64, String::new());
    for number in only.map_or(0..count, |only| only..only + 1) {
        let mut chance = Chance(seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        match check(&mut chance) {
            Ok(tells) => telling += u64::from(tells),
            Err(difference) => {
                differing += 1;
                if first.is_empty() {
                    first = format!("history {number}: {difference}");
                }
            }
        }
    }
    if let Some(path) = std::env::var_os("OXPECKER_FIGURES") {
        let line = format!(
            "{what} against a naive oracle\t{count} histories, {telling} of them with something to tell, {differing} differ\t0 differ\n"
        );
        std::fs::OpenOptions::new().append(true).create(true).open(path).unwrap().write_all(line.as_bytes()).unwrap();
    }
    assert!(differing == 0, "{differing} of {count} differ; {first}");
    assert!(only.is_some() || telling * 4 > count, "only {telling} of {count} histories had something to tell");
}
