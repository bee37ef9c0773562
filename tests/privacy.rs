// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the engine knows and what it must not say: states of consent, cascades, the firewall, the log, the report.
//!
//! In: small histories. Out: every state of consent with what goes with it, and that protected payees, amounts
//! and names appear where they may and nowhere else.
#![cfg(not(target_family = "wasm"))]
#![cfg(test)]

mod scenarios {
    #[expect(dead_code, reason = "each test file calls its own part of the boundary")]
    pub(crate) mod host;
}

use scenarios::host::{Host, answer, moment};
use serde_json::{Value, json};

const NOW: &str = "2026-03-20";

fn row(id: &str, date: &str, amount: &str, name: &str, more: &Value) -> Value {
    let mut row = json!({ "id": id, "accountId": "main", "bookedAt": date, "amount": amount, "currency": "EUR",
        "counterpartyName": name, "kind": "card" });
    row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    row
}

/// A pharmacy, a church, a club and a shop, each charging twice; a union's dues each month.
fn rows() -> Vec<Value> {
    let mut rows = Vec::new();
    let merchants = [
        ("Planted Pharmacy", json!({ "mcc": "5912" })),
        ("Planted Parish", json!({ "category": "donation" })),
        ("Planted Club", json!({ "mcc": "7273" })),
        ("Harbor Books", json!({ "mcc": "5942" })),
    ];
    for (place, (name, more)) in merchants.iter().enumerate() {
        for copy in 0..2 {
            rows.push(row(&format!("m{place}-{copy}"), "2026-03-17", &format!("-4{place}.35"), name, more));
        }
    }
    for month in 1..=3 {
        let more = json!({ "mcc": "8699", "kind": "direct_debit" });
        rows.push(row(&format!("dues-{month}"), &format!("2026-0{month}-02"), "-17.25", "Planted Union", &more));
    }
    rows
}

fn granted(purposes: &[&str]) -> Host {
    let mut host = Host::default();
    for purpose in purposes {
        host.decide(&moment("2026-03-01"), "grant", purpose);
    }
    host
}

fn host(purposes: &[&str]) -> Host {
    let mut host = granted(purposes);
    host.ingest(&serde_json::to_vec(&rows()).unwrap()).unwrap();
    host
}

fn state_of(host: &mut Host, now: &str, purpose: &str) -> Option<String> {
    let status = host.consent(&moment(now));
    let line = status["ledger"].as_array().unwrap().iter().find(|line| line["purpose"] == purpose)?;
    Some(line["state"].as_str().unwrap().to_owned())
}

fn deleted(decided: &Value) -> Vec<(String, u64)> {
    let list = decided["deleted"].as_array().unwrap().iter();
    list.map(|entry| (entry["kind"].as_str().unwrap().to_owned(), entry["count"].as_u64().unwrap())).collect()
}

#[test]
fn every_state_of_a_purpose_is_told_and_only_given_opens() {
    let now = moment(NOW);
    let mut host = host(&[]);
    assert_eq!(state_of(&mut host, NOW, "insights"), None, "nobody has said anything of it");
    let open = |host: &mut Host, now: &str| !host.duplicates(&moment(now)).as_array().unwrap().is_empty();
    assert!(!open(&mut host, NOW));
    host.decide(&now, "refuse", "insights");
    assert_eq!(state_of(&mut host, NOW, "insights").as_deref(), Some("refused"));
    assert!(!open(&mut host, NOW));
    let end = moment("2026-04-20")["instant"].clone();
    let notice = json!({ "purpose": "insights", "expires": end, "notice": "privacy-2026-03", "noticeHash": "ab12", "language": "ja", "controller": "bank" });
    let event = host.tell("grant", &now, &notice).unwrap()["event"].clone();
    for (field, text) in [
        ("notice", "privacy-2026-03"),
        ("noticeHash", "ab12"),
        ("language", "ja"),
        ("controller", "bank"),
        ("state", "given"),
    ] {
        assert_eq!(event[field], text);
    }
    assert!(open(&mut host, NOW));
    assert_eq!(state_of(&mut host, "2026-04-20", "insights").as_deref(), Some("expired"));
    assert!(!open(&mut host, "2026-04-20") && open(&mut host, "2026-04-19"));
    let missing = host.consent(&moment("2026-04-20"))["missing"].to_string();
    assert!(missing.contains(r#""call":"series""#) && missing.contains(r#""call":"correct""#), "{missing}");
    assert_eq!(deleted(&host.decide(&now, "withdraw", "insights")), [("transactions".into(), 11)]);
    assert_eq!(state_of(&mut host, NOW, "insights").as_deref(), Some("withdrawn"));
    assert!(!open(&mut host, NOW));
    assert_eq!(host.consent(&now)["events"].as_array().unwrap().len(), 3);
}

#[test]
fn a_withdrawal_takes_what_only_it_covered_and_says_so() {
    let now = moment(NOW);
    let mut host = host(&["insights", "nudges", "payment-guard", "life-events"]);
    let home = host.evaluate(&now, "home", 9);
    let cards = home["cards"].as_array().unwrap().clone();
    host.respond(&now, cards[0]["id"].as_str().unwrap(), "shown", None).unwrap();
    host.respond(&now, cards[0]["id"].as_str().unwrap(), "not-a-duplicate", None).unwrap();
    host.tell("declare", &now, &json!({ "kind": "renovation", "until": "2026-12-31" })).unwrap();
    for (about, value) in [("known-payee", ""), ("payee", "My bookshop")] {
        let correction = json!({ "about": about, "by": "payee", "subject": "Harbor Books", "value": value });
        host.tell("correct", &now, &correction).unwrap();
    }
    host.check_payment(
        &now,
        &json!({ "accountId": "main", "amount": "-1.00", "currency": "EUR", "counterpartyName": "X" }),
    )
    .unwrap();
    assert_eq!(deleted(&host.decide(&now, "withdraw", "life-events")), [("contexts".into(), 1)]);
    assert_eq!(deleted(&host.decide(&now, "withdraw", "nudges")), [("responses".into(), 1), ("exceptions".into(), 1)]);
    assert_eq!(host.transactions(), 11, "two purposes still read the rows");
    let guard = deleted(&host.decide(&now, "withdraw", "payment-guard"));
    assert_eq!(guard, [("verdicts".into(), 1), ("corrections".into(), 1)], "only the guard asks who is known");
    let last = deleted(&host.decide(&now, "withdraw", "insights"));
    assert_eq!(last, [("transactions".into(), 11), ("corrections".into(), 1)]);
    let left = host.snapshot();
    assert!(!left.windows(6).any(|window| window == b"Harbor"), "a withdrawn row is still in the snapshot");
    host.decide(&now, "grant", "nudges");
    assert_eq!(host.evaluate(&now, "home", 9)["cards"], json!([]), "what was withdrawn does not come back");
}

#[test]
fn a_write_without_its_purpose_is_refused_and_an_id_without_it_is_unknown() {
    let now = moment(NOW);
    let mut all = host(&["nudges", "insights"]);
    let card = all.evaluate(&now, "home", 9)["cards"][0]["id"].as_str().unwrap().to_owned();
    let mut host = host(&["payment-guard"]);
    let refused = host.tell("declare", &now, &json!({ "kind": "renovation" })).unwrap_err();
    assert_eq!((&refused["code"], &refused["field"]), (&json!("CONSENT_MISSING"), &json!("life-events")));
    assert_eq!(host.respond(&now, &card, "accepted", None).unwrap_err()["code"], "UNKNOWN_ID");
    all.respond(&now, &card, "accepted", None).unwrap();
}

#[test]
fn a_clock_that_goes_back_puts_no_withdrawal_before_its_grant() {
    let mut host = Host::default();
    host.decide(&moment("2031-01-01"), "grant", "insights");
    host.decide(&moment("2026-03-20"), "withdraw", "insights");
    assert_eq!(state_of(&mut host, NOW, "insights").as_deref(), Some("withdrawn"));
    let mut twin = Host::default();
    let entries = Host::raw(&host.engine.take_entries());
    answer(&twin.engine.apply_entries(&entries)).unwrap();
    assert_eq!(state_of(&mut twin, NOW, "insights").as_deref(), Some("withdrawn"));
    assert_eq!(
        host.consent(&moment(NOW))["events"][1]["at"],
        moment("2026-03-20")["instant"],
        "the time is the host's"
    );
}

#[test]
fn the_hosts_grants_are_outranked_by_what_the_customer_said() {
    let now = moment(NOW);
    let mut host = Host::with(&["insights", "nudges"]);
    host.decide(&now, "withdraw", "insights");
    host.configure(&["insights", "nudges"], None, None).unwrap();
    assert_eq!(host.consent(&now)["granted"], json!(["nudges"]));
    let image = Host::raw(&host.engine.choices());
    let mut later = Host::with(&["insights", "nudges"]);
    later.restore(&image).unwrap();
    assert_eq!(later.consent(&now)["granted"], json!(["nudges"]));
}

/// Nothing of what was withdrawn before anyone stored it gets into a journal.
#[test]
fn what_was_withdrawn_is_not_given_to_be_stored() {
    let now = moment(NOW);
    let mut host = host(&["life-events"]);
    host.tell("declare", &now, &json!({ "kind": "renovation", "note": "planted note" })).unwrap();
    host.decide(&now, "withdraw", "life-events");
    let entries = Host::raw(&host.engine.take_entries());
    assert!(!entries.is_empty() && !entries.windows(7).any(|window| window == b"planted"));
}

#[test]
fn a_corrected_series_stays_corrected_until_it_is_taken_back() {
    let now = moment(NOW);
    let mut host = host(&["insights"]);
    let (id, kind) = (host.series(&now)[0]["id"].clone(), host.series(&now)[0]["kind"].clone());
    let correct = |host: &mut Host, value: &str| {
        let correction = json!({ "about": "series", "by": "series", "subject": id, "value": value });
        host.tell("correct", &now, &correction).map(|answer| answer["id"].as_str().unwrap().to_owned())
    };
    let first = correct(&mut host, "insurance").unwrap();
    assert_eq!(host.series(&now)[0]["kind"], "insurance");
    let mut twin = Host::default();
    twin.restore(&host.snapshot()).unwrap();
    assert_eq!(twin.series(&now)[0]["kind"], "insurance");
    let second = correct(&mut host, "none").unwrap();
    assert_eq!(host.series(&now), json!([]));
    host.respond(&now, &second, "undo", None).unwrap();
    assert_eq!(host.series(&now)[0]["kind"], "insurance");
    host.respond(&now, &first, "undo", None).unwrap();
    assert_eq!(host.series(&now)[0]["kind"], kind);
    assert_eq!(correct(&mut host, "castle").unwrap_err()["code"], "INVALID_ARGUMENT");
}

/// Rows of one payee: `(id, date, amount)`.
fn rows_of(payee: &str, rows: &[(&str, &str, &str)]) -> Vec<u8> {
    let row = |&(id, date, amount): &(&str, &str, &str)| json!({ "id": id, "accountId": "main", "bookedAt": date, "amount": amount, "currency": "EUR", "counterpartyName": payee });
    serde_json::to_vec(&rows.iter().map(row).collect::<Vec<_>>()).unwrap()
}

#[test]
fn a_row_that_recurs_is_a_series_when_the_customer_says_so() {
    let now = moment("2026-04-20");
    let mut host = granted(&["insights"]);
    host.ingest(&rows_of("Reed Club", &[("first", "2026-03-02", "-9.00"), ("second", "2026-04-11", "-9.00")])).unwrap();
    assert_eq!(host.series(&now), json!([]));
    let said = json!({ "about": "recurs", "by": "transaction", "subject": "first", "value": "monthly" });
    let id = host.tell("correct", &now, &said).unwrap()["id"].as_str().unwrap().to_owned();
    assert_eq!(host.series(&now)[0]["transactions"], json!(["first", "second"]));
    assert_eq!(host.series(&now)[0]["cadence"], "monthly");
    let mut twin = Host::default();
    twin.restore(&host.snapshot()).unwrap();
    assert_eq!(twin.series(&now), host.series(&now));
    host.respond(&now, &id, "undo", None).unwrap();
    assert_eq!(host.series(&now), json!([]));
    for (subject, value) in [("first", "hourly"), ("nobody", "monthly")] {
        let wrong = json!({ "about": "recurs", "by": "transaction", "subject": subject, "value": value });
        assert!(host.tell("correct", &now, &wrong).is_err(), "{subject} {value}");
    }
}

#[test]
fn a_series_that_the_customer_ended_is_due_no_more() {
    let now = moment("2026-04-20");
    let mut host = granted(&["insights"]);
    let rows = [
        ("a", "2026-01-12", "-9.00"),
        ("b", "2026-02-12", "-9.00"),
        ("c", "2026-03-12", "-9.00"),
        ("d", "2026-04-12", "-9.00"),
    ];
    host.ingest(&rows_of("Reed Club", &rows)).unwrap();
    let series = host.series(&now)[0].clone();
    assert!(series["state"] == "active" && series["next"].is_object(), "{series}");
    let said = json!({ "about": "ended", "by": "series", "subject": series["id"], "value": "" });
    let id = host.tell("correct", &now, &said).unwrap()["id"].as_str().unwrap().to_owned();
    assert_eq!(host.series(&now)[0]["state"], "ended");
    assert!(host.series(&now)[0]["next"].is_null());
    host.respond(&now, &id, "undo", None).unwrap();
    assert_eq!(host.series(&now)[0]["state"], "active");
}

#[test]
fn two_series_that_are_one_become_one() {
    let now = moment("2026-07-20");
    let mut host = granted(&["insights"]);
    let old = [("a", "2026-01-12", "-9.00"), ("b", "2026-02-12", "-9.00"), ("c", "2026-03-12", "-9.00")];
    let new = [
        ("d", "2026-04-12", "-9.50"),
        ("e", "2026-05-12", "-9.50"),
        ("f", "2026-06-12", "-9.50"),
        ("g", "2026-07-12", "-9.50"),
    ];
    host.ingest(&rows_of("Reed Club", &old)).unwrap();
    host.ingest(&rows_of("Willow Media", &new)).unwrap();
    let all = host.series(&now);
    assert_eq!(all.as_array().unwrap().len(), 2);
    let said = json!({ "about": "joined", "by": "series", "subject": all[0]["id"], "value": all[1]["id"] });
    let id = host.tell("correct", &now, &said).unwrap()["id"].as_str().unwrap().to_owned();
    let joined = host.series(&now);
    assert_eq!(joined.as_array().unwrap().len(), 1);
    assert_eq!(joined[0]["transactions"], json!(["a", "b", "c", "d", "e", "f", "g"]));
    host.respond(&now, &id, "undo", None).unwrap();
    assert_eq!(host.series(&now), all);
}

/// Duplicates and series of a protected payee are still found, and nothing names it or its class.
#[test]
fn protected_payees_work_and_are_not_named() {
    let now = moment(NOW);
    let mut host = host(&["insights", "nudges", "payment-guard"]);
    assert_eq!(host.duplicates(&now).as_array().unwrap().len(), 4);
    let series = host.series(&now);
    assert_eq!((series[0]["counterparty"].as_str(), series[0]["cadence"].as_str()), (Some(""), Some("monthly")));
    let draft = json!({ "accountId": "main", "amount": "-40.35", "currency": "EUR", "counterpartyName": "PLANTED PHARMACY", "mcc": "5912" });
    let verdict = host.check_payment(&now, &draft).unwrap();
    assert_eq!(verdict["level"], "confirm");
    let card = host.evaluate(&now, "home", 9)["cards"][0]["id"].as_str().unwrap().to_owned();
    host.respond(&now, &card, "not-a-duplicate", None).unwrap();
    let all = [
        host.answers(&now),
        verdict.to_string(),
        host.tell("report", &now, &json!({})).unwrap().to_string(),
        host.tell("log", &now, &json!({})).unwrap().to_string(),
        host.consent(&now).to_string(),
    ];
    for text in &all {
        let folded = text.to_lowercase();
        for word in ["planted", "pharmacy", "parish", "union", "donation", "health", "5912", "7273", "8699"] {
            assert!(!folded.contains(word), "`{word}` is said in {text}");
        }
    }
    assert!(all[0].contains("Harbor Books"), "others are named");
    // The customer's own export has what the bank sent, whole.
    assert!(host.tell("export", &now, &json!({})).unwrap().to_string().contains("Planted Pharmacy"));
}

#[test]
fn the_log_is_numbered_bounded_and_without_amounts_and_names() {
    let now = moment(NOW);
    let mut host = host(&["insights", "nudges", "payment-guard"]);
    let before = host.snapshot();
    host.series(&now);
    host.series(&now);
    host.evaluate(&now, "home", 9);
    let log = host.tell("log", &now, &json!({})).unwrap();
    let entries = log["entries"].as_array().unwrap();
    let last = &entries[entries.len() - 1];
    assert_eq!((&last["call"], &last["purpose"]), (&json!("evaluate"), &json!("nudges")));
    assert_eq!(last["pack"], "oxpecker-builtin 1");
    assert_eq!(last["items"].as_array().unwrap().len(), 4, "what was shown");
    assert_eq!(
        entries[entries.len() - 2]["data"],
        json!(["transactions", "counterparties", "series"]),
        "what a list of series reads, and no more"
    );
    assert_eq!(
        (&entries[entries.len() - 2]["call"], &entries[entries.len() - 2]["times"]),
        (&json!("series"), &json!(2))
    );
    let answers = |image: &[u8]| {
        let mut twin = Host::default();
        twin.restore(image).unwrap();
        twin.answers(&now)
    };
    assert_eq!(answers(&host.snapshot()), answers(&before), "looking changes nothing that answers depend on");
    for round in 0..700 {
        if round % 2 == 0 {
            host.series(&now)
        } else {
            host.transfers(&now)
        };
    }
    let log = host.tell("log", &now, &json!({})).unwrap();
    let numbers: Vec<u64> =
        log["entries"].as_array().unwrap().iter().map(|entry| entry["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers.len(), 512);
    assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]));
    assert_eq!(log["dropped"].as_u64().unwrap() + 1, numbers[0]);
    let text = log.to_string();
    for word in ["Harbor", "40.35", "43.35", "m3-0", "EUR", "main"] {
        assert!(!text.contains(word), "`{word}` is in the log");
    }
}

/// What the log says to a twin, as text.
fn log_of(host: &mut Host) -> String {
    host.tell("log", &moment(NOW), &json!({})).unwrap().to_string()
}

#[test]
fn the_log_outlives_the_visit_in_snapshots_and_with_the_choices() {
    let now = moment(NOW);
    let mut host = host(&["insights", "nudges", "payment-guard"]);
    let mut journal = Host::raw(&host.engine.take_entries());
    host.series(&now);
    assert!(Host::raw(&host.engine.take_entries()).is_empty(), "reading alone is stored with what comes next");
    host.evaluate(&now, "home", 9);
    journal.extend(Host::raw(&host.engine.take_entries()));
    host.series(&now);
    host.series(&now);
    let card = host.evaluate(&now, "home", 9)["cards"][0]["id"].as_str().unwrap().to_owned();
    host.respond(&now, &card, "shown", None).unwrap();
    journal.extend(Host::raw(&host.engine.take_entries()));
    let log = log_of(&mut host);
    assert!(log.contains(&card) && log.contains(r#""times":2"#), "{log}");
    let image = Host::raw(&host.engine.choices());
    for (how, bytes) in [("snapshot", host.snapshot()), ("choices", image)] {
        let mut twin = Host::default();
        twin.restore(&bytes).unwrap();
        assert_eq!(log_of(&mut twin), log, "{how}");
    }
    let mut twin = Host::default();
    let half = journal.len() / 2;
    assert!(answer(&twin.engine.apply_entries(&journal[..half])).is_err(), "a cut line is refused with all others");
    for _ in 0..2 {
        answer(&twin.engine.apply_entries(&journal)).unwrap();
    }
    assert_eq!(log_of(&mut twin), log, "journal, taken in twice");
    // Both go on alike.
    for engine in [&mut host, &mut twin] {
        engine.ingest(&serde_json::to_vec(&rows()).unwrap()).unwrap();
        engine.evaluate(&now, "home", 9);
    }
    assert_eq!(log_of(&mut host), log_of(&mut twin));
    let mut old = host.snapshot();
    old.truncate(old.len() - 1);
    assert_eq!(Host::default().restore(&old).unwrap_err()["code"], "SNAPSHOT_CORRUPT");
}

#[test]
fn the_lines_of_two_tabs_come_to_one_log_in_whatever_order() {
    let now = moment(NOW);
    let mut tabs = [host(&["insights", "nudges"]), host(&["insights", "nudges"])];
    let shared = Host::raw(&tabs[0].engine.take_entries());
    let mut journals = Vec::new();
    for (place, tab) in tabs.iter_mut().enumerate() {
        tab.engine.take_entries();
        for _ in 0..=place {
            tab.series(&now);
            tab.transfers(&now);
        }
        let cards = tab.evaluate(&now, if place == 0 { "home" } else { "inbox" }, 9);
        tab.respond(&now, cards["cards"][place]["id"].as_str().unwrap(), "dismissed", None).unwrap();
        journals.push(Host::raw(&tab.engine.take_entries()));
    }
    let mut logs = Vec::new();
    for order in [[0, 1], [1, 0]] {
        let mut twin = Host::default();
        for part in [&shared, &journals[order[0]], &journals[order[1]], &journals[order[0]]] {
            answer(&twin.engine.apply_entries(part)).unwrap();
        }
        let log = twin.tell("log", &now, &json!({})).unwrap();
        let numbers: Vec<u64> =
            log["entries"].as_array().unwrap().iter().map(|line| line["number"].as_u64().unwrap()).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{numbers:?}");
        let shown = log["entries"].as_array().unwrap().iter().filter(|line| line["outcome"] == "dismissed").count();
        assert_eq!(shown, 2, "no answer of either tab is missing");
        logs.push(log);
    }
    assert_eq!(logs[0], logs[1]);
}

#[test]
fn of_a_withdrawn_purpose_the_log_keeps_that_it_was_used_and_not_for_what() {
    let now = moment(NOW);
    let mut host = host(&["insights", "nudges"]);
    host.evaluate(&now, "home", 9);
    host.duplicates(&now);
    let before = Host::raw(&host.engine.take_entries());
    host.decide(&now, "withdraw", "nudges");
    let check = |host: &mut Host| {
        let log = host.tell("log", &now, &json!({})).unwrap();
        let lines = log["entries"].as_array().unwrap().clone();
        let cards = lines.iter().find(|line| line["call"] == "evaluate").unwrap();
        assert_eq!(cards["items"], json!([]));
        assert!(!log.to_string().contains("card-"));
        assert!(lines.iter().any(|line| line["call"] == "consent.withdraw" && line["items"] != json!([])));
        log
    };
    let log = check(&mut host);
    // A tab that slept brings the old line once more: it stays without.
    answer(&host.engine.apply_entries(&before)).unwrap();
    assert_eq!(check(&mut host), log);
}

/// A complaint: the rows, the choices and the pack of a moment, and the line that the log has of it.
#[test]
fn the_same_rows_choices_and_pack_replay_to_the_same_decisions() {
    let mut host = host(&["insights", "nudges", "payment-guard"]);
    let mut cases = Vec::new();
    for (day, answer) in [
        ("2026-03-18", "shown"),
        ("2026-03-19", "dismissed"),
        ("2026-03-20", "snoozed"),
        ("2026-03-21", "not-a-duplicate"),
    ] {
        let now = moment(day);
        let choices = Host::raw(&host.engine.choices());
        let decided = host.evaluate(&now, "home", 1);
        let line = host.tell("log", &now, &json!({})).unwrap()["entries"].as_array().unwrap().last().unwrap().clone();
        cases.push((now.clone(), choices, decided.clone(), line));
        if let Some(card) = decided["cards"][0]["id"].as_str() {
            host.respond(&now, card, answer, None).unwrap();
        }
    }
    let mut shown = Vec::new();
    for (now, choices, decided, line) in &cases {
        // Another machine, the rows in another order, the log's own line to compare with.
        let mut again = Host::default();
        again.restore(choices).unwrap();
        let mut rows = rows();
        rows.reverse();
        again.ingest(&serde_json::to_vec(&rows).unwrap()).unwrap();
        assert_eq!(&again.evaluate(now, "home", 1), decided);
        let replayed =
            again.tell("log", now, &json!({})).unwrap()["entries"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(&replayed, line);
        assert_eq!(line["pack"], "oxpecker-builtin 1");
        shown.push(line["items"].to_string());
    }
    shown.dedup();
    assert!(shown.len() >= 3, "the answers made a difference: {shown:?}");
}

#[test]
fn the_report_names_everything_with_rows_purpose_and_the_next_deletion() {
    let now = moment(NOW);
    let mut host = Host::default();
    host.configure(&["insights", "nudges", "life-events"], None, Some(3)).unwrap();
    let mut all = rows();
    all.push(row("old", "2025-11-01", "-1.00", "Old Shop", &json!({})));
    host.ingest(&serde_json::to_vec(&all).unwrap()).unwrap();
    host.tell("declare", &now, &json!({ "kind": "renovation" })).unwrap();
    host.tell("correct", &now, &json!({ "about": "never-topic", "by": "topic", "subject": "refunds", "value": "" }))
        .unwrap();
    let report = host.tell("report", &now, &json!({})).unwrap();
    assert_eq!(
        report["retention"],
        json!({ "months": 3, "oldest": "2026-01-02", "nextDeletion": "2026-04-03", "past": 1 })
    );
    let known = report["known"].as_array().unwrap();
    let sorts: Vec<&str> = known.iter().map(|entry| entry["sort"].as_str().unwrap()).collect();
    for sort in ["series", "finding", "context", "correction"] {
        assert!(sorts.contains(&sort), "{sorts:?}");
    }
    for entry in known {
        assert!(!entry["data"].as_array().unwrap().is_empty() && entry["purpose"].is_string(), "{entry}");
        let derived = ["series", "finding"].contains(&entry["sort"].as_str().unwrap());
        assert_eq!(derived, !entry["transactions"].as_array().unwrap().is_empty(), "{entry}");
    }
    // A choice is taken back by the id that the report gives.
    let context = known.iter().find(|entry| entry["sort"] == "context").unwrap();
    host.respond(&now, context["id"].as_str().unwrap(), "undo", None).unwrap();
    assert_eq!(host.tell("contexts", &now, &json!({})).unwrap(), json!([]));
}

#[test]
fn an_answer_is_taken_back_by_the_id_that_the_report_gives() {
    let now = moment(NOW);
    let mut host = host(&["insights", "nudges"]);
    let before = host.evaluate(&now, "home", 9);
    let card = before["cards"][0]["id"].as_str().unwrap().to_owned();
    for kind in ["not-a-duplicate", "dismissed"] {
        host.respond(&now, &card, kind, None).unwrap();
        let report = host.tell("report", &now, &json!({})).unwrap();
        let known = report["known"].as_array().unwrap();
        let answer = known.iter().find(|known| known["kind"] == kind).unwrap();
        host.respond(&now, answer["id"].as_str().unwrap(), "undo", None).unwrap();
        assert_eq!(host.evaluate(&now, "home", 9)["cards"], before["cards"], "{kind}");
    }
}

#[test]
fn a_question_about_the_far_future_loses_no_row() {
    let mut host = Host::default();
    host.configure(&["insights"], None, Some(12)).unwrap();
    host.ingest(&serde_json::to_vec(&rows()).unwrap()).unwrap();
    let before = host.answers(&moment(NOW));
    assert_eq!(host.duplicates(&moment("2099-01-01")), json!([]), "past the retention is absent");
    assert_eq!(host.answers(&moment(NOW)), before);
    let mut twin = Host::default();
    twin.restore(&host.snapshot()).unwrap();
    assert_eq!(twin.answers(&moment(NOW)), before);
}

#[test]
fn what_is_exported_is_what_came_and_comes_in_again() {
    let now = moment(NOW);
    let mut host = host(&["insights"]);
    let more = json!([{ "id": "full", "accountId": "main", "bookedAt": "2026-03-01", "amount": "-1234", "currency": "JPY", "time": "07:05:09",
        "counterpartyName": "ｶ)ﾐﾅﾄ", "counterpartyAccount": "DE02", "reference": "請求書", "category": "groceries", "mcc": "0742", "kind": "transfer",
        "status": "pending", "balanceAfter": "5", "replaces": "x" }]);
    let accounts = json!([{ "id": "main", "type": "current", "currency": "EUR", "balance": "612.31", "balanceAt": "2026-03-19", "name": "家計" }]);
    host.ingest(json!({ "accounts": accounts, "transactions": more }).to_string().as_bytes()).unwrap();
    let exported = host.tell("export", &now, &json!({})).unwrap();
    assert_eq!(exported["accounts"], accounts);
    let full = exported["transactions"].as_array().unwrap().iter().find(|row| row["id"] == "full").unwrap();
    assert_eq!(full, &more[0]);
    let mut again = Host::with(&["insights"]);
    let report = again.ingest(exported.to_string().as_bytes()).unwrap();
    assert_eq!((report["added"].as_u64(), report["rejected"].as_u64()), (Some(12), Some(0)));
    assert_eq!(again.tell("export", &now, &json!({})).unwrap(), exported);
}

#[test]
fn erasing_leaves_nothing() {
    let now = moment(NOW);
    let mut host = host(&["insights", "nudges", "life-events"]);
    host.tell("declare", &now, &json!({ "kind": "renovation", "note": "planted note" })).unwrap();
    let deleted: Value = answer(&host.engine.erase()).unwrap();
    assert_eq!(
        deleted,
        json!([{ "kind": "transactions", "count": 11 }, { "kind": "consents", "count": 3 }, { "kind": "contexts", "count": 1 }])
    );
    let mut fresh = Host::default();
    assert_eq!(host.snapshot(), fresh.snapshot());
    assert_eq!(host.answers(&now), fresh.answers(&now));
    assert!(Host::raw(&host.engine.take_entries()).is_empty());
}
