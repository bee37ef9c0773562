// SPDX-License-Identifier: MIT OR Apache-2.0
//! Node and npm: their presence, and the packages that a folder's lock file names.

use std::path::Path;
use std::process::Command;

use crate::digest::{Digest, Tree};
use crate::failure::Failure;
use crate::house::House;
use crate::process;
use crate::stamp::Step;

/// The oldest Node that the package and its build support.
const OLDEST: u32 = 20;

/// The version of the Node on the PATH, when it is new enough.
pub(crate) fn version() -> Result<String, Failure> {
    let next = format!("install Node {OLDEST} or newer with npm and run the command again");
    let version = process::answer("node", &["--version"]).ok_or_else(|| Failure::new("`node` was not found", &next))?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST => Ok(version),
        _ => Err(Failure::new(format!("Node {version} is too old"), next)),
    }
}

/// Runs Node in the checkout.
pub(crate) fn command(house: &House) -> Command {
    let mut command = Command::new("node");
    command.current_dir(house.root()).envs(house.settings());
    command
}

/// Installs what the lock file in `folder` names, unless it is there already.
pub(crate) fn install(house: &House, folder: &Path) -> Result<(), Failure> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let files = ["package.json", "package-lock.json", ".npmrc"];
    let mut inputs = Digest::default().word(&version()?);
    for file in files {
        inputs = inputs.tree(&Tree::new(folder.join(file)))?;
    }
    // npm's own record of what it laid into the folder.
    let record = Tree::new(folder.join("node_modules/.package-lock.json"));
    Step::new(format!("npm {name}"), inputs, vec![record]).run(house, "npm ci", || {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        process::run(
            &format!("npm ci in `{}`", folder.display()),
            Command::new(npm).current_dir(folder).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]),
            "see that the npm registry can be reached and run the command again",
        )
    })
}
