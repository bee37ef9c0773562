// SPDX-License-Identifier: MIT OR Apache-2.0
//! Replies: a status byte, then the payload.

use serde::Serialize;

use crate::{error::Error, json};

const FINE: u8 = 0;
const REFUSED: u8 = 1;

/// An answer. Never inlined: an answer that is taken apart into locals of one huge function weighs twice.
pub(super) fn json<T: Serialize>(answer: &T) -> Vec<u8> {
    json::to_vec_after(FINE, answer)
}

/// An answer that is written piece by piece.
pub(super) fn begun() -> Vec<u8> {
    json::begun(FINE)
}

/// A refusal.
pub(super) fn refusal(error: &Error) -> Vec<u8> {
    json::to_vec_after(REFUSED, error)
}

/// `{}`, when a call was fine and has nothing to say.
pub(super) fn empty((): ()) -> Vec<u8> {
    raw(b"{}")
}

/// Raw bytes.
pub(super) fn raw(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 1);
    out.push(FINE);
    out.extend_from_slice(body);
    out
}

/// `{ locale, messages }`, the messages as JSON already.
pub(super) fn catalogue((locale, messages): (String, Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::with_capacity(messages.len() + 64);
    out.push(FINE);
    out.extend_from_slice(b"{\"locale\":");
    json::write_text(&mut out, &locale);
    out.extend_from_slice(b",\"messages\":");
    out.extend_from_slice(&messages);
    out.push(b'}');
    out
}
