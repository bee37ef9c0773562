// SPDX-License-Identifier: MIT OR Apache-2.0
//! How amounts of one stream group, spread and step.

use crate::{
    ledger::{Ledger, Row},
    types::{CivilDate, median, order_of, sort_places, sorted, words},
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
    let size = |place: u32| rows.get(place as usize).map_or(0, |&row| ledger.amount(row).unsigned_abs());
    let by_size = order_of(rows.len(), &mut |a, b| size(a).cmp(&size(b)));
    let near = |a: u64, b: u64| b - a <= (a / 1000).saturating_mul(tolerance).max(a.saturating_mul(tolerance) / 1000);
    let mut clusters: Vec<Vec<u32>> = Vec::new();
    let mut previous = None;
    for place in by_size {
        let amount = size(place);
        match clusters.last_mut() {
            Some(cluster) if previous.is_some_and(|previous| near(previous, amount)) => cluster.push(place),
            _ => clusters.push(vec![place]),
        }
        previous = Some(amount);
    }
    clusters.retain(|cluster| cluster.len() >= if tolerance == 0 { 2 } else { 3 });
    let in_order = |mut cluster: Vec<u32>| {
        sort_places(&mut cluster, &mut |a, b| a.cmp(&b));
        cluster.into_iter().filter_map(|place| rows.get(place as usize).copied()).collect()
    };
    let largest_first = sorted(clusters, &mut |a, b| b.len().cmp(&a.len()));
    largest_first.into_iter().map(in_order).collect()
}

/// The median deviation from the median, in thousandths of the median; both of magnitudes.
pub(super) fn spread(amounts: &[i64]) -> u64 {
    let magnitudes: Vec<u64> = amounts.iter().map(|amount| amount.unsigned_abs()).collect();
    let middle = median(magnitudes.clone());
    let deviation = median(magnitudes.into_iter().map(|magnitude| magnitude.abs_diff(middle)).collect());
    deviation.saturating_mul(1000) / middle.max(1)
}

/// The model, the current amount, and the steps.
pub(super) fn model(rows: &[Row]) -> (AmountModel, i64, Vec<AmountChange>) {
    // Runs of one amount; a single other amount between two equal runs is an outlier, not a step.
    let mut runs: Vec<(i64, CivilDate, usize)> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some((amount, _, count)) if *amount == row.amount => *count += 1,
            _ => {
                let outlier = matches!(runs.as_slice(), [.., (before, ..), (_, _, 1)] if *before == row.amount);
                if outlier {
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
