// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rows and accounts as they stand in a snapshot: plain texts and numbers, each text once.
//!
//! Reading goes the way of every feed: each row is given to the ledger as a checked row, so a snapshot
//! can bring nothing into the engine that a file could not.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{
    error::{Code, Error},
    ingest::{RawAccount, RawTransaction, Sink as _},
    ledger::{Ledger, Symbol},
    types::{AccountType, Category, CivilDate, CivilTime, Currency, Kind, Status},
};

#[derive(Serialize, Deserialize)]
pub(super) struct Rows<'a> {
    /// Row symbols are places in this list plus one; 0 is none.
    #[serde(borrow)]
    words: Vec<&'a str>,
    currencies: Vec<&'a str>,
    rows: Vec<RowRecord<'a>>,
    accounts: Vec<AccountRecord>,
}

#[derive(Serialize, Deserialize)]
struct RowRecord<'a> {
    id: &'a str,
    account: u32,
    day: i32,
    time: Option<u32>,
    amount: i64,
    currency: u16,
    name: u32,
    counterparty_account: u32,
    reference: u32,
    category: Category,
    mcc: Option<u16>,
    kind: Kind,
    status: Status,
    balance_after: Option<i64>,
    replaces: u32,
}

#[derive(Serialize, Deserialize)]
struct AccountRecord {
    id: u32,
    kind: Option<AccountType>,
    currency: Option<u16>,
    balance: Option<i64>,
    balance_day: Option<i32>,
    name: u32,
}

impl<'a> Rows<'a> {
    pub(super) fn of(ledger: &'a Ledger) -> Self {
        let mut currencies: Vec<&'static str> = Vec::new();
        let mut place = |currency: Currency| {
            let code = currency.code();
            let known = currencies.iter().position(|known| *known == code);
            known.unwrap_or_else(|| {
                currencies.push(code);
                currencies.len() - 1
            }) as u16
        };
        let rows = (0..ledger.len() as u32)
            .map(|at| {
                let row = ledger.row(at);
                RowRecord {
                    id: ledger.id(at),
                    account: row.account.number(),
                    day: row.day,
                    time: row.time,
                    amount: row.amount,
                    currency: place(row.currency),
                    name: row.name.number(),
                    counterparty_account: row.counterparty_account.number(),
                    reference: row.reference.number(),
                    category: row.category,
                    mcc: row.mcc,
                    kind: row.kind,
                    status: row.status,
                    balance_after: row.balance_after,
                    replaces: row.replaces.number(),
                }
            })
            .collect();
        let accounts = ledger
            .accounts()
            .iter()
            .map(|account| AccountRecord {
                id: account.id.number(),
                kind: account.kind,
                currency: account.currency.map(&mut place),
                balance: account.balance,
                balance_day: account.balance_at.map(CivilDate::days),
                name: account.name.number(),
            })
            .collect();
        let words = (0..ledger.word_count()).map(|place| ledger.word(Symbol::from_place(place))).collect();
        Self { words, currencies, rows, accounts }
    }

    /// The ledger that these rows make.
    pub(super) fn ledger(&self) -> Result<Ledger, Error> {
        let mut ledger = Ledger::default();
        ledger.begin();
        for account in &self.accounts {
            ledger.account(&RawAccount {
                id: self.required(account.id)?,
                kind: account.kind,
                currency: account.currency.map(|place| self.currency(place)).transpose()?,
                balance: account.balance,
                balance_at: account.balance_day.map(date).transpose()?,
                name: self.word(account.name)?,
            });
        }
        for record in &self.rows {
            ledger.transaction(&self.transaction(record)?)?;
        }
        let report = ledger.commit();
        if report.added as usize == self.rows.len() { Ok(ledger) } else { Err(corrupt()) }
    }

    fn transaction(&self, record: &RowRecord<'a>) -> Result<RawTransaction<'a>, Error> {
        if record.id.is_empty() {
            return Err(corrupt());
        }
        Ok(RawTransaction {
            id: Cow::Borrowed(record.id),
            account_id: self.required(record.account)?,
            booked_at: date(record.day)?,
            amount: record.amount,
            currency: self.currency(record.currency)?,
            time: match record.time {
                Some(seconds) => Some(CivilTime::from_seconds(seconds).ok_or_else(corrupt)?),
                None => None,
            },
            counterparty_name: self.word(record.name)?,
            counterparty_account: self.word(record.counterparty_account)?,
            reference: self.word(record.reference)?,
            category: record.category,
            mcc: record.mcc,
            kind: record.kind,
            status: record.status,
            balance_after: record.balance_after,
            replaces: self.word(record.replaces)?,
        })
    }

    fn word(&self, number: u32) -> Result<Option<Cow<'a, str>>, Error> {
        match number.checked_sub(1) {
            None => Ok(None),
            Some(place) => {
                self.words.get(place as usize).map(|word| Some(Cow::Borrowed(*word))).ok_or_else(corrupt)
            }
        }
    }

    fn required(&self, number: u32) -> Result<Cow<'a, str>, Error> {
        self.word(number)?.filter(|word| !word.is_empty()).ok_or_else(corrupt)
    }

    fn currency(&self, place: u16) -> Result<Currency, Error> {
        self.currencies.get(usize::from(place)).and_then(|code| Currency::from_code(code)).ok_or_else(corrupt)
    }
}

fn date(days: i32) -> Result<CivilDate, Error> {
    CivilDate::from_days(days).ok_or_else(corrupt)
}

fn corrupt() -> Error {
    Error::new(Code::SnapshotCorrupt)
}
