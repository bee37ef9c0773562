// SPDX-License-Identifier: MIT OR Apache-2.0
//! More rows: the pairs that they touch are found and scored anew.
//!
//! In: duplicates, a basis that took more rows in, and what those touched. Out: the duplicates of that basis.
//! May use: types, ledger. A score depends on the rows of its amount, on what the payee of the later row is
//! like, on refunds, and on one number of the whole history. So all pairs of an amount with a new row are found
//! anew; of other amounts those of touched payees, where what the payee is like has another weight now; and all
//! pairs there are when that number changes. Which pairs are answered is told anew every time.

use super::{
    super::{add::Touched, debits::key_of},
    Duplicates, duplicate,
    habits::Moved,
    matching, pairing,
};
use crate::{detect::Basis, ledger::Ledger, types::sort_places};

impl Duplicates {
    /// Takes more rows in.
    pub fn add(&mut self, ledger: &Ledger, basis: &Basis, touched: &Touched) {
        let Some(moved) = self.habits.add(ledger, basis, touched) else {
            *self = Self::find(ledger, basis);
            return;
        };
        let keys = keys(ledger, basis, touched);
        let is_of_key = |row: u32| key_of(ledger, row).is_some_and(|key| keys.binary_search(&key).is_ok());
        let rows = self.rows_of_other_keys(basis, &moved, &is_of_key);
        self.pairs.retain(|pair| {
            let [_, later] = pair.rows;
            !is_of_key(later) && rows.binary_search(&later).is_err()
        });
        pairing::add(ledger, basis, &self.habits, (&keys, &rows), &mut self.pairs);
        // Reasons count the rows of a payee, so what is answered of a touched one is told anew.
        let mut known = core::mem::take(&mut self.found).into_iter().peekable();
        for pair in &matching::choose(ledger, &self.pairs) {
            let when = |rows: [u32; 2]| rows.map(|row| ledger.when(row));
            while known.next_if(|known| when(known.rows) < when(pair.rows)).is_some() {}
            let [_, later] = pair.rows;
            let stays = !is_of_key(later) && !touched.payees.contains(&basis.view.payee(later));
            let same = known.next_if(|known| known.rows == pair.rows).filter(|_| stays);
            self.found.push(same.unwrap_or_else(|| duplicate(ledger, basis, &self.habits, pair)));
        }
    }

    /// Rows of touched payees, in order, whose pairs have another score now, though their amounts have no new row.
    fn rows_of_other_keys(&self, basis: &Basis, moved: &[Moved], is_of_key: &dyn Fn(u32) -> bool) -> Vec<u32> {
        let mut rows = Vec::new();
        for moved in moved {
            self.habits.moved_rows(basis, moved, &mut rows);
        }
        rows.retain(|&row| !is_of_key(row));
        sort_places(&mut rows, &mut |a, b| a.cmp(&b));
        rows
    }
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
    for &row in &touched.rows {
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
