// SPDX-License-Identifier: MIT OR Apache-2.0
//! The laws of the precedence, whatever the candidates are.

use proptest::prelude::*;
use samples::{candidate, finding_in, granted, known, noon, pack, response, today};

use super::{Candidate, Decision, Known, Memory, Outcome, Place, Setting, SettingKind, decide, interruptions};
use crate::{
    packs::{BUILTIN, NudgeClass, Pack, Veto},
    types::{CivilDate, CivilTime, Moment, Purpose, ResponseKind, StableHash},
};

const ALL: [Purpose; 3] = [Purpose::Nudges, Purpose::Offers, Purpose::Learning];

fn home(now: Moment) -> Place<'static> {
    Place { surface: "home", slots: 100, now, bucket: None }
}

fn shown(decisions: &[Decision]) -> Vec<usize> {
    let is_shown = |decision: &&Decision| matches!(decision.outcome, Outcome::Shown { .. });
    decisions.iter().filter(is_shown).map(|decision| decision.candidate).collect()
}

/// Why each candidate is not a card; empty for a card.
fn reasons(decisions: &[Decision], count: usize) -> Vec<String> {
    let mut reasons = vec![String::new(); count];
    for decision in decisions {
        if let Outcome::Withheld { reason, .. } | Outcome::Quiet(reason) = &decision.outcome {
            reasons[decision.candidate] = reason.code.to_string();
        }
    }
    reasons
}

/// Candidates of the five nudges of the sample pack, with what was said of some of them before.
#[derive(Clone, Debug)]
struct World {
    /// Nudge, finding, first row, days ago, size.
    said: Vec<(usize, u64, u32, i32, u32)>,
    /// Candidate, answer, days ago.
    before: Vec<(usize, usize, i32)>,
}

const KINDS: [ResponseKind; 6] = [
    ResponseKind::Shown,
    ResponseKind::Shown,
    ResponseKind::Accepted,
    ResponseKind::Dismissed,
    ResponseKind::Snoozed,
    ResponseKind::NeverTopic,
];

fn world() -> impl Strategy<Value = World> {
    let candidate = (0_usize..5, 0_u64..40, 0_u32..30, 0_i32..14, 0_u32..200);
    let answer = (0_usize..12, 0_usize..KINDS.len(), 0_i32..30);
    (prop::collection::vec(candidate, 1..12), prop::collection::vec(answer, 0..10))
        .prop_map(|(said, before)| World { said, before })
}

impl World {
    fn candidates<'a>(&self, pack: &'a Pack) -> Vec<Candidate<'a>> {
        let mut all: Vec<Candidate<'a>> = Vec::new();
        for &(nudge, finding, row, ago, measure) in &self.said {
            let one = Candidate {
                rows: [row, row + 1],
                since: today().plus_days(-ago),
                weight: measure.into(),
                measure,
                ..candidate(&pack.nudges[nudge], finding)
            };
            // A nudge speaks of a finding once.
            if !all.iter().any(|known| known.nudge.id == one.nudge.id && known.finding == one.finding) {
                all.push(one);
            }
        }
        all
    }

    fn memory(&self, candidates: &[Candidate<'_>]) -> Memory {
        let mut memory = Memory::default();
        let mut before = self.before.clone();
        before.sort_by_key(|(_, _, ago)| core::cmp::Reverse(*ago));
        for (at, kind, ago) in before {
            if let Some(candidate) = candidates.get(at) {
                memory.remember(response(candidate, "home", KINDS[kind], today().plus_days(-ago)));
            }
        }
        memory
    }
}

fn is_eligible(reason: &str) -> bool {
    ["", "same-transaction", "budget", "outranked"].contains(&reason)
}

proptest! {
    #[test]
    fn prop_safety_is_never_pushed_out_by_commerce(world in world(), slots in 0_usize..4, budget in 0_u32..3) {
        let mut pack = pack();
        pack.policy.per_week = budget;
        let candidates = world.candidates(&pack);
        let memory = world.memory(&candidates);
        let consent = granted(&ALL);
        let known = known(&pack, &memory, &consent);
        let place = Place { slots, ..home(noon(today())) };
        let safety = |decisions: &[Decision], candidates: &[Candidate<'_>]| -> Vec<StableHash> {
            shown(decisions).into_iter().map(|at| &candidates[at]).filter(|c| c.nudge.class == NudgeClass::Safety).map(|c| c.finding).collect()
        };
        let all = safety(&decide(&candidates, &known, place), &candidates);
        let alone: Vec<Candidate<'_>> = candidates.iter().filter(|c| c.nudge.class == NudgeClass::Safety).cloned().collect();
        prop_assert_eq!(all, safety(&decide(&alone, &known, place), &alone));
    }

    #[test]
    fn prop_less_consent_never_shows_more(world in world(), fewer in prop::sample::subsequence(ALL.to_vec(), 0..=3)) {
        let pack = pack();
        let candidates = world.candidates(&pack);
        let memory = world.memory(&candidates);
        let (less, more) = (granted(&fewer), granted(&ALL));
        let under = |consent| reasons(&decide(&candidates, &known(&pack, &memory, consent), home(noon(today()))), candidates.len());
        for (less, more) in under(&less).iter().zip(under(&more)) {
            prop_assert!(!is_eligible(less) || is_eligible(&more) , "{less} {more}");
        }
        if !fewer.contains(&Purpose::Nudges) {
            prop_assert!(shown(&decide(&candidates, &known(&pack, &memory, &less), home(noon(today())))).is_empty());
        }
    }

    #[test]
    fn prop_a_stricter_cap_never_shows_more(world in world(), caps in prop::array::uniform4((0_u32..4, 0_u32..4)), which in 0_usize..4) {
        let (loose, strict): (Vec<u32>, Vec<u32>) = caps.iter().enumerate().map(|(at, &(a, b))| (a.max(b), if at == which { a.min(b) } else { a.max(b) })).unzip();
        let count = |caps: &[u32]| {
            let mut pack = pack();
            pack.policy.per_week = caps[0];
            pack.policy.topics_per_week = Some(caps[1]);
            pack.policy.classes_per_week = NudgeClass::ALL.iter().map(|class| (*class, caps[2])).collect();
            for nudge in &mut pack.nudges {
                nudge.limits.per_week = Some(caps[3]);
            }
            // Rows of their own: what a cap holds back makes room for nothing else.
            let mut candidates = world.candidates(&pack);
            for (row, candidate) in (0..).zip(&mut candidates) {
                candidate.rows = [row, row];
            }
            let memory = world.memory(&candidates);
            let consent = granted(&ALL);
            let decisions = decide(&candidates, &known(&pack, &memory, &consent), home(noon(today())));
            shown(&decisions).into_iter().filter(|at| candidates[*at].nudge.class != NudgeClass::Safety).count()
        };
        prop_assert!(count(&strict) <= count(&loose));
    }

    #[test]
    fn prop_the_same_inputs_give_the_same_decisions_in_whatever_order(world in world(), turn in 0_usize..12) {
        let pack = pack();
        let candidates = world.candidates(&pack);
        let memory = world.memory(&candidates);
        let consent = granted(&ALL);
        let mut turned = candidates.clone();
        turned.rotate_left(turn % candidates.len());
        let said = |candidates: &[Candidate<'_>]| -> Vec<(String, u64, Outcome)> {
            let decisions = decide(candidates, &known(&pack, &memory, &consent), home(noon(today())));
            decisions.into_iter().map(|d| (candidates[d.candidate].nudge.id.clone(), candidates[d.candidate].finding.0, d.outcome)).collect()
        };
        prop_assert_eq!(said(&candidates), said(&turned));
    }

    /// Whatever a page shows and reports, day by day: no seven days have more than the budget, safety aside.
    #[test]
    fn prop_no_seven_days_have_more_interruptions_than_the_budget(days in prop::collection::vec((1_i32..4, prop::collection::vec(2_usize..5, 0..4)), 1..20), budget in 0_u32..4, gap in 0_u32..60) {
        let mut pack = pack();
        pack.policy.min_gap_hours = gap;
        let mut memory = Memory::default();
        memory.set(&Setting { kind: SettingKind::PerWeek, subject: String::new(), value: Some(budget.into()) });
        let consent = granted(&ALL);
        let (mut date, mut finding) = (today(), 0);
        let mut instants = Vec::new();
        for (step, nudges) in days {
            date = date.plus_days(step);
            let candidates: Vec<Candidate<'_>> = nudges.into_iter().map(|nudge| {
                finding += 1;
                Candidate { since: date, ..candidate(&pack.nudges[nudge], finding) }
            }).collect();
            for at in shown(&decide(&candidates, &known(&pack, &memory, &consent), home(noon(date)))) {
                memory.remember(response(&candidates[at], "home", ResponseKind::Shown, date));
                instants.push(noon(date).instant);
            }
            prop_assert!(interruptions(memory.responses(), date).len() <= budget as usize);
        }
        if gap > 0 {
            prop_assert!(instants.windows(2).all(|pair| pair[1] - pair[0] >= i64::from(gap) * 3_600_000));
        }
    }

    #[test]
    fn prop_what_is_learned_reorders_within_a_class_only(world in world(), answers in prop::collection::vec((0_usize..5, any::<bool>()), 0..60)) {
        let pack = pack();
        let candidates = world.candidates(&pack);
        let mut memory = Memory::default();
        for (place, (nudge, accepts)) in answers.into_iter().enumerate() {
            let kind = if accepts { ResponseKind::Accepted } else { ResponseKind::Dismissed };
            memory.remember(response(&candidate(&pack.nudges[nudge], 1000 + place as u64), "home", kind, today().plus_days(-40)));
        }
        let classes = |purposes: &[Purpose]| -> Vec<NudgeClass> {
            let consent = granted(purposes);
            decide(&candidates, &known(&pack, &memory, &consent), home(noon(today()))).iter().map(|d| candidates[d.candidate].nudge.class).collect()
        };
        let learned = classes(&ALL);
        prop_assert!(learned.is_sorted());
        prop_assert_eq!(learned, classes(&[Purpose::Nudges, Purpose::Offers]));
    }
}

/// The same moment with another wall clock.
fn at(time: &str) -> Moment {
    Moment { time: CivilTime::parse(time).unwrap(), ..noon(today()) }
}

fn outcome_of(candidate: &Candidate<'_>, known: &Known<'_>, place: Place<'_>) -> String {
    reasons(&decide(core::slice::from_ref(candidate), known, place), 1).remove(0)
}

#[test]
fn quiet_hours_are_those_of_the_wall_clock() {
    let mut pack = pack();
    pack.policy.quiet_hours = Some([22 * 60, 7 * 60]);
    let (memory, consent) = (Memory::default(), granted(&ALL));
    let known = known(&pack, &memory, &consent);
    for (time, expected) in [
        ("21:59:59", ""),
        ("22:00:00", "quiet-hours"),
        ("00:00:00", "quiet-hours"),
        ("06:59:59", "quiet-hours"),
        ("07:00:00", ""),
    ] {
        let card = candidate(&pack.nudges[2], 1);
        assert_eq!(outcome_of(&card, &known, home(at(time))), expected, "{time}");
        assert_eq!(outcome_of(&card, &known, Place { surface: "inbox", ..home(at(time)) }), "", "{time}");
        assert_eq!(outcome_of(&candidate(&pack.nudges[0], 1), &known, home(at(time))), "", "{time}");
    }
}

/// In the night in which clocks go forward an hour is missing: the gap counts hours that passed, the quiet hours do not care.
#[test]
fn a_gap_counts_hours_that_really_passed() {
    let mut pack = pack();
    pack.policy.min_gap_hours = 8;
    let mut memory = Memory::default();
    memory.remember(response(&candidate(&pack.nudges[2], 1), "home", ResponseKind::Shown, today()));
    let consent = granted(&ALL);
    let known = known(&pack, &memory, &consent);
    let next = candidate(&pack.nudges[3], 2);
    let later = |hours: i64, time| Moment { instant: noon(today()).instant + hours * 3_600_000, ..at(time) };
    assert_eq!(outcome_of(&next, &known, home(later(7, "20:00:00"))), "gap");
    assert_eq!(outcome_of(&next, &known, home(later(8, "21:00:00"))), "");
    assert_eq!(outcome_of(&candidate(&pack.nudges[2], 1), &known, home(later(1, "13:00:00"))), "", "it was seen");
}

#[test]
fn contexts_silence_what_the_pack_says() {
    let mut pack = pack();
    let veto = |classes: &[NudgeClass], topics: &[&str]| Veto {
        contexts: vec!["hardship".into()],
        classes: classes.to_vec(),
        topics: topics.iter().map(|topic| (*topic).into()).collect(),
    };
    let (memory, consent) = (Memory::default(), granted(&ALL));
    for (vetoes, declared, expected) in [
        (vec![veto(&[NudgeClass::Offer], &[])], "hardship", ["", "", "veto"]),
        (vec![veto(&[], &["refunds"])], "hardship", ["", "veto", ""]),
        (vec![veto(&[], &[])], "hardship", ["", "veto", "veto"]),
        (vec![veto(&[], &[])], "renovation", ["", "", ""]),
    ] {
        pack.policy.vetoes = vetoes;
        let mut known = known(&pack, &memory, &consent);
        known.contexts.push(declared);
        let found = [0, 2, 4].map(|nudge| outcome_of(&candidate(&pack.nudges[nudge], 1), &known, home(noon(today()))));
        assert_eq!(found, expected);
    }
    pack.policy.vetoes.clear();
    pack.nudges[2].limits.requires = vec!["renovation".into()];
    let mut known = known(&pack, &memory, &consent);
    let needs = candidate(&pack.nudges[2], 1);
    assert_eq!(outcome_of(&needs, &known, home(noon(today()))), "needs-context");
    known.contexts.push("renovation");
    assert_eq!(outcome_of(&needs, &known, home(noon(today()))), "");
}

#[test]
fn the_same_bucket_is_held_out_everywhere_and_safety_never() {
    let mut pack = pack();
    pack.policy.holdout_percent = 30;
    let (memory, consent) = (Memory::default(), granted(&ALL));
    let known = known(&pack, &memory, &consent);
    let (out, in_) = (finding_in(&pack.nudges[2], 1, 30, true), finding_in(&pack.nudges[2], 1, 30, false));
    for surface in ["home", "inbox"] {
        let place = Place { surface, ..home(noon(today())) };
        assert_eq!(outcome_of(&candidate(&pack.nudges[2], out), &known, place), "holdout");
        assert_eq!(outcome_of(&candidate(&pack.nudges[2], in_), &known, place), "");
    }
    let forced = |bucket| Place { bucket: Some(bucket), ..home(noon(today())) };
    assert_eq!(outcome_of(&candidate(&pack.nudges[2], in_), &known, forced(29)), "holdout");
    assert_eq!(outcome_of(&candidate(&pack.nudges[2], out), &known, forced(30)), "");
    assert_eq!(outcome_of(&candidate(&pack.nudges[0], 1), &known, forced(0)), "");
}

#[test]
fn cooldowns_hold_for_other_cards_of_the_nudge() {
    let mut pack = pack();
    pack.nudges[2].limits.cooldown = [2, 10, 5];
    let consent = granted(&ALL);
    let earlier = candidate(&pack.nudges[2], 1);
    for (kind, days) in [
        (ResponseKind::Shown, 2),
        (ResponseKind::Dismissed, 10),
        (ResponseKind::NotRelevant, 10),
        (ResponseKind::Accepted, 5),
    ] {
        let mut memory = Memory::default();
        memory.remember(response(&earlier, "home", kind, today()));
        let known = known(&pack, &memory, &consent);
        let on = |days| {
            let date = today().plus_days(days);
            let next = Candidate { since: date, ..candidate(&pack.nudges[2], 2) };
            outcome_of(&next, &known, home(noon(date)))
        };
        assert_eq!((on(days - 1).as_str(), on(days).as_str()), ("cooldown", ""), "{kind:?}");
        assert_eq!(outcome_of(&candidate(&pack.nudges[3], 3), &known, home(noon(today()))), "", "another nudge");
    }
}

#[test]
fn offers_need_a_gain_a_small_share_and_a_good_moment() {
    let pack = pack();
    let consent = granted(&ALL);
    let offer = |finding| Candidate { since: today(), ..candidate(&pack.nudges[4], finding) };
    let mut memory = Memory::default();
    let found =
        |memory: &Memory, card: &Candidate<'_>| outcome_of(card, &known(&pack, memory, &consent), home(noon(today())));
    for (benefit, expected) in [(None, "no-benefit"), (Some(0), "no-benefit"), (Some(-5), "no-benefit"), (Some(1), "")]
    {
        assert_eq!(found(&memory, &Candidate { benefit, ..offer(1) }), expected);
    }
    memory.remember(response(&offer(2), "home", ResponseKind::Shown, today().plus_days(-9)));
    assert_eq!(found(&memory, &offer(1)), "offer-share", "one of one is more than a tenth");
    assert_eq!(found(&memory, &offer(2)), "", "it was seen");
    for finding in 0..18 {
        let other = candidate(&pack.nudges[3], 100 + finding);
        memory.remember(response(&other, "inbox", ResponseKind::Shown, today().plus_days(-8)));
    }
    assert_eq!(found(&memory, &offer(1)), "", "two of twenty are a tenth");
    let mut unsure = known(&pack, &memory, &consent);
    unsure.is_doubtful = true;
    assert_eq!(outcome_of(&offer(1), &unsure, home(noon(today()))), "consent");
    memory.remember(response(&candidate(&pack.nudges[0], 7), "home", ResponseKind::Accepted, today().plus_days(-29)));
    assert_eq!(found(&memory, &offer(1)), "harm", "money was asked back");
    let later = noon(today().plus_days(1));
    assert_eq!(outcome_of(&offer(1), &known(&pack, &memory, &consent), home(later)), "");
}

#[test]
fn a_payment_flow_carries_safety_only() {
    let mut pack = pack();
    for nudge in &mut pack.nudges {
        nudge.surfaces.push("payment".into());
    }
    let (memory, consent) = (Memory::default(), granted(&ALL));
    let known = known(&pack, &memory, &consent);
    let place = Place { surface: "payment", ..home(noon(today())) };
    let found = [0, 2, 3, 4].map(|nudge| outcome_of(&candidate(&pack.nudges[nudge], 1), &known, place));
    assert_eq!(found, ["", "payment-flow", "payment-flow", "payment-flow"]);
}

#[test]
fn safety_has_a_cap_of_its_own_by_the_day() {
    let mut pack = pack();
    pack.policy.safety_per_day = 2;
    let consent = granted(&ALL);
    let mut memory = Memory::default();
    let first = candidate(&pack.nudges[0], 1);
    memory.remember(response(&first, "inbox", ResponseKind::Shown, today()));
    let cards = [first, candidate(&pack.nudges[0], 2), candidate(&pack.nudges[0], 3)];
    let mut found = reasons(&decide(&cards, &known(&pack, &memory, &consent), home(noon(today()))), 3);
    found.sort();
    assert_eq!(found, ["", "", "safety-cap"]);
    assert_eq!(found.len(), 3);
    let tomorrow = home(noon(today().plus_days(1)));
    assert_eq!(shown(&decide(&cards, &known(&pack, &memory, &consent), tomorrow)).len(), 2);
}

#[test]
fn a_dismissed_card_comes_back_when_its_numbers_have_moved() {
    let pack = pack();
    let consent = granted(&ALL);
    let card = candidate(&pack.nudges[2], 1);
    for (kind, comes_back) in
        [(ResponseKind::Dismissed, true), (ResponseKind::Accepted, true), (ResponseKind::NotADuplicate, false)]
    {
        let mut memory = Memory::default();
        memory.remember(response(&card, "home", kind, today()));
        let found = |moved| {
            let card = Candidate { measure: card.measure + moved, ..card.clone() };
            outcome_of(&card, &known(&pack, &memory, &consent), home(noon(today())))
        };
        assert_eq!([0, 3].map(found), ["answered", "answered"]);
        assert_eq!(found(4).is_empty(), comes_back, "{kind:?}");
    }
}

/// Putting good news away must not put a warning about the same rows away with it.
#[test]
fn an_answer_to_care_silences_no_safety() {
    let pack = pack();
    let joined = |nudge: usize, finding, rows| Candidate { rows, ..candidate(&pack.nudges[nudge], finding) };
    let candidates = [joined(0, 1, [1, 2]), joined(2, 2, [2, 3])];
    let consent = granted(&[Purpose::Nudges]);
    let after = |answered: usize| {
        let mut memory = Memory::default();
        memory.remember(response(&candidates[answered], "home", ResponseKind::Dismissed, today()));
        shown(&decide(&candidates, &known(&pack, &memory, &consent), home(noon(today()))))
    };
    assert_eq!(after(1), [0]);
    assert!(after(0).is_empty(), "one answer covers what it is about");
}

#[test]
fn a_topic_is_as_it_was_set_last() {
    let pack = pack();
    let consent = granted(&ALL);
    let card = candidate(&pack.nudges[2], 1);
    let mut memory = Memory::default();
    let found = |memory: &mut Memory, is_on: Option<i64>| {
        match is_on {
            None => memory.remember(response(&card, "home", ResponseKind::NeverTopic, today())),
            value => memory.set(&Setting { kind: SettingKind::Topic, subject: card.nudge.topic.clone(), value }),
        }
        outcome_of(&candidate(&pack.nudges[2], 2), &known(&pack, memory, &consent), home(noon(today())))
    };
    assert_eq!(
        [None, Some(1), Some(0), Some(1), None].map(|said| found(&mut memory, said)),
        ["topic-off", "", "topic-off", "", "topic-off"]
    );
    let again = response(&card, "home", ResponseKind::NeverTopic, today());
    assert!(memory.said_before(&again).is_some(), "the topic is off: that was said");
    memory.set(&Setting { kind: SettingKind::Topic, subject: card.nudge.topic.clone(), value: Some(1) });
    assert_eq!(memory.said_before(&again), None, "it is on again: that is news");
}

#[test]
fn counters_count_in_civil_days() {
    let pack = pack();
    let mut memory = Memory::default();
    for (finding, ago) in [(1, 0), (2, 89), (3, 90)] {
        memory.remember(response(
            &candidate(&pack.nudges[2], finding),
            "home",
            ResponseKind::Shown,
            today().plus_days(-ago),
        ));
    }
    let count = |event, days| memory.count(event, days, today());
    assert_eq!((count("refund-arrived.shown", 90), count("refunds.shown", 91), count("refunds.shown", 1)), (2, 3, 1));
    assert_eq!((count("refunds.accepted", 90), count("refunds", 90), count("duplicates.shown", 90)), (0, 0, 0));
}

#[test]
fn learning_prefers_what_was_welcome_and_starts_anew_on_request() {
    let mut pack = pack();
    pack.nudges[3].class = NudgeClass::Care;
    let mut memory = Memory::default();
    for finding in 0..10 {
        let before = CivilDate::parse("2026-01-10").unwrap();
        memory.remember(response(&candidate(&pack.nudges[3], 100 + finding), "home", ResponseKind::Accepted, before));
        memory.remember(response(&candidate(&pack.nudges[2], 200 + finding), "home", ResponseKind::Dismissed, before));
    }
    let cards = [Candidate { weight: 9, ..candidate(&pack.nudges[2], 1) }, candidate(&pack.nudges[3], 2)];
    let first = |memory: &Memory, purposes: &[Purpose]| {
        let consent = granted(purposes);
        decide(&cards, &known(&pack, memory, &consent), home(noon(today())))[0].candidate
    };
    assert_eq!((first(&memory, &ALL), first(&memory, &[Purpose::Nudges])), (1, 0));
    let rates = memory.learned(&pack, noon(today()));
    let topic =
        |key| rates.iter().find(|rate| rate.by == "topic" && rate.key == key).map(|rate| (rate.answers, rate.accepted));
    assert_eq!((topic("bills"), topic("refunds")), (Some((10, 10)), Some((10, 0))));
    memory.set(&Setting { kind: SettingKind::Learned, subject: String::new(), value: None });
    assert_eq!(first(&memory, &ALL), 0);
    assert!(memory.learned(&pack, noon(today())).is_empty());
}

/// A bank's own pack may say otherwise; the built-in one has words for every code of this room, in every language.
#[test]
fn every_code_has_words() {
    let pack = Pack::load(BUILTIN).unwrap();
    let mut codes: Vec<(&str, String)> = vec![("change", "nothing".into()), ("change", "settings".into())];
    for entry in std::fs::read_dir("src/decide").unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for held in text.split("Held::new(\"").skip(1) {
            let mut words = held.split('"');
            codes.push(("withheld", words.next().unwrap().to_owned()));
            codes.push(("change", words.nth(1).unwrap().to_owned()));
        }
    }
    assert!(codes.len() > 40);
    for language in ["en", "ja"] {
        let messages: serde_json::Value = serde_json::from_slice(&pack.catalogue(&[language.to_owned()]).1).unwrap();
        for (family, code) in codes.iter().filter(|(_, code)| !code.is_empty()) {
            assert!(messages[format!("{family}.{code}")].is_string(), "{language} {family}.{code}");
        }
    }
}

/// Candidates, packs and answers for the tests of this room.
pub(super) mod samples {
    use crate::decide::{Attention, Candidate, Known, Memory, Response, bucket};
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
        for (id, class, topic) in
            [("due", NudgeClass::Obligation, "bills"), ("better-rate", NudgeClass::Offer, "rates")]
        {
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
            alias: None,
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
}
