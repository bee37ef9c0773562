// SPDX-License-Identifier: MIT OR Apache-2.0
//! Planted files: a missing license or door plate, a length, a name, a place outside and a dead link are told.

use std::collections::BTreeSet;

use super::complaints::{assert_none, assert_one};
use super::{documents, repository};

#[test]
fn a_missing_license_or_door_plate_is_told() {
    let license = "// SPDX-License-Identifier: MIT OR Apache-2.0";
    for (path, text, part) in [
        ("a.rs", String::new(), "first line"),
        ("a.rs", "//! A sentence about it.\n".to_owned(), "first line"),
        ("a.rs", "// SPDX-License-Identifier: MIT\n//! A sentence about it.\n".to_owned(), "first line"),
        ("a.rs", format!("{license}\nuse x;\n//! A sentence about it."), "no door plate"),
        ("a.rs", format!("{license}\n/// A sentence about it."), "no door plate"),
        ("a.rs", format!("{license}\n//!\n"), "no door plate"),
        ("a.ts", format!("{license}\nimport 'x';\n/** A sentence about it. */"), "no door plate"),
        ("a.mjs", format!("{license}\n/**\n */"), "no door plate"),
    ] {
        assert_one(&Vec::from_iter(repository::door_plate(path, &text)), &[path, part]);
    }
    for (path, text) in [
        ("a.rs", format!("{license}\n//! A sentence about it.\n")),
        ("a.ts", format!("{license}\n/**\n * A sentence about it.\n */")),
        ("a.mjs", format!("#!/usr/bin/env node\n{license}\n\n/** A sentence about it. */")),
    ] {
        assert_eq!(repository::door_plate(path, &text), None);
    }
}

#[test]
fn a_long_file_is_told_and_the_median_is_the_middle() {
    assert!(repository::length("a.rs", &"x\n".repeat(repository::LONGEST)).is_none());
    let long = repository::length("a.rs", &"x\n".repeat(repository::LONGEST + 1));
    assert_one(&Vec::from_iter(long), &["a.rs", "701"]);
    assert_eq!(repository::median(vec![900, 1, 300]), 300);
    assert_eq!(repository::median(vec![]), 0);
}

#[test]
fn a_name_that_says_nothing_is_told() {
    for path in [
        "src/utils/mod.rs",
        "src/detect/helpers.rs",
        "www/src/common/a.ts",
        "xtask/src/manager.rs",
        "pkg-config/service/a.ts",
    ] {
        assert_one(&Vec::from_iter(repository::empty_name(path)), &[path, "says nothing"]);
    }
    assert_eq!(repository::empty_name("src/commons_of/utility.rs"), None);
}

#[test]
fn a_place_outside_the_repository_is_told() {
    for place in [["see /ro", "ot/a"], ["../sha", "red/a"], ["/ho", "me/a"], ["\u{0}/wo", "rk/a"]] {
        assert_one(&repository::names_outside("a.bin", place.concat().as_bytes()), &["a.bin", "outside"]);
    }
    assert_none(&repository::names_outside("a.md", b"a shared workshop, rooted at home/a"));
}

#[test]
fn a_dead_link_is_told() {
    let exists = |path: &std::path::Path| {
        ["docs/../README.md", "docs/README.md"].iter().any(|known| path == std::path::Path::new(known))
    };
    let text = "[a](gone.md) [b](https://example.org/x) [c](#part) [d](README.md#part) [e](../README.md)";
    assert_one(&documents::dead_links("docs/a.md", text, &exists), &["docs/a.md", "`gone.md`"]);
}

#[test]
fn codes_are_found_in_sources_and_tables() {
    for (source, code) in [("A = \"EMPTY\": \"the input\"", "EMPTY"), ("  | 'BAD_UTF'", "BAD_UTF")] {
        assert_eq!(documents::codes_of(source), BTreeSet::from([code.to_owned()]));
    }
    assert_eq!(
        documents::codes_in_tables("| `BUSY` | wait |\n| `id` | x |\n`EMPTY`"),
        BTreeSet::from(["BUSY".to_owned()])
    );
}

#[test]
fn a_row_of_the_table_is_read() {
    let row = documents::row_of("| 5 | `detect/` | a → b | `types`, `ingest::payee` | `Nudge` |");
    let entries = BTreeSet::from(["types".to_owned(), "ingest::payee".to_owned()]);
    assert_eq!(row, Some(("5".to_owned(), "detect".to_owned(), entries)));
    assert_eq!(documents::row_of("| level | room | takes → gives | may import |"), None);
}
