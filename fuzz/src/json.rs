// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests: what another reader of JSON refuses is refused here, and an object that it takes is no bad text here.

use std::cell::Cell;

use oxpecker::wasm::Engine;
use serde_json::Value;

thread_local! {
    /// A request that is refused leaves nothing, and one that is taken replaces what was set: one engine serves them all.
    static ENGINE: Cell<Option<Engine>> = const { Cell::new(None) };
}

/// Asks with these bytes as a request.
pub fn ask(data: &[u8]) {
    let mut engine = ENGINE.take().unwrap_or_default();
    let reply = engine.configure(data);
    let other = serde_json::from_slice::<Value>(data);
    match crate::told(&reply) {
        // A lone surrogate is a sign here and a fault there.
        Ok(_) => assert!(other.is_ok() || has(data, b"\\u"), "no JSON was taken"),
        Err(error) => {
            let code = error["code"].as_str().expect("a refusal has a code");
            let of_text = code == "BAD_JSON" || code == "BAD_UTF8";
            assert!(!of_text || !other.is_ok_and(|value| value.is_object()), "an object was refused with {code}");
        }
    }
    ENGINE.set(Some(engine));
}

fn has(data: &[u8], part: &[u8]) -> bool {
    data.windows(part.len()).any(|window| window == part)
}
