// SPDX-License-Identifier: MIT OR Apache-2.0
//! Pending rows that a booked row has settled: one payment, not two.
//!
//! In: a view, a day. Out: places of settled and of lapsed pending rows, sorted, and which row each settling one stands for, so that
//! an answer about the one holds for the other. A booked row settles the row that it names in
//! `replaces`, whatever the amount; else the oldest open pending row of the same account, payee and
//! amount that is at most a week older; else one whose payee's name is alike, since many banks add the city or the
//! terminal only when they book. What nothing settles lapses: it was booked with another amount under a name of its
//! own, as with a tip, or it was a hold that came to nothing, as at a fuel pump.

use super::{Ledger, Ordered, Row, View};
use crate::{
    ingest::payee::compare_payees,
    types::{CivilDate, Status, sort_numbers, sort_places},
};

/// A booking follows its reservation within so many days.
pub(crate) const WINDOW_DAYS: i32 = 7;
/// Nearly every payment is booked by then, and a hold is over.
const LAPSE_DAYS: i32 = 14;

/// A hostile file may hold one payment a million times; no customer's does.
pub(super) const MAX_LOOK_AHEAD: usize = 256;

/// What an heir stands for is named in its `replaces`.
pub(super) const NAMED: u32 = u32::MAX;

#[derive(Default)]
pub(super) struct Settled {
    /// Places of settled rows, sorted.
    pub(super) rows: Vec<u32>,
    /// A settling row above, the settled one or `NAMED` below; sorted.
    pub(super) heirs: Vec<u64>,
}

/// The pending ones of some rows.
pub(super) fn pending(ledger: &Ledger, rows: Ordered<'_>) -> Vec<u32> {
    let mut pending = Vec::new();
    if ledger.rows().may_be_pending() {
        for row in rows {
            if ledger.rows().status(row) == Some(Status::Pending) {
                pending.push(row);
            }
        }
    }
    pending
}

/// Whether a pending row is so old that it is none any more.
pub(super) fn is_lapsed(ledger: &Ledger, row: u32, today: CivilDate) -> bool {
    today.days() - ledger.day(row) > LAPSE_DAYS
}

pub(super) fn settled(ledger: &Ledger, view: &View, today: CivilDate) -> Settled {
    let mut settled: Vec<u32> = Vec::new();
    let mut heirs = named(ledger, view);
    for &heir in &heirs {
        let symbol = ledger.rows().replaced((heir >> 32) as u32);
        settled.extend(ledger.find(ledger.word(symbol)));
    }
    sort_places(&mut settled, &mut |a, b| a.cmp(&b));
    settled.dedup();
    let pending_rows = view.pending();
    if pending_rows.is_empty() {
        return Settled { rows: settled, heirs };
    }
    let is_pending = |row: u32| ledger.rows().status(row) == Some(Status::Pending);
    let mut used = vec![false; ledger.len()];
    let mut found: Vec<[u32; 2]> = Vec::new();
    let mut open: Vec<u32> = Vec::new();
    for &pending_row in pending_rows {
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
        let booked = booked
            .filter(|&row| !is_pending(row))
            .find(|&row| is_one(&pending, &ledger.row(row)) && used.get(row as usize) == Some(&false));
        match booked {
            Some(booked) => found.push(take([pending_row, booked], &mut used)),
            None => open.push(pending_row),
        }
    }
    // The newest ones: beyond them the file is hostile.
    for &pending_row in open.iter().skip(open.len().saturating_sub(MAX_LOOK_AHEAD)) {
        if let Some(booked) = alike(ledger, view, pending_row, &used) {
            found.push(take([pending_row, booked], &mut used));
        }
    }
    for [pending_row, booked] in found {
        settled.push(pending_row);
        heirs.push(u64::from(booked) << 32 | u64::from(pending_row));
    }
    settled.extend(pending_rows.iter().filter(|&&row| is_lapsed(ledger, row, today)));
    sort_places(&mut settled, &mut |a, b| a.cmp(&b));
    settled.dedup();
    sort_numbers(&mut heirs);
    Settled { rows: settled, heirs }
}

/// Notes that a booked row settles one.
fn take(pair: [u32; 2], used: &mut [bool]) -> [u32; 2] {
    if let Some(slot) = used.get_mut(pair[1] as usize) {
        *slot = true;
    }
    pair
}

/// Whether a booked row has what a reservation has, the name aside.
fn is_one(pending: &Row, booked: &Row) -> bool {
    (booked.account, booked.amount, booked.currency) == (pending.account, pending.amount, pending.currency)
        && !booked.replaces.is_some()
}

/// The first booked row of a like name that settles none yet.
fn alike(ledger: &Ledger, view: &View, pending_row: u32, used: &[bool]) -> Option<u32> {
    let pending = ledger.row(pending_row);
    let name = ledger.word(pending.name);
    let from = view.rows().partition_point(&|row| ledger.day(row) < pending.day);
    let within = view.rows().past(from).take_while(|&row| ledger.day(row) <= pending.day + WINDOW_DAYS);
    let mut booked = within.filter(|&row| ledger.amount(row) == pending.amount).take(MAX_LOOK_AHEAD);
    booked.find(|&row| {
        let other = ledger.row(row);
        other.status != Status::Pending
            && is_one(&pending, &other)
            && used.get(row as usize) == Some(&false)
            && compare_payees(name, ledger.word(other.name)).same
    })
}

/// The first row that names each row in `replaces`: of several parts only one can stand for the whole.
fn named(ledger: &Ledger, view: &View) -> Vec<u64> {
    let mut claims: Vec<u64> = Vec::new();
    if !ledger.rows().replaces_any() {
        return claims;
    }
    for (place, row) in view.rows().enumerate() {
        let symbol = ledger.rows().replaced(row);
        if symbol.is_some() {
            claims.push(u64::from(symbol.number()) << 32 | place as u64);
        }
    }
    sort_numbers(&mut claims);
    claims.dedup_by_key(|claim| *claim >> 32);
    for claim in &mut claims {
        let row = view.rows().get(*claim as u32 as usize).unwrap_or(0);
        *claim = u64::from(row) << 32 | u64::from(NAMED);
    }
    sort_numbers(&mut claims);
    claims
}
