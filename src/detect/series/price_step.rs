// SPDX-License-Identifier: MIT OR Apache-2.0
//! A subscription or bill that costs another amount than before, from now on.
//!
//! In: a series of money out. Out: its latest change, unless that only takes an outlier back.

use super::about;
use crate::{
    detect::{News, Scene, news::NEWS_DAYS, on},
    features::series::{Series, SeriesState},
    types::{Arg, Cadence, Direction, Family, Money, Reason},
};

/// New prices of a payee's yearly payments within so many days are one rise of its plan.
const ONE_RISE: i32 = 350;

pub(in crate::detect) fn find(scene: &Scene<'_>, series: &Series) -> Option<News> {
    let &Scene { ledger, basis, today, .. } = scene;
    let change = series.changes.last()?;
    if series.direction != Direction::Out
        || series.state == SeriesState::Ended
        || series.rows.len() < 3 && series.cadence != Cadence::Annual
        || today.days_since(change.date) > NEWS_DAYS
    {
        return None;
    }
    let place = series.rows.partition_point(|&row| ledger.date(row) < change.date);
    let (&new, &old) = (series.rows.get(place)?, series.rows.get(place.checked_sub(1)?)?);
    if let [.., outlier, back] = series.changes.as_slice()
        && outlier.from == back.to
        && outlier.date == ledger.date(old)
    {
        return None;
    }
    // A plan of the year rises once, and not with each of its days.
    let told = |other: &Series| {
        other.payee == series.payee
            && other.cadence == Cadence::Annual
            && other
                .changes
                .last()
                .is_some_and(|known| known.date < change.date && change.date.days_since(known.date) < ONE_RISE)
    };
    if series.cadence == Cadence::Annual && basis.series.all.iter().any(told) {
        return None;
    }
    let was = Money { minor: change.from, currency: series.currency };
    let reason = on(Reason::new("amount-was").with("amount", Arg::magnitude(was)), ledger.date(old));
    let mut finding = about(ledger, Family::PriceStep, series, [old, new], reason);
    (finding.money.minor, finding.was) = (change.to, change.from);
    Some(finding)
}
