// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask test-runner`: runs a Wasm test file in a headless browser.
//!
//! Cargo calls it for each test file of the Wasm target, see `.cargo/config.toml`.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::failure::Failure;

/// Hands the words of cargo to the runner of wasm-bindgen.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let line = std::iter::once(OsString::from("wasm-bindgen-test-runner")).chain(arguments);
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(line).map_err(|error| {
        Failure::new(
            format!("the Wasm tests did not pass ({error:#})"),
            "read the output above; `cargo xtask test` sets the browser up",
        )
    })?;
    Ok(ExitCode::SUCCESS)
}
