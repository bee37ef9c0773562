// SPDX-License-Identifier: MIT OR Apache-2.0
//! A bill that varies and is far above what it usually is.
//!
//! In: a variable series of money out. Out: its last row, when it is beyond the spread of those before it
//! and was not as high in the same season before, or when it is far above both that season and the bill before.

use super::about;
use crate::{
    detect::{News, Scene, news::id_of},
    features::series::{AmountModel, Series, SeriesState},
    types::{Arg, Direction, Family, Money, Reason, median},
};

/// Older bills are paid.
const RECENT_DAYS: i32 = 30;
/// Fewer rows tell no usual amount.
const ROWS_BEFORE: usize = 5;
/// How many rows tell it.
const ROWS_COMPARED: usize = 12;
/// Days by which a season may shift.
const SEASON_DAYS: i32 = 20;

pub(in crate::detect) fn find(scene: &Scene<'_>, series: &Series) -> Option<News> {
    let &Scene { ledger, today, .. } = scene;
    let (&last, before) = series.rows.split_last()?;
    if series.direction != Direction::Out
        || series.amount_model != AmountModel::Variable
        || series.state != SeriesState::Active
        || before.len() < ROWS_BEFORE
        || today.days() - ledger.day(last) > RECENT_DAYS
    {
        return None;
    }
    let size = |row: u32| ledger.amount(row).unsigned_abs();
    let mut sizes: Vec<u64> = Vec::new();
    for &row in before.iter().rev().take(ROWS_COMPARED) {
        sizes.push(size(row));
    }
    let usual = median(sizes.clone());
    for size in &mut sizes {
        *size = size.abs_diff(usual);
    }
    let spread = median(sizes);
    let margin = spread.saturating_mul(4).max(usual / 4);
    let season = |&&row: &&u32| (ledger.day(last) - ledger.day(row) - 365).abs() <= SEASON_DAYS;
    let then = before.iter().filter(season).copied().max_by_key(|&row| size(row));
    let as_high_then = then.is_some_and(|row| size(row).saturating_mul(10) >= size(last).saturating_mul(9));
    let is_far_above = |row: u32| size(last).saturating_mul(2) >= size(row).saturating_mul(3);
    let previous = before.last().is_some_and(|&row| is_far_above(row));
    let was = |size: u64| -i64::try_from(size).unwrap_or(i64::MAX);
    let magnitude = |minor: i64| Arg::magnitude(Money { minor, currency: series.currency });
    // Bills that stay as high are one thing, which the first of them began.
    let high = usual.midpoint(size(last));
    let first = before.iter().rposition(|&row| size(row) < high).and_then(|place| before.get(place + 1));
    let &first = first.unwrap_or(&last);
    let (usual, reason) = if size(last) > usual.saturating_add(margin) && !as_high_then {
        let usual = was(usual);
        let reason = Reason::new("usually-is").with("amount", magnitude(usual));
        (usual, reason.with("count", Arg::number(before.len() as i64)))
    } else if let Some(then) = then.filter(|&row| is_far_above(row) && previous) {
        // A winter that is dear every year hides a summer that is not.
        let usual = was(size(then));
        let reason = Reason::new("a-year-before").with("amount", magnitude(usual));
        (usual, reason.with("date", Arg::date(ledger.date(then))))
    } else {
        return None;
    };
    let mut finding = about(ledger, Family::HigherThanUsual, series, [last, last], reason);
    (finding.money.minor, finding.was) = (ledger.amount(last), usual);
    finding.id = id_of(ledger, finding.family, [first, first]);
    Some(finding)
}
