// SPDX-License-Identifier: MIT OR Apache-2.0
//! How amounts of one stream group, spread and step.

use crate::{
    ledger::{Ledger, Row},
    types::{CivilDate, words},
};

words! {
    /// How the amount of a series behaves.
    AmountModel {
        /// Always the same.
        Fixed = "fixed",
        /// The same for a while, then another.
        Stepped = "stepped",
        /// Another each time.
        Variable = "variable",
    }
}

/// A step of a stepped amount.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AmountChange {
    /// The first row with the new amount.
    pub date: CivilDate,
    /// Signed minor units before.
    pub from: i64,
    /// Signed minor units from then on.
    pub to: i64,
}

/// Rows in groups whose neighbouring amounts differ by at most so many thousandths; each at least three
/// rows, or two equal ones; largest group first. Rows stay in their order.
pub(super) fn clusters(ledger: &Ledger, rows: &[u32], tolerance: u64) -> Vec<Vec<u32>> {
    let mut sorted: Vec<(u64, usize, u32)> =
        rows.iter().enumerate().map(|(place, &row)| (ledger.row(row).amount.unsigned_abs(), place, row)).collect();
    sorted.sort_unstable();
    let near = |a: u64, b: u64| b - a <= (a / 1000).saturating_mul(tolerance).max(a.saturating_mul(tolerance) / 1000);
    let mut clusters: Vec<Vec<(usize, u32)>> = Vec::new();
    let mut previous = None;
    for (amount, place, row) in sorted {
        match clusters.last_mut() {
            Some(cluster) if previous.is_some_and(|previous| near(previous, amount)) => cluster.push((place, row)),
            _ => clusters.push(vec![(place, row)]),
        }
        previous = Some(amount);
    }
    clusters.retain(|cluster| cluster.len() >= if tolerance == 0 { 2 } else { 3 });
    clusters.sort_by_key(|cluster| (core::cmp::Reverse(cluster.len()), cluster.first().copied()));
    let in_order = |mut cluster: Vec<(usize, u32)>| {
        cluster.sort_unstable();
        cluster.into_iter().map(|(_, row)| row).collect()
    };
    clusters.into_iter().map(in_order).collect()
}

/// The median deviation from the median, in thousandths of the median; both of magnitudes.
pub(super) fn spread(amounts: &[i64]) -> u64 {
    let magnitudes: Vec<u64> = amounts.iter().map(|amount| amount.unsigned_abs()).collect();
    let middle = median(magnitudes.clone());
    let deviation = median(magnitudes.into_iter().map(|magnitude| magnitude.abs_diff(middle)).collect());
    if deviation == 0 {
        return 0;
    }
    u64::try_from(u128::from(deviation) * 1000 / u128::from(middle.max(1))).unwrap_or(u64::MAX)
}

fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or(0)
}

/// The model, the current amount, and the steps.
pub(super) fn model(rows: &[Row]) -> (AmountModel, i64, Vec<AmountChange>) {
    // Runs of one amount; a single other amount between two equal runs is an outlier, not a step.
    let mut runs: Vec<(i64, CivilDate, usize)> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        match runs.last_mut() {
            Some((amount, _, count)) if *amount == row.amount => *count += 1,
            _ => {
                let outlier = matches!(runs.as_slice(), [.., (before, ..), (_, _, 1)] if *before == row.amount);
                if outlier && place + 1 <= rows.len() {
                    runs.pop();
                    if let Some((_, _, count)) = runs.last_mut() {
                        *count += 1;
                    }
                } else {
                    runs.push((row.amount, row.date(), 1));
                }
            }
        }
    }
    let last = rows.last().map_or(0, |row| row.amount);
    match runs.len() {
        0 | 1 => (AmountModel::Fixed, last, Vec::new()),
        count if count <= 2 || count * 3 <= rows.len() => {
            let steps = runs.windows(2).filter_map(|pair| match pair {
                [(from, ..), (to, date, _)] => Some(AmountChange { date: *date, from: *from, to: *to }),
                _ => None,
            });
            (AmountModel::Stepped, last, steps.collect())
        }
        _ => {
            let recent = rows.iter().rev().take(6).map(|row| row.amount.unsigned_abs()).collect();
            let size = i64::try_from(median(recent)).unwrap_or(i64::MAX);
            (AmountModel::Variable, if last < 0 { -size } else { size }, Vec::new())
        }
    }
}
