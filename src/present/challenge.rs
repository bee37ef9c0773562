// SPDX-License-Identifier: MIT OR Apache-2.0
//! Challenges on the wire: proposals with their levels, and how a run stands.

use serde::Serialize;

use super::wire_id;
use crate::{
    challenge::{Difficulty, Progress, Proposal, RunState, WindowState},
    ledger::Ledger,
    packs::{ChallengeKind, Every},
    types::{CivilDate, Currency, Money, Reason},
};

/// A challenge that could be joined.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ProposalAnswer {
    /// Its id in the pack.
    pub challenge: String,
    /// How it works.
    pub kind: ChallengeKind,
    /// How long a window is.
    pub every: Every,
    /// How many there are.
    pub times: u32,
    /// ISO 4217.
    pub currency: &'static str,
    /// A category, or the key of a payee.
    pub subject: String,
    /// What the payee is called.
    pub label: String,
    /// Gentlest first.
    pub levels: Vec<OfferAnswer>,
    /// Why.
    pub because: Vec<Reason>,
}

/// One level.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct OfferAnswer {
    /// How hard.
    pub level: Difficulty,
    /// The first amount, the unit or the limit.
    pub amount: String,
    /// The largest, or the usual.
    pub most: String,
    /// How many windows or steps must be kept.
    pub needs: u32,
    /// What there would be.
    pub by_then: String,
}

/// How a run stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProgressAnswer {
    /// For every later word about it.
    pub id: String,
    /// Its id in the pack.
    pub challenge: String,
    /// How it works.
    pub kind: ChallengeKind,
    /// How long a window is.
    pub every: Every,
    /// How hard.
    pub level: Difficulty,
    /// Where it stands.
    pub state: RunState,
    /// The first day.
    pub started_at: String,
    /// The last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub ends_at: Option<String>,
    /// Where deposits must arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub account_id: Option<String>,
    /// ISO 4217.
    pub currency: &'static str,
    /// A category, or the key of a payee.
    pub subject: String,
    /// What the payee is called.
    pub label: String,
    /// Every row that counts.
    pub counted: Vec<LineAnswer>,
    /// Their sum.
    pub total: String,
    /// What deposits come to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub target: Option<String>,
    /// In order.
    pub windows: Vec<WindowAnswer>,
    /// Windows or steps that are kept.
    pub kept: u32,
    /// Those that must be.
    pub needs: u32,
    /// Those that there are.
    pub times: u32,
    /// Kept one after another until now.
    pub in_a_row: u32,
    /// Misses that will not count.
    pub freezes: u32,
    /// The next deposit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub next: Option<DueAnswer>,
    /// What is worth a look.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub risk: Option<Reason>,
    /// What to do.
    pub steps: Vec<StepAnswer>,
}

/// A row, and how much of it counts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LineAnswer {
    /// The row's id.
    pub transaction: String,
    /// Signed decimal.
    pub amount: String,
}

/// One window.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct WindowAnswer {
    /// The first day.
    pub from: String,
    /// The last.
    pub to: String,
    /// Where it stands.
    pub state: WindowState,
    /// What is due, or may be spent.
    pub due: String,
    /// What came together.
    pub amount: String,
}

/// A deposit that is due.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DueAnswer {
    /// The last day for it.
    pub date: String,
    /// What the balance carries of it.
    pub amount: String,
}

/// Something to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StepAnswer {
    /// Its id.
    pub step: String,
    /// Whether it is done.
    pub done: bool,
}

/// A decimal; how often a habit is had is a whole number.
fn amount(kind: ChallengeKind, minor: i64, currency: Currency) -> String {
    if kind == ChallengeKind::FewerTimes { minor.to_string() } else { Money { minor, currency }.to_decimal() }
}

fn day(days: i32) -> String {
    CivilDate::from_days(days).unwrap_or(CivilDate::MAX).to_text()
}

impl ProposalAnswer {
    /// The answer for a proposal with a level at least.
    #[must_use]
    pub fn new(proposal: &Proposal) -> Option<Self> {
        let terms = &proposal.offers.first()?.terms;
        let mut levels = Vec::new();
        for offer in &proposal.offers {
            let [first, most] = offer.amounts.map(|minor| amount(terms.kind, minor, terms.currency));
            levels.push(OfferAnswer {
                level: offer.terms.level,
                amount: first,
                most,
                needs: offer.terms.needs,
                by_then: Money { minor: offer.by_then, currency: terms.currency }.to_decimal(),
            });
        }
        Some(Self {
            challenge: terms.challenge.clone(),
            kind: terms.kind,
            every: terms.every,
            times: terms.times,
            currency: terms.currency.code(),
            subject: terms.subject.clone(),
            label: terms.label.clone(),
            levels,
            because: proposal.reasons.clone(),
        })
    }
}

impl ProgressAnswer {
    /// The answer for a run.
    #[must_use]
    pub fn new(ledger: &Ledger, is: &Progress<'_>) -> Self {
        let terms = &is.run.terms;
        let decimal = |minor| Money { minor, currency: terms.currency }.to_decimal();
        let mut counted = Vec::new();
        for line in &is.lines {
            counted.push(LineAnswer { transaction: ledger.id(line.row).into(), amount: decimal(line.amount) });
        }
        let mut windows = Vec::new();
        for window in &is.windows {
            windows.push(WindowAnswer {
                from: day(window.from),
                to: day(window.to),
                state: window.state,
                due: amount(terms.kind, window.due, terms.currency),
                amount: amount(terms.kind, window.amount, terms.currency),
            });
        }
        let mut steps = Vec::new();
        for (step, done) in &is.steps {
            steps.push(StepAnswer { step: step.clone(), done: *done });
        }
        Self {
            id: wire_id("choice", is.run.id),
            challenge: terms.challenge.clone(),
            kind: terms.kind,
            every: terms.every,
            level: terms.level,
            state: is.state,
            started_at: day(is.run.day),
            ends_at: is.end.map(day),
            account_id: Some(terms.account.clone()).filter(|account| !account.is_empty()),
            currency: terms.currency.code(),
            subject: terms.subject.clone(),
            label: terms.label.clone(),
            counted,
            total: decimal(is.total),
            target: is.target.map(decimal),
            windows,
            kept: is.kept,
            needs: terms.needs,
            times: terms.times,
            in_a_row: is.in_a_row,
            freezes: is.freezes,
            next: is.next.map(|(date, minor)| DueAnswer { date: day(date), amount: decimal(minor) }),
            risk: is.risk.clone(),
            steps,
        }
    }
}
