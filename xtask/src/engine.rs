// SPDX-License-Identifier: MIT OR Apache-2.0
//! The engine for WebAssembly: the Rust target, then cargo's release build.
//!
//! - Invariant: no path of this machine gets into the module. Panic messages name source files, so
//!   the places where they lie are mapped to fixed ones; two machines then build the same bytes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::house::House;
use crate::process;
use crate::stamp::progress;

/// How large a function may be that is put into its callers: with 5 the module is 4 kB smaller after brotli and the whole job
/// a tenth slower, with 75 it is 20 kB larger and a tenth faster.
const INLINE_THRESHOLD: u32 = 25;

/// Bytes of stack, an eighth of the usual: nesting is bounded everywhere. Rows and their answers take twelve thousand of it, the
/// most deeply nested condition of a pack forty-nine. The addresses of constants, which lie behind it, are a byte shorter each.
const STACK: u32 = 128 << 10;

/// The target triple of the module.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the Rust target when the toolchain has none.
pub(crate) fn add_target() -> Result<(), Failure> {
    let sysroot = process::answer("rustc", &["--print", "sysroot"])
        .ok_or_else(|| Failure::new("`rustc` did not answer", "install Rust with rustup and run the command again"))?;
    if Path::new(&sysroot).join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        progress("target", "fresh");
        return Ok(());
    }
    progress("target", &format!("adding {TARGET}"));
    process::run(
        "adding the Rust target",
        Command::new("rustup").args(["target", "add", TARGET]),
        &format!("add the Rust target `{TARGET}` by hand and run the command again"),
    )
}

/// Adds the formatter and the linter when the toolchain has none: a toolchain file names them, but
/// not every rustup obeys.
pub(crate) fn add_components() -> Result<(), Failure> {
    for (component, tool) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if process::answer("cargo", &[tool, "--version"]).is_some() {
            continue;
        }
        progress(component, "adding the component");
        process::run(
            &format!("adding {component}"),
            Command::new("rustup").args(["component", "add", component]),
            &format!("add the component `{component}` by hand and run the command again"),
        )?;
    }
    Ok(())
}

/// Compiles the engine. Cargo itself knows what changed, so it is always asked.
pub(crate) fn compile(house: &House) -> Result<(), Failure> {
    progress("engine", "cargo, release profile");
    let mut flags: Vec<String> =
        fixed_places(house).iter().map(|(from, to)| format!("'--remap-path-prefix={}={to}'", from.display())).collect();
    flags.push(format!("'{}'", inlining()));
    flags.push(format!("'-Clink-arg=-zstack-size={STACK}'"));
    process::run(
        "compiling the engine",
        process::cargo(house)
            // These would displace the flags below and whatever `.cargo/config.toml` says.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            // One crate type: for a library that is also an `rlib`, cargo leaves the optimization at link time out.
            .args(["rustc", "--release", "--locked", "--lib", "--crate-type", "cdylib", "--target", TARGET])
            // Both boundaries in one module, which is taken apart later.
            .args(["--features", "raw"])
            .arg("--config")
            .arg(format!("target.{TARGET}.rustflags=[{}]", flags.join(","))),
        "mend the errors above and run the command again",
    )
}

/// The flag for what is put into its callers.
pub(crate) fn inlining() -> String {
    format!("-Cllvm-args=--inline-threshold={INLINE_THRESHOLD}")
}

/// Where cargo keeps its crates.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")))
}

fn fixed_places(house: &House) -> Vec<(PathBuf, &'static str)> {
    let mut places = vec![(house.root().to_path_buf(), "/oxpecker")];
    let home = house.cargo_home().map(Path::to_path_buf).or_else(cargo_home);
    if let Some(home) = home
        && let Ok(registries) = fs::read_dir(home.join("registry/src"))
    {
        places.extend(registries.flatten().map(|registry| (registry.path(), "/crates")));
    }
    places.sort();
    places
}
