// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rows as columns: one list for each field, so that a pass touches only what it reads.

use core::ops::Range;

use super::{Interner, Symbol, intern::grown_by};
use crate::{
    error::Code,
    ingest::RawTransaction,
    types::{Category, CivilDate, Currency, Kind, Money, Status},
};

/// One row, taken out of its columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// The account it belongs to.
    pub account: Symbol,
    /// Days since 1970-01-01.
    pub day: i32,
    /// Seconds after midnight.
    pub time: Option<u32>,
    /// Signed minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: Currency,
    /// Counterparty's name.
    pub name: Symbol,
    /// Counterparty's account number or merchant id.
    pub counterparty_account: Symbol,
    /// Purpose text.
    pub reference: Symbol,
    /// What for.
    pub category: Category,
    /// ISO 18245.
    pub mcc: Option<u16>,
    /// How.
    pub kind: Kind,
    /// Booked or pending.
    pub status: Status,
    /// Balance after it, minor units.
    pub balance_after: Option<i64>,
    /// Id of the pending row that it settles.
    pub replaces: Symbol,
}

impl Row {
    #[inline(always)]
    pub(super) fn new(raw: &RawTransaction<'_>, account: Symbol, words: &mut Interner) -> Result<Self, Code> {
        Ok(Self {
            account,
            day: raw.booked_at.days(),
            time: raw.time.map(crate::types::CivilTime::seconds),
            amount: raw.amount,
            currency: raw.currency,
            name: words.intern_option(raw.counterparty_name)?,
            counterparty_account: words.intern_option(raw.counterparty_account)?,
            reference: words.intern_option(raw.reference)?,
            category: raw.category,
            mcc: raw.mcc,
            kind: raw.kind,
            status: raw.status,
            balance_after: raw.balance_after,
            replaces: words.intern_option(raw.replaces)?,
        })
    }

    /// The same row with its texts in another list.
    pub(super) fn moved(self, from: &Interner, to: &mut Interner) -> Result<Self, Code> {
        let mut moved = |symbol| to.intern(from.get(symbol));
        Ok(Self {
            account: moved(self.account)?,
            name: moved(self.name)?,
            counterparty_account: moved(self.counterparty_account)?,
            reference: moved(self.reference)?,
            replaces: moved(self.replaces)?,
            ..self
        })
    }

    /// The date of booking.
    #[must_use]
    pub fn date(&self) -> CivilDate {
        CivilDate::from_days(self.day).unwrap_or(CivilDate::MIN)
    }

    /// The amount with its currency.
    #[must_use]
    pub const fn money(&self) -> Money {
        Money { minor: self.amount, currency: self.currency }
    }
}

const NO_TIME: u32 = u32::MAX;
const NO_MCC: u16 = u16::MAX;

/// See the door plate. Rows past `committed` belong to a file that is still on its way in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    account: Vec<Symbol>,
    day: Vec<i32>,
    time: Vec<u32>,
    amount: Vec<i64>,
    currency: Vec<Currency>,
    name: Vec<Symbol>,
    counterparty_account: Vec<Symbol>,
    reference: Vec<Symbol>,
    category: Vec<Category>,
    mcc: Vec<u16>,
    kind: Vec<Kind>,
    status: Vec<Status>,
    /// Stays empty until the first row that has one.
    balance_after: Vec<Option<i64>>,
    /// Likewise.
    replaces: Vec<Symbol>,
    committed: usize,
    /// No day lies outside of these two.
    span: Option<(i32, i32)>,
}

impl Columns {
    /// Committed rows.
    pub(crate) const fn len(&self) -> usize {
        self.committed
    }

    /// These and those of the file that is on its way in.
    pub(super) const fn rows(&self) -> usize {
        self.day.len()
    }

    pub(crate) fn days(&self) -> &[i32] {
        self.day.get(..self.committed).unwrap_or_default()
    }

    pub(crate) fn times(&self) -> &[u32] {
        &self.time
    }

    pub(crate) fn amounts(&self) -> &[i64] {
        &self.amount
    }

    pub(crate) fn currencies(&self) -> &[Currency] {
        &self.currency
    }

    pub(crate) fn accounts(&self) -> &[Symbol] {
        &self.account
    }

    pub(crate) fn names(&self) -> &[Symbol] {
        &self.name
    }

    pub(crate) fn counterparty_accounts(&self) -> &[Symbol] {
        &self.counterparty_account
    }

    pub(crate) fn references(&self) -> &[Symbol] {
        &self.reference
    }

    pub(crate) fn kinds(&self) -> &[Kind] {
        &self.kind
    }

    /// Balances after rows; empty while none has one.
    pub(crate) fn balances_after(&self) -> &[Option<i64>] {
        &self.balance_after
    }

    pub(crate) fn statuses(&self) -> &[Status] {
        &self.status
    }

    /// Ids that booked rows say they settle.
    pub(crate) fn replaces(&self) -> &[Symbol] {
        &self.replaces
    }

    /// The class of a row: its merchant category code and its category.
    pub(super) fn class(&self, place: usize) -> (Option<u16>, Category) {
        let mcc = self.mcc.get(place).copied().filter(|&mcc| mcc != NO_MCC);
        (mcc, self.category.get(place).copied().unwrap_or(Category::Other))
    }

    /// The account of the row that came last.
    pub(super) fn last_account(&self) -> Option<Symbol> {
        self.account.last().copied()
    }

    /// Fills the columns that stay empty until the first row that has a value for them.
    #[inline(never)]
    fn widen(&mut self, row: &Row) {
        if row.balance_after.is_some() && self.balance_after.is_empty() {
            self.balance_after.resize(self.day.len(), None);
        }
        if row.replaces.is_some() && self.replaces.is_empty() {
            self.replaces.resize(self.day.len(), Symbol::NONE);
        }
    }

    /// Long lists grow by a quarter: twice the room, as lists ask for by themselves, would mostly stand empty.
    #[cold]
    fn make_room(&mut self) {
        let more = grown_by(self.day.len());
        // The widest first: each of the others then fits into what those before it left free.
        self.amount.reserve_exact(more);
        self.account.reserve_exact(more);
        self.day.reserve_exact(more);
        self.time.reserve_exact(more);
        self.name.reserve_exact(more);
        self.counterparty_account.reserve_exact(more);
        self.reference.reserve_exact(more);
        self.mcc.reserve_exact(more);
        self.currency.reserve_exact(more);
        self.category.reserve_exact(more);
        self.kind.reserve_exact(more);
        self.status.reserve_exact(more);
    }

    #[inline(always)]
    pub(super) fn push(&mut self, row: Row) {
        self.widen(&row);
        if self.day.len() == self.day.capacity() {
            self.make_room();
        }
        if row.balance_after.is_some() || !self.balance_after.is_empty() {
            self.balance_after.push(row.balance_after);
        }
        if row.replaces.is_some() || !self.replaces.is_empty() {
            self.replaces.push(row.replaces);
        }
        self.account.push(row.account);
        self.day.push(row.day);
        self.time.push(row.time.unwrap_or(NO_TIME));
        self.amount.push(row.amount);
        self.currency.push(row.currency);
        self.name.push(row.name);
        self.counterparty_account.push(row.counterparty_account);
        self.reference.push(row.reference);
        self.category.push(row.category);
        self.mcc.push(row.mcc.unwrap_or(NO_MCC));
        self.kind.push(row.kind);
        self.status.push(row.status);
    }

    /// The row at a place; a place that does not exist is a broken invariant.
    pub(super) fn get(&self, place: usize) -> Row {
        fn at<T: Copy>(column: &[T], place: usize) -> Option<T> {
            column.get(place).copied()
        }
        let row = || {
            Some(Row {
                account: at(&self.account, place)?,
                day: at(&self.day, place)?,
                time: at(&self.time, place).filter(|&time| time != NO_TIME),
                amount: at(&self.amount, place)?,
                currency: at(&self.currency, place)?,
                name: at(&self.name, place)?,
                counterparty_account: at(&self.counterparty_account, place)?,
                reference: at(&self.reference, place)?,
                category: at(&self.category, place)?,
                mcc: at(&self.mcc, place).filter(|&mcc| mcc != NO_MCC),
                kind: at(&self.kind, place)?,
                status: at(&self.status, place)?,
                balance_after: at(&self.balance_after, place).flatten(),
                replaces: at(&self.replaces, place).unwrap_or_default(),
            })
        };
        let found = row();
        #[expect(clippy::panic, reason = "a place that no row has is a broken invariant, which stops early")]
        let Some(row) = found else { panic!("no row at this place") };
        row
    }

    pub(super) fn set(&mut self, place: usize, row: Row) {
        fn put<T>(column: &mut [T], place: usize, value: T) {
            if let Some(slot) = column.get_mut(place) {
                *slot = value;
            }
        }
        self.widen(&row);
        self.reach(row.day);
        put(&mut self.account, place, row.account);
        put(&mut self.day, place, row.day);
        put(&mut self.time, place, row.time.unwrap_or(NO_TIME));
        put(&mut self.amount, place, row.amount);
        put(&mut self.currency, place, row.currency);
        put(&mut self.name, place, row.name);
        put(&mut self.counterparty_account, place, row.counterparty_account);
        put(&mut self.reference, place, row.reference);
        put(&mut self.category, place, row.category);
        put(&mut self.mcc, place, row.mcc.unwrap_or(NO_MCC));
        put(&mut self.kind, place, row.kind);
        put(&mut self.status, place, row.status);
        put(&mut self.balance_after, place, row.balance_after);
        put(&mut self.replaces, place, row.replaces);
    }

    /// Whether any row may have been booked between two days, the first one left out.
    pub(super) fn may_be_between(&self, after: i32, until: i32) -> bool {
        self.span.is_some_and(|(first, last)| first <= until && last > after)
    }

    fn reach(&mut self, day: i32) {
        let (first, last) = self.span.unwrap_or((day, day));
        self.span = Some((first.min(day), last.max(day)));
    }

    /// Days of some rows that came in.
    pub(super) fn span(&mut self, rows: Range<usize>) {
        for place in rows {
            let day = self.day.get(place).copied().unwrap_or(0);
            self.reach(day);
        }
    }

    pub(super) const fn commit(&mut self) {
        self.committed = self.day.len();
    }

    pub(super) fn truncate_to_committed(&mut self) {
        let count = self.committed;
        self.account.truncate(count);
        self.day.truncate(count);
        self.time.truncate(count);
        self.amount.truncate(count);
        self.currency.truncate(count);
        self.name.truncate(count);
        self.counterparty_account.truncate(count);
        self.reference.truncate(count);
        self.category.truncate(count);
        self.mcc.truncate(count);
        self.kind.truncate(count);
        self.status.truncate(count);
        self.balance_after.truncate(count);
        self.replaces.truncate(count);
    }
}
