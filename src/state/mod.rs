// SPDX-License-Identifier: MIT OR Apache-2.0
//! Ground state besides the rows: what is remembered between calls, and nothing that can be worked out.
//!
//! In: choices of the customer, settings of the host. Out: what is in force, and the fold of the choices that
//! the purposes in force cover. Deliberately absent: anything derived from rows.

mod challenge;
mod choice;
mod choices;
mod codec;
mod line;
mod trust;

pub use choice::{Choice, Context, read_notice, write_notice};
pub use choices::{Choices, Entry, Merged};
pub use codec::{Reader, Writer};
pub use trust::PackMemory;

use crate::{
    challenge::Runs,
    consent::{Consent, ConsentState, Grant, Granted},
    decide::{Memory, Setting},
    goal::Goal,
    journey::Event,
    payment::VerdictSubject,
    reward::Claim,
    types::{About, Correction, Purpose, StableHash},
};

/// Verdicts that can still be answered.
const MAX_VERDICTS: usize = 64;

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// What the host says was granted.
    pub host: Vec<Grant>,
    /// The host's pack, as it was given; `None`: the built-in one.
    pub pack: Option<String>,
    /// What is remembered of signed packs.
    pub packs: PackMemory,
    /// Rows older than this are absent.
    pub retention_months: Option<u32>,
    /// What the customer chose.
    pub choices: Choices,
    verdicts: Vec<VerdictSubject>,
}

/// A declared context with its entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Declared {
    /// Names it to the customer.
    pub id: StableHash,
    /// The entry, for taking it back.
    pub key: StableHash,
    /// Milliseconds since 1970, by the host's clock.
    pub at: i64,
    /// What was declared.
    pub context: Context,
}

/// A correction with its entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Corrected {
    /// Names it to the customer.
    pub id: StableHash,
    /// The entry, for taking it back.
    pub key: StableHash,
    /// Milliseconds since 1970, by the host's clock.
    pub at: i64,
    /// What was set right.
    pub correction: Correction,
}

/// A setting with its entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chosen {
    /// Names it to the customer.
    pub id: StableHash,
    /// The entry, for taking it back.
    pub key: StableHash,
    /// What was set.
    pub setting: Setting,
}

/// A goal with its entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Aimed {
    /// Names the entry to the customer.
    pub id: StableHash,
    /// The entry, for taking it back.
    pub key: StableHash,
    /// The goal.
    pub goal: Goal,
}

/// What the choices come to under the purposes in force; all others are absent.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Recall {
    /// Answers, and what follows from them.
    pub memory: Memory,
    /// Of one kind only the last.
    pub contexts: Vec<Declared>,
    /// Of one subject only the last.
    pub corrections: Vec<Corrected>,
    /// Of one subject only the last.
    pub settings: Vec<Chosen>,
    /// What was joined.
    pub challenges: Runs,
    /// Events of journeys, oldest first.
    pub events: Vec<Event>,
    /// Of one id only the last.
    pub goals: Vec<Aimed>,
    /// What was done about rewards, all of it.
    pub rewards: Vec<Claim>,
}

impl State {
    /// The consent ledger: the host's grants, then the customer's events.
    #[must_use]
    pub fn consent(&self) -> Consent {
        Consent::new(self.host.clone(), self.choices.consents())
    }

    /// The fold of the choices that are covered.
    #[must_use]
    pub fn recall(&self, granted: &Granted) -> Recall {
        let mut recall = Recall::default();
        let mut closed = [false; Purpose::ALL.len()];
        for entry in self.choices.entries() {
            if let Choice::Consent { purpose, state, .. } = &entry.choice
                && let Some(slot) = closed.get_mut(usize::from(purpose.index()))
            {
                let is_closed = *state != ConsentState::Given;
                // What was answered before, or while it was closed, is not learned from when it opens again.
                if *purpose == Purpose::Learning && (is_closed || *slot) {
                    recall.memory.learn_anew();
                }
                *slot = is_closed;
            }
            // What another tab accepted while the purpose was closed here is not covered either.
            let covers =
                |purpose: Purpose| granted.allows(purpose) && closed.get(usize::from(purpose.index())) == Some(&false);
            let purposes = entry.choice.purposes();
            if !purposes.is_empty() && purposes.into_iter().all(covers) {
                recall.take(entry);
            }
        }
        recall
    }

    /// Whether the pack that decides is the last one whose signatures held.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.pack.is_some() && self.packs.last().map(|last| last.1) == self.pack.as_deref()
    }

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
    pub fn verdict(&self, id: StableHash) -> Option<&VerdictSubject> {
        self.verdicts.iter().find(|subject| subject.id == id)
    }

    /// All verdicts that can still be answered, oldest first.
    #[must_use]
    pub fn verdicts(&self) -> &[VerdictSubject] {
        &self.verdicts
    }

    /// Forgets every verdict and tells how many there were.
    pub fn forget_verdicts(&mut self) -> usize {
        core::mem::take(&mut self.verdicts).len()
    }
}

impl Recall {
    fn take(&mut self, entry: &Entry) {
        let (id, key, at) = (entry.id, entry.key, entry.at);
        match &entry.choice {
            Choice::Consent { .. } | Choice::Undo(_) => {}
            Choice::Event(event) => self.events.push(event.clone()),
            Choice::Respond { response, .. } => {
                let mut response = response.clone();
                response.keys.push(key);
                response.at = at;
                self.memory.remember(response);
            }
            Choice::Context(context) => {
                self.contexts.retain(|known| known.context.kind != context.kind);
                self.contexts.push(Declared { id, key, at, context: context.clone() });
            }
            Choice::Correct(correction) => {
                if correction.about == About::NeverTopic {
                    self.memory.switch(correction.subject, false);
                }
                let same = |known: &Corrected| {
                    known.correction.about == correction.about && known.correction.subject == correction.subject
                };
                self.corrections.retain(|known| !same(known));
                self.corrections.push(Corrected { id, key, at, correction: correction.clone() });
            }
            Choice::Challenge(made) => self.challenges.take(id, key, made),
            Choice::Set(setting) => {
                self.memory.set(setting);
                let same =
                    |known: &Chosen| known.setting.kind == setting.kind && known.setting.subject == setting.subject;
                self.settings.retain(|known| !same(known));
                self.settings.push(Chosen { id, key, setting: setting.clone() });
            }
            Choice::Reward(claim) => self.rewards.push(claim.clone()),
            Choice::Goal(goal) => {
                self.goals.retain(|known| known.goal.id != goal.id);
                self.goals.push(Aimed { id, key, goal: goal.clone() });
            }
        }
    }

    /// Every correction of a kind: what detectors take as an argument.
    #[must_use]
    pub fn corrections_of(&self, about: About) -> Vec<&Correction> {
        self.corrections.iter().map(|known| &known.correction).filter(|known| known.about == about).collect()
    }
}
