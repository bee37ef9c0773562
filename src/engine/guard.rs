// SPDX-License-Identifier: MIT OR Apache-2.0
//! The payment guard: a draft or a decision with what is known and remembered, and what customers ask of it.
//!
//! In: a draft, a decision, settings. Out: verdicts, settings. Invariant: checking changes nothing that a later check
//! depends on; only `respond` and settings do.

use super::{Engine, builtin};
use crate::{
    consent::Call,
    error::Error,
    ingest::RawTransaction,
    payment::{self, Commitment, Context, Known, PaymentVerdict, Remembered, Wishes},
    present::VerdictAnswer,
    state::{Choice, Corrected},
    types::{About, Correction, Currency, Moment, Money, ResponseKind},
};

impl Engine {
    /// Checks a payment before it is confirmed. Needs `payment-guard`.
    ///
    /// # Errors
    /// `INVALID_ARGUMENT` when the amount is not negative.
    pub fn check_payment(
        &mut self,
        now: Moment,
        draft: &RawTransaction<'_>,
        context: &Context,
    ) -> Result<VerdictAnswer, Error> {
        if draft.amount >= 0 {
            let message = "money that goes out is below zero".into();
            return Err(Error { message, ..Error::argument("amount") });
        }
        if !self.open(Call::CheckPayment, now) {
            return Ok(VerdictAnswer::empty());
        }
        let payee = match &self.derived {
            Some(derived) => payment::payee_of(&self.ledger, &derived.basis, draft),
            None => return Ok(VerdictAnswer::empty()),
        };
        let remembered = self.remembered(&payee.1, (draft.amount, draft.currency));
        let Some(derived) = &mut self.derived else {
            return Ok(VerdictAnswer::empty());
        };
        let (ledger, basis, pack) = (&self.ledger, &derived.basis, self.pack.get_or_init(builtin));
        let known = derived.known.get_or_insert_with(|| Known::new(ledger, basis, now.date));
        let verdict = payment::check((ledger, basis, known), (draft, context), (payee, &remembered), &pack.guard, now);
        let payee = draft.counterparty_name.or(draft.counterparty_account).unwrap_or_default();
        Ok(self.issue(now, verdict, Some((payee, Money { minor: draft.amount, currency: draft.currency })), ""))
    }

    /// Weighs borrowing, investing or a withdrawal from savings. Needs `payment-guard`.
    ///
    /// # Errors
    /// `INVALID_ARGUMENT` for a decision that nothing can be said of.
    pub fn check_decision(&mut self, now: Moment, decision: &Commitment<'_>) -> Result<VerdictAnswer, Error> {
        if !self.open(Call::CheckPayment, now) {
            return Ok(VerdictAnswer::empty());
        }
        let remembered = self.remembered("", (0, decision.currency));
        let (ledger, derived) = self.derive(now);
        let found = payment::weigh((ledger, &derived.basis), decision, &remembered, now);
        let verdict = found.ok_or_else(|| Error::argument("decision"))?;
        Ok(self.issue(now, verdict, None, decision.kind.word()))
    }

    fn issue(
        &mut self,
        now: Moment,
        mut verdict: PaymentVerdict,
        draft: Option<(&str, Money)>,
        decision: &str,
    ) -> VerdictAnswer {
        self.state.issue(core::mem::take(&mut verdict.subject));
        let answer = VerdictAnswer::new(&self.ledger, verdict, draft, decision, &self.recalled.granted);
        self.note(Call::CheckPayment, now, core::slice::from_ref(&answer.id), answer.level.word());
        answer
    }

    /// What the customer said before that matters for a payee.
    fn remembered(&self, identity: &str, (amount, currency): (i64, Currency)) -> Remembered {
        let recall = &self.recalled.recall;
        let memory = &recall.memory;
        let key = Correction::key(About::KnownPayee, identity);
        let said = |known: &Corrected| known.correction.about == About::KnownPayee && known.correction.subject == key;
        let known = !identity.is_empty() && recall.corrections.iter().any(said);
        Remembered {
            meant: memory.repeat_is_meant(identity, amount, currency),
            known,
            went_through: memory.answered_of_payee(identity, ResponseKind::WentThrough),
            cancelled: memory.answered_of_payee(identity, ResponseKind::Cancelled),
            last_form: memory.last_shown_verdict().and_then(payment::form_of),
            wishes: self.wishes(),
        }
    }

    fn wishes(&self) -> Wishes {
        let mut wishes = Wishes::default();
        for known in &self.recalled.recall.corrections {
            if known.correction.about == About::Guard {
                wishes.take(&known.correction.label, &known.correction.value);
            }
        }
        wishes
    }

    /// What the customer asks of the guard.
    pub fn guard(&mut self, now: Moment) -> Wishes {
        self.refresh(now);
        self.wishes()
    }

    /// Sets what the customer asks of the guard: names with values, an empty value takes one back.
    ///
    /// # Errors
    /// `CONSENT_MISSING`, or `INVALID_ARGUMENT` for a value that fits nothing; nothing is changed then.
    pub fn set_guard(&mut self, now: Moment, settings: &[(&'static str, &str)]) -> Result<Wishes, Error> {
        self.need(now, About::Guard.purpose())?;
        for (name, value) in settings {
            if !Wishes::default().take(name, value) {
                return Err(Error::argument(name));
            }
        }
        for &(name, value) in settings {
            let correction = Correction {
                about: About::Guard,
                subject: Correction::key(About::Guard, name),
                label: name.into(),
                value: super::choices::cut(value),
            };
            self.choose(now, "guard.set", About::Guard.purpose(), Choice::Correct(correction));
        }
        Ok(self.guard(now))
    }
}
