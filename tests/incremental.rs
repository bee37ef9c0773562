// SPDX-License-Identifier: MIT OR Apache-2.0
//! What comes one after another gives the answers of what comes at once.
//!
//! In: histories by chance, cut into files by chance, with calls, corrections, declared accounts, removals, changed
//! rows and other days in between. Out: every answer held to that of an engine that is made anew of what the first one
//! remembers, which is the naive oracle of what is worked out step by step.
#![cfg(not(target_family = "wasm"))]
#![cfg(test)]

mod scenarios {
    pub(crate) mod history;
    #[expect(dead_code, reason = "each test file calls its own part of the boundary")]
    pub(crate) mod host;
}

use proptest::{collection::vec, prelude::*, prop_oneof, test_runner::RngSeed};
use scenarios::{
    history::{DAYS, day, history},
    host::{Host, answer, moment},
};
use serde_json::{Value, json};

fn config() -> ProptestConfig {
    let cases = std::env::var("OXPECKER_PROVE").map_or(256, |_| 10_000);
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x11c4_e5e7),
        ..ProptestConfig::default()
    }
}

/// Something that happens between two calls.
#[derive(Clone, Debug)]
enum Act {
    /// The next rows come, so many at once.
    Rows(usize),
    /// A late row: as one that is known, so many days later, under another id.
    Late(prop::sample::Index, i32),
    /// The customer says what the payee of a row is for.
    Category(prop::sample::Index, &'static str),
    /// The customer says what a series is, that it ended, or that it is one with another.
    Series(prop::sample::Index, &'static str),
    /// The customer says that a row comes again and again.
    Recurs(prop::sample::Index),
    /// The bank says what an account is and holds.
    Account(&'static str, &'static str, i32),
    /// A row goes.
    Remove(prop::sample::Index),
    /// A row has another amount.
    Change(prop::sample::Index),
    /// Days pass.
    Later(i32),
}

fn act() -> impl Strategy<Value = Act> {
    let any = any::<prop::sample::Index>;
    prop_oneof![
        10 => (1..6_usize).prop_map(Act::Rows),
        2 => (any(), -9..40).prop_map(|(row, days)| Act::Late(row, days)),
        1 => (any(), prop::sample::select(vec!["subscriptions", "fee_late", "groceries", "salary", "insurance"]))
            .prop_map(|(row, category)| Act::Category(row, category)),
        1 => (any(), prop::sample::select(vec!["subscription", "rent", "none", "ended", "joined"]))
            .prop_map(|(series, kind)| Act::Series(series, kind)),
        1 => any().prop_map(Act::Recurs),
        1 => (
            prop::sample::select(vec!["main", "joint", "savings", "card"]),
            prop::sample::select(vec!["current", "savings", "card", "loan"]),
            100..DAYS,
        )
            .prop_map(|(id, kind, at)| Act::Account(id, kind, at)),
        1 => any().prop_map(Act::Remove),
        1 => any().prop_map(Act::Change),
        2 => (1..12).prop_map(Act::Later),
    ]
}

/// What else a bank may say of a row.
fn spiced(rows: &mut [Value], spices: &[u8]) {
    for (at, row) in rows.iter_mut().enumerate() {
        match spices[at % spices.len()] {
            0 => row["currency"] = json!("USD"),
            1 => row["accountId"] = json!("card"),
            2 => row["balanceAfter"] = json!(format!("{}.00", 100 + at * 7 % 900)),
            3 => row["category"] = json!("groceries"),
            4 => row["category"] = json!("fee"),
            5 => row["counterpartyAccount"] = json!("joint"),
            6 => row["amount"] = json!("2400.00"),
            7 => row["kind"] = json!("transfer"),
            8..=12 => row["status"] = json!("pending"),
            _ => {}
        }
    }
}

fn transactions(rows: &[Value]) -> Vec<u8> {
    serde_json::to_vec(rows).unwrap()
}

/// Every answer, with forecasts and the guard's.
fn answers(host: &mut Host, now: &Value) -> String {
    let mut all = host.answers(now);
    for account in ["main", "joint", "card"] {
        all.push_str(&format!("{:#}\n", host.forecast(now, account, 40).unwrap_or_else(|error| error)));
    }
    let asked = json!({ "now": now, "currency": "EUR", "days": 30 });
    all.push_str(&format!("{:#}\n", host.ask_forecast(&asked).unwrap_or_else(|error| error)));
    for (name, amount) in [("Harbor Books", "-48.10"), ("Keller Roofing", "-940.00"), ("Nobody Known", "-25.00")] {
        let draft = json!({ "accountId": "main", "amount": amount, "currency": "EUR", "counterpartyName": name });
        all.push_str(&format!("{:#}\n", host.check_payment(now, &draft).unwrap()));
    }
    all
}

/// What an engine says that is made of what is remembered now.
fn anew(host: &mut Host, now: &Value) -> String {
    let mut twin = Host::default();
    twin.restore(&host.snapshot()).unwrap();
    answers(&mut twin, now)
}

/// Does it; what does not fit is refused alike by every engine.
fn happen(host: &mut Host, act: &Act, now: &mut i32, known: &mut Vec<Value>, coming: &mut Vec<Value>) {
    let at = moment(&day(*now));
    let correct = |host: &mut Host, about: &str, by: &str, subject: &Value, value: &Value| {
        let request = json!({ "about": about, "by": by, "subject": subject, "value": value });
        let _ = host.tell("correct", &at, &request);
    };
    let take = |host: &mut Host, rows: Vec<Value>, known: &mut Vec<Value>| {
        host.ingest(&transactions(&rows)).unwrap();
        known.extend(rows);
    };
    match act {
        Act::Rows(count) => {
            let rows = coming.drain(..(*count).min(coming.len())).collect();
            take(host, rows, known);
        }
        Act::Late(row, days) if !known.is_empty() => {
            let mut late = row.get(known).clone();
            let booked: jiff::civil::Date = late["bookedAt"].as_str().unwrap().parse().unwrap();
            late["bookedAt"] = json!(booked.saturating_add(jiff::Span::new().days(*days)).to_string());
            late["id"] = json!(format!("late{}", known.len()));
            late.as_object_mut().unwrap().remove("replaces");
            // As banks book what was reserved.
            if days % 2 == 0
                && let Some(name) = late["counterpartyName"].as_str()
            {
                late["counterpartyName"] = json!(format!("{name} Arteixo ES"));
                late["status"] = json!("booked");
            }
            take(host, vec![late], known);
        }
        Act::Category(row, category) if !known.is_empty() => {
            correct(host, "category", "payee", &row.get(known)["counterpartyName"], &json!(category));
        }
        Act::Series(series, kind) => {
            let all = host.series(&at);
            let all = all.as_array().unwrap();
            if all.is_empty() {
                return;
            }
            let (id, other) = (&series.get(all)["id"], &all[0]["id"]);
            match *kind {
                "ended" => correct(host, "ended", "series", id, &json!("")),
                "joined" => correct(host, "joined", "series", id, other),
                _ => correct(host, "series", "series", id, &json!(kind)),
            }
        }
        Act::Recurs(row) if !known.is_empty() => {
            correct(host, "recurs", "transaction", &row.get(known)["id"], &json!("monthly"));
        }
        Act::Account(id, kind, at) => {
            let account =
                json!({ "id": id, "type": kind, "currency": "EUR", "balance": "812.40", "balanceAt": day(*at) });
            let file = json!({ "accounts": [account], "transactions": [] });
            host.ingest(&serde_json::to_vec(&file).unwrap()).unwrap();
        }
        Act::Remove(row) if !known.is_empty() => {
            let row = known.remove(row.index(known.len()));
            host.remove(&[row["id"].as_str().unwrap()]);
        }
        Act::Change(row) if !known.is_empty() => {
            let mut row = row.get(known).clone();
            row["amount"] = json!("-31.70");
            host.ingest(&transactions(&[row])).unwrap();
        }
        Act::Later(days) => *now += days,
        _ => {}
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn prop_row_by_row_answers_what_all_at_once_answers(
        rows in history(24),
        first in any::<prop::sample::Index>(),
        acts in vec(act(), 1..9),
        spices in vec(0..40_u8, 1..90),
        until in 150..DAYS,
        shuffled in any::<bool>(),
    ) {
        let (mut coming, mut now) = (rows, until);
        spiced(&mut coming, &spices);
        if !shuffled {
            coming.sort_by(|a, b| a["bookedAt"].as_str().cmp(&b["bookedAt"].as_str()));
        }
        let mut known: Vec<Value> = coming.drain(..first.index(coming.len())).collect();
        let mut grown = Host::of(&known);
        answers(&mut grown, &moment(&day(now)));
        for act in &acts {
            happen(&mut grown, act, &mut now, &mut known, &mut coming);
            let at = moment(&day(now));
            let (was, is) = (answers(&mut grown, &at), anew(&mut grown, &at));
            prop_assert_eq!(was, is, "after {:?}", act);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: config().cases / 4, ..config() })]

    /// What was begun to be worked out, of this day or another, meets what happens before anyone asks.
    #[test]
    fn prop_what_was_begun_answers_what_is_asked_at_once(
        rows in history(24),
        acts in vec((act(), 0..8_usize, prop::sample::select(vec![0, 0, 0, 1, -3])), 1..9),
        spices in vec(0..40_u8, 1..90),
        first in any::<prop::sample::Index>(),
        until in 150..DAYS,
    ) {
        let (mut coming, mut now) = (rows, until);
        spiced(&mut coming, &spices);
        let mut known: Vec<Value> = coming.drain(..first.index(coming.len())).collect();
        let mut begun = Host::of(&known);
        for (at, (act, parts, days)) in acts.iter().enumerate() {
            for _ in 0..*parts {
                begun.prepare(&moment(&day(now + days)));
            }
            happen(&mut begun, act, &mut now, &mut known, &mut coming);
            let at = moment(&day(now + i32::from(at % 3 == 2)));
            prop_assert_eq!(answers(&mut begun, &at), anew(&mut begun, &at), "after {} parts and {:?}", parts, act);
            // A row that changes leaves nothing of what was worked out.
            happen(&mut begun, &Act::Change(first), &mut now, &mut known, &mut coming);
        }
    }
}

proptest! {
    #![proptest_config(config())]

    /// Reservations and bookings of a few amounts under names that are alike and names that are not.
    #[test]
    fn prop_reservations_that_come_one_by_one_are_settled_as_all_at_once(
        picks in vec((0..5_usize, 0..2_usize, 0..10_i32, any::<bool>()), 2..10),
    ) {
        const NAMES: [&str; 5] = ["HARBOR.COM", "HARBOR.COM ARTEIXO ES", "harbor.com web", "Maple Market", "MAPLE MARKET 12"];
        let at = moment(&day(30));
        let mut host = Host::of(&[]);
        host.answers(&at);
        for (place, (name, amount, days, is_pending)) in picks.into_iter().enumerate() {
            let amount = if amount == 0 { "-31.70" } else { "-84.20" };
            let row = json!({
                "id": format!("r{place}"), "accountId": "main", "bookedAt": day(20 + days), "currency": "EUR",
                "amount": amount, "counterpartyName": NAMES[name],
                "status": if is_pending { "pending" } else { "booked" },
            });
            host.ingest(&transactions(&[row])).unwrap();
            prop_assert_eq!(host.answers(&at), {
                let mut twin = Host::default();
                twin.restore(&host.snapshot()).unwrap();
                twin.answers(&at)
            });
        }
    }
}

/// What a bank sends again, changed or not, and twice in one file; of some a name or a class gives something away.
fn resent(known: &[Value], coming: &[Value], changes: &[(prop::sample::Index, u8)]) -> Vec<Value> {
    let mut file = coming.to_vec();
    for (at, (row, change)) in changes.iter().enumerate() {
        let mut row = row.get(if at % 3 == 0 || known.is_empty() { coming } else { known }).clone();
        match change {
            0 => row["amount"] = json!("-31.70"),
            1 => row["mcc"] = json!("5912"),
            2 => row["counterpartyName"] = json!("Planted Clinic"),
            3 => row["counterpartyName"] = json!(format!("HARBOR BOOKS #{at}")),
            4 => row["reference"] = row["counterpartyName"].take(),
            5 => row["bookedAt"] = json!("2026-03-01"),
            _ => {}
        }
        file.insert(at * 7 % (file.len() + 1), row);
    }
    file
}

proptest! {
    #![proptest_config(ProptestConfig { cases: config().cases / 4, ..config() })]

    /// A file is taken whole or not at all: whoever asks meanwhile, wherever it is cut and given up.
    #[test]
    fn prop_a_file_in_slices_is_nothing_until_it_is_taken(
        rows in history(24),
        first in any::<prop::sample::Index>(),
        changes in vec((any::<prop::sample::Index>(), 0..9_u8), 0..12),
        spices in vec(0..40_u8, 1..90),
        size in 1..6000_usize,
        learns in any::<bool>(),
        stop in any::<prop::sample::Index>(),
        until in 150..DAYS,
    ) {
        let mut coming = rows;
        spiced(&mut coming, &spices);
        let known: Vec<Value> = coming.drain(..first.index(coming.len())).collect();
        let at = moment(&day(until));
        let mut rows = resent(&known, &coming, &changes);
        let file = |rows: &[Value]| {
            let account = json!({ "id": "main", "type": "current", "currency": "EUR", "balance": "812.40", "balanceAt": day(200) });
            serde_json::to_vec(&json!({ "transactions": rows, "accounts": [account] })).unwrap()
        };
        let given_up = file(&rows);
        // Another file comes after it: its texts stand where those of the first one stood.
        rows.reverse();
        let file = file(&rows);

        // The other one is asked the same, and its file comes at once.
        let (mut host, mut whole) = (Host::of(&known), Host::of(&known));
        prop_assert_eq!(answers(&mut host, &at), answers(&mut whole, &at));
        host.engine.ingest_begin();
        let slices: Vec<&[u8]> = given_up.chunks(size).collect();
        for slice in &slices[..=stop.index(slices.len())] {
            host.engine.ingest_push(slice);
            if learns {
                host.engine.ingest_learn();
            }
        }
        // What was worked out before, and made anew.
        for days in [0, 1, 0] {
            let at = moment(&day(until + days));
            prop_assert_eq!(answers(&mut host, &at), answers(&mut whole, &at));
        }
        prop_assert!(host.snapshot() == whole.snapshot());
        host.engine.ingest_abort();
        prop_assert_eq!(answers(&mut host, &at), answers(&mut whole, &at));
        prop_assert!(host.snapshot() == whole.snapshot());

        host.engine.ingest_begin();
        for slice in file.chunks(size) {
            host.engine.ingest_push(slice);
        }
        if learns {
            while answer(&host.engine.ingest_learn()).unwrap()["rows"] != 0 {}
        }
        prop_assert_eq!(answer(&host.engine.ingest_finish()).unwrap(), whole.ingest(&file).unwrap());
        prop_assert!(host.snapshot() == whole.snapshot());
        let said = answers(&mut host, &at);
        prop_assert_eq!(&said, &answers(&mut whole, &at));
        prop_assert_eq!(&said, &anew(&mut host, &at));
    }
}

#[test]
fn what_was_begun_is_dropped_with_what_another_page_says_and_with_consent() {
    let now = moment("2026-06-17");
    let row = |id: &str, date: &str, amount: &str| {
        json!({ "id": id, "accountId": "main", "bookedAt": date, "amount": amount, "currency": "EUR", "kind": "transfer",
            "counterpartyName": "Keller Roofing" })
    };
    let rows = [row("a", "2026-03-05", "-48.10"), row("b", "2026-04-29", "-77.00"), row("c", "2026-05-14", "-13.50")];
    let mut other = Host::of(&rows);
    assert_eq!(other.series(&now), json!([]), "of itself it is no series");
    other.engine.take_entries();
    let said = json!({ "about": "recurs", "by": "transaction", "subject": "c", "value": "monthly" });
    other.tell("correct", &now, &said).unwrap();
    let entries = other.engine.take_entries();
    for parts in 1..6 {
        let mut host = Host::of(&rows);
        for _ in 0..parts {
            host.prepare(&now);
        }
        answer(&host.engine.apply_entries(&entries[1..])).unwrap();
        assert_eq!(host.series(&now), other.series(&now), "after {parts} parts");
        host.remove(&["a"]);
        host.prepare(&now);
        host.decide(&now, "withdraw", "insights");
        while !host.prepare(&now) {}
        assert_eq!(host.series(&now), json!([]), "without consent there is none");
    }
    assert_eq!(other.series(&now).as_array().map(Vec::len), Some(1));
}

#[test]
fn a_new_spelling_behind_a_known_account_number_is_no_new_payee() {
    let now = moment("2026-06-17");
    let roof = "DE02120300000000202051";
    let row = |(id, date, name, number): (&str, &str, &str, &str)| {
        json!({ "id": id, "accountId": "main", "bookedAt": date, "amount": "-48.10", "currency": "EUR", "kind": "transfer",
            "counterpartyName": name, "counterpartyAccount": number })
    };
    let rows = [
        ("a", "2026-01-05", "Keller Roofing", roof),
        ("b", "2026-02-05", "Iron Hall Gym", "DE89370400440532013000"),
        ("c", "2026-02-05", "Keller Roofing", roof),
        ("d", "2026-03-05", "Keller Roofing and Sons", roof),
        ("e", "2026-04-06", "Keller Roofing GmbH", roof),
        ("f", "2026-05-05", "KELLER ROOFING + SONS", roof),
        ("g", "2026-06-05", "Keller Roofing and Sons", roof),
    ]
    .map(row);
    let mut host = Host::of(&rows[..1]);
    for at in 1..rows.len() {
        host.answers(&now);
        host.ingest(&serde_json::to_vec(&rows[at..=at]).unwrap()).unwrap();
        assert_eq!(host.answers(&now), Host::of(&rows[..=at]).answers(&now), "row {at}");
    }
    assert_eq!(host.series(&now).as_array().map(Vec::len), Some(1), "one payee, one series");
}

#[test]
fn a_row_to_come_that_hides_a_payee_hides_it_in_what_was_found_before() {
    let now = moment("2026-06-17");
    let row = |id: &str, date: &str, mcc: &str| {
        json!({ "id": id, "accountId": "main", "bookedAt": date, "amount": "-48.10", "currency": "EUR", "kind": "card",
            "counterpartyName": "Harbor Books", "mcc": mcc })
    };
    let rows = [row("a", "2026-06-15", "5942"), row("b", "2026-06-16", "5942"), row("c", "2026-06-19", "5912")];
    let mut host = Host::of(&rows[..2]);
    assert!(host.answers(&now).contains("Harbor Books"), "it is named while nothing gives anything away");
    host.ingest(&serde_json::to_vec(&rows[2..]).unwrap()).unwrap();
    assert_eq!(host.answers(&now), Host::of(&rows).answers(&now));
    assert!(!host.answers(&now).contains("Harbor Books"));
}
