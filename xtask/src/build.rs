// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask build`: the order of the steps from Rust sources to the npm package.

use std::process::ExitCode;
use std::time::Instant;

use crate::failure::Failure;
use crate::house::House;
use crate::{bindgen, engine, node, optimize, package, size, traps};

/// Builds `pkg/` and prints what it weighs.
pub(crate) fn run(house: &House) -> Result<ExitCode, Failure> {
    make(house)?;
    size::print(&size::measure(house)?);
    Ok(ExitCode::SUCCESS)
}

/// Builds `pkg/`.
pub(crate) fn make(house: &House) -> Result<(), Failure> {
    let start = Instant::now();
    println!("building the npm package");
    node::version()?;
    engine::add_target()?;
    engine::compile(house)?;
    traps::run(house)?;
    bindgen::run(house)?;
    node::install(house, &house.package_sources())?;
    optimize::run(house)?;
    package::build(house)?;
    package::build_page(house)?;
    println!("built {} in {:.1?}", house.package().display(), start.elapsed());
    Ok(())
}
