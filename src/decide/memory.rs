// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the customer answered, and what follows from it.
//!
//! Made of the responses that the entries hold; switched-off topics, learned exceptions and the attention
//! used are derived, so that `undo` is taking entries away.

use super::attention::{Setting, SettingKind};
use crate::types::{About, Alias, CivilDate, Correction, Currency, Money, ResponseKind, StableHash, stable_hash};

/// So many different exceptions for one payee make one for all its amounts.
const GENERALISE_AFTER: usize = 2;

/// One answer of the customer, or one showing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Response {
    /// The card, duplicate or verdict that was answered.
    pub id: StableHash,
    /// What it was about.
    pub finding: StableHash,
    /// The nudge of a card; empty for duplicates and verdicts.
    pub nudge: String,
    /// The nudge's topic.
    pub topic: String,
    /// What was said.
    pub kind: ResponseKind,
    /// Civil day of the answer, days since 1970-01-01.
    pub day: i32,
    /// First civil day of the showing again, for a snooze.
    pub until: Option<i32>,
    /// Whether it used attention.
    pub interruption: bool,
    /// The step of the numbers that the card showed; entries of old have none.
    pub measure: Option<u32>,
    /// What the finding is known by when one of its rows is booked under another id; most have none.
    pub alias: Option<Alias>,
    /// Milliseconds since 1970 of its entry, by the host's clock.
    pub at: i64,
    /// What "not a duplicate" teaches, or the payee and the amount of a verdict that was answered.
    pub exception: Option<LearnedException>,
    /// The entries that say it, for taking it back; two tabs may have said the same.
    pub keys: Vec<StableHash>,
}

impl Response {
    /// Whether it says that a repeat is meant.
    #[must_use]
    pub const fn teaches(&self) -> bool {
        self.exception.is_some() && matches!(self.kind, ResponseKind::NotADuplicate)
    }
}

/// A repeat that is meant: this payee, this amount.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LearnedException {
    /// The key of the payee's identity.
    pub payee: StableHash,
    /// Minor units without sign.
    pub magnitude: u64,
    /// ISO 4217.
    pub currency: String,
}

impl LearnedException {
    /// The exception for a payment; `None` for an unknown payee, of which nothing can be learned.
    #[must_use]
    pub fn new(identity: &str, money: Money) -> Option<Self> {
        (!identity.is_empty()).then(|| Self {
            payee: payee_key(identity),
            magnitude: money.minor.unsigned_abs(),
            currency: money.currency.code().into(),
        })
    }
}

/// Cards have a nudge, and of duplicates no showing is told.
fn is_shown_verdict(response: &Response) -> bool {
    response.kind == ResponseKind::Shown && response.nudge.is_empty()
}

fn payee_key(identity: &str) -> StableHash {
    stable_hash(&[b"payee", identity.as_bytes()])
}

/// Every response that is covered, oldest first: the fold of the entries that hold them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Memory {
    responses: Vec<Response>,
    /// Keys of topics that were switched off or on, in the order in which they were.
    topics: Vec<(StableHash, bool)>,
    /// What the customer set: budget, gap, quiet hours.
    pub settings: [Option<i64>; 3],
    /// How many responses came before learning began.
    unlearned: usize,
}

impl Memory {
    /// Every response, oldest first.
    #[must_use]
    pub fn responses(&self) -> &[Response] {
        &self.responses
    }

    /// The response that another one only repeats: showing the same card again says nothing new, nor does
    /// the same answer twice in a row to the same numbers.
    #[must_use]
    pub fn said_before(&self, response: &Response) -> Option<usize> {
        let again = |known: &Response| known.id == response.id && known.kind == response.kind;
        match response.kind {
            // The last verdict that was shown tells which form comes next.
            ResponseKind::Shown if response.nudge.is_empty() => {
                let place = self.responses.iter().rposition(is_shown_verdict)?;
                self.responses.get(place).filter(|known| again(known)).map(|_| place)
            }
            ResponseKind::Shown => self.responses.iter().position(again),
            ResponseKind::Snoozed => None,
            // After the topic was switched on again it is news.
            ResponseKind::NeverTopic if !self.topic_is_off(&response.topic) => None,
            _ => {
                let place = self.responses.iter().rposition(|known| known.id == response.id)?;
                let same = |known: &&Response| again(known) && known.measure == response.measure;
                self.responses.get(place).filter(same).map(|_| place)
            }
        }
    }

    /// Remembers a response.
    pub fn remember(&mut self, response: Response) {
        if response.kind == ResponseKind::NeverTopic {
            self.switch(Correction::key(About::NeverTopic, &response.topic), false);
        }
        match self.said_before(&response).and_then(|place| self.responses.get_mut(place)) {
            Some(known) => known.keys.extend(response.keys),
            None => self.responses.push(response),
        }
    }

    /// The last answer to an id, or else about a finding; a showing is no answer.
    #[must_use]
    pub fn answer(&self, id: StableHash, finding: Option<StableHash>) -> Option<&Response> {
        self.responses.iter().rev().find(|response| {
            (response.id == id || finding == Some(response.finding))
                && !matches!(response.kind, ResponseKind::Shown | ResponseKind::HeldOut)
        })
    }

    /// The last response to an id.
    #[must_use]
    pub fn last(&self, id: StableHash) -> Option<&Response> {
        self.responses.iter().rev().find(|response| response.id == id)
    }

    /// The answers to a nudge about a finding, on whatever surface, the last first.
    pub fn answers_to(&self, nudge: &str, finding: StableHash) -> impl Iterator<Item = &Response> {
        self.responses.iter().rev().filter(move |response| {
            response.finding == finding
                && response.nudge == nudge
                && !matches!(response.kind, ResponseKind::Shown | ResponseKind::HeldOut)
        })
    }

    /// Whether the customer switched a topic off.
    #[must_use]
    pub fn topic_is_off(&self, topic: &str) -> bool {
        if self.topics.is_empty() {
            return false;
        }
        let key = Correction::key(About::NeverTopic, topic);
        self.topics.iter().rev().find(|known| known.0 == key).is_some_and(|known| !known.1)
    }

    /// Switches a topic by its key.
    pub fn switch(&mut self, topic: StableHash, is_on: bool) {
        self.topics.push((topic, is_on));
    }

    /// Takes what the customer set.
    pub fn set(&mut self, setting: &Setting) {
        match setting.kind {
            SettingKind::Topic => {
                self.switch(Correction::key(About::NeverTopic, &setting.subject), setting.value != Some(0));
            }
            SettingKind::Learned => self.learn_anew(),
            kind => {
                if let Some(slot) = self.settings.get_mut(usize::from(kind.index())) {
                    *slot = setting.value;
                }
            }
        }
    }

    /// What was answered until now teaches nothing any more.
    pub fn learn_anew(&mut self) {
        self.unlearned = self.responses.len();
    }

    /// The responses that may be learned from.
    #[must_use]
    pub fn lessons(&self) -> &[Response] {
        self.responses.get(self.unlearned..).unwrap_or_default()
    }

    /// Whether a card was on screen before: showing it again is no interruption. Its id is only asked for where there is
    /// anything to compare it with.
    #[must_use]
    pub fn was_shown(&self, card: &dyn Fn() -> StableHash) -> bool {
        let mut shown = self.responses.iter().filter(|response| response.kind == ResponseKind::Shown).peekable();
        shown.peek().is_some() && {
            let card = card();
            shown.any(|response| response.id == card)
        }
    }

    /// How often something happened in the civil days that end today: `<nudge or topic>.<response>`.
    #[must_use]
    pub fn count(&self, event: &str, days: i32, today: CivilDate) -> i64 {
        let Some((name, kind)) = event.rsplit_once('.') else {
            return 0;
        };
        let mut count = 0;
        for response in &self.responses {
            let is_named = !response.nudge.is_empty() && (response.nudge == name || response.topic == name);
            let is_recent = response.day <= today.days() && response.day > today.days().saturating_sub(days);
            count += i64::from(is_named && is_recent && response.kind.word() == kind);
        }
        count
    }

    /// Whether the customer ever said of a pair that both are meant.
    #[must_use]
    pub fn means_any_repeat(&self) -> bool {
        self.responses
            .iter()
            .any(|response| response.kind == ResponseKind::NotADuplicate && response.exception.is_some())
    }

    /// Whether a repeat of a payment is meant, by what the customer said before.
    #[must_use]
    pub fn repeat_is_meant(&self, identity: &str, amount: i64, currency: Currency) -> bool {
        if !self.means_any_repeat() {
            return false;
        }
        let meant = self.responses.iter().filter(|response| response.kind == ResponseKind::NotADuplicate);
        let exceptions = meant.filter_map(|response| response.exception.as_ref());
        let payee = payee_key(identity);
        let mut of_payee: Vec<&LearnedException> = Vec::new();
        for exception in exceptions.filter(|exception| exception.payee == payee) {
            if !of_payee.contains(&exception) {
                of_payee.push(exception);
            }
        }
        let exact = |e: &&LearnedException| e.magnitude == amount.unsigned_abs() && e.currency == currency.code();
        of_payee.len() >= GENERALISE_AFTER || of_payee.iter().any(exact)
    }

    /// The last day on which a verdict about a payee was answered so.
    #[must_use]
    pub fn answered_of_payee(&self, identity: &str, kind: ResponseKind) -> Option<i32> {
        let mut of_kind = self.responses.iter().rev().filter(|response| response.kind == kind).peekable();
        of_kind.peek()?;
        let payee = payee_key(identity);
        let found = of_kind.find(|response| response.exception.as_ref().is_some_and(|about| about.payee == payee));
        found.map(|response| response.day)
    }

    /// The verdict that was shown last.
    #[must_use]
    pub fn last_shown_verdict(&self) -> Option<StableHash> {
        self.responses.iter().rfind(|response| is_shown_verdict(response)).map(|response| response.id)
    }

    /// Whether a card about a finding was answered "not a duplicate".
    #[must_use]
    pub fn is_not_a_duplicate(&self, finding: StableHash) -> bool {
        self.responses.iter().any(|r| r.finding == finding && r.kind == ResponseKind::NotADuplicate)
    }
}
