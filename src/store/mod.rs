// SPDX-License-Identifier: MIT OR Apache-2.0
//! Ground state and rows as versioned bytes, and back.
//!
//! In: a ledger and a state. Out: magic, version, length, checksum, body. Invariants: a damaged, cut,
//! foreign or newer image is an error with a code and never a wrong answer; what is written reads back
//! equal; every version ever released stays readable (`tests/snapshots`).
//! Deliberately absent: keys, encryption, the clock.

mod rows;

use crate::{
    consent::Grant,
    error::{Code, Error},
    ledger::Ledger,
    payment::VerdictSubject,
    state::{Choices, PackMemory, Reader, State, Writer, read_notice, write_notice},
    types::{CivilDate, Purpose, stable_hash},
};

const MAGIC: &[u8; 4] = b"OXPK";
/// Version 1 was never released.
const VERSION: u16 = 2;

/// What an image held.
#[derive(Debug)]
pub enum Image {
    /// Rows, settings, choices.
    Snapshot(Box<(Ledger, State)>),
    /// Choices, and what is remembered of signed packs, alone.
    Choices(Choices, PackMemory),
}

/// Writes everything, of the rows those booked on or after a day.
#[must_use]
pub fn write(ledger: &Ledger, state: &State, from: CivilDate) -> Vec<u8> {
    let mut w = Writer::default();
    w.number(1);
    w.number(state.host.len() as u64);
    for grant in &state.host {
        w.number(grant.purpose.index().into());
        write_notice(&mut w, &grant.notice);
        optional_text(&mut w, grant.granted_at.as_deref());
    }
    optional_text(&mut w, state.pack.as_deref());
    w.optional(state.retention_months.map(i64::from));
    w.number(state.verdicts().len() as u64);
    for verdict in state.verdicts() {
        w.hash(verdict.id);
        w.text(&verdict.identity);
        w.signed(verdict.minor);
        w.text(&verdict.currency);
    }
    choices(&mut w, &state.choices);
    rows::write(&mut w, ledger, from);
    if !state.packs.is_empty() {
        state.packs.write(&mut w, state.pack.as_deref());
    }
    sealed(&w.0)
}

/// Writes the choices alone.
#[must_use]
pub fn write_choices(state: &State) -> Vec<u8> {
    let mut w = Writer::default();
    w.number(if state.packs.is_empty() { 2 } else { 3 });
    choices(&mut w, &state.choices);
    if !state.packs.is_empty() {
        state.packs.write(&mut w, None);
    }
    sealed(&w.0)
}

fn choices(w: &mut Writer, choices: &Choices) {
    let frames = choices.frames();
    w.number(frames.len() as u64);
    w.0.extend_from_slice(&frames);
}

fn optional_text(w: &mut Writer, text: Option<&str>) {
    w.number(u64::from(text.is_some()));
    w.text(text.unwrap_or_default());
}

fn sealed(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(22 + body.len());
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&(body.len() as u64).to_le_bytes());
    out.extend_from_slice(&stable_hash(&[body]).0.to_le_bytes());
    out.extend_from_slice(body);
    out
}

/// Reads an image.
///
/// # Errors
/// `SNAPSHOT_VERSION` for another version, `SNAPSHOT_CORRUPT` for anything else that is not whole.
pub fn read(bytes: &[u8]) -> Result<Image, Error> {
    let corrupt = || Error::new(Code::SnapshotCorrupt);
    let (magic, rest) = bytes.split_first_chunk::<4>().ok_or_else(corrupt)?;
    let (version, rest) = rest.split_first_chunk::<2>().ok_or_else(corrupt)?;
    if magic != MAGIC {
        return Err(corrupt());
    }
    if u16::from_le_bytes(*version) != VERSION {
        return Err(Error::new(Code::SnapshotVersion));
    }
    let (length, rest) = rest.split_first_chunk::<8>().ok_or_else(corrupt)?;
    let (checksum, body) = rest.split_first_chunk::<8>().ok_or_else(corrupt)?;
    let whole = body.len() as u64 == u64::from_le_bytes(*length);
    if !whole || stable_hash(&[body]).0 != u64::from_le_bytes(*checksum) {
        return Err(corrupt());
    }
    let mut r = Reader(body);
    let image = match r.number() {
        Some(1) => {
            let mut state = settings(&mut r).ok_or_else(corrupt)?;
            state.choices = read_choices(&mut r)?;
            let ledger = rows::read(&mut r)?;
            if !r.0.is_empty() {
                state.packs = PackMemory::read(&mut r, state.pack.as_deref()).ok_or_else(corrupt)?;
            }
            Image::Snapshot(Box::new((ledger, state)))
        }
        Some(2) => Image::Choices(read_choices(&mut r)?, PackMemory::default()),
        Some(3) => {
            let choices = read_choices(&mut r)?;
            Image::Choices(choices, PackMemory::read(&mut r, None).ok_or_else(corrupt)?)
        }
        _ => return Err(corrupt()),
    };
    if r.0.is_empty() { Ok(image) } else { Err(corrupt()) }
}

fn settings(r: &mut Reader<'_>) -> Option<State> {
    let mut state = State::default();
    for _ in 0..r.count()? {
        state.host.push(Grant {
            purpose: r.word(Purpose::from_index)?,
            notice: read_notice(r)?,
            granted_at: read_optional_text(r)?,
        });
    }
    state.pack = read_optional_text(r)?;
    state.retention_months = match r.optional()? {
        None => None,
        Some(months) => Some(u32::try_from(months).ok()?),
    };
    for _ in 0..r.count()? {
        state.issue(VerdictSubject {
            id: r.hash()?,
            identity: r.text()?.into(),
            minor: r.signed()?,
            currency: r.text()?.into(),
        });
    }
    Some(state)
}

fn read_optional_text(r: &mut Reader<'_>) -> Option<Option<String>> {
    let is_there = r.number()? == 1;
    let text = r.text()?;
    Some(is_there.then(|| text.into()))
}

fn read_choices(r: &mut Reader<'_>) -> Result<Choices, Error> {
    let frames = r.count().and_then(|length| r.0.split_at_checked(length));
    let (frames, rest) = frames.ok_or(Error::new(Code::SnapshotCorrupt))?;
    r.0 = rest;
    let mut choices = Choices::default();
    match choices.merge(frames) {
        Ok(_) => Ok(choices),
        Err(error) if error.code == Code::SnapshotVersion => Err(error),
        Err(_) => Err(Error::new(Code::SnapshotCorrupt)),
    }
}
