// SPDX-License-Identifier: MIT OR Apache-2.0
//! Planted imports: the guard of the house sees each of them, in every spelling, and nothing that is none.

use super::complaints::{assert_none, assert_one, planted};
use super::{engine_sources, lexer};

#[test]
fn an_arrow_back_is_told_with_file_line_and_the_right_room() {
    let complaints = planted("src/detect/mod.rs", "//! A room.\nuse crate::types::Money;\nuse crate::packs::Diet;\n");
    assert_one(
        &complaints,
        &["src/detect/mod.rs:3", "`packs::Diet`", "types, ledger, features, ingest::payee", "belongs in `payment`"],
    );
    let complaints = planted("src/ledger/view.rs", "use crate::present::Answer;");
    assert_one(&complaints, &["an arrow back", "`ledger` (level 3)", "`present` (level 8)", "belongs in `present`"]);
}

#[test]
fn imports_are_seen_in_every_spelling() {
    for source in [
        "use crate::decide::Budget;",
        "use crate::{types::{CivilDate, self}, decide::{self as choice}};",
        "use crate::{\n    types::Money,\n    decide::*,\n};",
        "fn f() -> crate::decide::Budget { todo() }",
        "fn f() { let x = crate::decide::budget::<u8>(); }",
        "use super::super::decide::Budget;",
        "mod inner { use super::super::super::decide::Budget; }",
        "pub use crate::decide::Budget as Other;",
        "macro_rules! m { () => { $crate::decide::Budget } }",
        "mod inner { fn f() {} }\nuse super::super::decide::Budget;",
    ] {
        assert_one(&planted("src/ledger/view.rs", source), &["`decide"]);
    }
}

#[test]
fn a_part_of_a_room_is_not_the_room() {
    assert_none(&planted("src/detect/duplicates.rs", "use crate::ingest::payee::similarity;"));
    assert_one(
        &planted("src/detect/duplicates.rs", "use crate::ingest::{self, payee::identity};"),
        &["imports `ingest`"],
    );
    assert_one(&planted("src/detect/duplicates.rs", "use crate::ingest::Ingest;"), &["imports `ingest::Ingest`"]);
}

#[test]
fn what_is_no_import_is_left_alone() {
    assert_none(&planted(
        "src/packs/load.rs",
        "//! use crate::decide::Budget;\n/* use crate::decide::Budget; /* nested */ */\nuse super::{Symbol, super::types::Money};\n\
         pub(crate) const A: &str = \"use crate::decide::Budget;\";\nconst B: &str = r#\"crate::\"decide\"::x\"#;\nconst Q: char = '\"';\n\
         #[cfg(test)]\nmod tests { use crate::decide::Budget; }\n#[cfg(test)]\nuse crate::decide::Budget;\n\
         fn f<'a>(x: &'a str) -> impl Iterator<Item = u8> + use<'a> { self::g(x) }\n#[cfg_attr(test, derive(decide::Budget))]\nstruct S;",
    ));
    assert!(engine_sources::is_tests("src/json/tests.rs") && !engine_sources::is_tests("src/json/attests.rs"));
}

#[test]
fn code_after_a_test_is_seen_again() {
    let source = "#[cfg(test)]\nmod tests { fn f() { let x = [1]; } }\nuse crate::decide::Budget;";
    assert_one(&planted("src/ledger/view.rs", source), &["src/ledger/view.rs:3"]);
    assert_one(&planted("src/ledger/view.rs", "#[cfg(not(test))]\nuse crate::decide::Budget;"), &["view.rs:2"]);
}

#[test]
fn an_import_that_names_no_room_is_told() {
    for source in ["use crate::*;", "use crate::Shortcut;"] {
        assert_one(&planted("src/ledger/view.rs", source), &["no such room"]);
    }
    assert_one(&planted("src/lib.rs", "pub use self::engine::Engine;"), &["only rooms import"]);
}

#[test]
fn the_lexer_tells_code_from_text() {
    let words = |source: &str| {
        lexer::tokens(source).iter().filter_map(|placed| placed.word().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(
        words("a \"b \\\" c\" r##\"d \"# e\"## b\"f\" 'g' '\\'' b'h' 'static i /* j /* k */ l */ m // n\no r#fn"),
        ["a", "i", "m", "o", "fn"]
    );
    assert_eq!(lexer::tokens("\n\"\n\"\nx").iter().map(|placed| placed.line).collect::<Vec<_>>(), [2, 4]);
}
