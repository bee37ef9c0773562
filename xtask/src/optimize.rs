// SPDX-License-Identifier: MIT OR Apache-2.0
//! wasm-opt of npm's `binaryen`, pinned by the package's lock file: bindgen's module in, a smaller
//! one out.
//!
//! No feature flag is given: the module names its own features, and a flag would let wasm-opt use
//! what older browsers lack.

use crate::digest::{Digest, Tree};
use crate::failure::Failure;
use crate::house::House;
use crate::node;
use crate::process;
use crate::stamp::Step;

/// Measured on this engine: the higher levels save raw bytes but leave code that compresses less well
/// (-O3 weighs 1 % more after brotli, -Os 4 % more), and none was faster in V8, which optimizes the
/// code once more. Measure again when the engine changes much.
///
/// The two passes before it save 1 % after brotli: arguments that nobody reads, and values set twice.
/// Before them what is one instruction is put into its callers, and nothing else: a panic is one, a trap.
const OPTIONS: &[&str] = &[
    "--always-inline-max-function-size=1",
    "--one-caller-inline-max-function-size=0",
    "--flexible-inline-max-function-size=0",
    "--inlining",
    "--dae-optimizing",
    "--rse",
    "-O1",
];

/// Writes the optimized module.
pub(crate) fn run(house: &House) -> Result<(), Failure> {
    let binaryen = house.package_sources().join("node_modules/binaryen");
    let from = house.bindgen().join("oxpecker_bg.wasm");
    let inputs = OPTIONS
        .iter()
        .fold(Digest::default().word(&node::version()?), |digest, option| digest.word(option))
        .tree(&Tree::new(binaryen.join("package.json")))?
        .tree(&Tree::new(from.clone()))?;
    let step = Step::new("optimize", inputs, vec![Tree::new(house.engine_wasm())]);
    step.run(house, &format!("wasm-opt {}", OPTIONS.join(" ")), || {
        process::run(
            "wasm-opt",
            node::command(house)
                .arg(binaryen.join("bin/wasm-opt"))
                .args(OPTIONS)
                .arg(&from)
                .arg("-o")
                .arg(house.engine_wasm()),
            "see that `binaryen` is among the devDependencies of pkg-config/package.json and run the command again",
        )
    })
}
