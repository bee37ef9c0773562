// SPDX-License-Identifier: MIT OR Apache-2.0
//! What was worked out of the rows that a call may read: of a revision of the ledger, and of a day.
//!
//! In: a ledger and days. Out: `Derived`, which goes on to later days. Invariant: it is of exactly the rows and days that
//! it names, or it is not asked.

use std::rc::Rc;

use crate::{
    detect::{Basis, Duplicate, Duplicates},
    ledger::{Ledger, PayeeId},
    payment::Known,
    present::CardTexts,
    types::CivilDate,
};

/// What was worked out for a revision of the ledger and a day.
#[derive(Debug)]
pub(super) struct Derived {
    pub(super) revision: u64,
    pub(super) from: CivilDate,
    pub(super) today: CivilDate,
    pub(super) basis: Basis,
    /// How many rows the ledger had, and the last day of any.
    pub(super) rows: u32,
    pub(super) until: i32,
    /// Payees whose series the customer made, joined or ended.
    pub(super) apart: Vec<PayeeId>,
    pub(super) duplicates: Option<Duplicates>,
    /// Whether the duplicates carry what the customer said of them by now.
    pub(super) marked: bool,
    /// What the payment guard looks up.
    pub(super) known: Option<Known>,
    /// Cards as they were last written.
    pub(super) texts: CardTexts,
}

impl Derived {
    /// The duplicates, where they were asked for.
    pub(super) fn found(&self) -> &[Rc<Duplicate>] {
        self.duplicates.as_ref().map_or(&[], |duplicates| &duplicates.found)
    }

    /// Whether it is of the rows as they are, from a day on until a day.
    pub(super) fn is_of(&self, ledger: &Ledger, days: (CivilDate, CivilDate)) -> bool {
        self.revision == ledger.revision() && (self.from, self.today) == days
    }

    /// Goes on to a day, with the rows that it has; `false` where any of them comes or goes with it, or where that was
    /// said of a series which a fit does not tell.
    pub(super) fn pass(&mut self, ledger: &Ledger, (from, today): (CivilDate, CivilDate)) -> bool {
        if (self.from, self.today) == (from, today) {
            return true;
        }
        let first = self.basis.view.rows().first();
        let stays = from >= self.from && first.is_none_or(|row| ledger.date(row) >= from);
        let hidden = self.until > self.today.days();
        let comes = hidden && ledger.has_between(self.today.days(), today.days());
        if today < self.today || !stays || comes || !self.apart.is_empty() {
            return false;
        }
        if self.basis.view.lapses(ledger, self.today, today) {
            return false;
        }
        self.basis.pass(ledger, today);
        if let Some(known) = &mut self.known {
            known.pass(ledger, &self.basis, (self.today, today), if hidden { self.rows } else { 0 });
        }
        (self.from, self.today) = (from, today);
        true
    }
}
