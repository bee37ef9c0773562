// SPDX-License-Identifier: MIT OR Apache-2.0
//! The values that rules read of a finding.
//!
//! In: a finding. Out: the value of a field of the schema in `types`.

use super::{Finding, News, duplicates::DuplicateState};
use crate::{
    features::fee::FeeCause,
    ledger::Ledger,
    types::{CivilDate, Fact, FactValue, Family, Money, Permille},
};

/// What facts of a finding are told from, looked up once.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    finding: &'a Finding,
    news: Option<&'a News>,
    money: Money,
    gap: i32,
    confidence: Permille,
    age: i32,
}

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

    /// What its facts are told from.
    #[must_use]
    pub fn told(&self, ledger: &Ledger, today: CivilDate) -> Told<'_> {
        let (money, gap) = self.money();
        let news = match self {
            Self::News(f) => Some(f),
            _ => None,
        };
        let age = today.days_since(self.since(ledger));
        Told { finding: self, news, money, gap, confidence: self.grounds().0, age }
    }

    /// The value of a field; `None` where the family has no such field.
    #[must_use]
    pub fn fact(&self, fact: Fact, ledger: &Ledger, today: CivilDate) -> Option<FactValue> {
        self.told(ledger, today).fact(fact)
    }
}

impl Told<'_> {
    /// The value of a field; `None` where the family has no such field.
    #[must_use]
    pub fn fact(&self, fact: Fact) -> Option<FactValue> {
        let &Self { finding, news, money, gap, confidence, age } = self;
        Some(match fact {
            Fact::AgeDays => FactValue::Int(i64::from(age)),
            Fact::GapDays => FactValue::Int(i64::from(gap)),
            Fact::ConfidencePercent => FactValue::Int(confidence.percent()),
            Fact::Amount => FactValue::Money(money.minor.saturating_abs()),
            Fact::State => FactValue::Text(match finding {
                Finding::Duplicate(f) => f.state.word(),
                Finding::TwiceInCycle(f) if f.refunded => DuplicateState::Refunded.word(),
                Finding::TwiceInCycle(_) => DuplicateState::Open.word(),
                _ => return None,
            }),
            Fact::Kind => match finding {
                Finding::Duplicate(f) => FactValue::Text(f.kind.word()),
                _ => FactValue::Text(news?.kind),
            },
            Fact::Total => FactValue::Money(news?.total.saturating_abs()),
            Fact::DaysLeft => FactValue::Int(i64::from(gap)),
            Fact::Remedy => FactValue::Text(FeeCause::from_word(news?.kind)?.remedy()),
            Fact::Cadence => match finding {
                Finding::TwiceInCycle(f) => FactValue::Text(f.cadence.word()),
                _ => FactValue::Text(news?.cadence?.word()),
            },
            Fact::Was => FactValue::Money(news?.was.saturating_abs()),
            Fact::ChangePercent => FactValue::Int(news?.change_percent()),
            Fact::Count => FactValue::Int(news?.count as i64),
        })
    }
}
