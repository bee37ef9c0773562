// SPDX-License-Identifier: MIT OR Apache-2.0
//! The processing log: what was read for which purpose, which pack decided, what was shown or answered.
//!
//! In: one line a call, lines of other tabs. Out: the lines, numbered, and those not yet taken away to be stored.
//! Invariants: append-only and bounded, and it says how many lines were dropped; no amount, no name and no row
//! id; no answer depends on it; the lines of several tabs come to the same log in whatever order they merge.

use serde::Serialize;

use crate::types::{DataClass, Purpose, StableHash, stable_hash};

/// The oldest line goes when there are more.
const MAX_LINES: usize = 512;

/// One line. The same call with the same outcome again, right after it, counts `times` up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LogEntry {
    /// From 1, without gaps but for dropped lines.
    pub number: u32,
    /// Milliseconds since 1970 of the last time.
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    /// How often in a row.
    pub times: u32,
    /// The call, as the contract names it.
    pub call: String,
    /// For what.
    pub purpose: Option<Purpose>,
    /// Classes of data that were read.
    pub data: Vec<DataClass>,
    /// The pack that decided, with its version.
    pub pack: Option<String>,
    /// Ids of what was shown, answered or changed.
    pub items: Vec<String>,
    /// What was said, or what came of it.
    pub outcome: String,
    /// Where it stands, and what tells it from a line of another tab.
    #[serde(skip)]
    pub place: LinePlace,
    /// Whether nobody has taken it away to be stored.
    #[serde(skip)]
    pub fresh: bool,
}

/// The number that a line got when it was written, the milliseconds of its first time, a hash of what it says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct LinePlace(pub u32, pub i64, pub StableHash);

/// See the door plate.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ProcessingLog {
    /// Oldest first.
    pub entries: Vec<LogEntry>,
    /// Lines that were dropped for room.
    pub dropped: u32,
    /// Whether there is a line that is to be stored without waiting for a choice.
    #[serde(skip)]
    pub is_pressing: bool,
}

impl ProcessingLog {
    /// Adds a line; its number and its place are the log's own.
    pub fn add(&mut self, mut line: LogEntry) {
        let head = [line.purpose.map_or(u8::MAX, Purpose::index)];
        let mut said: Vec<&[u8]> = vec![&head, line.call.as_bytes(), line.outcome.as_bytes()];
        for text in line.pack.iter().chain(&line.items) {
            said.push(text.as_bytes());
        }
        let said = stable_hash(&said);
        line.fresh = true;
        if let Some(last) = self.entries.last_mut()
            && last.place.2 == said
        {
            last.times = last.times.saturating_add(1);
            last.at = line.at;
            last.fresh = true;
            return;
        }
        line.place = LinePlace(self.entries.last().map_or(self.dropped, |last| last.number) + 1, line.at, said);
        // What was shown, said or decided is stored at once; mere reading waits for the next of these.
        self.is_pressing |= !line.items.is_empty();
        self.entries.push(line);
        self.settle();
    }

    /// Takes a line of another tab or an earlier visit in; of one that is known, the longer count stands.
    pub fn insert(&mut self, line: LogEntry) {
        let after = self.entries.partition_point(|known| known.place < line.place);
        match self.entries.get_mut(after).filter(|known| known.place == line.place) {
            Some(known) if known.times < line.times => (known.times, known.at) = (line.times, line.at),
            Some(_) => {}
            None => self.entries.insert(after, line),
        }
    }

    /// Brings bound and numbers up to date.
    pub fn settle(&mut self) {
        let over = self.entries.len().saturating_sub(MAX_LINES);
        self.entries.drain(..over);
        let mut number = 0;
        for line in &mut self.entries {
            // Two tabs may have written lines of one number.
            number = line.place.0.max(number + 1);
            line.number = number;
        }
        self.dropped = self.entries.first().map_or(0, |first| first.number - 1);
    }

    /// After a purpose was withdrawn: that something was done for it stays, what it was about goes.
    pub fn withdraw(&mut self, purpose: Purpose, at: i64) {
        for line in &mut self.entries {
            let own = line.call.as_bytes().starts_with(b"consent.");
            if line.purpose == Some(purpose) && line.place.1 <= at && !own {
                line.items = Vec::new();
            }
        }
    }
}
