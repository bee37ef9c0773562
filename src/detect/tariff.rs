// SPDX-License-Identifier: MIT OR Apache-2.0
//! A bill that would cost less by a tariff that the bank lists.
//!
//! In: active series of money out, listed prices. Out: for each bill of a fixed price the cheapest tariff of its kind and
//! currency, where a year of it costs less than a year of the bill. Invariants: what depends on use (a variable amount) is
//! not compared; a payee that gives away what is protected is no part of it. Deliberately absent: whether the saving is
//! worth a card, which is the pack's to say.

use super::{Finding, News};
use crate::{
    features::series::{AmountModel, Series, SeriesState},
    ledger::Ledger,
    types::{Arg, Cadence, CivilDate, Direction, Family, Money, Reason, Tariff, stable_hash},
};

pub(crate) fn find(ledger: &Ledger, series: &[Series], tariffs: &[Tariff], today: CivilDate, found: &mut Vec<Finding>) {
    for bill in series {
        let comparable = bill.direction == Direction::Out
            && bill.state == SeriesState::Active
            && bill.amount_model != AmountModel::Variable
            && !ledger.is_hidden(bill.payee);
        let (Some(&last), true) = (bill.rows.last(), comparable) else { continue };
        let Some(year) = bill.amount.checked_abs().and_then(|amount| amount.checked_mul(times_a_year(bill.cadence)))
        else {
            continue;
        };
        let mut best: Option<&Tariff> = None;
        for tariff in tariffs {
            let fits = tariff.bill.word() == bill.kind.word() && tariff.monthly.currency == bill.currency;
            if fits && best.is_none_or(|known| tariff.monthly.minor < known.monthly.minor) {
                best = Some(tariff);
            }
        }
        let Some(best) = best else { continue };
        let saved = year.saturating_sub(best.monthly.minor.saturating_mul(12));
        if saved <= 0 {
            continue;
        }
        // Not of the series, which goes by its first row: that may be past the retention tomorrow.
        let payee = ledger.identity(bill.payee).as_bytes();
        let id = stable_hash(&[b"cheaper-tariff", payee, &bill.amount.to_le_bytes(), best.id.as_bytes()]);
        if found.iter().any(|known| known.id() == id) {
            continue;
        }
        let paid = Money { minor: year / 12, currency: bill.currency };
        let reason = Reason::new("pays-a-month").with("amount", Arg::magnitude(paid));
        let mut news = News::of(id, Family::CheaperTariff, vec![last], best.monthly, today, reason);
        (news.series, news.cadence) = (Some(bill.id), Some(bill.cadence));
        (news.was, news.total, news.count) = (paid.minor, saved, bill.rows.len());
        news.confidence = bill.confidence;
        news.name.push_str(&best.id);
        found.push(Finding::News(news));
    }
}

const fn times_a_year(cadence: Cadence) -> i64 {
    match cadence {
        Cadence::Weekly => 52,
        Cadence::Biweekly => 26,
        Cadence::Semimonthly => 24,
        Cadence::Monthly => 12,
        Cadence::Bimonthly => 6,
        Cadence::Quarterly => 4,
        Cadence::Semiannual => 2,
        Cadence::Annual => 1,
    }
}
