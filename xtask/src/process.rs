// SPDX-License-Identifier: MIT OR Apache-2.0
//! Running other programs: their output goes through to the terminal, their end is a sentence.

use std::ffi::OsString;
use std::io::{self, BufRead as _, BufReader, ErrorKind, Write as _};
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::house::House;

/// The cargo that runs this task, in the checkout.
pub(crate) fn cargo(house: &House) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.current_dir(house.root()).envs(house.settings());
    command
}

/// Runs a program to its end. `what` is it that then failed, and `next` tells how to go on.
pub(crate) fn run(what: &str, command: &mut Command, next: &str) -> Result<(), Failure> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("{what} failed ({status})"), next)) }
}

/// Runs a program to its end and shows each line of its standard output to `reader` as well.
/// Says whether it ended well.
pub(crate) fn watch(command: &mut Command, mut reader: impl FnMut(&str)) -> Result<bool, Failure> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, &error))?;
    let broken = |error: io::Error| {
        Failure::new(
            format!("the output of `{}` broke off ({error})", command.get_program().display()),
            "run the command again",
        )
    };
    if let Some(output) = child.stdout.take() {
        let mut lines = BufReader::new(output);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).map_err(broken)? > 0 {
            let mut terminal = io::stdout().lock();
            terminal.write_all(&line).and_then(|()| terminal.flush()).map_err(broken)?;
            reader(String::from_utf8_lossy(&line).trim_end());
            line.clear();
        }
    }
    Ok(child.wait().map_err(broken)?.success())
}

/// Runs a program to its end and shows each line of its standard output to `reader` alone.
/// Says whether it ended well.
pub(crate) fn read(command: &mut Command, reader: impl FnMut(&str)) -> Result<bool, Failure> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| not_started(command, &error))?;
    String::from_utf8_lossy(&output.stdout).lines().for_each(reader);
    Ok(output.status.success())
}

/// What a program prints, or `None` when it is absent or ends badly.
pub(crate) fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn not_started(command: &Command, error: &io::Error) -> Failure {
    let program = command.get_program().to_string_lossy();
    if error.kind() == ErrorKind::NotFound {
        Failure::new(
            format!("`{program}` was not found"),
            "install it, see that it is on the PATH and run the command again",
        )
    } else {
        Failure::new(format!("`{program}` could not be started ({error})"), "mend that and run the command again")
    }
}
