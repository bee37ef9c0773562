// SPDX-License-Identifier: MIT OR Apache-2.0
//! Features on the wire: the schema that rules read, with this customer's values.

use serde::Serialize;

use super::finding::FactAnswer;
use crate::{
    features::facts::Facts,
    types::{DataClass, Feature, FeatureType},
};

/// A feature of the customer as a whole.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FeatureAnswer {
    /// A rule reads it as `features.<name>`.
    #[cfg_attr(test, ts(as = "Feature"))]
    pub name: &'static str,
    /// The type of its value.
    #[serde(rename = "type")]
    #[cfg_attr(test, ts(as = "FeatureType"))]
    pub value_type: &'static str,
    /// `percent`, `days`, `months` or `count`; the currency of money; empty for a word.
    pub unit: &'static str,
    /// A number, a signed decimal or a word; absent where the rows do not tell it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub value: Option<FactAnswer>,
    /// Which data it is made of.
    pub data_classes: Vec<DataClass>,
}

impl FeatureAnswer {
    /// Every feature, known or not.
    #[must_use]
    pub fn all(facts: &Facts) -> Vec<Self> {
        let mut all = Vec::new();
        for &name in Feature::ALL {
            let value = facts.value(name).map(|value| FactAnswer::new(value, facts.currency));
            let (value_type, mut unit) = (name.value_type(), name.unit());
            if let (FeatureType::Money, Some(currency)) = (value_type, facts.currency) {
                unit = currency.code();
            }
            let data_classes = name.data_classes().to_vec();
            all.push(Self { name: name.word(), value_type: value_type.word(), unit, value, data_classes });
        }
        all
    }
}
