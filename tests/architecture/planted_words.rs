// SPDX-License-Identifier: MIT OR Apache-2.0
//! Planted words: what no room may have, and what a single room must not know, is told; the rest is left alone.

use super::complaints::{assert_none, assert_one, planted};

#[test]
fn clocks_randomness_and_the_host_are_told() {
    for (source, named) in [
        ("use std::time::Duration;", "std::time::Duration"),
        ("fn f() { let x = std::time::SystemTime::now(); }", "std::time"),
        ("use std::{borrow::Cow, fs};", "std::fs"),
        ("fn f() { std::env::var(\"X\"); }", "std::env::var"),
        ("use std::net::TcpStream;", "std::net"),
        ("fn f() { ::std::process::exit(1) }", "std::process"),
        ("use web_sys::Window;", "web_sys"),
        ("use wasm_bindgen::prelude::*;", "only in src/wasm/"),
        ("use postcard::to_allocvec;", "only in src/store/"),
    ] {
        let complaints = planted("src/ledger/view.rs", source);
        assert!(complaints.iter().any(|complaint| complaint.contains(named)), "{source}: {complaints:?}");
    }
    for word in ["SystemTime", "Instant", "getrandom", "RandomState", "HashMap", "HashSet", "target_family"] {
        assert_one(&planted("src/ledger/view.rs", &format!("fn f(x: {word}) {{}}")), &[word]);
    }
    assert_none(&planted(
        "src/wasm/mod.rs",
        "use wasm_bindgen::prelude::wasm_bindgen;\n#[cfg(target_family = \"wasm\")]\nfn f() {}",
    ));
    assert_none(&planted("src/types/moment.rs", "/// An Instant.\nstruct Moment { instant: i64 }"));
}

#[test]
fn floats_are_told_outside_their_three_places() {
    for source in [
        "fn f(x: f64) {}",
        "fn f(x: f32) {}",
        "const A: i64 = (2.5 * B) as i64;",
        "const A: u8 = 1e3 as u8;",
        "const A: u8 = 2. as u8;",
        "fn f() { g(1f64) }",
        "const A: u8 = 1e-3 as u8;",
    ] {
        assert_one(&planted("src/ledger/view.rs", source), &["float"]);
    }
    for source in [
        "fn f(x: (u8, (u8, u8))) -> u8 { x.1.0 }",
        "const A: [u8; 3] = a[1..2];",
        "const A: u64 = 0x1e3 + 0_usize;",
        "fn f() { 1.max(2); }",
    ] {
        assert_none(&planted("src/ledger/view.rs", source));
    }
    for place in ["src/present/card.rs", "src/json/ser.rs", "src/ingest/payee/compare.rs"] {
        assert_none(&planted(place, "fn f() -> f64 { 0.5 }"));
    }
    assert_one(&planted("src/present/card.rs", "fn f(x: f32) {}"), &["f32"]);
}

#[test]
fn what_stops_the_engine_is_told_unless_it_is_excused_with_a_reason() {
    for (call, source) in [
        ("unwrap", "fn f() { g().unwrap(); }"),
        ("unwrap", "fn f() { g().map(Option::unwrap); }"),
        ("expect", "fn f() { g().expect(\"held\"); }"),
        ("expect", "fn f() { g().expect(MESSAGE); }"),
        ("panic", "fn f() { panic!(\"no\"); }"),
        ("panic", "#[expect(clippy::panic)]\nfn f() { panic!(\"no\"); }"),
        ("panic", "#[expect(clippy::panic, reason = \" \")]\nfn f() { panic!(\"no\"); }"),
        ("panic", "#[expect(clippy::unwrap_used, reason = \"another lint\")]\nfn f() { panic!(\"no\"); }"),
        ("panic", "#[allow(unused, clippy::panic, reason = \"not this way\")]\nfn f() { panic!(\"no\"); }"),
        ("panic", "#[expect(clippy::panic, reason = \"only f\")]\nfn f() {}\nfn g() { panic!(\"no\"); }"),
        ("panic", "fn f() { match x { #[expect(clippy::panic, reason = \"one arm\")] A => panic!(), B => panic!() } }"),
    ] {
        assert_one(&planted("src/ledger/view.rs", source), &[&format!("`{call}` stops")]);
    }
    for call in ["todo", "unimplemented"] {
        let source = format!("fn f() {{ {call}!() }}");
        assert_one(&planted("src/ledger/view.rs", &source), &[&format!("`{call}` stops")]);
    }
    for source in [
        "fn f() { g().unwrap_or_default(); self.expect(b'{')?; }",
        "#[expect(clippy::panic, reason = \"a broken invariant\")]\nfn f() { panic!(\"no\"); }",
        "fn f() { match x { #[expect(clippy::panic, reason = \"one arm\")] A => panic!(), B => {} } }",
        "fn f() { #[expect(clippy::panic, reason = \"one statement\")] let Some(x) = y else { panic!(\"no\") }; }",
        "#[cfg(test)]\nmod tests { fn f() { g().unwrap(); } }",
        "/// `x.unwrap()` is not called here.\nfn f() {}",
    ] {
        assert_none(&planted("src/ledger/view.rs", source));
    }
}

#[test]
fn what_a_room_deliberately_lacks_is_told() {
    for (file, source) in [
        ("src/decide/mod.rs", "fn f(history: &Ledger) {}"),
        ("src/detect/mod.rs", "fn f() -> Vec<Candidate> {}"),
        ("src/wasm/mod.rs", "fn f(price: Money) {}"),
        ("src/features/mod.rs", "fn f() -> Nudge {}"),
        ("src/json/reader.rs", "fn f() -> Money {}"),
    ] {
        assert_one(&planted(file, source), &["deliberately does not know"]);
    }
    assert_one(&planted("src/detect/twice.rs", "const A: &str = \"Paid twice?\";"), &["words for people"]);
    assert_one(&planted("src/json/reader.rs", "const A: &[u8] = b\"bookedAt\";"), &["`bookedAt`"]);
    assert_none(&planted(
        "src/detect/twice.rs",
        "const A: &str = \"same-payee\";\n#[expect(dead_code, reason = \"said to developers\")]\nfn f() { assert!(x, \"so it is\"); }",
    ));
    assert_none(&planted("src/packs/load.rs", "const A: &str = \"this rule is not known\";"));
}

#[test]
fn unsafe_code_is_told() {
    assert_one(&planted("src/ledger/view.rs", "fn f() { unsafe { g() } }"), &["unsafe"]);
    assert_none(&planted("src/ledger/view.rs", "#![forbid(unsafe_code)]"));
    assert_none(&planted("src/wasm/raw.rs", "#[unsafe(no_mangle)]\npub extern \"C\" fn f() {}"));
    assert_one(&planted("src/wasm/mod.rs", "#[unsafe(no_mangle)]\npub extern \"C\" fn f() {}"), &["unsafe"]);
}
