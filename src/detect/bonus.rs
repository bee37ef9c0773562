// SPDX-License-Identifier: MIT OR Apache-2.0
//! What an employer pays beside the regular pay and calls by its name: a thirteenth month, a bonus.
//!
//! In: a series of pay. Out: the newest such row with the regular one before it, also where it is as much as that, or comes
//! under a name that differs from the regular one's in these words alone. What comes every half year is a series of its own.

use super::{Scene, income::LONGEST_CADENCE};
use crate::{features::series::Series, ledger::Ledger};

/// Older ones were told.
const NEWS_DAYS: i32 = 14;
/// What such payments are called, and what pay is called where its name begins so: one to a line, folded.
const NAMES: &str = include_str!("bonus.txt");
const PAY: &str = "キユウヨ\n給与\n給料\nsalary\npayroll\nlohngehalt\nlohn\ngehalt";

/// Whether a row calls itself so.
pub(super) fn is_named(ledger: &Ledger, row: u32) -> bool {
    let row = ledger.row(row);
    [row.reference, row.name].iter().any(|&text| {
        let text = ledger.folded(text);
        NAMES.lines().any(|name| text.contains(name))
    })
}

/// The credits of the last days: one look for all series of pay.
pub(super) fn credits(scene: &Scene<'_>) -> Vec<u32> {
    let &Scene { ledger, basis, today, .. } = scene;
    let rows = basis.view.rows();
    let recent = rows.past(rows.partition_point(&|row| today.days() - ledger.day(row) > NEWS_DAYS));
    recent.filter(|&row| ledger.amount(row) > 0).collect()
}

/// See the door plate.
pub(super) fn find(scene: &Scene<'_>, series: &Series, credits: &[u32]) -> Option<[u32; 2]> {
    let &Scene { ledger, basis, today, .. } = scene;
    if series.cadence.days() > LONGEST_CADENCE {
        return None;
    }
    let is_own = |row: u32| basis.tally(ledger, today).own.has(row);
    let is_bonus = |row: &u32| {
        let of = basis.series_of(*row);
        ledger.amount(*row) >= series.amount / 4
            && ledger.row(*row).currency == series.currency
            && of.is_none_or(|of| of.id == series.id)
            && !is_own(*row)
            && is_named(ledger, *row)
            && (basis.view.payee(*row) == series.payee || is_same_payer(ledger, series, *row))
    };
    let &row = credits.iter().rfind(|row| is_bonus(row))?;
    let &before = series.rows.iter().rfind(|&&regular| ledger.when(regular) < ledger.when(row))?;
    Some([before, row])
}

/// Whether two names are one but for what the payments are called.
fn is_same_payer(ledger: &Ledger, series: &Series, row: u32) -> bool {
    let bare = |row: u32| {
        let mut text = ledger.folded(ledger.row(row).name);
        for word in NAMES.lines().chain(PAY.lines()) {
            if let Some((before, after)) = text.split_once(word) {
                text = [before, after].concat();
            }
        }
        text
    };
    series.rows.last().is_some_and(|&regular| bare(regular) == bare(row))
}

#[cfg(test)]
mod tests {
    use super::{NAMES, PAY};
    use crate::ingest::payee::folded;

    #[test]
    fn words_stand_as_they_are_compared() {
        for word in NAMES.lines().chain(PAY.lines()) {
            assert_eq!(folded(word), word);
        }
    }
}
