// SPDX-License-Identifier: MIT OR Apache-2.0
//! Numbers and texts as bytes, and back: what snapshots and entries are written in.
//!
//! In: values. Out: bytes. Invariants: every value has exactly one spelling, so that equal content is equal
//! bytes; a reader refuses what a writer would not have written.

use crate::types::StableHash;

/// Appends values.
#[derive(Debug, Default)]
pub struct Writer(pub Vec<u8>);

impl Writer {
    /// Seven bits a byte, the lowest first.
    #[inline(never)]
    pub fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    /// Small magnitudes in few bytes, whatever the sign.
    pub fn signed(&mut self, value: i64) {
        self.number((value as u64) << 1 ^ (value >> 63) as u64);
    }

    /// One byte tells whether it is there.
    #[inline(never)]
    pub fn optional(&mut self, value: Option<i64>) {
        self.number(u64::from(value.is_some()));
        if let Some(value) = value {
            self.signed(value);
        }
    }

    /// The length, then the bytes.
    #[inline(never)]
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Eight bytes.
    pub fn hash(&mut self, hash: StableHash) {
        self.0.extend_from_slice(&hash.0.to_le_bytes());
    }
}

/// Takes values off the front; `None` for what no writer wrote.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// As `Writer::number`.
    #[inline(never)]
    pub fn number(&mut self) -> Option<u64> {
        let (mut value, mut shift) = (0_u64, 0);
        while shift < 64 {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            let bits = u64::from(byte & 0x7f);
            value |= bits << shift;
            if byte < 0x80 {
                // A longer spelling of a smaller number, or bits past the 64th.
                let is_plain = (byte != 0 || shift == 0) && (shift < 63 || bits < 2);
                return is_plain.then_some(value);
            }
            shift += 7;
        }
        None
    }

    /// As `Writer::signed`.
    #[inline(never)]
    pub fn signed(&mut self) -> Option<i64> {
        let value = self.number()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// As `Writer::optional`.
    #[inline(never)]
    pub fn optional(&mut self) -> Option<Option<i64>> {
        // Most numbers of a row are small or absent.
        if let [1, byte @ 0..=0x7f, rest @ ..] = self.0 {
            self.0 = rest;
            return Some(Some(i64::from(byte >> 1) ^ -i64::from(byte & 1)));
        }
        match self.number()? {
            0 => Some(None),
            1 => self.signed().map(Some),
            _ => None,
        }
    }

    /// A count of things that take a byte each at least, so that a damaged one asks for no memory.
    pub fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|&count| count <= self.0.len())
    }

    /// As `Writer::text`.
    #[inline(never)]
    pub fn text(&mut self) -> Option<&'a str> {
        let length = self.count()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        core::str::from_utf8(text).ok()
    }

    /// As `Writer::hash`.
    #[inline(never)]
    pub fn hash(&mut self) -> Option<StableHash> {
        let (bytes, rest) = self.0.split_first_chunk::<8>()?;
        self.0 = rest;
        Some(StableHash(u64::from_le_bytes(*bytes)))
    }

    /// A word of a closed list by its place.
    pub fn word<T>(&mut self, from_index: fn(u8) -> Option<T>) -> Option<T> {
        u8::try_from(self.number()?).ok().and_then(from_index)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Reader, Writer};
    use crate::types::StableHash;

    /// The same numbers, the slow and plain way.
    fn naive(value: u64) -> Vec<u8> {
        let mut bits: Vec<u8> = (0..64).map(|at| (value >> at & 1) as u8).collect();
        while bits.len() > 7 && bits[bits.len() - 1] == 0 {
            bits.pop();
        }
        let groups: Vec<&[u8]> = bits.chunks(7).collect();
        let last = groups.len() - 1;
        let byte = |group: &[u8]| group.iter().enumerate().map(|(at, bit)| bit << at).sum::<u8>();
        groups.iter().enumerate().map(|(at, group)| byte(group) | u8::from(at < last) << 7).collect()
    }

    proptest! {
        #[test]
        fn prop_what_is_written_is_read(numbers: Vec<u64>, signed: Vec<i64>, texts: Vec<String>, maybe: Option<i64>, hash: u64) {
            let mut w = Writer::default();
            for &n in &numbers { w.number(n); }
            for &n in &signed { w.signed(n); }
            for text in &texts { w.text(text); }
            w.optional(maybe);
            w.hash(StableHash(hash));
            let mut r = Reader(&w.0);
            for &n in &numbers { prop_assert_eq!(r.number(), Some(n)); }
            for &n in &signed { prop_assert_eq!(r.signed(), Some(n)); }
            for text in &texts { prop_assert_eq!(r.text(), Some(text.as_str())); }
            prop_assert_eq!(r.optional(), Some(maybe));
            prop_assert_eq!(r.hash(), Some(StableHash(hash)));
            prop_assert!(r.0.is_empty());
        }

        #[test]
        fn prop_numbers_are_spelled_as_the_plain_way_does(shift in 0_u32..64, value: u64) {
            let value = value >> shift;
            let mut w = Writer::default();
            w.number(value);
            prop_assert_eq!(w.0, naive(value));
        }

        #[test]
        fn prop_whatever_is_read_has_one_spelling(bytes in prop::collection::vec(any::<u8>(), 0..12)) {
            let mut r = Reader(&bytes);
            if let Some(value) = r.number() {
                let mut w = Writer::default();
                w.number(value);
                prop_assert_eq!(w.0.as_slice(), &bytes[..bytes.len() - r.0.len()]);
            }
        }
    }
}
