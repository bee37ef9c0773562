// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bad files and bad rows, each with the code that names it.
//!
//! In: nothing. Out: tables. A bad file is refused whole; a bad row is skipped.

use serde_json::{Value, json};

/// Files and the code that refuses them.
pub(crate) const BAD_FILES: &[(&str, &str)] = &[
    ("", "EMPTY_INPUT"),
    (" \n\t ", "EMPTY_INPUT"),
    ("\u{feff}", "EMPTY_INPUT"),
    ("null", "NOT_TRANSACTIONS"),
    ("7", "NOT_TRANSACTIONS"),
    ("\"a\"", "NOT_TRANSACTIONS"),
    ("true", "NOT_TRANSACTIONS"),
    (r#"{"transactions":7}"#, "NOT_TRANSACTIONS"),
    (r#"{"transactions":{}}"#, "NOT_TRANSACTIONS"),
    ("[", "BAD_JSON"),
    ("[}", "BAD_JSON"),
    ("[1,]", "BAD_JSON"),
    ("[1 2]", "BAD_JSON"),
    ("[1] [2]", "BAD_JSON"),
    ("[1] x", "BAD_JSON"),
    ("[01]", "BAD_JSON"),
    ("[\"\u{1}\"]", "BAD_JSON"),
    (r#"["\x"]"#, "BAD_JSON"),
    ("[NaN]", "BAD_JSON"),
    ("['a']", "BAD_JSON"),
    ("[1] // end", "BAD_JSON"),
    (r#"{"transactions":[]"#, "BAD_JSON"),
    (r#"{"transactions":[]} {}"#, "BAD_JSON"),
    (r#"{"transactions":[],}"#, "BAD_JSON"),
    (r#"{"id":"a"} {"id":"b"}"#, "BAD_JSON"),
    ("{\"id\":\"a\"}\n7x", "BAD_JSON"),
];

/// Changes of a good row, and the code and field of the problem that they make.
pub(crate) fn bad_rows() -> Vec<(Value, &'static str, &'static str)> {
    vec![
        (json!({ "id": null }), "MISSING", "id"),
        (json!({ "id": 7 }), "WRONG_TYPE", "id"),
        (json!({ "id": "" }), "EMPTY", "id"),
        (json!({ "accountId": null }), "MISSING", "accountId"),
        (json!({ "accountId": "" }), "EMPTY", "accountId"),
        (json!({ "accountId": ["main"] }), "WRONG_TYPE", "accountId"),
        (json!({ "bookedAt": null }), "MISSING", "bookedAt"),
        (json!({ "bookedAt": 20_260_309 }), "WRONG_TYPE", "bookedAt"),
        (json!({ "bookedAt": "2026-02-30" }), "BAD_DATE", "bookedAt"),
        (json!({ "bookedAt": "0000-01-01" }), "BAD_DATE", "bookedAt"),
        (json!({ "bookedAt": "2026-03-09T10:00:00Z" }), "BAD_DATE", "bookedAt"),
        (json!({ "amount": null }), "MISSING", "amount"),
        (json!({ "amount": -48.1 }), "WRONG_TYPE", "amount"),
        (json!({ "amount": "" }), "BAD_AMOUNT", "amount"),
        (json!({ "amount": "+1.00" }), "BAD_AMOUNT", "amount"),
        (json!({ "amount": "1,00" }), "BAD_AMOUNT", "amount"),
        (json!({ "amount": "1e3" }), "BAD_AMOUNT", "amount"),
        (json!({ "amount": " 1.00" }), "BAD_AMOUNT", "amount"),
        (json!({ "amount": "1." }), "BAD_AMOUNT", "amount"),
        (json!({ "amount": "１.00" }), "BAD_AMOUNT", "amount"),
        (json!({ "amount": "-48.101" }), "AMOUNT_PRECISION", "amount"),
        (json!({ "amount": "-48.1", "currency": "JPY" }), "AMOUNT_PRECISION", "amount"),
        (json!({ "amount": "92233720368547758.08" }), "AMOUNT_RANGE", "amount"),
        (json!({ "amount": "-92233720368547758.09" }), "AMOUNT_RANGE", "amount"),
        (json!({ "amount": "9".repeat(400) }), "AMOUNT_RANGE", "amount"),
        (json!({ "currency": null }), "MISSING", "currency"),
        (json!({ "currency": "EURO" }), "UNKNOWN_CURRENCY", "currency"),
        (json!({ "currency": "eur" }), "UNKNOWN_CURRENCY", "currency"),
        (json!({ "currency": "ABC" }), "UNKNOWN_CURRENCY", "currency"),
        (json!({ "time": "24:00:00" }), "BAD_TIME", "time"),
        (json!({ "time": 9 }), "WRONG_TYPE", "time"),
        (json!({ "counterpartyName": {} }), "WRONG_TYPE", "counterpartyName"),
        (json!({ "counterpartyAccount": 12 }), "WRONG_TYPE", "counterpartyAccount"),
        (json!({ "reference": [] }), "WRONG_TYPE", "reference"),
        (json!({ "category": 1 }), "WRONG_TYPE", "category"),
        (json!({ "mcc": "54110" }), "WRONG_TYPE", "mcc"),
        (json!({ "kind": true }), "WRONG_TYPE", "kind"),
        (json!({ "status": 0 }), "WRONG_TYPE", "status"),
        (json!({ "balanceAfter": 10 }), "WRONG_TYPE", "balanceAfter"),
        (json!({ "balanceAfter": "1.234" }), "AMOUNT_PRECISION", "balanceAfter"),
        (json!({ "replaces": 4 }), "WRONG_TYPE", "replaces"),
    ]
}
