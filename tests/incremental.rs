// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rows that come one after another give the answers of rows that come at once.
//!
//! In: histories by chance, cut into files by chance, with calls in between. Out: every answer held to that of
//! an engine that got all rows in one file, which is the naive oracle of what is worked out step by step.
#![cfg(not(target_family = "wasm"))]
#![cfg(test)]

mod scenarios {
    pub(crate) mod history;
    #[expect(dead_code, reason = "each test file calls its own part of the boundary")]
    pub(crate) mod host;
}

use proptest::{prelude::*, test_runner::RngSeed};
use scenarios::{
    history::{DAYS, day, history},
    host::{Host, moment},
};

fn config() -> ProptestConfig {
    let cases = std::env::var("OXPECKER_PROVE").map_or(256, |_| 10_000);
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x11c4_e5e7),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn prop_row_by_row_answers_what_all_at_once_answers(
        rows in history(24),
        first in any::<prop::sample::Index>(),
        step in 1..9_usize,
        until in 150..DAYS,
        shuffled in any::<bool>(),
    ) {
        let mut rows = rows;
        if !shuffled {
            rows.sort_by(|a, b| a["bookedAt"].as_str().cmp(&b["bookedAt"].as_str()));
        }
        let now = day(until);
        let first = first.index(rows.len());
        let mut grown = Host::of(&rows[..first]);
        grown.answers(&moment(&now));
        for (place, part) in rows[first..].chunks(step).enumerate() {
            grown.ingest(&serde_json::to_vec(part).unwrap()).unwrap();
            let known = (first + (place + 1) * step).min(rows.len());
            prop_assert_eq!(grown.answers(&moment(&now)), Host::of(&rows[..known]).answers(&moment(&now)));
        }
    }
}
