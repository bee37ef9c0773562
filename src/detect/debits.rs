// SPDX-License-Identifier: MIT OR Apache-2.0
//! Debits by currency and amount: whoever looks for a repeat reads one short list.
//!
//! In: a view. Out: rows of one amount, oldest first. The bank's own bookings, cash and transfers between
//! own accounts are no payments to anyone, and are absent.

use crate::{
    ledger::{Ledger, View},
    types::{Currency, Kind, Marks, fit, insert_row, push_more, sort_numbers, with_room},
};

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Debits {
    /// Hashes of size and currency, in order, each once.
    keys: Vec<u32>,
    /// By key: where its rows end.
    ends: Vec<u32>,
    /// The rows, those of one key oldest first.
    rows: Vec<u32>,
}

impl Debits {
    /// Sorts the debits of a view.
    #[must_use]
    pub fn new(ledger: &Ledger, view: &View, halves: &Marks) -> Self {
        let mut places: Vec<u64> = Vec::with_capacity(view.rows().len());
        for (place, row) in view.rows().enumerate() {
            if let Some(key) = key_of(ledger, row).filter(|_| !halves.has(row)) {
                places.push(u64::from(key) << 32 | place as u64);
            }
        }
        sort_numbers(&mut places);
        let mut debits = Self { rows: with_room(places.len()), ..Self::default() };
        for chunk in places.chunk_by(|a, b| a >> 32 == b >> 32) {
            for &place in chunk {
                debits.rows.push(view.rows().get(place as u32 as usize).unwrap_or(0));
            }
            push_more(&mut debits.keys, chunk.first().map_or(0, |place| (place >> 32) as u32));
            push_more(&mut debits.ends, debits.rows.len() as u32);
        }
        fit(&mut debits.keys);
        fit(&mut debits.ends);
        debits
    }

    /// Takes one more row in, which is no half of a transfer between own accounts.
    pub fn add(&mut self, ledger: &Ledger, row: u32) {
        if let Some(key) = key_of(ledger, row) {
            let within = self.of_key(key).partition_point(|&known| ledger.by_time(known, row).is_le());
            let at = self.keys.partition_point(|&known| known < key);
            let from = self.start(at);
            if self.keys.get(at) != Some(&key) {
                insert_row(&mut self.keys, at, key);
                insert_row(&mut self.ends, at, from as u32);
            }
            insert_row(&mut self.rows, from + within, row);
            for end in self.ends.get_mut(at..).unwrap_or_default() {
                *end = end.wrapping_add(1);
            }
        }
    }

    /// Takes a row out again.
    pub fn take_out(&mut self, ledger: &Ledger, row: u32) {
        let Some(key) = key_of(ledger, row) else { return };
        let at = self.keys.partition_point(|&known| known < key);
        if let Some(within) = self.of_key(key).iter().position(|&known| known == row) {
            self.rows.remove(self.start(at) + within);
            for end in self.ends.iter_mut().skip(at) {
                *end -= 1;
            }
            if self.ends.get(at).copied() == Some(self.start(at) as u32) {
                self.keys.remove(at);
                self.ends.remove(at);
            }
        }
    }

    /// Where the rows of the key at a place start.
    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize)
    }

    /// The rows of one key, oldest first: those of one amount, and now and then of another one that shares it.
    #[must_use]
    pub fn of_key(&self, key: u32) -> &[u32] {
        let at = self.keys.partition_point(|&known| known < key);
        let Some(&end) = self.ends.get(at).filter(|_| self.keys.get(at) == Some(&key)) else { return &[] };
        self.rows.get(self.start(at)..end as usize).unwrap_or_default()
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
        self.ends.iter().filter_map(move |&end| {
            let rows = self.rows.get(from..end as usize);
            from = end as usize;
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
