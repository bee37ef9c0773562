// SPDX-License-Identifier: MIT OR Apache-2.0
//! The payment guard as a whole: what its scenarios cover and what they do not, and that no warning looks like the last.
//!
//! In: `tests/scenarios/*.toml`, made-up histories. Out: signs and pairs without a scenario, forms that repeat.
#![cfg(not(target_family = "wasm"))]
#![cfg(test)]

mod scenarios {
    #[expect(dead_code, reason = "each test file calls its own part of the boundary")]
    pub(crate) mod host;
}

use std::{collections::BTreeSet, fs, path::Path};

use proptest::prelude::*;
use scenarios::host::{Host, moment};
use serde_json::{Value, json};

/// Pairs of signs that are a known way of fraud, or of a costly slip.
const PAIRS_THAT_MATTER: &[[&str; 2]] = &[
    ["on-call", "screen-shared"],
    ["on-call", "new-payee"],
    ["screen-shared", "new-payee"],
    ["someone-called", "new-payee"],
    ["name-no-match", "new-payee"],
    ["name-close", "new-payee"],
    ["name-close", "other-name"],
    ["look-alike", "new-payee"],
    ["look-alike", "above-own-range"],
    ["account-check", "new-payee"],
    ["first-abroad", "new-payee"],
    ["first-abroad", "above-own-range"],
    ["round-investment", "above-own-range"],
    ["after-credit", "new-payee"],
    ["after-credit", "first-login"],
    ["many-new-payees", "new-payee"],
    ["above-own-range", "new-payee"],
    ["bills-at-risk", "new-payee"],
    ["unusual-hour", "new-payee"],
    ["unusual-weekend", "new-payee"],
    ["other-currency", "new-payee"],
    ["slipped-decimal", "above-own-range"],
    ["cancelled-before", "new-payee"],
    ["pasted-account", "rushed"],
];

/// Pairs that matter and have no scenario yet. An entry that gets one must leave this list.
const PAIRS_UNCOVERED: &[[&str; 2]] = &[
    ["changed-account", "on-call"],
    ["changed-account", "above-own-range"],
    ["look-alike", "name-close"],
    ["paid-anyway", "bills-at-risk"],
    ["screen-shared", "after-credit"],
];

/// What the guard does not see: each has a payment in `guard-uncovered.toml` that passes.
const UNSEEN: usize = 7;

/// Every expected payment of a scenario: its level, its signs.
fn expected() -> Vec<(String, String, BTreeSet<String>)> {
    fn collect(file: &str, value: &toml::Value, found: &mut Vec<(String, String, BTreeSet<String>)>) {
        match value {
            toml::Value::Table(table) => {
                if let (Some(level), true) =
                    (table.get("level").and_then(toml::Value::as_str), table.contains_key("draft"))
                {
                    let signs = table.get("signs").and_then(toml::Value::as_array).cloned().unwrap_or_default();
                    let signs = signs.iter().map(|sign| sign.as_str().unwrap().to_owned()).collect();
                    found.push((file.to_owned(), level.to_owned(), signs));
                }
                for inner in table.values() {
                    collect(file, inner, found);
                }
            }
            toml::Value::Array(items) => {
                for item in items {
                    collect(file, item, found);
                }
            }
            _ => {}
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("guard-") || name.starts_with("payment-") {
            collect(&name, &toml::Value::Table(fs::read_to_string(&path).unwrap().parse().unwrap()), &mut found);
        }
    }
    found
}

/// Every sign of the engine, as the built-in pack names them; a test beside the code holds the two equal.
fn signs() -> Vec<String> {
    let pack: Value = serde_json::from_str(oxpecker::packs::BUILTIN).unwrap();
    pack["guard"]["weights"].as_object().unwrap().keys().cloned().collect()
}

#[test]
fn every_sign_has_a_scenario_and_what_is_uncovered_is_listed() {
    let expected = expected();
    let has = |wanted: &[&str]| expected.iter().any(|(_, _, signs)| wanted.iter().all(|sign| signs.contains(*sign)));
    let alone: Vec<String> = signs().into_iter().filter(|sign| !has(&[sign])).collect();
    assert!(alone.is_empty(), "signs without a scenario: {alone:?}");
    let missing: Vec<_> = PAIRS_THAT_MATTER.iter().filter(|pair| !has(&pair[..])).collect();
    assert!(missing.is_empty(), "pairs that matter without a scenario: {missing:?}");
    let covered: Vec<_> = PAIRS_UNCOVERED.iter().filter(|pair| has(&pair[..])).collect();
    assert!(covered.is_empty(), "these are covered by now: {covered:?}");
    let known = signs();
    for sign in PAIRS_THAT_MATTER.iter().chain(PAIRS_UNCOVERED).flatten() {
        assert!(known.iter().any(|known| known == sign), "no such sign: {sign}");
    }
    let unseen: Vec<_> = expected.iter().filter(|(file, ..)| file == "guard-uncovered.toml").collect();
    assert_eq!(unseen.len(), UNSEEN);
    assert!(unseen.iter().all(|(_, level, _)| level == "clear"));
}

#[test]
fn at_least_as_many_honest_payments_pass_as_are_asked_about() {
    let all = expected();
    let all: Vec<_> = all.iter().filter(|(file, ..)| file != "guard-uncovered.toml").collect();
    let clear = all.iter().filter(|(_, level, _)| level == "clear").count();
    let asks = all.iter().filter(|(_, level, _)| matches!(level.as_str(), "confirm" | "pause" | "human")).count();
    assert!(clear >= asks && asks >= 25, "{clear} pass, {asks} are asked about");
}

/// A customer with a landlord and a club, who pays by transfer.
fn host() -> Host {
    let mut rows = Vec::new();
    for month in 1..=6 {
        for (name, amount, day) in [("Linden Housing", "-940.00", 2), ("Rowing Club Aar", "-35.00", 10)] {
            rows.push(json!({
                "id": format!("{name}{month}"), "accountId": "main", "bookedAt": format!("2026-{month:02}-{day:02}"),
                "amount": amount, "currency": "EUR", "counterpartyName": name, "kind": "transfer",
                "counterpartyAccount": if day == 2 { "DE02120300000000202051" } else { "DE89370400440532013000" },
            }));
        }
    }
    Host::of(&rows)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn prop_no_form_is_shown_twice_in_a_row(
        steps in prop::collection::vec((0_usize..4, 0_usize..5, any::<[bool; 3]>(), any::<bool>(), any::<bool>()), 1..25),
    ) {
        let mut host = host();
        let mut last: Option<Value> = None;
        for (minute, (payee, amount, [on_call, screen, pasted], wish, restart)) in steps.into_iter().enumerate() {
            let now = moment(&format!("2026-06-17T09:{minute:02}:00"));
            if wish {
                host.tell("guard-set", &now, &json!({ "pauseAbove": "usual", "trustedContact": "Mia" })).unwrap();
            }
            if restart {
                // What was shown last is remembered with the rest.
                let snapshot = host.snapshot();
                host = Host::default();
                host.restore(&snapshot).unwrap();
            }
            let name = ["Linden Housing", "Rowing Club Aar", "Novak Design", "Crest Capital"][payee];
            let amount = ["-35.00", "-350.00", "-940.00", "-1500.00", "-20000.00"][amount];
            let draft = json!({ "accountId": "main", "amount": amount, "currency": "EUR", "counterpartyName": name });
            let context = json!({ "onCall": on_call, "screenShared": screen, "pastedAccount": pasted });
            let verdict = host.check_payment_in(&now, &draft, &context).unwrap();
            prop_assert_eq!(verdict["form"] == "none", verdict["level"] == "clear");
            if verdict["form"] != "none" {
                prop_assert_ne!(Some(&verdict["form"]), last.as_ref());
                host.respond(&now, verdict["id"].as_str().unwrap(), "shown", None).unwrap();
                last = Some(verdict["form"].clone());
            }
        }
    }

    #[test]
    fn prop_nothing_that_is_reported_makes_a_payment_look_safer(
        payee in 0_usize..3, amount in 1_u32..300_000, pressure in any::<[bool; 5]>(), more in 0_usize..5,
    ) {
        let mut host = host();
        let now = moment("2026-06-17");
        let name = ["Linden Housing", "Rowing Club Aar", "Novak Design"][payee];
        let amount = format!("-{}.{:02}", amount / 100, amount % 100);
        let draft = json!({ "accountId": "main", "amount": amount, "currency": "EUR", "counterpartyName": name });
        let fields = ["onCall", "screenShared", "pastedAccount", "rushed", "firstLoginOnDevice"];
        let mut context = json!({});
        for (field, is_there) in fields.iter().zip(pressure) {
            context[*field] = json!(is_there);
        }
        let level = |host: &mut Host, context: &Value| {
            let verdict = host.check_payment_in(&now, &draft, context).unwrap();
            ["clear", "inform", "confirm", "pause", "human"].iter().position(|level| verdict["level"] == *level).unwrap()
        };
        let before = level(&mut host, &context);
        context[fields[more]] = json!(true);
        prop_assert!(level(&mut host, &context) >= before);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn prop_rows_that_come_one_by_one_weigh_as_all_at_once(
        picks in prop::collection::vec((0_usize..6, 1_u32..200, 0_usize..5, 0_usize..4, any::<bool>()), 1..40),
    ) {
        let now = moment("2026-06-17T23:30:00");
        let kinds = ["transfer", "card", "standing_order", "transfer"];
        let names = ["Linden Housing", "LINDEN HOUSING GMBH", "Novak Design", "Crest Capital", "T. Brandt", "Rowing Club Aar"];
        let numbers = [None, Some("DE02120300000000202051"), Some("DE89370400440532013000"), Some("LT966010012345678901"), Some("saver")];
        let rows: Vec<Value> = picks.iter().enumerate().map(|(place, &(name, days, number, kind, into))| {
            let date = jiff::civil::date(2026, 6, 25).saturating_sub(jiff::Span::new().days(i64::from(days)));
            json!({
                "id": format!("r{place}"), "accountId": if place % 7 == 6 { "saver" } else { "main" }, "bookedAt": date.to_string(),
                "amount": format!("{}{}.00", if into { "" } else { "-" }, 35 * (1 + days % 4)), "currency": "EUR",
                "counterpartyName": names[name], "counterpartyAccount": numbers[number], "time": if days % 3 == 0 { json!("23:10:00") } else { Value::Null },
                "kind": kinds[kind],
            })
        }).collect();
        let verdicts = |host: &mut Host| -> Vec<Value> {
            let mut all = Vec::new();
            for name in names.iter().chain(&["Somebody New"]) {
                for (amount, number) in [("-35.00", 0), ("-350.00", 1), ("-2000.00", 3)] {
                    let draft = json!({ "accountId": "main", "amount": amount, "currency": "EUR", "counterpartyName": name, "counterpartyAccount": numbers[number] });
                    all.push(host.check_payment(&now, &draft).unwrap());
                }
            }
            all
        };
        let mut whole = host();
        whole.ingest(&serde_json::to_vec(&rows).unwrap()).unwrap();
        let mut grown = host();
        for row in &rows {
            verdicts(&mut grown);
            grown.ingest(&serde_json::to_vec(&[row]).unwrap()).unwrap();
        }
        prop_assert_eq!(verdicts(&mut grown), verdicts(&mut whole));
    }
}

#[test]
fn a_context_is_closed_and_an_answer_is_the_same_twice() {
    let mut host = host();
    let now = moment("2026-06-17");
    let draft =
        json!({ "accountId": "main", "amount": "-940.00", "currency": "EUR", "counterpartyName": "Novak Design" });
    for context in [json!({ "nameCheck": "maybe" }), json!({ "onCall": "yes" }), json!({ "purpose": 7 }), json!([])] {
        let refused = host.check_payment_in(&now, &draft, &context).unwrap_err();
        assert_eq!(refused["code"], "INVALID_ARGUMENT", "{context}");
    }
    let plain = host.check_payment(&now, &draft).unwrap();
    for context in [Value::Null, json!({}), json!({ "nameCheck": null, "onCall": null, "weather": "fine" })] {
        assert_eq!(host.check_payment_in(&now, &draft, &context).unwrap(), plain);
    }
}

#[test]
fn a_setting_that_fits_nothing_changes_nothing() {
    let mut host = host();
    let now = moment("2026-06-17");
    let wishes = json!({ "pauseAbove": "usual", "trustedContact": "Mia", "dailyAllowance": "250.00 EUR" });
    assert_eq!(host.tell("guard-set", &now, &wishes).unwrap(), wishes);
    let refused =
        host.tell("guard-set", &now, &json!({ "trustedContact": "Noa", "dailyAllowance": "lots" })).unwrap_err();
    assert_eq!(
        (refused["code"].as_str(), refused["field"].as_str()),
        (Some("INVALID_ARGUMENT"), Some("dailyAllowance"))
    );
    assert_eq!(host.tell("guard", &now, &json!({})).unwrap(), wishes);
    host.decide(&now, "withdraw", "payment-guard");
    let gone = json!({ "pauseAbove": "", "trustedContact": "", "dailyAllowance": "" });
    assert_eq!(host.tell("guard", &now, &json!({})).unwrap(), gone, "what the customer asked goes with the purpose");
    let refused = host.tell("guard-set", &now, &wishes).unwrap_err();
    assert_eq!(refused["code"], "CONSENT_MISSING");
}

#[test]
fn nothing_of_what_the_host_reported_is_remembered() {
    let mut host = host();
    let now = moment("2026-06-17");
    let draft =
        json!({ "accountId": "main", "amount": "-123.45", "currency": "EUR", "counterpartyName": "Somebody Else" });
    let context = json!({ "onCall": true, "screenShared": true, "nameCheck": "no-match" });
    let verdict = host.check_payment_in(&now, &draft, &context).unwrap();
    assert_ne!(verdict["level"], "clear");
    let kept = String::from_utf8_lossy(&host.snapshot()).into_owned();
    let id = verdict["id"].as_str().unwrap().trim_start_matches("verdict-");
    assert!(kept.contains(id), "the log has its line, so the search is no empty one");
    for word in ["on-call", "onCall", "screen", "no-match", "Somebody", "12345", "123.45"] {
        assert!(!kept.contains(word), "{word}");
    }
}
