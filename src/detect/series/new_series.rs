// SPDX-License-Identifier: MIT OR Apache-2.0
//! Something that has begun to be charged again and again.
//!
//! In: a series of money out of two or three rows. Out: it, where the payee is as new as the series, and the
//! history is old enough to know.

use super::about;
use crate::{
    detect::{
        News, Scene,
        news::{NEWS_DAYS, id_of_what},
    },
    features::series::{Series, SeriesKind, SeriesState},
    types::{Arg, Direction, Family, Reason},
};

/// What began longer ago has not just begun, though it comes for the second time only.
const NEW_DAYS: i32 = 100;

pub(in crate::detect) fn find(scene: &Scene<'_>, series: &Series) -> Option<News> {
    let &Scene { ledger, basis, today, .. } = scene;
    let (&first, &last) = (series.rows.first()?, series.rows.last()?);
    let history = basis.view.rows().first().map_or(0, |row| ledger.day(first) - ledger.day(row));
    let known = basis.view.rows_of(series.payee).first() != Some(&first);
    if series.direction != Direction::Out
        || series.kind == SeriesKind::Fee
        || series.state == SeriesState::Ended
        || series.rows.len() > 3
        || known
        || history < NEWS_DAYS
        || today.days() - ledger.day(first) > NEW_DAYS
        || today.days() - ledger.day(last) > NEWS_DAYS
    {
        return None;
    }
    let reason = Reason::new("came-so-often")
        .with("count", Arg::number(series.rows.len() as i64))
        .with("cadence", Arg::text(series.cadence.word()));
    let mut news = about(ledger, Family::NewSeries, series, [first, last], reason);
    // One more charge makes it no newer.
    news.id = id_of_what(news.family, &series.id.0.to_le_bytes(), b"");
    Some(news)
}
