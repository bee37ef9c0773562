// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a bank lists beside a bill: a price by the month.
//!
//! In: nothing. Out: value types. Deliberately absent: who provides it, which is for the pack's texts to say.

use super::{Money, words};

words! {
    /// The bills that a tariff can stand for, by the words of series.
    BillKind {
        /// Electricity, gas, water.
        Utility = "utility",
        /// A phone, a connection.
        Telecom = "telecom",
        /// An insurance.
        Insurance = "insurance",
        /// Anything else that is subscribed to.
        Subscription = "subscription",
    }
}

/// A listed price.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tariff {
    /// Unique in its pack; text key `tariff.<id>`.
    pub id: String,
    /// Which bills it can stand for.
    pub bill: BillKind,
    /// What it costs a month, above zero.
    pub monthly: Money,
}
