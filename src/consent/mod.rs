// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the customer granted, refused and withdrew, and what each call would need.
//!
//! In: grants from the host, consent events. Out: what is in force at an instant, and the calls that answer
//! empty. May use: types. Invariants: everything is off until granted; the customer's own event outranks
//! what the host says; consent is never inferred.

mod calls;
mod log;

use serde::Serialize;

use crate::types::{Purpose, StableHash, stable_hash, words};
pub use calls::{Call, MissingConsent};
pub use log::{Line, LinePlace, Log, LogEntry, ProcessingLog};

words! {
    /// Where a purpose stands.
    ConsentState {
        /// In force.
        Given = "given",
        /// Asked, and not given.
        Refused = "refused",
        /// Given once, and taken back.
        Withdrawn = "withdrawn",
        /// Given until a moment that is over.
        Expired = "expired",
    }
}

/// One grant, as the host recorded it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grant {
    /// What for.
    pub purpose: Purpose,
    /// Which notice the customer saw, and until when it holds.
    pub notice: Notice,
    /// When, RFC 3339, as the host says.
    pub granted_at: Option<String>,
}

impl Grant {
    /// A grant of which nothing more was said.
    #[must_use]
    pub fn of(purpose: Purpose) -> Self {
        Self { purpose, notice: Notice::default(), granted_at: None }
    }
}

/// Under which notice a customer decided.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Notice {
    /// Four lines: its version, a hash of its text, its language, who asked. One text is one thing to copy.
    pub words: String,
    /// Milliseconds since 1970 from which on the grant is over.
    pub expires: Option<i64>,
}

/// Something that the customer decided about a purpose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConsentEvent {
    /// Names it in receipts and in what cards used.
    pub id: StableHash,
    /// What about.
    pub purpose: Purpose,
    /// What became of it; never `Expired`, which only time decides.
    pub state: ConsentState,
    /// Milliseconds since 1970, by the host's clock.
    pub at: i64,
    /// Under which notice.
    pub notice: Notice,
}

impl ConsentEvent {
    /// A decision. Its id is made of itself alone: it must not tell how many choices came before it.
    #[must_use]
    pub fn new(purpose: Purpose, state: ConsentState, at: i64, notice: Notice) -> Self {
        let head = [purpose.index(), state.index()];
        let id = stable_hash(&[b"consent", &head, &at.to_le_bytes(), notice.words.as_bytes()]);
        Self { id, purpose, state, at, notice }
    }
}

/// All grants and events.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Consent {
    host: Vec<Grant>,
    /// Oldest first.
    events: Vec<ConsentEvent>,
}

/// What is in force at an instant: by purpose, the grant that says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Granted([Option<StableHash>; Purpose::ALL.len()]);

impl Granted {
    /// Whether a purpose is in force.
    #[must_use]
    pub fn allows(&self, purpose: Purpose) -> bool {
        self.grant(purpose).is_some()
    }

    /// The grant under which a purpose is in force.
    #[must_use]
    pub fn grant(&self, purpose: Purpose) -> Option<StableHash> {
        self.0.get(usize::from(purpose.index())).copied().flatten()
    }

    /// Whether any purpose is in force that rows are kept for.
    #[must_use]
    pub fn reads_rows(&self) -> bool {
        Purpose::ALL.iter().any(|purpose| purpose.reads_rows() && self.allows(*purpose))
    }
}

impl Consent {
    /// What the host says, then what the customer did since.
    #[must_use]
    pub const fn new(host: Vec<Grant>, events: Vec<ConsentEvent>) -> Self {
        Self { host, events }
    }

    /// What is in force at an instant.
    #[must_use]
    pub fn at(&self, instant: i64) -> Granted {
        let mut granted = Granted::default();
        for (slot, &purpose) in granted.0.iter_mut().zip(Purpose::ALL) {
            let line = self.standing(purpose, instant);
            *slot = line.filter(|line| line.state == ConsentState::Given).map(|line| line.id);
        }
        granted
    }

    /// Where a purpose stands at an instant; `None` when nobody has said anything of it.
    #[must_use]
    pub fn standing(&self, purpose: Purpose, instant: i64) -> Option<ConsentEvent> {
        let own = self.events.iter().rev().find(|event| event.purpose == purpose).cloned();
        let mut event = own.or_else(|| {
            let grant = self.host.iter().rev().find(|grant| grant.purpose == purpose)?;
            Some(ConsentEvent::new(purpose, ConsentState::Given, 0, grant.notice.clone()))
        })?;
        let over = event.notice.expires.is_some_and(|expires| instant >= expires);
        if event.state == ConsentState::Given && over {
            event.state = ConsentState::Expired;
        }
        Some(event)
    }

    /// What is granted, which calls answer empty, and where each purpose stands.
    #[must_use]
    pub fn status(&self, instant: i64) -> ConsentStatus {
        let granted = self.at(instant);
        let mut status = ConsentStatus {
            granted: Vec::new(),
            missing: calls::missing(&granted),
            ledger: Vec::new(),
            events: Vec::new(),
        };
        for &purpose in Purpose::ALL {
            if granted.allows(purpose) {
                status.granted.push(purpose);
            }
            if let Some(event) = self.standing(purpose, instant) {
                let own = self.events.iter().any(|known| known.purpose == purpose);
                let grant = self.host.iter().rev().find(|grant| grant.purpose == purpose);
                let host = grant.filter(|_| !own).map(|grant| grant.granted_at.clone());
                status.ledger.push(ConsentLine::new(&event, host));
            }
        }
        for event in &self.events {
            status.events.push(ConsentLine::new(event, None));
        }
        status
    }
}

/// What the customer granted, and what is empty without a grant.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ConsentStatus {
    /// Purposes in force.
    pub granted: Vec<Purpose>,
    /// Calls that answer empty, and the purpose that would change it.
    pub missing: Vec<MissingConsent>,
    /// Where each purpose stands of which anything was said.
    pub ledger: Vec<ConsentLine>,
    /// What the customer decided, oldest first.
    pub events: Vec<ConsentLine>,
}

/// One line of the ledger.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ConsentLine {
    /// Names the grant.
    pub id: String,
    /// What for.
    pub purpose: Purpose,
    /// Where it stands.
    pub state: ConsentState,
    /// Whether the host said it at the start, rather than the customer through a call.
    pub by_host: bool,
    /// Milliseconds since 1970; 0 for the host's grants.
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    /// The time of the host's grant, as it said.
    pub granted_at: Option<String>,
    /// Milliseconds since 1970.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub expires: Option<i64>,
    /// The version of the notice.
    pub notice: String,
    /// The hash of its text.
    pub notice_hash: String,
    /// Its language.
    pub language: String,
    /// Who asked.
    pub controller: String,
}

impl ConsentLine {
    /// The line of an event; `host` holds the time of a host's grant.
    #[must_use]
    #[inline(never)]
    pub fn new(event: &ConsentEvent, host: Option<Option<String>>) -> Self {
        let mut lines = event.notice.words.split('\n');
        let mut line = || lines.next().unwrap_or_default().to_owned();
        Self {
            id: grant_id(event.id),
            purpose: event.purpose,
            state: event.state,
            by_host: host.is_some(),
            at: event.at,
            granted_at: host.flatten(),
            expires: event.notice.expires,
            notice: line(),
            notice_hash: line(),
            language: line(),
            controller: line(),
        }
    }
}

/// The id of a grant on the wire.
#[must_use]
pub fn grant_id(id: StableHash) -> String {
    let mut text = String::from("grant-");
    text.push_str(&id.to_hex());
    text
}
