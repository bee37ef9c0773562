// SPDX-License-Identifier: MIT OR Apache-2.0
//! All choices as a set of entries: what is remembered is the fold of the set in its order.
//!
//! In: choices as they are made, entries of other tabs. Out: entries in order, and those not yet taken away to
//! be stored. Invariants: merging is commutative, associative and idempotent; what was withdrawn or undone is
//! physically gone, whatever is merged later brings it back to nothing.
//!
//! An entry stands by its order, a logical clock: never before what its engine knew when it was made, so a
//! host's clock that goes back cannot put a withdrawal before its grant.

use super::{
    choice::Choice,
    codec::{Reader, Writer},
    line::{read_line, write_line},
};
use crate::{
    consent::{ConsentEvent, ConsentState, Log},
    error::{Code, Error},
    journey::MAX_EVENTS,
    types::{Purpose, StableHash, stable_hash},
};

/// No choice is larger; a longer frame is damage.
const MAX_ENTRY: usize = 1 << 16;

/// One entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The logical clock: milliseconds since 1970 or later, then a count within them.
    order: (i64, u64),
    /// Milliseconds since 1970, by the host's clock.
    pub at: i64,
    /// Names it; equal content has equal keys.
    pub key: StableHash,
    /// Names it to the customer: made of what was said and when, so that it tells of no other choice.
    pub id: StableHash,
    /// What was chosen.
    pub choice: Choice,
    body: Vec<u8>,
    /// Whether the merge that is under way brought it.
    came: bool,
    /// Whether nobody has taken it away to be stored.
    fresh: bool,
}

impl Entry {
    fn new(order: (i64, u64), at: i64, choice: Choice) -> Self {
        let mut w = Writer::default();
        w.signed(order.0);
        w.number(order.1);
        w.signed(order.0.wrapping_sub(at));
        let head = w.0.len();
        choice.write(&mut w);
        let body = w.0;
        let said = body.get(head..).unwrap_or_default();
        let id = stable_hash(&[b"choice", &at.to_le_bytes(), said]);
        Self { order, at, key: stable_hash(&[b"entry", &body]), id, choice, body, came: false, fresh: false }
    }

    fn read(body: &[u8]) -> Result<Self, Code> {
        let mut r = Reader(body);
        let head = |r: &mut Reader<'_>| Some(((r.signed()?, r.number()?), r.signed()?));
        let (order, lag) = head(&mut r).ok_or(Code::EntriesCorrupt)?;
        let choice = Choice::read(&mut r)?;
        let at = order.0.wrapping_sub(lag);
        // One spelling only: what reads but would be written otherwise is damage.
        let entry = Self::new(order, at, choice);
        if r.0.is_empty() && entry.body == body { Ok(entry) } else { Err(Code::EntriesCorrupt) }
    }
}

/// What merging entries did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Merged {
    /// Entries that were new; lines of the log do not count.
    pub applied: u32,
    /// Entries that were known, or taken back by what is known.
    pub known: u32,
}

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// In their order, each once.
    entries: Vec<Entry>,
    revision: u64,
    /// What was done under them; it goes where they go.
    pub log: Log,
}

impl Choices {
    /// Every entry, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Changes whenever an entry comes or goes.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Takes a choice as the newest; tells its id and what it made disappear.
    pub fn accept(&mut self, at: i64, choice: Choice) -> (StableHash, Vec<Entry>) {
        let newest = self.entries.last().map_or((i64::MIN, 0), |entry| entry.order);
        let order = if at > newest.0 { (at, 0) } else { (newest.0, newest.1.saturating_add(1)) };
        let mut entry = Entry::new(order, at, choice);
        entry.fresh = true;
        let id = entry.id;
        self.entries.push(entry);
        (id, self.compact())
    }

    /// Entries since the last call, framed; they are then the caller's to keep. What was taken back or withdrawn
    /// before anyone took it is in no journal.
    pub fn take(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        for entry in self.entries.iter_mut().filter(|entry| entry.fresh) {
            entry.fresh = false;
            frame(&entry.body, &mut out);
        }
        if !out.is_empty() || self.log.is_pressing {
            self.log.is_pressing = false;
            for line in self.log.lines.iter_mut().filter(|line| line.fresh) {
                line.fresh = false;
                frame(&write_line(line), &mut out);
            }
        }
        out
    }

    /// All entries, framed.
    #[must_use]
    pub fn frames(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for entry in &self.entries {
            frame(&entry.body, &mut out);
        }
        for line in &self.log.lines {
            frame(&write_line(line), &mut out);
        }
        out
    }

    /// Takes framed entries in; a damaged one refuses them all.
    ///
    /// # Errors
    /// `ENTRIES_CORRUPT`, or `SNAPSHOT_VERSION` for entries of a newer engine.
    pub fn merge(&mut self, frames: &[u8]) -> Result<Merged, Error> {
        let mut came: Vec<Entry> = Vec::new();
        let mut lines = Vec::new();
        let mut rest = frames;
        while !rest.is_empty() {
            let (body, after) = unframe(rest).ok_or(Error::new(Code::EntriesCorrupt))?;
            rest = after;
            match read_line(body) {
                Some(line) => lines.push(line),
                None => came.push(Entry::read(body).map_err(Error::new)?),
            }
        }
        for line in lines {
            self.log.insert(line);
        }
        let (count, before) = (came.len() as u32, self.entries.len());
        for entry in came {
            self.insert(entry);
        }
        let new = self.entries.len() - before;
        let dead = self.compact().iter().filter(|entry| entry.came).count();
        for entry in &mut self.entries {
            entry.came = false;
        }
        let applied = (new - dead.min(new)) as u32;
        Ok(Merged { applied, known: count - applied })
    }

    /// Puts an entry in its place; one that is there already says nothing new.
    fn insert(&mut self, mut entry: Entry) {
        // A journal comes in order, so the place is near the end.
        let mut place = self.entries.len();
        while let Some(known) = place.checked_sub(1).and_then(|before| self.entries.get(before)) {
            let stands = (known.order, &known.body).cmp(&(entry.order, &entry.body));
            if stands.is_eq() {
                return;
            }
            if stands.is_lt() {
                break;
            }
            place -= 1;
        }
        entry.came = true;
        self.entries.insert(place, entry);
    }

    /// Drops what was undone and what lies before the withdrawal of its purpose; tells what went.
    fn compact(&mut self) -> Vec<Entry> {
        self.revision += 1;
        let mut undone: Vec<StableHash> = Vec::new();
        let mut closed = [None; Purpose::ALL.len()];
        for entry in &self.entries {
            match &entry.choice {
                Choice::Undo(targets) => undone.extend(targets),
                Choice::Consent { purpose, state, .. } if *state != ConsentState::Given => {
                    if let Some(slot) = closed.get_mut(usize::from(purpose.index())) {
                        *slot = Some(entry.order);
                    }
                }
                _ => {}
            }
        }
        let mut gone = Vec::new();
        let mut kept = Vec::with_capacity(self.entries.len());
        for entry in self.entries.drain(..) {
            let purposes = entry.choice.purposes();
            let withdrawn = purposes.iter().any(|purpose| {
                let order = closed.get(usize::from(purpose.index())).copied().flatten();
                order.is_some_and(|order| entry.order < order)
            });
            let dead = withdrawn || !purposes.is_empty() && undone.contains(&entry.key);
            if dead { gone.push(entry) } else { kept.push(entry) }
        }
        // Of a bounded log the newest stay: which these are is the same in whatever order entries come.
        let is_event = |entry: &Entry| matches!(entry.choice, Choice::Event(_));
        let mut beyond = kept.iter().filter(|entry| is_event(entry)).count().saturating_sub(MAX_EVENTS);
        if beyond > 0 {
            kept.retain(|entry| {
                let goes = beyond > 0 && is_event(entry);
                beyond -= usize::from(goes);
                !goes
            });
        }
        self.entries = kept;
        for (&purpose, order) in Purpose::ALL.iter().zip(closed) {
            if let Some((at, _)) = order {
                self.log.withdraw(purpose, at);
            }
        }
        gone
    }

    /// The consent events, oldest first.
    #[must_use]
    pub fn consents(&self) -> Vec<ConsentEvent> {
        let mut events = Vec::new();
        for entry in &self.entries {
            if let Choice::Consent { purpose, state, notice } = &entry.choice {
                events.push(ConsentEvent::new(*purpose, *state, entry.at, notice.clone()));
            }
        }
        events
    }
}

/// Length, check, body.
fn frame(body: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(&(body.len() as u32 + 4).to_le_bytes());
    out.extend_from_slice(&check(body));
    out.extend_from_slice(body);
}

fn unframe(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok().filter(|&length| length <= MAX_ENTRY)?;
    let (framed, rest) = rest.split_at_checked(length)?;
    let (sum, body) = framed.split_first_chunk::<4>()?;
    (*sum == check(body)).then_some((body, rest))
}

fn check(body: &[u8]) -> [u8; 4] {
    (stable_hash(&[body]).0 as u32).to_le_bytes()
}
