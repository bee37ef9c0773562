// SPDX-License-Identifier: MIT OR Apache-2.0
//! What grows row by row of all that is known of the customer as a whole.
//!
//! In: a view, its transfers and refunds, a day; then new rows. Out: sums by day, fees, and by row whether it only
//! moves own money. Such are both halves of a transfer between own accounts and of a refunded charge, what names an own
//! account though its other half is not there, a card's settlement (its purchases are the spending) and what comes in
//! on a card, and all that happens on loans and investments. May use: types, ledger. Invariant: a tally that took
//! rows in is the one made with them; where more than their payees would change, it must be made anew.

use super::{
    fee::{self, FeeCause},
    flows::{Flows, Note},
    forecast::kind_of,
    series::Series,
    settlement::Card,
};
use crate::{
    ledger::{Ledger, Ordered, PayeeId, Refunds, View},
    types::{AccountType, Category, CivilDate, Currency, Marks},
};

/// The rows that a tally is made of, and what is known of them.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// All rows.
    pub ledger: &'a Ledger,
    /// Those that count.
    pub view: &'a View,
    /// By row whether it is half of a transfer between own accounts.
    pub halves: &'a Marks,
    /// Debits whose money came back.
    pub refunds: &'a Refunds,
    /// What a row was for.
    pub category: &'a dyn Fn(u32) -> Category,
    /// The day.
    pub today: CivilDate,
}

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// By row: whether it only moves own money.
    pub own: Marks,
    /// Sums by account, currency and day.
    pub flows: Flows,
    /// Fees with what they were for, oldest first, own money or not.
    pub fees: Vec<(u32, FeeCause)>,
    /// What those that were declared were declared to be.
    kinds: Vec<Option<AccountType>>,
    cards: Vec<Card>,
}

impl Tally {
    /// Everything of all rows.
    #[must_use]
    pub fn new(seen: Seen<'_>) -> Self {
        let Seen { ledger, view, .. } = seen;
        let mut tally = Self { own: Marks::none(ledger.len()), kinds: kinds(ledger), ..Self::default() };
        for row in view.rows() {
            tally.take(seen, row, Note::Newest);
        }
        tally.flows.accounts = tally.flows.find_accounts(ledger);
        tally.flows.moved = false;
        for &account in &tally.flows.accounts {
            if kind_of(ledger, account) == Some(AccountType::Card) {
                tally.cards.push(Card::new(account));
            }
        }
        for card in &mut tally.cards {
            card.add(seen, view.rows());
        }
        tally.tell(seen, view.rows());
        tally.flows.fit();
        tally
    }

    /// Takes new rows in; `false` where it must be made anew. `payees` are theirs, and with `refunds` others of
    /// their rows may have become a refund or ceased to be one.
    #[must_use]
    pub fn add(&mut self, seen: Seen<'_>, rows: &[u32], payees: &[PayeeId], refunds: bool) -> bool {
        let Seen { ledger, view, .. } = seen;
        self.own.grow(ledger.len());
        for &row in rows {
            self.take(seen, row, Note::Row);
        }
        let moved = core::mem::take(&mut self.flows.moved);
        if self.kinds != kinds(ledger) || (moved && self.flows.accounts != self.flows.find_accounts(ledger)) {
            return false;
        }
        for card in &mut self.cards {
            if !card.add(seen, rows.into()) {
                return false;
            }
        }
        self.tell(seen, rows.into());
        for &payee in payees.iter().filter(|_| refunds) {
            self.tell(seen, view.rows_of(payee).into());
        }
        true
    }

    /// Takes a row out again; `false` where it must be made anew.
    #[must_use]
    pub fn take_out(&mut self, seen: Seen<'_>, row: u32) -> bool {
        if self.own.has(row) {
            self.own.set(row, false);
            self.flows.note(seen.ledger, row, Note::Own(false));
        }
        self.fees.retain(|fee| fee.0 != row);
        self.cards.is_empty() && self.flows.take_out(seen.ledger, row)
    }

    /// Goes on to a later day on which no row came; `false` where it must be made anew.
    #[must_use]
    pub fn pass(&mut self, seen: Seen<'_>) -> bool {
        self.cards.iter_mut().all(|card| card.add(seen, Ordered::default()))
    }

    /// Whether a row is income or spending in a currency.
    #[must_use]
    pub fn counts(&self, ledger: &Ledger, row: u32, currency: Currency) -> bool {
        self.own.get(row as usize) == Some(false) && ledger.rows().currency(row) == Some(currency)
    }

    /// Whether a series only moves own money, as its last row does.
    #[must_use]
    pub fn is_own_series(&self, series: &Series) -> bool {
        series.rows.last().is_some_and(|&row| self.own.has(row))
    }

    /// What follows from one row alone.
    fn take(&mut self, seen: Seen<'_>, row: u32, note: Note) {
        let ledger = seen.ledger;
        self.flows.note(ledger, row, note);
        if ledger.amount(row) < 0
            && let Some(cause) = fee::cause(ledger, row, (seen.category)(row))
        {
            let place = self.fees.partition_point(|fee| ledger.when(fee.0) <= ledger.when(row));
            self.fees.insert(place, (row, cause));
        }
    }

    /// Tells anew of rows whether they only move own money.
    fn tell(&mut self, seen: Seen<'_>, rows: Ordered<'_>) {
        for row in rows {
            let is = self.is_own(seen, row);
            if self.own.get(row as usize) == Some(!is) {
                self.own.set(row, is);
                self.flows.note(seen.ledger, row, Note::Own(is));
            }
        }
    }

    fn is_own(&self, Seen { ledger, view, halves, refunds, .. }: Seen<'_>, row: u32) -> bool {
        let account = ledger.rows().account(row).unwrap_or_default();
        let other = ledger.rows().counterparty_account(row);
        let by_kind = match kind_of(ledger, account) {
            Some(AccountType::Loan | AccountType::Investment) => true,
            Some(AccountType::Card) => ledger.amount(row) > 0,
            _ => false,
        };
        by_kind
            || halves.has(row)
            || refunds.has(row)
            || other.is_some() && self.flows.accounts.contains(&other)
            || self.cards.iter().any(|card| card.is_settled_by(ledger, view, row))
    }
}

fn kinds(ledger: &Ledger) -> Vec<Option<AccountType>> {
    let mut kinds = Vec::new();
    for account in ledger.accounts() {
        kinds.push(account.kind);
    }
    kinds
}
