// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which rows may be one payment: neighbors of one amount, a few days apart, with one payee or alike names.
//!
//! In: a basis and habits. Out: scored pairs. May use: types, ledger, ingest::payee.
//! Invariants: a row is compared with so many earlier ones at most, within its payee and beside it, so that
//! neither a busy amount hides a pair nor equal rows cost more than their number.

use super::{
    super::debits::key_of,
    Basis, CUT,
    evidence::{same_reference, values},
    habits::Habits,
    matching::Scored,
};
use crate::{
    ingest::payee::{self, similarity},
    ledger::{Ledger, PayeeId, Row, Symbol},
    types::Permille,
};

/// Days between a payment and its accidental repeat.
const WINDOW_DAYS: i32 = 7;
/// Days between two payments of one invoice, told by its reference.
const REFERENCE_WINDOW_DAYS: i32 = 45;
/// How far back a row looks among the rows of its payee and amount, and again among those of other payees.
const MAX_LOOK_BACK: usize = 24;
/// How many earlier rows a row is paired with, nearest first: each ends in one pair at most.
const MAX_PARTNERS: usize = 3;
/// Places for similarities that are asked for again.
const ALIKE_PLACES: usize = 4096;
/// The same where a few amounts are looked at.
const ALIKE_PLACES_OF_FEW: usize = 64;
/// Names alike by this much may be one payee behind two spellings.
const ALIKE: u16 = 700;

/// Every pair that is likely enough.
pub(super) fn pairs(ledger: &Ledger, basis: &Basis, habits: &Habits) -> Vec<Scored> {
    let mut pairing = Pairing { ledger, basis, habits, alike: no_similarities(ALIKE_PLACES), pairs: Vec::new() };
    for chain in habits.repeats() {
        pairing.scan(chain, true);
    }
    for block in basis.debits.repeated() {
        pairing.scan(block, false);
    }
    pairing.pairs
}

fn no_similarities(places: usize) -> Vec<(u64, Permille)> {
    vec![(u64::MAX, Permille::ZERO); places]
}

/// Pairs on their way.
pub(super) struct Pairing<'a> {
    ledger: &'a Ledger,
    basis: &'a Basis,
    habits: &'a Habits,
    /// Similarities worked out lately, each at the place that its pair of payees hashes to.
    alike: Vec<(u64, Permille)>,
    pairs: Vec<Scored>,
}

impl<'a> Pairing<'a> {
    /// For a few amounts.
    pub(super) fn of_few(ledger: &'a Ledger, basis: &'a Basis, habits: &'a Habits) -> Self {
        Self { ledger, basis, habits, alike: no_similarities(ALIKE_PLACES_OF_FEW), pairs: Vec::new() }
    }

    /// Adds the pairs of one amount: of some later rows, or of all where one is no row. Amounts stand above the rows.
    pub(super) fn add(&mut self, rows: &[u64], pairs: &mut Vec<Scored>) {
        let (ledger, basis, habits) = (self.ledger, self.basis, self.habits);
        core::mem::swap(&mut self.pairs, pairs);
        let block = rows.first().map_or(&[][..], |row| basis.debits.of_key((row >> 32) as u32));
        for &row in rows {
            let row = row as u32;
            if row as usize >= ledger.len() {
                for chain in block.iter().filter_map(|&row| habits.repeat_from(row)) {
                    self.scan(chain, true);
                }
                self.scan(block, false);
                continue;
            }
            for (rows, own) in [(habits.repeats_of(row), true), (block, false)] {
                let place = rows.partition_point(|&known| ledger.by_time(known, row).is_lt());
                if place > 0 {
                    self.look_back(rows, place, row, own);
                }
            }
        }
        core::mem::swap(&mut self.pairs, pairs);
    }

    /// Pairs each row with earlier ones: of its own payee, or else of others.
    fn scan(&mut self, rows: &[u32], own: bool) {
        for (place, &later) in rows.iter().enumerate() {
            self.look_back(rows, place, later, own);
        }
    }

    fn look_back(&mut self, rows: &[u32], place: usize, later: u32, own: bool) {
        let mut partners = 0;
        let nearest_first = rows.get(place.saturating_sub(MAX_LOOK_BACK)..place).unwrap_or_default().iter().rev();
        for &earlier in nearest_first {
            let gap = self.ledger.day(later) - self.ledger.day(earlier);
            if partners == MAX_PARTNERS || gap > REFERENCE_WINDOW_DAYS {
                break;
            }
            if own == (self.basis.view.payee(earlier) == self.basis.view.payee(later))
                && (gap <= WINDOW_DAYS || (self.has_reference(earlier) && self.has_reference(later)))
                && (own || self.may_be_alike(earlier, later))
                && let Some(pair) = self.pair([earlier, later])
            {
                self.pairs.push(pair);
                partners += 1;
                // Equal rows make a chain, each the repeat of the one before, unless something tells them apart.
                if own && !self.has_reference(later) && self.account(earlier) == self.account(later) {
                    break;
                }
            }
        }
    }

    /// Whether two payees have one account number or begin alike: comparing all that share an amount would be
    /// most of the work, and spellings of one payee begin alike.
    fn may_be_alike(&self, earlier: u32, later: u32) -> bool {
        let accounts = self.ledger.columns().counterparty_accounts();
        let account = |row: u32| accounts.get(row as usize).filter(|account| account.is_some());
        let begins = |row| self.ledger.identity(self.basis.view.payee(row)).as_bytes().first_chunk::<3>();
        (account(earlier).is_some() && account(earlier) == account(later))
            || (begins(earlier).is_some() && begins(earlier) == begins(later))
    }

    fn account(&self, row: u32) -> Option<&Symbol> {
        self.ledger.columns().accounts().get(row as usize)
    }

    fn has_reference(&self, row: u32) -> bool {
        self.ledger.columns().references().get(row as usize).is_some_and(|reference| reference.is_some())
    }

    fn pair(&mut self, rows: [u32; 2]) -> Option<Scored> {
        if self.is_cadence(rows) {
            return None;
        }
        let [earlier, later] = rows.map(|row| self.ledger.row(row));
        let one_amount = (earlier.amount, earlier.currency) == (later.amount, later.currency);
        let in_time = later.day - earlier.day <= WINDOW_DAYS || same_reference(self.ledger, &earlier, &later);
        if !one_amount || !in_time {
            return None;
        }
        let [a, b] = rows.map(|row| self.basis.view.payee(row));
        let similarity = self.similarity((&earlier, a), (&later, b));
        if similarity.get() < ALIKE {
            return None;
        }
        let values = values(self.ledger, self.basis, self.habits, rows, similarity);
        let score = values.score();
        let key = key_of(self.ledger, rows[1]).unwrap_or(0);
        (score.0 >= CUT).then_some(Scored { rows, score, similarity, key })
    }

    /// Two neighboring members of one series are two cycles, not one payment twice.
    fn is_cadence(&self, [earlier, later]: [u32; 2]) -> bool {
        let series = &self.basis.series;
        match (series.of(earlier), series.of(later)) {
            (Some(a), Some(b)) => a.id == b.id && self.ledger.day(earlier) != self.ledger.day(later),
            _ => false,
        }
    }

    fn similarity(&mut self, a: (&Row, PayeeId), b: (&Row, PayeeId)) -> Permille {
        if a.1 == PayeeId::UNKNOWN || b.1 == PayeeId::UNKNOWN {
            return Permille::ZERO;
        }
        let one_account = a.0.counterparty_account.is_some() && a.0.counterparty_account == b.0.counterparty_account;
        if a.1 == b.1 || one_account {
            return Permille::ONE;
        }
        let ledger = self.ledger;
        let both_named = a.0.name.is_some() && b.0.name.is_some();
        if !both_named {
            return Permille::ZERO;
        }
        let key = u64::from(a.1.0) << 32 | u64::from(b.1.0);
        let place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % self.alike.len().max(1);
        if let Some(entry) = self.alike.get(place).filter(|entry| entry.0 == key) {
            return entry.1;
        }
        let name = |row: &Row| payee::identity(ledger.word(row.name));
        let found = similarity(&name(a.0), &name(b.0));
        if let Some(entry) = self.alike.get_mut(place) {
            *entry = (key, found);
        }
        found
    }
}
