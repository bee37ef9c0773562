// SPDX-License-Identifier: MIT OR Apache-2.0
//! Debits whose money came back: a later credit of the same payee and amount.
//!
//! In: a view. Out: by debit, the row that refunded it. A credit refunds one debit at most, the latest
//! open one, since people send back what they just bought and merchants cancel what they just charged.

use std::collections::BTreeMap;

use super::{Ledger, PayeeId, View};
use crate::types::Currency;

/// Card schemes settle disputes within four months.
const WINDOW_DAYS: i32 = 120;

/// Refunded debits and the credits that did it.
#[derive(Clone, Debug, Default)]
pub struct Refunds {
    /// Debit and credit, sorted by debit.
    pairs: Vec<(u32, u32)>,
    /// Credit and debit, sorted by credit.
    back: Vec<(u32, u32)>,
}

impl Refunds {
    /// All refunds of a view.
    #[must_use]
    pub fn find(ledger: &Ledger, view: &View) -> Self {
        let mut pairs = Vec::new();
        let amounts = ledger.columns().amounts();
        let positive = |row: &u32| amounts.get(*row as usize).is_some_and(|&amount| amount > 0);
        for payee in (1..view.payee_count() as u32).map(PayeeId) {
            let rows = view.rows_of(payee);
            if !rows.iter().any(positive) || rows.iter().all(positive) {
                continue;
            }
            let mut open: BTreeMap<(Currency, u64), Vec<u32>> = BTreeMap::new();
            for &place in rows {
                let row = ledger.row(place);
                let debits = open.entry((row.currency, row.amount.unsigned_abs())).or_default();
                if row.amount < 0 {
                    debits.push(place);
                } else if let Some(debit) = debits.pop_if(|debit| row.day - ledger.row(*debit).day <= WINDOW_DAYS) {
                    pairs.push((debit, place));
                }
            }
        }
        pairs.sort_unstable();
        let mut back: Vec<(u32, u32)> = pairs.iter().map(|&(debit, credit)| (credit, debit)).collect();
        back.sort_unstable();
        Self { pairs, back }
    }

    /// The debit that a credit refunded.
    #[must_use]
    pub fn debit_of(&self, credit: u32) -> Option<u32> {
        let place = self.back.binary_search_by_key(&credit, |pair| pair.0).ok()?;
        self.back.get(place).map(|pair| pair.1)
    }

    /// The credit that refunded a debit.
    #[must_use]
    pub fn of(&self, debit: u32) -> Option<u32> {
        let place = self.pairs.binary_search_by_key(&debit, |pair| pair.0).ok()?;
        self.pairs.get(place).map(|pair| pair.1)
    }
}
