// SPDX-License-Identifier: MIT OR Apache-2.0
//! Step 5: not too much of one thing, not too soon after another, not at night.
//!
//! In: a candidate that would interrupt, what was shown and answered, what this answer shows already. Out: the cap, the
//! cooldown, the quiet hour or the gap that holds it back. Invariants: a card that was shown once is not counted again;
//! a stricter cap, a longer cooldown, more quiet hours and a longer gap never let through more; hours are those of
//! the customer's wall clock, so a change to summer time moves nothing.

use super::{
    Candidate, Known,
    attention::{DAY_MINUTES, free_from, in_week},
    held::{Detail, Held},
};
use crate::types::{CivilDate, Moment, ResponseKind};

const HOUR: i64 = 3_600_000;

/// What holds a new interruption back; `planned` are those that this answer shows already.
pub(super) fn capped<'a>(
    candidate: &Candidate<'_>,
    known: &Known<'_>,
    planned: &[&Candidate<'_>],
    now: Moment,
) -> Option<Held<'a>> {
    over_cap(candidate, known, planned, now.date)
        .or_else(|| cooling(candidate, known, planned, now.date))
        .or_else(|| in_quiet_hours(known, now))
        .or_else(|| in_gap(known, planned, now))
}

/// Caps: of the nudge in a lifetime and a week, of its topic and its class in a week.
fn over_cap<'a>(
    candidate: &Candidate<'_>,
    known: &Known<'_>,
    planned: &[&Candidate<'_>],
    today: CivilDate,
) -> Option<Held<'a>> {
    let nudge = candidate.nudge;
    let policy = &known.pack.policy;
    let of_class = policy.classes_per_week.iter().find(|(class, _)| *class == nudge.class).map(|(_, count)| *count);
    let limits = [nudge.limits.lifetime, nudge.limits.per_week, policy.topics_per_week, of_class];
    for (place, limit) in limits.into_iter().enumerate() {
        let Some(limit) = limit else {
            continue;
        };
        let mut days = Vec::new();
        for response in known.memory.responses() {
            let is_alike = match place {
                0 | 1 => response.nudge == nudge.id,
                2 => response.topic == nudge.topic,
                _ => known.class_of(response) == Some(nudge.class),
            };
            if response.interruption && is_alike && (place == 0 || in_week(response.day, today)) {
                days.push(response.day);
            }
        }
        for other in planned {
            let is_alike = match place {
                0 | 1 => other.nudge.id == nudge.id,
                2 => other.nudge.topic == nudge.topic,
                _ => other.nudge.class == nudge.class,
            };
            if is_alike {
                days.push(today.days());
            }
        }
        if days.len() >= limit as usize {
            let count = Detail::Count(days.len());
            return Some(match place {
                0 => Held::new("cap-lifetime", "nothing").with(count),
                _ => Held::new("cap", "wait-until").with(count).or(free_from(&days, limit), "nothing"),
            });
        }
    }
    None
}

/// The days after another card of the nudge was shown, dismissed or accepted.
fn cooling<'a>(
    candidate: &Candidate<'_>,
    known: &Known<'_>,
    planned: &[&Candidate<'_>],
    today: CivilDate,
) -> Option<Held<'a>> {
    let nudge = candidate.nudge;
    let [shown, dismissed, accepted] = nudge.limits.cooldown;
    let mut until = today;
    for response in known.memory.responses() {
        let days = match response.kind {
            ResponseKind::Shown if response.interruption => shown,
            ResponseKind::Dismissed | ResponseKind::NotRelevant => dismissed,
            ResponseKind::Accepted => accepted,
            _ => continue,
        };
        let is_other = response.nudge == nudge.id && response.finding != candidate.finding;
        if let Some(day) = CivilDate::from_days(response.day).filter(|day| is_other && *day <= today) {
            until = until.max(day.plus_days(days));
        }
    }
    if planned.iter().any(|other| other.nudge.id == nudge.id) {
        until = until.max(today.plus_days(shown));
    }
    (until > today).then(|| Held::new("cooldown", "wait-until").until(Detail::Day(until)))
}

/// The customer's quiet hours; they may go over midnight.
fn in_quiet_hours<'a>(known: &Known<'_>, now: Moment) -> Option<Held<'a>> {
    let [from, to] = known.attention.quiet_hours?;
    let minute = now.time.seconds() / 60;
    let is_inside = if from < to { from <= minute && minute < to } else { from <= minute || minute < to };
    is_inside.then(|| Held::new("quiet-hours", "wait-time").with(Detail::Clocks([from, to])).until(Detail::Clock(to)))
}

/// Minutes after midnight as `HH:MM`.
#[must_use]
pub fn clock(minutes: u32) -> String {
    let minutes = minutes % DAY_MINUTES;
    let mut text = String::with_capacity(5);
    for (value, sign) in [(minutes / 600, ""), (minutes / 60, ":"), (minutes % 60 / 10, ""), (minutes, "")] {
        text.push(char::from(b'0' + (value % 10) as u8));
        text.push_str(sign);
    }
    text
}

/// The gap after the last interruption, in hours that really passed.
fn in_gap<'a>(known: &Known<'_>, planned: &[&Candidate<'_>], now: Moment) -> Option<Held<'a>> {
    let hours = i64::from(known.attention.min_gap_hours);
    let gap = hours.saturating_mul(HOUR);
    let mut left = if planned.is_empty() { 0 } else { gap };
    for response in known.memory.responses() {
        if response.interruption && response.at <= now.instant {
            left = left.max(gap.saturating_sub(now.instant.saturating_sub(response.at)));
        }
    }
    let wait = Detail::Hours(left.saturating_add(HOUR - 1) / HOUR);
    (left > 0).then(|| Held::new("gap", "wait-hours").with(Detail::Hours(hours)).until(wait))
}
