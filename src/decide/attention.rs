// SPDX-License-Identifier: MIT OR Apache-2.0
//! Step 7: attention belongs to the customer. What they set, and else what the pack proposes.
//!
//! In: settings as they were made, the pack's policy, what was shown. Out: how much attention there is, and whether
//! there is room for one more interruption. May use: types, packs. Invariants: the customer's own setting outranks the
//! pack's; in any seven consecutive civil days there are at most so many interruptions; a smaller budget never
//! shows more.

use super::{
    Known, Response,
    held::{Detail, Held},
};
use crate::{
    packs::Policy,
    types::{CivilDate, sort_numbers, words},
};

/// The window of budgets and of weekly caps, in civil days.
pub const WEEK: i32 = 7;
/// The most interruptions a week that a customer may ask for.
pub(super) const MAX_PER_WEEK: u32 = 14;
/// The longest gap that a customer may ask for.
pub(super) const MAX_GAP_HOURS: u32 = 168;
/// Minutes of a day.
pub(super) const DAY_MINUTES: u32 = 1440;

words! {
    /// What a customer may set.
    SettingKind {
        /// Interruptions in any seven days.
        PerWeek = "per-week",
        /// Hours between two of them.
        MinGapHours = "min-gap-hours",
        /// Hours of the day without any: the minute from, times 1440, and the minute to; equal ones for none.
        QuietHours = "quiet-hours",
        /// A topic, on (1) or off (0).
        Topic = "topic",
        /// Learning begins anew.
        Learned = "learned",
    }
}

impl SettingKind {
    /// Its name in a change, as a refusal tells it.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::PerWeek => "perWeek",
            Self::MinGapHours => "minGapHours",
            Self::QuietHours => "quietHours",
            Self::Topic => "topics",
            Self::Learned => "learned",
        }
    }
}

/// One thing that a customer set; of several about one subject the last counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setting {
    /// What.
    pub kind: SettingKind,
    /// The topic; else empty.
    pub subject: String,
    /// `None`: as the pack proposes.
    pub value: Option<i64>,
}

impl Setting {
    /// Whether its value is one that the engine would obey.
    #[must_use]
    pub fn fits(&self) -> bool {
        let bound = match self.kind {
            SettingKind::PerWeek => MAX_PER_WEEK,
            SettingKind::MinGapHours => MAX_GAP_HOURS,
            SettingKind::QuietHours => DAY_MINUTES * DAY_MINUTES - 1,
            SettingKind::Topic => 1,
            SettingKind::Learned => 0,
        };
        let is_named = (self.kind == SettingKind::Topic) != self.subject.is_empty();
        is_named && self.value.is_none_or(|value| (0..=i64::from(bound)).contains(&value))
    }
}

/// What holds: the customer's own setting, or else the pack's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Attention {
    /// Interruptions in any seven days.
    pub per_week: u32,
    /// Hours between two.
    pub min_gap_hours: u32,
    /// Minutes after midnight, from and to.
    pub quiet_hours: Option<[u32; 2]>,
}

impl Attention {
    /// What the customer set, by kind, over what the pack proposes.
    #[must_use]
    pub fn of(policy: &Policy, own: &[Option<i64>; 3]) -> Self {
        let [per_week, gap, quiet] = *own;
        let count = |own: Option<i64>, bound: u32, proposed: u32| {
            own.and_then(|value| u32::try_from(value).ok()).map_or(proposed, |value| value.min(bound))
        };
        let quiet = match quiet.and_then(|value| u32::try_from(value).ok()) {
            Some(both) => Some([both / DAY_MINUTES % DAY_MINUTES, both % DAY_MINUTES]),
            None => policy.quiet_hours,
        };
        Self {
            per_week: count(per_week, MAX_PER_WEEK, policy.per_week),
            min_gap_hours: count(gap, MAX_GAP_HOURS, policy.min_gap_hours),
            quiet_hours: quiet.filter(|[from, to]| from != to),
        }
    }
}

/// Whether a day lies in the seven that end with another.
#[must_use]
pub(super) const fn in_week(day: i32, today: CivilDate) -> bool {
    day <= today.days() && day > today.days().saturating_sub(WEEK)
}

/// The days of the week's interruptions.
#[must_use]
pub fn interruptions(responses: &[Response], today: CivilDate) -> Vec<i32> {
    let mut days = Vec::new();
    for response in responses {
        if response.interruption && in_week(response.day, today) {
            days.push(response.day);
        }
    }
    days
}

/// The first day on which fewer than `limit` of these days lie in its week; `None` where no day is.
#[must_use]
pub fn free_from(days: &[i32], limit: u32) -> Option<CivilDate> {
    let mut order: Vec<u64> = Vec::with_capacity(days.len());
    for day in days {
        // Days before 1970 sort first as well.
        order.push((i64::from(*day) - i64::from(i32::MIN)) as u64);
    }
    sort_numbers(&mut order);
    let last = *order.get(order.len().checked_sub(limit as usize)?)?;
    let day = i32::try_from(last as i64 + i64::from(i32::MIN)).ok()?;
    CivilDate::from_days(day).map(|day| day.plus_days(WEEK))
}

/// Step 7, for a card that would interrupt: the interruptions of the week, with those of this answer.
pub(super) fn over_budget<'a>(known: &Known<'_>, today: CivilDate, planned: usize) -> Result<usize, Held<'a>> {
    let limit = known.attention.per_week;
    let mut days = interruptions(known.memory.responses(), today);
    for _ in 0..planned {
        days.push(today.days());
    }
    let count = days.len();
    if count < limit as usize {
        return Ok(count);
    }
    let held = Held::new("budget", "wait-until").with(Detail::Count(count));
    Err(held.or(free_from(&days, limit), "settings"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Attention, DAY_MINUTES, free_from, in_week};
    use crate::{packs::Policy, types::CivilDate};

    proptest! {
        #[test]
        fn prop_the_free_day_is_the_first_with_room(days in prop::collection::vec(0_i32..20, 0..12), limit in 0_u32..6) {
            let room = |today: i32| {
                let today = CivilDate::from_days(today).unwrap();
                days.iter().filter(|day| in_week(**day, today)).count() < limit as usize
            };
            // Days to come cannot be known, so all of them count as past.
            let naive = (20..60).find(|today| room(*today));
            let found = free_from(&days, limit).map(CivilDate::days);
            if limit == 0 {
                prop_assert_eq!(found, None);
            } else if days.len() >= limit as usize {
                prop_assert_eq!(found.map(|day| day.max(20)), naive);
            }
        }

        #[test]
        fn prop_the_customers_own_setting_outranks_the_packs(own in prop::array::uniform3(prop::option::of(0_i64..3_000_000)), proposed in 0_u32..14) {
            let policy = Policy { per_week: proposed, quiet_hours: Some([1320, 420]), ..Policy::new() };
            let attention = Attention::of(&policy, &own);
            prop_assert_eq!(i64::from(attention.per_week), own[0].map_or(i64::from(proposed), |own| own.min(14)));
            if own[2].is_none() {
                prop_assert_eq!(attention.quiet_hours, Some([1320, 420]));
            }
            prop_assert!(attention.quiet_hours.is_none_or(|[from, to]| from < DAY_MINUTES && to < DAY_MINUTES && from != to));
        }
    }
}
