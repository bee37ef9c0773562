// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whether rows have stopped coming before a series was due: nothing is missing in what nobody has sent.
//!
//! In: a scene and a series. Out: whether. Evidence are the days with other rows, of its account or of all: who pays with a card
//! every few days and has not for a week has been heard of no more. Who has few rows gives no evidence; a balance of a later day
//! tells that the bank has been asked.

use crate::{
    detect::Scene,
    features::series::Series,
    ledger::{Account, Symbol},
};

/// Days with rows that tell how often one comes.
const TELLING: usize = 8;
/// How far these lie back at most.
const LOOKED_AT: i32 = 60;

/// See the door plate.
pub(super) fn has_stopped(scene: &Scene<'_>, series: &Series) -> bool {
    let due = series.due.date;
    let is_asked = |account: &Account| account.id == series.account && account.balance_at.is_some_and(|at| at >= due);
    !scene.ledger.accounts().iter().any(is_asked)
        && [Some(series.account), None].iter().any(|&account| is_quiet(scene, series, account))
}

/// Whether an account, or all of them, brought other rows every few days, none since the series was due, and for longer than
/// ever of late.
fn is_quiet(scene: &Scene<'_>, series: &Series, account: Option<Symbol>) -> bool {
    let &Scene { ledger, basis, today, .. } = scene;
    let due = series.due.date.days();
    let (mut later, mut quiet, mut longest, mut days) = (today.days() + 1, None, 0, 0);
    for row in basis.view.rows().rev() {
        let day = ledger.day(row);
        if today.days() - day > LOOKED_AT + quiet.unwrap_or(0) {
            break;
        }
        let is_other =
            || basis.view.payee(row) != series.payee && account.is_none_or(|own| ledger.row(row).account == own);
        if day == later || !is_other() {
            continue;
        }
        match quiet {
            None if day >= due => return false,
            None => quiet = Some(today.days() - day),
            Some(_) => longest = longest.max(later - day),
        }
        (later, days) = (day, days + 1);
    }
    days >= TELLING && quiet.is_some_and(|quiet| quiet > longest)
}
