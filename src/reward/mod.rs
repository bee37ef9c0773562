// SPDX-License-Identifier: MIT OR Apache-2.0
//! Entitlements: what was earned by which deed, and what became of it.
//!
//! In: a pack's rules, deeds as the rows tell them, claims and what the bank's server answered. Out: `Entitlement`s. May
//! use: types, packs. Invariants: an id is made of the rule, the subject and the occasion, so that it is the same on
//! every device and at every replay; the state is a function of the set of steps and the day, whatever their order and
//! however often they come, and no step takes it back; what a budget does not cover is not granted.

use crate::{
    packs::RewardRule,
    types::{Occasion, RewardKind, StableHash, order_of, stable_hash, words},
};

words! {
    /// What was done about an entitlement; a later one outranks those before. Stored by its place.
    Step {
        /// The customer asked for it.
        Claimed = "claimed",
        /// The bank said no.
        Refused = "refused",
        /// The bank said yes.
        Confirmed = "confirmed",
        /// It was used.
        Redeemed = "redeemed",
        /// The bank took it back.
        Revoked = "revoked",
    }
}

words! {
    /// Where an entitlement stands.
    RewardState {
        /// Can be earned.
        Proposed = "proposed",
        /// Can be claimed.
        Earned = "earned",
        /// The bank was asked.
        Claimed = "claimed",
        /// The bank said no.
        Refused = "refused",
        /// Can be used.
        Confirmed = "confirmed",
        /// Was used.
        Redeemed = "redeemed",
        /// Not claimed, or not used, in time.
        Expired = "expired",
        /// Taken back.
        Revoked = "revoked",
    }
}

/// Something that can earn a reward, done or under way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deed {
    /// What.
    pub occasion: Occasion,
    /// The goal or the joined challenge, by its id on the wire.
    pub subject: String,
    /// The challenge's id in the pack; empty for a goal.
    pub challenge: String,
    /// The day that it was done, and the rows that did it.
    pub done: Option<(i32, Vec<u32>)>,
    /// Whether the customer's word and steps prove it, and no row.
    pub by_steps: bool,
}

/// A step with all that tells what it is about: it stands without its rule, its deed and the other steps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// The entitlement.
    pub id: StableHash,
    /// What was done.
    pub step: Step,
    /// When.
    pub day: i32,
    /// Of which rule.
    pub rule: String,
    /// What it is.
    pub kind: RewardKind,
    /// How many points.
    pub points: u32,
    /// What earned it.
    pub occasion: Occasion,
    /// What it is for.
    pub subject: String,
    /// How it was proven.
    pub by_steps: bool,
    /// The day it was earned.
    pub earned: i32,
    /// Days to use it in, once confirmed.
    pub use_days: i32,
}

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entitlement {
    /// As if it were claimed on the day it was earned, or on the day that is asked about.
    pub claim: Claim,
    /// Where it stands.
    pub state: RewardState,
    /// The last day to claim or to use it.
    pub until: Option<i32>,
    /// The day of the first claim.
    pub claimed_on: Option<i32>,
    /// The rows that earned it, where they are still there.
    pub rows: Vec<u32>,
}

/// The state after a set of steps, and the last day of it. `earned` is the last day to claim, where it was earned.
#[must_use]
pub fn state_of(steps: &[(Step, i32)], earned: Option<i32>, use_days: i32, today: i32) -> (RewardState, Option<i32>) {
    let mut last: Option<(Step, i32)> = None;
    for &(step, day) in steps {
        // Of one step said twice the first day counts.
        let stands = last.is_none_or(|(known, on)| step > known || (step == known && day < on));
        if stands {
            last = Some((step, day));
        }
    }
    let (state, until) = match (last, earned) {
        (Some((Step::Revoked, _)), _) => (RewardState::Revoked, None),
        (Some((Step::Redeemed, _)), _) => (RewardState::Redeemed, None),
        (Some((Step::Confirmed, day)), _) => (RewardState::Confirmed, Some(day.saturating_add(use_days))),
        (Some((Step::Refused, _)), _) => (RewardState::Refused, None),
        (Some((Step::Claimed, _)), _) => (RewardState::Claimed, None),
        (None, Some(until)) => (RewardState::Earned, Some(until)),
        (None, None) => (RewardState::Proposed, None),
    };
    if until.is_some_and(|until| until < today) { (RewardState::Expired, until) } else { (state, until) }
}

/// All entitlements: those of the rules, then those that were claimed before and have no rule or deed any more.
#[must_use]
pub fn entitlements(
    pack: &str,
    rules: &[RewardRule],
    deeds: &[Deed],
    claims: &[Claim],
    today: i32,
) -> Vec<Entitlement> {
    let mut all: Vec<Entitlement> = Vec::new();
    let day_of =
        |place: u32| deeds.get(place as usize).and_then(|deed| deed.done.as_ref()).map_or(i32::MAX, |done| done.0);
    let subject = |place: u32| deeds.get(place as usize).map_or("", |deed| deed.subject.as_str());
    let order = order_of(deeds.len(), &mut |a, b| (day_of(a), subject(a)).cmp(&(day_of(b), subject(b))));
    for rule in rules {
        let mut granted: Vec<i32> = Vec::new();
        for &place in &order {
            let Some(deed) = deeds.get(place as usize) else { continue };
            if deed.occasion != rule.earned_by || !(rule.challenge.is_empty() || rule.challenge == deed.challenge) {
                continue;
            }
            let parts = [b"reward", pack.as_bytes(), rule.id.as_bytes(), deed.subject.as_bytes()];
            let id = stable_hash(&[parts[0], parts[1], parts[2], parts[3], rule.earned_by.word().as_bytes()]);
            let done = deed.done.as_ref();
            let was_claimed = claims.iter().any(|claim| claim.id == id);
            if let (Some((day, _)), Some((count, days)), false) = (done, rule.limit, was_claimed) {
                let near = |other: i32| (day - other).abs() < days;
                let mut used = granted.iter().filter(|&&other| near(other)).count() as u32;
                let mut seen: Vec<StableHash> = Vec::new();
                for claim in claims {
                    if claim.rule == rule.id && near(claim.earned) && !seen.contains(&claim.id) {
                        seen.push(claim.id);
                        used += 1;
                    }
                }
                if used >= count {
                    continue;
                }
                granted.push(*day);
            }
            let earned = done.map_or(today, |done| done.0);
            let claim = Claim {
                id,
                step: Step::Claimed,
                day: today,
                rule: rule.id.clone(),
                kind: rule.kind,
                points: rule.points,
                occasion: rule.earned_by,
                subject: deed.subject.clone(),
                by_steps: deed.by_steps,
                earned,
                use_days: rule.use_days,
            };
            let until = done.map(|done| done.0.saturating_add(rule.claim_days));
            let rows = done.map(|done| done.1.clone()).unwrap_or_default();
            all.push(stand(claim, until, rows, claims, today));
        }
    }
    for claim in claims {
        if all.iter().all(|known| known.claim.id != claim.id) {
            all.push(stand(claim.clone(), None, Vec::new(), claims, today));
        }
    }
    all
}

fn stand(mut claim: Claim, earned: Option<i32>, rows: Vec<u32>, claims: &[Claim], today: i32) -> Entitlement {
    let mut steps = Vec::new();
    let mut claimed_on: Option<i32> = None;
    for known in claims {
        if known.id == claim.id {
            steps.push((known.step, known.day));
            // What was claimed stays as it was claimed, whatever the rule became.
            (claim.earned, claim.points, claim.use_days) = (known.earned, known.points, known.use_days);
            if known.step == Step::Claimed {
                claimed_on = Some(claimed_on.map_or(known.day, |day| day.min(known.day)));
            }
        }
    }
    let (state, until) = state_of(&steps, earned, claim.use_days, today);
    Entitlement { claim, state, until, claimed_on, rows }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{RewardState, Step, state_of};

    /// How far an entitlement is; expiry is a matter of the day, not of steps.
    fn rank(steps: &[(Step, i32)], earned: bool) -> u8 {
        let lasting = state_of(steps, earned.then_some(i32::MAX), 0, i32::MIN).0;
        RewardState::ALL.iter().position(|state| *state == lasting).unwrap() as u8
    }

    fn step() -> impl Strategy<Value = (Step, i32)> {
        (prop::sample::select(Step::ALL.to_vec()), 0..60_i32)
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: if std::env::var_os("OXPECKER_PROVE").is_some() { 10_000 } else { 256 },
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn prop_any_order_doubles_and_silence_end_in_one_lawful_state(
            steps in prop::collection::vec(step(), 0..9),
            earned in prop::option::of(0..60_i32),
            use_days in 1..40_i32,
            today in 0..200_i32,
            turn in any::<prop::sample::Index>(),
        ) {
            let state = state_of(&steps, earned, use_days, today);
            let mut other = steps.clone();
            if !other.is_empty() {
                other.rotate_left(turn.index(steps.len()));
                other.reverse();
                other.extend(steps.iter().copied());
            }
            prop_assert_eq!(state_of(&other, earned, use_days, today), state);
            // The plain way: the highest of the steps tells.
            let has = |step: Step| steps.iter().any(|known| known.0 == step);
            let confirmed = steps.iter().filter(|known| known.0 == Step::Confirmed).map(|known| known.1).min();
            let expected = if has(Step::Revoked) {
                RewardState::Revoked
            } else if has(Step::Redeemed) {
                RewardState::Redeemed
            } else if let Some(day) = confirmed {
                if today > day + use_days { RewardState::Expired } else { RewardState::Confirmed }
            } else if has(Step::Refused) {
                RewardState::Refused
            } else if has(Step::Claimed) {
                RewardState::Claimed
            } else {
                match earned {
                    Some(until) if today > until => RewardState::Expired,
                    Some(_) => RewardState::Earned,
                    None => RewardState::Proposed,
                }
            };
            prop_assert_eq!(state.0, expected);
        }

        #[test]
        fn prop_no_step_takes_an_entitlement_back(
            steps in prop::collection::vec(step(), 0..9),
            more in step(),
            earned: bool,
        ) {
            let mut longer = steps.clone();
            longer.push(more);
            prop_assert!(rank(&longer, earned) >= rank(&steps, earned));
        }
    }
}
