// SPDX-License-Identifier: MIT OR Apache-2.0
//! The npm package and the demo page in it: each has a build script of its own, which this calls.

use crate::digest::{Digest, Tree};
use crate::failure::Failure;
use crate::house::House;
use crate::node;
use crate::process;
use crate::stamp::Step;

/// Files of the checkout that end up in the package, and those that tell which crates are in it.
const ALSO_READ: &[&str] = &[
    "README.md",
    "CHANGELOG.md",
    "ARCHITECTURE.md",
    "docs",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "Cargo.lock",
    "Cargo.toml",
];

/// What is no source, wherever it lies.
const INSTALLED: &[&str] = &["node_modules"];

/// The demo lies inside the package but is a step of its own.
const PAGE: &[&str] = &["demo"];

/// Writes `pkg/` without its demo.
pub(crate) fn build(house: &House) -> Result<(), Failure> {
    let glue = house.bindgen().join("oxpecker.js");
    let mut inputs = Digest::default()
        .word(&node::version()?)
        .tree(&Tree::new(house.package_sources()).without(INSTALLED))?
        .tree(&Tree::new(house.package_sources().join("node_modules/.package-lock.json")))?
        .tree(&Tree::new(house.bindgen()))?
        .tree(&Tree::new(house.nowasm_script()))?
        .tree(&Tree::new(house.engine_wasm()))?;
    for file in ALSO_READ {
        inputs = inputs.tree(&Tree::new(house.at(file)))?;
    }
    let step = Step::new("package", inputs, vec![Tree::new(house.package()).without(PAGE)]);
    step.run(house, "the npm package into pkg/", || {
        process::run(
            "building the package",
            node::command(house)
                .arg(house.package_sources().join("build.mjs"))
                .arg("--glue")
                .arg(&glue)
                .arg("--wasm")
                .arg(house.engine_wasm())
                .arg("--script")
                .arg(house.nowasm_script())
                .arg("--out")
                .arg(house.package()),
            "mend what it names in pkg-config/ and run the command again",
        )
    })
}

/// Writes `pkg/demo/`.
pub(crate) fn build_page(house: &House) -> Result<(), Failure> {
    let page = house.package().join("demo");
    let inputs = Digest::default()
        .word(&node::version()?)
        .tree(&Tree::new(house.at("www")).without(INSTALLED))?
        .tree(&Tree::new(house.package_sources().join("node_modules/.package-lock.json")))?
        .tree(&Tree::new(house.package()).without(PAGE))?;
    Step::new("demo page", inputs, vec![Tree::new(page.clone())]).run(house, "the demo into pkg/demo/", || {
        process::run(
            "building the demo",
            node::command(house)
                .arg(house.at("www").join("build.mjs"))
                .arg("--package")
                .arg(house.package())
                .arg("--out")
                .arg(&page),
            "mend what it names in www/ and run the command again",
        )
    })
}
