// SPDX-License-Identifier: MIT OR Apache-2.0
//! The tests that Node runs, `tests/package/`, `tests/pages/`, `tests/storage/` and `tests/egress/`: a folder in, a count out.
//!
//! Files run one after the other, each under a runner of its own: they start browsers and servers,
//! and every Node since 20 does that alike.

use std::fs;
use std::path::{Path, PathBuf};

use crate::browser::Browser;
use crate::check::Ran;
use crate::failure::Failure;
use crate::house::House;
use crate::tally::{self, Tally};
use crate::{node, process};

/// How often a proof repeats itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counts {
    /// Few and seeded, so that each run is the same and soon over.
    Reduced,
    /// As many as the promise says.
    Full,
}

/// Installs what the folder `tests/<name>` needs and runs every `*.test.mjs` in it.
pub(crate) fn run(house: &House, name: &'static str, browser: Option<&Browser>) -> Result<Ran, Failure> {
    prove(house, name, browser, Counts::Reduced)
}

/// The same at the given counts; what was found lies in [`figures`].
pub(crate) fn prove(
    house: &House,
    name: &'static str,
    browser: Option<&Browser>,
    counts: Counts,
) -> Result<Ran, Failure> {
    let folder = house.at("tests").join(name);
    if folder.join("package-lock.json").is_file() {
        node::install(house, &folder)?;
    }
    let found = figures_of(house, name);
    crate::stamp::write(&found, "")?;
    let mut ran = Ran { tally: Tally::default(), ended_well: true };
    for file in test_files(&folder)? {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let report = house.target(&format!("oxpecker/reports/{name}-{stem}.tap"));
        // An old report must not speak for a run that wrote none.
        crate::stamp::write(&report, "")?;
        let mut command = node::command(house);
        command
            .args(["--test", "--test-reporter=spec", "--test-reporter-destination=stdout"])
            .arg("--test-reporter=tap")
            .arg(format!("--test-reporter-destination={}", report.display()))
            .arg(&file)
            .env("OXPECKER_FIGURES", &found);
        if counts == Counts::Full {
            command.env("OXPECKER_PROVE", "1");
        } else {
            command.env_remove("OXPECKER_PROVE");
        }
        if let Some(browser) = browser {
            command.env("CHROMIUM", &browser.chromium);
        }
        ran.ended_well &= process::watch(&mut command, |_| ())?;
        ran.tally += tally::read_tap(&fs::read_to_string(&report).unwrap_or_default());
    }
    Ok(ran)
}

/// What the proofs of the folder found last: one line each, what, found and must hold, with tabs between.
pub(crate) fn figures(house: &House, name: &str) -> String {
    fs::read_to_string(figures_of(house, name)).unwrap_or_default()
}

pub(crate) fn figures_of(house: &House, name: &str) -> PathBuf {
    house.target(&format!("oxpecker/reports/{name}.figures"))
}

/// Every `*.test.mjs` in the folder, in the order of their paths.
fn test_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::new(format!("`{}` could not be read ({error})", folder.display()), "check the folder out again")
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".test.mjs") {
            files.push(path);
        } else if path.is_dir() && name != "node_modules" {
            files.extend(test_files(&path)?);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_files_are_found_at_any_depth_but_not_in_installed_packages() {
        let folder = std::env::temp_dir().join(format!("oxpecker-files-{}", std::process::id()));
        for path in ["b.test.mjs", "inner/a.test.mjs", "helper.mjs", "node_modules/c/c.test.mjs"] {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, "").expect("a file");
        }
        let found = test_files(&folder).expect("a readable folder");
        assert_eq!(found, [folder.join("b.test.mjs"), folder.join("inner/a.test.mjs")]);
        fs::remove_dir_all(&folder).expect("a clean end");
        assert!(test_files(&folder).is_err(), "a folder that is not there");
    }
}
