// SPDX-License-Identifier: MIT OR Apache-2.0
//! When: at night or at a weekend, where the customer otherwise does not pay then.

use super::super::{case::Case, known::is_night};
use crate::packs::Signal;

/// So many payments with a time tell a habit.
const MIN_TIMED: u32 = 20;
/// One in so many is no habit.
const RARE: u32 = 30;

pub(super) fn unusual(case: &mut Case<'_>) {
    let known = case.known;
    if known.timed < MIN_TIMED {
        return;
    }
    if is_night(case.now.time.seconds()) && known.night * RARE < known.timed {
        case.sign(Signal::UnusualHour, 0, None);
    }
    if case.now.date.weekday() >= 5 && known.weekend * RARE < known.timed {
        case.sign(Signal::UnusualWeekend, 0, None);
    }
}
