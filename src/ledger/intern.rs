// SPDX-License-Identifier: MIT OR Apache-2.0
//! Texts kept once, named by 32-bit symbols.
//!
//! In: texts. Out: symbols in the order of first sight; symbol 0 is the empty text. Invariant: no copy
//! of a text is kept besides the one; the table of places holds no text and no hash.

use crate::{error::Code, types::same_bytes};

/// Names a text of one `Interner`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Symbol(u32);

impl Symbol {
    /// The empty text: "there is none".
    pub const NONE: Self = Self(0);

    /// Whether there is a text.
    #[must_use]
    pub const fn is_some(self) -> bool {
        self.0 != 0
    }

    /// The place among the texts, from 0.
    #[must_use]
    pub const fn place(self) -> usize {
        (self.0 as usize).wrapping_sub(1)
    }

    /// The symbol at a place.
    #[must_use]
    pub const fn from_place(place: usize) -> Self {
        Self(place as u32 + 1)
    }

    /// The number itself: 0 for none.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    text: String,
    /// Where each text ends.
    ends: Vec<u32>,
    /// Open addressing: a symbol below, and above it what its text's hash has beyond the bits of a slot; 0 is free.
    /// Its length is a power of two. What there is of the hash spares the look at most texts.
    table: Vec<u32>,
}

impl Interner {
    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a symbol; empty for `NONE`.
    #[must_use]
    pub fn get(&self, symbol: Symbol) -> &str {
        let (start, end) = self.range(symbol);
        self.text.get(start..end).unwrap_or_default()
    }

    #[inline(always)]
    fn range(&self, symbol: Symbol) -> (usize, usize) {
        let at = |number: u32| self.ends.get(number as usize).copied().unwrap_or(0) as usize;
        (at(symbol.0.wrapping_sub(2)), at(symbol.0.wrapping_sub(1)))
    }

    /// The symbol of a known text.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Symbol> {
        if text.is_empty() || self.table.is_empty() {
            return None;
        }
        self.slot(text, hash(text.as_bytes())).1
    }

    /// The symbol of a text, new or known.
    ///
    /// # Errors
    /// `CAPACITY` when 32 bits can name no more.
    pub fn intern(&mut self, text: &str) -> Result<Symbol, Code> {
        if text.is_empty() {
            return Ok(Symbol::NONE);
        }
        if (self.ends.len() + 1) * 4 > self.table.len() * 3 {
            // Each step looks at every text again: small tables take fewer and longer ones.
            let size = self.table.len();
            self.refill(if size < 1 << 13 { (size * 4).max(64) } else { size * 2 });
        }
        let hash = hash(text.as_bytes());
        let (slot, known) = self.slot(text, hash);
        if let Some(symbol) = known {
            return Ok(symbol);
        }
        let end = u32::try_from(self.text.len() + text.len()).map_err(|_| Code::Capacity)?;
        if self.text.capacity() - self.text.len() < text.len() || self.ends.len() == self.ends.capacity() {
            self.make_room(text.len());
        }
        self.text.push_str(text);
        self.ends.push(end);
        let symbol = Symbol(self.ends.len() as u32);
        self.put(slot, hash, symbol);
        Ok(symbol)
    }

    /// The symbol of a text that may be absent.
    pub(super) fn intern_option(&mut self, text: Option<&str>) -> Result<Symbol, Code> {
        text.map_or(Ok(Symbol::NONE), |text| self.intern(text))
    }

    /// Forgets all but the first texts.
    pub fn truncate(&mut self, count: usize) {
        if count >= self.ends.len() {
            return;
        }
        self.ends.truncate(count);
        let end = self.ends.last().map_or(0, |&end| end as usize);
        self.text.truncate(end);
        self.refill(self.table.len());
    }

    /// Long lists grow by a quarter: twice the room, as lists ask for by themselves, would mostly stand empty.
    #[cold]
    fn make_room(&mut self, bytes: usize) {
        self.text.reserve_exact(bytes.max(grown_by(self.text.len())));
        self.ends.reserve_exact(grown_by(self.ends.len()));
    }

    /// Puts every symbol into a table of a size.
    fn refill(&mut self, size: usize) {
        // The old table goes before the new one is asked for.
        self.table = Vec::new();
        self.table.resize(size, 0);
        for number in 1..=self.ends.len() as u32 {
            let (start, end) = self.range(Symbol(number));
            let hash = hash(self.text.as_bytes().get(start..end).unwrap_or_default());
            let mask = size.wrapping_sub(1);
            let mut slot = hash as usize & mask;
            while self.table.get(slot).is_some_and(|&taken| taken != 0) {
                slot = (slot + 1) & mask;
            }
            self.put(slot, hash, Symbol(number));
        }
    }

    #[inline]
    fn put(&mut self, slot: usize, hash: u32, symbol: Symbol) {
        let mask = self.table.len().wrapping_sub(1) as u32;
        if let Some(free) = self.table.get_mut(slot) {
            *free = hash & !mask | symbol.0;
        }
    }

    /// Whether a symbol stands for a text.
    #[inline(always)]
    pub(super) fn is(&self, symbol: Symbol, text: &[u8]) -> bool {
        let (start, end) = self.range(symbol);
        self.text.as_bytes().get(start..end).is_some_and(|known| same_bytes(known, text))
    }

    /// The slot of a text, and its symbol if the slot is its own.
    #[inline(always)]
    fn slot(&self, text: &str, hash: u32) -> (usize, Option<Symbol>) {
        let mask = self.table.len().wrapping_sub(1);
        let mut slot = hash as usize & mask;
        loop {
            match self.table.get(slot) {
                Some(&taken) if taken != 0 => {
                    let symbol = Symbol(taken & mask as u32);
                    if (taken ^ hash) & !(mask as u32) == 0 && self.is(symbol, text.as_bytes()) {
                        return (slot, Some(symbol));
                    }
                }
                _ => return (slot, None),
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// By how many entries a list of so many grows.
pub(super) fn grown_by(count: usize) -> usize {
    if count < 1 << 15 { count.max(64) } else { count / 4 }
}

/// Eight bytes at a time, multiplied and folded, the last eight overlapping those before; good enough for a
/// table, never stored.
#[inline(always)]
fn hash(bytes: &[u8]) -> u32 {
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

#[cfg(test)]
mod tests {
    use super::{Interner, Symbol};
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn prop_is_a_map_from_text_to_order(texts: Vec<String>, keep: prop::sample::Index) {
            let mut interner = Interner::default();
            let mut oracle: HashMap<String, u32> = HashMap::new();
            for text in texts.iter().chain(&texts) {
                let next = oracle.len() as u32 + 1;
                let expected = if text.is_empty() { 0 } else { *oracle.entry(text.clone()).or_insert(next) };
                prop_assert_eq!(interner.intern(text).unwrap().number(), expected);
            }
            let kept = keep.index(interner.len() + 1);
            interner.truncate(kept);
            prop_assert_eq!(interner.len(), kept);
            for (text, number) in oracle {
                let known = (number as usize <= kept).then_some(number);
                prop_assert_eq!(interner.find(&text).map(Symbol::number), known);
                if known.is_some() { prop_assert_eq!(interner.get(Symbol(number)), text); }
            }
        }
    }
}
