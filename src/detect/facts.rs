// SPDX-License-Identifier: MIT OR Apache-2.0
//! The values that rules read of a finding.
//!
//! In: a finding. Out: the value of a field of the schema in `types`.

use super::{Finding, duplicates::DuplicateState};
use crate::{
    features::fee::FeeCause,
    ledger::Ledger,
    types::{CivilDate, Fact, FactValue, Family},
};

impl Finding {
    /// The family that nudges name.
    #[must_use]
    pub const fn family(&self) -> Family {
        match self {
            Self::Duplicate(_) => Family::Duplicate,
            Self::TwiceInCycle(_) => Family::TwiceInCycle,
            Self::RefundArrived(_) => Family::RefundArrived,
            Self::News(f) => f.family,
        }
    }

    /// The value of a field; `None` where the family has no such field.
    #[must_use]
    pub fn fact(&self, fact: Fact, ledger: &Ledger, today: CivilDate) -> Option<FactValue> {
        let [_, later] = self.rows();
        let (money, gap) = self.money();
        let (confidence, _) = self.grounds();
        let news = match self {
            Self::News(f) => Some(f),
            _ => None,
        };
        Some(match fact {
            Fact::AgeDays => {
                let since = news.map_or(ledger.date(later), |f| f.since);
                FactValue::Int(i64::from(today.days_since(since)))
            }
            Fact::GapDays => FactValue::Int(i64::from(gap)),
            Fact::ConfidencePercent => FactValue::Int(confidence.percent()),
            Fact::Amount => FactValue::Money(money.minor.saturating_abs()),
            Fact::State => FactValue::Text(match self {
                Self::Duplicate(f) => f.state.word(),
                Self::TwiceInCycle(f) if f.refunded => DuplicateState::Refunded.word(),
                Self::TwiceInCycle(_) => DuplicateState::Open.word(),
                _ => return None,
            }),
            Fact::Kind => match self {
                Self::Duplicate(f) => FactValue::Text(f.kind.word()),
                _ => FactValue::Text(news?.kind),
            },
            Fact::Total => FactValue::Money(news?.total.saturating_abs()),
            Fact::DaysLeft => FactValue::Int(i64::from(gap)),
            Fact::Remedy => FactValue::Text(FeeCause::from_word(news?.kind)?.remedy()),
            Fact::Cadence => match self {
                Self::TwiceInCycle(f) => FactValue::Text(f.cadence.word()),
                _ => FactValue::Text(news?.cadence?.word()),
            },
            Fact::Was => FactValue::Money(news?.was.saturating_abs()),
            Fact::ChangePercent => FactValue::Int(news?.change_percent()),
            Fact::Count => FactValue::Int(news?.count as i64),
        })
    }
}
