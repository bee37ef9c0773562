// SPDX-License-Identifier: MIT OR Apache-2.0
//! Oxpecker: an attentive companion for banking apps that runs where the data already is.
//!
//! The modules stand in the order in which data flows; `ARCHITECTURE.md` tells the way.
#![cfg_attr(not(feature = "raw"), forbid(unsafe_code))]

pub mod types;

pub mod error;
mod json;

pub mod consent;

pub mod detect;
pub mod features;
pub mod ingest;
pub mod ledger;

pub mod packs;

pub mod challenge;
pub mod payment;

pub mod goal;
pub mod journey;
pub mod reward;

pub mod decide;

pub mod present;
pub mod state;
pub mod store;

pub mod engine;

pub mod privacy;

pub mod simulate;

pub mod wasm;
