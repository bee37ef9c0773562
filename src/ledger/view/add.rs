// SPDX-License-Identifier: MIT OR Apache-2.0
//! One more row in a view, where it moves nothing but its own payee's rows and a pending row that it settles.
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
    /// Takes one more row in, and tells the pending row that it settled, which is in no list of rows any more. `None`: the
    /// view must be made anew, and this one is of no use any more.
    #[must_use]
    pub fn add(&mut self, ledger: &Ledger, place: u32, from: CivilDate, today: CivilDate) -> Option<Option<u32>> {
        let row = ledger.row(place);
        let payee = ledger.payee(&row).0;
        if !self.stands_behind(&row, payee) {
            return None;
        }
        for new in self.joined.len()..=ledger.payees.len() {
            if !self.joined.is_empty() {
                self.joined.push(new as u32);
            }
        }
        let payee = root(&self.joined, payee);
        let count = self.payee.len() + 1;
        self.payee.grow(count);
        self.payee.set(count as u32 - 1, payee);
        self.by_payee.grow(ledger.payees.len() + 1);
        if row.day < from.days() || row.day > today.days() {
            return Some(None);
        }
        if row.status == Status::Pending && pending::is_lapsed(ledger, place, today) {
            return None;
        }
        let gone = self.settles(ledger, &row, place, payee)?;
        let (at, within, _) = self.places_of(ledger, place);
        self.order.insert(at, place);
        self.by_payee.insert(payee, Some(payee as usize), within, place);
        if let Some(gone) = gone {
            let (at, within, payee) = self.places_of(ledger, gone);
            self.order.remove(at);
            self.by_payee.remove(payee, Some(payee as usize), within);
            let named = if row.replaces.is_some() { pending::NAMED } else { gone };
            let heir = u64::from(place) << 32 | u64::from(named);
            let at = self.heirs.partition_point(|&known| known < heir);
            self.heirs.insert(at, heir);
        }
        if self.by_payee.is_scattered() {
            self.by_payee.gather(&|payee| payee as u32);
        }
        Some(gone)
    }

    /// Where a row stands or would stand in the order and among the rows of its payee; and that payee.
    fn places_of(&self, ledger: &Ledger, place: u32) -> (usize, usize, u32) {
        let earlier = |known: u32| ledger.by_time(known, place).is_lt();
        let payee = self.payee(place);
        let within = self.rows_of(payee).partition_point(|&known| earlier(known));
        (self.rows().partition_point(&earlier), within, payee.0)
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

    /// The pending row that the row settles, where that moves nothing else; `None` where it may be settled itself, or change
    /// which of two settles a third.
    fn settles(&mut self, ledger: &Ledger, row: &Row, place: u32, payee: u32) -> Option<Option<u32>> {
        if is_awaited(ledger, place) {
            return None;
        }
        let is_alike = |other: u32, from: i32, to: i32| {
            let known = ledger.row(other);
            (known.account, known.amount, known.currency) == (row.account, row.amount, row.currency)
                && (from..=to).contains(&known.day)
        };
        let is_open = |other: u32| {
            let (at, _, _) = self.places_of(ledger, other);
            let known = ledger.row(other);
            self.rows().get(at) == Some(other) && known.status == Status::Pending && !known.replaces.is_some()
        };
        if row.status != Status::Pending {
            let rows = self.rows_of(PayeeId(payee)).len() + self.pending.len();
            if rows >= pending::MAX_LOOK_AHEAD && !self.pending.is_empty() {
                return None;
            }
            if row.replaces.is_some() {
                let named = ledger.find(ledger.word(row.replaces))?;
                return is_open(named).then_some(Some(named));
            }
            let mut alike = self.pending.clone();
            alike.retain(|&known| is_alike(known, row.day - pending::WINDOW_DAYS, row.day));
            return match alike.as_slice() {
                [] => Some(None),
                &[one] if is_open(one) && self.payee(one).0 == payee => Some(Some(one)),
                // One under another name may be settled by its likeness.
                _ => None,
            };
        }
        // A booked row that was settled by name is in no list of rows any more, and may settle another one all the same.
        let is_lost = |&heir: &u64| {
            let named = || ledger.find(ledger.word(ledger.row((heir >> 32) as u32).replaces));
            heir as u32 == pending::NAMED && named().is_some_and(|named| ledger.row(named).status != Status::Pending)
        };
        let from = self.rows().partition_point(&|known| ledger.day(known) < row.day);
        let until = row.day + pending::WINDOW_DAYS;
        let mut later = self.rows().past(from).take_while(|&known| ledger.day(known) <= until);
        let touches = row.replaces.is_some()
            || later.any(|known| is_alike(known, row.day, until))
            || self.pending.len() >= pending::MAX_LOOK_AHEAD
            || self.pending.iter().any(|&known| is_alike(known, i32::MIN, i32::MAX))
            || self.heirs.iter().any(is_lost);
        if touches {
            return None;
        }
        let at = self.pending.partition_point(|&known| ledger.when(known) <= ledger.when(place));
        self.pending.insert(at, place);
        Some(None)
    }
}

/// Whether a row is settled by another one that names its id and came before it.
fn is_awaited(ledger: &Ledger, place: u32) -> bool {
    let rows = ledger.rows();
    rows.replaces_any() && ledger.find_word(&ledger.id(place).to_text()).is_some_and(|id| rows.is_replaced(id))
}
