// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rewards: what rows and rules grant, claims as choices, what the bank's server answered.
//!
//! In: goals and challenges as they stand, claims, settlements. Out: entitlements, documents for the server. Invariants: claiming or settling twice changes
//! nothing; a document holds no amount, no name and no row; all of it dies with the purpose `challenges`.

use super::Engine;
use crate::{
    challenge::{Progress, RunState},
    consent::Call,
    detect::Finding,
    error::{Code, Error},
    goal::{self, Saved},
    packs::ChallengeKind,
    present::{ClaimDocument, RewardAnswer, hash_of, wire_id},
    reward::{Claim, Deed, Entitlement, RewardState, Step, entitlements},
    state::Choice,
    types::{Moment, Occasion, Purpose, StableHash},
};

/// What is earned and not claimed is brought to mind so many days before it expires.
const REMIND_DAYS: i32 = 7;
/// What earns a reward at each milestone of a goal.
const MILESTONES: [Occasion; 4] =
    [Occasion::GoalQuarter, Occasion::GoalHalf, Occasion::GoalThreeQuarters, Occasion::GoalReached];

impl Engine {
    /// All rewards that can be or were earned. Needs `challenges`.
    pub fn rewards(&mut self, now: Moment) -> Vec<RewardAnswer> {
        if !self.open(Call::Rewards, now) {
            return Vec::new();
        }
        let mut answers = Vec::new();
        for entitlement in self.entitlements(now) {
            answers.push(RewardAnswer::new(&self.ledger, &entitlement));
        }
        answers
    }

    /// Claims what was earned; asked again it tells the same.
    ///
    /// # Errors
    /// `CONSENT_MISSING`, `UNKNOWN_ID`, or `INVALID_ARGUMENT` for what cannot be claimed.
    pub fn claim(&mut self, now: Moment, id: &str) -> Result<ClaimDocument, Error> {
        self.need(now, Purpose::Challenges)?;
        let hash = hash_of("reward", id);
        let all = self.entitlements(now);
        let found = all.into_iter().find(|known| Some(known.claim.id) == hash);
        let mut found = found.ok_or_else(|| Error::new(Code::UnknownId))?;
        if found.state == RewardState::Earned {
            let choice = Choice::Reward(found.claim.clone());
            self.choose(now, "rewards.claim", Purpose::Challenges, choice);
            found.claimed_on = Some(now.date.days());
        }
        if found.claimed_on.is_none() || matches!(found.state, RewardState::Refused | RewardState::Revoked) {
            return Err(Error::argument("id"));
        }
        Ok(ClaimDocument::new(&found))
    }

    /// Takes what the bank's server answered to a claim, or what became of it.
    ///
    /// # Errors
    /// `CONSENT_MISSING`, `UNKNOWN_ID` for what nobody claimed.
    pub fn settle_reward(&mut self, now: Moment, id: &str, step: Step) -> Result<String, Error> {
        self.need(now, Purpose::Challenges)?;
        let hash = hash_of("reward", id);
        let mut claim: Option<Claim> = None;
        for known in &self.recalled.recall.rewards {
            if Some(known.id) == hash {
                if known.step == step {
                    return Ok(id.into());
                }
                claim = Some(known.clone());
            }
        }
        let claim = claim.ok_or_else(|| Error::new(Code::UnknownId))?;
        let choice = Choice::Reward(Claim { step, day: now.date.days(), ..claim });
        self.choose(now, "rewards.settle", Purpose::Challenges, choice);
        Ok(id.into())
    }

    /// Reminders of what was earned and is about to expire.
    pub(super) fn reward_findings(&self, now: Moment, found: &mut Vec<Finding>) {
        if self.pack().rewards.is_empty() || !self.recalled.granted.allows(Purpose::Challenges) {
            return;
        }
        for entitlement in self.entitlements(now) {
            let left = entitlement.until.map_or(i32::MAX, |until| until - now.date.days());
            let (&[.., row], true) = (entitlement.rows.as_slice(), (0..=REMIND_DAYS).contains(&left)) else { continue };
            if matches!(entitlement.state, RewardState::Earned | RewardState::Confirmed) {
                let (id, kind) = (entitlement.claim.id, entitlement.claim.kind.word());
                found.push(goal::expiring(&self.ledger, row, (id, kind), now.date, left));
            }
        }
    }

    fn entitlements(&self, now: Moment) -> Vec<Entitlement> {
        let mut deeds = Vec::new();
        if !self.pack().rewards.is_empty() {
            for (id, is_open, saved) in self.goals_saved(now) {
                deeds_of(id, is_open, &saved, &mut deeds);
            }
        }
        let asks = self.pack().rewards.iter().any(|rule| rule.earned_by == Occasion::ChallengeDone);
        if asks && self.recalled.recall.challenges.current().next().is_some() {
            deeds.extend(self.with_progress(now, &mut |_, all| {
                let mut deeds = Vec::new();
                for progress in all {
                    deeds.extend(deed_of(progress));
                }
                deeds
            }));
        }
        let claims = &self.recalled.recall.rewards;
        entitlements(&self.pack().id, &self.pack().rewards, &deeds, claims, now.date.days())
    }
}

/// What a goal earns and can earn; what it had at its beginning earns nothing.
fn deeds_of(id: StableHash, is_open: bool, saved: &Saved, deeds: &mut Vec<Deed>) {
    for (occasion, made) in MILESTONES.into_iter().zip(&saved.milestones) {
        let done = match made {
            Some((day, Some(part))) => saved.parts.get(*part as usize).map(|part| (*day, vec![part.row])),
            None if is_open => None,
            _ => continue,
        };
        deeds.push(Deed { occasion, subject: wire_id("goal", id), challenge: String::new(), done, by_steps: false });
    }
}

/// What a challenge earns, or can earn while its time has not passed. What was bought is no row of it: nothing is earned by
/// spending, and what a limit or the change of purchases earns is earned by its last day.
fn deed_of(is: &Progress<'_>) -> Option<Deed> {
    let kind = is.run.terms.kind;
    let mut rows = Vec::new();
    if kind.is_deposit() || kind == ChallengeKind::Steps {
        for line in &is.lines {
            rows.push(line.row);
        }
    }
    let done = match is.state {
        RunState::Done => Some((is.finished()?, rows)),
        RunState::Over => return None,
        RunState::Active | RunState::Paused => None,
    };
    Some(Deed {
        occasion: Occasion::ChallengeDone,
        subject: wire_id("choice", is.run.id),
        challenge: is.run.terms.challenge.clone(),
        done,
        by_steps: kind == ChallengeKind::Steps,
    })
}
