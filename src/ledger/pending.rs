// SPDX-License-Identifier: MIT OR Apache-2.0
//! Pending rows that a booked row has settled: one payment, not two.
//!
//! In: a view. Out: places of settled pending rows, sorted. A booked row settles the row that it names in
//! `replaces`, whatever the amount; else the oldest open pending row of the same account, payee and
//! amount that is at most a week older.

use super::{Ledger, View};
use crate::types::{Status, sort_places};

const WINDOW_DAYS: i32 = 7;
/// A hostile file may hold one payment a million times; no customer's does.
const MAX_LOOK_AHEAD: usize = 256;

pub(super) fn settled(ledger: &Ledger, view: &View) -> Vec<u32> {
    let mut settled: Vec<u32> = Vec::new();
    let replaces = ledger.columns().replaces();
    for symbol in view.rows().iter().filter_map(|&row| replaces.get(row as usize)).filter(|symbol| symbol.is_some()) {
        settled.extend(ledger.find(ledger.word(*symbol)));
    }
    sort_places(&mut settled, &mut |a, b| a.cmp(&b));
    settled.dedup();
    let statuses = ledger.columns().statuses();
    let is_pending = |row: u32| statuses.get(row as usize) == Some(&Status::Pending);
    if !statuses.contains(&Status::Pending) {
        return settled;
    }
    let mut used = vec![false; ledger.len()];
    let mut found: Vec<u32> = Vec::new();
    for &pending_row in view.rows().iter().filter(|&&row| is_pending(row)) {
        if settled.binary_search(&pending_row).is_ok() {
            continue;
        }
        let pending = ledger.row(pending_row);
        let same_payee = view.rows_of(view.payee(pending_row));
        let from = same_payee.partition_point(|&row| ledger.day(row) < pending.day);
        let booked = same_payee
            .iter()
            .skip(from)
            .take(MAX_LOOK_AHEAD)
            .copied()
            .take_while(|&row| ledger.day(row) <= pending.day + WINDOW_DAYS);
        let booked = booked.filter(|&row| !is_pending(row)).find(|&row| {
            let other = ledger.row(row);
            other.account == pending.account
                && other.amount == pending.amount
                && other.currency == pending.currency
                && !other.replaces.is_some()
                && used.get(row as usize) == Some(&false)
        });
        if let Some(booked) = booked {
            if let Some(slot) = used.get_mut(booked as usize) {
                *slot = true;
            }
            found.push(pending_row);
        }
    }
    settled.extend(found);
    sort_places(&mut settled, &mut |a, b| a.cmp(&b));
    settled
}
