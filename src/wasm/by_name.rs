// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every method of the boundary by its name, for hosts and tests in Rust; none of this is in the module.

use super::{
    Engine, Method,
    reply::{json, refusal},
    requests::Request,
};

impl Engine {
    /// See `Method::Configure`.
    pub fn configure(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Configure.index(), request)
    }

    /// See `Method::Catalogue`.
    pub fn catalogue(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Catalogue.index(), request)
    }

    /// See `Method::IngestBegin`.
    pub fn ingest_begin(&mut self) -> Vec<u8> {
        self.call(Method::IngestBegin.index(), &[])
    }

    /// See `Method::IngestPush`.
    pub fn ingest_push(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::IngestPush.index(), request)
    }

    /// See `Method::IngestLearn`.
    pub fn ingest_learn(&mut self) -> Vec<u8> {
        self.call(Method::IngestLearn.index(), &[])
    }

    /// See `Method::IngestFinish`.
    pub fn ingest_finish(&mut self) -> Vec<u8> {
        self.call(Method::IngestFinish.index(), &[])
    }

    /// See `Method::IngestAbort`.
    pub fn ingest_abort(&mut self) -> Vec<u8> {
        self.call(Method::IngestAbort.index(), &[])
    }

    /// See `Method::Remove`.
    pub fn remove(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Remove.index(), request)
    }

    /// See `Method::Duplicates`.
    pub fn duplicates(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Duplicates.index(), request)
    }

    /// See `Method::Series`.
    pub fn series(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Series.index(), request)
    }

    /// See `Method::Findings`.
    pub fn findings(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Findings.index(), request)
    }

    /// See `Method::Transfers`.
    pub fn transfers(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Transfers.index(), request)
    }

    /// See `Method::Forecast`.
    pub fn forecast(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Forecast.index(), request)
    }

    /// See `Method::CheckPayment`.
    pub fn check_payment(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::CheckPayment.index(), request)
    }

    /// See `Method::Evaluate`.
    pub fn evaluate(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Evaluate.index(), request)
    }

    /// The same without a kept text, for a test that holds the one to the other.
    pub fn evaluate_anew(&mut self, request: &[u8]) -> Vec<u8> {
        let anew = Request::read(request).and_then(|request| {
            let answer = self.engine.evaluate(request.now()?, request.evaluate_query()?);
            Ok(json(&answer))
        });
        anew.unwrap_or_else(|error| refusal(&error))
    }

    /// See `Method::Respond`.
    pub fn respond(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Respond.index(), request)
    }

    /// See `Method::ComparePayees`.
    pub fn compare_payees(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::ComparePayees.index(), request)
    }

    /// See `Method::Consent`.
    pub fn consent(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Consent.index(), request)
    }

    /// See `Method::Tell`.
    pub fn tell(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Tell.index(), request)
    }

    /// See `Method::Choices`.
    pub fn choices(&mut self) -> Vec<u8> {
        self.call(Method::Choices.index(), &[])
    }

    /// See `Method::TakeEntries`.
    pub fn take_entries(&mut self) -> Vec<u8> {
        self.call(Method::TakeEntries.index(), &[])
    }

    /// See `Method::ApplyEntries`.
    pub fn apply_entries(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::ApplyEntries.index(), request)
    }

    /// See `Method::Erase`.
    pub fn erase(&mut self) -> Vec<u8> {
        self.call(Method::Erase.index(), &[])
    }

    /// See `Method::Snapshot`.
    pub fn snapshot(&mut self) -> Vec<u8> {
        self.call(Method::Snapshot.index(), &[])
    }

    /// See `Method::Restore`.
    pub fn restore(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Restore.index(), request)
    }

    /// See `Method::Stats`.
    pub fn stats(&mut self) -> Vec<u8> {
        self.call(Method::Stats.index(), &[])
    }

    /// See `Method::Pack`.
    pub fn pack(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Pack.index(), request)
    }

    /// See `Method::Features`.
    pub fn features(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Features.index(), request)
    }

    /// See `Method::Prepare`.
    pub fn prepare(&mut self, request: &[u8]) -> Vec<u8> {
        self.call(Method::Prepare.index(), request)
    }
}
