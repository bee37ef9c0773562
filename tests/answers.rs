// SPDX-License-Identifier: MIT OR Apache-2.0
//! An answer holds: a card that the customer answered does not come back because a day passed or one more usual row came,
//! and a truly new thing is told though the last one was answered.
//!
//! In: a table of all families of findings (`families/table.rs`), each with a customer that raises it. Two months of days
//! pass; rows come on their day, the inbox is asked each day, and whatever is shown of the family is answered. Out: how often
//! it was shown, held to what the table says and why. Invariant: every family stands in the table, and the nudges of this
//! test speak of whatever was found, so that no condition, cap or cooldown of a pack hides an id that moves.
#![cfg(not(target_family = "wasm"))]
#![cfg(test)]

mod families {
    pub(crate) mod table;
}
mod scenarios {
    #[expect(dead_code, reason = "each test file calls its own part of the boundary")]
    pub(crate) mod host;
}

use std::collections::BTreeSet;

use families::table::{CASES, Case};
use oxpecker::types::Family;
use scenarios::host::{Host, moment};
use serde_json::{Value, json};

const PURPOSES: &[&str] =
    &["insights", "nudges", "challenges", "life-events", "journeys", "handoff", "offers", "payment-guard"];

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The built-in pack with one nudge of a family that always speaks, in the inbox, and forgets no answer by itself. No other
/// card may take its rows; a duplicate is what money was asked back for.
fn talkative(family: &str) -> String {
    let mut pack: Value = serde_json::from_str(oxpecker::packs::BUILTIN).unwrap();
    let mut seen = BTreeSet::new();
    let nudges = pack["nudges"].as_array_mut().unwrap();
    nudges.retain(|nudge| {
        [family, "duplicate"].contains(&text(&nudge["about"])) && seen.insert(text(&nudge["about"]).to_owned())
    });
    for nudge in nudges {
        let nudge = nudge.as_object_mut().unwrap();
        for key in ["cooldown", "benefit", "quiet", "requires", "vetoes", "caps"] {
            nudge.remove(key);
        }
        nudge.insert("when".into(), json!("true"));
        nudge.insert("surfaces".into(), json!(["inbox"]));
        nudge.insert("expiresDays".into(), json!(700));
        if nudge["class"] != "safety" {
            nudge.insert("class".into(), json!("care"));
        }
    }
    pack["vetoes"] = json!([]);
    pack["tariffs"] = json!([{ "id": "small", "bill": "telecom", "monthly": "12.00", "currency": "EUR" }]);
    for language in ["en", "ja"] {
        pack["messages"][language]["tariff.small"] = json!("Small");
    }
    pack.to_string()
}

/// Asks each day and answers what is shown of the family; the days on which it was.
fn shown(case: &Case, also: bool, said: &str) -> Vec<String> {
    let mut host = Host::default();
    host.configure(PURPOSES, Some(&talkative(case.family)), case.months).unwrap();
    let start: jiff::civil::Date = case.start.parse().unwrap();
    let mut rows = (case.rows)();
    if also {
        rows.extend((case.also)());
    }
    rows.sort_by_key(|row| text(&row["bookedAt"]).to_owned());
    let mut rows = rows.as_slice();
    let mut days = Vec::new();
    for day in 0..case.days {
        let today = start.checked_add(jiff::Span::new().days(day)).unwrap().to_string();
        let now = moment(&today);
        let until = rows.partition_point(|row| text(&row["bookedAt"]) <= today.as_str());
        let (come, rest) = rows.split_at(until);
        rows = rest;
        let accounts = if day == 0 { (case.accounts)() } else { json!([]) };
        if day == 0 || !come.is_empty() {
            let file = json!({ "accounts": accounts, "transactions": come });
            let report = host.ingest(&serde_json::to_vec(&file).unwrap()).unwrap();
            assert_eq!(report["problems"], json!([]), "{}", case.family);
        }
        (case.act)(&mut host, &now, day);
        let answer = host.evaluate(&now, "inbox", 50);
        for card in answer["cards"].as_array().unwrap() {
            if nudge_of(case.family) == text(&card["nudge"]) {
                days.push(format!("{today} ({})", card["evidence"]["transactions"]));
                host.respond(&now, text(&card["id"]), said, None).unwrap();
            }
        }
    }
    days
}

fn nudge_of(family: &str) -> String {
    let pack: Value = serde_json::from_str(oxpecker::packs::BUILTIN).unwrap();
    let all = pack["nudges"].as_array().unwrap();
    let found = all.iter().find(|nudge| nudge["about"] == family);
    text(&found.unwrap_or_else(|| panic!("no nudge speaks of {family}"))["id"]).to_owned()
}

#[test]
fn every_family_stands_in_the_table_once() {
    let mut families: Vec<&str> = CASES.iter().map(|case| case.family).collect();
    families.sort_unstable();
    families.dedup();
    let mut all: Vec<&str> = Family::ALL.iter().map(|family| family.word()).collect();
    all.sort_unstable();
    assert_eq!(families, all, "a family without a case: what its card is about, and when it comes again");
}

#[test]
fn an_answered_card_comes_back_for_a_new_thing_alone() {
    let mut complaints = Vec::new();
    for case in CASES {
        // What another thing is told beside, is told for what it is, however the first was answered.
        for (also, expected, said) in [(false, case.things, "dismissed"), (true, case.and_also, "accepted")] {
            let days = shown(case, also, said);
            if days.len() != expected {
                let what = if also { "with another thing" } else { case.because };
                let family = case.family;
                complaints.push(format!("{family}: {expected} expected ({what}), shown {}", days.join(", ")));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
