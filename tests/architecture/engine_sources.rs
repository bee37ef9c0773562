// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is asked of the engine's own sources: imports that keep to the house, and words that no room has.
//!
//! - In: a file's place below `src/` and its text. Out: complaints, each with the place and the way out.

use super::house::{HOUSE, Room, room, room_for_both};
use super::lexer::{Placed, Token, after_group, after_item, attribute, tokens, without_tests};
use super::paths::{module_of, paths};

/// A library of the host or of the registry, and the only places that may name it.
const FOREIGN: &[(&[&str], &[&str], &str)] = &[
    (&["std", "fs"], &[], "the engine reads what it is handed"),
    (&["std", "net"], &[], "the engine sends nothing"),
    (&["std", "env"], &[], "settings are arguments"),
    (&["std", "process"], &[], "the engine starts and ends nothing"),
    (&["std", "thread"], &[], "the same answer on every host"),
    (&["std", "io"], &[], "bytes come and go as slices"),
    (&["std", "time"], &[], "`now` is an argument"),
    (&["wasm_bindgen"], &["src/wasm/"], "one room alone knows JavaScript"),
    (&["js_sys"], &[], "it would bring imports that reach the page"),
    (&["web_sys"], &[], "it would bring imports that reach the page"),
    (&["postcard"], &["src/store/"], "one room alone knows how bytes are framed"),
];

/// A word, and the only places that may have it.
const WORDS: &[(&str, &[&str], &str)] = &[
    ("SystemTime", &[], "`now` is an argument"),
    ("Instant", &[], "`now` is an argument"),
    ("getrandom", &[], "seeds are arguments"),
    ("rand", &[], "seeds are arguments"),
    ("fastrand", &[], "seeds are arguments"),
    ("RandomState", &[], "seeds are arguments"),
    ("HashMap", &[], "its order is drawn anew in each run"),
    ("HashSet", &[], "its order is drawn anew in each run"),
    ("unsafe", &["src/wasm/raw.rs"], "the core is safe Rust"),
    // serde's own trait asks for a function of it.
    ("f32", &["src/json/ser.rs"], "no float holds money"),
    ("f64", FLOATS, "no float holds money; shares are thousandths"),
    ("target_family", &["src/wasm/"], "the same code on every host"),
    ("target_arch", &["src/wasm/"], "the same code on every host"),
];

/// Where a share becomes the number from 0 to 1 that the contract asks for.
const FLOATS: &[&str] = &["src/json/ser.rs", "src/ingest/payee/compare.rs", "src/present/"];

/// Rooms whose reasons are codes: a text with a space in it would be wording.
const WORDLESS: &[&str] = &["ledger", "features", "detect", "payment", "decide", "state"];

/// Names of the contract, which `json` must not know.
const FIELDS: &[&str] = &[
    "id",
    "accountId",
    "bookedAt",
    "amount",
    "currency",
    "counterpartyName",
    "transactions",
    "accounts",
    "now",
    "surface",
];

/// Calls that stop the engine, and the lint that an exception names.
const STOPS: &[(&str, &str)] = &[
    ("unwrap", "unwrap_used"),
    ("expect", "expect_used"),
    ("panic", "panic"),
    ("todo", "todo"),
    ("unimplemented", "unimplemented"),
];

/// A file of tests alone.
pub(crate) fn is_tests(file: &str) -> bool {
    file.ends_with("/tests.rs") || file.contains("/tests/")
}

/// All complaints about one file.
pub(crate) fn complaints(file: &str, source: &str) -> Vec<String> {
    let code = without_tests(&tokens(source));
    [imports(file, &code), foreign(file, &code), words(file, &code), stops(file, &code), wording(file, &code)].concat()
}

fn room_of(file: &str) -> Option<&'static Room> {
    room(module_of(file).first()?)
}

/// Imports that the house does not have.
pub(crate) fn imports(file: &str, code: &[Placed]) -> Vec<String> {
    let own = room_of(file);
    let mut out = Vec::new();
    for named in paths(file, code).into_iter().filter(|named| named.is_own) {
        let text = named.path.join("::");
        let at = format!("{file}:{}: imports `{text}`", named.line);
        let target = named.path.first().and_then(|name| room(name));
        match (own, target) {
            (_, None) => {
                out.push(format!("{at}, and the house has no such room; name the room that the item lives in"))
            }
            (None, Some(_)) => out.push(format!("{at}; only rooms import, `src/lib.rs` lists them")),
            (Some(own), Some(_)) if own.may_import(&named.path) => {}
            (Some(own), Some(target)) => out.push(format!("{at}; {}", way_out(own, target))),
        }
    }
    out
}

fn way_out(own: &Room, target: &Room) -> String {
    let place = |name: &str| HOUSE.iter().position(|room| room.name == name);
    let allowed: Vec<&str> = own.allowed().collect();
    let allowed = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") };
    let direction = if place(target.name) > place(own.name) { "an arrow back" } else { "not in its row of the table" };
    let both = room_for_both(own.name, target.name).map_or("engine", |room| room.name);
    format!(
        "that is {direction}: `{}` (level {}) may import {allowed}; what needs both it and `{}` (level {}) belongs in `{both}`, \
         or the value is handed in as an argument",
        own.name, own.level, target.name, target.level
    )
}

/// Libraries where they do not belong.
pub(crate) fn foreign(file: &str, code: &[Placed]) -> Vec<String> {
    let mut out = Vec::new();
    for named in paths(file, code).into_iter().filter(|named| !named.is_own) {
        for (library, places, why) in FOREIGN {
            let is_it = named.path.iter().map(String::as_str).take(library.len()).eq(library.iter().copied());
            if is_it && !stands_in(file, places) {
                out.push(format!("{file}:{}: names `{}`: {why}{}", named.line, named.path.join("::"), only_in(places)));
            }
        }
    }
    out
}

/// Words where they do not belong.
pub(crate) fn words(file: &str, code: &[Placed]) -> Vec<String> {
    let mut out = Vec::new();
    let absent = room_of(file).map_or(&[][..], |room| room.absent);
    for placed in code {
        match &placed.token {
            Token::Word(word) => {
                for (_, places, why) in WORDS.iter().filter(|(bad, places, _)| bad == word && !stands_in(file, places))
                {
                    out.push(format!("{file}:{}: has `{word}`: {why}{}", placed.line, only_in(places)));
                }
                if absent.contains(&word.as_str()) {
                    out.push(format!(
                        "{file}:{}: has `{word}`, which its room deliberately does not know",
                        placed.line
                    ));
                }
            }
            Token::Number(number) if is_float(number) && !stands_in(file, FLOATS) => {
                out.push(format!(
                    "{file}:{}: has the float `{number}`: no float holds money{}",
                    placed.line,
                    only_in(FLOATS)
                ));
            }
            _ => {}
        }
    }
    out
}

fn is_float(number: &str) -> bool {
    let rest = number.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == '_');
    let has_exponent =
        rest.strip_prefix(['e', 'E']).is_some_and(|rest| rest.chars().all(|sign| sign.is_ascii_digit() || sign == '_'));
    rest.starts_with('.') || has_exponent || ["f32", "f64"].contains(&rest)
}

/// Calls that stop the engine, outside an `#[expect(…, reason = "…")]` of their own lint.
pub(crate) fn stops(file: &str, code: &[Placed]) -> Vec<String> {
    let excused = excuses(code);
    let mut out = Vec::new();
    for (at, placed) in code.iter().enumerate() {
        let Some((call, lint)) = placed.word().and_then(|word| STOPS.iter().find(|(call, _)| *call == word)) else {
            continue;
        };
        let is_method = at
            .checked_sub(1)
            .and_then(|before| code.get(before))
            .is_some_and(|before| before.is('.') || before.token == Token::Path);
        let next = |ahead: usize| code.get(at + ahead);
        let is_call = match *call {
            "expect" => is_method && next(1).is_some_and(|open| open.is('(')) && !is_on_reader(code, at),
            "unwrap" => is_method && next(1).is_some_and(|open| open.is('(') || open.is(')') || open.is(',')),
            _ => next(1).is_some_and(|bang| bang.is('!')),
        };
        if is_call && !excused.iter().any(|(name, start, end)| name == lint && (*start..*end).contains(&at)) {
            out.push(format!(
                "{file}:{}: `{call}` stops the engine; return an error, or say why under `#[expect(clippy::{lint}, reason = \"…\")]`",
                placed.line
            ));
        }
    }
    out
}

/// Whether `expect` is called on the reader of JSON, whose own method takes one byte.
fn is_on_reader(code: &[Placed], at: usize) -> bool {
    let receiver = at.checked_sub(2).and_then(|place| code.get(place)).and_then(Placed::word);
    matches!(receiver, Some("reader" | "self"))
}

/// Lints that are excused with a reason, and from where to where.
fn excuses(code: &[Placed]) -> Vec<(String, usize, usize)> {
    let mut out = Vec::new();
    for at in 0..code.len() {
        let Some((inside, _)) = attribute(code, at) else {
            continue;
        };
        let names: Vec<&str> = inside.iter().filter_map(Placed::word).collect();
        let reason =
            inside.iter().skip_while(|placed| placed.word() != Some("reason")).find_map(|placed| match &placed.token {
                Token::Text(text) => Some(text.trim()),
                _ => None,
            });
        if names.first() == Some(&"expect") && reason.is_some_and(|reason| !reason.is_empty()) {
            let is_inner = code.get(at + 1).is_some_and(|bang| bang.is('!'));
            let end = if is_inner { code.len() } else { after_item(code, at) };
            out.extend(names.iter().map(|name| ((*name).to_owned(), at, end)));
        }
    }
    out
}

/// Words for people in rooms that answer with codes, and names of the contract in `json`.
pub(crate) fn wording(file: &str, code: &[Placed]) -> Vec<String> {
    let name = room_of(file).map_or("", |room| room.name);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(placed) = code.get(at) {
        let next = |ahead: usize| code.get(at + ahead);
        // What stops the engine, and why a lint is excused, is said to a developer.
        let is_for_developers = attribute(code, at).map(|(_, end)| end).or_else(|| {
            let is_panic = matches!(placed.word(), Some("panic" | "assert" | "debug_assert" | "unreachable"));
            (is_panic && next(1).is_some_and(|bang| bang.is('!'))).then(|| after_group(code, at + 2))
        });
        if let Some(end) = is_for_developers {
            at = end;
            continue;
        }
        if let Token::Text(text) = &placed.token {
            if WORDLESS.contains(&name) && text.contains(' ') && text.chars().any(char::is_alphabetic) {
                out.push(format!(
                    "{file}:{}: has words for people, `{text}`; `{name}` answers with codes, a pack has the words",
                    placed.line
                ));
            }
            if name == "json" && FIELDS.contains(&text.as_str()) {
                out.push(format!(
                    "{file}:{}: knows the field `{text}`; `json` knows tokens, `ingest` knows fields",
                    placed.line
                ));
            }
        }
        at += 1;
    }
    out
}

fn stands_in(file: &str, places: &[&str]) -> bool {
    places.iter().any(|place| file == *place || (place.ends_with('/') && file.starts_with(place)))
}

fn only_in(places: &[&str]) -> String {
    if places.is_empty() { String::new() } else { format!(" (only in {})", places.join(", ")) }
}
