// SPDX-License-Identifier: MIT OR Apache-2.0
//! One account of an envelope. Only its id is required.

use std::borrow::Cow;

use super::{
    frame::account_field,
    row::{FieldResult, Problem, ProblemCode, minor, required, text},
};
use crate::{
    json::{Fault, Reader, Value},
    types::{AccountType, CivilDate, Currency},
};

/// A checked account, still borrowing its texts from the slice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RawAccount<'a> {
    /// As the rows name it.
    pub id: Cow<'a, str>,
    /// What it is.
    pub kind: Option<AccountType>,
    /// ISO 4217.
    pub currency: Option<Currency>,
    /// Minor units at the end of `balance_at`; needs a currency.
    pub balance: Option<i64>,
    /// The day that the balance belongs to.
    pub balance_at: Option<CivilDate>,
    /// The customer's own name for it.
    pub name: Option<Cow<'a, str>>,
}

/// Reads one element of `accounts`.
pub(super) fn read_account<'a>(
    reader: &mut Reader<'a>,
    place: usize,
) -> Result<Result<RawAccount<'a>, Problem>, Fault> {
    let checked = if reader.peek()? == b'{' {
        check(reader)?
    } else {
        reader.value()?;
        Err((ProblemCode::NotAnObject, ""))
    };
    Ok(checked.map_err(|(code, field)| Problem { row: -1, code, field: account_field(place, field) }))
}

fn check<'a>(reader: &mut Reader<'a>) -> Result<FieldResult<RawAccount<'a>>, Fault> {
    reader.expect(b'{')?;
    let [mut id, mut kind, mut currency, mut balance, mut balance_at, mut name] = [const { Value::Null }; 6];
    let mut first = true;
    while let Some(key) = reader.next_key(&mut first)? {
        let value = reader.value()?;
        match key.as_ref() {
            "id" => id = value,
            "type" => kind = value,
            "currency" => currency = value,
            "balance" => balance = value,
            "balanceAt" => balance_at = value,
            "name" => name = value,
            _ => {}
        }
    }
    let mut checked = || {
        let id = required(&mut id, "id")?;
        let currency = match text(&mut currency, "currency")? {
            Some(code) => Some(Currency::from_code(&code).ok_or((ProblemCode::UnknownCurrency, "currency"))?),
            None => None,
        };
        let balance = match (text(&mut balance, "balance")?, currency) {
            (Some(digits), Some(currency)) => Some(minor(&digits, currency, "balance")?),
            (Some(_), None) => return Err((ProblemCode::Missing, "currency")),
            (None, _) => None,
        };
        let balance_at = match text(&mut balance_at, "balanceAt")? {
            Some(date) => Some(CivilDate::parse(&date).ok_or((ProblemCode::BadDate, "balanceAt"))?),
            None => None,
        };
        let kind = match text(&mut kind, "type")? {
            Some(word) => Some(AccountType::from_word(&word).ok_or((ProblemCode::UnknownWord, "type"))?),
            None => None,
        };
        Ok(RawAccount { id, kind, currency, balance, balance_at, name: text(&mut name, "name")? })
    };
    Ok(checked())
}
