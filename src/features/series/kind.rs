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

/// Words in a folded payee or reference that tell the kind; read in this order.
const NAMES: &[(&str, SeriesKind)] = &[
    ("payroll", SeriesKind::Salary),
    ("salary", SeriesKind::Salary),
    ("paycheck", SeriesKind::Salary),
    ("lohn", SeriesKind::Salary),
    ("gehalt", SeriesKind::Salary),
    ("salaire", SeriesKind::Salary),
    ("nomina", SeriesKind::Salary),
    ("キユウヨ", SeriesKind::Salary),
    ("給与", SeriesKind::Salary),
    ("pension", SeriesKind::Pension),
    ("rente", SeriesKind::Pension),
    ("年金", SeriesKind::Pension),
    ("ネンキン", SeriesKind::Pension),
    ("mortgage", SeriesKind::Mortgage),
    ("hypothe", SeriesKind::Mortgage),
    ("insurance", SeriesKind::Insurance),
    ("versicherung", SeriesKind::Insurance),
    ("assurance", SeriesKind::Insurance),
    ("保険", SeriesKind::Insurance),
    ("ホケン", SeriesKind::Insurance),
    ("miete", SeriesKind::Rent),
    ("loyer", SeriesKind::Rent),
    ("家賃", SeriesKind::Rent),
    ("ヤチン", SeriesKind::Rent),
    ("telecom", SeriesKind::Telecom),
    ("mobile", SeriesKind::Telecom),
    ("phone", SeriesKind::Telecom),
    ("internet", SeriesKind::Telecom),
    ("water", SeriesKind::Utility),
    ("energy", SeriesKind::Utility),
    ("electric", SeriesKind::Utility),
    ("strom", SeriesKind::Utility),
    ("デンキ", SeriesKind::Utility),
    ("デンリヨク", SeriesKind::Utility),
    ("電力", SeriesKind::Utility),
    ("ガス", SeriesKind::Utility),
    ("水道", SeriesKind::Utility),
    ("スイドウ", SeriesKind::Utility),
    ("loan", SeriesKind::Loan),
    ("kredit", SeriesKind::Loan),
    ("ローン", SeriesKind::Loan),
    ("interest", SeriesKind::Other),
];

pub(super) fn of(ledger: &Ledger, rows: &[u32], direction: Direction, cadence: Cadence, own: bool) -> SeriesKind {
    let Some(last) = rows.last().map(|&row| ledger.row(row)) else {
        return SeriesKind::Other;
    };
    if own {
        return SeriesKind::Saving;
    }
    if let Some(kind) = by_category(last.category) {
        return kind;
    }
    if last.kind == Kind::Fee {
        return SeriesKind::Fee;
    }
    let folded = ledger.identity(ledger.payee(&last));
    if let Some((_, kind)) = NAMES.iter().find(|(word, _)| folded.contains(word)) {
        return *kind;
    }
    let by_card = rows.iter().all(|&row| ledger.row(row).kind == Kind::Card);
    let regular = matches!(cadence, Cadence::Monthly | Cadence::Annual | Cadence::Quarterly | Cadence::Semiannual);
    if by_card && regular && direction == Direction::Out { SeriesKind::Subscription } else { SeriesKind::Other }
}

const fn by_category(category: Category) -> Option<SeriesKind> {
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
