// SPDX-License-Identifier: MIT OR Apache-2.0
//! Debits whose money came back: a later credit of the same payee and amount.
//!
//! In: a view. Out: by debit, the row that refunded it. A credit refunds one debit at most, the latest
//! open one, since people send back what they just bought and merchants cancel what they just charged.

use super::{Ledger, PayeeId, View};
use crate::types::{Marks, sort_numbers};

/// Card schemes settle disputes within four months.
const WINDOW_DAYS: i32 = 120;
/// A hostile file may name one payee a million times; no customer does.
const MAX_LOOK_BACK: usize = 512;

/// Refunded debits and the credits that did it.
#[derive(Clone, Debug, Default)]
pub struct Refunds {
    /// By row whether it is one or the other: most are neither.
    paired: Marks,
    /// Debits above, credits below; in order.
    by_debit: Vec<u64>,
    /// Credits above, debits below; in order.
    by_credit: Vec<u64>,
}

impl Refunds {
    /// All refunds of a view.
    #[must_use]
    pub fn find(ledger: &Ledger, view: &View) -> Self {
        let mut refunds = Self { paired: Marks::none(ledger.len()), ..Self::default() };
        let mut found = Vec::new();
        // By payee whether anything went out, and whether anything came in: most have one of the two, and their rows
        // need not be looked up.
        let mut sides = vec![0_u8; view.payee_count()];
        for row in view.rows() {
            let amount = ledger.amount(row);
            if let Some(side) = sides.get_mut(view.payee(row).0 as usize) {
                *side |= u8::from(amount <= 0) | u8::from(amount > 0) << 1;
            }
        }
        for (payee, _) in (0..).zip(&sides).skip(1).filter(|(_, sides)| **sides == 3) {
            pair(ledger, view.rows_of(PayeeId(payee)), &mut found);
        }
        refunds.put(found);
        refunds
    }

    /// Pairs anew what rows were added to or have gone from, and tells whether any debit's refund changed: a payee's
    /// refunds depend on its rows alone.
    pub fn add(&mut self, ledger: &Ledger, view: &View, payees: &[PayeeId], (new, gone): (&[u32], &[u32])) -> bool {
        self.paired.grow(ledger.len());
        let mut changed = gone.iter().any(|&row| self.paired.has(row));
        let mut found = Vec::new();
        for &payee in payees.iter().filter(|&&payee| payee != PayeeId::UNKNOWN) {
            let rows = view.rows_of(payee);
            // Where nothing came in with the new rows or later, nothing more came back.
            let is_new = |row: &&u32| view.payee(**row) == payee;
            let mut left = if gone.is_empty() { new.iter().filter(is_new).count() } else { usize::MAX };
            let mut came_in = changed;
            for row in rows.iter().rev() {
                if came_in || left == 0 {
                    break;
                }
                came_in = ledger.amount(*row) > 0;
                left -= usize::from(new.contains(row));
            }
            if !came_in {
                continue;
            }
            found.clear();
            pair(ledger, rows, &mut found);
            sort_numbers(&mut found);
            let is_of = |pair: u64| view.payee(pair as u32) == payee;
            if self.by_debit.iter().copied().filter(|&pair| is_of(pair)).ne(found.iter().copied()) {
                changed = true;
                let mut stays = core::mem::take(&mut self.by_debit);
                for &pair in &stays {
                    self.mark(pair, false);
                }
                stays.retain(|&pair| !is_of(pair));
                stays.append(&mut found);
                self.put(stays);
            }
        }
        changed
    }

    /// Takes all pairs.
    fn put(&mut self, pairs: Vec<u64>) {
        self.by_credit.clear();
        for &pair in &pairs {
            self.mark(pair, true);
            self.by_credit.push(pair.rotate_left(32));
        }
        self.by_debit = pairs;
        sort_numbers(&mut self.by_debit);
        sort_numbers(&mut self.by_credit);
    }

    fn mark(&mut self, pair: u64, is_paired: bool) {
        for row in [pair >> 32, pair & u64::from(u32::MAX)] {
            self.paired.set(row as u32, is_paired);
        }
    }

    fn other(&self, pairs: &[u64], row: u32) -> Option<u32> {
        if !self.paired.has(row) {
            return None;
        }
        let at = pairs.partition_point(|pair| pair >> 32 < u64::from(row));
        pairs.get(at).filter(|pair| *pair >> 32 == u64::from(row)).map(|&pair| pair as u32)
    }

    /// Whether a row is a refunded debit or the credit that did it.
    #[must_use]
    pub fn has(&self, row: u32) -> bool {
        self.paired.has(row)
    }

    /// The credits that refunded a debit, by row.
    pub fn credits(&self) -> impl Iterator<Item = u32> {
        self.by_credit.iter().map(|pair| (pair >> 32) as u32)
    }

    /// The debit that a credit refunded.
    #[must_use]
    pub fn debit_of(&self, credit: u32) -> Option<u32> {
        self.other(&self.by_credit, credit)
    }

    /// The credit that refunded a debit.
    #[must_use]
    pub fn of(&self, debit: u32) -> Option<u32> {
        self.other(&self.by_debit, debit)
    }
}

/// The refunds among one payee's rows.
fn pair(ledger: &Ledger, rows: &[u32], found: &mut Vec<u64>) {
    let positive = |row: &u32| ledger.amount(*row) > 0;
    if rows.iter().all(positive) {
        return;
    }
    let mut refunded = vec![false; rows.len()];
    for (at, &credit) in rows.iter().enumerate().filter(|(_, row)| positive(row)) {
        let row = ledger.row(credit);
        for (place, &earlier) in rows.iter().enumerate().take(at).rev().take(MAX_LOOK_BACK) {
            if row.day - ledger.day(earlier) > WINDOW_DAYS {
                break;
            }
            let amount = ledger.amount(earlier);
            if amount < 0
                && amount.unsigned_abs() == row.amount.unsigned_abs()
                && ledger.rows().currency(earlier) == Some(row.currency)
                && let Some(open @ false) = refunded.get_mut(place)
            {
                *open = true;
                found.push(u64::from(earlier) << 32 | u64::from(credit));
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Refunds;
    use crate::{
        ledger::{Ledger, PayeeId, View},
        types::CivilDate,
    };

    proptest! {
        /// In the order of time each credit takes the latest debit that is still open, whichever rows lie between.
        #[test]
        fn prop_each_credit_refunds_the_latest_open_debit(
            drawn in prop::collection::vec((0..4_usize, 0..9_i32, 0..3_i32, -3..4_i64, 0..5_u8), 1..40),
        ) {
            let first = CivilDate::parse("2025-01-01").unwrap();
            let mut rows = Vec::new();
            for (at, &(name, far, near, amount, currency)) in drawn.iter().enumerate() {
                let name = ["Harbor Books", "Green Basket", "Iron Hall Gym", ""][name];
                let named = if name.is_empty() { String::new() } else { format!(r#""counterpartyName":"{name}","#) };
                let (day, currency) = (first.plus_days(far * 40 + near), if currency == 0 { "CHF" } else { "EUR" });
                rows.push(format!(
                    r#"{{"id":"r{at}","accountId":"a","bookedAt":"{day}",{named}"amount":"{amount}.00","currency":"{currency}","kind":"card"}}"#
                ));
            }
            let ledger = Ledger::of_rows(&rows);
            let view = View::new(&ledger, first.plus_days(360));
            let mut by_time: Vec<u32> = (0..ledger.len() as u32).filter(|&row| ledger.day(row) <= first.days() + 360).collect();
            by_time.sort_by(|&a, &b| ledger.when(a).cmp(&ledger.when(b)));
            let mut credit_of = vec![None; ledger.len()];
            let mut debit_of = vec![None; ledger.len()];
            for (at, &credit) in by_time.iter().enumerate() {
                let back = ledger.row(credit);
                let payee = ledger.payee(&back);
                let open = |&&debit: &&u32| {
                    let charge = ledger.row(debit);
                    charge.amount < 0
                        && charge.amount == -back.amount
                        && charge.currency == back.currency
                        && back.day - charge.day <= 120
                        && ledger.payee(&charge) == payee
                        && credit_of[debit as usize].is_none()
                };
                if payee != PayeeId::UNKNOWN && let Some(&debit) = by_time[..at].iter().rev().find(open) {
                    credit_of[debit as usize] = Some(credit);
                    debit_of[credit as usize] = Some(debit);
                }
            }
            let refunds = Refunds::find(&ledger, &view);
            for row in 0..ledger.len() as u32 {
                prop_assert_eq!(refunds.of(row), credit_of[row as usize], "debit {}", row);
                prop_assert_eq!(refunds.debit_of(row), debit_of[row as usize], "credit {}", row);
                prop_assert_eq!(refunds.has(row), refunds.of(row).or(refunds.debit_of(row)).is_some());
            }
            let credits: Vec<u32> = (0..ledger.len() as u32).filter(|&row| debit_of[row as usize].is_some()).collect();
            prop_assert_eq!(refunds.credits().collect::<Vec<_>>(), credits);
        }
    }
}
