// SPDX-License-Identifier: MIT OR Apache-2.0
//! Step 5: not too much of one thing, not too soon after another, not at night.
//!
//! In: a candidate that would interrupt, what was shown and answered, what this answer shows already. Out: the cap, the
//! cooldown, the quiet hour or the gap that holds it back. Invariants: a card that was shown once is not counted again;
//! a stricter cap, a longer cooldown, more quiet hours and a longer gap never let through more; hours are those of
//! the customer's wall clock, so a change to summer time moves nothing.

use super::{
    Candidate, Known, Outcome,
    attention::{DAY_MINUTES, free_from, in_week, wait},
    withheld,
};
use crate::types::{Arg, CivilDate, Moment, Reason, ResponseKind};

const HOUR: i64 = 3_600_000;

/// What holds a new interruption back; `planned` are those that this answer shows already.
pub(super) fn capped(
    candidate: &Candidate<'_>,
    known: &Known<'_>,
    planned: &[&Candidate<'_>],
    now: Moment,
) -> Option<Outcome> {
    over_cap(candidate, known, planned, now.date)
        .or_else(|| cooling(candidate, known, planned, now.date))
        .or_else(|| in_quiet_hours(known, now))
        .or_else(|| in_gap(known, planned, now))
}

/// Caps: of the nudge in a lifetime and a week, of its topic and its class in a week.
fn over_cap(
    candidate: &Candidate<'_>,
    known: &Known<'_>,
    planned: &[&Candidate<'_>],
    today: CivilDate,
) -> Option<Outcome> {
    let nudge = candidate.nudge;
    let policy = &known.pack.policy;
    let of_class = policy.classes_per_week.iter().find(|(class, _)| *class == nudge.class).map(|(_, count)| *count);
    let limits = [nudge.limits.per_week, policy.topics_per_week, of_class];
    let mut days: [Vec<i32>; 3] = Default::default();
    let mut ever = 0;
    let mut count = |day: i32, alike: [bool; 3]| {
        ever += u32::from(alike.first() == Some(&true));
        for (days, is_alike) in days.iter_mut().zip(alike) {
            if is_alike && in_week(day, today) {
                days.push(day);
            }
        }
    };
    for response in known.memory.responses() {
        if response.interruption {
            let alike = [
                response.nudge == nudge.id,
                response.topic == nudge.topic,
                known.class_of(response) == Some(nudge.class),
            ];
            count(response.day, alike);
        }
    }
    for other in planned {
        let alike = [other.nudge.id == nudge.id, other.nudge.topic == nudge.topic, other.nudge.class == nudge.class];
        count(today.days(), alike);
    }
    if nudge.limits.lifetime.is_some_and(|limit| ever >= limit) {
        let reason = Reason::new("cap-lifetime").with("count", Arg::number(ever.into()));
        return Some(withheld(reason, Reason::new("nothing")));
    }
    for (days, limit) in days.iter().zip(limits) {
        if let Some(limit) = limit.filter(|limit| days.len() >= *limit as usize) {
            let reason = Reason::new("cap").with("count", Arg::number(days.len() as i64));
            return Some(withheld(reason, wait(free_from(days, limit))));
        }
    }
    None
}

/// The days after another card of the nudge was shown, dismissed or accepted.
fn cooling(
    candidate: &Candidate<'_>,
    known: &Known<'_>,
    planned: &[&Candidate<'_>],
    today: CivilDate,
) -> Option<Outcome> {
    let nudge = candidate.nudge;
    let [shown, dismissed, accepted] = nudge.limits.cooldown.map(|days| i32::try_from(days).unwrap_or(i32::MAX));
    let mut until = today.days();
    for response in known.memory.responses() {
        let days = match response.kind {
            ResponseKind::Shown if response.interruption => shown,
            ResponseKind::Dismissed | ResponseKind::NotRelevant => dismissed,
            ResponseKind::Accepted => accepted,
            _ => continue,
        };
        if response.nudge == nudge.id && response.finding != candidate.finding && response.day <= today.days() {
            until = until.max(response.day.saturating_add(days));
        }
    }
    if planned.iter().any(|other| other.nudge.id == nudge.id) {
        until = until.max(today.days().saturating_add(shown));
    }
    (until > today.days()).then(|| withheld(Reason::new("cooldown"), wait(CivilDate::from_days(until))))
}

/// The customer's quiet hours; they may go over midnight.
fn in_quiet_hours(known: &Known<'_>, now: Moment) -> Option<Outcome> {
    let [from, to] = known.attention.quiet_hours?;
    let minute = now.time.seconds() / 60;
    let is_inside = if from < to { from <= minute && minute < to } else { from <= minute || minute < to };
    is_inside.then(|| {
        let (from, to) = (Arg::text(&clock(from)), Arg::text(&clock(to)));
        let reason = Reason::new("quiet-hours").with("from", from).with("to", to.clone());
        withheld(reason, Reason::new("wait-time").with("time", to))
    })
}

/// Minutes after midnight as `HH:MM`.
#[must_use]
pub fn clock(minutes: u32) -> String {
    let minutes = minutes % DAY_MINUTES;
    let digit = |value: u32| char::from(b'0' + (value % 10) as u8);
    let (hour, minute) = (minutes / 60, minutes % 60);
    [digit(hour / 10), digit(hour), ':', digit(minute / 10), digit(minute)].into_iter().collect()
}

/// The gap after the last interruption, in hours that really passed.
fn in_gap(known: &Known<'_>, planned: &[&Candidate<'_>], now: Moment) -> Option<Outcome> {
    let gap = i64::from(known.attention.min_gap_hours).checked_mul(HOUR).filter(|gap| *gap > 0)?;
    let mut left = if planned.is_empty() { 0 } else { gap };
    for response in known.memory.responses() {
        if response.interruption && response.at <= now.instant {
            left = left.max(gap.saturating_sub(now.instant.saturating_sub(response.at)));
        }
    }
    (left > 0).then(|| {
        let hours = Arg::number(left.saturating_add(HOUR - 1) / HOUR);
        let reason = Reason::new("gap").with("hours", Arg::number(known.attention.min_gap_hours.into()));
        withheld(reason, Reason::new("wait-hours").with("hours", hours))
    })
}
