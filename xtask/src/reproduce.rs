// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cargo xtask reproduce`: the package built twice more, as two strangers would, and compared with `pkg/` byte for byte.
//!
//! - In: the checkout, and `pkg/` where it is built. Out: a table of hashes, and an exit status.
//! - Each of the two has a folder, a cargo home and a number of jobs of its own; both begin with nothing compiled. The
//!   tools of npm are those of the checkout: the lock file pins them by hash, and they are inputs, not results.
//! - Invariant: a file that differs, or a folder of this machine inside the engine, fails.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::failure::Failure;
use crate::house::House;
use crate::{build, engine, node, package, process};

/// What is no source.
const NO_SOURCES: &[&str] = &["target", "pkg", "node_modules", ".git"];

/// Two strangers: where they work, and with how many jobs. Paths of unlike length show what depends on them.
const STRANGERS: &[(&str, &str)] = &[("a", "1"), ("another/and/deeper", "2")];

/// Builds twice and compares.
pub(crate) fn run(house: &House) -> Result<ExitCode, Failure> {
    node::version()?;
    engine::add_target()?;
    build::make(house)?;
    let mut packages = vec![house.package()];
    for (place, jobs) in STRANGERS {
        packages.push(build_as(house, place, jobs)?);
    }
    let mut differ = 0_u32;
    let own = sums(&house.package())?;
    for other in packages.iter().skip(1) {
        let found = sums(other)?;
        for (file, sum) in &own {
            if found.iter().all(|(name, one)| name != file || one != sum) {
                println!("  differs  {file} in {}", other.display());
                differ += 1;
            }
        }
        differ += u32::from(found.len() != own.len());
    }
    let engine = own.iter().find(|(file, _)| file == "dist/engine.wasm").map(|(_, sum)| sum.as_str());
    let shown = paths_in(&house.package().join("dist/engine.wasm"), house)?;
    println!("  {} files, built 3 times, {differ} differ", own.len());
    println!("  {} folders of this machine in engine.wasm", shown.len());
    println!("  {}  dist/engine.wasm", engine.unwrap_or("no hash"));
    if differ == 0 && shown.is_empty() && engine.is_some() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::new(
        "the build is not reproducible",
        "compare the files named above; a path shows with `strings` in engine.wasm",
    ))
}

/// Builds the package in a place of its own and says where it lies.
fn build_as(house: &House, place: &str, jobs: &str) -> Result<PathBuf, Failure> {
    let folder = house.target("oxpecker/reproduce").join(place);
    let (root, home) = (folder.join("checkout"), folder.join("cargo-home"));
    for stale in [&root, &home] {
        if stale.exists() {
            fs::remove_dir_all(stale).map_err(|error| failed(stale, &error))?;
        }
    }
    copy(house.root(), &root)?;
    seed(&home)?;
    println!("building as a stranger, {jobs} at a time, in {}", folder.display());
    let stranger = House::of_stranger(root, home, jobs);
    process::run(
        "fetching the crates",
        process::cargo(&stranger).args(["fetch", "--locked"]),
        "see that the registry of crates can be reached",
    )?;
    engine::compile(&stranger)?;
    link(&house.package_sources().join("node_modules"), &stranger.package_sources().join("node_modules"))?;
    build::finish(&stranger)?;
    package::build(&stranger)?;
    Ok(stranger.package())
}

/// What a home needs besides the crates: how registries are reached.
fn seed(home: &Path) -> Result<(), Failure> {
    fs::create_dir_all(home).map_err(|error| failed(home, &error))?;
    let Some(own) = engine::cargo_home() else { return Ok(()) };
    for name in ["config.toml", "config"] {
        let from = own.join(name);
        if from.is_file() {
            fs::copy(&from, home.join(name)).map_err(|error| failed(&from, &error))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Result<(), Failure> {
    std::os::unix::fs::symlink(from, to).map_err(|error| failed(to, &error))
}

#[cfg(not(unix))]
fn link(from: &Path, to: &Path) -> Result<(), Failure> {
    copy_all(from, to, &[])
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    copy_all(from, to, NO_SOURCES)
}

fn copy_all(from: &Path, to: &Path, without: &[&str]) -> Result<(), Failure> {
    fs::create_dir_all(to).map_err(|error| failed(to, &error))?;
    for entry in fs::read_dir(from).map_err(|error| failed(from, &error))? {
        let entry = entry.map_err(|error| failed(from, &error))?;
        let (path, name) = (entry.path(), entry.file_name());
        if without.iter().any(|one| name == **one) {
            continue;
        }
        if path.is_dir() {
            copy_all(&path, &to.join(name), without)?;
        } else {
            fs::copy(&path, to.join(name)).map_err(|error| failed(&path, &error))?;
        }
    }
    Ok(())
}

/// The lines of `SHA256SUMS`: file and hash.
fn sums(package: &Path) -> Result<Vec<(String, String)>, Failure> {
    let path = package.join("SHA256SUMS");
    let text = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
    Ok(text.lines().filter_map(|line| line.split_once("  ")).map(|(sum, file)| (file.into(), sum.into())).collect())
}

/// Folders of this machine that stand in a file.
fn paths_in(file: &Path, house: &House) -> Result<Vec<String>, Failure> {
    let bytes = fs::read(file).map_err(|error| failed(file, &error))?;
    let mut known = vec![house.root().to_path_buf(), house.target("")];
    known.extend(engine::cargo_home());
    known.extend(std::env::home_dir());
    let words = known.iter().map(|path| path.display().to_string()).filter(|word| word.len() > 3);
    Ok(words.filter(|word| bytes.windows(word.len()).any(|window| window == word.as_bytes())).collect())
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{}` could not be copied or read ({error})", path.display()), "make room and run it again")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stamp;

    #[test]
    fn a_path_of_this_machine_is_found_in_a_file() {
        let folder = std::env::temp_dir().join(format!("oxpecker-reproduce-{}", std::process::id()));
        let house = House::in_folder(folder.clone());
        let file = folder.join("engine");
        stamp::write(&file, "nothing").expect("a file");
        assert_eq!(paths_in(&file, &house).expect("readable"), Vec::<String>::new());
        stamp::write(&file, &format!("..{}/src/lib.rs..", folder.display())).expect("a file");
        assert!(paths_in(&file, &house).expect("readable").contains(&folder.display().to_string()));
        fs::remove_dir_all(&folder).expect("a clean end");
    }

    #[test]
    fn sources_are_copied_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("oxpecker-copy-{}", std::process::id()));
        for path in ["from/src/a", "from/node_modules/b", "from/target/c"] {
            stamp::write(&folder.join(path), "x").expect("a file");
        }
        copy(&folder.join("from"), &folder.join("to")).expect("a copy");
        assert!(folder.join("to/src/a").is_file());
        assert!(!folder.join("to/node_modules").exists() && !folder.join("to/target").exists());
        fs::remove_dir_all(&folder).expect("a clean end");
    }
}
