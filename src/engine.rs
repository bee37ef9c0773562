// SPDX-License-Identifier: MIT OR Apache-2.0
//! The façade: which room is asked in which order, and nothing else.
//!
//! In: calls of the contract with `now` as an argument. Out: answers. May use: all rooms below.
//! Invariants: the same rows, choices, pack and `now` give the same answers, bit for bit; a refused call
//! has changed nothing; an answer changes nothing that a later answer depends on, but for rows past the retention.
//! Deliberately absent: business rules.

use crate::{
    consent::{Consent, ConsentStatus, Grant},
    decide::{Candidate, LearnedException, Place, Response, decide},
    detect::{self, Basis, Duplicate, DuplicateState, Finding},
    error::{Code, Error},
    features::forecast,
    ingest::{Ingest, RawTransaction},
    ledger::{IngestReport, Ledger},
    packs::{
        self, Nudge, NudgeClass, Pack,
        cel::{Program, Value},
    },
    payment,
    present::{Answer, DuplicateAnswer, ForecastAnswer, SeriesAnswer, TransferAnswer, VerdictAnswer, parse_wire_id},
    state::State,
    store,
    types::{CivilDate, Fact, FactValue, Moment, Purpose, ResponseKind, StableHash},
};

/// Days until a snoozed card may come back, when the customer did not say.
const SNOOZE_DAYS: i32 = 7;
/// Cards that fit a place, when the host does not say.
const DEFAULT_SLOTS: usize = 3;

/// The days that a forecast may reach.
const MAX_FORECAST_DAYS: u32 = 1000;

/// What the host says at the beginning.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What the customer granted; empty: nothing.
    pub consent: Vec<Grant>,
    /// A pack's text; `None`: the built-in pack.
    pub pack: Option<String>,
    /// Rows booked more than so many months before a call's `now` are dropped.
    pub retention_months: Option<u32>,
}

/// Which duplicates are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct DuplicateQuery {
    /// Only pairs whose later row was booked on or after this day.
    pub since: Option<CivilDate>,
    /// Refunded and dismissed ones too.
    pub include_settled: bool,
}

/// One customer's companion.
///
/// ```
/// use oxpecker::{engine::{Engine, Settings, DuplicateQuery}, consent::Grant, types::{CivilDate, CivilTime, Moment, Purpose}};
///
/// let grant = |purpose| Grant { purpose, granted_at: None, notice: None, language: None };
/// let mut engine = Engine::new();
/// engine.configure(Settings { consent: vec![grant(Purpose::Insights)], ..Settings::default() })?;
/// let report = engine.ingest(br#"[
///   {"id":"a","accountId":"main","bookedAt":"2026-03-02","amount":"-48.10","currency":"EUR","counterpartyName":"Harbor Books","kind":"card"},
///   {"id":"b","accountId":"main","bookedAt":"2026-03-03","amount":"-48.10","currency":"EUR","counterpartyName":"HARBOR BOOKS #12","kind":"card"}
/// ]"#)?;
/// assert_eq!(report.added, 2);
/// let now = Moment { instant: 0, date: CivilDate::parse("2026-03-04").unwrap(), time: CivilTime::parse("09:00:00").unwrap() };
/// let found = engine.duplicates(now, DuplicateQuery::default());
/// assert_eq!(found[0].transactions, ["a", "b"]);
/// # Ok::<(), oxpecker::error::Error>(())
/// ```
#[derive(Debug)]
pub struct Engine {
    ledger: Ledger,
    state: State,
    pack: Pack,
    ingest: Option<Ingest>,
    derived: Option<Derived>,
}

/// What was worked out for a revision of the ledger and a day.
#[derive(Debug)]
struct Derived {
    revision: u64,
    today: CivilDate,
    basis: Basis,
    duplicates: Option<Vec<Duplicate>>,
    /// Whether the duplicates carry what the customer said of them by now.
    marked: bool,
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Engine {
    /// A closed engine: nothing granted, the built-in pack, no rows.
    #[must_use]
    pub fn new() -> Self {
        Self { ledger: Ledger::default(), state: State::default(), pack: builtin(), ingest: None, derived: None }
    }

    /// Takes the host's settings; they replace the ones before.
    ///
    /// # Errors
    /// `PACK_INVALID` with diagnostics; the settings before then stay.
    pub fn configure(&mut self, settings: Settings) -> Result<(), Error> {
        if let Some(text) = &settings.pack {
            self.pack = Pack::load(text)?;
        } else {
            self.pack = builtin();
        }
        self.state.pack = settings.pack;
        self.state.consent = Consent::new(&settings.consent);
        self.state.retention_months = settings.retention_months;
        Ok(())
    }

    /// The loaded pack.
    #[must_use]
    pub const fn pack(&self) -> &Pack {
        &self.pack
    }

    /// What is granted and what is missing.
    #[must_use]
    pub fn consent(&self) -> ConsentStatus {
        self.state.consent.status()
    }

    /// Opens a file.
    pub fn ingest_begin(&mut self) {
        self.ledger.begin();
        self.ingest = Some(Ingest::default());
    }

    /// Reads one more slice of the open file and tells how many transactions it held so far.
    ///
    /// # Errors
    /// `NO_INGEST`, or the file's fault; the file is then closed and has changed nothing.
    pub fn ingest_push(&mut self, slice: &[u8]) -> Result<i64, Error> {
        let ingest = self.ingest.as_mut().ok_or(Error::new(Code::NoIngest))?;
        let pushed = ingest.push(slice, &mut self.ledger);
        let rows = ingest.rows();
        if pushed.is_err() {
            self.ingest_abort();
        }
        pushed.map(|()| rows)
    }

    /// Takes the open file, whole.
    ///
    /// # Errors
    /// As `ingest_push`.
    pub fn ingest_finish(&mut self) -> Result<IngestReport, Error> {
        let mut ingest = self.ingest.take().ok_or(Error::new(Code::NoIngest))?;
        match ingest.finish(&mut self.ledger) {
            Ok(()) => Ok(self.ledger.commit()),
            Err(error) => {
                self.ingest_abort();
                Err(error)
            }
        }
    }

    /// Drops the open file.
    pub fn ingest_abort(&mut self) {
        self.ingest = None;
        self.ledger.abort();
    }

    /// Reads a whole file.
    ///
    /// # Errors
    /// The file's fault; nothing is changed then.
    pub fn ingest(&mut self, bytes: &[u8]) -> Result<IngestReport, Error> {
        self.ingest_begin();
        self.ingest_push(bytes)?;
        self.ingest_finish()
    }

    /// Takes rows out and tells how many there were.
    pub fn remove(&mut self, ids: &[String]) -> u32 {
        self.ledger.remove(ids)
    }

    /// How many rows there are.
    #[must_use]
    pub fn transactions(&self) -> usize {
        self.ledger.len()
    }

    /// Pairs of rows that look like one payment. Needs `insights`.
    pub fn duplicates(&mut self, now: Moment, query: DuplicateQuery) -> Vec<DuplicateAnswer> {
        if !self.state.consent.allows(Purpose::Insights) {
            return Vec::new();
        }
        let (ledger, derived) = self.derive_with_duplicates(now);
        let wanted = |duplicate: &&Duplicate| {
            let [_, later] = duplicate.rows;
            (query.include_settled || duplicate.state == DuplicateState::Open)
                && query.since.is_none_or(|since| ledger.date(later) >= since)
        };
        let all = derived.duplicates.as_deref().unwrap_or_default();
        all.iter().filter(wanted).map(|duplicate| DuplicateAnswer::new(ledger, duplicate)).collect()
    }

    /// What repeats. Needs `insights`.
    pub fn series(&mut self, now: Moment) -> Vec<SeriesAnswer> {
        if !self.state.consent.allows(Purpose::Insights) {
            return Vec::new();
        }
        let (ledger, derived) = self.derive(now);
        derived.basis.series.all.iter().map(|series| SeriesAnswer::new(ledger, series)).collect()
    }

    /// Transfers between own accounts. Needs `insights`.
    pub fn transfers(&mut self, now: Moment) -> Vec<TransferAnswer> {
        if !self.state.consent.allows(Purpose::Insights) {
            return Vec::new();
        }
        let (ledger, derived) = self.derive(now);
        derived.basis.transfers.iter().map(|transfer| TransferAnswer::new(ledger, transfer)).collect()
    }

    /// Where the balance of an account is going, from today to so many days on. Needs `insights`.
    ///
    /// # Errors
    /// `INVALID_ARGUMENT` for more than 1,000 days; `BALANCE_UNKNOWN` where nothing tells the balance.
    pub fn forecast(&mut self, now: Moment, account: &str, days: u32) -> Result<ForecastAnswer, Error> {
        if days > MAX_FORECAST_DAYS {
            return Err(Error::argument("days"));
        }
        if !self.state.consent.allows(Purpose::Insights) {
            return Ok(ForecastAnswer::empty(account));
        }
        let (ledger, derived) = self.derive(now);
        let Basis { view, series, .. } = &derived.basis;
        let found = forecast::find(ledger, view, series, account, now.date, days);
        found
            .map(|forecast| ForecastAnswer::new(ledger, series, &forecast))
            .ok_or_else(|| Error::new(Code::BalanceUnknown))
    }

    /// Checks a payment before it is confirmed. Needs `payment-guard`.
    ///
    /// # Errors
    /// `INVALID_ARGUMENT` when the amount is not negative.
    pub fn check_payment(&mut self, now: Moment, draft: &RawTransaction<'_>) -> Result<VerdictAnswer, Error> {
        if draft.amount >= 0 {
            return Err(Error::argument("amount"));
        }
        if !self.state.consent.allows(Purpose::PaymentGuard) {
            return Ok(VerdictAnswer::empty());
        }
        self.refresh(now);
        let Some(derived) = &self.derived else {
            return Ok(VerdictAnswer::empty());
        };
        let memory = &self.state.memory;
        let meant = |identity: &str| memory.repeat_is_meant(identity, draft.amount, draft.currency);
        let verdict = payment::check(&self.ledger, &derived.basis, draft, now.instant, &meant);
        let answer = VerdictAnswer::new(&self.ledger, &verdict);
        self.state.issue(verdict.subject);
        Ok(answer)
    }

    /// What to show in a place, what was noticed and kept quiet, what was withheld. Needs `nudges`.
    pub fn evaluate(&mut self, now: Moment, surface: &str, slots: Option<usize>) -> Answer {
        if !self.state.consent.allows(Purpose::Nudges) {
            return Answer::default();
        }
        let findings = self.findings(now);
        let (candidates, about) = candidates(&self.pack, &findings, &self.ledger, now.date);
        let place = Place { surface, slots: slots.unwrap_or(DEFAULT_SLOTS), today: now.date };
        let decisions = decide(&candidates, &self.state.memory, &self.state.consent, place);
        Answer::new(&self.ledger, surface, decisions, &candidates, &about)
    }

    /// Takes what the customer said to a card, a duplicate or a verdict.
    ///
    /// # Errors
    /// `UNKNOWN_ID`, or `UNKNOWN_RESPONSE` for a response that does not fit.
    pub fn respond(
        &mut self,
        now: Moment,
        id: &str,
        kind: ResponseKind,
        until: Option<CivilDate>,
    ) -> Result<(), Error> {
        let hash = parse_wire_id(id).ok_or(Error::new(Code::UnknownId))?;
        if kind == ResponseKind::Undo {
            return self.undo(now, hash);
        }
        let mut response = match self.subject_of(now, hash) {
            Ok(response) => response,
            // A second click: the first may have changed what the id was found by.
            Err(error) => match self.state.memory.last(hash) {
                Some(known) => Response { day: now.date.days(), until: None, ..known.clone() },
                None => return Err(error),
            },
        };
        let fits = match (response.nudge.is_empty(), self.state.verdict(hash).is_some()) {
            (_, true) => matches!(
                kind,
                ResponseKind::Shown | ResponseKind::NotADuplicate | ResponseKind::WentThrough | ResponseKind::Cancelled
            ),
            (true, false) => matches!(kind, ResponseKind::NotADuplicate),
            (false, false) => !matches!(kind, ResponseKind::WentThrough | ResponseKind::Cancelled),
        };
        if !fits {
            return Err(Error::new(Code::UnknownResponse));
        }
        if kind != ResponseKind::NotADuplicate {
            response.exception = None;
        }
        response.kind = kind;
        response.interruption &= kind == ResponseKind::Shown;
        if kind == ResponseKind::Snoozed {
            let day = until.unwrap_or_else(|| now.date.plus_days(SNOOZE_DAYS));
            response.until = Some(day.days());
        }
        self.state.memory.remember(response);
        self.unmark_duplicates();
        Ok(())
    }

    /// Rows, choices and settings as bytes.
    #[must_use]
    pub fn snapshot(&self) -> Vec<u8> {
        store::write(&self.ledger, &self.state)
    }

    /// Replaces everything by a snapshot.
    ///
    /// # Errors
    /// `SNAPSHOT_CORRUPT`, `SNAPSHOT_VERSION` or `PACK_INVALID`; nothing is changed then.
    pub fn restore(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let (ledger, state) = store::read(bytes)?;
        let pack = state.pack.as_deref().map_or_else(|| Ok(builtin()), Pack::load)?;
        *self = Self { ledger, state, pack, ingest: None, derived: None };
        Ok(())
    }

    /// Takes the last answer to an id back, or else the last answer to what the id is about: a card that
    /// was put away can be brought back from the list of duplicates.
    fn undo(&mut self, now: Moment, id: StableHash) -> Result<(), Error> {
        if !self.state.memory.undo(id) {
            let finding = self.subject_of(now, id)?.finding;
            if !self.state.memory.undo_about(finding) {
                return Err(Error::new(Code::UnknownId));
            }
        }
        self.unmark_duplicates();
        Ok(())
    }

    /// What an id names, as a response that says nothing yet.
    fn subject_of(&mut self, now: Moment, id: StableHash) -> Result<Response, Error> {
        let blank = |finding, exception| Response {
            id,
            finding,
            nudge: String::new(),
            topic: String::new(),
            kind: ResponseKind::Shown,
            day: now.date.days(),
            until: None,
            interruption: false,
            exception,
        };
        if let Some(verdict) = self.state.verdict(id) {
            let exception = verdict.money().and_then(|money| LearnedException::new(&verdict.identity, money));
            return Ok(blank(id, exception));
        }
        let findings = self.findings(now);
        let exception_of = |finding: &Finding| {
            let [_, later] = finding.rows();
            let row = self.ledger.row(later);
            LearnedException::new(self.ledger.identity(self.view_payee(later)), row.money())
        };
        for finding in &findings {
            if matches!(finding, Finding::Duplicate(duplicate) if duplicate.id == id) {
                return Ok(blank(finding.id(), exception_of(finding)));
            }
        }
        let (candidates, about) = candidates(&self.pack, &findings, &self.ledger, now.date);
        for (candidate, finding) in candidates.iter().zip(about) {
            for surface in &candidate.nudge.surfaces {
                if candidate.card_id(surface) == id {
                    let nudge = candidate.nudge;
                    return Ok(Response {
                        nudge: nudge.id.clone(),
                        topic: nudge.topic.clone(),
                        interruption: nudge.class != NudgeClass::Safety && surface != "inbox",
                        ..blank(finding.id(), exception_of(finding))
                    });
                }
            }
        }
        Err(Error::new(Code::UnknownId))
    }

    fn view_payee(&self, row: u32) -> crate::ledger::PayeeId {
        self.derived.as_ref().map(|derived| derived.basis.view.payee(row)).unwrap_or_default()
    }

    fn findings(&mut self, now: Moment) -> Vec<Finding> {
        let (ledger, derived) = self.derive_with_duplicates(now);
        let duplicates = derived.duplicates.as_deref().unwrap_or_default();
        detect::findings(ledger, &derived.basis, duplicates, now.date)
    }

    /// Works out what is missing for the ledger as it is and the day as it is.
    fn refresh(&mut self, now: Moment) {
        // A file on its way in keeps its rows until it is taken or dropped.
        if let Some(months) = self.state.retention_months
            && self.ingest.is_none()
        {
            let months = i32::try_from(months).unwrap_or(i32::MAX / 12);
            self.ledger.drop_before(now.date.plus_months(-months));
        }
        let revision = self.ledger.revision();
        let fresh = self.derived.as_ref().is_some_and(|d| d.revision == revision && d.today == now.date);
        if !fresh {
            let basis = Basis::new(&self.ledger, now.date);
            self.derived = Some(Derived { revision, today: now.date, basis, duplicates: None, marked: false });
        }
    }

    fn derive(&mut self, now: Moment) -> (&Ledger, &Derived) {
        self.refresh(now);
        let derived = self.derived.get_or_insert_with(|| Derived {
            revision: 0,
            today: now.date,
            basis: Basis::default(),
            duplicates: None,
            marked: false,
        });
        (&self.ledger, derived)
    }

    fn derive_with_duplicates(&mut self, now: Moment) -> (&Ledger, &Derived) {
        self.refresh(now);
        let (ledger, memory) = (&self.ledger, &self.state.memory);
        if let Some(derived) = self.derived.as_mut().filter(|derived| !derived.marked) {
            let meant = |row: &crate::ledger::Row, payee| {
                memory.repeat_is_meant(ledger.identity(payee), row.amount, row.currency)
            };
            let duplicates = derived.duplicates.get_or_insert_with(|| detect::duplicates::find(ledger, &derived.basis));
            detect::duplicates::mark(ledger, duplicates, &meant);
            derived.marked = true;
        }
        self.derive(now)
    }

    fn unmark_duplicates(&mut self) {
        if let Some(derived) = &mut self.derived {
            derived.marked = false;
        }
    }
}

/// The built-in pack is part of the build; that it loads is a test.
fn builtin() -> Pack {
    match Pack::load(packs::BUILTIN) {
        Ok(pack) => pack,
        #[expect(clippy::panic, reason = "a broken build stops early; a test loads the pack")]
        Err(error) => panic!("the built-in pack does not load: {error}"),
    }
}

/// Every nudge over every finding of its family whose condition holds, and the findings beside them.
fn candidates<'a>(
    pack: &'a Pack,
    findings: &'a [Finding],
    ledger: &Ledger,
    today: CivilDate,
) -> (Vec<Candidate<'a>>, Vec<&'a Finding>) {
    let mut candidates = Vec::new();
    let mut about = Vec::new();
    for nudge in &pack.nudges {
        for finding in findings.iter().filter(|finding| finding.family() == nudge.about) {
            if let Some(candidate) = candidate(nudge, finding, ledger, today) {
                candidates.push(candidate);
                about.push(finding);
            }
        }
    }
    (candidates, about)
}

fn candidate<'a>(nudge: &'a Nudge, finding: &'a Finding, ledger: &Ledger, today: CivilDate) -> Option<Candidate<'a>> {
    if !holds(&nudge.when, finding, ledger, today) {
        return None;
    }
    let quiet = nudge.quiet.iter().find(|quieting| holds(&quieting.when, finding, ledger, today));
    let [_, later] = finding.rows();
    let row = ledger.row(later);
    Some(Candidate {
        nudge,
        finding: finding.id(),
        rows: finding.rows(),
        since: row.date(),
        weight: row.amount.unsigned_abs(),
        quiet: quiet.map(|quieting| quieting.reason.as_str()),
    })
}

/// A condition that errs says nothing, so nothing is said.
fn holds(condition: &Program, finding: &Finding, ledger: &Ledger, today: CivilDate) -> bool {
    let read = |slot: u16| {
        let fact = u8::try_from(slot).ok().and_then(Fact::from_index)?;
        Some(match finding.fact(fact, ledger, today)? {
            FactValue::Int(value) | FactValue::Money(value) => Value::Int(value),
            FactValue::Text(word) => Value::Text(word),
        })
    };
    condition.run(&read).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::{Engine, Settings};
    use crate::types::{CivilDate, CivilTime, Moment};

    #[test]
    fn an_answer_in_the_middle_of_a_file_leaves_the_file_alone() {
        let mut engine = Engine::new();
        engine.configure(Settings { retention_months: Some(12), ..Settings::default() }).unwrap();
        let row = |id: &str, day: &str| {
            format!(r#"{{"id":"{id}","accountId":"a","bookedAt":"{day}","amount":"-1.00","currency":"EUR"}}"#)
        };
        engine.ingest(format!("[{}]", row("old", "2020-01-01")).as_bytes()).unwrap();
        let date = CivilDate::parse("2026-03-10").unwrap();
        let now = Moment { instant: 0, date, time: CivilTime::parse("09:00:00").unwrap() };
        engine.ingest_begin();
        engine.ingest_push(format!("[{},", row("new", "2026-03-01")).as_bytes()).unwrap();
        engine.refresh(now);
        engine.ingest_push(format!("{}]", row("newer", "2026-03-02")).as_bytes()).unwrap();
        assert_eq!(engine.ingest_finish().unwrap().added, 2);
        engine.refresh(now);
        assert_eq!(engine.transactions(), 2, "the old row goes with the next answer");
    }
}
