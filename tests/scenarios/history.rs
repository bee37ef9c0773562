// SPDX-License-Identifier: MIT OR Apache-2.0
//! Months of a made-up customer: bills, pay, habits, transfers, slips and refunds, by chance.
//!
//! In: proptest's choices. Out: transactions as a bank sends them. Invariant: the same choices give the
//! same history.

use jiff::{Span, civil::date};
use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};

/// The first day of every history.
const FIRST: jiff::civil::Date = date(2025, 9, 1);
/// How long a history is, in days.
pub(crate) const DAYS: i32 = 200;

const PAYEES: [(&str, &str); 12] = [
    ("Harbor Books", "card"),
    ("HARBOR BOOKS #0412", "card"),
    ("Bean Corner", "card"),
    ("Green Basket", "card"),
    ("Keller Roofing", "transfer"),
    ("Linden Housing", "standing_order"),
    ("Iron Hall Gym", "direct_debit"),
    ("ｶ)ﾐﾅﾄ", "transfer"),
    ("Account fee", "fee"),
    ("R. Friend", "transfer"),
    ("Keller Roofing and Sons", "transfer"),
    ("Harbor Boks", "card"),
];
const AMOUNTS: [&str; 6] = ["-3.20", "-48.10", "-39.90", "-940.00", "-12.99", "-25.00"];

/// The civil date so many days after the first.
pub(crate) fn day(after: i32) -> String {
    FIRST.saturating_add(Span::new().days(after)).to_string()
}

/// One thing that happens; each makes one row or a few.
#[derive(Clone, Debug)]
enum Event {
    /// Bought once.
    Purchase { payee: usize, amount: usize, day: i32, account: usize },
    /// Bought, and the same again so many days later.
    Slip { payee: usize, amount: usize, day: i32, gap: i32 },
    /// A bill at a fixed distance.
    Bill { payee: usize, amount: usize, day: i32, every: i32, times: i32 },
    /// Bought and sent back.
    Refund { payee: usize, amount: usize, day: i32, gap: i32 },
    /// From one own account to the other.
    Transfer { amount: usize, day: i32, gap: i32 },
    /// Reserved, then booked.
    Pending { payee: usize, amount: usize, day: i32, gap: i32, named: bool },
}

fn event() -> impl Strategy<Value = Event> {
    let (payee, amount, day) = (0..PAYEES.len(), 0..AMOUNTS.len(), 0..DAYS);
    let of = (payee, amount, day);
    prop_oneof![
        6 => (of.clone(), 0..2_usize).prop_map(|((payee, amount, day), account)| Event::Purchase { payee, amount, day, account }),
        3 => (of.clone(), 0..9).prop_map(|((payee, amount, day), gap)| Event::Slip { payee, amount, day, gap }),
        2 => (of.clone(), prop::sample::select(vec![7, 14, 15, 30, 31, 91]), 2..8)
            .prop_map(|((payee, amount, day), every, times)| Event::Bill { payee, amount, day: day / 2, every, times }),
        2 => (of.clone(), 1..30).prop_map(|((payee, amount, day), gap)| Event::Refund { payee, amount, day, gap }),
        1 => (0..AMOUNTS.len(), 0..DAYS, 0..5).prop_map(|(amount, day, gap)| Event::Transfer { amount, day, gap }),
        1 => (of, 0..9, any::<bool>()).prop_map(|((payee, amount, day), gap, named)| Event::Pending { payee, amount, day, gap, named }),
    ]
}

/// A history of up to so many events.
pub(crate) fn history(events: usize) -> impl Strategy<Value = Vec<Value>> {
    vec(event(), 1..events).prop_map(|events| {
        let mut rows = Vec::new();
        for event in events {
            write(&event, &mut rows);
        }
        rows
    })
}

fn write(event: &Event, rows: &mut Vec<Value>) {
    let mut push = |payee: usize, amount: &str, after: i32, more: Value| {
        let (name, kind) = PAYEES[payee];
        let id = format!("r{:04}", rows.len());
        let mut row = json!({ "id": id, "accountId": "main", "bookedAt": day(after), "amount": amount, "currency": "EUR", "counterpartyName": name, "kind": kind });
        // Two spellings behind one account number.
        if name.starts_with("Keller") {
            row["counterpartyAccount"] = json!("DE02120300000000202051");
        }
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        rows.push(row);
        id
    };
    match *event {
        Event::Purchase { payee, amount, day, account } => {
            let account = ["main", "joint"][account];
            push(payee, AMOUNTS[amount], day, json!({ "accountId": account }));
        }
        Event::Slip { payee, amount, day, gap } => {
            push(payee, AMOUNTS[amount], day, json!({ "time": "10:00:00" }));
            push(payee, AMOUNTS[amount], day + gap, json!({ "time": "10:02:00" }));
        }
        Event::Bill { payee, amount, day, every, times } => {
            for time in 0..times {
                push(payee, AMOUNTS[amount], day + every * time, json!({}));
            }
        }
        Event::Refund { payee, amount, day, gap } => {
            push(payee, AMOUNTS[amount], day, json!({}));
            push(payee, &AMOUNTS[amount][1..], day + gap, json!({ "kind": "refund" }));
        }
        Event::Transfer { amount, day, gap } => {
            push(9, AMOUNTS[amount], day, json!({ "counterpartyAccount": "savings" }));
            push(9, &AMOUNTS[amount][1..], day + gap, json!({ "accountId": "savings" }));
        }
        Event::Pending { payee, amount, day, gap, named } => {
            let id = push(payee, AMOUNTS[amount], day, json!({ "status": "pending" }));
            push(payee, AMOUNTS[amount], day + gap, if named { json!({ "replaces": id }) } else { json!({}) });
        }
    }
}
