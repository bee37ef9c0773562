// SPDX-License-Identifier: MIT OR Apache-2.0
//! Runs every detector over one scene, each by itself.
//!
//! In: a ledger, a basis, a day. Out: findings, by family, then as the family orders them. Invariant: a detector that
//! gives up, costs too much or names a row that is not there loses its own findings, and no other's.

use core::cell::Cell;

use super::{Basis, Duplicate, Finding, fees, income, refund, room, series, shortfall, spend, tax, twice};
use crate::{ledger::Ledger, types::CivilDate};

/// What a detector may cost: so many steps a row, and some more.
const STEPS_A_ROW: usize = 32;
const STEPS: usize = 100_000;

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
}

impl Scene<'_> {
    /// Counts steps of the detector at work; `None` once they are too many, and then it gives up.
    pub(super) fn take(&self, steps: usize) -> Option<()> {
        let left = self.left.get().checked_sub(steps);
        self.left.set(left.unwrap_or(0));
        left.map(drop)
    }
}

type Detector = fn(&Scene<'_>, &mut Vec<Finding>) -> Option<()>;

/// One a family, or a few families that cannot fail alone.
const DETECTORS: &[Detector] = &[
    |scene, found| {
        for finding in twice::find(scene.ledger, scene.basis) {
            found.push(Finding::TwiceInCycle(finding));
        }
        Some(())
    },
    |scene, found| {
        refund::find(scene.ledger, scene.basis, scene.today, found);
        Some(())
    },
    |scene, found| series::each(scene, series::price_step::find, found),
    |scene, found| series::each(scene, series::higher::find, found),
    |scene, found| series::each(scene, series::missing::find, found),
    |scene, found| series::each(scene, series::new_series::find, found),
    |scene, found| series::each(scene, series::ended::find, found),
    |scene, found| {
        series::trial::find(scene, found);
        Some(())
    },
    fees::find,
    income::find,
    spend::find,
    shortfall::find,
    room::find,
    tax::find,
];

/// All findings of a basis: duplicates as they are marked by now, and the rest, worked out once.
#[must_use]
pub fn findings(ledger: &Ledger, basis: &Basis, duplicates: &[Duplicate], today: CivilDate) -> Vec<Finding> {
    let mut all = Vec::new();
    for duplicate in duplicates {
        all.push(Finding::Duplicate(duplicate.clone()));
    }
    // What the customer says of duplicates changes nothing of the rest.
    let rest = basis.noticed.get_or_init(|| run(&Scene { ledger, basis, today, left: Cell::new(0) }, DETECTORS));
    all.extend_from_slice(rest);
    all
}

#[inline(never)]
fn run(scene: &Scene<'_>, detectors: &[Detector]) -> Vec<Finding> {
    let mut found = Vec::new();
    for detector in detectors {
        scene.left.set(STEPS_A_ROW.saturating_mul(scene.ledger.len()).saturating_add(STEPS));
        let before = found.len();
        let is_whole = detector(scene, &mut found).is_some();
        let rows = scene.ledger.len();
        let is_sound = |finding: &Finding| finding.evidence().iter().all(|&row| (row as usize) < rows);
        if !is_whole || !found.get(before..).unwrap_or_default().iter().all(is_sound) {
            found.truncate(before);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Cell, DETECTORS, Detector, Scene, run};
    use crate::{
        detect::{Basis, Finding, News, news::of_rows},
        ingest::Ingest,
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
        let mut ledger = Ledger::default();
        ledger.begin();
        let mut ingest = Ingest::default();
        ingest.push(format!("[{}]", rows.join(",")).as_bytes(), &mut ledger).unwrap();
        ingest.finish(&mut ledger).unwrap();
        ledger.commit();
        ledger
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
        let scene = Scene { ledger: &ledger, basis: &basis, today, left: Cell::new(0) };
        let sound = run(&scene, DETECTORS);
        let families: Vec<&str> = sound.iter().map(|finding| finding.family().word()).collect();
        assert_eq!(families, ["price-step", "repeated-fee"]);
        for fault in [endless as Detector, broken, astray] {
            for place in 0..=DETECTORS.len() {
                let mut detectors = DETECTORS.to_vec();
                detectors.insert(place, fault);
                assert_eq!(run(&scene, &detectors), sound, "a fault at {place}");
            }
        }
        let kept: Detector = |scene, found| {
            found.push(Finding::News(news(scene.ledger, 0)));
            Some(())
        };
        assert_eq!(run(&scene, &[kept]).len(), 1, "the same without its fault stays");
    }
}
