// SPDX-License-Identifier: MIT OR Apache-2.0
//! One row in full.
//!
//! In: a checked row, whose texts are interned. Out: its fields, each in a place of its own: for passing on, not for keeping.

use super::{Interner, Symbol};
use crate::{
    error::Code,
    ingest::RawTransaction,
    types::{Category, CivilDate, Currency, Kind, Money, Status},
};

/// One row, taken out of its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// The account it belongs to.
    pub account: Symbol,
    /// Days since 1970-01-01.
    pub day: i32,
    /// Seconds after midnight.
    pub time: Option<u32>,
    /// Signed minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: Currency,
    /// Counterparty's name.
    pub name: Symbol,
    /// Counterparty's account number or merchant id.
    pub counterparty_account: Symbol,
    /// Purpose text.
    pub reference: Symbol,
    /// What for.
    pub category: Category,
    /// ISO 18245.
    pub mcc: Option<u16>,
    /// How.
    pub kind: Kind,
    /// Booked or pending.
    pub status: Status,
    /// Balance after it, minor units.
    pub balance_after: Option<i64>,
    /// Id of the pending row that it settles.
    pub replaces: Symbol,
}

impl Row {
    #[inline(always)]
    pub(super) fn new(raw: &RawTransaction<'_>, account: Symbol, words: &mut Interner) -> Result<Self, Code> {
        let texts = [raw.counterparty_name, raw.counterparty_account, raw.reference, raw.replaces];
        let [name, counterparty_account, reference, replaces] =
            words.intern_all(texts.map(Option::unwrap_or_default))?;
        Ok(Self {
            account,
            day: raw.booked_at.days(),
            time: raw.time.map(crate::types::CivilTime::seconds),
            amount: raw.amount,
            currency: raw.currency,
            name,
            counterparty_account,
            reference,
            category: raw.category,
            mcc: raw.mcc,
            kind: raw.kind,
            status: raw.status,
            balance_after: raw.balance_after,
            replaces,
        })
    }

    /// The same row with its texts in another list.
    pub(super) fn moved(self, from: &Interner, to: &mut Interner) -> Result<Self, Code> {
        let mut moved = |symbol| to.intern(from.get(symbol));
        Ok(Self {
            account: moved(self.account)?,
            name: moved(self.name)?,
            counterparty_account: moved(self.counterparty_account)?,
            reference: moved(self.reference)?,
            replaces: moved(self.replaces)?,
            ..self
        })
    }

    /// The date of booking.
    #[must_use]
    pub fn date(&self) -> CivilDate {
        CivilDate::from_days(self.day).unwrap_or(CivilDate::MIN)
    }

    /// The amount with its currency.
    #[must_use]
    pub const fn money(&self) -> Money {
        Money { minor: self.amount, currency: self.currency }
    }
}
