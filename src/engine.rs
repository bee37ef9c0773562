// SPDX-License-Identifier: MIT OR Apache-2.0
//! The façade: which room is asked in which order, and nothing else.
//!
//! In: calls of the contract with `now` as an argument. Out: answers. May use: all rooms below.
//! Invariants: the same rows, choices, pack and `now` give the same answers, bit for bit; a refused call
//! has changed nothing; an answer changes nothing that a later answer depends on; nothing is read but through
//! the gate. Deliberately absent: business rules.

mod attention;
mod challenge;
mod choices;
mod derived;
mod evaluate;
mod gate;
mod goals;
mod guard;
mod journeys;
mod moments;
mod prepare;
mod propose;
mod respond;
mod rewards;
mod trust;

use core::cell::OnceCell;

pub use crate::challenge::{Act, Difficulty};
pub use crate::decide::{Setting, SettingKind};
pub use crate::features::forecast::Scope;
pub use crate::goal::GoalSource;
pub use crate::payment::{Commitment, CommitmentKind, Context as PaymentContext, NameCheck, PayFor};
pub use crate::reward::Step as RewardStep;
use crate::{
    consent::{Call, Consent, ConsentStatus, Grant},
    detect::DuplicateState,
    error::{Code, Error},
    features::series::Series,
    ingest::Ingest,
    ledger::{IngestReport, Ledger},
    packs::{Pack, cel::Rules},
    present::{DuplicateAnswer, FeatureAnswer, FindingAnswer, ForecastAnswer, SeriesAnswer, TransferAnswer, wire_id},
    state::State,
    store,
    types::{About, CivilDate, Family, Moment},
};
pub use attention::{AttentionAnswer, Proposed, QuietHours, TopicLine};
pub use choices::{ContextAnswer, CorrectionRequest, Decided, Deleted, Subject};
use derived::Derived;
pub use evaluate::EvaluateQuery;
pub use gate::Look;
use gate::Recalled;
pub use goals::{GoalRequest, Sight};
use prepare::Making;
pub use trust::SignedPack;

/// The days that a forecast may reach.
pub const MAX_FORECAST_DAYS: u32 = 1000;

/// What is looked at in a part of a frame, on a slow phone too.
const LEARNED_AT_ONCE: usize = 2048;

/// What the host says at the beginning.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What the customer granted; empty: nothing.
    pub consent: Vec<Grant>,
    /// A pack's text; `None`: the built-in pack.
    pub pack: Option<String>,
    /// Rows booked more than so many months before a call's `now` are absent.
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
/// let mut engine = Engine::new();
/// engine.configure(Settings { consent: vec![Grant::of(Purpose::Insights)], ..Settings::default() })?;
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
    /// Empty: the built-in one, not read yet.
    pack: OnceCell<Pack>,
    /// Its conditions, by family.
    rules: OnceCell<Vec<Rules>>,
    ingest: Option<Ingest>,
    /// The state's consent ledger, as last worked out.
    consent: Consent,
    recalled: Recalled,
    derived: Option<Derived>,
    /// The next one, on its way.
    making: Option<Making>,
    /// The moment of the last call that had one.
    last: Option<Moment>,
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
        Self {
            ledger: Ledger::default(),
            state: State::default(),
            pack: OnceCell::new(),
            rules: OnceCell::new(),
            ingest: None,
            consent: Consent::default(),
            recalled: Recalled::default(),
            derived: None,
            making: None,
            last: None,
        }
    }

    /// Loads a pack, unless it is the one that is loaded.
    fn load_pack(&mut self, pack: Option<&str>) -> Result<(), Error> {
        if pack != self.state.pack.as_deref() {
            match pack {
                Some(text) => self.use_pack(Pack::load(text)?),
                None => self.use_builtin(),
            }
        }
        Ok(())
    }

    /// Takes the host's settings; they replace the ones before. The customer's own choices stay, and outrank
    /// the grants among them.
    ///
    /// # Errors
    /// `PACK_INVALID` with diagnostics; the settings before then stay.
    pub fn configure(&mut self, settings: Settings) -> Result<(), Error> {
        self.load_pack(settings.pack.as_deref())?;
        self.state.pack = settings.pack;
        self.state.host = settings.consent;
        self.state.retention_months = settings.retention_months;
        self.consent = self.state.consent();
        self.recalled = Recalled::default();
        self.forget_derived();
        Ok(())
    }

    /// The pack that decides. The built-in one is read when it is first asked for: that is half of a fresh start.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        self.pack.get_or_init(builtin)
    }

    /// What is granted and what is missing, at a moment or else at that of the last call.
    #[must_use]
    pub fn consent(&self, now: Option<Moment>) -> ConsentStatus {
        self.consent.status(self.instant(now))
    }

    /// Opens a file.
    pub fn ingest_begin(&mut self) {
        self.drop_expired();
        self.ledger.begin();
        self.ingest = Some(Ingest::default());
    }

    /// Whether a file is open.
    #[must_use]
    pub const fn has_file(&self) -> bool {
        self.ingest.is_some()
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

    /// Looks at some of the rows that the open file has brought, and tells how many are left: whoever asks until there is
    /// none finds little to be done when the file is taken.
    pub fn ingest_learn(&mut self) -> i64 {
        self.ledger.learn(LEARNED_AT_ONCE) as i64
    }

    /// Takes the open file, whole.
    ///
    /// # Errors
    /// As `ingest_push`.
    pub fn ingest_finish(&mut self) -> Result<IngestReport, Error> {
        let mut ingest = self.ingest.take().ok_or(Error::new(Code::NoIngest))?;
        match ingest.finish(&mut self.ledger) {
            Ok(()) => {
                let report = self.ledger.commit();
                self.drop_expired();
                Ok(report)
            }
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

    /// Takes rows out and tells how many there were; a file that is on its way in is dropped.
    pub fn remove(&mut self, ids: &[String]) -> u32 {
        self.ingest_abort();
        self.drop_expired();
        self.ledger.remove(ids)
    }

    /// Rows past the retention are absent from every answer; here they go for good, before rows of the same ids are counted.
    fn drop_expired(&mut self) {
        let from = self.retained_from(None);
        self.ledger.drop_before(from);
    }

    /// How many rows there are within the retention, as of the last call.
    #[must_use]
    pub fn transactions(&self) -> usize {
        let from = self.retained_from(None);
        (0..self.ledger.len() as u32).filter(|&row| self.ledger.date(row) >= from).count()
    }

    /// Pairs of rows that look like one payment. Needs `insights`.
    pub fn duplicates(&mut self, now: Moment, query: DuplicateQuery) -> Vec<DuplicateAnswer> {
        if !self.open(Call::Duplicates, now) {
            return Vec::new();
        }
        self.derive_with_duplicates(now);
        let found = self.derived.as_ref().map_or(&[][..], Derived::found);
        let known = self.known_as(&|at| found.get(at).map(|found| (found.id, Family::Duplicate, found.rows)));
        let mut answers = Vec::new();
        for (at, duplicate) in found.iter().enumerate() {
            let [_, later] = duplicate.rows;
            if (query.include_settled || duplicate.state == DuplicateState::Open)
                && query.since.is_none_or(|since| self.ledger.date(later) >= since)
            {
                let mut answer = DuplicateAnswer::new(&self.ledger, duplicate);
                if let Some((_, id)) = known.iter().find(|known| known.0 == at) {
                    answer.id = wire_id("duplicate", *id);
                }
                answers.push(answer);
            }
        }
        answers
    }

    /// What repeats. Needs `insights`.
    pub fn series(&mut self, now: Moment) -> Vec<SeriesAnswer> {
        if !self.open(Call::Series, now) {
            return Vec::new();
        }
        self.refresh(now);
        let Some(derived) = &self.derived else {
            return Vec::new();
        };
        let said = self.recalled.recall.corrections_of(About::Series);
        let is_none = |series: &&Series| said.iter().any(|known| known.subject == series.id && known.value == "none");
        let all = derived.basis.series.all.iter().filter(|series| !is_none(series));
        all.map(|series| SeriesAnswer::new(&self.ledger, series)).collect()
    }

    /// All that was noticed, whether or not anyone speaks of it. Needs `insights`.
    pub fn find(&mut self, now: Moment) -> Vec<FindingAnswer> {
        if !self.open(Call::Findings, now) {
            return Vec::new();
        }
        let findings = self.findings(now);
        findings.iter().map(|finding| FindingAnswer::new(&self.ledger, finding, now.date)).collect()
    }

    /// What is known of the customer as a whole, as rules read it. Needs `insights`.
    pub fn features(&mut self, now: Moment) -> Vec<FeatureAnswer> {
        if !self.open(Call::Features, now) {
            return Vec::new();
        }
        let (ledger, derived) = self.derive(now);
        FeatureAnswer::all(derived.basis.facts(ledger, now.date))
    }

    /// Transfers between own accounts. Needs `insights`.
    pub fn transfers(&mut self, now: Moment) -> Vec<TransferAnswer> {
        if !self.open(Call::Transfers, now) {
            return Vec::new();
        }
        let (ledger, derived) = self.derive(now);
        derived.basis.transfers.iter().map(|transfer| TransferAnswer::new(ledger, transfer)).collect()
    }

    /// Where the balance of an account, or of all of a currency, is going, from today to so many days on. Needs `insights`.
    ///
    /// # Errors
    /// `INVALID_ARGUMENT` for more than 1,000 days; `BALANCE_UNKNOWN` where nothing tells the balance.
    pub fn forecast(&mut self, now: Moment, scope: Scope<'_>, days: u32) -> Result<ForecastAnswer, Error> {
        if days > MAX_FORECAST_DAYS {
            return Err(Error::argument("days"));
        }
        if !self.open(Call::Forecast, now) {
            return Ok(ForecastAnswer::empty(scope));
        }
        let (ledger, derived) = self.derive(now);
        let found = derived.basis.forecast(ledger, scope, now.date, days);
        found
            .map(|forecast| ForecastAnswer::new(ledger, &derived.basis.series, scope, &forecast))
            .ok_or_else(|| Error::new(Code::BalanceUnknown))
    }

    /// Rows, choices and settings as bytes. Rows past the retention are left out.
    #[must_use]
    pub fn snapshot(&self) -> Vec<u8> {
        store::write(&self.ledger, &self.state, self.retained_from(None))
    }

    /// Replaces everything by a snapshot, or the choices by an image of choices.
    ///
    /// # Errors
    /// `SNAPSHOT_CORRUPT`, `SNAPSHOT_VERSION` or `PACK_INVALID`; nothing is changed then.
    pub fn restore(&mut self, bytes: &[u8]) -> Result<(), Error> {
        match store::read(bytes)? {
            store::Image::Snapshot(image) => {
                let (ledger, state) = *image;
                self.load_pack(state.pack.as_deref())?;
                (self.ledger, self.state) = (ledger, state);
                (self.ingest, self.last) = (None, None);
                self.forget_derived();
                self.consent = self.state.consent();
                self.recalled = Recalled::default();
            }
            store::Image::Choices(choices, packs) => {
                let before = self.granted(None);
                self.state.choices = choices;
                // Known again is not trusted again: whoever verifies signatures says which pack decides.
                self.state.packs.merge(packs);
                self.settle(before);
            }
        }
        Ok(())
    }
}

/// The built-in pack is part of the build; that it loads is a test.
fn builtin() -> Pack {
    match Pack::built_in() {
        Ok(pack) => pack,
        #[expect(clippy::panic, reason = "a broken build stops early; a test loads the pack")]
        Err(_) => panic!("the built-in pack does not load"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Engine, Settings};
    use crate::{
        consent::Grant,
        types::{CivilDate, CivilTime, Moment, Purpose},
    };

    #[test]
    fn an_answer_in_the_middle_of_a_file_leaves_the_file_alone() {
        let mut engine = Engine::new();
        let consent = vec![Grant::of(Purpose::Insights)];
        engine.configure(Settings { consent, retention_months: Some(12), ..Settings::default() }).unwrap();
        let row = |id: &str, day: &str| {
            format!(r#"{{"id":"{id}","accountId":"a","bookedAt":"{day}","amount":"-1.00","currency":"EUR"}}"#)
        };
        engine.ingest(format!("[{}]", row("old", "2020-01-01")).as_bytes()).unwrap();
        let date = CivilDate::parse("2026-03-10").unwrap();
        let now = Moment { instant: 0, date, time: CivilTime::parse("09:00:00").unwrap() };
        engine.ingest_begin();
        engine.ingest_push(format!("[{},", row("new", "2026-03-01")).as_bytes()).unwrap();
        engine.series(now);
        assert_eq!(engine.ledger.len(), 1, "an answer drops nothing");
        engine.ingest_push(format!("{}]", row("newer", "2026-03-02")).as_bytes()).unwrap();
        assert_eq!(engine.ingest_finish().unwrap().added, 2);
        assert_eq!(engine.ledger.len(), 2, "the old row goes with the next file");
    }
}
