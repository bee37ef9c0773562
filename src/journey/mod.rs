// SPDX-License-Identifier: MIT OR Apache-2.0
//! Service journeys: what the host says of them, and where the customer is stuck, has stopped, or had better talk to
//! somebody.
//!
//! In: events by name and civil day, as they came. Out: what may be spoken of. May use: types. Invariants: an event has a
//! name of a bounded grammar and no data of the customer; what was finished or left is never spoken of.
//! Deliberately absent: sending anything, and guessing why.
//!
//! How to add a kind of trouble: 1. its rule in `troubles`; 2. a family in `types/fact.rs`, what would change it in
//! `detect/changes.rs`; 3. a nudge with purpose `journeys` or `handoff`; 4. scenarios that fire and that stay silent.

use crate::types::{Family, Outcome, event_parts};

/// So many are remembered; the oldest go.
pub const MAX_EVENTS: usize = 256;
/// Failures of one step, with nothing done in between, that are a struggle.
const STUCK: usize = 3;
/// They lie within so many days, and are spoken of so long.
const STUCK_DAYS: i32 = 2;
/// A journey that nothing was heard of for so many days has stopped, and is let be after so many more.
const STOPPED_DAYS: i32 = 3;
const GONE_DAYS: i32 = 30;
/// Struggles within a month after which a person helps more than a hint.
const STRUGGLES: usize = 2;

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// `<journey>.<outcome>` or `<journey>.<step>.<outcome>`.
    pub name: String,
    /// Civil day, days since 1970-01-01.
    pub day: i32,
}

/// Something that may be spoken of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble<'a> {
    /// Which kind.
    pub family: Family,
    /// The journey.
    pub journey: &'a str,
    /// The civil day that it is of.
    pub since: i32,
    /// The day on which the journey began.
    pub begun: i32,
    /// How often a step failed.
    pub count: usize,
}

/// How often an event came in the civil days that end today.
#[must_use]
pub fn count(events: &[Event], name: &str, days: i32, today: i32) -> i64 {
    let mut count = 0;
    for event in events {
        count += i64::from(event.name == name && event.day <= today && event.day > today.saturating_sub(days));
    }
    count
}

/// What may be spoken of on a day, each journey once a kind, in the order in which they were first heard of.
#[must_use]
pub fn troubles(events: &[Event], today: i32) -> Vec<Trouble<'_>> {
    let mut seen: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for event in events {
        if let Some((journey, ..)) = event_parts(&event.name)
            && !seen.contains(&journey)
        {
            seen.push(journey);
            of_journey(events, journey, today, &mut found);
        }
    }
    found
}

fn of_journey<'a>(events: &'a [Event], journey: &'a str, today: i32, found: &mut Vec<Trouble<'a>>) {
    let (mut begun, mut last, mut failed) = (None, i32::MIN, i32::MIN);
    // The step that failed last, how often in a row, and on which day first.
    let (mut step, mut row, mut first) = ("", 0, 0);
    let mut struggles = Vec::new();
    for event in events {
        let Some((_, at, outcome)) = event_parts(&event.name).filter(|parts| parts.0 == journey && event.day <= today)
        else {
            continue;
        };
        last = event.day;
        match outcome {
            Outcome::Finished | Outcome::Left => (begun, row) = (None, 0),
            Outcome::Begun | Outcome::Done | Outcome::Failed => begun = begun.or(Some(event.day)),
        }
        if outcome == Outcome::Done && at == step {
            row = 0;
        }
        if outcome == Outcome::Failed {
            if at != step || event.day - first > STUCK_DAYS {
                (step, row, first) = (at, 0, event.day);
            }
            row += 1;
            failed = event.day;
            if row % STUCK == 0 {
                struggles.push(event.day);
            }
        }
    }
    let Some(begun) = begun else { return };
    let mut push = |family, since, count| found.push(Trouble { family, journey, since, begun, count });
    let recent = |day: i32, days: i32| today.saturating_sub(day) <= days;
    struggles.retain(|day| recent(*day, GONE_DAYS));
    if row >= STUCK && recent(failed, STUCK_DAYS) {
        push(Family::Struggle, failed, row);
        if struggles.len() >= STRUGGLES {
            push(Family::Handoff, failed, struggles.len() * STUCK);
        }
    } else if !recent(last, STOPPED_DAYS - 1) && recent(last, GONE_DAYS) {
        push(Family::Abandoned, last.saturating_add(STOPPED_DAYS), row);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Event, count, troubles};
    use crate::types::{Family, Outcome};

    fn events(told: &[(&str, i32)]) -> Vec<Event> {
        told.iter().map(|&(name, day)| Event { name: name.into(), day }).collect()
    }

    fn kinds(told: &[(&str, i32)], today: i32) -> Vec<(&'static str, i32, usize)> {
        let events = events(told);
        troubles(&events, today).iter().map(|one| (one.family.word(), one.since, one.count)).collect()
    }

    #[test]
    fn three_failures_of_a_step_are_a_struggle_until_it_works_or_ends() {
        let three =
            [("loan.begun", 10), ("loan.upload.failed", 10), ("loan.upload.failed", 10), ("loan.upload.failed", 11)];
        assert_eq!(kinds(&three, 11), [("struggle", 11, 3)]);
        assert_eq!(kinds(&three[..3], 11), [], "twice is bad luck");
        for ending in ["loan.upload.done", "loan.finished", "loan.left"] {
            let mut told = three.to_vec();
            told.push((ending, 11));
            assert_eq!(kinds(&told, 11), [], "{ending}");
        }
        let other =
            [("loan.begun", 10), ("loan.upload.failed", 10), ("loan.income.failed", 10), ("loan.upload.failed", 10)];
        assert_eq!(kinds(&other, 10), [], "not one step");
        let slow = [("loan.a.failed", 1), ("loan.a.failed", 5), ("loan.a.failed", 9)];
        assert_eq!(kinds(&slow, 9), [], "days apart");
    }

    #[test]
    fn a_second_struggle_calls_for_a_person() {
        let mut told = vec![("loan.begun", 10)];
        told.extend([("loan.upload.failed", 10); 3]);
        told.push(("loan.upload.done", 11));
        told.extend([("loan.income.failed", 12); 3]);
        assert_eq!(kinds(&told, 12), [("struggle", 12, 3), ("handoff", 12, 6)]);
        told.push(("loan.finished", 12));
        assert_eq!(kinds(&told, 12), []);
    }

    #[test]
    fn what_was_begun_and_not_ended_has_stopped_for_a_while() {
        let told = [("address.begun", 10), ("address.form.done", 10)];
        for (today, expected) in [(9, None), (10, None), (12, None), (13, Some(13)), (40, Some(13)), (41, None)] {
            let found = kinds(&told, today);
            assert_eq!(found.first().map(|one| one.1), expected, "{today}");
            assert!(found.iter().all(|one| one.0 == "abandoned"));
        }
        assert_eq!(kinds(&[("address.begun", 10), ("address.left", 10)], 20), []);
        assert_eq!(
            kinds(&[("address.begun", 10), ("address.finished", 10), ("address.begun", 12)], 20),
            [("abandoned", 15, 0)]
        );
    }

    proptest! {
        #[test]
        fn prop_what_is_finished_is_never_spoken_of_and_journeys_do_not_touch(
            told in prop::collection::vec((0_usize..2, 0_usize..2, 0_usize..5, 0_i32..3), 0..40),
            today in 0_i32..120,
        ) {
            let mut day = 0;
            let mut all = Vec::new();
            for (journey, step, outcome, later) in told {
                day += later;
                let name = format!("{}.{}.{}", ["loan", "card"][journey], ["a", "b"][step], Outcome::ALL[outcome].word());
                all.push(Event { name, day });
            }
            let found = troubles(&all, today);
            for journey in ["loan", "card"] {
                let own: Vec<Event> = all.iter().filter(|event| event.name.starts_with(journey)).cloned().collect();
                let alone = troubles(&own, today);
                prop_assert!(found.iter().filter(|one| one.journey == journey).eq(alone.iter()));
                let seen = own.iter().rfind(|event| event.day <= today);
                let ended = seen.is_none_or(|event| ["finished", "left"].iter().any(|end| event.name.ends_with(end)));
                prop_assert!(!ended || alone.is_empty());
                // Never both stuck and stopped; a person only where somebody is stuck.
                let has = |family: Family| alone.iter().any(|one| one.family == family);
                prop_assert!(!(has(Family::Struggle) && has(Family::Abandoned)));
                prop_assert!(has(Family::Struggle) || !has(Family::Handoff));
            }
        }

        #[test]
        fn prop_counts_are_those_of_each_day(days in prop::collection::vec(0_i32..40, 0..30), window in 1_i32..50, today in 0_i32..50) {
            let all: Vec<Event> = days.iter().map(|&day| Event { name: "loan.begun".into(), day }).collect();
            let naive: i64 = (0..window).map(|ago| days.iter().filter(|&&day| day == today - ago).count() as i64).sum();
            prop_assert_eq!(count(&all, "loan.begun", window, today), naive);
            prop_assert_eq!(count(&all, "loan.finished", window, today), 0);
        }
    }
}
