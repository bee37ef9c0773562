// SPDX-License-Identifier: MIT OR Apache-2.0
//! What an account usually does: its level at this time of the month, its turnover, its moves.
//!
//! In: what an account's rows come to by day, and the balance that they lead to. Out: `Habits`, all in minor units.
//! At most two years count: people change.

use super::{
    History, minus, plus, share,
    trend::{self, Trend},
};
use crate::{
    features::flows::held,
    ledger::Symbol,
    types::{CivilDate, Currency, sort_numbers},
};

const MONTHS: i32 = 24;
/// Months that a usual income is told from.
const INCOME_MONTHS: i32 = 12;
/// Days on each side that count as the same time of a month.
const SAME_TIME: i32 = 7;
/// From so many whole months on the history says more than today's balance.
const ENOUGH_MONTHS: usize = 3;
/// The days that moves and turnover are told for.
pub(super) const CYCLE: i64 = 30;

/// See the door plate.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habits {
    /// Whether there is history enough for a level.
    pub(super) is_enough: bool,
    /// The median balance about this day of earlier months.
    pub(super) level: i64,
    /// What came in during the last month above the median month.
    pub(super) surplus: i64,
    /// Money in and out in 30 days.
    pub(super) turnover: i64,
    /// How far the balance usually moves in 30 days, the trend apart.
    pub(super) usual_move: i64,
    /// What it gains or loses steadily.
    pub(super) trend: Trend,
}

impl Habits {
    pub(super) fn new(
        History { ledger, flows, transfers, .. }: History<'_>,
        covered: (&[Symbol], Currency),
        opening: i64,
        today: CivilDate,
    ) -> Self {
        let days = flows.days(ledger, transfers, covered, (today.plus_months(-MONTHS), today));
        let begins = days.iter().position(|day| day.rows > 0).unwrap_or(days.len());
        let days = days.get(begins..).unwrap_or_default();
        let Some(first) = days.first().and_then(|first| CivilDate::from_days(first.day)) else {
            return Self { level: opening, ..Self::default() };
        };
        let count = today.days_since(first) as usize + 1;
        let mut net = Vec::with_capacity(count);
        let mut turnover = 0_i64;
        for day in days {
            let (came, went) = (held(day.income), held(day.spend));
            net.push(minus(came, went));
            turnover = plus(turnover, plus(came, went));
        }
        // From here on `net` holds the balance at the end of each day.
        let mut balance = opening;
        for day in net.iter_mut().rev() {
            let change = core::mem::replace(day, balance);
            balance = minus(balance, change);
        }
        let balances = net;
        let place = |months: i32| today.plus_months(-months).days_since(first);
        let mut near = Vec::new();
        let mut months = 0;
        while months < MONTHS as usize && place(months as i32 + 1) >= 0 {
            months += 1;
            let middle = place(months as i32);
            let from = (middle - SAME_TIME).max(0) as usize;
            for &balance in balances.iter().skip(from).take((middle + SAME_TIME) as usize + 1 - from) {
                near.push(ordered(balance));
            }
        }
        let (mut incomes, mut gained) = (Vec::new(), Vec::new());
        let mut spending_days = 0;
        for month in 0..INCOME_MONTHS {
            let (from, to) = (place(month + 1) + 1, place(month));
            if from < 0 {
                break;
            }
            let mut sum = 0;
            let is_recent = month < trend::MONTHS;
            for day in days.get(from as usize..=to as usize).unwrap_or_default() {
                sum = plus(sum, held(day.income));
                spending_days += i64::from(is_recent && day.spend > 0);
            }
            incomes.push(sum as u64);
            if is_recent {
                let balance = |place: i32| balances.get(place as usize).copied().unwrap_or(0);
                gained.push(ordered(minus(balance(to), balance(from - 1))));
            }
        }
        let last = incomes.first().copied().unwrap_or(0);
        let is_enough = months >= ENOUGH_MONTHS;
        let trend = if is_enough { Trend::new(gained, spending_days) } else { Trend::default() };
        let (mut moved, mut moves) = (0_i64, 0_i64);
        for (before, after) in balances.iter().zip(balances.iter().skip(CYCLE as usize)) {
            moved = plus(moved, minus(minus(*after, *before), trend.monthly).saturating_abs());
            moves += 1;
        }
        Self {
            is_enough,
            trend,
            level: if near.is_empty() { opening } else { unordered(middle(near)) },
            surplus: last.saturating_sub(middle(incomes)) as i64,
            turnover: share(turnover, CYCLE, CYCLE.max(count as i64)),
            usual_move: moved / moves.max(1),
        }
    }
}

/// The median, halfway between the middle two: months are few, and one of two would say too much.
pub(crate) fn middle(mut numbers: Vec<u64>) -> u64 {
    sort_numbers(&mut numbers);
    let at = |place: usize| numbers.get(place).copied().unwrap_or(0);
    at(numbers.len().saturating_sub(1) / 2).midpoint(at(numbers.len() / 2))
}

/// A signed number as an unsigned one that sorts alike.
pub(super) const fn ordered(signed: i64) -> u64 {
    (signed as u64) ^ (1 << 63)
}

pub(super) const fn unordered(number: u64) -> i64 {
    (number ^ (1 << 63)) as i64
}
