// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask mutants [k/n]`: whether the tests of the core see it when the code is broken, one change at a time.
//!
//! In: `.cargo/mutants.toml`, which names the core; a shard, every n-th change from the k-th on. Out: the changes that no test
//! saw, a count by room, and a failure below four in five. Invariants: first the tests beside the code, then all native tests
//! for what these let through; the sources are never touched, since cargo-mutants works in a copy of its own.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::failure::Failure;
use crate::house::House;
use crate::process;

/// Of a hundred changes that compile so many must be seen.
const MUST_HOLD: usize = 80;

/// Runs both passes over a shard.
pub(crate) fn run(house: &House, shard: &str) -> Result<ExitCode, Failure> {
    if process::answer("cargo-mutants", &["mutants", "--version"]).is_none() {
        return Err(Failure::new("cargo-mutants is not installed", "run `cargo install cargo-mutants --locked`"));
    }
    let (first, second) = (house.target("mutants/first"), house.target("mutants/second"));
    pass(house, &first, &["--shard", shard, "--sharding", "round-robin"], &["--lib"])?;
    let missed = lines(&first, "missed.txt");
    if !missed.is_empty() {
        let mut names = Vec::new();
        for name in &missed {
            names.extend(["--re".to_owned(), format!("^{}$", escaped(name))]);
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        pass(house, &second, &names, &["--lib", "--tests"])?;
    }
    let survivors = if missed.is_empty() { missed } else { lines(&second, "missed.txt") };
    let mut all = Vec::new();
    for name in ["caught.txt", "timeout.txt", "missed.txt"] {
        all.extend(lines(&first, name));
    }
    let count = |names: &[String], room: &str| names.iter().filter(|name| room_of(name) == room).count();
    let mut rooms: Vec<&str> = all.iter().map(|name| room_of(name)).collect();
    rooms.sort_unstable();
    rooms.dedup();
    for room in rooms {
        let (of, missed) = (count(&all, room), count(&survivors, room));
        println!("  {room:<20} {of:>5} that compile, {:>4} seen", of - missed);
    }
    for name in &survivors {
        println!("  not seen: {name}");
    }
    let percent = (all.len() - survivors.len()) * 100 / all.len().max(1);
    println!("  shard {shard}: {} of {} seen, {percent} %", all.len() - survivors.len(), all.len());
    Ok(if percent >= MUST_HOLD { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One pass; changes that nobody saw are its result and no fault of it.
fn pass(house: &House, output: &Path, which: &[&str], tests: &[&str]) -> Result<(), Failure> {
    let _ = fs::remove_dir_all(output);
    fs::create_dir_all(output)
        .map_err(|error| Failure::new(format!("{} could not be made ({error})", output.display()), "mend that"))?;
    let mut command: Command = process::cargo(house);
    command
        .args(["mutants", "--baseline", "skip", "--timeout", "600", "--no-times", "--colors", "never", "--output"])
        .arg(output)
        .args(which)
        .arg("--")
        .args(tests)
        // Few cases find a broken line as well as many do, and nobody reads how small the case could be.
        .envs([("PROPTEST_CASES", "24"), ("PROPTEST_MAX_SHRINK_ITERS", "0"), ("CARGO_PROFILE_TEST_DEBUG", "0")]);
    process::watch(&mut command, |_| ())?;
    if output.join("mutants.out/outcomes.json").is_file() {
        Ok(())
    } else {
        Err(Failure::new("cargo-mutants told nothing", "see its words above"))
    }
}

fn lines(output: &Path, name: &str) -> Vec<String> {
    let text = fs::read_to_string(output.join("mutants.out").join(name)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// The folder of `src/` that a change is in.
fn room_of(name: &str) -> &str {
    name.trim_start_matches("src/").split('/').next().unwrap_or_default()
}

/// A name as a pattern for itself.
fn escaped(name: &str) -> String {
    let mut pattern = String::new();
    for sign in name.chars() {
        if r"\.+*?()|[]{}^$".contains(sign) {
            pattern.push('\\');
        }
        pattern.push(sign);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_named_by_its_room_and_by_a_pattern_of_its_own() {
        let name = "src/detect/duplicates/pairing.rs:168:36: replace || with && in Pairing<'_>::similarity";
        assert_eq!(room_of(name), "detect");
        let pattern = r"src/detect/duplicates/pairing\.rs:168:36: replace \|\| with && in Pairing<'_>::similarity";
        assert_eq!(escaped(name), pattern);
    }
}
