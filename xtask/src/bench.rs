// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask bench [part …]`: the package against its peers, and the tables of `docs/PERFORMANCE.md`.
//!
//! - In: the sources, and which parts; without a word all of them. Out: the tables between the markers of the document,
//!   of the parts that were measured.
//! - May use: the npm registry for the peers, which are no part of the package; a Chromium.
//! - Invariant: times are measured and printed, never judged; whoever is fast without doing the work fails.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::house::House;
use crate::{browser, build, engine, node, process};

/// Folders below `tests/` whose packages the harness uses: its own peers, the packed package, the browser's driver.
const FOLDERS: &[&str] = &["bench", "package", "pages"];

/// Builds, installs the peers, measures and writes.
pub(crate) fn run(house: &House, parts: &[String]) -> Result<ExitCode, Failure> {
    build::make(house)?;
    let browser = browser::set_up()?;
    for folder in FOLDERS {
        node::install(house, &house.at("tests").join(folder))?;
    }
    let native = native(house)?;
    process::run(
        "the bench",
        node::command(house)
            .args(["--expose-gc", "--max-old-space-size=8192"])
            .arg(house.at("tests/bench/run.mjs"))
            .args(parts)
            .env("CHROMIUM", &browser.chromium)
            .env("OXPECKER_NATIVE", native),
        "see what it says above; `node --test tests/bench` runs every part quickly",
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Builds the native bench and says where the program lies. The profile is that of the module, and what is put into its
/// callers when all is linked as well.
fn native(house: &House) -> Result<PathBuf, Failure> {
    let mut program = None;
    let ended_well = process::read(
        process::cargo(house)
            .args(["rustc", "--locked", "--profile", "bench", "--package", "oxpecker-bench", "--bench", "engine"])
            .args(["--message-format=json", "--target-dir"])
            .arg(house.target("bench"))
            .arg("--")
            .arg(engine::inlining()),
        |line| program = executable(line).or_else(|| program.take()),
    )?;
    program.filter(|_| ended_well).map(PathBuf::from).ok_or_else(|| {
        Failure::new("the native bench was not built", "mend the errors above and run the command again")
    })
}

/// The program that a line of cargo's messages names. Its paths have no signs that JSON would write otherwise.
fn executable(line: &str) -> Option<String> {
    let (_, rest) = line.split_once(r#""executable":""#)?;
    Some(rest.split_once('"')?.0.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_read_from_what_cargo_says() {
        let line = r#"{"reason":"compiler-artifact","executable":"/a/target/bench/engine-1","fresh":true}"#;
        assert_eq!(executable(line), Some("/a/target/bench/engine-1".to_owned()));
        assert_eq!(executable(r#"{"reason":"compiler-artifact","executable":null}"#), None);
        assert_eq!(executable("error: no such package"), None);
    }
}
