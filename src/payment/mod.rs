// SPDX-License-Identifier: MIT OR Apache-2.0
//! The check before a payment is confirmed: it answers at once, and the bank decides.
//!
//! In: a draft, what the host saw around it, a basis and what is known of the customer's payments. Out: a
//! `PaymentVerdict` with its reasons and signs. May use: types, packs, ledger, features, detect. Invariants: weak signs
//! add up and none of them asks alone; the form that was shown last is not chosen again; nothing is scanned that can be
//! looked up.
//! Deliberately absent: marketing, blocking.
//!
//! How to add a signal: see `signs/mod.rs`.

mod already_paid;
mod case;
mod combine;
mod commitment;
mod context;
mod form;
mod known;
mod signs;
mod upcoming;
mod wishes;

pub use already_paid::PaidBefore;
pub use case::Sign;
pub use commitment::{Commitment, CommitmentKind, weigh};
pub use context::{Context, NameCheck, PayFor};
pub use form::{form_of, matter_of};
pub use known::Known;
pub use upcoming::Upcoming;
pub use wishes::Wishes;

use crate::{
    detect::Basis,
    ingest::{
        RawTransaction,
        payee::{joined_identity, with_umlauts, without_umlauts},
    },
    ledger::{Ledger, PayeeId},
    packs::{Field, Signal, Weights},
    types::{Currency, DataClass, Moment, Money, Reason, StableHash, sorted, stable_hash, words},
};
use case::Case;

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
    /// What the host should show; a verdict's id holds the place, so there is room for sixteen.
    Form {
        /// Nothing.
        None = "none",
        /// A line of text.
        Line = "line",
        /// The draft beside the payment that it repeats.
        ShowPair = "show-pair",
        /// The field that it is about, marked, with the reason beside it.
        Highlight = "highlight",
        /// The customer chooses what it is for, and gets advice for that.
        ChooseReason = "choose-reason",
        /// The customer types or says whom they pay, and how much.
        ReadBack = "read-back",
        /// A while, with the right to cancel.
        Wait = "wait",
        /// Somebody whom the customer trusts is asked first.
        TrustedContact = "trusted-contact",
        /// A person of the bank.
        Call = "call",
    }
}

/// How long a pause is.
const PAUSE_MINUTES: u32 = 30;

/// The answer to a draft.
#[derive(Clone, PartialEq, Debug)]
pub struct PaymentVerdict {
    /// For responses.
    pub id: StableHash,
    /// How much friction.
    pub level: Level,
    /// Of which form.
    pub form: Form,
    /// Why, the strongest first; none where there is nothing to say.
    pub reasons: Vec<Reason>,
    /// Payments that it repeats, likeliest first.
    pub duplicate_of: Vec<PaidBefore>,
    /// What pays it anyway.
    pub upcoming: Option<Upcoming>,
    /// All that was weighed, whatever the level.
    pub signs: Vec<Sign>,
    /// The field that stands out most.
    pub field: Option<Field>,
    /// How long to wait.
    pub wait_minutes: Option<u32>,
    /// Whom the customer wants to ask first.
    pub contact: String,
    /// What a response would teach.
    pub subject: VerdictSubject,
}

impl PaymentVerdict {
    /// The classes of data that a verdict is made of.
    pub const DATA_CLASSES: &'static [DataClass] =
        &[DataClass::Transactions, DataClass::Counterparties, DataClass::Series];
}

/// What is remembered of a verdict, so that an answer to it can be understood: no name, no row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
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

/// What the customer said before that matters here.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// Such a repeat is meant.
    pub meant: bool,
    /// They know this payee.
    pub known: bool,
    /// The day on which a payment to this payee was made in spite of a warning.
    pub went_through: Option<i32>,
    /// The day on which one was given up after a warning.
    pub cancelled: Option<i32>,
    /// The form that was shown last.
    pub last_form: Option<Form>,
    /// What they ask for.
    pub wishes: Wishes,
}

/// The payee of a draft: in the ledger, where a row has it, and its identity; empty when the draft says nothing of one.
#[must_use]
pub fn payee_of(ledger: &Ledger, basis: &Basis, draft: &RawTransaction<'_>) -> (Option<PayeeId>, String) {
    match ledger.find_payee(draft.counterparty_name, draft.counterparty_account) {
        Ok(payee) => {
            let payee = basis.view.canonical(payee);
            (Some(payee), ledger.identity(payee).into())
        }
        Err(identity) => {
            match draft.counterparty_name.and_then(|name| transliterated(ledger, basis, name, &identity)) {
                Some(payee) => (Some(payee), ledger.identity(payee).into()),
                None => (None, identity),
            }
        }
    }
}

/// The payee whose name this is by the German rule for umlauts: `Mueller` is `Müller`. A bank that changes the spelling
/// changes no payee, and a fraud who does so must not pass for somebody new.
fn transliterated(ledger: &Ledger, basis: &Basis, name: &str, identity: &str) -> Option<PayeeId> {
    let find = |name: &str| ledger.find_payee(Some(name), None).ok().map(|payee| basis.view.canonical(payee));
    let typed = without_umlauts(name);
    if typed.len() > name.len()
        && let Some(payee) = find(&typed)
    {
        return Some(payee);
    }
    // Two letters are an umlaut only where the known name has one: Michael is not Michal.
    let is_two = |pair: &[u8]| matches!(pair, [b'a' | b'o' | b'u', b'e']);
    let payee = if identity.as_bytes().windows(2).any(is_two) { find(&with_umlauts(name))? } else { return None };
    let known = ledger.row(*basis.view.rows_of(payee).last()?).name;
    (joined_identity(&without_umlauts(ledger.word(known))) == identity).then_some(payee)
}

/// Checks a draft.
#[must_use]
pub fn check(
    (ledger, basis, known): (&Ledger, &Basis, &Known),
    (draft, context): (&RawTransaction<'_>, &Context),
    ((payee, identity), remembered): ((Option<PayeeId>, String), &Remembered),
    weights: &Weights,
    now: Moment,
) -> PaymentVerdict {
    let mut case = Case::new((ledger, basis, known), (draft, context, payee), remembered, now);
    let mut duplicate_of = if remembered.meant { Vec::new() } else { already_paid::find(ledger, basis, draft, payee) };
    if let Some(paid) = duplicate_of.first() {
        case.sign(Signal::AlreadyPaid, 0, Some(paid.row));
    }
    // What was paid already explains what is scheduled, too.
    let upcoming = if duplicate_of.is_empty() { upcoming::find(&mut case) } else { None };
    signs::look(&mut case);
    let score = combine::score(&mut case.signs, weights);
    let wishes = wishes::reasons(&case);
    let asked = if wishes.is_empty() { Level::Clear } else { Level::Pause };
    let level = combine::level(score).max(asked);
    let signs = sorted(core::mem::take(&mut case.signs), &mut |a, b| b.points.cmp(&a.points));
    let strongest = signs.first().map(|sign| sign.signal);
    let mut reasons = Vec::new();
    let mut field = None;
    if level > Level::Clear {
        for sign in signs.iter().filter(|sign| sign.points > 0) {
            match (duplicate_of.first_mut(), &upcoming) {
                (Some(paid), _) if sign.signal == Signal::AlreadyPaid => reasons.append(&mut paid.reasons),
                (_, Some(coming)) if sign.signal == Signal::PaidAnyway => {
                    reasons.push(Reason { code: sign.signal.word().into(), args: coming.args() });
                }
                _ => reasons.push(case.reason(sign)),
            }
        }
        reasons.extend(wishes);
        field = strongest.and_then(Signal::field);
    }
    let choice = form::Choice {
        has_pair: !duplicate_of.is_empty() || upcoming.is_some(),
        may_ask: context.purpose.is_none(),
        is_amount: field == Some(Field::Amount),
        has_contact: !remembered.wishes.trusted_contact.is_empty(),
    };
    let form = form::form(level, choice, remembered.last_form);
    let id = id_of(draft, &identity, now.instant, form);
    let subject = VerdictSubject { id, identity, minor: draft.amount, currency: draft.currency.code().into() };
    PaymentVerdict {
        id,
        level,
        form,
        reasons,
        duplicate_of,
        upcoming,
        signs,
        field,
        wait_minutes: (level >= Level::Pause).then_some(PAUSE_MINUTES),
        contact: if level >= Level::Pause { remembered.wishes.trusted_contact.clone() } else { String::new() },
        subject,
    }
}

fn id_of(draft: &RawTransaction<'_>, identity: &str, instant: i64, form: Form) -> StableHash {
    let id = stable_hash(&[
        b"verdict",
        draft.account_id.as_bytes(),
        identity.as_bytes(),
        &draft.amount.to_le_bytes(),
        draft.currency.code().as_bytes(),
        &instant.to_le_bytes(),
    ]);
    form::with_form(id, form)
}
