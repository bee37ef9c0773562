// SPDX-License-Identifier: MIT OR Apache-2.0
//! The host's `now`: an instant, and what the customer's wall clock and calendar say then.

use super::{CivilDate, date::digit};

/// A time of day in seconds after midnight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CivilTime(u32);

impl CivilTime {
    /// Reads exactly `HH:MM:SS`, 00:00:00 to 23:59:59.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let &[h0, h1, b':', m0, m1, b':', s0, s1] = text.as_bytes() else {
            return None;
        };
        let hour = digit(h0)? * 10 + digit(h1)?;
        let minute = digit(m0)? * 10 + digit(m1)?;
        let second = digit(s0)? * 10 + digit(s1)?;
        (hour < 24 && minute < 60 && second < 60).then_some(Self(hour * 3600 + minute * 60 + second))
    }

    /// Seconds after midnight.
    #[must_use]
    pub const fn seconds(self) -> u32 {
        self.0
    }

    /// The time so many seconds after midnight.
    #[must_use]
    pub const fn from_seconds(seconds: u32) -> Option<Self> {
        if seconds < 86_400 { Some(Self(seconds)) } else { None }
    }
}

/// A point in time, as the shell made it from `now` and the customer's time zone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub instant: i64,
    /// The calendar date in the customer's zone.
    pub date: CivilDate,
    /// The wall-clock time in the customer's zone.
    pub time: CivilTime,
}

#[cfg(test)]
mod tests {
    use super::CivilTime;

    #[test]
    fn reads_exactly_hours_minutes_seconds() {
        assert_eq!(CivilTime::parse("23:59:59").map(CivilTime::seconds), Some(86_399));
        for text in ["24:00:00", "12:60:00", "12:00:60", "1:00:00", "12:00", "12-00-00", ""] {
            assert_eq!(CivilTime::parse(text), None, "{text}");
        }
    }
}
