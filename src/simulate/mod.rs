// SPDX-License-Identifier: MIT OR Apache-2.0
//! What if: the forecast as it is, and as changes that are tried out would make it.
//!
//! In: what the engine sees at a moment, by shared reference; a scope; changes. Out: two forecasts and where they part.
//! May use: types, engine, features, present, error. Invariants: without a change both are equal; changes add up,
//! of two that set one thing of a series the later counts. Deliberately absent: writing to live state, which nothing here could.

use serde::Serialize;

use crate::{
    engine::{Scope, Sight},
    error::{Code, Error},
    features::{
        forecast::{Forecast, Planned, put},
        series::SeriesBook,
    },
    present::{ForecastAnswer, hash_of},
    types::{Cadence, CivilDate, Money, parse_minor, words},
};

/// More is no question of a person.
const MAX_CHANGES: usize = 64;

words! {
    /// What kind of change, in the order in which they are taken in.
    ChangeKind {
        /// A series with another amount.
        Amount = "amount",
        /// A series that comes no more.
        Ended = "ended",
        /// The next payment of a series on another day.
        Moved = "moved",
        /// Money spent.
        Purchase = "purchase",
        /// Money put by.
        Saving = "saving",
        /// Money that comes in.
        Income = "income",
    }
}

/// A change as it is asked; what its kind does not read is empty.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// Which.
    pub kind: ChangeKind,
    /// Decimal without sign.
    pub amount: &'a str,
    /// The id of a series.
    pub series: &'a str,
    /// The day, or the first one.
    pub date: Option<CivilDate>,
    /// How often.
    pub every: Option<Cadence>,
    /// The last day.
    pub until: Option<CivilDate>,
}

/// See the door plate.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Simulation {
    /// As it is.
    pub before: ForecastAnswer,
    /// With the changes.
    pub after: ForecastAnswer,
    /// Where they part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub differs: Option<Differs>,
}

/// Where two paths part.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Differs {
    /// The first day that ends differently.
    pub from: String,
    /// By how much the lowest p50 is another, signed decimal.
    pub lowest: String,
    /// By how much the last day ends differently, signed decimal.
    pub end: String,
    /// The first day whose p10 is below zero by the changes alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub short_on: Option<String>,
}

/// Tries changes out. Without the purpose of a forecast both are empty.
///
/// # Errors
/// `INVALID_ARGUMENT` with the field, `UNKNOWN_ID` for a series that is none, `BALANCE_UNKNOWN`.
pub fn simulate(
    sight: Option<Sight<'_>>,
    scope: Scope<'_>,
    days: u32,
    changes: &[Change<'_>],
) -> Result<Simulation, Error> {
    let Some(Sight { ledger, basis, today, .. }) = sight else {
        return Ok(Simulation {
            before: ForecastAnswer::empty(scope),
            after: ForecastAnswer::empty(scope),
            differs: None,
        });
    };
    if changes.len() > MAX_CHANGES {
        return Err(Error::argument("changes"));
    }
    let found = basis.forecast(ledger, scope, today, days);
    let before = found.ok_or_else(|| Error::new(Code::BalanceUnknown))?;
    let mut planned = before.planned.clone();
    for &kind in ChangeKind::ALL {
        for change in changes {
            if change.kind == kind {
                apply(&mut planned, change, &before, &basis.series, today)?;
            }
        }
    }
    let after = before.with_planned(&basis.series, planned);
    let answer = |forecast: &Forecast| ForecastAnswer::new(ledger, &basis.series, scope, forecast);
    Ok(Simulation { before: answer(&before), after: answer(&after), differs: differs(&before, &after) })
}

fn apply(
    planned: &mut Vec<Planned>,
    change: &Change<'_>,
    before: &Forecast,
    book: &SeriesBook,
    today: CivilDate,
) -> Result<(), Error> {
    let end = before.days.last().map_or(today, |day| day.date);
    let amount = || {
        let minor = parse_minor(change.amount, before.currency.decimals()).ok().filter(|minor| *minor >= 0);
        minor.ok_or_else(|| Error::argument("amount"))
    };
    if matches!(change.kind, ChangeKind::Purchase | ChangeKind::Saving | ChangeKind::Income) {
        let amount = amount()?;
        let amount = if change.kind == ChangeKind::Income { amount } else { -amount };
        let first = change.date.filter(|date| *date >= today).ok_or_else(|| Error::argument("date"))?;
        let every = change.every.or_else(|| (change.kind == ChangeKind::Saving).then_some(Cadence::Monthly));
        let last = change.until.map_or(end, |until| until.min(end));
        for times in 0.. {
            let date = every.map_or(first, |every| every.nth(first, times));
            if date > last || (every.is_none() && times > 0) {
                break;
            }
            put(planned, Planned { date, amount, series: None, row: None, is_certain: true });
        }
        return Ok(());
    }
    let id = hash_of("series", change.series);
    let series = book.all.iter().position(|series| Some(series.id) == id);
    let series = series.ok_or_else(|| Error::new(Code::UnknownId))? as u32;
    let from = change.date.unwrap_or(today);
    match change.kind {
        ChangeKind::Moved => {
            let date = change.date.filter(|date| *date >= today).ok_or_else(|| Error::argument("date"))?;
            if let Some(place) = planned.iter().position(|payment| payment.series == Some(series)) {
                let payment = planned.remove(place);
                put(planned, Planned { date, ..payment });
            }
        }
        // What is booked ahead is settled.
        ChangeKind::Ended => {
            planned.retain(|payment| payment.series != Some(series) || payment.row.is_some() || payment.date < from);
        }
        _ => {
            let amount = amount()?;
            for payment in planned.iter_mut() {
                if payment.series == Some(series) && payment.row.is_none() && payment.date >= from {
                    payment.amount = if payment.amount < 0 { -amount } else { amount };
                }
            }
        }
    }
    Ok(())
}

fn differs(before: &Forecast, after: &Forecast) -> Option<Differs> {
    let mut from = None;
    let mut short_on = None;
    let mut end = 0;
    for (was, is) in before.days.iter().zip(&after.days) {
        end = is.p50.saturating_sub(was.p50);
        if from.is_none() && was != is {
            from = Some(is.date);
        }
        if short_on.is_none() && is.p10 < 0 && was.p10 >= 0 {
            short_on = Some(is.date);
        }
    }
    let decimal = |minor| Money { minor, currency: after.currency }.to_decimal();
    let lowest = after.lowest.p50.saturating_sub(before.lowest.p50);
    from.map(|from| Differs {
        from: from.to_text(),
        lowest: decimal(lowest),
        end: decimal(end),
        short_on: short_on.map(CivilDate::to_text),
    })
}
