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
    months: i32,
    fees: (i64, i64),
    bills: i64,
    subscriptions: (i64, i64),
    /// The main regular income: its kind and cadence.
    main_income: Option<[&'static str; 2]>,
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
        self.months = (today.month_index() - first.month_index()).max(0);
        while self.months > 0 && today.plus_months(-self.months).plus_days(1) < first {
            self.months -= 1;
        }
        let whole = self.months.min(MONTHS);
        let mut ends = Vec::new();
        for month in 0..=whole {
            ends.push(today.plus_months(-month).days());
        }
        self.income.resize(whole as usize, 0);
        self.spend.resize(whole as usize, 0);
        let start = view.rows().partition_point(|&row| ledger.date(row) <= today.plus_months(-MONTHS));
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
                self.fees = (self.fees.0.saturating_sub(amount), self.fees.1 + 1);
            }
        }
    }

    fn add_series(&mut self, book: &SeriesBook, currency: Currency) {
        let mut best = (false, 0);
        for series in &book.all {
            if series.currency != currency || series.next.is_none() || self.is_own(series) {
                continue;
            }
            let monthly = share(series.amount, 30, i64::from(series.cadence.days())).saturating_abs();
            if series.direction == Direction::In {
                let rank = (is_pay(series.kind), monthly);
                if rank > best {
                    best = rank;
                    self.main_income = Some([series.kind.word(), series.cadence.word()]);
                }
                continue;
            }
            self.bills = self.bills.saturating_add(monthly);
            if series.kind == SeriesKind::Subscription {
                self.subscriptions = (self.subscriptions.0.saturating_add(monthly), self.subscriptions.1 + 1);
            }
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
        let currency = self.currency?;
        let (income, spend) = (self.usual(Direction::In), self.usual(Direction::Out));
        let ahead = self.forecast.as_ref();
        let needs = ahead.map(|forecast| forecast.needs);
        let payday = needs.and_then(|needs| needs.payday);
        let of_spend = |part: i64| spend.filter(|&spend| spend > 0).map(|spend| share(part, 100, spend));
        let money = match feature {
            Feature::IncomeMonthly => income,
            Feature::SpendMonthly => spend,
            Feature::LeftMonthly => income.zip(spend).map(|(income, spend)| income.saturating_sub(spend)),
            Feature::BillsMonthly => Some(self.bills),
            Feature::SubscriptionsMonthly => Some(self.subscriptions.0),
            Feature::Fees90d => Some(self.fees.0),
            Feature::Balance => ahead.and_then(|forecast| forecast.days.first()).map(|day| day.p50),
            Feature::LowestP10 => ahead.and_then(|forecast| forecast.days.iter().map(|day| day.p10).min()),
            Feature::BillsUntilIncome => payday.and(needs).map(|needs| needs.bills),
            Feature::Shortfall => needs.map(|needs| needs.shortfall),
            Feature::SafeToSpend => needs.map(|needs| needs.safe_to_spend),
            Feature::SafeToSave => needs.map(|needs| needs.safe_to_save),
            _ => None,
        };
        if let Some(money) = money {
            return Some(FactValue::Money(money));
        }
        let count = match feature {
            Feature::SubscriptionsCount => Some(self.subscriptions.1),
            Feature::FeesCount90d => Some(self.fees.1),
            Feature::BelowZeroPercent => ahead.map(|forecast| forecast.below_zero.percent()),
            Feature::DaysUntilIncome => {
                let today = ahead.and_then(|forecast| forecast.days.first());
                payday.zip(today).map(|(payday, today)| i64::from(payday.date.days_since(today.date)))
            }
            Feature::VolatilityPercent => spend.and_then(|usual| {
                let mut apart = self.spend.clone();
                for month in &mut apart {
                    *month = month.abs_diff(usual.unsigned_abs());
                }
                of_spend(i64::try_from(middle(apart)).unwrap_or(i64::MAX))
            }),
            Feature::SpendPercent => {
                let newest = self.spend.first().copied().unwrap_or(0);
                of_spend(i64::try_from(newest).unwrap_or(i64::MAX))
            }
            Feature::DaysOfReserve => {
                let balance = ahead.and_then(|forecast| forecast.days.first()).map(|day| day.p50.max(0));
                balance.zip(spend.filter(|&spend| spend > 0)).map(|(balance, spend)| share(balance, 30, spend))
            }
            Feature::MonthsOfHistory => Some(i64::from(self.months)),
            _ => None,
        };
        if let Some(count) = count {
            return Some(FactValue::Int(count));
        }
        let word = match feature {
            Feature::IncomeKind => self.main_income.map(|[kind, _]| kind),
            Feature::IncomeCadence => self.main_income.map(|[_, cadence]| cadence),
            Feature::Currency => Some(currency.code()),
            _ => None,
        };
        word.map(FactValue::Text)
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
