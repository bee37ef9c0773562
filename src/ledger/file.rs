// SPDX-License-Identifier: MIT OR Apache-2.0
//! A file on its way into the ledger.
//!
//! In: checked rows and accounts, one after another. Out: what the file did. Invariant: it is taken whole or not at all:
//! a file that is dropped leaves nothing behind.

use super::{Account, Ledger, Row, payees::Names, rows::Rows};
use crate::{
    error::{Code, Error},
    ingest::{Problem, RawAccount, RawTransaction, Sink},
    types::gives_away,
};

/// What an ingest did.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct IngestReport {
    /// New rows.
    pub added: u32,
    /// Rows whose id was known, with other content.
    pub updated: u32,
    /// Rows whose id was known, with the same content.
    pub unchanged: u32,
    /// Rows that were skipped.
    pub rejected: u32,
    /// Why, for each skipped row and account.
    pub problems: Vec<Problem>,
}

/// What a file under way has brought so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Staged {
    ids: usize,
    pub(super) words: usize,
    /// Rows of the file that were looked at end here.
    learned: usize,
    names: Names,
    /// Rows whose id is known, in their order, with other content.
    updates: Vec<(usize, Row)>,
    /// By place: whether there is one among them.
    updated: Vec<bool>,
    accounts: Vec<Account>,
    report: IngestReport,
}

impl Staged {
    /// A row whose id is known. Most feeds bring again what they brought before: that leaves nothing to be done.
    #[cold]
    fn again(&mut self, place: usize, row: Row, rows: &Rows) {
        let is_updated = self.updated.get(place) == Some(&true);
        if !is_updated && rows.get(place as u32) == row {
            self.report.unchanged += 1;
            return;
        }
        if self.updated.len() <= place {
            self.updated.resize(rows.count(), false);
        }
        if let Some(slot) = self.updated.get_mut(place) {
            *slot = true;
        }
        self.updates.push((place, row));
    }
}

impl Ledger {
    /// Opens a file; whatever an earlier one left open is dropped.
    pub fn begin(&mut self) {
        self.abort();
        let (ids, words, learned) = (self.ids.len(), self.words.len(), self.rows.len());
        self.staged = Some(Staged { ids, words, learned, ..Staged::default() });
    }

    /// Drops all that the open file has brought.
    pub fn abort(&mut self) {
        if let Some(staged) = self.staged.take() {
            self.ids.truncate(staged.ids);
            self.words.truncate(staged.words);
            self.rows.truncate_to_committed();
            if self.payees.abort(staged.words, &staged.names) {
                let mut names = Names::default();
                self.payees.learn(&self.rows, &self.words, 0, usize::MAX, &mut names);
                self.payees.commit(&names);
            }
        }
    }

    /// Looks at rows that the open file has brought until so much is done, and tells how many are left: what is looked at
    /// before the file is taken need not be then.
    pub fn learn(&mut self, at_most: usize) -> usize {
        let Some(staged) = &mut self.staged else { return 0 };
        let from = staged.learned;
        staged.learned = self.payees.learn(&self.rows, &self.words, from, at_most, &mut staged.names);
        self.rows.span(from..staged.learned);
        self.rows.count() - staged.learned
    }

    /// Takes the open file.
    pub fn commit(&mut self) -> IngestReport {
        self.learn(usize::MAX);
        let Some(mut staged) = self.staged.take() else {
            return IngestReport::default();
        };
        let grew = self.ids.len() != staged.ids || !staged.accounts.is_empty();
        let mut rewrote = self.rows.len() == 0;
        staged.report.added = (self.ids.len() - staged.ids) as u32;
        let mut unhides = false;
        for (place, row) in staged.updates {
            let before = self.rows.get(place as u32);
            if before == row {
                staged.report.unchanged += 1;
            } else {
                unhides |= gives_away(before.mcc, before.category);
                self.rows.set(place as u32, row);
                self.payees.learn(&self.rows, &self.words, place, 1, &mut staged.names);
                staged.report.updated += 1;
                rewrote = true;
            }
        }
        self.rows.commit();
        for account in staged.accounts {
            match self.accounts.iter_mut().find(|known| known.id == account.id) {
                Some(known) => *known = account,
                None => self.accounts.push(account),
            }
        }
        if unhides {
            // A row gave away what it may not give away any more.
            self.payees.unhide();
            staged.names.hidden.clear();
            self.payees.learn(&self.rows, &self.words, 0, usize::MAX, &mut staged.names);
        }
        // What was told of a payee that may not be named any more is told anew.
        rewrote |= self.payees.commit(&staged.names);
        if grew || staged.report.updated > 0 {
            self.revision += 1;
            if rewrote {
                self.rewritten = self.revision;
            }
        }
        staged.report
    }
}

impl Sink for Ledger {
    fn transaction(&mut self, raw: &RawTransaction<'_>) -> Result<(), Error> {
        if self.staged.is_none() {
            return Err(Error::new(Code::NoIngest));
        }
        // Rows of one account follow each other: its text is looked up when it changes.
        let account = match self.rows.last_account() {
            Some(last) if self.words.is(last, raw.account_id.as_bytes()) => last,
            _ => self.words.intern(raw.account_id).map_err(Error::new)?,
        };
        let row = Row::new(raw, account, &mut self.words).map_err(Error::new)?;
        let known = self.ids.len();
        let place = self.ids.intern(raw.id).map_err(Error::new)?;
        match self.staged.as_mut() {
            None => return Err(Error::new(Code::NoIngest)),
            Some(_) if place == known => self.rows.push(row),
            Some(staged) => staged.again(place, row, &self.rows),
        }
        Ok(())
    }

    fn account(&mut self, raw: &RawAccount<'_>) {
        // A full word list refuses the next row with its code; an account has none to give.
        if let (Ok(account), Some(staged)) = (Account::new(raw, &mut self.words), self.staged.as_mut()) {
            staged.accounts.push(account);
        }
    }

    fn problem(&mut self, problem: Problem) {
        if let Some(staged) = self.staged.as_mut() {
            staged.report.rejected += u32::from(problem.row >= 0);
            staged.report.problems.push(problem);
        }
    }
}
