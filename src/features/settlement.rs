// SPDX-License-Identifier: MIT OR Apache-2.0
//! What settles a card: payments to whoever was paid exactly a month of its purchases more than once.
//!
//! In: rows, of the card and of other accounts. Out: whether a row is such a payment. Invariant: a card that took new
//! rows in is the one made with them; where that changes to whom it is settled, it must be made anew.

use super::tally::Seen;
use crate::{
    ledger::{Ledger, Ordered, PayeeId, Symbol, View},
    types::{CivilDate, Kind, sort_numbers},
};

/// A card is settled at most so many days after its month is closed.
const SETTLED_WITHIN: i32 = 60;
/// Settlements of the last months tell whom a card is settled to.
const MONTHS: i32 = 13;
/// One sum may be chance.
const SETTLEMENTS: usize = 2;

/// See the door plate.
#[derive(Clone, Debug)]
pub(super) struct Card {
    account: Symbol,
    /// The days of the card's purchases, in order, and what they came to up to each.
    days: Vec<i32>,
    sums: Vec<i64>,
    /// Rows that paid exactly a month of them.
    paid: Vec<u32>,
    /// To whom it is settled, in order.
    payees: Vec<u64>,
}

impl Card {
    pub(super) const fn new(account: Symbol) -> Self {
        Self { account, days: Vec::new(), sums: Vec::new(), paid: Vec::new(), payees: Vec::new() }
    }

    /// Takes rows in; `false` where it is settled to others than before.
    pub(super) fn add(&mut self, seen: Seen<'_>, rows: Ordered<'_>) -> bool {
        let Seen { ledger, view, today, .. } = seen;
        // Whatever was paid after the oldest new purchase may settle another sum now.
        let mut since = i32::MAX;
        for row in rows {
            let amount = ledger.amount(row);
            let paid = ledger.rows().kind(row) != Some(Kind::Refund) && amount > 0;
            if self.holds(ledger, row) && !paid {
                let day = ledger.day(row);
                let place = self.days.partition_point(|&known| known <= day);
                let before = place.checked_sub(1).and_then(|place| self.sums.get(place)).copied().unwrap_or(0);
                self.days.insert(place, day);
                self.sums.insert(place, before);
                for sum in self.sums.iter_mut().skip(place) {
                    *sum = sum.saturating_sub(amount);
                }
                since = since.min(day);
            }
        }
        let first = today.plus_months(-MONTHS);
        self.paid.retain(|&row| (first.days()..=since).contains(&ledger.day(row)));
        let after = view.rows().partition_point(&|row| ledger.day(row) <= since);
        let later = view.rows().past(after);
        for row in rows.filter(|&row| ledger.day(row) <= since).chain(later) {
            if ledger.date(row) >= first && self.may_settle(ledger, row) && self.is_month(ledger, row) {
                self.paid.push(row);
            }
        }
        let mut counted = Vec::with_capacity(self.paid.len());
        for &row in &self.paid {
            counted.push(u64::from(view.payee(row).0));
        }
        sort_numbers(&mut counted);
        let mut payees = Vec::new();
        for group in counted.chunk_by(|a, b| a == b) {
            payees.extend(group.first().filter(|&&payee| payee != 0 && group.len() >= SETTLEMENTS));
        }
        let stays = payees == self.payees;
        self.payees = payees;
        stays
    }

    /// Whether a row is a payment to whom the card is settled.
    pub(super) fn is_settled_by(&self, ledger: &Ledger, view: &View, row: u32) -> bool {
        let PayeeId(payee) = view.payee(row);
        self.payees.binary_search(&u64::from(payee)).is_ok() && self.may_settle(ledger, row)
    }

    fn holds(&self, ledger: &Ledger, row: u32) -> bool {
        ledger.rows().account(row) == Some(self.account)
    }

    fn may_settle(&self, ledger: &Ledger, row: u32) -> bool {
        let kind = ledger.rows().kind(row).unwrap_or(Kind::Other);
        ledger.amount(row) < 0
            && !self.holds(ledger, row)
            && matches!(kind, Kind::DirectDebit | Kind::Transfer | Kind::Other)
    }

    /// Whether it is what a month of purchases came to that was closed before it.
    fn is_month(&self, ledger: &Ledger, row: u32) -> bool {
        let until = |day: CivilDate| {
            let place = self.days.partition_point(|&known| known <= day.days());
            place.checked_sub(1).and_then(|place| self.sums.get(place)).copied().unwrap_or(0)
        };
        let date = ledger.date(row);
        (1..=SETTLED_WITHIN).any(|days| {
            let closed = date.plus_days(-days);
            // Beside a closing day at the end of a month stands the end of the month before.
            let before = closed.plus_days(1).plus_months(-1).plus_days(-1);
            let bought = until(closed).saturating_sub(until(before));
            bought.checked_neg() == Some(ledger.amount(row))
        })
    }
}
