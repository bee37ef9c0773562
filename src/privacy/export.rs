// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rows and accounts as the contract writes them: what was exported can be ingested again.

use serde::Serialize;

use crate::{
    engine::Look,
    ledger::{Account, Ledger, Row, Symbol},
    types::{CivilDate, Currency, Money},
};

/// An envelope.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Portable<'a> {
    /// As the bank declared them.
    pub accounts: Vec<ExportedAccount<'a>>,
    /// As they came.
    pub transactions: Vec<ExportedRow<'a>>,
}

/// A row of the contract; `null` equals absent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are those of the contract's Transaction")]
pub struct ExportedRow<'a> {
    pub id: String,
    pub account_id: &'a str,
    pub booked_at: String,
    pub amount: String,
    pub currency: &'a str,
    pub time: Option<String>,
    pub counterparty_name: Option<&'a str>,
    pub counterparty_account: Option<&'a str>,
    pub reference: Option<&'a str>,
    pub category: &'a str,
    pub mcc: Option<String>,
    pub kind: &'a str,
    pub status: &'a str,
    pub balance_after: Option<String>,
    pub replaces: Option<&'a str>,
}

/// An account of the contract.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are those of the contract's Account")]
pub struct ExportedAccount<'a> {
    pub id: &'a str,
    #[serde(rename = "type")]
    pub kind: Option<&'a str>,
    pub currency: Option<&'a str>,
    pub balance: Option<String>,
    pub balance_at: Option<String>,
    pub name: Option<&'a str>,
}

/// Everything that the bank handed in and that is within the retention: it is the customer's own.
#[must_use]
pub fn export<'a>(look: &Look<'a>) -> Portable<'a> {
    let ledger = look.ledger;
    let rows = (0..ledger.len() as u32).filter(|&row| ledger.date(row) >= look.from);
    Portable {
        accounts: ledger.accounts().iter().map(|known| account(ledger, known)).collect(),
        transactions: rows.map(|place| row(ledger, place, &ledger.row_as_it_came(place))).collect(),
    }
}

fn text(ledger: &Ledger, symbol: Symbol) -> Option<&str> {
    symbol.is_some().then(|| ledger.word(symbol))
}

fn decimal(minor: i64, currency: Currency) -> String {
    Money { minor, currency }.to_decimal()
}

fn row<'a>(ledger: &'a Ledger, place: u32, row: &Row) -> ExportedRow<'a> {
    ExportedRow {
        id: ledger.id(place).to_text(),
        account_id: ledger.word(row.account),
        booked_at: row.date().to_string(),
        amount: row.money().to_decimal(),
        currency: row.currency.code(),
        time: row.time.map(|time| digits(&[time / 3600, time / 60 % 60, time % 60], ":")),
        counterparty_name: text(ledger, row.name),
        counterparty_account: text(ledger, row.counterparty_account),
        reference: text(ledger, row.reference),
        category: row.category.word(),
        mcc: row.mcc.map(|mcc| digits(&[u32::from(mcc) / 100, u32::from(mcc) % 100], "")),
        kind: row.kind.word(),
        status: row.status.word(),
        balance_after: row.balance_after.map(|minor| decimal(minor, row.currency)),
        replaces: text(ledger, row.replaces),
    }
}

fn account<'a>(ledger: &'a Ledger, account: &Account) -> ExportedAccount<'a> {
    ExportedAccount {
        id: ledger.word(account.id),
        kind: account.kind.map(|kind| kind.word()),
        currency: account.currency.map(|currency| currency.code()),
        balance: account.balance.zip(account.currency).map(|(minor, currency)| decimal(minor, currency)),
        balance_at: account.balance_at.map(|date: CivilDate| date.to_string()),
        name: text(ledger, account.name),
    }
}

/// Numbers of two digits each.
fn digits(numbers: &[u32], between: &str) -> String {
    let mut out = String::new();
    for (place, number) in numbers.iter().enumerate() {
        if place > 0 {
            out.push_str(between);
        }
        for digit in [number / 10 % 10, number % 10] {
            out.push(char::from(b'0' + digit as u8));
        }
    }
    out
}
