// SPDX-License-Identifier: MIT OR Apache-2.0
//! Consent, contexts, corrections, and the entries that all of them become.
//!
//! In: decisions of the customer with their moment, entries of other tabs. Out: what was decided and what was
//! deleted for it. Invariants: a withdrawal deletes whatever it alone covered, in the same call; entries
//! merge in any order to the same state.

use serde::Serialize;

use super::{Engine, Recalled, Settings};
use crate::{
    consent::{ConsentEvent, ConsentLine, ConsentState, Granted, Notice},
    error::{Code, Error},
    features::series::SeriesKind,
    present::hash_of,
    state::{Choice, Context, Entry, Merged},
    store,
    types::{About, Cadence, Category, CivilDate, Correction, Moment, Purpose, StableHash},
};

/// Longer texts of a customer are cut: a label needs no more.
const MAX_TEXT: usize = 200;

/// What a decision about a purpose came to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Decided {
    /// The event.
    pub event: ConsentLine,
    /// What was deleted for it, by kind.
    pub deleted: Vec<Deleted>,
}

/// How much of a kind was deleted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Deleted {
    /// `transactions`, `accounts`, `responses`, `exceptions`, `contexts`, `corrections`, `settings`, `challenges`,
    /// `verdicts`, `consents`.
    pub kind: &'static str,
    /// How many.
    pub count: usize,
}

/// A declared context.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ContextAnswer {
    /// For taking it back.
    pub id: String,
    /// Such as `renovation`.
    pub kind: String,
    /// Last civil day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub until: Option<String>,
    /// The customer's own words.
    pub note: String,
    /// Milliseconds since 1970.
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
}

/// What is set right, and about what.
#[derive(Clone, Copy, Debug)]
pub struct CorrectionRequest<'a> {
    /// About what.
    pub about: About,
    /// How it is named.
    pub subject: Subject<'a>,
    /// What is right.
    pub value: &'a str,
}

/// How a correction names its subject.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A series by its id.
    Series(&'a str),
    /// A payee by a name that a row has.
    Payee(&'a str),
    /// The payee of a row.
    Transaction(&'a str),
    /// A topic of cards.
    Topic(&'a str),
}

impl Engine {
    /// Takes a decision about a purpose.
    pub fn decide_consent(&mut self, now: Moment, purpose: Purpose, state: ConsentState, notice: Notice) -> Decided {
        self.refresh(now);
        let before = self.granted(None);
        let (_, gone) = self.accept(now, Choice::Consent { purpose, state, notice: notice.clone() });
        let mut deleted = self.settle(before);
        for entry in &gone {
            if let Some(kind) = entry.choice.noun() {
                count(&mut deleted, kind, 1);
            }
        }
        let event = ConsentLine::new(&ConsentEvent::new(purpose, state, now.instant, notice), None);
        let call = if state == ConsentState::Given { "consent.grant" } else { "consent.withdraw" };
        self.note_said(now, Some(purpose), call, &event.id, state.word());
        Decided { event, deleted }
    }

    /// Remembers a choice as the newest.
    pub(super) fn accept(&mut self, now: Moment, choice: Choice) -> (StableHash, Vec<Entry>) {
        let accepted = self.state.choices.accept(now.instant, choice);
        self.consent = self.state.consent();
        self.refresh(now);
        accepted
    }

    /// After the choices changed: what no purpose covers any more goes; tells how much.
    pub(super) fn settle(&mut self, before: Granted) -> Vec<Deleted> {
        self.consent = self.state.consent();
        let after = self.granted(None);
        let mut deleted = Vec::new();
        if !after.allows(Purpose::PaymentGuard) {
            count(&mut deleted, "verdicts", self.state.forget_verdicts());
        }
        if before.reads_rows() && !after.reads_rows() {
            self.ingest_abort();
            let ledger = core::mem::take(&mut self.ledger);
            count(&mut deleted, "transactions", ledger.len());
            count(&mut deleted, "accounts", ledger.accounts().len());
        }
        self.recalled = Recalled::default();
        self.forget_derived();
        deleted
    }

    /// Declares a circumstance of life.
    ///
    /// # Errors
    /// `CONSENT_MISSING` without `life-events`.
    pub fn declare(
        &mut self,
        now: Moment,
        kind: &str,
        until: Option<CivilDate>,
        note: Option<&str>,
    ) -> Result<String, Error> {
        self.need(now, Purpose::LifeEvents)?;
        let until = until.map(CivilDate::days);
        let context = Context { kind: cut(kind), until, note: cut(note.unwrap_or_default()) };
        Ok(self.choose(now, "context.declare", Purpose::LifeEvents, Choice::Context(context)))
    }

    /// Takes a declared circumstance back; tells the id of that, or nothing when there was none.
    pub fn revoke(&mut self, now: Moment, kind: &str) -> String {
        self.refresh(now);
        if self.recalled.recall.contexts.iter().all(|known| known.context.kind != kind) {
            return String::new();
        }
        // All of the kind: of earlier declarations the last would come back.
        let mut keys = Vec::new();
        for entry in self.state.choices.entries() {
            if matches!(&entry.choice, Choice::Context(context) if context.kind == kind) {
                keys.push(entry.key);
            }
        }
        self.choose(now, "context.revoke", Purpose::LifeEvents, Choice::Undo(keys))
    }

    /// What was declared and holds on a day. Needs `life-events`.
    pub fn contexts(&mut self, now: Moment) -> Vec<ContextAnswer> {
        self.refresh(now);
        let holds = |until: Option<i32>| until.is_none_or(|day| day >= now.date.days());
        let known = self.recalled.recall.contexts.iter().filter(|known| holds(known.context.until));
        known
            .map(|known| ContextAnswer {
                id: Self::choice_id(known.id),
                kind: known.context.kind.clone(),
                until: known.context.until.and_then(CivilDate::from_days).map(|date| date.to_string()),
                note: known.context.note.clone(),
                at: known.at,
            })
            .collect()
    }

    /// Sets something right; tells the id under which it can be taken back.
    ///
    /// # Errors
    /// `CONSENT_MISSING`, `UNKNOWN_ID` for a subject that there is not, `INVALID_ARGUMENT` for a value that fits nothing.
    pub fn correct(&mut self, now: Moment, request: CorrectionRequest<'_>) -> Result<String, Error> {
        let CorrectionRequest { about, subject, value } = request;
        self.need(now, about.purpose())?;
        let unknown = || Error::new(Code::UnknownId);
        let (key, label) = match subject {
            Subject::Topic(topic) => (Correction::key(about, topic), cut(topic)),
            Subject::Series(id) if matches!(about, About::Joined | About::Ended) => {
                let (key, label) = self.row_of_series(now, id).ok_or_else(unknown)?;
                let value = if about == About::Ended {
                    now.date.to_string()
                } else {
                    self.row_of_series(now, value).ok_or_else(unknown)?.0.to_hex()
                };
                let correction = Correction { about, subject: key, label, value };
                return Ok(self.choose(now, "correct", about.purpose(), Choice::Correct(correction)));
            }
            Subject::Transaction(id) if about == About::Recurs => {
                let row = self.ledger.row(self.ledger.find(id).ok_or_else(unknown)?);
                (Correction::row_key(id), self.label_of(&row))
            }
            Subject::Series(id) => {
                let all = self.series(now);
                let answer = all.into_iter().find(|series| series.id == id).ok_or_else(unknown)?;
                (hash_of("series", id).ok_or_else(unknown)?, answer.counterparty)
            }
            Subject::Payee(name) => {
                let key = match self.ledger.find_payee(Some(name), None) {
                    Ok(payee) => self.payee_key(about, payee),
                    // Whom the customer was just asked about can be known before they are paid.
                    Err(identity) if about == About::KnownPayee && self.was_asked_about(&identity) => {
                        Correction::key(about, &identity)
                    }
                    Err(_) => return Err(unknown()),
                };
                (key, cut(name))
            }
            Subject::Transaction(id) => {
                let row = self.ledger.row(self.ledger.find(id).ok_or_else(unknown)?);
                (self.payee_key(about, self.ledger.payee(&row)), self.label_of(&row))
            }
        };
        let payee = matches!(subject, Subject::Payee(_) | Subject::Transaction(_));
        let fits = match about {
            About::Series => {
                matches!(subject, Subject::Series(_))
                    && (["none", "unused"].contains(&value) || SeriesKind::from_word(value).is_some())
            }
            About::Category => payee && Category::from_word(value).is_some(),
            About::Payee => payee && !value.is_empty(),
            About::KnownPayee => payee,
            About::NeverTopic => matches!(subject, Subject::Topic(_)),
            About::Recurs => {
                matches!(subject, Subject::Transaction(_)) && (value.is_empty() || Cadence::from_word(value).is_some())
            }
            About::Joined | About::Ended | About::Guard => false,
        };
        if !fits {
            return Err(Error::argument("correction"));
        }
        let correction = Correction { about, subject: key, label, value: cut(value) };
        Ok(self.choose(now, "correct", about.purpose(), Choice::Correct(correction)))
    }

    /// What a row's payee is called, where it may be named.
    fn label_of(&self, row: &crate::ledger::Row) -> String {
        if self.ledger.is_hidden(self.ledger.payee(row)) { String::new() } else { cut(self.ledger.word(row.name)) }
    }

    /// The key of a series' first row, and what the customer would call the series.
    fn row_of_series(&mut self, now: Moment, id: &str) -> Option<(StableHash, String)> {
        let answer = self.series(now).into_iter().find(|series| series.id == id)?;
        Some((Correction::row_key(answer.transactions.first()?), answer.counterparty))
    }

    /// The key of a payee, several spellings of one account number joined.
    fn payee_key(&self, about: About, payee: crate::ledger::PayeeId) -> StableHash {
        let joined = self.derived.as_ref().map_or(payee, |derived| derived.basis.view.canonical(payee));
        Correction::key(about, self.ledger.identity(joined))
    }

    fn was_asked_about(&self, identity: &str) -> bool {
        self.state.verdicts().iter().any(|subject| subject.identity == identity)
    }

    pub(super) fn need(&mut self, now: Moment, purpose: Purpose) -> Result<(), Error> {
        self.refresh(now);
        let missing = Error { field: Some(purpose.word().into()), ..Error::new(Code::ConsentMissing) };
        if self.recalled.granted.allows(purpose) { Ok(()) } else { Err(missing) }
    }

    pub(super) fn choose(&mut self, now: Moment, call: &'static str, purpose: Purpose, choice: Choice) -> String {
        let (id, _) = self.accept(now, choice);
        let id = Self::choice_id(id);
        self.note_said(now, Some(purpose), call, &id, "accepted");
        id
    }

    /// All choices, without rows and settings, as an image for `restore`.
    #[must_use]
    pub fn choices(&self) -> Vec<u8> {
        store::write_choices(&self.state)
    }

    /// The entries accepted since the last call, framed: a length in four bytes, then the entry.
    pub fn take_entries(&mut self) -> Vec<u8> {
        self.state.choices.take()
    }

    /// Takes in entries of another instance, in whatever order and however often.
    ///
    /// # Errors
    /// `ENTRIES_CORRUPT` or `SNAPSHOT_VERSION`; nothing is changed then.
    pub fn apply_entries(&mut self, frames: &[u8]) -> Result<Merged, Error> {
        let before = self.granted(None);
        let merged = self.state.choices.merge(frames)?;
        if merged.applied > 0 {
            self.settle(before);
        }
        Ok(merged)
    }

    /// Forgets everything: rows, choices, grants, the log. The pack and the retention stay.
    pub fn erase(&mut self) -> Vec<Deleted> {
        let mut deleted = Vec::new();
        count(&mut deleted, "transactions", self.ledger.len());
        count(&mut deleted, "accounts", self.ledger.accounts().len());
        count(&mut deleted, "verdicts", self.state.verdicts().len());
        count(&mut deleted, "consents", self.state.host.len());
        for entry in self.state.choices.entries() {
            count(&mut deleted, entry.choice.noun().unwrap_or("consents"), 1);
        }
        let settings = Settings {
            consent: Vec::new(),
            pack: self.state.pack.take(),
            retention_months: self.state.retention_months,
        };
        let packs = core::mem::take(&mut self.state.packs);
        *self = Self::new();
        self.state.packs = packs;
        // The pack has loaded before, so it loads again.
        let _ = self.configure(settings);
        deleted
    }
}

fn count(deleted: &mut Vec<Deleted>, kind: &'static str, count: usize) {
    match deleted.iter_mut().find(|known| known.kind == kind) {
        Some(known) => known.count += count,
        None if count > 0 => deleted.push(Deleted { kind, count }),
        None => {}
    }
}

pub(super) fn cut(text: &str) -> String {
    text.chars().take(MAX_TEXT).collect()
}
