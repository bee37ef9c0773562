// SPDX-License-Identifier: MIT OR Apache-2.0
//! Transfers between the customer's own accounts: an out and an in of the same size, days apart.
//!
//! In: a view. Out: pairs of rows. Each row is in one pair at most; the nearest in time wins, then the
//! one whose counterparty account names the other account. Such a pair is neither spending nor income.

use super::{Ledger, Row, View};
use crate::types::{Kind, Permille, sort_places};

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
        let kinds = ledger.columns().kinds();
        let candidate =
            |place: u32| matches!(kinds.get(place as usize), Some(Kind::Transfer | Kind::StandingOrder | Kind::Other));
        // Incoming rows by currency and size, oldest first within one size.
        let currencies = ledger.columns().currencies();
        let key = |place: u32| (currencies.get(place as usize).copied(), ledger.amount(place).unsigned_abs());
        let is_incoming = |place: &u32| candidate(*place) && ledger.amount(*place) > 0;
        let mut incoming: Vec<u32> = view.rows().iter().copied().filter(is_incoming).collect();
        sort_places(&mut incoming, &mut |a, b| key(a).cmp(&key(b)));
        let mut taken: Vec<bool> = Vec::new();
        taken.resize(ledger.len(), false);
        let mut pairs = Vec::new();
        for &out in view.rows() {
            if !candidate(out) || ledger.amount(out) >= 0 {
                continue;
            }
            let row = ledger.row(out);
            let wanted = key(out);
            let from =
                incoming.partition_point(|&place| (key(place), ledger.day(place)) < (wanted, row.day - WINDOW_DAYS));
            let best = incoming
                .iter()
                .skip(from)
                .take(MAX_CANDIDATES)
                .copied()
                .take_while(|&place| key(place) == wanted && ledger.day(place) <= row.day + WINDOW_DAYS)
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
