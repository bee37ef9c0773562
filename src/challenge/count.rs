// SPDX-License-Identifier: MIT OR Apache-2.0
//! What counts: rows with the part of them that a run takes.
//!
//! In: a scene and runs with their windows. Out: lines. Invariants: the parts of a deposit that all runs take are never
//! more than the deposit; a refunded row counts nowhere; what was put by and taken out again counts less.

use super::{Run, Scene, Window};
use crate::{
    packs::ChallengeKind,
    types::{About, AccountType, Category, Correction, Kind},
};

/// Days after a window in which a deposit may still be booked.
pub(super) const GRACE: i32 = 4;

/// A row, and how much of it counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// The row.
    pub row: u32,
    /// The day that it counts on.
    pub day: i32,
    /// Minor units; less than nothing for what went back.
    pub amount: i64,
}

/// A move into or out of savings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Deposit<'a> {
    pub(super) row: u32,
    pub(super) day: i32,
    pub(super) amount: i64,
    /// The savings account; empty where it is at another bank.
    pub(super) account: &'a str,
}

/// All moves into and out of savings since a day, oldest first.
pub(super) fn deposits<'a>(scene: &Scene<'a>, since: i32) -> Vec<Deposit<'a>> {
    let ledger = scene.ledger;
    let mut paired = vec![0_u8; ledger.len()];
    for transfer in scene.transfers {
        for (row, half) in [(transfer.out, 1), (transfer.into, 2)] {
            if let Some(slot) = paired.get_mut(row as usize) {
                *slot = half;
            }
        }
    }
    let saves = |row: u32| {
        let account = ledger.row(row).account;
        let is_it = |known: &crate::ledger::Account| known.id == account && known.kind == Some(AccountType::Savings);
        ledger.accounts().iter().any(is_it).then(|| ledger.word(account))
    };
    // The other half of a pair tells whether money only moved between savings.
    let between = |row: u32| {
        let of = scene.transfers.iter().find(|pair| pair.out == row || pair.into == row);
        of.is_some_and(|pair| saves(pair.out).is_some() && saves(pair.into).is_some())
    };
    let mut found = Vec::new();
    for row in scene.view.rows() {
        let day = scene.day(row);
        if day < since {
            continue;
        }
        let (amount, half) = (ledger.amount(row), paired.get(row as usize).copied().unwrap_or(0));
        let deposit = |account, amount| Deposit { row, day, amount, account };
        match (half, saves(row)) {
            (1 | 2, Some(account)) if !between(row) => found.push(deposit(account, amount)),
            // Its other half is at another bank.
            (0, Some(account)) if matches!(ledger.row(row).kind, Kind::Transfer | Kind::StandingOrder) => {
                found.push(deposit(account, amount));
            }
            // Savings at another bank: only the row that money left by is there, unless it came back.
            (0, None)
                if amount < 0 && (scene.category)(row) == Category::Savings && scene.refunds.of(row).is_none() =>
            {
                found.push(deposit("", amount.saturating_neg()));
            }
            _ => {}
        }
    }
    found
}

/// The lines of every run of deposits, in the order of the runs.
pub(super) fn shared(scene: &Scene<'_>, runs: &[(&Run, Vec<Window>)]) -> Vec<Vec<Line>> {
    let mut lines: Vec<Vec<Line>> = Vec::new();
    let mut totals = Vec::new();
    let mut first = i32::MAX;
    for (run, _) in runs {
        lines.push(Vec::new());
        totals.push(0_i64);
        if run.terms.kind.is_deposit() {
            first = first.min(run.day);
        }
    }
    if first == i32::MAX {
        return lines;
    }
    for deposit in deposits(scene, first) {
        let currency = scene.ledger.row(deposit.row).currency;
        // What is due by now first, run by run; then what is left goes ahead; what is taken out goes the other way.
        for ahead in [false, true] {
            let mut left = scene.ledger.amount(deposit.row).saturating_abs();
            for line in lines.iter().flatten().filter(|line| line.row == deposit.row) {
                left -= line.amount.saturating_abs();
            }
            for place in 0..runs.len() {
                let place = if deposit.amount < 0 { runs.len() - 1 - place } else { place };
                let (Some((run, windows)), Some(total), Some(lines)) =
                    (runs.get(place), totals.get_mut(place), lines.get_mut(place))
                else {
                    continue;
                };
                let terms = &run.terms;
                let is_of = terms.kind.is_deposit()
                    && terms.currency == currency
                    && deposit.day >= run.day
                    && (terms.account.is_empty() || terms.account == deposit.account)
                    && windows.last().is_some_and(|last| deposit.day <= last.to + GRACE);
                if !is_of || left <= 0 {
                    continue;
                }
                let room = if deposit.amount < 0 {
                    *total
                } else {
                    let until = if ahead { i32::MAX } else { deposit.day };
                    due_by(windows, until).saturating_sub(*total)
                };
                let part = room.min(left);
                if part > 0 {
                    left -= part;
                    let amount = if deposit.amount < 0 { -part } else { part };
                    *total = total.saturating_add(amount);
                    match lines.last_mut().filter(|last| last.row == deposit.row) {
                        Some(last) => last.amount = last.amount.saturating_add(amount),
                        None => lines.push(Line { row: deposit.row, day: deposit.day, amount }),
                    }
                }
            }
        }
    }
    lines
}

/// What is due in all windows that have begun by a day.
pub(super) fn due_by(windows: &[Window], day: i32) -> i64 {
    let mut due = 0_i64;
    for window in windows {
        if window.from <= day {
            due = due.saturating_add(window.due);
        }
    }
    due
}

/// The lines of a run that keeps a limit or collects change: rows of its windows, pauses aside.
pub(super) fn spent(scene: &Scene<'_>, run: &Run, last: i32) -> Vec<Line> {
    let (ledger, terms) = (scene.ledger, &run.terms);
    let category = Category::from_word(&terms.subject);
    let (mut lines, mut day_before, mut collected) = (Vec::new(), i32::MIN, 0_i64);
    for row in scene.view.rows() {
        let day = scene.day(row);
        if day < run.day || day > last || !scene.counts(row, terms.currency) || run.rests_on(day, scene.today) {
            continue;
        }
        let (amount, kind) = (ledger.amount(row).saturating_neg(), ledger.row(row).kind);
        if terms.kind == ChallengeKind::RoundUp {
            if kind != Kind::Card || amount <= 0 {
                continue;
            }
            if day != day_before {
                (day_before, collected) = (day, 0);
            }
            let change = spare(amount, terms.unit).saturating_mul(terms.multiplier).min(terms.most - collected);
            if change > 0 {
                collected += change;
                lines.push(Line { row, day, amount: change });
            }
            continue;
        }
        let is_of = match category {
            Some(category) => (scene.category)(row) == category,
            None => payee_key(scene, row) == terms.subject,
        };
        // A part that comes back is spent no longer.
        if is_of && (amount > 0 || kind == Kind::Refund) {
            lines.push(Line { row, day, amount });
        }
    }
    lines
}

/// What is missing to the next whole unit.
pub(super) const fn spare(amount: i64, unit: i64) -> i64 {
    if unit <= 0 { 0 } else { (unit - amount % unit) % unit }
}

/// The key of the payee of a row.
pub(super) fn payee_key(scene: &Scene<'_>, row: u32) -> String {
    Correction::key(About::Payee, scene.ledger.identity(scene.view.payee(row))).to_hex()
}
