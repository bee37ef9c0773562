// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask mutants [how many] [seed]`: whether the tests of the core see it when the code is broken, one change at a time.
//!
//! - In: `.cargo/mutants.toml`, which names the core; cargo-mutants, which lists the changes. All are tried, or so many in
//!   the order of a seed, or with `again` those that the last run did not see. Out: a line for each change that no test saw,
//!   a count by room, and a failure below four in five.
//! - Invariants: all changes are compiled into one copy of the sources (`mutants/text.rs`), and a number in the environment
//!   says which is made, so that a change costs the time of its tests and no build. First the tests of its room, then all
//!   tests beside the code, then the others. A test that breaks off, or that does not end, has seen the change.

mod text;
mod tree;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::failure::Failure;
use crate::house::House;
use crate::{process, stamp};
use text::Change;
use tree::{Ready, at};

/// Of a hundred changes that compile so many must be seen.
const MUST_HOLD: usize = 80;

/// What a program of tests may take beyond ten times of what it takes on the sources as they are.
const PATIENCE: Duration = Duration::from_secs(20);

/// Which changes are tried.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// So many of all in the order of a seed.
    Sample { count: usize, seed: u64 },
    /// What the last run did not see.
    Again,
}

/// One program of tests: its name, its file, what it is told, how long it may take.
type Asked<'a> = (&'a str, &'a Path, Vec<&'a str>, Duration);

/// Compiles all changes and tries them.
pub(crate) fn run(house: &House, which: &Which) -> Result<ExitCode, Failure> {
    let changes = list(house)?;
    let ready = tree::make(house, &changes)?;
    println!(
        "  {} changes: {} compile, {} more stand in constants and are not tried",
        changes.len(),
        ready.viable.len(),
        ready.constant.len()
    );
    let results = house.target("mutants/results.tsv");
    let mut found = BTreeMap::new();
    let chosen: Vec<usize> = match which {
        Which::Sample { count, seed } => {
            let mut order: Vec<(u64, usize)> = ready
                .viable
                .iter()
                .filter_map(|number| Some((place(&changes.get(number - 1)?.name, *seed), *number)))
                .collect();
            order.sort_unstable();
            order.into_iter().map(|(_, number)| number).take(*count).collect()
        }
        Which::Again => {
            for line in fs::read_to_string(&results).unwrap_or_default().lines() {
                let known = line.split_once('\t').and_then(|(seen, name)| {
                    Some((changes.iter().position(|change| change.name == name)? + 1, seen.to_owned()))
                });
                found.extend(known.filter(|(number, _)| ready.viable.contains(number)));
            }
            found.iter().filter(|(_, seen)| seen.is_empty()).map(|(number, _)| *number).collect()
        }
    };
    let times = as_they_are(&ready)?;
    let mut wins = BTreeMap::new();
    for (tried, number) in chosen.iter().enumerate() {
        let Some(change) = changes.get(number - 1) else { continue };
        let seen = seen_by(&ready, &times, &mut wins, *number, change).unwrap_or_default();
        if seen.is_empty() {
            println!("  not seen: {}", change.name);
        }
        found.insert(*number, seen);
        if tried % 25 == 24 || tried + 1 == chosen.len() {
            let table: String = found
                .iter()
                .filter_map(|(number, seen)| Some(format!("{seen}\t{}\n", changes.get(number - 1)?.name)))
                .collect();
            stamp::write(&results, &table)?;
            println!("  {} of {} tried", tried + 1, chosen.len());
        }
    }
    Ok(judge(&changes, &found))
}

/// Prints the table.
fn judge(changes: &[Change], found: &BTreeMap<usize, String>) -> ExitCode {
    let mut rooms: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (number, seen) in found {
        if let Some(change) = changes.get(number - 1) {
            for room in [room_of(&change.name), "all"] {
                let (of, seen_of) = rooms.entry(room).or_default();
                *of += 1;
                *seen_of += usize::from(!seen.is_empty());
            }
            if seen.is_empty() {
                println!("  not seen: {}", change.name);
            }
        }
    }
    for (room, (of, seen)) in rooms.iter().filter(|(room, _)| **room != "all") {
        println!("  {room:<10} {seen:>5} of {of:>5} seen");
    }
    let (of, seen) = rooms.get("all").copied().unwrap_or_default();
    let permille = seen * 1000 / of.max(1);
    println!(
        "  together   {seen:>5} of {of:>5} seen, {}.{} %; at least {MUST_HOLD} % must be",
        permille / 10,
        permille % 10
    );
    if seen * 100 >= of * MUST_HOLD { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs every program without a change: all must pass, and how long each takes.
fn as_they_are(ready: &Ready) -> Result<Vec<Duration>, Failure> {
    let mut times = Vec::new();
    for (name, program) in &ready.programs {
        let start = Instant::now();
        if fails(ready, &(name, program, Vec::new(), Duration::from_secs(1800)), 0) {
            return Err(Failure::new(
                format!("the tests `{name}` fail on the sources as they are"),
                format!("run `{}` and mend them", program.display()),
            ));
        }
        times.push(start.elapsed());
        println!(
            "  {:<16} {:.1} s",
            if name.is_empty() { "beside the code" } else { name },
            start.elapsed().as_secs_f64()
        );
    }
    Ok(times)
}

/// The first tests that see a change: those of its folder, then what saw most changes of its file so far, then the quick.
fn seen_by(
    ready: &Ready,
    times: &[Duration],
    wins: &mut BTreeMap<(String, String), u32>,
    number: usize,
    change: &Change,
) -> Option<String> {
    let file = modules(&change.file);
    let folder = file.rsplit_once("::").map_or_else(|| file.clone(), |(folder, _)| folder.to_owned());
    let mut all: Vec<(u32, Asked<'_>)> = Vec::new();
    for ((name, program), time) in ready.programs.iter().zip(times) {
        let patience = *time * 10 + PATIENCE;
        let won = |by: &str| wins.get(&(file.clone(), by.to_owned())).copied().unwrap_or(0);
        if name.is_empty() {
            all.push((u32::MAX, (&folder, program, vec![&folder], patience)));
            all.push((won("beside the code"), ("beside the code", program, vec!["--skip", &folder], patience)));
        } else {
            all.push((won(name), (name, program, Vec::new(), patience)));
        }
    }
    all.sort_by_key(|(won, asked)| (u32::MAX - won, asked.3));
    let by = all.iter().find(|(_, asked)| fails(ready, asked, number)).map(|(_, (name, ..))| (*name).to_owned())?;
    *wins.entry((file, by.clone())).or_default() += 1;
    Some(by)
}

/// Whether a program fails with a change.
fn fails(ready: &Ready, (_, program, words, patience): &Asked<'_>, number: usize) -> bool {
    let mut command = Command::new("sh");
    // A change may ask for memory without end.
    command
        .args(["-c", "ulimit -v 6000000; exec \"$0\" \"$@\""])
        .arg(program)
        .args(words)
        .arg("--quiet")
        .current_dir(&ready.folder)
        .env("CARGO_MANIFEST_DIR", &ready.folder)
        .env("OXPECKER_MUTANT", number.to_string())
        // Few cases find a broken line as well as many do, nobody reads how small the case could be, and what one change
        // failed on must not be known to the next.
        .envs([("PROPTEST_CASES", "24"), ("PROPTEST_MAX_SHRINK_ITERS", "0")])
        .env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "1")
        .env_remove("OXPECKER_BLESS")
        .env_remove("OXPECKER_PROVE")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().is_ok_and(|child| !ends_well(child, *patience))
}

fn ends_well(mut child: Child, patience: Duration) -> bool {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if start.elapsed() < patience => std::thread::sleep(Duration::from_millis(5)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

/// All changes of the core.
fn list(house: &House) -> Result<Vec<Change>, Failure> {
    let missing =
        || Failure::new("cargo-mutants is not there or names nothing", "run `cargo install cargo-mutants --locked`");
    let mut text = String::new();
    process::read(process::cargo(house).args(["mutants", "--list", "--json"]), |line| text.push_str(line))?;
    let listed: Vec<Value> = serde_json::from_str(&text).map_err(|_| missing())?;
    let text = |one: &Value, path: &str| at(one, path).as_str().unwrap_or_default().to_owned();
    let span = |one: &Value| {
        ["/start/line", "/start/column", "/end/line", "/end/column"]
            .map(|path| at(one, path).as_u64().unwrap_or(0) as usize)
    };
    let changes: Vec<Change> = listed
        .iter()
        .map(|one| Change {
            name: text(one, "/name"),
            file: text(one, "/file"),
            span: span(at(one, "/span")),
            function: one.pointer("/function/span").map(span),
            replacement: text(one, "/replacement"),
        })
        .collect();
    if changes.is_empty() { Err(missing()) } else { Ok(changes) }
}

/// Where a change stands in the order of a seed.
fn place(name: &str, seed: u64) -> u64 {
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    let mixed = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) ^ hash
}

/// The modules of a file: `src/decide/caps.rs` is `decide::caps`.
fn modules(file: &str) -> String {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    path.replace('/', "::")
}

/// The folder of `src/` that a change is in.
fn room_of(name: &str) -> &str {
    name.trim_start_matches("src/").split('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_named_by_its_room_and_its_modules() {
        assert_eq!(room_of("src/detect/duplicates/pairing.rs:168:36: replace || with &&"), "detect");
        assert_eq!(modules("src/detect/duplicates/pairing.rs"), "detect::duplicates::pairing");
        assert_eq!(modules("src/ledger/mod.rs"), "ledger");
    }

    #[test]
    fn a_seed_is_an_order() {
        let places = |seed| ["a", "b", "c", "d"].map(|name| place(name, seed));
        assert_eq!(places(1), places(1));
        assert_ne!(places(1), places(2));
        let mut sorted = places(1);
        sorted.sort_unstable();
        assert!(sorted.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
