// SPDX-License-Identifier: MIT OR Apache-2.0
//! Lists by row that take little room: numbers of two bytes where they are small, and a bit for a yes or no.
//!
//! In: numbers and answers by row. Out: the same. Invariant: what comes out is what was put in.

use super::grow_to;

/// Numbers by row, of two bytes each until the first that needs more.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    low: Vec<u16>,
    /// What is above; empty while nothing is.
    high: Vec<u16>,
}

impl Numbers {
    /// So many zeros, with room for a few more.
    #[must_use]
    pub fn zeros(count: usize) -> Self {
        Self { low: super::by_row(count, 0), high: Vec::new() }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.low.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.low.is_empty()
    }

    /// The number of a row; 0 for a row that is not there.
    #[inline(always)]
    #[must_use]
    pub fn get(&self, row: u32) -> u32 {
        let Some(&low) = self.low.get(row as usize) else { return 0 };
        match self.high.get(row as usize) {
            Some(&high) => u32::from(high) << 16 | u32::from(low),
            None => low.into(),
        }
    }

    /// Sets the number of a row that is there.
    #[inline(always)]
    pub fn set(&mut self, row: u32, number: u32) {
        if let Some(low) = self.low.get_mut(row as usize) {
            *low = number as u16;
            self.set_high(row as usize, number);
        }
    }

    #[inline(always)]
    fn set_high(&mut self, row: usize, number: u32) {
        if number > u16::MAX.into() && self.high.is_empty() {
            self.high = super::by_row(self.low.len(), 0);
        }
        if let Some(high) = self.high.get_mut(row) {
            *high = (number >> 16) as u16;
        }
    }

    /// Makes the list longer, with zeros.
    pub fn grow(&mut self, count: usize) {
        grow_to(&mut self.low, count, 0);
        if !self.high.is_empty() {
            grow_to(&mut self.high, count, 0);
        }
    }

    /// Makes the list as long as a number's row and sets it; where the list must move, it takes room for so many.
    pub fn put(&mut self, row: u32, number: u32, room: usize) {
        let count = row as usize + 1;
        if self.low.len() < count {
            for list in [&mut self.low, &mut self.high] {
                if list.capacity() < count && (count == 1 || !list.is_empty() || number > u16::MAX.into()) {
                    list.reserve_exact(room.max(count) - list.len());
                }
            }
            self.low.resize(count, 0);
            if !self.high.is_empty() {
                self.high.resize(count, 0);
            }
        }
        self.set(row, number);
    }

    /// Forgets all but the first.
    pub fn truncate(&mut self, count: usize) {
        self.low.truncate(count);
        self.high.truncate(count);
    }
}

/// A yes or no by row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marks {
    bits: Vec<u32>,
    count: usize,
}

impl Marks {
    /// So many rows without a mark.
    #[must_use]
    pub fn none(count: usize) -> Self {
        Self { bits: super::by_row(count.div_ceil(32), 0), count }
    }

    /// Whether a row has a mark; `None` for a row that is not there.
    #[inline(always)]
    #[must_use]
    pub fn get(&self, row: usize) -> Option<bool> {
        if row >= self.count {
            return None;
        }
        self.bits.get(row / 32).map(|bits| bits >> (row % 32) & 1 == 1)
    }

    /// Whether a row has a mark.
    #[inline(always)]
    #[must_use]
    pub fn has(&self, row: u32) -> bool {
        self.bits.get(row as usize / 32).is_some_and(|bits| bits >> (row % 32) & 1 == 1)
    }

    /// Gives a row that is there a mark, or takes it away.
    pub fn set(&mut self, row: u32, mark: bool) {
        if let Some(bits) = self.bits.get_mut(row as usize / 32).filter(|_| (row as usize) < self.count) {
            *bits = *bits & !(1 << (row % 32)) | u32::from(mark) << (row % 32);
        }
    }

    /// Makes the list longer, without marks.
    pub fn grow(&mut self, count: usize) {
        grow_to(&mut self.bits, count.div_ceil(32), 0);
        self.count = count;
    }
}

#[cfg(test)]
mod tests {
    use super::{Marks, Numbers};
    use proptest::prelude::*;

    fn number() -> impl Strategy<Value = u32> {
        prop_oneof![9 => 0..9_u32, 3 => 65_534..65_538_u32, 1 => any::<u32>()]
    }

    proptest! {
        #[test]
        fn prop_numbers_and_marks_are_lists(
            start in 0..70_usize,
            steps in prop::collection::vec((0..4_u8, 0..90_u32, number(), any::<bool>()), 0..60),
        ) {
            let (mut numbers, mut list) = (Numbers::zeros(start), vec![0; start]);
            let (mut marks, mut marked) = (Marks::none(start), vec![false; start]);
            for (step, row, number, mark) in steps {
                let place = row as usize;
                match step {
                    0 => {
                        let count = list.len().max(place);
                        numbers.grow(count);
                        list.resize(count, 0);
                    }
                    1 => {
                        numbers.put(row, number, 100);
                        list.resize(list.len().max(place + 1), 0);
                        list[place] = number;
                    }
                    2 => {
                        numbers.set(row, number);
                        if let Some(slot) = list.get_mut(place) { *slot = number; }
                    }
                    _ => {
                        numbers.truncate(place);
                        list.truncate(place);
                    }
                }
                if step == 0 {
                    let count = marked.len().max(place);
                    marks.grow(count);
                    marked.resize(count, false);
                } else {
                    marks.set(row, mark);
                    if let Some(slot) = marked.get_mut(place) { *slot = mark; }
                }
                prop_assert_eq!(numbers.len(), list.len());
                for row in 0..100_u32 {
                    prop_assert_eq!(numbers.get(row), list.get(row as usize).copied().unwrap_or(0));
                    prop_assert_eq!(marks.get(row as usize), marked.get(row as usize).copied());
                    prop_assert_eq!(marks.has(row), marked.get(row as usize) == Some(&true));
                }
            }
        }
    }
}
