// SPDX-License-Identifier: MIT OR Apache-2.0
//! The ids of rows, by place: what neighbors have alike is kept once.
//!
//! In: texts. Out: places in the order of first sight. Ids that come in ascending order, as counters do, are found
//! by halving and stand in no table. Invariants: what comes out is what was put in; no text has two places.

use core::cmp::Ordering;

use super::table::{CROWDED, Table, hash};
use crate::{
    error::Code,
    types::{order_of_bytes, push_more, same_bytes},
};

/// So many places can be named.
const MOST: usize = 1 << 30;
/// So many ids stand in one string.
const IDS: usize = 64;
/// An id of this length has a string of its own.
const LONG: usize = 1 << 10;

/// The id of a row: what it has in common with its neighbors, and the rest.
#[derive(Clone, Copy, Debug, Default)]
pub struct Id<'a> {
    head: &'a [u8],
    tail: &'a [u8],
}

impl Id<'_> {
    /// In one piece.
    #[must_use]
    pub fn to_text(self) -> String {
        let mut text = Vec::with_capacity(self.len());
        text.extend_from_slice(self.head);
        text.extend_from_slice(self.tail);
        String::from_utf8(text).unwrap_or_default()
    }

    pub(super) const fn len(&self) -> usize {
        self.head.len() + self.tail.len()
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.head.get(at).or_else(|| self.tail.get(at.checked_sub(self.head.len())?)).copied()
    }

    #[inline(always)]
    fn is(&self, text: &[u8]) -> bool {
        self.len() == text.len()
            && text
                .split_at_checked(self.head.len())
                .is_some_and(|(head, tail)| same_bytes(head, self.head) && same_bytes(tail, self.tail))
    }

    /// The order of halving: the shorter first, so that a counter ascends beyond its last nine.
    #[inline(always)]
    fn order(&self, text: &[u8]) -> Ordering {
        let by_length = self.len().cmp(&text.len());
        let Some((head, tail)) = text.split_at_checked(self.head.len()).filter(|_| by_length.is_eq()) else {
            return by_length;
        };
        if same_bytes(self.head, head) { order_of_bytes(self.tail, tail) } else { order_of_bytes(self.head, head) }
    }
}

impl<'a> From<&'a str> for Id<'a> {
    fn from(text: &'a str) -> Self {
        Self { head: &[], tail: text.as_bytes() }
    }
}

impl From<Id<'_>> for String {
    fn from(id: Id<'_>) -> Self {
        id.to_text()
    }
}

impl PartialEq for Id<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl PartialEq<&str> for Id<'_> {
    fn eq(&self, text: &&str) -> bool {
        self.is(text.as_bytes())
    }
}

impl Eq for Id<'_> {}

impl PartialOrd for Id<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Id<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // Most are neighbors.
        if core::ptr::eq(self.head, other.head) {
            return order_of_bytes(self.tail, other.tail);
        }
        let bytes = |id: &Self| id.head.iter().chain(id.tail);
        bytes(self).cmp(bytes(other))
    }
}

/// Ids that stand together.
#[derive(Clone, Debug, Default)]
struct Block {
    /// What they have in common, then the rest of each.
    text: Vec<u8>,
    head: u16,
    /// How long each rest is, where all are of one length; else 0.
    width: u16,
    /// Where each rest ends, where they are not.
    ends: Vec<u16>,
}

impl Block {
    #[inline(always)]
    fn get(&self, at: usize) -> Option<Id<'_>> {
        let (head, rest) = self.text.split_at_checked(self.head.into())?;
        let width = usize::from(self.width);
        let (start, end) = if width > 0 {
            (at * width, (at + 1) * width)
        } else {
            let start = if at == 0 { 0 } else { *self.ends.get(at - 1)? };
            (start.into(), (*self.ends.get(at)?).into())
        };
        Some(Id { head, tail: rest.get(start..end)? })
    }

    /// Takes what ids of one length have in common out of all but the first; no more can be added.
    #[cold]
    #[inline(never)]
    fn pack(&mut self) {
        let width = self.text.len() / IDS;
        for (place, &end) in (1..).zip(&self.ends) {
            if width == 0 || usize::from(end) != width * place {
                self.text.shrink_to_fit();
                return;
            }
        }
        let mut ids = self.text.chunks_exact(width);
        let mut head = ids.next().unwrap_or_default();
        for id in ids {
            while !id.get(..head.len()).is_some_and(|start| same_bytes(start, head)) {
                head = head.split_last().map_or(head, |(_, shorter)| shorter);
            }
        }
        // Something is left of each: no two are the same.
        let mut text = Vec::with_capacity(self.text.len() - head.len() * (IDS - 1));
        text.extend_from_slice(head);
        for id in self.text.chunks_exact(width) {
            text.extend_from_slice(id.get(head.len()..).unwrap_or_default());
        }
        let head = head.len() as u16;
        *self = Self { text, head, width: width as u16 - head, ends: Vec::new() };
    }

    /// Its first ids, in a block that more can be added to.
    #[cold]
    #[inline(never)]
    fn open(&self, count: usize) -> Self {
        let mut open = Self::default();
        for at in 0..count {
            if let Some(id) = self.get(at) {
                open.text.extend_from_slice(id.head);
                open.text.extend_from_slice(id.tail);
                open.ends.push(open.text.len() as u16);
            }
        }
        open
    }
}

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids {
    /// All but the last are full and packed.
    blocks: Vec<Block>,
    count: usize,
    /// Long ones, by place; in a block an empty one stands for each.
    long: Vec<(usize, String)>,
    /// So many came in ascending order; those after them stand in the table.
    ascending: usize,
    table: Table,
    /// How often one was looked for in vain among those that ascend.
    missed: usize,
    /// The place behind the known one that came last: a file often brings again what came before, in its order.
    next: usize,
}

impl Ids {
    pub(super) const fn len(&self) -> usize {
        self.count
    }

    /// The id at a place; empty for a place that does not exist.
    #[inline(always)]
    pub(super) fn get(&self, place: usize) -> Id<'_> {
        match self.blocks.get(place / IDS).and_then(|block| block.get(place % IDS)) {
            Some(id) if id.len() > 0 => id,
            _ => self.long(place),
        }
    }

    /// Whether two ids are in the order of their places: of one length they stand together, and came in ascending order.
    pub(super) fn ascend(&self, a: usize, b: usize) -> bool {
        a / IDS == b / IDS && a.max(b) < self.ascending && self.blocks.get(a / IDS).is_some_and(|block| block.width > 0)
    }

    #[cold]
    #[inline(never)]
    fn long(&self, place: usize) -> Id<'_> {
        let at = self.long.partition_point(|long| long.0 < place);
        self.long.get(at).filter(|long| long.0 == place).map_or_else(Id::default, |long| long.1.as_str().into())
    }

    /// The place of a known id.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        self.look(text, hash(text.as_bytes())).ok()
    }

    /// The place of an id, new or known.
    ///
    /// # Errors
    /// `CAPACITY` when there are too many to be named.
    pub(super) fn intern(&mut self, text: &str) -> Result<usize, Code> {
        let is_next = |last: Id<'_>| last.order(text.as_bytes()).is_lt();
        let ascends = self.ascending == self.count && (self.count == 0 || is_next(self.get(self.count - 1)));
        let hash = if ascends { 0 } else { hash(text.as_bytes()) };
        if !ascends {
            match self.look(text, hash) {
                Ok(place) => {
                    self.next = place + 1;
                    return Ok(place);
                }
                Err(is_miss) => self.missed += usize::from(is_miss),
            }
            // Where many are in vain, halving costs more than a table.
            if self.missed > IDS + self.ascending / 16 {
                (self.ascending, self.missed) = (0, 0);
                self.refill();
            }
            if self.table.is_full(self.count - self.ascending) {
                self.refill();
            }
        }
        if self.count >= MOST {
            return Err(Code::Capacity);
        }
        if ascends {
            self.ascending += 1;
        } else {
            self.table.add(hash, self.count - self.ascending);
        }
        self.add(text);
        self.count += 1;
        if self.table.is_waiting() {
            self.settle();
        }
        Ok(self.count - 1)
    }

    /// The place of an id; else whether it was looked for among those that ascend.
    fn look(&self, text: &str, hash: u32) -> Result<usize, bool> {
        let bytes = text.as_bytes();
        if self.next < self.count && self.get(self.next).is(bytes) {
            return Ok(self.next);
        }
        if self.ascending < self.count {
            match self.table.slot(hash, 0, |place| self.get(self.ascending + place).is(bytes)) {
                Ok(place) => return Ok(self.ascending + place),
                Err(CROWDED) => {
                    let near = self.table.near(text).map(|place| self.ascending + place);
                    if let Some(place) = near.filter(|&place| self.get(place).is(bytes)) {
                        return Ok(place);
                    }
                }
                Err(_) => {}
            }
        }
        let (mut from, mut to) = (0, self.ascending);
        if to == 0 || self.get(to - 1).order(bytes).is_lt() {
            return Err(false);
        }
        while from < to {
            let middle = usize::midpoint(from, to);
            match self.get(middle).order(bytes) {
                Ordering::Less => from = middle + 1,
                Ordering::Equal => return Ok(middle),
                Ordering::Greater => to = middle,
            }
        }
        Err(true)
    }

    #[inline(always)]
    fn add(&mut self, text: &str) {
        if self.count.is_multiple_of(IDS) {
            let mut room = 0;
            if let Some(full) = self.blocks.last_mut() {
                room = full.text.len();
                full.pack();
            }
            let (text, ends) = (Vec::with_capacity(room), Vec::with_capacity(IDS));
            push_more(&mut self.blocks, Block { text, ends, ..Block::default() });
        }
        let Some(block) = self.blocks.last_mut() else { return };
        if text.len() < LONG {
            block.text.extend_from_slice(text.as_bytes());
        } else {
            self.long.push((self.count, text.into()));
        }
        block.ends.push(block.text.len() as u16);
    }

    /// Forgets all but the first.
    pub(super) fn truncate(&mut self, count: usize) {
        if count >= self.count {
            return;
        }
        self.count = count;
        self.blocks.truncate(count.div_ceil(IDS));
        if let Some(last) = self.blocks.last_mut() {
            *last = last.open(count - (count - 1) / IDS * IDS);
        }
        let long = self.long.partition_point(|long| long.0 < count);
        self.long.truncate(long);
        self.ascending = self.ascending.min(count);
        self.refill();
    }

    /// Puts those that do not ascend into a table with room for one more.
    #[cold]
    #[inline(never)]
    fn refill(&mut self) {
        let mut table = core::mem::take(&mut self.table);
        table.clear_for(self.count - self.ascending);
        let mut text = Vec::new();
        for place in self.ascending..self.count {
            let id = self.get(place);
            text.clear();
            text.extend_from_slice(id.head);
            text.extend_from_slice(id.tail);
            table.add(hash(&text), place - self.ascending);
        }
        self.table = table;
        self.settle();
    }

    /// Sees to those that found no slot.
    #[cold]
    #[inline(never)]
    fn settle(&mut self) {
        let mut table = core::mem::take(&mut self.table);
        table.settle(&|place| self.get(self.ascending + place));
        self.table = table;
    }
}

#[cfg(test)]
mod tests {
    use super::{Id, Ids};
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn id() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => (0..400_u32).prop_map(|number| format!("T{number:06}X")),
            4 => (0..400_u32).prop_map(|number| format!("é{number}")),
            2 => "[ab\u{e8}\u{e9}]{1,3}",
            1 => (1000..1050_usize, 0..3_u8).prop_map(|(length, letter)| char::from(b'a' + letter).to_string().repeat(length)),
        ]
    }

    #[test]
    fn what_is_dropped_leaves_no_large_table() {
        let mut ids = Ids::default();
        for number in (0..10_000).rev() {
            ids.intern(&format!("{number:05}")).unwrap();
        }
        assert!(ids.table.len() > 10_000);
        ids.truncate(3);
        assert!(ids.table.len() < 1000, "{}", ids.table.len());
    }

    proptest! {
        #[test]
        fn prop_is_a_map_from_text_to_order(
            mut texts in prop::collection::vec(id(), 0..400),
            ascending in 0..3_u8,
            keep: prop::sample::Index,
        ) {
            if ascending > 0 {
                let sorted = texts.len() / usize::from(ascending);
                texts[..sorted].sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
            }
            let (mut ids, mut oracle, mut list) = (Ids::default(), HashMap::new(), Vec::new());
            for text in texts.iter().chain(&texts) {
                let next = oracle.len();
                let place = *oracle.entry(text.clone()).or_insert(next);
                if place == next { list.push(text.clone()); }
                prop_assert_eq!(ids.intern(text), Ok(place));
            }
            let kept = keep.index(ids.len() + 1);
            ids.truncate(kept);
            for (place, text) in list.iter().enumerate() {
                let known = (place < kept).then_some(place);
                prop_assert_eq!(ids.find(text), known);
                if known.is_some() {
                    prop_assert_eq!(ids.get(place).to_text(), text.clone());
                    prop_assert_eq!(ids.get(place), text.as_str());
                    for (at, other) in list.iter().take(kept).enumerate() {
                        prop_assert_eq!(ids.get(place).cmp(&ids.get(at)), text.cmp(other));
                        prop_assert_eq!(ids.get(place).cmp(&Id::from(other.as_str())), text.cmp(other));
                    }
                }
            }
            for text in texts.iter().rev() {
                let next = ids.len();
                let place = ids.intern(text).unwrap();
                prop_assert!(place <= next);
                prop_assert_eq!(ids.get(place).to_text(), text.clone());
                prop_assert_eq!(ids.find(text), Some(place));
            }
            prop_assert_eq!(ids.len(), list.len());
        }

        /// Counters of one width, but for a few ids: two that ascend by their places do by their texts.
        #[test]
        fn prop_places_tell_the_order_of_texts(
            count in 65..300_usize,
            odd in prop::collection::vec((any::<prop::sample::Index>(), id()), 0..3),
            keep: prop::sample::Index,
        ) {
            let mut texts: Vec<String> = (0..count).map(|number| format!("T{number:06}Y")).collect();
            for (at, text) in &odd { texts[at.index(count)].clone_from(text); }
            let mut ids = Ids::default();
            for text in &texts { ids.intern(text).unwrap(); }
            if odd.is_empty() { prop_assert!(ids.ascend(0, 63) && !ids.ascend(63, 64)); }
            ids.truncate(keep.index(ids.len() + 1));
            for a in 0..ids.len() {
                for b in 0..ids.len() {
                    if ids.ascend(a, b) { prop_assert_eq!(ids.get(a).cmp(&ids.get(b)), a.cmp(&b)); }
                }
            }
        }
    }
}
