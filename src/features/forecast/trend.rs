// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whether an account steadily gains or loses, and how clearly its own months tell.
//!
//! In: what each of the last months gained, their days with spending. Out: `Trend`. Invariants: months that differ
//! as much as they gain tell nothing, and neither do accounts that everyday life does not run over: there money
//! gathers until somebody moves it.

use super::{
    habits::{middle, unordered},
    minus, share,
};
use crate::features::flows::held;

/// Months that a trend is told from: what somebody did half a year ago says little of today.
pub(super) const MONTHS: i32 = 6;
/// Up to so many days with spending in a month nothing is told of everyday spending; from twice as many on all is.
const SPENDING_DAYS: i64 = 5;
/// The standard deviation in thousandths of the median one, where both sides are alike.
const DEVIATION: i64 = 1480;

/// See the door plate.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Trend {
    /// What an account gains in a month, as far as it is told.
    pub(super) monthly: i64,
    /// How far it is told, in thousandths.
    pub(super) weight: i64,
}

impl Trend {
    pub(super) fn new(mut gained: Vec<u64>, spending_days: i64) -> Self {
        let months = gained.len().max(1) as i64;
        let usual = unordered(middle(gained.clone()));
        for gain in &mut gained {
            *gain = minus(unordered(*gain), usual).unsigned_abs();
        }
        // The part of the median's square that is not its own error.
        let error = share(held(middle(gained)), DEVIATION, usual.saturating_abs()).min(100_000);
        let clear = (1000 - error * error / 1000 / months).max(0);
        let least = SPENDING_DAYS * months;
        let weight = share(clear, (spending_days - least).clamp(0, least), least);
        Self { monthly: share(usual, weight, 1000), weight }
    }
}

#[cfg(test)]
mod tests {
    use super::Trend;
    use crate::features::forecast::habits::ordered;

    fn of(gained: &[i64], spending_days: i64) -> (i64, i64) {
        let trend = Trend::new(gained.iter().copied().map(ordered).collect(), spending_days);
        (trend.monthly, trend.weight)
    }

    #[test]
    fn what_months_agree_on_counts_as_far_as_everyday_life_is_seen() {
        assert_eq!(of(&[200; 6], 60), (200, 1000));
        assert_eq!(of(&[-200; 6], 45), (-100, 500));
        assert_eq!(of(&[200; 6], 30), (0, 0), "money gathers until somebody moves it");
        assert_eq!(of(&[200, 200, 200, 5000, 200, 200], 60), (200, 1000), "a bonus is no habit");
        assert_eq!(of(&[900, -900, 20, -880, 910, -10], 120), (0, 0), "months that differ tell nothing");
        assert_eq!(of(&[0; 6], 60), (0, 1000));
    }

    #[test]
    fn extreme_amounts_stop_nothing() {
        assert_eq!(of(&[i64::MIN; 6], 60), (i64::MIN, 1000));
        assert_eq!(of(&[i64::MIN, i64::MAX, i64::MAX], 60), (i64::MAX, 1000));
        assert_eq!(of(&[], 0), (0, 0));
    }
}
