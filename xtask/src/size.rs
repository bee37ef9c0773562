// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask size`: what the engine weighs, and what a page loads when it imports the package.
//!
//! The second figure is the promise: the default entry, bundled and minified as an app would do it,
//! with the engine inside. Nothing else is fetched after it.

use std::process::ExitCode;

use crate::failure::Failure;
use crate::house::House;
use crate::{node, process};

/// What the default entry is to weigh, in bytes after brotli. Not kept yet: `docs/PERFORMANCE.md`.
const PROMISE: u64 = 110_000;
/// What it may not exceed on the way there: lower it with each saving.
const CEILING: u64 = 277_500;

/// Bundles and weighs; it is Node that compresses.
const SCALE: &str = include_str!("weigh.mjs");

/// The three sizes of a file, in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Weight {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// What is weighed.
#[derive(Debug)]
pub(crate) struct Sizes {
    engine: Weight,
    entry: Weight,
    stored: Weight,
}

/// Weighs the package that is there and prints the result.
pub(crate) fn run(house: &House) -> Result<ExitCode, Failure> {
    let sizes = measure(house)?;
    print(&sizes);
    keeps_ceiling(&sizes)?;
    Ok(ExitCode::SUCCESS)
}

/// Weighs the package that is there.
pub(crate) fn measure(house: &House) -> Result<Sizes, Failure> {
    let wasm = house.package().join("dist/engine.wasm");
    if !wasm.is_file() {
        return Err(Failure::new("there is no package to weigh", "run `cargo xtask build` first"));
    }
    let mut weights = Vec::new();
    let ended_well = process::read(
        node::command(house)
            .args(["--input-type=module", "--eval", SCALE])
            .arg(house.package_sources().join("node_modules/esbuild/lib/main.js"))
            .arg(&wasm)
            .arg(house.package().join("dist/index.js")),
        |line| weights.extend(read_weight(line)),
    )?;
    match <[Weight; 3]>::try_from(weights) {
        Ok([engine, entry, stored]) if ended_well => Ok(Sizes { engine, entry, stored }),
        _ => Err(Failure::new("Node could not weigh the package", "run `cargo xtask build` and try again")),
    }
}

/// Prints one line for each thing that was weighed.
pub(crate) fn print(sizes: &Sizes) {
    println!("  {:<28} {:>9} {:>9} {:>9}", "bytes", "raw", "gzip", "brotli");
    for (name, weight) in [
        ("engine.wasm", &sizes.engine),
        ("default entry, bundled", &sizes.entry),
        ("the same with the storage", &sizes.stored),
    ] {
        let [raw, gzip, brotli] = [weight.raw, weight.gzip, weight.brotli].map(grouped);
        println!("  {name:<28} {raw:>9} {gzip:>9} {brotli:>9}");
    }
}

/// Says how far the promise is, and fails when the default entry weighs more than the ceiling.
pub(crate) fn keeps_ceiling(sizes: &Sizes) -> Result<(), Failure> {
    let brotli = sizes.entry.brotli;
    if brotli > PROMISE {
        println!("  {} bytes above the promise of {}", grouped(brotli - PROMISE), grouped(PROMISE));
    }
    if brotli <= CEILING {
        return Ok(());
    }
    Err(Failure::new(
        format!("the default entry weighs {} bytes of brotli; the ceiling is {}", grouped(brotli), grouped(CEILING)),
        "make it smaller: raising the ceiling is no way out",
    ))
}

fn read_weight(line: &str) -> Option<Weight> {
    let mut numbers = line.split(' ').map(str::parse);
    let mut next = || numbers.next()?.ok();
    Some(Weight { raw: next()?, gzip: next()?, brotli: next()? })
}

/// A number with a comma between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(brotli: u64) -> Sizes {
        let small = || Weight { raw: 3, gzip: 2, brotli: 1 };
        Sizes { engine: small(), entry: Weight { raw: 200_000, gzip: 100_000, brotli }, stored: small() }
    }

    #[test]
    fn the_ceiling_is_kept_to_the_byte() {
        assert!(keeps_ceiling(&sizes(CEILING)).is_ok());
        let broken = keeps_ceiling(&sizes(CEILING + 1)).expect_err("one byte too many").to_string();
        assert!(broken.contains(&grouped(CEILING + 1)) && broken.contains(&grouped(CEILING)), "{broken}");
    }

    #[test]
    fn a_line_of_three_numbers_is_a_weight_and_nothing_else_is() {
        assert_eq!(read_weight("3 2 1"), Some(Weight { raw: 3, gzip: 2, brotli: 1 }));
        assert_eq!(read_weight("3 2"), None);
        assert_eq!(read_weight("node: 3 2"), None);
    }

    #[test]
    fn thousands_are_set_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (80_000, "80,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
