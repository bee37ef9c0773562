// SPDX-License-Identifier: MIT OR Apache-2.0
//! Facts that follow from the rows: what repeats, how often, when next.
//!
//! In: a ledger and its view. Out: facts without product names and without advice.
//! May use: types, consent, ledger.
//!
//! How to add one: 1. a file for the fact; 2. its data class in `types/purpose.rs` if it is a new one;
//! 3. a scenario in `tests/scenarios`; 4. the detector or rule that reads it.

pub mod facts;
pub mod fee;
mod flows;
pub mod forecast;
pub mod series;
mod settlement;
pub mod tally;
