// SPDX-License-Identifier: MIT OR Apache-2.0
//! Before borrowing, investing, or taking much out of savings: what it costs, what is left, and a bad case.
//!
//! In: a decision, a basis. Out: a verdict of the same shape, `inform` or `pause` with a day to sleep over it. Invariants:
//! the customer's own numbers and nothing else; whole numbers, rounded against the decision.

use super::{
    Form, Level, PaymentVerdict, Remembered, VerdictSubject,
    form::{Choice, form, with_form},
};
use crate::{
    detect::Basis,
    features::forecast,
    ledger::{Ledger, Symbol},
    types::{AccountType, Arg, Currency, Moment, Money, Reason, stable_hash, words},
};

words! {
    /// What is about to be decided.
    CommitmentKind {
        /// To borrow an amount and pay it back in months.
        Borrow = "borrow",
        /// To invest an amount.
        Invest = "invest",
        /// To take an amount out of savings.
        Withdraw = "withdraw",
    }
}

/// A decision about money.
#[derive(Clone, Copy, Debug)]
pub struct Commitment<'a> {
    /// What.
    pub kind: CommitmentKind,
    /// The account that it is about.
    pub account: &'a str,
    /// Minor units, above nothing.
    pub size: i64,
    /// ISO 4217.
    pub currency: Currency,
    /// How long, in months.
    pub months: u32,
    /// Interest or cost of a year, in hundredths of a percent.
    pub rate: u32,
}

/// The days that tell what a month is like.
const LOOK_BACK_DAYS: i32 = 90;
/// A day to sleep over it.
const SLEEP_MINUTES: u32 = 24 * 60;
/// Longer than any mortgage.
const MAX_MONTHS: u32 = 600;
/// A hundred percent a year.
const MAX_RATE: u32 = 10_000;

/// What a month is like, and what could be spent today.
struct Means {
    income: i64,
    spending: i64,
    liquid: Option<i64>,
}

impl Means {
    fn new(ledger: &Ledger, basis: &Basis, currency: Currency, now: Moment) -> Self {
        let (mut income, mut spending) = (0_i64, 0_i64);
        for place in basis.view.rows().rev() {
            if ledger.day(place) <= now.date.days() - LOOK_BACK_DAYS {
                break;
            }
            let row = ledger.row(place);
            if row.currency == currency && !basis.halves.has(place) {
                let side = if row.amount > 0 { &mut income } else { &mut spending };
                *side = side.saturating_add(row.amount.saturating_abs());
            }
        }
        let mut liquid = None;
        for account in accounts(ledger, basis) {
            let declared = ledger.accounts().iter().find(|declared| declared.id == account);
            let kind = declared.and_then(|declared| declared.kind);
            if matches!(kind, None | Some(AccountType::Current | AccountType::Savings))
                && let Some(balance) = forecast::balance(ledger, &basis.view, account, currency, now.date)
            {
                liquid = Some(liquid.unwrap_or(0_i64).saturating_add(balance));
            }
        }
        let months = i64::from(LOOK_BACK_DAYS / 30);
        Self { income: income / months, spending: spending / months, liquid }
    }
}

/// The accounts that were declared, and those of the newest rows.
fn accounts(ledger: &Ledger, basis: &Basis) -> Vec<Symbol> {
    let mut accounts = Vec::new();
    for account in ledger.accounts() {
        accounts.push(account.id);
    }
    for place in basis.view.rows().rev().take(1024) {
        let account = ledger.row(place).account;
        if !accounts.contains(&account) {
            accounts.push(account);
        }
    }
    accounts
}

/// What is paid each month, so that a loan is paid back in so many.
fn monthly(principal: i64, months: i64, rate: i64) -> i64 {
    let interest = |owed: i64| (owed / 120_000).saturating_mul(rate).saturating_add(owed % 120_000 * rate / 120_000);
    let (mut low, mut high) =
        (principal / months, (principal / months).saturating_add(interest(principal)).saturating_add(1));
    while low < high {
        let payment = low + (high - low) / 2;
        let mut owed = principal;
        for _ in 0..months {
            owed = owed.saturating_add(interest(owed)).saturating_sub(payment);
            if owed <= 0 {
                break;
            }
        }
        if owed <= 0 { high = payment } else { low = payment + 1 }
    }
    low
}

/// What a cost by the year, in hundredths of a percent, comes to over so many months; a part of a minor unit counts whole.
fn running_cost(size: i64, months: i64, rate: i64) -> i64 {
    let times = rate * months;
    (size / 120_000).saturating_mul(times).saturating_add((size % 120_000 * times + 119_999) / 120_000)
}

/// Weighs a decision; `None` for one that nothing can be said of: no amount, too long, too dear.
#[must_use]
pub fn weigh(
    (ledger, basis): (&Ledger, &Basis),
    decision: &Commitment<'_>,
    remembered: &Remembered,
    now: Moment,
) -> Option<PaymentVerdict> {
    let Commitment { kind, size, currency, months, rate, .. } = *decision;
    if size <= 0 || months > MAX_MONTHS || rate > MAX_RATE || (kind == CommitmentKind::Borrow && months == 0) {
        return None;
    }
    let means = Means::new(ledger, basis, currency, now);
    let money = |minor: i64| Arg::magnitude(Money { minor, currency });
    let mut reasons: Vec<Reason> = Vec::new();
    // One shape for all of them: an amount and months, as far as the words speak of them.
    let mut tell = |code: Reason, amount: i64, months: i64| {
        reasons.push(code.with("amount", money(amount)).with("months", Arg::number(months)));
    };
    let is_loan = kind == CommitmentKind::Borrow;
    let is_investment = kind == CommitmentKind::Invest;
    let (life, yearly) = (i64::from(months), i64::from(rate));
    let (mut payment, mut left) = (0, means.liquid);
    if is_loan {
        payment = monthly(size, life, yearly);
        tell(Reason::new("monthly-payment"), payment, life);
    } else {
        left = left.map(|left| left.saturating_sub(size));
    }
    let cost =
        if is_loan { payment.saturating_mul(life).saturating_sub(size) } else { running_cost(size, life, yearly) };
    if cost > 0 {
        tell(Reason::new("cost-over-life"), cost, life);
    }
    let spending = means.spending.saturating_add(payment);
    let mut is_bad = false;
    if let Some(left) = left {
        let cushion = if spending > 0 { (left.max(0) / spending).min(99) } else { 99 };
        is_bad = cushion < 1;
        tell(Reason::new("cushion-left"), left.max(0), cushion);
    }
    // A bad case: a fifth of the income is missing, or two fifths of what was invested.
    if is_investment {
        tell(Reason::new("bad-case-market"), size - size / 5 * 2, life);
    } else if means.income > 0 {
        let over = (means.income / 5 * 4).saturating_sub(spending);
        is_bad |= over < 0 && is_loan;
        tell(if over < 0 { Reason::new("bad-case-short") } else { Reason::new("bad-case-left") }, over, life);
    }
    let level = if is_bad { Level::Pause } else { Level::Inform };
    let contact = &remembered.wishes.trusted_contact;
    let choice = Choice { has_contact: !contact.is_empty(), is_amount: true, ..Choice::default() };
    let form: Form = form(level, choice, remembered.last_form);
    let id = stable_hash(&[
        b"decision",
        decision.account.as_bytes(),
        kind.word().as_bytes(),
        &size.to_le_bytes(),
        currency.code().as_bytes(),
        &now.instant.to_le_bytes(),
    ]);
    let id = with_form(id, form);
    Some(PaymentVerdict {
        id,
        level,
        form,
        reasons,
        duplicate_of: Vec::new(),
        upcoming: None,
        signs: Vec::new(),
        field: None,
        wait_minutes: is_bad.then_some(SLEEP_MINUTES),
        contact: if is_bad { contact.clone() } else { String::new() },
        // Nothing is learned of a payee, for there is none.
        subject: VerdictSubject { id, identity: String::new(), minor: size, currency: currency.code().into() },
    })
}

#[cfg(test)]
mod tests {
    use super::{monthly, running_cost};
    use proptest::prelude::*;

    /// What is still owed at the end, in wide numbers.
    fn owed(principal: i64, months: i64, rate: i64, payment: i64) -> i128 {
        let mut owed = i128::from(principal);
        for _ in 0..months {
            owed += owed.max(0) * i128::from(rate) / 120_000 - i128::from(payment);
        }
        owed
    }

    proptest! {
        #[test]
        fn prop_the_payment_is_the_least_that_pays_back(
            principal in 10_000_i64..100_000_000, months in 1_i64..480, rate in 0_i64..3000,
        ) {
            let payment = monthly(principal, months, rate);
            prop_assert!(owed(principal, months, rate, payment) <= 0);
            prop_assert!(owed(principal, months, rate, payment - 1) > 0);
        }

        #[test]
        fn prop_a_running_cost_is_the_share_of_each_month_rounded_up(
            size in 1_i64..1_000_000_000_000, months in 0_i64..=600, rate in 0_i64..=10_000,
        ) {
            let wide = i128::from(size) * i128::from(months * rate);
            prop_assert_eq!(i128::from(running_cost(size, months, rate)), (wide + 119_999) / 120_000);
        }
    }

    #[test]
    fn a_small_investment_costs_something_too() {
        // 1.5 % a year for five years: 150.00 of 2,000.00, and 7.50 of 100.00.
        assert_eq!([running_cost(200_000, 60, 150), running_cost(10_000, 60, 150)], [15_000, 750]);
        assert_eq!(running_cost(i64::MAX, 600, 10_000), i64::MAX);
    }

    #[test]
    fn a_loan_of_the_textbook() {
        // 12,000.00 over 48 months at 6.9 % a year: 286.80 by the formula of an annuity.
        assert_eq!(monthly(1_200_000, 48, 690), 28_680);
    }
}
