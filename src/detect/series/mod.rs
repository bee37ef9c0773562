// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is worth knowing about a series: a new price, a charge that is missing, one that is new or ended.
//!
//! In: a scene. Out: `News`, one family a file, by series. A finding is gone when what it
//! says holds no longer. Deliberately absent: whether it is worth a card.
//!
//! How to add a family: as in `detect`, with its facts in `types/fact.rs`; the finding is the one below.

mod awaited;
pub(super) mod ended;
pub(super) mod higher;
pub(super) mod missing;
pub(super) mod new_series;
pub(super) mod price_step;
mod stopped;
pub(super) mod trial;

use super::{Finding, News, Scene, news::of_rows};
use crate::{
    features::series::Series,
    ledger::Ledger,
    types::{Category, Family, Money, Reason},
};

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

/// Whether the same is told of another contract with the same payee, on the same day and of the same amount: two cards in the
/// same words are one too many.
fn is_told(scene: &Scene<'_>, series: &Series, find: Find) -> bool {
    let day = |series: &Series| series.rows.last().map(|&row| scene.ledger.day(row));
    let key = |series: &Series| (series.account, series.payee, series.currency, series.amount, series.cadence);
    let mut others = scene.basis.series.all.iter().take_while(|other| other.id != series.id);
    others.any(|other| {
        key(other) == key(series)
            && day(other) == day(series)
            && other.changes.last() == series.changes.last()
            && find(scene, other).is_some()
    })
}

/// What a family of series finds in one of them.
pub(super) type Find = fn(&Scene<'_>, &Series) -> Option<News>;

/// One family over every series.
pub(super) fn each(scene: &Scene<'_>, find: Find, found: &mut Vec<Finding>) -> Option<()> {
    for series in scene.basis.series.all.iter().filter(|series| scene.looks_at(series.payee)) {
        scene.take(series.rows.len())?;
        if let Some(news) = find(scene, series)
            && !is_told(scene, series, find)
        {
            found.push(Finding::News(news));
        }
    }
    Some(())
}
