// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask test`: everything that CI runs, in the order in which a mistake is cheapest to find.
//!
//! 1. set-up: the Rust target and components, Node
//! 2. format and lints
//! 3. native tests: unit, property, integration, documentation; those of the build tasks
//! 4. the build, and what the built module imports and the package weighs
//! 5. Wasm tests in a browser
//! 6. licenses and sources of the dependencies
//! 7. the package as packed, the pages, and the proofs at reduced counts

use std::path::Path;
use std::process::{Command, ExitCode};

use crate::browser;
use crate::check::{Ran, Run};
use crate::failure::Failure;
use crate::house::House;
use crate::node_tests::{self, Counts};
use crate::tally::{self, Tally};
use crate::{build, engine, fuzz, node, process, prove, size, stamp, web_tests};

/// Inputs of all fuzz targets together; `prove` runs a thousand times as many.
const FUZZ: u64 = 10_000;

/// Runs all of it; a check that fails does not keep the next from running.
pub(crate) fn run(house: &House) -> Result<ExitCode, Failure> {
    node::version()?;
    engine::add_components()?;
    engine::add_target()?;

    let mut run = Run::default();
    lint(house, &mut run);
    run.tests("native tests", || cargo_test(house, &[]));
    run.tests("tests of the build tasks", || cargo_test(house, &["--package", "xtask"]));
    let is_built = run.check("build", || build::make(house));
    if is_built {
        run.tests("imports of the built module", || cargo_test(house, &["--test", "wasm_imports", "--", "--ignored"]));
        run.check("size", || {
            let sizes = size::measure(house)?;
            size::print(&sizes);
            size::keeps_ceiling(&sizes)
        });
    } else {
        run.not_run("imports of the built module", "it needs the build");
        run.not_run("size", "it needs the build");
    }

    let mut browser = None;
    run.check("browser", || {
        browser = Some(browser::set_up()?);
        Ok(())
    });
    match &browser {
        Some(browser) => {
            run.tests("Wasm tests in Chromium", || web_tests::in_chromium(house, browser));
        }
        None => run.not_run("Wasm tests in Chromium", "they need a browser"),
    }
    run.check("fuzz targets, reduced", || fuzz::ask(house, "all", FUZZ, 1, None));
    check_dependencies(house, &mut run);
    if is_built {
        run.tests("package as packed", || node_tests::run(house, "package", browser.as_ref()));
        match &browser {
            Some(browser) => {
                run.tests("pages", || node_tests::run(house, "pages", Some(browser)));
            }
            None => run.not_run("pages", "they need a browser"),
        }
        run.tests("native proofs", || prove_natively(house));
        match &browser {
            Some(browser) => {
                run.tests("bench, quickly", || node_tests::run(house, "bench", Some(browser)));
            }
            None => run.not_run("bench, quickly", "it needs a browser"),
        }
        // The package has run above, its proofs with it.
        for &folder in prove::FOLDERS.iter().filter(|folder| **folder != "package") {
            run.tests(folder, || node_tests::run(house, folder, browser.as_ref()));
        }
        prove::print(house);
    } else {
        run.not_run("package as packed", "it needs the build");
        run.not_run("pages", "they need the build");
        run.not_run("proofs", "they need the build");
    }
    Ok(run.close())
}

fn lint(house: &House, run: &mut Run) {
    run.check("format", || {
        process::run(
            "the format check",
            process::cargo(house).args(["fmt", "--all", "--", "--check"]),
            "run `cargo fmt --all`",
        )
    });
    for (name, arguments) in [
        ("lints", &["--all-targets"][..]),
        // The native tests use crates that know no WebAssembly; what runs there is the library and
        // the browser tests.
        ("lints for WebAssembly", &["--target", engine::TARGET, "--lib", "--test", "web"]),
        ("lints of the build tasks", &["--package", "xtask", "--all-targets"]),
    ] {
        run.check(name, || {
            process::run(
                "clippy",
                process::cargo(house).args(["clippy", "--locked"]).args(arguments).args(["--", "-D", "warnings"]),
                "mend the lints above",
            )
        });
    }
}

/// Runs `cargo test` and counts the tests of every file.
fn cargo_test(house: &House, arguments: &[&str]) -> Result<Ran, Failure> {
    count_libtest(process::cargo(house).args(["test", "--locked", "--no-fail-fast"]).args(arguments))
}

/// The native proofs by name, and what cargo is told for each.
pub(crate) const PROOFS: &[(&str, &[&str])] = &[
    ("consent", &["--test", "consent"]),
    ("cel", &["--lib", "packs::cel::tests::oracle"]),
    ("incremental", &["--test", "incremental"]),
    // With speed, and every check of a debug build.
    ("histories", &["--config", "profile.test.package.oxpecker.opt-level=2", "--lib", "histories::"]),
    ("goals", &["--release", "--test", "goals"]),
    ("savings-challenges", &["--release", "--test", "challenges"]),
];
/// Of these the first tell figures; the others have run among the native tests.
const WITH_FIGURES: usize = 2;

/// Runs the native proofs at reduced counts and keeps their figures.
fn prove_natively(house: &House) -> Result<Ran, Failure> {
    let figures = node_tests::figures_of(house, prove::NATIVE);
    stamp::write(&figures, "")?;
    let mut ran = Ran { tally: Tally::default(), ended_well: true };
    for (_, words) in PROOFS.iter().take(WITH_FIGURES) {
        let one = one_proof(house, words, &figures, Counts::Reduced)?;
        ran.tally += one.tally;
        ran.ended_well &= one.ended_well;
    }
    Ok(ran)
}

/// Runs one native proof, and keeps its figures alone.
pub(crate) fn prove_one(house: &House, words: &[&str], figures: &Path, counts: Counts) -> Result<Ran, Failure> {
    stamp::write(figures, "")?;
    one_proof(house, words, figures, counts)
}

fn one_proof(house: &House, words: &[&str], figures: &Path, counts: Counts) -> Result<Ran, Failure> {
    let mut command = process::cargo(house);
    command.args(["test", "--locked"]).args(words).env("OXPECKER_FIGURES", figures);
    match counts {
        Counts::Full => command.env("OXPECKER_PROVE", "1"),
        Counts::Reduced => command.env_remove("OXPECKER_PROVE"),
    };
    count_libtest(&mut command)
}

/// Runs a command that runs libtest, and counts.
pub(crate) fn count_libtest(command: &mut Command) -> Result<Ran, Failure> {
    let mut sum = Tally::default();
    let ended_well = process::watch(command, |line| {
        if let Some(tally) = tally::read_libtest(line) {
            sum += tally;
        }
    })?;
    Ok(Ran { tally: sum, ended_well })
}

fn check_dependencies(house: &House, run: &mut Run) {
    let name = "licenses and sources";
    if process::answer("cargo-deny", &["--version"]).is_none() {
        run.not_run(name, "cargo-deny is not installed here, so deny.toml was not applied");
        return;
    }
    run.check(name, || {
        process::run(
            "cargo-deny",
            process::cargo(house).args(["deny", "--workspace", "--locked", "check", "licenses", "bans", "sources"]),
            "see deny.toml for what is allowed and why",
        )
    });
}
