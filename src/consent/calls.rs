// SPDX-License-Identifier: MIT OR Apache-2.0
//! The gate's table: the purpose that each call of the contract needs to answer anything.
//!
//! How to add a call: 1. its word here; 2. its purpose below; 3. the engine opens the gate with it, and gets
//! the view from there and from nowhere else.

use serde::Serialize;

use super::Granted;
use crate::types::{DataClass, Purpose, words};

words! {
    /// A call that reads the customer's data.
    Call {
        /// What repeats.
        Series = "series",
        /// Pairs that look like one payment.
        Duplicates = "duplicates",
        /// Moves between own accounts.
        Transfers = "transfers",
        /// All that was noticed.
        Findings = "findings",
        /// Where a balance is going.
        Forecast = "forecast",
        /// A payment before it is made.
        CheckPayment = "checkPayment",
        /// Cards.
        Evaluate = "evaluate",
        /// What is known of the customer as a whole.
        Features = "features",
        /// Savings challenges: what can be joined, and how what was joined stands.
        Challenges = "challenges",
        /// The balance ahead with changes that are tried out.
        Simulate = "simulate",
        /// What the customer saves for, and how far it is.
        Goals = "goals.list",
        /// What can be or was earned.
        Rewards = "rewards.list",
    }
}

impl Call {
    /// What it needs.
    #[must_use]
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Series
            | Self::Duplicates
            | Self::Transfers
            | Self::Findings
            | Self::Forecast
            | Self::Features
            | Self::Simulate => Purpose::Insights,
            Self::Goals | Self::Rewards => Purpose::Challenges,
            Self::CheckPayment => Purpose::PaymentGuard,
            Self::Evaluate => Purpose::Nudges,
            Self::Challenges => Purpose::Challenges,
        }
    }

    /// The classes of data that it reads.
    #[must_use]
    pub const fn reads(self) -> &'static [DataClass] {
        match self {
            Self::Transfers => &[DataClass::Transactions, DataClass::Counterparties],
            Self::Series | Self::Challenges => &[DataClass::Transactions, DataClass::Counterparties, DataClass::Series],
            Self::Goals | Self::Rewards => {
                &[DataClass::Transactions, DataClass::Counterparties, DataClass::Series, DataClass::Contexts]
            }
            Self::Duplicates
            | Self::Findings
            | Self::Forecast
            | Self::Features
            | Self::Simulate
            | Self::CheckPayment
            | Self::Evaluate => {
                &[DataClass::Transactions, DataClass::Counterparties, DataClass::Series, DataClass::Responses]
            }
        }
    }
}

/// A call that answers empty.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MissingConsent {
    /// The call, as the contract names it.
    pub call: &'static str,
    /// The purpose that it needs.
    pub purpose: Purpose,
}

/// The writes that need a purpose besides: without it they are refused.
const WRITES: &[(&str, Purpose)] = &[
    ("correct", Purpose::Insights),
    ("context.declare", Purpose::LifeEvents),
    ("track", Purpose::Journeys),
    ("attention.set", Purpose::Nudges),
    ("attention.forget", Purpose::Learning),
    ("challenges.join", Purpose::Challenges),
    ("goals.set", Purpose::Challenges),
    ("rewards.claim", Purpose::Challenges),
];

pub(super) fn missing(granted: &Granted) -> Vec<MissingConsent> {
    let mut missing = Vec::new();
    let mut need = |call, purpose| {
        if !granted.allows(purpose) {
            missing.push(MissingConsent { call, purpose });
        }
    };
    for call in Call::ALL {
        need(call.word(), call.purpose());
    }
    for (call, purpose) in WRITES {
        need(call, *purpose);
    }
    missing
}
