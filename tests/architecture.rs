// SPDX-License-Identifier: MIT OR Apache-2.0
//! Guards the house: who imports whom, what no room may know, and how every file of the repository begins.
//!
//! - In: the files that git knows or would take. Out: for each fault its file, its line and the way out.
//! - May use: the standard library and git.
//! - Invariant: every guard is shown a planted fault here, so that none of them can sleep.
//!
//! How to add a room: 1. its folder and its door plate; 2. its line in `src/lib.rs`; 3. its row in
//! `architecture/house.rs`, between the rooms that it imports and those that import it; 4. the same row in
//! `ARCHITECTURE.md`.
#![cfg(all(test, not(target_family = "wasm")))]

mod architecture {
    pub(crate) mod complaints;
    pub(crate) mod documents;
    pub(crate) mod engine_sources;
    pub(crate) mod house;
    pub(crate) mod lexer;
    pub(crate) mod paths;
    pub(crate) mod repository;

    mod planted_files;
    mod planted_imports;
    mod planted_words;
}

use std::collections::BTreeSet;

use architecture::complaints::{assert_none, planted};
use architecture::house::HOUSE;
use architecture::{documents, engine_sources, paths, repository};

#[test]
fn no_arrow_of_the_table_points_back() {
    for (place, room) in HOUSE.iter().enumerate() {
        for entry in room.allowed() {
            let name = entry.split("::").next().unwrap_or(entry);
            let target = HOUSE.iter().position(|room| room.name == name);
            assert!(
                target.is_some_and(|target| target < place),
                "`{}` may import `{entry}`, which does not stand before it",
                room.name
            );
        }
        let levels = HOUSE.iter().take(place).map(|before| before.level);
        assert!(levels.max().unwrap_or(0) <= room.level, "`{}` stands below its level", room.name);
        assert!(
            room.besides.iter().all(|(_, reason)| reason.len() > 10),
            "`{}` imports something without a reason",
            room.name
        );
    }
}

#[test]
fn the_table_has_every_room_and_no_other() {
    let files = repository::files().unwrap();
    let rooms: BTreeSet<String> = files
        .iter()
        .filter(|file| file.is_of_engine() && file.path != "src/lib.rs")
        .filter_map(|file| paths::module_of(&file.path).into_iter().next())
        .collect();
    let table: BTreeSet<String> = HOUSE.iter().map(|room| room.name.to_owned()).collect();
    assert_eq!(rooms, table, "src/ on the left, the table on the right");
}

#[test]
fn architecture_md_shows_this_table() {
    let text = std::fs::read_to_string(repository::root().join("ARCHITECTURE.md")).unwrap();
    let shown: Vec<(String, String, BTreeSet<String>)> = text.lines().filter_map(documents::row_of).collect();
    let here: Vec<_> = HOUSE
        .iter()
        .map(|room| (room.level.to_string(), room.name.to_owned(), room.allowed().map(str::to_owned).collect()))
        .collect();
    assert_eq!(shown, here, "ARCHITECTURE.md on the left, the table on the right");
}

#[test]
fn the_engine_keeps_to_the_house() {
    let files = repository::files().unwrap();
    let sources: Vec<_> =
        files.iter().filter(|file| file.is_of_engine() && !engine_sources::is_tests(&file.path)).collect();
    assert!(sources.len() > HOUSE.len(), "the sources were not found");
    let complaints: Vec<String> = sources.iter().flat_map(|file| planted(&file.path, &file.text())).collect();
    assert_none(&complaints);
}

#[test]
fn every_source_begins_with_its_license_and_a_door_plate() {
    let files = repository::files().unwrap();
    let sources = files.iter().filter(|file| file.is_source());
    assert_none(&sources.filter_map(|file| repository::door_plate(&file.path, &file.text())).collect::<Vec<_>>());
}

#[test]
fn files_are_short_enough_to_read() {
    let files = repository::files().unwrap();
    let too_long =
        files.iter().filter(|file| file.is_source()).filter_map(|file| repository::length(&file.path, &file.text()));
    assert_none(&too_long.collect::<Vec<_>>());
    let rooms = files.iter().filter(|file| file.is_of_engine() && !engine_sources::is_tests(&file.path));
    let median = repository::median(rooms.map(|file| file.text().lines().count()).collect());
    assert!((1..=repository::MEDIAN).contains(&median), "the median of the rooms' files is {median} lines");
}

#[test]
fn names_say_what_is_inside() {
    let files = repository::files().unwrap();
    assert_none(&files.iter().filter_map(|file| repository::empty_name(&file.path)).collect::<Vec<_>>());
}

#[test]
fn no_file_names_a_place_outside_the_repository() {
    let files = repository::files().unwrap();
    assert!(files.len() > 100, "the files were not found");
    assert_none(&files.iter().flat_map(|file| repository::names_outside(&file.path, &file.bytes)).collect::<Vec<_>>());
}

#[test]
fn the_readme_names_every_code_and_no_other() {
    let read = |path: &str| std::fs::read_to_string(repository::root().join(path)).unwrap();
    let sources = ["src/error.rs", "src/ingest/row.rs", "pkg-config/src/error.ts"];
    let codes: BTreeSet<String> = sources.iter().flat_map(|path| documents::codes_of(&read(path))).collect();
    assert_eq!(
        documents::codes_in_tables(&read("README.md")),
        codes,
        "the README on the left, the sources on the right"
    );
}

#[test]
fn links_lead_somewhere() {
    let files = repository::files().unwrap();
    let exists = |path: &std::path::Path| repository::root().join(path).exists();
    let documents = files.iter().filter(|file| file.path.ends_with(".md"));
    assert_none(
        &documents.flat_map(|file| documents::dead_links(&file.path, &file.text(), &exists)).collect::<Vec<_>>(),
    );
}

#[test]
fn unsafe_code_is_forbidden_but_for_the_names_of_the_raw_boundary() {
    let has = |file: &str, wanted: &str| {
        std::fs::read_to_string(repository::root().join(file)).unwrap().lines().any(|line| line == wanted)
    };
    assert!(has("Cargo.toml", "unsafe_code = \"deny\""));
    assert!(has("src/lib.rs", "#![cfg_attr(not(feature = \"raw\"), forbid(unsafe_code))]"));
    let raw = std::fs::read_to_string(repository::root().join("src/wasm/raw.rs")).unwrap();
    let code = raw.lines().filter(|line| !line.starts_with("//!") && line.contains("unsafe"));
    for line in code {
        let is_known = line == "#[unsafe(no_mangle)]" || line.starts_with("#![expect(unsafe_code,");
        assert!(is_known, "an exported name is all that may be unsafe there: {line}");
    }
}
