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
