// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is asked of every reader of bytes, whatever the bytes are.
//!
//! In: any bytes. Out: nothing, or a panic that says which promise broke. Invariants: a target is a plain function without
//! state, so that libFuzzer, `cargo xtask fuzz` and a debugger run the same; beyond "it does not crash" each asks
//! something that holds for every answer.
//!
//! How to add one: 1. its file here with `ask`; 2. its line in `TARGETS`, with words that its grammar knows; 3. its file in
//! `fuzz_targets/` and its `[[bin]]`; 4. a few good inputs in `corpus/<name>/`.

pub mod calls;
pub mod cel;
pub mod dates;
pub mod journal;
pub mod json;
pub mod lines;
pub mod money;
pub mod pack;
pub mod payees;
pub mod snapshot;

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

use oxpecker::wasm::Engine;

static EMPTY: OnceLock<Vec<u8>> = OnceLock::new();

/// One target: its name, what it asks, and words that are put into its inputs.
pub type Target = (&'static str, fn(&[u8]), &'static [&'static str]);

const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    "\\u",
    "\\ud83d",
    "null",
    "true",
    "-0",
    "1e9",
    "9223372036854775807",
    "\"now\"",
    "\"id\"",
    "\"do\"",
    "\u{feff}",
    "{\"a\":",
    "[[[[",
];

/// All of them.
pub const TARGETS: &[Target] = &[
    ("json", json::ask, JSON),
    (
        "lines",
        lines::ask,
        &[
            "{",
            "}",
            "[",
            "]",
            ",",
            "\n",
            "\r\n",
            "\"id\":\"",
            "\"amount\":\"-1.00\"",
            "\"currency\":\"JPY\"",
            "\"bookedAt\":\"2026-02-28\"",
            "\"status\":\"pending\"",
            "\"replaces\":\"",
            "null",
            "\\ud800",
            "ｶﾌﾞｼｷ",
            "\u{202e}",
        ],
    ),
    ("dates", dates::ask, &["0001-01-01", "9999-12-31", "2024-02-29", "-", "00", "02-30"]),
    ("money", money::ask, &["-", ".", "9223372036854775807", "-9223372036854775808", "0.00", "00"]),
    (
        "payees",
        payees::ask,
        &["GmbH", " カ）", "ｶ)", "*", "#1234", "PAYPAL *", "SARL", "\u{200d}", "ß", "ǅ", " ", "/", "."],
    ),
    (
        "cel",
        cel::ask,
        &[
            "&&",
            "||",
            "? ",
            ": ",
            "==",
            "<=",
            "+",
            "-",
            "*",
            "/",
            "%",
            "in ",
            "[",
            "]",
            "(",
            ")",
            "'",
            "has(",
            "finding.",
            "open",
            "days",
            "amount",
            "told",
            "series.all(s, ",
            "series.exists(s, ",
            "s.next",
            "contexts",
            "size(",
            "count('open', 7)",
            "9223372036854775807",
            "!",
        ],
    ),
    ("pack", pack::ask, JSON),
    ("snapshot", snapshot::ask, &["\u{1}", "\u{2}", "\u{3}", "\u{7f}", "EUR", "2026-01-01"]),
    ("journal", journal::ask, &["\u{1}\0\0\0", "\u{10}\0\0\0", "\u{7f}\u{7f}\u{7f}\u{7f}"]),
    ("calls", calls::ask, &["\u{1}", "\u{4}", "\u{9}", "\u{e}", "\u{11}", "\u{14}"]),
];

thread_local! {
    static USED: RefCell<Vec<Engine>> = const { RefCell::new(Vec::new()) };
}

/// An engine that knows nothing. Reading the built-in pack is most of what a new one costs, so that one that was used
/// before takes an empty snapshot in; one that a target left by a panic is not used again.
pub struct Fresh(Option<Engine>);

impl Fresh {
    /// Such an engine.
    pub fn engine() -> Self {
        let mut engine = USED.with_borrow_mut(Vec::pop).unwrap_or_default();
        let image = EMPTY.get_or_init(|| Engine::new().snapshot().split_off(1));
        told(&engine.restore(image)).expect("an empty snapshot is taken");
        Self(Some(engine))
    }
}

impl Deref for Fresh {
    type Target = Engine;

    fn deref(&self) -> &Engine {
        self.0.as_ref().expect("it is there until it is dropped")
    }
}

impl DerefMut for Fresh {
    fn deref_mut(&mut self) -> &mut Engine {
        self.0.as_mut().expect("it is there until it is dropped")
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            USED.with_borrow_mut(|used| used.extend(self.0.take()));
        }
    }
}

/// Bytes that decide, one after the other; when they run out, the first of everything.
pub struct Chooser<'a>(pub &'a [u8]);

impl Chooser<'_> {
    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// One of these.
    pub fn of<'w, T>(&mut self, all: &'w [T]) -> &'w T {
        &all[usize::from(self.byte()) % all.len()]
    }
}

/// The payload of a reply: what was answered, or what was refused. Both are one status byte and then JSON.
pub fn told(reply: &[u8]) -> Result<serde_json::Value, serde_json::Value> {
    let (status, payload) = reply.split_first().expect("a reply has a status");
    let value = serde_json::from_slice(payload).expect("a reply is JSON");
    match status {
        0 => Ok(value),
        1 => Err(value),
        _ => panic!("a status that nobody knows: {status}"),
    }
}
