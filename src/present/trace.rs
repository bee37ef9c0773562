// SPDX-License-Identifier: MIT OR Apache-2.0
//! The trace: each condition of a nudge over a finding, with the values that it saw.

use serde::Serialize;

use super::Facts;
use crate::{
    detect::Finding,
    ledger::Ledger,
    packs::Nudge,
    types::{CivilDate, Money},
};

/// A nudge over a finding of its family.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TraceLine {
    /// The nudge.
    pub nudge: String,
    /// The id of the finding, as `findings()` gives it.
    pub finding: String,
    /// What its conditions saw.
    pub facts: Facts,
    /// Each condition.
    pub conditions: Vec<Condition>,
    /// The customer's own gain as a signed decimal, where the nudge computes one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub benefit: Option<String>,
}

/// One condition.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Condition {
    /// `when` or `quiet`.
    pub of: &'static str,
    /// The reason that a quiet one tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
    /// Whether it holds.
    pub holds: bool,
}

impl TraceLine {
    /// The line of a nudge over a finding.
    #[must_use]
    pub fn new(
        ledger: &Ledger,
        nudge: &Nudge,
        finding: &Finding,
        today: CivilDate,
        conditions: Vec<Condition>,
        benefit: Option<i64>,
    ) -> Self {
        let (money, _) = finding.money();
        Self {
            nudge: nudge.id.clone(),
            finding: super::finding::id_of(finding),
            facts: Facts::of(ledger, finding, today),
            conditions,
            benefit: benefit.map(|minor| Money { minor, ..money }.to_decimal()),
        }
    }
}
