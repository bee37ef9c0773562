// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the customer set right or taught: one record for every kind of learned exception.
//!
//! How to add a kind: 1. its word here; 2. its purpose in `About::purpose`; 3. whoever obeys it reads the
//! list of corrections; 4. a sentence for it in the catalogue.

use super::{Purpose, StableHash, stable_hash, vocabulary::words};

words! {
    /// What a correction is about.
    About {
        /// A series, named by its first row: the value is its kind, or `none`.
        Series = "series",
        /// A payee: the value is how the customer calls it.
        Payee = "payee",
        /// A payee's category: the value is a category's word.
        Category = "category",
        /// A payee that the customer knows.
        KnownPayee = "known-payee",
        /// A topic of cards that is switched off.
        NeverTopic = "never-topic",
        /// A row that recurs, with those like it: the value is how often, or empty.
        Recurs = "recurs",
        /// Two series that are one, each named by a row: the value is the key of the other's.
        Joined = "joined",
        /// A series that has ended, named by a row: the value is the day on which it was said.
        Ended = "ended",
        /// What the customer asks of the payment guard, named by the setting: the value is as it was set.
        Guard = "guard",
    }
}

impl About {
    /// The purpose that such a correction lives and dies with.
    #[must_use]
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::NeverTopic => Purpose::Nudges,
            // Only the guard asks who is known.
            Self::Guard | Self::KnownPayee => Purpose::PaymentGuard,
            _ => Purpose::Insights,
        }
    }
}

/// One correction. Of several about one subject the last counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correction {
    /// What it is about.
    pub about: About,
    /// The series' id, or the key of the payee, the topic or the row.
    pub subject: StableHash,
    /// What the customer would call the subject.
    pub label: String,
    /// What is right.
    pub value: String,
}

impl Correction {
    /// The key of a row: it outlives the row's place in the ledger.
    #[must_use]
    pub fn row_key(id: &str) -> StableHash {
        stable_hash(&[b"row", id.as_bytes()])
    }

    /// The key of a payee's identity or of a topic.
    #[must_use]
    pub fn key(about: About, text: &str) -> StableHash {
        let room: &[u8] = if matches!(about, About::NeverTopic) { b"topic" } else { b"payee" };
        stable_hash(&[room, text.as_bytes()])
    }
}
