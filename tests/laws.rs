// SPDX-License-Identifier: MIT OR Apache-2.0
//! What holds for every history, whatever the rules and weights become.
//!
//! In: histories by chance, the same ones in every run unless proptest is told otherwise. Out: laws of
//! DESIGN's contract as properties, and a naive judge of exact same-day repeats.
#![cfg(not(target_family = "wasm"))]
#![cfg(test)]

mod scenarios {
    pub(crate) mod history;
    #[expect(dead_code, reason = "each test file calls its own part of the boundary")]
    pub(crate) mod host;
}

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, test_runner::RngSeed};
use scenarios::{
    history::{DAYS, day, history},
    host::{ALL, Host, moment},
};
use serde_json::{Value, json};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x0b5e_55ed),
        ..ProptestConfig::default()
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn pairs(answer: &Value) -> Vec<[String; 2]> {
    list(answer).iter().map(|entry| [0, 1].map(|at| text(&entry["transactions"][at]).to_owned())).collect()
}

/// Each row by its id.
fn by_id(rows: &[Value]) -> BTreeMap<String, &Value> {
    rows.iter().map(|row| (text(&row["id"]).to_owned(), row)).collect()
}

fn shown(answer: &Value) -> BTreeSet<String> {
    list(&answer["cards"]).iter().map(|card| text(&card["id"]).to_owned()).collect()
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn prop_a_row_repeats_one_row_at_most_and_is_repeated_by_one_at_most(rows in history(60), until in 0..DAYS) {
        let found = pairs(&Host::of(&rows).duplicates(&moment(&day(until))));
        let earlier: BTreeSet<&String> = found.iter().map(|pair| &pair[0]).collect();
        let later: BTreeSet<&String> = found.iter().map(|pair| &pair[1]).collect();
        prop_assert_eq!((earlier.len(), later.len()), (found.len(), found.len()));
    }

    #[test]
    fn prop_a_pair_is_two_equal_debits_oldest_first_and_visible(rows in history(60), until in 0..DAYS) {
        let now = day(until);
        let rows_by_id = by_id(&rows);
        let mut host = Host::of(&rows);
        let answer = host.duplicates(&moment(&now));
        for (pair, entry) in pairs(&answer).iter().zip(list(&answer)) {
            let [earlier, later] = [0, 1].map(|at| rows_by_id[&pair[at]]);
            prop_assert_eq!(&earlier["amount"], &later["amount"]);
            prop_assert_eq!(&entry["amount"], &later["amount"]);
            prop_assert!(text(&later["amount"]).starts_with('-'));
            prop_assert!(text(&earlier["bookedAt"]) <= text(&later["bookedAt"]) && text(&later["bookedAt"]) <= now.as_str());
            prop_assert!(!["fee", "interest", "cash", "refund"].contains(&text(&later["kind"])));
            let confidence = entry["confidence"].as_f64().unwrap();
            prop_assert!(confidence > 0.0 && confidence < 1.0);
        }
        let days: Vec<&str> = pairs(&answer).iter().map(|pair| text(&rows_by_id[&pair[0]]["bookedAt"])).collect();
        prop_assert!(days.is_sorted(), "pairs stand oldest first: {days:?}");
    }

    #[test]
    fn prop_transfers_use_each_row_once(rows in history(60), until in 0..DAYS) {
        let found = pairs(&Host::of(&rows).transfers(&moment(&day(until))));
        let used: BTreeSet<&String> = found.iter().flatten().collect();
        prop_assert_eq!(used.len(), found.len() * 2);
        let rows_by_id = by_id(&rows);
        for [out, into] in &found {
            let (out, into) = (rows_by_id[out], rows_by_id[into]);
            prop_assert_ne!(&out["accountId"], &into["accountId"]);
            prop_assert_eq!(text(&out["amount"]).trim_start_matches('-'), text(&into["amount"]));
        }
    }

    #[test]
    fn prop_series_share_no_row(rows in history(60), until in 0..DAYS) {
        let found = Host::of(&rows).series(&moment(&day(until)));
        let mut used = BTreeSet::new();
        let rows_by_id = by_id(&rows);
        for series in list(&found) {
            let mut last = "";
            for id in list(&series["transactions"]).iter().map(text) {
                prop_assert!(used.insert(id.to_owned()), "{id} is in two series");
                let row = rows_by_id[id];
                prop_assert_eq!(&row["accountId"], &series["accountId"]);
                prop_assert!(last <= text(&row["bookedAt"]));
                last = text(&row["bookedAt"]);
            }
            if let Some(next) = series.get("next") {
                prop_assert!(text(&next["earliest"]) <= text(&next["date"]) && text(&next["date"]) <= text(&next["latest"]), "{next}");
                prop_assert!(text(&next["date"]) > last, "{next} after {last}");
            }
        }
    }

    #[test]
    fn prop_every_candidate_ends_once_and_no_row_is_spoken_of_twice(rows in history(60), until in 0..DAYS, slots in 0..6_usize) {
        let answer = Host::of(&rows).evaluate(&moment(&day(until)), "home", slots);
        let lists = ["cards", "quiet", "withheld"].map(|key| list(&answer[key]));
        let ids: BTreeSet<&str> = lists.iter().copied().flatten().map(|entry| text(&entry["id"])).collect();
        prop_assert_eq!(ids.len(), lists.iter().map(|list| list.len()).sum::<usize>());
        prop_assert!(lists[0].len() <= slots);
        let evidence: Vec<&Value> = lists[0].iter().flat_map(|card| list(&card["evidence"]["transactions"])).collect();
        let distinct: BTreeSet<&str> = evidence.iter().map(|id| text(id)).collect();
        prop_assert_eq!(distinct.len(), evidence.len());
    }

    #[test]
    fn prop_safety_is_never_pushed_out_by_care(rows in history(60), until in 0..DAYS, slots in 0..4_usize) {
        let now = moment(&day(until));
        let mut host = Host::of(&rows);
        let answer = host.evaluate(&now, "home", slots);
        let classes: Vec<&str> = list(&answer["cards"]).iter().map(|card| text(&card["class"])).collect();
        let safety = classes.iter().take_while(|class| **class == "safety").count();
        prop_assert!(classes[safety..].iter().all(|class| *class != "safety"), "{classes:?}");
        let pushed_out = list(&answer["withheld"]).iter().filter(|entry| {
            entry["class"] == "safety" && ["outranked", "budget"].contains(&text(&entry["reason"]["code"]))
        });
        prop_assert!(pushed_out.count() == 0 || safety == classes.len(), "a care card stands where a warning waits");
        let without = silenced(&rows).evaluate(&now, "home", slots);
        let warnings = |answer: &Value| -> Vec<Value> { list(&answer["cards"]).iter().filter(|card| card["class"] == "safety").cloned().collect() };
        prop_assert_eq!(warnings(&answer), warnings(&without), "care cards change no warning");
    }

    #[test]
    fn prop_less_consent_never_shows_more(rows in history(40), until in 0..DAYS, granted in prop::sample::subsequence(ALL.to_vec(), 0..=3)) {
        let now = moment(&day(until));
        let all: Value = serde_json::from_str(&Host::of(&rows).answers(&now)).unwrap();
        let mut host = Host::with(&granted);
        host.ingest(&serde_json::to_vec(&rows).unwrap()).unwrap();
        let less: Value = serde_json::from_str(&host.answers(&now)).unwrap();
        for (call, purpose) in [("duplicates", "insights"), ("series", "insights"), ("transfers", "insights"), ("home", "nudges"), ("inbox", "nudges")] {
            let nothing = if purpose == "insights" { json!([]) } else { json!({ "cards": [], "quiet": [], "withheld": [] }) };
            let expected = if granted.contains(&purpose) { &all[call] } else { &nothing };
            prop_assert_eq!(&less[call], expected, "{}", call);
        }
    }

    #[test]
    fn prop_answers_are_the_same_twice_and_change_nothing(rows in history(40), until in 0..DAYS, other in 0..DAYS) {
        let (now, then) = (moment(&day(until)), moment(&day(other)));
        let mut host = Host::of(&rows);
        let before = host.remembered(&now);
        let first = host.answers(&now);
        prop_assert_eq!(&host.remembered(&now), &before);
        host.answers(&then);
        prop_assert_eq!(host.answers(&now), first, "what was asked in between says nothing");
        prop_assert_eq!(host.remembered(&now), before);
    }

    #[test]
    fn prop_rows_after_now_change_no_answer(rows in history(60), until in 0..DAYS) {
        let today = day(until);
        let known: Vec<Value> = rows.iter().filter(|row| text(&row["bookedAt"]) <= today.as_str()).cloned().collect();
        prop_assert_eq!(Host::of(&rows).answers(&moment(&today)), Host::of(&known).answers(&moment(&today)));
    }

    #[test]
    fn prop_shown_twice_counts_once(rows in history(60), until in 0..DAYS) {
        let now = moment(&day(until));
        let mut host = Host::of(&rows);
        let ids = shown(&host.evaluate(&now, "home", 9));
        for id in &ids {
            host.respond(&now, id, "shown", None).unwrap();
        }
        let (once, answers) = (host.remembered(&now), host.answers(&now));
        for id in &ids {
            host.respond(&now, id, "shown", None).unwrap();
        }
        prop_assert_eq!(host.remembered(&now), once);
        prop_assert_eq!(host.answers(&now), answers);
        prop_assert_eq!(shown(&host.evaluate(&now, "home", 9)), ids, "what was shown stays");
    }

    #[test]
    fn prop_undo_restores_every_answer(rows in history(60), until in 0..DAYS, said in prop::sample::select(vec!["accepted", "dismissed", "snoozed", "not-relevant", "never-topic", "not-a-duplicate"])) {
        let now = moment(&day(until));
        let mut host = Host::of(&rows);
        let before = host.answers(&now);
        for id in shown(&host.evaluate(&now, "home", 9)) {
            host.respond(&now, &id, said, None).unwrap();
            prop_assert!(!shown(&host.evaluate(&now, "home", 9)).contains(&id), "{said} leaves the card where it was");
            host.respond(&now, &id, "undo", None).unwrap();
            prop_assert_eq!(&host.answers(&now), &before, "{}", said);
        }
    }

    #[test]
    fn prop_removing_what_came_in_restores_every_answer(rows in history(40), more in history(20), until in 0..DAYS) {
        let now = moment(&day(until));
        let mut host = Host::of(&rows);
        let before = host.answers(&now);
        let renamed: Vec<Value> = more.iter().map(|row| {
            let mut row = row.clone();
            row["id"] = json!(format!("x{}", text(&row["id"])));
            row
        }).collect();
        host.ingest(&serde_json::to_vec(&renamed).unwrap()).unwrap();
        let ids: Vec<&str> = renamed.iter().map(|row| text(&row["id"])).collect();
        prop_assert_eq!(host.remove(&ids)["removed"].as_u64(), Some(ids.len() as u64));
        prop_assert_eq!(host.answers(&now), before);
    }

    #[test]
    fn prop_a_naive_judge_misses_nothing_on_quiet_payees(rows in history(40), planted in prop::collection::btree_map(0..DAYS, 1..3_usize, 1..6)) {
        // Payees seen on one day only, that day's rows all of one odd amount: a judge that compares every
        // row with every other finds the pairs, and so must the engine.
        let mut rows = rows;
        for (place, (&after, &copies)) in planted.iter().enumerate() {
            for copy in 0..copies {
                rows.push(json!({ "id": format!("p{place}-{copy}"), "accountId": "main", "bookedAt": day(after), "amount": format!("-{}.{:02}", 131 + place * 17, 37 + place),
                    "currency": "EUR", "counterpartyName": format!("Planted {}", ["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir"][place]), "kind": "card" }));
            }
        }
        let found: BTreeSet<[String; 2]> = pairs(&Host::of(&rows).duplicates(&moment(&day(DAYS)))).into_iter().collect();
        for pair in naive_pairs(&rows) {
            prop_assert!(found.contains(&pair), "{pair:?} is missing in {found:?}");
        }
    }
}

/// The same rows without any refund: nothing of class care can come of them.
fn silenced(rows: &[Value]) -> Host {
    let mut pack: Value = serde_json::from_str(oxpecker::packs::BUILTIN).unwrap();
    pack["nudges"].as_array_mut().unwrap().retain(|nudge| nudge["class"] == "safety");
    let mut host = Host::default();
    host.configure(ALL, Some(&pack.to_string()), None).unwrap();
    host.ingest(&serde_json::to_vec(rows).unwrap()).unwrap();
    host
}

/// Every two equal rows of one day whose payee was seen on that day only, by comparing all with all.
fn naive_pairs(rows: &[Value]) -> Vec<[String; 2]> {
    let same = |a: &Value, b: &Value, keys: &[&str]| keys.iter().all(|key| a[key] == b[key]);
    let mut pairs = Vec::new();
    for (place, earlier) in rows.iter().enumerate() {
        for later in &rows[place + 1..] {
            let equal =
                same(earlier, later, &["counterpartyName", "amount", "currency", "accountId", "bookedAt", "kind"]);
            let alone = rows.iter().filter(|row| same(row, earlier, &["counterpartyName"])).count() == 2;
            if equal && alone && text(&earlier["counterpartyName"]).starts_with("Planted") {
                pairs.push([earlier, later].map(|row| text(&row["id"]).to_owned()));
            }
        }
    }
    pairs
}
