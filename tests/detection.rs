// SPDX-License-Identifier: MIT OR Apache-2.0
//! What holds for findings and features of every history, and what a customer's category changes.
//!
//! In: histories by chance, and one customer who sets something right. Out: laws of the contract.
#![cfg(not(target_family = "wasm"))]
#![cfg(test)]

mod scenarios {
    pub(crate) mod history;
    #[expect(dead_code, reason = "each test file calls its own part of the boundary")]
    pub(crate) mod host;
}

use proptest::{prelude::*, test_runner::RngSeed};
use scenarios::{
    history::{DAYS, day, history},
    host::{Host, moment},
};
use serde_json::{Value, json};

fn feature(features: &Value, name: &str) -> Value {
    let known = features.as_array().unwrap().iter().find(|known| known["name"] == name).unwrap();
    known.get("value").cloned().unwrap_or(Value::Null)
}

/// Money moved between own accounts: named, seen on both sides, or of two currencies.
fn transfers(days: &[(i32, u8)]) -> Vec<Value> {
    let mut rows = Vec::new();
    for (place, &(on, sort)) in days.iter().enumerate() {
        let (currency, into, other) =
            if sort == 2 { ("USD", "541.20", "dollars") } else { ("EUR", "500.00", "savings") };
        rows.push(json!({ "id": format!("t{place}"), "accountId": "main", "bookedAt": day(on), "amount": "-500.00", "currency": "EUR", "counterpartyName": "T. Customer", "counterpartyAccount": other, "kind": "transfer" }));
        if sort > 0 {
            rows.push(json!({ "id": format!("u{place}"), "accountId": other, "bookedAt": day(on + 1), "amount": into, "currency": currency, "counterpartyName": "T. Customer", "kind": "transfer" }));
        }
    }
    rows
}

fn host(rows: &[Value]) -> Host {
    let mut host = Host::with(scenarios::host::ALL);
    let accounts = json!([{ "id": "savings", "type": "savings" }, { "id": "dollars", "currency": "USD" }]);
    host.ingest(json!({ "accounts": accounts, "transactions": rows }).to_string().as_bytes()).unwrap();
    host
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, rng_seed: RngSeed::Fixed(0x0b5e_55ed), ..ProptestConfig::default() })]

    #[test]
    fn prop_every_finding_names_its_rows_and_what_would_change_it(rows in history(60), until in 0..DAYS) {
        let mut host = host(&rows);
        let today = day(until);
        for finding in host.findings(&moment(&today)).as_array().unwrap() {
            let evidence = finding["transactions"].as_array().unwrap();
            prop_assert!(!evidence.is_empty());
            let dates: Vec<&str> = evidence.iter().map(|id| rows.iter().find(|row| row["id"] == *id).unwrap()["bookedAt"].as_str().unwrap()).collect();
            prop_assert!(dates.is_sorted(), "{} {:?}", finding["family"], dates);
            prop_assert!(!finding["changes"].as_array().unwrap().is_empty());
            prop_assert!(!finding["reasons"].as_array().unwrap().is_empty());
            let confidence = finding["confidence"].as_f64().unwrap();
            prop_assert!(confidence > 0.0 && confidence <= 1.0);
        }
    }

    #[test]
    fn prop_own_transfers_are_no_spending_and_no_income(
        rows in history(40),
        until in 60..DAYS,
        moved in prop::collection::vec((0..DAYS, 0_u8..3), 1..4),
    ) {
        // The customer moves less often than they buy: the main currency and the first day stay.
        let rows: Vec<Value> = rows.into_iter().filter(|row| row["accountId"] != "savings").collect();
        let first = rows.iter().filter_map(|row| row["bookedAt"].as_str()).min().unwrap_or("9").to_owned();
        let own: Vec<Value> = transfers(&moved).into_iter().filter(|row| row["bookedAt"].as_str().unwrap() >= first.as_str()).collect();
        prop_assume!(rows.iter().filter(|row| row["bookedAt"].as_str().unwrap() <= day(until).as_str()).count() > own.len());
        let now = moment(&day(until));
        let without = host(&rows).features(&now);
        let with = host(&[rows, own].concat()).features(&now);
        for name in ["income_monthly", "spend_monthly", "left_monthly", "spend_percent", "volatility_percent", "fees_90d", "currency"] {
            prop_assert_eq!(feature(&with, name), feature(&without, name), "{}", name);
        }
    }
}

/// Half a year of a gym, paid by direct debit, and of meals that nobody sorted.
fn customer() -> Vec<Value> {
    let mut rows = Vec::new();
    for month in 0..9 {
        for (name, on, amount, kind) in [
            ("Iron Hall", 4, 3990, "direct_debit"),
            (
                "Old Mill",
                (9 + month * 5) % 11 + 2,
                [6200, 7150, 5820, 6600, 8040, 6130, 7410, 6990, 6400][month],
                "card",
            ),
        ] {
            let (year, number) = (2025 + (month + 9) / 12, (month + 9) % 12 + 1);
            rows.push(json!({ "id": format!("{name}{month}"), "accountId": "main", "bookedAt": format!("{year}-{number:02}-{on:02}"), "amount": format!("-{}.{:02}", amount / 100, amount % 100), "currency": "EUR", "counterpartyName": name, "kind": kind }));
        }
    }
    rows
}

fn correct(host: &mut Host, now: &Value, name: &str, category: &str) -> Value {
    let request = json!({ "about": "category", "by": "payee", "subject": name, "value": category });
    host.tell("correct", now, &request).unwrap()
}

#[test]
fn a_category_that_the_customer_gave_counts_until_it_is_taken_back() {
    let now = moment("2026-06-20");
    let mut host = host(&customer());
    let seen = |host: &mut Host| {
        let features = host.features(&now);
        let series = host.series(&now);
        (
            series[0]["kind"].clone(),
            feature(&features, "subscriptions_count"),
            feature(&features, "subscriptions_monthly"),
        )
    };
    let before = seen(&mut host);
    assert_eq!(before, (json!("other"), json!(0), json!("0.00")));
    let said = correct(&mut host, &now, "Iron Hall", "subscriptions");
    assert_eq!(seen(&mut host), (json!("subscription"), json!(1), json!("39.90")));
    host.respond(&now, said["id"].as_str().unwrap(), "undo", None).unwrap();
    assert_eq!(seen(&mut host), before);
    // Of several about one payee the last counts; what is protected is told nowhere.
    correct(&mut host, &now, "Iron Hall", "insurance");
    assert_eq!(seen(&mut host).0, json!("insurance"));
    correct(&mut host, &now, "Iron Hall", "health");
    assert_eq!(seen(&mut host), before);
}

#[test]
fn unusual_spending_is_told_by_the_category_that_the_customer_gave() {
    let now = moment("2026-06-14");
    let mut rows = customer();
    for (place, amount) in ["-160.00", "-145.00"].iter().enumerate() {
        rows.push(json!({ "id": format!("x{place}"), "accountId": "main", "bookedAt": "2026-06-11", "amount": amount, "currency": "EUR", "counterpartyName": "Old Mill", "kind": "card" }));
    }
    let mut host = host(&rows);
    let kind = |host: &mut Host| {
        let findings = host.findings(&now);
        let unusual = findings.as_array().unwrap().iter().find(|finding| finding["family"] == "unusual-spend");
        unusual.map(|finding| finding["facts"]["kind"].clone())
    };
    assert_eq!(kind(&mut host), Some(json!("payee")));
    correct(&mut host, &now, "Old Mill", "dining");
    assert_eq!(kind(&mut host), Some(json!("dining")));
    correct(&mut host, &now, "Old Mill", "savings");
    assert_eq!(kind(&mut host), None);
}

/// Two payees by an account number each has spellings of; which of them an amount compares is no matter to another amount.
#[test]
fn one_amount_says_nothing_of_another() {
    let spellings =
        ["Keller Roofing", "Keller Roofing and Sons", "Keller Rfng", "Keller Roofing Hamburg Nord Logistics"];
    let others = ["Kellr Roofing", "Keller Roof", "Keller Roofing Company Limited Trading"];
    let row = |id: &str, on: &str, amount: &str, name: &str, account: Option<&str>| json!({ "id": id, "accountId": "main", "bookedAt": on, "amount": amount, "currency": "EUR", "counterpartyName": name, "counterpartyAccount": account, "kind": "transfer" });
    let pairs = |rows: &[Value]| {
        let found = host(rows).duplicates(&moment("2026-07-01"));
        let mut ids: Vec<String> =
            found.as_array().unwrap().iter().map(|pair| pair["transactions"].to_string()).collect();
        ids.sort();
        ids
    };
    let number = Some("DE02120300000000202051");
    let mut told = 0;
    for first in spellings {
        for second in spellings {
            for other in others {
                let small =
                    [row("a", "2026-06-01", "-48.10", first, number), row("c", "2026-06-02", "-48.10", other, None)];
                let large =
                    [row("b", "2026-06-10", "-940.00", second, number), row("d", "2026-06-11", "-940.00", other, None)];
                let mut apart =
                    [pairs(&[&small[..], &large[..1]].concat()), pairs(&[&small[..1], &large[..]].concat())].concat();
                apart.sort();
                assert_eq!(pairs(&[small, large].concat()), apart, "{first}, {second}, {other}");
                told += apart.len();
            }
        }
    }
    assert!(told > 0);
}
