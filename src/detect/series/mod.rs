// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is worth knowing about a series: a new price, a charge that is missing, one that is new or ended.
//!
//! In: a scene. Out: `News`, one family a file, by series. A finding is gone when what it
//! says holds no longer. Deliberately absent: whether it is worth a card.
//!
//! How to add a family: as in `detect`, with its facts in `types/fact.rs`; the finding is the one below.

pub(super) mod ended;
pub(super) mod higher;
pub(super) mod missing;
pub(super) mod new_series;
pub(super) mod price_step;
pub(super) mod trial;

use super::{Finding, News, Scene, income, news::of_rows};
use crate::{
    features::{
        facts::is_pay,
        series::{AmountModel, Series, SeriesKind, is_like},
    },
    ledger::Ledger,
    types::{Category, Direction, Family, Kind, Money, Reason},
};

/// What comes more often, by the customer's own hand or card, is a habit.
const MONTH: i32 = 25;

const YEAR: i32 = 365;

/// What each family starts from: the last row of a series, with nothing said yet.
#[inline(never)]
fn about(ledger: &Ledger, family: Family, series: &Series, rows: [u32; 2], reason: Reason) -> News {
    let mut finding = of_rows(ledger, family, rows, reason);
    finding.series = Some(series.id);
    finding.money = Money { minor: series.amount, currency: series.currency };
    finding.was = series.amount;
    finding.count = series.rows.len();
    finding.cadence = Some(series.cadence);
    finding.confidence = series.confidence;
    finding
}

/// What is paid for on the spot.
const fn is_counter(category: Category) -> bool {
    matches!(
        category,
        Category::Groceries
            | Category::Dining
            | Category::Transport
            | Category::Fuel
            | Category::Travel
            | Category::Cash
    )
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

/// What a family of series finds in one of them.
pub(super) type Find = fn(&Scene<'_>, &Series) -> Option<News>;

/// One family over every series.
pub(super) fn each(scene: &Scene<'_>, find: Find, found: &mut Vec<Finding>) -> Option<()> {
    for series in scene.basis.series.all.iter().filter(|series| scene.looks_at(series.payee)) {
        scene.take(series.rows.len())?;
        if let Some(news) = find(scene, series) {
            found.push(Finding::News(news));
        }
    }
    Some(())
}
