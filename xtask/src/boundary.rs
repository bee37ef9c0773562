// SPDX-License-Identifier: MIT OR Apache-2.0
//! The two boundaries: cargo compiles one module with both; here it becomes two, each with its own exports and nothing
//! that only the other needs.
//!
//! - In: the compiled module, its panics traps. Out: one for bindgen, and one over numbers, which imports nothing.
//! - Why not two builds: the second would compile the same engine again, for most of a minute.

use std::fs;
use std::path::Path;

use walrus::{ExportItem, Module};

use crate::digest::{Digest, Tree};
use crate::failure::Failure;
use crate::house::House;
use crate::stamp::Step;

/// What the exports of the raw boundary begin with: see `src/wasm/raw.rs`.
const RAW: &str = "oxpecker_";

/// Writes both modules.
pub(crate) fn split(house: &House) -> Result<(), Failure> {
    let inputs = Digest::default().word(RAW).tree(&Tree::new(house.trapping_wasm()))?;
    let outputs = vec![Tree::new(house.bindgen_wasm()), Tree::new(house.raw_wasm())];
    Step::new("boundaries", inputs, outputs).run(house, "one module for each", || {
        let compiled = fs::read(house.trapping_wasm()).map_err(|error| broken(&error))?;
        keep(&compiled, &house.bindgen_wasm(), |name, _| !name.starts_with(RAW))?;
        keep(&compiled, &house.raw_wasm(), |name, item| name.starts_with(RAW) || matches!(item, ExportItem::Memory(_)))
    })
}

/// Writes the module with some of its exports, and without what those do not reach.
fn keep(compiled: &[u8], to: &Path, is_kept: impl Fn(&str, &ExportItem) -> bool) -> Result<(), Failure> {
    let mut module = Module::from_buffer(compiled).map_err(|error| broken(&error))?;
    let others: Vec<_> =
        module.exports.iter().filter(|one| !is_kept(&one.name, &one.item)).map(|one| one.id()).collect();
    for id in others {
        module.exports.delete(id);
    }
    walrus::passes::gc::run(&mut module);
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(|error| broken(&error))?;
    }
    fs::write(to, module.emit_wasm()).map_err(|error| broken(&error))
}

fn broken(error: &dyn std::fmt::Display) -> Failure {
    Failure::new(format!("the compiled module could not be taken apart ({error:#})"), "run `cargo xtask build` again")
}
