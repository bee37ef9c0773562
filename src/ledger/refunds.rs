// SPDX-License-Identifier: MIT OR Apache-2.0
//! Debits whose money came back: a later credit of the same payee and amount.
//!
//! In: a view. Out: by debit, the row that refunded it. A credit refunds one debit at most, the latest
//! open one, since people send back what they just bought and merchants cancel what they just charged.

use super::{Ledger, PayeeId, View};
use crate::types::grow_to;

/// Card schemes settle disputes within four months.
const WINDOW_DAYS: i32 = 120;
/// A hostile file may name one payee a million times; no customer does.
const MAX_LOOK_BACK: usize = 512;

/// Refunded debits and the credits that did it.
#[derive(Clone, Debug, Default)]
pub struct Refunds {
    /// By debit: the row that refunded it plus one; 0 for none.
    refunded_by: Vec<u32>,
    /// By credit: the row that it refunded plus one; 0 for none.
    refund_of: Vec<u32>,
}

impl Refunds {
    /// All refunds of a view.
    #[must_use]
    pub fn find(ledger: &Ledger, view: &View) -> Self {
        let mut refunds = Self { refunded_by: vec![0; ledger.len()], refund_of: vec![0; ledger.len()] };
        for payee in (1..view.payee_count() as u32).map(PayeeId) {
            refunds.pair(ledger, view.rows_of(payee));
        }
        refunds
    }

    /// Pairs anew what rows were added to or have gone from, and tells whether any debit's refund changed: a payee's
    /// refunds depend on its rows alone.
    pub fn add(&mut self, ledger: &Ledger, view: &View, payees: &[PayeeId], gone: &[u32]) -> bool {
        grow_to(&mut self.refunded_by, ledger.len(), 0);
        grow_to(&mut self.refund_of, ledger.len(), 0);
        let mut changed = false;
        for &row in gone {
            changed |= self.of(row).is_some() || self.debit_of(row).is_some();
            self.forget(row);
        }
        let mut before: Vec<Option<u32>> = Vec::new();
        for &payee in payees.iter().filter(|&&payee| payee != PayeeId::UNKNOWN) {
            let rows = view.rows_of(payee);
            // Where nothing ever came in, nothing came back.
            if !changed && rows.iter().all(|&row| ledger.amount(row) <= 0) {
                continue;
            }
            before.clear();
            for &row in rows {
                before.push(self.of(row));
                self.forget(row);
            }
            self.pair(ledger, rows);
            changed |= rows.iter().zip(&before).any(|(&row, &before)| self.of(row) != before);
        }
        changed
    }

    fn forget(&mut self, row: u32) {
        for list in [&mut self.refunded_by, &mut self.refund_of] {
            if let Some(slot) = list.get_mut(row as usize) {
                *slot = 0;
            }
        }
    }

    /// The refunds among one payee's rows.
    fn pair(&mut self, ledger: &Ledger, rows: &[u32]) {
        let positive = |row: &u32| ledger.amount(*row) > 0;
        if !rows.iter().any(positive) || rows.iter().all(positive) {
            return;
        }
        for (at, &credit) in rows.iter().enumerate().filter(|(_, row)| positive(row)) {
            let row = ledger.row(credit);
            let earlier = rows.get(..at).unwrap_or_default().iter().rev().copied().take(MAX_LOOK_BACK);
            let debit = earlier.take_while(|&place| row.day - ledger.day(place) <= WINDOW_DAYS).find(|&place| {
                let debit = ledger.row(place);
                debit.amount < 0
                    && debit.amount.unsigned_abs() == row.amount.unsigned_abs()
                    && debit.currency == row.currency
                    && self.refunded_by.get(place as usize) == Some(&0)
            });
            if let Some(debit) = debit {
                put(&mut self.refunded_by, debit, credit);
                put(&mut self.refund_of, credit, debit);
            }
        }
    }

    /// The debit that a credit refunded.
    #[must_use]
    pub fn debit_of(&self, credit: u32) -> Option<u32> {
        self.refund_of.get(credit as usize)?.checked_sub(1)
    }

    /// The credit that refunded a debit.
    #[must_use]
    pub fn of(&self, debit: u32) -> Option<u32> {
        self.refunded_by.get(debit as usize)?.checked_sub(1)
    }
}

fn put(list: &mut [u32], place: u32, row: u32) {
    if let Some(slot) = list.get_mut(place as usize) {
        *slot = row + 1;
    }
}
