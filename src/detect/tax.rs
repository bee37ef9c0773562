// SPDX-License-Identifier: MIT OR Apache-2.0
//! Payments of last year that a tax form may ask for, gathered as a draft in the first months of a year.
//!
//! In: the rows of the last calendar year. Out: one finding from 10 January to the end of March, with every such row in the
//! main currency. What gives away what is protected is no part of it; whether a row counts is for the form to say.

use super::{
    Finding, Scene,
    news::{id_of_what, of_rows},
};
use crate::types::{Arg, Category, CivilDate, Family, Money, Permille, Reason};

/// Fewer rows need no list.
const ROWS: usize = 3;
/// Before that day the year's last rows are on their way.
const FROM_DAY: u32 = 10;
const TO_MONTH: u32 = 3;

pub(super) fn find(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Option<()> {
    let &Scene { ledger, basis, today, .. } = scene;
    let (year, month, day) = today.parts();
    let (Some(first), Some(last)) = (CivilDate::new(year - 1, 1, 1), CivilDate::new(year - 1, 12, 31)) else {
        return Some(());
    };
    if month > TO_MONTH || month == 1 && day < FROM_DAY {
        return Some(());
    }
    let (tally, Some(currency)) = (basis.tally(ledger, today), basis.facts(ledger, today).currency) else {
        return Some(());
    };
    let all = basis.view.rows();
    let from = all.partition_point(&|row| ledger.day(row) < first.days());
    let (mut rows, mut total) = (Vec::new(), 0_i64);
    for row in all.past(from) {
        scene.take(1)?;
        if ledger.day(row) > last.days() {
            break;
        }
        if ledger.amount(row) < 0
            && matches!(basis.category(ledger, row), Category::Insurance | Category::Education)
            && tally.counts(ledger, row, currency)
            && !ledger.is_hidden(basis.view.payee(row))
        {
            rows.push(row);
            total = total.saturating_add(ledger.amount(row));
        }
    }
    let [earlier, .., later] = rows.as_slice() else { return Some(()) };
    if rows.len() < ROWS {
        return Some(());
    }
    let money = Money { minor: total, currency };
    let reason = Reason::new("gathered").with("count", Arg::number(rows.len() as i64));
    let mut news = of_rows(ledger, Family::TaxDraft, [*earlier, *later], reason.with("amount", Arg::magnitude(money)));
    (news.money, news.total, news.count, news.confidence) = (money, total, rows.len(), Permille::new(700));
    news.since = CivilDate::new(year, 1, FROM_DAY).unwrap_or(today);
    news.evidence = rows;
    // A late row makes it no other year.
    news.id = id_of_what(news.family, currency.code().as_bytes(), &year.to_le_bytes());
    found.push(Finding::News(news));
    Some(())
}
