// SPDX-License-Identifier: MIT OR Apache-2.0
//! The gate: what is in force at a moment decides what there is to be read.
//!
//! In: a call and its `now`. Out: the rows and choices that its purposes cover, and what was worked out of them.
//! Invariants: without its purpose a call gets nothing; a choice of another purpose than those in force is
//! absent, not filtered afterwards; rows past the retention are absent from the view. Looking changes nothing
//! but the log.

use super::{Engine, derived::Derived};
use crate::{
    consent::{Call, Granted, Log},
    decide::LearnedRate,
    detect::{self, Basis, Duplicates, Finding},
    features::series::{self, SeriesKind},
    ledger::Ledger,
    packs::Pack,
    payment::Known,
    present::CardTexts,
    state::{Recall, State},
    types::{self, About, Cadence, Category, CivilDate, Family, Moment, Purpose, StableHash},
};

/// The choices that are covered, worked out for a revision of them and what is in force.
#[derive(Debug, Default)]
pub(super) struct Recalled {
    revision: Option<u64>,
    pub(super) granted: Granted,
    pub(super) recall: Recall,
}

/// The engine at a moment, to be read by what reports on it.
#[derive(Debug)]
pub struct Look<'a> {
    /// All rows.
    pub ledger: &'a Ledger,
    /// What was worked out of those that a purpose in force reads.
    pub basis: Option<&'a Basis>,
    /// What was noticed, where a purpose in force covers it.
    pub findings: Vec<Finding>,
    /// The choices that are covered.
    pub recall: &'a Recall,
    /// What was learned from answers.
    pub learned: Vec<LearnedRate>,
    /// What is in force.
    pub granted: Granted,
    /// The first day within the retention.
    pub from: CivilDate,
    /// Ground state.
    pub state: &'a State,
    /// The pack that decides.
    pub pack: &'a Pack,
    /// The processing log.
    pub log: &'a Log,
}

impl Engine {
    /// The engine at a moment, for reports.
    pub fn look(&mut self, now: Moment) -> Look<'_> {
        self.refresh(now);
        let granted = self.recalled.granted;
        let covered = granted.allows(Purpose::Insights) || granted.allows(Purpose::Nudges);
        let findings = if covered { self.findings(now) } else { Vec::new() };
        let learned = self.learned(now);
        Look {
            ledger: &self.ledger,
            learned,
            basis: self.derived.as_ref().map(|derived| &derived.basis),
            findings,
            recall: &self.recalled.recall,
            granted,
            from: self.retained_from(None),
            state: &self.state,
            pack: self.pack(),
            log: self.log(),
        }
    }

    /// The processing log.
    #[must_use]
    pub const fn log(&self) -> &Log {
        &self.state.choices.log
    }

    /// Whether a call may read; if so, everything is made ready for it and the log knows.
    pub(super) fn open(&mut self, call: Call, now: Moment) -> bool {
        self.refresh(now);
        let is_open = self.recalled.granted.allows(call.purpose());
        if is_open && !matches!(call, Call::Evaluate | Call::CheckPayment) {
            self.note(call, now, &[], "answered");
        }
        is_open
    }

    /// Writes a line of the log for a call that reads.
    pub(super) fn note(&mut self, call: Call, now: Moment, items: &[String], outcome: &str) {
        let mut pack = String::new();
        if matches!(call, Call::Evaluate) {
            pack.push_str(&self.pack().id);
            pack.push(' ');
            pack.push_str(&self.pack().version.to_string());
        }
        let mut words = vec![call.word(), outcome, &pack];
        for item in items {
            words.push(item);
        }
        self.state.choices.log.add(now.instant, Some(call.purpose()), call.reads(), &words);
    }

    /// Writes a line of the log for what the customer said.
    pub(super) fn note_said(&mut self, now: Moment, purpose: Option<Purpose>, call: &str, id: &str, outcome: &str) {
        self.state.choices.log.add(now.instant, purpose, &[], &[call, outcome, "", id]);
    }

    /// The instant of a moment, or else of the last call.
    pub(super) fn instant(&self, now: Option<Moment>) -> i64 {
        now.or(self.last).map_or(i64::MIN, |moment| moment.instant)
    }

    /// What is in force at a moment, or else at that of the last call.
    pub(super) fn granted(&self, now: Option<Moment>) -> Granted {
        self.consent.at(self.instant(now))
    }

    /// The first day within the retention, counted back from a moment or else from the last call.
    pub(super) fn retained_from(&self, now: Option<Moment>) -> CivilDate {
        let (Some(now), Some(months)) = (now.or(self.last), self.state.retention_months) else {
            return CivilDate::MIN;
        };
        now.date.plus_months(-i32::try_from(months).unwrap_or(i32::MAX / 12))
    }

    /// Works out what is missing for the ledger, the choices and the moment as they are.
    pub(super) fn refresh(&mut self, now: Moment) {
        if self.catch_up(now) {
            while self.make(now, usize::MAX) {}
        }
    }

    /// Takes in what is in force at a moment and what came since the last one; whether what is worked out of the rows
    /// must be made anew.
    pub(super) fn catch_up(&mut self, now: Moment) -> bool {
        let choices = Some(self.state.choices.revision());
        let is_done = |d: &Derived| d.is_of(&self.ledger, (self.retained_from(Some(now)), now.date));
        // A call asks several times.
        if self.last == Some(now) && self.recalled.revision == choices && self.derived.as_ref().is_some_and(is_done) {
            return false;
        }
        self.last = Some(now);
        let granted = self.granted(None);
        if self.recalled.revision != choices || self.recalled.granted != granted {
            let recall = self.state.recall(&granted);
            if recall.corrections != self.recalled.recall.corrections {
                self.forget_derived();
            }
            self.recalled = Recalled { revision: choices, granted, recall };
            if let Some(derived) = &mut self.derived {
                derived.marked = false;
            }
        }
        if !granted.reads_rows() {
            self.forget_derived();
            return false;
        }
        let (from, today) = (self.retained_from(None), now.date);
        let is_fresh = |d: &Derived| d.is_of(&self.ledger, (from, today));
        if self.derived.as_ref().is_some_and(is_fresh) || self.grow(from, today) {
            return false;
        }
        // Not before the next one is made: the two need not stand beside each other.
        self.derived = None;
        true
    }

    /// Takes rows that came in since into what was worked out; `false` where it must be made anew.
    fn grow(&mut self, from: CivilDate, today: CivilDate) -> bool {
        let ledger = &self.ledger;
        let recall = &self.recalled.recall;
        let Some(derived) = self.derived.as_mut() else { return false };
        if !ledger.only_grew_since(derived.revision) || !derived.pass(ledger, (from, today)) {
            return false;
        }
        if derived.revision == ledger.revision() {
            return true;
        }
        let new = derived.rows..ledger.len() as u32;
        // What was said of a row may have been said before it came.
        for about in [About::Recurs, About::Joined, About::Ended] {
            for known in recall.corrections_of(about) {
                let is_named = |row| {
                    let key = types::Correction::row_key(&ledger.id(row).to_text());
                    known.subject == key || known.value == key.to_hex()
                };
                if new.clone().any(is_named) {
                    return false;
                }
            }
        }
        let correct = |basis: &mut Basis| correct(ledger, recall, basis);
        let Some(touched) = derived.basis.add(ledger, new.clone(), (from, today), &derived.apart, &correct) else {
            return false;
        };
        if touched.gone.iter().any(|&row| Known::holds(ledger, row)) {
            derived.known = None;
        }
        if let Some(known) = &mut derived.known {
            known.add(ledger, &derived.basis, new.clone(), &touched.rows, today);
        }
        if let Some(duplicates) = &mut derived.duplicates {
            duplicates.add(ledger, &derived.basis, &touched);
        }
        derived.until = derived.until.max(ledger.last_day(new.start));
        (derived.revision, derived.rows, derived.marked) = (ledger.revision(), new.end, false);
        true
    }

    /// What the customer said of series that are to be made, joined or ended, as the rows that it is said of.
    pub(super) fn said_of_series(&self) -> Vec<series::Correction> {
        let recall = &self.recalled.recall;
        let mut said = Vec::new();
        // Looking for a row by its key reads all ids: only where there is something to look for.
        let row = |key: StableHash| {
            (0..self.ledger.len() as u32).find(|&row| types::Correction::row_key(&self.ledger.id(row).to_text()) == key)
        };
        for known in recall.corrections_of(About::Recurs) {
            if let Some(row) = row(known.subject) {
                said.push(series::Correction::Recurs { row, cadence: Cadence::from_word(&known.value) });
            }
        }
        for known in recall.corrections_of(About::Joined) {
            let other = u64::from_str_radix(&known.value, 16).ok().and_then(|key| row(StableHash(key)));
            if let (Some(a), Some(b)) = (row(known.subject), other) {
                said.push(series::Correction::Joined { rows: [a, b] });
            }
        }
        for known in recall.corrections_of(About::Ended) {
            if let (Some(row), Some(day)) = (row(known.subject), CivilDate::parse(&known.value)) {
                said.push(series::Correction::Ended { row, day });
            }
        }
        said
    }

    pub(super) fn derive(&mut self, now: Moment) -> (&Ledger, &Derived) {
        self.refresh(now);
        let derived = self.derived.get_or_insert_with(|| Derived {
            revision: 0,
            from: CivilDate::MIN,
            today: now.date,
            basis: Basis::default(),
            rows: 0,
            until: i32::MIN,
            apart: Vec::new(),
            duplicates: None,
            marked: false,
            known: None,
            texts: CardTexts::default(),
        });
        (&self.ledger, derived)
    }

    pub(super) fn derive_with_duplicates(&mut self, now: Moment) -> (&Ledger, &Derived) {
        self.refresh(now);
        let (ledger, memory) = (&self.ledger, &self.recalled.recall.memory);
        if let Some(derived) = self.derived.as_mut().filter(|derived| !derived.marked) {
            let teaches = memory.means_any_repeat();
            let meant = |row: u32, payee| {
                let row = || ledger.row(row);
                teaches && memory.repeat_is_meant(ledger.identity(payee), row().amount, row().currency)
            };
            let duplicates = derived.duplicates.get_or_insert_with(|| Duplicates::find(ledger, &derived.basis));
            detect::duplicates::mark(&mut duplicates.found, &meant);
            derived.marked = true;
        }
        self.derive(now)
    }

    pub(super) fn findings(&mut self, now: Moment) -> Vec<Finding> {
        let (ledger, derived) = self.derive_with_duplicates(now);
        let duplicates = derived.found();
        let mut findings = detect::findings(ledger, &derived.basis, duplicates, now.date);
        self.journey_findings(now, &mut findings);
        self.moments(now, &mut findings);
        let known = self.known_as(&|at| findings.get(at).map(|f| (f.id(), f.family(), f.rows())));
        for (at, id) in known {
            if let Some(finding) = findings.get_mut(at) {
                finding.rename(id);
            }
        }
        self.challenge_moments(now, &mut findings);
        self.goal_findings(now, &mut findings);
        self.reward_findings(now, &mut findings);
        findings
    }

    /// Which findings of a list the customer answered under an id that is gone, as a reservation was booked under
    /// another: their places, and that id.
    pub(super) fn known_as(
        &self,
        list: &dyn Fn(usize) -> Option<(StableHash, Family, [u32; 2])>,
    ) -> Vec<(usize, StableHash)> {
        let responses = self.recalled.recall.memory.responses();
        let (mut known, mut done): (Vec<(usize, StableHash)>, Vec<StableHash>) = (Vec::new(), Vec::new());
        let Some(derived) = &self.derived else { return known };
        for response in responses {
            let id = response.finding;
            let Some(alias) = response.alias.filter(|_| !done.contains(&id)) else { continue };
            done.push(id);
            let mut heir = None;
            for at in 0.. {
                let Some((own, family, rows)) = list(at) else { break };
                if own == id {
                    heir = None;
                    break;
                }
                if heir.is_none()
                    && known.iter().all(|taken| taken.0 != at)
                    && responses.iter().all(|other| other.finding != own)
                    && detect::is_known_as(&self.ledger, &derived.basis, family, rows, alias)
                {
                    heir = Some((at, id));
                }
            }
            known.extend(heir);
        }
        known
    }
}

/// Takes in what the customer says of categories, and of what series are.
pub(super) fn correct(ledger: &Ledger, recall: &Recall, basis: &mut Basis) {
    let categories = recall.corrections_of(About::Category);
    let category = |key| Category::from_word(&categories.iter().rfind(|known| known.subject == key)?.value);
    let kinds = recall.corrections_of(About::Series);
    // The last word that is one counts.
    let kind = |id| {
        let mut said = kinds.iter().rev().filter(|known| known.subject == id);
        said.find_map(|known| SeriesKind::from_word(&known.value))
    };
    basis.correct(ledger, if categories.is_empty() { None } else { Some(&category) }, &kind);
}
