// SPDX-License-Identifier: MIT OR Apache-2.0
//! The engine in a real browser, called through the JavaScript that bindgen writes for it.
//!
//! - In: rows made by `history`, requests made as JavaScript values.
//! - Out: what a page would see, byte for byte.
//! - Deliberately absent: what the native tests can tell as well. Here stands what only a browser can
//!   show: the glue, the 32-bit module, and JavaScript's own names and strings.
#![cfg(target_family = "wasm")]

mod web {
    pub(crate) mod driver;
    pub(crate) mod history;
}

use serde::Deserialize;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web::driver::{self, Driver, Duplicate, Report};
use web::history;

wasm_bindgen_test_configure!(run_in_browser);

type Outcome = Result<(), JsValue>;

/// An engine with every purpose of these tests granted and the whole history in it.
fn informed() -> Result<Driver, JsValue> {
    let engine = Driver::new();
    engine.grant(&["insights", "payment-guard", "nudges"])?;
    let report: Report = driver::read(engine.ingest(&history::file(), usize::MAX)?)?;
    assert_eq!((report.added, report.rejected), (history::ROWS, 0));
    Ok(engine)
}

/// The open duplicates that touch the pair that `history` plants.
fn planted(engine: &Driver) -> Result<Vec<Duplicate>, JsValue> {
    touching_the_pair(engine, &json!({ "now": history::now() }))
}

/// The same with those that are settled: refunded, or dismissed by the customer.
fn planted_or_settled(engine: &Driver) -> Result<Vec<Duplicate>, JsValue> {
    touching_the_pair(engine, &json!({ "now": history::now(), "includeSettled": true }))
}

fn touching_the_pair(engine: &Driver, request: &Value) -> Result<Vec<Duplicate>, JsValue> {
    let all: Vec<Duplicate> = engine.ask("duplicates", request)?;
    let touches = |duplicate: &Duplicate| {
        let mut ids = duplicate.transactions.iter();
        ids.any(|id| history::PAIR.contains(&id.as_str()))
    };
    Ok(all.into_iter().filter(touches).collect())
}

#[wasm_bindgen_test]
fn a_new_engine_is_closed_and_says_what_is_missing() -> Outcome {
    #[derive(Deserialize)]
    struct Consent {
        granted: Vec<String>,
        missing: Vec<Value>,
    }
    let engine = Driver::new();
    let report: Report = driver::read(engine.ingest(&history::file(), usize::MAX)?)?;
    assert_eq!(report.problems.len(), 0);
    let answers: Vec<Value> = engine.ask("duplicates", &json!({ "now": history::now() }))?;
    assert!(answers.is_empty(), "an answer without a purpose");
    let consent: Consent = engine.ask("consent", &json!({}))?;
    assert!(consent.granted.is_empty());
    assert!(!consent.missing.is_empty());
    Ok(())
}

#[wasm_bindgen_test]
fn a_thousand_rows_hold_one_planted_duplicate_and_it_is_found() -> Outcome {
    let found = planted(&informed()?)?;
    let [duplicate] = found.as_slice() else {
        return Err(JsValue::from_str(&format!("one duplicate expected, found {}", found.len())));
    };
    assert_eq!(duplicate.transactions, history::PAIR);
    assert_eq!((duplicate.state.as_str(), duplicate.gap_days), ("open", 1));
    assert_eq!(duplicate.currency, "EUR");
    assert!(duplicate.amount.ends_with("84.20"), "{}", duplicate.amount);
    Ok(())
}

#[wasm_bindgen_test]
fn rows_that_arrive_in_slices_leave_the_same_state_as_the_whole_file() -> Outcome {
    let whole = informed()?;
    // Questions are remembered in the log, so the state is compared before any.
    let state = whole.snapshot()?;
    for slice in [61, 4_096] {
        let sliced = Driver::new();
        sliced.grant(&["insights", "payment-guard", "nudges"])?;
        sliced.ingest(&history::file(), slice)?;
        assert!(sliced.snapshot()? == state, "slices of {slice} bytes");
        for question in ["duplicates", "series", "transfers"] {
            let request = json!({ "now": history::now() });
            assert!(sliced.reply(question, &request)? == whole.reply(question, &request)?, "{question} by {slice}");
        }
    }
    Ok(())
}

#[wasm_bindgen_test]
fn the_same_rows_again_change_nothing() -> Outcome {
    let engine = informed()?;
    let before = engine.snapshot()?;
    let report: Report = driver::read(engine.ingest(&history::file(), 4_096)?)?;
    assert_eq!((report.added, report.updated, report.unchanged), (0, 0, history::ROWS));
    assert!(engine.snapshot()? == before, "the state changed");
    Ok(())
}

#[wasm_bindgen_test]
fn a_twin_from_a_snapshot_answers_like_the_original() -> Outcome {
    let original = informed()?;
    let twin = Driver::new();
    twin.restore(&original.snapshot()?)?;
    let now = history::now();
    for (question, request) in [
        ("duplicates", json!({ "now": now })),
        ("series", json!({ "now": now })),
        ("evaluate", json!({ "now": now, "surface": "home" })),
        ("check_payment", json!({ "now": now, "draft": history::draft() })),
        ("consent", json!({})),
    ] {
        assert!(twin.reply(question, &request)? == original.reply(question, &request)?, "{question}");
    }
    Ok(())
}

#[wasm_bindgen_test]
fn a_snapshot_with_one_flipped_bit_is_refused_and_changes_nothing() -> Outcome {
    let engine = informed()?;
    let before = engine.snapshot()?;
    let mut spoiled = before.clone();
    if let Some(byte) = spoiled.iter_mut().rev().nth(before.len() / 2) {
        *byte ^= 1;
    }
    let code = driver::refusal("a spoiled snapshot", engine.restore(&spoiled))?;
    assert_eq!(code, "SNAPSHOT_CORRUPT");
    assert!(engine.snapshot()? == before, "the state changed");
    Ok(())
}

#[wasm_bindgen_test]
fn a_bad_file_is_refused_with_a_code_and_leaves_the_engine_as_it_was() -> Outcome {
    let engine = informed()?;
    let before = engine.snapshot()?;
    let file = history::file();
    let cut = file.get(..file.len() / 2).unwrap_or_default();
    let nested = vec![b'['; 1_000_000];
    for (name, bad, codes) in [
        ("empty", &b""[..], &["EMPTY_INPUT"][..]),
        ("cut", cut, &["BAD_JSON"]),
        ("a number", b"42", &["NOT_TRANSACTIONS", "BAD_JSON"]),
        ("null", b"null", &["NOT_TRANSACTIONS", "BAD_JSON"]),
        ("no UTF-8", b"[{\"id\":\"\xff\xfe\"}]", &["BAD_UTF8"]),
        ("nested without end", &nested, &["TOO_DEEP"]),
    ] {
        for slice in [1_024, usize::MAX] {
            let code = driver::refusal(name, engine.ingest(bad, slice))?;
            assert!(codes.contains(&code.as_str()), "{name} by {slice}: {code}");
            assert!(engine.snapshot()? == before, "{name} by {slice} left a trace");
        }
    }
    assert_eq!(planted(&engine)?.len(), 1, "the engine still answers");
    Ok(())
}

#[wasm_bindgen_test]
fn a_bad_row_is_named_and_the_others_are_taken() -> Outcome {
    let engine = Driver::new();
    engine.grant(&["insights"])?;
    let rows = json!([
        history::row("good", "2026-09-01", "-10.00", "Bakery"),
        history::row("bad", "2026-02-30", "-10.00", "Bakery"),
        history::row("also good", "2026-09-02", "-11.00", "Bakery"),
    ]);
    let report: Report = driver::read(engine.ingest(rows.to_string().as_bytes(), usize::MAX)?)?;
    assert_eq!((report.added, report.rejected), (2, 1));
    let named: Vec<_> = report.problems.iter().map(|p| (p.row, p.code.as_str(), p.field.as_str())).collect();
    assert_eq!(named, [(1, "BAD_DATE", "bookedAt")]);
    Ok(())
}

#[wasm_bindgen_test]
fn names_that_mean_something_to_javascript_stay_plain_text() -> Outcome {
    let engine = Driver::new();
    engine.grant(&["insights"])?;
    let payee = "<img src=x onerror=alert(1)> \u{202e}evil\u{0}";
    let rows = json!([
        history::row("__proto__", "2026-09-14", "-84.20", payee),
        history::row("constructor", "2026-09-15", "-84.20", payee),
    ]);
    engine.ingest(rows.to_string().as_bytes(), 7)?;
    let found: Vec<Duplicate> = engine.ask("duplicates", &json!({ "now": history::now() }))?;
    let pairs: Vec<_> = found.iter().map(|duplicate| duplicate.transactions.clone()).collect();
    assert_eq!(pairs, [["__proto__", "constructor"]]);
    Ok(())
}

#[wasm_bindgen_test]
fn a_payment_that_was_made_already_is_noticed_before_it_is_made_again() -> Outcome {
    #[derive(Deserialize)]
    struct Match {
        transaction: String,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Verdict {
        level: String,
        duplicate_of: Vec<Match>,
    }
    let engine = informed()?;
    let verdict: Verdict = engine.ask("check_payment", &json!({ "now": history::now(), "draft": history::draft() }))?;
    assert_ne!(verdict.level, "clear");
    assert!(verdict.duplicate_of.iter().any(|found| found.transaction == history::PAID));

    let other = history::invoice("-31.07", "another invoice");
    let verdict: Verdict = engine.ask("check_payment", &json!({ "now": history::now(), "draft": other }))?;
    assert_eq!((verdict.level.as_str(), verdict.duplicate_of.len()), ("clear", 0));
    Ok(())
}

#[wasm_bindgen_test]
fn the_customers_word_dismisses_a_duplicate_and_can_be_taken_back() -> Outcome {
    let engine = informed()?;
    let Some(id) = planted(&engine)?.into_iter().next().map(|duplicate| duplicate.id) else {
        return Err(JsValue::from_str("the planted duplicate was not found"));
    };
    for (response, state, open) in [("not-a-duplicate", "dismissed", 0), ("undo", "open", 1)] {
        let request = json!({ "now": history::now(), "id": id, "response": response });
        let _: Value = engine.ask("respond", &request)?;
        let states: Vec<_> = planted_or_settled(&engine)?.into_iter().map(|found| found.state).collect();
        assert_eq!(states, [state], "after `{response}`");
        assert_eq!(planted(&engine)?.len(), open, "open after `{response}`");
    }
    Ok(())
}

#[wasm_bindgen_test]
fn an_evaluation_can_be_measured_between_two_marks() -> Outcome {
    #[derive(Deserialize)]
    struct Answer {
        cards: Vec<Value>,
        quiet: Vec<Value>,
        withheld: Vec<Value>,
    }
    #[derive(Deserialize)]
    struct Entry {
        name: String,
        duration: f64,
    }
    let engine = informed()?;
    let performance = web_sys::window()
        .and_then(|window| window.performance())
        .ok_or_else(|| JsValue::from_str("a page has a performance log"))?;
    performance.mark("evaluate: start")?;
    let answer: Answer = engine.ask("evaluate", &json!({ "now": history::now(), "surface": "home" }))?;
    performance.mark("evaluate: end")?;
    performance.measure_with_start_mark_and_end_mark("evaluate", "evaluate: start", "evaluate: end")?;

    let entries = performance.get_entries_by_name("evaluate");
    assert_eq!(entries.length(), 1);
    let entry: Entry = serde_wasm_bindgen::from_value(entries.get(0))?;
    assert_eq!(entry.name, "evaluate");
    assert!(entry.duration >= 0.0);
    let noticed = [&answer.cards, &answer.quiet, &answer.withheld].map(Vec::len);
    assert!(noticed.iter().sum::<usize>() > 0, "nothing was noticed in a history with a duplicate");
    Ok(())
}
