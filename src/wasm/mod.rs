// SPDX-License-Identifier: MIT OR Apache-2.0
//! The boundary: bytes in, bytes out, and nothing else, so that the import list is the privacy proof.
//!
//! In: JSON requests, slices of files, snapshots. Out: a status byte (0 fine, 1 refused), then JSON or raw
//! bytes. May use: engine, json, types, error and what `ingest` reads. Deliberately absent: any decision about money or people, any import
//! that reaches a global object.

mod reply;
mod requests;
#[cfg(test)]
mod tests;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::{engine, error::Error, ingest::payee::compare_payees};
use reply::{reply, reply_bytes};
use requests::{Catalogue, Progress, Removed, Request, Stats};

/// One customer's companion, as the shell sees it. `boundary` requests and answers are JSON in UTF-8.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Engine {
    engine: engine::Engine,
}

#[wasm_bindgen]
impl Engine {
    /// A closed engine: nothing granted, the built-in pack, no rows.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// `{ consent, pack?, retentionMonths? }` → `{}`; a pack comes as its own text.
    pub fn configure(&mut self, request: &[u8]) -> Vec<u8> {
        reply(Request::read(request).and_then(|request| self.engine.configure(request.settings()?)))
    }

    /// `{ locales }` → `{ locale, messages }`.
    pub fn catalogue(&self, request: &[u8]) -> Vec<u8> {
        reply(Request::read(request).and_then(|request| {
            let (locale, messages) = self.engine.pack().catalogue(&request.texts("locales")?);
            Ok(Catalogue { locale, messages })
        }))
    }

    /// Opens a file.
    pub fn ingest_begin(&mut self) -> Vec<u8> {
        self.engine.ingest_begin();
        reply(Ok(()))
    }

    /// One slice → `{ rows }`.
    pub fn ingest_push(&mut self, slice: &[u8]) -> Vec<u8> {
        reply(self.engine.ingest_push(slice).map(|rows| Progress { rows }))
    }

    /// Takes the file → the report.
    pub fn ingest_finish(&mut self) -> Vec<u8> {
        reply(self.engine.ingest_finish())
    }

    /// Drops the file.
    pub fn ingest_abort(&mut self) -> Vec<u8> {
        self.engine.ingest_abort();
        reply(Ok(()))
    }

    /// `{ ids }` → `{ removed }`.
    pub fn remove(&mut self, request: &[u8]) -> Vec<u8> {
        reply(
            Request::read(request)
                .and_then(|request| Ok(Removed { removed: self.engine.remove(&request.texts("ids")?) })),
        )
    }

    /// `{ now, since?, includeSettled? }` → duplicates.
    pub fn duplicates(&mut self, request: &[u8]) -> Vec<u8> {
        reply(
            Request::read(request)
                .and_then(|request| Ok(self.engine.duplicates(request.now()?, request.duplicate_query()?))),
        )
    }

    /// `{ now }` → series.
    pub fn series(&mut self, request: &[u8]) -> Vec<u8> {
        reply(Request::read(request).and_then(|request| Ok(self.engine.series(request.now()?))))
    }

    /// `{ now }` → transfers between own accounts.
    pub fn transfers(&mut self, request: &[u8]) -> Vec<u8> {
        reply(Request::read(request).and_then(|request| Ok(self.engine.transfers(request.now()?))))
    }

    /// `{ now, accountId, days }` → the forecast.
    pub fn forecast(&mut self, request: &[u8]) -> Vec<u8> {
        reply(Request::read(request).and_then(|request| {
            self.engine.forecast(request.now()?, request.text("accountId")?, request.count("days")?)
        }))
    }

    /// `{ now, draft }` → the verdict.
    pub fn check_payment(&mut self, request: &[u8]) -> Vec<u8> {
        reply(requests::draft(request, |now, draft| self.engine.check_payment(now, draft)))
    }

    /// `{ now, surface, slots? }` → cards, quiet, withheld.
    pub fn evaluate(&mut self, request: &[u8]) -> Vec<u8> {
        reply(
            Request::read(request).and_then(|request| {
                Ok(self.engine.evaluate(request.now()?, request.text("surface")?, request.slots()?))
            }),
        )
    }

    /// `{ now, id, response, until? }` → `{}`.
    pub fn respond(&mut self, request: &[u8]) -> Vec<u8> {
        reply(Request::read(request).and_then(|request| {
            let (kind, until) = request.response()?;
            self.engine.respond(request.now()?, request.text("id")?, kind, until)
        }))
    }

    /// `{ a, b }` → the comparison.
    pub fn compare_payees(&self, request: &[u8]) -> Vec<u8> {
        reply(Request::read(request).and_then(|request| Ok(compare_payees(request.text("a")?, request.text("b")?))))
    }

    /// What is granted and what is missing.
    pub fn consent(&self, _: &[u8]) -> Vec<u8> {
        reply(Ok(self.engine.consent()))
    }

    /// Everything, as bytes.
    pub fn snapshot(&self) -> Vec<u8> {
        reply_bytes(&self.engine.snapshot())
    }

    /// A snapshot → `{}`.
    pub fn restore(&mut self, bytes: &[u8]) -> Vec<u8> {
        reply(self.engine.restore(bytes))
    }

    /// How many rows, and the size of the linear memory in bytes.
    pub fn stats(&self) -> Vec<u8> {
        reply(Ok::<_, Error>(Stats { transactions: self.engine.transactions(), memory_bytes: memory_bytes() }))
    }
}

#[cfg(target_family = "wasm")]
fn memory_bytes() -> usize {
    core::arch::wasm32::memory_size(0) * 65_536
}

/// A native process shares its memory with much else.
#[cfg(not(target_family = "wasm"))]
const fn memory_bytes() -> usize {
    0
}
