// SPDX-License-Identifier: MIT OR Apache-2.0
//! What conditions may read: the closed lists of `types`, as the checker asks for them.
//!
//! In: the family that a nudge speaks of. Out: roots, fields and events with their types and classes of data.

use super::{
    cel::{Base, Environment, Field, Root, Schema, Type, Value},
    document::said,
};
use crate::types::{
    DataClass, Fact, Family, Feature, FeatureType, OwnEvent, ResponseKind, SeriesFact, Source, event_parts,
};

/// The number of the field `family` of `findings`, behind all facts.
pub const FAMILY_SLOT: u8 = Fact::ALL.len() as u8;

/// What the conditions of a nudge read.
pub(super) struct FamilySchema(pub(super) Family);

impl Schema for FamilySchema {
    fn root(&self, name: &str) -> Option<Root> {
        let source = Source::from_word(name)?;
        let slot = source.index();
        let record = Type::of(Base::Record(slot));
        let (found, classes) = match source {
            Source::Finding => (record, self.0.data_classes()),
            Source::Features => (record, source.data_classes()),
            Source::Findings | Source::Series => (record.list(), source.data_classes()),
            Source::Contexts => (Type::TEXT.list(), source.data_classes()),
        };
        Some(Root { slot, found, bound: source.bound(), classes: bits(classes) })
    }

    fn field(&self, record: u8, name: &str) -> Option<Field> {
        let field = |slot, found, optional| Field { slot, found, optional, classes: 0 };
        Some(match Source::from_index(record)? {
            Source::Finding => {
                let fact = Fact::from_word(name).filter(|fact| self.0.facts().contains(fact))?;
                field(fact.index(), type_of(fact), false)
            }
            Source::Findings if name == "family" => field(FAMILY_SLOT, Type::TEXT, false),
            Source::Findings => {
                let fact = Fact::from_word(name)?;
                let optional = !Family::ALL.iter().all(|family| family.facts().contains(&fact));
                field(fact.index(), type_of(fact), optional)
            }
            Source::Features => {
                let feature = Feature::from_word(name)?;
                let found = match feature.value_type() {
                    FeatureType::Int => Type::INT,
                    FeatureType::Money => Type::MONEY,
                    FeatureType::Text => Type::TEXT,
                };
                Field { classes: bits(feature.data_classes()), ..field(feature.index(), found, true) }
            }
            Source::Series => {
                let fact = SeriesFact::from_word(name)?;
                let found = match fact {
                    SeriesFact::Amount => Type::MONEY,
                    SeriesFact::DaysUntilNext
                    | SeriesFact::AgeDays
                    | SeriesFact::Count
                    | SeriesFact::ConfidencePercent => Type::INT,
                    _ => Type::TEXT,
                };
                field(fact.index(), found, fact == SeriesFact::DaysUntilNext)
            }
            Source::Contexts => return None,
        })
    }

    fn event(&self, name: &str) -> Option<u8> {
        if OwnEvent::from_word(name).is_some() {
            return Some(bits(&[DataClass::Transactions, DataClass::Counterparties, DataClass::Series]));
        }
        (split_event(name).1.is_some() || event_parts(name).is_some()).then(|| bits(&[DataClass::Responses]))
    }

    fn names(&self, record: Option<u8>) -> String {
        let mut names = String::new();
        let mut add = |word: &str| {
            if !names.is_empty() {
                names.push_str(", ");
            }
            names.push_str(word);
        };
        match record.and_then(Source::from_index) {
            None => Source::ALL.iter().for_each(|source| add(source.word())),
            Some(Source::Finding) => self.0.facts().iter().for_each(|fact| add(&said(&["finding.", fact.word()]))),
            Some(Source::Features) => Feature::ALL.iter().for_each(|feature| add(feature.word())),
            Some(Source::Findings) => {
                add("family");
                Fact::ALL.iter().for_each(|fact| add(fact.word()));
            }
            Some(Source::Series) => SeriesFact::ALL.iter().for_each(|fact| add(fact.word())),
            Some(Source::Contexts) => {}
        }
        names
    }
}

/// The nudge or topic that an event is of, none for all cards, and the response.
#[must_use]
pub fn split_event(name: &str) -> (&str, Option<ResponseKind>) {
    let dot = name.bytes().rposition(|byte| byte == b'.');
    let (of, kind) = dot.and_then(|dot| Some((name.get(..dot)?, name.get(dot + 1..)?))).unwrap_or(("", name));
    (of, ResponseKind::from_word(kind))
}

/// An environment of which nothing is known.
pub(super) struct Nothing;

impl<'a> Environment<'a> for Nothing {
    fn field(&self, _record: u8, _place: u32, _slot: u8) -> Option<Value<'a>> {
        None
    }

    fn has(&self, _record: u8, _place: u32, _slot: u8) -> Option<bool> {
        None
    }

    fn length(&self, _root: u8) -> Option<u32> {
        None
    }

    fn item(&self, _root: u8, _place: u32) -> Option<Value<'a>> {
        None
    }

    fn count(&self, _event: &str, _days: u16) -> Option<i64> {
        None
    }
}

const fn type_of(fact: Fact) -> Type {
    match fact {
        Fact::Amount | Fact::Was | Fact::Total => Type::MONEY,
        Fact::State | Fact::Kind | Fact::Cadence | Fact::Remedy => Type::TEXT,
        _ => Type::INT,
    }
}

fn bits(classes: &[DataClass]) -> u8 {
    classes.iter().fold(0, |bits, class| bits | 1 << class.index())
}
