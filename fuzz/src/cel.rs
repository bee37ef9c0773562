// SPDX-License-Identifier: MIT OR Apache-2.0
//! Conditions: what loads runs to its end, says the same twice, and costs no more than it was said to.

use oxpecker::packs::cel::{Base, Environment, Field, MAX_COST, Machine, Root, Schema, Type, Value, compile};

/// A finding, series of a record, and words.
struct Sample;

impl Schema for Sample {
    fn root(&self, name: &str) -> Option<Root> {
        let (slot, found, bound) = match name {
            "finding" => (0, Type::of(Base::Record(0)), 1),
            "series" => (1, Type::of(Base::Record(1)).list(), 40),
            "contexts" => (2, Type::TEXT.list(), 16),
            _ => return None,
        };
        Some(Root { slot, found, bound, classes: 1 << slot })
    }

    fn field(&self, record: u8, name: &str) -> Option<Field> {
        let (slot, found, optional) = match (record, name) {
            (0, "open") => (0, Type::BOOL, false),
            (_, "days") => (1, Type::INT, false),
            (_, "amount") => (2, Type::MONEY, false),
            (0, "told") | (1, "next") => (3, Type::INT, true),
            (_, "kind") => (4, Type::TEXT, false),
            _ => return None,
        };
        Some(Field { slot, found, optional, classes: 1 })
    }

    fn event(&self, name: &str) -> Option<u8> {
        (name == "open").then_some(1)
    }

    fn names(&self, _: Option<u8>) -> String {
        "finding, series, contexts".into()
    }
}

impl<'a> Environment<'a> for Sample {
    fn field(&self, _: u8, place: u32, slot: u8) -> Option<Value<'a>> {
        Some(match slot {
            0 => Value::Bool(place % 2 == 0),
            1 => Value::Int(i64::from(place) * 7 - 3),
            3 if place % 3 != 0 => Value::Int(i64::MAX - i64::from(place)),
            4 => Value::Text("open"),
            _ => return None,
        })
    }

    fn length(&self, root: u8) -> Option<u32> {
        Some(if root == 1 { 40 } else { 3 })
    }

    fn item(&self, root: u8, place: u32) -> Option<Value<'a>> {
        (root == 2 && place < 3).then_some(Value::Text("renovation"))
    }

    fn count(&self, _: &str, days: u16) -> Option<i64> {
        Some(i64::from(days))
    }
}

/// Compiles these bytes as a condition and runs what loads.
pub fn ask(data: &[u8]) {
    let source = String::from_utf8_lossy(data);
    match compile(&source, &Sample, Type::BOOL) {
        Ok(program) => {
            assert!(program.cost() <= MAX_COST);
            let (one, other) = (
                format!("{:?}", Machine::default().run(&program, &Sample)),
                format!("{:?}", Machine::default().run(&program, &Sample)),
            );
            assert_eq!(one, other);
            assert!(!one.contains("Ok(") || one.contains("Bool"), "a condition said {one}");
        }
        Err(error) => {
            let most = source.chars().count() as u32 + 1;
            assert!(error.column >= 1 && error.column <= most, "column {} of {most}", error.column);
            assert!(!error.code.is_empty() && !error.message.is_empty());
        }
    }
}
