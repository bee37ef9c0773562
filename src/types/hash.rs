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
        let mut digits = [0; 16];
        let mut rest = self.0;
        for slot in digits.iter_mut().rev() {
            let digit = rest as u8 & 15;
            *slot = if digit < 10 { b'0' + digit } else { b'a' - 10 + digit };
            rest >>= 4;
        }
        digits
    }
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
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for &byte in *part {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        hash = (hash ^ 0x1ff).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    StableHash(hash ^ (hash >> 32))
}

#[cfg(test)]
mod tests {
    use super::stable_hash;

    #[test]
    fn is_what_it_always_was() {
        assert_eq!(stable_hash(&[b"a", b"b"]), stable_hash(&[b"a", b"b"]));
        assert_ne!(stable_hash(&[b"ab", b"c"]), stable_hash(&[b"a", b"bc"]));
        assert_ne!(stable_hash(&[b"ab"]), stable_hash(&[b"ab", b""]));
    }
}
