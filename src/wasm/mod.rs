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

use crate::{consent::ConsentState, engine, error::Error, ingest::payee::compare_payees, privacy, types::Moment};
use reply::{reply, reply_bytes};
use requests::{Catalogue, Named, Progress, Removed, Request, Stats};

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

    /// `{ now }` → all that was noticed.
    pub fn findings(&mut self, request: &[u8]) -> Vec<u8> {
        reply(Request::read(request).and_then(|request| Ok(self.engine.find(request.now()?))))
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

    /// `{ now? }` → what is granted, what is missing, where each purpose stands, what was decided.
    pub fn consent(&self, request: &[u8]) -> Vec<u8> {
        reply(Request::moment(request).map(|now| self.engine.consent(now)))
    }

    /// `{ do, now, … }` → what the customer decided, declared, set right or wants to know; `do` is one of `grant`,
    /// `refuse`, `withdraw`, `declare`, `revoke`, `contexts`, `correct`, `report`, `log`, `export`.
    pub fn tell(&mut self, request: &[u8]) -> Vec<u8> {
        self.told(request).unwrap_or_else(|error| reply::<()>(Err(error)))
    }

    /// All choices without rows, as bytes for `restore`.
    pub fn choices(&self) -> Vec<u8> {
        reply_bytes(&self.engine.choices())
    }

    /// The entries accepted since the last call, each as its length in four bytes and its body.
    pub fn take_entries(&mut self) -> Vec<u8> {
        reply_bytes(&self.engine.take_entries())
    }

    /// Such entries → `{ applied, known }`.
    pub fn apply_entries(&mut self, entries: &[u8]) -> Vec<u8> {
        reply(self.engine.apply_entries(entries))
    }

    /// Forgets everything → what there was.
    pub fn erase(&mut self) -> Vec<u8> {
        reply(Ok::<_, Error>(self.engine.erase()))
    }

    /// Everything, as bytes.
    pub fn snapshot(&self) -> Vec<u8> {
        reply_bytes(&self.engine.snapshot())
    }

    /// A snapshot or an image of choices → `{}`.
    pub fn restore(&mut self, bytes: &[u8]) -> Vec<u8> {
        reply(self.engine.restore(bytes))
    }

    /// How many rows, and the size of the linear memory in bytes.
    pub fn stats(&self) -> Vec<u8> {
        reply(Ok::<_, Error>(Stats { transactions: self.engine.transactions(), memory_bytes: memory_bytes() }))
    }
}

impl Engine {
    fn told(&mut self, request: &[u8]) -> Result<Vec<u8>, Error> {
        let request = Request::read(request)?;
        let now = request.now()?;
        let what = request.text("do")?;
        let state = match what {
            "grant" => ConsentState::Given,
            "refuse" => ConsentState::Refused,
            "withdraw" => ConsentState::Withdrawn,
            _ => return self.told_more(&request, now, what),
        };
        let (purpose, notice) = request.decision()?;
        Ok(reply(Ok(self.engine.decide_consent(now, purpose, state, notice))))
    }

    fn told_more(&mut self, request: &Request<'_>, now: Moment, what: &str) -> Result<Vec<u8>, Error> {
        let id = match what {
            "declare" => {
                let (kind, until, note) = request.context()?;
                self.engine.declare(now, kind, until, note)?
            }
            "revoke" => self.engine.revoke(now, request.text("kind")?),
            "correct" => self.engine.correct(now, request.correction()?)?,
            "contexts" => return Ok(reply(Ok(self.engine.contexts(now)))),
            "report" => return Ok(reply(Ok(privacy::report(&self.engine.look(now))))),
            "export" => return Ok(reply(Ok(privacy::export(&self.engine.look(now))))),
            "log" => return Ok(reply(Ok(self.engine.log()))),
            _ => return Err(Error::argument("do")),
        };
        Ok(reply(Ok(Named { id })))
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
