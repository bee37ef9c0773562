// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is told of a chain and of a payee in a few numbers, and what they say around a pair.
//!
//! In: the rows of a chain, and counts that `habits` keeps. Out: shares, prices and usual gaps.

use super::{habits::AROUND_DAYS, ln1p_hundredths};
use crate::ledger::Ledger;

/// No other repeat is known.
pub(super) const NEVER: i32 = 400;
/// What is usual around a pair.
pub(super) struct Around {
    /// Days to the nearest other repeat of payee and amount; `NEVER` for none.
    pub(super) usual_gap: i32,
    /// More rows of the payee and amount within a week.
    pub(super) rows_around: u32,
    /// Whether the payee and amount come again within a week more than now and then.
    pub(super) is_often: bool,
    /// Whether payee and amount come again otherwise, and hardly ever within a week.
    pub(super) has_rhythm: bool,
    /// The payee's rows of other amounts.
    pub(super) others: u32,
    /// Those of them whose amount stands on another row, too.
    pub(super) repeated: u32,
    /// Days on which the payee booked several rows, the pair's own among them.
    pub(super) busy_days: u32,
    /// Days on which someone else was paid this amount.
    pub(super) amount_days: u32,
}

/// A share of few rows says nothing that a person would call a manner.
const ROWS_OF_A_MANNER: u32 = 4;

/// How a payee prices, by its rows of other amounts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Prices {
    /// Too few rows to tell, or in between.
    Unknown,
    /// Amounts hardly ever repeat.
    Varied,
    /// At least half of the rows repeat an amount.
    Fixed,
}

impl Around {
    pub(super) const fn prices(&self) -> Prices {
        prices(self.others, self.repeated)
    }
}

/// The share of rows whose amount repeats, as a logarithm in hundredths; as if twelve rows of other amounts and
/// three of repeated ones were known already.
pub(super) fn share(others: u32, repeated: u32) -> i32 {
    ln1p_hundredths(repeated + 2) - ln1p_hundredths(others + 14)
}

const fn prices(others: u32, repeated: u32) -> Prices {
    if others < ROWS_OF_A_MANNER {
        Prices::Unknown
    } else if repeated * 4 <= others {
        Prices::Varied
    } else if repeated * 2 >= others {
        Prices::Fixed
    } else {
        Prices::Unknown
    }
}

/// Rows of one payee and one amount, oldest first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chain {
    pub(super) len: usize,
    /// Days on which it has rows.
    pub(super) days: u32,
    /// The two smallest gaps between neighboring days.
    pub(super) gaps: [i32; 2],
    /// Of these days, those with several rows.
    pub(super) bursts: u32,
    /// Rows that follow another one within `AROUND_DAYS`.
    pub(super) close: u32,
    /// Days on which anyone was paid this amount.
    pub(super) amount_days: u32,
}

/// What the amounts and days of one payee are like.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Manner {
    /// All its debits.
    pub(super) rows: u32,
    /// Rows whose amount stands on another row, too.
    pub(super) repeated: u32,
    /// Equal charges on one day, each such day and amount once.
    pub(super) equal_bursts: u32,
    /// Days with several rows.
    pub(super) busy_days: u32,
    /// No chain of its is longer, nor was any.
    pub(super) longest: u32,
}

impl Manner {
    /// Rows of other amounts than a chain's, and those of them whose amount repeats.
    pub(super) fn beside(&self, chain: &Chain) -> (u32, u32) {
        let in_chain = if chain.len > 1 { chain.len as u32 } else { 0 };
        (self.rows.saturating_sub(chain.len as u32), self.repeated.saturating_sub(in_chain))
    }

    /// All that a score makes of it, as rounded as a score does, with up to two busy days of the pair's own.
    pub(super) fn weights(&self, chain: &Chain) -> ([u32; 5], bool, Prices) {
        let (others, repeated) = self.beside(chain);
        let busy = |own: u32| ln1p_hundredths(self.busy_days.saturating_sub(own)) as u32;
        (
            [share(others, repeated) as u32, busy(0), busy(1), busy(2), self.equal_bursts],
            repeated == 0,
            prices(others, repeated),
        )
    }
}

impl Chain {
    /// Of its rows, but for the days of its amount.
    pub(super) fn of(ledger: &Ledger, rows: &[u32]) -> Self {
        let mut chain = Self { len: rows.len(), gaps: [NEVER; 2], ..Self::default() };
        let mut last: Option<i32> = None;
        let mut on_day = 0;
        for &row in rows {
            let day = ledger.day(row);
            let gap = last.map_or(NEVER, |last| day - last);
            chain.close += u32::from(gap <= AROUND_DAYS);
            on_day = if gap == 0 { on_day + 1 } else { 1 };
            chain.bursts += u32::from(on_day == 2);
            if gap > 0 {
                chain.days += 1;
                if last.is_some() {
                    chain.add_gap(gap);
                }
            }
            last = Some(day);
        }
        chain
    }

    pub(super) fn add_gap(&mut self, gap: i32) {
        let [first, second] = self.gaps;
        self.gaps = if gap < first { [gap, first] } else { [first, second.min(gap)] };
    }

    /// The smallest gap between two neighbors, a pair's own aside; `NEVER` for none.
    pub(super) fn usual_gap(&self, own: i32) -> i32 {
        let same_day = self.len as u32 - self.days;
        let [first, second] = self.gaps;
        if same_day > u32::from(own == 0) {
            0
        } else if first == own {
            second
        } else {
            first
        }
    }
}
