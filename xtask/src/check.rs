// SPDX-License-Identifier: MIT OR Apache-2.0
//! A run of checks: each has a name, a time and a result; one that fails does not stop the others.
//!
//! - Invariants: a check of tests that ran none has failed; one that broke without a failed test has
//!   failed all the same; the last line is the sum and nothing follows it.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::tally::Tally;

/// What the tests of one check came to.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The tests by their result.
    pub(crate) tally: Tally,
    /// Whether the programs that ran them ended well.
    pub(crate) ended_well: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum State {
    Passed,
    Failed(String),
    NotRun(String),
}

#[derive(Debug)]
struct Outcome {
    name: &'static str,
    tally: Tally,
    time: Duration,
    state: State,
}

/// The checks so far.
#[derive(Debug, Default)]
pub(crate) struct Run {
    outcomes: Vec<Outcome>,
}

impl Run {
    /// One thing that holds or not; it counts as one test. Says whether it holds.
    pub(crate) fn check(&mut self, name: &'static str, action: impl FnOnce() -> Result<(), Failure>) -> bool {
        let start = announce(name);
        let (tally, state) = match action() {
            Ok(()) => (Tally { passed: 1, ..Tally::default() }, State::Passed),
            Err(failure) => (Tally { failed: 1, ..Tally::default() }, State::Failed(failure.to_string())),
        };
        self.end(name, tally, start, state)
    }

    /// Tests that a runner counts. Says whether all passed.
    pub(crate) fn tests(&mut self, name: &'static str, action: impl FnOnce() -> Result<Ran, Failure>) -> bool {
        let start = announce(name);
        let (tally, state) = judge(action());
        self.end(name, tally, start, state)
    }

    /// A check that cannot run here, and why.
    pub(crate) fn not_run(&mut self, name: &'static str, why: &str) {
        let start = announce(name);
        self.end(name, Tally::default(), start, State::NotRun(why.to_owned()));
    }

    /// Prints every result and, last, the sum.
    pub(crate) fn close(&self) -> ExitCode {
        println!("\n==> results");
        let mut sum = Tally::default();
        for outcome in &self.outcomes {
            println!("  {}", describe(outcome));
            sum += outcome.tally;
        }
        println!("\n{} passed, {} failed", sum.passed, sum.failed);
        if sum.failed == 0 && !sum.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn end(&mut self, name: &'static str, tally: Tally, start: Instant, state: State) -> bool {
        let outcome = Outcome { name, tally, time: start.elapsed(), state };
        println!("{}", describe(&outcome));
        let passed = outcome.state == State::Passed;
        self.outcomes.push(outcome);
        passed
    }
}

fn announce(name: &str) -> Instant {
    println!("\n==> {name}");
    Instant::now()
}

fn judge(ran: Result<Ran, Failure>) -> (Tally, State) {
    let broken = |mut tally: Tally, why: String| {
        tally.failed += 1;
        (tally, State::Failed(why))
    };
    match ran {
        Err(failure) => broken(Tally::default(), failure.to_string()),
        Ok(Ran { tally, .. }) if tally.failed > 0 => (tally, State::Failed(format!("{} failed", tally.failed))),
        Ok(Ran { tally, ended_well: false }) => broken(tally, "it broke off, see its output above".to_owned()),
        Ok(Ran { tally, .. }) if tally.is_empty() => broken(tally, "it ran no test".to_owned()),
        Ok(Ran { tally, .. }) => (tally, State::Passed),
    }
}

fn describe(outcome: &Outcome) -> String {
    let Outcome { name, tally, time, state } = outcome;
    let mut count = format!("{} passed", tally.passed);
    for (number, word) in [(tally.failed, "failed"), (tally.skipped, "skipped")] {
        if number > 0 {
            count = format!("{count}, {number} {word}");
        }
    }
    match state {
        State::Passed => format!("ok      {name}: {count} in {time:.1?}"),
        State::Failed(why) => format!("FAILED  {name}: {count} in {time:.1?}: {why}"),
        State::NotRun(why) => format!("not run {name}: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ran(passed: u64, failed: u64, ended_well: bool) -> Result<Ran, Failure> {
        Ok(Ran { tally: Tally { passed, failed, skipped: 0 }, ended_well })
    }

    #[test]
    fn tests_pass_only_when_some_ran_and_all_ended_well() {
        assert_eq!(judge(ran(3, 0, true)).1, State::Passed);
        for (name, bad) in [
            ("no test", ran(0, 0, true)),
            ("a crash after three tests", ran(3, 0, false)),
            ("a failed test", ran(3, 1, false)),
            ("a failed test that its runner forgave", ran(3, 1, true)),
            ("nothing started", Err(Failure::new("a", "b"))),
        ] {
            let (tally, state) = judge(bad);
            assert!(matches!(state, State::Failed(_)), "{name} passed");
            assert_eq!(tally.failed, 1, "{name} was not counted");
        }
    }

    #[test]
    fn one_failure_does_not_stop_the_run_and_fails_it() {
        let mut run = Run::default();
        assert!(!run.check("bad", || Err(Failure::new("it fell", "lift it"))));
        assert!(run.check("good", || Ok(())));
        run.not_run("absent", "no tool");
        assert_eq!(run.outcomes.len(), 3);
        assert_eq!(format!("{:?}", run.close()), format!("{:?}", ExitCode::FAILURE));
    }

    #[test]
    fn a_run_of_nothing_fails() {
        assert_eq!(format!("{:?}", Run::default().close()), format!("{:?}", ExitCode::FAILURE));
    }

    #[test]
    fn a_run_in_which_all_holds_succeeds() {
        let mut run = Run::default();
        run.check("good", || Ok(()));
        run.not_run("absent", "no tool");
        assert_eq!(format!("{:?}", run.close()), format!("{:?}", ExitCode::SUCCESS));
    }
}
