// SPDX-License-Identifier: MIT OR Apache-2.0
//! Debits by currency and amount: whoever looks for a repeat reads one short list.
//!
//! In: a view. Out: rows of one amount, oldest first. The bank's own bookings, cash and transfers between
//! own accounts are no payments to anyone, and are absent.

use crate::{
    features::series::own_rows,
    ledger::{Ledger, OwnTransfer, View},
    types::{Currency, Kind, sort_numbers},
};

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Debits {
    /// A hash of size and currency above, the place in the view below; in order.
    keys: Vec<u64>,
    rows: Vec<u32>,
}

impl Debits {
    /// Sorts the debits of a view.
    #[must_use]
    pub fn new(ledger: &Ledger, view: &View, transfers: &[OwnTransfer]) -> Self {
        let own = own_rows(ledger, transfers);
        let columns = ledger.columns();
        let mut keys: Vec<u64> = Vec::with_capacity(view.rows().len());
        for (place, &row) in view.rows().iter().enumerate() {
            let at = row as usize;
            let fields = (columns.amounts().get(at), columns.kinds().get(at), columns.currencies().get(at));
            if let (Some(&amount), Some(&kind), Some(&currency)) = fields
                && amount < 0
                && could_be_slip(kind)
                && own.get(at) != Some(&true)
            {
                keys.push(u64::from(key(amount.unsigned_abs(), currency)) << 32 | place as u64);
            }
        }
        sort_numbers(&mut keys);
        let mut rows = Vec::with_capacity(keys.len());
        for &key in &keys {
            rows.push(view.rows().get(key as u32 as usize).copied().unwrap_or(0));
        }
        Self { keys, rows }
    }

    /// The rows of one amount, oldest first.
    pub fn of_amount(
        &self,
        ledger: &Ledger,
        magnitude: u64,
        currency: Currency,
    ) -> impl DoubleEndedIterator<Item = u32> {
        let wanted = u64::from(key(magnitude, currency));
        let from = self.keys.partition_point(|known| known >> 32 < wanted);
        let to = self.keys.partition_point(|known| known >> 32 <= wanted);
        let rows = self.rows.get(from..to).unwrap_or_default();
        // Two amounts may share a hash.
        let currencies = ledger.columns().currencies();
        rows.iter().copied().filter(move |&row| {
            ledger.amount(row).unsigned_abs() == magnitude && currencies.get(row as usize) == Some(&currency)
        })
    }

    /// Groups of rows, oldest first, that hold every repeated amount whole; now and then two amounts share one.
    pub fn repeated(&self) -> impl Iterator<Item = &[u32]> {
        let mut from = 0;
        self.keys.chunk_by(|a, b| a >> 32 == b >> 32).filter_map(move |chunk| {
            let rows = self.rows.get(from..from + chunk.len());
            from += chunk.len();
            rows.filter(|rows| rows.len() > 1)
        })
    }
}

fn key(magnitude: u64, currency: Currency) -> u32 {
    let mixed = (magnitude ^ u64::from(currency.index()) << 56).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32
}

const fn could_be_slip(kind: Kind) -> bool {
    !matches!(kind, Kind::Fee | Kind::Interest | Kind::Cash | Kind::Refund)
}
