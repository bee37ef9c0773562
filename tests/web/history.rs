// SPDX-License-Identifier: MIT OR Apache-2.0
//! A thousand rows of an ordinary account, the same on every run, and one charge that was taken
//! twice.

use serde_json::{Value, json};

/// How many rows the file has.
pub(crate) const ROWS: usize = 1_000;

/// The two rows of the charge that was taken twice, the older first.
pub(crate) const PAIR: [&str; 2] = ["dentist 1", "dentist 2"];

/// The row of the invoice that [`draft`] would pay again.
pub(crate) const PAID: &str = "roofer";

/// The moment of all questions: 1 October 2026 at noon in Paris.
pub(crate) fn now() -> Value {
    json!({ "instant": 1_790_848_800_000_u64, "date": "2026-10-01", "time": "12:00:00" })
}

/// A payment of the invoice that was paid two days before.
pub(crate) fn draft() -> Value {
    invoice("-412.50", "invoice 2026-117")
}

/// A payment to the roofer.
pub(crate) fn invoice(amount: &str, reference: &str) -> Value {
    json!({
        "accountId": "current",
        "amount": amount,
        "currency": "EUR",
        "counterpartyName": "Toiture Martin",
        "counterpartyAccount": "FR7630006000011234567890189",
        "reference": reference,
    })
}

/// A card payment.
pub(crate) fn row(id: &str, day: &str, amount: &str, payee: &str) -> Value {
    json!({
        "id": id,
        "accountId": "current",
        "bookedAt": day,
        "amount": amount,
        "currency": "EUR",
        "counterpartyName": payee,
        "kind": "card",
    })
}

/// The whole history as a bank would send it.
pub(crate) fn file() -> Vec<u8> {
    let mut rows: Vec<Value> = (0..ROWS - 3).map(everyday).collect();
    let [first, second] = PAIR;
    rows.push(row(first, "2026-09-28", "-84.20", "Cabinet Dentaire Moreau"));
    rows.push(row(second, "2026-09-29", "-84.20", "Cabinet Dentaire Moreau"));
    let mut paid = draft();
    if let Some(fields) = paid.as_object_mut() {
        fields.insert("id".to_owned(), json!(PAID));
        fields.insert("bookedAt".to_owned(), json!("2026-09-29"));
        fields.insert("kind".to_owned(), json!("transfer"));
    }
    rows.push(paid);
    json!({ "transactions": rows }).to_string().into_bytes()
}

/// Shopping in twenty places, no two amounts alike: three years up to December 2026. The last rows
/// lie after [`now`], where a row is invisible.
fn everyday(index: usize) -> Value {
    let cents = 500 + index * 7;
    let day = 1 + index % 28;
    let month = 1 + (index / 28) % 12;
    let year = 2024 + index / 336;
    row(
        &format!("row {index}"),
        &format!("{year}-{month:02}-{day:02}"),
        &format!("-{}.{:02}", cents / 100, cents % 100),
        &format!("Boutique {}", index % 20),
    )
}
