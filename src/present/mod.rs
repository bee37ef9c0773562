// SPDX-License-Identifier: MIT OR Apache-2.0
//! Answers as the contract shapes them: rows named by id, money as decimals, reasons as codes.
//!
//! In: decisions, findings, series. Out: serializable answers. May use: types, decide, and what it
//! names (ledger, features, detect, payment). Deliberately absent: new facts, rendered text.

mod answers;
mod card;
mod finding;
mod forecast;

pub use answers::{DuplicateAnswer, NextAnswer, PaidAnswer, SeriesAnswer, SeriesChange, TransferAnswer, VerdictAnswer};
pub use card::{Answer, Card, Evidence, Message, QuietCard, Use, WithheldCard};
pub use finding::{Facts, FindingAnswer};
pub use forecast::{ForecastAnswer, ForecastDay, PlannedAnswer};

/// The id of a card, duplicate, series or verdict on the wire.
#[must_use]
pub fn wire_id(prefix: &str, hash: crate::types::StableHash) -> String {
    format!("{prefix}-{}", hash.to_hex())
}

/// The hash in an id with one of the known prefixes.
#[must_use]
pub fn parse_wire_id(id: &str) -> Option<crate::types::StableHash> {
    let (prefix, digits) = id.split_once('-')?;
    let known = matches!(prefix, "card" | "duplicate" | "verdict" | "choice");
    let plain = digits.len() == 16 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (known && plain).then_some(())?;
    u64::from_str_radix(digits, 16).ok().map(crate::types::StableHash)
}
