// SPDX-License-Identifier: MIT OR Apache-2.0
//! A trial that has become a charge: nothing or a token amount first, the full price a trial's length later; and one that
//! may soon become one.
//!
//! In: the first two rows of each payee. Out: both, where the second is news. A hold of a small amount is settled
//! within days, and a trial is a week, two, or whole months. A second visit to a shop is none: the first row says that
//! it is a trial or takes nothing, the bank files it under subscriptions, or the price has come again. Of a payee with
//! one row that calls itself a trial, or that took nothing and that the bank files under subscriptions: that row, and
//! the next day on which trials end.

use super::is_counter;
use crate::{
    detect::{
        Finding, Scene,
        duplicates::payee_text,
        news::{NEWS_DAYS, of_rows},
        on, text,
    },
    ledger::{PayeeId, Row},
    types::{Arg, Category, Family, Kind, Permille, Reason},
};

/// A token is at most one part in so many of the price.
const TOKEN: u64 = 5;

/// Days after which trials end.
const LENGTHS: [i32; 5] = [7, 14, 30, 60, 90];

/// What trials call themselves: whole words in the first line, and in the second what stands among others without spaces.
const NAMES: &str = include_str!("trial.txt");

pub(in crate::detect) fn find(scene: &Scene<'_>, found: &mut Vec<Finding>) {
    let &Scene { ledger, basis, today, .. } = scene;
    let only = scene.only.as_deref();
    let all = 1..only.map_or(basis.view.payee_count() as u32, |_| 1);
    for payee in all.map(PayeeId).chain(only.unwrap_or_default().iter().copied()) {
        let rows = basis.view.rows_of(payee);
        if let &[only] = rows {
            soon(scene, only, found);
        }
        let &[first, charged, ref rest @ ..] = rows else { continue };
        if today.days() - ledger.day(charged) > NEWS_DAYS || rest.len() > 2 {
            continue;
        }
        let (token, full) = (ledger.row(first), ledger.row(charged));
        let gap_days = full.day - token.day;
        let is_told = names_a_trial(scene, &token) && !is_counter(basis.category(ledger, charged))
            || match basis.category(ledger, charged) {
                Category::Subscriptions => true,
                Category::Other => token.amount == 0 || basis.series_of(charged).is_some(),
                _ => false,
            };
        let trial = matches!(gap_days, 6..=8 | 13..=15 | 28..=32 | 59..=62 | 89..=92);
        let paid_so = match full.kind {
            Kind::Card | Kind::Other => true,
            // A bill may begin with a part of a period, and a card's settlement with a few purchases.
            Kind::DirectDebit => {
                token.amount == 0
                    || names_a_trial(scene, &token)
                    || basis.category(ledger, first) == Category::Subscriptions
            }
            _ => false,
        };
        let small =
            token.amount <= 0 && token.amount.unsigned_abs().saturating_mul(TOKEN) <= full.amount.unsigned_abs();
        if !is_told || !trial || !paid_so || !small || full.amount >= 0 || full.account != token.account {
            continue;
        }
        let series = basis.series_of(charged);
        let reason = Reason::new("first-was").with("amount", Arg::magnitude(token.money()));
        let reason = on(text(reason, "payee", payee_text(ledger, &token)), token.date());
        let mut finding = of_rows(ledger, Family::TrialCharged, [first, charged], reason);
        finding.series = series.map(|series| series.id);
        finding.count = rows.len();
        finding.confidence = Permille::new(if series.is_some() { 850 } else { 650 });
        found.push(Finding::News(finding));
    }
}

fn soon(scene: &Scene<'_>, row: u32, found: &mut Vec<Finding>) {
    let &Scene { ledger, basis, today, .. } = scene;
    let age = today.days() - ledger.day(row);
    let Some(length) = LENGTHS.into_iter().find(|&length| length >= age) else { return };
    let token = ledger.row(row);
    let by_name = names_a_trial(scene, &token) && !is_counter(basis.category(ledger, row));
    let by_class = token.amount == 0 && basis.category(ledger, row) == Category::Subscriptions;
    let could = token.amount <= 0 && matches!(token.kind, Kind::Card | Kind::DirectDebit | Kind::Other);
    if !could || !(by_name || by_class) || ledger.is_hidden(ledger.payee(&token)) {
        return;
    }
    let ends = token.date().plus_days(length);
    let reason = Reason::new(if by_name { "says-trial" } else { "took-nothing" }).with("date", Arg::date(token.date()));
    let mut finding = of_rows(ledger, Family::TrialEnding, [row, row], reason);
    finding.since = ends;
    finding.gap_days = length - age;
    finding.count = 1;
    finding.confidence = Permille::new(if by_name { 800 } else { 600 });
    found.push(Finding::News(finding));
}

fn names_a_trial(scene: &Scene<'_>, row: &Row) -> bool {
    [row.reference, row.name].iter().any(|&text| text.is_some() && calls_itself(scene.ledger.word(text)))
}

fn calls_itself(text: &str) -> bool {
    let (words, signs) = NAMES.split_once('\n').unwrap_or_default();
    let is_word = |word: &str| words.split(' ').any(|known| known.eq_ignore_ascii_case(word));
    text.split(|sign: char| !sign.is_alphabetic()).any(is_word)
        || signs.split_ascii_whitespace().any(|sign| text.contains(sign))
}
