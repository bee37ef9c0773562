// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is known of the customer as a whole: the values of the features, in the main currency.
//!
//! In: a view, its series, transfers and refunds, a day. Out: `Facts`. May use: types, ledger, series, forecast.
//! Invariants: months are counted back from the day, so that each holds every day of a month once; what the rows do
//! not tell is absent; what only moves own money is in no sum.

use super::{
    fee,
    forecast::{self, Forecast, Scope, middle, share},
    own,
    series::{Series, SeriesBook, SeriesKind},
};
use crate::{
    ledger::{Ledger, OwnTransfer, Refunds, View},
    types::{Category, CivilDate, Currency, Direction, FactValue, Feature},
};

/// The days that the forecast behind the features reaches.
pub const AHEAD_DAYS: u32 = 30;
/// Months that a usual one is told from, and the fewest that tell it.
const MONTHS: i32 = 12;
const ENOUGH_MONTHS: usize = 3;
/// The days of `fees_90d`.
const FEE_DAYS: i32 = 90;

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The currency that most rows of the last year have.
    pub currency: Option<Currency>,
    /// By row whether it only moves own money.
    pub own: Vec<bool>,
    /// The accounts for daily use, taken together.
    pub forecast: Option<Forecast>,
    /// Income and spending of each whole month, the newest first.
    income: Vec<u64>,
    spend: Vec<u64>,
    values: Vec<(Feature, FactValue)>,
}

impl Facts {
    /// Works everything out.
    #[must_use]
    pub fn new(
        ledger: &Ledger,
        view: &View,
        (book, transfers): (&SeriesBook, &[OwnTransfer]),
        refunds: &Refunds,
        today: CivilDate,
        category: &dyn Fn(u32) -> Category,
    ) -> Self {
        let own = own::rows(ledger, view, transfers, refunds, today);
        let Some(currency) = main_currency(ledger, view, today) else {
            return Self { own, ..Self::default() };
        };
        let scope = Scope::DailyUse(currency);
        let forecast = forecast::find(ledger, view, (book, transfers), scope, today, AHEAD_DAYS);
        let mut facts = Self { currency: Some(currency), own, forecast, ..Self::default() };
        facts.add_rows(ledger, view, currency, today, category);
        facts.add_series(book, currency);
        facts.tell_months();
        if let Some(forecast) = facts.forecast.take() {
            facts.tell_ahead(&forecast);
            facts.forecast = Some(forecast);
        }
        facts.values.push((Feature::Currency, FactValue::Text(currency.code())));
        facts
    }

    /// Whether a row is income or spending in the main currency.
    #[must_use]
    pub fn counts(&self, ledger: &Ledger, row: u32) -> bool {
        let at = row as usize;
        self.own.get(at) == Some(&false) && ledger.columns().currencies().get(at).copied() == self.currency
    }

    fn add_rows(
        &mut self,
        ledger: &Ledger,
        view: &View,
        currency: Currency,
        today: CivilDate,
        category: &dyn Fn(u32) -> Category,
    ) {
        let currencies = ledger.columns().currencies();
        let first = view.rows().iter().find(|&&row| currencies.get(row as usize) == Some(&currency));
        let first = first.map_or(today, |&row| ledger.date(row));
        let mut months = (today.month_index() - first.month_index()).max(0);
        while months > 0 && today.plus_months(-months).plus_days(1) < first {
            months -= 1;
        }
        let whole = months.min(MONTHS);
        let mut ends = Vec::new();
        for month in 0..=whole {
            ends.push(today.plus_months(-month).days());
        }
        self.income.resize(whole as usize, 0);
        self.spend.resize(whole as usize, 0);
        let start = view.rows().partition_point(|&row| ledger.date(row) <= today.plus_months(-MONTHS));
        let (mut fees, mut count) = (0_i64, 0_i64);
        for &row in view.rows().get(start..).unwrap_or_default() {
            if !self.counts(ledger, row) {
                continue;
            }
            let (day, amount) = (ledger.day(row), ledger.amount(row));
            // The newest first: the last that a day still belongs to.
            let month = ends.iter().rposition(|&end| day <= end).unwrap_or(0);
            let sums = if amount > 0 { &mut self.income } else { &mut self.spend };
            if let Some(sum) = sums.get_mut(month) {
                *sum = sum.saturating_add(amount.unsigned_abs());
            }
            if today.days() - day < FEE_DAYS && fee::cause(ledger, &ledger.row(row), category(row)).is_some() {
                (fees, count) = (fees.saturating_sub(amount), count + 1);
            }
        }
        self.money(Feature::Fees90d, fees);
        self.count(Feature::FeesCount90d, count);
        self.count(Feature::MonthsOfHistory, i64::from(months));
    }

    fn add_series(&mut self, book: &SeriesBook, currency: Currency) {
        let mut best = (false, 0);
        let (mut bills, mut subscriptions, mut count) = (0_i64, 0_i64, 0);
        let mut income = None;
        for series in &book.all {
            if series.currency != currency || series.next.is_none() || self.is_own(series) {
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
            self.values.push((Feature::IncomeKind, FactValue::Text(series.kind.word())));
            self.values.push((Feature::IncomeCadence, FactValue::Text(series.cadence.word())));
        }
    }

    fn is_own(&self, series: &Series) -> bool {
        series.rows.last().is_some_and(|&row| self.own.get(row as usize) == Some(&true))
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
        self.values.iter().find(|known| known.0 == feature).map(|known| known.1)
    }

    #[inline(never)]
    fn money(&mut self, feature: Feature, minor: i64) {
        self.values.push((feature, FactValue::Money(minor)));
    }

    #[inline(never)]
    fn count(&mut self, feature: Feature, count: i64) {
        self.values.push((feature, FactValue::Int(count)));
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
fn main_currency(ledger: &Ledger, view: &View, today: CivilDate) -> Option<Currency> {
    let mut counts = [0_u32; 256];
    let start = view.rows().partition_point(|&row| ledger.date(row) <= today.plus_months(-MONTHS));
    let currencies = ledger.columns().currencies();
    for &row in view.rows().get(start..).unwrap_or_default() {
        let currency = currencies.get(row as usize).map_or(0, |currency| currency.index());
        if let Some(count) = counts.get_mut(usize::from(currency)) {
            *count += 1;
        }
    }
    let (mut best, mut most) = (None, 0);
    for (index, &count) in (0..=u8::MAX).zip(&counts) {
        if count > most {
            (best, most) = (Currency::from_index(index), count);
        }
    }
    best.or_else(|| ledger.accounts().iter().find_map(|account| account.currency))
}
