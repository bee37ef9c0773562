// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is safe to put by at each payday, how goals share it, and when each would be there.
//!
//! In: the forecast of the accounts for daily use, goals with what is saved. Out: an `Outlook` a currency, a `Plan` a goal.
//! Invariants: what is safe leaves every day of the p10 path at zero or above, paydays added up; with months enough to
//! tell it is no more than a usual month leaves; the shares of goals come to no more; more money makes no goal later.

use super::{Goal, GoalState, Saved, in_turn};
use crate::{
    detect::Basis,
    features::forecast::{Scope, share},
    ledger::Ledger,
    types::{Cadence, CivilDate, Currency, Direction},
};

/// Two months hold two paydays and all that lies between.
const AHEAD_DAYS: u32 = 62;
/// What went in of late is told from so many days, and from no fewer than a month.
const LATELY_DAYS: i32 = 91;
/// No plan reaches further.
const MAX_MONTHS: i32 = 120;
/// More paydays until a day are not counted.
const MAX_PAYDAYS: usize = 1024;
/// Steps of a path that are told.
const MAX_STEPS: usize = 60;

/// What is left of a currency, by how likely: in nine of ten cases, in five, in one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outlook {
    /// The currency.
    pub currency: Currency,
    /// The next regular income, or else a month from today.
    pub payday: CivilDate,
    /// How often it comes.
    pub every: Cadence,
    /// The place of its series.
    pub series: Option<u32>,
    /// What can go at each payday.
    pub safe: [i64; 3],
    /// The p10 path, by day, less than zero too.
    path: Vec<(CivilDate, i64)>,
    /// What a usual time between two paydays leaves, where months enough tell it.
    usual: Option<i64>,
}

/// What goes on from here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// The next payday.
    pub payday: CivilDate,
    /// How often.
    pub every: Cadence,
    /// For each payday, to have it by its day.
    pub needed: Option<i64>,
    /// What went in of late, for each payday.
    pub lately: i64,
    /// Idle money that could go in today.
    pub now: i64,
    /// What more is safe at each payday.
    pub safe: i64,
    /// What more is as likely as not at each payday.
    pub likely: i64,
    /// What is safe for all goals of the currency.
    pub surplus: i64,
    /// The day that it is there, in nine of ten cases, in five, in one.
    pub reached: [Option<CivilDate>; 3],
    /// What is saved after each payday, likewise.
    pub path: Vec<Step>,
}

/// A payday ahead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// The day.
    pub date: CivilDate,
    /// What is saved then.
    pub saved: [i64; 3],
}

/// What is left of a currency; `None` where nothing tells a balance.
#[must_use]
pub fn outlook(ledger: &Ledger, basis: &Basis, currency: Currency, today: CivilDate) -> Option<Outlook> {
    let forecast = basis.forecast(ledger, Scope::DailyUse(currency), today, AHEAD_DAYS)?;
    let series = forecast.needs.payday.and_then(|payday| payday.series);
    let cadence = series.and_then(|place| basis.series.all.get(place as usize)).map(|series| series.cadence);
    let every = cadence.filter(|cadence| cadence.days() <= 31).unwrap_or(Cadence::Monthly);
    let payday = forecast.needs.payday.map_or(today.plus_months(1), |payday| payday.date);
    let mut safe = [i64::MAX; 3];
    let mut path = Vec::new();
    for day in &forecast.days {
        path.push((day.date, day.p10));
        let times = count(payday, every, day.date);
        for (safe, left) in safe.iter_mut().zip([day.p10, day.p50, day.p90]) {
            if times > 0 {
                *safe = (*safe).min(left.max(0) / times);
            }
        }
    }
    for safe in &mut safe {
        *safe = if *safe == i64::MAX { 0 } else { *safe };
    }
    let facts = basis.facts(ledger, today);
    let left = facts.usual(Direction::In).zip(facts.usual(Direction::Out)).filter(|_| facts.currency == Some(currency));
    let usual = left.map(|(income, spend)| share(income.saturating_sub(spend).max(0), every.days().into(), 30));
    Some(Outlook { currency, payday, every, series, safe, path, usual })
}

impl Outlook {
    /// The same when nothing may be asked of the customer.
    #[must_use]
    pub fn in_need(mut self) -> Self {
        (self.safe, self.usual) = ([0; 3], None);
        self.path.clear();
        self
    }

    /// No more than a usual month leaves besides what goes in anyway; then what lies idle in every case.
    fn settle(&mut self, lately: i64) -> i64 {
        let Some(usual) = self.usual else { return 0 };
        for safe in &mut self.safe {
            *safe = (*safe).min(usual.saturating_sub(lately).max(0));
        }
        let [sure, ..] = self.safe;
        let mut idle = i64::MAX;
        for &(day, left) in &self.path {
            idle = idle.min(left.saturating_sub(sure.saturating_mul(count(self.payday, self.every, day))));
        }
        if self.path.is_empty() { 0 } else { idle.max(0) }
    }
}

/// How many paydays there are until a day.
fn count(first: CivilDate, every: Cadence, until: CivilDate) -> i64 {
    paydays(first, every, until).take(MAX_PAYDAYS).fold(0, |count, _| count + 1)
}

/// The paydays until a day; at the end of the calendar there is no next one.
fn paydays(first: CivilDate, every: Cadence, until: CivilDate) -> impl Iterator<Item = CivilDate> {
    let on = move |times: i32| every.nth(first, times);
    (0..).map(on).take_while(move |&date| date <= until && date < CivilDate::MAX)
}

/// Where each goal stands and how it goes on, in the order of the goals.
#[must_use]
pub fn plans(
    ledger: &Ledger,
    goals: &[Goal],
    saved: &[Saved],
    outlooks: &[Outlook],
    today: CivilDate,
) -> Vec<(GoalState, Option<Plan>)> {
    let mut all = Vec::new();
    for (goal, saved) in goals.iter().zip(saved) {
        all.push(if saved.total >= goal.target {
            (GoalState::Reached, None)
        } else if goal.is_paused(today.days()) {
            (GoalState::Paused, None)
        } else if goal.by.is_some_and(|by| by < today.days()) {
            (GoalState::AtRisk, None)
        } else {
            (GoalState::OnTrack, None)
        });
    }
    let turn = in_turn(goals);
    for outlook in outlooks {
        let mut active = turn.clone();
        active.retain(|&place| {
            goals.get(place as usize).is_some_and(|goal| goal.currency == outlook.currency)
                && matches!(all.get(place as usize), Some((GoalState::OnTrack | GoalState::AtRisk, None)))
        });
        share_out(ledger, goals, saved, outlook.clone(), (&active, today), &mut all);
    }
    all
}

/// What a goal still wants of each payday.
struct Want {
    place: usize,
    lately: i64,
    /// What more it asks for, at most.
    more: i64,
    left: [i64; 3],
    plan: Plan,
}

impl Want {
    /// One more step of the path, as long as it moves.
    fn step(&mut self, goals: &[Goal], date: CivilDate) {
        let target = goals.get(self.place).map_or(0, |goal| goal.target);
        let saved = self.left.map(|left| target - left);
        let moves = self.plan.path.last().is_none_or(|last| last.saved != saved);
        if moves && self.plan.path.len() < MAX_STEPS {
            self.plan.path.push(Step { date, saved });
        }
    }
}

fn share_out(
    ledger: &Ledger,
    goals: &[Goal],
    saved: &[Saved],
    mut outlook: Outlook,
    (active, today): (&[u32], CivilDate),
    all: &mut [(GoalState, Option<Plan>)],
) {
    let (payday, every) = (outlook.payday, outlook.every);
    let mut wants = Vec::new();
    let mut together = 0_i64;
    for &place in active {
        let place = place as usize;
        let (Some(goal), Some(saved)) = (goals.get(place), saved.get(place)) else { continue };
        let lately = lately(ledger, goal, saved, every, today);
        together = together.saturating_add(lately);
        let left = goal.target.saturating_sub(saved.total);
        let plan = Plan {
            payday,
            every,
            needed: None,
            lately,
            now: 0,
            safe: 0,
            likely: 0,
            surplus: 0,
            reached: [None; 3],
            path: Vec::new(),
        };
        wants.push(Want { place, lately, more: i64::MAX, left: [left; 3], plan });
    }
    let mut idle = outlook.settle(together);
    for want in &mut wants {
        let [left, ..] = want.left;
        want.plan.now = idle.min(left);
        want.plan.surplus = outlook.safe[0];
        idle -= want.plan.now;
        let left = left - want.plan.now;
        want.left = [left; 3];
        if let Some(by) = goals.get(want.place).and_then(|goal| goal.by).and_then(CivilDate::from_days) {
            let times = count(payday, every, by).max(1);
            let needed = left / times + i64::from(left % times > 0);
            want.plan.needed = Some(needed);
            want.more = needed.saturating_sub(want.lately).max(0);
        }
    }
    for want in &mut wants {
        if want.left == [0; 3] {
            want.plan.reached = [Some(today); 3];
        }
        want.step(goals, today);
    }
    for (times, date) in paydays(payday, every, today.plus_months(MAX_MONTHS)).enumerate() {
        if wants.iter().all(|want| want.left == [0; 3]) {
            break;
        }
        for (level, &safe) in outlook.safe.iter().enumerate() {
            let mut budget = safe;
            for want in &mut wants {
                let Some(left) = want.left.get_mut(level) else { continue };
                let own = want.lately.min(*left);
                let more = budget.min(want.more).min(*left - own);
                budget -= more;
                *left -= own + more;
                match (times, level) {
                    (0, 0) => want.plan.safe = more,
                    (0, 1) => want.plan.likely = more,
                    _ => {}
                }
                if let Some(reached) =
                    want.plan.reached.get_mut(level).filter(|reached| reached.is_none() && *left == 0)
                {
                    *reached = Some(date);
                }
            }
        }
        for want in &mut wants {
            want.step(goals, date);
        }
    }
    for want in wants {
        let Want { place, plan, .. } = want;
        let is_late = plan.needed.is_some_and(|needed| plan.lately.saturating_add(plan.likely) < needed)
            || goals.get(place).is_some_and(|goal| goal.by.is_some_and(|by| by < today.days()));
        let state = if is_late {
            GoalState::AtRisk
        } else if plan.lately == 0 && plan.likely == 0 && plan.now == 0 {
            GoalState::NoRoom
        } else {
            GoalState::OnTrack
        };
        if let Some(slot) = all.get_mut(place) {
            *slot = (state, Some(plan));
        }
    }
}

/// What went in of late, for each payday; what was taken out counts against it.
fn lately(ledger: &Ledger, goal: &Goal, saved: &Saved, every: Cadence, today: CivilDate) -> i64 {
    let from = goal.since.max(today.days() - LATELY_DAYS);
    let mut sum = 0_i64;
    for part in saved.parts.iter().rev() {
        if ledger.day(part.row) <= from && from != goal.since {
            break;
        }
        sum = sum.saturating_add(part.amount);
    }
    let days = i64::from(today.days() - from).max(30);
    share(sum.max(0), every.days().into(), days)
}

#[cfg(test)]
mod tests {
    use super::{Cadence, CivilDate, paydays};

    #[test]
    fn the_paydays_end_with_the_calendar() {
        let first = CivilDate::MAX.plus_days(-40);
        for &every in Cadence::ALL {
            let days: Vec<CivilDate> = paydays(first, every, CivilDate::MAX).take(100).collect();
            assert!((1..=6).contains(&days.len()) && days.is_sorted_by(|a, b| a < b), "{every:?}: {days:?}");
        }
    }
}
