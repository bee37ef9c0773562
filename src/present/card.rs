// SPDX-License-Identifier: MIT OR Apache-2.0
//! Cards: what is said, why, on which evidence, and what was held back.

use serde::Serialize;

use super::{trace::TraceLine, wire_id};
use crate::{
    consent::{Granted, grant_id},
    decide::{Candidate, Decision, Outcome},
    detect::{Finding, duplicates::payee_text},
    ledger::Ledger,
    packs::{ActionRef, NudgeClass},
    types::{Arg, Args, DataClass, Family, Money, Purpose, Reason},
};

/// What `evaluate` answers.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Answer {
    /// In the order in which they should stand.
    pub cards: Vec<Card>,
    /// Noticed, deliberately not shown.
    pub quiet: Vec<QuietCard>,
    /// Every other candidate.
    pub withheld: Vec<WithheldCard>,
    /// Every condition with what it saw, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub trace: Option<Vec<TraceLine>>,
}

/// A message id with its arguments; the text is the catalogue's.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Message {
    /// Keys `<id>.title` and `<id>.body`.
    pub id: String,
    /// Arguments by name.
    pub args: Args,
}

/// The rows behind a card.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Evidence {
    /// Row ids, oldest first.
    pub transactions: Vec<String>,
}

/// A class of data that was used, and what for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Use {
    /// Which data.
    pub data_class: DataClass,
    /// Under which purpose.
    pub purpose: Purpose,
    /// The grant in force.
    pub grant: String,
}

/// Something said.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Card {
    /// Stable for a nudge, a finding and a surface.
    pub id: String,
    /// The nudge that says it.
    pub nudge: String,
    /// What it is for.
    pub class: NudgeClass,
    /// Which purpose covers it.
    pub purpose: Purpose,
    /// Where it stands.
    pub surface: String,
    /// What it says.
    pub message: Message,
    /// Its buttons.
    pub actions: Vec<ActionRef>,
    /// Why.
    pub because: Vec<Reason>,
    /// Why now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub timing: Option<Reason>,
    /// On which rows.
    pub evidence: Evidence,
    /// What was used.
    pub uses: Vec<Use>,
    /// Last civil day on which it makes sense.
    pub expires: String,
}

/// Something noticed and deliberately not shown.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct QuietCard {
    /// What it would have said.
    #[serde(flatten)]
    pub card: Card,
    /// Why it stays quiet.
    pub reason: Reason,
}

/// Something held back.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct WithheldCard {
    /// Its card's id on this surface.
    pub id: String,
    /// The nudge.
    pub nudge: String,
    /// What it is for.
    pub class: NudgeClass,
    /// The id of what it would say; what is held back tells no arguments.
    pub message: String,
    /// Why.
    pub reason: Reason,
    /// What would change it.
    pub change: Reason,
}

impl Answer {
    /// The answer of decisions on candidates, whose findings stand in the same order.
    #[must_use]
    pub fn new(
        ledger: &Ledger,
        surface: &str,
        decisions: Vec<Decision>,
        candidates: &[Candidate<'_>],
        findings: &[&Finding],
        granted: &Granted,
    ) -> Self {
        let mut answer = Self::default();
        for decision in decisions {
            let (Some(candidate), Some(finding)) =
                (candidates.get(decision.candidate), findings.get(decision.candidate))
            else {
                continue;
            };
            match decision.outcome {
                Outcome::Shown { timing } => {
                    let card = card(ledger, surface, candidate, finding, granted, evidence(ledger, finding));
                    answer.cards.push(Card { timing: Some(timing), ..card });
                }
                Outcome::Quiet(reason) => {
                    let card = card(ledger, surface, candidate, finding, granted, evidence(ledger, finding));
                    answer.quiet.push(QuietCard { card, reason });
                }
                Outcome::Withheld { reason, change } => answer.withheld.push(WithheldCard {
                    id: wire_id("card", candidate.card_id(surface)),
                    nudge: candidate.nudge.id.clone(),
                    class: candidate.nudge.class,
                    message: candidate.nudge.message.clone(),
                    reason,
                    change,
                }),
            }
        }
        answer
    }
}

/// A card without the reason for its moment.
fn card(
    ledger: &Ledger,
    surface: &str,
    candidate: &Candidate<'_>,
    finding: &Finding,
    granted: &Granted,
    transactions: Vec<String>,
) -> Card {
    let nudge = candidate.nudge;
    Card {
        id: wire_id("card", candidate.card_id(surface)),
        nudge: nudge.id.clone(),
        class: nudge.class,
        purpose: nudge.purpose,
        surface: surface.into(),
        message: said(ledger, candidate, finding),
        actions: nudge.actions.clone(),
        because: finding.grounds().1.clone(),
        timing: None,
        evidence: Evidence { transactions },
        uses: used(candidate, finding, granted),
        expires: expires(candidate),
    }
}

/// What a card says.
pub(super) fn said(ledger: &Ledger, candidate: &Candidate<'_>, finding: &Finding) -> Message {
    let mut message = message(ledger, &candidate.nudge.message, finding);
    if let Some(minor) = candidate.benefit {
        message.args = message.args.with("benefit", Arg::magnitude(Money { minor, ..finding.money().0 }));
    }
    message
}

/// What was used for a card.
pub(super) fn used(candidate: &Candidate<'_>, finding: &Finding, granted: &Granted) -> Vec<Use> {
    let nudge = candidate.nudge;
    let mut uses = uses(finding.family().data_classes(), nudge.purpose, granted);
    if !nudge.limits.requires.is_empty() {
        let grant = granted.grant(Purpose::LifeEvents).map(grant_id).unwrap_or_default();
        uses.push(Use { data_class: DataClass::Contexts, purpose: Purpose::LifeEvents, grant });
    }
    uses
}

/// The last day on which a card makes sense.
pub(super) fn expires(candidate: &Candidate<'_>) -> String {
    candidate.since.plus_days(candidate.nudge.expires_days).to_text()
}

/// What was used: the classes of the finding, and what the customer said before.
pub(super) fn uses(classes: &[DataClass], purpose: Purpose, granted: &Granted) -> Vec<Use> {
    let grant = granted.grant(purpose).map(grant_id).unwrap_or_default();
    let classes = classes.iter().chain(&[DataClass::Responses]);
    classes.map(|&data_class| Use { data_class, purpose, grant: grant.clone() }).collect()
}

/// Row ids, each once.
pub(super) fn evidence(ledger: &Ledger, finding: &Finding) -> Vec<String> {
    finding.evidence().into_iter().map(|row| ledger.id(row).into()).collect()
}

fn message(ledger: &Ledger, id: &str, finding: &Finding) -> Message {
    let evidence = finding.evidence();
    let (money, gap_days) = finding.money();
    let mut args =
        Args::with_room(12).with("amount", Arg::magnitude(money)).with("gapDays", Arg::number(i64::from(gap_days)));
    if let (Some(&earlier), Some(&later)) = (evidence.first(), evidence.last()) {
        args = args
            .with("payee", Arg::text(payee_text(ledger, &ledger.row(later))))
            .with("date", Arg::date(ledger.date(earlier)))
            .with("laterDate", Arg::date(ledger.date(later)));
    } else {
        let day = finding.since(ledger);
        args = args.with("date", Arg::date(day.plus_days(-gap_days))).with("laterDate", Arg::date(day));
    }
    match finding {
        Finding::TwiceInCycle(f) => args = args.with("cadence", Arg::text(f.cadence.word())),
        Finding::News(f) => {
            args = args.with("was", Arg::magnitude(Money { minor: f.was, currency: money.currency }));
            args = args.with("total", Arg::magnitude(Money { minor: f.total, currency: money.currency }));
            args = args.with("cadence", Arg::text(f.cadence.map_or("", crate::types::Cadence::word)));
            args = args.with("kind", Arg::text(f.kind)).with("count", Arg::number(f.count as i64));
            let named = match f.family {
                Family::CheaperTariff => "tariff",
                _ => "challenge",
            };
            if !f.name.is_empty() {
                args = args.with(named, Arg::text(&f.name));
            }
            args = args.with("day", Arg::date(f.since));
            if matches!(f.family, Family::Struggle | Family::Abandoned | Family::Handoff) {
                args = args.with("journey", Arg::text(&f.name));
            }
        }
        Finding::Duplicate(_) => {}
    }
    Message { id: id.into(), args }
}
