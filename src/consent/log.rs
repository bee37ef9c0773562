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

/// Where a line stands: the number that it got when it was written, the milliseconds of its first time, and a hash of
/// what it said, which tells it from a line of another tab.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct LinePlace(pub u32, pub i64, pub StableHash);

/// One line, as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// See there.
    pub place: LinePlace,
    /// Milliseconds since 1970 of the last time.
    pub at: i64,
    /// How often in a row.
    pub times: u32,
    /// For what.
    pub purpose: Option<Purpose>,
    /// Classes of data that were read, a bit each.
    pub data: u64,
    /// Lines of text: the call, the outcome, the pack or nothing, then the items. One text is one thing to copy.
    pub words: String,
    /// Whether nobody has taken it away to be stored.
    pub fresh: bool,
}

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// Oldest first.
    pub lines: Vec<Line>,
    /// Whether there is a line that is to be stored without waiting for a choice.
    pub is_pressing: bool,
    /// The number of the newest line.
    last: u32,
}

/// The log, as the contract shapes it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ProcessingLog<'a> {
    /// Oldest first.
    pub entries: Vec<LogEntry<'a>>,
    /// Lines that were dropped for room.
    pub dropped: u32,
}

/// One line. The same call with the same outcome again, right after it, counts `times` up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LogEntry<'a> {
    /// From 1, without gaps but for dropped lines.
    pub number: u32,
    /// Milliseconds since 1970 of the last time.
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    /// How often in a row.
    pub times: u32,
    /// The call, as the contract names it.
    pub call: &'a str,
    /// For what.
    pub purpose: Option<Purpose>,
    /// Classes of data that were read.
    pub data: Vec<DataClass>,
    /// The pack that decided, with its version.
    pub pack: Option<&'a str>,
    /// Ids of what was shown, answered or changed.
    pub items: Vec<&'a str>,
    /// What was said, or what came of it.
    pub outcome: &'a str,
}

impl Log {
    /// Adds a line that says the call, the outcome, the pack or nothing, then the items.
    pub fn add(&mut self, at: i64, purpose: Option<Purpose>, data: &[DataClass], said: &[&str]) {
        let mut words = String::new();
        for word in said {
            if !words.is_empty() {
                words.push('\n');
            }
            words.push_str(word);
        }
        let hash = stable_hash(&[&[purpose.map_or(u8::MAX, Purpose::index)], words.as_bytes()]);
        if let Some(last) = self.lines.last_mut()
            && last.place.2 == hash
        {
            (last.at, last.times, last.fresh) = (at, last.times.saturating_add(1), true);
            return;
        }
        let mut bits = 0;
        for class in data {
            bits |= 1 << class.index();
        }
        // What was shown, said or decided is stored at once; mere reading waits for the next of these.
        self.is_pressing |= said.len() > 3;
        let place = LinePlace(self.last + 1, at, hash);
        self.insert(Line { place, at, times: 1, purpose, data: bits, words, fresh: true });
    }

    /// Takes a line in, also one of another tab or an earlier visit; of one that is known, the longer count stands.
    pub fn insert(&mut self, line: Line) {
        let mut at = self.lines.len();
        while let Some(known) = at.checked_sub(1).and_then(|before| self.lines.get_mut(before))
            && known.place >= line.place
        {
            if known.place == line.place {
                if known.times < line.times {
                    (known.at, known.times) = (line.at, line.times);
                }
                return;
            }
            at -= 1;
        }
        let is_newest = at == self.lines.len();
        let (number, own) = (following(self.last, &line), line.place.0);
        self.lines.insert(at, line);
        let is_full = self.lines.len() > MAX_LINES;
        if is_full {
            self.lines.remove(0);
        }
        // A number of its own owes nothing to the lines before it.
        let is_known = is_newest && (!is_full || number == own);
        self.last = if is_known { number } else { self.lines.iter().fold(0, following) };
    }

    /// After a purpose was withdrawn: that something was done for it stays, what it was about goes.
    pub fn withdraw(&mut self, purpose: Purpose, until: i64) {
        for line in &mut self.lines {
            if line.purpose == Some(purpose) && line.place.1 <= until && !line.words.as_bytes().starts_with(b"consent.")
            {
                let mut left = 3;
                let is_end = |byte| {
                    left -= usize::from(byte == b'\n');
                    left == 0
                };
                let end = line.words.bytes().position(is_end).unwrap_or(line.words.len());
                line.words.truncate(end);
            }
        }
    }

    /// The number of the newest line.
    #[must_use]
    pub const fn last_number(&self) -> u32 {
        self.last
    }

    /// What it says.
    #[must_use]
    pub fn answer(&self) -> ProcessingLog<'_> {
        let mut entries = Vec::with_capacity(self.lines.len());
        let mut number = 0;
        for line in &self.lines {
            number = following(number, line);
            let mut words = line.words.split('\n');
            let mut word = || words.next().unwrap_or_default();
            let (call, outcome, pack) = (word(), word(), Some(word()).filter(|pack| !pack.is_empty()));
            let mut data = Vec::new();
            for &class in DataClass::ALL {
                if line.data & 1 << class.index() != 0 {
                    data.push(class);
                }
            }
            let (at, times, purpose) = (line.at, line.times, line.purpose);
            entries.push(LogEntry { number, at, times, call, purpose, data, pack, items: words.collect(), outcome });
        }
        ProcessingLog { dropped: entries.first().map_or(0, |first| first.number - 1), entries }
    }
}

/// The number of the line after a number: two tabs may have written lines of one number.
fn following(number: u32, line: &Line) -> u32 {
    line.place.0.max(number.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::{Line, LinePlace, Log, MAX_LINES, following};
    use crate::types::StableHash;
    use proptest::prelude::*;

    proptest! {
        /// The number that is kept is the one that all lines tell, also with lines of other tabs and with the oldest gone.
        #[test]
        fn prop_the_newest_number_is_kept(
            steps in prop::collection::vec((any::<bool>(), 1_u32..40, 0_u64..6), 1..80), full: bool,
        ) {
            let mut log = Log::default();
            for at in 0..if full { MAX_LINES - 20 } else { 0 } {
                log.add(at as i64, None, &[], &["before", if at % 2 == 0 { "a" } else { "b" }]);
            }
            for (at, (own, number, hash)) in steps.into_iter().enumerate() {
                if own {
                    log.add(at as i64, None, &[], &["call", "abcdef".get(hash as usize..).unwrap()]);
                } else {
                    let number = if full { number + MAX_LINES as u32 - 30 } else { number };
                    let place = LinePlace(number, at as i64, StableHash(hash));
                    let words = String::from("other");
                    log.insert(Line { place, at: 0, times: 1, purpose: None, data: 0, words, fresh: false });
                }
                prop_assert_eq!(log.last_number(), log.lines.iter().fold(0, following));
                prop_assert!(log.lines.len() <= MAX_LINES);
            }
        }
    }
}
