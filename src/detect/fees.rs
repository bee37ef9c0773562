// SPDX-License-Identifier: MIT OR Apache-2.0
//! A fee that was taken again and again: what for, and what it has cost so far.
//!
//! In: the rows of a year. Out: one finding a cause, with every such fee in the main currency; gone when none has come for
//! two months. What is next to nothing beside a month's income is no news, and what goes on is news when it has doubled.

use super::{
    Finding, Scene,
    news::{NEWS_DAYS, id_of_what, of_rows},
    on,
};
use crate::{
    features::fee::FeeCause,
    ledger::Ledger,
    types::{Arg, Category, Currency, Direction, Family, Kind, Money, Permille, Reason},
};

const YEAR_DAYS: i32 = 365;
/// Fees of a year below this part of a usual month's income are let be.
const SMALL: i64 = 1000;
/// Fees of a period come no sooner one after the other, and shift by so many days.
const LEAST_GAP: i32 = 20;
const SHIFT: i32 = 5;

/// What findings of fees follow from on a day, as long as no fee goes or counts in another way: how many there are, the
/// main currency, a usual month's income.
pub(super) type Stand = (usize, Option<Currency>, Option<i64>);

pub(super) fn stand(scene: &Scene<'_>) -> Stand {
    let facts = scene.basis.facts(scene.ledger, scene.today);
    (scene.basis.tally(scene.ledger, scene.today).fees.len(), facts.currency, facts.usual(Direction::In))
}

pub(super) fn find(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Option<()> {
    let &Scene { ledger, basis, today, .. } = scene;
    let facts = basis.facts(ledger, today);
    let (tally, Some(currency)) = (basis.tally(ledger, today), facts.currency) else { return Some(()) };
    let from = tally.fees.partition_point(|&(row, _)| today.days() - ledger.day(row) > YEAR_DAYS);
    let fees = tally.fees.get(from..).unwrap_or_default();
    scene.take(fees.len())?;
    let mut by_cause = [const { (Vec::new(), 0_i64) }; FeeCause::ALL.len()];
    for &(row, cause) in fees {
        if let Some((rows, total)) = by_cause.get_mut(usize::from(cause.index()))
            && tally.counts(ledger, row, currency)
        {
            rows.push(row);
            *total = total.saturating_add(ledger.amount(row));
        }
    }
    for (&cause, (rows, total)) in FeeCause::ALL.iter().zip(by_cause) {
        let (Some(&first), Some(&last)) = (rows.first(), rows.last()) else { continue };
        // Two of one day are one occasion.
        if ledger.day(first) == ledger.day(last) || today.days() - ledger.day(last) > NEWS_DAYS {
            continue;
        }
        if total.saturating_abs().saturating_mul(SMALL) < facts.usual(Direction::In).unwrap_or(0) {
            continue;
        }
        let row = ledger.row(last);
        let spent = Arg::magnitude(Money { minor: total, currency: row.currency });
        let reason = Reason::new("fees-so-far").with("count", Arg::number(rows.len() as i64)).with("amount", spent);
        let mut news = of_rows(ledger, Family::RepeatedFee, [first, last], on(reason, ledger.date(first)));
        // The bank says it; or its kind and a word do.
        let said = !matches!(basis.category(ledger, last), Category::Fee | Category::Other);
        let sure = match (said || row.kind == Kind::Interest, cause) {
            (true, _) => 950,
            (false, FeeCause::Other) => 700,
            (false, _) => 850,
        };
        // Fees of a cause are one thing that goes on, whichever of them a year still holds.
        news.id = id_of_what(news.family, cause.word().as_bytes(), currency.code().as_bytes());
        let told = told(ledger, &rows);
        news.since = ledger.date(told.unwrap_or(last));
        (news.kind, news.total, news.count) = (cause.word(), total, rows.len());
        (news.confidence, news.evidence) = (Permille::new(sure), rows);
        found.push(Finding::News(news));
    }
    Some(())
}

/// The fee that was the last news: one of the first three or the highest so far, or the one with which they had doubled; of
/// fees that come as regularly as rent the second.
fn told(ledger: &Ledger, rows: &[u32]) -> Option<u32> {
    if is_regular(ledger, rows) {
        return rows.get(1).copied();
    }
    let mut told = None;
    let mut highest = 0;
    for (&row, count) in rows.iter().zip(1_usize..) {
        let size = ledger.amount(row).unsigned_abs();
        if count <= 3 || count.is_power_of_two() || size > highest {
            told = Some(row);
        }
        highest = highest.max(size);
    }
    told
}

/// Whether the last three are equal and as far apart, by weeks at least.
fn is_regular(ledger: &Ledger, rows: &[u32]) -> bool {
    let &[.., first, second, third] = rows else { return false };
    let [before, now] = [[first, second], [second, third]].map(|[a, b]| ledger.day(b) - ledger.day(a));
    let equal = [first, second].iter().all(|&row| ledger.amount(row) == ledger.amount(third));
    equal && before >= LEAST_GAP && (now - before).abs() <= SHIFT
}
