// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which reason codes there are: those that the sources make, and those that the built-in pack has words for.
//!
//! In: `src/` and the pack. Out: codes in order, each once.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

/// Codes with words in the pack that no answer can carry, and why.
pub(crate) const UNREACHED: &[(&str, &str)] = &[
    ("not-met", "a nudge whose condition does not hold makes no candidate"),
    ("other", "words for a bank's own code without words"),
];

/// Every code, in order.
pub(crate) fn all() -> Vec<String> {
    let pack: Value = serde_json::from_str(oxpecker::packs::BUILTIN).unwrap();
    let messages = pack["messages"]["en"].as_object().unwrap();
    let mut codes: BTreeSet<String> = BTreeSet::new();
    for prefix in ["reason.", "withheld.", "change."] {
        codes.extend(messages.keys().filter_map(|key| key.strip_prefix(prefix)).map(String::from));
    }
    let in_sources = made_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(in_sources.len() >= 20, "the sources make reasons by `Reason::new`; only {in_sources:?} were found");
    codes.extend(in_sources);
    codes.into_iter().collect()
}

/// What stands between the quotes of every `Reason::new("…")`.
fn made_in(folder: &Path) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes.extend(made_in(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(path).unwrap();
            for opening in ["Reason::new(\"", "Held::new(\""] {
                codes.extend(text.split(opening).skip(1).filter_map(|rest| rest.split('"').next()).map(String::from));
            }
        }
    }
    codes
}

/// Every code that an expectation names.
pub(crate) fn expected_in(table: &toml::Table, codes: &mut BTreeSet<String>) {
    for (key, value) in table {
        let lists = ["reasons", "because", "reason", "change", "timing", "signs", "risk"].contains(&key.as_str());
        match value {
            toml::Value::Table(inner) => expected_in(inner, codes),
            toml::Value::String(code) if lists => codes.extend([code.clone()]),
            toml::Value::Array(entries) => {
                for entry in entries {
                    match entry {
                        toml::Value::Table(inner) => expected_in(inner, codes),
                        toml::Value::String(code) if lists => codes.extend([code.clone()]),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}
