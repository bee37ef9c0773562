// SPDX-License-Identifier: MIT OR Apache-2.0
//! Amounts: what is written is read back, to the last unit, at both ends of 64 bits.

use oxpecker::types::{format_minor, parse_minor};

/// Reads these bytes as an amount, and as a number of minor units. The first says the decimals.
pub fn ask(data: &[u8]) {
    let (first, rest) = data.split_first().map_or((0, data), |(first, rest)| (*first, rest));
    let decimals = u32::from(first % 5);
    if let Ok(text) = core::str::from_utf8(rest)
        && let Ok(minor) = parse_minor(text, decimals)
    {
        assert_eq!(parse_minor(&format_minor(minor, decimals), decimals), Ok(minor), "{text}");
    }
    let mut bytes = [0; 8];
    for (to, from) in bytes.iter_mut().zip(rest) {
        *to = *from;
    }
    let minor = i64::from_le_bytes(bytes) >> (first % 60);
    for minor in [minor, minor.wrapping_neg(), i64::MAX - (minor & 0xff), i64::MIN + (minor & 0xff)] {
        assert_eq!(parse_minor(&format_minor(minor, decimals), decimals), Ok(minor));
    }
}
