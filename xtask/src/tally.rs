// SPDX-License-Identifier: MIT OR Apache-2.0
//! Counting tests by what their runners print.
//!
//! - In: the lines of libtest (cargo's own and the one in the browser), or a TAP report of Node.
//! - Out: a [`Tally`].
//! - Invariant: only a runner's closing lines count, so that a test which prints "ok" adds nothing.

use std::ops::AddAssign;

/// How many tests ended how.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Tally {
    /// Whether no test ran at all.
    pub(crate) fn is_empty(self) -> bool {
        self.passed == 0 && self.failed == 0
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; …`, the line that closes each test file.
pub(crate) fn read_libtest(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut tally = Tally::default();
    for count in counts.split("; ") {
        let Some((number, name)) = count.split_once(' ') else {
            continue;
        };
        let slot = match name {
            "passed" => &mut tally.passed,
            "failed" => &mut tally.failed,
            "ignored" => &mut tally.skipped,
            _ => continue,
        };
        *slot = number.parse().ok()?;
    }
    Some(tally)
}

/// Reads the `# pass 3` lines that close a TAP report of Node. A canceled test is a failed one.
pub(crate) fn read_tap(report: &str) -> Tally {
    // The closing lines come last: a test that prints the like of them is overruled.
    let count = |name: &str| {
        let prefix = format!("# {name} ");
        let mut lines = report.lines().rev().filter_map(|line| line.strip_prefix(&prefix)?.parse::<u64>().ok());
        lines.next().unwrap_or(0)
    };
    Tally {
        passed: count("pass"),
        failed: count("fail") + count("cancelled"),
        skipped: count("skipped") + count("todo"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64, skipped: u64) -> Tally {
        Tally { passed, failed, skipped }
    }

    #[test]
    fn the_closing_line_of_libtest_is_read() {
        for (line, expected) in [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s",
                tally(12, 0, 1),
            ),
            (
                "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
                tally(4, 2, 0),
            ),
            ("test result: ok. 7 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.30s", tally(7, 0, 0)),
        ] {
            assert_eq!(read_libtest(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn no_other_line_of_libtest_counts() {
        for line in [
            "running 12 tests",
            "test a ... ok",
            "failures:",
            "the test result: ok. 1 passed; 0 failed",
            "test result: ok",
        ] {
            assert_eq!(read_libtest(line), None, "{line}");
        }
    }

    #[test]
    fn the_closing_lines_of_a_tap_report_are_read_and_a_canceled_test_failed() {
        let report = "TAP version 13\n# pass 99\nok 1 - a\n1..8\n# tests 8\n# suites 0\n# pass 3\n# fail 1\n# cancelled 2\n# skipped 1\n# todo 1\n# duration_ms 5.2\n";
        assert_eq!(read_tap(report), tally(3, 3, 2));
        assert!(read_tap("").is_empty());
    }
}
