// SPDX-License-Identifier: MIT OR Apache-2.0
//! A declared account.

use super::{Interner, Symbol};
use crate::{
    error::Code,
    ingest::RawAccount,
    types::{AccountType, CivilDate, Currency},
};

/// What the bank says of an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Account {
    /// As the rows name it.
    pub id: Symbol,
    /// What it is.
    pub kind: Option<AccountType>,
    /// ISO 4217.
    pub currency: Option<Currency>,
    /// Minor units at the end of `balance_at`.
    pub balance: Option<i64>,
    /// The day that the balance belongs to.
    pub balance_at: Option<CivilDate>,
    /// The customer's own name for it.
    pub name: Symbol,
}

impl Account {
    pub(super) fn new(raw: &RawAccount<'_>, words: &mut Interner) -> Result<Self, Code> {
        Ok(Self {
            id: words.intern(raw.id)?,
            kind: raw.kind,
            currency: raw.currency,
            balance: raw.balance,
            balance_at: raw.balance_at,
            name: words.intern_option(raw.name)?,
        })
    }

    /// The same account with its texts in another list.
    pub(super) fn moved(self, from: &Interner, to: &mut Interner) -> Result<Self, Code> {
        Ok(Self { id: to.intern(from.get(self.id))?, name: to.intern(from.get(self.name))?, ..self })
    }
}
