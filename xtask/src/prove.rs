// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask prove`: the proofs at their full counts, and the table of what they found.
//!
//! - In: the sources; it builds the package first. Out: a table on the terminal, and an exit status.
//! - Invariants: the same tests as in `cargo xtask test`, which runs them at reduced, seeded counts;
//!   a line says which of the two it comes from; a proof that could not run is no proof and fails.

use std::process::ExitCode;

use crate::check::Run;
use crate::failure::Failure;
use crate::house::House;
use crate::node_tests::{self, Counts};
use crate::{browser, build, engine, fuzz, node, test};

/// The folders below `tests/` that hold proofs.
pub(crate) const FOLDERS: &[&str] = &["package", "storage", "egress"];

/// The name of the native proofs among the figures.
pub(crate) const NATIVE: &str = "native";

/// Runs all of them; it takes about an hour, most of it browsers that start and are killed.
pub(crate) fn run(house: &House) -> Result<ExitCode, Failure> {
    node::version()?;
    engine::add_target()?;
    let mut run = Run::default();
    if !run.check("build", || build::make(house)) {
        return Ok(run.close());
    }
    let mut chromium = None;
    run.check("browsers", || {
        chromium = Some(browser::set_up()?);
        browser::set_up_firefox()?;
        browser::set_up_webkit()
    });
    run.tests("native proofs", || test::prove_natively(house, Counts::Full));
    for &folder in FOLDERS {
        run.tests(folder, || node_tests::prove(house, folder, chromium.as_ref(), Counts::Full));
    }
    run.check("ten million inputs for the fuzz targets", || fuzz::ask(house, "all", 10_000_000, 1));
    print(house, Counts::Full);
    Ok(run.close())
}

/// Prints what the proofs found last.
pub(crate) fn print(house: &House, counts: Counts) {
    let which = match counts {
        Counts::Reduced => "reduced, seeded counts (`cargo xtask prove` runs the full ones)",
        Counts::Full => "full counts",
    };
    println!("\n==> proofs, {which}");
    for &folder in [NATIVE].iter().chain(FOLDERS) {
        for line in node_tests::figures(house, folder).lines().filter_map(read) {
            println!("{line}");
        }
    }
}

/// One line of the table.
fn read(line: &str) -> Option<String> {
    let mut cells = line.split('\t');
    let (what, found, must_hold) = (cells.next()?, cells.next()?, cells.next()?);
    Some(format!("  {what}\n      found      {found}\n      must hold  {must_hold}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_three_cells_is_a_figure_and_nothing_else_is() {
        let line = read("kills\t0 lost\tnone").expect("a figure");
        assert!(line.contains("kills") && line.contains("0 lost") && line.ends_with("none"), "{line}");
        assert_eq!(read("kills"), None);
        assert_eq!(read(""), None);
    }
}
