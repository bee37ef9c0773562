// SPDX-License-Identifier: MIT OR Apache-2.0
//! The engine as a plain script, for hosts without WebAssembly: the raw module through `wasm2js` of npm's `binaryen`.
//!
//! - In: the raw module. Out: a script that `pkg-config/build/nowasm.mjs` makes part of the package.
//! - `wasm2js` knows no instruction that is younger than 2017, so `wasm-opt` writes those as older ones first.

use std::path::Path;

use crate::digest::{Digest, Tree};
use crate::failure::Failure;
use crate::house::House;
use crate::node;
use crate::process;
use crate::stamp::Step;

/// Which features the module has, how each is written without it, and nothing that names a tool or a place.
const LOWER: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-call-indirect-overlong",
    "--llvm-nontrapping-fptoint-lowering",
    "--llvm-memory-copy-fill-lowering",
    "--signext-lowering",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Optimized once, as a script: doing so before as well doubles the time and saves nothing. -O1 weighs a tenth more.
const WRITE: &[&str] = &["-Os"];

/// Writes the script.
pub(crate) fn run(house: &House) -> Result<(), Failure> {
    let binaryen = house.package_sources().join("node_modules/binaryen");
    let inputs = LOWER
        .iter()
        .chain(WRITE)
        .fold(Digest::default().word(&node::version()?), |digest, option| digest.word(option))
        .tree(&Tree::new(binaryen.join("package.json")))?
        .tree(&Tree::new(house.raw_wasm()))?;
    let step = Step::new("nowasm", inputs, vec![Tree::new(house.nowasm_script())]);
    step.run(house, "wasm2js", || {
        let lowered = house.target("oxpecker/lowered.wasm");
        tool(house, &binaryen.join("bin/wasm-opt"), LOWER, &house.raw_wasm(), &lowered)?;
        tool(house, &binaryen.join("bin/wasm2js"), WRITE, &lowered, &house.nowasm_script())
    })
}

fn tool(house: &House, tool: &Path, options: &[&str], from: &Path, to: &Path) -> Result<(), Failure> {
    process::run(
        &tool.file_name().unwrap_or_default().to_string_lossy(),
        node::command(house).arg(tool).args(options).arg(from).arg("-o").arg(to),
        "see that `binaryen` is among the devDependencies of pkg-config/package.json and run the command again",
    )
}
