// SPDX-License-Identifier: MIT OR Apache-2.0
//! More spent than at this time of earlier months: by category, or by payee where no category is told.
//!
//! In: rows of the month so far and of the same days of earlier months, series and own money taken out. Out: a
//! finding a group, gone with the month. What is unusual is told by the customer's own median and its deviation;
//! what was as high in any of the months before is not.

use super::{Finding, Scene, news::of_rows, text};
use crate::{
    ledger::PayeeId,
    types::{Arg, Category, Direction, Family, Money, Permille, Reason, median},
};

/// Months that are compared, and the fewest that tell what is usual.
const MONTHS: usize = 13;
const ENOUGH_MONTHS: i32 = 6;
/// A group is usual when so many of these months have it.
const PRESENT: usize = 3;
/// How many deviations are unusual, and the least share of a month's spending that matters, in hundredths.
const DEVIATIONS: u64 = 6;
const MATTERS: i64 = 10;

/// What a group came to: this month, then the months before it, the newest first.
type Phases = [u64; MONTHS + 1];

pub(super) fn find(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Option<()> {
    let &Scene { ledger, basis, today, .. } = scene;
    let facts = basis.facts(ledger, today);
    let (_, _, day) = today.parts();
    let first = basis.view.rows().first().map_or(today, |&row| ledger.date(row));
    let months = today.month_index() - first.month_index();
    let Some(spend) = facts.usual(Direction::Out).filter(|_| months >= ENOUGH_MONTHS) else { return Some(()) };
    // A last day of a month reaches to the end of every month.
    let last_day = if today.plus_days(1).parts().2 == 1 { 31 } else { day };
    let phase = |row: u32| {
        let date = ledger.date(row);
        let month = usize::try_from(today.month_index() - date.month_index()).ok()?;
        (month <= MONTHS && date.parts().2 <= last_day).then_some(month)
    };
    let counts = |row: u32| ledger.amount(row) < 0 && facts.counts(ledger, row) && basis.series.of(row).is_none();
    let mut groups: Vec<(Category, Phases)> = Vec::new();
    let mut judge = |phases: &Phases, rows: &dyn Fn() -> Vec<u32>, kind: &'static str| {
        let Some((usual, sure)) = unusual(phases, months, spend) else { return };
        let rows = rows();
        if let (Some(&first), Some(&last), Some(currency)) = (rows.first(), rows.last(), facts.currency) {
            let usual = i64::try_from(usual).unwrap_or(i64::MAX);
            let reason = text(Reason::new("usual-by-now"), "kind", kind)
                .with("amount", Arg::magnitude(Money { minor: usual, currency }))
                .with("count", Arg::number(i64::from(months.min(MONTHS as i32))));
            let mut news = of_rows(ledger, Family::UnusualSpend, [first, last], reason);
            let [now, ..] = phases;
            news.money = Money { minor: i64::try_from(*now).unwrap_or(i64::MAX).saturating_neg(), currency };
            (news.was, news.kind, news.count) = (usual.saturating_neg(), kind, rows.len());
            (news.confidence, news.evidence) = (sure, rows);
            found.push(Finding::News(news));
        }
    };
    for payee in (1..basis.view.payee_count() as u32).map(PayeeId) {
        let rows = basis.view.rows_of(payee);
        scene.take(rows.len())?;
        let mut phases: Phases = [0; MONTHS + 1];
        for &row in rows {
            let Some(month) = phase(row).filter(|_| counts(row)) else { continue };
            let size = ledger.amount(row).unsigned_abs();
            let category = basis.category(ledger, row);
            if is_telling(category) {
                let known = groups.iter().position(|group| group.0 == category).unwrap_or(groups.len());
                if known == groups.len() {
                    groups.push((category, [0; MONTHS + 1]));
                }
                add(groups.get_mut(known).map(|group| &mut group.1), month, size);
            } else if category == Category::Other {
                add(Some(&mut phases), month, size);
            }
        }
        if !ledger.is_hidden(payee) {
            let of_payee = || {
                let own = |row: &u32| {
                    phase(*row) == Some(0) && counts(*row) && basis.category(ledger, *row) == Category::Other
                };
                rows.iter().copied().filter(own).collect()
            };
            judge(&phases, &of_payee, "payee");
        }
    }
    for (category, phases) in &groups {
        let of_category = || {
            let own = |row: &u32| phase(*row) == Some(0) && counts(*row) && basis.category(ledger, *row) == *category;
            basis.view.rows().iter().copied().filter(own).collect()
        };
        judge(phases, &of_category, category.word());
    }
    Some(())
}

fn add(phases: Option<&mut Phases>, month: usize, size: u64) {
    if let Some(slot) = phases.and_then(|phases| phases.get_mut(month)) {
        *slot = slot.saturating_add(size);
    }
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
fn unusual(phases: &Phases, months: i32, spend: i64) -> Option<(u64, Permille)> {
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
    let matters = i128::from(over) * 100 >= i128::from(spend.max(1)) * i128::from(MATTERS);
    let highest = before.iter().copied().max().unwrap_or(0);
    if !matters || over <= spread.saturating_mul(DEVIATIONS) || now <= highest || over.saturating_mul(2) < usual {
        return None;
    }
    let sure = if before.len() >= MONTHS - 1 && over > spread.saturating_mul(2 * DEVIATIONS) { 900 } else { 750 };
    Some((usual, Permille::new(sure)))
}
