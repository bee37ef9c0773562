// SPDX-License-Identifier: MIT OR Apache-2.0
//! The processing log: what was read for which purpose, which pack decided, what was shown or answered.
//!
//! In: one line a call. Out: the lines, numbered. Invariants: append-only and bounded, and it says how many
//! lines were dropped; no amount, no name and no row id; no answer depends on it.

use serde::Serialize;

use crate::types::{DataClass, Purpose};

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
    pub call: &'static str,
    /// For what.
    pub purpose: Option<Purpose>,
    /// Classes of data that were read.
    pub data: Vec<DataClass>,
    /// The pack that decided, with its version.
    pub pack: Option<String>,
    /// Ids of what was shown, answered or changed.
    pub items: Vec<String>,
    /// What was said, or what came of it.
    pub outcome: &'static str,
}

/// See the door plate.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ProcessingLog {
    /// Oldest first.
    pub entries: Vec<LogEntry>,
    /// Lines that were dropped for room.
    pub dropped: u32,
}

impl ProcessingLog {
    /// Adds a line; number and times are the log's own.
    pub fn add(&mut self, mut line: LogEntry) {
        let last = self.entries.last_mut();
        line.number = last.as_ref().map_or(self.dropped, |last| last.number) + 1;
        if let Some(last) = last
            && last.call == line.call
            && last.outcome == line.outcome
            && last.purpose == line.purpose
            && last.items == line.items
            && last.pack == line.pack
        {
            last.times = last.times.saturating_add(1);
            last.at = line.at;
            return;
        }
        if self.entries.len() >= MAX_LINES {
            self.entries.remove(0);
            self.dropped += 1;
        }
        self.entries.push(line);
    }
}
