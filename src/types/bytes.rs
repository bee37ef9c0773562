// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whether two texts are the same, and which comes first, eight bytes at a time.
//!
//! A module for pages has no `memcmp` of the machine's own: the one it brings looks at single bytes.

use core::cmp::Ordering;

/// Whether two lists of bytes are equal.
#[inline(always)]
#[must_use]
pub fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    // The last eight overlap those before: no byte is looked at alone.
    if let (Some(a_last), Some(b_last)) = (a.last_chunk::<8>(), b.last_chunk::<8>()) {
        for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
            if u64::from_le_bytes(*a) != u64::from_le_bytes(*b) {
                return false;
            }
        }
        return u64::from_le_bytes(*a_last) == u64::from_le_bytes(*b_last);
    }
    for (a, b) in a.iter().zip(b) {
        if a != b {
            return false;
        }
    }
    true
}

/// The order of two lists of bytes, as the standard one.
#[must_use]
pub fn order_of_bytes(a: &[u8], b: &[u8]) -> Ordering {
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        let (a, b) = (u64::from_be_bytes(*a), u64::from_be_bytes(*b));
        if a != b {
            return a.cmp(&b);
        }
    }
    // Those of one length overlap likewise.
    if a.len() == b.len()
        && let (Some(a), Some(b)) = (a.last_chunk::<8>(), b.last_chunk::<8>())
    {
        return u64::from_be_bytes(*a).cmp(&u64::from_be_bytes(*b));
    }
    let same = a.len().min(b.len()) / 8 * 8;
    a.get(same..).cmp(&b.get(same..))
}

#[cfg(test)]
mod tests {
    use super::{order_of_bytes, same_bytes};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn prop_agrees_with_equality(a: Vec<u8>, b: Vec<u8>, place: prop::sample::Index, bit in 0..8) {
            prop_assert_eq!(same_bytes(&a, &b), a == b);
            prop_assert!(same_bytes(&a, &a.clone()));
            prop_assert_eq!(order_of_bytes(&a, &b), a.cmp(&b));
            let longer = [&a[..], &b[..]].concat();
            prop_assert_eq!(order_of_bytes(&a, &longer), a.cmp(&longer));
            if !a.is_empty() {
                let mut other = a.clone();
                other[place.index(a.len())] ^= 1_u8 << bit;
                prop_assert!(!same_bytes(&a, &other));
                prop_assert_eq!(order_of_bytes(&a, &other), a.cmp(&other));
            }
        }
    }
}
