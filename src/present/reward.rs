// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rewards on the wire, and what a bank's server is sent of one: no amounts, no names, no rows.

use serde::Serialize;

use super::wire_id;
use crate::{
    ledger::Ledger,
    reward::{Entitlement, RewardState},
    types::{CivilDate, Occasion, RewardKind, words},
};

words! {
    /// How a claim is proven.
    ProofClass {
        /// By rows of the bank's feed.
        Rows = "rows",
        /// By what the customer did or said.
        Steps = "steps",
    }
}

/// An entitlement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RewardAnswer {
    /// Made of the rule, the subject and the occasion.
    pub id: String,
    /// Of the pack.
    pub rule: String,
    /// What it is.
    pub kind: RewardKind,
    /// 0 but for points.
    pub points: u32,
    /// Where it stands.
    pub state: RewardState,
    /// A goal or a challenge.
    pub subject: String,
    /// What had to happen.
    pub occasion: Occasion,
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub earned_on: Option<String>,
    /// The last day to claim or to use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub until: Option<String>,
    /// Ids of the rows that earned it.
    pub transactions: Vec<String>,
}

/// What a bank's server is sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ClaimDocument {
    /// The entitlement.
    pub id: String,
    /// What it is.
    pub kind: RewardKind,
    /// How it was proven.
    pub proof_class: ProofClass,
    /// The day of the first claim.
    pub issued_at: String,
}

impl RewardAnswer {
    /// The answer for an entitlement.
    #[must_use]
    pub fn new(ledger: &Ledger, entitlement: &Entitlement) -> Self {
        let claim = &entitlement.claim;
        let is_earned = entitlement.state != RewardState::Proposed;
        let mut transactions = Vec::new();
        for &row in &entitlement.rows {
            transactions.push(ledger.id(row).into());
        }
        Self {
            id: wire_id("reward", claim.id),
            rule: claim.rule.clone(),
            kind: claim.kind,
            points: claim.points,
            state: entitlement.state,
            subject: claim.subject.clone(),
            occasion: claim.occasion,
            earned_on: day(Some(claim.earned).filter(|_| is_earned)),
            until: day(entitlement.until),
            transactions,
        }
    }
}

impl ClaimDocument {
    /// The document of an entitlement that is or was claimed.
    #[must_use]
    pub fn new(entitlement: &Entitlement) -> Self {
        let claim = &entitlement.claim;
        Self {
            id: wire_id("reward", claim.id),
            kind: claim.kind,
            proof_class: if claim.by_steps { ProofClass::Steps } else { ProofClass::Rows },
            issued_at: day(entitlement.claimed_on).unwrap_or_default(),
        }
    }
}

fn day(days: Option<i32>) -> Option<String> {
    days.and_then(CivilDate::from_days).map(CivilDate::to_text)
}
