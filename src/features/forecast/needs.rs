// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a forecast means for the customer: the next payday, what it must last for, what is left.
//!
//! In: planned payments and the days of a forecast. Out: `Needs`, as facts. Deliberately absent: advice.

use super::{DayBalance, Planned, minus, plus};
use crate::{
    features::{facts::is_pay, series::SeriesBook},
    types::CivilDate,
};

/// See the door plate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Needs {
    /// The largest planned payment out on the way to the lowest day.
    pub cause: Option<Planned>,
    /// The next regular income within the days of the forecast.
    pub payday: Option<Planned>,
    /// Planned payments out before payday, or else in all days; without sign.
    pub bills: i64,
    /// The last planned payment of the first day that planned payments alone end below zero, before payday.
    pub short_on: Option<Planned>,
    /// The least that would have to come in by then to cover every planned payment until payday.
    pub shortfall: i64,
    /// What nine in ten times is left before payday.
    pub safe_to_spend: i64,
    /// What nine in ten times is left on every day.
    pub safe_to_save: i64,
}

impl Needs {
    pub(super) fn new(
        book: &SeriesBook,
        opening: i64,
        planned: &[Planned],
        days: &[DayBalance],
        lowest: CivilDate,
    ) -> Self {
        let mut needs = Self { payday: payday(book, planned), ..Self::default() };
        let payday = needs.payday.map_or(CivilDate::MAX, |payday| payday.date);
        let mut balance = opening;
        for (place, payment) in planned.iter().enumerate() {
            let largest = needs.cause.map_or(0, |cause| cause.amount);
            if payment.date <= lowest && payment.amount < largest {
                needs.cause = Some(*payment);
            }
            if payment.date >= payday {
                continue;
            }
            needs.bills = minus(needs.bills, payment.amount.min(0));
            balance = plus(balance, payment.amount);
            // A day is judged by its end.
            let ends = planned.get(place + 1).is_none_or(|next| next.date != payment.date);
            if ends && minus(0, balance) > needs.shortfall {
                needs.shortfall = minus(0, balance);
                needs.short_on = needs.short_on.or(Some(*payment));
            }
        }
        let (mut before_payday, mut ever) = (i64::MAX, i64::MAX);
        for day in days {
            ever = ever.min(day.p10);
            if day.date < payday {
                before_payday = ever;
            }
        }
        needs.safe_to_spend = before_payday.max(0);
        needs.safe_to_save = ever.max(0);
        needs
    }
}

/// The first pay, pension or benefit; else the largest payment that a series brings.
fn payday(book: &SeriesBook, planned: &[Planned]) -> Option<Planned> {
    let mut largest: Option<Planned> = None;
    for payment in planned {
        let series = payment.series.and_then(|place| book.all.get(place as usize));
        if let Some(series) = series.filter(|_| payment.amount > 0) {
            if is_pay(series.kind) {
                return Some(*payment);
            }
            if largest.is_none_or(|largest| payment.amount > largest.amount) {
                largest = Some(*payment);
            }
        }
    }
    largest
}
