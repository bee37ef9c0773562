// SPDX-License-Identifier: MIT OR Apache-2.0
//! What holds for the forecast of every history.
//!
//! In: histories by chance, and accounts that a naive judge can reckon. Out: laws of the contract.
#![cfg(not(target_family = "wasm"))]
#![cfg(test)]

mod scenarios {
    pub(crate) mod history;
    #[expect(dead_code, reason = "each test file calls its own part of the boundary")]
    pub(crate) mod host;
}

use jiff::{ToSpan, civil::date};
use proptest::{prelude::*, test_runner::RngSeed};
use scenarios::{
    history::{DAYS, day, history},
    host::{ALL, Host, moment},
};
use serde_json::{Value, json};

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn cents(value: &Value) -> i64 {
    text(value).replace('.', "").parse().unwrap()
}

/// A host that knows the balance at the end of a day.
fn host(rows: &[Value], balance: i64, at: &str) -> Host {
    let balance = format!("{}{}.{:02}", if balance < 0 { "-" } else { "" }, balance.abs() / 100, balance.abs() % 100);
    let account = json!({ "id": "main", "currency": "EUR", "balance": balance, "balanceAt": at });
    let mut host = Host::with(ALL);
    host.ingest(json!({ "accounts": [account], "transactions": rows }).to_string().as_bytes()).unwrap();
    host
}

/// Rows of one account that nothing settles: every row moves the balance.
fn plain(rows: Vec<Value>) -> Vec<Value> {
    let pending = |row: &Value| row["status"] == "pending" || !row["replaces"].is_null();
    rows.into_iter().filter(|row| row["accountId"] == "main" && !pending(row)).collect()
}

fn sum(rows: &[Value], after: &str, until: &str) -> i64 {
    let within = |row: &&Value| text(&row["bookedAt"]) > after && text(&row["bookedAt"]) <= until;
    rows.iter().filter(within).map(|row| cents(&row["amount"])).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, rng_seed: RngSeed::Fixed(0x0b5e_55ed), ..ProptestConfig::default() })]

    #[test]
    fn prop_day_zero_is_the_balance_of_any_known_day_moved_by_the_rows(rows in history(60), until in 0..DAYS, at in 0..DAYS, balance in -500_000..500_000_i64) {
        let rows = plain(rows);
        let (today, known) = (day(until), day(at));
        let answer = host(&rows, balance, &known).forecast(&moment(&today), "main", 10).unwrap();
        let opening = balance + sum(&rows, &known, &today) - sum(&rows, &today, &known);
        let first = &answer["days"][0];
        prop_assert_eq!(text(&first["date"]), today);
        for quantile in ["p10", "p50", "p90"] {
            prop_assert_eq!(cents(&first[quantile]), opening);
        }
    }

    #[test]
    fn prop_days_follow_each_other_and_quantiles_are_in_order(rows in history(60), until in 0..DAYS, count in 0..120_usize, balance in -500_000..500_000_i64) {
        let now = moment(&day(until));
        let answer = host(&rows, balance, &day(until)).forecast(&now, "main", count as u64).unwrap();
        let days = answer["days"].as_array().unwrap();
        prop_assert_eq!(days.len(), count + 1);
        for (place, entry) in days.iter().enumerate() {
            prop_assert_eq!(text(&entry["date"]), day(until + place as i32));
            prop_assert!(cents(&entry["p10"]) <= cents(&entry["p50"]) && cents(&entry["p50"]) <= cents(&entry["p90"]));
        }
        let lowest = days.iter().map(|day| cents(&day["p50"])).min();
        prop_assert_eq!(lowest, Some(cents(&answer["lowest"]["p50"])));
        let chance = answer["belowZero"].as_f64().unwrap();
        prop_assert!((0.0..=1.0).contains(&chance));
        prop_assert!(balance >= 0 || chance >= 0.5, "today is below zero already");
    }

    #[test]
    fn prop_a_shorter_forecast_is_the_beginning_of_a_longer_one(rows in history(60), until in 0..DAYS, short in 0..60_usize, more in 0..60_usize) {
        let now = moment(&day(until));
        let mut host = host(&rows, 120_000, &day(until));
        let [short, long] = [short, short + more].map(|days| host.forecast(&now, "main", days as u64).unwrap());
        let days = short["days"].as_array().unwrap();
        prop_assert_eq!(days.as_slice(), &long["days"].as_array().unwrap()[..days.len()]);
    }

    #[test]
    fn prop_planned_payments_lie_ahead_once_and_in_order(rows in history(60), until in 0..DAYS) {
        let today = day(until);
        let answer = host(&rows, 120_000, &today).forecast(&moment(&today), "main", 45).unwrap();
        let end = day(until + 45);
        let mut seen: Vec<(String, String)> = Vec::new();
        for list in ["certain", "expected"] {
            let dates: Vec<&str> = answer[list].as_array().unwrap().iter().map(|entry| text(&entry["date"])).collect();
            prop_assert!(dates.is_sorted());
            prop_assert!(dates.iter().all(|&date| date > today.as_str() && date <= end.as_str()));
            for entry in answer[list].as_array().unwrap() {
                prop_assert!(entry["series"].is_string() || entry["transaction"].is_string());
                if let Some(id) = entry["transaction"].as_str() {
                    prop_assert_eq!(list, "certain");
                    let key = ("row".to_owned(), id.to_owned());
                    prop_assert!(!seen.contains(&key), "{} counts twice", id);
                    seen.push(key);
                }
            }
        }
    }

    #[test]
    fn prop_order_of_arrival_says_nothing(rows in history(60), until in 0..DAYS) {
        let now = moment(&day(until));
        let mut turned = rows.clone();
        turned.reverse();
        let [one, other] = [rows, turned].map(|rows| host(&rows, 120_000, &day(until)).forecast(&now, "main", 45).unwrap());
        prop_assert_eq!(one, other);
    }

    #[test]
    fn prop_extreme_amounts_stop_nothing(amounts in prop::collection::vec(any::<i64>(), 1..12), balance: i64, days in 0..400_u64) {
        let decimal = |minor: i64| format!("{}{}.{:02}", if minor < 0 { "-" } else { "" }, minor.unsigned_abs() / 100, minor.unsigned_abs() % 100);
        let rows: Vec<Value> = amounts.iter().enumerate().map(|(place, &amount)| {
            json!({ "id": format!("r{place}"), "accountId": "main", "bookedAt": day(place as i32 * 30), "amount": decimal(amount), "currency": "EUR", "counterpartyName": "Linden Housing", "kind": "standing_order" })
        }).collect();
        let account = json!({ "id": "main", "currency": "EUR", "balance": decimal(balance), "balanceAt": day(200) });
        let mut host = Host::with(ALL);
        host.ingest(json!({ "accounts": [account], "transactions": rows }).to_string().as_bytes()).unwrap();
        let answer = host.forecast(&moment(&day(200)), "main", days).unwrap();
        prop_assert_eq!(cents(&answer["days"][0]["p50"]), balance);
    }
}

/// Months of pay and spending that leave nothing over.
fn even_months(extra: Option<(&str, &str)>) -> Vec<Value> {
    let mut rows = Vec::new();
    for month in 1..=6 {
        for (day, amount, name) in
            [("05", "2000.00", "Timber Works GmbH"), ("12", "-1000.00", "Market"), ("24", "-1000.00", "Market")]
        {
            rows.push(json!({ "id": format!("{month}-{day}"), "accountId": "main", "bookedAt": format!("2026-{month:02}-{day}"), "amount": amount, "currency": "EUR", "counterpartyName": name, "kind": "transfer" }));
        }
    }
    if let Some((date, amount)) = extra {
        rows.push(json!({ "id": "extra", "accountId": "main", "bookedAt": date, "amount": amount, "currency": "EUR", "counterpartyName": "Aunt May", "kind": "transfer" }));
    }
    rows
}

fn end(rows: &[Value], balance: i64, days: u64) -> [i64; 3] {
    let answer = host(rows, balance, "2026-06-28").forecast(&moment("2026-06-28"), "main", days).unwrap();
    assert_eq!(answer["basis"], "history");
    ["p10", "p50", "p90"].map(|quantile| cents(&answer["days"][days as usize][quantile]))
}

#[test]
fn an_unusual_income_is_on_its_way_out_again() {
    let [_, usual, _] = end(&even_months(None), 150_000, 30);
    let [_, after_gift, top] = end(&even_months(Some(("2026-06-20", "800.00"))), 230_000, 30);
    assert!(after_gift < 230_000 && after_gift > usual, "{usual} {after_gift}");
    assert!(top - after_gift >= 80_000 / 4, "some of it may stay");
}

#[test]
fn a_balance_below_its_level_comes_back_sooner_than_one_above_it_goes() {
    // Half a year on one level, then 400 less or more since three days ago.
    let moved = |amount| end(&even_months(Some(("2026-06-25", amount))), 150_000, 30)[1] - 150_000;
    let up = moved("-400.00");
    assert!(up > 10_000, "{up}");
    let [_, down, _] = end(&even_months(None), 150_000, 30);
    assert!((down - 150_000).abs() < up, "{down} {up}");
}

#[test]
fn the_band_widens_with_the_days() {
    let rows = even_months(None);
    let widths: Vec<i64> =
        [1, 7, 15, 30, 90].map(|days| end(&rows, 150_000, days)).map(|[low, _, high]| high - low).into();
    assert!(widths.is_sorted() && widths[0] > 0, "{widths:?}");
    assert!(widths[4] < widths[3] * 2, "as a root does: {widths:?}");
}

/// What an account lives like: the part of its free income that stays, in thousandths, before and since a day.
struct Kind {
    name: &'static str,
    begins_with: i64,
    kept: [i64; 2],
    since: i32,
    /// More pay once a year.
    bonus: i64,
}

/// Drawn by a congruence: the same on every machine.
fn drawn(state: &mut u64, below: u64) -> i64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    ((*state >> 33) % below) as i64
}

/// Nearly two years of pay, rent and purchases by chance, and the balance at the end of each day.
fn lived(kind: &Kind, seed: u64) -> (Vec<Value>, Vec<(String, i64)>) {
    let (mut state, mut rows, mut balances) = (seed, Vec::new(), Vec::new());
    let mut balance = kind.begins_with;
    for place in 0..560_i32 {
        let on = date(2025, 6, 1).checked_add(place.days()).unwrap();
        let kept = kind.kept[usize::from(place >= kind.since)];
        let mut book = |amount: i64, name: &str, category: &str| {
            balance += amount;
            let text = format!("{}{}.{:02}", if amount < 0 { "-" } else { "" }, amount.abs() / 100, amount.abs() % 100);
            rows.push(json!({ "id": format!("r{}", rows.len()), "accountId": "main", "bookedAt": on.to_string(), "amount": text, "currency": "EUR", "counterpartyName": name, "category": category }));
        };
        match on.day() {
            25 => book(300_000, "Timber Works GmbH", "salary"),
            1 => book(-90_000, "Linden Housing", "rent"),
            _ => {}
        }
        if (on.month(), on.day()) == (11, 27) && kind.bonus > 0 {
            book(kind.bonus, "Timber Works GmbH", "salary");
        }
        if drawn(&mut state, 4) > 0 {
            let usual = 210_000 * (1000 - kept) / 1000 * 12 / 365 * 4 / 3;
            let shop = ["Market", "Bakery", "Trams", "Cinema"][drawn(&mut state, 4) as usize];
            book(-usual * (400 + drawn(&mut state, 1201)) / 1000, shop, "groceries");
        }
        balances.push((on.to_string(), balance));
    }
    (rows, balances)
}

#[test]
fn the_band_holds_what_it_says_whatever_an_account_keeps() {
    let steady = |name, kept| Kind { name, begins_with: 200_000, kept: [kept; 2], since: 0, bonus: 0 };
    let kinds = [
        steady("keeps nothing", 0),
        steady("keeps a tenth", 100),
        steady("keeps a fifth", 200),
        steady("keeps three tenths", 300),
        steady("keeps half", 500),
        Kind { begins_with: 900_000, ..steady("lives on savings", -200) },
        Kind { kept: [0, 250], since: 200, ..steady("keeps a quarter since half a year", 0) },
        Kind { kept: [300, 0], since: 200, ..steady("keeps nothing since half a year", 0) },
        Kind { bonus: 300_000, ..steady("keeps a fifth and has a yearly bonus", 200) },
    ];
    for kind in &kinds {
        let (mut within, mut above, mut all, mut off) = (0, 0, 0, 0);
        for seed in 1..=5 {
            let (rows, balances) = lived(kind, seed);
            for today in (380..530).step_by(19) {
                let (at, balance) = &balances[today];
                let known: Vec<Value> =
                    rows.iter().filter(|row| text(&row["bookedAt"]) <= at.as_str()).cloned().collect();
                let answer = host(&known, *balance, at).forecast(&moment(at), "main", 30).unwrap();
                let [p10, p50, p90] = ["p10", "p50", "p90"].map(|quantile| cents(&answer["days"][30][quantile]));
                let truth = balances[today + 30].1;
                within += i32::from((p10..=p90).contains(&truth));
                above += i32::from(truth > p50);
                off += truth - p50;
                all += 1;
            }
        }
        let said = format!(
            "{}: {within} of {all} within, {above} above the middle, {} off",
            kind.name,
            off / i64::from(all) / 100
        );
        assert!(within * 10 >= all * 7, "{said}");
    }
}
