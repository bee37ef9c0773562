// SPDX-License-Identifier: MIT OR Apache-2.0
//! The order of visible rows: most files bring rows in order, and those need no list.
//!
//! In: rows by place, then one more or one less. Out: rows, oldest first. Invariant: rows that follow each other in place
//! and in time are told by where they begin and how many they are; from the first on that stands elsewhere, a list has them.

use core::{cmp::Ordering, ops::RangeInclusive};

use super::Ledger;
use crate::types::{insert_row, sort_places, with_room};

/// Visible rows, oldest first; also what is left of them while they are gone through.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ordered<'a> {
    /// The first row, and how many follow each other from there.
    first: u32,
    count: u32,
    /// The rows behind them.
    listed: &'a [u32],
}

impl<'a> Ordered<'a> {
    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.count as usize + self.listed.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row at a place of the order.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<u32> {
        match at.checked_sub(self.count as usize) {
            None => Some(self.first.wrapping_add(at as u32)),
            Some(at) => self.listed.get(at).copied(),
        }
    }

    /// The oldest.
    #[must_use]
    pub fn first(&self) -> Option<u32> {
        self.get(0)
    }

    /// All but so many of the oldest.
    #[must_use]
    pub fn past(self, at: usize) -> Self {
        let of_run = at.min(self.count as usize);
        Self {
            first: self.first.wrapping_add(of_run as u32),
            count: self.count - of_run as u32,
            listed: self.listed.get(at - of_run..).unwrap_or_default(),
        }
    }

    /// So many of the oldest.
    #[must_use]
    pub fn until(self, at: usize) -> Self {
        let of_run = at.min(self.count as usize);
        let listed = self.listed.get(..at - of_run).unwrap_or(self.listed);
        Self { count: of_run as u32, listed, ..self }
    }

    /// How many of the oldest a test holds for, which holds for no later one.
    #[must_use]
    pub fn partition_point(&self, is_before: &dyn Fn(u32) -> bool) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            if self.get(middle).is_some_and(is_before) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }
}

impl<'a> From<&'a [u32]> for Ordered<'a> {
    fn from(listed: &'a [u32]) -> Self {
        Self { listed, ..Self::default() }
    }
}

impl Iterator for Ordered<'_> {
    type Item = u32;

    #[inline(always)]
    fn next(&mut self) -> Option<u32> {
        if self.count > 0 {
            let row = self.first;
            (self.first, self.count) = (row.wrapping_add(1), self.count.wrapping_sub(1));
            return Some(row);
        }
        let (&row, listed) = self.listed.split_first()?;
        self.listed = listed;
        Some(row)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len(), Some(self.len()))
    }
}

impl DoubleEndedIterator for Ordered<'_> {
    #[inline(always)]
    fn next_back(&mut self) -> Option<u32> {
        if let Some((&row, listed)) = self.listed.split_last() {
            self.listed = listed;
            return Some(row);
        }
        self.count = self.count.checked_sub(1)?;
        Some(self.first.wrapping_add(self.count))
    }
}

impl ExactSizeIterator for Ordered<'_> {}

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    first: u32,
    count: u32,
    listed: Vec<u32>,
}

impl Order {
    /// The rows of some days.
    pub(super) fn new(ledger: &Ledger, visible: &RangeInclusive<i32>) -> Self {
        let (end, is_visible) = (ledger.len() as u32, |row: u32| visible.contains(&ledger.day(row)));
        let first = (0..end).find(|&row| is_visible(row)).unwrap_or(end);
        let mut next = first;
        while next < end && is_visible(next) && (next == first || in_order(ledger, next - 1, next)) {
            next += 1;
        }
        let mut order = Self { first, count: next - first, listed: Vec::new() };
        let mut earliest = None;
        for row in next..end {
            if is_visible(row) {
                if earliest.is_none() {
                    order.listed = with_room((end - row) as usize);
                }
                order.listed.push(row);
                earliest = earliest.filter(|&known| in_order(ledger, known, row)).or(Some(row));
            }
        }
        if let Some(earliest) = earliest {
            order
                .open(order.rows().until(order.count as usize).partition_point(&|row| in_order(ledger, row, earliest)));
            if !order.listed.is_sorted_by(|&a, &b| in_order(ledger, a, b)) {
                sort_places(&mut order.listed, &mut |a, b| ledger.by_time(a, b));
            }
        }
        order
    }

    pub(super) fn rows(&self) -> Ordered<'_> {
        Ordered { first: self.first, count: self.count, listed: &self.listed }
    }

    /// Puts one more row in its place.
    pub(super) fn insert(&mut self, at: usize, row: u32) {
        if at == self.count as usize && self.listed.is_empty() && self.follows(row) {
            self.extend(row);
        } else {
            self.open(at);
            insert_row(&mut self.listed, at - self.count as usize, row);
        }
    }

    /// Takes the row at a place out.
    pub(super) fn remove(&mut self, at: usize) {
        self.open(at);
        self.listed.remove(at - self.count as usize);
    }

    /// Takes rows out, which stand in the order of their places.
    pub(super) fn remove_all(&mut self, gone: &[u32]) {
        let run = self.first..self.first + self.count;
        if let Some(&row) = gone.iter().find(|row| run.contains(row)) {
            self.open((row - self.first) as usize);
        }
        self.listed.retain(|row| gone.binary_search(row).is_err());
    }

    /// Whether a row is the next in place, or the first at all.
    const fn follows(&self, row: u32) -> bool {
        self.count == 0 || row == self.first + self.count
    }

    const fn extend(&mut self, row: u32) {
        if self.count == 0 {
            self.first = row;
        }
        self.count += 1;
    }

    /// Lists the rows from a place on.
    fn open(&mut self, at: usize) {
        let run = self.rows().until(self.count as usize).past(at);
        if !run.is_empty() {
            let mut listed = with_room(run.len() + self.listed.len());
            listed.extend(run);
            listed.extend_from_slice(&self.listed);
            self.count = at as u32;
            self.listed = listed;
        }
    }
}

fn in_order(ledger: &Ledger, a: u32, b: u32) -> bool {
    ledger.by_time(a, b) != Ordering::Greater
}

#[cfg(test)]
mod tests {
    use super::{Ledger, Order, Ordered};
    use proptest::prelude::*;

    fn ledger(days: &[(u8, u8)]) -> Ledger {
        let mut rows = Vec::new();
        for (at, (day, id)) in days.iter().enumerate() {
            rows.push(format!(
                r#"{{"id":"{id:03}-{at}","accountId":"a","bookedAt":"2026-03-{day:02}","amount":"-4.00","currency":"EUR"}}"#
            ));
        }
        Ledger::of_rows(&rows)
    }

    /// Days that ascend but for some, as those of a file do; of several rows on one day the ids tell.
    fn days() -> impl Strategy<Value = Vec<(u8, u8)>> {
        (prop::collection::vec((1..28_u8, 0..200_u8), 0..40), 0..3_u8, prop::collection::vec(0..40_usize, 0..3))
            .prop_map(|(mut days, sorted, moved)| {
                if sorted > 0 {
                    days.sort_unstable();
                }
                for at in moved.into_iter().filter(|_| sorted < 2) {
                    if let Some(row) = days.get_mut(at) {
                        *row = (row.0 / 2 + 1, 7);
                    }
                }
                days
            })
    }

    fn check(ordered: Ordered<'_>, list: &[u32], at: usize) -> Result<(), TestCaseError> {
        prop_assert_eq!(ordered.collect::<Vec<_>>(), list);
        prop_assert_eq!(ordered.rev().collect::<Vec<_>>(), list.iter().rev().copied().collect::<Vec<_>>());
        prop_assert_eq!((ordered.len(), ordered.first()), (list.len(), list.first().copied()));
        prop_assert_eq!(ordered.get(at), list.get(at).copied());
        let (before, behind) = list.split_at(at.min(list.len()));
        prop_assert_eq!(ordered.past(at).collect::<Vec<_>>(), behind);
        prop_assert_eq!(ordered.until(at).collect::<Vec<_>>(), before);
        Ok(())
    }

    proptest! {
        #[test]
        fn prop_an_order_is_a_sorted_list(
            days in days(),
            (from, to) in (0..9_i32, 20..30_i32),
            gone in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
            came in 0..20_usize,
            at in 0..50_usize,
        ) {
            let ledger = ledger(&days);
            let first = crate::types::CivilDate::parse("2026-03-01").unwrap().days();
            let visible = first + from..=first + to;
            let naive = |until: usize| {
                let mut list: Vec<u32> = (0..until as u32).filter(|&row| visible.contains(&ledger.day(row))).collect();
                list.sort_by(|&a, &b| ledger.when(a).cmp(&ledger.when(b)));
                list
            };
            let mut order = Order::new(&ledger, &visible);
            let mut list = naive(days.len());
            check(order.rows(), &list, at)?;
            // Rows that came last go, some others with them, and come again one by one.
            let known = days.len().saturating_sub(came) as u32;
            let mut gone: Vec<u32> = gone.iter().filter(|_| !list.is_empty()).map(|gone| *gone.get(&list)).collect();
            gone.extend(known..days.len() as u32);
            gone.sort_unstable();
            gone.dedup();
            order.remove_all(&gone);
            list.retain(|row| !gone.contains(row));
            check(order.rows(), &list, at)?;
            for row in gone.into_iter().filter(|&row| visible.contains(&ledger.day(row))) {
                let place = list.partition_point(|&known| ledger.by_time(known, row).is_lt());
                prop_assert_eq!(order.rows().partition_point(&|known| ledger.by_time(known, row).is_lt()), place);
                order.insert(place, row);
                list.insert(place, row);
                check(order.rows(), &list, at)?;
            }
            while !list.is_empty() {
                order.remove(at % list.len());
                list.remove(at % list.len());
                check(order.rows(), &list, at)?;
            }
        }
    }
}
