// SPDX-License-Identifier: MIT OR Apache-2.0
//! Plays a scenario and compares what is answered with what must be.
//!
//! In: a scenario. Out: the complaints, each with the step, what was expected and what came. An expected
//! entry may tell less than the answer has; the number and order of entries must be exact.

use serde_json::{Map, Value, json};

use super::{
    host::{Host, moment},
    scenario::{Expect, Respond, Scenario, draft},
};

/// Plays a scenario on a fresh engine.
pub(crate) fn play(scenario: Scenario) -> Vec<String> {
    let mut host = Host::default();
    let (months, pack) = (scenario.retention_months(), scenario.pack());
    let configure = |host: &mut Host, consent: &[String]| {
        let purposes: Vec<&str> = consent.iter().map(String::as_str).collect();
        host.configure(&purposes, pack.as_deref(), months).unwrap();
    };
    configure(&mut host, &scenario.consent());
    let mut complaints = Vec::new();
    let mut last = None;
    for (place, step) in scenario.steps().into_iter().enumerate() {
        let now = moment(&step.now);
        if let Some(consent) = &step.consent {
            configure(&mut host, consent);
        }
        if let Some(file) = &step.file {
            let report = host.ingest(file.to_string().as_bytes()).unwrap();
            if report["problems"] != json!([]) {
                complaints.push(format!("step {place}: rows are refused: {}", report["problems"]));
            }
        }
        if !step.remove.is_empty() {
            let ids: Vec<&str> = step.remove.iter().map(String::as_str).collect();
            host.remove(&ids);
        }
        if let Some(kind) = &step.declare {
            host.tell("declare", &now, &json!({ "kind": kind })).unwrap();
        }
        if let Some(kind) = &step.revoke {
            host.tell("revoke", &now, &json!({ "kind": kind })).unwrap();
        }
        if !step.attention.is_empty() {
            host.tell("set-attention", &now, &json!({ "settings": step.attention })).unwrap();
        }
        if let Some(respond) = &step.respond
            && let Err(complaint) = say(&mut host, &now, respond, &mut last)
        {
            complaints.push(format!("step {place}: {complaint}"));
        }
        if let Some(challenge) = &step.challenge
            && let Err(error) = join(&mut host, &now, challenge)
        {
            complaints.push(format!("step {place}: {challenge} was refused: {error}"));
        }
        for (what, more) in &step.tell {
            let more = &named(&mut host, &now, more);
            if let Err(error) = host.tell(what, &now, more) {
                complaints.push(format!("step {place}: `{what}` was refused: {error}"));
            }
        }
        let said = check(&mut host, &now, &step.expect);
        complaints.extend(said.into_iter().map(|complaint| format!("step {place}, {complaint}")));
    }
    complaints
}

/// A request that names a goal by the customer's words, as `goal:<name>`, or a series, as `series:<payee>`, with its id.
fn named(host: &mut Host, now: &Value, request: &Value) -> Value {
    let mut request = request.clone();
    if let Some(rule) = request["id"].as_str().and_then(|id| id.strip_prefix("reward:")) {
        let rewards = host.tell("rewards", now, &json!({})).unwrap();
        let reward = rewards.as_array().unwrap().iter().find(|reward| reward["rule"] == rule);
        request["id"] = reward.unwrap_or_else(|| panic!("there is no reward `{rule}`"))["id"].clone();
        return request;
    }
    if let Some(name) = request["id"].as_str().and_then(|id| id.strip_prefix("goal:")) {
        let goals = host.tell("goals", now, &json!({})).unwrap();
        let goal = goals.as_array().unwrap().iter().find(|goal| goal["name"] == name);
        request["id"] = goal.unwrap_or_else(|| panic!("there is no goal `{name}`"))["id"].clone();
    }
    if let Some(payee) = request["subject"].as_str().and_then(|subject| subject.strip_prefix("series:")) {
        let series = host.series(now);
        let found = series.as_array().unwrap().iter().find(|series| series["counterparty"] == payee);
        request["subject"] = found.unwrap_or_else(|| panic!("there is no series of `{payee}`"))["id"].clone();
    }
    request
}

/// Says it, and keeps the id of what it was said to: a host can undo what is no longer answered.
fn say(host: &mut Host, now: &Value, respond: &Respond, last: &mut Option<String>) -> Result<(), String> {
    let found = if respond.to == "last" { last.clone() } else { find(host, now, respond) };
    let id = found.ok_or_else(|| format!("there is no {} about {:?}", respond.to, respond.rows))?;
    *last = Some(id.clone());
    let outcome = host.respond(now, &id, &respond.say, respond.until.as_deref());
    let code = outcome.err().map(|error| error["code"].as_str().unwrap().to_owned());
    if code == respond.refused { Ok(()) } else { Err(format!("`{}` was answered {code:?}", respond.say)) }
}

/// Joins a challenge, or does something with one that was joined.
fn join(host: &mut Host, now: &Value, challenge: &Value) -> Result<(), String> {
    let (act, name) = ["join", "pause", "resume", "leave", "undo", "step"]
        .into_iter()
        .find_map(|act| Some((act, challenge.get(act)?.clone())))
        .ok_or("it has no act")?;
    let outcome = if act == "join" {
        let mut request = challenge.clone();
        request["challenge"] = name;
        host.tell("challenge-join", now, &request)
    } else {
        let of = challenge.get("of").unwrap_or(&name);
        let all = host.tell("challenges", now, &json!({})).unwrap();
        let run = all.as_array().unwrap().iter().find(|run| run["challenge"] == *of).ok_or("it was not joined")?;
        let id = run["id"].as_str().unwrap();
        match act {
            "undo" => host.respond(now, id, "undo", None),
            "step" => {
                // A place stands for what has no name of its own.
                let step = name.as_u64().map_or(name.clone(), |place| run["steps"][place as usize]["step"].clone());
                host.tell("challenge-move", now, &json!({ "id": id, "act": act, "step": step }))
            }
            _ => host.tell("challenge-move", now, &json!({ "id": id, "act": act })),
        }
    };
    let code = outcome.err().map(|error| error["code"].clone());
    let expected = challenge.get("refused").cloned();
    if code == expected { Ok(()) } else { Err(format!("{code:?}")) }
}

/// The id of what the customer speaks of, shown or not.
fn find(host: &mut Host, now: &Value, respond: &Respond) -> Option<String> {
    let rows = json!(respond.rows);
    let (list, key) = match respond.to.as_str() {
        "duplicate" => (host.duplicates(now), "/transactions"),
        "card" => {
            let answer = host.evaluate(now, respond.surface.as_deref().unwrap_or("home"), 9);
            let withheld = answer["withheld"].as_array()?.iter();
            let nudge = |entry: &&Value| respond.nudge.as_deref() == entry["nudge"].as_str();
            let spoken: Vec<Value> = [&answer["cards"], &answer["quiet"]]
                .into_iter()
                .flat_map(|list| list.as_array().unwrap())
                .cloned()
                .collect();
            let found = spoken
                .iter()
                .find(|card| card["evidence"]["transactions"] == rows && (respond.nudge.is_none() || nudge(card)));
            // What is withheld tells no rows: only its nudge names it.
            return found.or_else(|| withheld.into_iter().find(nudge)).and_then(id_of);
        }
        "verdict" => {
            let context = respond.context.clone().unwrap_or_default();
            return id_of(&host.check_payment_in(now, &draft(respond.draft.as_ref()?), &context).ok()?);
        }
        other => panic!("a scenario speaks of cards, duplicates and verdicts, not of `{other}`"),
    };
    list.as_array()?.iter().find(|entry| entry.pointer(key) == Some(&rows)).and_then(id_of)
}

fn id_of(entry: &Value) -> Option<String> {
    entry["id"].as_str().map(String::from)
}

fn check(host: &mut Host, now: &Value, expect: &Expect) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut hold = |what: &str, expected: &Option<Vec<Value>>, got: &mut dyn FnMut() -> Vec<Value>| {
        if let Some(expected) = expected {
            let got = got();
            let same = expected.len() == got.len() && expected.iter().zip(&got).all(|(want, have)| covers(want, have));
            if !same {
                complaints.push(format!("{what}:\n  expected {}\n  got      {}", lines(expected), lines(&got)));
            }
        }
    };
    let query = json!({ "now": now, "since": expect.since, "includeSettled": expect.settled.unwrap_or(true) });
    hold("duplicates", &expect.duplicates, &mut || list(&host.ask_duplicates(&query), duplicate));
    hold("series", &expect.series, &mut || list(&host.series(now), series));
    hold("transfers", &expect.transfers, &mut || list(&host.transfers(now), transfer));
    let mut told = |what: &str, view: fn(&Value) -> Value| list(&host.tell(what, now, &json!({})).unwrap(), view);
    hold("challenges", &expect.challenges, &mut || told("challenges", run));
    hold("proposals", &expect.proposals, &mut || told("challenge-proposals", proposal));
    hold("findings", &expect.findings, &mut || list(&host.findings(now), finding));
    let surface = expect.surface.as_deref().unwrap_or("home");
    let query = json!({ "now": now, "surface": surface, "slots": expect.slots.unwrap_or(3), "bucket": expect.bucket,
        "preview": expect.preview });
    let answer = host.ask_evaluate(&query);
    hold("cards", &expect.cards, &mut || list(&answer["cards"], card));
    hold("quiet", &expect.quiet, &mut || list(&answer["quiet"], card));
    hold("withheld", &expect.withheld, &mut || list(&answer["withheld"], card));
    hold("rewards", &expect.rewards, &mut || list(&host.tell("rewards", now, &json!({})).unwrap(), Value::clone));
    hold("goals", &expect.goals, &mut || list(&host.tell("goals", now, &json!({})).unwrap(), goal));
    let attention = expect.attention.clone().map(|attention| vec![attention]);
    hold("attention", &attention, &mut || vec![host.tell("attention", now, &json!({})).unwrap()]);
    hold("learned", &expect.learned, &mut || list(&host.tell("learned", now, &json!({})).unwrap(), learned));
    let transactions = expect.transactions.map(|count| vec![json!(count)]);
    hold("transactions", &transactions, &mut || vec![host.transactions()]);
    let features = expect.features.as_ref().map(|features| {
        let known = host.features(now);
        let value = |name: &String| {
            let known = known.as_array().unwrap().iter().find(|known| known["name"] == json!(name));
            known.and_then(|known| known.get("value")).cloned().unwrap_or(json!("absent"))
        };
        features.keys().map(|name| (name.clone(), value(name))).collect::<Map<String, Value>>()
    });
    let expected = expect.features.clone().map(|features| vec![Value::Object(features)]);
    hold("features", &expected, &mut || vec![Value::Object(features.clone().unwrap_or_default())]);
    for payment in expect.payments.iter().flatten() {
        let mut payment = payment.clone();
        let asked = payment.remove("draft").unwrap();
        let context = payment.remove("context").unwrap_or_default();
        let verdict = host.check_payment_in(now, &draft(&asked), &context);
        let got = verdict.as_ref().map_or_else(|error| json!({ "refused": error["code"] }), verdict_view);
        hold(&format!("payment {asked}"), &Some(vec![Value::Object(payment)]), &mut || vec![got.clone()]);
    }
    for decision in expect.decisions.iter().flatten() {
        let mut decision = decision.clone();
        let asked = decision.remove("decision").unwrap();
        let verdict = host.tell("decision", now, &asked);
        let got = verdict.as_ref().map_or_else(|error| json!({ "refused": error["code"] }), verdict_view);
        hold(&format!("decision {asked}"), &Some(vec![Value::Object(decision)]), &mut || vec![got.clone()]);
    }
    for forecast in expect.forecasts.iter().flatten() {
        let mut forecast = forecast.clone();
        let days = forecast.remove("days").unwrap_or(json!(30));
        let currency = forecast.remove("of");
        let account = forecast.remove("account").unwrap_or(json!("main"));
        let account = if currency.is_some() { Value::Null } else { account };
        let answer =
            host.ask_forecast(&json!({ "now": now, "accountId": account, "currency": currency, "days": days }));
        let got = answer.as_ref().map_or_else(|error| json!({ "refused": error["code"] }), forecast_view);
        let what = format!("forecast of {account} for {days} days");
        hold(&what, &Some(vec![Value::Object(forecast)]), &mut || vec![got.clone()]);
    }
    complaints
}

/// Whether an answer holds all that is expected of it.
fn covers(expected: &Value, got: &Value) -> bool {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            expected.iter().all(|(key, want)| got.get(key).is_some_and(|have| covers(want, have)))
        }
        _ => expected == got,
    }
}

fn list(answer: &Value, view: fn(&Value) -> Value) -> Vec<Value> {
    answer.as_array().unwrap().iter().map(view).collect()
}

fn codes(reasons: &Value) -> Value {
    reasons.as_array().unwrap().iter().map(|reason| reason["code"].clone()).collect()
}

/// The same entry under the scenarios' short names, reasons as codes.
fn duplicate(entry: &Value) -> Value {
    json!({ "pair": entry["transactions"], "kind": entry["kind"], "state": entry["state"], "amount": entry["amount"],
        "gapDays": entry["gapDays"], "reasons": codes(&entry["reasons"]) })
}

fn series(entry: &Value) -> Value {
    let changes = entry["changes"].as_array().unwrap().iter();
    let changes: Vec<Value> = changes.map(|step| json!([step["date"], step["from"], step["to"]])).collect();
    let mut view: Map<String, Value> = entry.as_object().unwrap().clone();
    view.insert("changes".into(), changes.into());
    view.insert("next".into(), entry["next"]["date"].clone());
    view.insert("window".into(), json!([entry["next"]["earliest"], entry["next"]["latest"]]));
    view.insert("nextAmount".into(), entry["next"]["amount"].clone());
    view.insert("count".into(), entry["transactions"].as_array().unwrap().len().into());
    Value::Object(view)
}

fn transfer(entry: &Value) -> Value {
    json!({ "pair": entry["transactions"], "amount": entry["amount"], "gapDays": entry["gapDays"] })
}

/// Lines as `[row, amount]`; windows that are begun, as `[state, due, amount]`.
fn run(entry: &Value) -> Value {
    let mut view = entry.as_object().unwrap().clone();
    let all = |key: &str| entry[key].as_array().unwrap().iter();
    view.insert("counted".into(), all("counted").map(|line| json!([line["transaction"], line["amount"]])).collect());
    let begun = all("windows").filter(|window| window["state"] != "ahead");
    view.insert("begun".into(), begun.map(|one| json!([one["state"], one["due"], one["amount"]])).collect());
    let begun = all("windows").filter(|window| window["state"] != "ahead");
    view.insert("states".into(), begun.map(|one| one["state"].clone()).collect());
    view.insert("risk".into(), entry["risk"]["code"].clone());
    view.insert("steps".into(), all("steps").map(|step| step["done"].clone()).collect());
    Value::Object(view)
}

/// Levels as `[level, amount, most, needs, byThen]`.
fn proposal(entry: &Value) -> Value {
    let mut view = entry.as_object().unwrap().clone();
    let level = |of: &Value| json!([of["level"], of["amount"], of["most"], of["needs"], of["byThen"]]);
    view.insert("levels".into(), entry["levels"].as_array().unwrap().iter().map(level).collect());
    view.insert("because".into(), codes(&entry["because"]));
    Value::Object(view)
}

fn finding(entry: &Value) -> Value {
    let mut view: Map<String, Value> = entry["facts"].as_object().unwrap().clone();
    view.insert("family".into(), entry["family"].clone());
    view.insert("rows".into(), entry["transactions"].clone());
    view.insert("inSeries".into(), entry.get("series").is_some().into());
    view.insert("reasons".into(), codes(&entry["reasons"]));
    view.insert("change".into(), codes(&entry["changes"]));
    view.insert("confidence".into(), entry["confidence"].clone());
    Value::Object(view)
}

fn card(entry: &Value) -> Value {
    let mut view = Map::new();
    for key in ["nudge", "class", "surface", "expires"] {
        view.insert(key.into(), entry[key].clone());
    }
    for key in ["reason", "change", "timing"] {
        view.insert(key.into(), entry[key]["code"].clone());
    }
    let message = entry["message"].get("id").unwrap_or(&entry["message"]);
    view.insert("message".into(), message.clone());
    view.insert("rows".into(), entry["evidence"]["transactions"].clone());
    view.insert("until".into(), entry["change"]["args"]["date"]["value"].clone());
    view.insert("because".into(), entry.get("because").map(codes).unwrap_or_default());
    view.retain(|_, value| !value.is_null());
    Value::Object(view)
}

fn goal(entry: &Value) -> Value {
    let mut view: Map<String, Value> = entry.as_object().unwrap().clone();
    let parts = entry["rows"].as_array().unwrap().iter();
    view.insert("rows".into(), parts.clone().map(|part| part["transaction"].clone()).collect());
    view.insert("parts".into(), parts.map(|part| part["amount"].clone()).collect());
    let milestones = entry["milestones"].as_array().unwrap().iter();
    view.insert("milestones".into(), milestones.map(|made| made["percent"].clone()).collect());
    for key in ["payday", "every", "needed", "lately", "safe", "now", "surplus"] {
        view.insert(key.into(), entry["plan"][key].clone());
    }
    for key in ["earliest", "expected", "latest"] {
        view.insert(key.into(), entry["plan"]["reached"][key].clone());
    }
    view.insert("planned".into(), entry.get("plan").is_some().into());
    Value::Object(view)
}

fn learned(entry: &Value) -> Value {
    json!([entry["by"], entry["key"], entry["answers"], entry["accepted"]])
}

fn verdict_view(verdict: &Value) -> Value {
    let paid = verdict["duplicateOf"].as_array().unwrap().iter();
    let signs = verdict["signs"].as_array().unwrap().iter();
    json!({ "level": verdict["level"], "form": verdict["form"], "message": verdict["message"]["id"],
        "reasons": codes(&verdict["reasons"]), "signs": signs.map(|sign| sign["sign"].clone()).collect::<Value>(),
        "rows": verdict["evidence"]["transactions"], "upcoming": verdict["upcoming"], "field": verdict["field"],
        "waitMinutes": verdict["waitMinutes"], "trustedContact": verdict["trustedContact"],
        "duplicateOf": paid.map(|paid| paid["transaction"].clone()).collect::<Value>() })
}

/// `today` and `end` are balances of the first and the last day, payments ahead are `[date, amount, counterparty]`.
fn forecast_view(forecast: &Value) -> Value {
    let day = |day: Option<&Value>| day.map(|day| json!([day["p10"], day["p50"], day["p90"]]));
    let planned = |list: &Value| -> Value {
        let entries = list.as_array().unwrap().iter();
        entries.map(|entry| json!([entry["date"], entry["amount"], entry["counterparty"]])).collect()
    };
    let days = forecast["days"].as_array().unwrap();
    let mut view: Map<String, Value> = forecast.as_object().unwrap().clone();
    view.insert("count".into(), days.len().into());
    view.insert("today".into(), days.first().map(|day| day["p50"].clone()).unwrap_or_default());
    view.insert("end".into(), day(days.last()).unwrap_or_default());
    view.insert("lowest".into(), forecast["lowest"]["date"].clone());
    view.insert("lowestCause".into(), forecast["lowestCause"]["counterparty"].clone());
    view.insert("payday".into(), forecast["payday"]["date"].clone());
    for key in ["certain", "expected"] {
        view.insert(key.into(), planned(&forecast[key]));
    }
    view.insert(
        "foreseen".into(),
        forecast["certain"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|entry| entry["series"].is_string() && entry["transaction"].is_string())
            .count()
            .into(),
    );
    Value::Object(view)
}

fn lines(entries: &[Value]) -> String {
    let lines: Vec<String> = entries.iter().map(|entry| format!("\n    {entry}")).collect();
    if lines.is_empty() { "nothing".into() } else { lines.concat() }
}
