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
        /// A payment came back, as the account did not hold enough.
        Unpaid = "unpaid",
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
            Self::Overdraft | Self::Unpaid => "keep-a-reserve",
            Self::Account => "ask-for-another-account",
            Self::Other => "ask-what-it-is-for",
        }
    }
}

/// Words that tell the cause, folded, between commas; read in this order.
const NAMES: &[(FeeCause, &str)] = &[
    (FeeCause::Late, "late,mahn,retard,遅延,延滞,チエン,エンタイ"),
    (FeeCause::CashMachine, "atm,cashmachine,automat,bankomat,gaaent,distributeur,時間外,シ\u{3099}カンカ\u{3099}イ"),
    (
        FeeCause::ForeignCurrency,
        "foreign,currency,nonsterling,auslandsein,gebuehrausland,gebuhrausland,fremdw,devise,valutapa,海外,カイカ\u{3099}イ,外貨",
    ),
    (FeeCause::Overdraft, "overdraft,overdrawn,dispo,sollzins,agios,debiteur,intervention,decouvert,貸越,カシコシ"),
    (
        FeeCause::Unpaid,
        "unpaid,returned,insufficient,rucklast,ruecklast,impaye,rejet,insoluto,devuelto,振替不能,残高不足",
    ),
    (FeeCause::Account, "account,maintenance,kontof,tenuedecompte,rachunk,口座,コウサ\u{3099},管理"),
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
    let texts = [row.name, row.reference].map(|text| ledger.folded(text));
    for (cause, words) in NAMES {
        for word in words.split(',') {
            if ledger.identity(ledger.payee(row)).contains(word) || texts.iter().any(|text| text.contains(word)) {
                return Some(*cause);
            }
        }
    }
    Some(FeeCause::Other)
}

#[cfg(test)]
mod tests {
    use super::{FeeCause, NAMES, cause};
    use crate::{ledger::Ledger, types::Category};

    fn fee(name: &str, reference: &str) -> Ledger {
        Ledger::of_rows(&[format!(
            r#"{{"id":"f","accountId":"a","bookedAt":"2026-01-05","amount":"-4.00","currency":"EUR","counterpartyName":"{name}","reference":"{reference}","kind":"fee"}}"#
        )])
    }

    #[test]
    fn words_stand_as_they_are_compared() {
        for word in NAMES.iter().flat_map(|(_, words)| words.split(',')) {
            let ledger = fee(word, "");
            assert_eq!(ledger.folded(ledger.row(0).name), word);
        }
    }

    #[test]
    fn a_fee_is_of_its_kind_however_it_is_written() {
        for (name, reference, expected) in [
            ("ｼﾞｶﾝｶﾞｲﾃｽｳﾘﾖｳ", "", FeeCause::CashMachine),
            ("ジカンガイテスウリヨウ", "", FeeCause::CashMachine),
            ("じかんがい手数料", "", FeeCause::CashMachine),
            ("時間外手数料", "", FeeCause::CashMachine),
            ("テスウリヨウ", "ｼﾞｶﾝｶﾞｲ", FeeCause::CashMachine),
            ("ｺｳｻﾞｶﾝﾘﾃｽｳﾘﾖｳ", "", FeeCause::Account),
            ("UNPAID ITEM CHARGE", "", FeeCause::Unpaid),
            ("Returned direct debit fee", "", FeeCause::Unpaid),
            ("Entgelt Rücklastschrift", "", FeeCause::Unpaid),
            ("ENTGELT RUECKLASTSCHRIFT", "", FeeCause::Unpaid),
            ("Gebühr", "Rückgabe, Rücklastschrift 0412", FeeCause::Unpaid),
            ("FRAIS DE REJET PRÉLÈVEMENT", "", FeeCause::Unpaid),
            ("Frais Tenue de Compte", "", FeeCause::Account),
            ("Découvert", "", FeeCause::Overdraft),
            ("Late fee", "unpaid bill", FeeCause::Late),
            ("Foreign transfer", "", FeeCause::ForeignCurrency),
            ("ABSCHLUSS SOLLZINSEN", "", FeeCause::Overdraft),
            ("AGIOS", "", FeeCause::Overdraft),
            ("INTÉRÊTS DÉBITEURS", "", FeeCause::Overdraft),
            ("COMMISSIONS D INTERVENTION", "", FeeCause::Overdraft),
            ("FRAIS REJET PRLV", "", FeeCause::Unpaid),
            ("NON-STERLING TRANSACTION FEE", "", FeeCause::ForeignCurrency),
            ("AUSLANDSEINSATZENTGELT", "", FeeCause::ForeignCurrency),
            ("BEARBEITUNGSGEBUEHR AUSLAND 1.75%", "", FeeCause::ForeignCurrency),
            ("VALUTAPÅSLAG", "", FeeCause::ForeignCurrency),
            ("ｶｲｶﾞｲｼﾞﾑﾃｽｳﾘﾖｳ", "", FeeCause::ForeignCurrency),
            ("GAA-ENTGELT", "", FeeCause::CashMachine),
            ("BANKOMAT FREMDENTGELT", "", FeeCause::CashMachine),
            ("OPLATA ZA PROWADZENIE RACHUNKU", "", FeeCause::Account),
            ("Transfer fee", "", FeeCause::Other),
            ("Entgelt Auslandsüberweisung", "Valuta 03.01.", FeeCause::Other),
        ] {
            let ledger = fee(name, reference);
            assert_eq!(cause(&ledger, 0, Category::Fee), Some(expected), "{name} {reference}");
        }
    }
}
