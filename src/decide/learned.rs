// SPDX-License-Identifier: MIT OR Apache-2.0
//! Step 8, one part of it: what answers teach about which cards are welcome, counted on the device.
//!
//! In: answers since learning began, under the `learning` purpose. Out: a rate for each class, topic and time of day,
//! and a score for a candidate. Invariants: integers only and no chance; a rate is drawn towards the one above it as
//! long as there are few answers; a score orders candidates within a class and a freshness, never across; without
//! the purpose there is nothing.

use serde::Serialize;

use super::{Candidate, Memory, Response};
use crate::{
    packs::{NudgeClass, Pack},
    types::{Moment, ResponseKind},
};

/// So many answers weigh as much as what was thought before.
const PRIOR: u32 = 8;
/// What is thought of everything at first, in thousandths.
const EVEN: u32 = 500;
/// Thousandths that make no difference to the order.
const COARSE: u32 = 100;
/// Parts of the day: night, morning, afternoon, evening.
const PARTS: [&str; 4] = ["night", "morning", "afternoon", "evening"];
const DAY_MILLISECONDS: i64 = 86_400_000;

/// What is learned of one thing, to be shown to the customer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LearnedRate {
    /// `class`, `topic` or `hour`.
    pub by: &'static str,
    /// The class, the topic, or the part of the day: `night`, `morning`, `afternoon`, `evening`.
    pub key: String,
    /// Answers that counted.
    pub answers: u32,
    /// How many of them took up what was said.
    pub accepted: u32,
    /// Hundredths, drawn towards what is thought of its kind.
    pub percent: u32,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    answers: u32,
    accepted: u32,
}

impl Tally {
    fn rate(self, prior: u32) -> u32 {
        let weight = u64::from(self.answers) + u64::from(PRIOR);
        let sum = u64::from(self.accepted) * 1000 + u64::from(PRIOR) * u64::from(prior);
        u32::try_from(sum / weight).unwrap_or(prior)
    }
}

/// What there is to learn from.
#[derive(Clone, Copy)]
pub(super) struct Lessons<'a> {
    memory: &'a Memory,
    pack: &'a Pack,
    now: Moment,
}

impl<'a> Lessons<'a> {
    pub(super) const fn new(memory: &'a Memory, pack: &'a Pack, now: Moment) -> Self {
        Self { memory, pack, now }
    }

    /// The part of the customer's day in which something was answered, by the zone of now.
    fn part(&self, at: i64) -> u8 {
        let wall = i64::from(self.now.time.seconds()).saturating_mul(1000);
        let offset = wall.saturating_sub(self.now.instant.rem_euclid(DAY_MILLISECONDS));
        let time = at.rem_euclid(DAY_MILLISECONDS).saturating_add(offset).rem_euclid(DAY_MILLISECONDS);
        (time.saturating_mul(4) / DAY_MILLISECONDS) as u8
    }

    fn class_of(&self, response: &Response) -> Option<NudgeClass> {
        self.pack.nudges.iter().find(|nudge| nudge.id == response.nudge).map(|nudge| nudge.class)
    }

    /// Counts the answers that are alike.
    fn tally(&self, is_alike: &dyn Fn(&Response) -> bool) -> Tally {
        let mut tally = Tally::default();
        for response in self.memory.lessons() {
            let is_accepted = match response.kind {
                ResponseKind::Accepted => true,
                ResponseKind::Dismissed | ResponseKind::NotRelevant | ResponseKind::NeverTopic => false,
                _ => continue,
            };
            if !response.nudge.is_empty() && is_alike(response) {
                tally.answers = tally.answers.saturating_add(1);
                tally.accepted = tally.accepted.saturating_add(u32::from(is_accepted));
            }
        }
        tally
    }

    fn of_class(&self, class: NudgeClass) -> Tally {
        self.tally(&|response| self.class_of(response) == Some(class))
    }

    fn of_topic(&self, topic: &str) -> Tally {
        self.tally(&|response| response.topic == topic)
    }

    /// How welcome a candidate is now: its topic at this time of day, drawn towards its topic, drawn towards its class.
    pub(super) fn score(&self, candidate: &Candidate<'_>) -> u32 {
        let nudge = candidate.nudge;
        let part = self.part(self.now.instant);
        let now = self.tally(&|response| response.topic == nudge.topic && self.part(response.at) == part);
        let of_class = self.of_class(nudge.class).rate(EVEN);
        now.rate(self.of_topic(&nudge.topic).rate(of_class)) / COARSE
    }
}

impl Memory {
    /// All that is learned, for the customer to see.
    #[must_use]
    pub fn learned(&self, pack: &Pack, now: Moment) -> Vec<LearnedRate> {
        let lessons = Lessons::new(self, pack, now);
        let mut rates: Vec<LearnedRate> = Vec::new();
        let mut add = |by, key: &str, tally: Tally, prior: u32| {
            if tally.answers > 0 && !rates.iter().any(|rate| rate.by == by && rate.key == key) {
                let percent = tally.rate(prior) / 10;
                rates.push(LearnedRate {
                    by,
                    key: key.into(),
                    answers: tally.answers,
                    accepted: tally.accepted,
                    percent,
                });
            }
        };
        for &class in NudgeClass::ALL {
            add("class", class.word(), lessons.of_class(class), EVEN);
        }
        for nudge in &pack.nudges {
            add("topic", &nudge.topic, lessons.of_topic(&nudge.topic), lessons.of_class(nudge.class).rate(EVEN));
        }
        for (place, part) in (0_u8..).zip(PARTS) {
            add("hour", part, lessons.tally(&|response| lessons.part(response.at) == place), EVEN);
        }
        rates
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{EVEN, PRIOR, Tally};

    proptest! {
        #[test]
        fn prop_a_rate_lies_between_what_was_thought_and_what_was_counted(answers in 0_u32..5000, share in 0_u32..=1000, prior in 0_u32..=1000) {
            let accepted = answers * share / 1000;
            let rate = Tally { answers, accepted }.rate(prior);
            let counted = (accepted * 1000).checked_div(answers).unwrap_or(prior);
            prop_assert!((prior.min(counted)..=prior.max(counted) + 1).contains(&rate));
            prop_assert_eq!(Tally::default().rate(prior), prior);
        }

        #[test]
        fn prop_one_more_yes_never_lowers_a_rate(answers in 0_u32..5000, accepted in 0_u32..5000) {
            let accepted = accepted.min(answers);
            let before = Tally { answers, accepted }.rate(EVEN);
            let (yes, no) = (Tally { answers: answers + 1, accepted: accepted + 1 }, Tally { answers: answers + 1, accepted });
            prop_assert!(yes.rate(EVEN) >= before);
            prop_assert!(no.rate(EVEN) <= before);
        }
    }

    #[test]
    fn few_answers_say_little() {
        assert_eq!(Tally { answers: 1, accepted: 1 }.rate(EVEN), 555);
        assert_eq!(Tally { answers: PRIOR, accepted: PRIOR }.rate(EVEN), 750);
    }
}
