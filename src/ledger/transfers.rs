// SPDX-License-Identifier: MIT OR Apache-2.0
//! Transfers between the customer's own accounts: an out and an in of the same size, days apart.
//!
//! In: a view. Out: pairs of rows. Each row is in one pair at most; a counterparty account that names the
//! other account wins, then the nearest in time; pairs over two currencies come last. Such a pair is neither spending
//! nor income.

use super::{Ledger, Row, View};
use crate::types::{Currency, Kind, Permille, sort_places, sorted};

/// Between the two bookings lie weekends and other banks.
pub(super) const WINDOW_DAYS: i32 = 4;
/// A hostile file may hold one amount a million times; no customer's does.
pub(super) const MAX_CANDIDATES: usize = 64;

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
        let mut rows = view.rows().to_vec();
        rows.retain(|&row| is_candidate(ledger, row));
        Self::among(ledger, view, &rows)
    }

    /// Pairs anew what has the size of rows that were added, and tells whether any pair changed: a pair
    /// depends on the rows of its size alone.
    pub fn add(pairs: &mut Vec<Self>, ledger: &Ledger, view: &View, added: &[u32]) -> bool {
        let mut wanted = added.to_vec();
        wanted.retain(|&row| is_candidate(ledger, row));
        if wanted.is_empty() {
            return false;
        }
        // Over two currencies the halves have two sizes.
        if !is_of_one_currency(ledger) {
            let found = Self::find(ledger, view);
            let changed = found != *pairs;
            *pairs = found;
            return changed;
        }
        let is_wanted = |row: u32| wanted.iter().any(|&added| key(ledger, added) == key(ledger, row));
        let mut rows = view.rows().to_vec();
        rows.retain(|&row| is_candidate(ledger, row) && is_wanted(row));
        let found = Self::among(ledger, view, &rows);
        let before = pairs.len();
        let same = |known: &Self| !is_wanted(known.out) || found.contains(known);
        let unchanged = pairs.iter().all(same);
        pairs.retain(|known| !is_wanted(known.out));
        let unchanged = unchanged && pairs.len() + found.len() == before;
        pairs.extend(found);
        *pairs = sorted(core::mem::take(pairs), &mut |a, b| ledger.when(a.out).cmp(&ledger.when(b.out)));
        !unchanged
    }

    /// The pairs among rows that may be halves, oldest first.
    fn among(ledger: &Ledger, view: &View, rows: &[u32]) -> Vec<Self> {
        let key = |place: u32| key(ledger, place);
        // Incoming rows by currency and size, oldest first within one size.
        let mut incoming = rows.to_vec();
        incoming.retain(|&row| ledger.amount(row) > 0);
        let arrived = if is_of_one_currency(ledger) { Vec::new() } else { incoming.clone() };
        sort_places(&mut incoming, &mut |a, b| key(a).cmp(&key(b)));
        let mut candidates: Vec<Self> = Vec::new();
        for &out in rows {
            if ledger.amount(out) >= 0 {
                continue;
            }
            super::exchanges::add(ledger, view, out, &arrived, &mut candidates);
            let row = ledger.row(out);
            let wanted = key(out);
            let from =
                incoming.partition_point(|&place| (key(place), ledger.day(place)) < (wanted, row.day - WINDOW_DAYS));
            let near = incoming.iter().skip(from).take(MAX_CANDIDATES).copied();
            for into in near.take_while(|&place| key(place) == wanted && ledger.day(place) <= row.day + WINDOW_DAYS) {
                let other = ledger.row(into);
                if other.account != row.account {
                    let gap_days = (other.day - row.day).abs();
                    let named = names_other(ledger, &row, &other);
                    let confidence = if named { 990 } else { 900 - 50 * gap_days.unsigned_abs() as u16 };
                    candidates.push(Self { out, into, gap_days, confidence: Permille::new(confidence) });
                }
            }
        }
        // Surest first: a named account, then the nearest in time, then the oldest.
        let rank = |pair: &Self| (core::cmp::Reverse(pair.confidence), pair.gap_days);
        let candidates = sorted(candidates, &mut |a, b| {
            rank(a)
                .cmp(&rank(b))
                .then_with(|| (ledger.when(a.out), ledger.when(a.into)).cmp(&(ledger.when(b.out), ledger.when(b.into))))
        });
        let mut taken = vec![false; ledger.len()];
        let mut pairs: Vec<Self> = Vec::new();
        for pair in candidates {
            let free = |row: u32| taken.get(row as usize) == Some(&false);
            if free(pair.out) && free(pair.into) {
                for row in [pair.out, pair.into] {
                    if let Some(slot) = taken.get_mut(row as usize) {
                        *slot = true;
                    }
                }
                pairs.push(pair);
            }
        }
        sorted(pairs, &mut |a, b| ledger.when(a.out).cmp(&ledger.when(b.out)))
    }
}

pub(super) fn is_candidate(ledger: &Ledger, row: u32) -> bool {
    matches!(ledger.columns().kinds().get(row as usize), Some(Kind::Transfer | Kind::StandingOrder | Kind::Other))
}

fn is_of_one_currency(ledger: &Ledger) -> bool {
    ledger.columns().currencies().windows(2).all(|pair| pair.first() == pair.last())
}

/// What both halves share.
fn key(ledger: &Ledger, row: u32) -> (Option<Currency>, u64) {
    (ledger.columns().currencies().get(row as usize).copied(), ledger.amount(row).unsigned_abs())
}

/// Whether one row's counterparty account is the other row's account.
pub(super) fn names_other(ledger: &Ledger, a: &Row, b: &Row) -> bool {
    let names = |from: &Row, to: &Row| {
        from.counterparty_account.is_some() && ledger.word(from.counterparty_account) == ledger.word(to.account)
    };
    names(a, b) || names(b, a)
}
