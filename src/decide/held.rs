// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a step says against a candidate: two codes and what they speak of, small enough to hand around.
//!
//! In: codes with at most one detail each. Out: the outcome with its reasons, made in one place.

use super::{Outcome, clock};
use crate::types::{Arg, CivilDate, Reason};

/// What a code speaks of; each kind has a name in the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Detail<'a> {
    Nothing,
    Count(usize),
    Hours(i64),
    Day(CivilDate),
    Context(&'a str),
    Clock(u32),
    Clocks([u32; 2]),
}

/// See the door plate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Held<'a> {
    reason: &'static str,
    change: &'static str,
    why: Detail<'a>,
    until: Detail<'a>,
}

impl<'a> Held<'a> {
    /// Why, and what would change it.
    pub(super) const fn new(reason: &'static str, change: &'static str) -> Self {
        Self { reason, change, why: Detail::Nothing, until: Detail::Nothing }
    }

    /// What the reason speaks of.
    pub(super) const fn with(mut self, why: Detail<'a>) -> Self {
        self.why = why;
        self
    }

    /// What the change speaks of.
    pub(super) const fn until(mut self, until: Detail<'a>) -> Self {
        self.until = until;
        self
    }

    /// Held until a day; without one another change is told.
    pub(super) const fn or(mut self, day: Option<CivilDate>, otherwise: &'static str) -> Self {
        match day {
            Some(day) => self.until = Detail::Day(day),
            None => self.change = otherwise,
        }
        self
    }

    /// The outcome.
    pub(super) fn outcome(self) -> Outcome {
        Outcome::Withheld { reason: reason(self.reason, self.why), change: reason(self.change, self.until) }
    }
}

#[inline(never)]
fn reason(code: &'static str, detail: Detail<'_>) -> Reason {
    let (name, arg) = match detail {
        Detail::Nothing => return Reason::new(code),
        Detail::Count(count) => ("count", Arg::number(count as i64)),
        Detail::Hours(hours) => ("hours", Arg::number(hours)),
        Detail::Day(day) => ("date", Arg::date(day)),
        Detail::Context(context) => ("context", Arg::text(context)),
        Detail::Clock(minutes) => ("time", Arg::text(&clock(minutes))),
        Detail::Clocks([from, to]) => {
            return Reason::new(code).with("from", Arg::text(&clock(from))).with("to", Arg::text(&clock(to)));
        }
    };
    Reason::new(code).with(name, arg)
}
