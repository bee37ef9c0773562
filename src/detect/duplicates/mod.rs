// SPDX-License-Identifier: MIT OR Apache-2.0
//! The same payment twice: a scored matching over the whole history.
//!
//! In: a basis. Out: pairs of debits, each row repeating at most one earlier row. `habits` tells what is
//! usual, `pairing` which rows may be one payment, `evidence` what is known of a pair, `reference` which
//! matter it pays, `terms` what it weighs, `matching` which pairs are answered. What stays below the cut is silent.
//!
//! Planted data tell the planting rate, so a confidence orders pairs and is no share of real slips.

mod add;
mod evidence;
mod habits;
#[cfg(test)]
mod histories;
mod manner;
mod matching;
mod pairing;
mod reference;
mod terms;
mod wording;

pub(crate) use evidence::{gap_reason, payee_text};
pub(crate) use reference::{Relation, has_number, may_be_dues, relation};
pub(crate) use wording::is_filled_in_otherwise;

use std::rc::Rc;

use super::{Basis, ln1p_hundredths, on, text};
use crate::{
    ledger::{Ledger, PayeeId},
    types::{LogOdds, Money, Permille, Reason, StableHash, sort_numbers, stable_hash, words},
};
use habits::Habits;
use manner::Prices;
use matching::Scored;

/// Pairs at least this likely are answered.
pub(crate) const CUT: i32 = -120;
/// How far scores of payees whose amounts repeat, or hardly ever do, are off beside those of little known
/// payees: fitted on four fifths of the accounts and held to the rest; see `docs/DUPLICATES.md`.
const OFF_BY_PRICES: i32 = 35;

words! {
    /// What repeats.
    DuplicateKind {
        /// The same account and way of paying.
        SameCharge = "same-charge",
        /// Another account, or another way of paying.
        OtherChannel = "other-channel",
    }
}

words! {
    /// What became of it.
    DuplicateState {
        /// Nothing yet.
        Open = "open",
        /// The money of one of the two came back.
        Refunded = "refunded",
        /// The customer said that both are meant.
        Dismissed = "dismissed",
    }
}

/// Two rows that look like one payment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duplicate {
    /// Made of the two ids.
    pub id: StableHash,
    /// Oldest first.
    pub rows: [u32; 2],
    /// What repeats.
    pub kind: DuplicateKind,
    /// Amount of the later row.
    pub money: Money,
    /// Civil days between the two.
    pub gap_days: i32,
    /// How sure.
    pub confidence: Permille,
    /// Why, strongest first.
    pub reasons: Vec<Reason>,
    /// What became of it.
    pub state: DuplicateState,
    /// Whether the money of one of the two came back.
    pub refunded: bool,
    /// The payee of the later row.
    pub payee: PayeeId,
}

/// The id of a pair, which it keeps when one of the two is booked under another id or on another day.
pub(crate) fn pair_id(family: &[u8], ledger: &Ledger, basis: &Basis, rows: [u32; 2]) -> StableHash {
    let [a, b] = rows.map(|row| basis.view.lasting(ledger, row));
    // What was booked later may have been reserved first.
    let (first, second) = if ledger.when(a.0) <= ledger.when(b.0) { (a, b) } else { (b, a) };
    stable_hash(&[family, first.1.to_text().as_bytes(), second.1.to_text().as_bytes()])
}

/// Marks the pairs of which the customer said that such a repeat is meant.
pub fn mark(duplicates: &mut [Rc<Duplicate>], meant: &dyn Fn(u32, PayeeId) -> bool) {
    for duplicate in duplicates {
        let [_, later] = duplicate.rows;
        let state = if meant(later, duplicate.payee) {
            DuplicateState::Dismissed
        } else if duplicate.refunded {
            DuplicateState::Refunded
        } else {
            DuplicateState::Open
        };
        if duplicate.state != state {
            Rc::make_mut(duplicate).state = state;
        }
    }
}

/// Every pair of a basis, and what it was worked out of.
#[derive(Debug)]
pub struct Duplicates {
    /// What is answered, oldest first.
    pub found: Vec<Rc<Duplicate>>,
    habits: Habits,
    /// All that are likely enough, by amount.
    pairs: Vec<Scored>,
}

impl Duplicates {
    /// Finds every pair; what the customer said of them is `mark`ed afterwards.
    #[must_use]
    pub fn find(ledger: &Ledger, basis: &Basis) -> Self {
        let habits = Habits::new(ledger, basis);
        let pairs = add::by_amount(pairing::pairs(ledger, basis, &habits));
        let mut found = Vec::new();
        for pair in &matching::choose(ledger, &pairs) {
            found.push(duplicate(ledger, basis, &habits, pair));
        }
        Self { found, habits, pairs }
    }
}

fn duplicate(ledger: &Ledger, basis: &Basis, habits: &Habits, pair: &matching::Scored) -> Rc<Duplicate> {
    let [earlier, later] = pair.rows.map(|row| ledger.row(row));
    let kind = if earlier.account == later.account && earlier.kind == later.kind {
        DuplicateKind::SameCharge
    } else {
        DuplicateKind::OtherChannel
    };
    let refunded = pair.rows.iter().any(|&row| basis.refunds.of(row).is_some());
    let [_, second] = pair.rows;
    let off = match habits.around(ledger, basis, pair.rows).prices() {
        Prices::Unknown => 0,
        Prices::Varied => OFF_BY_PRICES,
        Prices::Fixed => -OFF_BY_PRICES,
    };
    Rc::new(Duplicate {
        id: pair_id(b"duplicate", ledger, basis, pair.rows),
        rows: pair.rows,
        kind,
        money: later.money(),
        gap_days: later.day - earlier.day,
        confidence: confidence(LogOdds(pair.score.0.saturating_add(off))),
        reasons: evidence::reasons(ledger, basis, habits, pair),
        state: if refunded { DuplicateState::Refunded } else { DuplicateState::Open },
        refunded,
        payee: basis.view.payee(second),
    })
}

/// How sure a score is; the cut is an even chance.
pub(crate) fn confidence(score: LogOdds) -> Permille {
    LogOdds(score.0.saturating_sub(CUT)).to_permille()
}

/// The smallest gap at which the customer repeats this payee and amount otherwise.
pub(crate) fn nearest_other_repeat(other_days: &[i32], earlier: i32, later: i32) -> Option<i32> {
    // Days as numbers that sort; civil dates lie far within the shift.
    const SHIFT: i64 = 1 << 32;
    let mut days: Vec<u64> = Vec::with_capacity(other_days.len() + 2);
    for &day in [earlier, later].iter().chain(other_days) {
        days.push((i64::from(day) + SHIFT) as u64);
    }
    sort_numbers(&mut days);
    let own = later - earlier;
    let mut own_pair_left = true;
    let mut nearest = None;
    let mut before = None;
    for number in days {
        let day = (number as i64 - SHIFT) as i32;
        if let Some(last) = before {
            let gap = day - last;
            if own_pair_left && last == earlier && gap == own {
                own_pair_left = false;
            } else if nearest.is_none_or(|nearest| gap < nearest) {
                nearest = Some(gap);
            }
        }
        before = Some(day);
    }
    nearest
}
