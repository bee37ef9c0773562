// SPDX-License-Identifier: MIT OR Apache-2.0
//! A bill that varies and is far above what it usually is.
//!
//! In: a variable series of money out. Out: its last row, when it is beyond the spread of those before it and above the
//! same season before; or when it is far above that season, and above all bills of the last months as well. What is told
//! as usual is the larger of the two comparisons. Bills that stay as high are one piece of news, of the first one's day.

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
/// Days by which a season may shift, and how many of them are one.
const SEASON_DAYS: i32 = 20;
const SEASON: i32 = 100;

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
    let (usual, compared) = (median(sizes.clone()), sizes.len());
    for size in &mut sizes {
        *size = size.abs_diff(usual);
    }
    let spread = median(sizes);
    let margin = spread.saturating_mul(4).max(usual / 4);
    let now = size(last);
    let season = |&&row: &&u32| (ledger.day(last) - ledger.day(row) - 365).abs() <= SEASON_DAYS;
    let then = before.iter().filter(season).copied().max_by_key(|&row| size(row));
    let is_far_above = |row: u32| now.saturating_mul(2) >= size(row).saturating_mul(3);
    let above_season = then.is_none_or(|row| now.saturating_mul(4) >= size(row).saturating_mul(5));
    // Bills that stay as high are one thing, which the first of them began; a usual one between them makes two, and yet
    // one season.
    let high = usual.midpoint(now);
    let first = before.iter().rposition(|&row| size(row) < high).and_then(|place| before.get(place + 1));
    let &first = first.unwrap_or(&last);
    let recent = before.partition_point(|&row| ledger.day(last) - ledger.day(row) > SEASON);
    let recent = before.get(recent..).unwrap_or_default();
    let begun = recent.iter().copied().find(|&row| size(row) >= high).unwrap_or(last);
    let was = |size: u64| -i64::try_from(size).unwrap_or(i64::MAX);
    let magnitude = |minor: i64| Arg::magnitude(Money { minor, currency: series.currency });
    let is_beyond = now > usual.saturating_add(margin) && above_season;
    // A winter that is dear every year hides a summer that is not.
    let is_season = now > usual && recent.iter().all(|&row| is_far_above(row));
    let above = then.filter(|&row| if is_beyond { size(row) > usual } else { is_season && is_far_above(row) });
    let (usual, reason, kind) = if let Some(then) = above {
        let usual = was(size(then));
        let reason = Reason::new("a-year-before").with("amount", magnitude(usual));
        (usual, reason.with("date", Arg::date(ledger.date(then))), "a-year-before")
    } else if is_beyond {
        let usual = was(usual);
        let reason = Reason::new("usually-is").with("amount", magnitude(usual));
        (usual, reason.with("count", Arg::number(compared as i64)), "usual")
    } else {
        return None;
    };
    let mut finding = about(ledger, Family::HigherThanUsual, series, [last, last], reason);
    (finding.money.minor, finding.was, finding.kind) = (ledger.amount(last), usual, kind);
    finding.since = ledger.date(begun);
    finding.id = id_of(ledger, finding.family, [first, first]);
    Some(finding)
}
