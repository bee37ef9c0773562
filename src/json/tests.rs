// SPDX-License-Identifier: MIT OR Apache-2.0
//! The reader and the writer held against `serde_json`.

use proptest::prelude::*;
use serde_json::Value as Json;

use super::{Fault, Reader, Tree, Value, to_vec_after};

/// A value as it is written.
fn written<T: serde::Serialize>(value: &T) -> Vec<u8> {
    to_vec_after(0, value).split_off(1)
}

/// Reads a text as one value, as the splitter does with one element: space at the end settles a number.
fn read(text: &str) -> Result<Value<'static>, Fault> {
    let padded = format!("{text} ");
    let mut reader = Reader::new(&padded);
    let value = match reader.value()? {
        Value::Text(text) => Value::Text(text.into_owned().into()),
        Value::Number(_) => Value::Nested,
        Value::Null => Value::Null,
        Value::Bool(value) => Value::Bool(value),
        Value::Nested => Value::Nested,
    };
    match reader.peek() {
        Err(Fault::Cut) => Ok(value),
        _ => Err(Fault::Syntax(reader.position())),
    }
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_filter("finite", |f| f.is_finite()).prop_map(Json::from),
        ".*".prop_map(Json::from),
        "[ -~]{0,20}[\"\\\\/\n\t\u{1}é日😀]{0,4}[ -~]{0,20}".prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::btree_map(".{0,6}", inner, 0..6).prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

fn back(tree: &Tree<'_>) -> Json {
    match tree {
        Tree::Null => Json::Null,
        Tree::Bool(value) => Json::from(*value),
        Tree::Number(digits) => serde_json::from_str(digits).unwrap(),
        Tree::Text(text) => Json::from(text.as_ref()),
        Tree::List(items) => items.iter().map(back).collect(),
        Tree::Object(entries) => entries.iter().map(|(key, value)| (key.to_string(), back(value))).collect(),
    }
}

proptest! {
    #[test]
    fn prop_well_formed_json_is_read_to_its_end(value in json(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let ours = read(&text).unwrap();
        if let Json::String(expected) = &value {
            prop_assert_eq!(ours, Value::Text(expected.clone().into()));
        }
    }

    #[test]
    fn prop_damaged_json_is_refused_exactly_where_serde_json_refuses(value in json(), at: prop::sample::Index, byte in prop::sample::select(b"{}[],:\"\\0-.e1tfn u\x01".to_vec()), cut: bool) {
        let mut text = serde_json::to_string(&value).unwrap().into_bytes();
        let place = at.index(text.len());
        if cut { text.truncate(place) } else { text[place] = byte }
        if let Ok(text) = String::from_utf8(text) {
            let ours = read(&text).is_ok();
            // A lone surrogate is U+FFFD here and an error there; a huge exponent is a number here and out of range there.
            let theirs = serde_json::from_str::<Json>(&text);
            let tolerated = theirs.as_ref().err().is_some_and(|e| { let e = e.to_string(); e.contains("surrogate") || e.contains("hex escape") || e.contains("out of range") });
            prop_assert!(ours == theirs.is_ok() || (ours && tolerated), "{text:?} ours {ours} theirs {theirs:?}");
        }
    }

    #[test]
    fn prop_every_prefix_is_cut_and_never_wrong(value in json(), at: prop::sample::Index) {
        let text = serde_json::to_string(&value).unwrap();
        let mut place = at.index(text.len());
        while !text.is_char_boundary(place) { place -= 1; }
        let mut reader = Reader::new(&text[..place]);
        let result = reader.value();
        let whole = matches!(value, Json::Number(_)) || result == Err(Fault::Cut);
        prop_assert!(whole, "{result:?}");
    }

    #[test]
    fn prop_what_is_written_serde_json_reads(value in json()) {
        prop_assume!(!value.to_string().contains(['.', 'e', 'E']));
        prop_assert_eq!(serde_json::from_slice::<Json>(&written(&value)).unwrap(), value);
    }

    #[test]
    fn prop_a_tree_is_the_document(value in json(), pretty: bool) {
        // Reading a double back exactly is not the oracle's promise.
        prop_assume!(!value.to_string().contains(['.', 'e', 'E']));
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let padded = format!("{text} ");
        prop_assert_eq!(back(&Tree::parse(&padded).unwrap()), value);
    }
}

#[test]
fn nesting_without_end_is_refused_without_recursion() {
    for open in ["[", "{\"a\":", "[{\"a\":"] {
        let text = open.repeat(200_000);
        assert!(matches!(read(&text), Err(Fault::Deep(_))));
        assert_eq!(Tree::parse(&text).unwrap_err().code, crate::error::Code::TooDeep);
    }
    assert_eq!(read(&format!("{}{}", "[".repeat(64), "]".repeat(64))), Ok(Value::Nested));
}

#[test]
fn surrogates_pair_or_become_the_replacement_character() {
    for (text, expected) in [
        (r#""\ud83d\ude00""#, "😀"),
        (r#""\ud83d""#, "\u{fffd}"),
        (r#""\ude00x""#, "\u{fffd}x"),
        (r#""\ud83d\u0041""#, "\u{fffd}A"),
        (r#""\ud83d\n""#, "\u{fffd}\n"),
        (r#""\u0000""#, "\0"),
    ] {
        assert_eq!(read(text), Ok(Value::Text(expected.into())), "{text}");
    }
}

#[test]
fn ratios_have_three_decimals_at_most() {
    for (value, text) in [(0.0, "0"), (1.0, "1"), (0.5, "0.5"), (0.933, "0.933"), (0.93, "0.93"), (0.001, "0.001")] {
        assert_eq!(written(&value), text.as_bytes());
    }
}
