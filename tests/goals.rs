// SPDX-License-Identifier: MIT OR Apache-2.0
//! Goals and looking ahead: money is conserved, nothing is proposed that the balance cannot carry, trying out is free.
//!
//! In: histories of a current and two savings accounts by chance, with corrections and removals; goals by chance. Out:
//! laws of goals and of `simulate`. With `OXPECKER_PROVE=1` the full counts run.
#![cfg(not(target_family = "wasm"))]
#![cfg(test)]

mod scenarios {
    #[expect(dead_code, reason = "each test file calls its own part of the boundary")]
    pub(crate) mod host;
}

use std::collections::BTreeMap;

use proptest::{prelude::*, test_runner::RngSeed};
use scenarios::host::{Host, moment};
use serde_json::{Value, json};

const CONSENT: [&str; 5] = ["insights", "payment-guard", "nudges", "challenges", "life-events"];
const NOW: &str = "2026-06-18";

fn config() -> ProptestConfig {
    let cases = if std::env::var_os("OXPECKER_PROVE").is_some() { 10_000 } else { 24 };
    let rng_seed = RngSeed::Fixed(0x60a1_0001);
    ProptestConfig { cases, failure_persistence: None, rng_seed, ..ProptestConfig::default() }
}

fn day(offset: i32) -> String {
    jiff::civil::date(2026, 6, 18).saturating_add(jiff::Span::new().days(offset)).to_string()
}

/// Hundredths as a decimal of a currency with two decimals, units where it has none.
fn decimal(minor: i64, currency: &str) -> String {
    match currency {
        "JPY" => minor.to_string(),
        _ => format!("{}{}.{:02}", if minor < 0 { "-" } else { "" }, minor.abs() / 100, minor.abs() % 100),
    }
}

fn minor(text: &Value) -> i64 {
    text.as_str().unwrap().replace('.', "").parse().unwrap()
}

/// What a customer's year is made of.
#[derive(Clone, Debug)]
struct Life {
    currency: &'static str,
    pay: i64,
    rent: i64,
    opening: i64,
    /// Day, amount out of main into a savings account (or back), which account, whether by standing order.
    moves: Vec<(i32, i64, bool, bool)>,
    /// Day and amount of other rows of main, and of the pot.
    spent: Vec<(i32, i64)>,
    interest: Vec<(i32, i64)>,
    order: u64,
}

fn life() -> impl Strategy<Value = Life> {
    let moves = prop::collection::vec((-200..=0_i32, -40_000..60_000_i64, any::<bool>(), any::<bool>()), 0..14);
    let spent = prop::collection::vec((-200..=0_i32, -30_000..0_i64), 0..30);
    let interest = prop::collection::vec((-200..=0_i32, -900..900_i64), 0..4);
    let currency = prop::sample::select(vec!["EUR", "JPY"]);
    (currency, 90_000..400_000_i64, 30_000..150_000_i64, -20_000..600_000_i64, moves, spent, interest, any::<u64>())
        .prop_map(|(currency, pay, rent, opening, moves, spent, interest, order)| Life {
            currency,
            pay,
            rent,
            opening,
            moves,
            spent,
            interest,
            order,
        })
}

impl Life {
    fn rows(&self) -> Vec<Value> {
        let mut rows = Vec::new();
        let mut row = |id: String, account: &str, on: i32, amount: i64, name: &str, kind: &str| {
            rows.push(json!({
                "id": id, "accountId": account, "bookedAt": day(on), "amount": decimal(amount, self.currency),
                "currency": self.currency, "counterpartyName": name, "kind": kind,
            }));
        };
        for month in 0..7 {
            row(format!("pay{month}"), "main", -20 - 30 * month, self.pay, "Timber Works GmbH", "transfer");
            row(format!("rent{month}"), "main", -15 - 30 * month, -self.rent, "Linden Housing", "standing_order");
        }
        for (place, &(on, amount, pot, ordered)) in self.moves.iter().enumerate() {
            let kind = if ordered { "standing_order" } else { "transfer" };
            row(format!("out{place}"), "main", on, -amount, "Own", kind);
            row(format!("in{place}"), if pot { "pot" } else { "jar" }, on, amount, "Own", kind);
        }
        for (place, &(on, amount)) in self.spent.iter().enumerate() {
            row(format!("spent{place}"), "main", on, amount, "Market", "card");
        }
        for (place, &(on, amount)) in self.interest.iter().enumerate() {
            row(format!("interest{place}"), "pot", on, amount, "Bank", "interest");
        }
        rows.retain(|row| minor(&row["amount"]) != 0);
        rows
    }

    fn file(&self, rows: &[Value]) -> Vec<u8> {
        let account = |id: &str, kind: &str, balance: i64| json!({ "id": id, "type": kind, "currency": self.currency, "balance": decimal(balance, self.currency), "balanceAt": NOW });
        let accounts = json!([
            account("main", "current", self.opening),
            account("pot", "savings", 90_000),
            account("jar", "savings", 5_000)
        ]);
        serde_json::to_vec(&json!({ "accounts": accounts, "transactions": rows })).unwrap()
    }

    fn host(&self) -> Host {
        let mut host = Host::with(&CONSENT);
        host.ingest(&self.file(&self.rows())).unwrap();
        host
    }
}

/// A goal as it is wished, and the day on which it is.
#[derive(Clone, Debug)]
struct Wish {
    on: i32,
    amount: i64,
    by: Option<i32>,
    priority: u32,
    account: Option<&'static str>,
    from: &'static str,
    paused: bool,
}

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    let from = prop::sample::select(vec!["transfers", "round-ups", "rule", "account"]);
    let account = prop::option::of(prop::sample::select(vec!["pot", "jar"]));
    let wish = (
        -190..=0_i32,
        1_000..300_000_i64,
        prop::option::of(-20..700_i32),
        1..=9_u32,
        account,
        from,
        prop::bool::weighted(0.1),
    )
        .prop_map(|(on, amount, by, priority, account, from, paused)| {
            let from = if account.is_none() && from == "account" { "transfers" } else { from };
            Wish { on, amount, by, priority, account, from, paused }
        });
    prop::collection::vec(wish, 1..5)
}

/// Sets goals, the earliest first, as a clock would have it.
fn set(host: &mut Host, life: &Life, wishes: &[Wish]) {
    let mut wishes = wishes.to_vec();
    wishes.sort_by_key(|wish| wish.on);
    for wish in &wishes {
        let now = moment(&day(wish.on));
        let more = json!({
            "name": "planted words", "amount": decimal(wish.amount, life.currency), "currency": life.currency,
            "by": wish.by.map(day), "priority": wish.priority, "accountId": wish.account, "from": wish.from,
        });
        let id = host.tell("goal", &now, &more).unwrap()["id"].clone();
        if wish.paused {
            host.tell("goal-pause", &now, &json!({ "id": id })).unwrap();
        }
    }
}

fn goals(host: &mut Host) -> Vec<Value> {
    host.tell("goals", &moment(NOW), &json!({})).unwrap().as_array().unwrap().clone()
}

/// Everything about goals that must hold whatever the rows.
fn lawful(life: &Life, host: &mut Host) -> Result<(), TestCaseError> {
    let exported = host.tell("export", &moment(NOW), &json!({})).unwrap();
    let rows: BTreeMap<String, Value> = exported["transactions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["id"].as_str().unwrap().into(), row.clone()))
        .collect();
    let mut parts: BTreeMap<String, i64> = BTreeMap::new();
    let (mut safe, mut surplus) = (0, None);
    for goal in goals(host) {
        let mut sum = minor(&goal["startedWith"]);
        for part in goal["rows"].as_array().unwrap() {
            let id = part["transaction"].as_str().unwrap();
            let row = rows.get(id).expect("a row that is there");
            let amount = minor(&part["amount"]);
            prop_assert!(amount.signum() == minor(&row["amount"]).signum(), "{} of {}", amount, row);
            prop_assert!(part["date"].as_str() >= goal["since"].as_str());
            prop_assert_eq!(&part["date"], &row["bookedAt"]);
            *parts.entry(id.into()).or_default() += amount;
            sum += amount;
        }
        prop_assert_eq!(sum, minor(&goal["saved"]), "saved is what rows and the beginning come to");
        prop_assert!(sum >= 0);
        prop_assert_eq!(goal["state"] == "reached", sum >= minor(&goal["amount"]));
        prop_assert_eq!(goal["percent"] == 100, goal["state"] == "reached");
        if let Some(plan) = goal.get("plan") {
            safe += minor(&plan["safe"]);
            surplus = Some((minor(&plan["surplus"]), plan.clone()));
            for step in plan["path"].as_array().unwrap() {
                prop_assert!(minor(&step["p10"]) <= minor(&step["p50"]) && minor(&step["p50"]) <= minor(&step["p90"]));
                prop_assert!(minor(&step["p90"]) <= minor(&goal["amount"]));
            }
            let reached = &plan["reached"];
            for [early, late] in [["earliest", "expected"], ["expected", "latest"]] {
                if let Some(late) = reached.get(late) {
                    prop_assert!(reached[early].as_str().unwrap() <= late.as_str().unwrap());
                }
            }
        }
    }
    for (id, sum) in &parts {
        prop_assert!(sum.abs() <= minor(&rows[id]["amount"]).abs(), "{} counts for more than it is", id);
    }
    if let Some((surplus, plan)) = surplus {
        prop_assert!(safe <= surplus, "shares come to no more than the surplus");
        // What is proposed is tried out on the balance it is proposed from.
        let idle: i64 = goals(host).iter().filter_map(|goal| goal.get("plan")).map(|plan| minor(&plan["now"])).sum();
        let changes = json!([
            { "kind": "saving", "amount": decimal(surplus, life.currency), "date": plan["payday"], "every": plan["every"] },
            { "kind": "purchase", "amount": decimal(idle, life.currency), "date": NOW },
        ]);
        let tried = host
            .tell("simulate", &moment(NOW), &json!({ "accountId": "main", "days": 62, "changes": changes }))
            .unwrap();
        for (was, is) in
            tried["before"]["days"].as_array().unwrap().iter().zip(tried["after"]["days"].as_array().unwrap())
        {
            prop_assert!(
                minor(&is["p10"]) >= 0 || is["p10"] == was["p10"],
                "{} carries no {} and {}",
                was,
                surplus,
                idle
            );
        }
    }
    Ok(())
}

/// Every day of a path, by quantile.
fn path(forecast: &Value) -> Vec<[i64; 3]> {
    let days = forecast["days"].as_array().unwrap();
    days.iter().map(|day| ["p10", "p50", "p90"].map(|quantile| minor(&day[quantile]))).collect()
}

fn changes(life: &Life) -> impl Strategy<Value = Vec<Value>> + use<> {
    let currency = life.currency;
    let every =
        prop::option::of(prop::sample::select(vec!["weekly", "biweekly", "semimonthly", "monthly", "quarterly"]));
    let kind = prop::sample::select(vec!["purchase", "income", "saving"]);
    let change = (kind, 0..90_000_i64, 0..100_i32, every, prop::option::of(0..120_i32)).prop_map(move |(kind, amount, date, every, until)| {
        json!({ "kind": kind, "amount": decimal(amount, currency), "date": day(date), "every": every, "until": until.map(day) })
    });
    prop::collection::vec(change, 0..5)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn prop_money_is_conserved_and_nothing_is_proposed_that_cannot_be_carried(life in life(), wishes in wishes(), gone in 0..6_usize) {
        let mut host = life.host();
        set(&mut host, &life, &wishes);
        lawful(&life, &mut host)?;
        // Rows are corrected, rows go.
        let mut rows = life.rows();
        for (place, row) in rows.iter_mut().enumerate() {
            if place % 5 == gone {
                row["amount"] = json!(decimal(minor(&row["amount"]) / 2 + 1, life.currency));
            }
        }
        host.ingest(&life.file(&rows)).unwrap();
        let ids = [format!("in{gone}"), format!("spent{gone}")];
        host.remove(&[&ids[0], &ids[1]]);
        lawful(&life, &mut host)?;
        let mut anew = Host::with(&CONSENT);
        set(&mut anew, &life, &wishes);
        rows.retain(|row| !ids.contains(&row["id"].as_str().unwrap().to_owned()));
        anew.ingest(&life.file(&rows)).unwrap();
        prop_assert_eq!(goals(&mut host), goals(&mut anew), "progress is of the rows that are there, whatever was there before");
    }

    #[test]
    fn prop_progress_is_order_free_and_replay_equals_live(life in life(), wishes in wishes()) {
        let mut live = life.host();
        set(&mut live, &life, &wishes);
        let mut rows = life.rows();
        let mut shuffled = Host::with(&CONSENT);
        set(&mut shuffled, &life, &wishes);
        rows.sort_by_key(|row| (row["id"].to_string().len() as u64 ^ life.order).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ life.order);
        for part in rows.chunks(7) {
            shuffled.ingest(&life.file(part)).unwrap();
        }
        let answer = goals(&mut live);
        prop_assert_eq!(&answer, &goals(&mut shuffled));
        let mut twin = Host::default();
        twin.restore(&live.snapshot()).unwrap();
        prop_assert_eq!(&answer, &goals(&mut twin));
        // The same choices in another tab, late.
        let mut tab = life.host();
        let entries = Host::raw(&live.engine.take_entries());
        scenarios::host::answer(&tab.engine.apply_entries(&entries)).unwrap();
        prop_assert_eq!(&answer, &goals(&mut tab));
    }

    #[test]
    fn prop_one_goal_that_counts_an_account_has_what_is_on_it(life in life(), on in -190..=0_i32) {
        let mut host = life.host();
        let wish = Wish { on, amount: 10_000_000, by: None, priority: 1, account: Some("pot"), from: "account", paused: false };
        set(&mut host, &life, &[wish]);
        let goal = goals(&mut host).remove(0);
        // The plain way: the balance of today taken back to the beginning, then every row, never below nothing.
        let mut all: Vec<(String, i64)> = life.rows().iter().filter(|row| row["accountId"] == "pot" && row["bookedAt"].as_str() >= Some(day(on).as_str()))
            .map(|row| (row["bookedAt"].as_str().unwrap().into(), minor(&row["amount"]))).collect();
        all.sort();
        let start = (90_000 - all.iter().map(|row| row.1).sum::<i64>()).max(0);
        prop_assert_eq!(minor(&goal["startedWith"]), start);
        if 90_000 - all.iter().map(|row| row.1).sum::<i64>() >= 200_000 {
            prop_assert_eq!(minor(&goal["saved"]), 90_000);
        }
    }

    #[test]
    fn prop_trying_nothing_out_is_the_forecast_and_trying_anything_out_changes_nothing(
        (life, tried) in life().prop_flat_map(|life| { let changes = changes(&life); (Just(life), changes) }),
        wishes in wishes(),
        days in 0..120_u32,
    ) {
        let mut host = life.host();
        set(&mut host, &life, &wishes);
        let now = moment(NOW);
        let (answers, bytes) = (host.answers(&now), host.snapshot());
        let ask = |host: &mut Host, changes: &[Value]| host.tell("simulate", &now, &json!({ "currency": life.currency, "days": days, "changes": changes })).unwrap();
        let forecast = host.ask_forecast(&json!({ "now": now, "currency": life.currency, "days": days })).unwrap();
        let nothing = ask(&mut host, &[]);
        prop_assert_eq!(&nothing["before"], &forecast);
        prop_assert_eq!(&nothing["after"], &forecast);
        prop_assert!(nothing.get("differs").is_none());
        let all = ask(&mut host, &tried);
        prop_assert_eq!(&all["before"], &forecast);
        // One by one they come to the same.
        let before = path(&forecast);
        let mut sum = before.clone();
        for change in &tried {
            let one = path(&ask(&mut host, std::slice::from_ref(change))["after"]);
            for ((sum, one), before) in sum.iter_mut().zip(&one).zip(&before) {
                for level in 0..3 {
                    sum[level] += one[level] - before[level];
                }
            }
        }
        prop_assert_eq!(path(&all["after"]), sum);
        let mut reversed = tried.clone();
        reversed.reverse();
        prop_assert_eq!(&ask(&mut host, &reversed)["after"]["days"], &all["after"]["days"]);
        let id = goals(&mut host)[0]["id"].clone();
        host.tell("goal-if", &now, &json!({ "id": id, "amount": decimal(777, life.currency) })).unwrap();
        prop_assert_eq!(host.answers(&now), answers);
        let (mut twin, mut before) = (Host::default(), Host::default());
        twin.restore(&host.snapshot()).unwrap();
        before.restore(&bytes).unwrap();
        prop_assert_eq!(twin.answers(&now), before.answers(&now));
    }
}
