// SPDX-License-Identifier: MIT OR Apache-2.0
//! What rows tell, and what they must not.

use super::Ledger;
use crate::{ingest::Ingest, types::Category};

impl Ledger {
    /// Of rows as JSON, none of which is refused.
    pub(crate) fn of_rows(rows: &[String]) -> Self {
        let mut ledger = Self::default();
        ledger.begin();
        let mut ingest = Ingest::default();
        ingest.push(format!("[{}]", rows.join(",")).as_bytes(), &mut ledger).unwrap();
        ingest.finish(&mut ledger).unwrap();
        assert_eq!(ledger.commit().rejected, 0);
        ledger
    }
}

#[test]
fn a_class_that_gives_something_away_reads_as_other() {
    let row = |id: &str, name: &str, mcc: &str| {
        format!(
            r#"{{"id":"{id}","accountId":"a","bookedAt":"2026-03-01","amount":"-4.00","currency":"EUR","counterpartyName":"{name}","mcc":"{mcc}"}}"#
        )
    };
    let ledger = Ledger::of_rows(&[row("a", "Planted Pharmacy", "5912"), row("b", "Harbor Books", "5942")]);
    assert_eq!(ledger.class(0), (None, Category::Other));
    assert_eq!((ledger.row(0).mcc, ledger.row(0).category), (None, Category::Other));
    assert_eq!(ledger.row_as_it_came(0).mcc, Some(5912), "the customer's own export has it");
    assert_eq!(ledger.row(1).mcc, Some(5942));
}
