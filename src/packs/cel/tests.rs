// SPDX-License-Identifier: MIT OR Apache-2.0
//! Conditions that hold, fail, err, or do not load.

mod oracle;

use core::cell::Cell;

use proptest::prelude::*;

use super::{Base, Environment, EvalError, Field, MAX_COST, Machine, Root, Rules, Schema, Type, Value, compile};
use crate::types::Currency;

/// A record `finding`, a list `series` of three records, and a list of words.
struct Sample;

const ITEMS: u32 = 3;

impl Schema for Sample {
    fn root(&self, name: &str) -> Option<Root> {
        let record = Type::of(Base::Record(0));
        let (slot, found, bound, classes) = match name {
            "finding" => (0, record, 0, 1),
            "series" => (1, Type::of(Base::Record(1)).list(), 256, 2),
            "contexts" => (2, Type::TEXT.list(), 64, 4),
            _ => return None,
        };
        Some(Root { slot, found, bound, classes })
    }

    fn field(&self, record: u8, name: &str) -> Option<Field> {
        let (slot, found, optional) = match (record, name) {
            (0, "days") => (0, Type::INT, false),
            (0, "amount") => (1, Type::MONEY, false),
            (0, "usual") => (2, Type::MONEY, false),
            (0, "state") => (3, Type::TEXT, false),
            (0, "open") => (4, Type::BOOL, false),
            (0, "yen") => (5, Type::MONEY, false),
            (0, "told") => (6, Type::INT, true),
            (0, "untold") => (7, Type::INT, true),
            (1, "days") => (0, Type::INT, false),
            (1, "next") => (1, Type::INT, true),
            (1, "kind") => (2, Type::TEXT, false),
            _ => return None,
        };
        // One of the class of its record, and one of another.
        let classes = match name {
            "told" => 1,
            "kind" => 4,
            _ => 0,
        };
        Some(Field { slot, found, optional, classes })
    }

    fn event(&self, name: &str) -> Option<u8> {
        name.ends_with("shown").then_some(8)
    }

    fn names(&self, _record: Option<u8>) -> String {
        "finding.days".into()
    }
}

fn currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap()
}

impl Environment<'static> for Sample {
    fn field(&self, record: u8, place: u32, slot: u8) -> Option<Value<'static>> {
        Some(match (record, slot) {
            (0, 0) => Value::Int(3),
            (0, 1) => Value::Money(-1200, currency("EUR")),
            (0, 2) => Value::Money(1000, currency("EUR")),
            (0, 3) => Value::Text("open"),
            (0, 4) => Value::Bool(true),
            (0, 5) => Value::Money(1000, currency("JPY")),
            (0, 6) => Value::Int(7),
            (1, 0) => Value::Int(i64::from(place)),
            (1, 1) if place == 1 => Value::Int(9),
            (1, 2) => Value::Text(["rent", "salary", "telecom"][place as usize]),
            _ => return None,
        })
    }

    fn length(&self, root: u8) -> Option<u32> {
        Some(if root == 1 { ITEMS } else { 2 })
    }

    fn item(&self, root: u8, place: u32) -> Option<Value<'static>> {
        if root == 1 {
            Some(Value::Record(1, place))
        } else {
            Some(Value::Text(["renovation", "late"][place as usize]))
        }
    }

    fn count(&self, event: &str, days: u16) -> Option<i64> {
        Some(event.len() as i64 + i64::from(days))
    }
}

/// The sample, with the first fields of the finding side by side.
struct Row(&'static [Option<Value<'static>>]);

impl Environment<'static> for Row {
    fn field(&self, record: u8, place: u32, slot: u8) -> Option<Value<'static>> {
        match self.0.get(usize::from(slot)) {
            Some(found) if record == 0 => *found,
            _ => Environment::field(&Sample, record, place, slot),
        }
    }

    fn row(&self) -> &[Option<Value<'static>>] {
        self.0
    }

    fn length(&self, root: u8) -> Option<u32> {
        Sample.length(root)
    }

    fn item(&self, root: u8, place: u32) -> Option<Value<'static>> {
        Sample.item(root, place)
    }

    fn count(&self, event: &str, days: u16) -> Option<i64> {
        Sample.count(event, days)
    }
}

fn run(source: &str) -> Result<bool, EvalError> {
    let program = compile(source, &Sample, Type::BOOL).unwrap_or_else(|error| panic!("{source}: {error:?}"));
    let program = Box::leak(Box::new(program));
    Machine::default().run(program, &Sample).map(|value| match value {
        Value::Bool(value) => value,
        other => panic!("{source}: {other:?}"),
    })
}

#[test]
fn conditions_say_what_cel_says() {
    for (source, expected) in [
        ("true", Ok(true)),
        ("finding.days == 3 && finding.state == 'open'", Ok(true)),
        ("finding.days + 2 * 3 == 9", Ok(true)),
        ("(finding.days + 2) * 3 == 15", Ok(true)),
        ("10 - 3 - 2 == 5", Ok(true)),
        ("-7 / 2 == -3 && -7 % 2 == -1", Ok(true)),
        ("-finding.amount > finding.usual", Ok(true)),
        ("finding.usual * 2 >= 2 * finding.usual", Ok(true)),
        ("-finding.amount / finding.usual == 1", Ok(true)),
        ("!finding.open || finding.days > 5", Ok(false)),
        ("!!finding.open", Ok(true)),
        ("finding.open == true && finding.open != false && false < finding.open", Ok(true)),
        ("- -finding.days == 3", Ok(true)),
        ("true || false && false", Ok(true)),
        ("\"a\" < 'b' && 'it\\'s' == \"it's\"", Ok(true)),
        ("size('\\n\\r\\t') == 3 && '\\t' < '\\n' && '\\n' < '\\r' && '\\r' < ' '", Ok(true)),
        ("-9223372036854775808 < 0", Ok(true)),
        ("0x10 == 16", Ok(true)),
        ("1 / 0 == 1", Err(EvalError::DivisionByZero)),
        ("1 % 0 == 1", Err(EvalError::DivisionByZero)),
        ("9223372036854775807 + 1 > 0", Err(EvalError::Overflow)),
        ("- -9223372036854775808 > 0", Err(EvalError::Overflow)),
        ("-9223372036854775808 / -1 > 0", Err(EvalError::Overflow)),
        // Errors are absorbed by the side that decides, whichever it is.
        ("1 / 0 == 1 || true", Ok(true)),
        ("true || 1 / 0 == 1", Ok(true)),
        ("1 / 0 == 1 && false", Ok(false)),
        ("false && 1 / 0 == 1", Ok(false)),
        ("1 / 0 == 1 || false", Err(EvalError::DivisionByZero)),
        ("1 / 0 == 1 && true", Err(EvalError::DivisionByZero)),
        ("!(1 / 0 == 1) || true", Ok(true)),
        // Of two branches one is run, and an error of the question is the answer.
        ("true ? finding.open : 1 / 0 == 1", Ok(true)),
        ("false ? 1 / 0 == 1 : finding.days == 3", Ok(true)),
        ("(finding.days > 2 ? 10 : 20) == 10", Ok(true)),
        ("(false ? 1 : false ? 2 : 3) == 3", Ok(true)),
        ("(1 / 0 == 1) ? true : true", Err(EvalError::DivisionByZero)),
        ("(1 / 0 == 1 ? true : false) || true", Ok(true)),
        // Amounts of two currencies are never compared.
        ("finding.usual == finding.yen", Err(EvalError::Currencies)),
        ("finding.usual + finding.yen > finding.usual", Err(EvalError::Currencies)),
        ("finding.usual < finding.yen || true", Ok(true)),
        // Lists.
        ("finding.state in ['open', 'late']", Ok(true)),
        ("finding.days in [1, 2]", Ok(false)),
        ("3 in []", Ok(false)),
        ("[1, 2,] == [1, 2] && [1] != [2] && [] == [] && [[1], []] != [[1], [2]]", Ok(true)),
        ("[1 / 0] == [1] || true", Ok(true)),
        ("1 in [1, 1 / 0]", Err(EvalError::DivisionByZero)),
        ("'late' in contexts && !('moving' in contexts)", Ok(true)),
        ("size(contexts) == 2 && contexts.size() == series.size() - 1 && size('日本') == 2", Ok(true)),
        ("contexts == ['renovation', 'late']", Ok(true)),
        // Strings.
        ("finding.state.startsWith('op') && finding.state.endsWith('en') && finding.state.contains('pe')", Ok(true)),
        ("finding.state.contains('') && !finding.state.contains('opened') && !''.contains('a')", Ok(true)),
        // Fields that may be absent.
        ("has(finding.told) && finding.told == 7", Ok(true)),
        ("has(finding.untold)", Ok(false)),
        ("finding.untold == 7", Err(EvalError::NoValue)),
        ("!has(finding.untold) || finding.untold == 7", Ok(true)),
        // Walks; those that decide absorb errors, the others do not.
        ("series.exists(s, s.kind == 'salary')", Ok(true)),
        ("series.all(s, s.days < 3)", Ok(true)),
        ("series.exists_one(s, s.days == 2)", Ok(true)),
        ("series.exists_one(s, s.days > 0)", Ok(false)),
        ("series.exists(s, s.next == 9)", Ok(true)),
        ("series.exists(s, s.next == 8)", Err(EvalError::NoValue)),
        ("series.all(s, s.next == 8)", Ok(false)),
        ("series.all(s, s.next == 9)", Err(EvalError::NoValue)),
        ("series.exists_one(s, s.next == 9)", Err(EvalError::NoValue)),
        ("series.filter(s, has(s.next)).size() == 1", Ok(true)),
        ("series.filter(s, s.next == 9).size() == 1", Err(EvalError::NoValue)),
        ("series.filter(s, has(s.next)).all(s, s.next == 9)", Ok(true)),
        ("series.map(s, s.days * 2) == [0, 2, 4]", Ok(true)),
        ("series.map(s, s.days > 0, s.kind) == ['salary', 'telecom']", Ok(true)),
        ("series.map(s, 1 / s.days) == [1]", Err(EvalError::DivisionByZero)),
        ("[1, 2].map(s, [1, 2].map(t, s * t)) == [[1, 2], [2, 4]]", Ok(true)),
        ("series.map(s, [1, 2].map(t, s.days * t).size()) == [2, 2, 2]", Ok(true)),
        ("[[1, 2], [3]].map(l, l.size()) == [2, 1]", Ok(true)),
        ("[1, 2, 3].filter(x, x > 1).map(x, x * x) == [4, 9]", Ok(true)),
        ("[].all(x, x > 0) && ![].exists(x, x > 0) && [].map(x, x) == []", Ok(true)),
        ("[true, false].exists(finding, finding) && finding.open", Ok(true)),
        ("count('shown', 7) == 12", Ok(true)),
    ] {
        assert_eq!(run(source), expected, "{source}");
    }
}

#[test]
fn what_does_not_load_says_where_and_why() {
    for (source, column, code) in [
        ("", 1, "unexpected-end"),
        ("1", 1, "not-a-condition"),
        ("finding.days", 9, "not-a-condition"),
        ("finding", 1, "unknown-name"),
        ("[1]", 1, "not-a-condition"),
        ("finding.days = 3", 14, "unexpected-character"),
        ("finding.days == '3'", 14, "type-mismatch"),
        ("finding.amount > 1000", 16, "type-mismatch"),
        ("finding.amount + 1 > finding.usual", 16, "type-mismatch"),
        ("finding.amount * finding.usual > finding.usual", 16, "type-mismatch"),
        ("finding.age > 3", 9, "unknown-field"),
        ("customer.age > 3", 1, "unknown-name"),
        ("days > 3", 1, "unknown-name"),
        ("1.5 > 1", 1, "no-doubles"),
        ("1e3 > 1", 1, "no-doubles"),
        ("9223372036854775808 > 1", 1, "bad-integer"),
        ("(true", 1, "open-bracket"),
        ("true)", 5, "unexpected-token"),
        ("true true", 6, "unexpected-token"),
        ("true &&", 8, "unexpected-end"),
        ("'open", 1, "open-string"),
        ("'\\x'", 1, "bad-escape"),
        ("while == 3", 1, "unsupported"),
        ("3 in finding.days", 3, "type-mismatch"),
        ("'a' in [1]", 5, "type-mismatch"),
        ("finding.usual in [1]", 15, "type-mismatch"),
        ("[1, 'a'] == []", 5, "type-mismatch"),
        ("[1, 2", 1, "open-bracket"),
        ("size(1) == 1", 1, "type-mismatch"),
        ("size(1, 2) == 1", 1, "unknown-function"),
        ("size([1],) == 1", 10, "unexpected-token"),
        ("matches('a', 'b')", 1, "unknown-function"),
        ("'a'.matches('b')", 5, "unknown-function"),
        ("finding.state.contains(1)", 24, "type-mismatch"),
        ("finding.days.all(d, true)", 14, "type-mismatch"),
        ("series.all(s, 1)", 15, "type-mismatch"),
        ("series.all(1, true)", 8, "unknown-function"),
        ("series.all(s, s == s)", 17, "type-mismatch"),
        ("series.exists(s, t.days == 1)", 18, "unknown-name"),
        ("series.exists(s, s.amount == 1)", 20, "unknown-field"),
        ("series.exists(s, true) && s.days == 1", 27, "unknown-name"),
        ("series.days == 1", 8, "type-mismatch"),
        ("has(finding.days)", 13, "always-there"),
        ("has(series)", 1, "unknown-function"),
        ("true ? 1 : 'a'", 6, "type-mismatch"),
        ("1 ? true : false", 3, "type-mismatch"),
        ("true ? false", 6, "unexpected-token"),
        ("count('x', 7) == 1", 7, "unknown-event"),
        ("count(finding.state, 7) == 1", 15, "not-an-event"),
        ("count('shown', 0) == 1", 16, "out-of-range"),
        ("count('shown', finding.days) == 1", 24, "out-of-range"),
        ("1 < 2 < 3", 7, "type-mismatch"),
        ("'a' + 'b' == 'ab'", 5, "type-mismatch"),
        ("true - false == true", 6, "type-mismatch"),
        ("[1] + [2] == [1, 2]", 5, "type-mismatch"),
        ("finding. == 3", 10, "unexpected-token"),
        ("!3 == 3", 1, "type-mismatch"),
        ("'日本' == finding.days", 6, "type-mismatch"),
        ("true && 1", 6, "type-mismatch"),
    ] {
        let error = compile(source, &Sample, Type::BOOL).expect_err(source);
        assert_eq!((error.column, error.code), (column, code), "{source}: {}", error.message);
    }
    assert_eq!(compile(&"(".repeat(100), &Sample, Type::BOOL).unwrap_err().code, "too-deep");
    assert_eq!(compile(&"!".repeat(100), &Sample, Type::BOOL).unwrap_err().code, "too-deep");
    for source in ["(".repeat(100_000), ["true"; 1000].join(" && "), ["1 < 2"; 90].join(" || ")] {
        assert_eq!(compile(&source, &Sample, Type::BOOL).unwrap_err().code, "too-long");
    }
}

#[test]
fn what_a_run_may_cost_is_known_and_bounded() {
    let cost = |source: &str| compile(source, &Sample, Type::BOOL).map(|program| program.cost());
    assert_eq!(cost("finding.days > 3"), Ok(3));
    assert_eq!(cost("finding.days > finding.days"), Ok(3));
    assert_eq!(cost("series.exists(s, s.days > 3)"), Ok(1 + 1 + 256 * 5));
    assert!(cost("[1, 2, 3].all(x, [1, 2].exists(y, x == y))").unwrap() < 80);
    assert_eq!(cost("series.all(s, series.exists(t, t.days > s.days))").unwrap_err().code, "too-costly");
    assert!(cost("series.exists(s, s.days > 3)").unwrap() < MAX_COST);
    assert_eq!(compile("[[]]", &Sample, Type::INT).unwrap_err().code, "not-a-condition");
    assert!(compile("finding.amount / 2", &Sample, Type::MONEY).is_ok());
}

#[test]
fn what_is_read_is_known_by_its_class() {
    let classes = |source: &str| compile(source, &Sample, Type::BOOL).unwrap().classes();
    assert_eq!(classes("1 < 2"), 0);
    assert_eq!(classes("finding.days > 1 && 'late' in contexts"), 5);
    assert_eq!(classes("has(finding.told) || series.size() > 1"), 3);
    assert_eq!(classes("finding.told > 1"), 1);
    assert_eq!(classes("series.exists(s, s.kind == 'rent')"), 6);
    assert_eq!(classes("false ? count('shown', 7) > 1 : true"), 8);
}

/// An expression as a tree with its own naive evaluation: the oracle of the compiled program.
#[derive(Clone, Debug)]
enum Tree {
    Bool(bool),
    Not(Box<Tree>),
    Logic(bool, Box<Tree>, Box<Tree>),
    Compare(i8, Box<Number>, Box<Number>),
}

#[derive(Clone, Debug)]
enum Number {
    Int(i64),
    Binary(char, Box<Number>, Box<Number>),
}

impl Tree {
    fn text(&self) -> String {
        match self {
            Self::Bool(value) => value.to_string(),
            Self::Not(inner) => format!("!({})", inner.text()),
            Self::Logic(or, a, b) => format!("({} {} {})", a.text(), if *or { "||" } else { "&&" }, b.text()),
            Self::Compare(sign, a, b) => {
                format!("({} {} {})", a.text(), ["<", "==", ">"][(sign + 1) as usize], b.text())
            }
        }
    }

    fn value(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            Self::Not(inner) => inner.value().map(|value| !value),
            Self::Logic(or, a, b) => match (a.value(), b.value()) {
                (Some(value), _) | (_, Some(value)) if value == *or => Some(value),
                (Some(_), Some(_)) => Some(!or),
                _ => None,
            },
            Self::Compare(sign, a, b) => Some(a.value()?.cmp(&b.value()?) as i8 == *sign),
        }
    }
}

impl Number {
    fn text(&self) -> String {
        match self {
            Self::Int(value) => value.to_string(),
            Self::Binary(sign, a, b) => format!("({} {sign} {})", a.text(), b.text()),
        }
    }

    fn value(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            Self::Binary(sign, a, b) => {
                let (a, b) = (i128::from(a.value()?), i128::from(b.value()?));
                let result = match sign {
                    '+' => a + b,
                    '-' => a - b,
                    '*' => a * b,
                    _ if b == 0 => return None,
                    // CEL calls this an overflow, as processors do.
                    '%' if (a, b) == (i128::from(i64::MIN), -1) => return None,
                    '/' => a / b,
                    _ => a % b,
                };
                i64::try_from(result).ok()
            }
        }
    }
}

fn tree() -> impl Strategy<Value = Tree> {
    let int = prop_oneof![-3_i64..4, any::<i64>(), Just(i64::MIN), Just(i64::MAX)];
    let number = int.prop_map(Number::Int).prop_recursive(3, 12, 2, |inner| {
        (prop::sample::select(vec!['+', '-', '*', '/', '%']), inner.clone(), inner)
            .prop_map(|(sign, a, b)| Number::Binary(sign, Box::new(a), Box::new(b)))
    });
    let compare =
        (-1_i8..=1, number.clone(), number).prop_map(|(sign, a, b)| Tree::Compare(sign, Box::new(a), Box::new(b)));
    let leaf = prop_oneof![any::<bool>().prop_map(Tree::Bool), compare];
    leaf.prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|tree| Tree::Not(Box::new(tree))),
            (any::<bool>(), inner.clone(), inner).prop_map(|(or, a, b)| Tree::Logic(or, Box::new(a), Box::new(b))),
        ]
    })
}

/// What a plain program is made of: each holds, fails or errs in `Sample`.
const QUESTIONS: [&str; 13] = [
    "true",
    "false",
    "finding.days > 2",
    "finding.days == 4",
    "finding.untold < 3",
    "finding.state == 'open'",
    "finding.state != 'open'",
    "finding.state in ['late', 'open']",
    "finding.amount < finding.usual",
    "finding.amount < finding.yen",
    "'late' in contexts",
    "'early' in contexts",
    "has(finding.untold)",
];

fn plain() -> impl Strategy<Value = String> {
    prop::sample::select(QUESTIONS.to_vec()).prop_map(str::to_owned).prop_recursive(4, 16, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| format!("!({one})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) && ({b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a}) || ({b})")),
        ]
    })
}

/// A row of the table: some fields are absent, and the last ones do not stand in it.
const TOLD: &[Option<Value<'static>>] = &[Some(Value::Int(4)), None, None, Some(Value::Text("late")), None];

/// What the flat list says of conditions that stand one behind the other, held to the machine: none that holds is missed, and
/// where each is questions only, none is too many. Tells whether each was worked out there.
fn is_flat(sources: &[&str], row: &'static [Option<Value<'static>>]) -> bool {
    let (mut rules, mut known) = (Rules::default(), (Vec::new(), Vec::new()));
    for (at, source) in sources.iter().enumerate() {
        let program = Box::leak(Box::new(compile(source, &Sample, Type::BOOL).unwrap()));
        rules.add(at as u32, program);
        if Machine::default().holds(program, &Row(row)) {
            known.0.push(at as u32);
        }
        let mut alone = Rules::default();
        alone.add(0, program);
        if alone.asks() == 0 {
            known.1.push(at as u32);
        }
    }
    for _ in 0..2 {
        let mut found = Vec::new();
        rules.ask(&Row(row), &mut |at, holds| {
            assert_eq!(holds, !known.1.contains(&at), "questions alone tell it: {sources:?}");
            found.push(at);
        });
        assert!(found.is_sorted(), "in their order");
        found.retain(|at| !known.1.contains(at) || known.0.contains(at));
        assert_eq!(found, known.0, "{sources:?}");
    }
    for slot in 0..8 {
        if let (Some(most), Some(Value::Int(value))) = (rules.at_most(slot), Row(row).field(0, 0, slot)) {
            assert!(value <= most || known.0.is_empty(), "{sources:?} hold past {most}");
        }
    }
    known.1.is_empty()
}

#[test]
fn what_all_conditions_want_at_most_is_told() {
    let most = |sources: &[&str]| {
        let mut rules = Rules::default();
        for source in sources {
            rules.add(0, &compile(source, &Sample, Type::BOOL).unwrap());
        }
        rules.at_most(0)
    };
    assert_eq!(most(&[]), Some(i64::MIN), "nothing holds");
    assert_eq!(most(&["finding.days <= 3"]), Some(3));
    assert_eq!(most(&["finding.state != 'late' && finding.days < 3"]), Some(3));
    assert_eq!(most(&["finding.days <= 3", "finding.days == 8 && finding.state == 'late'"]), Some(8));
    for open in [
        "finding.days >= 3",
        "finding.state == 'late'",
        "!(finding.days <= 3)",
        "finding.days <= 3 || finding.state == 'late'",
        "finding.state == 'late' || finding.days <= 3",
        "(finding.state == 'late' || finding.days <= 3) && finding.state != 'x'",
        "finding.days + 1 <= 3",
    ] {
        assert_eq!(most(&["finding.days <= 3", open]), None, "{open}");
        assert_eq!(most(&[open, "finding.days <= 3"]), None, "{open}");
    }
}

/// The sample, counting what is read.
struct Counted(Cell<u32>);

impl Environment<'static> for Counted {
    fn field(&self, record: u8, place: u32, slot: u8) -> Option<Value<'static>> {
        self.0.set(self.0.get() + 1);
        Environment::field(&Sample, record, place, slot)
    }

    fn length(&self, root: u8) -> Option<u32> {
        Sample.length(root)
    }

    fn item(&self, root: u8, place: u32) -> Option<Value<'static>> {
        Sample.item(root, place)
    }

    fn count(&self, event: &str, days: u16) -> Option<i64> {
        Sample.count(event, days)
    }
}

#[test]
fn each_pass_works_all_of_them_out_again() {
    let (mut rules, env) = (Rules::default(), Counted(Cell::new(0)));
    for at in 0..50 {
        rules.add(
            at,
            &compile(&format!("finding.days == {at} && finding.state != 'late'"), &Sample, Type::BOOL).unwrap(),
        );
    }
    for pass in 1..4 {
        let mut found = Vec::new();
        rules.ask(&env, &mut |at, _| found.push(at));
        assert_eq!(found, [3]);
        assert_eq!(env.0.get(), 51 * pass, "one reading each, and a second where the first holds");
    }
}

#[test]
fn what_is_no_question_is_left_to_the_machine() {
    for source in ["finding.open", "finding.days + 1 > 3", "series.size() > 2", "finding.days > 1 ? true : false"] {
        assert!(!is_flat(&[source, "finding.days == 3", source, "finding.days == 4"], &[]), "{source}");
    }
    let nested = |levels: usize| format!("{}true{}", "finding.days == 3 && (".repeat(levels), ")".repeat(levels));
    assert!(is_flat(&["finding.days == 4", &nested(38), "!(finding.untold == 1)", "finding.days == 3"], &[]));
}

proptest! {
    #[test]
    fn prop_the_flat_list_says_what_the_machine_says(sources in prop::collection::vec(plain(), 1..6), told in any::<bool>()) {
        let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
        prop_assert!(is_flat(&sources, if told { TOLD } else { &[] }), "{:?}", sources);
    }

    #[test]
    fn prop_programs_agree_with_the_naive_evaluation(tree in tree()) {
        let source = tree.text();
        if let Ok(program) = compile(&source, &Sample, Type::BOOL) {
            let value = Machine::default().run(Box::leak(Box::new(program)), &Sample).ok();
            prop_assert_eq!(value, tree.value().map(Value::Bool), "{}", source);
        }
    }

    #[test]
    fn prop_no_text_panics(source in "[ -~é]{0,40}", pieces in prop::collection::vec(prop::sample::select(vec!["finding", ".", "days", "&&", "||", "(", ")", "!", "-", "1", "'x'", "<", "==", "%", "/", "0", "[", "]", ",", "in", "?", ":", "series", "contexts", "s", ".all(s,", ".map(s,", ".filter(s,", "has(", "size("]), 0..24)) {
        for source in [source, pieces.concat()] {
            if let Ok(program) = compile(&source, &Sample, Type::BOOL) {
                let _ = Machine::default().run(Box::leak(Box::new(program)), &Sample);
            }
        }
    }
}
