// SPDX-License-Identifier: MIT OR Apache-2.0
//! Conditions that hold, fail, err, or do not load.

use proptest::prelude::*;

use super::{EvalError, Schema, Type, Value, compile};

struct Sample;

impl Schema for Sample {
    fn field(&self, record: &str, field: &str) -> Option<(u16, Type)> {
        (record == "finding").then_some(())?;
        match field {
            "days" => Some((0, Type::Int)),
            "amount" => Some((1, Type::Money)),
            "usual" => Some((2, Type::Money)),
            "state" => Some((3, Type::Text)),
            "open" => Some((4, Type::Bool)),
            _ => None,
        }
    }

    fn names(&self) -> String {
        "finding.days".into()
    }
}

fn run(source: &str) -> Result<bool, EvalError> {
    let program = compile(source, &Sample, Type::Bool).unwrap_or_else(|error| panic!("{source}: {error:?}"));
    program.run(&|slot| {
        Some(match slot {
            0 => Value::Int(3),
            1 => Value::Int(-1200),
            2 => Value::Int(1000),
            3 => Value::Text("open"),
            _ => Value::Bool(true),
        })
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
        ("- -finding.days == 3", Ok(true)),
        ("true || false && false", Ok(true)),
        ("\"a\" < 'b' && 'it\\'s' == \"it's\"", Ok(true)),
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
        ("finding.days = 3", 14, "unexpected-character"),
        ("finding.days == '3'", 14, "type-mismatch"),
        ("finding.amount > 1000", 16, "type-mismatch"),
        ("finding.amount + 1 > finding.usual", 16, "type-mismatch"),
        ("finding.amount * finding.usual > finding.usual", 16, "type-mismatch"),
        ("finding.age > 3", 9, "unknown-field"),
        ("customer.age > 3", 10, "unknown-field"),
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
        ("3 in finding.days", 3, "unsupported"),
        ("1 < 2 < 3", 7, "type-mismatch"),
        ("!3 == 3", 1, "type-mismatch"),
        ("'日本' == finding.days", 6, "type-mismatch"),
        ("true && 1", 6, "type-mismatch"),
    ] {
        let error = compile(source, &Sample, Type::Bool).expect_err(source);
        assert_eq!((error.column, error.code), (column, code), "{source}: {}", error.message);
    }
    assert_eq!(compile(&"(".repeat(100), &Sample, Type::Bool).unwrap_err().code, "too-deep");
    assert_eq!(compile(&"!".repeat(100), &Sample, Type::Bool).unwrap_err().code, "too-deep");
    for source in ["(".repeat(100_000), ["true"; 1000].join(" && "), ["1 < 2"; 90].join(" || ")] {
        assert_eq!(compile(&source, &Sample, Type::Bool).unwrap_err().code, "too-long");
    }
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

proptest! {
    #[test]
    fn prop_programs_agree_with_the_naive_evaluation(tree in tree()) {
        let source = tree.text();
        if let Ok(program) = compile(&source, &Sample, Type::Bool) {
            prop_assert_eq!(program.run(&|_| None).ok(), tree.value(), "{}", source);
        }
    }

    #[test]
    fn prop_no_text_panics(source in "[ -~é]{0,40}", pieces in prop::collection::vec(prop::sample::select(vec!["finding", ".", "days", "&&", "||", "(", ")", "!", "-", "1", "'x'", "<", "==", "%", "/", "0"]), 0..20)) {
        let _ = compile(&source, &Sample, Type::Bool).map(|program| program.run(&|_| None));
        let _ = compile(&pieces.concat(), &Sample, Type::Bool).map(|program| program.run(&|_| Some(Value::Int(1))));
    }
}
