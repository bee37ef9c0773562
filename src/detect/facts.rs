// SPDX-License-Identifier: MIT OR Apache-2.0
//! The values that rules read of a finding.
//!
//! In: a finding. Out: the value of a field of the schema in `types`.

use super::{Finding, News, duplicates::DuplicateState};
use crate::{
    features::fee::FeeCause,
    ledger::Ledger,
    types::{Cadence, CivilDate, Currency, Fact, FactValue, Family, Money, Permille},
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
            Self::News(f) => f.family,
        }
    }

    /// Civil days since what it tells of, as the fact `age_days` has it.
    #[must_use]
    pub fn age(&self, ledger: &Ledger, today: CivilDate) -> i32 {
        today.days_since(self.since(ledger))
    }

    /// What its facts are told from.
    #[must_use]
    pub fn told(&self, ledger: &Ledger, today: CivilDate) -> Told<'_> {
        let (money, gap) = self.money();
        let news = match self {
            Self::News(f) => Some(f),
            _ => None,
        };
        let age = self.age(ledger, today);
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
        self.facts(&|fact, _| fact).get(usize::from(fact.index())).copied().flatten()
    }

    /// The values of all fields, in their order, as someone has them.
    #[must_use]
    #[inline(always)]
    pub fn facts<T>(&self, of: &impl Fn(FactValue, Currency) -> T) -> [Option<T>; Fact::ALL.len()] {
        let &Self { finding, news, money, gap, confidence, age } = self;
        let of = |value| of(value, money.currency);
        let days = |days: i32| Some(of(FactValue::Int(i64::from(days))));
        let size = |minor: i64| Some(of(FactValue::Money(minor.saturating_abs())));
        let text = |text: Option<&'static str>| text.map(|text| of(FactValue::Text(text)));
        let (mut state, mut kind, mut cadence) = (None, news.map(|news| news.kind), None);
        match finding {
            Finding::Duplicate(f) => (state, kind) = (Some(f.state.word()), Some(f.kind.word())),
            Finding::TwiceInCycle(f) => {
                let refunded = if f.refunded { DuplicateState::Refunded } else { DuplicateState::Open };
                (state, cadence) = (Some(refunded.word()), Some(f.cadence));
            }
            Finding::News(f) => cadence = f.cadence,
        }
        let remedy = news.and_then(|news| FeeCause::from_word(news.kind)).map(FeeCause::remedy);
        [
            days(age),
            days(gap),
            Some(of(FactValue::Int(confidence.percent()))),
            size(money.minor),
            text(state),
            text(kind),
            text(cadence.map(Cadence::word)),
            news.and_then(|news| size(news.was)),
            news.map(|news| of(FactValue::Int(news.change_percent()))),
            news.map(|news| of(FactValue::Int(news.count as i64))),
            news.and_then(|news| size(news.total)),
            days(gap),
            text(remedy),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::Fact;

    #[test]
    fn facts_are_told_in_their_order() {
        let order = [
            Fact::AgeDays,
            Fact::GapDays,
            Fact::ConfidencePercent,
            Fact::Amount,
            Fact::State,
            Fact::Kind,
            Fact::Cadence,
            Fact::Was,
            Fact::ChangePercent,
            Fact::Count,
            Fact::Total,
            Fact::DaysLeft,
            Fact::Remedy,
        ];
        assert_eq!(Fact::ALL, order);
    }
}
