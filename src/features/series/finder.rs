// SPDX-License-Identifier: MIT OR Apache-2.0
//! The series of a whole view, some payees at a time, so that a page can breathe in between.
//!
//! In: a view. Out: series, by payee. May use: ledger, types. Invariant: a payee's series follow from its rows alone, so
//! it does not matter how many are looked at in one go.

use super::{Context, Correction, Series, group::Room, rows::Groups};
use crate::{
    ledger::{Ledger, PayeeId, View},
    types::{CivilDate, Marks},
};

/// The rows that series are found in, and by row whether it is half of a transfer between own accounts.
pub type Scene<'a> = (&'a Ledger, &'a View, &'a Marks);

/// See the door plate.
#[derive(Debug)]
pub struct Finder {
    pub(super) today: CivilDate,
    /// What the customer said of series.
    pub corrections: Vec<Correction>,
    /// How many payees were looked at.
    done: u32,
    pub(super) all: Vec<Series>,
    room: (Groups, Room),
}

impl Finder {
    /// Has looked at no payee.
    #[must_use]
    pub fn new(today: CivilDate, corrections: Vec<Correction>) -> Self {
        Self { today, corrections, done: 0, all: Vec::new(), room: Default::default() }
    }

    /// Looks at payees until so many rows were looked at, and tells whether any payee is left. All steps are of one scene.
    pub fn step(&mut self, (ledger, view, own): Scene<'_>, mut rows: usize) -> bool {
        let context = Context { ledger, today: self.today, own };
        while rows > 0 {
            // The first is the unknown one, who has no series.
            let payee = PayeeId(self.done + 1);
            if payee.0 as usize >= view.payee_count() {
                return false;
            }
            let of_payee = view.rows_of(payee);
            context.of_payee(payee, of_payee, &self.corrections, &mut self.room, &mut self.all);
            rows = rows.saturating_sub(of_payee.len() + 1);
            self.done += 1;
        }
        true
    }
}
