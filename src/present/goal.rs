// SPDX-License-Identifier: MIT OR Apache-2.0
//! Goals on the wire.

use serde::Serialize;

use super::{ForecastDay, wire_id};
use crate::{
    goal::{Goal, GoalSource, GoalState, MILESTONES, Plan, Saved},
    ledger::Ledger,
    types::{Cadence, CivilDate, Currency, Money},
};

/// A goal and how far it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct GoalAnswer {
    /// Names it.
    pub id: String,
    /// The customer's own words.
    pub name: String,
    /// Decimal.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// The last day to have it by.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub by: Option<String>,
    /// 1 first.
    pub priority: u8,
    /// The linked account.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub account_id: Option<String>,
    /// What counts.
    pub from: GoalSource,
    /// The day it began.
    pub since: String,
    /// Where it stands.
    pub state: GoalState,
    /// The last day of the pause.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub paused_until: Option<String>,
    /// Decimal.
    pub saved: String,
    /// What is missing.
    pub left: String,
    /// Hundredths.
    #[cfg_attr(test, ts(type = "number"))]
    pub percent: i64,
    /// What was there at the beginning.
    pub started_with: String,
    /// The rows behind it.
    pub rows: Vec<GoalRow>,
    /// When it came to which part.
    pub milestones: Vec<GoalMilestone>,
    /// How it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub plan: Option<PlanAnswer>,
}

/// A row's part.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GoalRow {
    /// Id of the row.
    pub transaction: String,
    /// Its day.
    pub date: String,
    /// Signed decimal.
    pub amount: String,
}

/// A quarter, a half, three quarters, all.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GoalMilestone {
    /// Hundredths.
    #[cfg_attr(test, ts(type = "25 | 50 | 75 | 100"))]
    pub percent: i64,
    /// The day.
    pub date: String,
}

/// How a goal goes on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PlanAnswer {
    /// The next payday.
    pub payday: String,
    /// How often.
    pub every: Cadence,
    /// Decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub needed: Option<String>,
    /// Decimal.
    pub lately: String,
    /// Decimal.
    pub now: String,
    /// Decimal.
    pub safe: String,
    /// Decimal.
    pub surplus: String,
    /// When it would be there.
    pub reached: ReachedAnswer,
    /// What would be saved, payday by payday.
    pub path: Vec<ForecastDay>,
}

/// The day that a goal would be there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReachedAnswer {
    /// In one of ten cases.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub earliest: Option<String>,
    /// As likely before as after.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub expected: Option<String>,
    /// In nine of ten cases.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub latest: Option<String>,
}

/// Goals as they are and as a change would make them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GoalWhatIf {
    /// As they are.
    pub before: Vec<GoalAnswer>,
    /// With the change.
    pub after: Vec<GoalAnswer>,
}

impl GoalAnswer {
    /// The answer for a goal.
    #[must_use]
    pub fn new(ledger: &Ledger, goal: &Goal, saved: &Saved, (state, plan): &(GoalState, Option<Plan>)) -> Self {
        let decimal = |minor| decimal(minor, goal.currency);
        let mut rows = Vec::new();
        for part in &saved.parts {
            rows.push(GoalRow {
                transaction: ledger.id(part.row).into(),
                date: ledger.date(part.row).to_text(),
                amount: decimal(part.amount),
            });
        }
        let mut milestones = Vec::new();
        for (made, percent) in saved.milestones.iter().zip(MILESTONES) {
            if let Some(date) = made.and_then(|(on, _)| day(on)) {
                milestones.push(GoalMilestone { percent, date });
            }
        }
        let percent = i128::from(saved.total.max(0)) * 100 / i128::from(goal.target.max(1));
        Self {
            id: wire_id("goal", goal.id),
            name: goal.name.clone(),
            amount: decimal(goal.target),
            currency: goal.currency.code().into(),
            by: goal.by.and_then(day),
            priority: goal.priority,
            account_id: Some(goal.account.clone()).filter(|account| !account.is_empty()),
            from: goal.source,
            since: day(goal.since).unwrap_or_default(),
            state: *state,
            paused_until: goal.paused.filter(|_| *state == GoalState::Paused).and_then(day),
            saved: decimal(saved.total),
            left: decimal(goal.target.saturating_sub(saved.total).max(0)),
            percent: percent.min(100) as i64,
            started_with: decimal(saved.started_with),
            rows,
            milestones,
            plan: plan.as_ref().map(|plan| PlanAnswer::new(plan, goal.currency)),
        }
    }
}

impl PlanAnswer {
    fn new(plan: &Plan, currency: Currency) -> Self {
        let decimal = |minor| decimal(minor, currency);
        let [latest, expected, earliest] = plan.reached.map(|date| date.map(CivilDate::to_text));
        let mut path = Vec::new();
        for step in &plan.path {
            let [p10, p50, p90] = step.saved.map(decimal);
            path.push(ForecastDay { date: step.date.to_text(), p10, p50, p90 });
        }
        Self {
            payday: plan.payday.to_text(),
            every: plan.every,
            needed: plan.needed.map(decimal),
            lately: decimal(plan.lately),
            now: decimal(plan.now),
            safe: decimal(plan.safe),
            surplus: decimal(plan.surplus),
            reached: ReachedAnswer { earliest, expected, latest },
            path,
        }
    }
}

fn decimal(minor: i64, currency: Currency) -> String {
    Money { minor, currency }.to_decimal()
}

/// A day as text; none for a pause without an end.
fn day(days: i32) -> Option<String> {
    CivilDate::from_days(days).map(CivilDate::to_text)
}
