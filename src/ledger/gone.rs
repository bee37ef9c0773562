// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rows that leave the ledger.
//!
//! In: ids, or a day. Out: how many rows went. Invariant: what no row holds any more goes too, and the rows that stay keep
//! their order.

use super::{Ledger, payees::Names};
use crate::types::CivilDate;

impl Ledger {
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
