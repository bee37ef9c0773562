// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is worth knowing about a series: a new price, a charge that is missing, one that is new or ended.
//!
//! In: a basis and a day. Out: `SeriesFinding`s, one family a file, by series. A finding is gone when what it
//! says holds no longer. Deliberately absent: whether it is worth a card.
//!
//! How to add a family: as in `detect`, with its facts in `types/fact.rs`; the finding is the one below.

mod ended;
mod higher;
mod missing;
mod new_series;
mod price_step;
mod trial;

use super::{Basis, Finding};
use crate::{
    features::series::Series,
    ledger::Ledger,
    types::{Cadence, CivilDate, Family, Money, Permille, Reason, StableHash, stable_hash},
};

/// Older news is none.
const NEWS_DAYS: i32 = 60;

/// Something about a series.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SeriesFinding {
    /// Made of the family and of the row that it is about.
    pub id: StableHash,
    /// Which family.
    pub family: Family,
    /// The series; none for what has not repeated yet.
    pub series: Option<StableHash>,
    /// Oldest first; one row twice where it is about one.
    pub rows: [u32; 2],
    /// The amount now.
    pub money: Money,
    /// The amount before, or the usual one.
    pub was: i64,
    /// The day that the news is of.
    pub since: CivilDate,
    /// Civil days between the two rows.
    pub gap_days: i32,
    /// How often it came.
    pub count: usize,
    /// How often it should come.
    pub cadence: Option<Cadence>,
    /// How sure.
    pub confidence: Permille,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl SeriesFinding {
    /// By how many hundredths the amount is more than before; negative for less.
    pub(super) fn change_percent(&self) -> i64 {
        let (now, was) = (i128::from(self.money.minor).abs(), i128::from(self.was).abs());
        i64::try_from((now - was) * 100 / was.max(1)).unwrap_or(i64::MAX)
    }
}

/// What each family starts from: the last row of a series, with nothing said yet.
#[inline(never)]
fn about(ledger: &Ledger, family: Family, series: &Series, rows: [u32; 2], reason: Reason) -> SeriesFinding {
    let mut finding = of_rows(ledger, family, rows, reason);
    finding.series = Some(series.id);
    finding.money = Money { minor: series.amount, currency: series.currency };
    finding.was = series.amount;
    finding.count = series.rows.len();
    finding.cadence = Some(series.cadence);
    finding.confidence = series.confidence;
    finding
}

/// A finding about two rows as such.
#[inline(never)]
fn of_rows(ledger: &Ledger, family: Family, rows: [u32; 2], reason: Reason) -> SeriesFinding {
    let [earlier, later] = rows;
    SeriesFinding {
        id: stable_hash(&[family.word().as_bytes(), ledger.id(earlier).as_bytes(), ledger.id(later).as_bytes()]),
        family,
        series: None,
        rows,
        money: ledger.row(later).money(),
        was: ledger.amount(earlier),
        since: ledger.date(later),
        gap_days: ledger.day(later) - ledger.day(earlier),
        count: 2,
        cadence: None,
        confidence: Permille::ZERO,
        reasons: vec![reason],
    }
}

/// Every finding of every series, and of what may become one.
pub(super) fn find(ledger: &Ledger, basis: &Basis, today: CivilDate, found: &mut Vec<Finding>) {
    let families = [price_step::find, higher::find, missing::find, new_series::find, ended::find];
    for series in &basis.series.all {
        for find in families {
            if let Some(finding) = find(ledger, basis, series, today) {
                found.push(Finding::Series(finding));
            }
        }
    }
    trial::find(ledger, basis, today, found);
}
