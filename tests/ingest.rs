// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a bank's file may look like, and what becomes of one that is cut, broken or hostile.
//! In: files made by hand and by chance. Out: reports, codes, and the snapshot that tells whether anything
//! changed. Invariant under test: a file is taken whole or not at all.
#![cfg(not(target_family = "wasm"))]
#![cfg(test)]

mod scenarios {
    pub(crate) mod faults;
    #[expect(dead_code, reason = "each test file calls its own part of the boundary")]
    pub(crate) mod host;
}

use proptest::{collection::vec, prelude::*, sample::Index, test_runner::RngSeed};
use scenarios::{
    faults::{BAD_FILES, bad_rows},
    host::{Host, moment},
};
use serde_json::{Value, json};

const ROW: &str = r#"{"id":"a","accountId":"main","bookedAt":"2026-03-09","amount":"-48.10","currency":"EUR","counterpartyName":"Café Ōsaka 😀 ﾐﾅﾄ"}"#;
const OTHER: &str = r#"{"id":"b","accountId":"main","bookedAt":"2026-03-10","amount":"-48.10","currency":"EUR","counterpartyName":"Caf\u00e9 \ud83d\ude00","note":[{"x":[1,2.5e3,null,true]}]}"#;
const BAD: &str = r#"{"id":"c","accountId":"main","bookedAt":"2026-02-30","amount":"-1.00","currency":"EUR"}"#;

/// Whole files of every form, with multi-byte letters, escapes, bad rows and bad accounts in them.
fn whole_files() -> Vec<String> {
    vec![
        format!("[{ROW},{BAD},{OTHER}]"),
        format!("\u{feff} [\r\n{ROW} ,\n\t{OTHER}\n] \n"),
        format!(
            r#"{{"bank":{{"name":"ﾐﾅﾄ"}},"accounts":[{{"id":"main","type":"current","name":"家計"}},{{"type":"loan"}}],"transactions":[{ROW},{OTHER}],"page":1}}"#
        ),
        format!(r#"{{"transactions":[{ROW}],"accounts":null,"transactions":[{OTHER},7]}}"#),
        format!("{ROW}\n{OTHER}\n{BAD}"),
        format!("{ROW}\r\n\r\n{OTHER}\r\n"),
        "[]".into(),
        r#"{"transactions":[]}"#.into(),
    ]
}

/// An engine that already holds something, so that "nothing changed" can be seen.
fn busy() -> Host {
    let kept = json!([{ "id": "kept", "accountId": "main", "bookedAt": "2026-03-01", "amount": "-7.00", "currency": "EUR", "counterpartyName": "Kiosk" }]);
    Host::of(kept.as_array().unwrap())
}

/// The file is refused with a code, and neither rows nor anything else has changed.
fn assert_refused(file: &[u8], code: &str) {
    let mut host = busy();
    let before = host.snapshot();
    let error = host.ingest(file).expect_err(code);
    let shown = String::from_utf8_lossy(&file[..file.len().min(60)]).into_owned();
    assert_eq!(error["code"], code, "{shown}");
    assert_eq!(host.snapshot(), before, "{shown}");
    assert_eq!(host.transactions(), 1, "{shown}");
    assert!(host.ingest(format!("[{ROW}]").as_bytes()).is_ok(), "the engine goes on after {shown}");
}

/// The report of a file on a fresh engine.
fn report(file: &str) -> Value {
    Host::with(&["insights"]).ingest(file.as_bytes()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, rng_seed: RngSeed::Fixed(0x1e_d9e2), ..ProptestConfig::default() })]

    #[test]
    fn prop_every_slicing_is_the_whole(which: Index, cuts in vec(any::<Index>(), 0..12)) {
        let files = whole_files();
        let file = which.get(&files).as_bytes();
        let mut whole = busy();
        let expected = whole.ingest(file).unwrap();
        let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(file.len() + 1)).chain([0, file.len()]).collect();
        places.sort_unstable();
        let mut sliced = busy();
        let got = sliced.ingest_in(places.windows(2).map(|cut| &file[cut[0]..cut[1]])).unwrap();
        prop_assert_eq!(got, expected);
        prop_assert_eq!(sliced.snapshot(), whole.snapshot());
    }

    #[test]
    fn prop_a_refused_file_is_refused_in_every_slicing(which: Index, at: Index, byte in prop::sample::select(b"{}[],:\"\\x0\xff\n".to_vec()), cut: Index) {
        let files = whole_files();
        let mut file = which.get(&files).clone().into_bytes();
        let place = at.index(file.len());
        file[place] = byte;
        let code = |outcome: Result<Value, Value>| outcome.map_err(|error| error["code"].clone());
        let mut whole = busy();
        let (first, second) = file.split_at(cut.index(file.len()));
        let mut sliced = busy();
        prop_assert_eq!(code(whole.ingest(&file)), code(sliced.ingest_in([first, second])));
        prop_assert_eq!(whole.snapshot(), sliced.snapshot());
    }

    #[test]
    fn prop_bytes_of_any_kind_never_change_anything_when_refused(file in vec(any::<u8>(), 0..200)) {
        let mut host = busy();
        let before = host.snapshot();
        if host.ingest(&file).is_err() {
            prop_assert_eq!(host.snapshot(), before);
        }
    }

    #[test]
    fn prop_the_order_of_rows_and_batches_changes_no_answer(
        picks in vec((0..6_usize, 0..40_i32, 0..4_usize, 0..2_usize), 2..40),
        keys in vec(any::<u32>(), 40),
        batch in 1..10_usize,
    ) {
        let rows: Vec<Value> = picks.iter().enumerate().map(|(place, &(payee, day, amount, account))| random_row(place, payee, day, amount, account)).collect();
        let mut shuffled: Vec<(u32, Value)> = keys.into_iter().zip(rows.iter().cloned()).collect();
        shuffled.sort_by_key(|(key, _)| *key);
        let now = moment("2026-03-01");
        let expected = Host::of(&rows).answers(&now);
        let mut host = Host::with(scenarios::host::ALL);
        for batch in shuffled.chunks(batch) {
            let rows: Vec<&Value> = batch.iter().map(|(_, row)| row).collect();
            host.ingest(&serde_json::to_vec(&rows).unwrap()).unwrap();
        }
        prop_assert_eq!(host.answers(&now), expected);
    }
}

fn random_row(place: usize, payee: usize, day: i32, amount: usize, account: usize) -> Value {
    let payee =
        ["Harbor Books", "HARBOR BOOKS #12", "Kiosk", "Keller Roofing", "Iron Hall Gym", "Filmhouse Plus"][payee];
    let amount = ["-12.99", "-48.10", "12.99", "-940.00"][amount];
    let account = ["main", "joint"][account];
    let date = jiff::civil::date(2026, 1, 10).saturating_add(jiff::Span::new().days(day));
    json!({ "id": format!("r{place}"), "accountId": account, "bookedAt": date.to_string(), "amount": amount,
        "currency": "EUR", "counterpartyName": payee, "kind": if payee == "Keller Roofing" { "transfer" } else { "card" } })
}

#[test]
fn elements_longer_than_a_look_ahead_are_the_whole_in_every_slicing() {
    let mut file = String::from("[");
    for (place, size) in [3, 5_000, 9, 12_000, 4_090, 1, 4_096, 20_000, 2].into_iter().enumerate() {
        let reference = "é".repeat(size);
        let comma = if place > 0 { "," } else { "" };
        file += &format!(
            r#"{comma}{{"id":"r{place}","accountId":"a","bookedAt":"2026-03-02","amount":"-4.0{place}","currency":"EUR","reference":"{reference}"}}"#
        );
    }
    file += "]";
    let mut whole = busy();
    let expected = whole.ingest(file.as_bytes()).unwrap();
    assert_eq!(expected["added"], 9);
    for size in [1_000, 4_095, 4_096, 4_097, 5_001, 9_000, 30_000] {
        let mut sliced = busy();
        assert_eq!(sliced.ingest_in(file.as_bytes().chunks(size)).unwrap(), expected, "{size}");
        assert_eq!(sliced.snapshot(), whole.snapshot(), "{size}");
    }
}

#[test]
fn one_byte_a_slice_is_the_whole() {
    for file in whole_files() {
        let (mut whole, mut sliced) = (busy(), busy());
        let expected = whole.ingest(file.as_bytes()).unwrap();
        assert_eq!(sliced.ingest_in(file.as_bytes().chunks(1)).unwrap(), expected, "{file}");
        assert_eq!(sliced.snapshot(), whole.snapshot(), "{file}");
    }
}

#[test]
fn a_file_cut_at_any_byte_is_taken_whole_or_not_at_all() {
    for file in whole_files() {
        for end in 0..file.len() {
            let mut host = busy();
            let before = host.snapshot();
            if let Err(error) = host.ingest(&file.as_bytes()[..end]) {
                assert!(
                    ["EMPTY_INPUT", "BAD_JSON", "BAD_UTF8"].contains(&error["code"].as_str().unwrap()),
                    "{end} of {file}: {error}"
                );
                assert_eq!(host.snapshot(), before, "{end} of {file}");
                continue;
            }
            // Only JSON Lines end anywhere, and only between lines; white space behind a file says nothing.
            let kept = &file[..end];
            let is_line = |line: &str| line.trim().is_empty() || serde_json::from_str::<Value>(line).is_ok();
            let is_whole = kept.trim_end() == file.trim_end() || kept.lines().all(is_line);
            assert!(is_whole, "{end} of {file} was taken");
        }
    }
}

#[test]
fn a_bad_file_is_refused_with_its_code() {
    for (file, code) in BAD_FILES {
        assert_refused(file.as_bytes(), code);
    }
    assert_refused(b"[\"\xff\"]", "BAD_UTF8");
    assert_refused(b"[\"\xc3", "BAD_UTF8");
    assert_refused(b"\xed\xa0\x80", "BAD_UTF8");
}

#[test]
fn a_refusal_tells_its_place_and_no_value() {
    let file = format!("[{ROW},\n{{\"id\":\"secret-name\",}}]");
    let error = busy().ingest(file.as_bytes()).unwrap_err();
    assert_eq!(error["at"], file.find(",}").unwrap() + 1);
    assert!(!error.to_string().contains("secret"), "{error}");
}

#[test]
fn nesting_without_end_is_refused_without_a_deep_stack() {
    for opening in ["[", "{\"a\":"] {
        let deep = opening.repeat(200_000);
        for file in [
            deep.clone(),
            format!("[{deep}"),
            format!("[{{\"id\":{deep}"),
            format!("{{\"transactions\":[{deep}"),
            format!("{{\"x\":{deep}"),
        ] {
            let error = busy().ingest(file.as_bytes()).unwrap_err();
            assert!(["TOO_DEEP", "BAD_JSON"].contains(&error["code"].as_str().unwrap()), "{error}");
        }
    }
    assert_refused(format!("[{}", "[".repeat(200_000)).as_bytes(), "TOO_DEEP");
}

#[test]
fn an_element_past_all_measure_is_refused() {
    let mut file = b"[{\"id\":\"".to_vec();
    file.resize((16 << 20) + 64, b'x');
    assert_refused(&file, "ELEMENT_TOO_LARGE");
}

#[test]
fn a_slice_without_a_begun_file_is_refused() {
    let mut host = busy();
    let refused = scenarios::host::answer(&host.engine.ingest_push(b"[]")).unwrap_err();
    assert_eq!(refused["code"], "NO_INGEST");
    let refused = scenarios::host::answer(&host.engine.ingest_finish()).unwrap_err();
    assert_eq!(refused["code"], "NO_INGEST");
}

#[test]
fn an_aborted_file_changes_nothing() {
    let mut host = busy();
    let answers = host.answers(&moment("2026-03-20"));
    let before = host.snapshot();
    host.engine.ingest_begin();
    host.engine.ingest_push(format!("[{ROW},{OTHER}").as_bytes());
    host.engine.ingest_abort();
    assert_eq!(host.snapshot(), before);
    assert_eq!(host.answers(&moment("2026-03-20")), answers);
}

/// A good row with some fields changed; `null` takes one out.
fn row_with(changes: &Value) -> Value {
    let mut row: Value = serde_json::from_str(ROW).unwrap();
    for (key, value) in changes.as_object().unwrap() {
        row[key] = value.clone();
    }
    row
}

#[test]
fn a_bad_row_is_named_and_skipped() {
    for (changes, code, field) in bad_rows() {
        let file = format!("[{OTHER},{},{OTHER}]", row_with(&changes));
        let report = report(&file);
        assert_eq!(report["problems"], json!([{ "row": 1, "code": code, "field": field }]), "{changes}");
        assert_eq!((&report["added"], &report["rejected"]), (&json!(1), &json!(1)), "{changes}");
    }
    for element in ["7", "null", "\"a\"", "[]", "true"] {
        let report = report(&format!("[{element},{ROW}]"));
        assert_eq!(report["problems"], json!([{ "row": 0, "code": "NOT_AN_OBJECT", "field": "" }]), "{element}");
        assert_eq!(report["added"], 1);
    }
}

#[test]
fn rows_are_counted_over_both_lists_of_an_envelope_and_lines() {
    let envelope = report(&format!(
        r#"{{"transactions":[{ROW},{BAD}],"accounts":[{{}}, {{"id":"x","type":"piggy"}}],"transactions":[3]}}"#
    ));
    let problems = json!([
        { "row": 1, "code": "BAD_DATE", "field": "bookedAt" },
        { "row": -1, "code": "MISSING", "field": "accounts[0].id" },
        { "row": -1, "code": "UNKNOWN_WORD", "field": "accounts[1].type" },
        { "row": 2, "code": "NOT_AN_OBJECT", "field": "" },
    ]);
    assert_eq!((&envelope["added"], &envelope["rejected"], &envelope["problems"]), (&json!(1), &json!(2), &problems));
    let lines = report(&format!("{ROW}\n{BAD}\n\n7\n{OTHER}"));
    let problems = json!([{ "row": 1, "code": "BAD_DATE", "field": "bookedAt" }, { "row": 2, "code": "NOT_AN_OBJECT", "field": "" }]);
    assert_eq!((&lines["added"], &lines["problems"]), (&json!(2), &problems));
}

#[test]
fn what_says_nothing_is_no_fault() {
    for changes in [
        json!({ "time": null, "reference": null, "category": null, "kind": null, "status": null, "mcc": null, "balanceAfter": null, "replaces": null }),
        json!({ "kind": "teleport", "category": "unicorns", "unknown": { "deep": [1, 2] } }),
        json!({ "reference": "", "counterpartyName": "  ", "counterpartyAccount": "" }),
        json!({ "mcc": 5411 }),
        json!({ "mcc": "0742" }),
        json!({ "amount": "0" }),
        json!({ "amount": "-0.00" }),
        json!({ "amount": "92233720368547758.07" }),
        json!({ "amount": "-92233720368547758.08", "balanceAfter": "-92233720368547758.08" }),
        json!({ "bookedAt": "0001-01-01" }),
        json!({ "bookedAt": "9999-12-31" }),
        json!({ "amount": "-1.234", "currency": "KWD" }),
    ] {
        let report = report(&format!("[{}]", row_with(&changes)));
        assert_eq!((&report["added"], &report["problems"]), (&json!(1), &json!([])), "{changes}");
    }
}

#[test]
fn the_same_id_again_is_unchanged_or_updated() {
    let mut host = busy();
    let counts =
        |report: &Value| ["added", "updated", "unchanged", "rejected"].map(|key| report[key].as_u64().unwrap());
    let file = format!("[{ROW},{OTHER}]");
    assert_eq!(counts(&host.ingest(file.as_bytes()).unwrap()), [2, 0, 0, 0]);
    let before = host.snapshot();
    assert_eq!(counts(&host.ingest(file.as_bytes()).unwrap()), [0, 0, 2, 0]);
    assert_eq!(host.snapshot(), before);
    let spelled_otherwise = row_with(&json!({ "amount": "-48.1", "unknown": 1, "reference": null }));
    assert_eq!(counts(&host.ingest(format!("[{spelled_otherwise}]").as_bytes()).unwrap()), [0, 0, 1, 0]);
    let changed = row_with(&json!({ "amount": "-48.20" }));
    assert_eq!(counts(&host.ingest(format!("[{changed}]").as_bytes()).unwrap()), [0, 1, 0, 0]);
    assert_ne!(host.snapshot(), before);
    assert_eq!(host.transactions(), 3);
}

#[test]
fn the_same_id_twice_in_one_file_is_one_row_with_the_later_content() {
    let now = moment("2026-03-20");
    let later = row_with(&json!({ "amount": "-9.99" }));
    let mut twice = Host::with(scenarios::host::ALL);
    twice.ingest(format!("[{ROW},{later},{OTHER}]").as_bytes()).unwrap();
    let mut once = Host::with(scenarios::host::ALL);
    once.ingest(format!("[{later},{OTHER}]").as_bytes()).unwrap();
    assert_eq!(twice.transactions(), 2);
    assert_eq!(twice.answers(&now), once.answers(&now));
    let draft = json!({ "accountId": "main", "amount": "-9.99", "currency": "EUR", "counterpartyName": "Café Ōsaka 😀 ﾐﾅﾄ", "bookedAt": "2026-03-10" });
    let verdict = twice.check_payment(&moment("2026-03-10"), &draft).unwrap();
    assert_eq!(verdict["duplicateOf"][0]["transaction"], "a");
}

#[test]
fn hostile_texts_end_up_as_inert_text() {
    let long = "Ä".repeat(500_000);
    for name in [
        "<img src=x onerror=alert(1)>",
        "__proto__",
        "constructor",
        "a\u{0}b",
        "\u{202e}evil\u{202c}",
        "\u{feff}",
        "\u{200d}\u{200d}",
        "'; DROP TABLE rows; --",
        "{payee}",
        "\u{10ffff}",
        "é",
        "𝕏",
        long.as_str(),
    ] {
        let rows: Vec<Value> = ["a", "b"].iter().map(|id| row_with(&json!({ "id": format!("{id}{}", name.chars().take(9).collect::<String>()), "counterpartyName": name, "reference": name, "counterpartyAccount": name }))).collect();
        let mut host = Host::of(&rows);
        assert_eq!(host.transactions(), 2);
        let now = moment("2026-03-20");
        let pairs = host.duplicates(&now);
        if let Some(payee) = pairs[0]["reasons"][1]["args"]["payee"]["value"].as_str() {
            assert_eq!(payee, name);
        }
        let before = host.answers(&now);
        let mut twin = Host::default();
        twin.restore(&host.snapshot()).unwrap();
        assert_eq!(twin.answers(&now), before);
    }
}

#[test]
fn half_a_surrogate_is_a_replacement_character() {
    let rows = ["a", "b"].map(|id| {
        ROW.replace("\"a\"", &format!("\"{id}\"")).replace("Café Ōsaka 😀 ﾐﾅﾄ", r"Half \ud83d and \ude00 Shop")
    });
    let mut host = Host::with(scenarios::host::ALL);
    assert_eq!(host.ingest(format!("[{}]", rows.join(",")).as_bytes()).unwrap()["added"], 2);
    let pairs = host.duplicates(&moment("2026-03-20"));
    assert_eq!(pairs[0]["reasons"][1]["args"]["payee"]["value"], "Half \u{fffd} and \u{fffd} Shop");
}

#[test]
fn hostile_keys_are_keys_like_others() {
    let row = ROW.replacen('{', r#"{"__proto__":{"id":"x"},"constructor":1,"":2,"id":"shadowed","#, 1);
    let report = report(&format!("[{row}]"));
    assert_eq!((&report["added"], &report["problems"]), (&json!(1), &json!([])));
    let mut host = Host::with(&["insights"]);
    host.ingest(format!("[{row}]").as_bytes()).unwrap();
    assert_eq!(host.remove(&["a"])["removed"], 1, "of two equal keys the last counts");
}

#[test]
fn the_ends_of_money_and_time_break_no_answer() {
    let mut rows = Vec::new();
    for (place, date) in
        ["0001-01-01", "0001-01-02", "2026-03-09", "2026-03-10", "9999-12-30", "9999-12-31"].iter().enumerate()
    {
        for (size, amount) in ["-92233720368547758.08", "92233720368547758.07", "-0.01", "0.00"].iter().enumerate() {
            rows.push(row_with(&json!({ "id": format!("{place}-{size}"), "bookedAt": date, "amount": amount, "balanceAfter": amount, "accountId": format!("acc{}", size % 2), "kind": "transfer" })));
        }
    }
    let mut host = Host::of(&rows);
    for now in ["0001-01-01", "2026-03-10", "9999-12-31"] {
        let now = moment(now);
        host.answers(&now);
        let draft = json!({ "accountId": "acc0", "amount": "-92233720368547758.08", "currency": "EUR", "counterpartyName": "Café Ōsaka 😀 ﾐﾅﾄ" });
        host.check_payment(&now, &draft).unwrap();
    }
}
