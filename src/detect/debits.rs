// SPDX-License-Identifier: MIT OR Apache-2.0
//! Debits by currency and amount: whoever looks for a repeat reads one short list.
//!
//! In: a view. Out: rows of one amount, oldest first. The bank's own bookings, cash and transfers between
//! own accounts are no payments to anyone, and are absent.

use crate::{
    ledger::{Ledger, OwnTransfer, View},
    types::{Currency, Kind},
};

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Debits {
    /// Size and currency of each row in `rows`.
    keys: Vec<(u64, Currency)>,
    rows: Vec<u32>,
}

impl Debits {
    /// Sorts the debits of a view.
    #[must_use]
    pub fn new(ledger: &Ledger, view: &View, transfers: &[OwnTransfer]) -> Self {
        let mut own = vec![false; ledger.len()];
        for row in transfers.iter().flat_map(|pair| [pair.out, pair.into]) {
            if let Some(slot) = own.get_mut(row as usize) {
                *slot = true;
            }
        }
        let columns = ledger.columns();
        let mut sorted: Vec<(u64, Currency, u32, u32)> = Vec::with_capacity(view.rows().len());
        for (place, &row) in view.rows().iter().enumerate() {
            let at = row as usize;
            let fields = (columns.amounts().get(at), columns.kinds().get(at), columns.currencies().get(at));
            if let (Some(&amount), Some(&kind), Some(&currency)) = fields
                && amount < 0
                && could_be_slip(kind)
                && own.get(at) != Some(&true)
            {
                sorted.push((amount.unsigned_abs(), currency, place as u32, row));
            }
        }
        sorted.sort_unstable();
        Self {
            keys: sorted.iter().map(|entry| (entry.0, entry.1)).collect(),
            rows: sorted.iter().map(|entry| entry.3).collect(),
        }
    }

    /// The rows of one amount, oldest first.
    #[must_use]
    pub fn of_amount(&self, magnitude: u64, currency: Currency) -> &[u32] {
        let key = (magnitude, currency);
        let from = self.keys.partition_point(|known| *known < key);
        let to = self.keys.partition_point(|known| *known <= key);
        self.rows.get(from..to).unwrap_or_default()
    }

    /// Every amount that more than one row has.
    pub fn repeated(&self) -> impl Iterator<Item = &[u32]> {
        let mut from = 0;
        self.keys.chunk_by(|a, b| a == b).filter_map(move |chunk| {
            let rows = self.rows.get(from..from + chunk.len());
            from += chunk.len();
            rows.filter(|rows| rows.len() > 1)
        })
    }
}

const fn could_be_slip(kind: Kind) -> bool {
    !matches!(kind, Kind::Fee | Kind::Interest | Kind::Cash | Kind::Refund)
}
