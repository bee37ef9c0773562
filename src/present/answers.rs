// SPDX-License-Identifier: MIT OR Apache-2.0
//! Duplicates, series and transfers on the wire.

use serde::Serialize;

use super::wire_id;
use crate::{
    detect::{Duplicate, DuplicateKind, DuplicateState, duplicates::payee_text},
    features::series::{AmountModel, Series, SeriesKind, SeriesState},
    ledger::{Ledger, OwnTransfer},
    types::{Cadence, Direction, Money, Permille, Reason},
};

/// Two rows that look like one payment.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DuplicateAnswer {
    /// For responses.
    pub id: String,
    /// Oldest first.
    pub transactions: [String; 2],
    /// What repeats.
    pub kind: DuplicateKind,
    /// Signed decimal of the later row.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// Civil days between the two.
    pub gap_days: i32,
    /// 0 to 1.
    pub confidence: Permille,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What became of it.
    pub state: DuplicateState,
}

impl DuplicateAnswer {
    /// The answer for a finding.
    #[must_use]
    pub fn new(ledger: &Ledger, duplicate: &Duplicate) -> Self {
        Self {
            id: wire_id("duplicate", duplicate.id),
            transactions: duplicate.rows.map(|row| ledger.id(row).into()),
            kind: duplicate.kind,
            amount: duplicate.money.to_decimal(),
            currency: duplicate.money.currency.code().into(),
            gap_days: duplicate.gap_days,
            confidence: duplicate.confidence,
            reasons: duplicate.reasons.clone(),
            state: duplicate.state,
        }
    }
}

/// Something that repeats.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SeriesAnswer {
    /// Stable as long as its first row is there.
    pub id: String,
    /// The account.
    pub account_id: String,
    /// Money in or out.
    pub direction: Direction,
    /// As its last row names it.
    pub counterparty: String,
    /// What it is.
    pub kind: SeriesKind,
    /// How often.
    pub cadence: Cadence,
    /// How its amount behaves.
    pub amount_model: AmountModel,
    /// Signed decimal.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// Where it stands.
    pub state: SeriesState,
    /// Absent when ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub next: Option<NextAnswer>,
    /// Steps, oldest first.
    pub changes: Vec<SeriesChange>,
    /// Member rows, oldest first.
    pub transactions: Vec<String>,
    /// 0 to 1.
    pub confidence: Permille,
}

/// When the next one is expected.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NextAnswer {
    /// Likeliest day.
    pub date: String,
    /// Not before.
    pub earliest: String,
    /// Not after.
    pub latest: String,
    /// Signed decimal.
    pub amount: String,
}

/// A step of a stepped amount.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SeriesChange {
    /// First row with the new amount.
    pub date: String,
    /// Signed decimal before.
    pub from: String,
    /// Signed decimal from then on.
    pub to: String,
}

impl SeriesAnswer {
    /// The answer for a series.
    #[must_use]
    pub fn new(ledger: &Ledger, series: &Series) -> Self {
        let decimal = |minor| Money { minor, currency: series.currency }.to_decimal();
        let last = series.rows.last().map(|&row| ledger.row(row));
        Self {
            id: wire_id("series", series.id),
            account_id: ledger.word(series.account).into(),
            direction: series.direction,
            counterparty: last.map(|row| payee_text(ledger, &row)).unwrap_or_default().into(),
            kind: series.kind,
            cadence: series.cadence,
            amount_model: series.amount_model,
            amount: decimal(series.amount),
            currency: series.currency.code().into(),
            state: series.state,
            next: series.next.map(|next| NextAnswer {
                date: next.date.to_string(),
                earliest: next.earliest.to_string(),
                latest: next.latest.to_string(),
                amount: decimal(next.amount),
            }),
            changes: series
                .changes
                .iter()
                .map(|step| SeriesChange {
                    date: step.date.to_string(),
                    from: decimal(step.from),
                    to: decimal(step.to),
                })
                .collect(),
            transactions: series.rows.iter().map(|&row| ledger.id(row).into()).collect(),
            confidence: series.confidence,
        }
    }
}

/// A transfer between own accounts.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TransferAnswer {
    /// The row that money left by, then the one that it came in by.
    pub transactions: [String; 2],
    /// Decimal without sign.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// Civil days between the two.
    pub gap_days: i32,
    /// 0 to 1.
    pub confidence: Permille,
}

impl TransferAnswer {
    /// The answer for a pair.
    #[must_use]
    pub fn new(ledger: &Ledger, transfer: &OwnTransfer) -> Self {
        let money = ledger.row(transfer.into).money();
        Self {
            transactions: [ledger.id(transfer.out).into(), ledger.id(transfer.into).into()],
            amount: money.to_decimal(),
            currency: money.currency.code().into(),
            gap_days: transfer.gap_days,
            confidence: transfer.confidence,
        }
    }
}
