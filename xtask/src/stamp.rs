// SPDX-License-Identifier: MIT OR Apache-2.0
//! A step of the build that is skipped when nothing changed.
//!
//! The stamp holds the digest of everything that went in (files, arguments, tool versions) and of
//! everything that came out. A step is fresh only when both still hold, so that a file that was
//! edited or lost behind the build's back is made again. A step that is interrupted leaves no stamp.

use std::fs;
use std::path::Path;

use crate::digest::{Digest, Tree};
use crate::failure::Failure;
use crate::house::House;

/// One step: its name, which no other step has, what goes in, what comes out.
#[derive(Debug)]
pub(crate) struct Step {
    name: String,
    inputs: Digest,
    outputs: Vec<Tree>,
}

impl Step {
    /// A step called `name` whose inputs are all in the digest.
    pub(crate) fn new(name: impl Into<String>, inputs: Digest, outputs: Vec<Tree>) -> Self {
        Self { name: name.into(), inputs, outputs }
    }

    /// Runs `action` unless its outputs are still what the same inputs made, and prints one line.
    pub(crate) fn run(
        self,
        house: &House,
        doing: &str,
        action: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let stamp = house.target(&format!("oxpecker/stamps/{}", self.name.replace(' ', "-")));
        let inputs = self.inputs.finish();
        let before = fs::read_to_string(&stamp).unwrap_or_default();
        if self.outputs.iter().all(Tree::exists) && before == self.stamp(&inputs)? {
            progress(&self.name, "fresh");
            return Ok(());
        }
        progress(&self.name, doing);
        if stamp.exists() {
            fs::remove_file(&stamp).map_err(|error| unwritable(&stamp, &error))?;
        }
        action()?;
        let after = self.stamp(&inputs)?;
        write(&stamp, &after)
    }

    fn stamp(&self, inputs: &str) -> Result<String, Failure> {
        let mut digest = Digest::default();
        for output in &self.outputs {
            digest = digest.tree(output)?;
        }
        Ok(format!("{inputs} {}\n", digest.finish()))
    }
}

/// Prints the one line of a step.
pub(crate) fn progress(name: &str, doing: &str) {
    println!("  {name:<15} {doing}");
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, content: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| unwritable(path, &error))?;
    }
    fs::write(path, content).map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &std::path::Path, error: &std::io::Error) -> Failure {
    Failure::new(
        format!("`{}` could not be written ({error})", path.display()),
        "make room or mend the rights of the target folder and run the command again",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a step that copies `from` into `out`; says whether it did anything.
    fn copies(house: &House, from: &str) -> bool {
        let out = house.at("out");
        let step = Step::new("copy it", Digest::default().word(from), vec![Tree::new(out.clone())]);
        let mut ran = false;
        let result = step.run(house, "copying", || {
            ran = true;
            if from == "broken" {
                return Err(Failure::new("it broke", "mend it"));
            }
            write(&out, from)
        });
        assert_eq!(result.is_err(), from == "broken");
        ran
    }

    #[test]
    fn a_step_runs_when_something_changed_and_only_then() {
        let folder = std::env::temp_dir().join(format!("oxpecker-stamp-{}", std::process::id()));
        let house = House::in_folder(folder.clone());
        assert!(copies(&house, "one"), "the first time");
        assert!(!copies(&house, "one"), "nothing changed");
        assert!(copies(&house, "two"), "another input");
        fs::write(house.at("out"), "edited").expect("a file");
        assert!(copies(&house, "two"), "an edited output");
        fs::remove_file(house.at("out")).expect("a file");
        assert!(copies(&house, "two"), "a lost output");
        assert!(copies(&house, "broken"), "another input");
        assert!(copies(&house, "two"), "a step that broke off leaves no stamp behind");
        assert!(!copies(&house, "two"), "nothing changed");
        fs::remove_dir_all(folder).expect("a clean end");
    }
}
