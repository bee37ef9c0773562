// SPDX-License-Identifier: MIT OR Apache-2.0
//! A series that comes no more.
//!
//! In: a series that counts as ended. Out: its last row and its kind, for some weeks after that is known; of pay that someone
//! else has gone on with, nothing.

use super::{about, awaited::is_awaited};
use crate::{
    detect::{News, Scene, income, news::NEWS_DAYS, on},
    features::series::{Series, SeriesState},
    types::{Direction, Family, Reason},
};

/// Fewer rows were none to miss.
const ROWS: usize = 4;

pub(in crate::detect) fn find(scene: &Scene<'_>, series: &Series) -> Option<News> {
    let &Scene { ledger, today, .. } = scene;
    let &last = series.rows.last()?;
    let mut known = series.over(ledger);
    let mut paid = last;
    if series.direction == Direction::In
        && let Some(instead) = income::last_paid(scene, series).filter(|&row| row != last)
    {
        paid = instead;
        known = known.max(series.over_after(ledger.date(paid)));
    }
    if series.state != SeriesState::Ended
        || series.rows.len() < ROWS
        || !(0..=NEWS_DAYS).contains(&today.days_since(known))
    {
        return None;
    }
    if !is_awaited(scene, series) {
        return None;
    }
    // Who has been paid by someone else since then has not lost their income.
    if series.direction == Direction::In && income::successor(scene, series, i32::MAX).is_some() {
        return None;
    }
    let reason = on(Reason::new("was-due"), series.due.date);
    let mut news = about(ledger, Family::EndedSeries, series, [paid, paid], reason);
    // What came last is a fact, whatever is usual.
    (news.kind, news.money.minor) = (series.kind.word(), income::paid(ledger, &series.rows, paid));
    Some(news)
}
