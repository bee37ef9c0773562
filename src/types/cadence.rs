// SPDX-License-Identifier: MIT OR Apache-2.0
//! How often something repeats.

use super::{CivilDate, vocabulary::words};

words! {
    /// The eight cadences of bills and pay.
    Cadence {
        /// Every 7 days.
        Weekly = "weekly",
        /// Every 14 days.
        Biweekly = "biweekly",
        /// Twice a month, on two fixed days.
        Semimonthly = "semimonthly",
        /// Once a month.
        Monthly = "monthly",
        /// Every 2 months.
        Bimonthly = "bimonthly",
        /// Every 3 months.
        Quarterly = "quarterly",
        /// Every 6 months.
        Semiannual = "semiannual",
        /// Every 12 months.
        Annual = "annual",
    }
}

impl Cadence {
    /// The usual days between two of them.
    #[must_use]
    pub const fn days(self) -> i32 {
        match self {
            Self::Weekly => 7,
            Self::Biweekly => 14,
            Self::Semimonthly => 15,
            Self::Monthly => 30,
            Self::Bimonthly => 61,
            Self::Quarterly => 91,
            Self::Semiannual => 182,
            Self::Annual => 365,
        }
    }

    /// How many days an interval may differ from the usual: month lengths, weekends, holidays.
    #[must_use]
    pub const fn tolerance(self) -> i32 {
        match self {
            Self::Weekly => 1,
            Self::Biweekly => 2,
            Self::Semimonthly => 3,
            Self::Monthly => 5,
            Self::Bimonthly => 6,
            Self::Quarterly => 8,
            Self::Semiannual => 10,
            Self::Annual => 14,
        }
    }

    /// Whole months between two of them, for the cadences that follow the calendar.
    #[must_use]
    pub const fn months(self) -> Option<i32> {
        match self {
            Self::Monthly => Some(1),
            Self::Bimonthly => Some(2),
            Self::Quarterly => Some(3),
            Self::Semiannual => Some(6),
            Self::Annual => Some(12),
            _ => None,
        }
    }

    /// The day so many times after a first one.
    #[must_use]
    pub fn nth(self, first: CivilDate, times: i32) -> CivilDate {
        match (self, self.months()) {
            (_, Some(months)) => first.plus_months(months.saturating_mul(times)),
            (Self::Semimonthly, None) => first.plus_days(times % 2 * self.days()).plus_months(times / 2),
            (_, None) => first.plus_days(times.saturating_mul(self.days())),
        }
    }
}
