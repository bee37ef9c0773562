// SPDX-License-Identifier: MIT OR Apache-2.0
//! Letters and digits of ASCII, folded eight at a time.
//!
//! In: the bytes of a name and a place. Out: how many letters and digits stand there without anything between them, at
//! most eight, folded, and which of them are digits. Invariant: agrees with a look at one byte after another (a property
//! holds it).

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = ONES * 0x80;

/// Letters and digits that stand together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Run {
    /// The first of them lowest; what is above the last is of no use.
    pub(super) folded: [u8; 8],
    pub(super) count: usize,
    pub(super) digits: usize,
}

/// The run that begins at a place, or the first eight of it.
#[inline(always)]
pub(super) fn run_at(bytes: &[u8], at: usize) -> Run {
    let word = eight_at(bytes, at);
    let low = word & !HIGHS;
    // Of a digit as of a small letter this bit is set: it folds and keeps.
    let folded = low | (ONES * 0x20);
    let digit = between(low, b'0', b'9');
    let others = !(digit | between(folded, b'a', b'z')) & HIGHS | word & HIGHS;
    let count = (others.trailing_zeros() / 8) as usize;
    // Those below the first other.
    let digits = (digit & others.wrapping_sub(1) & !others).count_ones() as usize;
    Run { folded: folded.to_le_bytes(), count, digits }
}

/// The highest bit of each byte from one to another; none has its own highest bit set.
#[inline(always)]
const fn between(word: u64, from: u8, to: u8) -> u64 {
    (word + ONES * (0x80 - from as u64)) & !(word + ONES * (0x7f - to as u64)) & HIGHS
}

/// Eight bytes from a place on, the first lowest; zeros behind the end.
#[inline(always)]
fn eight_at(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some(eight) = rest.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    match bytes.last_chunk() {
        Some(last) if !rest.is_empty() => u64::from_le_bytes(*last) >> ((8 - rest.len()) * 8),
        _ => rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::run_at;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn prop_agrees_with_one_byte_after_another(
            bytes in prop::collection::vec(prop_oneof![3 => prop::sample::select(b"azAZ09my5".to_vec()), 1 => any::<u8>()], 0..20),
            at in 0_usize..22,
        ) {
            let run = run_at(&bytes, at);
            let rest = bytes.get(at..).unwrap_or_default();
            let count = rest.iter().take(8).take_while(|byte| byte.is_ascii_alphanumeric()).count();
            prop_assert_eq!(run.count, count);
            prop_assert_eq!(&run.folded[..count], rest[..count].to_ascii_lowercase());
            prop_assert_eq!(run.digits, rest[..count].iter().filter(|byte| byte.is_ascii_digit()).count());
        }

        #[test]
        fn prop_every_byte_in_every_place(byte: u8, place in 0_usize..8) {
            let mut bytes = *b"AAAAAAAA";
            bytes[place] = byte;
            let expected = if byte.is_ascii_alphanumeric() { 8 } else { place };
            prop_assert_eq!(run_at(&bytes, 0).count, expected);
        }
    }
}
