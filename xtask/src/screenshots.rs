// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask screenshots`: the pictures of the README, made from the real app in both languages.

use std::process::ExitCode;

use crate::failure::Failure;
use crate::house::House;
use crate::{browser, build, node, process};

/// Builds, opens the demo in a browser, and writes `docs/screenshots/`.
pub(crate) fn run(house: &House) -> Result<ExitCode, Failure> {
    build::make(house)?;
    let browser = browser::set_up()?;
    let folder = house.at("tests").join("pages");
    node::install(house, &folder)?;
    process::run(
        "making the screenshots",
        node::command(house).arg(folder.join("screenshots.mjs")).env("CHROMIUM", &browser.chromium),
        "see what the page says in a browser: `cargo xtask demo`",
    )?;
    Ok(ExitCode::SUCCESS)
}
