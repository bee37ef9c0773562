// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask fuzz <target> <count> [seed]`: the fuzz targets on the compiler of this repository, over the kept corpus.
//!
//! In: a target or `all`, and how many inputs. Out: a line for each target; the input of a crash as a file.

use std::path::Path;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::house::House;
use crate::process;

/// Builds and runs.
pub(crate) fn run(house: &House, target: &str, count: u64, seed: u64) -> Result<ExitCode, Failure> {
    ask(house, target, count, seed, None)?;
    Ok(ExitCode::SUCCESS)
}

/// The same, for those who go on; a line of figures goes into a file.
pub(crate) fn ask(house: &House, target: &str, count: u64, seed: u64, figures: Option<&Path>) -> Result<(), Failure> {
    process::run(
        "fuzzing",
        process::cargo(house)
            .envs(figures.map(|file| ("OXPECKER_FIGURES", file)))
            .args(["run", "--quiet", "--locked", "--release", "--bin", "run"])
            .arg("--manifest-path")
            .arg(house.at("fuzz/Cargo.toml"))
            .arg("--target-dir")
            .arg(house.target("fuzz"))
            .args(["--", target, &count.to_string()])
            .arg(house.at("fuzz/corpus"))
            .arg(seed.to_string()),
        "the inputs that crashed lie in fuzz/artifacts/; mend the fault and put the input into the corpus",
    )
}
