// SPDX-License-Identifier: MIT OR Apache-2.0
//! What many rows have alike, kept once: few combinations of account, currency, category, code, kind and status occur.
//!
//! In: classes. Out: their places, in the order of first sight. Invariant: no class has two places.

use super::Symbol;
use crate::types::{Category, Currency, Kind, Status};

/// What many rows have alike.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Class {
    pub(crate) account: Symbol,
    pub(crate) currency: Currency,
    pub(crate) category: Category,
    pub(crate) kind: Kind,
    pub(crate) status: Status,
    pub(crate) mcc: Option<u16>,
}

/// Names no class: there are fewer.
pub(super) const NO_CLASS: u16 = u16::MAX;

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes {
    all: Vec<Class>,
    /// Open addressing: a place among them plus one; 0 is free. Its length is a power of two.
    table: Vec<u16>,
}

impl Classes {
    pub(super) const fn len(&self) -> usize {
        self.all.len()
    }

    #[inline(always)]
    pub(super) fn get(&self, place: u16) -> Option<&Class> {
        self.all.get(usize::from(place))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Class> {
        self.all.iter()
    }

    /// The place of a class, new or known; `None` where there are too many.
    #[inline(never)]
    pub(super) fn place_of(&mut self, class: Class) -> Option<u16> {
        if self.all.len() * 2 >= self.table.len() {
            self.refill((self.table.len() * 2).max(64));
        }
        let slot = self.slot(&class)?;
        let free = self.table.get_mut(slot)?;
        if *free == 0 {
            let count = u16::try_from(self.all.len()).ok().filter(|&count| count < NO_CLASS - 1)?;
            self.all.push(class);
            *free = count + 1;
        }
        Some(*free - 1)
    }

    /// Puts every class into a table of a size.
    fn refill(&mut self, size: usize) {
        self.table = vec![0; size];
        for place in 0..self.all.len() as u16 {
            let known = self.all.get(usize::from(place)).copied();
            if let Some(slot) = known.and_then(|known| self.slot(&known)).and_then(|at| self.table.get_mut(at)) {
                *slot = place + 1;
            }
        }
    }

    /// The slot of a class, or where it belongs.
    #[inline(always)]
    fn slot(&self, class: &Class) -> Option<usize> {
        let small = [class.currency.index(), class.category.index(), class.kind.index(), class.status.index()];
        let mcc = u32::from(class.mcc.unwrap_or(0));
        const K: u64 = 0x9e37_79b9_7f4a_7c15;
        // The high half of a product depends on every bit that was put in.
        let mixed = (u64::from(mcc) << 32 | u64::from(u32::from_le_bytes(small))).wrapping_mul(K);
        let mixed = (mixed ^ mixed >> 32 ^ u64::from(class.account.number())).wrapping_mul(K);
        let mask = self.table.len().wrapping_sub(1);
        let mut slot = (mixed >> 32) as usize & mask;
        loop {
            let taken = *self.table.get(slot)?;
            if taken == 0 || self.all.get(usize::from(taken) - 1) == Some(class) {
                return Some(slot);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Forgets all but the first.
    pub(super) fn truncate(&mut self, count: usize) {
        if self.all.len() > count {
            self.all.truncate(count);
            self.refill(self.table.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Classes, NO_CLASS};
    use crate::{
        ledger::Symbol,
        types::{Category, Currency, Kind, Status},
    };

    #[test]
    fn more_classes_than_can_be_named() {
        let mut classes = Classes::default();
        let class = |number: usize| Class {
            account: Symbol::from_place(number),
            currency: Currency::from_code("EUR").unwrap(),
            category: Category::Other,
            kind: Kind::Card,
            status: Status::Booked,
            mcc: None,
        };
        for number in 0..usize::from(NO_CLASS) + 9 {
            let place = classes.place_of(class(number)).map(usize::from);
            assert_eq!(place, Some(number).filter(|&number| number < usize::from(NO_CLASS) - 1), "{number}");
        }
        assert_eq!(classes.place_of(class(7)), Some(7));
    }
}
