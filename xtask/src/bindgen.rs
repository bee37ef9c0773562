// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bindgen: the compiled module in, a bare module and its JavaScript glue out.
//!
//! Bindgen runs inside this process. Its version is the one in the lock file, which is an input.

use std::ffi::OsString;

use crate::digest::{Digest, Tree};
use crate::failure::Failure;
use crate::house::House;
use crate::stamp::Step;

/// Without the name section the module is a quarter smaller; without the producers section its
/// bytes do not tell which tools happened to be at work.
const OPTIONS: &[&str] =
    &["--target", "web", "--out-name", "oxpecker", "--remove-name-section", "--remove-producers-section"];

/// Writes `oxpecker.js`, `oxpecker.d.ts` and `oxpecker_bg.wasm`.
pub(crate) fn run(house: &House) -> Result<(), Failure> {
    let inputs = OPTIONS
        .iter()
        .fold(Digest::default(), |digest, option| digest.word(option))
        .tree(&Tree::new(house.at("Cargo.lock")))?
        .tree(&Tree::new(house.bindgen_wasm()))?;
    let step = Step::new("bindgen", inputs, vec![Tree::new(house.bindgen())]);
    step.run(house, "glue between the module and JavaScript", || {
        let mut line: Vec<OsString> = vec![OsString::from("wasm-bindgen"), house.bindgen_wasm().into()];
        line.extend(OPTIONS.iter().map(OsString::from));
        line.extend([OsString::from("--out-dir"), house.bindgen().into()]);
        wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(line).map_err(|error| {
            Failure::new(
                format!("bindgen refused the module ({error:#})"),
                "see that `wasm-bindgen` in Cargo.toml and `wasm-bindgen-cli` in xtask/Cargo.toml name the same version",
            )
        })
    })
}
