// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where texts stand, by their hashes.
//!
//! In: hashes and places. Out: the places that a hash may stand for. Invariants: no text and no hash is kept; so much of
//! a hash as fits beside a place spares the look at most texts; whatever texts there are, a look ends after a bounded
//! number of slots.

use super::{crowd::Crowd, ids::Id};

/// So many slots are looked at before any is filled.
const AT_ONCE: usize = 64;
/// A place stands within so many slots, or in the crowd. Hashes that no one chose leave next to none without a slot.
const REACH: usize = 128;
/// No slot within reach is free.
pub(super) const CROWDED: usize = usize::MAX;

/// Open addressing: a place plus one below, and above it as much of the hash as fits; 0 is free. The slot is the hash's
/// share of the size, so that any size will do; so many slots as a look reaches follow the last.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    slots: Vec<u32>,
    /// Without those that follow.
    size: usize,
    crowd: Crowd,
    /// Places that found no slot and have yet to join the crowd.
    waiting: Vec<usize>,
}

impl Table {
    /// How many slots there are.
    #[cfg(test)]
    pub(super) const fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is no room for one more: at most four slots of five are taken.
    #[inline(always)]
    pub(super) const fn is_full(&self, count: usize) -> bool {
        (count + 1) * 5 > self.size * 4
    }

    /// Empties it, with room for one more than so many; the old one goes before the new one is asked for.
    pub(super) fn clear_for(&mut self, count: usize) {
        *self = Self::default();
        while self.is_full(count) {
            self.size = longer(self.size);
        }
        self.slots.resize(self.size + REACH, 0);
    }

    /// How many bits of a slot tell a place.
    #[inline(always)]
    const fn bits(&self) -> u32 {
        u32::BITS - (self.size as u32).leading_zeros()
    }

    /// What stands where a hash should be.
    #[inline(always)]
    pub(super) fn first(&self, hash: u32) -> u32 {
        self.slots.get(first_slot(hash, self.size)).copied().unwrap_or(0)
    }

    /// Puts in places that follow each other and are not there.
    pub(super) fn add_all(&mut self, hashes: &[u32], mut place: usize) {
        let size = self.size;
        let mut slots = [0; AT_ONCE];
        for some in hashes.chunks(AT_ONCE) {
            // All first slots are looked at before anything is decided, so that a processor waits for many at once.
            for (slot, &hash) in slots.iter_mut().zip(some) {
                let first = first_slot(hash, size);
                *slot = first + usize::from(self.slots.get(first) != Some(&0));
            }
            for (&slot, &hash) in slots.iter().zip(some) {
                self.add_from(slot, hash, place);
                place += 1;
            }
        }
    }

    /// Puts in a place that is not there.
    #[inline(always)]
    pub(super) fn add(&mut self, hash: u32, place: usize) {
        self.add_from(first_slot(hash, self.size), hash, place);
    }

    #[inline(always)]
    fn add_from(&mut self, mut slot: usize, hash: u32, place: usize) {
        let end = first_slot(hash, self.size) + REACH;
        while self.slots.get(slot).is_some_and(|&taken| taken != 0) {
            count_look();
            slot = if slot + 1 < end { slot + 1 } else { CROWDED };
        }
        self.put(slot, hash, place);
    }

    /// Takes a free slot.
    #[inline(always)]
    pub(super) fn put(&mut self, slot: usize, hash: u32, place: usize) {
        let bits = self.bits();
        match self.slots.get_mut(slot) {
            Some(free) => *free = hash << bits | (place as u32 + 1),
            None => self.waiting.push(place),
        }
    }

    /// Whether places have yet to join the crowd.
    #[inline(always)]
    pub(super) const fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Lets those that wait join the crowd; `known` tells texts by place.
    pub(super) fn settle<'a>(&mut self, known: &dyn Fn(usize) -> Id<'a>) {
        for place in core::mem::take(&mut self.waiting) {
            self.crowd.add(place, known);
        }
    }

    /// The place of the only text without a slot that may be this one.
    #[cold]
    pub(super) fn near(&self, text: &str) -> Option<usize> {
        self.crowd.near(text.into())
    }

    /// The place that a hash and a look at the text tell, or else the slot where it belongs or `CROWDED`; `first` stood
    /// where it should be, or is 0.
    #[inline(always)]
    pub(super) fn slot(&self, hash: u32, first: u32, is: impl Fn(usize) -> bool) -> Result<usize, usize> {
        let bits = self.bits();
        let (mask, hash_above) = ((1 << bits) - 1, hash << bits);
        let mut slot = first_slot(hash, self.size);
        let end = slot + REACH;
        let mut taken = first;
        while slot < end {
            count_look();
            // A slot that was free may have been taken since.
            if taken == 0 {
                taken = self.slots.get(slot).copied().unwrap_or(0);
            }
            if taken == 0 {
                return Err(slot);
            }
            let place = (taken & mask).wrapping_sub(1) as usize;
            if (taken ^ hash_above) & !mask == 0 && is(place) {
                return Ok(place);
            }
            slot += 1;
            taken = 0;
        }
        Err(CROWDED)
    }
}

/// The next size. Each step looks at every text again: small tables take fewer and longer ones.
fn longer(size: usize) -> usize {
    match size {
        0..0x2000 => (size * 4).max(64),
        0x2000..0x8000 => size * 2,
        _ => size + size / 3,
    }
}

#[inline(always)]
fn first_slot(hash: u32, size: usize) -> usize {
    ((u64::from(hash) * size as u64) >> 32) as usize
}

/// Eight bytes at a time, multiplied and folded, the last eight overlapping those before; good enough for a
/// table, never stored.
#[inline(always)]
pub(super) fn hash(bytes: &[u8]) -> u32 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut state = bytes.len() as u64;
    let mix = |state: u64, word: u64| (state.rotate_left(5) ^ word).wrapping_mul(K);
    if let Some(last) = bytes.last_chunk::<8>() {
        for word in bytes.as_chunks::<8>().0 {
            state = mix(state, u64::from_le_bytes(*word));
        }
        state = mix(state, u64::from_le_bytes(*last));
    } else {
        let word = bytes.iter().fold(0_u64, |word, &byte| (word << 8) | u64::from(byte));
        state = mix(state, word);
    }
    ((state >> 32) ^ (state >> 15)) as u32
}

/// Notes that a slot or a step of the crowd was looked at.
#[inline(always)]
pub(super) fn count_look() {
    #[cfg(test)]
    tests::LOOKS.set(tests::LOOKS.get() + 1);
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::{
        super::{ids::Ids, intern::Interner},
        hash,
    };

    thread_local! {
        pub(super) static LOOKS: Cell<usize> = const { Cell::new(0) };
    }

    /// Texts of three words whose second undoes what the first did: all have one hash.
    fn of_one_hash(count: usize) -> Vec<String> {
        const K: u64 = 0x9e37_79b9_7f4a_7c15;
        let texts = (0_u64..).filter_map(|number| {
            let first = format!("{number:08}");
            let word = u64::from_le_bytes(first.as_bytes().try_into().unwrap());
            let state = (24_u64.rotate_left(5) ^ word).wrapping_mul(K);
            let second = (state.rotate_left(5) ^ 0x5a).to_le_bytes();
            second.is_ascii().then(|| format!("{first}{}the rest", str::from_utf8(&second).unwrap()))
        });
        texts.take(count).collect()
    }

    /// Texts that belong into one stretch of the table, by search.
    fn of_one_stretch(count: usize) -> Vec<String> {
        let texts = (0..).map(|number: u32| format!("INV-{number}"));
        texts.filter(|text| hash(text.as_bytes()) >> 24 == 0xff).take(count).collect()
    }

    fn hostile(count: usize) -> Vec<String> {
        let mut texts = of_one_hash(count);
        texts.extend(of_one_stretch(count));
        texts
    }

    #[test]
    fn one_hash_is_one_hash() {
        let texts = of_one_hash(1000);
        assert!(texts.iter().all(|text| hash(text.as_bytes()) == hash(texts[0].as_bytes())));
    }

    /// Each text that comes is looked for, and again whenever the table grows: that is a few times.
    #[test]
    fn chosen_texts_cost_so_many_looks_each_and_no_more() {
        for texts in [of_one_hash(10_000), of_one_stretch(10_000)] {
            let most = texts.len() * 4 * (128 + 2 * 9 * texts[0].len());
            LOOKS.set(0);
            let mut words = Interner::default();
            for text in &texts {
                words.intern(text).unwrap();
            }
            assert!(LOOKS.get() < most, "{} looks", LOOKS.get());
            LOOKS.set(0);
            let mut ids = Ids::default();
            for text in texts.iter().rev() {
                ids.intern(text).unwrap();
            }
            assert!(LOOKS.get() < most, "{} looks", LOOKS.get());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn prop_chosen_texts_are_told_apart(
            seed in prop::collection::vec(any::<prop::sample::Index>(), 600..1500),
            others in prop::collection::vec("[ab\u{e8}]{1,4}", 0..200),
            keep: prop::sample::Index,
        ) {
            let mut all = hostile(500);
            // Beginnings of others, too.
            for at in 0..200 { let text = &all[at]; all.push(text[..text.len() - at % 9].into()); }
            let texts: Vec<&String> = seed.iter().map(|at| at.get(&all)).chain(&others).collect();
            let (mut words, mut ids, mut oracle) = (Interner::default(), Ids::default(), HashMap::new());
            for _ in 0..2 {
                for &text in &texts {
                    let next = oracle.len();
                    let place = *oracle.entry(text).or_insert(next);
                    prop_assert_eq!(words.intern(text).unwrap().place(), place);
                    prop_assert_eq!(ids.intern(text).unwrap(), place);
                }
            }
            let kept = keep.index(oracle.len() + 1);
            words.truncate(kept);
            ids.truncate(kept);
            for text in &all {
                let known = oracle.get(text).copied().filter(|&place| place < kept);
                prop_assert_eq!(words.find(text).map(super::super::Symbol::place), known);
                prop_assert_eq!(ids.find(text), known);
            }
        }
    }
}
