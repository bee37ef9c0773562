// SPDX-License-Identifier: MIT OR Apache-2.0
//! All rows of all accounts, and what follows from the rows alone.
//!
//! In: checked rows. Out: rows by place, interned texts, and a `View` at a date: order, payees, which pending
//! row was settled, which two rows are one transfer between own accounts, which debit was refunded.
//! May use: types, error, ingest. Invariants: a file is taken whole or not at all; the same rows in any
//! order give the same view; no row is lost but by `remove` or retention.
//! Deliberately absent: judgements; whether something is good or bad is told elsewhere.

mod account;
mod classes;
mod crowd;
mod exchanges;
mod file;
mod gone;
mod ids;
mod intern;
mod payees;
mod pending;
mod refunds;
mod row;
mod rows;
mod table;
#[cfg(test)]
mod tests;
mod transfers;
mod view;

pub use account::Account;
pub(crate) use classes::Class;
pub use file::IngestReport;
pub use ids::Id;
pub use intern::{Interner, Symbol};
pub use payees::PayeeId;
pub(crate) use pending::WINDOW_DAYS;
pub use refunds::Refunds;
pub use row::Row;
pub use transfers::OwnTransfer;
pub use view::{Ordered, View};

use core::cmp::Ordering;

use crate::{
    ingest::payee::folded,
    types::{Category, CivilDate, gives_away},
};
use file::Staged;
use payees::Payees;
use rows::Rows;

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
        if order.is_ne() {
            return order;
        }
        if self.ids.ascend(a as usize, b as usize) { a.cmp(&b) } else { self.id(a).cmp(&self.id(b)) }
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

    /// The folded letters and digits of the text of a symbol: one spelling for all widths, cases, accents and kanas.
    #[must_use]
    pub fn folded(&self, symbol: Symbol) -> String {
        folded(self.word(symbol))
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
}
