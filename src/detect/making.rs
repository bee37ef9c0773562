// SPDX-License-Identifier: MIT OR Apache-2.0
//! A basis on its way: what costs most of it in steps, so that a page can breathe in between.
//!
//! In: a view and what the customer said of series. Out: a `Basis`. May use: types, ledger, features. Invariant: the steps
//! of one are of one ledger that did not change in between; the basis is the same however many rows a step looks at.

use super::{Basis, Debits};
use crate::{
    features::series::{Correction, Finder, SeriesBook},
    ledger::{Ledger, OwnTransfer, Refunds, View},
    types::CivilDate,
};

/// See the door plate.
#[derive(Debug)]
pub struct Making {
    basis: Basis,
    /// How many of the lists that no series is found without, or that need none, are there.
    lists: u8,
    finder: Finder,
}

impl Making {
    /// Of the rows that a view shows, at the end of a day.
    #[must_use]
    pub fn new(view: View, today: CivilDate, said: Vec<Correction>) -> Self {
        let basis = Basis { view, ..Basis::default() };
        Self { basis, lists: 0, finder: Finder::new(today, said) }
    }

    /// The rows.
    #[must_use]
    pub const fn view(&self) -> &View {
        &self.basis.view
    }

    /// What the customer said of series.
    #[must_use]
    pub fn said(&self) -> &[Correction] {
        &self.finder.corrections
    }

    /// Works on until so many rows were looked at, and tells whether any is left.
    pub fn step(&mut self, ledger: &Ledger, rows: usize) -> bool {
        let basis = &mut self.basis;
        match self.lists {
            0 => {
                basis.transfers = OwnTransfer::find(ledger, &basis.view);
                basis.halves = OwnTransfer::halves(ledger, &basis.transfers);
            }
            1 => basis.refunds = Refunds::find(ledger, &basis.view),
            2 => basis.debits = Debits::new(ledger, &basis.view, &basis.halves),
            _ => return self.finder.step((ledger, &basis.view, &basis.halves), rows),
        }
        self.lists += 1;
        true
    }

    /// Does what is left to be done.
    #[must_use]
    pub fn finish(mut self, ledger: &Ledger) -> Basis {
        while self.step(ledger, usize::MAX) {}
        let Self { mut basis, finder, .. } = self;
        basis.series = SeriesBook::find(finder, (ledger, &basis.view, &basis.halves));
        basis
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Duplicates;

    #[test]
    fn steps_of_any_size_make_the_same() {
        let mut rows = Vec::new();
        for month in 1..=6 {
            for (id, day, amount, payee) in [
                ("a", 3, "-9.99", "Stream Box"),
                ("b", 27, "2400.00", "Keller Roofing"),
                ("c", 14, "-48.10", "Harbor Books"),
            ] {
                rows.push(format!(
                    r#"{{"id":"{id}{month}","accountId":"main","bookedAt":"2026-0{month}-{day:02}","amount":"{amount}","currency":"EUR","counterpartyName":"{payee}","kind":"transfer"}}"#
                ));
            }
        }
        let ledger = Ledger::of_rows(&rows);
        let today = CivilDate::parse("2026-06-30").unwrap();
        let whole = Basis::new(&ledger, today);
        assert_eq!(whole.series.all.len(), 3);
        for at_once in 1..8 {
            let mut making = Making::new(View::new(&ledger, today), today, Vec::new());
            let mut steps = 1;
            while making.step(&ledger, at_once) {
                steps += 1;
            }
            assert!(at_once > 6 || steps > 3, "{steps} steps of {at_once} rows are all at once");
            let basis = making.finish(&ledger);
            assert_eq!(basis.series.all, whole.series.all);
            let found = |basis| Duplicates::find(&ledger, basis).found;
            assert_eq!(found(&basis), found(&whole));
        }
    }
}
