// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whatever this subset takes, an independent interpreter of CEL says the same of it.
//!
//! In: bytes that choose an expression of a type. Out: agreement of the two. Invariant: what this subset
//! refuses to load is counted and not compared; with `OXPECKER_PROVE=1` the full count runs.

use std::io::Write as _;

use proptest::{
    prelude::*,
    test_runner::{RngSeed, TestRunner},
};

use super::{
    super::{Machine, Type, Value, compile},
    Sample,
};

/// Chooses; when the bytes run out, the first of everything.
struct Chooser<'a>(&'a [u8]);

impl Chooser<'_> {
    fn below(&mut self, count: u8) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        first % count
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[usize::from(self.below(words.len() as u8))]
    }

    fn bool(&mut self, depth: u8, item: &str) -> String {
        if depth == 0 {
            return self.of(&["true", "false", "finding.open", "1 / 0 == 1"]).into();
        }
        let d = depth - 1;
        match self.below(14) {
            0 => self.of(&["true", "false", "finding.open", "1 / 0 == 1"]).into(),
            1 => format!("!({})", self.bool(d, item)),
            2 => format!("({} && {})", self.bool(d, item), self.bool(d, item)),
            3 => format!("({} || {})", self.bool(d, item), self.bool(d, item)),
            4 => format!("({} ? {} : {})", self.bool(d, item), self.bool(d, item), self.bool(d, item)),
            5 => {
                let sign = self.of(&["<", "<=", ">", ">=", "==", "!="]);
                format!("{} {sign} {}", self.int(d, item), self.int(d, item))
            }
            6 => {
                let sign = self.of(&["<", "<=", ">", ">=", "==", "!="]);
                format!("{} {sign} {}", self.text(d, item), self.text(d, item))
            }
            7 => format!("{} in {}", self.int(d, item), self.list(d, item)),
            8 => {
                let sign = self.of(&["==", "!="]);
                format!("{} {sign} {}", self.list(d, item), self.list(d, item))
            }
            9 => {
                let name = self.of(&["contains", "startsWith", "endsWith"]);
                format!("{}.{name}({})", self.text(d, item), self.text(d, item))
            }
            10 => {
                let name = self.of(&["all", "exists", "exists_one"]);
                let list = self.list(d, item);
                let inner = if item.is_empty() { "x" } else { "y" };
                format!("{list}.{name}({inner}, {})", self.bool(d, inner))
            }
            11 => format!("has(finding.{})", self.of(&["told", "untold"])),
            12 => format!("{} in {}", self.text(d, item), self.of(&["contexts", "['open', 'a']", "['']"])),
            _ => {
                let name = self.of(&["all", "exists", "exists_one"]);
                let field = self.of(&["s.days", "s.next"]);
                format!("series.{name}(s, {field} == {})", self.int(0, item))
            }
        }
    }

    fn int(&mut self, depth: u8, item: &str) -> String {
        if depth == 0 {
            let word =
                self.of(&["0", "1", "2", "-1", "9", "finding.days", "item", "9223372036854775807", "finding.untold"]);
            return if word != "item" {
                word
            } else if item.is_empty() {
                "3"
            } else {
                item
            }
            .into();
        }
        let d = depth - 1;
        match self.below(6) {
            0 | 1 => {
                let sign = self.of(&["+", "-", "*", "/", "%"]);
                format!("({} {sign} {})", self.int(d, item), self.int(d, item))
            }
            2 => format!("({} ? {} : {})", self.bool(d, item), self.int(d, item), self.int(d, item)),
            3 => format!("size({})", self.list(d, item)),
            4 => format!("-({})", self.int(d, item)),
            _ => self.int(0, item),
        }
    }

    fn text(&mut self, depth: u8, item: &str) -> String {
        if depth == 0 || self.below(3) > 0 {
            return self.of(&["'open'", "''", "'日本'", "finding.state", "'op'"]).into();
        }
        format!("({} ? {} : {})", self.bool(depth - 1, item), self.text(0, item), self.text(0, item))
    }

    fn list(&mut self, depth: u8, item: &str) -> String {
        if depth == 0 {
            return self.of(&["[1, 2, 3]", "[]", "[0]", "[3, 3]", "[1, 1 / 0]"]).into();
        }
        let d = depth - 1;
        let inner = if item.is_empty() { "x" } else { "y" };
        match self.below(5) {
            0 => format!("[{}, {}]", self.int(d, item), self.int(d, item)),
            1 => format!("{}.filter({inner}, {})", self.list(d, item), self.bool(d, inner)),
            2 => format!("{}.map({inner}, {})", self.list(d, item), self.int(d, inner)),
            3 => format!("{}.map({inner}, {}, {})", self.list(d, item), self.bool(d, inner), self.int(d, inner)),
            _ => self.list(0, item),
        }
    }
}

#[derive(serde::Serialize)]
struct Finding {
    days: i64,
    state: &'static str,
    open: bool,
    told: i64,
}

#[derive(serde::Serialize)]
struct Series {
    days: i64,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<i64>,
}

fn theirs(source: &str) -> Option<cel::Value> {
    let mut context = cel::Context::default();
    let finding = Finding { days: 3, state: "open", open: true, told: 7 };
    let series = [("rent", 0, None), ("salary", 1, Some(9)), ("telecom", 2, None)];
    let series = series.map(|(kind, days, next)| Series { days, kind, next });
    context.add_variable("finding", finding).unwrap();
    context.add_variable("series", series).unwrap();
    context.add_variable("contexts", ["renovation", "late"]).unwrap();
    cel::Program::compile(source).unwrap().execute(&context).ok()
}

fn ours(source: &str) -> Option<Option<bool>> {
    let program = Box::leak(Box::new(compile(source, &Sample, Type::BOOL).ok()?));
    Some(match Machine::default().run(program, &Sample) {
        Ok(Value::Bool(value)) => Some(value),
        _ => None,
    })
}

#[test]
fn prop_the_other_interpreter_agrees() {
    let proves = std::env::var_os("OXPECKER_PROVE").is_some();
    let cases = if proves { 50_000 } else { 3_000 };
    let rng_seed = RngSeed::Fixed(0x0ce1);
    let config = ProptestConfig { cases, failure_persistence: None, rng_seed, ..ProptestConfig::default() };
    let [mut compared, mut erred] = [0_u32; 2];
    let mut runner = TestRunner::new(config);
    let bytes = prop::collection::vec(any::<u8>(), 0..80);
    let counts = std::cell::RefCell::new((&mut compared, &mut erred));
    let result = runner.run(&bytes, |bytes| {
        let source = Chooser(&bytes).bool(4, "");
        if let Some(ours) = ours(&source) {
            let theirs = theirs(&source).map(|value| value == cel::Value::Bool(true));
            prop_assert_eq!(ours, theirs, "{}", source);
            let mut counts = counts.borrow_mut();
            *counts.0 += 1;
            *counts.1 += u32::from(ours.is_none());
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    if let Some(path) = std::env::var_os("OXPECKER_FIGURES") {
        let line = format!(
            "conditions against another interpreter of CEL\t{compared} compared, {erred} of them errors, 0 differ\tnone\n"
        );
        std::fs::OpenOptions::new().append(true).create(true).open(path).unwrap().write_all(line.as_bytes()).unwrap();
    }
    assert!(compared > cases * 7 / 10 && erred > cases / 100, "{compared} compared, {erred} of them errors");
}
