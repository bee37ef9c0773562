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
    let ledger = Ledger::of_rows(&[row("a", "Planted Pharmacy", "\"5912\""), row("b", "Harbor Books", "\"5942\"")]);
    assert_eq!(ledger.class(0), (None, Category::Other));
    assert_eq!((ledger.row(0).mcc, ledger.row(0).category), (None, Category::Other));
    assert_eq!(ledger.row_as_it_came(0).mcc, Some(5912), "the customer's own export has it");
    assert_eq!(ledger.row(1).mcc, Some(5942));
}

fn row(id: &str, name: &str, mcc: &str) -> String {
    format!(
        r#"{{"id":"{id}","accountId":"a","bookedAt":"2026-03-01","amount":"-4.00","currency":"EUR","counterpartyName":"{name}","mcc":{mcc}}}"#
    )
}

/// A file that is read and looked at, and not taken.
fn open(ledger: &mut Ledger, rows: &[String]) {
    ledger.begin();
    let mut ingest = Ingest::default();
    ingest.push(format!("[{}]", rows.join(",")).as_bytes(), ledger).unwrap();
    ingest.finish(ledger).unwrap();
    assert_eq!(ledger.learn(usize::MAX), 0, "all rows were looked at");
}

#[test]
fn a_file_on_its_way_in_is_known_to_nobody() {
    let mut ledger = Ledger::of_rows(&[row("a", "Harbor Books", "null")]);
    let books = ledger.payee(&ledger.row(0));
    open(&mut ledger, &[row("b", "Harbor Books #12", "5912"), row("c", "Iron Hall Gym", "null")]);
    assert_eq!((ledger.len(), ledger.find("b"), ledger.find("a")), (1, None, Some(0)));
    assert!(ledger.find_payee(Some("Iron Hall Gym"), None).is_err());
    assert_eq!((ledger.payees.len(), ledger.is_hidden(books)), (1, false));
    ledger.abort();
    // Texts of the next file stand where those of the one before stood.
    open(&mut ledger, &[row("c", "Bean Corner", "null"), row("b", "Green Basket", "null")]);
    assert_eq!(ledger.commit().added, 2);
    for (place, name) in [(0, "Harbor Books"), (1, "Bean Corner"), (2, "Green Basket")] {
        let payee = ledger.payee(&ledger.row(place));
        assert_eq!(ledger.find_payee(Some(name), None), Ok(payee), "{name}");
        assert!(!ledger.is_hidden(payee), "{name}");
    }
    assert!(ledger.find_payee(Some("Iron Hall Gym"), None).is_err());
}

#[test]
fn who_was_given_away_by_a_row_may_be_named_when_the_row_is_another() {
    let hidden = row("a", "Harbor Books", "5912");
    for rows in [vec![hidden.clone()], vec![row("a", "Harbor Books", "null"), hidden]] {
        let mut ledger = Ledger::default();
        open(&mut ledger, &rows);
        ledger.commit();
        let books = ledger.payee(&ledger.row(0));
        assert!(ledger.is_hidden(books));
        open(&mut ledger, &[row("a", "Harbor Books", "null"), row("b", "Planted Clinic", "null")]);
        let report = ledger.commit();
        assert_eq!((report.updated, report.added), (1, 1));
        assert!(!ledger.is_hidden(books));
        assert!(ledger.is_hidden(ledger.payee(&ledger.row(1))), "a name gives itself away");
    }
}

#[test]
fn the_last_word_of_a_file_on_a_row_counts() {
    let (plain, other) = (row("a", "Harbor Books", "null"), row("a", "Bean Corner", "null"));
    for (file, counts) in [
        (vec![plain.clone()], (0, 1)),
        (vec![plain.clone(), plain.clone()], (0, 2)),
        (vec![other.clone(), plain.clone()], (2, 0)),
        (vec![other.clone(), other, plain.clone()], (2, 1)),
    ] {
        let mut ledger = Ledger::of_rows(core::slice::from_ref(&plain));
        let revision = ledger.revision();
        open(&mut ledger, &file);
        let report = ledger.commit();
        assert_eq!((report.updated, report.unchanged), counts);
        assert_eq!(ledger.word(ledger.row(0).name), "Harbor Books");
        assert_eq!(ledger.revision() > revision, counts.0 > 0);
    }
}

#[test]
fn a_name_that_gives_a_known_payee_away_does_so_behind_a_file_that_was_dropped() {
    // One identity, of which only the second spelling tells; its text is known as a reference.
    let known = row("a", "HarborClinic", "null").replace("\"mcc\"", "\"reference\":\"Harbor Clinic\",\"mcc\"");
    let mut ledger = Ledger::of_rows(&[known]);
    let clinic = ledger.payee(&ledger.row(0));
    assert!(!ledger.is_hidden(clinic), "the case is worth nothing where the first spelling tells");
    let telling = [row("b", "Harbor Clinic", "null")];
    open(&mut ledger, &telling);
    ledger.abort();
    assert!(!ledger.is_hidden(clinic));
    assert_eq!(ledger.payee(&ledger.row(0)), clinic, "rows that stay keep their payee");
    let before = ledger.revision();
    open(&mut ledger, &telling);
    ledger.commit();
    assert_eq!(ledger.payee(&ledger.row(1)), clinic, "one payee");
    assert!(ledger.is_hidden(clinic));
    assert!(!ledger.only_grew_since(before), "what named it before is told anew");
}

#[test]
fn a_word_of_a_file_on_its_way_in_is_no_word() {
    let mut ledger = Ledger::of_rows(&[row("a", "Harbor Books", "null")]);
    open(&mut ledger, &[row("b", "Bean Corner", "null")]);
    assert!(ledger.find_word("Harbor Books").is_some());
    assert!(ledger.find_word("Bean Corner").is_none());
    ledger.commit();
    assert!(ledger.find_word("Bean Corner").is_some());
}

#[test]
fn rows_without_a_file_leave_nothing_behind() {
    let mut ledger = Ledger::of_rows(&[row("a", "Harbor Books", "null")]);
    ledger.begin();
    ledger.remove(&["a".into()]);
    let mut ingest = Ingest::default();
    assert!(ingest.push(format!("[{}]", row("b", "Bean Corner", "null")).as_bytes(), &mut ledger).is_err());
    assert_eq!(ledger.len(), 0);
    open(&mut ledger, &[row("b", "Bean Corner", "null")]);
    assert_eq!((ledger.commit().added, ledger.find("b")), (1, Some(0)));
}
