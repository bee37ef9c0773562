// SPDX-License-Identifier: MIT OR Apache-2.0
//! Step 6: the customer's benefit first. An offer needs a gain in their own numbers, a small share, and a good moment.
//!
//! In: an offer, what was shown and answered. Out: why it is held back. Invariants: without a computed, positive benefit
//! there is no offer; of a month's cards one, or the pack's share, may be offers; none while something went
//! wrong, and none when the purpose that would tell was withdrawn: doubt is read strictly.

use super::{Candidate, Known, Outcome, attention::wait, withheld};
use crate::{
    packs::NudgeClass,
    types::{Arg, CivilDate, Reason, ResponseKind},
};

/// The days over which the share of offers is counted.
const MONTH: i32 = 28;
/// The days without offers after a payment was stopped or money was asked back.
const HARM_DAYS: i32 = 30;

pub(super) fn no_offer(
    candidate: &Candidate<'_>,
    known: &Known<'_>,
    planned: &[&Candidate<'_>],
    is_seen: bool,
    today: CivilDate,
) -> Option<Outcome> {
    if candidate.nudge.class != NudgeClass::Offer {
        return None;
    }
    if known.is_doubtful {
        return Some(withheld(Reason::new("consent"), Reason::new("grant")));
    }
    if candidate.benefit.is_none_or(|benefit| benefit <= 0) {
        return Some(withheld(Reason::new("no-benefit"), Reason::new("new-evidence")));
    }
    let mut harmed = i32::MIN;
    let (mut offers, mut all) = (0_u32, 0_u32);
    let mut oldest_offer = today.days();
    for response in known.memory.responses() {
        let class = known.class_of(response);
        let is_harm = match response.kind {
            ResponseKind::Cancelled => true,
            ResponseKind::Accepted => class == Some(NudgeClass::Safety),
            _ => false,
        };
        if is_harm && response.day <= today.days() {
            harmed = harmed.max(response.day);
        }
        let is_recent = response.day <= today.days() && response.day > today.days().saturating_sub(MONTH);
        if response.kind == ResponseKind::Shown && is_recent && !response.nudge.is_empty() {
            all = all.saturating_add(1);
            if class == Some(NudgeClass::Offer) {
                offers = offers.saturating_add(1);
                oldest_offer = oldest_offer.min(response.day);
            }
        }
    }
    let over = harmed.saturating_add(HARM_DAYS);
    if today.days() < over {
        return Some(withheld(Reason::new("harm"), wait(CivilDate::from_days(over))));
    }
    for other in planned {
        all = all.saturating_add(1);
        offers = offers.saturating_add(u32::from(other.nudge.class == NudgeClass::Offer));
    }
    let share = known.pack.policy.offer_share_percent;
    let too_many = offers.saturating_add(1).saturating_mul(100) > share.saturating_mul(all.saturating_add(1));
    if !is_seen && (share == 0 || offers > 0 && too_many) {
        let until = (share > 0).then(|| CivilDate::from_days(oldest_offer.saturating_add(MONTH))).flatten();
        let reason = Reason::new("offer-share").with("count", Arg::number(offers.into()));
        return Some(withheld(reason, wait(until)));
    }
    None
}
