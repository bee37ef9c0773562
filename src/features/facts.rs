// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is known of the customer as a whole: the values of the features, in the main currency.
//!
//! In: a tally of the rows, their series and transfers, a day. Out: `Facts`, which costs days and series, not rows.
//! May use: types, ledger, series, forecast.
//! Invariants: months are counted back from the day, so that each holds every day of a month once; what the rows do
//! not tell is absent; what only moves own money is in no sum.

use super::{
    flows::{Flow, MONTHS, Month},
    forecast::{self, Forecast, History, Scope, middle, share},
    series::{SeriesBook, SeriesKind},
    tally::Tally,
};
use crate::{
    ledger::Ledger,
    types::{CivilDate, Currency, Direction, FactValue, Feature},
};

/// The days that the forecast behind the features reaches.
pub const AHEAD_DAYS: u32 = 30;
/// The fewest months that tell a usual one.
const ENOUGH_MONTHS: usize = 3;
/// The days of `fees_90d`.
const FEE_DAYS: i32 = 90;

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The currency that most rows of the last year have.
    pub currency: Option<Currency>,
    /// The accounts for daily use, taken together.
    pub forecast: Option<Forecast>,
    /// Income and spending of each whole month, the newest first.
    income: Vec<u64>,
    spend: Vec<u64>,
    /// By the number of the feature.
    values: Vec<Option<FactValue>>,
}

impl Facts {
    /// Works everything out.
    #[must_use]
    pub fn new(history: History<'_>, tally: &Tally, today: CivilDate) -> Self {
        let History { ledger, book, .. } = history;
        let mut ends = [0; MONTHS];
        for (month, end) in ends.iter_mut().enumerate() {
            *end = today.plus_months(-1 - month as i32).days();
        }
        let mut months = Vec::with_capacity(tally.flows.all.len());
        for flow in &tally.flows.all {
            months.push((flow, flow.months(&ends)));
        }
        let Some(currency) = main_currency(ledger, &months) else { return Self::default() };
        months.retain(|(flow, _)| flow.currency == currency);
        let forecast = forecast::find(history, Scope::DailyUse(currency), today, AHEAD_DAYS);
        let mut facts = Self { currency: Some(currency), forecast, ..Self::default() };
        facts.add_days(&months, today);
        facts.add_fees(ledger, tally, currency, today);
        facts.add_series(book, tally, currency);
        facts.tell_months();
        if let Some(forecast) = facts.forecast.take() {
            facts.tell_ahead(&forecast);
            facts.forecast = Some(forecast);
        }
        facts.set(Feature::Currency, FactValue::Text(currency.code()));
        facts
    }

    fn add_days(&mut self, flows: &[(&Flow, [Month; MONTHS])], today: CivilDate) {
        let mut first = today.days();
        for (flow, _) in flows {
            first = flow.days.first().map_or(first, |known| first.min(known.day));
        }
        let first = CivilDate::from_days(first).unwrap_or(today);
        let mut months = (today.month_index() - first.month_index()).max(0);
        while months > 0 && today.plus_months(-months).plus_days(1) < first {
            months -= 1;
        }
        let whole = months.min(MONTHS as i32);
        self.income.resize(whole as usize, 0);
        self.spend.resize(whole as usize, 0);
        for (_, sums) in flows {
            for (sum, (income, spend)) in sums.iter().zip(self.income.iter_mut().zip(&mut self.spend)) {
                *income = income.saturating_add(sum.income);
                *spend = spend.saturating_add(sum.spend);
            }
        }
        self.count(Feature::MonthsOfHistory, i64::from(months));
    }

    fn add_fees(&mut self, ledger: &Ledger, tally: &Tally, currency: Currency, today: CivilDate) {
        let (mut fees, mut count) = (0_i64, 0_i64);
        for &(row, _) in tally.fees.iter().rev() {
            if today.days() - ledger.day(row) >= FEE_DAYS {
                break;
            }
            if tally.counts(ledger, row, currency) {
                (fees, count) = (fees.saturating_sub(ledger.amount(row)), count + 1);
            }
        }
        self.money(Feature::Fees90d, fees);
        self.count(Feature::FeesCount90d, count);
    }

    fn add_series(&mut self, book: &SeriesBook, tally: &Tally, currency: Currency) {
        let mut best = (false, 0);
        let (mut bills, mut subscriptions, mut count) = (0_i64, 0_i64, 0);
        let mut income = None;
        for series in &book.all {
            if series.currency != currency || series.next.is_none() || tally.is_own_series(series) {
                continue;
            }
            let monthly = share(series.amount, 30, i64::from(series.cadence.days())).saturating_abs();
            if series.direction == Direction::In {
                let rank = (is_pay(series.kind), monthly);
                if rank > best {
                    best = rank;
                    income = Some(series);
                }
                continue;
            }
            bills = bills.saturating_add(monthly);
            if series.kind == SeriesKind::Subscription {
                (subscriptions, count) = (subscriptions.saturating_add(monthly), count + 1);
            }
        }
        self.money(Feature::BillsMonthly, bills);
        self.money(Feature::SubscriptionsMonthly, subscriptions);
        self.count(Feature::SubscriptionsCount, count);
        if let Some(series) = income {
            self.set(Feature::IncomeKind, FactValue::Text(series.kind.word()));
            self.set(Feature::IncomeCadence, FactValue::Text(series.cadence.word()));
        }
    }

    /// A usual month's income or spending, where there are months enough to tell.
    #[must_use]
    pub fn usual(&self, direction: Direction) -> Option<i64> {
        let months = if direction == Direction::In { &self.income } else { &self.spend };
        (months.len() >= ENOUGH_MONTHS).then(|| i64::try_from(middle(months.clone())).unwrap_or(i64::MAX))
    }

    /// The value of a feature; `None` where the rows do not tell it.
    #[must_use]
    pub fn value(&self, feature: Feature) -> Option<FactValue> {
        self.values.get(usize::from(feature.index())).copied().flatten()
    }

    fn set(&mut self, feature: Feature, value: FactValue) {
        let at = usize::from(feature.index());
        if self.values.len() <= at {
            self.values.resize(at + 1, None);
        }
        if let Some(slot) = self.values.get_mut(at) {
            slot.get_or_insert(value);
        }
    }

    #[inline(never)]
    fn money(&mut self, feature: Feature, minor: i64) {
        self.set(feature, FactValue::Money(minor));
    }

    #[inline(never)]
    fn count(&mut self, feature: Feature, count: i64) {
        self.set(feature, FactValue::Int(count));
    }

    /// What usual months tell.
    fn tell_months(&mut self) {
        let (income, spend) = (self.usual(Direction::In), self.usual(Direction::Out));
        let (Some(income), Some(spend)) = (income, spend) else { return };
        self.money(Feature::IncomeMonthly, income);
        self.money(Feature::SpendMonthly, spend);
        self.money(Feature::LeftMonthly, income.saturating_sub(spend));
        if spend > 0 {
            let mut apart = self.spend.clone();
            for month in &mut apart {
                *month = month.abs_diff(spend.unsigned_abs());
            }
            let newest = self.spend.first().copied().unwrap_or(0);
            for (feature, part) in [(Feature::VolatilityPercent, middle(apart)), (Feature::SpendPercent, newest)] {
                self.count(feature, share(i64::try_from(part).unwrap_or(i64::MAX), 100, spend));
            }
        }
    }

    /// What lies ahead.
    fn tell_ahead(&mut self, forecast: &Forecast) {
        let needs = forecast.needs;
        let Some(&today) = forecast.days.first() else { return };
        let mut lowest = today.p10;
        for day in &forecast.days {
            lowest = lowest.min(day.p10);
        }
        self.money(Feature::Balance, today.p50);
        self.money(Feature::LowestP10, lowest);
        self.money(Feature::Shortfall, needs.shortfall);
        self.money(Feature::SafeToSpend, needs.safe_to_spend);
        self.money(Feature::SafeToSave, needs.safe_to_save);
        self.count(Feature::BelowZeroPercent, forecast.below_zero.percent());
        if let Some(payday) = needs.payday {
            self.money(Feature::BillsUntilIncome, needs.bills);
            self.count(Feature::DaysUntilIncome, i64::from(payday.date.days_since(today.date)));
        }
        if let Some(spend) = self.usual(Direction::Out).filter(|&spend| spend > 0) {
            self.count(Feature::DaysOfReserve, share(today.p50.max(0), 30, spend));
        }
    }
}

/// Whether such a series is what people live on.
pub(crate) const fn is_pay(kind: SeriesKind) -> bool {
    matches!(kind, SeriesKind::Salary | SeriesKind::Pension | SeriesKind::Benefit)
}

/// The currency that most rows of the last year have, the first of equals by code; without rows that of an account.
fn main_currency(ledger: &Ledger, flows: &[(&Flow, [Month; MONTHS])]) -> Option<Currency> {
    let mut counts = [0_u32; 256];
    for (flow, months) in flows {
        if let Some(count) = counts.get_mut(usize::from(flow.currency.index())) {
            for month in months {
                *count += month.rows;
            }
        }
    }
    let (mut best, mut most) = (None, 0);
    for (flow, _) in flows {
        let (currency, count) = (flow.currency, counts.get(usize::from(flow.currency.index())).copied().unwrap_or(0));
        if count > most || count == most && best.is_some_and(|best: Currency| currency.index() < best.index()) {
            (best, most) = (Some(currency), count);
        }
    }
    best.or_else(|| ledger.accounts().iter().find_map(|account| account.currency))
}
