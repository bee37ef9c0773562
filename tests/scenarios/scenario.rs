// SPDX-License-Identifier: MIT OR Apache-2.0
//! A scenario as its file tells it: rows, what is done, what must be answered.
//!
//! In: a TOML file of this folder. Out: steps in their order. The file's own section is the first step;
//! `[[steps]]` follow. Invariant: a key that nobody reads is an error, so that no expectation is lost to
//! a slip of the pen.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::host::ALL;

/// One file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    /// What a customer would say of it.
    pub(crate) name: String,
    /// Civil date, or date and time, of every step that has no other.
    now: String,
    /// Purposes; left out: all.
    consent: Option<Vec<String>>,
    #[serde(rename = "retentionMonths")]
    retention_months: Option<i64>,
    /// Changes of the built-in pack: JSON pointer and new value.
    #[serde(default)]
    pack: Vec<Edit>,
    #[serde(default)]
    accounts: Vec<Value>,
    #[serde(default)]
    rows: Vec<Map<String, Value>>,
    #[serde(default)]
    expect: Expect,
    #[serde(default)]
    steps: Vec<StepText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    at: String,
    to: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepText {
    now: Option<String>,
    consent: Option<Vec<String>>,
    #[serde(default)]
    rows: Vec<Map<String, Value>>,
    #[serde(default)]
    remove: Vec<String>,
    respond: Option<Respond>,
    /// A circumstance that is declared.
    declare: Option<String>,
    /// One that is taken back.
    revoke: Option<String>,
    /// What is set of attention: `about`, `subject`, `value`.
    #[serde(default)]
    attention: Vec<Value>,
    /// Which moments of which kinds of challenges it shows; a test counts them.
    #[serde(default)]
    shows: Vec<String>,
    /// One of `join`, `pause`, `resume`, `leave`, `undo` with a challenge; `step` with what is done, `of` a challenge.
    challenge: Option<Value>,
    /// Other calls: what is told, and with what.
    #[serde(default)]
    tell: Vec<(String, Value)>,
    #[serde(default)]
    expect: Expect,
}

/// What the customer says, and to what.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Respond {
    /// `card`, `duplicate`, `verdict`, or `last`: what was answered before.
    pub(crate) to: String,
    /// The rows that the card or duplicate is about.
    #[serde(default)]
    pub(crate) rows: Vec<String>,
    /// The nudge, where two cards are about the same rows.
    pub(crate) nudge: Option<String>,
    /// Where the card stands.
    pub(crate) surface: Option<String>,
    /// The draft that a verdict was about.
    pub(crate) draft: Option<Value>,
    /// What the host saw around it.
    pub(crate) context: Option<Value>,
    pub(crate) say: String,
    pub(crate) until: Option<String>,
    /// The code of the refusal, where the response must be refused.
    pub(crate) refused: Option<String>,
}

/// What must be answered; a list that is left out is not looked at, one that is there is whole.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    /// For `cards`, `quiet`, `withheld`; left out: `home`.
    pub(crate) surface: Option<String>,
    /// Room for cards; left out: 3.
    pub(crate) slots: Option<usize>,
    /// The bucket that is forced.
    pub(crate) bucket: Option<u32>,
    /// The nudge that is previewed.
    pub(crate) preview: Option<String>,
    /// What `attention` tells: `perWeek`, `used`, `freeFrom` and so on.
    pub(crate) attention: Option<Value>,
    /// Each as `[by, key, answers, accepted]`.
    pub(crate) learned: Option<Vec<Value>>,
    /// First day asked for in `duplicates`.
    pub(crate) since: Option<String>,
    /// `false`: only the open pairs.
    pub(crate) settled: Option<bool>,
    pub(crate) duplicates: Option<Vec<Value>>,
    pub(crate) series: Option<Vec<Value>>,
    pub(crate) transfers: Option<Vec<Value>>,
    pub(crate) findings: Option<Vec<Value>>,
    pub(crate) cards: Option<Vec<Value>>,
    pub(crate) quiet: Option<Vec<Value>>,
    pub(crate) withheld: Option<Vec<Value>>,
    /// Each with its `draft`, and its `context` if there is one.
    pub(crate) payments: Option<Vec<Map<String, Value>>>,
    /// Each with its `decision`.
    pub(crate) decisions: Option<Vec<Map<String, Value>>>,
    /// Each with its `account` (left out: `main`) or the currency that it is `of`, and `days` (left out: 30).
    pub(crate) forecasts: Option<Vec<Map<String, Value>>>,
    /// Values by name; a name with `"absent"` has none.
    pub(crate) features: Option<Map<String, Value>>,
    /// What was joined.
    pub(crate) challenges: Option<Vec<Value>>,
    /// What could be joined.
    pub(crate) proposals: Option<Vec<Value>>,
    /// In their turn; `needed`, `lately`, `safe`, `now` are those of the plan.
    pub(crate) goals: Option<Vec<Value>>,
    /// As they are answered.
    pub(crate) rewards: Option<Vec<Value>>,
    /// How many rows the engine holds.
    pub(crate) transactions: Option<u64>,
}

/// One moment of a scenario.
pub(crate) struct Step {
    pub(crate) now: String,
    pub(crate) consent: Option<Vec<String>>,
    /// An envelope, if anything comes in.
    pub(crate) file: Option<Value>,
    pub(crate) remove: Vec<String>,
    pub(crate) respond: Option<Respond>,
    pub(crate) declare: Option<String>,
    pub(crate) revoke: Option<String>,
    pub(crate) attention: Vec<Value>,
    pub(crate) shows: Vec<String>,
    pub(crate) challenge: Option<Value>,
    pub(crate) tell: Vec<(String, Value)>,
    pub(crate) expect: Expect,
}

impl Scenario {
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    pub(crate) fn consent(&self) -> Vec<String> {
        self.consent.clone().unwrap_or_else(|| ALL.iter().map(|&purpose| purpose.into()).collect())
    }

    pub(crate) fn retention_months(&self) -> Option<i64> {
        self.retention_months
    }

    /// The pack's text, if the scenario needs another than the built-in one.
    pub(crate) fn pack(&self) -> Option<String> {
        if self.pack.is_empty() {
            return None;
        }
        let mut pack: Value = serde_json::from_str(oxpecker::packs::BUILTIN).unwrap();
        for edit in &self.pack {
            let (list, key) = edit.at.rsplit_once('/').unwrap();
            let list = pack.pointer_mut(list).unwrap_or_else(|| panic!("the pack has no {list}"));
            list[key] = edit.to.clone();
        }
        Some(pack.to_string())
    }

    pub(crate) fn steps(self) -> Vec<Step> {
        let first = Step {
            now: self.now.clone(),
            consent: None,
            file: file(&self.accounts, &self.rows),
            remove: Vec::new(),
            respond: None,
            declare: None,
            revoke: None,
            attention: Vec::new(),
            shows: Vec::new(),
            challenge: None,
            tell: Vec::new(),
            expect: self.expect,
        };
        let rest = self.steps.into_iter().map(|step| Step {
            now: step.now.unwrap_or_else(|| self.now.clone()),
            consent: step.consent,
            file: file(&[], &step.rows),
            remove: step.remove,
            respond: step.respond,
            declare: step.declare,
            revoke: step.revoke,
            attention: step.attention,
            shows: step.shows,
            challenge: step.challenge,
            tell: step.tell,
            expect: step.expect,
        });
        core::iter::once(first).chain(rest).collect()
    }
}

fn file(accounts: &[Value], rows: &[Map<String, Value>]) -> Option<Value> {
    let rows: Vec<Value> = rows.iter().flat_map(transactions).collect();
    (!accounts.is_empty() || !rows.is_empty()).then(|| json!({ "accounts": accounts, "transactions": rows }))
}

/// The transactions of one compact row: `on` is one day; `dates` are several, numbered from 1 behind the id.
fn transactions(row: &Map<String, Value>) -> Vec<Value> {
    let mut full = Map::from_iter([
        ("accountId".into(), json!("main")),
        ("currency".into(), json!("EUR")),
        ("kind".into(), json!("card")),
    ]);
    for (key, value) in row {
        let name = match key.as_str() {
            "on" | "dates" => "bookedAt",
            "name" => "counterpartyName",
            "iban" => "counterpartyAccount",
            "account" => "accountId",
            known @ ("id" | "amount" | "currency" | "kind" | "category" | "reference" | "status" | "time" | "mcc"
            | "replaces" | "balanceAfter") => known,
            unknown => panic!("a row has no `{unknown}`"),
        };
        full.insert(name.into(), value.clone());
    }
    match row.get("dates") {
        None => vec![Value::Object(full)],
        Some(dates) => {
            let id = row["id"].as_str().unwrap();
            let dated = |(place, date): (usize, &Value)| {
                let mut one = full.clone();
                one.insert("id".into(), json!(format!("{id}-{}", place + 1)));
                one.insert("bookedAt".into(), date.clone());
                Value::Object(one)
            };
            dates.as_array().unwrap().iter().enumerate().map(dated).collect()
        }
    }
}

/// A draft with the compact names of a row.
pub(crate) fn draft(compact: &Value) -> Value {
    let mut row = compact.as_object().unwrap().clone();
    row.entry("kind").or_insert(json!("transfer"));
    let mut draft = transactions(&row).remove(0);
    draft.as_object_mut().unwrap().remove("id");
    draft
}
