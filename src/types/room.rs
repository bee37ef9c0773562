// SPDX-License-Identifier: MIT OR Apache-2.0
//! Room in lists that are as long as the rows: memory that a page has once held is never given back, so a list neither
//! doubles nor leaves a hole of its own size behind.
//!
//! In: a list, and how long it is to be. Out: the list, with little room to spare.

/// By how many entries a long list grows that is being filled: twice the room, as lists ask for by themselves, would
/// mostly stand empty.
#[must_use]
pub fn grown_by(count: usize) -> usize {
    if count < 1 << 15 { count.max(64) } else { count / 4 + count / 32 }
}

/// Puts one more entry at the end of such a list.
#[inline(always)]
pub fn push_more<T>(list: &mut Vec<T>, entry: T) {
    if list.len() == list.capacity() {
        list.reserve_exact(grown_by(list.len()));
    }
    list.push(entry);
}

/// Once it is filled: room for a few more, so that the next ones move no list, and for no more than that.
pub fn fit<T>(list: &mut Vec<T>) {
    let (room, few) = (list.capacity() - list.len(), list.len() / 64);
    if room > few * 2 {
        list.shrink_to(list.len() + few);
    } else if room < few / 2 {
        list.reserve_exact(few);
    }
}

/// An empty list with room for so many rows, and for a few more.
#[must_use]
pub fn with_room<T>(count: usize) -> Vec<T> {
    Vec::with_capacity(count + count / 64)
}

/// A list by row, with room for a few more.
#[must_use]
pub fn by_row<T: Copy>(count: usize, fill: T) -> Vec<T> {
    let mut list = with_room(count);
    list.resize(count, fill);
    list
}

/// A list by row, longer by some rows; where it must move, it takes room for a thirty-second part more. Twice the room, as lists
/// ask for by themselves, would mostly stand empty, and each list would leave a hole of its own size behind.
#[inline(never)]
pub fn grow_to<T: Copy>(list: &mut Vec<T>, count: usize, fill: T) {
    if count > list.capacity() {
        list.reserve_exact(count - list.len() + count / 32);
    }
    list.resize(count, fill);
}

/// Puts one more row into a list, likewise.
pub fn insert_row(list: &mut Vec<u32>, at: usize, row: u32) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 32 + 4);
    }
    list.insert(at, row);
}
