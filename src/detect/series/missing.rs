// SPDX-License-Identifier: MIT OR Apache-2.0
//! What was due and has not come: a charge that is missing, an income that is late.
//!
//! In: an active series. Out: its last row, once the window of the next is past and until the series counts
//! as ended. Something else of the same payee that came instead explains it.

use super::{about, awaited::is_awaited};
use crate::{
    detect::{News, Scene, income, news::NEWS_DAYS, on},
    features::series::{Series, SeriesState},
    types::{Direction, Family, Permille, Reason},
};

/// Fewer rows promise nothing.
const ROWS: usize = 4;
/// A series less sure is not missed.
const SURE: Permille = Permille::new(700);

pub(in crate::detect) fn find(scene: &Scene<'_>, series: &Series) -> Option<News> {
    let &Scene { ledger, today, .. } = scene;
    let &[.., before, last] = series.rows.as_slice() else { return None };
    if series.state != SeriesState::Active
        || today <= series.due.latest
        || series.rows.len() < ROWS
        // What has just left a cycle out proves nothing by leaving out another.
        || (ledger.day(last) - ledger.day(before)) * 2 > series.cadence.days() * 3
        || series.confidence < SURE
        || series.extras.iter().any(|&row| ledger.date(row) >= series.due.earliest)
    {
        return None;
    }
    if !is_awaited(scene, series) {
        return None;
    }
    // Whoever is paid by someone else since then waits for nothing.
    if series.direction == Direction::In && income::successor(scene, series, NEWS_DAYS).is_some() {
        return None;
    }
    let family = match series.direction {
        Direction::In => Family::LateIncome,
        Direction::Out => Family::MissingCharge,
    };
    let reason = on(Reason::new("was-due"), series.due.date);
    let mut finding = about(ledger, family, series, [last, last], reason);
    finding.since = series.due.date;
    Some(finding)
}
