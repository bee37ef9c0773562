// SPDX-License-Identifier: MIT OR Apache-2.0
//! The savings challenges of a pack, as data: a kind out of one table, how often, how hard.
//!
//! In: the tree of a pack. Out: `Challenge`s and diagnostics. May use: types, json. Invariants: every number lies within
//! its bounds; nothing here can reward spending, since no kind counts it as progress. Deliberately absent: amounts of
//! money, which come from the customer's own rows.

use super::document::{item, joined, said};
use crate::{
    error::Diagnostic,
    json::Tree,
    types::{Category, CivilDate, place_of, words},
};

words! {
    /// How a challenge works. Stored by its place: a new one goes to the end.
    ChallengeKind {
        /// Planned deposits, each a unit more than the one before.
        Rising = "rising",
        /// Each a unit less.
        Falling = "falling",
        /// All the same.
        Fair = "fair",
        /// Two of each step.
        Ladder = "ladder",
        /// A share of each pay.
        Share = "share",
        /// The change of card purchases.
        RoundUp = "round-up",
        /// A part of the usual spending in a category.
        BelowUsual = "below-usual",
        /// None in a category.
        NoSpend = "no-spend",
        /// A habit less often than usual.
        FewerTimes = "fewer-times",
        /// Things to do.
        Steps = "steps",
    }
}

words! {
    /// The length of a window. Stored by its place.
    Every {
        /// A civil day.
        Day = "day",
        /// Seven.
        Week = "week",
        /// A calendar month.
        Month = "month",
        /// From one pay to the next.
        Payday = "payday",
    }
}

/// One challenge.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Challenge {
    /// Unique in its pack; text key `challenge.<id>.title`.
    pub id: String,
    /// How it works.
    pub kind: ChallengeKind,
    /// How long a window is.
    pub every: Every,
    /// How many windows; of steps the days that there are.
    pub times: u32,
    /// Of each level: thousandths of the slack, hundredths of pay or of the usual, whole units to round up to, windows
    /// more than usual without spending.
    pub levels: [i64; 3],
    /// How often the change of a purchase counts.
    pub multiplier: i64,
    /// Categories that a limit may be about.
    pub of: Vec<Category>,
    /// Ids of what to do; none: as many subscriptions as `times` says are looked at.
    pub steps: Vec<String>,
    /// First and last day of the year, as month times 100 plus day; the last may lie in the next year.
    pub season: Option<[u32; 2]>,
}

impl ChallengeKind {
    /// Whether it is made of deposits that are planned.
    #[must_use]
    pub const fn is_deposit(self) -> bool {
        (self as u8) <= Self::Share as u8
    }

    /// Whether it keeps a limit.
    #[must_use]
    pub const fn is_limit(self) -> bool {
        matches!(self, Self::BelowUsual | Self::NoSpend | Self::FewerTimes)
    }

    /// What levels are where a pack says nothing.
    const fn levels(self) -> [i64; 3] {
        match self {
            Self::Share => [2, 5, 10],
            Self::RoundUp => [1, 5, 10],
            Self::BelowUsual => [90, 80, 65],
            Self::NoSpend => [1, 2, 4],
            Self::FewerTimes => [80, 60, 40],
            _ => [100, 250, 450],
        }
    }
}

/// The challenges of a pack.
pub(super) fn read(tree: Option<&Tree<'_>>, faults: &mut Vec<Diagnostic>) -> Vec<Challenge> {
    let mut all: Vec<Challenge> = Vec::new();
    let Some(tree) = tree else { return all };
    let Some(items) = tree.items() else {
        fault(faults, "challenges".into(), "shape", "expected an array");
        return all;
    };
    for (place, tree) in items.iter().enumerate() {
        let path = item("challenges", place);
        let text = |field: &str| tree.get(field).and_then(Tree::text).unwrap_or_default();
        for (key, _) in tree.entries() {
            if place_of(FIELDS, key) as usize == FIELDS.len() {
                fault(
                    faults,
                    joined(&path, key),
                    "unknown-field",
                    "unknown field, known: id, kind, every, times, levels, multiplier, of, steps, season",
                );
            }
        }
        let id = text("id");
        if id.is_empty() || all.iter().any(|known| known.id == id) {
            fault(faults, joined(&path, "id"), "duplicate-id", "each challenge has an id of its own");
        }
        let kind = ChallengeKind::from_word(text("kind"));
        let every = Every::from_word(text("every"));
        if kind.is_none() {
            fault(faults, joined(&path, "kind"), "unknown-word", "no challenge works like this");
        }
        if every.is_none() || (kind == Some(ChallengeKind::Share)) != (every == Some(Every::Payday)) {
            fault(
                faults,
                joined(&path, "every"),
                "unknown-word",
                "`day`, `week`, `month`; `payday` for `share` and for nothing else",
            );
        }
        let mut bounded = |tree: Option<&Tree<'_>>, field: &str, low: i64, high: i64, usual: i64| {
            let Some(tree) = tree else { return usual };
            let found = tree.integer().filter(|number| (low..=high).contains(number));
            if found.is_none() {
                fault(
                    faults,
                    joined(&path, field),
                    "out-of-range",
                    &said(&[&low.to_string(), " to ", &high.to_string()]),
                );
            }
            found.unwrap_or(usual)
        };
        let times = bounded(tree.get("times"), "times", 1, 366, 4);
        let multiplier = bounded(tree.get("multiplier"), "multiplier", 1, 10, 1);
        let mut levels = kind.unwrap_or(ChallengeKind::Fair).levels();
        if let Some(said) = tree.get("levels") {
            let said = said.items().unwrap_or_default();
            for (place, slot) in levels.iter_mut().enumerate() {
                *slot = bounded(Some(said.get(place).unwrap_or(&Tree::Null)), "levels", 1, 500, *slot);
            }
        }
        let (mut of, mut steps) = (Vec::new(), Vec::new());
        for tree in tree.get("of").and_then(Tree::items).unwrap_or_default() {
            match tree.text().and_then(Category::from_word) {
                Some(category) if !crate::types::gives_away(None, category) => of.push(category),
                _ => fault(faults, joined(&path, "of"), "unknown-word", "a category that is not protected"),
            }
        }
        if kind.is_some_and(ChallengeKind::is_limit) == of.is_empty() {
            fault(faults, joined(&path, "of"), "empty", "a limit names its categories, and nothing else does");
        }
        for tree in tree.get("steps").and_then(Tree::items).unwrap_or_default() {
            steps.push(said(&[tree.text().unwrap_or_default()]));
        }
        let mut season = None;
        if let Some(tree) = tree.get("season") {
            // The leap year, so that its day is one.
            let day = |field| {
                let date =
                    CivilDate::parse(&said(&["2024-", tree.get(field).and_then(Tree::text).unwrap_or_default()]))?;
                let (_, month, day) = date.parts();
                Some(month * 100 + day)
            };
            season = day("from").zip(day("to")).map(|(from, to)| [from, to]);
            if season.is_none() {
                fault(faults, joined(&path, "season"), "shape", "`from` and `to` as `MM-DD`");
            }
        }
        if let (Some(kind), Some(every)) = (kind, every) {
            let times = times as u32;
            all.push(Challenge { id: said(&[id]), kind, every, times, levels, multiplier, of, steps, season });
        }
    }
    all
}

/// Every field of a challenge.
pub(super) const FIELDS: &[&str] = &["id", "kind", "every", "times", "levels", "multiplier", "of", "steps", "season"];

#[inline(never)]
fn fault(faults: &mut Vec<Diagnostic>, path: String, code: &'static str, message: &str) {
    faults.push(Diagnostic { path, column: 0, code, message: said(&[message]) });
}
