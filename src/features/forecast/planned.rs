// SPDX-License-Identifier: MIT OR Apache-2.0
//! Payments ahead: rows booked after today, and what series are due.
//!
//! In: rows after today, series. Out: `Planned`, each counted once: a row that a series foresaw takes its
//! place, and the purchases of a card account count in its settlement alone.

use super::{habits::CYCLE, plus, share};
use crate::{
    features::series::{AmountModel, Series, SeriesBook, SeriesState},
    ledger::{Ledger, Symbol, View},
    types::{Cadence, CivilDate, Currency},
};

/// A row of another name or amount may still be the one foreseen, if it comes this near.
const NEAR_DAYS: i32 = 5;

/// One payment ahead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Planned {
    /// The day.
    pub date: CivilDate,
    /// Signed minor units.
    pub amount: i64,
    /// Its series: a place in the book.
    pub series: Option<u32>,
    /// The row, where it is booked ahead.
    pub row: Option<u32>,
    /// Whether date and amount are settled.
    pub is_certain: bool,
}

/// The rows after today up to `end`, in the order of the view; `pending` are the pending ones up to today.
pub(super) fn scheduled(ledger: &Ledger, ahead: &View, pending: &[u32], later: &[u32], end: CivilDate) -> Vec<Planned> {
    // A pending row that counts today is settled by a row after today: that one is no second payment.
    let mut settled = pending.to_vec();
    settled.retain(|&row| !ahead.rows().any(|known| known == row));
    let mut planned = Vec::new();
    for &place in later {
        let row = ledger.row(place);
        if row.date() > end {
            continue;
        }
        let settles = settled.iter().position(|&pending| {
            ledger.id(pending) == ledger.word(row.replaces)
                || (ahead.payee(pending) == ahead.payee(place) && ledger.amount(pending) == row.amount)
        });
        match settles {
            Some(pending) => _ = settled.swap_remove(pending),
            None => {
                let (date, amount) = (row.date(), row.amount);
                put(&mut planned, Planned { date, amount, series: None, row: Some(place), is_certain: true });
            }
        }
    }
    planned
}

/// Adds what the series of the accounts are due, and tells what they bring or take in 30 days.
pub(super) fn add_due(
    ledger: &Ledger,
    ahead: &View,
    book: &SeriesBook,
    ((accounts, currency), is_inner): ((&[Symbol], Currency), &dyn Fn(u32) -> bool),
    (today, end): (CivilDate, CivilDate),
    planned: &mut Vec<Planned>,
) -> i64 {
    let mut monthly = 0_i64;
    for (place, series) in book.all.iter().enumerate() {
        let covered = accounts.contains(&series.account) && series.currency == currency;
        let Some(next) = series.next.filter(|_| covered) else {
            continue;
        };
        if series.rows.last().is_some_and(|&row| is_inner(row)) {
            continue;
        }
        monthly = plus(monthly, share(next.amount, CYCLE, i64::from(series.cadence.days())));
        let is_certain = series.amount_model == AmountModel::Fixed && series.state == SeriesState::Active;
        for cycle in 0.. {
            let date = due(ledger, series, next.date, cycle);
            if date > end {
                break;
            }
            // What is late is still to come.
            let date = date.max(today.plus_days(1));
            let near = series.cadence.tolerance().max(NEAR_DAYS).min(series.cadence.days() / 2);
            let foreseen = planned.iter_mut().find(|payment| {
                payment.series.is_none()
                    && (payment.amount < 0) == (next.amount < 0)
                    && payment.date.days_since(date).abs() <= near
                    && payment.row.is_some_and(|row| {
                        payment.amount == next.amount || ahead.payee(row) == ahead.canonical(series.payee)
                    })
            });
            match foreseen {
                Some(payment) => payment.series = Some(place as u32),
                None if date <= end => {
                    let (amount, series) = (next.amount, Some(place as u32));
                    put(planned, Planned { date, amount, series, row: None, is_certain });
                }
                None => {}
            }
        }
    }
    monthly
}

/// The due date so many cycles after the next one.
fn due(ledger: &Ledger, series: &Series, next: CivilDate, cycle: i32) -> CivilDate {
    let is_month_end = |date: CivilDate| date.plus_days(1).parts().2 == 1;
    match (series.cadence, series.cadence.months()) {
        (Cadence::Semimonthly, _) => next.plus_days(cycle % 2 * Cadence::Semimonthly.days()).plus_months(cycle / 2),
        (_, None) => next.plus_days(cycle.saturating_mul(series.cadence.days())),
        (_, Some(months)) => {
            let mut date = next.plus_months(cycle.saturating_mul(months));
            let last = series.rows.last().map(|&row| ledger.date(row));
            // The last day of a month stays the last day.
            if cycle > 0 && is_month_end(next) && last.is_some_and(is_month_end) {
                while !is_month_end(date) {
                    date = date.plus_days(1);
                }
            }
            date
        }
    }
}

/// Puts a payment in its place: after all of its day.
pub fn put(planned: &mut Vec<Planned>, payment: Planned) {
    let before = planned.iter().rposition(|other| other.date <= payment.date);
    planned.insert(before.map_or(0, |place| place + 1), payment);
}
