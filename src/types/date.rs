// SPDX-License-Identifier: MIT OR Apache-2.0
//! Civil dates of the proleptic Gregorian calendar, as days since 1970-01-01.
//!
//! A cadence, a month, a streak are calendar things, so there is no instant and no zone here: the
//! host turns `now` into a civil date before the engine sees it.

use core::fmt;

use super::push_digits;

/// A day of the proleptic Gregorian calendar from 0001-01-01 to 9999-12-31.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate(i32);

impl CivilDate {
    /// 0001-01-01.
    pub const MIN: Self = Self(-719_162);
    /// 9999-12-31.
    pub const MAX: Self = Self(2_932_896);

    /// The date of a year, month (1 to 12) and day (1 to 31), if there is such a day.
    #[must_use]
    pub const fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 {
            return None;
        }
        if day > days_in_month(year, month) {
            return None;
        }
        // Years begin in March, so that the leap day is the last day of its year.
        let shifted_year = if month <= 2 { year - 1 } else { year };
        let shifted_month = (month as i32 + 9) % 12;
        let era = shifted_year.div_euclid(400);
        let year_of_era = shifted_year - era * 400;
        let day_of_year = (153 * shifted_month + 2) / 5 + day as i32 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn days(self) -> i32 {
        self.0
    }

    /// The date so many days after 1970-01-01, if it lies in the range.
    #[must_use]
    pub const fn from_days(days: i32) -> Option<Self> {
        if days < Self::MIN.0 || days > Self::MAX.0 { None } else { Some(Self(days)) }
    }

    /// The date so many days later, held at the ends of the range.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days).clamp(Self::MIN.0, Self::MAX.0))
    }

    /// The same day of the month so many months later, or that month's last day.
    #[must_use]
    #[inline(never)]
    pub fn plus_months(self, months: i32) -> Self {
        let (year, month, day) = self.parts();
        let count = year * 12 + month as i32 - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u32 + 1);
        if year < 1 {
            return Self::MIN;
        }
        if year > 9999 {
            return Self::MAX;
        }
        Self::new(year, month, day.min(days_in_month(year, month))).unwrap_or(self)
    }

    /// Days from `earlier` to `self`; negative when `self` is the earlier one.
    #[must_use]
    pub const fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// Year, month (1 to 12) and day (1 to 31).
    #[must_use]
    pub const fn parts(self) -> (i32, u32, u32) {
        // Quarters of days since 0000-03-01, then of a century; a year of 365.25 days is 2^32 of 2,939,745 each, and a
        // month 2^16 of 2,141 (Neri and Schneider, Euclidean affine functions and their application to calendars, 2022).
        let quarters = 4 * (self.0 + 719_468).unsigned_abs() + 3;
        let century = quarters / 146_097;
        let product = 2_939_745 * ((quarters % 146_097) | 3) as u64;
        let day_of_year = product as u32 / 2_939_745 / 4;
        let months = 2141 * day_of_year + 197_913;
        let is_next_year = day_of_year >= 306;
        let month = (months >> 16) - if is_next_year { 12 } else { 0 };
        let year = 100 * century + (product >> 32) as u32 + is_next_year as u32;
        (year as i32, month, (months & 0xffff) / 2141 + 1)
    }

    /// Monday is 0, Sunday is 6.
    #[must_use]
    pub const fn weekday(self) -> u32 {
        (self.0 + 3).rem_euclid(7) as u32
    }

    /// Months since year 0: the same for all days of one month, one more for the next.
    #[must_use]
    pub const fn month_index(self) -> i32 {
        let (year, month, _) = self.parts();
        year * 12 + month as i32 - 1
    }

    /// `YYYY-MM-DD`.
    #[must_use]
    pub fn to_text(self) -> String {
        let (year, month, day) = self.parts();
        let mut out = String::with_capacity(10);
        push_digits(&mut out, u64::from(year.unsigned_abs()), 4);
        out.push('-');
        push_digits(&mut out, month.into(), 2);
        out.push('-');
        push_digits(&mut out, day.into(), 2);
        out
    }

    /// Reads exactly `YYYY-MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text.as_bytes() else {
            return None;
        };
        let year = digit(y0)? * 1000 + digit(y1)? * 100 + digit(y2)? * 10 + digit(y3)?;
        let month = digit(m0)? * 10 + digit(m1)?;
        let day = digit(d0)? * 10 + digit(d1)?;
        Self::new(year as i32, month, day)
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl fmt::Debug for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The value of an ASCII digit.
pub(super) fn digit(byte: u8) -> Option<u32> {
    let value = byte.wrapping_sub(b'0');
    (value <= 9).then_some(u32::from(value))
}

const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 => 28 + is_leap(year) as u32,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::CivilDate;
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    const EPOCH: Date = date(1970, 1, 1);

    #[test]
    fn the_ends_of_the_range_are_in_it() {
        for (end, beyond) in [(CivilDate::MIN, -1), (CivilDate::MAX, 1)] {
            assert_eq!(CivilDate::from_days(end.days()), Some(end));
            assert_eq!(CivilDate::from_days(end.days() + beyond), None);
            assert_eq!(end.plus_days(beyond), end);
            assert_eq!(format!("{end:?}"), end.to_string());
        }
        assert_eq!(CivilDate::parse("2026-01-31").map(CivilDate::month_index), Some(2026 * 12));
    }

    proptest! {
        #[test]
        fn prop_agrees_with_jiff(days in CivilDate::MIN.days()..=CivilDate::MAX.days()) {
            let ours = CivilDate::from_days(days).unwrap();
            let theirs = EPOCH.checked_add(jiff::Span::new().days(days)).unwrap();
            let (year, month, day) = ours.parts();
            prop_assert_eq!((year, month, day), (i32::from(theirs.year()), theirs.month() as u32, theirs.day() as u32));
            prop_assert_eq!(CivilDate::new(year, month, day), Some(ours));
            prop_assert_eq!(ours.to_string(), theirs.to_string());
            prop_assert_eq!(CivilDate::parse(&ours.to_string()), Some(ours));
            prop_assert_eq!(ours.weekday() as i8, theirs.weekday().to_monday_zero_offset());
        }

        #[test]
        fn prop_months_agree_with_jiff(days in -100_000..100_000_i32, months in -600..600_i32) {
            let ours = CivilDate::from_days(days).unwrap().plus_months(months);
            let theirs = EPOCH.checked_add(jiff::Span::new().days(days)).unwrap()
                .checked_add(jiff::Span::new().months(months)).unwrap();
            prop_assert_eq!(ours.to_string(), theirs.to_string());
        }

        #[test]
        fn prop_text_is_read_as_jiff_reads_it(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}") {
            let theirs = text.parse::<Date>().ok().filter(|d| d.year() >= 1);
            prop_assert_eq!(CivilDate::parse(&text).map(|d| d.to_string()), theirs.map(|d| d.to_string()));
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "2026-2-3",
            "2026-02-30",
            "2025-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "0000-01-01",
            "20260101",
            "2026-01-01T",
            "+026-01-01",
            "２０２６-01-01",
        ] {
            assert_eq!(CivilDate::parse(text), None, "{text}");
        }
        assert_eq!(CivilDate::parse("0001-01-01"), Some(CivilDate::MIN));
        assert_eq!(CivilDate::parse("9999-12-31"), Some(CivilDate::MAX));
    }
}
