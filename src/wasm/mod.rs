// SPDX-License-Identifier: MIT OR Apache-2.0
//! The boundary: bytes in, bytes out, and nothing else, so that the import list is the privacy proof.
//!
//! In: JSON requests, slices of files, snapshots. Out: a status byte (0 fine, 1 refused), then JSON or raw
//! bytes. May use: engine, privacy, consent, json, types, error and what `ingest` reads. Deliberately absent: any
//! decision about money or people, any import that reaches a global object.
//!
//! How to add a call: 1. its word at the end of `Method`; 2. its arm in `Engine::answer` or `asked`; 3. `by_name.rs`;
//! 4. its place in the shell's `methods.ts`.

#[cfg(not(target_family = "wasm"))]
mod by_name;
mod draft;
#[cfg(target_family = "wasm")]
mod heap;
#[cfg(feature = "raw")]
mod raw;
mod reply;
mod requests;
#[cfg(test)]
mod tests;

#[cfg(feature = "bindgen")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    consent::{Call, ConsentState},
    engine,
    error::Error,
    ingest::payee::compare_payees,
    privacy,
    simulate::simulate,
    types::{Moment, words},
};
use reply::{begun, catalogue, empty, json, raw, refusal};
use requests::{Named, Noted, Prepared, Progress, Removed, Request, Stats};

words! {
    /// What the engine can be asked. The shell knows each by its place in this list.
    Method {
        /// `{ consent, pack?, retentionMonths? }` → `{}`; a pack comes as its own text.
        Configure = "configure",
        /// `{ locales }` → `{ locale, messages }`.
        Catalogue = "catalogue",
        /// Opens a file.
        IngestBegin = "ingest_begin",
        /// One slice → `{ rows }`.
        IngestPush = "ingest_push",
        /// Takes the file → the report; with bytes and no file open, a whole file at once.
        IngestFinish = "ingest_finish",
        /// Drops the file.
        IngestAbort = "ingest_abort",
        /// `{ ids }` → `{ removed }`.
        Remove = "remove",
        /// `{ now, since?, includeSettled? }` → duplicates.
        Duplicates = "duplicates",
        /// `{ now }` → series.
        Series = "series",
        /// `{ now }` → all that was noticed.
        Findings = "findings",
        /// `{ now }` → transfers between own accounts.
        Transfers = "transfers",
        /// `{ now, accountId or currency, days }` → the forecast.
        Forecast = "forecast",
        /// `{ now, draft, context?, head? }` → the verdict; with a head, what the privacy log tells of it and a line feed
        /// stand before it.
        CheckPayment = "check_payment",
        /// `{ now, surface, slots?, preview?, trace?, bucket?, head? }` → cards, quiet, withheld, the trace; with a head and
        /// no trace, the ids of each list and a line feed stand before it.
        Evaluate = "evaluate",
        /// `{ now, id, response, until? }` → whether it was news.
        Respond = "respond",
        /// `{ a, b }` → the comparison.
        ComparePayees = "compare_payees",
        /// `{ now? }` → what is granted, what is missing, where each purpose stands, what was decided.
        Consent = "consent",
        /// `{ do, now, … }` → what the customer decided, declared, set right or wants to know; `do` is one of `grant`,
        /// `refuse`, `withdraw`, `declare`, `revoke`, `contexts`, `correct`, `report`, `log`, `export`,
        /// `attention`, `learned`, `set-attention`, `guard`, `guard-set`, `decision`, `simulate`, `goals`, `goal`, `goal-if`, `goal-pause`,
        /// `goal-resume`, `goal-remove`, `rewards`, `reward-claim`, `reward-settle`, `challenges`,
        /// `challenge-proposals`, `challenge-join`, `challenge-move`.
        Tell = "tell",
        /// All choices without rows, as bytes for `restore`.
        Choices = "choices",
        /// The entries accepted since the last call, each as its length in four bytes and its body.
        TakeEntries = "take_entries",
        /// Such entries → `{ applied, known }`.
        ApplyEntries = "apply_entries",
        /// Forgets everything → what there was.
        Erase = "erase",
        /// Everything, as bytes.
        Snapshot = "snapshot",
        /// A snapshot or an image of choices → `{}`.
        Restore = "restore",
        /// How many rows, and the size of the linear memory in bytes.
        Stats = "stats",
        /// `{ do, … }`, `do` being `take` with a signed pack, `last` for the last good one, or `drop` → `{ messages:
        /// { news?, head?, pack? } }`. The shell has verified the signatures.
        Pack = "pack",
        /// `{ now }` → the schema of the features with their values.
        Features = "features",
        /// Looks at some of the rows of the open file, before it is taken → `{ rows }`, how many are left.
        IngestLearn = "ingest_learn",
        /// `{ now }` → `{ done }`: a part of what the next question needs, and whether that was the last of it.
        Prepare = "prepare",
    }
}

/// One customer's companion, as the shell sees it: one door, so that a page loads one wrapper.
#[cfg_attr(feature = "bindgen", wasm_bindgen)]
#[derive(Debug, Default)]
pub struct Engine {
    engine: engine::Engine,
}

#[cfg_attr(feature = "bindgen", wasm_bindgen)]
impl Engine {
    /// A closed engine: nothing granted, the built-in pack, no rows.
    #[cfg_attr(feature = "bindgen", wasm_bindgen(constructor))]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A method by its place in `Method`, and its request: JSON in UTF-8, a slice of a file, or bytes of a snapshot.
    pub fn call(&mut self, method: u8, request: &[u8]) -> Vec<u8> {
        let reply = match Method::from_index(method) {
            Some(method) => self.answer(method, request),
            None => Err(Error::argument("method")),
        };
        reply.unwrap_or_else(|error| refusal(&error))
    }
}

impl Engine {
    fn answer(&mut self, method: Method, request: &[u8]) -> Result<Vec<u8>, Error> {
        let engine = &mut self.engine;
        Ok(match method {
            Method::IngestBegin => {
                engine.ingest_begin();
                empty(())
            }
            Method::IngestPush => json(&Progress { rows: engine.ingest_push(request)? }),
            Method::IngestLearn => json(&Progress { rows: engine.ingest_learn() }),
            Method::IngestFinish if !engine.has_file() && !request.is_empty() => json(&engine.ingest(request)?),
            Method::IngestFinish => json(&engine.ingest_finish()?),
            Method::IngestAbort => {
                engine.ingest_abort();
                empty(())
            }
            Method::CheckPayment => {
                let (verdict, has_head) =
                    draft::checked(request, |now, draft, context| engine.check_payment(now, draft, context))?;
                let mut out = begun();
                if has_head {
                    verdict.write_head(&mut out);
                }
                crate::json::write(&mut out, &verdict);
                out
            }
            Method::Consent => json(&engine.consent(Request::moment(request)?)),
            Method::Choices => raw(&engine.choices()),
            Method::TakeEntries => raw(&engine.take_entries()),
            Method::ApplyEntries => json(&engine.apply_entries(request)?),
            Method::Erase => json(&engine.erase()),
            Method::Snapshot => raw(&engine.snapshot()),
            Method::Restore => empty(engine.restore(request)?),
            Method::Stats => json(&Stats { transactions: engine.transactions(), memory_bytes: memory_bytes() }),
            Method::Tell => return self.told(&Request::read(request)?),
            _ => return self.asked(method, &Request::read(request)?),
        })
    }

    fn asked(&mut self, method: Method, request: &Request<'_>) -> Result<Vec<u8>, Error> {
        let engine = &mut self.engine;
        match method {
            Method::Configure => return Ok(empty(engine.configure(request.settings()?)?)),
            Method::Catalogue => {
                return Ok(catalogue(engine.pack().catalogue(&request.texts("locales")?)));
            }
            Method::Pack => return Ok(json(&requests::pack(engine, request)?)),
            Method::Remove => return Ok(json(&Removed { removed: engine.remove(&request.texts("ids")?) })),
            Method::ComparePayees => return Ok(json(&compare_payees(request.text("a")?, request.text("b")?))),
            _ => {}
        }
        let now = request.now()?;
        Ok(match method {
            Method::Duplicates => json(&engine.duplicates(now, request.duplicate_query()?)),
            Method::Series => json(&engine.series(now)),
            Method::Findings => json(&engine.find(now)),
            Method::Transfers => json(&engine.transfers(now)),
            Method::Features => json(&engine.features(now)),
            Method::Prepare => json(&Prepared { done: !engine.prepare(now) }),
            Method::Forecast => json(&engine.forecast(now, request.scope()?, request.count("days")?)?),
            Method::Evaluate => {
                let query = request.evaluate_query()?;
                let mut out = begun();
                engine.evaluate_text(&mut out, now, query, request.flag("head")? && !query.trace);
                out
            }
            Method::Respond => {
                let (kind, until) = request.response()?;
                json(&Noted { changed: engine.respond(now, request.text("id")?, kind, until)? })
            }
            _ => return Err(Error::argument("method")),
        })
    }

    fn told(&mut self, request: &Request<'_>) -> Result<Vec<u8>, Error> {
        let now = request.now()?;
        let what = request.text("do")?;
        let state = match what {
            "grant" => ConsentState::Given,
            "refuse" => ConsentState::Refused,
            "withdraw" => ConsentState::Withdrawn,
            _ => return self.told_more(request, now, what),
        };
        let (purpose, notice) = request.decision()?;
        Ok(json(&self.engine.decide_consent(now, purpose, state, notice)))
    }

    fn told_more(&mut self, request: &Request<'_>, now: Moment, what: &str) -> Result<Vec<u8>, Error> {
        let id = match what {
            "declare" => {
                let (kind, until, note) = request.context()?;
                self.engine.declare(now, kind, until, note)?
            }
            "revoke" => self.engine.revoke(now, request.text("kind")?),
            "correct" => self.engine.correct(now, request.correction()?)?,
            "track" => {
                return Ok(json(&Noted { changed: self.engine.track(now, request.text("event")?)? }));
            }
            "contexts" => return Ok(json(&self.engine.contexts(now))),
            "report" => return Ok(json(&privacy::report(&self.engine.look(now)))),
            "export" => return Ok(json(&privacy::export(&self.engine.look(now)))),
            "log" => return Ok(json(&self.engine.log().answer())),
            "attention" => return Ok(json(&self.engine.attention(now))),
            "learned" => return Ok(json(&self.engine.learned(now))),
            "set-attention" => return Ok(empty(self.engine.set_attention(now, request.attention()?)?)),
            "guard" => return Ok(json(&self.engine.guard(now))),
            "guard-set" => return Ok(json(&self.engine.set_guard(now, &request.guard_settings()?)?)),
            "challenges" => return Ok(json(&self.engine.challenges(now))),
            "challenge-proposals" => return Ok(json(&self.engine.challenge_proposals(now))),
            "challenge-join" => {
                let level = request.level()?;
                self.engine.join_challenge(now, request.text("challenge")?, level, request.account()?)?
            }
            "challenge-move" => {
                self.engine.move_challenge(now, request.text("id")?, request.act()?, request.step()?)?
            }
            "decision" => return Ok(json(&self.engine.check_decision(now, &request.payment_decision()?)?)),
            "simulate" => {
                let sight = self.engine.sight(Call::Simulate, now);
                return Ok(json(&simulate(sight, request.scope()?, request.days()?, &request.changes()?)?));
            }
            "rewards" => return Ok(json(&self.engine.rewards(now))),
            "reward-claim" => return Ok(json(&self.engine.claim(now, request.text("id")?)?)),
            "reward-settle" => self.engine.settle_reward(now, request.text("id")?, request.settlement()?)?,
            "goals" => return Ok(json(&self.engine.goals(now))),
            "goal-if" => return Ok(json(&self.engine.goal_what_if(now, request.goal()?)?)),
            "goal" => self.engine.set_goal(now, request.goal()?)?,
            "goal-pause" => self.engine.pause_goal(now, request.text("id")?, Some(request.pause()?))?,
            "goal-resume" => self.engine.pause_goal(now, request.text("id")?, None)?,
            "goal-remove" => self.engine.remove_goal(now, request.text("id")?),
            _ => return Err(Error::argument("do")),
        };
        Ok(json(&Named { id }))
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
