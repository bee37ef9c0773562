// SPDX-License-Identifier: MIT OR Apache-2.0
//! Step 6: the customer's benefit first. An offer needs a gain in their own numbers, a small share, and a good moment.
//!
//! In: an offer, what was shown and answered. Out: why it is held back. Invariants: without a computed, positive benefit
//! there is no offer; of a month's cards one, or the pack's share, may be offers; none while something went
//! wrong, and none when the purpose that would tell was withdrawn: doubt is read strictly.

use super::{
    Candidate, Known,
    held::{Detail, Held},
};
use crate::{
    packs::NudgeClass,
    types::{CivilDate, ResponseKind},
};

/// The days over which the share of offers is counted.
const MONTH: i32 = 28;
/// The days without offers after a payment was stopped or money was asked back.
const HARM_DAYS: i32 = 30;

pub(super) fn no_offer<'a>(
    candidate: &Candidate<'_>,
    known: &Known<'_>,
    planned: &[&Candidate<'_>],
    is_seen: bool,
    today: CivilDate,
) -> Option<Held<'a>> {
    if candidate.nudge.class != NudgeClass::Offer {
        return None;
    }
    if known.is_doubtful {
        return Some(Held::new("consent", "grant"));
    }
    if candidate.benefit.is_none_or(|benefit| benefit <= 0) {
        return Some(Held::new("no-benefit", "new-evidence"));
    }
    let mut over = today;
    let (mut offers, mut all) = (0_usize, planned.len());
    let mut oldest_offer = today;
    for response in known.memory.responses() {
        let Some(day) = CivilDate::from_days(response.day).filter(|day| *day <= today) else {
            continue;
        };
        let class = known.class_of(response);
        match response.kind {
            ResponseKind::Cancelled => over = over.max(day.plus_days(HARM_DAYS)),
            ResponseKind::Accepted if class == Some(NudgeClass::Safety) => over = over.max(day.plus_days(HARM_DAYS)),
            ResponseKind::Shown if class.is_some() && day.plus_days(MONTH) > today => {
                all += 1;
                if class == Some(NudgeClass::Offer) {
                    offers += 1;
                    oldest_offer = oldest_offer.min(day);
                }
            }
            _ => {}
        }
    }
    if over > today {
        return Some(Held::new("harm", "wait-until").until(Detail::Day(over)));
    }
    for other in planned {
        offers += usize::from(other.nudge.class == NudgeClass::Offer);
    }
    let share = known.pack.policy.offer_share_percent as usize;
    let too_many = (offers + 1).saturating_mul(100) > share.saturating_mul(all + 1);
    if !is_seen && (share == 0 || offers > 0 && too_many) {
        let until = (share > 0).then(|| oldest_offer.plus_days(MONTH));
        return Some(Held::new("offer-share", "wait-until").with(Detail::Count(offers)).or(until, "nothing"));
    }
    None
}
