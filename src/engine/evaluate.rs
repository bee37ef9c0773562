// SPDX-License-Identifier: MIT OR Apache-2.0
//! `evaluate`: candidates, what is known of the customer's choices, decisions, the answer.
//!
//! In: a surface and how to look. Out: cards, quiet, withheld, and a trace where one is asked for. Invariants: nothing
//! changes but the log; a preview goes past every step but consent and is one card at most.

use super::{Engine, propose};
use crate::{
    consent::{Call, ConsentState},
    decide::{Attention, Candidate, Decision, Known, Outcome, Place, decide},
    detect::Finding,
    packs::cel::Machine,
    present::{Answer, Condition, TraceLine},
    types::{Moment, Purpose, Reason},
};

/// Cards that fit a place, when the host does not say.
const DEFAULT_SLOTS: usize = 3;

/// How to look; all of it may be left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct EvaluateQuery<'a> {
    /// The host's name for the place.
    pub surface: &'a str,
    /// How many cards it has room for; 3 when left out.
    pub slots: Option<usize>,
    /// The nudge to show as it would look, whatever stands against it.
    pub preview: Option<&'a str>,
    /// Whether to tell each condition with the values that it saw.
    pub trace: bool,
    /// The bucket of every candidate, for the holdout.
    pub bucket: Option<u32>,
}

impl Engine {
    /// What to show in a place, what was noticed and kept quiet, what was withheld. Needs `nudges`.
    pub fn evaluate(&mut self, now: Moment, query: EvaluateQuery<'_>) -> Answer {
        if !self.open(Call::Evaluate, now) {
            return Answer::default();
        }
        let findings = self.findings(now);
        let mut answer = match query.preview {
            Some(nudge) => self.preview(now, query.surface, nudge, &findings),
            None => {
                let (candidates, about) =
                    propose::candidates(self.pack(), self.rules(), &mut self.facts(&findings, now.date));
                let slots = query.slots.unwrap_or(DEFAULT_SLOTS);
                let place = Place { surface: query.surface, slots, now, bucket: query.bucket };
                let decisions = decide(&candidates, &self.known(now), place);
                self.answer_of(query.surface, decisions, &candidates, &about)
            }
        };
        if query.trace {
            answer.trace = Some(self.trace(now, &findings));
        }
        let shown: Vec<String> = answer.cards.iter().map(|card| card.id.clone()).collect();
        self.note(Call::Evaluate, now, &shown, if query.preview.is_some() { "previewed" } else { "decided" });
        answer
    }

    /// What is known of the customer's choices at a moment.
    pub(super) fn known(&self, now: Moment) -> Known<'_> {
        let (granted, recall) = (&self.recalled.granted, &self.recalled.recall);
        let mut contexts = Vec::new();
        for known in &recall.contexts {
            if known.context.until.is_none_or(|day| day >= now.date.days()) {
                contexts.push(known.context.kind.as_str());
            }
        }
        let is_withdrawn = |purpose| {
            let standing = self.consent.standing(purpose, now.instant);
            standing.is_some_and(|event| event.state == ConsentState::Withdrawn)
        };
        Known {
            memory: &recall.memory,
            consent: granted,
            pack: self.pack(),
            attention: Attention::of(&self.pack().policy, &recall.memory.settings),
            contexts,
            is_doubtful: is_withdrawn(Purpose::LifeEvents) || is_withdrawn(Purpose::PaymentGuard),
        }
    }

    fn answer_of(
        &self,
        surface: &str,
        decisions: Vec<Decision>,
        candidates: &[Candidate<'_>],
        about: &[&Finding],
    ) -> Answer {
        Answer::new(&self.ledger, surface, decisions, candidates, about, &self.recalled.granted)
    }

    /// The nudge as a card about a finding for which it holds, or else about any of its family.
    fn preview(&self, now: Moment, surface: &str, nudge: &str, findings: &[Finding]) -> Answer {
        let Some(nudge) = self.pack().nudges.iter().find(|known| known.id == nudge) else {
            return Answer::default();
        };
        let (mut facts, mut machine) = (self.facts(findings, now.date), Machine::default());
        let mut chosen = None;
        for (place, finding) in findings.iter().enumerate() {
            if finding.family() == nudge.about {
                facts.ask_about(place);
                let holds = machine.holds(&nudge.when, &facts);
                if holds || !matches!(chosen, Some((_, _, true))) {
                    chosen = Some((place, finding, holds));
                }
            }
        }
        let Some((place, finding, _)) = chosen else {
            return Answer::default();
        };
        facts.ask_about(place);
        let candidate = propose::shaped(nudge, finding, &facts, &mut machine, None);
        let timing = Reason::new("preview");
        let decision = Decision { candidate: 0, outcome: Outcome::Shown { timing } };
        self.answer_of(surface, vec![decision], &[candidate], &[finding])
    }

    /// Every condition of every nudge over every finding of its family.
    fn trace(&self, now: Moment, findings: &[Finding]) -> Vec<TraceLine> {
        let (mut facts, mut machine) = (self.facts(findings, now.date), Machine::default());
        let mut trace = Vec::new();
        for nudge in &self.pack().nudges {
            for (place, finding) in findings.iter().enumerate() {
                if finding.family() != nudge.about {
                    continue;
                }
                facts.ask_about(place);
                let mut holds = |program| machine.holds(program, &facts);
                let mut conditions = vec![Condition { of: "when", reason: None, holds: holds(&nudge.when) }];
                for quieting in &nudge.quiet {
                    let reason = Some(quieting.reason.clone());
                    conditions.push(Condition { of: "quiet", reason, holds: holds(&quieting.when) });
                }
                let candidate = propose::shaped(nudge, finding, &facts, &mut machine, None);
                trace.push(TraceLine::new(&self.ledger, nudge, finding, now.date, conditions, candidate.benefit));
            }
        }
        trace
    }
}
