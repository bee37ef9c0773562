// SPDX-License-Identifier: MIT OR Apache-2.0
//! Answers as JSON, with the text of each card kept for the next answer: most cards are said again after another row.
//!
//! In: decisions, candidates and findings. Out: the bytes that `Answer` makes. May use: what `card.rs` uses, json.
//! Invariants: a text is written again only for an equal finding, benefit and grant, over rows that only grew and under
//! the same pack; whoever owns the texts drops them when rows or the pack change in another way.

use serde::Serialize;

use super::{
    card::{expires, said, used},
    trace::TraceLine,
    wire_id,
};
use crate::{
    consent::Granted,
    decide::{Candidate, Decision, Outcome, card_ids},
    detect::{Finding, duplicates::payee_text},
    json,
    ledger::Ledger,
    packs::{Nudge, NudgeClass},
    types::{Begun, Purpose, Reason, StableHash},
};

/// Texts that are kept at most: more than the surfaces of a page ask for at once.
const MOST: usize = 256;

/// The parts of a card's text: its head, what it says, its buttons, why; then on which rows, behind the reason for the
/// moment; what was used, and until when it makes sense.
const PARTS: usize = 7;
/// Of these, the ids of the rows.
const IDS: usize = 4;
/// With what that part begins.
const BEFORE_IDS: &[u8] = b",\"evidence\":{\"transactions\":[";

/// What a text says besides what its nudge tells.
#[derive(PartialEq, Eq, Debug)]
enum Of {
    /// A finding with what it gains, and whether its payee is named: rows that come may have one hidden.
    Said(Finding, Option<i64>, bool),
    /// Why something was withheld.
    Withheld(Outcome),
}

/// One card without the reason for its moment, or what was withheld.
#[derive(Debug)]
struct Kept {
    id: StableHash,
    of: Of,
    text: Vec<u8>,
    /// Where the parts of a card begin; that of the ids is where that reason goes.
    parts: [u32; PARTS],
    /// By row of the evidence where its id ends, behind the first one's beginning.
    ends: Vec<u32>,
}

impl Kept {
    /// One part of the text of a card.
    fn part(&self, part: usize) -> &[u8] {
        let at = |part: usize| self.parts.get(part).map_or(self.text.len(), |&at| at as usize);
        self.text.get(at(part)..at(part + 1)).unwrap_or_default()
    }
}

/// Texts of cards.
#[derive(Debug, Default)]
pub struct CardTexts {
    kept: Vec<Kept>,
    granted: Granted,
    /// Behind the text that was asked for last.
    next: usize,
    /// How long the last answer was: the next one mostly is as long.
    length: usize,
}

/// What cards read besides candidates and findings.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// Rows.
    pub ledger: &'a Ledger,
    /// Where they stand.
    pub surface: &'a str,
    /// What is in force.
    pub granted: &'a Granted,
    /// Whether the ids go before the answer.
    pub has_head: bool,
    /// What every condition saw, where it was asked for.
    pub trace: Option<&'a [TraceLine]>,
}

/// The head of a `Card` over what is there already.
#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    nudge: &'a str,
    class: NudgeClass,
    purpose: Purpose,
    surface: &'a str,
}

/// `WithheldCard` likewise.
#[derive(Serialize)]
struct Withheld<'a> {
    id: &'a str,
    nudge: &'a str,
    class: NudgeClass,
    message: &'a str,
    reason: &'a Reason,
    change: &'a Reason,
}

/// One decision with all that it is about.
struct Entry<'a> {
    id: StableHash,
    candidate: &'a Candidate<'a>,
    finding: &'a Finding,
    outcome: &'a Outcome,
}

/// Writes the three lists of an answer, whose object stays open.
fn lists(out: &mut Vec<u8>, entries: &[Entry<'_>], write: &mut dyn FnMut(&mut Vec<u8>, &Entry<'_>)) {
    for (list, open) in ["{\"cards\":[", "],\"quiet\":[", "],\"withheld\":["].into_iter().enumerate() {
        out.extend_from_slice(open.as_bytes());
        let mut is_first = true;
        for entry in entries {
            let place = match entry.outcome {
                Outcome::Shown { .. } => 0,
                Outcome::Quiet(_) => 1,
                Outcome::Withheld { .. } => 2,
            };
            if place != list {
                continue;
            }
            if !core::mem::take(&mut is_first) {
                out.push(b',');
            }
            write(out, entry);
        }
    }
    out.push(b']');
}

/// Writes the ids of rows, from the ledger without a copy of each, and tells where each ends. What a kept text has before
/// and behind the rows that came in between is taken over as it stands there.
fn write_ids(out: &mut Vec<u8>, ledger: &Ledger, rows: &[u32], kept: Option<&Kept>) -> Vec<u32> {
    let (mut known, mut text, mut known_ends) = (Vec::new(), &[][..], &[][..]);
    if let Some(kept) = kept
        && let Of::Said(finding, ..) = &kept.of
    {
        known = finding.evidence();
        text = kept.part(IDS).get(BEFORE_IDS.len()..).unwrap_or_default();
        known_ends = &kept.ends;
    }
    let start = out.len();
    let mut ends = Vec::with_capacity(rows.len());
    let end_of = |count: usize| count.checked_sub(1).and_then(|at| known_ends.get(at)).map_or(0, |&end| end as usize);
    let mut same = 0;
    while same < known.len() && known.get(same) == rows.get(same) {
        same += 1;
    }
    let to = same + rows.len().saturating_sub(known.len());
    let tail = known.get(same..).filter(|tail| !tail.is_empty() && rows.get(to..) == Some(*tail));
    out.extend_from_slice(text.get(..end_of(same)).unwrap_or_default());
    ends.extend_from_slice(known_ends.get(..same).unwrap_or_default());
    for &row in rows.get(same..if tail.is_some() { to } else { rows.len() }).unwrap_or_default() {
        if !ends.is_empty() {
            out.push(b',');
        }
        json::write_text(out, &ledger.id(row).to_text());
        ends.push((out.len() - start) as u32);
    }
    if tail.is_some() {
        if same == 0 {
            out.push(b',');
        }
        let moved = (out.len() - start - end_of(same)) as u32;
        out.extend_from_slice(text.get(end_of(same)..end_of(known.len())).unwrap_or_default());
        for end in known_ends.get(same..).unwrap_or_default() {
            ends.push(end + moved);
        }
    }
    ends
}

/// Writes the text of a card. Of one that the card had before, what its nudge and the grant say is taken over: those
/// are the same for the id of a card.
fn card(scene: Scene<'_>, entry: &Entry<'_>, of: Of, evidence: &[u32], before: Option<&Kept>) -> Kept {
    let &Entry { id, candidate, finding, .. } = entry;
    let nudge = candidate.nudge;
    let before = before.filter(|kept| matches!(kept.of, Of::Said(..)));
    let mut kept = Kept { id, of, text: Vec::new(), parts: [0; PARTS], ends: Vec::new() };
    let Kept { text, parts, ends, .. } = &mut kept;
    text.reserve_exact(before.map_or(1024, |known| known.text.len() + 64));
    for (part, start) in parts.iter_mut().enumerate() {
        *start = text.len() as u32;
        if let Some(known) = before.filter(|_| matches!(part, 0 | 2 | 5)) {
            text.extend_from_slice(known.part(part));
            continue;
        }
        match part {
            0 => {
                let (id, surface) = (&*wire_id("card", id), scene.surface);
                json::write(text, &Head { id, nudge: &nudge.id, class: nudge.class, purpose: nudge.purpose, surface });
                text.pop();
            }
            1 => field(text, ",\"message\":", &said(scene.ledger, candidate, finding)),
            2 => field(text, ",\"actions\":", &nudge.actions),
            3 => field(text, ",\"because\":", finding.grounds().1),
            IDS => {
                text.extend_from_slice(BEFORE_IDS);
                *ends = write_ids(text, scene.ledger, evidence, before);
            }
            5 => field(text, "]},\"uses\":", &used(candidate, finding, scene.granted)),
            _ => field(text, ",\"expires\":", &expires(candidate)),
        }
    }
    text.push(b'}');
    if before.is_none() {
        text.shrink_to_fit();
    }
    kept
}

/// Writes a field behind its name.
fn field<T: Serialize>(out: &mut Vec<u8>, name: &str, value: &T) {
    out.extend_from_slice(name.as_bytes());
    json::write(out, value);
}

impl CardTexts {
    /// Writes an answer, behind the ids of its lists and a line feed where it has a head; gives the ids of the cards.
    pub fn write(
        &mut self,
        out: &mut Vec<u8>,
        scene: Scene<'_>,
        decisions: &[Decision],
        candidates: &[Candidate<'_>],
        findings: &[&Finding],
    ) -> Vec<String> {
        if self.granted != *scene.granted {
            *self = Self { granted: *scene.granted, ..Self::default() };
        }
        let start = out.len();
        out.reserve(self.length);
        let mut shown = Vec::new();
        let mut entries = Vec::with_capacity(decisions.len());
        // Cards of one nudge mostly stand side by side.
        let mut last: Option<(&Nudge, Begun)> = None;
        for decision in decisions {
            let place = decision.candidate;
            if let (Some(candidate), Some(&finding)) = (candidates.get(place), findings.get(place)) {
                let known = last.filter(|known| core::ptr::eq(known.0, candidate.nudge));
                let (_, begun) = *last.insert(known.unwrap_or_else(|| (candidate.nudge, card_ids(candidate.nudge))));
                let id = candidate.card_id_from(begun, scene.surface);
                if matches!(decision.outcome, Outcome::Shown { .. }) {
                    shown.push(wire_id("card", id));
                }
                entries.push(Entry { id, candidate, finding, outcome: &decision.outcome });
            }
        }
        if scene.has_head {
            lists(out, &entries, &mut |out, entry| {
                out.extend_from_slice(b"\"card-");
                out.extend_from_slice(&entry.id.digits());
                out.push(b'"');
            });
            out.extend_from_slice(b"}\n");
        }
        lists(out, &entries, &mut |out, entry| self.entry(out, scene, entry));
        if let Some(trace) = scene.trace {
            out.extend_from_slice(b",\"trace\":");
            json::write(out, &trace);
        }
        out.push(b'}');
        // As much again as one more card takes.
        self.length = out.len() - start + 512;
        shown
    }

    /// One entry of a list: its text, with the reason for the moment, or for staying quiet.
    fn entry(&mut self, out: &mut Vec<u8>, scene: Scene<'_>, entry: &Entry<'_>) {
        let (before, behind) = self.text(scene, entry);
        out.extend_from_slice(before);
        if let Outcome::Shown { timing } = entry.outcome {
            out.extend_from_slice(b",\"timing\":");
            json::write(out, timing);
        }
        out.extend_from_slice(behind);
        if let Outcome::Quiet(reason) = entry.outcome {
            out.pop();
            out.extend_from_slice(b",\"reason\":");
            json::write(out, reason);
            out.push(b'}');
        }
    }

    /// The text of a card, before and behind the reason for its moment, or of what is withheld.
    fn text(&mut self, scene: Scene<'_>, entry: &Entry<'_>) -> (&[u8], &[u8]) {
        let &Entry { id, candidate, finding, outcome } = entry;
        let (ledger, nudge, benefit) = (scene.ledger, candidate.nudge, candidate.benefit);
        // Mostly the texts stand as they were made: in the order of the answer.
        let next = self.next.min(self.kept.len());
        let (before, behind) = self.kept.split_at(next);
        let is_it = |kept: &Kept| kept.id == id;
        let found = behind.iter().position(is_it).map(|at| next + at).or_else(|| before.iter().position(is_it));
        let is_withheld = matches!(outcome, Outcome::Withheld { .. });
        let evidence = if is_withheld { Vec::new() } else { finding.evidence() };
        let later = evidence.last().copied();
        let is_named = later.is_some_and(|row| !payee_text(ledger, &ledger.row(row)).is_empty());
        let is_same = |kept: &Kept| match &kept.of {
            Of::Said(before, gain, named) => {
                !is_withheld && before == finding && (*gain, *named) == (benefit, is_named)
            }
            Of::Withheld(before) => before == outcome,
        };
        let place = match found {
            Some(place) if self.kept.get(place).is_some_and(is_same) => place,
            _ => {
                let before = found.and_then(|place| self.kept.get(place));
                let kept = if let Outcome::Withheld { reason, change } = outcome {
                    let mut text = Vec::with_capacity(256);
                    let (wire_id, message) = (&*wire_id("card", id), nudge.message.as_str());
                    let withheld =
                        Withheld { id: wire_id, nudge: &nudge.id, class: nudge.class, message, reason, change };
                    json::write(&mut text, &withheld);
                    text.shrink_to_fit();
                    let of = Of::Withheld(outcome.clone());
                    Kept { id, of, parts: [text.len() as u32; PARTS], text, ends: Vec::new() }
                } else {
                    let of = Of::Said(finding.clone(), benefit, is_named);
                    card(scene, entry, of, &evidence, before)
                };
                match found.and_then(|place| self.kept.get_mut(place)) {
                    Some(slot) => *slot = kept,
                    None => {
                        if self.kept.len() == MOST {
                            self.kept.clear();
                        }
                        self.kept.push(kept);
                    }
                }
                found.unwrap_or(self.kept.len() - 1)
            }
        };
        self.next = place + 1;
        self.kept.get(place).map_or((&[], &[]), |kept| {
            let [.., timing, _, _] = kept.parts;
            kept.text.split_at(timing as usize)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{BEFORE_IDS, Kept, Of, write_ids};
    use crate::{
        detect::{Finding, of_rows},
        ledger::Ledger,
        types::{Family, Reason, StableHash},
    };

    fn ledger() -> Ledger {
        let mut rows = Vec::new();
        for id in ["a", "b-longer", "c\\\"", "", "e\\\\", "f,", "g\\u0007", "h"] {
            rows.push(format!(
                r#"{{"id":"{id}{}","accountId":"a","bookedAt":"2026-03-01","amount":"-4.00","currency":"EUR"}}"#,
                rows.len()
            ));
        }
        Ledger::of_rows(&rows)
    }

    proptest! {
        #[test]
        fn prop_ids_taken_over_are_those_written_anew(before in prop::collection::vec(0..8_u32, 1..8), after in prop::collection::vec(0..8_u32, 1..8)) {
            let ledger = ledger();
            for after in [after, [&before[..], &[7]].concat(), [&[7], &before[..]].concat(), [&before[..1], &[6, 5], &before[1..]].concat()] {
                let mut text = b"{".to_vec();
                text.extend_from_slice(BEFORE_IDS);
                let ends = write_ids(&mut text, &ledger, &before, None);
                let behind = text.len() as u32;
                text.extend_from_slice(b"]}");
                let mut news = of_rows(&ledger, Family::UnusualSpend, [0, 1], Reason::new("paid-by"));
                news.evidence = before.clone();
                let of = Of::Said(Finding::News(news), None, true);
                let parts = [0, 1, 1, 1, 1, behind, behind];
                let kept = Kept { id: StableHash(1), of, text, parts, ends };
                let (mut grown, mut anew) = (b"x".to_vec(), b"x".to_vec());
                let ends = write_ids(&mut grown, &ledger, &after, Some(&kept));
                prop_assert_eq!(ends, write_ids(&mut anew, &ledger, &after, None));
                prop_assert_eq!(grown, anew);
            }
        }
    }
}
