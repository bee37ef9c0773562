// SPDX-License-Identifier: MIT OR Apache-2.0
//! Calls the engine as a page does: through its JavaScript class, with values of JavaScript.
//!
//! - Invariant: no method of the Rust type is called here, so that the generated glue is what is
//!   tested.

use js_sys::{Array, Function, JSON, JsString, Reflect, Uint8Array};
use oxpecker::wasm::{Engine, Method};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize as _};
use serde_json::{Value, json};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast as _, JsValue};

/// One engine, held as JavaScript holds it.
pub(crate) struct Driver(JsValue);

#[derive(Deserialize)]
pub(crate) struct Report {
    pub(crate) added: usize,
    pub(crate) updated: usize,
    pub(crate) unchanged: usize,
    pub(crate) rejected: usize,
    pub(crate) problems: Vec<Problem>,
}

#[derive(Deserialize)]
pub(crate) struct Problem {
    pub(crate) row: i64,
    pub(crate) code: String,
    pub(crate) field: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Duplicate {
    pub(crate) id: String,
    pub(crate) transactions: [String; 2],
    pub(crate) amount: String,
    pub(crate) currency: String,
    pub(crate) gap_days: u32,
    pub(crate) state: String,
}

impl Driver {
    /// A new engine: closed and empty.
    pub(crate) fn new() -> Self {
        Self(JsValue::from(Engine::new()))
    }

    /// Grants purposes, with the built-in pack.
    pub(crate) fn grant(&self, purposes: &[&str]) -> Result<(), JsValue> {
        let consent: Vec<Value> = purposes.iter().map(|purpose| json!({ "purpose": purpose })).collect();
        self.reply("configure", &json!({ "consent": consent })).map(|_| ())
    }

    /// Feeds a file in slices and gives the payload of the report.
    pub(crate) fn ingest(&self, file: &[u8], slice: usize) -> Result<Vec<u8>, JsValue> {
        self.call("ingest_begin", &Array::new())?;
        let pushed = file.chunks(slice).try_for_each(|part| self.call("ingest_push", &bytes(part)).map(|_| ()));
        match pushed.and_then(|()| self.call("ingest_finish", &Array::new())) {
            Ok(report) => Ok(report),
            Err(failure) => {
                // Nothing is left to end when the engine ended it itself.
                self.call("ingest_abort", &Array::new()).ok();
                Err(failure)
            }
        }
    }

    /// Asks a question and reads the answer.
    pub(crate) fn ask<T: DeserializeOwned>(&self, method: &str, request: &Value) -> Result<T, JsValue> {
        read(self.reply(method, request)?)
    }

    /// Asks a question and gives the bytes of the answer.
    pub(crate) fn reply(&self, method: &str, request: &Value) -> Result<Vec<u8>, JsValue> {
        let value = request.serialize(&Serializer::json_compatible())?;
        let text = String::from(JSON::stringify(&value)?);
        self.call(method, &bytes(text.as_bytes()))
    }

    /// The whole state.
    pub(crate) fn snapshot(&self) -> Result<Vec<u8>, JsValue> {
        self.call("snapshot", &Array::new())
    }

    /// Replaces the whole state.
    pub(crate) fn restore(&self, snapshot: &[u8]) -> Result<(), JsValue> {
        self.call("restore", &bytes(snapshot)).map(|_| ())
    }

    /// Calls a method through the JavaScript class; gives the payload of a success, and as an error the
    /// object that a failure holds.
    fn call(&self, method: &str, arguments: &Array) -> Result<Vec<u8>, JsValue> {
        let place = Method::from_word(method).ok_or_else(|| JsValue::from_str("no such method"))?.index();
        let function: Function = Reflect::get(&self.0, &JsValue::from_str("call"))?.dyn_into()?;
        let request = arguments.get(0).dyn_into().unwrap_or_else(|_| Uint8Array::new_with_length(0));
        let arguments = Array::of2(&JsValue::from(place), &request);
        let reply: Uint8Array = function.apply(&self.0, &arguments)?.dyn_into()?;
        let reply = reply.to_vec();
        match reply.split_first() {
            Some((0, payload)) => Ok(payload.to_vec()),
            Some((1, payload)) => Err(parse(payload)?),
            _ => Err(JsValue::from_str("a reply begins with 0 or 1")),
        }
    }
}

/// Reads the payload of a success.
pub(crate) fn read<T: DeserializeOwned>(payload: Vec<u8>) -> Result<T, JsValue> {
    Ok(serde_wasm_bindgen::from_value(parse(&payload)?)?)
}

/// The code with which `what` was refused; an error when it was taken.
pub(crate) fn refusal<T>(what: &str, result: Result<T, JsValue>) -> Result<String, JsValue> {
    let Err(failure) = result else {
        return Err(JsValue::from_str(&format!("{what} was taken")));
    };
    let code = Reflect::get(&failure, &JsValue::from_str("code"))?;
    code.as_string().ok_or(failure)
}

fn parse(payload: &[u8]) -> Result<JsValue, JsValue> {
    let text = std::str::from_utf8(payload).map_err(|_| JsValue::from_str("an answer is UTF-8"))?;
    JSON::parse(&String::from(JsString::from(text)))
}

/// The bytes as the only argument of a call.
fn bytes(bytes: &[u8]) -> Array {
    Array::of1(&Uint8Array::from(bytes))
}
