// SPDX-License-Identifier: MIT OR Apache-2.0
//! Shares and confidences as thousandths, and the log-odds that they come from.

/// A share from 0 to 1, in thousandths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(type = "number"))]
pub struct Permille(u16);

impl Permille {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// All of it.
    pub const ONE: Self = Self(1000);

    /// So many thousandths, held at 1000.
    #[must_use]
    pub const fn new(value: u16) -> Self {
        Self(if value > 1000 { 1000 } else { value })
    }

    /// `part` of `whole`; nothing of nothing is zero.
    #[must_use]
    pub fn ratio(part: usize, whole: usize) -> Self {
        if whole == 0 {
            return Self::ZERO;
        }
        Self::new(u16::try_from(part.saturating_mul(1000) / whole).unwrap_or(1000))
    }

    /// Thousandths.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// Whole hundredths, as rules read it.
    #[must_use]
    pub const fn percent(self) -> i64 {
        self.0 as i64 / 10
    }
}

/// Evidence in hundredths of a natural log-odds unit: terms add up, whatever their order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LogOdds(pub i32);

impl LogOdds {
    /// The probability that belongs to it: 1 / (1 + e^-x), in thousandths, never 0 or 1000.
    #[must_use]
    pub fn to_permille(self) -> Permille {
        // The logistic function at steps of a quarter, from 0 to 7, in thousandths.
        const STEPS: [i32; 29] = [
            500, 562, 622, 679, 731, 777, 818, 852, 881, 905, 924, 940, 953, 963, 971, 977, 982, 986, 989, 991, 993,
            995, 996, 997, 998, 998, 998, 999, 999,
        ];
        let size = self.0.unsigned_abs().min(699) as usize;
        let (step, rest) = (size / 25, (size % 25) as i32);
        let low = STEPS.get(step).copied().unwrap_or(999);
        let high = STEPS.get(step + 1).copied().unwrap_or(999);
        let value = low + (high - low) * rest / 25;
        Permille::new(if self.0 < 0 { 1000 - value } else { value } as u16)
    }
}

impl core::ops::AddAssign<i32> for LogOdds {
    fn add_assign(&mut self, term: i32) {
        self.0 = self.0.saturating_add(term);
    }
}

#[cfg(test)]
mod tests {
    use super::LogOdds;

    #[test]
    fn probability_is_the_logistic_function_within_three_thousandths() {
        let mut previous = 0;
        for x in -900..=900 {
            let ours = LogOdds(x).to_permille().get();
            let exact = 1000.0 / (1.0 + (-f64::from(x) / 100.0).exp());
            assert!((f64::from(ours) - exact).abs() < 3.0, "{x}: {ours} {exact}");
            assert!(ours >= previous && (1..=999).contains(&ours));
            previous = ours;
        }
    }
}
