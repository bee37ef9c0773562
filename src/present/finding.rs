// SPDX-License-Identifier: MIT OR Apache-2.0
//! Findings on the wire: what was noticed, before anyone decides whether to say it.

use serde::{Serialize, Serializer};

use super::{card::evidence, wire_id};
use crate::{
    detect::Finding,
    ledger::Ledger,
    types::{CivilDate, Currency, DataClass, FactValue, Family, Money, Permille, Reason},
};

/// Something noticed.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FindingAnswer {
    /// Stable as long as its rows are there.
    pub id: String,
    /// What kind of finding.
    pub family: Family,
    /// The series that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub series: Option<String>,
    /// Row ids, oldest first.
    pub transactions: Vec<String>,
    /// What rules may read of it.
    pub facts: Facts,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What would make it go away, the likeliest first.
    pub changes: Vec<Reason>,
    /// 0 to 1.
    pub confidence: Permille,
    /// Which data it is made of.
    pub uses: Vec<DataClass>,
}

/// Facts by name: counts and days as numbers, money as decimals without sign, words as texts.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(type = "Record<string, number | string>"))]
pub struct Facts(Vec<(&'static str, FactAnswer)>);

/// A value on the wire: a count as a number, money as a decimal, a word as a text.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(type = "number | string"))]
pub enum FactAnswer {
    /// A count, days or hundredths.
    Number(i64),
    /// A decimal or a word.
    Text(String),
}

impl FactAnswer {
    /// The value of a fact; money is of that currency.
    #[must_use]
    pub fn new(value: FactValue, currency: Option<Currency>) -> Self {
        match (value, currency) {
            (FactValue::Money(minor), Some(currency)) => Self::Text(Money { minor, currency }.to_decimal()),
            (FactValue::Int(value) | FactValue::Money(value), _) => Self::Number(value),
            (FactValue::Text(word), _) => Self::Text(word.into()),
        }
    }
}

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, fact)| (name, fact)))
    }
}

impl Serialize for FactAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(value) => serializer.serialize_i64(*value),
            Self::Text(value) => serializer.serialize_str(value),
        }
    }
}

impl Facts {
    /// What rules may read of a finding.
    #[must_use]
    pub(super) fn of(ledger: &Ledger, finding: &Finding, today: CivilDate) -> Self {
        let (money, _) = finding.money();
        let mut facts = Vec::new();
        for &fact in finding.family().facts() {
            if let Some(value) = finding.fact(fact, ledger, today) {
                facts.push((fact.word(), FactAnswer::new(value, Some(money.currency))));
            }
        }
        Self(facts)
    }
}

impl FindingAnswer {
    /// The answer for a finding.
    #[must_use]
    pub fn new(ledger: &Ledger, finding: &Finding, today: CivilDate) -> Self {
        let family = finding.family();
        let (confidence, reasons) = finding.grounds();
        Self {
            id: id_of(finding),
            family,
            series: finding.series().map(|series| wire_id("series", series)),
            transactions: evidence(ledger, finding),
            facts: Facts::of(ledger, finding, today),
            reasons: reasons.clone(),
            changes: finding.changes(ledger),
            confidence,
            uses: family.data_classes().to_vec(),
        }
    }
}

/// Its id on the wire.
pub(super) fn id_of(finding: &Finding) -> String {
    // A duplicate keeps the id that `duplicates` gives it: responses know it.
    let prefix = if finding.family() == Family::Duplicate { "duplicate" } else { "finding" };
    wire_id(prefix, finding.id())
}
