// SPDX-License-Identifier: MIT OR Apache-2.0
//! Fees, and what they are for.
//!
//! In: a row and its category. Out: the cause of a fee, by the bank's category first, then by a word in its name or
//! its reference; nothing for what is no fee.

use crate::{
    ledger::Ledger,
    types::{Category, Kind, words},
};

words! {
    /// What a fee is for.
    FeeCause {
        /// Paid late.
        Late = "late",
        /// Cash from a machine of others, or out of hours.
        CashMachine = "cash-machine",
        /// Paid in another currency.
        ForeignCurrency = "foreign-currency",
        /// The account was below zero.
        Overdraft = "overdraft",
        /// The account itself.
        Account = "account",
        /// Not said.
        Other = "other",
    }
}

impl FeeCause {
    /// The one thing that would spare the next.
    #[must_use]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Late => "pay-by-direct-debit",
            Self::CashMachine => "use-own-machines",
            Self::ForeignCurrency => "pay-in-own-currency",
            Self::Overdraft => "keep-a-reserve",
            Self::Account => "ask-for-another-account",
            Self::Other => "ask-what-it-is-for",
        }
    }
}

/// Words that tell the cause, between commas; read in this order.
const NAMES: &[(FeeCause, &str)] = &[
    (FeeCause::Late, "late,mahn,retard,遅延,延滞,チエン,エンタイ"),
    (FeeCause::CashMachine, "atm,cashmachine,automat,distributeur,時間外,ジカンガイ"),
    (FeeCause::ForeignCurrency, "foreign,currency,fremdw,devise,海外,カイガイ,外貨"),
    (FeeCause::Overdraft, "overdraft,overdrawn,dispo,decouvert,貸越,カシコシ"),
    (FeeCause::Account, "account,maintenance,kontof,tenuedecompte,口座,コウザ,管理"),
];

/// The cause of a fee; `None` for what is no fee.
pub(crate) fn cause(ledger: &Ledger, row: u32, category: Category) -> Option<FeeCause> {
    let (kind, amount) = (ledger.rows().kind(row)?, ledger.amount(row));
    let named = match category {
        Category::FeeLate => FeeCause::Late,
        Category::FeeOverdraft => FeeCause::Overdraft,
        Category::FeeForeign => FeeCause::ForeignCurrency,
        Category::FeeAtm => FeeCause::CashMachine,
        Category::Fee => FeeCause::Other,
        _ if kind == Kind::Fee => FeeCause::Other,
        _ if kind == Kind::Interest && amount < 0 => return Some(FeeCause::Overdraft),
        _ => return None,
    };
    if named != FeeCause::Other || amount >= 0 {
        return (amount < 0).then_some(named);
    }
    let row = &ledger.row(row);
    let texts = [ledger.identity(ledger.payee(row)), ledger.word(row.name), ledger.word(row.reference)];
    for (cause, words) in NAMES {
        for word in words.as_bytes().split(|&byte| byte == b',') {
            for text in texts {
                if text.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word)) {
                    return Some(*cause);
                }
            }
        }
    }
    Some(FeeCause::Other)
}
