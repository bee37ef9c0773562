// SPDX-License-Identifier: MIT OR Apache-2.0
//! Two charges of one series within one cycle: a subscription taken twice, a bill debited again.
//!
//! In: a basis. Out: the member and the extra row beside it. Only series whose amount is fixed or stepped
//! count, and only an extra of the member's amount. Whoever pays half as often again beside the series, as in
//! top-ups of a card for fares, has no one charge a cycle, nor have fees for cash machines, other currencies or being late.

use super::{Basis, Scene, text};
use crate::{
    features::{
        fee::{self, FeeCause},
        series::{AmountModel, Series},
    },
    ledger::Ledger,
    types::{Arg, Cadence, Direction, Money, Permille, Reason, StableHash, sorted},
};

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TwiceInCycle {
    /// Made of the two ids.
    pub id: StableHash,
    /// Oldest first.
    pub rows: [u32; 2],
    /// The series.
    pub series: StableHash,
    /// How often it should come.
    pub cadence: Cadence,
    /// Amount of the later row.
    pub money: Money,
    /// Civil days between the two.
    pub gap_days: i32,
    /// Whether the money of one came back.
    pub refunded: bool,
    /// How sure.
    pub confidence: Permille,
    /// Why.
    pub reasons: Vec<Reason>,
}

pub(super) fn find(scene: &Scene<'_>) -> Vec<TwiceInCycle> {
    let &Scene { ledger, basis, .. } = scene;
    let mut found = Vec::new();
    for series in &basis.series.all {
        if scene.looks_at(series.payee)
            && series.direction == Direction::Out
            && series.amount_model != AmountModel::Variable
            && series.rows.len() >= 3
            && series.extras.len() * 2 <= series.rows.len()
        {
            for &extra in &series.extras {
                if let Some(twice) = twice(ledger, basis, series, extra) {
                    found.push(twice);
                }
            }
        }
    }
    let when = |finding: &TwiceInCycle| finding.rows.map(|row| ledger.when(row));
    sorted(found, &mut |a, b| when(a).cmp(&when(b)))
}

fn twice(ledger: &Ledger, basis: &Basis, series: &Series, extra: u32) -> Option<TwiceInCycle> {
    let (day, amount) = (ledger.day(extra), ledger.amount(extra));
    // What is taken for an occasion has no cycle, however regularly it came.
    let cause = fee::cause(ledger, extra, basis.category(ledger, extra));
    if cause.is_some_and(|cause| !matches!(cause, FeeCause::Account | FeeCause::Other)) {
        return None;
    }
    let mut nearest: Option<(i32, u32)> = None;
    for &member in &series.rows {
        let near = ((ledger.day(member) - day).abs(), member);
        if ledger.amount(member) == amount && nearest.is_none_or(|nearest| near < nearest) {
            nearest = Some(near);
        }
    }
    let (gap_days, member) = nearest?;
    if gap_days > series.cadence.days() - series.cadence.tolerance() {
        return None;
    }
    // Where a cycle was left out, what came beside its day stands for it.
    let days = |member: &u32| ledger.day(*member);
    let after = series.rows.partition_point(|member| days(member) <= day);
    let (last, next) = (series.rows.get(after.wrapping_sub(1)), series.rows.get(after));
    if last.zip(next).is_some_and(|(last, next)| (days(next) - days(last)) * 2 > series.cadence.days() * 3) {
        return None;
    }
    let rows = if ledger.when(member) <= ledger.when(extra) { [member, extra] } else { [extra, member] };
    let [earlier, later] = rows;
    let before = series.rows.iter().filter(|&&row| ledger.when(row) < ledger.when(earlier)).count();
    Some(TwiceInCycle {
        id: super::duplicates::pair_id(b"twice", ledger, basis, rows),
        rows,
        series: series.id,
        cadence: series.cadence,
        money: ledger.row(later).money(),
        gap_days,
        refunded: rows.iter().any(|&place| basis.refunds.of(place).is_some()),
        confidence: series.confidence,
        reasons: vec![
            text(Reason::new("one-charge-a-cycle"), "cadence", series.cadence.word())
                .with("count", Arg::number(before as i64)),
            super::duplicates::gap_reason(&ledger.row(earlier), gap_days),
        ],
    })
}
