// SPDX-License-Identifier: MIT OR Apache-2.0
//! Pairs findings with the nudges whose condition holds.
//!
//! In: a pack, findings. Out: candidates, and the findings that they are about. May use: types, packs, detect,
//! ledger, decide. Invariant: a condition reads the declared facts of its finding and nothing else.

use crate::{
    decide::{Candidate, measure},
    detect::Finding,
    ledger::Ledger,
    packs::{
        Nudge, Pack,
        cel::{Program, Value},
    },
    types::{CivilDate, Fact, FactValue},
};

/// Every nudge over every finding of its family whose condition holds, and the findings beside them.
pub(super) fn candidates<'a>(
    pack: &'a Pack,
    findings: &'a [Finding],
    ledger: &Ledger,
    today: CivilDate,
) -> (Vec<Candidate<'a>>, Vec<&'a Finding>) {
    let mut candidates = Vec::new();
    let mut about = Vec::new();
    for nudge in &pack.nudges {
        for finding in findings.iter().filter(|finding| finding.family() == nudge.about) {
            if let Some(candidate) = candidate(nudge, finding, ledger, today) {
                candidates.push(candidate);
                about.push(finding);
            }
        }
    }
    (candidates, about)
}

fn candidate<'a>(nudge: &'a Nudge, finding: &'a Finding, ledger: &Ledger, today: CivilDate) -> Option<Candidate<'a>> {
    if !holds(&nudge.when, finding, ledger, today) {
        return None;
    }
    let quiet = nudge.quiet.iter().find(|quieting| holds(&quieting.when, finding, ledger, today));
    Some(shaped(nudge, finding, ledger, today, quiet.map(|quieting| quieting.reason.as_str())))
}

/// The candidate that a nudge makes of a finding.
pub(super) fn shaped<'a>(
    nudge: &'a Nudge,
    finding: &'a Finding,
    ledger: &Ledger,
    today: CivilDate,
    quiet: Option<&'a str>,
) -> Candidate<'a> {
    let [_, later] = finding.rows();
    let row = ledger.row(later);
    Candidate {
        nudge,
        finding: finding.id(),
        rows: finding.rows(),
        since: row.date(),
        weight: row.amount.unsigned_abs(),
        measure: measure(finding.money().0.minor.unsigned_abs()),
        benefit: nudge.benefit.as_ref().and_then(|benefit| gain(benefit, finding, ledger, today)),
        quiet,
    }
}

/// A condition that errs says nothing, so nothing is said.
pub(super) fn holds(condition: &Program, finding: &Finding, ledger: &Ledger, today: CivilDate) -> bool {
    condition.run(&|slot| read(slot, finding, ledger, today)).unwrap_or(false)
}

/// The customer's own gain in minor units; a text that errs computes none.
fn gain(benefit: &Program, finding: &Finding, ledger: &Ledger, today: CivilDate) -> Option<i64> {
    match benefit.value(&|slot| read(slot, finding, ledger, today)) {
        Ok(Value::Int(minor)) => Some(minor),
        _ => None,
    }
}

fn read(slot: u16, finding: &Finding, ledger: &Ledger, today: CivilDate) -> Option<Value<'static>> {
    let fact = u8::try_from(slot).ok().and_then(Fact::from_index)?;
    Some(match finding.fact(fact, ledger, today)? {
        FactValue::Int(value) | FactValue::Money(value) => Value::Int(value),
        FactValue::Text(word) => Value::Text(word),
    })
}
