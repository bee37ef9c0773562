// SPDX-License-Identifier: MIT OR Apache-2.0
//! One line of the processing log as a record, and its bytes.
//!
//! In: a line. Out: bytes that begin like an entry's, and back. Invariants: as those of `choice.rs`. A line carries
//! the hash of what it first said, so that it stays the same line when its items are gone.

use super::codec::{Reader, Writer};
use crate::{
    consent::{Line, LinePlace},
    types::Purpose,
};

/// Where an entry has the tag of its choice; choices count from 0.
const LINE: u64 = 64;

/// Writes a line.
#[inline(never)]
pub(super) fn write_line(line: &Line) -> Vec<u8> {
    let mut w = Writer::default();
    let LinePlace(number, first, said) = line.place;
    w.signed(first);
    w.number(number.into());
    w.number(0);
    w.number(LINE);
    w.hash(said);
    w.signed(line.at);
    w.number(line.times.into());
    w.optional(line.purpose.map(|purpose| purpose.index().into()));
    w.number(line.data);
    w.text(&line.words);
    w.0
}

/// Reads a line; `None` for what is none, or damaged: then no entry reads it either.
#[inline(never)]
pub(super) fn read_line(body: &[u8]) -> Option<Line> {
    let mut r = Reader(body);
    let (first, number) = (r.signed()?, u32::try_from(r.number()?).ok()?);
    if r.number()? != 0 || r.number()? != LINE {
        return None;
    }
    let place = LinePlace(number, first, r.hash()?);
    let (at, times) = (r.signed()?, u32::try_from(r.number()?).ok()?);
    let purpose = match r.optional()? {
        None => None,
        Some(index) => Some(u8::try_from(index).ok().and_then(Purpose::from_index)?),
    };
    let line = Line { place, at, times, purpose, data: r.number()?, words: r.text()?.into(), fresh: false };
    r.0.is_empty().then_some(line)
}
