// SPDX-License-Identifier: MIT OR Apache-2.0
//! A fee that was taken again and again: what for, and what it has cost so far.
//!
//! In: all fees. Out: one finding a cause, with every such fee of a year in the main currency; gone when none has come for
//! two months. What is next to nothing beside a month's income is no news, and what goes on is news when it has doubled,
//! or has a new price, and not before the last news has rested.

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
/// Days from one news of a cause to its next, and to a new price.
const REST: i32 = 60;
const PRICE_REST: i32 = 30;
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
    let fees = &tally.fees;
    scene.take(fees.len())?;
    let mut by_cause = [const { (Vec::new(), 0_i64) }; FeeCause::ALL.len()];
    for &(row, cause) in fees {
        if let Some((rows, total)) = by_cause.get_mut(usize::from(cause.index()))
            && tally.counts(ledger, row, currency)
        {
            rows.push(row);
            if today.days() - ledger.day(row) <= YEAR_DAYS {
                *total = total.saturating_add(ledger.amount(row));
            }
        }
    }
    for (&cause, (all, total)) in FeeCause::ALL.iter().zip(by_cause) {
        let from = all.partition_point(|&row| today.days() - ledger.day(row) > YEAR_DAYS);
        let rows = all.get(from..).unwrap_or_default().to_vec();
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
        let told = told(ledger, &all);
        news.since = ledger.date(told.unwrap_or(last));
        (news.kind, news.total, news.count) = (cause.word(), total, rows.len());
        (news.confidence, news.evidence) = (Permille::new(sure), rows);
        found.push(Finding::News(news));
    }
    Some(())
}

/// The fee that was the last news, of all that ever came: the second; the third; the one with which they had doubled since
/// the last news, or with a higher price than any; each after a rest. Of fees that come as regularly as rent the second. What a year still holds of
/// them says nothing: or else each new one is the fourth of its year. A year without any begins anew.
fn told(ledger: &Ledger, rows: &[u32]) -> Option<u32> {
    if is_regular(ledger, rows) {
        return rows.get(1).copied();
    }
    let (mut told, mut then) = (None, 0);
    let (mut total, mut highest, mut first, mut count) = (0_u64, 0, i32::MIN, 0);
    let mut before = [(i32::MIN, 0); 2];
    for &row in rows {
        let (day, size) = (ledger.day(row), ledger.amount(row).unsigned_abs());
        let [earlier, last] = before;
        if day.saturating_sub(last.0) > YEAR_DAYS {
            (told, then, total, highest, first, count) = (None, 0, 0, 0, day, 0);
        }
        total = total.saturating_add(size);
        count += 1;
        let has_doubled = total >= then;
        let rest = match earlier.1 == last.1 && size > highest {
            true => PRICE_REST,
            false if has_doubled || count == 3 => REST,
            false => i32::MAX,
        };
        if day > first && told.is_none_or(|told| day - ledger.day(told) >= rest) {
            told = Some(row);
            if has_doubled {
                then = total.saturating_mul(2);
            }
        }
        highest = highest.max(size);
        before = [last, (day, size)];
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{PRICE_REST, told};
    use crate::{ledger::Ledger, types::CivilDate};

    fn fees(days: &[(i32, i64)]) -> Ledger {
        let first = CivilDate::parse("2022-01-05").unwrap();
        let mut rows = Vec::new();
        for (at, (days, amount)) in days.iter().enumerate() {
            let day = first.plus_days(*days);
            rows.push(format!(
                r#"{{"id":"f{at}","accountId":"a","bookedAt":"{day}","amount":"-{amount}.00","currency":"EUR","counterpartyName":"ATM fee","kind":"fee"}}"#
            ));
        }
        Ledger::of_rows(&rows)
    }

    /// The days on which the newest fee was news.
    fn news(ledger: &Ledger) -> Vec<i32> {
        let rows: Vec<u32> = (0..ledger.len() as u32).collect();
        let is_news = |&row: &u32| told(ledger, &rows[..=row as usize]) == Some(row);
        rows.iter().copied().filter(is_news).map(|row| ledger.day(row)).collect()
    }

    #[test]
    fn a_fee_of_every_few_weeks_is_news_four_times_in_three_years() {
        let fees = fees(&(0..25).map(|at| (at * 43, 3 + i64::from(at % 2))).collect::<Vec<_>>());
        assert_eq!(news(&fees).len(), 4, "the 2nd, 4th, 8th and 16th");
    }

    proptest! {
        #[test]
        fn prop_a_fee_that_goes_on_rests(drawn in prop::collection::vec((0..50_i32, 1..6_i64), 2..60)) {
            let mut day = 0;
            let days: Vec<(i32, i64)> = drawn.iter().map(|&(gap, amount)| { day += gap; (day, amount) }).collect();
            let days = news(&fees(&days));
            prop_assert!(days.windows(2).all(|pair| pair[1] - pair[0] >= PRICE_REST), "{:?}", days);
        }
    }
}
