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
    present::{Answer, Condition, Scene, TraceLine},
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

/// Candidates, the findings that they are about, what became of them.
type Decided<'a> = (Vec<Candidate<'a>>, Vec<&'a Finding>, Vec<Decision>);

impl Engine {
    /// What to show in a place, what was noticed and kept quiet, what was withheld. Needs `nudges`.
    pub fn evaluate(&mut self, now: Moment, query: EvaluateQuery<'_>) -> Answer {
        if !self.open(Call::Evaluate, now) {
            return Answer::default();
        }
        let findings = self.findings(now);
        let (candidates, about, decisions) = self.decided(now, query, &findings);
        let granted = &self.recalled.granted;
        let mut answer = Answer::new(&self.ledger, query.surface, decisions, &candidates, &about, granted);
        if query.trace {
            answer.trace = Some(self.trace(now, &findings));
        }
        let shown: Vec<String> = answer.cards.iter().map(|card| card.id.clone()).collect();
        self.note_shown(now, query, &shown);
        answer
    }

    /// The same as JSON, with a head where one is asked for: the ids of its lists and a line feed before it.
    pub fn evaluate_text(&mut self, out: &mut Vec<u8>, now: Moment, query: EvaluateQuery<'_>, has_head: bool) {
        let is_open = self.open(Call::Evaluate, now);
        let findings = if is_open { self.findings(now) } else { Vec::new() };
        let mut texts = self.derived.as_mut().map(|derived| core::mem::take(&mut derived.texts)).unwrap_or_default();
        let decided = if is_open { self.decided(now, query, &findings) } else { Decided::default() };
        let trace = (is_open && query.trace).then(|| self.trace(now, &findings));
        let (ledger, granted) = (&self.ledger, &self.recalled.granted);
        let scene = Scene { ledger, surface: query.surface, granted, has_head, trace: trace.as_deref() };
        let shown = texts.write(out, scene, &decided.2, &decided.0, &decided.1);
        if let Some(derived) = &mut self.derived {
            derived.texts = texts;
        }
        if is_open {
            self.note_shown(now, query, &shown);
        }
    }

    fn note_shown(&mut self, now: Moment, query: EvaluateQuery<'_>, shown: &[String]) {
        self.note(Call::Evaluate, now, shown, if query.preview.is_some() { "previewed" } else { "decided" });
    }

    fn decided<'a>(&'a self, now: Moment, query: EvaluateQuery<'_>, findings: &'a [Finding]) -> Decided<'a> {
        if let Some(nudge) = query.preview {
            return self.previewed(now, nudge, findings).unwrap_or_default();
        }
        let mut facts = self.facts(findings, now.date);
        let (candidates, about) = propose::candidates(self.pack(), self.rules(), &mut facts);
        let slots = query.slots.unwrap_or(DEFAULT_SLOTS);
        let place = Place { surface: query.surface, slots, now, bucket: query.bucket };
        let decisions = decide(&candidates, &self.known(now), place);
        (candidates, about, decisions)
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

    /// The nudge as a card about a finding for which it holds, or else about any of its family.
    fn previewed<'a>(&'a self, now: Moment, nudge: &str, findings: &'a [Finding]) -> Option<Decided<'a>> {
        let nudge = self.pack().nudges.iter().find(|known| known.id == nudge)?;
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
        let (place, finding, _) = chosen?;
        facts.ask_about(place);
        let candidate = propose::shaped(nudge, finding, &facts, &mut machine, None);
        let timing = Reason::new("preview");
        let decision = Decision { candidate: 0, outcome: Outcome::Shown { timing } };
        Some((vec![candidate], vec![finding], vec![decision]))
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
