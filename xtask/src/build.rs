// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask build`: the order of the steps from Rust sources to the npm package.

use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use crate::failure::Failure;
use crate::house::House;
use crate::{bindgen, boundary, engine, node, nowasm, optimize, package, size, traps};

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
    node::install(house, &house.package_sources())?;
    finish(house)?;
    package::build(house)?;
    package::build_page(house)?;
    println!("built {} in {:.1?}", house.package().display(), start.elapsed());
    Ok(())
}

/// From the compiled module to the engine in both forms, side by side: the tools work on one core each.
pub(crate) fn finish(house: &House) -> Result<(), Failure> {
    traps::run(house)?;
    boundary::split(house)?;
    thread::scope(|scope| {
        let script = scope.spawn(|| nowasm::run(house));
        let module = bindgen::run(house).and_then(|()| optimize::run(house));
        let stopped = |_| Failure::new("the step `nowasm` stopped", "run the command again");
        module.and(script.join().map_err(stopped)?)
    })
}
