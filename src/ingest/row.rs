// SPDX-License-Identifier: MIT OR Apache-2.0
//! One transaction: its fields read, each checked for type and range.
//!
//! In: a reader at an element. Out: a `RawTransaction`, or the first `Problem` in the contract's field order.

use std::borrow::Cow;

use crate::{
    json::{Fault, Reader, Value},
    types::{AmountError, Category, CivilDate, CivilTime, Currency, Kind, Status, parse_minor, words},
};

words! {
    /// Why a row or an account is skipped.
    ProblemCode {
        /// A required field is absent or `null`.
        Missing = "MISSING",
        /// A field of another JSON type than the contract says.
        WrongType = "WRONG_TYPE",
        /// An empty id.
        Empty = "EMPTY",
        /// No civil date `YYYY-MM-DD`.
        BadDate = "BAD_DATE",
        /// No time `HH:MM:SS`.
        BadTime = "BAD_TIME",
        /// No signed decimal.
        BadAmount = "BAD_AMOUNT",
        /// More decimals than the currency has.
        AmountPrecision = "AMOUNT_PRECISION",
        /// Past 64 bits of minor units.
        AmountRange = "AMOUNT_RANGE",
        /// Not in ISO 4217.
        UnknownCurrency = "UNKNOWN_CURRENCY",
        /// A word that the field does not know.
        UnknownWord = "UNKNOWN_WORD",
        /// The element is no object.
        NotAnObject = "NOT_AN_OBJECT",
    }
}

/// A row that is skipped, and why.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Problem {
    /// Its place among the transactions, from 0; -1 for an account.
    #[cfg_attr(test, ts(type = "number"))]
    pub row: i64,
    /// Why.
    pub code: ProblemCode,
    /// The field at fault; empty when it is the whole element.
    pub field: String,
}

/// A checked row, still borrowing its texts from the slice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RawTransaction<'a> {
    /// Unique among the rows.
    pub id: Cow<'a, str>,
    /// The account it belongs to.
    pub account_id: Cow<'a, str>,
    /// Civil date of booking.
    pub booked_at: CivilDate,
    /// Signed minor units; money out is negative.
    pub amount: i64,
    /// ISO 4217.
    pub currency: Currency,
    /// Local time.
    pub time: Option<CivilTime>,
    /// As the bank writes it.
    pub counterparty_name: Option<Cow<'a, str>>,
    /// IBAN, merchant id or the like.
    pub counterparty_account: Option<Cow<'a, str>>,
    /// Purpose text, invoice number.
    pub reference: Option<Cow<'a, str>>,
    /// What for.
    pub category: Category,
    /// ISO 18245.
    pub mcc: Option<u16>,
    /// How.
    pub kind: Kind,
    /// Booked or pending.
    pub status: Status,
    /// Balance of the account after it, minor units.
    pub balance_after: Option<i64>,
    /// Id of the pending row that it settles.
    pub replaces: Option<Cow<'a, str>>,
}

/// The fields of a row, in the contract's order; a field's place here is its place in `Fields`.
const NAMES: [&str; 15] = [
    "id",
    "accountId",
    "bookedAt",
    "amount",
    "currency",
    "time",
    "counterpartyName",
    "counterpartyAccount",
    "reference",
    "category",
    "mcc",
    "kind",
    "status",
    "balanceAfter",
    "replaces",
];

/// The values as they stand.
type Fields<'a> = [Value<'a>; NAMES.len()];

/// A fault of one field.
pub(super) type FieldResult<T> = Result<T, (ProblemCode, &'static str)>;

/// Reads one element of a file.
pub(super) fn read_transaction<'a>(
    reader: &mut Reader<'a>,
    row: i64,
) -> Result<Result<RawTransaction<'a>, Problem>, Fault> {
    let checked = match read_fields(reader)? {
        Some(mut fields) => check(&mut fields, Need::Row),
        None => Err((ProblemCode::NotAnObject, "")),
    };
    Ok(checked.map_err(|(code, field)| Problem { row, code, field: field.into() }))
}

/// Reads a payment that is about to be made: a row of which only account, amount and currency are needed.
///
/// # Errors
/// The JSON fault, or the first field at fault.
pub(crate) fn read_draft<'a>(
    reader: &mut Reader<'a>,
    today: CivilDate,
) -> Result<FieldResult<RawTransaction<'a>>, Fault> {
    Ok(match read_fields(reader)? {
        Some(mut fields) => check(&mut fields, Need::Draft(today)),
        None => Err((ProblemCode::NotAnObject, "draft")),
    })
}

/// `None`: the element is no object, and was read past. Of a doubled key the last counts.
fn read_fields<'a>(reader: &mut Reader<'a>) -> Result<Option<Fields<'a>>, Fault> {
    if reader.peek()? != b'{' {
        reader.value()?;
        return Ok(None);
    }
    reader.expect(b'{')?;
    let mut fields = [const { Value::Null }; NAMES.len()];
    let mut first = true;
    // Rows of one feed have their keys in one order: the look goes on where it ended.
    let mut next = 0;
    while let Some(key) = reader.next_key(&mut first)? {
        let value = reader.value()?;
        let found = (0..NAMES.len())
            .map(|step| (next + step) % NAMES.len())
            .find(|&place| NAMES.get(place).is_some_and(|name| *name == key));
        if let Some(place) = found {
            next = place + 1;
            if let Some(slot) = fields.get_mut(place) {
                *slot = value;
            }
        }
    }
    Ok(Some(fields))
}

/// What must be there.
#[derive(Clone, Copy)]
enum Need {
    Row,
    Draft(CivilDate),
}

fn check<'a>(fields: &mut Fields<'a>, need: Need) -> FieldResult<RawTransaction<'a>> {
    let [
        id,
        account_id,
        booked_at,
        amount,
        currency,
        time,
        counterparty_name,
        counterparty_account,
        reference,
        category,
        mcc_code,
        kind,
        status,
        balance_after,
        replaces,
    ] = fields;
    let id = match need {
        Need::Row => required(id, "id")?,
        Need::Draft(_) => Cow::Borrowed(""),
    };
    let account_id = required(account_id, "accountId")?;
    let booked_at = match (text(booked_at, "bookedAt")?, need) {
        (Some(date), _) => CivilDate::parse(&date).ok_or((ProblemCode::BadDate, "bookedAt"))?,
        (None, Need::Draft(today)) => today,
        (None, Need::Row) => return Err((ProblemCode::Missing, "bookedAt")),
    };
    let digits = text(amount, "amount")?.ok_or((ProblemCode::Missing, "amount"))?;
    let code = text(currency, "currency")?.ok_or((ProblemCode::Missing, "currency"))?;
    let currency = Currency::from_code(&code).ok_or((ProblemCode::UnknownCurrency, "currency"))?;
    let amount = minor(&digits, currency, "amount")?;
    let time = match text(time, "time")? {
        Some(time) => Some(CivilTime::parse(&time).ok_or((ProblemCode::BadTime, "time"))?),
        None => None,
    };
    let balance_after = match text(balance_after, "balanceAfter")? {
        Some(digits) => Some(minor(&digits, currency, "balanceAfter")?),
        None => None,
    };
    let status = match text(status, "status")? {
        Some(word) => Status::from_word(&word).ok_or((ProblemCode::UnknownWord, "status"))?,
        None => Status::Booked,
    };
    Ok(RawTransaction {
        id,
        account_id,
        booked_at,
        amount,
        currency,
        time,
        counterparty_name: filled(counterparty_name, "counterpartyName")?,
        counterparty_account: filled(counterparty_account, "counterpartyAccount")?,
        reference: filled(reference, "reference")?,
        category: text(category, "category")?.and_then(|word| Category::from_word(&word)).unwrap_or(Category::Other),
        mcc: mcc(mcc_code)?,
        kind: text(kind, "kind")?.and_then(|word| Kind::from_word(&word)).unwrap_or(Kind::Other),
        status,
        balance_after,
        replaces: filled(replaces, "replaces")?,
    })
}

/// A text; `null` equals absent.
pub(super) fn text<'a>(value: &mut Value<'a>, field: &'static str) -> FieldResult<Option<Cow<'a, str>>> {
    match core::mem::replace(value, Value::Null) {
        Value::Null => Ok(None),
        Value::Text(text) => Ok(Some(text)),
        _ => Err((ProblemCode::WrongType, field)),
    }
}

/// A text that says something; blank equals absent.
fn filled<'a>(value: &mut Value<'a>, field: &'static str) -> FieldResult<Option<Cow<'a, str>>> {
    Ok(text(value, field)?.filter(|text| !text.trim_ascii().is_empty()))
}

pub(super) fn required<'a>(value: &mut Value<'a>, field: &'static str) -> FieldResult<Cow<'a, str>> {
    let text = text(value, field)?.ok_or((ProblemCode::Missing, field))?;
    if text.is_empty() { Err((ProblemCode::Empty, field)) } else { Ok(text) }
}

pub(super) fn minor(digits: &str, currency: Currency, field: &'static str) -> FieldResult<i64> {
    parse_minor(digits, currency.decimals()).map_err(|error| {
        let code = match error {
            AmountError::Syntax => ProblemCode::BadAmount,
            AmountError::Precision => ProblemCode::AmountPrecision,
            AmountError::Range => ProblemCode::AmountRange,
        };
        (code, field)
    })
}

/// Four digits, as a text or as a number: feeds have both.
fn mcc(value: &Value<'_>) -> FieldResult<Option<u16>> {
    let digits = match value {
        Value::Null => return Ok(None),
        Value::Text(text) => text.as_ref(),
        Value::Number(number) => number,
        _ => return Err((ProblemCode::WrongType, "mcc")),
    };
    let plain = digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| plain).map(Some).ok_or((ProblemCode::WrongType, "mcc"))
}
