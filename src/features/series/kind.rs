// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a series is, by the bank's category first, then by how it is paid, then by a word in its name.

use crate::{
    ledger::Ledger,
    types::{Cadence, Category, Direction, Kind, words},
};

words! {
    /// What a series is.
    SeriesKind {
        /// Pay.
        Salary = "salary",
        /// A pension.
        Pension = "pension",
        /// A public benefit.
        Benefit = "benefit",
        /// Rent.
        Rent = "rent",
        /// A mortgage payment.
        Mortgage = "mortgage",
        /// A loan payment.
        Loan = "loan",
        /// Power, gas, water, waste.
        Utility = "utility",
        /// Phone, internet.
        Telecom = "telecom",
        /// A premium.
        Insurance = "insurance",
        /// A membership or service.
        Subscription = "subscription",
        /// Money set aside.
        Saving = "saving",
        /// A fee of the bank.
        Fee = "fee",
        /// Anything else.
        Other = "other",
    }
}

/// Words in a folded payee or reference that tell the kind, between commas; read in this order.
const NAMES: &[(SeriesKind, &str)] = &[
    (SeriesKind::Salary, "payroll,salary,paycheck,lohn,gehalt,salaire,nomina,キユウヨ,給与"),
    (SeriesKind::Pension, "pension,rente,年金,ネンキン"),
    (SeriesKind::Mortgage, "mortgage,hypothe"),
    (SeriesKind::Insurance, "insurance,versicherung,assurance,保険,ホケン"),
    (SeriesKind::Rent, "miete,loyer,家賃,ヤチン"),
    (SeriesKind::Telecom, "telecom,mobile,phone,internet"),
    (SeriesKind::Utility, "water,energy,electric,strom,デンキ,デンリヨク,電力,ガス,水道,スイドウ"),
    (SeriesKind::Loan, "loan,kredit,ローン"),
    (SeriesKind::Other, "interest"),
];

pub(super) fn of(ledger: &Ledger, rows: &[u32], direction: Direction, cadence: Cadence, own: bool) -> SeriesKind {
    let Some(last) = rows.last().map(|&row| ledger.row(row)) else {
        return SeriesKind::Other;
    };
    if own {
        return SeriesKind::Saving;
    }
    if let Some(kind) = SeriesKind::of_category(last.category) {
        return kind;
    }
    if last.kind == Kind::Fee {
        return SeriesKind::Fee;
    }
    let folded = ledger.identity(ledger.payee(&last)).as_bytes();
    for (kind, names) in NAMES {
        for word in names.as_bytes().split(|&byte| byte == b',') {
            // Bytes: UTF-8 holds a character nowhere but where it stands, and the searcher for texts is large.
            if folded.windows(word.len()).any(|part| part == word) {
                return *kind;
            }
        }
    }
    let by_card = rows.iter().all(|&row| ledger.row(row).kind == Kind::Card);
    if by_card && cadence.months().is_some() && direction == Direction::Out {
        SeriesKind::Subscription
    } else {
        SeriesKind::Other
    }
}

impl SeriesKind {
    /// What a series of this category is, where the category tells.
    #[must_use]
    pub const fn of_category(category: Category) -> Option<Self> {
        Some(match category {
            Category::Salary => SeriesKind::Salary,
            Category::Pension => SeriesKind::Pension,
            Category::Benefit => SeriesKind::Benefit,
            Category::Rent => SeriesKind::Rent,
            Category::Mortgage => SeriesKind::Mortgage,
            Category::Loan => SeriesKind::Loan,
            Category::Utilities => SeriesKind::Utility,
            Category::Telecom => SeriesKind::Telecom,
            Category::Insurance => SeriesKind::Insurance,
            Category::Subscriptions => SeriesKind::Subscription,
            Category::Savings => SeriesKind::Saving,
            Category::Fee | Category::FeeLate | Category::FeeOverdraft | Category::FeeForeign | Category::FeeAtm => {
                SeriesKind::Fee
            }
            _ => return None,
        })
    }
}
