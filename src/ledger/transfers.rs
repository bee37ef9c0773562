// SPDX-License-Identifier: MIT OR Apache-2.0
//! Transfers between the customer's own accounts: an out and an in of the same size, days apart.
//!
//! In: a view. Out: pairs of rows. Each row is in one pair at most; the nearest in time wins, then the
//! one whose counterparty account names the other account. Such a pair is neither spending nor income.

use std::collections::BTreeMap;

use super::{Ledger, Row, View};
use crate::types::{Currency, Kind, Permille};

/// Between the two bookings lie weekends and other banks.
const WINDOW_DAYS: i32 = 4;
/// A hostile file may hold one amount a million times; no customer's does.
const MAX_CANDIDATES: usize = 64;

/// One transfer between own accounts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OwnTransfer {
    /// Row that money left by.
    pub out: u32,
    /// Row that it came in by.
    pub into: u32,
    /// Days between the two.
    pub gap_days: i32,
    /// How sure.
    pub confidence: Permille,
}

impl OwnTransfer {
    /// All pairs, by the date of the row that money left by.
    #[must_use]
    pub fn find(ledger: &Ledger, view: &View) -> Vec<Self> {
        let accounts = ledger.columns().accounts();
        if accounts.windows(2).all(|pair| pair.first() == pair.last()) {
            return Vec::new();
        }
        let candidate = |row: &Row| {
            matches!(row.kind, Kind::Transfer | Kind::StandingOrder | Kind::Other) && row.amount != 0
        };
        let mut incoming: BTreeMap<(Currency, u64), Vec<u32>> = BTreeMap::new();
        for &place in view.rows() {
            let row = ledger.row(place);
            if row.amount > 0 && candidate(&row) {
                incoming.entry((row.currency, row.amount.unsigned_abs())).or_default().push(place);
            }
        }
        let mut taken: Vec<bool> = Vec::new();
        taken.resize(ledger.len(), false);
        let mut pairs = Vec::new();
        for &out in view.rows() {
            let row = ledger.row(out);
            if row.amount >= 0 || !candidate(&row) {
                continue;
            }
            let Some(list) = incoming.get(&(row.currency, row.amount.unsigned_abs())) else {
                continue;
            };
            let from = list.partition_point(|&place| ledger.row(place).day < row.day - WINDOW_DAYS);
            let best = list
                .iter()
                .skip(from)
                .take(MAX_CANDIDATES)
                .copied()
                .take_while(|&place| ledger.row(place).day <= row.day + WINDOW_DAYS)
                .filter(|&place| taken.get(place as usize) == Some(&false))
                .map(|place| (place, ledger.row(place)))
                .filter(|(_, other)| other.account != row.account)
                .min_by_key(|(place, other)| (!names_other(ledger, &row, other), (other.day - row.day).abs(), *place));
            if let Some((into, other)) = best {
                if let Some(slot) = taken.get_mut(into as usize) {
                    *slot = true;
                }
                let named = names_other(ledger, &row, &other);
                let gap_days = (other.day - row.day).abs();
                let confidence = Permille::new(if named { 990 } else { 900 - 50 * gap_days.unsigned_abs() as u16 });
                pairs.push(Self { out, into, gap_days, confidence });
            }
        }
        pairs
    }
}

/// Whether one row's counterparty account is the other row's account.
fn names_other(ledger: &Ledger, a: &Row, b: &Row) -> bool {
    let names = |from: &Row, to: &Row| {
        from.counterparty_account.is_some() && ledger.word(from.counterparty_account) == ledger.word(to.account)
    };
    names(a, b) || names(b, a)
}
