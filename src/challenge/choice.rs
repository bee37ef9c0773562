// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the customer chose: terms as they were joined, pauses, steps; and the fold of these.
//!
//! In: moves in their order. Out: `Runs`. Invariants: a move about a run that is not there does nothing; of one challenge
//! no two runs begin while the calendar of the first is open, so that tabs which join at once join once.

use super::Difficulty;
use crate::{
    packs::{ChallengeKind, Every},
    types::{CivilDate, Currency, StableHash, words},
};

words! {
    /// What is done with a challenge. Stored by its place.
    Act {
        /// Begins a run.
        Join = "join",
        /// Stops its calendar.
        Pause = "pause",
        /// Lets it go on.
        Resume = "resume",
        /// Ends it.
        Leave = "leave",
        /// Says that a step is done.
        Step = "step",
    }
}

/// One choice about a challenge.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Move {
    /// What.
    pub act: Act,
    /// The run, by the id of the choice that began it; nothing for a new one.
    pub run: StableHash,
    /// The civil day, days since 1970-01-01.
    pub day: i32,
    /// Which step.
    pub step: String,
    /// What was joined.
    pub terms: Option<Terms>,
}

/// A challenge as it was joined: all that its progress needs, whatever the pack says later.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Terms {
    /// Its id in the pack.
    pub challenge: String,
    /// How it works.
    pub kind: ChallengeKind,
    /// How long a window is.
    pub every: Every,
    /// How many windows.
    pub times: u32,
    /// How hard.
    pub level: Difficulty,
    /// How many windows or steps must be kept.
    pub needs: u32,
    /// Minor units: of a deposit the unit, of a round-up what is rounded to, of a limit the limit; of pay hundredths; of
    /// a habit how often.
    pub unit: i64,
    /// The most that a day's round-ups come to; the usual amount that a limit is measured by.
    pub most: i64,
    /// How often the change of a purchase counts.
    pub multiplier: i64,
    /// A category's word, or the key of a payee.
    pub subject: String,
    /// What the customer would call the payee.
    pub label: String,
    /// The savings account; empty for any.
    pub account: String,
    /// ISO 4217.
    pub currency: Currency,
}

/// A challenge that was joined and not left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// Names it to the customer.
    pub id: StableHash,
    /// Its entries, for taking it back.
    pub keys: Vec<StableHash>,
    /// The first day.
    pub day: i32,
    /// What was joined.
    pub terms: Terms,
    /// From a day to the day on which it goes on; an open one ends at the end of days.
    pub pauses: Vec<[i32; 2]>,
    /// Steps that are done, and since when.
    pub steps: Vec<(String, i32)>,
    /// Whether it was left.
    pub is_left: bool,
}

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Runs {
    /// In the order of joining, those left too.
    all: Vec<Run>,
    /// The id of each move and its entries, for taking it back.
    pub moves: Vec<(StableHash, StableHash)>,
}

impl Runs {
    /// Takes the next move.
    pub fn take(&mut self, id: StableHash, key: StableHash, made: &Move) {
        self.moves.push((id, key));
        if let (Act::Join, Some(terms)) = (made.act, &made.terms) {
            let open = |run: &Run| !run.is_left && run.terms.challenge == terms.challenge && run.is_open(made.day);
            if !self.all.iter().any(open) {
                let (pauses, steps) = (Vec::new(), Vec::new());
                let (terms, keys) = (terms.clone(), vec![key]);
                self.all.push(Run { id, keys, day: made.day, terms, pauses, steps, is_left: false });
            }
            return;
        }
        let Some(run) = self.all.iter_mut().find(|run| run.id == made.run) else { return };
        run.keys.push(key);
        match made.act {
            Act::Pause if !run.is_paused() => run.pauses.push([made.day, i32::MAX]),
            Act::Resume if run.is_paused() => {
                if let Some(pause) = run.pauses.last_mut() {
                    pause[1] = made.day.max(pause[0]);
                }
            }
            Act::Leave => run.is_left = true,
            Act::Step if run.steps.iter().all(|known| known.0 != made.step) => {
                run.steps.push((made.step.clone(), made.day));
            }
            _ => {}
        }
    }

    /// Those that were not left, in the order of joining.
    pub fn current(&self) -> impl Iterator<Item = &Run> {
        self.all.iter().filter(|run| !run.is_left)
    }

    /// A run that was not left.
    #[must_use]
    pub fn find(&self, id: StableHash) -> Option<&Run> {
        self.current().find(|run| run.id == id)
    }
}

impl Run {
    /// Whether it stands still.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.pauses.last().is_some_and(|pause| pause[1] == i32::MAX)
    }

    /// Whether its calendar, pauses aside, reaches a day.
    #[must_use]
    pub fn is_open(&self, day: i32) -> bool {
        let times = self.terms.times as i32;
        let last = match self.terms.every {
            Every::Day => times,
            Every::Week => times * 7,
            Every::Month | Every::Payday => times * 31,
        };
        day < self.day.saturating_add(last)
    }

    /// The first day.
    #[must_use]
    pub fn start(&self) -> CivilDate {
        CivilDate::from_days(self.day).unwrap_or(CivilDate::MIN)
    }
}
