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
/// About a trend the band is this part of the usual move both ways: so far from the mean one in ten lies, if moves are
/// a sum of many.
const BAND_TREND: i64 = 1600;
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
    let trend = habits.trend;
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
        // Everyday spending takes what the series bring, unless the account's own trend or level says otherwise: as
        // far as the one is told, the other is not.
        let drift = minus(share(gap, day, day + half), share(surplus, day, day + HALF_SPENT));
        let drift = plus(share(drift, 1000 - trend.weight, 1000), share(trend.monthly, day, CYCLE));
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
        let up = plus(up, share(habits.surplus, BAND_UP_SURPLUS, 1000));
        let about = share(habits.usual_move, BAND_TREND, 1000).max(down / 4);
        let mixed = |level: i64| plus(level, share(minus(about, level), habits.trend.weight, 1000));
        return (mixed(down), mixed(up));
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

#[cfg(test)]
mod tests {
    use super::{CYCLE, EVEN_UNTIL, HALF_DOWN, HALF_SPENT, HALF_UP, Habits, Planned, WIDE_FROM, days};
    use crate::{
        features::{
            forecast::{needs::Needs, trend::Trend},
            series::SeriesBook,
        },
        types::CivilDate,
    };
    use proptest::prelude::*;

    const TODAY: CivilDate = CivilDate::MIN;

    fn planned(drawn: &[(i32, i64)]) -> Vec<Planned> {
        let mut planned: Vec<Planned> = Vec::new();
        for &(day, amount) in drawn {
            planned.push(Planned { date: TODAY.plus_days(day), amount, series: None, row: None, is_certain: true });
        }
        planned.sort_by_key(|payment| payment.date);
        planned
    }

    /// The amount that a day ends with as planned, added up anew.
    fn as_planned(opening: i64, planned: &[Planned], day: i32) -> i128 {
        let until = |payment: &&Planned| payment.date <= TODAY.plus_days(day);
        i128::from(opening) + planned.iter().filter(until).map(|payment| i128::from(payment.amount)).sum::<i128>()
    }

    /// The middle of a day from its definition, in numbers too wide to overflow.
    fn middle(opening: i64, habits: &Habits, monthly: i64, planned: &[Planned], day: i128) -> i128 {
        let surplus = if habits.is_enough { i128::from(habits.surplus) } else { 0 };
        let gap = if habits.is_enough { i128::from(habits.level) - (i128::from(opening) - surplus) } else { 0 };
        let half = i128::from(if gap > 0 { HALF_UP } else { HALF_DOWN });
        let drift = gap * day / (day + half) - surplus * day / (day + i128::from(HALF_SPENT));
        let drift = drift * i128::from(1000 - habits.trend.weight) / 1000;
        let drift = drift + i128::from(habits.trend.monthly) * day / i128::from(CYCLE);
        let habit = drift - i128::from(monthly) * day / i128::from(CYCLE);
        let wide = i128::from(WIDE_FROM);
        let settled = if day < wide { day * day * day * 1000 / (wide * wide * wide) } else { 1000 };
        as_planned(opening, planned, day as i32) + habit * settled / 1000
    }

    proptest! {
        #[test]
        fn prop_each_day_is_what_its_definition_says(
            opening in -500_000..500_000_i64,
            level in -500_000..500_000_i64,
            (surplus, turnover, usual_move, monthly) in (0..300_000_i64, 0..900_000_i64, 0..300_000_i64, -300_000..300_000_i64),
            is_enough: bool,
            (weight, gained) in (0..=1000_i64, -200_000..200_000_i64),
            drawn in prop::collection::vec((1_i32..45, -90_000..90_000_i64), 0..12),
        ) {
            let trend = Trend { monthly: gained, weight };
            let habits = Habits { is_enough, level, surplus, turnover, usual_move, trend };
            let planned = planned(&drawn);
            let (_, path) = days(opening, &habits, monthly, &planned, TODAY, 40);
            prop_assert_eq!(path.len(), 41);
            for (day, entry) in path.iter().enumerate() {
                prop_assert_eq!(entry.date, TODAY.plus_days(day as i32));
                prop_assert_eq!(i128::from(entry.p50), middle(opening, &habits, monthly, &planned, day as i128), "day {}", day);
            }
            for (below, above) in path.iter().zip(path.iter().skip(1)) {
                prop_assert!(above.p90 - above.p10 >= below.p90 - below.p10, "a later day is no surer");
            }
            let even = |day: usize| path[day].p90 - path[day].p10;
            prop_assert!((even(2) - 2 * even(1)).abs() <= even(15) / 100 + 4, "{} {}", even(1), even(2));
            prop_assert!(EVEN_UNTIL > 2);
        }

        #[test]
        fn prop_the_shortfall_is_that_of_every_day_added_up(
            opening in 0..200_000_i64,
            drawn in prop::collection::vec((1_i32..40, -90_000..40_000_i64), 0..9),
        ) {
            let planned = planned(&drawn);
            let (_, path) = days(opening, &Habits::default(), 0, &planned, TODAY, 40);
            let needs = Needs::new(&SeriesBook::default(), opening, &planned, &path, TODAY);
            let lowest = (1..=40).map(|day| as_planned(opening, &planned, day)).min().unwrap();
            prop_assert_eq!(i128::from(needs.shortfall), (-lowest).max(0));
            let first = (1..=40).find(|&day| as_planned(opening, &planned, day) < 0);
            prop_assert_eq!(needs.short_on.map(|payment| payment.date), first.map(|day| TODAY.plus_days(day)));
            let out: i64 = planned.iter().map(|payment| -payment.amount.min(0)).sum();
            prop_assert_eq!(needs.bills, out);
        }
    }
}
