// SPDX-License-Identifier: MIT OR Apache-2.0
//! Challenges: what is proposed, joined and noticed.
//!
//! In: calls with their moment. Out: answers, choices, findings. Invariants: without the purpose `challenges` there is
//! nothing to be read or joined; what is joined is what was proposed at that moment.

use super::Engine;
use crate::{
    challenge::{self, Act, Difficulty, Move, Offer, Progress, Proposal, Scene},
    consent::Call,
    detect::{Finding, News},
    error::{Code, Error},
    present::{ProgressAnswer, ProposalAnswer, parse_wire_id},
    state::Choice,
    types::{Family, Moment, Money, Purpose, StableHash},
};

/// Times in which nobody is asked for more.
const HARD_TIMES: &[&str] = &["hardship", "between-jobs", "bereavement"];

impl Engine {
    /// What could be joined. Needs `challenges`.
    pub fn challenge_proposals(&mut self, now: Moment) -> Vec<ProposalAnswer> {
        let mut answers = Vec::new();
        if self.open(Call::Challenges, now) {
            for proposal in self.proposals(now) {
                answers.extend(ProposalAnswer::new(&proposal));
            }
        }
        answers
    }

    /// How what was joined stands. Needs `challenges`.
    pub fn challenges(&mut self, now: Moment) -> Vec<ProgressAnswer> {
        if !self.open(Call::Challenges, now) {
            return Vec::new();
        }
        let ledger = &self.ledger;
        self.with_progress(now, &mut |_, all| {
            let mut answers = Vec::new();
            for progress in all {
                answers.push(ProgressAnswer::new(ledger, progress));
            }
            answers
        })
    }

    /// Joins what is proposed at a level; tells the id of that choice, which is the run's.
    ///
    /// # Errors
    /// `CONSENT_MISSING`; `UNKNOWN_ID` for what is not proposed; `INVALID_ARGUMENT` for an account that nobody declared.
    pub fn join_challenge(
        &mut self,
        now: Moment,
        id: &str,
        level: Difficulty,
        account: Option<&str>,
    ) -> Result<String, Error> {
        self.need(now, Purpose::Challenges)?;
        let is_it = |offer: &&Offer| offer.terms.challenge == id && offer.terms.level == level;
        let proposals = self.proposals(now);
        let offer = proposals.iter().flat_map(|proposal| &proposal.offers).find(is_it);
        let mut terms = offer.ok_or_else(|| Error::new(Code::UnknownId))?.terms.clone();
        if let Some(account) = account {
            let known = self.ledger.accounts().iter().any(|known| self.ledger.word(known.id) == account);
            if !known {
                return Err(Error::argument("accountId"));
            }
            terms.account = account.into();
        }
        let made = Move {
            act: Act::Join,
            run: StableHash::default(),
            day: now.date.days(),
            step: String::new(),
            terms: Some(terms),
        };
        Ok(self.choose(now, "challenges.join", Purpose::Challenges, Choice::Challenge(Box::new(made))))
    }

    /// Pauses, resumes or leaves a run, or says that a step of it is done; tells the id of that choice.
    ///
    /// # Errors
    /// `CONSENT_MISSING`; `UNKNOWN_ID` for a run that is not there, or a step that it does not have.
    pub fn move_challenge(&mut self, now: Moment, id: &str, act: Act, step: &str) -> Result<String, Error> {
        self.need(now, Purpose::Challenges)?;
        let run = parse_wire_id(id).filter(|run| self.recalled.recall.challenges.find(*run).is_some());
        let run = run.ok_or_else(|| Error::new(Code::UnknownId))?;
        let has_step = self.with_progress(now, &mut |_, all| {
            let found = all.iter().find(|progress| progress.run.id == run);
            found.is_some_and(|progress| progress.steps.iter().any(|known| known.0 == step))
        });
        if act == Act::Step && !has_step {
            return Err(Error::new(Code::UnknownId));
        }
        let made = Move { act, run, day: now.date.days(), step: step.into(), terms: None };
        let call = match act {
            Act::Pause => "challenges.pause",
            Act::Resume => "challenges.resume",
            Act::Leave => "challenges.leave",
            _ => "challenges.step",
        };
        Ok(self.choose(now, call, Purpose::Challenges, Choice::Challenge(Box::new(made))))
    }

    fn proposals(&self, now: Moment) -> Vec<Proposal> {
        let holds = |until: Option<i32>| until.is_none_or(|day| day >= now.date.days());
        let mut is_hard = false;
        for known in &self.recalled.recall.contexts {
            is_hard |= holds(known.context.until) && HARD_TIMES.contains(&known.context.kind.as_str());
        }
        self.with_progress(now, &mut |scene, all| challenge::proposals(scene, all, is_hard))
    }

    /// The moments of challenges as findings.
    pub(super) fn challenge_moments(&self, now: Moment, found: &mut Vec<Finding>) {
        let recall = &self.recalled.recall;
        if recall.challenges.current().next().is_none() {
            return;
        }
        for moment in self.with_progress(now, &mut |scene, all| challenge::moments(scene, all)) {
            let money = Money { minor: moment.amount, currency: moment.currency };
            let mut news = News::of(moment.id, Family::Challenge, moment.rows, money, moment.since, moment.reason);
            (news.kind, news.name, news.total) = (moment.kind, moment.challenge, moment.total);
            (news.was, news.gap_days, news.count) = (moment.target, moment.days_left, moment.count);
            found.push(Finding::News(news));
        }
    }

    /// Hands on what challenges read, with how those that were joined stand.
    pub(super) fn with_progress<T: Default>(
        &self,
        now: Moment,
        read: &mut dyn FnMut(&Scene<'_>, &[Progress<'_>]) -> T,
    ) -> T {
        let Some(derived) = &self.derived else { return T::default() };
        let (ledger, basis) = (&self.ledger, &derived.basis);
        let scene = Scene {
            ledger,
            view: &basis.view,
            transfers: &basis.transfers,
            refunds: &basis.refunds,
            tally: basis.tally(ledger, now.date),
            facts: basis.facts(ledger, now.date),
            series: &basis.series,
            category: &|row| basis.category(ledger, row),
            challenges: &self.pack().challenges,
            today: now.date,
        };
        let all = challenge::progress(&scene, &mut self.recalled.recall.challenges.current());
        read(&scene, &all)
    }
}
