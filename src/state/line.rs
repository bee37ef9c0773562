// SPDX-License-Identifier: MIT OR Apache-2.0
//! One line of the processing log as a record, and its bytes.
//!
//! In: a line. Out: bytes that begin like an entry's, and back. Invariants: as those of `choice.rs`. A line carries
//! the hash of what it first said, so that it stays the same line when its items are gone.

use super::codec::{Reader, Writer};
use crate::{
    consent::{LinePlace, LogEntry},
    types::{DataClass, Purpose},
};

/// Where an entry has the tag of its choice; choices count from 0.
const LINE: u64 = 64;

/// Writes a line.
pub(super) fn write_line(line: &LogEntry) -> Vec<u8> {
    let mut w = Writer::default();
    let LinePlace(number, first, said) = line.place;
    w.signed(first);
    w.number(number.into());
    w.signed(0);
    w.number(LINE);
    w.hash(said);
    w.signed(line.at);
    w.number(line.times.into());
    w.text(&line.call);
    w.text(&line.outcome);
    w.number(line.purpose.map_or(0, |purpose| u64::from(purpose.index()) + 1));
    let mut data = 0;
    for class in &line.data {
        data |= 1_u64 << class.index();
    }
    w.number(data);
    w.text(line.pack.as_deref().unwrap_or_default());
    w.number(line.items.len() as u64);
    for item in &line.items {
        w.text(item);
    }
    w.0
}

/// Reads a line; `None` for what is none, or damaged: then no entry reads it either.
pub(super) fn read_line(body: &[u8]) -> Option<LogEntry> {
    let mut r = Reader(body);
    let (first, number) = (r.signed()?, u32::try_from(r.number()?).ok()?);
    if r.signed()? != 0 || r.number()? != LINE {
        return None;
    }
    let place = LinePlace(number, first, r.hash()?);
    let (at, times) = (r.signed()?, u32::try_from(r.number()?).ok()?);
    let (call, outcome) = (r.text()?.into(), r.text()?.into());
    let purpose = match r.number()? {
        0 => None,
        index => Some(Purpose::from_index(u8::try_from(index - 1).ok()?)?),
    };
    let bits = r.number()?;
    let mut data = Vec::new();
    for &class in DataClass::ALL {
        if bits & 1 << class.index() != 0 {
            data.push(class);
        }
    }
    let pack = Some(r.text()?).filter(|pack| !pack.is_empty()).map(String::from);
    let mut items = Vec::new();
    for _ in 0..r.count()? {
        items.push(r.text()?.into());
    }
    let line = LogEntry { number, at, times, call, purpose, data, pack, items, outcome, place, fresh: false };
    (r.0.is_empty() && number > 0 && write_line(&line) == body).then_some(line)
}
