// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the host saw around a draft: the bank's check of the name, signs of pressure, what it is for.
//!
//! Invariants: all of it is optional and closed; nothing of it is remembered.

use crate::types::words;

words! {
    /// What the bank's check of the payee's name said.
    NameCheck {
        /// The name belongs to the account.
        Match = "match",
        /// Nearly.
        Close = "close",
        /// It does not.
        NoMatch = "no-match",
        /// Nobody could tell.
        NotPossible = "not-possible",
    }
}

words! {
    /// What the customer says that a payment is for.
    PayFor {
        /// Something bought from a seller.
        Purchase = "purchase",
        /// Family or friends.
        Family = "family",
        /// A bill.
        Bill = "bill",
        /// To invest.
        Investment = "investment",
        /// Somebody called and asked for it.
        Called = "called",
        /// Anything else.
        Other = "other",
    }
}

/// See the door plate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Context {
    /// The bank's check of the name.
    pub name_check: Option<NameCheck>,
    /// What it is for.
    pub purpose: Option<PayFor>,
    /// By the place in `PRESSURE`.
    pub pressure: [bool; 5],
}

impl Context {
    /// The fields of `pressure` on the wire.
    pub const PRESSURE: [&'static str; 5] = ["onCall", "screenShared", "pastedAccount", "rushed", "firstLoginOnDevice"];
}
