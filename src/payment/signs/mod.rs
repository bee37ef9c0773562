// SPDX-License-Identifier: MIT OR Apache-2.0
//! The signs, one small function each: every one looks at the case and notes itself, or stays silent.
//!
//! How to add one: 1. its word, family and weight in `packs/guard.rs` and in the built-in pack; 2. a function here and
//! its place in `look`; 3. its text in every language; 4. a scenario that fires and an honest one that passes.

mod account;
mod amount;
mod balance;
mod flow;
mod moment;
mod payee;
mod pressure;
mod relief;

use super::case::Case;

/// Lets every sign look. A payment to an own account can only endanger what is left on this one.
pub(super) fn look(case: &mut Case<'_>) {
    balance::look(case);
    if case.is_own() {
        return;
    }
    for sign in [
        payee::new_payee,
        payee::other_name,
        payee::look_alike,
        payee::many_new_payees,
        payee::name_check,
        payee::cancelled_before,
        account::changed_account,
        account::account_check,
        account::first_abroad,
        amount::slipped_decimal,
        amount::above_own_range,
        amount::round_investment,
        amount::other_currency,
        flow::after_credit,
        pressure::reported,
        moment::unusual,
        relief::proven_payee,
        relief::said_before,
        relief::small_amount,
    ] {
        sign(case);
    }
}
