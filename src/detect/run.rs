// SPDX-License-Identifier: MIT OR Apache-2.0
//! Runs every detector over one scene, each by itself.
//!
//! In: a ledger, a basis, a day. Out: findings, by family, then as the family orders them. Invariant: a detector that
//! gives up, costs too much or names a row that is not there loses its own findings, and no other's.

use core::cell::Cell;
use std::rc::Rc;

use super::{Basis, Duplicate, Finding, fees, income, refund, room, series, shortfall, spend, tax, twice};
use crate::{
    ledger::{Id, Ledger, PayeeId},
    types::{CivilDate, sorted},
};

/// What a detector may cost: so many steps a row, and some more.
const STEPS_A_ROW: usize = 32;
const STEPS: usize = 100_000;

/// So many findings have room behind these: what journeys, goals and the customer's own days tell.
const ROOM: usize = 8;

/// All that a detector sees.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The rows.
    pub ledger: &'a Ledger,
    /// What was worked out of them.
    pub basis: &'a Basis,
    /// The day.
    pub today: CivilDate,
    /// Steps that are left to the detector at work.
    left: Cell<usize>,
    /// The payees that are looked at; `None` for all.
    pub(super) only: Option<Vec<PayeeId>>,
}

impl Scene<'_> {
    /// Whether a payee is looked at.
    pub(super) fn looks_at(&self, payee: PayeeId) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(&payee))
    }

    /// Counts steps of the detector at work; `None` once they are too many, and then it gives up.
    pub(super) fn take(&self, steps: usize) -> Option<()> {
        let left = self.left.get().checked_sub(steps);
        self.left.set(left.unwrap_or(0));
        left.map(drop)
    }
}

type Detector = fn(&Scene<'_>, &mut Vec<Finding>) -> Option<()>;

/// What a detector's findings follow from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Reach {
    /// Whatever there is.
    All,
    /// The fees, and what comes in in a usual month.
    Fees,
    /// Each from the rows of one payee and their series alone, in the order of series.
    Series,
    /// The same, in the order of payees.
    Payees,
    /// The same, in the order of rows.
    Rows,
}

/// One a family, or a few families that cannot fail alone.
const DETECTORS: &[(Reach, Detector)] = &[
    (Reach::Rows, |scene, found| {
        for finding in twice::find(scene) {
            found.push(Finding::TwiceInCycle(finding));
        }
        Some(())
    }),
    (Reach::Rows, refund::find),
    (Reach::Series, |scene, found| series::each(scene, series::price_step::find, found)),
    (Reach::Series, |scene, found| series::each(scene, series::higher::find, found)),
    (Reach::All, |scene, found| series::each(scene, series::missing::find, found)),
    (Reach::Series, |scene, found| series::each(scene, series::new_series::find, found)),
    (Reach::All, |scene, found| series::each(scene, series::ended::find, found)),
    (Reach::Payees, |scene, found| {
        series::trial::find(scene, found);
        Some(())
    }),
    (Reach::Fees, fees::find),
    (Reach::All, income::find),
    (Reach::All, spend::find),
    (Reach::All, shortfall::find),
    (Reach::All, room::find),
    (Reach::All, tax::find),
];

/// What was noticed besides duplicates, by detector.
#[derive(Clone, Debug, Default)]
pub(super) struct Noticed {
    by_detector: Vec<Vec<Finding>>,
    /// Payees with new rows since then.
    touched: Vec<PayeeId>,
    /// What those of fees followed from; `None` where fees may have gone or may count in another way since.
    fees: Option<fees::Stand>,
}

impl Noticed {
    /// The same for rows of some payees that have come since; whether fees that were there stay as they are.
    pub(super) fn touched(mut self, payees: &[PayeeId], fees_stay: bool) -> Self {
        self.fees = self.fees.filter(|_| fees_stay);
        for &payee in payees {
            if payee != PayeeId::UNKNOWN && !self.touched.contains(&payee) {
                self.touched.push(payee);
            }
        }
        self
    }
}

/// All findings of a basis: duplicates as they are marked by now, and the rest, worked out once.
#[must_use]
pub fn findings(ledger: &Ledger, basis: &Basis, duplicates: &[Rc<Duplicate>], today: CivilDate) -> Vec<Finding> {
    // What the customer says of duplicates changes nothing of the rest.
    let noticed = basis.noticed.get_or_init(|| {
        let before = basis.noticed_before.take();
        run(&mut Scene { ledger, basis, today, left: Cell::new(0), only: None }, DETECTORS, before)
    });
    let mut count = duplicates.len() + ROOM;
    for found in &noticed.by_detector {
        count += found.len();
    }
    let mut all = Vec::with_capacity(count);
    for duplicate in duplicates {
        all.push(Finding::Duplicate(Rc::clone(duplicate)));
    }
    for found in &noticed.by_detector {
        all.extend_from_slice(found);
    }
    all
}

/// Runs detectors; what follows from one payee alone is looked for where rows came, and the rest is as it was before.
fn run(scene: &mut Scene<'_>, detectors: &[(Reach, Detector)], before: Option<Noticed>) -> Noticed {
    let Noticed { mut by_detector, touched, fees } = before.unwrap_or_default();
    let is_first = by_detector.is_empty();
    let stand = fees::stand(scene);
    by_detector.resize(detectors.len(), Vec::new());
    let rows = scene.ledger.len();
    let is_sound = |finding: &Finding| finding.evidence().iter().all(|&row| (row as usize) < rows);
    for (&(reach, detector), found) in detectors.iter().zip(&mut by_detector) {
        if reach == Reach::Fees && fees == Some(stand) {
            continue;
        }
        scene.left.set(STEPS_A_ROW.saturating_mul(rows).saturating_add(STEPS));
        scene.only = (!is_first && !matches!(reach, Reach::All | Reach::Fees)).then(|| touched.clone());
        found.retain(|finding| scene.only.is_some() && !scene.looks_at(payee_of(scene.basis, finding)));
        let before = found.len();
        let is_whole = detector(scene, found).is_some();
        if !is_whole || !found.get(before..).unwrap_or_default().iter().all(is_sound) {
            found.truncate(before);
        }
        if scene.only.is_some() && found.len() > before {
            *found = sorted(core::mem::take(found), &mut |a, b| place(scene, reach, a).cmp(&place(scene, reach, b)));
        }
    }
    Noticed { by_detector, touched: Vec::new(), fees: Some(stand) }
}

/// The payee of a finding that follows from one alone.
fn payee_of(basis: &Basis, finding: &Finding) -> PayeeId {
    basis.view.payee(finding.rows()[1])
}

/// What the findings of a detector stand in order by.
fn place<'a>(scene: &Scene<'a>, reach: Reach, finding: &Finding) -> (usize, [(i32, u32, Id<'a>); 2]) {
    let when = finding.rows().map(|row| scene.ledger.when(row));
    let all = &scene.basis.series.all;
    let place = match reach {
        Reach::All | Reach::Fees | Reach::Rows => 0,
        Reach::Series => all.iter().position(|series| Some(series.id) == finding.series()).unwrap_or(0),
        Reach::Payees => payee_of(scene.basis, finding).0 as usize,
    };
    (place, when)
}

#[cfg(test)]
mod tests {
    use super::{Cell, DETECTORS, Detector, Reach, Scene, run};
    use crate::{
        detect::{Basis, Finding, News, news::of_rows},
        ledger::Ledger,
        types::{CivilDate, Family, Reason},
    };

    fn ledger() -> Ledger {
        let mut rows = Vec::new();
        for (place, day) in ["01-12", "02-12", "03-12", "04-12", "05-12"].iter().enumerate() {
            let amount = if place == 4 { "-14.99" } else { "-12.99" };
            rows.push(format!(r#"{{"id":"f{place}","accountId":"a","bookedAt":"2026-{day}","amount":"{amount}","currency":"EUR","counterpartyName":"Filmhouse Plus","kind":"card"}}"#));
        }
        for (id, day) in [("x", 14), ("y", 16)] {
            rows.push(format!(r#"{{"id":"{id}","accountId":"a","bookedAt":"2026-05-{day}","amount":"-4.00","currency":"EUR","counterpartyName":"Late fee","kind":"fee"}}"#));
        }
        Ledger::of_rows(&rows)
    }

    fn news(ledger: &Ledger, row: u32) -> News {
        of_rows(ledger, Family::PriceStep, [0, 0], Reason::new("was-due")).about_row(row)
    }

    impl News {
        fn about_row(mut self, row: u32) -> Self {
            self.evidence = vec![row];
            self
        }
    }

    /// Finds something, then goes on without end.
    fn endless(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Option<()> {
        found.push(Finding::News(news(scene.ledger, 0)));
        loop {
            scene.take(1)?;
        }
    }

    /// Finds something, then gives up.
    fn broken(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Option<()> {
        found.push(Finding::News(news(scene.ledger, 0)));
        None
    }

    /// Names a row that is not there.
    fn astray(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Option<()> {
        found.push(Finding::News(news(scene.ledger, 0)));
        found.push(Finding::News(news(scene.ledger, 1_000_000)));
        Some(())
    }

    #[test]
    fn a_fault_in_one_detector_takes_down_no_other() {
        let ledger = ledger();
        let today = CivilDate::parse("2026-05-20").unwrap();
        let basis = Basis::new(&ledger, today);
        let mut scene = Scene { ledger: &ledger, basis: &basis, today, left: Cell::new(0), only: None };
        let mut run = |detectors: &[(Reach, Detector)]| run(&mut scene, detectors, None).by_detector.concat();
        let sound = run(DETECTORS);
        let families: Vec<&str> = sound.iter().map(|finding| finding.family().word()).collect();
        assert_eq!(families, ["price-step", "repeated-fee"]);
        for fault in [endless as Detector, broken, astray] {
            for place in 0..=DETECTORS.len() {
                let mut detectors = DETECTORS.to_vec();
                detectors.insert(place, (Reach::All, fault));
                assert_eq!(run(&detectors), sound, "a fault at {place}");
            }
        }
        let kept: Detector = |scene, found| {
            found.push(Finding::News(news(scene.ledger, 0)));
            Some(())
        };
        assert_eq!(run(&[(Reach::All, kept)]).len(), 1, "the same without its fault stays");
    }
}
