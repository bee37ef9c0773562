// SPDX-License-Identifier: MIT OR Apache-2.0
//! A digest of what a step depends on: words, files and folders.
//!
//! - Invariant: the content of a file is read, never its time, so that a checkout that moves between
//!   branches and back is still fresh.
//! - Deliberately absent: resistance against an attacker. The hash is the standard library's own; a
//!   library that changes it makes a step run once more, and no wrong answer.

use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A file or a folder, and the names in it that do not count at any depth.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    path: PathBuf,
    without: &'static [&'static str],
}

impl Tree {
    /// All of `path`.
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, without: &[] }
    }

    /// The same, but for files and folders that are called one of `names`.
    pub(crate) fn without(mut self, names: &'static [&'static str]) -> Self {
        self.without = names;
        self
    }

    /// Whether there is anything at the path.
    pub(crate) fn exists(&self) -> bool {
        self.path.exists()
    }
}

/// A running digest.
#[derive(Debug, Default)]
pub(crate) struct Digest(DefaultHasher);

impl Digest {
    /// Adds a word: an argument, a version, a name.
    #[must_use]
    pub(crate) fn word(mut self, word: &str) -> Self {
        self.add(word.as_bytes());
        self
    }

    /// Adds a file, or a folder with everything in it; what is absent counts as absent.
    pub(crate) fn tree(mut self, tree: &Tree) -> Result<Self, Failure> {
        self.walk(&tree.path, tree.without)?;
        Ok(self)
    }

    /// The digest in hexadecimal digits.
    pub(crate) fn finish(&self) -> String {
        format!("{:016x}", self.0.finish())
    }

    fn walk(&mut self, path: &Path, without: &[&str]) -> Result<(), Failure> {
        if path.is_dir() {
            let mut names = Vec::new();
            for entry in fs::read_dir(path).map_err(|error| unreadable(path, &error))? {
                names.push(entry.map_err(|error| unreadable(path, &error))?.file_name());
            }
            names.sort();
            for name in names {
                let word = name.to_string_lossy();
                if !without.contains(&&*word) {
                    self.add(word.as_bytes());
                    self.walk(&path.join(&name), without)?;
                }
            }
            // Ends the folder, so that a file cannot move up a level unseen.
            self.add(b"/");
        } else if path.exists() {
            let content = fs::read(path).map_err(|error| unreadable(path, &error))?;
            self.add(&content);
        } else {
            self.add(b"absent");
        }
        Ok(())
    }

    fn add(&mut self, bytes: &[u8]) {
        self.0.write_usize(bytes.len());
        self.0.write(bytes);
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{}` could not be read ({error})", path.display()), "mend it and run the command again")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest_of(tree: &Tree) -> String {
        Digest::default().tree(tree).expect("a readable folder").finish()
    }

    #[test]
    fn words_do_not_run_together() {
        let one = Digest::default().word("ab").word("c").finish();
        let other = Digest::default().word("a").word("bc").finish();
        assert_ne!(one, other);
    }

    #[test]
    fn every_change_in_a_folder_shows_but_not_the_excluded_names() {
        let folder = std::env::temp_dir().join(format!("oxpecker-digest-{}", std::process::id()));
        fs::create_dir_all(folder.join("inner/demo")).expect("a folder");
        fs::write(folder.join("inner/a"), "1").expect("a file");
        let tree = Tree::new(folder.clone()).without(&["demo"]);
        let first = digest_of(&tree);

        fs::write(folder.join("inner/demo/page"), "1").expect("a file");
        assert_eq!(digest_of(&tree), first, "an excluded name counted");
        fs::write(folder.join("inner/a"), "2").expect("a file");
        let changed = digest_of(&tree);
        assert_ne!(changed, first, "a changed content went unseen");
        fs::rename(folder.join("inner/a"), folder.join("a")).expect("a move");
        assert_ne!(digest_of(&tree), changed, "a moved file went unseen");
        fs::remove_dir_all(&folder).expect("a clean end");
        assert!(!tree.exists());
    }
}
