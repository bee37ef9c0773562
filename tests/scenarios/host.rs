// SPDX-License-Identifier: MIT OR Apache-2.0
//! Drives the engine as the shell does: JSON in, JSON out, through the boundary.
//!
//! In: rows, moments, requests. Out: parsed answers, or the coded refusal. Invariant: nothing here
//! knows a rule; it only writes requests and reads replies.

use jiff::civil::{Date, DateTime};
use oxpecker::wasm::Engine;
use serde_json::{Value, json};

/// Every purpose that a call of this engine asks for.
pub(crate) const ALL: &[&str] = &["insights", "payment-guard", "nudges"];

/// An engine and the replies' reader.
#[derive(Default)]
pub(crate) struct Host {
    pub(crate) engine: Engine,
}

impl Host {
    /// What an instance would say that begins from what is remembered now; the log alone is left out.
    pub(crate) fn remembered(&mut self, now: &Value) -> [String; 3] {
        let mut twin = Self::default();
        twin.restore(&self.snapshot()).unwrap();
        let known = twin.tell("report", now, &json!({})).unwrap()["known"].to_string();
        [twin.answers(now), known, twin.tell("export", now, &json!({})).unwrap().to_string()]
    }

    /// An engine with these purposes and the built-in pack.
    pub(crate) fn with(consent: &[&str]) -> Self {
        let mut host = Self::default();
        host.configure(consent, None, None).unwrap();
        host
    }

    /// An engine with every purpose, fed with these rows.
    pub(crate) fn of(rows: &[Value]) -> Self {
        let mut host = Self::with(ALL);
        host.ingest(&serde_json::to_vec(rows).unwrap()).unwrap();
        host
    }

    pub(crate) fn configure(
        &mut self,
        consent: &[&str],
        pack: Option<&str>,
        months: Option<i64>,
    ) -> Result<Value, Value> {
        let grants: Vec<Value> = consent.iter().map(|purpose| json!({ "purpose": purpose })).collect();
        let request = json!({ "consent": grants, "pack": pack, "retentionMonths": months });
        answer(&self.engine.configure(&bytes(&request)))
    }

    /// A whole file in one slice.
    pub(crate) fn ingest(&mut self, file: &[u8]) -> Result<Value, Value> {
        self.ingest_in([file])
    }

    /// A file in slices.
    pub(crate) fn ingest_in<'a>(&mut self, slices: impl IntoIterator<Item = &'a [u8]>) -> Result<Value, Value> {
        answer(&self.engine.ingest_begin())?;
        for slice in slices {
            answer(&self.engine.ingest_push(slice))?;
        }
        answer(&self.engine.ingest_finish())
    }

    pub(crate) fn remove(&mut self, ids: &[&str]) -> Value {
        answer(&self.engine.remove(&bytes(&json!({ "ids": ids })))).unwrap()
    }

    /// Every pair, settled ones too.
    pub(crate) fn duplicates(&mut self, now: &Value) -> Value {
        self.ask_duplicates(&json!({ "now": now, "includeSettled": true }))
    }

    pub(crate) fn ask_duplicates(&mut self, query: &Value) -> Value {
        answer(&self.engine.duplicates(&bytes(query))).unwrap()
    }

    pub(crate) fn transactions(&mut self) -> Value {
        answer(&self.engine.stats()).unwrap()["transactions"].clone()
    }

    pub(crate) fn series(&mut self, now: &Value) -> Value {
        answer(&self.engine.series(&bytes(&json!({ "now": now })))).unwrap()
    }

    pub(crate) fn transfers(&mut self, now: &Value) -> Value {
        answer(&self.engine.transfers(&bytes(&json!({ "now": now })))).unwrap()
    }

    pub(crate) fn findings(&mut self, now: &Value) -> Value {
        answer(&self.engine.findings(&bytes(&json!({ "now": now })))).unwrap()
    }

    pub(crate) fn features(&mut self, now: &Value) -> Value {
        answer(&self.engine.features(&bytes(&json!({ "now": now })))).unwrap()
    }

    /// One part of what the next question needs; whether it was the last.
    pub(crate) fn prepare(&mut self, now: &Value) -> bool {
        answer(&self.engine.prepare(&bytes(&json!({ "now": now })))).unwrap()["done"] == true
    }

    pub(crate) fn forecast(&mut self, now: &Value, account: &str, days: u64) -> Result<Value, Value> {
        self.ask_forecast(&json!({ "now": now, "accountId": account, "days": days }))
    }

    pub(crate) fn ask_forecast(&mut self, request: &Value) -> Result<Value, Value> {
        answer(&self.engine.forecast(&bytes(request)))
    }

    pub(crate) fn evaluate(&mut self, now: &Value, surface: &str, slots: usize) -> Value {
        let request = json!({ "now": now, "surface": surface, "slots": slots });
        self.ask_evaluate(&request)
    }

    pub(crate) fn ask_evaluate(&mut self, query: &Value) -> Value {
        let plain = self.engine.evaluate(&bytes(query));
        let anew = self.engine.evaluate_anew(&bytes(query));
        assert!(plain == anew, "what is written from kept texts is what is written anew: {query}");
        answer(&plain).unwrap()
    }

    pub(crate) fn check_payment(&mut self, now: &Value, draft: &Value) -> Result<Value, Value> {
        answer(&self.engine.check_payment(&bytes(&json!({ "now": now, "draft": draft }))))
    }

    pub(crate) fn check_payment_in(&mut self, now: &Value, draft: &Value, context: &Value) -> Result<Value, Value> {
        answer(&self.engine.check_payment(&bytes(&json!({ "now": now, "draft": draft, "context": context }))))
    }

    pub(crate) fn respond(
        &mut self,
        now: &Value,
        id: &str,
        response: &str,
        until: Option<&str>,
    ) -> Result<Value, Value> {
        let request = json!({ "now": now, "id": id, "response": response, "until": until });
        answer(&self.engine.respond(&bytes(&request)))
    }

    pub(crate) fn restore(&mut self, snapshot: &[u8]) -> Result<Value, Value> {
        answer(&self.engine.restore(snapshot))
    }

    /// The raw snapshot.
    pub(crate) fn snapshot(&mut self) -> Vec<u8> {
        let reply = self.engine.snapshot();
        assert_eq!(reply[0], 0, "a snapshot is never refused");
        reply[1..].to_vec()
    }

    /// A decision about a purpose: `grant`, `refuse` or `withdraw`.
    pub(crate) fn decide(&mut self, now: &Value, decision: &str, purpose: &str) -> Value {
        self.tell(decision, now, &json!({ "purpose": purpose })).unwrap()
    }

    /// One of the calls that go through `tell`.
    pub(crate) fn tell(&mut self, what: &str, now: &Value, more: &Value) -> Result<Value, Value> {
        let mut request = more.clone();
        request["do"] = json!(what);
        request["now"] = now.clone();
        answer(&self.engine.tell(&bytes(&request)))
    }

    /// Where consent stands at a moment.
    pub(crate) fn consent(&mut self, now: &Value) -> Value {
        answer(&self.engine.consent(&bytes(&json!({ "now": now })))).unwrap()
    }

    /// The payload of a reply of raw bytes.
    pub(crate) fn raw(reply: &[u8]) -> Vec<u8> {
        assert_eq!(reply[0], 0, "raw bytes are never refused");
        reply[1..].to_vec()
    }

    /// What every reading call answers at a moment, as one text.
    pub(crate) fn answers(&mut self, now: &Value) -> String {
        let all = json!({
            "duplicates": self.duplicates(now),
            "series": self.series(now),
            "transfers": self.transfers(now),
            "findings": self.findings(now),
            "features": self.features(now),
            "home": self.evaluate(now, "home", 3),
            "inbox": self.evaluate(now, "inbox", 9),
        });
        serde_json::to_string_pretty(&all).unwrap()
    }
}

/// A moment from `YYYY-MM-DD`, nine in the morning, or from `YYYY-MM-DDTHH:MM:SS`.
pub(crate) fn moment(text: &str) -> Value {
    let civil: DateTime = match text.parse::<DateTime>() {
        Ok(civil) if text.contains('T') => civil,
        _ => text.parse::<Date>().unwrap().at(9, 0, 0, 0),
    };
    let epoch = Date::constant(1970, 1, 1).at(0, 0, 0, 0);
    let seconds = civil.duration_since(epoch).as_secs();
    json!({
        "instant": seconds * 1000,
        "date": civil.date().to_string(),
        "time": format!("{:02}:{:02}:{:02}", civil.hour(), civil.minute(), civil.second()),
    })
}

pub(crate) fn bytes(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).unwrap()
}

/// The payload of a reply: what it answers, or the error that refuses.
pub(crate) fn answer(reply: &[u8]) -> Result<Value, Value> {
    let (status, payload) = reply.split_first().unwrap();
    let payload = serde_json::from_slice(payload).unwrap();
    match status {
        0 => Ok(payload),
        1 => Err(payload),
        other => panic!("a reply begins with 0 or 1, not with {other}"),
    }
}
