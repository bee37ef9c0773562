// SPDX-License-Identifier: MIT OR Apache-2.0
//! Goals as choices, and looking ahead: what the engine lends to whoever tries something out.
//!
//! In: what the customer saves for. Out: goals with their rows and plans. Invariants: a goal is a choice and dies with the
//! purpose `challenges`; trying something out changes nothing; the name is in no line of the log.

use super::{Engine, choices::cut};
use crate::{
    consent::Call,
    detect::{Basis, Finding},
    error::{Code, Error},
    goal::{self, Goal, GoalSource, MAX_GOALS, Outlook, Saved},
    ledger::Ledger,
    present::{GoalAnswer, GoalWhatIf, hash_of},
    state::Choice,
    types::{CivilDate, Currency, Moment, Purpose, StableHash, parse_minor, stable_hash},
};

/// The context in which nothing is asked of a customer.
const HARDSHIP: &str = "hardship";
const PRIORITY: u8 = 5;

/// The engine at a moment, as one who tries something out sees it: there is no way to write through it.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// The rows.
    pub ledger: &'a Ledger,
    /// What was worked out of them.
    pub basis: &'a Basis,
    /// The day.
    pub today: CivilDate,
}

/// What is set of a goal; `None` leaves it, an empty text takes it away.
#[derive(Clone, Copy, Debug, Default)]
pub struct GoalRequest<'a> {
    /// Of a goal that is there.
    pub id: Option<&'a str>,
    /// The customer's own words.
    pub name: Option<&'a str>,
    /// Decimal above zero.
    pub amount: Option<&'a str>,
    /// ISO 4217.
    pub currency: Option<&'a str>,
    /// The last day.
    pub by: Option<&'a str>,
    /// 1 to 9.
    pub priority: Option<u32>,
    /// The linked account.
    pub account: Option<&'a str>,
    /// What counts.
    pub source: Option<GoalSource>,
    /// The last day of a pause.
    pub paused_until: Option<&'a str>,
}

/// Goals with what was worked out of them.
struct Worked {
    goals: Vec<Goal>,
    saved: Vec<Saved>,
    outlooks: Vec<Outlook>,
    plans: Vec<(goal::GoalState, Option<goal::Plan>)>,
}

impl Engine {
    /// The rows and what was worked out of them, where the purpose of a call is in force.
    pub fn sight(&mut self, call: Call, now: Moment) -> Option<Sight<'_>> {
        if !self.open(call, now) {
            return None;
        }
        let (ledger, derived) = self.derive(now);
        Some(Sight { ledger, basis: &derived.basis, today: now.date })
    }

    /// The goals as they stand. Needs `challenges`.
    pub fn goals(&mut self, now: Moment) -> Vec<GoalAnswer> {
        if !self.open(Call::Goals, now) {
            return Vec::new();
        }
        self.derive(now);
        self.answer_goals(self.goals_set(), now)
    }

    /// The goals as they stand and as another day or amount of one would make them; nothing is remembered.
    ///
    /// # Errors
    /// `UNKNOWN_ID`, `INVALID_ARGUMENT`.
    pub fn goal_what_if(&mut self, now: Moment, request: GoalRequest<'_>) -> Result<GoalWhatIf, Error> {
        if !self.open(Call::Goals, now) {
            return Ok(GoalWhatIf { before: Vec::new(), after: Vec::new() });
        }
        self.derive(now);
        let mut goals = self.goals_set();
        let place = self.place_of_goal(&goals, request.id.unwrap_or_default())?;
        let before = self.answer_goals(goals.clone(), now);
        if let Some(goal) = goals.get_mut(place) {
            change(goal, &request)?;
        }
        Ok(GoalWhatIf { before, after: self.answer_goals(goals, now) })
    }

    /// Sets a goal, or changes one; tells its id.
    ///
    /// # Errors
    /// `CONSENT_MISSING`, `UNKNOWN_ID`, `INVALID_ARGUMENT`; nothing is changed then.
    pub fn set_goal(&mut self, now: Moment, request: GoalRequest<'_>) -> Result<String, Error> {
        self.need(now, Purpose::Challenges)?;
        let goals = self.goals_set();
        let mut goal = if let Some(id) = request.id {
            let place = self.place_of_goal(&goals, id)?;
            goals.into_iter().nth(place).ok_or_else(|| Error::new(Code::UnknownId))?
        } else {
            if goals.len() >= MAX_GOALS {
                return Err(Error::argument("goals"));
            }
            let currency = request.currency.ok_or_else(|| Error::missing("currency"))?;
            let currency = Currency::from_code(currency).ok_or_else(|| Error::argument("currency"))?;
            let name = request.name.filter(|name| !name.is_empty()).ok_or_else(|| Error::missing("name"))?;
            request.amount.ok_or_else(|| Error::missing("amount"))?;
            let count = self.state.choices.entries().len() as u64;
            Goal {
                id: stable_hash(&[b"goal", &now.instant.to_le_bytes(), &count.to_le_bytes()]),
                name: cut(name),
                target: 0,
                currency,
                by: None,
                priority: PRIORITY,
                account: String::new(),
                source: if request.account.is_some() { GoalSource::Account } else { GoalSource::Transfers },
                since: now.date.days(),
                paused: None,
            }
        };
        change(&mut goal, &request)?;
        let id = crate::present::wire_id("goal", goal.id);
        self.choose(now, "goals.set", Purpose::Challenges, Choice::Goal(goal));
        Ok(id)
    }

    /// Stops a goal, until a day or without an end, or lets it go on.
    ///
    /// # Errors
    /// `CONSENT_MISSING`, `UNKNOWN_ID`.
    pub fn pause_goal(&mut self, now: Moment, id: &str, paused: Option<i32>) -> Result<String, Error> {
        self.need(now, Purpose::Challenges)?;
        let goals = self.goals_set();
        let place = self.place_of_goal(&goals, id)?;
        let goal = goals.into_iter().nth(place).ok_or_else(|| Error::new(Code::UnknownId))?;
        let call = if paused.is_some() { "goals.pause" } else { "goals.resume" };
        self.choose(now, call, Purpose::Challenges, Choice::Goal(Goal { paused, ..goal }));
        Ok(id.into())
    }

    /// Forgets a goal, all that was ever said of it; tells its id, or nothing where there was none.
    pub fn remove_goal(&mut self, now: Moment, id: &str) -> String {
        self.refresh(now);
        let Some(hash) = hash_of("goal", id) else { return String::new() };
        let mut keys = Vec::new();
        for entry in self.state.choices.entries() {
            if matches!(&entry.choice, Choice::Goal(goal) if goal.id == hash) {
                keys.push(entry.key);
            }
        }
        if keys.is_empty() || !self.recalled.granted.allows(Purpose::Challenges) {
            return String::new();
        }
        self.choose(now, "goals.remove", Purpose::Challenges, Choice::Undo(keys));
        id.into()
    }

    /// What there is to be said of goals.
    pub(super) fn goal_findings(&self, now: Moment, found: &mut Vec<Finding>) {
        let goals = self.goals_set();
        if let Some((ledger, basis)) = self.derived.as_ref().map(|derived| (&self.ledger, &derived.basis))
            && !goals.is_empty()
        {
            let Worked { goals, saved, outlooks, plans } = self.work(ledger, basis, goals, now);
            goal::findings(ledger, &basis.series, (&goals, &saved), (&plans, &outlooks), now.date, found);
        }
    }

    /// Each goal's id, whether it can still earn anything, and what is saved.
    pub(super) fn goals_saved(&self, now: Moment) -> Vec<(StableHash, bool, Saved)> {
        let goals = self.goals_set();
        let Some(derived) = self.derived.as_ref().filter(|_| !goals.is_empty()) else { return Vec::new() };
        let mut all = Vec::new();
        for (goal, saved) in goals.iter().zip(goal::saved(&self.ledger, &derived.basis, &goals, now.date)) {
            all.push((goal.id, !goal.is_paused(now.date.days()), saved));
        }
        all
    }

    fn goals_set(&self) -> Vec<Goal> {
        let mut goals = Vec::new();
        for known in &self.recalled.recall.goals {
            goals.push(known.goal.clone());
        }
        goals
    }

    fn place_of_goal(&self, goals: &[Goal], id: &str) -> Result<usize, Error> {
        let hash = hash_of("goal", id);
        goals.iter().position(|goal| Some(goal.id) == hash).ok_or_else(|| Error::new(Code::UnknownId))
    }

    fn is_hard(&self, now: Moment) -> bool {
        let is_now = |until: Option<i32>| until.is_none_or(|until| until >= now.date.days());
        let contexts = &self.recalled.recall.contexts;
        contexts.iter().any(|known| known.context.kind == HARDSHIP && is_now(known.context.until))
    }

    fn work(&self, ledger: &Ledger, basis: &Basis, goals: Vec<Goal>, now: Moment) -> Worked {
        let mut outlooks: Vec<Outlook> = Vec::new();
        for goal in &goals {
            if outlooks.iter().all(|known| known.currency != goal.currency)
                && let Some(outlook) = goal::outlook(ledger, basis, goal.currency, now.date)
            {
                outlooks.push(if self.is_hard(now) { outlook.in_need() } else { outlook });
            }
        }
        let saved = goal::saved(ledger, basis, &goals, now.date);
        let plans = goal::plans(ledger, &goals, &saved, &outlooks, now.date);
        Worked { goals, saved, outlooks, plans }
    }

    fn answer_goals(&self, goals: Vec<Goal>, now: Moment) -> Vec<GoalAnswer> {
        let Some(derived) = &self.derived else { return Vec::new() };
        let Worked { goals, saved, plans, .. } = self.work(&self.ledger, &derived.basis, goals, now);
        let mut answers = Vec::new();
        for place in goal::in_turn(&goals) {
            let place = place as usize;
            if let (Some(goal), Some(saved), Some(plan)) = (goals.get(place), saved.get(place), plans.get(place)) {
                answers.push(GoalAnswer::new(&self.ledger, goal, saved, plan));
            }
        }
        answers
    }
}

fn change(goal: &mut Goal, request: &GoalRequest<'_>) -> Result<(), Error> {
    if request.currency.is_some_and(|currency| currency != goal.currency.code()) {
        return Err(Error::argument("currency"));
    }
    if let Some(name) = request.name {
        goal.name = Some(cut(name)).filter(|name| !name.is_empty()).ok_or_else(|| Error::argument("name"))?;
    }
    if let Some(amount) = request.amount {
        let minor = parse_minor(amount, goal.currency.decimals()).ok().filter(|minor| *minor > 0);
        goal.target = minor.ok_or_else(|| Error::argument("amount"))?;
    }
    for (field, text, slot) in
        [("by", request.by, &mut goal.by), ("pausedUntil", request.paused_until, &mut goal.paused)]
    {
        if let Some(text) = text {
            let date = CivilDate::parse(text);
            if date.is_none() && !text.is_empty() {
                return Err(Error::argument(field));
            }
            *slot = date.map(CivilDate::days);
        }
    }
    if let Some(priority) = request.priority {
        let priority = u8::try_from(priority).ok().filter(|priority| (1..=9).contains(priority));
        goal.priority = priority.ok_or_else(|| Error::argument("priority"))?;
    }
    if let Some(account) = request.account {
        goal.account = cut(account);
    }
    if let Some(source) = request.source {
        goal.source = source;
    }
    if goal.source == GoalSource::Account && goal.account.is_empty() {
        return Err(Error::argument("accountId"));
    }
    Ok(())
}
