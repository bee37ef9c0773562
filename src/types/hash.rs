// SPDX-License-Identifier: MIT OR Apache-2.0
//! A 64-bit hash that never changes: ids and learned keys are made of it and are stored.

/// A key that is the same on every host and in every version.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct StableHash(pub u64);

impl StableHash {
    /// Sixteen hexadecimal digits.
    #[must_use]
    pub fn to_hex(self) -> String {
        core::str::from_utf8(&self.digits()).unwrap_or_default().into()
    }

    /// The same without a text of its own.
    pub(crate) fn digits(self) -> [u8; 16] {
        let halves = [eight_digits((self.0 >> 32) as u32), eight_digits(self.0 as u32)];
        let mut digits = [0; 16];
        for (slots, half) in digits.chunks_exact_mut(8).zip(halves) {
            slots.copy_from_slice(&half);
        }
        digits
    }
}

/// The digits of 32 bits, all at once: each in a byte of its own, those from 10 on moved up to the letters.
const fn eight_digits(number: u32) -> [u8; 8] {
    let mut spread = number as u64;
    spread = (spread << 16 | spread) & 0x0000_ffff_0000_ffff;
    spread = (spread << 8 | spread) & 0x00ff_00ff_00ff_00ff;
    spread = (spread << 4 | spread) & 0x0f0f_0f0f_0f0f_0f0f;
    let letters = (spread + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101;
    (spread + 0x3030_3030_3030_3030 + letters * (b'a' - b'0' - 10) as u64).to_be_bytes()
}

/// What something that was answered is known by besides its id: its content, and the day that it is near to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Alias {
    /// Made of the content.
    pub key: StableHash,
    /// Days since 1970-01-01.
    pub day: i32,
}

/// Hashes parts so that `["ab", "c"]` and `["a", "bc"]` differ (FNV-1a with a separator, then mixed).
#[must_use]
pub fn stable_hash(parts: &[&[u8]]) -> StableHash {
    Begun::default().with(parts).finish()
}

/// Such a hash of some parts, to be gone on with by others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begun(u64);

impl Default for Begun {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Begun {
    /// The same with more parts.
    #[must_use]
    pub(crate) fn with(self, parts: &[&[u8]]) -> Self {
        let Self(mut hash) = self;
        for part in parts {
            for &byte in *part {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
            hash = (hash ^ 0x1ff).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Self(hash)
    }

    /// The hash of all of them.
    #[must_use]
    pub(crate) const fn finish(self) -> StableHash {
        let Self(mut hash) = self;
        hash ^= hash >> 32;
        hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
        StableHash(hash ^ (hash >> 32))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{StableHash, stable_hash};

    proptest! {
        #[test]
        fn prop_digits_are_those_of_the_number(number: u64) {
            prop_assert_eq!(StableHash(number).to_hex(), format!("{number:016x}"));
        }
    }

    #[test]
    fn is_what_it_always_was() {
        assert_eq!(stable_hash(&[b"a", b"b"]), stable_hash(&[b"a", b"b"]));
        assert_ne!(stable_hash(&[b"ab", b"c"]), stable_hash(&[b"a", b"bc"]));
        assert_ne!(stable_hash(&[b"ab"]), stable_hash(&[b"ab", b""]));
    }
}
