// SPDX-License-Identifier: MIT OR Apache-2.0
//! Money as 64-bit minor units, read from and written as decimal strings.

use super::{Currency, date::digit};

/// An amount of one currency in its minor units (cents, yen, fils). Money out is negative.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// The currency, which says how many minor units make a unit.
    pub currency: Currency,
}

impl Money {
    /// The amount as a decimal string with the currency's own number of decimals.
    #[must_use]
    pub fn to_decimal(self) -> String {
        format_minor(self.minor, self.currency.decimals())
    }
}

/// Why a text is no amount of a currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmountError {
    /// Not `-?digits(.digits)?`.
    Syntax,
    /// More decimals than the currency has.
    Precision,
    /// Past 64 bits of minor units.
    Range,
}

/// Reads a signed decimal such as `-120.00` into minor units.
///
/// # Errors
/// `Syntax` for anything but an optional minus, digits, and an optional point with digits;
/// `Precision` for more decimals than `decimals` (zeros too: a feed that writes them means another
/// currency); `Range` past 64 bits.
pub fn parse_minor(text: &str, decimals: u32) -> Result<i64, AmountError> {
    let bytes = text.as_bytes();
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    if let Some(minor) = in_cents(digits).filter(|_| decimals == 2) {
        return Ok(if negative { -minor } else { minor });
    }
    let mut minor: i64 = 0;
    let mut whole = 0_usize;
    let mut fraction: Option<u32> = None;
    for &byte in digits {
        if byte == b'.' {
            if fraction.is_some() || whole == 0 {
                return Err(AmountError::Syntax);
            }
            fraction = Some(0);
            continue;
        }
        let value = i64::from(digit(byte).ok_or(AmountError::Syntax)?);
        match fraction.as_mut() {
            Some(count) => *count += 1,
            None => whole += 1,
        }
        // Built on the negative side, which reaches one further than the positive one. So few digits always fit, and
        // the machine has no check for overflow of 64 bits of its own.
        minor = if bytes.len() <= 18 {
            minor.wrapping_mul(10).wrapping_sub(value)
        } else {
            minor.checked_mul(10).and_then(|m| m.checked_sub(value)).ok_or(AmountError::Range)?
        };
    }
    if whole == 0 || fraction == Some(0) {
        return Err(AmountError::Syntax);
    }
    let given = fraction.unwrap_or(0);
    let missing = decimals.checked_sub(given).ok_or(AmountError::Precision)?;
    for _ in 0..missing {
        minor = minor.checked_mul(10).ok_or(AmountError::Range)?;
    }
    if negative { Ok(minor) } else { minor.checked_neg().ok_or(AmountError::Range) }
}

/// The hundredths of a short amount with two decimals, as most are; `None` of any other text.
#[inline(always)]
fn in_cents(digits: &[u8]) -> Option<i64> {
    let [whole @ .., b'.', tens, ones] = digits else { return None };
    if whole.is_empty() || whole.len() > 15 {
        return None;
    }
    let (mut cents, mut is_told) = (0_i64, true);
    let mut add = |byte: u8| {
        let value = byte.wrapping_sub(b'0');
        is_told &= value <= 9;
        cents = cents.wrapping_mul(10).wrapping_add(i64::from(value));
    };
    for &byte in whole {
        add(byte);
    }
    add(*tens);
    add(*ones);
    is_told.then_some(cents)
}

/// Writes minor units as a decimal with exactly `decimals` decimals.
#[must_use]
pub fn format_minor(minor: i64, decimals: u32) -> String {
    let mut out = String::with_capacity(24);
    let scale = 10_u64.pow(decimals);
    let magnitude = minor.unsigned_abs();
    if minor < 0 {
        out.push('-');
    }
    push_digits(&mut out, magnitude / scale, 1);
    if decimals > 0 {
        out.push('.');
        push_digits(&mut out, magnitude % scale, decimals as usize);
    }
    out
}

/// Writes a number in at least so many digits. The standard formatter weighs far more and is slower.
#[inline(never)]
pub(crate) fn push_digits(out: &mut String, mut number: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut first = digits.len();
    for (place, digit) in digits.iter_mut().enumerate().rev() {
        *digit += (number % 10) as u8;
        number /= 10;
        first = place;
        if number == 0 && 20 - place >= width {
            break;
        }
    }
    out.push_str(digits.get(first..).and_then(|digits| core::str::from_utf8(digits).ok()).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::{AmountError, format_minor, parse_minor};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn prop_every_amount_round_trips(minor: i64, decimals in 0_u32..=4) {
            prop_assert_eq!(parse_minor(&format_minor(minor, decimals), decimals), Ok(minor));
        }

        #[test]
        fn prop_agrees_with_128_bit_arithmetic(text in "-?[0-9]{1,21}(\\.[0-9]{1,4})?", decimals in 0_u32..=3) {
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
            let expected = if fraction.len() > decimals as usize {
                None
            } else {
                let padded = format!("{whole}{fraction:0<width$}", width = decimals as usize);
                padded.parse::<i128>().ok().and_then(|value| i64::try_from(value).ok())
            };
            prop_assert_eq!(parse_minor(&text, decimals).ok(), expected);
        }
    }

    proptest! {
        #[test]
        fn prop_refuses_what_is_no_amount_and_nothing_else(text in "-?[-0-9.,x ]{0,6}(\\.[0-9x]{0,3})?", decimals in 0_u32..=3) {
            let digits = text.strip_prefix('-').unwrap_or(&text);
            let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
            let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            let is_amount = is_number(whole) && is_number(fraction);
            prop_assert_eq!(parse_minor(&text, decimals) != Err(AmountError::Syntax), is_amount, "{}", text);
        }
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for text in
            ["", "-", "+1", "1.", ".5", "1e3", "1,00", " 1", "1 ", "--1", "NaN", "Infinity", "0x1", "1.0.0", "１"]
        {
            assert_eq!(parse_minor(text, 2), Err(AmountError::Syntax), "{text}");
        }
        assert_eq!(parse_minor("1.000", 2), Err(AmountError::Precision));
        assert_eq!(parse_minor("1.0", 0), Err(AmountError::Precision));
        assert_eq!(parse_minor("92233720368547758.08", 2), Err(AmountError::Range));
        assert_eq!(parse_minor("-92233720368547758.08", 2), Ok(i64::MIN));
        assert_eq!(parse_minor("-0", 2), Ok(0));
    }
}
