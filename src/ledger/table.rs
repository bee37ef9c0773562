// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where texts stand, by their hashes.
//!
//! In: hashes and places. Out: the places that a hash may stand for. Invariant: no text and no hash is kept; so much of
//! a hash as fits beside a place spares the look at most texts.

/// So many slots are looked at before any is filled.
const AT_ONCE: usize = 64;

/// Open addressing: a place plus one below, and above it as much of the hash as fits; 0 is free. The slot is the hash's
/// share of the size, so that any size will do.
#[derive(Clone, Debug, Default)]
pub(super) struct Table(Vec<u32>);

impl Table {
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no room for one more: at most four slots of five are taken.
    #[inline(always)]
    pub(super) const fn is_full(&self, count: usize) -> bool {
        (count + 1) * 5 > self.0.len() * 4
    }

    /// The next size. Each step looks at every text again: small tables take fewer and longer ones.
    pub(super) fn longer(&self) -> usize {
        let size = self.0.len();
        match size {
            0..0x2000 => (size * 4).max(64),
            0x2000..0x8000 => size * 2,
            _ => size + size / 3,
        }
    }

    /// An empty table of a size; the old one goes before the new one is asked for.
    pub(super) fn clear(&mut self, size: usize) {
        self.0 = Vec::new();
        self.0.resize(size, 0);
    }

    /// How many bits of a slot tell a place.
    #[inline(always)]
    const fn bits(&self) -> u32 {
        u32::BITS - (self.0.len() as u32).leading_zeros()
    }

    /// What stands where a hash should be.
    #[inline(always)]
    pub(super) fn first(&self, hash: u32) -> u32 {
        self.0.get(first_slot(hash, self.0.len())).copied().unwrap_or(0)
    }

    /// Puts in places that follow each other and are not there.
    pub(super) fn add_all(&mut self, hashes: &[u32], mut place: usize) {
        let size = self.0.len();
        let mut slots = [0; AT_ONCE];
        for some in hashes.chunks(AT_ONCE) {
            // All first slots are looked at before anything is decided, so that a processor waits for many at once.
            for (slot, &hash) in slots.iter_mut().zip(some) {
                let first = first_slot(hash, size);
                *slot = if self.0.get(first) == Some(&0) { first } else { next_slot(first, size) };
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
        self.add_from(first_slot(hash, self.0.len()), hash, place);
    }

    #[inline(always)]
    fn add_from(&mut self, mut slot: usize, hash: u32, place: usize) {
        let size = self.0.len();
        while self.0.get(slot).is_some_and(|&taken| taken != 0) {
            slot = next_slot(slot, size);
        }
        self.put(slot, hash, place);
    }

    /// Takes a free slot.
    #[inline(always)]
    pub(super) fn put(&mut self, slot: usize, hash: u32, place: usize) {
        let bits = self.bits();
        if let Some(free) = self.0.get_mut(slot) {
            *free = hash << bits | (place as u32 + 1);
        }
    }

    pub(super) fn find(&self, hash: u32, is: impl Fn(usize) -> bool) -> Option<usize> {
        self.slot(hash, 0, is).ok()
    }

    /// The place that a hash and a look at the text tell, or else the slot where it belongs; `first` stood where it
    /// should be, or is 0.
    #[inline(always)]
    pub(super) fn slot(&self, hash: u32, first: u32, is: impl Fn(usize) -> bool) -> Result<usize, usize> {
        let bits = self.bits();
        let (mask, hash_above) = ((1 << bits) - 1, hash << bits);
        let size = self.0.len();
        let mut slot = first_slot(hash, size);
        let mut taken = first;
        loop {
            // A slot that was free may have been taken since.
            if taken == 0 {
                taken = self.0.get(slot).copied().unwrap_or(0);
            }
            if taken == 0 {
                return Err(slot);
            }
            let place = (taken & mask).wrapping_sub(1) as usize;
            if (taken ^ hash_above) & !mask == 0 && is(place) {
                return Ok(place);
            }
            slot = next_slot(slot, size);
            taken = 0;
        }
    }
}

#[inline(always)]
fn first_slot(hash: u32, size: usize) -> usize {
    ((u64::from(hash) * size as u64) >> 32) as usize
}

#[inline(always)]
const fn next_slot(slot: usize, size: usize) -> usize {
    if slot + 1 < size { slot + 1 } else { 0 }
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
