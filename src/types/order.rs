// SPDX-License-Identifier: MIT OR Apache-2.0
//! Sorting, once: every list is put in order through these two instances of the standard sort.
//!
//! Each generic instance of a sort weighs about as much as a whole detector; over thirty of them made a
//! fifth of the module. So rows are sorted by their places, and quantities as numbers.

use core::cmp::Ordering;

/// The place of a row where a finding has none: a challenge that has only begun.
pub const NO_ROW: u32 = u32::MAX;

/// Puts places in order; equal ones stay as they stood.
pub fn sort_places(places: &mut [u32], compare: &mut dyn FnMut(u32, u32) -> Ordering) {
    places.sort_by(|a, b| compare(*a, *b));
}

/// By how many entries a long list grows that is being filled: twice the room, as lists ask for by themselves, would
/// mostly stand empty.
#[must_use]
pub fn grown_by(count: usize) -> usize {
    if count < 1 << 15 { count.max(64) } else { count / 4 }
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
    let (room, few) = (list.capacity() - list.len(), list.len() / 32);
    if room > few * 2 {
        list.shrink_to(list.len() + few);
    } else if room < few / 2 {
        list.reserve_exact(few);
    }
}

/// An empty list with room for so many rows, and for a few more.
#[must_use]
pub fn with_room<T>(count: usize) -> Vec<T> {
    Vec::with_capacity(count + count / 32)
}

/// A list by row, with room for a few more.
#[must_use]
pub fn by_row<T: Copy>(count: usize, fill: T) -> Vec<T> {
    let mut list = with_room(count);
    list.resize(count, fill);
    list
}

/// A list by row, longer by some rows; where it must move, it takes room for a sixteenth more. Twice the room, as lists
/// ask for by themselves, would mostly stand empty, and each list would leave a hole of its own size behind.
#[inline(never)]
pub fn grow_to<T: Copy>(list: &mut Vec<T>, count: usize, fill: T) {
    if count > list.capacity() {
        list.reserve_exact(count - list.len() + count / 16);
    }
    list.resize(count, fill);
}

/// Puts one more row into a list, likewise.
pub fn insert_row(list: &mut Vec<u32>, at: usize, row: u32) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 16 + 4);
    }
    list.insert(at, row);
}

/// The places 0 to `count` in order; equal ones stay as they stood.
#[must_use]
pub fn order_of(count: usize, compare: &mut dyn FnMut(u32, u32) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..count as u32).collect();
    sort_places(&mut places, compare);
    places
}

/// The places 0 to `count` in the order of their numbers; equal ones stay as they stood. Numbers of 32 bits, which
/// amounts are but for the largest, are sorted together with their places.
#[must_use]
pub fn order_by_number(count: usize, number: &dyn Fn(u32) -> u64) -> Vec<u32> {
    let mut pairs: Vec<u64> = Vec::with_capacity(count);
    for place in 0..count as u32 {
        let number = number(place);
        if number > u64::from(u32::MAX) {
            break;
        }
        pairs.push(number << 32 | u64::from(place));
    }
    if pairs.len() < count {
        return order_of(count, &mut |a, b| number(a).cmp(&number(b)));
    }
    sort_numbers(&mut pairs);
    let mut places = Vec::with_capacity(count);
    for &pair in &pairs {
        places.push(pair as u32);
    }
    places
}

/// The items in order; equal ones stay as they stood.
#[must_use]
pub fn sorted<T>(mut items: Vec<T>, compare: &mut dyn FnMut(&T, &T) -> Ordering) -> Vec<T> {
    let mut order = order_of(items.len(), &mut |a, b| match (items.get(a as usize), items.get(b as usize)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    // Each cycle of places is gone round once; what is in its place points to itself.
    for first in 0..order.len() {
        let mut hole = first;
        while let Some(slot) = order.get_mut(hole) {
            let from = core::mem::replace(slot, hole as u32) as usize;
            if from == first {
                break;
            }
            items.swap(hole, from);
            hole = from;
        }
    }
    items
}

/// Puts numbers in order.
pub fn sort_numbers(numbers: &mut [u64]) {
    numbers.sort_unstable();
}

/// The middle number, the upper one of two; 0 of none.
#[must_use]
pub fn median(mut numbers: Vec<u64>) -> u64 {
    sort_numbers(&mut numbers);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn prop_order_by_number_is_the_stable_order(numbers in prop::collection::vec(prop_oneof![0..5_u64, 0xffff_fffe..0x1_0000_0002_u64], 0..40)) {
            let at = |place: u32| numbers[place as usize];
            let expected = super::order_of(numbers.len(), &mut |a, b| at(a).cmp(&at(b)));
            prop_assert_eq!(super::order_by_number(numbers.len(), &at), expected);
        }

        #[test]
        fn prop_sorted_is_the_stable_sort(items: Vec<(u8, u32)>) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            prop_assert_eq!(super::sorted(items, &mut |a, b| a.0.cmp(&b.0)), expected);
        }
    }
}
