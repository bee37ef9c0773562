// SPDX-License-Identifier: MIT OR Apache-2.0
//! The calendar of a series: which day it aims at, when the next is due, how far off a row came.
//!
//! In: dates and a cadence. Out: due dates and days of lateness. A row that a weekend moved is on time.

use super::Point;
use crate::types::{Cadence, CivilDate};

/// The days of the month that a series aims at, the first before the second; 31 is the last of the month.
/// Only twice a month needs both.
pub(super) type Anchor = [u32; 2];

/// The day of the month that most rows fall on, the later of two: a payment that a weekend moved still
/// aims at its own day. And the one that most fall on about half a month from it.
#[inline(never)]
pub(super) fn aimed_days(points: &[Point]) -> Anchor {
    let counts = counts(points.iter());
    let day = busiest(&counts, |_| true);
    [day, busiest(&counts, |other| (12..=18).contains(&other.abs_diff(day)))]
}

/// The first of the two.
pub(super) fn aimed_day<'a>(points: impl Iterator<Item = &'a Point>) -> u32 {
    busiest(&counts(points), |_| true)
}

/// By day of the month how many rows fall on it; the last of a month counts as the 31st, too.
fn counts<'a>(points: impl Iterator<Item = &'a Point>) -> [u32; 32] {
    let mut counts = [0_u32; 32];
    for point in points {
        if let Some(count) = counts.get_mut(usize::from(point.month_day)) {
            *count += 1;
        }
        if point.is_month_end
            && point.month_day != 31
            && let Some(count) = counts.get_mut(31)
        {
            *count += 1;
        }
    }
    counts
}

/// The day with most rows, the later of two, among some.
fn busiest(counts: &[u32; 32], is_asked: impl Fn(u32) -> bool) -> u32 {
    let (mut best, mut most) = (0, 1);
    for (day, &count) in (0_u32..).zip(counts) {
        if count >= most && is_asked(day) {
            (best, most) = (day, count);
        }
    }
    best
}

/// The day of a month, or its last.
#[inline(never)]
fn in_month(of: CivilDate, day: u32) -> CivilDate {
    let (year, month, own) = of.parts();
    let mut day = day.max(1);
    if day <= 28 {
        return of.plus_days(day as i32 - own as i32);
    }
    loop {
        match CivilDate::new(year, month, day) {
            Some(date) => return date,
            None => day -= 1,
        }
    }
}

/// So many cycles after a date, back on the day of the month that the series aims at.
#[inline(never)]
pub(super) fn due_after(last: CivilDate, anchor: Anchor, cadence: Cadence, cycles: i32) -> CivilDate {
    let [day, other] = anchor;
    if let Some(months) = cadence.months() {
        let due = last.plus_months(months * cycles);
        // A payment that slipped over the end of its month still belongs to the month that it aims at.
        let tolerance = cadence.tolerance();
        for days in [0, -tolerance, tolerance] {
            let aimed = in_month(due.plus_days(days), day);
            if aimed.days_since(due).abs() <= tolerance {
                return aimed;
            }
        }
        return due;
    }
    if cadence == Cadence::Semimonthly && other > 0 {
        let mut due = last;
        for _ in 0..cycles {
            let from = due.plus_days(cadence.days() / 2);
            let next = from.plus_months(1);
            let (early, late) = (day.min(other), day.max(other));
            due = in_month(from, early);
            if due <= from {
                due = in_month(from, late);
            }
            if due <= from {
                due = in_month(next, early);
            }
        }
        return due;
    }
    last.plus_days(cadence.days() * cycles)
}

/// How many days beyond the due date, or beyond the bank's working days next to it: negative when early.
pub(super) fn lateness(date: CivilDate, due: CivilDate) -> i32 {
    let days = date.days_since(due);
    let (before, after) = match due.weekday() {
        5 => (-1, 2),
        6 => (-2, 1),
        _ => (0, 0),
    };
    days - days.clamp(before, after)
}

/// How many days a due date may move without being late: to the second working day after it, since holidays stand beside
/// weekends, and no calendar of any country is known here.
pub(super) const fn holidays(due: CivilDate) -> i32 {
    match due.weekday() {
        3 | 4 => 4,
        5 => 3,
        _ => 2,
    }
}
