// SPDX-License-Identifier: MIT OR Apache-2.0
//! Savings challenges: what is proposed, what was joined, how it stands, and its moments.
//!
//! In: rows as a view shows them, what is known of the customer, the customer's own choices, a day. Out: `Proposal`,
//! `Progress`, `Moment`. May use: types, packs, ledger, features. Invariants: progress is a function of rows, choices and
//! the day alone, and nothing of it is stored; every amount that counts names its row, and the sum of the lines is the
//! total; no part of a row counts twice; nothing is proposed that the tenth percentile of the balance does not carry.
//! Deliberately absent: rewards for spending, comparisons with others, a clock.
//!
//! How to add a kind: 1. its word in `packs/challenge.rs`; 2. what is due in `calendar.rs`; 3. what counts in `count.rs`;
//! 4. its terms in `propose.rs`; 5. a scenario for each moment of it.

mod calendar;
mod choice;
mod count;
mod moments;
mod progress;
mod propose;

pub use calendar::{Window, WindowState};
pub use choice::{Act, Move, Run, Runs, Terms};
pub use count::Line;
pub use moments::{Moment, moments};
pub use progress::{Progress, RunState, progress};
pub use propose::{Offer, Proposal, proposals};

use crate::{
    features::{facts::Facts, series::SeriesBook, tally::Tally},
    ledger::{Ledger, OwnTransfer, Refunds, View},
    packs::Challenge,
    types::{Category, CivilDate, Currency, words},
};

words! {
    /// How hard a challenge is. Stored by its place.
    Difficulty {
        /// A tenth of the slack, or a little less than usual.
        Gentle = "gentle",
        /// In between.
        Steady = "steady",
        /// Less than half of the slack.
        Bold = "bold",
    }
}

/// All that is read for a day.
pub struct Scene<'a> {
    /// The rows.
    pub ledger: &'a Ledger,
    /// As of the day.
    pub view: &'a View,
    /// Transfers between own accounts.
    pub transfers: &'a [OwnTransfer],
    /// Debits whose money came back.
    pub refunds: &'a Refunds,
    /// Which rows are spending or income.
    pub tally: &'a Tally,
    /// What is known of the customer as a whole.
    pub facts: &'a Facts,
    /// What repeats.
    pub series: &'a SeriesBook,
    /// What a row was for.
    pub category: &'a dyn Fn(u32) -> Category,
    /// The challenges of the pack.
    pub challenges: &'a [Challenge],
    /// The day.
    pub today: CivilDate,
}

impl core::fmt::Debug for Scene<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Scene")
    }
}

impl Scene<'_> {
    /// The day that a row counts on: that of the pending row which it settled, where there was one.
    fn day(&self, row: u32) -> i32 {
        self.ledger.day(self.view.lasting(self.ledger, row).0)
    }

    /// Whether a row is spending or income in a currency.
    fn counts(&self, row: u32, currency: Currency) -> bool {
        self.tally.counts(self.ledger, row, currency)
    }

    /// What nine in ten times is left on every day of the next month; `None` where nothing tells it.
    fn carried(&self) -> Option<i64> {
        let needs = self.facts.forecast.as_ref()?.needs;
        Some(needs.safe_to_save.min(needs.safe_to_spend))
    }
}

/// `part` hundredths of an amount.
const fn percent(amount: i64, part: i64) -> i64 {
    // Hundredths first where they are exact, so that the largest amounts do not run over.
    if amount.unsigned_abs() < 1 << 40 { amount * part / 100 } else { amount / 100 * part }
}
