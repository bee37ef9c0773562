// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where things lie: the only file that knows the layout of the checkout and of the target folder.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The checkout and its target folder.
#[derive(Debug)]
pub(crate) struct House {
    root: PathBuf,
    target: PathBuf,
    /// Of somebody else, with a cargo home and a number of jobs of their own.
    stranger: Option<(PathBuf, String)>,
}

impl House {
    /// Finds the checkout through the variable that cargo sets for what it runs.
    pub(crate) fn find() -> Result<Self, Failure> {
        let lost = || Failure::new("the checkout was not found", "run this as `cargo xtask`");
        let own = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).ok_or_else(lost)?;
        let root = own.parent().ok_or_else(lost)?.to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        Ok(Self { root, target, stranger: None })
    }

    /// A checkout as somebody else would have it.
    pub(crate) fn of_stranger(root: PathBuf, cargo_home: PathBuf, jobs: &str) -> Self {
        let target = root.join("target");
        Self { root, target, stranger: Some((cargo_home, jobs.to_owned())) }
    }

    /// What cargo is told through the environment.
    pub(crate) fn settings(&self) -> Vec<(&'static str, PathBuf)> {
        let Some((home, jobs)) = &self.stranger else {
            return Vec::new();
        };
        let target = ("CARGO_TARGET_DIR", self.target.clone());
        vec![("CARGO_HOME", home.clone()), ("CARGO_BUILD_JOBS", PathBuf::from(jobs)), target]
    }

    /// The cargo home, where it is not that of this process.
    pub(crate) fn cargo_home(&self) -> Option<&Path> {
        self.stranger.as_ref().map(|(home, _)| home.as_path())
    }

    /// A house for a test, with its target folder inside.
    #[cfg(test)]
    pub(crate) fn in_folder(root: PathBuf) -> Self {
        let target = root.join("target");
        Self { root, target, stranger: None }
    }

    /// The folder of the checkout.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside the checkout.
    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// A path inside cargo's target folder.
    pub(crate) fn target(&self, path: &str) -> PathBuf {
        self.target.join(path)
    }

    /// The module as cargo left it.
    pub(crate) fn compiled_wasm(&self) -> PathBuf {
        self.target("wasm32-unknown-unknown/release/oxpecker.wasm")
    }

    /// The module whose panics are traps.
    pub(crate) fn trapping_wasm(&self) -> PathBuf {
        self.target("oxpecker/trapping.wasm")
    }

    /// The same with the exports for bindgen alone.
    pub(crate) fn bindgen_wasm(&self) -> PathBuf {
        self.target("oxpecker/split/oxpecker.wasm")
    }

    /// The same with the raw boundary alone.
    pub(crate) fn raw_wasm(&self) -> PathBuf {
        self.target("oxpecker/split/raw.wasm")
    }

    /// The engine as a script.
    pub(crate) fn nowasm_script(&self) -> PathBuf {
        self.target("oxpecker/nowasm.js")
    }

    /// The folder of bindgen's output.
    pub(crate) fn bindgen(&self) -> PathBuf {
        self.target("oxpecker/bindgen")
    }

    /// The optimized module.
    pub(crate) fn engine_wasm(&self) -> PathBuf {
        self.target("oxpecker/engine.wasm")
    }

    /// The folder of the npm package's sources.
    pub(crate) fn package_sources(&self) -> PathBuf {
        self.at("pkg-config")
    }

    /// The folder of the built npm package.
    pub(crate) fn package(&self) -> PathBuf {
        self.at("pkg")
    }
}
