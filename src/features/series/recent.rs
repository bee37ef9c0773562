// SPDX-License-Identifier: MIT OR Apache-2.0
//! The groups that the last rows came to, kept as they were read: a payee may have thousands of rows, far apart in memory.
//!
//! In: new rows, one by one. Out: the group of each. May use: ledger. Invariant: a group that is kept is the one that would be
//! read; what else becomes of its rows lets it go. A row that gives something away reads as another from the first on, so that
//! no row of a kept group is read in another way later.

use super::rows::{Group, Groups};
use crate::ledger::{Ledger, PayeeId};

/// So many groups are kept; who gets rows today mostly got some lately.
const MOST: usize = 4;

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub(super) struct Recent {
    /// The latest first.
    groups: Vec<Group>,
}

impl Recent {
    /// The group of a row that is the only new one there, to be put back with `keep`.
    pub(super) fn take(&mut self, ledger: &Ledger, payee: PayeeId, rows: &[u32], row: u32) -> Option<Group> {
        let mut known = self.release(ledger, payee, row);
        if let Some(group) = &mut known
            && group.insert(ledger, row)
        {
            return known;
        }
        Groups::of_row(ledger, payee, rows, row)
    }

    /// Keeps a group for the next row.
    pub(super) fn keep(&mut self, group: Group) {
        self.groups.truncate(MOST - 1);
        self.groups.insert(0, group);
    }

    /// Lets the group of a row go.
    pub(super) fn release(&mut self, ledger: &Ledger, payee: PayeeId, row: u32) -> Option<Group> {
        let at = self.groups.iter().position(|group| group.may_hold(ledger, payee, row))?;
        Some(self.groups.remove(at))
    }
}
