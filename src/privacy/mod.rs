// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the engine knows about the customer, told to the customer.
//!
//! In: a read-only view of the engine at a moment. Out: the report, and the rows to take along. May use: the
//! engine's view and the types in it. Invariants: what no purpose in force covers is not worked out to be
//! reported; a payee that must not be named is not named here either. Deliberately absent: writing.

mod export;
mod report;

pub use export::{ExportedAccount, ExportedRow, Portable, export};
pub use report::{Known, PackLine, Report, Retention, report};
