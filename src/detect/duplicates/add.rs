// SPDX-License-Identifier: MIT OR Apache-2.0
//! More rows: the pairs that they touch are found and scored anew.
//!
//! In: duplicates, a basis that took more rows in, and what those touched. Out: the duplicates of that basis.
//! May use: types, ledger. A score depends on the rows of its amount, on those of its payees and on one number
//! of the whole history; so all pairs of an amount are found anew where a touched payee has rows of it, and all
//! pairs there are when that number changes. Which pairs are answered is told anew every time.

use super::{
    super::{add::Touched, debits::key_of},
    Duplicates, duplicate, matching, pairing,
};
use crate::{detect::Basis, ledger::Ledger};

impl Duplicates {
    /// Takes more rows in.
    pub fn add(&mut self, ledger: &Ledger, basis: &Basis, touched: &Touched) {
        if self.habits.add(ledger, basis, touched) {
            *self = Self::find(ledger, basis);
            return;
        }
        let keys = touched_keys(ledger, basis, touched);
        let is_touched = |row: u32| key_of(ledger, row).is_some_and(|key| keys.binary_search(&key).is_ok());
        self.pairs.retain(|pair| {
            let [_, later] = pair.rows;
            !is_touched(later)
        });
        pairing::add(ledger, basis, &self.habits, &keys, &mut self.pairs);
        let mut known = core::mem::take(&mut self.found).into_iter().peekable();
        for pair in &matching::choose(ledger, &self.pairs) {
            let when = |rows: [u32; 2]| rows.map(|row| ledger.when(row));
            while known.next_if(|known| when(known.rows) < when(pair.rows)).is_some() {}
            let [_, later] = pair.rows;
            let same = known.next_if(|known| known.rows == pair.rows).filter(|_| !is_touched(later));
            self.found.push(same.unwrap_or_else(|| duplicate(ledger, basis, &self.habits, pair)));
        }
    }
}

/// The amounts whose pairs may have changed, in order.
fn touched_keys(ledger: &Ledger, basis: &Basis, touched: &Touched) -> Vec<u32> {
    let mut keys: Vec<u32> = Vec::new();
    for &payee in &touched.payees {
        for &row in basis.view.rows_of(payee) {
            if let Some(key) = key_of(ledger, row)
                && let Err(at) = keys.binary_search(&key)
                && basis.debits.of_key(key).len() > 1
            {
                keys.insert(at, key);
            }
        }
    }
    keys
}
