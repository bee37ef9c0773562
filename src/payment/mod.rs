// SPDX-License-Identifier: MIT OR Apache-2.0
//! The check before a payment is confirmed: it answers at once, and the bank decides.
//!
//! In: a draft and a basis. Out: a `PaymentVerdict` with its reasons. May use: types, packs, ledger,
//! features, detect. Today one signal: already paid.
//! Deliberately absent: marketing, blocking.
//!
//! How to add a signal: 1. a file with one function; 2. its reasons' texts in the pack; 3. a scenario that
//! asks and one that must not; 4. its place in `check`.

mod already_paid;

pub use already_paid::PaidBefore;

use crate::{
    detect::Basis,
    ingest::RawTransaction,
    ledger::Ledger,
    types::{Currency, DataClass, Money, Reason, StableHash, stable_hash, words},
};

words! {
    /// How much friction the payment deserves.
    Level {
        /// None.
        Clear = "clear",
        /// A line.
        Inform = "inform",
        /// A question.
        Confirm = "confirm",
        /// A question and a while.
        Pause = "pause",
        /// A person.
        Human = "human",
    }
}

words! {
    /// What the host should show.
    Form {
        /// Nothing.
        None = "none",
        /// A line of text.
        Line = "line",
        /// The draft beside the payment that it repeats.
        ShowPair = "show-pair",
    }
}

/// The answer to a draft.
#[derive(Clone, PartialEq, Debug)]
pub struct PaymentVerdict {
    /// For responses.
    pub id: StableHash,
    /// How much friction.
    pub level: Level,
    /// Of which form.
    pub form: Form,
    /// Why.
    pub reasons: Vec<Reason>,
    /// Payments that it repeats, likeliest first.
    pub duplicate_of: Vec<PaidBefore>,
    /// What a response would teach.
    pub subject: VerdictSubject,
}

impl PaymentVerdict {
    /// The classes of data that a verdict is made of.
    pub const DATA_CLASSES: &'static [DataClass] =
        &[DataClass::Transactions, DataClass::Counterparties, DataClass::Series];
}

/// What is remembered of a verdict, so that an answer to it can be understood: no name, no row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerdictSubject {
    /// The verdict.
    pub id: StableHash,
    /// The payee's identity.
    pub identity: String,
    /// Minor units.
    pub minor: i64,
    /// ISO 4217.
    pub currency: String,
}

impl VerdictSubject {
    /// The amount with its currency.
    #[must_use]
    pub fn money(&self) -> Option<Money> {
        Some(Money { minor: self.minor, currency: Currency::from_code(&self.currency)? })
    }
}

/// Checks a draft; `meant` tells whether the customer said that such a repeat is meant.
#[must_use]
pub fn check(
    ledger: &Ledger,
    basis: &Basis,
    draft: &RawTransaction<'_>,
    instant: i64,
    meant: &dyn Fn(&str) -> bool,
) -> PaymentVerdict {
    let identity = already_paid::identity_of(ledger, basis, draft);
    let id = stable_hash(&[
        b"verdict",
        draft.account_id.as_bytes(),
        identity.as_bytes(),
        &draft.amount.to_le_bytes(),
        draft.currency.code().as_bytes(),
        &instant.to_le_bytes(),
    ]);
    let subject = VerdictSubject { id, identity, minor: draft.amount, currency: draft.currency.code().into() };
    let duplicate_of = if meant(&subject.identity) { Vec::new() } else { already_paid::find(ledger, basis, draft) };
    let (level, form) = match duplicate_of.first() {
        Some(_) => (Level::Confirm, Form::ShowPair),
        None => (Level::Clear, Form::None),
    };
    let reasons = duplicate_of.first().map(|paid| paid.reasons.clone()).unwrap_or_default();
    PaymentVerdict { id, level, form, reasons, duplicate_of, subject }
}
