// SPDX-License-Identifier: MIT OR Apache-2.0
//! Pairs findings with the nudges whose condition holds.
//!
//! In: a pack, findings and what else conditions read. Out: candidates, and the findings that they are about. May
//! use: types, packs, detect, features, state, ledger, decide. Invariants: a condition reads what the schema
//! declares and nothing else; a list has no more items than its bound says, and the newest are kept.

use core::cell::OnceCell;

use super::{Engine, journeys};
use crate::{
    decide::{Candidate, measure},
    detect::{Basis, Finding},
    features::series::Series,
    journey,
    ledger::Ledger,
    packs::{
        FAMILY_SLOT, Nudge, Pack,
        cel::{Environment, Machine, Program, Rules, Value},
        split_event,
    },
    present::CardTexts,
    state::Recall,
    types::{
        About, CivilDate, Fact, FactValue, Family, Feature, OwnEvent, SeriesFact, Source, event_parts, order_of,
        sort_numbers,
    },
};

/// How many facts a finding has, its family among them.
const WIDTH: usize = FAMILY_SLOT as usize + 1;

/// What conditions read, at a moment.
pub(super) struct Facts<'a> {
    pub(super) ledger: &'a Ledger,
    findings: &'a [Finding],
    series: &'a [Series],
    /// Where features are worked out, once a condition asks for one.
    pub(super) basis: Option<&'a Basis>,
    recall: &'a Recall,
    pub(super) today: CivilDate,
    /// The facts of the finding that is asked about: many conditions read them.
    row: Row<'a>,
    /// Those of the findings that a rule sees in their list, told once a condition reads any.
    listed: OnceCell<Vec<Row<'a>>>,
    /// Places of the series that a rule sees, likewise.
    series_seen: OnceCell<Vec<u32>>,
    contexts: Vec<&'a str>,
}

/// The facts of one finding, and its family behind them.
type Row<'a> = [Option<Value<'a>>; WIDTH];

impl<'a> Facts<'a> {
    fn new(
        ledger: &'a Ledger,
        findings: &'a [Finding],
        basis: Option<&'a Basis>,
        recall: &'a Recall,
        today: CivilDate,
    ) -> Self {
        let series = basis.map(|basis| basis.series.all.as_slice()).unwrap_or_default();
        let (row, listed, series_seen) = ([None; WIDTH], OnceCell::new(), OnceCell::new());
        let mut contexts = Vec::new();
        for known in &recall.contexts {
            if known.context.until.is_none_or(|until| until >= today.days()) && contexts.len() < 64 {
                contexts.push(known.context.kind.as_str());
            }
        }
        Self { ledger, findings, series, basis, recall, today, row, listed, series_seen, contexts }
    }

    /// Turns to the finding at a place of the list.
    pub(super) fn ask_about(&mut self, place: usize) {
        if let Some(finding) = self.findings.get(place) {
            told(finding, self.ledger, self.today, &mut self.row);
        }
    }

    /// The newest findings, as far as a rule sees them.
    fn listed(&self) -> &[Row<'a>] {
        self.listed.get_or_init(|| {
            let last = |at: u32| self.findings.get(at as usize).map(|finding| finding.since(self.ledger));
            let places = newest(self.findings.len(), Source::Findings, &last);
            let mut listed = vec![[None; WIDTH]; places.len()];
            for (row, at) in listed.iter_mut().zip(places) {
                if let Some(finding) = self.findings.get(at as usize) {
                    told(finding, self.ledger, self.today, row);
                }
            }
            listed
        })
    }

    /// The newest series, as far as a rule sees them.
    fn series_seen(&self) -> &[u32] {
        self.series_seen.get_or_init(|| {
            let series = |at: u32| self.series.get(at as usize);
            let last = |at: u32| series(at).and_then(|one| one.rows.last()).map(|&row| self.ledger.date(row));
            let mut places = newest(self.series.len(), Source::Series, &last);
            // What the customer said is no series is none for a rule either.
            let said = self.recall.corrections_of(About::Series);
            places.retain(|&at| {
                let id = series(at).map(|one| one.id);
                !said.iter().any(|known| Some(known.subject) == id && known.value == "none")
            });
            places
        })
    }

    fn feature(&self, slot: u8) -> Option<Value<'a>> {
        let facts = self.basis?.facts(self.ledger, self.today);
        Some(match facts.value(Feature::from_index(slot)?)? {
            FactValue::Int(value) => Value::Int(value),
            FactValue::Money(minor) => Value::Money(minor, facts.currency?),
            FactValue::Text(word) => Value::Text(word),
        })
    }

    fn of_series(&self, series: &Series, slot: u8) -> Option<Value<'a>> {
        let days = |date: CivilDate| Value::Int(date.days_since(self.today).into());
        Some(match SeriesFact::from_index(slot)? {
            SeriesFact::Kind => Value::Text(series.kind.word()),
            SeriesFact::Cadence => Value::Text(series.cadence.word()),
            SeriesFact::State => Value::Text(series.state.word()),
            SeriesFact::Direction => Value::Text(series.direction.word()),
            SeriesFact::AmountModel => Value::Text(series.amount_model.word()),
            SeriesFact::Amount => Value::Money(series.amount.saturating_abs(), series.currency),
            SeriesFact::DaysUntilNext => days(series.next.as_ref()?.date),
            SeriesFact::AgeDays => Value::Int(self.today.days_since(self.ledger.date(*series.rows.last()?)).into()),
            SeriesFact::Count => Value::Int(series.rows.len() as i64),
            SeriesFact::ConfidencePercent => Value::Int(series.confidence.percent()),
        })
    }
}

impl<'a> Environment<'a> for Facts<'a> {
    fn field(&self, record: u8, place: u32, slot: u8) -> Option<Value<'a>> {
        let place = place as usize;
        match Source::from_index(record)? {
            Source::Finding => self.row.get(usize::from(slot)).copied().flatten(),
            Source::Features => self.feature(slot),
            Source::Findings => self.listed().get(place)?.get(usize::from(slot)).copied().flatten(),
            Source::Series => self.of_series(self.series.get(*self.series_seen().get(place)? as usize)?, slot),
            Source::Contexts => None,
        }
    }

    fn row(&self) -> &[Option<Value<'a>>] {
        &self.row
    }

    fn length(&self, root: u8) -> Option<u32> {
        Some(match Source::from_index(root)? {
            Source::Findings => self.listed().len() as u32,
            Source::Series => self.series_seen().len() as u32,
            Source::Contexts => self.contexts.len() as u32,
            Source::Finding | Source::Features => return None,
        })
    }

    fn item(&self, root: u8, place: u32) -> Option<Value<'a>> {
        Some(match Source::from_index(root)? {
            Source::Contexts => Value::Text(self.contexts.get(place as usize)?),
            source => Value::Record(source.index(), place),
        })
    }

    /// What the rows tell; events of journeys; responses of a kind to cards of a nudge or a topic, or to all cards.
    fn count(&self, event: &str, days: u16) -> Option<i64> {
        if let Some(own) = OwnEvent::from_word(event) {
            return journeys::count_own(self, own, days.into());
        }
        if event_parts(event).is_some() {
            return Some(journey::count(&self.recall.events, event, days.into(), self.today.days()));
        }
        let (of, kind) = split_event(event);
        let kind = kind?;
        let from = self.today.days().saturating_sub(i32::from(days));
        let mut count = 0;
        for said in self.recall.memory.responses() {
            let is_of = of.is_empty() || said.nudge == of || said.topic == of;
            count += i64::from(said.kind == kind && is_of && said.day > from && said.day <= self.today.days());
        }
        Some(count)
    }
}

/// Tells the facts of a finding.
fn told<'a>(finding: &'a Finding, ledger: &Ledger, today: CivilDate, row: &mut Row<'a>) {
    let facts = finding.told(ledger, today).facts(&|fact, currency| match fact {
        FactValue::Int(value) => Value::Int(value),
        FactValue::Money(minor) => Value::Money(minor, currency),
        FactValue::Text(word) => Value::Text(word),
    });
    let [of_facts @ .., family] = row;
    *of_facts = facts;
    *family = Some(Value::Text(finding.family().word()));
}

/// The places of the newest items of a list, in the order of the list.
fn newest(count: usize, source: Source, last: &dyn Fn(u32) -> Option<CivilDate>) -> Vec<u32> {
    let bound = source.bound() as usize;
    if count <= bound {
        return (0..count as u32).collect();
    }
    let mut places = order_of(count, &mut |a, b| last(b).cmp(&last(a)));
    places.truncate(bound);
    crate::types::sort_places(&mut places, &mut |a, b| a.cmp(&b));
    places
}

impl Engine {
    /// Has a pack decide from now on.
    pub(super) fn use_pack(&mut self, pack: Pack) {
        self.use_builtin();
        self.pack = OnceCell::from(pack);
    }

    /// Has the built-in pack decide from now on.
    pub(super) fn use_builtin(&mut self) {
        self.pack = OnceCell::new();
        self.rules = OnceCell::new();
        if let Some(derived) = &mut self.derived {
            derived.texts = CardTexts::default();
        }
    }

    /// The conditions of the pack, laid out once.
    pub(super) fn rules(&self) -> &[Rules] {
        self.rules.get_or_init(|| rules_of(self.pack()))
    }

    /// What conditions read of some findings.
    pub(super) fn facts<'a>(&'a self, findings: &'a [Finding], today: CivilDate) -> Facts<'a> {
        let basis = self.derived.as_ref().map(|derived| &derived.basis);
        Facts::new(&self.ledger, findings, basis, &self.recalled.recall, today)
    }
}

/// The conditions of a pack: of each family those of the nudges that are about it, by the place of the nudge.
fn rules_of(pack: &Pack) -> Vec<Rules> {
    let mut rules = Vec::with_capacity(Family::ALL.len());
    for family in Family::ALL {
        let mut about = Rules::default();
        for (place, nudge) in pack.nudges.iter().enumerate() {
            if nudge.about == *family {
                about.add(place as u32, &nudge.when);
            }
        }
        rules.push(about);
    }
    rules
}

/// Every nudge over every finding of its family whose condition holds, and the findings beside them.
pub(super) fn candidates<'a>(
    pack: &'a Pack,
    rules: &[Rules],
    facts: &mut Facts<'a>,
) -> (Vec<Candidate<'a>>, Vec<&'a Finding>) {
    // Few findings, many conditions: what may hold is found finding by finding, in one pass each.
    let (mut machine, mut may_hold) = (Machine::default(), Vec::new());
    // Most findings make one candidate or none.
    let room = facts.findings.len();
    let (mut pairs, mut found) = (Vec::with_capacity(room), Vec::with_capacity(room));
    for (place, finding) in facts.findings.iter().enumerate() {
        let Some(about) = rules.get(usize::from(finding.family().index())) else { continue };
        // Most findings are too old for whatever could be said of them.
        let age = i64::from(finding.age(facts.ledger, facts.today));
        if about.at_most(Fact::AgeDays.index()).is_some_and(|most| age > most) {
            continue;
        }
        facts.ask_about(place);
        about.ask(facts, &mut |nudge, holds| may_hold.push((nudge, holds)));
        for (at, holds) in may_hold.drain(..) {
            let Some(nudge) = pack.nudges.get(at as usize) else { continue };
            if holds || machine.holds(&nudge.when, facts) {
                let candidate = candidate(nudge, finding, facts, &mut machine);
                pairs.push(u64::from(at) << 32 | found.len() as u64);
                found.push(Some((candidate, finding)));
            }
        }
    }
    // Nudge by nudge, as the pack has them.
    sort_numbers(&mut pairs);
    let (mut candidates, mut about) = (Vec::with_capacity(pairs.len()), Vec::with_capacity(pairs.len()));
    for pair in pairs {
        if let Some((candidate, finding)) = found.get_mut(pair as u32 as usize).and_then(Option::take) {
            candidates.push(candidate);
            about.push(finding);
        }
    }
    (candidates, about)
}

fn candidate<'a>(
    nudge: &'a Nudge,
    finding: &'a Finding,
    facts: &Facts<'a>,
    machine: &mut Machine<'a>,
) -> Candidate<'a> {
    let quiet = nudge.quiet.iter().find(|quieting| machine.holds(&quieting.when, facts));
    shaped(nudge, finding, facts, machine, quiet.map(|quieting| quieting.reason.as_str()))
}

/// The candidate that a nudge makes of the finding that is asked about.
pub(super) fn shaped<'a>(
    nudge: &'a Nudge,
    finding: &'a Finding,
    facts: &Facts<'a>,
    machine: &mut Machine<'a>,
    quiet: Option<&'a str>,
) -> Candidate<'a> {
    let weight = finding.money().0.minor.unsigned_abs();
    Candidate {
        nudge,
        finding: finding.id(),
        rows: finding.rows(),
        since: finding.since(facts.ledger),
        weight,
        // What is told once grows by itself: a month's spending by each row, a goal by each deposit.
        measure: match finding.family() {
            Family::UnusualSpend | Family::GoalMilestone | Family::Challenge => 0,
            _ => measure(weight),
        },
        benefit: nudge.benefit.as_ref().and_then(|benefit| gain(benefit, facts, machine)),
        quiet,
    }
}

/// The customer's own gain in minor units; a text that errs computes none.
fn gain<'a>(benefit: &'a Program, facts: &Facts<'a>, machine: &mut Machine<'a>) -> Option<i64> {
    match machine.run(benefit, facts) {
        Ok(Value::Money(minor, _)) => Some(minor),
        _ => None,
    }
}
