// SPDX-License-Identifier: MIT OR Apache-2.0
//! Answers of the customer: what an id names, what the answer covers, and taking it back.
//!
//! In: an id of an answer and a response. Out: an entry, resolved to what it covers. Invariants: an id of a
//! purpose that is not in force is unknown, as it would be had it never been; an answer that says nothing new
//! makes no entry.

use super::{Engine, propose};
use crate::{
    consent::Call,
    decide::{LearnedException, Response},
    detect::{self, Finding},
    error::{Code, Error},
    ledger::PayeeId,
    packs::NudgeClass,
    payment,
    present::{parse_wire_id, wire_id},
    state::Choice,
    types::{Alias, CivilDate, Family, Moment, NO_ROW, Purpose, ResponseKind, StableHash},
};

/// Days until a snoozed card may come back, when the customer did not say.
const SNOOZE_DAYS: i32 = 7;

impl Engine {
    /// Takes what the customer said to a card, a duplicate or a verdict, or takes back any choice by its id; tells whether
    /// that was news.
    ///
    /// # Errors
    /// `UNKNOWN_ID`, or `UNKNOWN_RESPONSE` for a response that does not fit.
    pub fn respond(
        &mut self,
        now: Moment,
        id: &str,
        kind: ResponseKind,
        until: Option<CivilDate>,
    ) -> Result<bool, Error> {
        let hash = parse_wire_id(id).ok_or(Error::new(Code::UnknownId))?;
        self.refresh(now);
        if kind == ResponseKind::Undo {
            return self.undo(now, id, hash).map(|()| true);
        }
        let (purpose, mut response) = match self.subject_of(now, hash) {
            Ok(found) => found,
            // A second click: the first may have changed what the id was found by.
            Err(error) => self.known_subject(now, hash).ok_or(error)?,
        };
        let fits = match (response.nudge.is_empty(), self.state.verdict(hash).is_some()) {
            (_, true) => matches!(
                kind,
                ResponseKind::Shown | ResponseKind::NotADuplicate | ResponseKind::WentThrough | ResponseKind::Cancelled
            ),
            (true, false) => matches!(kind, ResponseKind::NotADuplicate),
            (false, false) => !matches!(kind, ResponseKind::WentThrough | ResponseKind::Cancelled),
        };
        if !fits {
            return Err(Error::new(Code::UnknownResponse));
        }
        // What became of a warning is remembered by payee, too.
        if !matches!(kind, ResponseKind::NotADuplicate | ResponseKind::WentThrough | ResponseKind::Cancelled) {
            response.exception = None;
        }
        response.kind = kind;
        response.interruption &= kind == ResponseKind::Shown;
        if kind == ResponseKind::Snoozed {
            let day = until.unwrap_or_else(|| now.date.plus_days(SNOOZE_DAYS));
            response.until = Some(day.days());
        }
        let is_news = self.recalled.recall.memory.said_before(&response).is_none();
        if is_news {
            self.accept(now, Choice::Respond { purpose, response });
        }
        self.note_said(now, Some(purpose), "respond", id, kind.word());
        Ok(is_news)
    }

    /// Takes the last answer to an id back, or else the last answer to what the id is about: a card that
    /// was put away can be brought back from the list of duplicates.
    fn undo(&mut self, now: Moment, id: &str, hash: StableHash) -> Result<(), Error> {
        let recall = &self.recalled.recall;
        let contexts = recall.contexts.iter().map(|known| (known.id, known.key));
        let own = contexts
            .chain(recall.corrections.iter().map(|known| (known.id, known.key)))
            .chain(recall.settings.iter().map(|known| (known.id, known.key)))
            .chain(recall.goals.iter().map(|known| (known.id, known.key)))
            .chain(recall.challenges.moves.iter().copied());
        let mut keys: Vec<StableHash> = own.filter(|(id, _)| *id == hash).map(|(_, key)| key).collect();
        // With the joining goes what was said of it.
        if let Some(run) = recall.challenges.find(hash) {
            keys.clone_from(&run.keys);
        }
        // The report names an answer by the choice that it was.
        if let Some(entry) = self.state.choices.entries().iter().find(|entry| entry.id == hash)
            && let Some(known) = recall.memory.responses().iter().find(|known| known.keys.contains(&entry.key))
        {
            keys.clone_from(&known.keys);
        }
        if keys.is_empty() {
            let mut answer = recall.memory.answer(hash, None).map(|known| known.keys.clone());
            if answer.is_none() {
                let finding = self.subject_of(now, hash)?.1.finding;
                answer = self.recalled.recall.memory.answer(hash, Some(finding)).map(|known| known.keys.clone());
            }
            keys = answer.ok_or(Error::new(Code::UnknownId))?;
        }
        self.accept(now, Choice::Undo(keys));
        self.note_said(now, None, "respond", id, "undo");
        Ok(())
    }

    /// What was answered before under an id, as a response that says nothing yet.
    fn known_subject(&self, now: Moment, id: StableHash) -> Option<(Purpose, Response)> {
        let known = self.recalled.recall.memory.last(id)?;
        let covered = self.state.choices.entries().iter().find(|entry| known.keys.contains(&entry.key));
        let purpose = covered.and_then(|entry| entry.choice.purposes().first().copied())?;
        let at = now.instant;
        Some((purpose, Response { day: now.date.days(), at, until: None, keys: Vec::new(), ..known.clone() }))
    }

    /// What an id names and the purpose that it was asked under, as a response that says nothing yet.
    fn subject_of(&mut self, now: Moment, id: StableHash) -> Result<(Purpose, Response), Error> {
        let granted = self.recalled.granted;
        let blank = |finding, exception| Response {
            id,
            finding,
            nudge: String::new(),
            topic: String::new(),
            kind: ResponseKind::Shown,
            day: now.date.days(),
            until: None,
            interruption: false,
            measure: None,
            alias: None,
            at: now.instant,
            exception,
            keys: Vec::new(),
        };
        if granted.allows(Purpose::PaymentGuard)
            && let Some(verdict) = self.state.verdict(id)
        {
            let exception = verdict.money().and_then(|money| LearnedException::new(&verdict.identity, money));
            return Ok((Purpose::PaymentGuard, blank(payment::matter_of(id), exception)));
        }
        let findings = self.findings(now);
        let exception_of = |finding: &Finding| {
            let [_, later] = finding.rows();
            // A challenge is about no payee, and may have no row yet.
            if later == NO_ROW || finding.family() == Family::Challenge {
                return None;
            }
            let row = self.ledger.row(later);
            LearnedException::new(self.ledger.identity(self.view_payee(later)), row.money())
        };
        if granted.allows(Call::Duplicates.purpose()) {
            for finding in &findings {
                if matches!(finding, Finding::Duplicate(duplicate) if duplicate.id == id) {
                    let response = blank(finding.id(), exception_of(finding));
                    return Ok((Purpose::Insights, Response { alias: self.alias_of(finding), ..response }));
                }
            }
        }
        if !granted.allows(Call::Evaluate.purpose()) {
            return Err(Error::new(Code::UnknownId));
        }
        let (candidates, about) = propose::candidates(self.pack(), self.rules(), &mut self.facts(&findings, now.date));
        for (candidate, finding) in candidates.iter().zip(about) {
            let nudge = candidate.nudge;
            let purpose = if nudge.class == NudgeClass::Offer { Purpose::Offers } else { nudge.purpose };
            for surface in nudge.surfaces.iter().filter(|_| granted.allows(purpose)) {
                if candidate.card_id(surface) == id {
                    let response = Response {
                        nudge: nudge.id.clone(),
                        topic: nudge.topic.clone(),
                        interruption: nudge.class != NudgeClass::Safety && surface != "inbox",
                        measure: Some(candidate.measure),
                        alias: self.alias_of(finding),
                        ..blank(finding.id(), exception_of(finding))
                    };
                    return Ok((purpose, response));
                }
            }
        }
        Err(Error::new(Code::UnknownId))
    }

    fn alias_of(&self, finding: &Finding) -> Option<Alias> {
        // A moment of a challenge goes by its run, whatever its rows are called.
        if finding.family() == Family::Challenge {
            return None;
        }
        detect::alias(&self.ledger, &self.derived.as_ref()?.basis, finding)
    }

    fn view_payee(&self, row: u32) -> PayeeId {
        self.derived.as_ref().map(|derived| derived.basis.view.payee(row)).unwrap_or_default()
    }

    /// The id of a choice on the wire.
    pub(super) fn choice_id(id: StableHash) -> String {
        wire_id("choice", id)
    }
}
