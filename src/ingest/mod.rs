// SPDX-License-Identifier: MIT OR Apache-2.0
//! From bytes to checked rows: a file is read in slices, each row is told good or bad, none is lost.
//!
//! In: slices of UTF-8 JSON (an array, an envelope, or JSON Lines). Out: `RawTransaction`s, `RawAccount`s
//! and `Problem`s, given one by one to a `Sink`. May use: types, error, json.
//! Invariants: memory is one slice and one element, whatever the size of the file; a bad row never
//! stops the file; a bad file is an error, and the sink's owner then drops what it staged.
//! Deliberately absent: products, advice, knowledge of rows that came before.
//!
//! How to add a field: 1. `row.rs`: the key and its check; 2. `RawTransaction`; 3. its place in the ledger's rows;
//! 4. the contract in the shell's types; 5. a case in `tests/ingest.rs`.

mod account;
mod frame;
pub mod payee;
mod row;

pub use account::RawAccount;
pub use frame::{Ingest, Sink};
pub(crate) use row::Draft;
pub use row::{Problem, ProblemCode, RawTransaction};
