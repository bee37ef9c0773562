// SPDX-License-Identifier: MIT OR Apache-2.0
//! More rows: the pairs that they touch are found and scored anew.
//!
//! In: duplicates, a basis that took more rows in, and what those touched. Out: the duplicates of that basis.
//! May use: types, ledger. A pair is of one amount, and so is the choice among pairs. A score depends on the rows of its
//! amount, on what the payee of the later row is like, on the series of both rows and on refunds. So all pairs of an amount
//! with a new row are found anew; of other amounts those of touched payees, where what the payee is like has another weight
//! now, those of payees whose rows entered or left a series, whichever of the two rows is theirs, and those that may be one
//! burst, when bursts became more or fewer anywhere. Which pairs are answered is told anew for the amounts that were looked at.

use std::rc::Rc;

use super::{
    super::{add::Touched, debits::key_of},
    Duplicate, Duplicates, duplicate,
    habits::Moved,
    matching::{self, Scored},
    pairing::{self, WINDOW_DAYS},
};
use crate::{
    detect::Basis,
    ledger::Ledger,
    types::{sort_numbers, sorted},
};

/// Behind an amount: all of its pairs, and not those of one row.
const ALL: u32 = u32::MAX;

impl Duplicates {
    /// Takes more rows in.
    pub fn add(&mut self, ledger: &Ledger, basis: &Basis, touched: &Touched) {
        let Some(moved) = self.habits.add(ledger, basis, touched) else {
            *self = Self::find(ledger, basis);
            return;
        };
        let work = self.work(ledger, basis, touched, &moved);
        let Self { found, habits, pairs } = self;
        let place = |found: &[Rc<Duplicate>], rows| {
            found.partition_point(|known| matching::by_time(ledger, known.rows, rows).is_lt())
        };
        let mut pairing = pairing::Pairing::of_few(ledger, basis, habits);
        let mut new: Vec<Scored> = Vec::new();
        for chunk in work.chunk_by(|a, b| a >> 32 == b >> 32) {
            let rows = |row: u32| chunk.iter().any(|&item| item as u32 == row || item as u32 == ALL);
            let key = chunk.first().map_or(0, |item| (item >> 32) as u32);
            let from = pairs.partition_point(|pair| pair.key < key);
            let to = pairs.partition_point(|pair| pair.key <= key);
            let mut kept = pairs.get(from..to).unwrap_or_default().to_vec();
            for pair in &matching::choose(ledger, &kept) {
                let at = place(found, pair.rows);
                if found.get(at).is_some_and(|known| known.rows == pair.rows) {
                    found.remove(at);
                }
            }
            kept.retain(|pair| !rows(pair.later()));
            pairing.add(chunk, &mut kept);
            new.extend(matching::choose(ledger, &kept));
            pairs.splice(from..to, kept);
        }
        // Reasons count the rows of a payee.
        for known in found.iter_mut().filter(|known| touched.payees.contains(&known.payee)) {
            let key = key_of(ledger, known.rows[1]).unwrap_or(0);
            let from = pairs.partition_point(|pair| pair.key < key);
            if let Some(pair) = pairs.iter().skip(from).find(|pair| pair.rows == known.rows) {
                *known = duplicate(ledger, basis, habits, pair);
            }
        }
        for pair in &new {
            let at = place(found, pair.rows);
            found.insert(at, duplicate(ledger, basis, habits, pair));
        }
    }

    /// What is to be looked at, in order: amounts, each with `ALL` or with rows of it.
    fn work(&self, ledger: &Ledger, basis: &Basis, touched: &Touched, moved: &[Moved]) -> Vec<u64> {
        let keys = keys(ledger, basis, touched);
        let mut rows = Vec::new();
        for moved in moved.iter().filter(|moved| !touched.moved.contains(&moved.payee)) {
            self.habits.moved_rows(basis, moved, &mut rows);
        }
        for &payee in &touched.moved {
            for &row in basis.view.rows_of(payee) {
                rows.push(row);
                // What is regular of one spelling decides about the next payment by another.
                let block = key_of(ledger, row).map(|key| basis.debits.of_key(key)).unwrap_or_default();
                let from = block.partition_point(|&known| ledger.by_time(known, row).is_le());
                let until = ledger.day(row) + WINDOW_DAYS;
                let near = block.iter().skip(from).take_while(|&&later| ledger.day(later) <= until);
                rows.extend(near.filter(|&&later| basis.view.payee(later) != payee));
            }
        }
        self.habits.burst_rows(&mut rows);
        let mut work = Vec::with_capacity(keys.len() + rows.len());
        for &row in &rows {
            if let Some(key) = key_of(ledger, row).filter(|key| keys.binary_search(key).is_err()) {
                work.push(u64::from(key) << 32 | u64::from(row));
            }
        }
        for key in keys {
            work.push(u64::from(key) << 32 | u64::from(ALL));
        }
        sort_numbers(&mut work);
        work.dedup();
        work
    }
}

/// Pairs in the order in which they are kept: by amount.
pub(super) fn by_amount(pairs: Vec<Scored>) -> Vec<Scored> {
    sorted(pairs, &mut |a, b| a.key.cmp(&b.key))
}

/// The amounts whose pairs are found anew, in order: those of new rows, or where refunds changed all of touched payees.
fn keys(ledger: &Ledger, basis: &Basis, touched: &Touched) -> Vec<u32> {
    let mut keys: Vec<u32> = Vec::new();
    let mut add = |row: u32| {
        if let Some(key) = key_of(ledger, row)
            && let Err(at) = keys.binary_search(&key)
        {
            keys.insert(at, key);
        }
    };
    for &row in touched.rows.iter().chain(&touched.gone) {
        add(row);
    }
    if touched.refunds {
        for &payee in &touched.payees {
            for &row in basis.view.rows_of(payee) {
                add(row);
            }
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Basis, Duplicates};
    use crate::{ingest::Ingest, ledger::Ledger, types::CivilDate};

    fn take(ledger: &mut Ledger, rows: &[String]) {
        let mut ingest = Ingest::default();
        ledger.begin();
        ingest.push(format!("[{}]", rows.join(",")).as_bytes(), ledger).unwrap();
        ingest.finish(ledger).unwrap();
        ledger.commit();
    }

    proptest! {
        /// Of two spellings, what is regular of one decides about pairs with the other.
        #[test]
        fn prop_pairs_of_two_spellings_that_grew_row_by_row_are_those_of_all_rows(
            drawn in prop::collection::vec((0..6_i32, 0..6_i32, 0..4_usize, 0..6_usize), 4..24),
            first in 1..6_usize,
        ) {
            let start = CivilDate::parse("2026-01-05").unwrap();
            let mut rows = Vec::new();
            for (at, &(month, late, name, what)) in drawn.iter().enumerate() {
                let booked = start.plus_days((month + at as i32 / 8) * 30 + if name > 0 { late / 4 } else { late });
                let name = ["Maja Bergs", "Maja Berg", "Maja Berg", "Maja Berg"][name];
                let amount = ["50.00", "50.00", "50.00", "50.00", "48.00", "52.00"][what];
                rows.push(format!(
                    r#"{{"id":"r{at}","accountId":"a","bookedAt":"{booked}","amount":"-{amount}","currency":"EUR","counterpartyName":"{name}","kind":"transfer"}}"#
                ));
            }
            let today = CivilDate::parse("2026-12-01").unwrap();
            let from = first.min(rows.len());
            let mut ledger = Ledger::default();
            take(&mut ledger, &rows[..from]);
            let mut basis = Basis::new(&ledger, today);
            let mut grown = Duplicates::find(&ledger, &basis);
            for (at, row) in rows.iter().enumerate().skip(from) {
                take(&mut ledger, std::slice::from_ref(row));
                let new = at as u32..at as u32 + 1;
                if let Some(touched) = basis.add(&ledger, new, (CivilDate::MIN, today), &[], &|_| {}) {
                    grown.add(&ledger, &basis, &touched);
                } else {
                    basis = Basis::new(&ledger, today);
                    grown = Duplicates::find(&ledger, &basis);
                }
                prop_assert_eq!(&grown.found, &Duplicates::find(&ledger, &basis).found);
            }
        }
    }
}
