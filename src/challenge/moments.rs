// SPDX-License-Identifier: MIT OR Apache-2.0
//! Moments worth a word: the start, half-way, a risk while there is time, the end, and what a week or a month came to.
//!
//! In: how runs stand. Out: moments, each once, whenever it is asked. Invariants: a moment has the day that it is of,
//! made of rows and the calendar; there is none for a miss. Deliberately absent: choosing what is said.

use super::{Line, Progress, RunState, Scene, WindowState};
use crate::{
    packs::ChallengeKind,
    types::{CivilDate, Currency, Reason, StableHash, stable_hash},
};

/// Days that a start is news.
const START_DAYS: i32 = 3;
/// Days that half of the way and the end are.
const NEWS_DAYS: i32 = 14;

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moment {
    /// Stable for a run, a kind and a time.
    pub id: StableHash,
    /// `start`, `half-way`, `at-risk`, `done`, `recap-week`, `recap-month`.
    pub kind: &'static str,
    /// The challenge's id in the pack; empty for a recap.
    pub challenge: String,
    /// The day that it is of.
    pub since: CivilDate,
    /// Days until it is too late to act.
    pub days_left: i32,
    /// What came together.
    pub total: i64,
    /// What it comes to in all.
    pub target: i64,
    /// What is due next, or what there would be.
    pub amount: i64,
    /// How many windows are kept.
    pub count: usize,
    /// ISO 4217.
    pub currency: Currency,
    /// The rows, oldest first.
    pub rows: Vec<u32>,
    /// Why.
    pub reason: Reason,
}

/// All moments of a day.
#[must_use]
pub fn moments(scene: &Scene<'_>, all: &[Progress<'_>]) -> Vec<Moment> {
    let today = scene.today;
    let mut found = Vec::new();
    for is in all {
        let mut add = |kind: &'static str, day: i32, left: i32, reason: Reason| {
            let part = if kind == "at-risk" { day.to_le_bytes() } else { [0; 4] };
            let mut rows = Vec::new();
            for line in &is.lines {
                rows.push(line.row);
            }
            found.push(Moment {
                id: stable_hash(&[b"challenge", &is.run.id.0.to_le_bytes(), kind.as_bytes(), &part]),
                kind,
                challenge: is.run.terms.challenge.clone(),
                since: CivilDate::from_days(day).unwrap_or(today),
                days_left: left,
                total: is.total,
                target: is.target.unwrap_or(0),
                amount: is.next.map_or(is.run.terms.unit, |next| next.1),
                count: is.kept as usize,
                currency: is.run.terms.currency,
                rows,
                reason,
            });
        };
        let age = |day: i32| today.days() - day;
        let is_active = is.state == RunState::Active;
        let joined = || Reason::new("challenge-joined").with("date", crate::types::Arg::date(is.run.start()));
        if is_active && age(is.run.day) < START_DAYS {
            add("start", is.run.day, 0, joined());
        }
        if let Some(half) = is.half().filter(|&day| is_active && (0..NEWS_DAYS).contains(&age(day))) {
            add("half-way", half, 0, joined());
        }
        if let Some(reason) = &is.risk {
            let end = is.next.map(|next| next.0).or_else(|| is.open().map(|window| window.to)).or(is.end);
            // One word a window, not one a day.
            let since = is.open().map_or(is.run.day, |window| window.from);
            add("at-risk", since, end.map_or(0, |end| end - today.days()), reason.clone());
        }
        if is.state == RunState::Done
            && let Some(day) = is.finished().filter(|&day| (0..NEWS_DAYS).contains(&age(day)))
        {
            add("done", day, 0, joined());
        }
    }
    // Monday to Sunday, and whole months.
    let week = today.plus_days(-(today.weekday() as i32));
    let month = today.plus_days(1 - today.parts().2 as i32);
    for (kind, from, to) in [("recap-week", week.plus_days(-7), week), ("recap-month", month.plus_months(-1), month)] {
        found.extend(recap(scene, all, kind, from, to));
    }
    found
}

/// What all challenges of the main currency came to between two days.
fn recap(
    scene: &Scene<'_>,
    all: &[Progress<'_>],
    kind: &'static str,
    from: CivilDate,
    to: CivilDate,
) -> Option<Moment> {
    let currency = scene.facts.currency?;
    let (mut rows, mut total, mut count) = (Vec::new(), 0_i64, 0);
    for is in all.iter().filter(|is| is.run.terms.currency == currency) {
        for window in &is.windows {
            let ends = (from.days()..to.days()).contains(&window.to);
            count += usize::from(ends && window.state == WindowState::Kept);
        }
        if is.run.terms.kind.is_limit() {
            continue;
        }
        for line in is.lines.iter().filter(|line| (from.days()..to.days()).contains(&line.day)) {
            rows.push(line.row);
            total = total.saturating_add(line.amount);
        }
    }
    (count > 0 || total > 0).then(|| Moment {
        id: stable_hash(&[b"challenges", kind.as_bytes(), &from.days().to_le_bytes()]),
        kind,
        challenge: String::new(),
        since: to,
        days_left: 0,
        total,
        target: 0,
        amount: total,
        count,
        currency,
        rows,
        reason: Reason::new("challenge-joined").with("date", crate::types::Arg::date(from)),
    })
}

impl Progress<'_> {
    /// The window under way.
    fn open(&self) -> Option<&super::Window> {
        self.windows.iter().find(|window| window.state == WindowState::Open)
    }

    /// The day on which half of it was there.
    fn half(&self) -> Option<i32> {
        if self.run.terms.kind == ChallengeKind::Steps {
            return None;
        }
        match self.target {
            Some(target) => self.reached(target / 2 + target % 2),
            None => self.windows.get(self.run.terms.times as usize / 2).map(|window| window.from),
        }
    }

    /// The day on which it was done, where it is.
    #[must_use]
    pub fn finished(&self) -> Option<i32> {
        match (self.target, self.run.terms.kind) {
            (Some(target), _) => self.reached(target),
            (None, ChallengeKind::Steps) => self.run.steps.last().map(|step| step.1).max(self.last()),
            (None, ChallengeKind::NoSpend) => {
                let mut left = self.run.terms.needs;
                for window in &self.windows {
                    left -= u32::from(matches!(window.state, WindowState::Kept | WindowState::Excused));
                    if left == 0 {
                        return Some(window.to);
                    }
                }
                self.end
            }
            _ => self.end,
        }
    }

    fn last(&self) -> Option<i32> {
        self.lines.last().map(|line: &Line| line.day)
    }

    /// The day on which the lines came to an amount for the first time since they were last below it.
    fn reached(&self, amount: i64) -> Option<i32> {
        let (mut sum, mut day) = (0_i64, None);
        for line in &self.lines {
            sum = sum.saturating_add(line.amount);
            day = if sum >= amount { day.or(Some(line.day)) } else { None };
        }
        day
    }
}
