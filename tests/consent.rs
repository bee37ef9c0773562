// SPDX-License-Identifier: MIT OR Apache-2.0
//! Consent that means absence, and choices that merge.
//!
//! In: histories and choices by chance. Out: laws of the fold, equality with an engine that never had the
//! purpose, every state of consent with its cascade. With `OXPECKER_PROVE=1` the full counts run.
#![cfg(not(target_family = "wasm"))]
#![cfg(test)]

mod scenarios {
    pub(crate) mod history;
    #[expect(dead_code, reason = "each test file calls its own part of the boundary")]
    pub(crate) mod host;
}

use std::io::Write as _;

use proptest::{
    prelude::*,
    test_runner::{RngSeed, TestRunner},
};
use scenarios::{
    history::{DAYS, day, history},
    host::{Host, answer, moment},
};
use serde_json::{Value, json};

fn config(reduced: u32, full: u32) -> ProptestConfig {
    let proves = std::env::var_os("OXPECKER_PROVE").is_some();
    let cases = if proves { full } else { reduced };
    let rng_seed = RngSeed::Fixed(0x0c05_e471);
    ProptestConfig { cases, failure_persistence: None, rng_seed, ..ProptestConfig::default() }
}

const PURPOSES: [&str; 5] = ["insights", "payment-guard", "nudges", "life-events", "journeys"];
const SAID: [&str; 8] =
    ["shown", "accepted", "dismissed", "snoozed", "never-topic", "not-a-duplicate", "undo", "went-through"];

/// Something that a customer or a bank does.
#[derive(Clone, Debug)]
enum Act {
    Ingest(Vec<Value>),
    Remove(prop::sample::Index),
    Respond(prop::sample::Index, &'static str),
    Check(usize, &'static str),
    Declare(&'static str),
    Revoke(&'static str),
    Correct(usize),
    Track(&'static str),
    Later(i32),
}

fn act() -> impl Strategy<Value = Act> {
    let kind = prop::sample::select(vec!["renovation", "between-jobs"]);
    let verdict = prop::sample::select(vec!["cancelled", "went-through", "not-a-duplicate"]);
    prop_oneof![
        3 => history(12).prop_map(Act::Ingest),
        1 => any::<prop::sample::Index>().prop_map(Act::Remove),
        6 => (any::<prop::sample::Index>(), prop::sample::select(SAID.to_vec())).prop_map(|(at, said)| Act::Respond(at, said)),
        2 => (0..4_usize, verdict).prop_map(|(which, said)| Act::Check(which, said)),
        1 => kind.clone().prop_map(Act::Declare),
        1 => kind.prop_map(Act::Revoke),
        2 => (0..5_usize).prop_map(Act::Correct),
        2 => prop::sample::select(vec!["loan.begun", "loan.upload.failed", "loan.finished"]).prop_map(Act::Track),
        1 => (0..9_i32).prop_map(Act::Later),
    ]
}

fn draft(which: usize) -> Value {
    let names = ["Harbor Books", "Keller Roofing", "Iron Hall Gym", "Green Basket"];
    let amounts = ["-48.10", "-940.00", "-39.90", "-25.00"];
    json!({ "accountId": "main", "amount": amounts[which], "currency": "EUR", "counterpartyName": names[which] })
}

fn correction(which: usize) -> Value {
    [
        json!({ "about": "known-payee", "by": "payee", "subject": "Harbor Books", "value": "" }),
        json!({ "about": "never-topic", "by": "topic", "subject": "refunds", "value": "" }),
        json!({ "about": "payee", "by": "payee", "subject": "Keller Roofing", "value": "The roofer" }),
        json!({ "about": "category", "by": "payee", "subject": "Green Basket", "value": "groceries" }),
        json!({ "about": "recurs", "by": "transaction", "subject": "r0004", "value": "monthly" }),
    ][which]
        .clone()
}

/// All that can be asked, as one text.
fn everything(host: &mut Host, now: &Value) -> String {
    let mut all = host.answers(now);
    for which in 0..4 {
        all.push_str(&host.check_payment(now, &draft(which)).unwrap().to_string());
    }
    all.push_str(&format!("{:?}", host.forecast(now, "main", 30)));
    all + &host.tell("contexts", now, &json!({})).unwrap().to_string()
}

/// Two engines that go through the same life.
struct Pair {
    had: Host,
    never: Host,
    /// What was answered in the first, and not yet taken back.
    answered: Vec<String>,
}

impl Pair {
    fn play(&mut self, act: &Act, now: &Value) {
        match act {
            Act::Ingest(rows) => {
                let file = serde_json::to_vec(rows).unwrap();
                assert_eq!(self.had.ingest(&file).unwrap()["rejected"], 0);
                self.never.ingest(&file).unwrap();
            }
            Act::Remove(at) => {
                let id = format!("r{:04}", at.index(30));
                self.had.remove(&[id.as_str()]);
                self.never.remove(&[id.as_str()]);
            }
            Act::Respond(at, "undo") => {
                if !self.answered.is_empty() {
                    let id = self.answered.remove(at.index(self.answered.len()));
                    self.say(now, &id, "undo");
                }
            }
            Act::Respond(at, said) => {
                let home = self.had.evaluate(now, "home", 5);
                let lists = [&home["cards"], &home["quiet"], &home["withheld"], &self.had.duplicates(now)];
                let mut ids: Vec<String> = Vec::new();
                for list in lists {
                    ids.extend(list.as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap().to_owned()));
                }
                if !ids.is_empty() {
                    let id = at.get(&ids).clone();
                    self.say(now, &id, said);
                }
            }
            Act::Check(which, said) => {
                let id = self.had.check_payment(now, &draft(*which)).unwrap()["id"].as_str().unwrap().to_owned();
                self.never.check_payment(now, &draft(*which)).unwrap();
                self.say(now, &id, said);
            }
            Act::Declare(kind) => {
                let context = json!({ "kind": kind, "note": "planted words" });
                let _ = self.had.tell("declare", now, &context);
                let _ = self.never.tell("declare", now, &context);
            }
            Act::Revoke(kind) => {
                self.had.tell("revoke", now, &json!({ "kind": kind })).unwrap();
                self.never.tell("revoke", now, &json!({ "kind": kind })).unwrap();
            }
            Act::Correct(which) => {
                let _ = self.had.tell("correct", now, &correction(*which));
                let _ = self.never.tell("correct", now, &correction(*which));
            }
            Act::Track(event) => {
                self.had.tell("track", now, &json!({ "event": event })).unwrap();
                self.never.tell("track", now, &json!({ "event": event })).unwrap();
            }
            Act::Later(_) => {}
        }
    }

    fn say(&mut self, now: &Value, id: &str, said: &str) {
        let taken = self.had.respond(now, id, said, None).is_ok();
        let _ = self.never.respond(now, id, said, None);
        let is_answer = !["shown", "undo"].contains(&said);
        if taken && is_answer && !self.answered.iter().any(|known| known == id) {
            self.answered.push(id.to_owned());
        }
        if taken && said == "undo" && self.had.respond(now, id, "undo", None).is_ok() {
            // More than one answer lay under the id; the other engine must hear of it too.
            let _ = self.never.respond(now, id, "undo", None);
        }
    }
}

/// After a withdrawal every answer is that of an engine that never had the purpose, byte for byte.
#[test]
fn prop_withdrawn_is_as_if_it_had_never_been() {
    let lives = (
        prop::collection::vec(act(), 1..14),
        prop::collection::vec(act(), 0..4),
        prop::sample::subsequence(PURPOSES.to_vec(), 1..=5),
        prop::sample::select(vec!["withdraw", "refuse", "expire"]),
    );
    let config = config(96, 10_000);
    let cases = config.cases;
    let result = TestRunner::new(config).run(&lives, |(acts, after, withdrawn, how)| {
        let mut date = DAYS / 2;
        let start = moment(&day(0));
        let mut pair = Pair { had: Host::default(), never: Host::default(), answered: Vec::new() };
        let end = moment(&day(DAYS))["instant"].as_i64().unwrap();
        for purpose in PURPOSES {
            let expires = (how == "expire" && withdrawn.contains(&purpose)).then_some(end);
            let grant = json!({ "purpose": purpose, "expires": expires });
            pair.had.tell("grant", &start, &grant).unwrap();
            if !withdrawn.contains(&purpose) {
                pair.never.tell("grant", &start, &grant).unwrap();
            }
        }
        for act in &acts {
            if let Act::Later(days) = act {
                date += days;
            }
            pair.play(act, &moment(&day(date)));
        }
        date = date.max(DAYS);
        let now = moment(&day(date));
        if how != "expire" {
            for purpose in &withdrawn {
                pair.had.decide(&now, how, purpose);
            }
        }
        prop_assert_eq!(everything(&mut pair.had, &now), everything(&mut pair.never, &now));
        for act in &after {
            pair.play(act, &now);
        }
        prop_assert_eq!(everything(&mut pair.had, &now), everything(&mut pair.never, &now));
        // What is left of it says nothing of the customer: no context, no answer, no payee.
        if how != "expire" && withdrawn.contains(&"life-events") {
            let left = Host::raw(&pair.had.engine.choices());
            prop_assert!(!left.windows(13).any(|window| window == b"planted words"));
        }
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
    figure(
        "histories with revocations, against never had",
        &format!("{cases} histories, 0 differences"),
        "0 differences",
    );
}

/// Notes what a proof found where the build tasks ask for it.
fn figure(what: &str, found: &str, must_hold: &str) {
    if let Some(path) = std::env::var_os("OXPECKER_FIGURES") {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        writeln!(file, "{what}\t{found}\t{must_hold}").unwrap();
    }
}

proptest! {
    #![proptest_config(config(96, 10_000))]

    /// The same rows, choices and pack give the same decisions: a complaint can be run again.
    #[test]
    fn prop_a_replay_decides_the_same(acts in prop::collection::vec(act(), 1..14)) {
        let start = moment(&day(0));
        let life = || {
            let mut pair = Pair { had: Host::default(), never: Host::default(), answered: Vec::new() };
            for purpose in PURPOSES { pair.had.decide(&start, "grant", purpose); }
            for act in &acts { pair.play(act, &moment(&day(DAYS))); }
            pair.had
        };
        let (mut first, mut again) = (life(), life());
        let now = moment(&day(DAYS));
        prop_assert_eq!(first.snapshot(), again.snapshot());
        prop_assert_eq!(everything(&mut first, &now), everything(&mut again, &now));
        // And from what was saved of it: rows from the bank, choices from the journal.
        let mut third = Host::default();
        third.restore(&first.snapshot()).unwrap();
        prop_assert_eq!(everything(&mut third, &now), everything(&mut first, &now));
    }
}

/// Choices of several tabs over one feed, each tab's entries framed.
fn tabs(rows: &[Value], lives: &[Vec<Act>]) -> Vec<Vec<u8>> {
    let file = serde_json::to_vec(rows).unwrap();
    let mut journals = Vec::new();
    for (place, life) in lives.iter().enumerate() {
        let mut pair = Pair { had: Host::default(), never: Host::default(), answered: Vec::new() };
        let start = moment(&day(place as i32));
        for purpose in PURPOSES {
            pair.had.decide(&start, "grant", purpose);
        }
        pair.had.ingest(&file).unwrap();
        for (step, act) in life.iter().enumerate() {
            let now = moment(&day(DAYS - 9 + step as i32));
            match act {
                Act::Later(days) if *days < 4 => {
                    pair.had.decide(&now, ["withdraw", "grant"][*days as usize % 2], PURPOSES[*days as usize]);
                }
                Act::Ingest(_) | Act::Remove(_) => {}
                act => pair.play(act, &now),
            }
        }
        journals.push(Host::raw(&pair.had.engine.take_entries()));
        assert!(Host::raw(&pair.had.engine.take_entries()).is_empty(), "what was taken is not given again");
    }
    journals
}

fn merged(host: &mut Host, frames: &[u8]) -> Value {
    answer(&host.engine.apply_entries(frames)).unwrap()
}

/// Each frame by itself.
fn frames(mut journal: &[u8]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    while !journal.is_empty() {
        let length = 4 + u32::from_le_bytes(journal[..4].try_into().unwrap()) as usize;
        all.push(journal[..length].to_vec());
        journal = &journal[length..];
    }
    all
}

proptest! {
    #![proptest_config(config(64, 2_000))]

    #[test]
    fn prop_entries_merge_in_any_order_and_any_number_of_times(rows in history(30), lives in prop::collection::vec(prop::collection::vec(act(), 1..12), 3),
        order in any::<u64>()) {
        let journals = tabs(&rows, &lives);
        let mut all: Vec<Vec<u8>> = journals.iter().flat_map(|journal| frames(journal)).collect();
        let mut plain = Host::default();
        for journal in &journals { merged(&mut plain, journal); }
        let expected = Host::raw(&plain.engine.choices());
        // Any order, one by one, some twice.
        let mut state = order;
        let mut shuffled = Host::default();
        let copies: Vec<Vec<u8>> = all.iter().step_by(3).cloned().collect();
        all.extend(copies);
        while !all.is_empty() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let frame = all.swap_remove(usize::try_from(state >> 33).unwrap() % all.len());
            merged(&mut shuffled, &frame);
        }
        prop_assert_eq!(&Host::raw(&shuffled.engine.choices()), &expected);
        // In groups: ((a b) c) is (a (b c)).
        let mut left = Host::default();
        merged(&mut left, &[journals[0].as_slice(), &journals[1]].concat());
        merged(&mut left, &journals[2]);
        prop_assert_eq!(&Host::raw(&left.engine.choices()), &expected);
        // Again changes nothing, and nothing of it is the merging engine's own to store.
        for journal in &journals { prop_assert_eq!(&merged(&mut plain, journal)["applied"], &json!(0)); }
        prop_assert_eq!(&Host::raw(&plain.engine.choices()), &expected);
        prop_assert!(Host::raw(&plain.engine.take_entries()).is_empty());
        // An image restores to the same, and answers the same over the same feed.
        let mut restored = Host::default();
        restored.restore(&expected).unwrap();
        let file = serde_json::to_vec(&rows).unwrap();
        restored.ingest(&file).unwrap();
        plain.ingest(&file).unwrap();
        let now = moment(&day(DAYS));
        prop_assert_eq!(everything(&mut restored, &now), everything(&mut plain, &now));
    }

    #[test]
    fn prop_damaged_entries_are_refused_whole(rows in history(20), life in prop::collection::vec(act(), 2..10), flip in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>()) {
        let journal = tabs(&rows, &[life]).remove(0);
        let mut host = Host::default();
        host.decide(&moment(&day(0)), "grant", "insights");
        let before = Host::raw(&host.engine.choices());
        let mut damaged = journal.clone();
        let bit = flip.index(journal.len() * 8);
        damaged[bit / 8] ^= 1 << (bit % 8);
        let starts: Vec<usize> = frames(&journal).iter().scan(0, |at, frame| { *at += frame.len(); Some(*at) }).collect();
        let end = cut.index(journal.len());
        let mut attacks = vec![damaged];
        if end != 0 && !starts.contains(&end) { attacks.push(journal[..end].to_vec()); }
        for attack in attacks {
            let error = answer(&host.engine.apply_entries(&attack)).expect_err("damage must be seen");
            prop_assert!(["ENTRIES_CORRUPT", "SNAPSHOT_VERSION"].contains(&error["code"].as_str().unwrap()), "{}", error);
            prop_assert_eq!(&Host::raw(&host.engine.choices()), &before);
        }
    }
}

/// Hardship goes with the purpose under which it was told; that must not bring an offer back.
#[test]
fn taking_back_what_was_told_of_a_hard_time_brings_no_offer_back() {
    let mut pack: Value = serde_json::from_str(oxpecker::packs::BUILTIN).unwrap();
    pack["nudges"][2]["class"] = json!("offer");
    pack["nudges"][2]["benefit"] = json!("finding.amount");
    let mut host = Host::default();
    host.configure(&["insights", "nudges", "offers"], Some(&pack.to_string()), None).unwrap();
    let row = |id: &str, day: &str, amount: &str, kind: &str| {
        json!({ "id": id, "accountId": "main", "bookedAt": day, "amount": amount, "currency": "EUR",
            "counterpartyName": "Wool and Wind", "kind": kind })
    };
    let rows = json!([row("o", "2026-03-02", "-31.00", "card"), row("i", "2026-03-17", "31.00", "refund")]);
    host.ingest(rows.to_string().as_bytes()).unwrap();
    let now = moment("2026-03-20");
    let why = |host: &mut Host| host.evaluate(&now, "home", 3)["withheld"][0]["reason"]["code"].clone();
    assert_eq!(why(&mut host), json!(null), "the offer is shown");
    host.decide(&now, "grant", "life-events");
    host.tell("declare", &now, &json!({ "kind": "hardship" })).unwrap();
    assert_eq!(why(&mut host), json!("veto"));
    host.decide(&now, "withdraw", "life-events");
    assert_eq!(why(&mut host), json!("consent"));
    host.decide(&now, "grant", "life-events");
    assert_eq!(why(&mut host), json!(null), "who may tell again, and tells nothing, sees it");
}
