// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a good clerk would notice: findings with their evidence, one family a file.
//!
//! In: a ledger, its view and its series. Out: `Finding`s. May use: types, ledger (reading), features.
//! Deliberately absent: choosing what is said, and words for it.
//!
//! How to add a family: 1. a file with one function `find`; 2. a variant of `Finding`; 3. its facts for
//! rules in `facts.rs`; 4. a scenario that notices and one that must not; 5. the nudge in a pack.

mod add;
mod debits;
pub mod duplicates;
mod facts;
mod log_odds;
mod refund;
mod series;
mod twice;

pub use debits::Debits;
pub use duplicates::{Duplicate, DuplicateKind, DuplicateState, Duplicates};
pub(crate) use log_odds::ln1p_hundredths;
pub use refund::RefundArrived;
pub use series::SeriesFinding;
pub use twice::TwiceInCycle;

use crate::{
    features::series::{Correction, SeriesBook},
    ledger::{Ledger, OwnTransfer, Refunds, View},
    types::{Arg, CivilDate, Money, Permille, Reason, StableHash},
};

/// All that detectors read, made once for a ledger and a day.
#[derive(Clone, Debug, Default)]
pub struct Basis {
    /// Rows as of the day.
    pub view: View,
    /// Transfers between own accounts.
    pub transfers: Vec<OwnTransfer>,
    /// Debits whose money came back.
    pub refunds: Refunds,
    /// What repeats.
    pub series: SeriesBook,
    /// Debits by amount, for everything that looks for a repeat.
    pub debits: Debits,
}

impl Basis {
    /// Works everything out.
    #[must_use]
    pub fn new(ledger: &Ledger, today: CivilDate) -> Self {
        Self::of(ledger, View::new(ledger, today), today, &[])
    }

    /// Works everything out of the rows that a view shows.
    #[must_use]
    pub fn of(ledger: &Ledger, view: View, today: CivilDate, said: &[Correction]) -> Self {
        let transfers = OwnTransfer::find(ledger, &view);
        let refunds = Refunds::find(ledger, &view);
        let series = SeriesBook::find(ledger, &view, &transfers, today, said);
        let debits = Debits::new(ledger, &view, &transfers);
        Self { view, transfers, refunds, series, debits }
    }
}

/// Something noticed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// The same payment twice.
    Duplicate(Duplicate),
    /// Two charges of one series within one cycle.
    TwiceInCycle(TwiceInCycle),
    /// Money came back.
    RefundArrived(RefundArrived),
    /// Something about a series: seven families of one shape.
    Series(SeriesFinding),
}

impl Finding {
    /// Stable as long as its rows are there.
    #[must_use]
    pub const fn id(&self) -> StableHash {
        match self {
            Self::Duplicate(finding) => finding.id,
            Self::TwiceInCycle(finding) => finding.id,
            Self::RefundArrived(finding) => finding.id,
            Self::Series(finding) => finding.id,
        }
    }

    /// Its evidence, oldest first.
    #[must_use]
    pub const fn rows(&self) -> [u32; 2] {
        match self {
            Self::Duplicate(finding) => finding.rows,
            Self::TwiceInCycle(finding) => finding.rows,
            Self::RefundArrived(finding) => [finding.debit, finding.credit],
            Self::Series(finding) => finding.rows,
        }
    }

    /// How sure, and why.
    #[must_use]
    pub const fn grounds(&self) -> (Permille, &Vec<Reason>) {
        match self {
            Self::Duplicate(finding) => (finding.confidence, &finding.reasons),
            Self::TwiceInCycle(finding) => (finding.confidence, &finding.reasons),
            Self::RefundArrived(finding) => (finding.confidence, &finding.reasons),
            Self::Series(finding) => (finding.confidence, &finding.reasons),
        }
    }

    /// The amount that it is about, and the days between its rows.
    #[must_use]
    pub const fn money(&self) -> (Money, i32) {
        match self {
            Self::Duplicate(finding) => (finding.money, finding.gap_days),
            Self::TwiceInCycle(finding) => (finding.money, finding.gap_days),
            Self::RefundArrived(finding) => (finding.money, finding.gap_days),
            Self::Series(finding) => (finding.money, finding.gap_days),
        }
    }

    /// The series that it is about.
    #[must_use]
    pub const fn series(&self) -> Option<StableHash> {
        match self {
            Self::TwiceInCycle(finding) => Some(finding.series),
            Self::Series(finding) => finding.series,
            Self::Duplicate(_) | Self::RefundArrived(_) => None,
        }
    }
}

/// All findings of a basis: by family, then oldest first.
#[must_use]
pub fn findings(ledger: &Ledger, basis: &Basis, duplicates: &[Duplicate], today: CivilDate) -> Vec<Finding> {
    let mut all = Vec::new();
    for duplicate in duplicates {
        all.push(Finding::Duplicate(duplicate.clone()));
    }
    for finding in twice::find(ledger, basis) {
        all.push(Finding::TwiceInCycle(finding));
    }
    refund::find(ledger, basis, today, &mut all);
    series::find(ledger, basis, today, &mut all);
    all
}

/// The same reason with a text of the customer's own data. Made in so many places that a call is smaller than
/// what it does.
#[inline(never)]
pub(crate) fn text(reason: Reason, name: &'static str, text: &str) -> Reason {
    reason.with(name, Arg::text(text))
}

/// The same reason with a date.
#[inline(never)]
fn on(reason: Reason, date: CivilDate) -> Reason {
    reason.with("date", Arg::date(date))
}
