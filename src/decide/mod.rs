// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which candidates are shown, which stay quiet, which are withheld: each with its reason.
//!
//! In: candidates, what the customer answered before, the surface. Out: one `Decision` a candidate.
//! May use: types, consent, packs. Invariants: every candidate ends as shown, quiet or withheld; the same
//! inputs give the same decisions; no budget and nothing of a less important class holds safety back.
//! Deliberately absent: raw history, product names.

mod memory;

pub use memory::{LearnedException, Memory, Response};

use crate::{
    consent::Granted,
    packs::{Nudge, NudgeClass},
    types::{Arg, CivilDate, Purpose, Reason, ResponseKind, StableHash, order_of, stable_hash},
};

/// Interruptions in any seven consecutive civil days.
pub const WEEKLY_BUDGET: usize = 2;

/// Something that may be said.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate<'a> {
    /// The nudge that would say it.
    pub nudge: &'a Nudge,
    /// What it is about.
    pub finding: StableHash,
    /// Rows that it is about.
    pub rows: [u32; 2],
    /// The day of the finding's last row.
    pub since: CivilDate,
    /// Size of the money, for the order within a class.
    pub weight: u64,
    /// Set when the nudge's own rules keep it quiet.
    pub quiet: Option<&'a str>,
}

impl Candidate<'_> {
    /// The id of its card on a surface.
    #[must_use]
    pub fn card_id(&self, surface: &str) -> StableHash {
        stable_hash(&[b"card", self.nudge.id.as_bytes(), &self.finding.0.to_le_bytes(), surface.as_bytes()])
    }
}

/// Where and how many.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The host's name for the place.
    pub surface: &'a str,
    /// How many cards it has room for.
    pub slots: usize,
    /// The customer's civil date.
    pub today: CivilDate,
}

/// What became of a candidate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It is a card.
    Shown,
    /// It was noticed and deliberately not shown.
    Quiet(Reason),
    /// It is held back.
    Withheld {
        /// Why.
        reason: Reason,
        /// What would change it.
        change: Reason,
    },
}

/// The outcome for the candidate at a place of the list that came in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Place in the list.
    pub candidate: usize,
    /// What became of it.
    pub outcome: Outcome,
}

fn withheld(reason: Reason, change: Reason) -> Outcome {
    Outcome::Withheld { reason, change }
}

/// Decides on every candidate; the decisions stand in their rank.
///
/// 1. Consent: a candidate whose purpose is not granted is withheld; an offer needs `offers` besides.
/// 2. The customer's own answer: what was answered, snoozed or switched off stays away.
/// 3. Time: a finding that has expired; then the nudge's own silence: noticed, and quiet.
/// 4. Place: a surface that the nudge does not name.
/// 5. Rank: class, then the newest, then the larger, then the id.
/// 6. One transaction raises one card at most, and so do transactions that findings join: the highest rank.
/// 7. Attention: two interruptions in seven days; safety and the inbox are exempt.
/// 8. Room: what is beyond the slots waits.
#[must_use]
pub fn decide(candidates: &[Candidate<'_>], memory: &Memory, consent: &Granted, place: Place<'_>) -> Vec<Decision> {
    let rank = |at: u32| {
        let newest_first = |c: &Candidate<'_>| core::cmp::Reverse((c.since, c.weight));
        candidates.get(at as usize).map(|c| (c.nudge.class, newest_first(c), c.nudge.id.as_str(), c.finding))
    };
    let order = order_of(candidates.len(), &mut |a, b| rank(a).cmp(&rank(b)));
    let used = memory.interruptions(place.today);
    let mut interruptions = used.len();
    let groups = groups(candidates);
    // Whoever answered one card of a group is not shown the next of it.
    let mut spoken_for: Vec<(usize, NudgeClass)> = candidates
        .iter()
        .zip(&groups)
        .filter(|(candidate, _)| answer_in_force(candidate, memory, place.today).is_some())
        .map(|(candidate, &group)| (group, candidate.nudge.class))
        .collect();
    let mut shown = 0;
    let mut decisions = Vec::with_capacity(candidates.len());
    for at in order.into_iter().map(|at| at as usize) {
        let Some(candidate) = candidates.get(at) else {
            continue;
        };
        let held = before_rank(candidate, memory, consent, place);
        let outcome = held.unwrap_or_else(|| {
            let group = groups.get(at).copied().unwrap_or(at);
            // An answer to good news must not silence a warning about the same rows.
            if spoken_for.iter().any(|&(known, class)| known == group && class <= candidate.nudge.class) {
                return withheld(Reason::new("same-transaction"), Reason::new("free-slot"));
            }
            let interrupts = candidate.nudge.class != NudgeClass::Safety && place.surface != "inbox";
            // A card that was counted once is not counted again.
            let counted = used.contains(&candidate.card_id(place.surface));
            if interrupts && !counted && interruptions >= WEEKLY_BUDGET {
                let count = Arg::number(interruptions as i64);
                let until = memory.budget_free_from(place.today);
                return withheld(
                    Reason::new("budget").with("count", count),
                    Reason::new("wait-until").with("date", Arg::date(until)),
                );
            }
            if shown >= place.slots {
                return withheld(Reason::new("outranked"), Reason::new("free-slot"));
            }
            shown += 1;
            interruptions += usize::from(interrupts && !counted);
            spoken_for.push((group, candidate.nudge.class));
            Outcome::Shown
        });
        decisions.push(Decision { candidate: at, outcome });
    }
    decisions
}

/// By candidate: a candidate that stands for all that are joined by rows, directly or through others.
fn groups(candidates: &[Candidate<'_>]) -> Vec<usize> {
    let row = |entry: u32| candidates.get(entry as usize / 2).and_then(|c| c.rows.get(entry as usize % 2)).copied();
    let by_row = order_of(candidates.len() * 2, &mut |a, b| row(a).cmp(&row(b)));
    let mut groups: Vec<usize> = (0..candidates.len()).collect();
    for pair in by_row.windows(2) {
        if let [a, b] = *pair
            && row(a) == row(b)
        {
            let (left, right) =
                (representative(&mut groups, a as usize / 2), representative(&mut groups, b as usize / 2));
            if let Some(slot) = groups.get_mut(left.max(right)) {
                *slot = left.min(right);
            }
        }
    }
    (0..candidates.len()).map(|at| representative(&mut groups, at)).collect()
}

/// Follows a candidate to the one that stands for its group, and shortens the way.
fn representative(groups: &mut [usize], mut at: usize) -> usize {
    while let Some(&next) = groups.get(at) {
        if next == at {
            break;
        }
        let further = groups.get(next).copied().unwrap_or(next);
        if let Some(slot) = groups.get_mut(at) {
            *slot = further;
        }
        at = next;
    }
    at
}

/// What the customer said of a candidate; a snooze holds until its day.
fn answer_in_force<'a>(candidate: &Candidate<'_>, memory: &'a Memory, today: CivilDate) -> Option<&'a Response> {
    let response = memory.answer_to(&candidate.nudge.id, candidate.finding)?;
    let over = response.kind == ResponseKind::Snoozed && response.until.is_none_or(|until| today.days() >= until);
    (!over).then_some(response)
}

/// Steps 1 to 4: what holds a candidate back whatever the others are.
fn before_rank(candidate: &Candidate<'_>, memory: &Memory, consent: &Granted, place: Place<'_>) -> Option<Outcome> {
    let nudge = candidate.nudge;
    let offer = nudge.class == NudgeClass::Offer && !consent.allows(Purpose::Offers);
    if !consent.allows(nudge.purpose) || offer {
        return Some(withheld(Reason::new("consent"), Reason::new("grant")));
    }
    if memory.topic_is_off(&nudge.topic) {
        return Some(withheld(Reason::new("topic-off"), Reason::new("undo")));
    }
    if let Some(response) = answer_in_force(candidate, memory, place.today) {
        let until = response.until.filter(|_| response.kind == ResponseKind::Snoozed).and_then(CivilDate::from_days);
        return Some(match until {
            Some(date) => withheld(
                Reason::new("snoozed").with("date", Arg::date(date)),
                Reason::new("wait-until").with("date", Arg::date(date)),
            ),
            None => withheld(Reason::new("answered"), Reason::new("undo")),
        });
    }
    if place.today > candidate.since.plus_days(nudge.expires_days) {
        return Some(withheld(Reason::new("expired"), Reason::new("nothing")));
    }
    if let Some(reason) = candidate.quiet {
        return Some(Outcome::Quiet(Reason::of_pack(reason)));
    }
    if !nudge.surfaces.iter().any(|surface| surface == place.surface) {
        return Some(withheld(Reason::new("other-surface"), Reason::new("ask-elsewhere")));
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Candidate, Memory, Outcome, Place, Response, decide, groups};
    use crate::{
        consent::{Consent, Grant},
        packs::{BUILTIN, Pack},
        types::{CivilDate, Purpose, ResponseKind, StableHash},
    };

    proptest! {
        #[test]
        fn prop_groups_are_what_rows_join(rows in prop::collection::vec((0_u32..30, 0_u32..30), 0..40)) {
            let pack = Pack::load(BUILTIN).unwrap();
            let candidates: Vec<Candidate<'_>> = rows
                .iter()
                .map(|&(a, b)| Candidate {
                    nudge: &pack.nudges[0],
                    finding: StableHash(u64::from(a) << 32 | u64::from(b)),
                    rows: [a, b],
                    since: CivilDate::MIN,
                    weight: 0,
                    quiet: None,
                })
                .collect();
            // The naive way: spread the smallest number along shared rows until nothing changes.
            let mut naive: Vec<usize> = (0..rows.len()).collect();
            for _ in 0..rows.len() {
                for a in 0..rows.len() {
                    for b in 0..rows.len() {
                        if candidates[a].rows.iter().any(|row| candidates[b].rows.contains(row)) {
                            let least = naive[a].min(naive[b]);
                            (naive[a], naive[b]) = (least, least);
                        }
                    }
                }
            }
            prop_assert_eq!(groups(&candidates), naive);
        }
    }

    /// Putting good news away must not put a warning about the same rows away with it.
    #[test]
    fn an_answer_to_care_silences_no_safety() {
        let pack = Pack::load(BUILTIN).unwrap();
        let today = CivilDate::parse("2026-03-10").unwrap();
        let candidate = |id: &str, finding, rows| Candidate {
            nudge: pack.nudges.iter().find(|nudge| nudge.id == id).unwrap(),
            finding: StableHash(finding),
            rows,
            since: today,
            weight: 1,
            quiet: None,
        };
        let candidates = [candidate("duplicate-charged", 1, [1, 2]), candidate("refund-arrived", 2, [2, 3])];
        let answer = |nudge: &str, finding| Response {
            id: StableHash(9),
            finding: StableHash(finding),
            nudge: nudge.into(),
            topic: String::new(),
            kind: ResponseKind::Dismissed,
            day: today.days(),
            until: None,
            interruption: false,
            exception: None,
            keys: Vec::new(),
        };
        let granted = Consent::new(vec![Grant::of(Purpose::Nudges)], Vec::new()).at(0);
        let shown = |response| {
            let mut memory = Memory::default();
            memory.remember(response);
            let place = Place { surface: "home", slots: 9, today };
            let decisions = decide(&candidates, &memory, &granted, place);
            decisions.into_iter().filter(|d| d.outcome == Outcome::Shown).map(|d| d.candidate).collect::<Vec<_>>()
        };
        assert_eq!(shown(answer("refund-arrived", 2)), [0]);
        assert!(shown(answer("duplicate-charged", 1)).is_empty(), "one answer covers what it is about");
    }
}
