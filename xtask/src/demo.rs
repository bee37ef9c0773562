// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask demo`: builds, then serves the demo from the package until it is stopped.

use std::process::ExitCode;

use crate::failure::Failure;
use crate::house::House;
use crate::{build, node, process};

/// Serves on `port` of this machine alone; the package's own command prints the address.
pub(crate) fn run(house: &House, port: u16) -> Result<ExitCode, Failure> {
    build::make(house)?;
    process::run(
        "serving the demo",
        node::command(house).arg(house.package().join("dist/cli.js")).args(["demo", "--port", &port.to_string()]),
        "see whether the port is taken: `cargo xtask demo --port N` takes another",
    )?;
    Ok(ExitCode::SUCCESS)
}
