// SPDX-License-Identifier: MIT OR Apache-2.0
//! The table: for each family a customer, what one card of it is about, and how many things of it two months bring.
//!
//! In: nothing. Out: rows by day, what the customer does besides, counts with their reason.

use jiff::{Span, civil::Date};
use serde_json::{Value, json};

use crate::scenarios::host::Host;

/// One row of the table.
pub(crate) struct Case {
    pub(crate) family: &'static str,
    /// The first of the days.
    pub(crate) start: &'static str,
    /// How many.
    pub(crate) days: i64,
    /// Rows of a life that goes on, before and after.
    pub(crate) rows: fn() -> Vec<Value>,
    pub(crate) accounts: fn() -> Value,
    /// What the customer does besides, by the number of the day.
    pub(crate) act: fn(&mut Host, &Value, i64),
    /// Months that rows are kept.
    pub(crate) months: Option<i64>,
    /// Cards in all, each answered at once.
    pub(crate) things: usize,
    /// What one is about.
    pub(crate) because: &'static str,
    /// Rows of another thing of the family.
    pub(crate) also: fn() -> Vec<Value>,
    /// Cards in all with that one.
    pub(crate) and_also: usize,
}

const BLANK: Case = Case {
    family: "",
    start: "2026-05-20",
    days: 62,
    rows: life,
    accounts: || json!([]),
    act: |_, _, _| (),
    months: None,
    things: 1,
    because: "",
    also: Vec::new,
    and_also: 1,
};

/// A row; its id is made of what it is.
fn row(name: &str, on: &str, amount: &str, kind: &str, category: &str) -> Value {
    json!({ "id": format!("{name} {on} {amount}"), "accountId": "main", "bookedAt": on, "amount": amount, "currency": "EUR",
        "counterpartyName": name, "kind": kind, "category": category })
}

/// One row a month, so many times, the amounts in turn.
fn monthly(name: &str, from: &str, times: i32, amounts: &[&str], kind: &str, category: &str) -> Vec<Value> {
    every(Span::new().months(1), name, from, times, amounts, (kind, category))
}

fn every(
    span: Span,
    name: &str,
    from: &str,
    times: i32,
    amounts: &[&str],
    (kind, category): (&str, &str),
) -> Vec<Value> {
    let mut rows = Vec::new();
    for place in 0..times {
        let on = from.parse::<Date>().unwrap().checked_add(span.checked_mul(place.into()).unwrap()).unwrap();
        rows.push(row(name, &on.to_string(), amounts[place as usize % amounts.len()], kind, category));
    }
    rows
}

/// Pay, rent, food and power, for a year and a half.
fn life() -> Vec<Value> {
    let mut rows = monthly("Timber Works GmbH", "2025-06-27", 16, &["2400.00"], "transfer", "salary");
    rows.extend(home());
    rows
}

fn home() -> Vec<Value> {
    let mut rows = monthly("Linden Housing", "2025-06-02", 17, &["-900.00"], "standing_order", "rent");
    let food = ["-41.20", "-36.75", "-52.10", "-47.35", "-39.90", "-44.05", "-58.60"];
    rows.extend(every(Span::new().days(6), "Green Basket", "2025-06-03", 80, &food, ("card", "groceries")));
    rows
}

/// Life and more.
fn with(more: impl IntoIterator<Item = Vec<Value>>) -> Vec<Value> {
    let mut rows = life();
    rows.extend(more.into_iter().flatten());
    rows
}

fn card(name: &str, on: &str, amount: &str) -> Vec<Value> {
    vec![row(name, on, amount, "card", "shopping")]
}

fn film(from: &str, times: i32, amounts: &[&str]) -> Vec<Value> {
    monthly("Filmhouse Plus", from, times, amounts, "card", "subscriptions")
}

fn tell(host: &mut Host, now: &Value, what: &str, request: &Value) {
    host.tell(what, now, request).unwrap_or_else(|error| panic!("{what}: {error}"));
}

fn track(host: &mut Host, now: &Value, events: &[&str]) {
    for event in events {
        tell(host, now, "track", &json!({ "event": event }));
    }
}

fn again(row: Value, id: &str) -> Value {
    let mut row = row;
    row["id"] = json!(id);
    row
}

fn twice(name: &str, on: &str, amount: &str) -> Vec<Value> {
    let one = row(name, on, amount, "card", "shopping");
    vec![one.clone(), again(one, &format!("{name} {on} again"))]
}

fn refunded(name: &str, on: &str, back: &str, amount: &str) -> Vec<Value> {
    vec![row(name, on, &format!("-{amount}"), "card", "shopping"), row(name, back, amount, "refund", "shopping")]
}

fn pot(balance: &str, on: &str) -> Value {
    json!([
        { "id": "main", "type": "current", "currency": "EUR", "balance": balance, "balanceAt": on },
        { "id": "pot", "type": "savings", "currency": "EUR", "balance": "0.00", "balanceAt": on },
    ])
}

fn into_pot(on: &str, amount: &str) -> Vec<Value> {
    let mut back = row("Main", on, amount, "transfer", "other");
    back["accountId"] = json!("pot");
    vec![row("Pot", on, &format!("-{amount}"), "transfer", "other"), back]
}

/// A goal, on the first day.
fn goal(host: &mut Host, now: &Value, name: &str, amount: &str, by: Option<&str>) {
    let goal = json!({ "name": name, "amount": amount, "currency": "EUR", "by": by, "accountId": "pot" });
    tell(host, now, "goal", &goal);
}

pub(crate) const CASES: &[Case] = &[
    Case {
        family: "duplicate",
        rows: || with([twice("Alder", "2026-05-19", "-131.37")]),
        because: "of two rows",
        also: || twice("Birch", "2026-06-09", "-97.15"),
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "twice-in-cycle",
        rows: || with([film("2025-09-12", 12, &["-12.99"]), card("Filmhouse Plus", "2026-05-18", "-12.99")]),
        because: "of two rows",
        also: || card("Filmhouse Plus", "2026-06-17", "-12.99"),
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "refund-arrived",
        rows: || with([refunded("Alder", "2026-05-10", "2026-05-19", "131.37")]),
        because: "of two rows",
        also: || refunded("Birch", "2026-05-30", "2026-06-09", "97.15"),
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "price-step",
        rows: || with([film("2025-09-12", 8, &["-12.99"]), film("2026-05-12", 5, &["-14.99"])]),
        because: "of the first row of the new price",
        also: || with_step("Kite Mobile", "2025-09-08", "2026-06-08", ("-20.00", "-24.00")),
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "price-step",
        rows: || with([film("2025-09-12", 8, &["-12.99"]), film("2026-05-12", 1, &["-14.99"])]),
        because: "of the first row of the new price",
        also: || film("2026-06-12", 3, &["-17.99"]),
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "higher-than-usual",
        rows: || with([power(&["-150.40", "-158.10", "-146.70"])]),
        because: "of bills that stay as high as the first that was",
        also: Vec::new,
        ..BLANK
    },
    Case {
        family: "higher-than-usual",
        rows: || with([power(&["-150.40", "-66.10", "-146.70"])]),
        things: 2,
        because: "of bills that stay as high: between these stands a usual one",
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "higher-than-usual",
        rows: || with([power(&["-150.40", "-238.10", "-246.70"])]),
        things: 2,
        because: "of bills that stay as high: the second is far above the first",
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "missing-charge",
        rows: || with([film("2025-06-12", 11, &["-12.99"]), film("2026-06-12", 4, &["-12.99"])]),
        start: "2026-05-10",
        because: "of the charge that was left out, named by the last row before it",
        also: || monthly("Kite Mobile", "2025-07-08", 11, &["-20.00"], "direct_debit", "telecom"),
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "late-income",
        rows: || {
            let mut rows = home();
            rows.extend(monthly("Timber Works GmbH", "2025-06-27", 11, &["2400.00"], "transfer", "salary"));
            rows.extend(monthly("Timber Works GmbH", "2026-06-08", 1, &["2400.00"], "transfer", "salary"));
            rows.extend(monthly("Timber Works GmbH", "2026-06-27", 1, &["2400.00"], "transfer", "salary"));
            rows
        },
        because: "of the pay that was left out, named by the last row before it",
        ..BLANK
    },
    Case {
        family: "trial-charged",
        rows: || with([card("Tunecloud", "2026-05-01", "-1.00"), tune("Tunecloud", "2026-05-15")]),
        because: "of a payee's first two rows",
        also: || [card("Readstack", "2026-05-25", "-1.00"), tune("Readstack", "2026-06-08")].concat(),
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "new-series",
        rows: || with([monthly("Stretch Gym", "2026-04-15", 6, &["-25.00"], "direct_debit", "health")]),
        because: "of a series",
        also: || tune("Readstack", "2026-05-09"),
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "ended-series",
        rows: || with([film("2025-06-12", 10, &["-12.99"])]),
        because: "of the last row of a series",
        also: || monthly("Kite Mobile", "2025-07-08", 10, &["-20.00"], "direct_debit", "telecom"),
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "repeated-fee",
        rows: || with([monthly("Account fee", "2025-03-30", 18, &["-4.90"], "fee", "fee")]),
        start: "2026-02-20",
        because: "of a cause, whichever of its fees a year holds",
        also: || monthly("Account fee", "2026-03-30", 3, &["-9.90"], "fee", "fee"),
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "repeated-fee",
        rows: || {
            let days = Span::new().days(17);
            with([every(
                days,
                "Overdraft interest",
                "2025-03-04",
                40,
                &["-6.10", "-5.80", "-6.40"],
                ("interest", "interest"),
            )])
        },
        because: "of a cause, though it comes on any day",
        also: || every(Span::new().days(20), "ATM fee abroad", "2026-05-24", 3, &["-5.00"], ("fee", "fee")),
        and_also: 2,
        ..BLANK
    },
    Case { family: "income-arrived", things: 2, because: "of each pay: that one has come", and_also: 2, ..BLANK },
    Case {
        family: "income-changed",
        rows: || {
            let mut rows = home();
            rows.extend(every(
                Span::new().days(14),
                "Timber Works GmbH",
                "2025-06-06",
                25,
                &["1100.00"],
                ("transfer", "salary"),
            ));
            rows.extend(every(
                Span::new().days(14),
                "Timber Works GmbH",
                "2026-05-22",
                9,
                &["1210.00"],
                ("transfer", "salary"),
            ));
            rows
        },
        because: "of the first row of the new amount",
        ..BLANK
    },
    Case {
        family: "income-changed",
        rows: || {
            let mut rows = home();
            rows.extend(monthly("Timber Works GmbH", "2025-06-27", 11, &["2400.00"], "transfer", "salary"));
            rows.extend(monthly("Timber Works GmbH", "2026-05-27", 1, &["2600.00"], "transfer", "salary"));
            rows.extend(monthly("Timber Works GmbH", "2026-06-27", 3, &["3100.00"], "transfer", "salary"));
            rows
        },
        things: 2,
        because: "of the first row of each new amount",
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "unusual-spend",
        rows: || {
            let meals =
                every(Span::new().days(9), "Corner Grill", "2025-06-05", 60, &["-24.00", "-31.00"], ("card", "dining"));
            with([
                meals,
                every(Span::new().days(2), "Sea Terrace", "2026-05-06", 13, &["-84.00", "-92.00"], ("card", "dining")),
            ])
        },
        because: "of a month's spending of one kind",
        also: || {
            every(Span::new().days(2), "Sea Terrace", "2026-06-06", 13, &["-134.00", "-152.00"], ("card", "dining"))
        },
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "cannot-cover",
        start: "2026-05-28",
        rows: || bills("2400.00"),
        accounts: || json!([{ "id": "main", "type": "current", "currency": "EUR", "balance": "1500.00", "balanceAt": "2026-05-28" }]),
        because: "of an account until its next pay",
        also: || {
            let gift = vec![row("Grandmother", "2026-07-20", "2600.00", "transfer", "other")];
            [card("Keller Roofing", "2026-06-29", "-1700.00"), gift].concat()
        },
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "room-to-save",
        rows: || {
            let mut rows = bills("2400.00");
            rows.extend(monthly("Green Basket two", "2025-06-05", 17, &["-700.00"], "card", "groceries"));
            rows
        },
        accounts: || json!([{ "id": "main", "type": "current", "currency": "EUR", "balance": "9800.00", "balanceAt": "2026-05-20" }]),
        things: 3,
        because: "of a payday, and the pack's own cooldowns rest it for months, whether it was answered or only shown",
        // The forecast takes a month to believe in what came at once.
        also: || vec![row("Grandmother", "2026-06-12", "9000.00", "transfer", "other")],
        and_also: 5,
        ..BLANK
    },
    Case {
        family: "life-event",
        act: |host, now, day| {
            if day == 3 {
                tell(host, now, "declare", &json!({ "kind": "moving" }));
            }
        },
        because: "of a declaration",
        ..BLANK
    },
    Case {
        family: "life-event",
        act: |host, now, day| {
            if day == 3 || day == 30 {
                tell(host, now, "declare", &json!({ "kind": if day == 3 { "moving" } else { "baby-on-the-way" } }));
            }
        },
        things: 2,
        because: "of a declaration: these are two",
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "unused-series",
        start: "2026-06-05",
        rows: || with([film("2025-09-12", 13, &["-12.99"])]),
        act: |host, now, day| {
            if day == 0 {
                unused(host, now, "Filmhouse Plus");
            }
        },
        because: "of the series",
        ..BLANK
    },
    Case {
        family: "refund-overdue",
        rows: || with([twice("Alder", "2026-05-19", "-131.37")]),
        act: |host, now, day| {
            if day == 1 {
                let answer = host.evaluate(now, "inbox", 9);
                let id = answer["cards"][0]["id"].as_str().unwrap().to_owned();
                host.respond(now, &id, "accepted", None).unwrap();
            }
        },
        because: "of what was asked back",
        ..BLANK
    },
    Case {
        family: "anniversary",
        start: "2026-05-28",
        because: "of a year: the first row stands on 2 June 2025",
        ..BLANK
    },
    Case {
        family: "tax-draft",
        start: "2026-01-05",
        rows: || with([monthly("Oak Insurance", "2025-06-20", 14, &["-48.00"], "direct_debit", "insurance")]),
        because: "of a year",
        ..BLANK
    },
    Case {
        family: "challenge",
        start: "2026-06-01",
        accounts: || {
            json!([
                { "id": "main", "type": "current", "currency": "EUR", "balance": "5800.00", "balanceAt": "2026-05-31" },
                { "id": "pot", "type": "savings", "currency": "EUR", "balance": "100.00", "balanceAt": "2026-05-31" },
            ])
        },
        act: |host, now, day| {
            if day == 0 {
                tell(host, now, "challenge-join", &json!({ "challenge": "weeks-even", "level": "gentle" }));
            }
        },
        things: 10,
        because: "of a moment of a challenge: its start, and each of the nine weeks that stays without",
        and_also: 10,
        ..BLANK
    },
    Case {
        family: "struggle",
        act: |host, now, day| {
            if day == 2 {
                track(host, now, &["loan.begun", "loan.upload.failed", "loan.upload.failed", "loan.upload.failed"]);
            }
        },
        because: "of the day on which a step failed again and again",
        ..BLANK
    },
    Case {
        family: "abandoned",
        act: |host, now, day| {
            if day == 2 {
                track(host, now, &["loan.begun", "loan.upload.done"]);
            }
        },
        because: "of the journey that was begun",
        ..BLANK
    },
    Case {
        family: "handoff",
        act: |host, now, day| {
            if day == 2 {
                let failed = ["loan.upload.failed"; 3];
                track(host, now, &["loan.begun"]);
                track(host, now, &failed);
                track(host, now, &["loan.upload.done"]);
                track(host, now, &["loan.income.failed"; 3]);
            }
        },
        because: "of the day on which a second step failed",
        ..BLANK
    },
    Case {
        family: "goal-milestone",
        start: "2026-05-28",
        accounts: || pot("3000.00", "2026-05-28"),
        rows: || with([into_pot("2026-06-05", "160.00")]),
        act: |host, now, day| {
            if day == 0 {
                goal(host, now, "Bicycle", "600.00", None);
            }
        },
        because: "of a part of a goal",
        also: || into_pot("2026-07-01", "160.00"),
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "goal-at-risk",
        start: "2026-05-28",
        accounts: || pot("1450.00", "2026-05-28"),
        rows: || {
            let mut rows = bills("2400.00");
            rows.extend(monthly("Green Basket two", "2025-06-05", 17, &["-460.00"], "card", "groceries"));
            rows
        },
        act: |host, now, day| {
            if day == 0 {
                goal(host, now, "Kitchen", "9000.00", Some("2027-12-31"));
            }
        },
        because: "of a goal and its day",
        ..BLANK
    },
    Case {
        family: "reward-expiring",
        start: "2026-04-01",
        days: 100,
        accounts: || pot("3000.00", "2026-04-01"),
        rows: || with([into_pot("2026-04-07", "330.00")]),
        act: |host, now, day| {
            if day == 0 {
                goal(host, now, "Bicycle", "600.00", None);
            }
        },
        because: "of an entitlement",
        ..BLANK
    },
    Case {
        family: "cheaper-tariff",
        rows: || with([monthly("Kite Mobile", "2025-07-08", 16, &["-20.00"], "direct_debit", "telecom")]),
        because: "of a bill and a tariff",
        also: || monthly("Heron Telecom", "2026-03-14", 6, &["-31.00"], "direct_debit", "telecom"),
        and_also: 2,
        ..BLANK
    },
    Case {
        family: "cheaper-tariff",
        months: Some(8),
        rows: || with([monthly("Kite Mobile", "2025-07-08", 16, &["-20.00"], "direct_debit", "telecom")]),
        because: "of a bill and a tariff, whichever of its rows are kept",
        ..BLANK
    },
    Case {
        family: "trial-ending",
        rows: || with([card("Tunecloud free trial", "2026-05-19", "-1.00")]),
        because: "of a row that calls itself a trial",
        also: || card("Readstack free trial", "2026-05-29", "-1.00"),
        and_also: 2,
        ..BLANK
    },
];

fn with_step(name: &str, from: &str, step: &str, (old, new): (&str, &str)) -> Vec<Value> {
    let mut rows = monthly(name, from, 9, &[old], "direct_debit", "telecom");
    rows.extend(monthly(name, step, 3, &[new], "direct_debit", "telecom"));
    rows
}

/// Bills that vary a little until May, and then these.
fn power(then: &[&str]) -> Vec<Value> {
    let usual = ["-61.20", "-66.75", "-59.10", "-64.30", "-62.90"];
    let mut rows = monthly("City Power", "2025-07-15", 10, &usual, "direct_debit", "utilities");
    rows.extend(monthly("City Power", "2026-05-15", then.len() as i32, then, "direct_debit", "utilities"));
    rows
}

fn tune(name: &str, from: &str) -> Vec<Value> {
    monthly(name, from, 5, &["-9.99"], "card", "subscriptions")
}

/// Pay on the 27th and bills that come in turn until the next one.
fn bills(pay: &str) -> Vec<Value> {
    let mut rows = monthly("Timber Works GmbH", "2025-06-27", 16, &[pay], "transfer", "salary");
    rows.extend(monthly("Linden Housing", "2025-06-02", 17, &["-900.00"], "standing_order", "rent"));
    rows.extend(monthly("Kite Mobile", "2025-06-08", 17, &["-60.00"], "direct_debit", "telecom"));
    rows.extend(monthly("Oak Insurance", "2025-06-15", 17, &["-480.00"], "direct_debit", "insurance"));
    rows.extend(monthly("City Power", "2025-06-20", 17, &["-190.00"], "direct_debit", "utilities"));
    rows
}

fn unused(host: &mut Host, now: &Value, payee: &str) {
    let series = host.series(now);
    let found = series.as_array().unwrap().iter().find(|series| series["counterparty"] == payee).unwrap();
    let said = json!({ "about": "series", "by": "series", "subject": found["id"], "value": "unused" });
    tell(host, now, "correct", &said);
}
