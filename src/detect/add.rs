// SPDX-License-Identifier: MIT OR Apache-2.0
//! More rows at the end of a ledger: what was worked out, changed where they touch it.
//!
//! In: a basis and rows that came after it was made. Out: the basis as if it had been made with them, and the
//! payees that they touched, or the word that it must be made anew. May use: types, ledger, features.
//! Invariant: the answers are those of a basis made anew; in doubt it is.

use core::{
    cell::{OnceCell, RefCell},
    ops::Range,
};

use super::Basis;
use crate::{
    ledger::{Ledger, OwnTransfer, PayeeId},
    types::CivilDate,
};

/// So many rows at once are no news of the day, and cost more one by one than all together.
const MAX_ROWS: u32 = 64;

/// What new rows touched.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Touched {
    /// Payees with new rows, or with fewer.
    pub payees: Vec<PayeeId>,
    /// The new rows that can be seen.
    pub rows: Vec<u32>,
    /// Pending rows that they settled.
    pub gone: Vec<u32>,
    /// Whether any debit was refunded that was not, or the other way round.
    pub refunds: bool,
    /// Payees whose rows entered or left a series.
    pub moved: Vec<PayeeId>,
}

impl Touched {
    fn note(&mut self, payee: PayeeId) {
        if !self.payees.contains(&payee) {
            self.payees.push(payee);
        }
    }
}

impl Basis {
    /// Takes more rows in, of what was booked from a day on until `today`. `None`: the basis must be made anew,
    /// and this one is of no use any more. Of some payees the customer joined or ended series, or insisted on them:
    /// those stand `apart`, and `correct` takes in what else was said.
    #[must_use]
    pub fn add(
        &mut self,
        ledger: &Ledger,
        rows: Range<u32>,
        (from, today): (CivilDate, CivilDate),
        apart: &[PayeeId],
        correct: &dyn Fn(&mut Self),
    ) -> Option<Touched> {
        if rows.len() as u32 > MAX_ROWS {
            return None;
        }
        let first = self.view.rows().first();
        let mut touched = Touched::default();
        for row in rows {
            if let Some(gone) = self.view.add(ledger, row, from, today)? {
                if OwnTransfer::may_be_half(ledger, gone) {
                    return None;
                }
                // What came with it was never taken in.
                let before = touched.rows.len();
                touched.rows.retain(|&known| known != gone);
                if touched.rows.len() == before {
                    touched.gone.push(gone);
                }
                touched.note(self.view.payee(gone));
            }
            if (from..=today).contains(&ledger.date(row)) {
                touched.rows.push(row);
                touched.note(self.view.payee(row));
            }
        }
        if touched.payees.iter().any(|payee| apart.contains(payee)) {
            return None;
        }
        // Rows that become or stop being halves of a transfer change what was worked out of them elsewhere.
        if OwnTransfer::add(&mut self.transfers, &mut self.halves, ledger, &self.view, &touched.rows)? {
            return None;
        }
        touched.refunds = self.refunds.add(ledger, &self.view, &touched.payees, (&touched.rows, &touched.gone));
        let scene = (ledger, &self.view, &self.halves);
        touched.moved = self.series.add(scene, today, (&touched.rows, &touched.gone));
        correct(self);
        for &row in touched.rows.iter().filter(|&&row| !self.halves.has(row)) {
            self.debits.add(ledger, row);
        }
        for &row in &touched.gone {
            self.debits.take_out(ledger, row);
        }
        self.facts.take();
        let noticed = self.noticed.take().or_else(|| self.noticed_before.take());
        // How long the history is, and what came back, is asked of every payee.
        let stays = !touched.refunds && self.view.rows().first() == first;
        self.add_sums(ledger, today, &touched);
        let fees_stay = touched.gone.is_empty() && self.tally.get().is_some();
        let noticed = noticed.filter(|_| stays).map(|noticed| noticed.touched(&touched.payees, fees_stay));
        self.noticed_before = RefCell::new(noticed);
        Some(touched)
    }

    /// Goes on to a later day on which no row came, went or lapsed, where the customer joined, ended or insisted on no series:
    /// rows pair and repeat as they did, and what counts back from the day is told anew.
    pub fn pass(&mut self, ledger: &Ledger, today: CivilDate) {
        self.series.pass(ledger, today);
        self.facts.take();
        self.noticed.take();
        self.noticed_before.take();
        let spending = self.spending.take();
        if let Some(mut tally) = self.tally.take()
            && self.seen(ledger, today, &mut |seen| tally.pass(seen))
        {
            self.tally = OnceCell::from(tally);
            if let Some(mut spending) = spending
                && spending.pass(ledger, self, today)
            {
                self.spending = OnceCell::from(spending);
            }
        }
    }

    /// Sums are made anew where more moves than payees of new rows.
    fn add_sums(&mut self, ledger: &Ledger, today: CivilDate, touched: &Touched) {
        let spending = self.spending.take();
        let Some(mut tally) = self.tally.take() else { return };
        if self.seen(ledger, today, &mut |seen| {
            tally.add(seen, &touched.rows, &touched.payees, touched.refunds)
                && touched.gone.iter().all(|&row| tally.take_out(seen, row))
        }) {
            self.tally = OnceCell::from(tally);
            if let Some(mut spending) = spending
                && spending.add(ledger, self, today, touched)
            {
                self.spending = OnceCell::from(spending);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Basis;
    use crate::{
        detect::{Finding, findings},
        ingest::Ingest,
        ledger::Ledger,
        types::{CivilDate, Family},
    };

    fn take(ledger: &mut Ledger, rows: &[String]) {
        let mut ingest = Ingest::default();
        ledger.begin();
        ingest.push(format!("[{}]", rows.join(",")).as_bytes(), ledger).unwrap();
        ingest.finish(ledger).unwrap();
        ledger.commit();
    }

    fn row(id: &str, day: &str, more: &str) -> String {
        format!(
            r#"{{"id":"{id}","accountId":"a","bookedAt":"{day}","amount":"-12.99","currency":"EUR","counterpartyName":"Filmhouse Plus","kind":"card"{more}}}"#
        )
    }

    fn history() -> Ledger {
        let mut rows = Vec::new();
        for month in 1..=5 {
            rows.push(row(&format!("f{month}"), &format!("2026-{month:02}-12"), ""));
        }
        rows.push(row("p", "2026-06-12", r#","status":"pending""#));
        let mut ledger = Ledger::default();
        take(&mut ledger, &rows);
        ledger
    }

    fn day(text: &str) -> CivilDate {
        CivilDate::parse(text).unwrap()
    }

    #[test]
    fn a_booking_takes_its_reservation_out_and_makes_nothing_anew() {
        for more in [r#","replaces":"p""#, ""] {
            let (mut ledger, today) = (history(), day("2026-06-14"));
            let mut basis = Basis::new(&ledger, today);
            take(&mut ledger, &[row("b", "2026-06-13", more)]);
            let touched =
                basis.add(&ledger, 6..7, (CivilDate::MIN, today), &[], &|_| {}).expect("nothing is made anew");
            let anew = Basis::new(&ledger, today);
            assert_eq!((touched.rows, touched.gone), (vec![6], vec![5]));
            assert!(basis.view.rows().eq(anew.view.rows()));
            assert_eq!(basis.series.all, anew.series.all);
            assert_eq!(basis.view.lasting(&ledger, 6), anew.view.lasting(&ledger, 6));
        }
    }

    #[test]
    fn findings_of_fees_stand_until_a_fee_or_the_income_is_another() {
        let today = day("2026-06-14");
        let of_kind = |id: &str, day: &str, amount: &str, more: &str| {
            row(id, day, more).replace("-12.99", amount).replace("card", if amount > "0" { "credit" } else { "fee" })
        };
        let fee =
            |id: &str, day: &str, more: &str| of_kind(id, day, "-4.00", more).replace("Filmhouse Plus", "Late fee");
        let pay = |id: &str, day: &str, amount: &str| of_kind(id, day, amount, "").replace("Filmhouse Plus", "Mill");
        let mut rows = vec![fee("x", "2026-05-14", ""), fee("y", "2026-05-16", "")];
        for month in 1..=5 {
            rows.push(pay(&format!("s{month}"), &format!("2026-{month:02}-01"), "1500.00"));
        }
        let mut ledger = Ledger::default();
        take(&mut ledger, &rows);
        let mut basis = Basis::new(&ledger, today);
        let count = |found: &[Finding]| found.iter().filter(|known| known.family() == Family::RepeatedFee).count();
        assert_eq!(count(&findings(&ledger, &basis, &[], today)), 1);
        let mut counts = Vec::new();
        for row in [
            row("a", "2026-06-01", ""),
            fee("z", "2026-06-02", ""),
            fee("p", "2026-06-03", r#","status":"pending""#),
            row("b", "2026-06-04", ""),
            fee("q", "2026-06-05", r#","replaces":"p""#),
            pay("t2", "2026-02-20", "900000.00"),
            pay("t3", "2026-03-20", "900000.00"),
            pay("t4", "2026-04-20", "900000.00"),
            row("c", "2026-06-06", ""),
        ] {
            let from = ledger.len() as u32;
            take(&mut ledger, &[row]);
            if basis.add(&ledger, from..from + 1, (CivilDate::MIN, today), &[], &|_| {}).is_none() {
                basis = Basis::new(&ledger, today);
            }
            let (grown, anew) = (&basis, Basis::new(&ledger, today));
            let grown = findings(&ledger, grown, &[], today);
            assert_eq!(grown, findings(&ledger, &anew, &[], today));
            counts.push(count(&grown));
        }
        assert_eq!((counts.first(), counts.last()), (Some(&1), Some(&0)), "{counts:?}");
    }

    #[test]
    fn another_day_moves_what_is_due_and_nothing_else() {
        let mut ledger = history();
        // Or else it lapses.
        take(&mut ledger, &[row("b", "2026-06-12", r#","replaces":"p""#)]);
        let mut basis = Basis::new(&ledger, day("2026-06-14"));
        for later in ["2026-06-15", "2026-07-12", "2026-07-20", "2026-08-01", "2026-09-30"] {
            basis.pass(&ledger, day(later));
            assert_eq!(basis.series.all, Basis::new(&ledger, day(later)).series.all, "{later}");
        }
        assert!(basis.series.all[0].next.is_none(), "it has ended");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]
        #[test]
        fn prop_series_that_grew_row_by_row_are_those_of_all_rows(
            drawn in prop::collection::vec((0..9_u8, 0..3_i32, 0..12_u8, 0..9_u8), 3..30),
            (first, usual) in (1..6_usize, 0..3_usize),
        ) {
            let start = day("2026-01-05");
            let mut rows: Vec<String> = Vec::new();
            for (at, &(month, late, what, how)) in drawn.iter().enumerate() {
                // Mostly once a month, in order, so that there are series to begin, to go on and to break.
                let booked = start.plus_days(if month < 3 { at as i32 * 30 + late } else { i32::from(month) * 30 + late });
                let amount = ["-12.99", "-12.99", if usual == 1 { "-30.10" } else { "-13.99" }, "12.99"][usize::from(what % 4)];
                let kind = ["card", "direct_debit", "cash"][if what != 7 { usual } else { usize::from(what) % 3 }];
                let category = ["subscriptions", "dining", "health"][usize::from(what / 4)];
                let status = if how > 6 { "pending" } else { "booked" };
                // A booking names the reservation before it, whatever came of the amount.
                let before = at.checked_sub(1).filter(|&before| drawn[before].3 > 6 && (2..7).contains(&how));
                let replaces = before.map(|before| format!(r#","replaces":"r{before}""#)).unwrap_or_default();
                rows.push(format!(
                    r#"{{"id":"r{at}","accountId":"a","bookedAt":"{booked}","amount":"{amount}","currency":"EUR","counterpartyName":"Filmhouse","kind":"{kind}","category":"{category}","status":"{status}"{replaces}}}"#
                ));
            }
            let today = day("2028-09-01");
            let mut from = first.min(rows.len());
            let mut ledger = Ledger::default();
            take(&mut ledger, &rows[..from]);
            let mut basis = Basis::new(&ledger, today);
            for step in rows[from..].chunks(1 + first % 2) {
                take(&mut ledger, step);
                let new = from as u32..ledger.len() as u32;
                from += step.len();
                if basis.add(&ledger, new, (CivilDate::MIN, today), &[], &|_| {}).is_none() {
                    basis = Basis::new(&ledger, today);
                }
                prop_assert_eq!(&basis.series.all, &Basis::new(&ledger, today).series.all);
            }
        }
    }
}
