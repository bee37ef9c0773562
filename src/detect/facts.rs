// SPDX-License-Identifier: MIT OR Apache-2.0
//! The values that rules read of a finding.
//!
//! In: a finding. Out: the value of a field of the schema in `types`.

use super::{Finding, duplicates::DuplicateState};
use crate::{
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
        }
    }

    /// The value of a field; `None` where the family has no such field.
    #[must_use]
    pub fn fact(&self, fact: Fact, ledger: &Ledger, today: CivilDate) -> Option<FactValue> {
        let [_, later] = self.rows();
        let (gap, confidence, money) = match self {
            Self::Duplicate(f) => (f.gap_days, f.confidence, f.money),
            Self::TwiceInCycle(f) => (f.gap_days, f.confidence, f.money),
            Self::RefundArrived(f) => (f.gap_days, f.confidence, f.money),
        };
        Some(match fact {
            Fact::AgeDays => FactValue::Int(i64::from(today.days() - ledger.day(later))),
            Fact::GapDays => FactValue::Int(i64::from(gap)),
            Fact::ConfidencePercent => FactValue::Int(confidence.percent()),
            Fact::Amount => FactValue::Money(money.minor.saturating_abs()),
            Fact::State => FactValue::Text(match self {
                Self::Duplicate(f) => f.state.word(),
                Self::TwiceInCycle(f) if f.refunded => DuplicateState::Refunded.word(),
                Self::TwiceInCycle(_) => DuplicateState::Open.word(),
                Self::RefundArrived(_) => return None,
            }),
            Fact::Kind => match self {
                Self::Duplicate(f) => FactValue::Text(f.kind.word()),
                _ => return None,
            },
            Fact::Cadence => match self {
                Self::TwiceInCycle(f) => FactValue::Text(f.cadence.word()),
                _ => return None,
            },
        })
    }
}
