// SPDX-License-Identifier: MIT OR Apache-2.0
//! Packs: what a bank lets Oxpecker say, as one JSON document with conditions in CEL.
//!
//! In: a pack's text. Out: a compiled `Pack`, or diagnostics with JSON path and column. May use: types,
//! error, json, and the closed schema of findings. Invariants: a pack with any fault does not load; a
//! loaded pack cannot read what the schema does not name.
//! Deliberately absent: code, I/O, history.
//!
//! How to add a nudge to the built-in pack: 1. its entry in `builtin.json`; 2. its messages there in
//! every language; 3. a scenario that fires and one that stays silent.

pub mod cel;
mod challenge;
mod document;
mod guard;
mod limits;
mod load;
mod pack;
mod policy;
mod reward;
mod schema;
mod tariff;

pub use challenge::{Challenge, ChallengeKind, Every};
pub use document::NudgeClass;
pub use guard::{Field, SIGNALS, Signal, SignalFamily, Weights};
pub use pack::{ActionRef, Nudge, Pack, Quieting};
pub use policy::{Limits, Policy, Veto, minutes};
pub use reward::RewardRule;
pub use schema::{FAMILY_SLOT, split_event};

include!(concat!(env!("OUT_DIR"), "/pack.rs"));

/// The pack that is used when the host gives none, as it is written.
pub const BUILTIN: &str = include_str!("builtin.json");

#[cfg(test)]
mod tests;
