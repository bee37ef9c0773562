// SPDX-License-Identifier: MIT OR Apache-2.0
//! More spent than at this time of earlier months: by category, or by payee where no category is told.
//!
//! In: rows of the month so far and of the same days of earlier months, series and own money taken out. Out: a
//! finding a group, gone with the month. What is unusual is told by the customer's own median and its deviation;
//! what was as high in any of the months before is not.

use super::{Finding, News, Scene, news::of_rows, text};
use crate::{
    ledger::PayeeId,
    types::{Arg, Category, Direction, Family, Money, Permille, Reason, median},
};

/// Months that are compared, and the fewest that tell what is usual.
const MONTHS: usize = 13;
const ENOUGH_MONTHS: i32 = 6;
/// A group is usual when so many of these months have it.
const PRESENT: usize = 3;
/// How many deviations are unusual, and that one part in so many of a month's spending matters.
const DEVIATIONS: u64 = 6;
const PART: u64 = 10;

/// This month and the months before it, the newest first.
const PHASES: usize = MONTHS + 1;

pub(super) fn find(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Option<()> {
    let &Scene { ledger, basis, today, .. } = scene;
    let first = basis.view.rows().first().map_or(today, |&row| ledger.date(row));
    let months = today.month_index() - first.month_index();
    let spend = basis.facts(ledger, today).usual(Direction::Out).filter(|_| months >= ENOUGH_MONTHS);
    let Some(spend) = spend else { return Some(()) };
    // By category; what no category is told of stands in the place of `other`, and is one payee's.
    let mut sums = vec![0_u64; Category::ALL.len() * PHASES];
    let mut judge = |phases: &[u64], rows: &[u32], category: Category| {
        if let Some((usual, sure)) = unusual(phases, months, spend) {
            found.extend(news(scene, rows, category, (usual, sure)).map(Finding::News));
        }
    };
    for payee in (1..basis.view.payee_count() as u32).map(PayeeId) {
        let rows = basis.view.rows_of(payee);
        scene.take(rows.len())?;
        sums.get_mut(..PHASES)?.fill(0);
        for &row in rows {
            if let Some((month, category)) = counted(scene, row)
                && let Some(sum) = sums.get_mut(usize::from(category.index()) * PHASES + month)
            {
                *sum = sum.saturating_add(ledger.amount(row).unsigned_abs());
            }
        }
        if !ledger.is_hidden(payee) {
            judge(sums.get(..PHASES)?, rows, Category::Other);
        }
    }
    for &category in Category::ALL.iter().skip(1) {
        let from = usize::from(category.index()) * PHASES;
        judge(sums.get(from..from + PHASES)?, basis.view.rows(), category);
    }
    Some(())
}

/// How many months ago a row counts, and for which category: spending at will, on a day of the month up to today's.
#[inline(never)]
fn counted(scene: &Scene<'_>, row: u32) -> Option<(usize, Category)> {
    let &Scene { ledger, basis, today, .. } = scene;
    // Most rows are told by one column.
    if ledger.amount(row) >= 0 || ledger.day(row) < today.days() - (MONTHS as i32 + 1) * 31 {
        return None;
    }
    let at_will = basis.series.of(row).is_none() && basis.facts(ledger, today).counts(ledger, row);
    if !at_will {
        return None;
    }
    let date = ledger.date(row);
    let month = usize::try_from(today.month_index() - date.month_index()).ok()?;
    // The last day of a month reaches to the end of every month.
    let later = date.parts().2 > today.parts().2 && today.plus_days(1).parts().2 != 1;
    if month > MONTHS || later {
        return None;
    }
    let category = basis.category(ledger, row);
    (category == Category::Other || is_telling(category)).then_some((month, category))
}

/// The rows of this month that a finding is about, told.
fn news(scene: &Scene<'_>, rows: &[u32], category: Category, (usual, sure): (u64, Permille)) -> Option<News> {
    let &Scene { ledger, today, .. } = scene;
    let mut own = Vec::new();
    let mut spent = 0_i64;
    for &row in rows {
        if counted(scene, row) == Some((0, category)) {
            spent = spent.saturating_add(ledger.amount(row));
            own.push(row);
        }
    }
    let (&first, &last) = (own.first()?, own.last()?);
    let currency = scene.basis.facts(ledger, today).currency?;
    let usual = Money { minor: i64::try_from(usual).unwrap_or(i64::MAX).saturating_neg(), currency };
    let kind = if category == Category::Other { "payee" } else { category.word() };
    let reason = text(Reason::new("usual-by-now"), "kind", kind).with("amount", Arg::magnitude(usual));
    let mut news = of_rows(ledger, Family::UnusualSpend, [first, last], reason);
    news.money = Money { minor: spent, currency };
    (news.was, news.kind, news.count) = (usual.minor, kind, own.len());
    (news.confidence, news.evidence) = (sure, own);
    Some(news)
}

/// Whether a group of this category says something: what is moved, owed or set aside is no spending at will.
const fn is_telling(category: Category) -> bool {
    matches!(
        category,
        Category::Groceries
            | Category::Dining
            | Category::Transport
            | Category::Fuel
            | Category::Utilities
            | Category::Telecom
            | Category::Entertainment
            | Category::Shopping
            | Category::Travel
            | Category::Cash
            | Category::Subscriptions
            | Category::Education
    )
}

/// The usual amount by this day, where this month is far above it, and how sure that is.
#[inline(never)]
fn unusual(phases: &[u64], months: i32, spend: i64) -> Option<(u64, Permille)> {
    let (&now, before) = phases.split_first()?;
    let before = before.get(..before.len().min(usize::try_from(months).ok()?))?;
    if now == 0 || before.iter().filter(|&&month| month > 0).count() < PRESENT {
        return None;
    }
    let usual = median(before.to_vec());
    let mut apart = before.to_vec();
    for month in &mut apart {
        *month = month.abs_diff(usual);
    }
    let over = now.saturating_sub(usual);
    let spread = median(apart);
    let matters = over.saturating_mul(PART) >= spend.unsigned_abs();
    let as_high = before.iter().any(|&month| month >= now);
    if !matters || over <= spread.saturating_mul(DEVIATIONS) || as_high || over.saturating_mul(2) < usual {
        return None;
    }
    let sure = if before.len() >= MONTHS - 1 && over > spread.saturating_mul(2 * DEVIATIONS) { 900 } else { 750 };
    Some((usual, Permille::new(sure)))
}
