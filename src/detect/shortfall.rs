// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is planned until the next income takes more than an account holds, and the smallest way out of it.
//!
//! In: the forecast of each account for daily use. Out: a finding an account, gone as soon as the money is there.

use super::{
    Finding, News, Scene,
    duplicates::payee_text,
    news::{id_of_what, of_rows},
    on, text,
};
use crate::{
    features::{
        facts::AHEAD_DAYS,
        forecast::{self, Forecast, Planned, Scope},
        series::{Series, SeriesKind},
    },
    ledger::{Symbol, WINDOW_DAYS},
    types::{Arg, Category, Family, Kind, Money, Permille, Reason, Status, sort_places},
};

/// In a shorter history pay has not come often enough to be counted on, and bills have.
const YOUNG_DAYS: i32 = 100;
/// A credit so long ago may be pay that comes again.
const PAY_DAYS: i32 = 45;
/// Whoever has more accounts is no private customer.
const MAX_ACCOUNTS: usize = 8;

pub(super) fn find(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Option<()> {
    let &Scene { ledger, basis, today, .. } = scene;
    let facts = basis.facts(ledger, today);
    let Some(all) = &facts.forecast else { return Some(()) };
    if let [only] = all.accounts.as_slice() {
        found.extend(short(scene, *only, all).map(Finding::News));
        return Some(());
    }
    for &account in all.accounts.iter().take(MAX_ACCOUNTS) {
        if let Some(forecast) = of_account(scene, account) {
            found.extend(short(scene, account, &forecast).map(Finding::News));
        }
    }
    Some(())
}

fn of_account(scene: &Scene<'_>, account: Symbol) -> Option<Forecast> {
    let &Scene { ledger, basis, today, .. } = scene;
    basis.forecast(ledger, Scope::Account(ledger.word(account)), today, AHEAD_DAYS)
}

fn short(scene: &Scene<'_>, account: Symbol, forecast: &Forecast) -> Option<News> {
    let &Scene { ledger, basis, today, .. } = scene;
    let needs = &forecast.needs;
    let short_on = needs.short_on?;
    if is_coming(scene, account, needs.shortfall) || needs.payday.is_none() && may_be_paid(scene, forecast) {
        return None;
    }
    let row_of = |payment: &Planned| {
        let series = payment.series.and_then(|place| basis.series.all.get(place as usize));
        payment.row.or_else(|| series?.rows.last().copied())
    };
    let row = row_of(&short_on)?;
    let missing = Money { minor: needs.shortfall, currency: forecast.currency };
    let mut rows = Vec::new();
    // The least payment out that would make room if it came after payday.
    let mut least: Option<Planned> = None;
    for payment in &forecast.planned {
        if payment.date > short_on.date || payment.amount >= 0 {
            continue;
        }
        if let Some(row) = row_of(payment).filter(|row| !rows.contains(row)) {
            rows.push(row);
        }
        let enough = payment.amount.saturating_neg() >= needs.shortfall;
        let can_wait = || row_of(payment).is_some_and(|row| can_wait(scene, row));
        if enough && payment.row.is_none() && can_wait() && least.is_none_or(|least| payment.amount > least.amount) {
            least = Some(*payment);
        }
    }
    let covers = reserve(scene, account, forecast);
    let (kind, way) = match (covers, least.as_ref().and_then(row_of)) {
        (Some(other), _) => {
            let declared = ledger.accounts().iter().find(|declared| declared.id == other);
            let name = declared.map_or(other, |declared| if declared.name.is_some() { declared.name } else { other });
            ("move-money", text(Reason::new("own-account-covers"), "account", ledger.word(name)))
        }
        (None, Some(row)) => {
            let payee = payee_text(ledger, &ledger.row(row));
            ("pay-later", text(Reason::new("one-payment-covers"), "payee", payee))
        }
        (None, None) => ("bring-in", Reason::new("nothing-covers")),
    };
    let reason = Reason::new("planned-until-income").with("count", Arg::number(rows.len() as i64));
    let reason = reason.with("amount", Arg::magnitude(Money { minor: needs.bills, ..missing }));
    let mut news = of_rows(ledger, Family::CannotCover, [row, row], on(reason, short_on.date));
    news.reasons.push(way.with("amount", Arg::magnitude(missing)));
    (news.money, news.since, news.kind) = (missing, short_on.date, kind);
    (news.gap_days, news.count) = (short_on.date.days_since(today), rows.len());
    news.confidence = Permille::new(if short_on.is_certain { 900 } else { 750 });
    sort_places(&mut rows, &mut |a, b| ledger.when(a).cmp(&ledger.when(b)));
    news.evidence = rows;
    // One thing until the next income, whichever payment comes to be the one that is short: it goes by the last income.
    let income = needs.payday.and_then(|payday| payday.series).and_then(|place| basis.series.all.get(place as usize));
    let income = income.and_then(|series| series.rows.last());
    let since = income.map_or_else(String::new, |&row| basis.view.lasting(ledger, row).1.to_text().to_string());
    news.id = id_of_what(news.family, ledger.word(account).as_bytes(), since.as_bytes());
    Some(news)
}

/// Whether a payment is the customer's own to move, and nobody charges for being paid late.
fn can_wait(scene: &Scene<'_>, place: u32) -> bool {
    let &Scene { ledger, basis, .. } = scene;
    let is_bill = |series: &Series| !matches!(series.kind, SeriesKind::Other | SeriesKind::Saving);
    matches!(ledger.row(place).kind, Kind::Transfer | Kind::StandingOrder)
        && !basis.series_of(place).is_some_and(is_bill)
        && matches!(
            basis.category(ledger, place),
            Category::Other | Category::Savings | Category::Transfer | Category::Donation
        )
}

/// Whether an account for daily use is below zero, or has less than its bills until the next income take.
pub(super) fn is_any_short(scene: &Scene<'_>, all: &Forecast) -> bool {
    let is_short = |forecast: &Forecast| {
        forecast.needs.short_on.is_some() || forecast.days.first().is_some_and(|today| today.p50 < 0)
    };
    match all.accounts.as_slice() {
        [_] => is_short(all),
        several => {
            several.iter().take(MAX_ACCOUNTS).any(|&account| of_account(scene, account).as_ref().is_some_and(is_short))
        }
    }
}

/// Whether what is missing is on its way: booked soon, and in no balance yet.
fn is_coming(scene: &Scene<'_>, account: Symbol, missing: i64) -> bool {
    let &Scene { ledger, basis, today, .. } = scene;
    let mut late = basis.view.rows().rev().take_while(|&row| ledger.day(row) >= today.days() - WINDOW_DAYS);
    late.any(|place| {
        let row = ledger.row(place);
        row.status == Status::Pending && row.account == account && row.amount >= missing
    })
}

/// Whether a young history has a credit that would be enough if it came again.
fn may_be_paid(scene: &Scene<'_>, forecast: &Forecast) -> bool {
    let &Scene { ledger, basis, today, .. } = scene;
    let rows = basis.view.rows();
    let is_young = rows.get(0).is_some_and(|first| ledger.day(first) > today.days() - YOUNG_DAYS);
    let mut late = rows.rev().take_while(|&row| is_young && ledger.day(row) >= today.days() - PAY_DAYS);
    late.any(|row| {
        ledger.amount(row) >= forecast.needs.shortfall
            && ledger.row(row).currency == forecast.currency
            && !basis.halves.has(row)
            && !basis.refunds.has(row)
    })
}

/// An own account of the same currency that nine times in ten can spare what is missing.
fn reserve(scene: &Scene<'_>, account: Symbol, forecast: &Forecast) -> Option<Symbol> {
    let &Scene { ledger, basis, today, .. } = scene;
    let flows = &basis.tally(ledger, today).flows;
    let (_, accounts) = forecast::asked(ledger, flows, Scope::Currency(forecast.currency))?;
    for other in accounts.into_iter().take(MAX_ACCOUNTS) {
        let spare = if other == account { None } else { of_account(scene, other) };
        if spare.is_some_and(|spare| spare.needs.safe_to_save >= forecast.needs.shortfall) {
            return Some(other);
        }
    }
    None
}
