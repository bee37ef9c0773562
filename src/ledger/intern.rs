// SPDX-License-Identifier: MIT OR Apache-2.0
//! Texts kept once, named by 32-bit symbols.
//!
//! In: texts. Out: symbols in the order of first sight; symbol 0 is the empty text. Invariant: no copy
//! of a text is kept besides the one; the table of places holds no text and no hash.

use super::{
    Id,
    table::{CROWDED, Table, hash},
};
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

    /// The symbol of a number.
    pub(super) const fn from_number(number: u32) -> Self {
        Self(number)
    }

    /// The number itself: 0 for none.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// So many texts can be named.
const MOST: usize = 1 << 30;
/// So many texts of a row are interned at once.
const AT_ONCE: usize = 4;
/// So many texts stand in one string.
const TEXTS: usize = 64;

/// Texts one after another.
#[derive(Clone, Debug)]
struct Texts {
    text: String,
    /// Where each ends.
    ends: [u16; TEXTS],
}

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    /// All but the last are full, and have no room left over.
    #[expect(clippy::vec_box, reason = "a list of large entries would leave a hole of its size whenever it grows")]
    texts: Vec<Box<Texts>>,
    count: usize,
    /// Texts that 16 bits do not reach, by symbol; in their place stands an empty one.
    long: Vec<(u32, String)>,
    /// By hash.
    table: Table,
}

impl Interner {
    /// How many texts there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The text of a symbol; empty for `NONE`.
    #[must_use]
    pub fn get(&self, symbol: Symbol) -> &str {
        match self.place(symbol) {
            Some((texts, start, end)) if start < end => texts.text.get(start..end).unwrap_or_default(),
            _ => self.long(symbol),
        }
    }

    #[inline(always)]
    fn place(&self, symbol: Symbol) -> Option<(&Texts, usize, usize)> {
        let place = symbol.place();
        let texts = self.texts.get(place / TEXTS)?;
        let at = place % TEXTS;
        let start = if at == 0 { 0 } else { *texts.ends.get(at - 1)? };
        Some((texts, start.into(), (*texts.ends.get(at)?).into()))
    }

    /// Whether a symbol stands for a text.
    #[inline(always)]
    pub(super) fn is(&self, symbol: Symbol, text: &[u8]) -> bool {
        let known = match self.place(symbol) {
            Some((texts, start, end)) if start < end => texts.text.as_bytes().get(start..end).unwrap_or_default(),
            _ => self.long(symbol).as_bytes(),
        };
        same_bytes(known, text)
    }

    #[cold]
    #[inline(never)]
    fn long(&self, symbol: Symbol) -> &str {
        let at = self.long.partition_point(|long| long.0 < symbol.0);
        self.long.get(at).filter(|long| long.0 == symbol.0).map_or("", |long| &long.1)
    }

    /// The symbol of a known text.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Symbol> {
        if text.is_empty() {
            return None;
        }
        self.slot(text, hash(text.as_bytes()), 0).ok().map(Symbol::from_place)
    }

    /// The symbol of a text, new or known.
    ///
    /// # Errors
    /// `CAPACITY` when there are too many to be named.
    pub fn intern(&mut self, text: &str) -> Result<Symbol, Code> {
        self.make_room();
        self.intern_sought(text, self.look(text))
    }

    /// The symbols of several texts, new or known. Slots are far apart, and a processor waits for several at once where
    /// nothing is decided in between: all are looked at before the first is interned.
    ///
    /// # Errors
    /// `CAPACITY` when there are too many to be named.
    pub(super) fn intern_all(&mut self, [a, b, c, d]: [&str; AT_ONCE]) -> Result<[Symbol; AT_ONCE], Code> {
        self.make_room();
        let (at_a, at_b, at_c, at_d) = (self.look(a), self.look(b), self.look(c), self.look(d));
        Ok([
            self.intern_sought(a, at_a)?,
            self.intern_sought(b, at_b)?,
            self.intern_sought(c, at_c)?,
            self.intern_sought(d, at_d)?,
        ])
    }

    /// Sees to it that so many as come at once have room.
    #[inline(always)]
    fn make_room(&mut self) {
        if self.table.is_full(self.count + AT_ONCE - 1) {
            self.refill();
        }
    }

    /// The hash of a text, above what stands where it should be.
    #[inline(never)]
    fn look(&self, text: &str) -> u64 {
        if text.is_empty() {
            return 0;
        }
        let hash = hash(text.as_bytes());
        u64::from(hash) << 32 | u64::from(self.table.first(hash))
    }

    /// The symbol of a text that was sought.
    #[inline(never)]
    fn intern_sought(&mut self, text: &str, sought: u64) -> Result<Symbol, Code> {
        if text.is_empty() {
            return Ok(Symbol::NONE);
        }
        let (hash, first) = ((sought >> 32) as u32, sought as u32);
        let slot = match self.slot(text, hash, first) {
            Ok(place) => return Ok(Symbol::from_place(place)),
            Err(slot) => slot,
        };
        if self.count >= MOST {
            return Err(Code::Capacity);
        }
        let symbol = Symbol::from_place(self.count);
        self.table.put(slot, hash, self.count);
        self.add(text, symbol);
        if slot == CROWDED {
            self.settle();
        }
        Ok(symbol)
    }

    #[inline(always)]
    fn add(&mut self, text: &str, symbol: Symbol) {
        if self.count.is_multiple_of(TEXTS) {
            self.open();
        }
        let Some(texts) = self.texts.last_mut() else { return };
        let end = match u16::try_from(texts.text.len() + text.len()) {
            Ok(end) => {
                texts.text.push_str(text);
                end
            }
            Err(_) => {
                self.long.push((symbol.0, text.into()));
                texts.text.len() as u16
            }
        };
        if let Some(slot) = texts.ends.get_mut(self.count % TEXTS) {
            *slot = end;
        }
        self.count += 1;
    }

    /// Begins another string, with the room that the one before took.
    #[cold]
    #[inline(never)]
    fn open(&mut self) {
        let room = self.texts.last_mut().map_or(0, |full| {
            full.text.shrink_to_fit();
            full.text.len()
        });
        self.texts.push(Box::new(Texts { text: String::with_capacity(room), ends: [0; TEXTS] }));
    }

    /// The symbol of a text that may be absent.
    pub(super) fn intern_option(&mut self, text: Option<&str>) -> Result<Symbol, Code> {
        text.map_or(Ok(Symbol::NONE), |text| self.intern(text))
    }

    /// Forgets all but the first texts.
    pub fn truncate(&mut self, count: usize) {
        if count >= self.count {
            return;
        }
        self.count = count;
        self.texts.truncate(count.div_ceil(TEXTS));
        if let Some(texts) = self.texts.last_mut().filter(|_| !count.is_multiple_of(TEXTS)) {
            let end = texts.ends.get(count % TEXTS - 1).copied().unwrap_or(0);
            texts.text.truncate(end.into());
        }
        let long = self.long.partition_point(|long| long.0 as usize <= count);
        self.long.truncate(long);
        self.refill();
    }

    /// Puts every symbol into a table that has room for so many as come at once.
    fn refill(&mut self) {
        let mut table = core::mem::take(&mut self.table);
        table.clear_for(self.count + AT_ONCE - 1);
        for (at, texts) in self.texts.iter().enumerate() {
            let (mut start, mut hashes, first) = (0, [0; TEXTS], at * TEXTS);
            for ((place, &end), hashed) in (first..self.count).zip(&texts.ends).zip(&mut hashes) {
                let text = texts.text.as_bytes().get(start..end.into()).filter(|text| !text.is_empty());
                start = end.into();
                *hashed = hash(text.unwrap_or_else(|| self.long(Symbol::from_place(place)).as_bytes()));
            }
            table.add_all(hashes.get(..self.count - first).unwrap_or(&hashes), first);
        }
        self.table = table;
        self.settle();
    }

    /// Sees to texts that found no slot.
    #[cold]
    #[inline(never)]
    fn settle(&mut self) {
        let mut table = core::mem::take(&mut self.table);
        table.settle(&|place| self.id(place));
        self.table = table;
    }

    fn id(&self, place: usize) -> Id<'_> {
        self.get(Symbol::from_place(place)).into()
    }

    /// The place of a text, or the slot where it belongs.
    #[inline(always)]
    fn slot(&self, text: &str, hash: u32, first: u32) -> Result<usize, usize> {
        let is = |place| self.is(Symbol::from_place(place), text.as_bytes());
        match self.table.slot(hash, first, is) {
            Err(CROWDED) => self.crowded(text),
            told => told,
        }
    }

    /// The same of a text whose slots are taken.
    #[cold]
    #[inline(never)]
    fn crowded(&self, text: &str) -> Result<usize, usize> {
        let near = self.table.near(text);
        near.filter(|&place| self.is(Symbol::from_place(place), text.as_bytes())).ok_or(CROWDED)
    }
}

#[cfg(test)]
mod tests {
    use super::{Interner, Symbol};
    use proptest::prelude::*;
    use std::collections::HashMap;

    #[test]
    fn what_is_dropped_leaves_no_large_table() {
        let mut words = Interner::default();
        words.intern("kept").unwrap();
        let few = words.table.len();
        for number in 0..10_000 {
            words.intern(&number.to_string()).unwrap();
        }
        assert!(words.table.len() > 10_000);
        words.truncate(1);
        assert_eq!(words.table.len(), few);
    }

    proptest! {
        #[test]
        fn prop_texts_of_a_row_are_interned_as_one_after_the_other(rows: Vec<[u8; 4]>) {
            let (mut at_once, mut one_by_one) = (Interner::default(), Interner::default());
            for row in rows {
                let texts = row.map(|text| if text < 100 { "same".repeat(text as usize % 3) } else { text.to_string() });
                let symbols = at_once.intern_all([&texts[0], &texts[1], &texts[2], &texts[3]]).unwrap();
                prop_assert_eq!(symbols, texts.map(|text| one_by_one.intern(&text).unwrap()));
            }
        }

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
