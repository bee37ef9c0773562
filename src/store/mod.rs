// SPDX-License-Identifier: MIT OR Apache-2.0
//! Ground state and rows as versioned bytes, and back.
//!
//! In: a ledger and a state. Out: magic, version, length, checksum, body. Invariants: a damaged, cut,
//! foreign or newer snapshot is an error with a code and never a wrong answer; what is written reads back
//! equal; every version ever released stays readable (`tests/snapshots`).
//! Deliberately absent: keys, encryption, the clock.

mod rows;

use serde::{Deserialize, Serialize};

use crate::{
    error::{Code, Error},
    ledger::Ledger,
    state::State,
    types::stable_hash,
};
use rows::Rows;

const MAGIC: &[u8; 4] = b"OXPK";
const VERSION: u16 = 1;
const HEADER: usize = 4 + 2 + 8 + 8;

#[derive(Serialize, Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    rows: Rows<'a>,
    state: State,
}

/// Writes a snapshot.
#[must_use]
pub fn write(ledger: &Ledger, state: &State) -> Vec<u8> {
    let body = Body { rows: Rows::of(ledger), state: state.clone() };
    // Writing to a growing list has no failure of its own.
    let body = postcard::to_allocvec(&body).unwrap_or_default();
    let mut out = Vec::with_capacity(HEADER + body.len());
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&(body.len() as u64).to_le_bytes());
    out.extend_from_slice(&stable_hash(&[&body]).0.to_le_bytes());
    out.extend_from_slice(&body);
    out
}

/// Reads a snapshot.
///
/// # Errors
/// `SNAPSHOT_VERSION` for another version, `SNAPSHOT_CORRUPT` for anything else that is not whole.
pub fn read(bytes: &[u8]) -> Result<(Ledger, State), Error> {
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
    let (body, rest) = postcard::take_from_bytes::<Body<'_>>(body).map_err(|_| corrupt())?;
    if !rest.is_empty() {
        return Err(corrupt());
    }
    Ok((body.rows.ledger()?, body.state))
}
