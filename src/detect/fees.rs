// SPDX-License-Identifier: MIT OR Apache-2.0
//! A fee that was taken again and again: what for, and what it has cost so far.
//!
//! In: the rows of a year. Out: one finding a cause and currency, with every such fee; gone when none has come for
//! two months. What is next to nothing beside a month's income is no news.

use super::{
    Finding, Scene,
    news::{NEWS_DAYS, of_rows},
    on,
};
use crate::{
    features::fee::{FeeCause, cause},
    types::{Arg, Category, Currency, Direction, Family, Kind, Money, Permille, Reason},
};

const YEAR_DAYS: i32 = 365;
/// Once is no habit.
const TIMES: usize = 2;
/// Fees of a year below this part of a usual month's income are let be.
const SMALL: i64 = 1000;

pub(super) fn find(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Option<()> {
    let &Scene { ledger, basis, today, .. } = scene;
    let mut groups: Vec<(FeeCause, Currency, Vec<u32>)> = Vec::new();
    let facts = basis.facts(ledger, today);
    let rows = basis.view.rows();
    let from = rows.partition_point(|&row| today.days() - ledger.day(row) > YEAR_DAYS);
    for &place in rows.get(from..).unwrap_or_default() {
        scene.take(1)?;
        if ledger.amount(place) >= 0 || facts.own.get(place as usize) == Some(&true) {
            continue;
        }
        let row = ledger.row(place);
        let Some(cause) = cause(ledger, &row, basis.category(ledger, place)) else { continue };
        match groups.iter_mut().find(|group| (group.0, group.1) == (cause, row.currency)) {
            Some(group) => group.2.push(place),
            None => groups.push((cause, row.currency, vec![place])),
        }
    }
    for (cause, currency, rows) in groups {
        let (Some(&first), Some(&last)) = (rows.first(), rows.last()) else { continue };
        let mut total = 0_i64;
        for &row in &rows {
            total = total.saturating_add(ledger.amount(row));
        }
        let income = facts.usual(Direction::In).filter(|_| facts.currency == Some(currency)).unwrap_or(0);
        // Two of one day are one occasion.
        if rows.len() < TIMES
            || ledger.day(first) == ledger.day(last)
            || today.days() - ledger.day(last) > NEWS_DAYS
            || total.saturating_abs().saturating_mul(SMALL) < income
        {
            continue;
        }
        let spent = Arg::magnitude(Money { minor: total, currency });
        let reason = Reason::new("fees-so-far").with("count", Arg::number(rows.len() as i64)).with("amount", spent);
        let mut news = of_rows(ledger, Family::RepeatedFee, [first, last], on(reason, ledger.date(first)));
        let row = ledger.row(last);
        // The bank says it; or its kind and a word do.
        let said =
            !matches!(basis.category(ledger, last), Category::Fee | Category::Other) || row.kind == Kind::Interest;
        let sure = match (said, cause) {
            (true, _) => 950,
            (false, FeeCause::Other) => 700,
            (false, _) => 850,
        };
        (news.kind, news.total, news.count) = (cause.word(), total, rows.len());
        (news.confidence, news.evidence) = (Permille::new(sure), rows);
        found.push(Finding::News(news));
    }
    Some(())
}
