// SPDX-License-Identifier: MIT OR Apache-2.0
//! The same forecast with other payments ahead.
//!
//! In: a forecast, payments. Out: another forecast. Invariants: with the payments that it has it is the same, bit
//! for bit; what payments differ by moves every quantile of a day alike, so that changes add up; habits and the
//! width of the band stay as the past tells them.

use super::{Forecast, Needs, Planned, minus, path, plus};
use crate::features::series::SeriesBook;

impl Forecast {
    /// See the door plate; the payments stand in the order of their days.
    #[must_use]
    pub fn with_planned(&self, book: &SeriesBook, planned: Vec<Planned>) -> Self {
        let opening = self.days.first().map_or(0, |day| day.p50);
        let mut days = self.days.clone();
        let (mut was, mut is) = (self.planned.iter().peekable(), planned.iter().peekable());
        let mut moved = 0_i64;
        let mut lowest = self.lowest;
        for (place, day) in days.iter_mut().enumerate() {
            while let Some(payment) = was.next_if(|payment| payment.date <= day.date) {
                moved = minus(moved, payment.amount);
            }
            while let Some(payment) = is.next_if(|payment| payment.date <= day.date) {
                moved = plus(moved, payment.amount);
            }
            for balance in [&mut day.p10, &mut day.p50, &mut day.p90] {
                *balance = plus(*balance, moved);
            }
            if place == 0 || day.p50 < lowest.p50 {
                lowest = *day;
            }
        }
        let below_zero = path::below_zero(&days);
        let needs = Needs::new(book, opening, &planned, &days, lowest.date);
        let Self { accounts, currency, basis, .. } = self;
        Self {
            accounts: accounts.clone(),
            currency: *currency,
            basis: *basis,
            days,
            lowest,
            below_zero,
            planned,
            needs,
        }
    }
}
