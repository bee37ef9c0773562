// SPDX-License-Identifier: MIT OR Apache-2.0
//! The laws of savings challenges: money is conserved, order says nothing, a replay is what was live.
//!
//! In: months of deposits, withdrawals, purchases, refunds, reservations and corrections by chance. Out: what was joined,
//! held to a naive count over the rows, to the same rows in another order, and to an engine that was asked every day.
#![cfg(not(target_family = "wasm"))]
#![cfg(test)]

mod scenarios {
    #[expect(dead_code, reason = "each test file calls its own part of the boundary")]
    pub(crate) mod host;
}

use jiff::{Span, civil::date};
use proptest::{prelude::*, test_runner::RngSeed};
use scenarios::host::{Host, moment};
use serde_json::{Value, json};

const JOINED: [&str; 5] = ["weeks-even", "first-steps", "round-up", "less-than-usual", "days-without"];
const DAYS: i32 = 70;

fn config() -> ProptestConfig {
    let cases = if std::env::var_os("OXPECKER_PROVE").is_some() { 10_000 } else { 24 };
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x5a5e_1eaf),
        ..ProptestConfig::default()
    }
}

fn day(after: i32) -> String {
    date(2026, 6, 1).saturating_add(Span::new().days(after)).to_string()
}

/// What happens on a day.
#[derive(Clone, Copy, Debug)]
enum Event {
    Deposit(i32, u32),
    Withdrawal(i32, u32),
    Purchase(i32, u32),
    /// Bought, and the same amount back so many days later.
    Refunded(i32, u32, i32),
    /// Reserved, and booked so many days later.
    Reserved(i32, u32, i32),
    /// Bought, and booked anew with another amount.
    Corrected(i32, u32, u32),
}

fn event() -> impl Strategy<Value = Event> {
    let (on, amount) = (0..DAYS, 1..9_000_u32);
    prop_oneof![
        4 => (on.clone(), amount.clone()).prop_map(|(on, amount)| Event::Deposit(on, amount)),
        1 => (on.clone(), amount.clone()).prop_map(|(on, amount)| Event::Withdrawal(on, amount)),
        3 => (on.clone(), amount.clone()).prop_map(|(on, amount)| Event::Purchase(on, amount)),
        1 => (on.clone(), amount.clone(), 0..20).prop_map(|(on, amount, gap)| Event::Refunded(on, amount, gap)),
        1 => (on.clone(), amount.clone(), 0..6).prop_map(|(on, amount, gap)| Event::Reserved(on, amount, gap)),
        1 => (on, amount.clone(), amount).prop_map(|(on, amount, other)| Event::Corrected(on, amount, other)),
    ]
}

/// A row of the contract.
fn row(id: &str, account: &str, on: i32, minor: i64, more: Value) -> Value {
    let sign = if minor < 0 { "-" } else { "" };
    let size = minor.unsigned_abs();
    let mut row = json!({ "id": id, "accountId": account, "bookedAt": day(on), "currency": "EUR",
        "amount": format!("{sign}{}.{:02}", size / 100, size % 100) });
    row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    row
}

/// What a naive reader makes of the events: rows, deposits `(id, day, amount)`, purchases `(id, day, amount)`.
#[derive(Debug, Default)]
struct Story {
    rows: Vec<Value>,
    /// Rows that are sent again with another amount.
    corrected: Vec<Value>,
    deposits: Vec<(String, i32, i64)>,
    purchases: Vec<(String, i32, i64)>,
}

fn story(events: &[Event]) -> Story {
    let mut story = Story::default();
    for (place, event) in events.iter().enumerate() {
        // Sizes never meet, so that nothing pairs by chance.
        let id = format!("e{place:03}");
        let own = |minor: u32| i64::from(minor) * 100 + place as i64 + 1;
        let card = json!({ "counterpartyName": format!("Shop {place}"), "kind": "card", "category": "dining" });
        let transfer = json!({ "counterpartyName": "Own account", "kind": "transfer" });
        match *event {
            Event::Deposit(on, minor) | Event::Withdrawal(on, minor) => {
                let sign = if matches!(event, Event::Deposit(..)) { 1 } else { -1 };
                let minor = own(minor) * sign;
                story.rows.push(row(&format!("{id}-main"), "main", on, -minor, transfer.clone()));
                story.rows.push(row(&id, "nest", on, minor, transfer));
                story.deposits.push((id, on, minor));
            }
            Event::Purchase(on, minor) => {
                story.rows.push(row(&id, "main", on, -own(minor), card));
                story.purchases.push((id, on, own(minor)));
            }
            Event::Refunded(on, minor, gap) => {
                story.rows.push(row(&id, "main", on, -own(minor), card.clone()));
                let mut back = card;
                back["kind"] = json!("refund");
                story.rows.push(row(&format!("{id}-z"), "main", on + gap, own(minor), back));
            }
            Event::Reserved(on, minor, gap) => {
                let mut held = card.clone();
                held["status"] = json!("pending");
                story.rows.push(row(&format!("{id}-held"), "main", on, -own(minor), held));
                let mut booked = card;
                booked["replaces"] = json!(format!("{id}-held"));
                story.rows.push(row(&id, "main", on + gap, -own(minor), booked));
                story.purchases.push((id, on, own(minor)));
            }
            Event::Corrected(on, minor, other) => {
                story.rows.push(row(&id, "main", on, -own(minor), card.clone()));
                story.corrected.push(row(&id, "main", on, -own(other), card));
                story.purchases.push((id, on, own(other)));
            }
        }
    }
    story
}

/// Half a year with room to save and a habit, and five challenges joined on the first day.
fn joined() -> Host {
    let mut host = Host::with(&["insights", "nudges", "challenges"]);
    let mut rows = Vec::new();
    for month in 0..7 {
        let month = -5 - 30 * month;
        let pay = json!({ "counterpartyName": "Timber Works GmbH", "kind": "transfer", "category": "salary" });
        rows.push(row(&format!("pay{month}"), "main", month, 240_000, pay));
    }
    for back in 1..70 {
        let cafe = json!({ "counterpartyName": "Bean Corner", "kind": "card", "category": "dining" });
        rows.push(row(&format!("cafe{back}"), "main", -back, -460, cafe));
    }
    let accounts = json!([
        { "id": "main", "type": "current", "currency": "EUR", "balance": "90000.00", "balanceAt": day(-1) },
        { "id": "nest", "type": "savings", "currency": "EUR", "balance": "0.00", "balanceAt": day(-1) },
    ]);
    host.ingest(json!({ "accounts": accounts, "transactions": rows }).to_string().as_bytes()).unwrap();
    for challenge in JOINED {
        let request = json!({ "challenge": challenge, "level": "gentle" });
        host.tell("challenge-join", &moment(&day(0)), &request).unwrap_or_else(|fault| panic!("{challenge}: {fault}"));
    }
    host
}

fn ingest(host: &mut Host, rows: &[Value]) {
    if !rows.is_empty() {
        host.ingest(json!(rows).to_string().as_bytes()).unwrap();
    }
}

fn list(host: &mut Host, now: i32) -> Vec<Value> {
    let answer = host.tell("challenges", &moment(&day(now)), &json!({})).unwrap();
    answer.as_array().unwrap().clone()
}

fn minor(text: &Value) -> i64 {
    text.as_str().unwrap().replace('.', "").parse().unwrap()
}

/// How much of each deposit each run takes, as the contract says it, one amount after the other: what is put by goes to
/// the first run in which something is due, or else to the first that has room at all; what is taken out comes from the
/// last that has something. A run whose time has passed keeps its share.
fn naive_deposits(story: &Story, now: i32, runs: &[&Value]) -> Vec<Vec<(String, i64)>> {
    let mut lines = vec![Vec::new(); runs.len()];
    let mut totals = vec![0_i64; runs.len()];
    let mut deposits = story.deposits.clone();
    deposits.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    for (id, on, amount) in deposits.into_iter().filter(|deposit| deposit.1 <= now) {
        let has_begun = |window: &&Value| window["from"].as_str().unwrap() <= day(on).as_str();
        let due = |at: usize| -> i64 {
            runs[at]["windows"].as_array().unwrap().iter().filter(has_begun).map(|window| minor(&window["due"])).sum()
        };
        let open: Vec<usize> =
            (0..runs.len()).filter(|&at| day(on - 4).as_str() <= runs[at]["endsAt"].as_str().unwrap()).collect();
        let mut parts = vec![0_i64; runs.len()];
        let mut left = amount;
        while left != 0 {
            let taken = if left > 0 {
                let is_due = open.iter().map(|&at| (at, due(at) - totals[at])).find(|place| place.1 > 0);
                let has_room = open.iter().map(|&at| (at, minor(&runs[at]["target"]) - totals[at]));
                is_due.or(has_room.into_iter().find(|place| place.1 > 0)).map(|(at, room)| (at, left.min(room)))
            } else {
                open.iter().rev().find(|&&at| totals[at] > 0).map(|&at| (at, left.max(-totals[at])))
            };
            let Some((at, part)) = taken else { break };
            totals[at] += part;
            parts[at] += part;
            left -= part;
        }
        for (lines, part) in lines.iter_mut().zip(parts) {
            if part != 0 {
                lines.push((id.clone(), part));
            }
        }
    }
    lines
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn prop_money_is_conserved(events in prop::collection::vec(event(), 0..40), now in 0..DAYS) {
        let story = story(&events);
        let mut host = joined();
        ingest(&mut host, &story.rows);
        ingest(&mut host, &story.corrected);
        let runs = list(&mut host, now);
        let mut by_row: Vec<(String, i64)> = Vec::new();
        for run in &runs {
            let lines = run["counted"].as_array().unwrap();
            let sum: i64 = lines.iter().map(|line| minor(&line["amount"])).sum();
            prop_assert_eq!(sum, minor(&run["total"]), "the lines of {} add up", run["challenge"]);
            let windows = run["windows"].as_array().unwrap();
            let in_windows: i64 = windows.iter().map(|window| minor(&window["amount"])).sum();
            prop_assert_eq!(sum, in_windows, "so do its windows");
            if run["target"].is_string() {
                prop_assert!((0..=minor(&run["target"])).contains(&sum));
                by_row.extend(lines.iter().map(|l| (l["transaction"].as_str().unwrap().to_owned(), minor(&l["amount"]))));
            }
        }
        // No part of a deposit counts twice, and all that fits counts.
        let deposits: Vec<&Value> = runs.iter().filter(|run| run["target"].is_string()).collect();
        for (id, _, amount) in &story.deposits {
            let counted: i64 = by_row.iter().filter(|line| line.0 == *id).map(|line| line.1).sum();
            prop_assert!(counted.abs() <= amount.abs() && counted * amount >= 0, "{}: {} of {}", id, counted, amount);
        }
        prop_assert!(by_row.iter().all(|line| story.deposits.iter().any(|deposit| deposit.0 == line.0)));
        for (run, naive) in deposits.iter().zip(naive_deposits(&story, now, &deposits)) {
            let lines = run["counted"].as_array().unwrap().iter();
            let lines: Vec<_> = lines.map(|l| (l["transaction"].as_str().unwrap().to_owned(), minor(&l["amount"]))).collect();
            prop_assert_eq!(lines, naive, "{} on day {}", run["challenge"], now);
        }
        // Purchases that stand, each on the day that it was made.
        let run = |id: &str| runs.iter().find(|run| run["challenge"] == id).unwrap();
        let until = |run: &Value, on: i32| on <= now && day(on).as_str() <= run["endsAt"].as_str().unwrap();
        // A refund in the future has not come yet.
        let standing: Vec<_> = events.iter().enumerate().filter_map(|(place, event)| match *event {
            Event::Refunded(on, minor, gap) if on <= now && on + gap > now =>
                Some((format!("e{place:03}"), on, i64::from(minor) * 100 + place as i64 + 1)),
            _ => None,
        }).collect();
        // What is reserved and not booked yet is there as a reservation.
        let spent = |run: &Value| -> i64 {
            story.purchases.iter().chain(&standing).filter(|bought| until(run, bought.1)).map(|bought| bought.2).sum()
        };
        prop_assert_eq!(minor(&run("less-than-usual")["total"]), spent(run("less-than-usual")));
        prop_assert_eq!(minor(&run("days-without")["total"]), spent(run("days-without")));
        let jar = run("round-up");
        let cap = minor(&json!("120.00"));
        let mut by_day = vec![0_i64; DAYS as usize];
        for (_, on, amount) in story.purchases.iter().chain(&standing).filter(|bought| until(jar, bought.1)) {
            by_day[*on as usize] += (100 - amount % 100) % 100;
        }
        prop_assert!(by_day.iter().all(|sum| *sum < cap), "the day's cap is out of reach here");
        prop_assert_eq!(minor(&jar["total"]), by_day.iter().sum::<i64>());
    }

    #[test]
    fn prop_order_says_nothing_and_a_replay_is_what_was_live(
        events in prop::collection::vec(event(), 0..24),
        step in 1..9_usize,
        pause in 0..DAYS,
        rest in 0..20_i32,
    ) {
        let story = story(&events);
        let mut rows = story.rows.clone();
        rows.sort_by(|a, b| a["bookedAt"].as_str().cmp(&b["bookedAt"].as_str()));
        // Live: rows and moves come on their days, and progress is asked for all the time.
        let mut live = joined();
        let mut moved = Vec::new();
        let mut next = 0;
        for now in 0..DAYS {
            let from = next;
            while next < rows.len() && rows[next]["bookedAt"].as_str().unwrap() <= day(now).as_str() {
                next += 1;
            }
            for part in rows[from..next].chunks(step) {
                ingest(&mut live, part);
            }
            for (on, act) in [(pause, "pause"), (pause + rest, "resume")] {
                if on == now {
                    let id = list(&mut live, now)[0]["id"].clone();
                    let request = json!({ "id": id, "act": act });
                    live.tell("challenge-move", &moment(&day(now)), &request).unwrap();
                    moved.push((now, request));
                }
            }
            if now % 7 == 0 {
                list(&mut live, now);
            }
        }
        ingest(&mut live, &rows[next..]);
        ingest(&mut live, &story.corrected);
        // Replayed: all rows at once, the other way round, and every question at the end.
        let mut replayed = joined();
        let mut backward = rows;
        backward.reverse();
        ingest(&mut replayed, &backward);
        ingest(&mut replayed, &story.corrected);
        for (now, request) in &moved {
            replayed.tell("challenge-move", &moment(&day(*now)), request).unwrap();
        }
        let said = |host: &mut Host| {
            let now = moment(&day(DAYS));
            let asked = ["challenges", "challenge-proposals"].map(|what| host.tell(what, &now, &json!({})).unwrap());
            serde_json::to_string_pretty(&asked).unwrap()
        };
        let answer = said(&mut live);
        prop_assert_eq!(&said(&mut replayed), &answer);
        // Remembered: a twin from a snapshot, and one that merges the entries twice.
        let mut twin = Host::default();
        twin.restore(&live.snapshot()).unwrap();
        prop_assert_eq!(&said(&mut twin), &answer);
        let frames = Host::raw(&replayed.engine.take_entries());
        let mut merged = Host::with(&["insights", "nudges", "challenges"]);
        merged.restore(&replayed.snapshot()).unwrap();
        for _ in 0..2 {
            scenarios::host::answer(&merged.engine.apply_entries(&frames)).unwrap();
        }
        prop_assert_eq!(&said(&mut merged), &answer);
    }
}

#[test]
fn what_all_challenges_ask_for_together_is_carried() {
    let mut eased = 0;
    for balance in (0..200).step_by(5) {
        let mut host = joined();
        let roof = json!({ "counterpartyName": "Keller Roofing", "kind": "transfer" });
        ingest(&mut host, &[row("roof", "main", 1, -(90_000 - balance) * 100, roof)]);
        let mut asked = Vec::new();
        for run in list(&mut host, 2) {
            asked.extend(run["next"]["amount"].is_string().then(|| minor(&run["next"]["amount"])));
            eased += u32::from(run["risk"]["code"] == "challenge-eased" && asked.len() > 1);
        }
        let request = json!({ "now": moment(&day(2)), "currency": "EUR", "days": 30 });
        let forecast = host.ask_forecast(&request).unwrap();
        let carried = ["safeToSave", "safeToSpend"].map(|name| minor(&forecast[name])).into_iter().min().unwrap();
        assert_eq!(asked.len(), 2, "two are of deposits");
        assert!(asked.iter().sum::<i64>() <= carried, "{balance}: {asked:?} of {carried}");
    }
    assert!(eased > 0, "no balance was too low");
}

#[test]
fn a_withdrawal_of_consent_takes_all_challenges_with_it() {
    let mut host = joined();
    let now = moment(&day(3));
    let report = host.tell("report", &now, &json!({})).unwrap();
    let known =
        |report: &Value| report["known"].as_array().unwrap().iter().filter(|k| k["sort"] == "challenge").count();
    assert_eq!(known(&report), JOINED.len());
    let decided = host.decide(&now, "withdraw", "challenges");
    assert!(decided["deleted"].as_array().unwrap().contains(&json!({ "kind": "challenges", "count": JOINED.len() })));
    host.decide(&now, "grant", "challenges");
    assert_eq!(list(&mut host, 3), Vec::<Value>::new(), "nothing comes back with a new grant");
    assert_eq!(known(&host.tell("report", &now, &json!({})).unwrap()), 0);
}
