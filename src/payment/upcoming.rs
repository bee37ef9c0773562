// SPDX-License-Identifier: MIT OR Apache-2.0
//! Will be paid anyway: a scheduled payment, a standing order or a direct debit that is due in its window.
//!
//! In: a case. Out: the payment to come, noted as a sign. A series of transfers made by hand is what the draft
//! itself pays, and no warning.

use super::case::Case;
use crate::{
    features::series::{AmountModel, SeriesState},
    packs::Signal,
    types::{Arg, Args, CivilDate, Direction, Money, StableHash},
};

/// How far ahead it counts as the same payment.
const AHEAD_DAYS: i32 = 10;

/// A payment to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Upcoming {
    /// Its series, where it is one of a series.
    pub series: Option<StableHash>,
    /// The row, where it is scheduled.
    pub row: Option<u32>,
    /// When.
    pub date: CivilDate,
    /// How much.
    pub money: Money,
}

pub(super) fn find(case: &mut Case<'_>) -> Option<Upcoming> {
    let payee = case.payee.or(case.behind)?;
    let found = scheduled(case, payee).or_else(|| due(case, payee))?;
    case.sign(Signal::PaidAnyway, 0, found.row);
    Some(found)
}

impl Upcoming {
    /// What to say of it: the day to come, not that of the last one.
    pub(super) fn args(&self) -> Args {
        Args::default().with("amount", Arg::magnitude(self.money)).with("date", Arg::date(self.date))
    }
}

fn scheduled(case: &Case<'_>, payee: crate::ledger::PayeeId) -> Option<Upcoming> {
    for &place in &case.known.ahead {
        let row = case.ledger.row(place);
        let to = case.basis.view.canonical(case.ledger.payee(&row));
        if to == payee && row.amount == case.draft.amount && row.currency == case.draft.currency {
            let series = case.basis.series.all.iter().find(|series| series.payee == payee);
            let series = series.map(|series| series.id);
            return Some(Upcoming { series, row: Some(place), date: row.date(), money: row.money() });
        }
    }
    None
}

fn due(case: &Case<'_>, payee: crate::ledger::PayeeId) -> Option<Upcoming> {
    // A draft may be dated ahead, and counts on its day.
    let day = case.draft.booked_at.max(case.now.date);
    for series in &case.basis.series.all {
        let (Some(next), Some(&last)) = (series.next, series.rows.last()) else {
            continue;
        };
        if series.payee != payee || series.direction != Direction::Out || series.state == SeriesState::Ended {
            continue;
        }
        let row = case.ledger.row(last);
        let window = next.earliest.min(next.date) <= day.plus_days(AHEAD_DAYS) && day <= next.latest;
        let off = next.amount.unsigned_abs().abs_diff(case.size);
        let tolerance = if series.amount_model == AmountModel::Variable { next.amount.unsigned_abs() / 4 } else { 0 };
        let same_rows = series.currency == case.draft.currency && Case::is_automatic(&row);
        // A second order over the same sum within a cycle would itself be a row by now.
        if window && off <= tolerance && same_rows {
            let money = Money { minor: next.amount, currency: series.currency };
            return Some(Upcoming { series: Some(series.id), row: Some(last), date: next.date, money });
        }
    }
    None
}
