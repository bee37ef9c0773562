// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the customer granted, and what each call would need.
//!
//! In: grants from the host. Out: yes or no a purpose, and the calls that answer empty. May use: types.
//! Invariants: everything is off until granted; consent is never inferred.

use serde::{Deserialize, Serialize};

use crate::types::Purpose;

/// One grant, as the host recorded it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Grant {
    /// What for.
    pub purpose: Purpose,
    /// When, RFC 3339, as the host says.
    pub granted_at: Option<String>,
    /// Which version of the notice the customer saw.
    pub notice: Option<String>,
    /// In which language, BCP 47.
    pub language: Option<String>,
}

/// Every grant in force.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Consent {
    /// One a purpose, in the order of the purposes.
    grants: Vec<Grant>,
}

/// The purpose that each call of the contract needs to answer anything.
const CALLS: &[(&str, Purpose)] = &[
    ("series", Purpose::Insights),
    ("duplicates", Purpose::Insights),
    ("transfers", Purpose::Insights),
    ("forecast", Purpose::Insights),
    ("checkPayment", Purpose::PaymentGuard),
    ("evaluate", Purpose::Nudges),
];

/// What the customer granted, and what is empty without a grant.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ConsentStatus {
    /// Purposes in force.
    pub granted: Vec<Purpose>,
    /// Calls that answer empty, and the purpose that would change it.
    pub missing: Vec<MissingConsent>,
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

impl Consent {
    /// Exactly these grants; of two for one purpose the last counts.
    #[must_use]
    pub fn new(grants: &[Grant]) -> Self {
        let last = |purpose: &Purpose| grants.iter().rev().find(|grant| grant.purpose == *purpose).cloned();
        Self { grants: Purpose::ALL.iter().filter_map(last).collect() }
    }

    /// Whether a purpose is granted.
    #[must_use]
    pub fn allows(&self, purpose: Purpose) -> bool {
        self.grants.iter().any(|grant| grant.purpose == purpose)
    }

    /// What is granted, and which calls answer empty.
    #[must_use]
    pub fn status(&self) -> ConsentStatus {
        let missing = CALLS.iter().filter(|(_, purpose)| !self.allows(*purpose));
        ConsentStatus {
            granted: self.grants.iter().map(|grant| grant.purpose).collect(),
            missing: missing.map(|&(call, purpose)| MissingConsent { call, purpose }).collect(),
        }
    }
}
