// SPDX-License-Identifier: MIT OR Apache-2.0
//! One account of an envelope. Only its id is required.

use super::{
    frame::account_field,
    row::{FieldResult, Problem, ProblemCode, minor, required, text},
};
use crate::{
    json::{Fault, Fields, Key, KeyOrder, Reader, keys},
    types::{AccountType, CivilDate, Currency},
};

/// A checked account, still borrowing its texts from the slice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RawAccount<'a> {
    /// As the rows name it.
    pub id: &'a str,
    /// What it is.
    pub kind: Option<AccountType>,
    /// ISO 4217.
    pub currency: Option<Currency>,
    /// Minor units at the end of `balance_at`; needs a currency.
    pub balance: Option<i64>,
    /// The day that the balance belongs to.
    pub balance_at: Option<CivilDate>,
    /// The customer's own name for it.
    pub name: Option<&'a str>,
}

/// The fields of an account.
const KEYS: [Key; 6] = keys!["id", "type", "currency", "balance", "balanceAt", "name"];
const ID: usize = 0;
const TYPE: usize = 1;
const CURRENCY: usize = 2;
const BALANCE: usize = 3;
const BALANCE_AT: usize = 4;
const NAME: usize = 5;

/// The values of one account as they stand.
pub(super) type AccountFields<'a> = Fields<'a, { KEYS.len() }>;

/// Reads one element of `accounts`; `None`: it is no object, and was read past.
pub(super) fn read_account<'a>(reader: &mut Reader<'a>) -> Result<Option<AccountFields<'a>>, Fault> {
    let mut fields = Fields::new(&KEYS);
    let is_object = fields.read(reader, &mut KeyOrder::default())?;
    Ok(is_object.then_some(fields))
}

/// Checks the fields of one account.
pub(super) fn check_account<'a>(
    fields: Option<&'a AccountFields<'_>>,
    place: usize,
) -> Result<RawAccount<'a>, Problem> {
    let checked = match fields {
        Some(fields) => check(fields),
        None => Err((ProblemCode::NotAnObject, "")),
    };
    checked.map_err(|(code, field)| Problem { row: -1, code, field: account_field(place, field) })
}

fn check<'a>(fields: &'a AccountFields<'_>) -> FieldResult<RawAccount<'a>> {
    let id = required(fields, ID)?;
    let currency = match text(fields, CURRENCY)? {
        Some(code) => Some(Currency::from_code(code).ok_or((ProblemCode::UnknownCurrency, fields.name(CURRENCY)))?),
        None => None,
    };
    let balance = match (text(fields, BALANCE)?, currency) {
        (Some(digits), Some(currency)) => Some(minor(digits, currency, fields.name(BALANCE))?),
        (Some(_), None) => return Err((ProblemCode::Missing, fields.name(CURRENCY))),
        (None, _) => None,
    };
    let balance_at = match text(fields, BALANCE_AT)? {
        Some(date) => Some(CivilDate::parse(date).ok_or((ProblemCode::BadDate, fields.name(BALANCE_AT)))?),
        None => None,
    };
    let kind = match text(fields, TYPE)? {
        Some(word) => Some(AccountType::from_word(word).ok_or((ProblemCode::UnknownWord, fields.name(TYPE)))?),
        None => None,
    };
    Ok(RawAccount { id, kind, currency, balance, balance_at, name: text(fields, NAME)? })
}
