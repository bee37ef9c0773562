// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask matrix [word …]`: the packed tarball in fresh projects of the builders, test runners and policies that banks
//! have, driven in Chromium; the table goes into `docs/BUNDLERS.md`.
//!
//! - In: the checkout, npm's registry; words choose rows by their names. Out: a line for each row, and an exit status.
//! - Not part of `test`: it installs a few hundred packages, in versions that nobody has pinned.

use std::process::ExitCode;

use crate::failure::Failure;
use crate::house::House;
use crate::{browser, build, node, process};

/// Builds the package, then hands it to the rows.
pub(crate) fn run(house: &House, words: &[String]) -> Result<ExitCode, Failure> {
    build::make(house)?;
    for folder in ["package", "pages"] {
        node::install(house, &house.at("tests").join(folder))?;
    }
    let browser = browser::set_up()?;
    let mut command = node::command(house);
    command.arg(house.at("tests/matrix/run.mjs")).args(words).env("CHROMIUM", &browser.chromium);
    let holds = process::watch(&mut command, |_| ())?;
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
