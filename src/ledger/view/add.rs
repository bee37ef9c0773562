// SPDX-License-Identifier: MIT OR Apache-2.0
//! One more row in a view, where it moves nothing but its own payee's rows.
//!
//! In: a view and a row that came after it was made. Out: the view as if it had been made with the row, or
//! the word that it must be made anew. May use: types, ledger. Invariant: in doubt, anew; what is told of
//! pending rows and of payees joined by an account number stays whole.

use super::{Ledger, View, pending, root};
use crate::{
    ledger::{PayeeId, Row},
    types::{CivilDate, Status},
};

impl View {
    /// Takes one more row in; `false`: the view must be made anew, and this one is of no use any more.
    #[must_use]
    pub fn add(&mut self, ledger: &Ledger, place: u32, from: CivilDate, today: CivilDate) -> bool {
        let row = ledger.row(place);
        let payee = ledger.payee(&row).0;
        if !self.stands_behind(&row, payee) {
            return false;
        }
        for new in self.joined.len()..=ledger.payees.len() {
            if !self.joined.is_empty() {
                self.joined.push(new as u32);
            }
        }
        let payee = root(&self.joined, payee);
        self.payee.push(payee);
        let last = self.starts.last().copied().unwrap_or(0);
        self.starts.resize(ledger.payees.len() + 2, last);
        if row.day < from.days() || row.day > today.days() {
            return true;
        }
        if self.touches_pending(ledger, &row, place, payee) {
            return false;
        }
        let earlier = |known: &u32| ledger.by_time(*known, place).is_le();
        let at = self.order.partition_point(earlier);
        self.order.insert(at, place);
        let start = self.starts.get(payee as usize).copied().unwrap_or(0) as usize;
        let within = self.rows_of(PayeeId(payee)).partition_point(earlier);
        self.by_payee.insert(start + within, place);
        for start in self.starts.iter_mut().skip(payee as usize + 1) {
            *start += 1;
        }
        true
    }

    /// Notes the payee behind the row's account number; `false` where another one is behind it already, since
    /// the two may be one.
    fn stands_behind(&mut self, row: &Row, payee: u32) -> bool {
        if !row.counterparty_account.is_some() || !row.name.is_some() {
            return true;
        }
        let pair = u64::from(row.counterparty_account.number()) << 32 | u64::from(payee);
        let Err(at) = self.behind.binary_search(&pair) else { return true };
        let is_other = |near: usize| self.behind.get(near).is_none_or(|&known| known >> 32 != pair >> 32);
        let alone = is_other(at.wrapping_sub(1)) && is_other(at);
        if alone {
            self.behind.insert(at, pair);
        }
        alone
    }

    /// Whether the row may settle a pending one, be settled, or change which of two settles a third.
    fn touches_pending(&mut self, ledger: &Ledger, row: &Row, place: u32, payee: u32) -> bool {
        if row.replaces.is_some() || is_awaited(ledger, place) {
            return true;
        }
        let is_alike = |other: u32, from: i32, to: i32| {
            let known = ledger.row(other);
            (known.account, known.amount, known.currency) == (row.account, row.amount, row.currency)
                && (from..=to).contains(&known.day)
        };
        if row.status != Status::Pending {
            let is_busy = self.rows_of(PayeeId(payee)).len() >= pending::MAX_LOOK_AHEAD;
            return self.pending.iter().any(|&known| {
                self.payee(known).0 == payee && (is_busy || is_alike(known, row.day - pending::WINDOW_DAYS, row.day))
            });
        }
        let rows = self.rows_of(PayeeId(payee));
        let touches = rows.iter().any(|&known| is_alike(known, row.day, row.day + pending::WINDOW_DAYS))
            || self.pending.iter().any(|&known| self.payee(known).0 == payee && is_alike(known, i32::MIN, i32::MAX))
            // A row that was settled by name is in no list of rows any more, and may settle another one all the same.
            || self.heirs.iter().any(|&heir| heir as u32 == pending::NAMED);
        if !touches {
            let at = self.pending.partition_point(|&known| ledger.when(known) <= ledger.when(place));
            self.pending.insert(at, place);
        }
        touches
    }
}

/// Whether a row is settled by another one that names its id and came before it.
fn is_awaited(ledger: &Ledger, place: u32) -> bool {
    let replaces = ledger.columns().replaces();
    !replaces.is_empty() && ledger.find_word(ledger.id(place)).is_some_and(|id| replaces.contains(&id))
}
