// SPDX-License-Identifier: MIT OR Apache-2.0
//! The build tasks of Oxpecker, one command a file; `cargo xtask help` lists them.
//!
//! - In: the command line.
//! - Out: files under the target folder and `pkg/`; progress on the terminal; an exit status.
//! - May use: cargo, rustup, Node and npm as they are found on the PATH. On a Debian-like system
//!   `test` also installs a browser from the system's packages when none is there.
//! - Invariants: every path is made from [`house::House`]; a failure is one sentence that says what
//!   failed and how to go on; no step is skipped unless its stamp proves that nothing changed.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a build task speaks to a person at a terminal")]

mod bench;
mod bindgen;
mod boundary;
mod browser;
mod build;
mod check;
mod command_line;
mod demo;
mod digest;
mod engine;
mod failure;
mod fuzz;
mod house;
mod matrix;
mod mutants;
mod node;
mod node_tests;
mod nowasm;
mod optimize;
mod package;
mod process;
mod prove;
mod reproduce;
mod screenshots;
mod size;
mod stamp;
mod tally;
mod test;
mod test_runner;
mod traps;
mod web_tests;

use std::process::ExitCode;

use command_line::Request;
use failure::Failure;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode, Failure> {
    let request = command_line::read(std::env::args_os().skip(1))?;
    let house = house::House::find()?;
    match request {
        Request::Build => build::run(&house),
        Request::Demo { port } => demo::run(&house, port),
        Request::Test => test::run(&house),
        Request::Prove(parts) => prove::run(&house, &parts),
        Request::Bench(parts) => bench::run(&house, &parts),
        Request::Reproduce => reproduce::run(&house),
        Request::Screenshots => screenshots::run(&house),
        Request::Fuzz { target, count, seed } => fuzz::run(&house, &target, count, seed),
        Request::Mutants(which) => mutants::run(&house, &which),
        Request::Matrix(words) => matrix::run(&house, &words),
        Request::Size => size::run(&house),
        Request::TestRunner(arguments) => test_runner::run(arguments),
        Request::Help => {
            println!("{}", command_line::HELP);
            Ok(ExitCode::SUCCESS)
        }
    }
}
