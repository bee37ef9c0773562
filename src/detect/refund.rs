// SPDX-License-Identifier: MIT OR Apache-2.0
//! Money that came back for a charge: good news that people wait for.
//!
//! In: a basis. Out: a debit and its credit of the last weeks; or a debit and the refunds that are a part of it, where no other
//! payment can be meant. A payee that pays as often as it is paid is a friend settling up, not a merchant refunding, and a
//! direct debit that was returned is no refund either.

use super::{Basis, Finding, News, Scene, duplicates, news::of_rows, on, text};
use crate::{
    ledger::{Ledger, Ordered, PayeeId, Row},
    types::{Family, Kind, Permille, Reason, sorted},
};

/// Older news is none; of a part likewise.
const NEWS_DAYS: i32 = 60;
const PART_NEWS_DAYS: i32 = 14;
/// A part comes back within so many days, and so many rows of its payee are looked at.
const WINDOW_DAYS: i32 = 120;
const MAX_LOOK_BACK: usize = 64;
/// What banks write beside a direct debit that could not be paid: one to a line, folded. Goods are returned, too, so a word
/// that a shop may use is not among them.
const RETURNED: &str = include_str!("returned.txt");

pub(super) fn find(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Option<()> {
    let &Scene { ledger, basis, today, .. } = scene;
    let from = today.days() - NEWS_DAYS;
    let mut credits = Vec::new();
    let is_news = |&credit: &u32| ledger.day(credit) >= from && scene.looks_at(basis.view.payee(credit));
    credits.extend(basis.refunds.credits().filter(is_news));
    for &credit in &credits {
        if let Some(debit) = basis.refunds.debit_of(credit)
            && let Some(refund) = refund(ledger, basis, debit, credit)
        {
            found.push(Finding::News(refund));
        }
    }
    credits.clear();
    let is_recent = |row: &u32| ledger.day(*row) >= today.days() - PART_NEWS_DAYS;
    let mut take =
        |rows: Ordered<'_>| credits.extend(rows.rev().take_while(is_recent).filter(|&row| is_part(ledger, basis, row)));
    match &scene.only {
        Some(only) => only.iter().for_each(|&payee| take(basis.view.rows_of(payee).into())),
        None => take(basis.view.rows()),
    }
    let mut told = Vec::new();
    // The newest part speaks for those before it.
    for credit in credits {
        // Of a hostile file the parts are let be, and not what came back as a whole.
        if scene.take(MAX_LOOK_BACK * MAX_LOOK_BACK / 8).is_none() {
            break;
        }
        if let Some(debit) = whole_of(ledger, basis, credit).filter(|debit| !told.contains(debit)) {
            told.push(debit);
            found.extend(parts(ledger, basis, debit, credit).map(Finding::News));
        }
    }
    let when = |finding: &Finding| finding.rows().map(|row| ledger.when(row));
    *found = sorted(core::mem::take(found), &mut |a, b| when(a).cmp(&when(b)));
    Some(())
}

fn refund(ledger: &Ledger, basis: &Basis, debit: u32, credit: u32) -> Option<News> {
    let (charge, back) = (ledger.row(debit), ledger.row(credit));
    let payee = basis.view.payee(credit);
    let marked = back.kind == Kind::Refund;
    if !marked && (is_mutual(ledger, basis, payee) || basis.series_of(credit).is_some()) {
        return None;
    }
    let own = basis.transfers.iter().any(|pair| pair.into == credit);
    if own || is_returned(ledger, &charge, &back) {
        return None;
    }
    let reason = text(Reason::new("refund-of"), "payee", duplicates::payee_text(ledger, &charge));
    let mut news = of_rows(ledger, Family::RefundArrived, [debit, credit], on(reason, charge.date()));
    news.id = duplicates::pair_id(b"refund", ledger, basis, [debit, credit]);
    (news.kind, news.count, news.confidence) = ("whole", 1, Permille::new(if marked { 980 } else { 850 }));
    Some(news)
}

/// Whether a row is a refund that no charge is as much as.
fn is_part(ledger: &Ledger, basis: &Basis, row: u32) -> bool {
    ledger.amount(row) > 0 && ledger.rows().kind(row) == Some(Kind::Refund) && !basis.refunds.has(row)
}

/// The charge that a refund is a part of: the only one that is more and whose money has not come back, or the only one of
/// them whose reference it names.
fn whole_of(ledger: &Ledger, basis: &Basis, credit: u32) -> Option<u32> {
    let payee = basis.view.payee(credit);
    if !is_part(ledger, basis, credit) || payee == PayeeId::UNKNOWN {
        return None;
    }
    let (back, rows) = (ledger.row(credit), basis.view.rows_of(payee));
    let place = rows.partition_point(|&row| ledger.when(row) < ledger.when(credit));
    let about = ledger.folded(back.reference);
    let (mut all, mut named) = ((None, 0), (None, 0));
    for &row in rows.get(..place)?.iter().rev().take(MAX_LOOK_BACK) {
        let charge = ledger.row(row);
        if back.day - charge.day > WINDOW_DAYS {
            break;
        }
        if charge.amount.saturating_add(back.amount) < 0
            && charge.currency == back.currency
            && !basis.refunds.has(row)
            && !is_returned(ledger, &charge, &back)
        {
            all = (Some(row), all.1 + 1);
            let reference = ledger.folded(charge.reference);
            if !reference.is_empty() && about.contains(&reference) {
                named = (Some(row), named.1 + 1);
            }
        }
    }
    let [all, named] = [all, named].map(|(row, count)| row.filter(|_| count == 1));
    named.or(all)
}

/// What came back for a charge so far, up to some part of it.
fn parts(ledger: &Ledger, basis: &Basis, debit: u32, last: u32) -> Option<News> {
    let mut evidence = vec![debit];
    let mut back = 0_i64;
    let rows = basis.view.rows_of(basis.view.payee(debit));
    let place = rows.partition_point(|&row| ledger.when(row) <= ledger.when(debit));
    for &row in rows.get(place..)?.iter().take(MAX_LOOK_BACK) {
        if ledger.when(row) <= ledger.when(last) && whole_of(ledger, basis, row) == Some(debit) {
            evidence.push(row);
            back = back.saturating_add(ledger.amount(row));
        }
    }
    let left = ledger.amount(debit).saturating_add(back);
    let mut news = refund(ledger, basis, debit, last).filter(|_| left <= 0)?;
    news.count = evidence.len() - 1;
    news.kind = match (news.count, left) {
        (1, _) => "part",
        (_, 0) => "parts",
        _ => "some-parts",
    };
    (news.money.minor, news.evidence) = (back, evidence);
    Some(news)
}

/// Whether a direct debit came back by the way it went, or in words that tell so.
fn is_returned(ledger: &Ledger, charge: &Row, back: &Row) -> bool {
    let is_told = |text| {
        let text = ledger.folded(text);
        RETURNED.lines().any(|words| text.contains(words))
    };
    charge.kind == Kind::DirectDebit
        && (back.kind == Kind::DirectDebit || is_told(back.reference) || is_told(back.name))
}

/// Whether money goes both ways about as often.
fn is_mutual(ledger: &Ledger, basis: &Basis, payee: PayeeId) -> bool {
    let rows = basis.view.rows_of(payee);
    let credits = rows.iter().filter(|&&row| ledger.amount(row) > 0).count();
    credits > 2 && credits * 3 > rows.len()
}
