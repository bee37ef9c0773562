// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask prove [part …]`: the proofs at their full counts, and the table of what each found.
//!
//! - In: the sources, and which parts; without a word all of them. It builds the package where a part needs it.
//!   Out: each part announces itself and prints its table; at the end one table of all; an exit status.
//! - Invariants: the same tests as in `cargo xtask test`, which runs them at reduced, seeded counts;
//!   a line says which of the two it comes from; a proof that could not run is no proof and fails.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::check::Run;
use crate::failure::Failure;
use crate::house::House;
use crate::node_tests::{self, Counts};
use crate::{browser, build, engine, fuzz, node, stamp, test, web_tests};

/// The folders below `tests/` that hold proofs.
pub(crate) const FOLDERS: &[&str] = &["package", "storage", "egress"];

/// The name of the native proofs among the figures.
pub(crate) const NATIVE: &str = "native";

/// What marks a file of a folder as a proof: it asks for the counts, or for the place of its figures.
const MARKS: [&str; 2] = ["OXPECKER_PROVE", "figures.mjs"];

/// A proof that can run alone.
struct Part {
    name: &'static str,
    how: How,
}

enum How {
    /// By cargo, with these words behind `test`.
    Native(&'static [&'static str]),
    /// A file of a folder below `tests/`.
    Node(&'static str, PathBuf),
    /// Every fuzz target.
    Fuzz,
    /// The Wasm tests in three browsers' engines.
    Engines,
}

/// Runs the parts that are named, or all; together they take some hours on two cores: one for the soak, more for
/// the fuzz targets, the rest mostly browsers that start and are killed.
pub(crate) fn run(house: &House, named: &[String]) -> Result<ExitCode, Failure> {
    let mut parts = parts(house)?;
    for name in named {
        if parts.iter().all(|part| part.name != name) {
            let known: Vec<&str> = parts.iter().map(|part| part.name).collect();
            return Err(Failure::new(
                format!("there is no proof `{name}`"),
                format!("name some of {}", known.join(", ")),
            ));
        }
    }
    parts.retain(|part| named.is_empty() || named.iter().any(|name| name == part.name));
    node::version()?;
    engine::add_target()?;
    let mut run = Run::default();
    let needs = |wanted: fn(&Part) -> bool| parts.iter().any(wanted);
    if needs(|part| matches!(part.how, How::Node(..))) && !run.check("build", || build::make(house)) {
        return Ok(run.close());
    }
    let mut chromium = None;
    // Files that drive browsers find Chromium by the environment, the others by themselves.
    if needs(|part| matches!(part.how, How::Node(..))) {
        run.check("browser set-up", || {
            chromium = Some(browser::set_up()?);
            browser::set_up_firefox()?;
            browser::set_up_webkit()
        });
    }
    // What an earlier run found must not stand in the table of one that broke off.
    for part in &parts {
        stamp::write(&node_tests::figures_of(house, part.name), "")?;
    }
    for part in &parts {
        let figures = node_tests::figures_of(house, part.name);
        let chromium = chromium.as_ref();
        match &part.how {
            How::Native(words) => run.tests(part.name, || test::prove_one(house, words, &figures, Counts::Full)),
            How::Node(folder, file) => {
                run.tests(part.name, || node_tests::prove_file(house, folder, file, chromium, &figures))
            }
            How::Engines => run.tests(part.name, || web_tests::prove(house, part.name)),
            How::Fuzz => run.check(part.name, || fuzz::ask(house, "all", 10_000_000, 1, Some(&figures))),
        };
        table(&node_tests::figures(house, part.name));
    }
    // Hours of output lie between the parts: what all of them found stands together at the end.
    println!("\n==> proofs, full counts");
    for part in &parts {
        let found = node_tests::figures(house, part.name);
        println!("{}", heading(part.name, &found));
        table(&found);
    }
    Ok(run.close())
}

/// What stands over the figures of a part.
fn heading(name: &str, figures: &str) -> String {
    if figures.lines().any(|line| read(line).is_some()) {
        format!("{name}:")
    } else {
        format!("{name}: no figure, see the results")
    }
}

/// Every part: the native ones, then those of each folder in the order of their names.
fn parts(house: &House) -> Result<Vec<Part>, Failure> {
    let mut parts: Vec<Part> =
        test::PROOFS.iter().map(|&(name, words)| Part { name, how: How::Native(words) }).collect();
    for &folder in FOLDERS {
        for file in node_tests::test_files(&house.at("tests").join(folder))? {
            let text = fs::read_to_string(&file).unwrap_or_default();
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            if MARKS.iter().any(|mark| text.contains(mark)) {
                // The task ends soon, and a name is a few bytes.
                let name: &'static str = name.trim_end_matches(".test.mjs").to_owned().leak();
                parts.push(Part { name, how: How::Node(folder, file) });
            }
        }
    }
    parts.push(Part { name: "engines", how: How::Engines });
    parts.push(Part { name: "fuzz", how: How::Fuzz });
    Ok(parts)
}

/// Prints what the proofs of `cargo xtask test` found last.
pub(crate) fn print(house: &House) {
    println!("\n==> proofs, reduced, seeded counts (`cargo xtask prove` runs the full ones)");
    for &folder in [NATIVE].iter().chain(FOLDERS) {
        table(&node_tests::figures(house, folder));
    }
}

fn table(figures: &str) {
    for line in figures.lines().filter_map(read) {
        println!("{line}");
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

    #[test]
    fn a_part_without_figures_says_so() {
        assert_eq!(heading("consent", "histories\t0 differ\tnone"), "consent:");
        assert_eq!(heading("fuzz", ""), "fuzz: no figure, see the results");
    }

    #[test]
    fn every_proof_has_a_name_of_its_own() {
        let house = House::find().expect("a checkout");
        let parts = parts(&house).expect("readable folders");
        let names: Vec<&str> = parts.iter().map(|part| part.name).collect();
        for name in ["consent", "cel", "signed", "attack", "browsers"] {
            assert_eq!(names.iter().filter(|known| **known == name).count(), 1, "{name} among {names:?}");
        }
        assert!(run(&house, &["no-such-proof".to_owned()]).expect_err("no part").to_string().contains("signed"));
    }
}
