// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a customer would notice, and what must stay silent: one small file a case.
//!
//! In: `tests/scenarios/*.toml`. Out: every complaint of every file at once.
//!
//! How to add one: 1. a file whose name says what happens; 2. its twin that must not; 3. `cargo test
//! --test scenarios`; an expectation that you copy from the output must first be what a customer wants.
#![cfg(not(target_family = "wasm"))]
#![cfg(test)]

mod scenarios {
    pub(crate) mod codes;
    #[expect(dead_code, reason = "each test file calls its own part of the boundary")]
    pub(crate) mod host;
    pub(crate) mod runner;
    pub(crate) mod scenario;
}

use std::{collections::BTreeSet, fs, path::Path};

use scenarios::{codes, runner, scenario::Scenario};

/// Every file: its name and its text.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<(String, String)> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn every_scenario_holds() {
    let mut complaints: Vec<String> = Vec::new();
    let files = files();
    for (file, text) in &files {
        let played = std::panic::catch_unwind(|| {
            let scenario = Scenario::read(text)?;
            let name = scenario.name.clone();
            Ok::<_, String>((name, runner::play(scenario)))
        });
        match played {
            Ok(Ok((name, said))) => complaints.extend(said.iter().map(|c| format!("{file} ({name}): {c}"))),
            Ok(Err(error)) => complaints.push(format!("{file}: {error}")),
            Err(_) => complaints.push(format!("{file}: the engine panicked")),
        }
    }
    assert!(files.len() >= 40, "only {} scenarios were found", files.len());
    assert!(complaints.is_empty(), "\n{}\n{} of {} fail", complaints.join("\n"), complaints.len(), files.len());
}

#[test]
fn names_are_told_once() {
    let mut names: Vec<String> = files().iter().map(|(_, text)| Scenario::read(text).unwrap().name).collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn every_nudge_is_expected_by_some_scenario() {
    let pack: serde_json::Value = serde_json::from_str(oxpecker::packs::BUILTIN).unwrap();
    let files = files();
    for nudge in pack["nudges"].as_array().unwrap() {
        let expected = format!("nudge = {}", nudge["id"]);
        assert!(files.iter().any(|(_, text)| text.contains(&expected)), "no scenario expects {expected}");
    }
}

#[test]
fn every_reason_is_expected_by_some_scenario() {
    let mut expected = BTreeSet::new();
    for (_, text) in files() {
        codes::expected_in(&text.parse().unwrap(), &mut expected);
    }
    let missing: Vec<String> = codes::all().into_iter().filter(|code| !expected.contains(code)).collect();
    let allowed: Vec<&str> = codes::UNREACHED.iter().map(|(code, _)| *code).collect();
    assert_eq!(missing, allowed, "left: what no scenario expects; right: what may be missing");
}

/// What a challenge goes through.
const MOMENTS: [&str; 7] = ["start", "on track", "at risk", "done", "refund", "late booking", "pause"];

/// Moments that a kind does not have, and why.
const NO_SUCH_MOMENT: &[(&str, &str)] = &[("steps refund", "what is looked at or read moves no money")];

#[test]
fn every_kind_of_challenge_goes_through_every_moment_in_some_scenario() {
    let mut shown = BTreeSet::new();
    for (_, text) in files() {
        shown.extend(Scenario::read(&text).unwrap().steps().into_iter().flat_map(|step| step.shows));
    }
    let mut uncovered = Vec::new();
    for kind in oxpecker::packs::ChallengeKind::ALL {
        uncovered.extend(MOMENTS.map(|moment| format!("{} {moment}", kind.word())));
    }
    let stray: Vec<_> = shown.iter().filter(|known| !uncovered.contains(known)).collect();
    assert!(stray.is_empty(), "no kind has such moments: {stray:?}");
    uncovered.retain(|moment| !shown.contains(moment));
    let allowed: Vec<&str> = NO_SUCH_MOMENT.iter().map(|(moment, _)| *moment).collect();
    assert_eq!(uncovered, allowed, "left: what no scenario shows; right: what may be missing");
}
