// SPDX-License-Identifier: MIT OR Apache-2.0
//! How a guard's complaints become the result of a test.

use super::engine_sources;

/// Fails with all complaints at once.
pub(crate) fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n  {}\n", complaints.join("\n  "));
}

/// Fails unless there is one complaint and it says all of `parts`.
pub(crate) fn assert_one(complaints: &[String], parts: &[&str]) {
    assert_eq!(complaints.len(), 1, "one complaint was due: {complaints:#?}");
    let complaint = complaints.concat();
    for part in parts {
        assert!(complaint.contains(part), "`{part}` is missing in: {complaint}");
    }
}

/// The complaints about a file of the engine that is not there.
pub(crate) fn planted(file: &str, source: &str) -> Vec<String> {
    engine_sources::complaints(file, source)
}
