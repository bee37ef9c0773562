// SPDX-License-Identifier: MIT OR Apache-2.0
//! Calls in any order with any arguments: every reply is a reply, and a twin from a snapshot says the same as its original.

use oxpecker::wasm::Engine;

use crate::{Chooser, Fresh};

/// What is asked, with `#` for the moment and `$` for a number.
const TOLD: &[&str] = &[
    r#"{#,"do":"grant","purpose":"nudges"}"#,
    r#"{#,"do":"grant","purpose":"offers"}"#,
    r#"{#,"do":"withdraw","purpose":"nudges"}"#,
    r#"{#,"do":"refuse","purpose":"insights"}"#,
    r#"{#,"do":"declare","kind":"renovation","until":"2027-01-0$"}"#,
    r#"{#,"do":"revoke","kind":"renovation"}"#,
    r#"{#,"do":"contexts"}"#,
    r#"{#,"do":"correct","by":"payee","subject":"Shop $","about":"payee","value":"My shop"}"#,
    r#"{#,"do":"report"}"#,
    r#"{#,"do":"export"}"#,
    r#"{#,"do":"log"}"#,
    r#"{#,"do":"attention"}"#,
    r#"{#,"do":"learned"}"#,
    r#"{#,"do":"set-attention","perWeek":$}"#,
    r#"{#,"do":"guard"}"#,
    r#"{#,"do":"simulate","accountId":"a","days":3$,"changes":[]}"#,
    r#"{#,"do":"goals"}"#,
    r#"{#,"do":"nothing"}"#,
];

const ASKED: &[&str] = &["duplicates", "series", "findings", "transfers", "features", "consent"];

const RESPONSES: &[&str] = &[
    "shown",
    "held-out",
    "accepted",
    "dismissed",
    "snoozed",
    "not-relevant",
    "never-topic",
    "not-a-duplicate",
    "went-through",
    "cancelled",
    "undo",
];

fn moment(chooser: &mut Chooser<'_>) -> String {
    let day = 1 + chooser.byte() % 28;
    let month = 1 + chooser.byte() % 12;
    let instant = 1_767_225_600_000_u64 + (u64::from(month) * 31 + u64::from(day)) * 86_400_000;
    format!(
        r#""now":{{"instant":{instant},"date":"2026-{month:02}-{day:02}","time":"{:02}:00:00"}}"#,
        chooser.byte() % 24
    )
}

fn rows(chooser: &mut Chooser<'_>) -> String {
    let mut text = String::from("[");
    for place in 0..1 + chooser.byte() % 12 {
        let (shop, day, amount) = (chooser.byte() % 4, 1 + chooser.byte() % 28, chooser.byte());
        let month = 1 + chooser.byte() % 12;
        let status = chooser.of(&["booked", "pending"]);
        let name = chooser.of(&["Shop", "ｶ)ｼﾖｯﾌﾟ", "Miete", "\\u202eShop"]);
        let comma = if place > 0 { "," } else { "" };
        text.push_str(&format!(
            r#"{comma}{{"id":"r{}","accountId":"a","bookedAt":"2026-{month:02}-{day:02}","amount":"-{amount}.50","currency":"EUR","counterpartyName":"{name} {shop}","status":"{status}","balanceAfter":"{amount}.00"}}"#,
            chooser.byte() % 32
        ));
    }
    text.push(']');
    text
}

/// Everything that an engine says of itself at a moment.
fn said(engine: &mut Engine, now: &str) -> Vec<Vec<u8>> {
    vec![
        engine.evaluate(format!(r#"{{{now},"surface":"home"}}"#).as_bytes()),
        engine.duplicates(format!("{{{now},\"includeSettled\":true}}").as_bytes()),
        engine.series(format!("{{{now}}}").as_bytes()),
        engine.consent(format!("{{{now}}}").as_bytes()),
    ]
}

/// Makes calls as these bytes say.
pub fn ask(data: &[u8]) {
    let mut chooser = Chooser(data);
    let mut engine = Fresh::engine();
    engine.configure(br#"{"consent":[{"purpose":"insights"},{"purpose":"nudges"},{"purpose":"payment-guard"}]}"#);
    let mut ids: Vec<String> = vec!["r1".into()];
    for _ in 0..16 {
        if chooser.0.is_empty() {
            break;
        }
        let now = moment(&mut chooser);
        let reply = match chooser.byte() % 9 {
            0 | 1 => {
                engine.ingest_begin();
                engine.ingest_push(rows(&mut chooser).as_bytes());
                engine.ingest_learn();
                engine.ingest_finish()
            }
            2 => engine.evaluate(format!(r#"{{{now},"surface":"{}","trace":true}}"#, chooser.of(&["home", "inbox", "transaction", "x"])).as_bytes()),
            3 => {
                let id = chooser.of(&ids).clone();
                engine.respond(format!(r#"{{{now},"id":"{id}","response":"{}"}}"#, chooser.of(RESPONSES)).as_bytes())
            }
            4 => engine.check_payment(format!(r#"{{{now},"draft":{{"accountId":"a","amount":"-{}.50","currency":"EUR","counterpartyName":"Shop {}"}}}}"#, chooser.byte(), chooser.byte() % 4).as_bytes()),
            5 => engine.forecast(format!(r#"{{{now},"accountId":"a","days":{}}}"#, chooser.byte()).as_bytes()),
            6 => engine.remove(format!(r#"{{"ids":["r{}"]}}"#, chooser.byte() % 32).as_bytes()),
            7 => {
                let call = *chooser.of(ASKED);
                let request = format!("{{{now}}}");
                match call {
                    "duplicates" => engine.duplicates(request.as_bytes()),
                    "series" => engine.series(request.as_bytes()),
                    "findings" => engine.findings(request.as_bytes()),
                    "transfers" => engine.transfers(request.as_bytes()),
                    "features" => engine.features(request.as_bytes()),
                    _ => engine.consent(request.as_bytes()),
                }
            }
            _ => {
                let digit = (chooser.byte() % 10).to_string();
                let request = chooser.of(TOLD).replace('#', &now).replace('$', &digit);
                engine.tell(request.as_bytes())
            }
        };
        if let Ok(value) = crate::told(&reply) {
            for list in [&value["cards"], &value["quiet"], &value] {
                for one in list.as_array().into_iter().flatten() {
                    if let Some(id) = one["id"].as_str() {
                        ids.push(id.into());
                    }
                }
            }
            if let Some(id) = value["id"].as_str() {
                ids.push(id.into());
            }
        }
    }
    let now = moment(&mut chooser);
    let saved = engine.snapshot();
    let mut twin = Fresh::engine();
    crate::told(&twin.restore(&saved[1..])).expect("a snapshot is read");
    assert_eq!(said(&mut engine, &now), said(&mut twin, &now), "the twin says something else");
}
