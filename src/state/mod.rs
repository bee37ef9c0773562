// SPDX-License-Identifier: MIT OR Apache-2.0
//! Ground state besides the rows: what is remembered between calls, and nothing that can be worked out.
//!
//! In: choices of the customer and the host. Out: the same, for deciding and for saving.

use serde::{Deserialize, Serialize};

use crate::{consent::Consent, decide::Memory, payment::VerdictSubject};

/// Verdicts that can still be answered.
const MAX_VERDICTS: usize = 64;

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct State {
    /// What is granted.
    pub consent: Consent,
    /// The host's pack, as it was given; `None`: the built-in one.
    pub pack: Option<String>,
    /// Rows older than this are dropped.
    pub retention_months: Option<u32>,
    /// What was answered.
    pub memory: Memory,
    verdicts: Vec<VerdictSubject>,
}

impl State {
    /// Remembers what a verdict was about; the oldest goes when there are too many.
    pub fn issue(&mut self, subject: VerdictSubject) {
        self.verdicts.retain(|known| known.id != subject.id);
        if self.verdicts.len() >= MAX_VERDICTS {
            self.verdicts.remove(0);
        }
        self.verdicts.push(subject);
    }

    /// What a verdict was about.
    #[must_use]
    pub fn verdict(&self, id: crate::types::StableHash) -> Option<&VerdictSubject> {
        self.verdicts.iter().find(|subject| subject.id == id)
    }
}
