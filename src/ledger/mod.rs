// SPDX-License-Identifier: MIT OR Apache-2.0
//! All rows of all accounts, and what follows from the rows alone.
//!
//! In: checked rows. Out: rows by place, interned texts, and a `View` at a date: order, payees, which pending
//! row was settled, which two rows are one transfer between own accounts, which debit was refunded.
//! May use: types, error, ingest. Invariants: a file is taken whole or not at all; the same rows in any
//! order give the same view; no row is lost but by `remove` or retention.
//! Deliberately absent: judgements; whether something is good or bad is told elsewhere.

mod account;
mod exchanges;
mod ids;
mod intern;
mod payees;
mod pending;
mod refunds;
mod rows;
mod table;
#[cfg(test)]
mod tests;
mod transfers;
mod view;

pub use account::Account;
pub use ids::Id;
pub use intern::{Interner, Symbol};
pub use payees::PayeeId;
pub(crate) use pending::WINDOW_DAYS;
pub use refunds::Refunds;
pub(crate) use rows::Class;
pub use rows::Row;
pub use transfers::OwnTransfer;
pub use view::View;

use core::cmp::Ordering;

use crate::{
    error::{Code, Error},
    ingest::{Problem, RawAccount, RawTransaction, Sink},
    types::{Category, CivilDate, gives_away},
};
use payees::{Names, Payees};
use rows::Rows;

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

/// Every row and account of the customer.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Row ids; a row's place is its id's place here.
    ids: ids::Ids,
    /// Names, account ids, references.
    words: Interner,
    rows: Rows,
    accounts: Vec<Account>,
    payees: Payees,
    revision: u64,
    /// The revision of the last change that did more than bring new rows at the end.
    rewritten: u64,
    /// The file that is on its way in.
    staged: Option<Staged>,
}

/// What a file under way has brought so far.
#[derive(Clone, Debug, Default)]
struct Staged {
    ids: usize,
    words: usize,
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
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.len() == 0
    }

    /// Changes whenever rows or accounts change.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether nothing happened to rows since a revision but new ones at the end.
    #[must_use]
    pub const fn only_grew_since(&self, revision: u64) -> bool {
        self.rewritten <= revision
    }

    /// The row at a place. A class that would give away what is protected reads as `other`: no fact, feature
    /// or rule ever sees it.
    #[must_use]
    pub fn row(&self, place: u32) -> Row {
        let mut row = self.rows.get(place);
        if self.payees.hides_any() && gives_away(row.mcc, row.category) {
            (row.mcc, row.category) = (None, Category::Other);
        }
        row
    }

    /// The class of a row, without the rest of it: its merchant category code and its category, as in `row`.
    #[must_use]
    pub fn class(&self, place: u32) -> (Option<u16>, Category) {
        self.rows.class(place).map_or((None, Category::Other), |class| self.shown(class))
    }

    /// The same of a class.
    pub(crate) fn shown(&self, &Class { mcc, category, .. }: &Class) -> (Option<u16>, Category) {
        if self.payees.hides_any() && gives_away(mcc, category) { (None, Category::Other) } else { (mcc, category) }
    }

    /// The row at a place as it came, for saving and handing it back to the customer alone.
    #[must_use]
    pub fn row_as_it_came(&self, place: u32) -> Row {
        self.rows.get(place)
    }

    /// Whether the payee of a row must not be named: one of its rows gives away what is protected. Its
    /// identity still tells it apart from others.
    #[must_use]
    pub fn is_hidden(&self, payee: PayeeId) -> bool {
        self.payees.is_hidden(payee)
    }

    /// The day of a row, in days since 1970-01-01.
    #[must_use]
    pub fn day(&self, place: u32) -> i32 {
        self.rows.day(place).unwrap_or(0)
    }

    /// The date of a row.
    #[must_use]
    pub fn date(&self, place: u32) -> CivilDate {
        CivilDate::from_days(self.day(place)).unwrap_or(CivilDate::MIN)
    }

    /// What rows are put in order by: the day, the time where it is known, the id.
    #[must_use]
    pub fn when(&self, place: u32) -> (i32, u32, Id<'_>) {
        (self.day(place), self.time_of(place), self.id(place))
    }

    /// Which of two rows comes first: by `when`, but ids are looked at only where nothing else tells.
    #[must_use]
    pub fn by_time(&self, a: u32, b: u32) -> Ordering {
        let order = self.rows.day(a).cmp(&self.rows.day(b)).then_with(|| self.time_of(a).cmp(&self.time_of(b)));
        order.then_with(|| self.id(a).cmp(&self.id(b)))
    }

    /// Rows without a time come first.
    fn time_of(&self, place: u32) -> u32 {
        self.rows.time(place).map_or(0, |time| time + 1)
    }

    /// The signed amount of a row in minor units.
    #[must_use]
    pub fn amount(&self, place: u32) -> i64 {
        self.rows.amount(place).unwrap_or(0)
    }

    /// The last day of the rows from a place on.
    #[must_use]
    pub fn last_day(&self, from: u32) -> i32 {
        (from..self.len() as u32).fold(i32::MIN, |last, row| last.max(self.day(row)))
    }

    /// Whether a row was booked between two days, the first one left out: most often told without a look.
    #[must_use]
    pub fn has_between(&self, after: i32, until: i32) -> bool {
        let is_between = |day: i32| day > after && day <= until;
        self.rows.may_be_between(after, until) && (0..self.len() as u32).any(|row| is_between(self.day(row)))
    }

    /// The rows by field, for passes that read a few.
    pub(crate) const fn rows(&self) -> &Rows {
        &self.rows
    }

    /// The id of the row at a place.
    #[must_use]
    pub fn id(&self, place: u32) -> Id<'_> {
        self.ids.get(place as usize)
    }

    /// The place of the row with an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<u32> {
        let place = self.ids.find(id)?;
        (place < self.len()).then_some(place as u32)
    }

    /// The text of a symbol.
    #[must_use]
    pub fn word(&self, symbol: Symbol) -> &str {
        self.words.get(symbol)
    }

    /// The symbol of a text that some row or account holds.
    #[must_use]
    pub fn find_word(&self, text: &str) -> Option<Symbol> {
        let held = self.staged.as_ref().map_or(self.words.len(), |staged| staged.words);
        self.words.find(text).filter(|symbol| symbol.place() < held)
    }

    /// How many symbols there are.
    #[must_use]
    pub fn word_count(&self) -> usize {
        self.words.len()
    }

    /// Who is behind a row.
    #[must_use]
    pub fn payee(&self, row: &Row) -> PayeeId {
        self.payees.of(row.name, row.counterparty_account, row.reference)
    }

    /// The payee that a name, or else an account number, stands for; `Err` with the identity that no row has.
    ///
    /// # Errors
    /// The identity, when no row has it.
    pub fn find_payee(&self, name: Option<&str>, account: Option<&str>) -> Result<PayeeId, String> {
        // A name as a row has it was worked out with the row.
        if let Some(payee) = name.and_then(|name| self.find_word(name)).and_then(|name| self.payees.of_name(name)) {
            return Ok(payee);
        }
        let identity = Payees::identity_for(name, account);
        self.payees.find(&identity).ok_or(identity)
    }

    /// The identity of a payee; empty for an unknown one.
    #[must_use]
    pub fn identity(&self, payee: PayeeId) -> &str {
        self.payees.identity(payee)
    }

    /// The declared accounts, in the order of their first declaration.
    #[must_use]
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

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

    /// Takes rows out; unknown ids are no error.
    pub fn remove(&mut self, ids: &[String]) -> u32 {
        let mut gone: Vec<bool> = Vec::new();
        for id in ids {
            if let Some(place) = self.find(id) {
                gone.resize(self.len(), false);
                if let Some(slot) = gone.get_mut(place as usize) {
                    *slot = true;
                }
            }
        }
        self.retain(&|place| !gone.get(place).copied().unwrap_or(false))
    }

    /// Drops rows booked before a day.
    pub fn drop_before(&mut self, day: CivilDate) -> u32 {
        if !self.has_between(i32::MIN, day.days() - 1) {
            return 0;
        }
        let mut stays = Vec::with_capacity(self.len());
        for row in 0..self.len() as u32 {
            stays.push(self.day(row) >= day.days());
        }
        self.retain(&|place| stays.get(place) == Some(&true))
    }

    /// Keeps the rows that a test names. Texts that no row holds any more go too.
    fn retain(&mut self, keep: &dyn Fn(usize) -> bool) -> u32 {
        self.abort();
        let before = self.len();
        let kept = (0..before).filter(|&place| keep(place)).count();
        if kept == before {
            return 0;
        }
        let old = core::mem::take(self);
        self.revision = old.revision + 1;
        self.rewritten = self.revision;
        for account in &old.accounts {
            // The texts fitted before, so they fit again.
            if let Ok(account) = account.moved(&old.words, &mut self.words) {
                self.accounts.push(account);
            }
        }
        for place in 0..before {
            if keep(place)
                && let Ok(row) = old.rows.get(place as u32).moved(&old.words, &mut self.words)
                && self.ids.intern(&old.ids.get(place).to_text()).is_ok()
            {
                self.rows.push(row);
            }
        }
        let mut names = Names::default();
        let end = self.payees.learn(&self.rows, &self.words, 0, usize::MAX, &mut names);
        self.rows.span(0..end);
        self.rows.commit();
        self.payees.commit(&names);
        (before - kept) as u32
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
