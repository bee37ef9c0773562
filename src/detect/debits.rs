// SPDX-License-Identifier: MIT OR Apache-2.0
//! Debits by currency and amount: whoever looks for a repeat reads one short list.
//!
//! In: a view. Out: rows of one amount, oldest first. The bank's own bookings, cash and transfers between
//! own accounts are no payments to anyone, and are absent.

use crate::{
    ledger::{Ledger, View},
    types::{Currency, Kind, Lists, Marks, by_row, fit, insert_row, push_more, sort_numbers},
};

/// No debit has this key.
const NONE: u32 = 0;
/// So many parts of the keys are put in order one after the other.
const PARTS: usize = 256;

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Debits {
    /// Hashes of size and currency, in order, each once.
    keys: Vec<u32>,
    /// By key its rows, oldest first.
    rows: Lists,
}

impl Debits {
    /// Sorts the debits of a view.
    #[must_use]
    pub fn new(ledger: &Ledger, view: &View, halves: &Marks) -> Self {
        // Parts of the keys are put in order one after the other: one sort of all would take twice the room.
        let mut keys: Vec<u32> = Vec::with_capacity(view.rows().len());
        let mut next = [0_usize; PARTS];
        for row in view.rows() {
            let key = key_of(ledger, row).filter(|_| !halves.has(row)).unwrap_or(NONE);
            keys.push(key);
            if let Some(count) = next.get_mut(part_of(key)).filter(|_| key != NONE) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut next {
            total += core::mem::replace(start, total);
        }
        let (mut keys_once, mut ends, mut sorted) = (Vec::new(), Vec::new(), by_row(total, 0));
        for (place, &key) in (0..).zip(&keys) {
            if let Some(at) = next.get_mut(part_of(key)).filter(|_| key != NONE) {
                if let Some(slot) = sorted.get_mut(*at) {
                    *slot = place;
                }
                *at += 1;
            }
        }
        let (mut places, mut from) = (Vec::new(), 0);
        for end in next {
            let rows = sorted.get_mut(from..end).unwrap_or_default();
            places.clear();
            for &place in rows.iter() {
                places.push(u64::from(keys.get(place as usize).copied().unwrap_or(NONE)) << 32 | u64::from(place));
            }
            sort_numbers(&mut places);
            for (slot, &place) in rows.iter_mut().zip(&places) {
                *slot = view.rows().get(place as u32 as usize).unwrap_or(0);
            }
            for chunk in places.chunk_by(|a, b| a >> 32 == b >> 32) {
                from += chunk.len();
                push_more(&mut keys_once, chunk.first().map_or(0, |place| (place >> 32) as u32));
                push_more(&mut ends, from as u32);
            }
        }
        fit(&mut keys_once);
        fit(&mut ends);
        Self { keys: keys_once, rows: Lists::new(ends, sorted) }
    }

    /// Takes one more row in, which is no half of a transfer between own accounts.
    pub fn add(&mut self, ledger: &Ledger, row: u32) {
        let Some(key) = key_of(ledger, row) else { return };
        let within = self.of_key(key).partition_point(|&known| ledger.by_time(known, row).is_le());
        self.rows.insert(key, self.place(key), within, row);
        if self.rows.is_scattered() {
            let keys: Vec<u32> = self.rows.apart().map(|(key, _)| key).collect();
            for key in keys {
                // An amount that was new.
                if let Err(at) = self.keys.binary_search(&key) {
                    insert_row(&mut self.keys, at, key);
                    self.rows.open(at);
                }
            }
            let keys = &self.keys;
            self.rows.gather(&|place| keys.get(place).copied().unwrap_or(NONE));
        }
    }

    /// Takes a row out again.
    pub fn take_out(&mut self, ledger: &Ledger, row: u32) {
        let Some(key) = key_of(ledger, row) else { return };
        if let Some(within) = self.of_key(key).iter().position(|&known| known == row) {
            self.rows.remove(key, self.place(key), within);
        }
    }

    /// The place of a key that had rows when all were last put in order.
    fn place(&self, key: u32) -> Option<usize> {
        self.keys.binary_search(&key).ok()
    }

    /// The rows of one key, oldest first: those of one amount, and now and then of another one that shares it.
    #[must_use]
    pub fn of_key(&self, key: u32) -> &[u32] {
        self.rows.of(key, self.place(key))
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
        let placed = (0..).zip(&self.keys).map(|(place, &key)| self.rows.of(key, Some(place)));
        let new = self.rows.apart().filter(|&(key, _)| self.place(key).is_none()).map(|(_, rows)| rows);
        placed.chain(new).filter(|rows| rows.len() > 1)
    }
}

/// The key of a row that may be a slip.
pub(super) fn key_of(ledger: &Ledger, row: u32) -> Option<u32> {
    let (class, amount) = (ledger.rows().class(row)?, ledger.amount(row));
    (amount < 0 && could_be_slip(class.kind)).then(|| key(amount.unsigned_abs(), class.currency))
}

fn key(magnitude: u64, currency: Currency) -> u32 {
    let mixed = (magnitude ^ u64::from(currency.index()) << 56).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed >> 32) as u32).max(NONE + 1)
}

const fn part_of(key: u32) -> usize {
    (key >> 24) as usize
}

const fn could_be_slip(kind: Kind) -> bool {
    !matches!(kind, Kind::Fee | Kind::Interest | Kind::Cash | Kind::Refund)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Debits;
    use crate::{
        ledger::{Ledger, View},
        types::{CivilDate, Currency, Kind, Marks},
    };

    /// The rows of one amount, looked for among all that are visible.
    fn naive(ledger: &Ledger, rows: &[u32], halves: &Marks, amount: i64, currency: Currency) -> Vec<u32> {
        let mut found = rows.to_vec();
        found.retain(|&row| {
            let known = ledger.row(row);
            let is_payment = !matches!(known.kind, Kind::Fee | Kind::Interest | Kind::Cash | Kind::Refund);
            (known.amount, known.currency) == (amount, currency) && amount < 0 && is_payment && !halves.has(row)
        });
        found.sort_by(|&a, &b| ledger.when(a).cmp(&ledger.when(b)));
        found
    }

    fn check(debits: &Debits, ledger: &Ledger, rows: &[u32], halves: &Marks) {
        let mut repeated = Vec::new();
        for code in ["EUR", "JPY"] {
            let currency = Currency::from_code(code).unwrap();
            for amount in -1200..=1200_i64 {
                let expected = naive(ledger, rows, halves, amount, currency);
                if amount < 0 {
                    let found: Vec<u32> = debits.of_amount(ledger, amount.unsigned_abs(), currency).collect();
                    assert_eq!(found, expected, "{amount} {code}");
                }
                repeated.extend((expected.len() > 1).then_some(expected));
            }
        }
        let groups: Vec<&[u32]> = debits.repeated().collect();
        for rows in repeated {
            let whole = groups.iter().filter(|group| rows.iter().all(|row| group.contains(row))).count();
            assert_eq!(whole, 1, "{rows:?}");
        }
    }

    proptest! {
        #[test]
        fn prop_debits_are_those_of_a_search_and_grow_and_shrink_alike(
            drawn in prop::collection::vec((0..30_i32, -12..4_i64, 0..6_usize, 0..8_u8, any::<bool>()), 1..60),
            many in 0..40_usize,
            order in any::<prop::sample::Index>(),
        ) {
            let first = CivilDate::parse("2026-01-01").unwrap();
            let mut rows = Vec::new();
            // Many of one amount, too: they are put in order in another way than few.
            let same = (0..many as i32).map(|at| (at * 7 % 30, -5, 0, 1, false));
            for (at, (day, amount, kind, half, is_yen)) in drawn.into_iter().chain(same).enumerate() {
                let kind = ["card", "transfer", "fee", "cash", "refund", "interest"][kind];
                let currency = if is_yen { "JPY" } else { "EUR" };
                let amount = if is_yen { format!("{}", amount * 100) } else { format!("{amount}.00") };
                let (id, day) = (if half == 0 { "half" } else { "r" }, first.plus_days(day));
                rows.push(format!(
                    r#"{{"id":"{id}{at}","accountId":"a","bookedAt":"{day}","amount":"{amount}","currency":"{currency}","kind":"{kind}"}}"#
                ));
            }
            let ledger = Ledger::of_rows(&rows);
            let view = View::new(&ledger, first.plus_days(25));
            let mut halves = Marks::none(ledger.len());
            for row in 0..ledger.len() as u32 {
                halves.set(row, ledger.id(row).to_text().starts_with("half"));
            }
            let whole = Debits::new(&ledger, &view, &halves);
            let visible: Vec<u32> = view.rows().collect();
            check(&whole, &ledger, &visible, &halves);
            // The same, row by row, then without some of them.
            let mut grown = Debits::default();
            let mut taken: Vec<u32> = visible.iter().copied().filter(|&row| !halves.has(row)).collect();
            taken.sort_by_key(|&row| row.wrapping_mul(0x9e37_79b9) ^ order.index(1 << 20) as u32);
            for &row in &taken {
                grown.add(&ledger, row);
            }
            check(&grown, &ledger, &taken, &halves);
            let gone = taken.split_off(taken.len() / 2);
            for &row in &gone {
                grown.take_out(&ledger, row);
            }
            check(&grown, &ledger, &taken, &halves);
        }
    }
}
