// SPDX-License-Identifier: MIT OR Apache-2.0
//! The natural logarithm of counts, in whole hundredths: evidence grows slowly with a count.

/// ln(1 + n) in hundredths, rounded down to within two hundredths.
#[must_use]
pub(crate) fn ln1p_hundredths(n: u32) -> i32 {
    let value = u64::from(n) + 1;
    let whole = 63 - value.leading_zeros();
    // The mantissa as a fixed-point number in [1, 2), squared ten times for ten bits of the logarithm.
    let mut mantissa = (value << 31) >> whole;
    let mut bits = 0_u64;
    for _ in 0..10 {
        mantissa = (mantissa * mantissa) >> 31;
        bits <<= 1;
        if mantissa >= 1 << 32 {
            mantissa >>= 1;
            bits |= 1;
        }
    }
    let log2_thousandths = u64::from(whole) * 1024 + bits;
    // ln 2 = 0.693147; 1024 parts a bit.
    i32::try_from(log2_thousandths * 69_315 / (1024 * 1000)).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::ln1p_hundredths;

    #[test]
    fn is_the_logarithm_within_two_hundredths() {
        for n in (0..5000).chain([u32::MAX, 1 << 20, 999_999]) {
            let exact = (f64::from(n) + 1.0).ln() * 100.0;
            let ours = f64::from(ln1p_hundredths(n));
            assert!((exact - ours).abs() < 2.0, "{n}: {ours} {exact}");
        }
    }
}
