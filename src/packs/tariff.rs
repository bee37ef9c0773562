// SPDX-License-Identifier: MIT OR Apache-2.0
//! The tariffs of a pack, as data: prices that the bank lists beside bills.
//!
//! In: the tree of a pack. Out: `Tariff`s and diagnostics. May use: types, json. Invariant: a price is above zero and in its
//! currency's decimals. A listed price is the one amount that a pack may write: no condition compares it with anything but
//! what the customer pays.

use super::document::{Shape, item, joined, said};
use crate::{
    json::Tree,
    types::{BillKind, Currency, Money, Tariff, parse_minor},
};

/// The tariffs of a pack.
pub(super) fn read(pack: &Tree<'_>, shape: &mut Shape) -> Vec<Tariff> {
    let mut all: Vec<Tariff> = Vec::new();
    if pack.get("tariffs").is_none() {
        return all;
    }
    for (place, tree) in shape.items(pack, "", "tariffs").iter().enumerate() {
        let path = item("tariffs", place);
        shape.known(tree, &path, "id bill monthly currency");
        let [id, bill, monthly, currency] =
            ["id", "bill", "monthly", "currency"].map(|field| shape.text(tree, &path, field));
        if all.iter().any(|known| known.id == id) {
            shape.limit(&joined(&path, "id"), "duplicate-id", "another tariff has this id");
        }
        let kind = BillKind::from_word(bill);
        if kind.is_none() {
            shape.limit(&joined(&path, "bill"), "unknown-word", "one of utility, telecom, insurance, subscription");
        }
        let code = Currency::from_code(currency);
        if code.is_none() {
            shape.limit(&joined(&path, "currency"), "unknown-word", "a currency of ISO 4217");
        }
        let minor = code.map(|code| parse_minor(monthly, code.decimals()).ok().filter(|minor| *minor > 0));
        if minor == Some(None) {
            shape.limit(
                &joined(&path, "monthly"),
                "out-of-range",
                "a price above zero, in the decimals of its currency",
            );
        }
        if let (Some(bill), Some(currency), Some(minor)) = (kind, code, minor.flatten()) {
            all.push(Tariff { id: said(&[id]), bill, monthly: Money { minor, currency } });
        }
    }
    all
}
