// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is asked of every file of the repository: a license line, a door plate, a size that one can read,
//! a place with a name, and no word of anything outside.
//!
//! - In: the files that git knows or would take. Out: complaints.

use std::path::{Path, PathBuf};
use std::process::Command;

/// More than this is two files.
pub(crate) const LONGEST: usize = 700;
/// Half of the engine's files are at most so long.
pub(crate) const MEDIAN: usize = 200;

const LICENSE: &str = "// SPDX-License-Identifier: MIT OR Apache-2.0";

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] =
    &["utils", "util", "helpers", "helper", "manager", "managers", "service", "services", "common", "misc"];

/// A file of the repository.
#[derive(Debug)]
pub(crate) struct File {
    /// From the root, with `/`.
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

impl File {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn is_source(&self) -> bool {
        [".rs", ".ts", ".mjs"].iter().any(|ending| self.path.ends_with(ending))
    }

    pub(crate) fn is_of_engine(&self) -> bool {
        self.path.starts_with("src/") && self.path.ends_with(".rs")
    }
}

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Every file that is or would be committed.
pub(crate) fn files() -> Result<Vec<File>, String> {
    let listing = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"])
        .current_dir(root())
        .output()
        .map_err(|error| format!("git could not be run ({error}); this test reads the list of files from it"))?;
    if !listing.status.success() {
        return Err(format!("git would not list the files: {}", String::from_utf8_lossy(&listing.stderr)));
    }
    let names = String::from_utf8_lossy(&listing.stdout).into_owned();
    let mut files = Vec::new();
    for path in names.split('\0').filter(|path| !path.is_empty()) {
        // What was deleted and not yet committed is still listed.
        if let Ok(bytes) = std::fs::read(root().join(path)) {
            files.push(File { path: path.to_owned(), bytes });
        }
    }
    Ok(files)
}

/// The license line first, then the door plate with a sentence on it.
pub(crate) fn door_plate(path: &str, text: &str) -> Option<String> {
    let mut lines = text.lines().skip_while(|line| line.starts_with("#!/")).map(str::trim_end);
    if lines.next() != Some(LICENSE) {
        return Some(format!("{path}: its first line must be `{LICENSE}`"));
    }
    let mut lines = lines.skip_while(|line| line.is_empty());
    let says = |line: &str, sign: &str| line.trim_start().strip_prefix(sign).is_some_and(|rest| rest.trim().len() > 10);
    let first = lines.next().unwrap_or_default();
    let has_plate = if path.ends_with(".rs") {
        says(first, "//!")
    } else {
        says(first, "/**") || (first == "/**" && lines.next().is_some_and(|line| says(line, "*")))
    };
    let form = if path.ends_with(".rs") { "//!" } else { "/** … */" };
    (!has_plate)
        .then(|| format!("{path}: has no door plate; begin with `{form}` and one sentence about what it is for"))
}

/// Longer than anyone reads.
pub(crate) fn length(path: &str, text: &str) -> Option<String> {
    // Written by a test from the engine's own types, comments and all: nobody reads it from end to end.
    if path == "pkg-config/src/wire.ts" {
        return None;
    }
    let lines = text.lines().count();
    (lines > LONGEST).then(|| format!("{path}: has {lines} lines, more than {LONGEST}; look which two files it is"))
}

/// The middle one of some lengths.
pub(crate) fn median(mut lengths: Vec<usize>) -> usize {
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(0)
}

/// A folder or file whose name says nothing.
pub(crate) fn empty_name(path: &str) -> Option<String> {
    let parts = path.split('/').map(|part| part.split('.').next().unwrap_or(part));
    let named = parts.into_iter().find(|part| EMPTY_NAMES.contains(part))?;
    Some(format!("{path}: `{named}` says nothing; name it by the field's own word for what is inside"))
}

/// Places outside the repository. They are put together here, so that this file does not have them.
fn outside() -> Vec<String> {
    let homes = ["work", "root", "home", "farm", "Users"].iter().map(|name| format!("/{name}/"));
    let shared = ["shared", "brief"].iter().flat_map(|name| [format!("../{name}"), format!("/tmp/{name}")]);
    homes.chain(shared).collect()
}

/// A file that names a place outside the repository.
pub(crate) fn names_outside(path: &str, bytes: &[u8]) -> Vec<String> {
    let has = |place: &String| bytes.windows(place.len()).any(|window| window == place.as_bytes());
    let complain = |place: String| format!("{path}: names `{place}`, which lies outside the repository");
    outside().into_iter().filter(has).map(complain).collect()
}
