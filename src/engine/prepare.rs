// SPDX-License-Identifier: MIT OR Apache-2.0
//! What questions need, worked out step by step before they are asked, so that a page with many rows stays smooth.
//!
//! In: a moment. Out: the word whether anything is left. Invariants: nothing is answered, logged or remembered here; a
//! question in between gets what it gets without any step, since it does what is left itself; what was begun of other
//! rows, another day or other choices is dropped.

use super::{Engine, derived::Derived, gate::correct};
use crate::{
    detect,
    ledger::{Ledger, View},
    payment::Known,
    present::CardTexts,
    types::{CivilDate, Moment, Purpose},
};

/// What is looked at in a part of a frame, on a slow phone too.
const PREPARED_AT_ONCE: usize = 1024;

/// What is worked out of rows, on its way: of a revision of the ledger and of days.
#[derive(Debug)]
pub(super) struct Making {
    revision: u64,
    from: CivilDate,
    today: CivilDate,
    making: detect::Making,
}

impl Making {
    fn is_of(&self, ledger: &Ledger, days: (CivilDate, CivilDate)) -> bool {
        self.revision == ledger.revision() && (self.from, self.today) == days
    }
}

impl Engine {
    /// Does a part of what the next question at a moment needs, and tells whether anything is left.
    pub fn prepare(&mut self, now: Moment) -> bool {
        if self.catch_up(now) {
            self.make(now, PREPARED_AT_ONCE);
            return true;
        }
        let granted = self.recalled.granted;
        let is_noticing = granted.allows(Purpose::Insights) || granted.allows(Purpose::Nudges);
        let Some(derived) = self.derived.as_ref().filter(|_| is_noticing) else { return false };
        if !derived.marked {
            self.derive_with_duplicates(now);
        } else if !derived.basis.has_sums() {
            derived.basis.tally(&self.ledger, now.date);
        } else {
            self.findings(now);
            return false;
        }
        true
    }

    /// A step towards what is worked out of rows, and whether any is left.
    pub(super) fn make(&mut self, now: Moment, rows: usize) -> bool {
        let (revision, from, today) = (self.ledger.revision(), self.retained_from(Some(now)), now.date);
        let is_of = |making: &Making| making.is_of(&self.ledger, (from, today));
        let Some(mut making) = self.making.take().filter(is_of) else {
            let view = View::within(&self.ledger, from, today);
            let making = detect::Making::new(view, today, self.said_of_series());
            self.making = Some(Making { revision, from, today, making });
            return true;
        };
        if making.making.step(&self.ledger, rows) {
            self.making = Some(making);
            return true;
        }
        let mut apart = Vec::new();
        for said in making.making.said() {
            apart.extend(said.rows().iter().map(|&row| making.making.view().payee(row)));
        }
        let mut basis = making.making.finish(&self.ledger);
        correct(&self.ledger, &self.recalled.recall, &mut basis);
        // Made with the rest, so that a check answers at once.
        let guards = self.recalled.granted.allows(Purpose::PaymentGuard);
        self.derived = Some(Derived {
            revision,
            from,
            today,
            rows: self.ledger.len() as u32,
            until: self.ledger.last_day(0),
            apart,
            duplicates: None,
            marked: false,
            known: guards.then(|| Known::new(&self.ledger, &basis, today)),
            texts: CardTexts::default(),
            basis,
        });
        false
    }

    /// Drops what was worked out of rows, whole or begun.
    pub(super) fn forget_derived(&mut self) {
        (self.derived, self.making) = (None, None);
    }
}
