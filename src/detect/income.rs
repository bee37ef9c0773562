// SPDX-License-Identifier: MIT OR Apache-2.0
//! Regular income: it has come, it is another amount, it comes from someone else.
//!
//! In: series of money in. Out: findings, each gone after its days or with the next payment that says otherwise.
//! A raise stays with the payer and lasts; a bonus is once; another employer pays after the one before has stopped. What
//! comes beside the regular payment is an extra one, and what comes in its place is the regular one with another amount.

use super::{
    Finding, News, Scene, bonus,
    duplicates::payee_text,
    news::{NEWS_DAYS, id_of, of_rows},
    on, text,
};
use crate::{
    features::{
        facts::is_pay,
        series::{Series, SeriesState},
    },
    ledger::Ledger,
    types::{Arg, Category, Direction, Family, Money, Permille, Reason, median},
};

/// So long it is news that pay has come.
const FRESH_DAYS: i32 = 3;
/// Fewer rows tell no usual amount.
const ROWS: usize = 3;
/// How many rows tell it.
const COMPARED: usize = 6;
/// An amount among so many rows before is no other one: some pay comes by turns.
const BY_TURNS: usize = 4;
/// How many rows tell what pay that varies has been before.
const REMEMBERED: usize = 26;
/// How many rows are looked at: what all of these were is no news.
const LOOKED_AT: usize = 40;
/// Pay that varies keeps a level that came so often in a row.
const KEPT: usize = 4;
/// Hundredths of the usual amount: less is no change; a single payment that is so much more is a bonus.
const CHANGE: u64 = 2;
const BONUS: u64 = 30;
/// Days between two payments of what people live on.
pub(super) const LONGEST_CADENCE: i32 = 100;
/// An old employer's last pay lies at most so far back.
const BETWEEN_JOBS_DAYS: i32 = 120;

pub(super) fn find(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Option<()> {
    let &Scene { ledger, today, .. } = scene;
    let credits = bonus::credits(scene);
    for series in &scene.basis.series.all {
        scene.take(series.rows.len())?;
        let Some((&last, before)) = series.rows.split_last().filter(|_| is_income(scene, series)) else { continue };
        let age = today.days() - ledger.day(last);
        if series.state == SeriesState::Active && before.len() >= ROWS - 1 && age <= FRESH_DAYS {
            let mut news = about(ledger, Family::IncomeArrived, series, [last, last]);
            let earlier = before.iter().rfind(|&&row| ledger.day(row) < ledger.day(last));
            let &previous = earlier.unwrap_or(&last);
            (news.kind, news.was) = (series.kind.word(), paid(ledger, &series.rows, previous));
            news.money.minor = paid(ledger, &series.rows, last);
            found.push(Finding::News(news));
        }
        let rows = with_substitute(scene, series);
        let news = changed(scene, series, &rows).or_else(|| extra(scene, series));
        let bonus =
            bonus::find(scene, series, &credits).filter(|bonus| news.as_ref().is_none_or(|news| news.rows != *bonus));
        found.extend(news.into_iter().chain(bonus.map(|rows| beside(ledger, series, rows))).map(Finding::News));
        if let Some(first) = successor(scene, series, NEWS_DAYS) {
            let mut news = about(ledger, Family::IncomeChanged, series, [last, first]);
            let row = ledger.row(first);
            (news.kind, news.confidence) = ("new-employer", Permille::new(800));
            (news.money, news.since) = (row.money(), row.date());
            found.push(Finding::News(news));
        }
    }
    Some(())
}

/// Whether people live on it: pay as the bank or its name says, or else the regular income that is most of it.
pub(super) fn is_income(scene: &Scene<'_>, series: &Series) -> bool {
    if series.direction != Direction::In {
        return false;
    }
    let facts = scene.basis.facts(scene.ledger, scene.today);
    let own = scene.basis.tally(scene.ledger, scene.today).is_own_series(series);
    let most = || {
        let usual = facts.usual(Direction::In).filter(|_| facts.currency == Some(series.currency));
        let halves = series.amount.saturating_mul(60) / i64::from(series.cadence.days());
        usual.is_some_and(|usual| halves >= usual) && series.rows.len() >= ROWS
    };
    !own && (is_pay(series.kind) || most())
}

/// A finding about an income, with the usual amount as a reason.
fn about(ledger: &Ledger, family: Family, series: &Series, rows: [u32; 2]) -> News {
    let [earlier, _] = rows;
    let payee = payee_text(ledger, &ledger.row(earlier));
    let paid = Money { minor: paid(ledger, &series.rows, earlier), currency: series.currency };
    let reason = text(Reason::new("paid-by"), "payee", payee).with("amount", Arg::magnitude(paid));
    let mut news = of_rows(ledger, family, rows, on(reason, ledger.date(earlier)));
    (news.series, news.cadence) = (Some(series.id), Some(series.cadence));
    (news.count, news.confidence) = (series.rows.len(), series.confidence);
    news
}

/// What came with a row and on its day, of rows that stand oldest first: pay in two parts is one pay.
pub(super) fn paid(ledger: &Ledger, rows: &[u32], row: u32) -> i64 {
    let day = ledger.day(row);
    let from = rows.partition_point(|&other| ledger.day(other) < day);
    let of_day = rows.get(from..).unwrap_or_default().iter().take_while(|&&other| ledger.day(other) == day);
    let others = of_day.filter(|&&other| other != row);
    others.fold(ledger.amount(row), |sum, &other| sum.saturating_add(ledger.amount(other)))
}

/// The last other payment of a payer, and the row of a series that it stands behind; nothing where it is next to nothing.
fn last_other(ledger: &Ledger, series: &Series) -> Option<(u32, usize)> {
    let &other = series.extras.last().filter(|&&row| ledger.amount(row) >= series.amount / 10)?;
    let place = series.rows.partition_point(|&row| ledger.when(row) < ledger.when(other));
    Some((other, place.checked_sub(1)?))
}

/// Whether it came in place of a row of the series: none stands there, or none stands there yet.
fn is_instead(ledger: &Ledger, series: &Series, (other, before): (u32, usize)) -> bool {
    match series.rows.get(before..) {
        Some(&[before, after, ..]) => (ledger.day(after) - ledger.day(before)) * 2 > series.cadence.days() * 3,
        _ => ledger.date(other) >= series.due.earliest,
    }
}

/// The rows of a series, with the last other payment of its payer where that came in place of one of them. On a day on
/// which the regular one may still come it is taken for it where its reference says so.
fn with_substitute(scene: &Scene<'_>, series: &Series) -> Vec<u32> {
    let &Scene { ledger, today, .. } = scene;
    let mut rows = series.rows.clone();
    if let Some((other, before)) = last_other(ledger, series)
        && is_instead(ledger, series, (other, before))
        && let Some(&regular) = rows.get(before)
        && (before + 1 < rows.len() || today > series.due.latest || has_its_reference(ledger, regular, other))
    {
        rows.insert(before + 1, other);
    }
    rows
}

/// Whether a payment names itself as one before it did.
fn has_its_reference(ledger: &Ledger, before: u32, row: u32) -> bool {
    let [usual, reference] = [before, row].map(|row| ledger.word(ledger.row(row).reference));
    !reference.is_empty() && reference == usual
}

/// The last payments of one amount against the median of those before.
fn changed(scene: &Scene<'_>, series: &Series, rows: &[u32]) -> Option<News> {
    let &Scene { ledger, today, .. } = scene;
    let is_news = |row: u32| today.days() - ledger.day(row) <= NEWS_DAYS;
    // What comes twice a year or less is no pay to live on, and each of it differs.
    if series.state == SeriesState::Ended || series.cadence.days() > LONGEST_CADENCE || !is_news(*rows.last()?) {
        return None;
    }
    // Days with what came on them, as far back as they matter.
    let mut days: Vec<(u32, u64)> = Vec::new();
    for &row in rows.iter().rev().take(LOOKED_AT) {
        let size = ledger.amount(row).unsigned_abs();
        if let Some((first, sum)) = days.last_mut().filter(|(first, _)| ledger.day(*first) == ledger.day(row)) {
            (*first, *sum) = (row, sum.saturating_add(size));
            continue;
        }
        if days.last().is_some_and(|&(first, _)| !is_news(first)) && is_even(&days) {
            return None;
        }
        days.push((row, size));
    }
    days.reverse();
    let size = |day: &(u32, u64)| day.1;
    let &(last, now) = days.last()?;
    let same = |day: &(u32, u64)| day.1.abs_diff(now).saturating_mul(100) <= now.saturating_mul(CHANGE);
    let place = days.iter().rposition(|day| !same(day))? + 1;
    let (before, since) = days.split_at_checked(place)?;
    let (&(earlier, _), &(first, _)) = (before.last()?, since.first()?);
    if !is_news(first) || before.len() < ROWS {
        return None;
    }
    let mut sizes = Vec::new();
    for row in before.iter().rev().take(COMPARED) {
        sizes.push(size(row));
    }
    let usual = median(sizes.clone());
    for size in &mut sizes {
        *size = size.abs_diff(usual);
    }
    let (least, spread) = (usual.saturating_mul(CHANGE) / 100, median(sizes));
    let remembered = before.get(before.len().saturating_sub(REMEMBERED)..).unwrap_or_default();
    let mut steps = Vec::new();
    for (earlier, later) in remembered.iter().zip(remembered.iter().skip(1)) {
        steps.push(size(earlier).abs_diff(size(later)));
    }
    // Pay that varies changes only beyond what it varies by, and to what it was not near before, or to a level that it keeps.
    let step = median(steps);
    let few = u64::from(before.len() < COMPARED) + 1;
    let near = if step > least / 2 && since.len() < KEPT { step.saturating_mul(3 * few) / 2 } else { 0 };
    let is_known = |day: &(u32, u64)| {
        if now < usual { day.1 <= now.saturating_add(near) } else { day.1.saturating_add(near) >= now }
    };
    let varies = spread > least || near > 0;
    if varies && remembered.iter().any(is_known) || before.iter().rev().take(BY_TURNS).any(same) {
        return None;
    }
    let margin = least.max(spread.saturating_mul(4));
    if now.abs_diff(usual) <= margin {
        return None;
    }
    let is_once = since.len() == 1;
    let kind = match now.checked_sub(usual) {
        Some(more) if is_once && more.saturating_mul(100) >= usual.saturating_mul(BONUS) => "bonus",
        Some(_) => "raise",
        // Less on the day of pay may be something else, and pay may still come.
        None if is_once
            && today.days() - ledger.day(first) <= series.cadence.tolerance()
            && !has_its_reference(ledger, earlier, first) =>
        {
            return None;
        }
        None => "cut",
    };
    let mut news = about(ledger, Family::IncomeChanged, series, [earlier, last]);
    // One more payment of the new amount is no other change.
    news.id = id_of(ledger, news.family, [earlier, first]);
    news.since = ledger.date(first);
    news.money.minor = i64::try_from(now).unwrap_or(i64::MAX);
    (news.kind, news.was) = (kind, i64::try_from(usual).unwrap_or(i64::MAX));
    news.confidence = Permille::new(if is_once { 650 } else { 900 });
    Some(news)
}

/// Whether days came to the same.
fn is_even(days: &[(u32, u64)]) -> bool {
    let Some(&(_, now)) = days.first() else { return true };
    days.iter().all(|day| day.1.abs_diff(now).saturating_mul(100) <= now.saturating_mul(CHANGE))
}

/// A payment of the same payer beside the regular ones, of whichever of the payer's series.
fn extra(scene: &Scene<'_>, series: &Series) -> Option<News> {
    let &Scene { ledger, basis, today, .. } = scene;
    let (last, before) = last_other(ledger, series)?;
    if series.rows.len() < ROWS || today.days() - ledger.day(last) > NEWS_DAYS {
        return None;
    }
    let is_of = |other: &&Series| other.payee == series.payee && other.direction == Direction::In;
    let is_some_others = |other: &Series| {
        last_other(ledger, other).is_some_and(|known| known.0 == last && is_instead(ledger, other, known))
    };
    if basis.series.all.iter().filter(is_of).any(is_some_others) {
        return None;
    }
    // As much as ever may be the next one that came early.
    let usual = series.amount.unsigned_abs();
    let is_usual =
        ledger.amount(last).unsigned_abs().abs_diff(usual).saturating_mul(100) <= usual.saturating_mul(CHANGE);
    if is_usual && !bonus::is_named(ledger, last) {
        return None;
    }
    series.rows.get(before).map(|&regular| beside(ledger, series, [regular, last]))
}

/// A payment beside the regular one before it.
fn beside(ledger: &Ledger, series: &Series, rows: [u32; 2]) -> News {
    let mut news = about(ledger, Family::IncomeChanged, series, rows);
    (news.kind, news.was, news.confidence) = ("extra", series.amount, Permille::new(750));
    news
}

/// The last that the payer of a series paid as its regular payment, or in place of it.
pub(super) fn last_paid(scene: &Scene<'_>, series: &Series) -> Option<u32> {
    with_substitute(scene, series).last().copied()
}

/// The first pay of another payer, which came after this one's had stopped, and so many days ago at most.
pub(super) fn successor(scene: &Scene<'_>, series: &Series, days: i32) -> Option<u32> {
    let &Scene { ledger, basis, today, .. } = scene;
    let &last = series.rows.last()?;
    let stopped = today > series.due.latest && today.days() - ledger.day(last) <= BETWEEN_JOBS_DAYS;
    if !stopped || series.rows.len() < ROWS || !is_pay(series.kind) && !is_income(scene, series) {
        return None;
    }
    let usual = series.amount;
    let rows = basis.view.rows();
    let from = rows.partition_point(&|row| ledger.day(row) <= ledger.day(last));
    let own = &basis.tally(ledger, today).own;
    for place in rows.past(from) {
        let amount = ledger.amount(place);
        if amount < usual / 2 || amount > usual.saturating_mul(3) || own.has(place) {
            continue;
        }
        let row = ledger.row(place);
        let payee = basis.view.payee(place);
        let told = matches!(basis.category(ledger, place), Category::Salary)
            || basis.series_of(place).is_some_and(|other| is_pay(other.kind) || other.cadence == series.cadence);
        if told
            && row.currency == series.currency
            && payee != series.payee
            && basis.view.rows_of(payee).first() == Some(&place)
            && row.day - ledger.day(last) >= series.cadence.days() / 2
            && today.days() - row.day <= days
        {
            return Some(place);
        }
    }
    None
}
