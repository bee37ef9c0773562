// SPDX-License-Identifier: MIT OR Apache-2.0
//! Replies: a status byte, then the payload.

use serde::Serialize;

use crate::{error::Error, json};

const FINE: u8 = 0;
const REFUSED: u8 = 1;

/// An answer or an error as bytes. `()` is `{}`.
pub(super) fn reply<T: Serialize>(result: Result<T, Error>) -> Vec<u8> {
    match result {
        Ok(answer) => {
            let body = json::to_vec(&answer);
            framed(FINE, if body == b"null" { b"{}" } else { &body })
        }
        Err(error) => framed(REFUSED, &json::to_vec(&error)),
    }
}

/// Raw bytes.
pub(super) fn reply_bytes(body: &[u8]) -> Vec<u8> {
    framed(FINE, body)
}

fn framed(status: u8, body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 1);
    out.push(status);
    out.extend_from_slice(body);
    out
}
