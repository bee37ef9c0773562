// SPDX-License-Identifier: MIT OR Apache-2.0
//! What would change a finding: codes of a closed list, at least one a family.
//!
//! In: a finding. Out: reasons whose words stand under `change.`.

use super::{Finding, on};
use crate::{
    ledger::Ledger,
    types::{Arg, Family, Reason},
};

impl Finding {
    /// What would make it go away, the likeliest first.
    #[must_use]
    pub fn changes(&self, ledger: &Ledger) -> Vec<Reason> {
        let since = self.since(ledger);
        let mut until = since.plus_days(super::news::NEWS_DAYS);
        let codes: &[&'static str] = match self.family() {
            Family::Duplicate | Family::TwiceInCycle => &["one-comes-back", "you-say"],
            Family::PriceStep | Family::IncomeChanged => &["another-amount", "time-passes"],
            Family::HigherThanUsual => {
                let [_, last] = self.rows();
                until = ledger.date(last).plus_days(30);
                &["another-amount", "time-passes"]
            }
            Family::MissingCharge | Family::LateIncome => &["it-comes", "you-say"],
            Family::EndedSeries => &["it-comes"],
            Family::TrialCharged | Family::NewSeries => &["you-say", "time-passes"],
            Family::RefundArrived | Family::RepeatedFee | Family::Challenge => &["time-passes"],
            Family::IncomeArrived => {
                until = since.plus_days(3);
                &["time-passes"]
            }
            Family::UnusualSpend => {
                let next = since.plus_months(1);
                until = next.plus_days(1 - next.parts().2 as i32);
                &["one-comes-back", "time-passes"]
            }
            Family::CannotCover => {
                until = since;
                &["money-comes"]
            }
            Family::RoomToSave => &["money-goes"],
            Family::LifeEvent => {
                until = since.plus_days(21);
                &["time-passes"]
            }
            Family::Anniversary => {
                until = since.plus_days(3);
                &["time-passes"]
            }
            Family::TaxDraft => {
                until = since.plus_days(80);
                &["time-passes"]
            }
            Family::UnusedSeries => &["you-say"],
            Family::RefundOverdue => &["it-comes"],
            Family::Struggle | Family::Abandoned | Family::Handoff => &["journey-goes-on"],
            Family::GoalMilestone => {
                until = since.plus_days(14);
                &["time-passes"]
            }
            Family::CheaperTariff => &["another-amount", "you-say"],
            Family::TrialEnding => &["it-comes"],
            Family::RewardExpiring => {
                until = since.plus_days(self.money().1);
                &["you-claim", "time-passes"]
            }
            Family::GoalAtRisk => &["goal-changes"],
        };
        let mut changes = Vec::new();
        for code in codes {
            let mut reason = Reason::new(code);
            if matches!(*code, "time-passes" | "money-comes") {
                reason = on(reason, until);
            }
            if *code == "money-comes" {
                reason = reason.with("amount", Arg::magnitude(self.money().0));
            }
            changes.push(reason);
        }
        changes
    }
}
