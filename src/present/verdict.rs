// SPDX-License-Identifier: MIT OR Apache-2.0
//! Verdicts of the payment guard on the wire.

use serde::Serialize;

use super::{Evidence, Message, Use, card::uses, wire_id};
use crate::{
    consent::Granted,
    detect::duplicates::payee_text,
    json,
    ledger::Ledger,
    packs::{ActionRef, Field, Signal},
    payment::{Form, Level, PaymentVerdict},
    types::{Arg, Args, Money, Permille, Purpose, Reason, ResponseKind},
};

/// The answer to a draft.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct VerdictAnswer {
    /// For responses.
    pub id: String,
    /// How much friction.
    pub level: Level,
    /// Of which form.
    pub form: Form,
    /// The field of the draft that stands out most.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub field: Option<Field>,
    /// How long to wait before it can be confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub wait_minutes: Option<u32>,
    /// Whom the customer wants to ask first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub trusted_contact: Option<String>,
    /// What pays it anyway.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub upcoming: Option<UpcomingAnswer>,
    /// Why. From here on the shell reads it when somebody looks.
    pub reasons: Vec<Reason>,
    /// Payments that it repeats, likeliest first.
    pub duplicate_of: Vec<PaidAnswer>,
    /// All that was weighed, the strongest first.
    pub signs: Vec<SignAnswer>,
    /// The rows that show it.
    pub evidence: Evidence,
    /// What to say.
    pub message: Message,
    /// Buttons.
    pub actions: Vec<ActionRef>,
    /// What was used.
    pub uses: Vec<Use>,
}

/// A payment that a draft repeats.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PaidAnswer {
    /// Row id.
    pub transaction: String,
    /// Civil days since.
    pub gap_days: i32,
    /// 0 to 1.
    pub confidence: Permille,
}

/// A payment to come.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct UpcomingAnswer {
    /// Its series; empty for a scheduled payment that is of none.
    pub series: String,
    /// When.
    pub date: String,
    /// Signed decimal.
    pub amount: String,
}

/// Something that was weighed.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SignAnswer {
    /// What.
    pub sign: Signal,
    /// Hundredths of a log-odds unit; below zero it speaks for the payment.
    pub points: i32,
}

impl VerdictAnswer {
    /// The answer for a verdict: of a draft, given as its payee and money, or of a kind of decision.
    #[must_use]
    pub fn new(
        ledger: &Ledger,
        verdict: PaymentVerdict,
        draft: Option<(&str, Money)>,
        decision: &str,
        granted: &Granted,
    ) -> Self {
        let strongest = verdict.signs.first().map(|sign| sign.signal);
        let mut args = Args::default();
        let mut id = String::from("payment.");
        if let Some(paid) = verdict.duplicate_of.first().filter(|_| strongest == Some(Signal::AlreadyPaid)) {
            let row = ledger.row(paid.row);
            args = args
                .with("amount", Arg::magnitude(row.money()))
                .with("payee", Arg::text(payee_text(ledger, &row)))
                .with("date", Arg::date(row.date()))
                .with("gapDays", Arg::number(i64::from(paid.gap_days)));
            id.push_str("already-paid");
        } else if let Some((payee, money)) = draft {
            if verdict.level > Level::Clear {
                args = args.with("amount", Arg::magnitude(money)).with("payee", Arg::text(payee));
            }
            id.push_str(verdict.level.word());
        } else {
            id.push_str(decision);
        }
        let action = |id: &str, response| ActionRef { id: id.into(), response: Some(response) };
        let actions = if verdict.level > Level::Clear {
            vec![action("go-back", ResponseKind::Cancelled), action("pay-anyway", ResponseKind::WentThrough)]
        } else {
            Vec::new()
        };
        let mut answer = Self {
            id: wire_id("verdict", verdict.id),
            level: verdict.level,
            form: verdict.form,
            reasons: verdict.reasons,
            message: Message { id, args },
            actions,
            uses: uses(PaymentVerdict::DATA_CLASSES, Purpose::PaymentGuard, granted),
            field: verdict.field,
            wait_minutes: verdict.wait_minutes,
            trusted_contact: Some(verdict.contact).filter(|contact| !contact.is_empty()),
            upcoming: verdict.upcoming.map(|found| UpcomingAnswer {
                series: found.series.map(|series| wire_id("series", series)).unwrap_or_default(),
                date: found.date.to_text(),
                amount: found.money.to_decimal(),
            }),
            ..Self::empty()
        };
        for paid in &verdict.duplicate_of {
            let transaction = ledger.id(paid.row).into();
            answer.duplicate_of.push(PaidAnswer { transaction, gap_days: paid.gap_days, confidence: paid.confidence });
            answer.show(&ledger.id(paid.row).to_text());
        }
        for sign in &verdict.signs {
            if let Some(row) = sign.row {
                answer.show(&ledger.id(row).to_text());
            }
            answer.signs.push(SignAnswer { sign: sign.signal, points: sign.points });
        }
        answer
    }

    /// Writes what the privacy log tells of it, how long its lists are and their ids, and a line feed.
    pub fn write_head(&self, out: &mut Vec<u8>) {
        let lists = [
            ("{\"counts\":{\"reasons\":", self.reasons.len()),
            (",\"duplicateOf\":", self.duplicate_of.len()),
            (",\"signs\":", self.signs.len()),
            (",\"actions\":", self.actions.len()),
            (",\"uses\":", self.uses.len()),
        ];
        for (name, count) in lists {
            out.extend_from_slice(name.as_bytes());
            json::write(out, &(count as u32));
        }
        out.extend_from_slice(b"},\"ids\":[");
        json::write_text(out, &self.id);
        for action in &self.actions {
            out.push(b',');
            json::write_text(out, &action.id);
        }
        out.extend_from_slice(b"]}\n");
    }

    fn show(&mut self, id: &str) {
        if self.evidence.transactions.iter().all(|shown| shown != id) {
            self.evidence.transactions.push(id.into());
        }
    }

    /// What a call without its purpose answers.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            id: wire_id("verdict", crate::types::stable_hash(&[b"no consent"])),
            level: Level::Clear,
            form: Form::None,
            reasons: Vec::new(),
            duplicate_of: Vec::new(),
            upcoming: None,
            signs: Vec::new(),
            evidence: Evidence { transactions: Vec::new() },
            field: None,
            wait_minutes: None,
            trusted_contact: None,
            message: Message { id: "payment.not-checked".into(), args: Args::default() },
            actions: Vec::new(),
            uses: Vec::new(),
        }
    }
}
