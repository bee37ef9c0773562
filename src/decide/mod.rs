// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which candidates are shown, which stay quiet, which are withheld: each with its reason.
//!
//! In: candidates, what the customer said, set and declared, the surface and the moment. Out: one `Decision` a candidate.
//! May use: types, consent, packs. Invariants: every candidate ends as shown, quiet or withheld; the same
//! inputs give the same decisions; no budget and nothing of a less important class holds safety back.
//! Deliberately absent: raw history, product names.
//!
//! How to add a step: 1. a file with one function, from a candidate and what is known to an outcome or nothing; 2. its
//! line in the list over `decide`, and its call where the list says; 3. its reason's words in the built-in pack;
//! 4. a property in the file or in `tests.rs`; 5. a scenario that fires and one that stays silent.

mod attention;
mod benefit;
mod caps;
mod groups;
mod held;
#[cfg(test)]
mod histories;
mod holdout;
mod learned;
mod memory;
mod said;
#[cfg(test)]
mod tests;
mod veto;

pub use attention::{Attention, Setting, SettingKind, WEEK, free_from, interruptions};
pub use caps::clock;
pub use holdout::{BUCKETS, bucket};
pub use learned::LearnedRate;
pub use memory::{LearnedException, Memory, Response};
pub use said::measure;

use core::cmp::Reverse;

use held::{Detail, Held};

use crate::{
    consent::Granted,
    packs::{Nudge, NudgeClass, Pack},
    types::{Arg, Begun, CivilDate, Moment, Purpose, Reason, ResponseKind, StableHash, order_by_number, sort_places},
};

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
    /// The step of the numbers that it shows, from `measure`.
    pub measure: u32,
    /// The customer's own gain in minor units, where the nudge computes one.
    pub benefit: Option<i64>,
    /// Set when the nudge's own rules keep it quiet.
    pub quiet: Option<&'a str>,
}

impl Candidate<'_> {
    /// The id of its card on a surface.
    #[must_use]
    pub fn card_id(&self, surface: &str) -> StableHash {
        self.card_id_from(card_ids(self.nudge), surface)
    }

    /// The same, of what the ids of its nudge begin with.
    pub(crate) fn card_id_from(&self, begun: Begun, surface: &str) -> StableHash {
        begun.with(&[&self.finding.0.to_le_bytes(), surface.as_bytes()]).finish()
    }
}

/// What the ids of all cards of a nudge begin with.
pub(crate) fn card_ids(nudge: &Nudge) -> Begun {
    Begun::default().with(&[b"card", nudge.id.as_bytes()])
}

/// What is known of the customer's choices.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    /// What they said and set.
    pub memory: &'a Memory,
    /// What they granted.
    pub consent: &'a Granted,
    /// The pack that decides.
    pub pack: &'a Pack,
    /// How much attention there is.
    pub attention: Attention,
    /// The contexts that they declared and that hold.
    pub contexts: Vec<&'a str>,
    /// Whether they took back a purpose that would tell of harm.
    pub is_doubtful: bool,
}

impl Known<'_> {
    fn class_of(&self, response: &Response) -> Option<NudgeClass> {
        self.pack.nudges.iter().find(|nudge| nudge.id == response.nudge).map(|nudge| nudge.class)
    }
}

/// Where, when and how many.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The host's name for the place.
    pub surface: &'a str,
    /// How many cards it has room for.
    pub slots: usize,
    /// The customer's moment.
    pub now: Moment,
    /// The bucket of every candidate, when the host forces one.
    pub bucket: Option<u32>,
}

/// What became of a candidate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It is a card.
    Shown {
        /// Why now.
        timing: Reason,
    },
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

/// Decides on every candidate; the decisions stand in their rank.
///
/// 1. Consent: a candidate whose purpose is not granted is withheld; an offer needs `offers` besides. So is what the
///    customer switched off, answered or snoozed, as long as the card says no other numbers. What has expired, what the
///    nudge itself keeps quiet and what has no place on the surface ends here too; a payment flow has place for safety
///    alone.
/// 2. Safety: exempt from 3 to 7; it has a cap of its own, by the day.
/// 3. Vetoes: contexts that the customer declared.
/// 4. Holdout: a share of the findings, by their bucket.
/// 5. Caps, cooldown, quiet hours, minimum gap: for what would interrupt and was not on screen before.
/// 6. Benefit first: an offer without a gain for the customer, one too many, one at a bad moment.
/// 7. Attention: so many interruptions in seven days; safety and the inbox are exempt.
/// 8. Rank: class, freshness, learned response, then the newest, the larger, the id. One transaction raises one card at
///    most, and so do transactions that findings join: the highest rank. What is beyond the slots waits.
#[must_use]
pub fn decide(candidates: &[Candidate<'_>], known: &Known<'_>, place: Place<'_>) -> Vec<Decision> {
    let today = place.now.date;
    let order = ranked(candidates, known, place.now);
    let (mut groups, mut shared) = ((None, Vec::new()), None);
    let mut spoken_for = answered(candidates, known, today);
    let mut safety_today = safety_shown(known, today);
    // What is new on screen with this answer, safety aside.
    let mut planned: Vec<&Candidate<'_>> = Vec::new();
    let mut shown = 0;
    let mut decisions = Vec::with_capacity(candidates.len());
    for at in order.into_iter().map(|at| at as usize) {
        let Some(candidate) = candidates.get(at) else {
            continue;
        };
        // 1
        if let Some(outcome) = decided_at_once(candidate, known, place) {
            decisions.push(Decision { candidate: at, outcome });
            continue;
        }
        let class = candidate.nudge.class;
        let is_safety = class == NudgeClass::Safety;
        let is_seen = known.memory.was_shown(&|| candidate.card_id(place.surface));
        let interrupts = !is_safety && !is_seen && place.surface != "inbox";
        let is_counted = safety_today.contains(&candidate.finding);
        let mut held = None;
        if is_safety {
            // 2
            let count = safety_today.len();
            if !is_counted && count >= known.pack.policy.safety_per_day as usize {
                let tomorrow = Detail::Day(today.plus_days(1));
                held = Some(Held::new("safety-cap", "wait-until").with(Detail::Count(count)).until(tomorrow));
            }
        } else {
            // 3, 4
            held = veto::vetoed(candidate, known);
            if held.is_none() && !is_seen {
                held = holdout::held_out(candidate, known, place.bucket);
            }
            // 5
            if held.is_none() && interrupts {
                held = caps::capped(candidate, known, &planned, place.now);
            }
            // 6
            held = held.or_else(|| benefit::no_offer(candidate, known, &planned, is_seen, today));
        }
        // 8, before 7: what another card speaks of uses no attention. An answer to good news must not silence a warning
        // about the same rows: it is in no group of the warning's.
        if held.is_none() && !spoken_for.is_empty() {
            // The order goes class by class.
            if groups.0 != Some(class) {
                let shared = shared.get_or_insert_with(|| groups::shared_rows(candidates));
                groups = (Some(class), groups::groups(candidates, shared, class));
            }
            if spoken_for.iter().any(|&other| groups.1.get(other) == groups.1.get(at)) {
                held = Some(Held::new("same-transaction", "free-slot"));
            }
        }
        // 7
        let mut used = 0;
        if held.is_none() && interrupts {
            match attention::over_budget(known, today, planned.len()) {
                Ok(count) => used = count,
                Err(over) => held = Some(over),
            }
        }
        // 8
        if held.is_none() && shown >= place.slots {
            held = Some(Held::new("outranked", "free-slot"));
        }
        let outcome = if let Some(held) = held {
            held.outcome()
        } else {
            shown += 1;
            spoken_for.push(at);
            if is_safety && !is_counted {
                safety_today.push(candidate.finding);
            }
            // In the inbox, too: what is new there counts in the share of offers.
            if !is_safety && !is_seen {
                planned.push(candidate);
            }
            Outcome::Shown { timing: timing(is_safety, is_seen, interrupts.then_some(used), known) }
        };
        decisions.push(Decision { candidate: at, outcome });
    }
    decisions
}

/// Why a card is shown now.
fn timing(is_safety: bool, is_seen: bool, used: Option<usize>, known: &Known<'_>) -> Reason {
    if let Some(used) = used {
        let of = Arg::number(known.attention.per_week.into());
        return Reason::new("within-budget").with("count", Arg::number(used as i64)).with("of", of);
    }
    Reason::new(match (is_safety, is_seen) {
        (true, _) => "safety-first",
        (_, true) => "seen-before",
        _ => "no-interruption",
    })
}

/// The order of step 8, best first.
fn ranked(candidates: &[Candidate<'_>], known: &Known<'_>, now: Moment) -> Vec<u32> {
    let lessons = learned::Lessons::new(known.memory, known.pack, now);
    let learns = known.consent.allows(Purpose::Learning);
    // Class, freshness, score and day as one number of 32 bits, the later ones the other way round.
    let mut numbers = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let score = if learns { lessons.score(candidate) } else { 0 };
        let fresh = freshness(now.date.days_since(candidate.since));
        let first = u32::from(candidate.nudge.class.index()) << 2 | u32::from(fresh);
        let age = CivilDate::MAX.days_since(candidate.since).unsigned_abs();
        numbers.push(first << 26 | 15_u32.saturating_sub(score) << 22 | age);
    }
    let number = |at: u32| numbers.get(at as usize).copied().unwrap_or(0);
    let mut order = order_by_number(candidates.len(), &|at| number(at).into());
    let rest = |at: u32| {
        candidates.get(at as usize).map(|known| (Reverse(known.weight), known.nudge.id.as_str(), known.finding))
    };
    for equal in order.chunk_by_mut(|&a, &b| number(a) == number(b)) {
        sort_places(equal, &mut |a, b| rest(a).cmp(&rest(b)));
    }
    order
}

/// Of the last two days, of the last week, older: what is learned does not reach across.
const fn freshness(age: i32) -> u8 {
    match age {
        ..=2 => 0,
        3..=7 => 1,
        _ => 2,
    }
}

/// Candidates that were answered: whoever answered one card of a group is not shown the next of it.
fn answered(candidates: &[Candidate<'_>], known: &Known<'_>, today: CivilDate) -> Vec<usize> {
    let mut answered = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        if said::answer_in_force(candidate, known, today).is_some() {
            answered.push(at);
        }
    }
    answered
}

/// What safety cards of today were about.
fn safety_shown(known: &Known<'_>, today: CivilDate) -> Vec<StableHash> {
    let mut findings = Vec::new();
    for response in known.memory.responses() {
        let is_today = response.kind == ResponseKind::Shown && response.day == today.days();
        if is_today && known.class_of(response) == Some(NudgeClass::Safety) && !findings.contains(&response.finding) {
            findings.push(response.finding);
        }
    }
    findings
}

/// Step 1, before the nudge's own silence: consent, what the customer said, what has expired.
fn before_silence<'a>(candidate: &Candidate<'_>, known: &Known<'_>, today: CivilDate) -> Option<Held<'a>> {
    let nudge = candidate.nudge;
    let offer = nudge.class == NudgeClass::Offer && !known.consent.allows(Purpose::Offers);
    if !known.consent.allows(nudge.purpose) || offer {
        return Some(Held::new("consent", "grant"));
    }
    let said = said::held_back(candidate, known, today);
    if said.is_none() && today > candidate.since.plus_days(nudge.expires_days) {
        return Some(Held::new("expired", "nothing"));
    }
    said
}

/// Step 1, whatever the others are: held back, kept quiet by the nudge itself, or out of place.
fn decided_at_once(candidate: &Candidate<'_>, known: &Known<'_>, place: Place<'_>) -> Option<Outcome> {
    let nudge = candidate.nudge;
    if let Some(held) = before_silence(candidate, known, place.now.date) {
        return Some(held.outcome());
    }
    if let Some(reason) = candidate.quiet {
        return Some(Outcome::Quiet(Reason::of_pack(reason)));
    }
    let is_here = |surface: &String| surface == place.surface;
    let is_payment = known.pack.policy.payment_surfaces.iter().any(is_here);
    let reason = if is_payment && nudge.class != NudgeClass::Safety {
        "payment-flow"
    } else if !nudge.surfaces.iter().any(is_here) {
        "other-surface"
    } else {
        return None;
    };
    Some(Held::new(reason, "ask-elsewhere").outcome())
}
