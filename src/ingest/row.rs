// SPDX-License-Identifier: MIT OR Apache-2.0
//! One transaction: its fields read, each checked for type and range.
//!
//! In: a reader at an element. Out: a `RawTransaction`, or the first `Problem` in the contract's field order.

use crate::{
    json::{Fault, FieldValue, Fields, Key, KeyOrder, Reader, keys},
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
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RawTransaction<'a> {
    /// Unique among the rows.
    pub id: &'a str,
    /// The account it belongs to.
    pub account_id: &'a str,
    /// Civil date of booking.
    pub booked_at: CivilDate,
    /// Signed minor units; money out is negative.
    pub amount: i64,
    /// ISO 4217.
    pub currency: Currency,
    /// Local time.
    pub time: Option<CivilTime>,
    /// As the bank writes it.
    pub counterparty_name: Option<&'a str>,
    /// IBAN, merchant id or the like.
    pub counterparty_account: Option<&'a str>,
    /// Purpose text, invoice number.
    pub reference: Option<&'a str>,
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
    pub replaces: Option<&'a str>,
}

/// The fields of a row, in the contract's order.
const KEYS: [Key; 15] = keys![
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
const ID: usize = 0;
const ACCOUNT_ID: usize = 1;
const BOOKED_AT: usize = 2;
const AMOUNT: usize = 3;
const CURRENCY: usize = 4;
const TIME: usize = 5;
const COUNTERPARTY_NAME: usize = 6;
const COUNTERPARTY_ACCOUNT: usize = 7;
const REFERENCE: usize = 8;
const CATEGORY: usize = 9;
const MCC: usize = 10;
const KIND: usize = 11;
const STATUS: usize = 12;
const BALANCE_AFTER: usize = 13;
const REPLACES: usize = 14;

/// The values of one row as they stand.
pub(super) type RowFields<'a> = Fields<'a, { KEYS.len() }>;

/// A fault of one field.
pub(super) type FieldResult<T> = Result<T, (ProblemCode, &'static str)>;

/// Room for the fields of one row after another.
pub(super) const fn row_fields<'a>() -> RowFields<'a> {
    Fields::new(&KEYS)
}

/// Checks the fields of one element.
#[inline(always)]
pub(super) fn check_row<'a>(
    fields: Option<&'a RowFields<'_>>,
    row: i64,
    before: Option<&Before>,
) -> Result<RawTransaction<'a>, Problem> {
    let checked = match fields {
        Some(fields) => check(fields, Need::Row(before)),
        None => Err((ProblemCode::NotAnObject, "")),
    };
    checked.map_err(|(code, field)| Problem { row, code, field: field.into() })
}

/// A payment that is about to be made, as it stands in a request.
#[derive(Debug)]
pub(crate) struct Draft<'a>(Option<RowFields<'a>>);

impl<'a> Draft<'a> {
    /// Reads the element that comes next.
    ///
    /// # Errors
    /// The JSON fault.
    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self, Fault> {
        let mut fields = row_fields();
        let is_object = fields.read(reader, &mut KeyOrder::default())?;
        Ok(Self(is_object.then_some(fields)))
    }

    /// A row of which only account, amount and currency are needed.
    ///
    /// # Errors
    /// The first field at fault.
    pub(crate) fn check(&self, today: CivilDate) -> FieldResult<RawTransaction<'_>> {
        self.0.as_ref().map_or(Err((ProblemCode::NotAnObject, "draft")), |fields| check(fields, Need::Draft(today)))
    }
}

/// What must be there.
#[derive(Clone, Copy)]
enum Need<'a> {
    /// A row of a feed, and the good one before it.
    Row(Option<&'a Before>),
    Draft(CivilDate),
}

/// What a row most often shares with the good one before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    currency: Currency,
    /// As it was written.
    date: [u8; 10],
    booked_at: CivilDate,
}

impl Before {
    /// What the rows after a good one may share with it.
    #[inline(always)]
    pub(super) fn of(row: &RawTransaction<'_>, fields: &RowFields<'_>) -> Option<Self> {
        let FieldValue::Text(date) = fields.get(BOOKED_AT) else { return None };
        let date = *date.as_bytes().first_chunk()?;
        Some(Self { currency: row.currency, date, booked_at: row.booked_at })
    }
}

#[inline(always)]
fn check<'a>(fields: &'a RowFields<'_>, need: Need<'_>) -> FieldResult<RawTransaction<'a>> {
    let id = match need {
        Need::Row(_) => required(fields, ID)?,
        Need::Draft(_) => "",
    };
    let account_id = required(fields, ACCOUNT_ID)?;
    let booked_at = match (text(fields, BOOKED_AT)?, need) {
        (Some(date), Need::Row(Some(before))) if date.as_bytes() == before.date => before.booked_at,
        (Some(date), _) => CivilDate::parse(date).ok_or((ProblemCode::BadDate, fields.name(BOOKED_AT)))?,
        (None, Need::Draft(today)) => today,
        (None, Need::Row(_)) => return Err((ProblemCode::Missing, fields.name(BOOKED_AT))),
    };
    let digits = text(fields, AMOUNT)?.ok_or((ProblemCode::Missing, fields.name(AMOUNT)))?;
    let code = text(fields, CURRENCY)?.ok_or((ProblemCode::Missing, fields.name(CURRENCY)))?;
    let currency = match need {
        Need::Row(Some(before)) if before.currency.has_code(code) => before.currency,
        _ => Currency::from_code(code).ok_or((ProblemCode::UnknownCurrency, fields.name(CURRENCY)))?,
    };
    let amount = minor(digits, currency, fields.name(AMOUNT))?;
    let time = match text(fields, TIME)? {
        Some(time) => Some(CivilTime::parse(time).ok_or((ProblemCode::BadTime, fields.name(TIME)))?),
        None => None,
    };
    let balance_after = match text(fields, BALANCE_AFTER)? {
        Some(digits) => Some(minor(digits, currency, fields.name(BALANCE_AFTER))?),
        None => None,
    };
    let status = match text(fields, STATUS)? {
        Some(word) => Status::from_word(word).ok_or((ProblemCode::UnknownWord, fields.name(STATUS)))?,
        None => Status::Booked,
    };
    Ok(RawTransaction {
        id,
        account_id,
        booked_at,
        amount,
        currency,
        time,
        counterparty_name: filled(fields, COUNTERPARTY_NAME)?,
        counterparty_account: filled(fields, COUNTERPARTY_ACCOUNT)?,
        reference: filled(fields, REFERENCE)?,
        category: text(fields, CATEGORY)?.and_then(Category::from_word).unwrap_or(Category::Other),
        mcc: mcc(fields)?,
        kind: text(fields, KIND)?.and_then(Kind::from_word).unwrap_or(Kind::Other),
        status,
        balance_after,
        replaces: filled(fields, REPLACES)?,
    })
}

/// A text; `null` equals absent.
#[inline(always)]
pub(super) fn text<'a, const N: usize>(fields: &'a Fields<'_, N>, place: usize) -> FieldResult<Option<&'a str>> {
    match fields.get(place) {
        FieldValue::Absent => Ok(None),
        FieldValue::Text(text) => Ok(Some(text)),
        _ => Err((ProblemCode::WrongType, fields.name(place))),
    }
}

/// A text that says something; blank equals absent.
#[inline(always)]
fn filled<'a>(fields: &'a RowFields<'_>, place: usize) -> FieldResult<Option<&'a str>> {
    let is_blank = |byte: u8| byte.is_ascii_whitespace();
    Ok(text(fields, place)?.filter(|text| !text.bytes().all(is_blank)))
}

pub(super) fn required<'a, const N: usize>(fields: &'a Fields<'_, N>, place: usize) -> FieldResult<&'a str> {
    let text = text(fields, place)?.ok_or((ProblemCode::Missing, fields.name(place)))?;
    if text.is_empty() { Err((ProblemCode::Empty, fields.name(place))) } else { Ok(text) }
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
fn mcc(fields: &RowFields<'_>) -> FieldResult<Option<u16>> {
    let digits = match fields.get(MCC) {
        FieldValue::Absent => return Ok(None),
        FieldValue::Text(text) => text,
        FieldValue::Number(number) => number,
        FieldValue::Other => "",
    };
    let plain = digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| plain).map(Some).ok_or((ProblemCode::WrongType, fields.name(MCC)))
}
