// SPDX-License-Identifier: MIT OR Apache-2.0
//! The days on which an income was late: each time that its due date had gone by for some days.
//!
//! In: a series. Out: days on which lateness was reached, oldest first, the current one too. A weekend moves no due date.

use super::{
    Point, Series,
    due::{aimed_days, due_after, lateness},
};
use crate::{ledger::Ledger, types::CivilDate};

/// So many days after the due date it is late.
const LATE_DAYS: i32 = 3;

/// See the door plate.
#[must_use]
pub fn late_days(ledger: &Ledger, series: &Series, today: CivilDate) -> Vec<CivilDate> {
    let mut points = Vec::new();
    for &row in &series.rows {
        points.push(Point::new(ledger, row));
    }
    let anchor = aimed_days(&points);
    let mut days = Vec::new();
    let (mut before, mut slipped, mut rows) = (None, false, series.rows.iter());
    loop {
        let row = rows.next();
        let came = row.map(|&row| ledger.date(row));
        // What has not come yet is late by today, as long as it is waited for.
        let at = came.or_else(|| series.next.as_ref().map(|_| today));
        if let (Some(before), Some(at)) = (before, at) {
            let due = due_after(before, anchor, series.cadence, 1);
            if lateness(at, due) >= LATE_DAYS {
                days.push(due.plus_days(LATE_DAYS));
            }
        }
        if came.is_none() {
            return days;
        }
        // One row beside its day moves no later one.
        let due = before.map(|before| due_after(before, anchor, series.cadence, 1));
        let off = came.zip(due).map_or(0, |(came, due)| lateness(came, due).abs());
        slipped = !slipped && (series.cadence.tolerance() + 1..series.cadence.days() / 2).contains(&off);
        before = if slipped { due } else { came };
    }
}
