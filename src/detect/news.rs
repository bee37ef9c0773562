// SPDX-License-Identifier: MIT OR Apache-2.0
//! One piece of news, of whatever family: the rows behind it, the amount now and before, how sure, and why.
//!
//! In: rows. Out: `News` with nothing said yet, which its family fills.

use crate::{
    ledger::Ledger,
    types::{Cadence, CivilDate, Family, Money, NO_ROW, Permille, Reason, StableHash, stable_hash},
};

/// Older news is none.
pub(super) const NEWS_DAYS: i32 = 60;

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct News {
    /// Made of the family and of what it is about: rows, or what goes on as rows come and go.
    pub id: StableHash,
    /// Which family.
    pub family: Family,
    /// The series; none for what has not repeated yet.
    pub series: Option<StableHash>,
    /// Oldest first; one row twice where it is about one.
    pub rows: [u32; 2],
    /// All rows behind it, oldest first, where these are more than the two.
    pub evidence: Vec<u32>,
    /// The amount now.
    pub money: Money,
    /// The amount before, or the usual one.
    pub was: i64,
    /// The day that the news is of.
    pub since: CivilDate,
    /// Civil days between the two rows, or until it happens.
    pub gap_days: i32,
    /// What all rows came to.
    pub total: i64,
    /// Which of its family; empty where there is one kind only.
    pub kind: &'static str,
    /// What it is about, by its id: a challenge of the pack, a journey of the host; empty but for these.
    pub name: String,
    /// How often it came.
    pub count: usize,
    /// How often it should come.
    pub cadence: Option<Cadence>,
    /// How sure.
    pub confidence: Permille,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl News {
    /// By how many hundredths the amount is more than before; negative for less.
    pub(super) fn change_percent(&self) -> i64 {
        let (now, was) = (i128::from(self.money.minor).abs(), i128::from(self.was).abs());
        i64::try_from((now - was) * 100 / was.max(1)).unwrap_or(i64::MAX)
    }
}

impl News {
    /// A finding of rows that its reason alone speaks of; there may be none.
    #[must_use]
    pub fn of(
        id: StableHash,
        family: Family,
        evidence: Vec<u32>,
        money: Money,
        since: CivilDate,
        reason: Reason,
    ) -> Self {
        let rows = [evidence.first(), evidence.last()].map(|row| row.copied().unwrap_or(NO_ROW));
        Self {
            id,
            family,
            series: None,
            rows,
            evidence,
            total: 0,
            kind: "",
            name: String::new(),
            money,
            was: 0,
            since,
            gap_days: 0,
            count: 0,
            cadence: None,
            confidence: Permille::ONE,
            reasons: vec![reason],
        }
    }
}

/// What is made of two rows, which began or are what a finding is about.
#[inline(never)]
pub(super) fn id_of(ledger: &Ledger, family: Family, [earlier, later]: [u32; 2]) -> StableHash {
    let id = |row| ledger.id(row).to_text();
    stable_hash(&[family.word().as_bytes(), id(earlier).as_bytes(), id(later).as_bytes()])
}

/// What is made of something that goes on, by whatever names it.
#[inline(never)]
pub(super) fn id_of_what(family: Family, what: &[u8], more: &[u8]) -> StableHash {
    stable_hash(&[family.word().as_bytes(), what, more])
}

/// A finding about two rows as such.
#[inline(never)]
pub(crate) fn of_rows(ledger: &Ledger, family: Family, rows: [u32; 2], reason: Reason) -> News {
    let [earlier, later] = rows;
    News {
        id: id_of(ledger, family, rows),
        family,
        series: None,
        rows,
        evidence: Vec::new(),
        total: 0,
        kind: "",
        name: String::new(),
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
