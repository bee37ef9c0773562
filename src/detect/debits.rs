// SPDX-License-Identifier: MIT OR Apache-2.0
//! Debits by currency and amount: whoever looks for a repeat reads one short list.
//!
//! In: a view. Out: rows of one amount, oldest first. The bank's own bookings, cash and transfers between
//! own accounts are no payments to anyone, and are absent.

use crate::{
    ledger::{Ledger, View},
    types::{Currency, Kind, insert_row, sort_numbers},
};

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Debits {
    /// A hash of size and currency, in order.
    keys: Vec<u32>,
    /// By key: its row, the rows of one key oldest first.
    rows: Vec<u32>,
}

impl Debits {
    /// Sorts the debits of a view.
    #[must_use]
    pub fn new(ledger: &Ledger, view: &View, halves: &[bool]) -> Self {
        let mut places: Vec<u64> = Vec::with_capacity(view.rows().len());
        for (place, &row) in view.rows().iter().enumerate() {
            if let Some(key) = key_of(ledger, row).filter(|_| halves.get(row as usize) != Some(&true)) {
                places.push(u64::from(key) << 32 | place as u64);
            }
        }
        sort_numbers(&mut places);
        let (mut keys, mut rows) = (Vec::with_capacity(places.len()), Vec::with_capacity(places.len()));
        for &place in &places {
            keys.push((place >> 32) as u32);
            rows.push(view.rows().get(place as u32 as usize).copied().unwrap_or(0));
        }
        Self { keys, rows }
    }

    /// Takes one more row in, which is no half of a transfer between own accounts.
    pub fn add(&mut self, ledger: &Ledger, row: u32) {
        if let Some(key) = key_of(ledger, row) {
            let within = self.of_key(key).partition_point(|&known| ledger.by_time(known, row).is_le());
            let at = self.keys.partition_point(|&known| known < key) + within;
            insert_row(&mut self.keys, at, key);
            insert_row(&mut self.rows, at, row);
        }
    }

    /// Takes a row out again.
    pub fn take_out(&mut self, ledger: &Ledger, row: u32) {
        let Some(key) = key_of(ledger, row) else { return };
        let from = self.keys.partition_point(|&known| known < key);
        if let Some(at) = self.of_key(key).iter().position(|&known| known == row) {
            self.keys.remove(from + at);
            self.rows.remove(from + at);
        }
    }

    /// The rows of one key, oldest first: those of one amount, and now and then of another one that shares it.
    #[must_use]
    pub fn of_key(&self, key: u32) -> &[u32] {
        let from = self.keys.partition_point(|&known| known < key);
        let to = self.keys.partition_point(|&known| known <= key);
        self.rows.get(from..to).unwrap_or_default()
    }

    /// The rows of one amount, oldest first.
    pub fn of_amount(
        &self,
        ledger: &Ledger,
        magnitude: u64,
        currency: Currency,
    ) -> impl DoubleEndedIterator<Item = u32> {
        let rows = self.of_key(key(magnitude, currency));
        // Two amounts may share a hash.
        rows.iter().copied().filter(move |&row| {
            ledger.amount(row).unsigned_abs() == magnitude && ledger.rows().currency(row) == Some(currency)
        })
    }

    /// Groups of rows, oldest first, that hold every repeated amount whole; now and then two amounts share one.
    pub fn repeated(&self) -> impl Iterator<Item = &[u32]> {
        let mut from = 0;
        self.keys.chunk_by(|a, b| a == b).filter_map(move |chunk| {
            let rows = self.rows.get(from..from + chunk.len());
            from += chunk.len();
            rows.filter(|rows| rows.len() > 1)
        })
    }
}

/// The key of a row that may be a slip.
pub(super) fn key_of(ledger: &Ledger, row: u32) -> Option<u32> {
    let (class, amount) = (ledger.rows().class(row)?, ledger.amount(row));
    (amount < 0 && could_be_slip(class.kind)).then(|| key(amount.unsigned_abs(), class.currency))
}

fn key(magnitude: u64, currency: Currency) -> u32 {
    let mixed = (magnitude ^ u64::from(currency.index()) << 56).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32
}

const fn could_be_slip(kind: Kind) -> bool {
    !matches!(kind, Kind::Fee | Kind::Interest | Kind::Cash | Kind::Refund)
}
