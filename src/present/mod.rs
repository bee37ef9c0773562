// SPDX-License-Identifier: MIT OR Apache-2.0
//! Answers as the contract shapes them: rows named by id, money as decimals, reasons as codes.
//!
//! In: decisions, findings, series. Out: serializable answers. May use: types, decide, and what it
//! names (ledger, features, detect, payment). Deliberately absent: new facts, rendered text.

mod answers;
mod card;
mod challenge;
mod features;
mod finding;
mod forecast;
mod goal;
mod reward;
mod texts;
mod trace;
mod verdict;

pub use answers::{DuplicateAnswer, NextAnswer, SeriesAnswer, SeriesChange, TransferAnswer};
pub use card::{Answer, Card, Evidence, Message, QuietCard, Use, WithheldCard};
pub use challenge::{DueAnswer, LineAnswer, OfferAnswer, ProgressAnswer, ProposalAnswer, StepAnswer, WindowAnswer};
pub use features::FeatureAnswer;
pub use finding::{FactAnswer, Facts, FindingAnswer};
pub use forecast::{ForecastAnswer, ForecastDay, PlannedAnswer};
pub use goal::{GoalAnswer, GoalMilestone, GoalRow, GoalWhatIf, PlanAnswer, ReachedAnswer};
pub use reward::{ClaimDocument, ProofClass, RewardAnswer};
pub use texts::{CardTexts, Scene};
pub use trace::{Condition, TraceLine};
pub use verdict::{PaidAnswer, SignAnswer, UpcomingAnswer, VerdictAnswer};

/// The id of a card, duplicate, series or verdict on the wire.
#[must_use]
pub fn wire_id(prefix: &str, hash: crate::types::StableHash) -> String {
    let mut id = String::with_capacity(prefix.len() + 17);
    id.push_str(prefix);
    id.push('-');
    id.push_str(&hash.to_hex());
    id
}

/// The hash in an id with one of the known prefixes.
#[must_use]
pub fn parse_wire_id(id: &str) -> Option<crate::types::StableHash> {
    ["card", "duplicate", "verdict", "choice"].iter().find_map(|prefix| hash_of(prefix, id))
}

/// The hash in an id with a prefix: sixteen digits.
#[must_use]
pub(crate) fn hash_of(prefix: &str, id: &str) -> Option<crate::types::StableHash> {
    let digits = id.strip_prefix(prefix)?.strip_prefix('-')?;
    let mut hash = 0;
    for byte in digits.bytes() {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            _ => return None,
        };
        hash = hash << 4 | u64::from(digit);
    }
    (digits.len() == 16).then_some(crate::types::StableHash(hash))
}
