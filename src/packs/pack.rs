// SPDX-License-Identifier: MIT OR Apache-2.0
//! A loaded pack: what it says, when, to whom and how often, and its texts.
//!
//! In: what `load` compiled. Out: nudges, policy, challenges, weights, tariffs, rewards, and the texts of a language.
//! Invariant: a pack that is here was checked whole.

use super::{
    Challenge, KEYS, NudgeClass, TEXTS, Weights,
    cel::Program,
    document::said,
    policy::{Limits, Policy},
    reward::RewardRule,
};
use crate::{
    json::write_text,
    types::{Family, Purpose, ResponseKind, Tariff},
};

/// A loaded pack.
#[derive(Clone, PartialEq, Debug)]
pub struct Pack {
    /// Its name.
    pub id: String,
    /// Grows with each release.
    pub version: i64,
    /// Who wrote it.
    pub issuer: String,
    /// Steps that all its conditions take at worst for a finding of every family.
    pub cost: u32,
    /// In the document's order.
    pub nudges: Vec<Nudge>,
    /// What holds for all of them.
    pub policy: Policy,
    /// What can be joined to save.
    pub challenges: Vec<Challenge>,
    /// What the signs of the payment guard weigh.
    pub guard: Weights,
    /// Prices that the bank lists beside bills.
    pub tariffs: Vec<Tariff>,
    /// What earns which entitlement.
    pub rewards: Vec<RewardRule>,
    /// By language, as an object of JSON that is handed on as it is; none of the built-in pack.
    pub(super) messages: Vec<(String, Vec<u8>)>,
}

/// One thing that may be said.
#[derive(Clone, PartialEq, Debug)]
pub struct Nudge {
    /// Unique in its pack.
    pub id: String,
    /// Which findings it speaks of.
    pub about: Family,
    /// What it is for.
    pub class: NudgeClass,
    /// Which purpose covers it.
    pub purpose: Purpose,
    /// What a customer can switch off.
    pub topic: String,
    /// When it is a candidate.
    pub when: Program,
    /// When it is a candidate that stays quiet; the first that holds.
    pub quiet: Vec<Quieting>,
    /// Keys `<message>.title` and `<message>.body`.
    pub message: String,
    /// Where it may stand.
    pub surfaces: Vec<String>,
    /// Its buttons.
    pub actions: Vec<ActionRef>,
    /// Days after the finding's last row.
    pub expires_days: i32,
    /// Caps, cooldowns and contexts.
    pub limits: Limits,
    /// The customer's own gain, as money; an offer is nothing without one.
    pub benefit: Option<Program>,
}

/// A condition for staying quiet, and the reason that is told.
#[derive(Clone, PartialEq, Debug)]
pub struct Quieting {
    /// When.
    pub when: Program,
    /// Text key `withheld.<reason>`.
    pub reason: String,
}

/// A button: an id from the pack's list, and the response that it stands for.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ActionRef {
    /// Text key `action.<id>`.
    pub id: String,
    /// What the shell reports when it is pressed; `None`: only the host knows.
    pub response: Option<ResponseKind>,
}

impl Pack {
    /// The best language of a look-up chain, English if there is none, and its texts as an object of JSON.
    #[must_use]
    pub fn catalogue(&self, locales: &[String]) -> (String, Vec<u8>) {
        for wanted in locales {
            if let Some(texts) = self.texts(wanted) {
                return (said(&[wanted]), texts);
            }
        }
        (said(&["en"]), self.texts("en").unwrap_or_default())
    }

    fn texts(&self, language: &str) -> Option<Vec<u8>> {
        if self.messages.is_empty() {
            let texts = TEXTS.iter().find(|entry| entry.0 == language)?.1;
            let (mut keys, mut texts) = (KEYS.split('\n'), texts.split('\n'));
            let write = |out: &mut Vec<u8>, text: &str| out.extend_from_slice(text.as_bytes());
            return Some(object(&mut || Some((keys.next()?, texts.next()?)), write));
        }
        self.messages.iter().find(|entry| entry.0 == language).map(|entry| entry.1.clone())
    }
}

/// Texts by key as JSON, each text written in its way.
pub(super) fn object<'t>(
    next: &mut dyn FnMut() -> Option<(&'t str, &'t str)>,
    write: fn(&mut Vec<u8>, &str),
) -> Vec<u8> {
    let mut out = vec![b'{'];
    while let Some((key, text)) = next() {
        if out.len() > 1 {
            out.push(b',');
        }
        write_text(&mut out, key);
        out.push(b':');
        write(&mut out, text);
    }
    out.push(b'}');
    out
}
