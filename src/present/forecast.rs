// SPDX-License-Identifier: MIT OR Apache-2.0
//! Forecasts on the wire.

use serde::Serialize;

use super::wire_id;
use crate::{
    detect::duplicates::payee_text,
    features::{
        forecast::{DayBalance, Forecast, ForecastBasis, Planned, Scope},
        series::SeriesBook,
    },
    ledger::Ledger,
    types::{Currency, Money, Permille},
};

/// Where the balance of an account, or of all accounts of a currency, is going.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ForecastAnswer {
    /// The account; empty where a currency was asked for.
    pub account_id: String,
    /// The accounts that it adds up.
    pub accounts: Vec<String>,
    /// ISO 4217; empty without the purpose.
    pub currency: String,
    /// What it stands on.
    pub basis: ForecastBasis,
    /// Today and each day asked for.
    pub days: Vec<ForecastDay>,
    /// The first day of the lowest p50.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub lowest: Option<ForecastDay>,
    /// The largest planned payment out until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub lowest_cause: Option<PlannedAnswer>,
    /// How likely the likeliest day is to end below zero, 0 to 1.
    pub below_zero: Permille,
    /// Rows booked ahead and due payments that never vary, by date.
    pub certain: Vec<PlannedAnswer>,
    /// Other due payments, by date.
    pub expected: Vec<PlannedAnswer>,
    /// The next regular income.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub payday: Option<PlannedAnswer>,
    /// Planned payments out before payday, or in all days; decimal without sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub bills_until_payday: Option<String>,
    /// The payment with which planned payments alone first take the balance below zero before payday.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub short_on: Option<PlannedAnswer>,
    /// The least that must come in by then to cover all of them until payday; decimal without sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub shortfall: Option<String>,
    /// What nine in ten times is left before payday; decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub safe_to_spend: Option<String>,
    /// What nine in ten times is left on every day; decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub safe_to_save: Option<String>,
}

/// The balance at the end of a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ForecastDay {
    /// The day.
    pub date: String,
    /// Signed decimal: one in ten ends below.
    pub p10: String,
    /// As likely below as above.
    pub p50: String,
    /// One in ten ends above.
    pub p90: String,
}

/// A payment ahead.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlannedAnswer {
    /// The day.
    pub date: String,
    /// Signed decimal.
    pub amount: String,
    /// As its row, or the last row of its series, names it.
    pub counterparty: String,
    /// Id of the series that foresees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub series: Option<String>,
    /// Id of the row that is booked ahead.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub transaction: Option<String>,
}

impl ForecastAnswer {
    /// The answer for a forecast.
    #[must_use]
    pub fn new(ledger: &Ledger, book: &SeriesBook, scope: Scope<'_>, forecast: &Forecast) -> Self {
        let writer = Writer { ledger, book, currency: forecast.currency };
        let needs = &forecast.needs;
        let mut accounts = Vec::new();
        for &account in &forecast.accounts {
            accounts.push(ledger.word(account).into());
        }
        Self {
            accounts,
            currency: forecast.currency.code().into(),
            basis: forecast.basis,
            days: forecast.days.iter().map(|day| writer.day(day)).collect(),
            lowest: Some(writer.day(&forecast.lowest)),
            lowest_cause: writer.optional(needs.cause),
            below_zero: forecast.below_zero,
            certain: writer.all(&forecast.planned, true),
            expected: writer.all(&forecast.planned, false),
            payday: writer.optional(needs.payday),
            bills_until_payday: Some(writer.decimal(needs.bills)),
            short_on: writer.optional(needs.short_on),
            shortfall: needs.short_on.map(|_| writer.decimal(needs.shortfall)),
            safe_to_spend: Some(writer.decimal(needs.safe_to_spend)),
            safe_to_save: Some(writer.decimal(needs.safe_to_save)),
            ..Self::empty(scope)
        }
    }

    /// What a call without its purpose answers.
    #[must_use]
    pub fn empty(scope: Scope<'_>) -> Self {
        let account = match scope {
            Scope::Account(account) => account,
            Scope::Currency(_) | Scope::DailyUse(_) => "",
        };
        Self {
            account_id: account.into(),
            accounts: Vec::new(),
            currency: String::new(),
            basis: ForecastBasis::Balance,
            days: Vec::new(),
            lowest: None,
            lowest_cause: None,
            below_zero: Permille::ZERO,
            certain: Vec::new(),
            expected: Vec::new(),
            payday: None,
            bills_until_payday: None,
            short_on: None,
            shortfall: None,
            safe_to_spend: None,
            safe_to_save: None,
        }
    }
}

struct Writer<'a> {
    ledger: &'a Ledger,
    book: &'a SeriesBook,
    currency: Currency,
}

impl Writer<'_> {
    fn decimal(&self, minor: i64) -> String {
        Money { minor, currency: self.currency }.to_decimal()
    }

    fn day(&self, day: &DayBalance) -> ForecastDay {
        let [p10, p50, p90] = [day.p10, day.p50, day.p90].map(|minor| self.decimal(minor));
        ForecastDay { date: day.date.to_string(), p10, p50, p90 }
    }

    fn all(&self, payments: &[Planned], certain: bool) -> Vec<PlannedAnswer> {
        let mut all = Vec::new();
        for payment in payments {
            if payment.is_certain == certain {
                all.push(self.planned(payment));
            }
        }
        all
    }

    fn optional(&self, payment: Option<Planned>) -> Option<PlannedAnswer> {
        payment.map(|payment| self.planned(&payment))
    }

    fn planned(&self, payment: &Planned) -> PlannedAnswer {
        let series = payment.series.and_then(|place| self.book.all.get(place as usize));
        let row = payment.row.or_else(|| series?.rows.last().copied()).map(|row| self.ledger.row(row));
        PlannedAnswer {
            date: payment.date.to_string(),
            amount: self.decimal(payment.amount),
            counterparty: row.map(|row| payee_text(self.ledger, &row)).unwrap_or_default().into(),
            series: series.map(|series| wire_id("series", series.id)),
            transaction: payment.row.map(|row| self.ledger.id(row).into()),
        }
    }
}
