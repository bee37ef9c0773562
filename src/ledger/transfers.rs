// SPDX-License-Identifier: MIT OR Apache-2.0
//! Transfers between the customer's own accounts: an out and an in of the same size, days apart.
//!
//! In: a view. Out: pairs of rows. Each row is in one pair at most; a counterparty account that names the
//! other account wins, then the nearest in time; pairs over two currencies come last. Such a pair is neither spending
//! nor income.

use super::{Ledger, Ordered, Row, View};
use crate::types::{Currency, Kind, Marks, Permille, order_of, push_more, sorted};

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
    /// The two halves lie no further apart.
    pub(crate) const WINDOW_DAYS: i32 = WINDOW_DAYS;

    /// Whether a row may be half of one at all.
    #[must_use]
    pub fn may_be_half(ledger: &Ledger, row: u32) -> bool {
        is_candidate(ledger, row)
    }

    /// All pairs, by the date of the row that money left by.
    #[must_use]
    pub fn find(ledger: &Ledger, view: &View) -> Vec<Self> {
        if ledger.rows().are_of_one_account() {
            return Vec::new();
        }
        let rows = candidates_of(ledger, view.rows());
        Self::chosen(ledger, Self::candidates(ledger, view, &rows, &rows))
    }

    /// Pairs anew what lies around rows that were added; `None` where that moves pairs farther off, and all must be
    /// paired anew. Else tells whether a row from before became or ceased to be half of one.
    ///
    /// Pairs are taken surest first, and no half lies more than `WINDOW_DAYS` from the other. So a change goes from
    /// pair to pair, and where four windows in a row are paired as before, nothing beyond them changes.
    pub fn add(pairs: &mut Vec<Self>, halves: &mut Marks, ledger: &Ledger, view: &View, added: &[u32]) -> Option<bool> {
        halves.grow(ledger.len());
        let mut wanted = added.to_vec();
        wanted.retain(|&row| is_candidate(ledger, row));
        let (mut first, mut last) = (i32::MAX, i32::MIN);
        for &row in &wanted {
            first = first.min(ledger.day(row));
            last = last.max(ledger.day(row));
        }
        let Some(&oldest) = added.iter().min().filter(|_| !wanted.is_empty()) else { return Some(false) };
        let near = |days: i32| {
            let from = view.rows().partition_point(&|row| ledger.day(row) < first - days);
            let to = view.rows().partition_point(&|row| ledger.day(row) <= last + days);
            candidates_of(ledger, view.rows().until(to).past(from))
        };
        // A payment out that nothing can be the other half of is the plain case.
        let is_out = wanted.iter().all(|&row| ledger.amount(row) < 0);
        if is_out && Self::candidates(ledger, view, &near(WINDOW_DAYS), &wanted).is_empty() {
            return Some(false);
        }
        let rows = near(9 * WINDOW_DAYS);
        let found = Self::chosen(ledger, Self::candidates(ledger, view, &rows, &rows));
        let between = |pairs: &[Self], from: i32, to: i32| {
            let place = |day: i32| pairs.partition_point(|pair| ledger.day(pair.out) < day);
            place(from)..place(to)
        };
        for from in [first - 7 * WINDOW_DAYS, last + 3 * WINDOW_DAYS] {
            let to = from + 4 * WINDOW_DAYS;
            if pairs.get(between(pairs, from, to)) != found.get(between(&found, from, to)) {
                return None;
            }
        }
        let (from, to) = (first - 5 * WINDOW_DAYS, last + 5 * WINDOW_DAYS);
        let (old, new) = (between(pairs, from, to), between(&found, from, to));
        let (was, is) = (pairs.get(old.clone()).unwrap_or_default(), found.get(new).unwrap_or_default());
        let mut moved = was.iter().any(|pair| !is.contains(pair));
        for pair in is {
            moved |= pair.out.min(pair.into) < oldest && !was.contains(pair);
            mark(halves, pair);
        }
        pairs.splice(old, is.to_vec());
        Some(moved)
    }

    /// By row of a ledger whether it is half of a transfer between own accounts.
    #[must_use]
    pub fn halves(ledger: &Ledger, pairs: &[Self]) -> Marks {
        let mut halves = Marks::none(ledger.len());
        for pair in pairs {
            mark(&mut halves, pair);
        }
        halves
    }

    /// What may be one transfer: each of some payments out with each row that may be its other half.
    fn candidates(ledger: &Ledger, view: &View, rows: &[u32], outs: &[u32]) -> Vec<Self> {
        // Incoming rows, oldest first.
        let mut incoming = rows.to_vec();
        incoming.retain(|&row| ledger.amount(row) > 0);
        let mut arrived = Vec::new();
        if !is_of_one_currency(ledger, rows) {
            for &into in &incoming {
                arrived.extend(ledger.rows().currency(into).map(|currency| (ledger.day(into), currency, into)));
            }
        }
        let mut keys = Vec::with_capacity(incoming.len());
        for &into in &incoming {
            let (currency, size) = key(ledger, into);
            keys.push((currency, size, ledger.day(into)));
        }
        // The same by currency and size, oldest first within one size.
        let key = |at: u32| keys.get(at as usize);
        let by_key = order_of(keys.len(), &mut |a, b| key(a).cmp(&key(b)));
        // Most payments out have no other half: a bit for each size that came in tells it without a search.
        let mut sizes = vec![0_u64; (incoming.len() / 8).next_power_of_two()];
        let mask = sizes.len() - 1;
        let bit = |amount: i64| {
            let mixed = amount.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15);
            ((mixed >> 32) as usize & mask, 1_u64 << (mixed >> 26 & 63))
        };
        for &into in &incoming {
            let (at, bit) = bit(ledger.amount(into));
            if let Some(bits) = sizes.get_mut(at) {
                *bits |= bit;
            }
        }
        let mut candidates: Vec<Self> = Vec::new();
        for &out in outs {
            let amount = ledger.amount(out);
            if amount >= 0 {
                continue;
            }
            if !arrived.is_empty() {
                super::exchanges::add(ledger, view, out, &arrived, &mut candidates);
            }
            let (at, bit) = bit(amount);
            if sizes.get(at).is_none_or(|bits| bits & bit == 0) {
                continue;
            }
            let row = ledger.row(out);
            let first = (Some(row.currency), row.amount.unsigned_abs(), row.day - WINDOW_DAYS);
            let last = row.day + WINDOW_DAYS;
            let from = by_key.partition_point(|&at| key(at).is_some_and(|known| *known < first));
            for &at in by_key.iter().skip(from).take(MAX_CANDIDATES) {
                let (Some(&(currency, size, day)), Some(&into)) = (key(at), incoming.get(at as usize)) else { break };
                if (currency, size) != (first.0, first.1) || day > last {
                    break;
                }
                let other = ledger.row(into);
                if other.account != row.account {
                    let gap_days = (other.day - row.day).abs();
                    let named = names_other(ledger, &row, &other);
                    let confidence = if named { 990 } else { 900 - 50 * gap_days.unsigned_abs() as u16 };
                    candidates.push(Self { out, into, gap_days, confidence: Permille::new(confidence) });
                }
            }
        }
        candidates
    }

    /// Surest first: a named account, then the nearest in time, then the oldest.
    fn chosen(ledger: &Ledger, candidates: Vec<Self>) -> Vec<Self> {
        let rank = |pair: &Self| (core::cmp::Reverse(pair.confidence), pair.gap_days);
        let when = |pair: &Self| (ledger.when(pair.out), ledger.when(pair.into));
        let candidates = sorted(candidates, &mut |a, b| rank(a).cmp(&rank(b)).then_with(|| when(a).cmp(&when(b))));
        let mut pairs: Vec<Self> = Vec::new();
        if candidates.is_empty() {
            return pairs;
        }
        let mut taken = Marks::none(ledger.len());
        for pair in candidates {
            let free = |row: u32| !taken.has(row);
            if free(pair.out) && free(pair.into) {
                mark(&mut taken, &pair);
                pairs.push(pair);
            }
        }
        sorted(pairs, &mut |a, b| ledger.when(a.out).cmp(&ledger.when(b.out)))
    }
}

fn mark(halves: &mut Marks, pair: &OwnTransfer) {
    halves.set(pair.out, true);
    halves.set(pair.into, true);
}

/// Those of some rows that may be half of a transfer at all.
fn candidates_of(ledger: &Ledger, rows: Ordered<'_>) -> Vec<u32> {
    let mut found = Vec::new();
    for row in rows {
        if is_candidate(ledger, row) {
            push_more(&mut found, row);
        }
    }
    found
}

pub(super) fn is_candidate(ledger: &Ledger, row: u32) -> bool {
    matches!(ledger.rows().kind(row), Some(Kind::Transfer | Kind::StandingOrder | Kind::Other))
}

fn is_of_one_currency(ledger: &Ledger, rows: &[u32]) -> bool {
    let first = rows.first().and_then(|&row| ledger.rows().currency(row));
    rows.iter().all(|&row| ledger.rows().currency(row) == first)
}

/// What both halves share.
fn key(ledger: &Ledger, row: u32) -> (Option<Currency>, u64) {
    (ledger.rows().currency(row), ledger.amount(row).unsigned_abs())
}

/// Whether one row's counterparty account is the other row's account.
pub(super) fn names_other(ledger: &Ledger, a: &Row, b: &Row) -> bool {
    let names = |from: &Row, to: &Row| {
        from.counterparty_account.is_some() && ledger.word(from.counterparty_account) == ledger.word(to.account)
    };
    names(a, b) || names(b, a)
}
