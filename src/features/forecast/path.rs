// SPDX-License-Identifier: MIT OR Apache-2.0
//! The balance day by day: what is planned, what habits undo, and how wide the band is.
//!
//! In: the opening balance, habits, planned payments. Out: quantiles of each day. The few numbers here say
//! how accounts behave in general; everything else is the account's own.

use super::{
    DayBalance, ForecastBasis, Planned,
    habits::{CYCLE, Habits},
    minus, plus, root, share,
};
use crate::types::{CivilDate, LogOdds, Permille};

/// Days after which half of an unusual income is gone again.
const HALF_SPENT: i64 = 30;
/// Days after which half of the way up to the usual level is made: an account that runs low is filled again.
const HALF_UP: i64 = 60;
/// The same for the way down: what was put by stays longer.
const HALF_DOWN: i64 = 150;
/// Downwards a 30-day band is this part of the geometric mean of turnover and balance, in thousandths.
const BAND_DOWN: i64 = 360;
/// Upwards it is this part of the usual move in 30 days (a quarter of the way down at least: an account that
/// never moved may still do so), and a part of an unusual income.
const BAND_UP: i64 = 900;
const BAND_UP_SURPLUS: i64 = 250;
/// From the middle of a month on the band is as wide as at its end: pay and bills lie between.
const WIDE_FROM: i64 = 15;
/// Up to here the band grows evenly: on most days nothing happens that is not planned.
const EVEN_UNTIL: i64 = 10;

/// What the forecast stands on, and each day from today on.
pub(super) fn days(
    opening: i64,
    habits: &Habits,
    monthly: i64,
    planned: &[Planned],
    today: CivilDate,
    count: u32,
) -> (ForecastBasis, Vec<DayBalance>) {
    let basis = if habits.is_enough { ForecastBasis::History } else { ForecastBasis::Balance };
    let (down, up) = band(opening, habits);
    let surplus = if habits.is_enough { habits.surplus } else { 0 };
    let gap = if habits.is_enough { minus(habits.level, minus(opening, surplus)) } else { 0 };
    let half = if gap > 0 { HALF_UP } else { HALF_DOWN };
    let mut days = Vec::with_capacity(count as usize + 1);
    let (mut sum, mut next) = (0_i64, 0);
    for day in 0..=i64::from(count) {
        let date = today.plus_days(day as i32);
        while let Some(payment) = planned.get(next).filter(|payment| payment.date <= date) {
            sum = plus(sum, payment.amount);
            next += 1;
        }
        // Everyday spending takes what the series bring, unless the account's own level says otherwise.
        let drift = minus(share(gap, day, day + half), share(surplus, day, day + HALF_SPENT));
        let habit = minus(drift, share(monthly, day, CYCLE));
        let p50 = plus(plus(opening, sum), share(habit, settled(day), 1000));
        let wide = widening(day);
        let (p10, p90) = (minus(p50, share(down, wide, 1000)), plus(p50, share(up, wide, 1000)));
        days.push(DayBalance { date, p10, p50, p90 });
    }
    (basis, days)
}

/// The 30-day band below and above.
fn band(opening: i64, habits: &Habits) -> (i64, i64) {
    let turnover = habits.turnover.max(0);
    // Balances out of all proportion to the turnover say nothing about how far it can move.
    let held = opening.saturating_abs().max(turnover / 8).min(turnover.saturating_mul(4));
    let mean = (root(turnover as u64) * root(held.max(0) as u64)) as i64;
    let down = share(mean, BAND_DOWN, 1000);
    if habits.is_enough {
        let up = share(habits.usual_move, BAND_UP, 1000).max(down / 4);
        return (down, plus(up, share(habits.surplus, BAND_UP_SURPLUS, 1000)));
    }
    let wide = plus(down, down / 2).max(share(opening.saturating_abs(), 3, 10));
    (wide, wide)
}

/// How much of its habits an account shows within so many days, in thousandths: all in half a month, and next to
/// nothing in a few days, since the median of a few days is that nothing happens.
const fn settled(day: i64) -> i64 {
    if day < WIDE_FROM { day * day * day * 1000 / (WIDE_FROM * WIDE_FROM * WIDE_FROM) } else { 1000 }
}

/// How wide the band is after so many days, in thousandths of a 30-day one: it grows as a root does, and evenly
/// at first.
fn widening(day: i64) -> i64 {
    let square = if day >= CYCLE {
        day * 1_000_000 / CYCLE
    } else if day >= EVEN_UNTIL {
        day.min(WIDE_FROM) * 1_000_000 / WIDE_FROM
    } else {
        day * day * 1_000_000 / (WIDE_FROM * EVEN_UNTIL)
    };
    root(square as u64) as i64
}

/// How likely the likeliest day after today is to end below zero; certain where today does.
pub(super) fn below_zero(days: &[DayBalance]) -> Permille {
    let mut most = Permille::ZERO;
    for day in days {
        let width = if day.p50 < 0 { minus(day.p90, day.p50) } else { minus(day.p50, day.p10) };
        let share = if width == 0 {
            if day.p50 < 0 { Permille::ONE } else { Permille::ZERO }
        } else {
            // One in ten lies beyond the band: log-odds of 2.2 at its edge, and even in the middle.
            let odds = (day.p50.saturating_mul(-220) / width).clamp(-10_000, 10_000);
            LogOdds(odds as i32).to_permille()
        };
        most = most.max(share);
    }
    most
}
