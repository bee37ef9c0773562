// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whether a series whose day has gone by is one that somebody waits for in vain.
//!
//! In: a scene and a series. Out: whether. What bounced is no income, a habit no bill; what came by another way has come, what
//! paused a year before pauses again, and what nobody has sent may have come.

use super::{is_counter, stopped::has_stopped};
use crate::{
    detect::{Scene, income},
    features::{
        facts::is_pay,
        series::{AmountModel, Series, SeriesKind, is_like},
    },
    types::{Direction, Kind},
};

/// What comes more often, by the customer's own hand or card, is a habit.
const MONTH: i32 = 25;

const YEAR: i32 = 365;

/// See the door plate.
pub(super) fn is_awaited(scene: &Scene<'_>, series: &Series) -> bool {
    let bounced = |&row: &u32| scene.basis.refunds.debit_of(row).is_some();
    !series.rows.last().is_some_and(bounced)
        && is_owed(scene, series)
        && !came_otherwise(scene, series)
        && !pauses(scene, series)
        && !has_stopped(scene, series)
}

/// Whether somebody waits for it, or counts on it: a bill, a contract, what people live on. A bakery on Sundays and a gift from
/// an aunt are habits, and nobody misses them.
fn is_owed(scene: &Scene<'_>, series: &Series) -> bool {
    if series.direction == Direction::In {
        return series.kind == SeriesKind::Rent || is_pay(series.kind) || income::is_income(scene, series);
    }
    let Some(&last) = series.rows.last() else { return false };
    let by_bank = matches!(scene.ledger.row(last).kind, Kind::DirectDebit | Kind::StandingOrder | Kind::Fee);
    let is_bill = !matches!(series.kind, SeriesKind::Other | SeriesKind::Saving);
    let is_fixed = series.cadence.days() >= MONTH && series.amount_model != AmountModel::Variable;
    by_bank || is_bill || is_fixed && !is_counter(scene.basis.category(scene.ledger, last))
}

/// Whether the payee paid or got as much by another way since: too late to count, or by another of the customer's accounts.
/// What belongs to a series that was there before is that one's own.
fn came_otherwise(scene: &Scene<'_>, series: &Series) -> bool {
    let &Scene { ledger, basis, .. } = scene;
    let Some(last) = series.rows.last().map(|&row| ledger.day(row)) else { return false };
    let rows = basis.view.rows_of(series.payee).iter().rev();
    let mut since = rows.take_while(|&&row| ledger.day(row) > last + series.cadence.days() / 2);
    since.any(|&row| {
        let first = |other: &Series| other.rows.first().is_none_or(|&first| ledger.day(first) > last);
        is_like(ledger.amount(row), series.amount)
            && ledger.row(row).currency == series.currency
            && basis.series_of(row).is_none_or(first)
    })
}

/// Whether it pauses as it did a year before: a school's summer, a tax of ten instalments.
fn pauses(scene: &Scene<'_>, series: &Series) -> bool {
    let day = |row: &u32| scene.ledger.day(*row);
    let Some(last) = series.rows.last().map(day) else { return false };
    let (cycle, tolerance) = (series.cadence.days(), series.cadence.tolerance());
    let before = |(row, next): &(&u32, &u32)| {
        (day(row) + YEAR - last).abs() <= cycle / 2 && (day(next) - day(row)) * 2 > cycle * 3
    };
    let mut gaps = series.rows.iter().zip(series.rows.iter().skip(1)).filter(before);
    gaps.any(|(row, next)| scene.today.days() <= last + day(next) - day(row) + 2 * tolerance)
}
