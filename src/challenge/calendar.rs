// SPDX-License-Identifier: MIT OR Apache-2.0
//! The windows of a run: civil days, with paused days taken out, and what is due in each.
//!
//! In: a run and a day. Out: windows in order, without a gap but for pauses. Invariants: a window is made of civil days,
//! so neither a zone nor a change of the clock can take one away; a pause moves what lies behind it and shortens nothing.

use super::{Run, Scene, percent};
use crate::{
    features::facts::is_pay,
    packs::{ChallengeKind, Every},
    types::{CivilDate, words},
};

/// A pay that does not come ends its window after so many days.
const PAY_DAYS: i32 = 35;

words! {
    /// Where a window stands.
    WindowState {
        /// What it asks for is there.
        Kept = "kept",
        /// It is not, and a freeze stood in.
        Frozen = "frozen",
        /// It is not, and income was lower than usual.
        Excused = "excused",
        /// It is not so far.
        Missed = "missed",
        /// Under way, or booked rows may still come.
        Open = "open",
        /// Not begun.
        Ahead = "ahead",
    }
}

/// One window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// The first day, days since 1970-01-01.
    pub from: i32,
    /// The last.
    pub to: i32,
    /// What is due, or what may be spent.
    pub due: i64,
    /// What came together.
    pub amount: i64,
    /// Where it stands.
    pub state: WindowState,
}

/// The windows of a run.
pub(super) fn windows(scene: &Scene<'_>, run: &Run) -> Vec<Window> {
    let terms = &run.terms;
    let mut windows = Vec::new();
    let mut add = |from, to, due| {
        windows.push(Window { from, to, due, amount: 0, state: WindowState::Ahead });
    };
    if terms.every == Every::Payday {
        let mut pays = pays(scene, run);
        pays.truncate(terms.times as usize + 1);
        for (place, &(day, amount)) in pays.iter().take(terms.times as usize).enumerate() {
            let to = pays.get(place + 1).map_or(day + PAY_DAYS, |next| next.0 - 1);
            add(day, to, percent(amount, terms.unit));
        }
        return windows;
    }
    for place in 0..terms.times {
        let first = |place: u32| -> i32 {
            let place = place as i32;
            match terms.every {
                Every::Day => run.day + place,
                Every::Week => run.day + 7 * place,
                _ => run.start().plus_months(place).days(),
            }
        };
        let due = multiple(terms.kind, place, terms.times).saturating_mul(terms.unit);
        add(run.civil(first(place), scene.today), run.civil(first(place + 1) - 1, scene.today), due);
    }
    windows
}

/// How many units a window asks for.
pub(super) const fn multiple(kind: ChallengeKind, place: u32, times: u32) -> i64 {
    match kind {
        ChallengeKind::Rising => place as i64 + 1,
        ChallengeKind::Falling => times as i64 - place as i64,
        ChallengeKind::Ladder => place as i64 / 2 + 1,
        ChallengeKind::NoSpend | ChallengeKind::RoundUp | ChallengeKind::Steps => 0,
        _ => 1,
    }
}

/// The days and amounts of pay since the run began, oldest first; two on one day are one.
fn pays(scene: &Scene<'_>, run: &Run) -> Vec<(i32, i64)> {
    let mut pays: Vec<(i32, i64)> = Vec::new();
    for row in scene.view.rows() {
        let is_of_pay = |row| scene.series.of(scene.view, row).is_some_and(|series| is_pay(series.kind));
        let (day, amount) = (scene.day(row), scene.ledger.amount(row));
        if amount > 0
            && day >= run.day
            && scene.counts(row, run.terms.currency)
            && !run.rests_on(day, scene.today)
            && is_of_pay(row)
        {
            match pays.last_mut() {
                Some(last) if last.0 >= day => last.1 = last.1.saturating_add(amount),
                _ => pays.push((day, amount)),
            }
        }
    }
    pays
}

impl Run {
    /// The civil day of a day of the run's own calendar, which stands still in pauses.
    pub(super) fn civil(&self, mut day: i32, today: CivilDate) -> i32 {
        for &[from, to] in &self.pauses {
            if from <= day {
                day += to.min(today.days() + 1).max(from) - from;
            }
        }
        day
    }

    /// Whether a day lies in a pause.
    pub(super) fn rests_on(&self, day: i32, today: CivilDate) -> bool {
        let end = |to: i32| to.min(today.days() + 1);
        self.pauses.iter().any(|&[from, to]| from <= day && day < end(to))
    }
}
