// SPDX-License-Identifier: MIT OR Apache-2.0
//! Candidates, packs and answers for the tests of this room.

use super::{Attention, Candidate, Known, Memory, Response, bucket};
use crate::{
    consent::{Consent, Grant, Granted},
    packs::{BUILTIN, NudgeClass, Pack},
    types::{CivilDate, CivilTime, Moment, Purpose, ResponseKind, StableHash},
};

/// The built-in pack's first three nudges, a fourth that obliges and a fifth that offers; no policy but the defaults.
pub(crate) fn pack() -> Pack {
    let mut pack = Pack::load(BUILTIN).unwrap();
    pack.nudges.truncate(3);
    pack.policy = crate::packs::Policy::new();
    for (id, class, topic) in [("due", NudgeClass::Obligation, "bills"), ("better-rate", NudgeClass::Offer, "rates")] {
        let mut nudge = pack.nudges[2].clone();
        (nudge.id, nudge.class, nudge.topic) = (id.into(), class, topic.into());
        pack.nudges.push(nudge);
    }
    for nudge in &mut pack.nudges {
        nudge.limits = crate::packs::Limits::default();
    }
    pack
}

pub(crate) fn today() -> CivilDate {
    CivilDate::parse("2026-03-10").unwrap()
}

/// Noon of a day in a zone of no offset.
pub(crate) fn noon(date: CivilDate) -> Moment {
    Moment {
        instant: i64::from(date.days()) * 86_400_000 + 43_200_000,
        date,
        time: CivilTime::from_seconds(43_200).unwrap(),
    }
}

/// A candidate with rows of its own.
pub(crate) fn candidate(nudge: &crate::packs::Nudge, finding: u64) -> Candidate<'_> {
    let row = (finding as u32).wrapping_mul(2);
    Candidate {
        nudge,
        finding: StableHash(finding),
        rows: [row, row + 1],
        since: today(),
        weight: 1,
        measure: 100,
        benefit: Some(1),
        quiet: None,
    }
}

/// What was said of a candidate on a surface at noon of a day.
pub(crate) fn response(candidate: &Candidate<'_>, surface: &str, kind: ResponseKind, date: CivilDate) -> Response {
    let interrupts = candidate.nudge.class != NudgeClass::Safety && surface != "inbox";
    Response {
        id: candidate.card_id(surface),
        finding: candidate.finding,
        nudge: candidate.nudge.id.clone(),
        topic: candidate.nudge.topic.clone(),
        kind,
        day: date.days(),
        until: None,
        interruption: interrupts && kind == ResponseKind::Shown,
        measure: Some(candidate.measure),
        at: noon(date).instant,
        exception: None,
        keys: Vec::new(),
    }
}

pub(crate) fn granted(purposes: &[Purpose]) -> Granted {
    Consent::new(purposes.iter().map(|purpose| Grant::of(*purpose)).collect(), Vec::new()).at(0)
}

pub(crate) fn known<'a>(pack: &'a Pack, memory: &'a Memory, consent: &'a Granted) -> Known<'a> {
    let attention = Attention::of(&pack.policy, &memory.settings);
    Known { memory, consent, pack, attention, contexts: Vec::new(), is_doubtful: false }
}

/// The first finding from a number on whose bucket of a nudge lies under a share, or over it.
pub(crate) fn finding_in(nudge: &crate::packs::Nudge, from: u64, share: u32, is_under: bool) -> u64 {
    (from..).find(|finding| (bucket(&candidate(nudge, *finding)) < share) == is_under).unwrap()
}
