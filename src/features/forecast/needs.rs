// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a forecast means for the customer: the next payday, what it must last for, what is left.
//!
//! In: planned payments and the days of a forecast. Out: `Needs`, as facts. Deliberately absent: advice.

use super::{DayBalance, Planned};
use crate::{
    features::series::{SeriesBook, SeriesKind},
    types::{CivilDate, Direction},
};

/// The next regular income.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Payday {
    /// The day.
    pub date: CivilDate,
    /// Minor units.
    pub amount: i64,
    /// Its series: a place in the book.
    pub series: u32,
}

/// What is planned before payday takes more than there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shortfall {
    /// The first day that ends below zero.
    pub date: CivilDate,
    /// The least that would have to come in by then to cover every planned payment until payday.
    pub amount: i64,
}

/// See the door plate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Needs {
    /// The largest planned payment out on the way to the lowest day.
    pub cause: Option<Planned>,
    /// The next regular income within the days of the forecast.
    pub payday: Option<Payday>,
    /// Planned payments out before payday, or else in all days; without sign.
    pub bills: i64,
    /// Where planned payments alone take the balance below zero before payday.
    pub shortfall: Option<Shortfall>,
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
        let before_payday = |date: CivilDate| needs.payday.is_none_or(|payday| date < payday.date);
        let (mut balance, mut least, mut bills) = (opening, opening, 0_i64);
        for (place, payment) in planned.iter().enumerate() {
            let largest = needs.cause.is_none_or(|cause: Planned| payment.amount < cause.amount);
            if payment.date <= lowest && payment.amount < 0 && largest {
                needs.cause = Some(*payment);
            }
            if before_payday(payment.date) {
                bills = bills.saturating_sub(payment.amount.min(0));
                balance = balance.saturating_add(payment.amount);
                // A day is judged by its end.
                let ends = planned.get(place + 1).is_none_or(|next| next.date != payment.date);
                if ends && balance < least.min(0) {
                    least = balance;
                    let date = needs.shortfall.map_or(payment.date, |shortfall| shortfall.date);
                    needs.shortfall = Some(Shortfall { date, amount: balance.saturating_neg() });
                }
            }
        }
        let low = |is_counted: &dyn Fn(CivilDate) -> bool| {
            let lows = days.iter().filter(|day| is_counted(day.date)).map(|day| day.p10);
            lows.min().unwrap_or(0).max(0)
        };
        needs.safe_to_spend = low(&before_payday);
        needs.safe_to_save = low(&|_| true);
        needs.bills = bills;
        needs
    }
}

/// The first pay, pension or benefit; else the first payment of the series that brings most.
fn payday(book: &SeriesBook, planned: &[Planned]) -> Option<Payday> {
    let mut found: Option<(bool, Payday)> = None;
    for payment in planned {
        let Some((place, series)) = payment.series.and_then(|place| Some((place, book.all.get(place as usize)?)))
        else {
            continue;
        };
        let is_pay = matches!(series.kind, SeriesKind::Salary | SeriesKind::Pension | SeriesKind::Benefit);
        let better = match &found {
            None => true,
            Some((was_pay, best)) => {
                is_pay && !was_pay || is_pay == *was_pay && payment.amount > best.amount && !is_pay
            }
        };
        if series.direction == Direction::In && better {
            found = Some((is_pay, Payday { date: payment.date, amount: payment.amount, series: place }));
        }
    }
    found.map(|(_, payday)| payday)
}
