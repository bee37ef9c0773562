// SPDX-License-Identifier: MIT OR Apache-2.0
//! The raw boundary, in builds with the feature `raw`: three functions over numbers, no import, no `wasm-bindgen`.
//!
//! In: a method and its request, which the host writes where `oxpecker_request` says. Out: the reply that `Engine::call`
//! gives, and where it lies. May use: the `Engine` beside it. Who needs it: `wasm2js`, and hosts without JavaScript.
//!
//! Invariants: one engine for an instance of the module. There is no unsafe block here, and no pointer is read: each
//! function hands out a place and the host does the rest between two calls, when no reference to it is alive. What is
//! unsafe is the attribute alone, which asks that no two functions of the program have one name; each of these names
//! stands once and begins with the name of the crate.
#![expect(unsafe_code, reason = "an exported name is an unsafe attribute; nothing else here is")]
#![expect(unreachable_pub, reason = "the linker reaches them by their names")]

use std::cell::RefCell;

use super::Engine;

/// The engine of this instance, and the two buffers that the host sees.
#[derive(Default)]
struct Instance {
    engine: Engine,
    request: Vec<u8>,
    reply: Vec<u8>,
}

thread_local! {
    static INSTANCE: RefCell<Instance> = RefCell::default();
}

/// Makes room for a request of `length` bytes and says where: the host writes all of them before the call.
#[unsafe(no_mangle)]
pub extern "C" fn oxpecker_request(length: usize) -> *mut u8 {
    INSTANCE.with_borrow_mut(|Instance { request, .. }| {
        // A buffer that has grown for a file is not kept for the next question.
        *request = vec![0; length];
        request.as_mut_ptr()
    })
}

/// Answers the request that was written, and says how long the reply is. `method` is a place in `Method`.
#[unsafe(no_mangle)]
pub extern "C" fn oxpecker_call(method: u32) -> usize {
    INSTANCE.with_borrow_mut(|Instance { engine, request, reply }| {
        let request = std::mem::take(request);
        *reply = engine.call(u8::try_from(method).unwrap_or(u8::MAX), &request);
        reply.len()
    })
}

/// Where the reply lies until the next request is made room for or answered.
#[unsafe(no_mangle)]
pub extern "C" fn oxpecker_reply() -> *const u8 {
    INSTANCE.with_borrow(|Instance { reply, .. }| reply.as_ptr())
}
