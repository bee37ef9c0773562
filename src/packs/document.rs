// SPDX-License-Identifier: MIT OR Apache-2.0
//! A pack as it is written: the JSON shape, nothing checked but types. Unknown fields are refused.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::types::words;

words! {
    /// What a nudge is for; the order is the order of importance.
    NudgeClass {
        /// Protects money; no offer and no budget can push it out.
        Safety = "safety",
        /// Something is due.
        Obligation = "obligation",
        /// Good to know.
        Care = "care",
        /// Helps to save.
        Save = "save",
        /// Offers a product.
        Offer = "offer",
    }
}

/// The document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) format: u32,
    pub(super) id: String,
    pub(super) version: u64,
    #[serde(default)]
    pub(super) issuer: String,
    pub(super) languages: Vec<String>,
    pub(super) actions: Vec<String>,
    pub(super) nudges: Vec<NudgeDocument>,
    pub(super) messages: BTreeMap<String, BTreeMap<String, String>>,
}

/// One nudge.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct NudgeDocument {
    pub(super) id: String,
    pub(super) about: String,
    pub(super) class: String,
    pub(super) purpose: String,
    pub(super) topic: String,
    pub(super) when: String,
    #[serde(default)]
    pub(super) quiet: Vec<QuietDocument>,
    pub(super) message: String,
    pub(super) surfaces: Vec<String>,
    pub(super) actions: Vec<ActionDocument>,
    pub(super) expires_days: i64,
}

/// A condition under which a nudge is noticed and deliberately not shown.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuietDocument {
    pub(super) when: String,
    pub(super) reason: String,
}

/// A button.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActionDocument {
    pub(super) id: String,
    #[serde(default)]
    pub(super) response: Option<String>,
}
