// SPDX-License-Identifier: MIT OR Apache-2.0
//! Closed word lists of the contract: each word stands once, beside its variant.

use super::same_bytes;

/// An enum whose variants are words of the wire format; the one table serves both directions.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        pub enum $name {
            $($(#[$vmeta])* #[cfg_attr(test, ts(rename = $word))] $variant,)+
        }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The words, in the same order.
            pub(crate) const WORDS: &'static [&'static str] = &[$($word),+];

            /// Its word on the wire.
            #[must_use]
            pub fn word(self) -> &'static str {
                $crate::types::word_at(Self::WORDS, self.index())
            }

            /// The variant of a word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::from_index($crate::types::place_of(Self::WORDS, word))
            }

            /// The place in the declaration.
            #[must_use]
            pub const fn index(self) -> u8 {
                self as u8
            }

            /// The variant at a place of the declaration.
            #[must_use]
            pub fn from_index(index: u8) -> Option<Self> {
                Self::ALL.get(usize::from(index)).copied()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}
pub(crate) use words;

/// The word at a place of a list.
#[must_use]
pub(crate) fn word_at(words: &[&'static str], place: u8) -> &'static str {
    words.get(usize::from(place)).copied().unwrap_or_default()
}

/// The place of a word in a list; past its end when it is not there.
#[inline(never)]
#[must_use]
pub(crate) fn place_of(words: &[&str], word: &str) -> u8 {
    let mut place = 0;
    for known in words {
        // Most words are told apart by their length, without a call.
        if known.len() == word.len() && same_bytes(known.as_bytes(), word.as_bytes()) {
            break;
        }
        place += 1;
    }
    place
}

words! {
    /// How a transaction was made.
    Kind {
        /// Anything else, and every unknown word.
        Other = "other",
        /// A card purchase.
        Card = "card",
        /// A credit transfer.
        Transfer = "transfer",
        /// A direct debit.
        DirectDebit = "direct_debit",
        /// A standing order.
        StandingOrder = "standing_order",
        /// A fee of the bank.
        Fee = "fee",
        /// Interest, paid or received.
        Interest = "interest",
        /// Cash in or out.
        Cash = "cash",
        /// A check.
        Check = "check",
        /// A refund or charge-back.
        Refund = "refund",
    }
}

words! {
    /// Whether the bank has booked it.
    Status {
        /// Final.
        Booked = "booked",
        /// Reserved; a booked row usually follows.
        Pending = "pending",
    }
}

words! {
    /// What the money was for, as the bank says.
    Category {
        /// Anything else, and every unknown word.
        Other = "other",
        /// Food and household goods.
        Groceries = "groceries",
        /// Restaurants, cafés, canteens.
        Dining = "dining",
        /// Public transport, taxis, parking, tolls.
        Transport = "transport",
        /// Fuel and charging.
        Fuel = "fuel",
        /// Power, gas, water, heating, waste.
        Utilities = "utilities",
        /// Phone and internet.
        Telecom = "telecom",
        /// Leisure.
        Entertainment = "entertainment",
        /// Goods of all kinds.
        Shopping = "shopping",
        /// Medical expenses.
        Health = "health",
        /// Trips and lodging.
        Travel = "travel",
        /// Cash in or out.
        Cash = "cash",
        /// Rent.
        Rent = "rent",
        /// Mortgage payments.
        Mortgage = "mortgage",
        /// Other loans.
        Loan = "loan",
        /// Insurance premiums.
        Insurance = "insurance",
        /// Memberships and digital services.
        Subscriptions = "subscriptions",
        /// Schools, courses, child care.
        Education = "education",
        /// Gifts and donations.
        Donation = "donation",
        /// Taxes and public charges.
        Tax = "tax",
        /// Pay.
        Salary = "salary",
        /// A pension.
        Pension = "pension",
        /// A public benefit.
        Benefit = "benefit",
        /// Money set aside.
        Savings = "savings",
        /// Investments.
        Investment = "investment",
        /// Transfers between people or accounts.
        Transfer = "transfer",
        /// Interest.
        Interest = "interest",
        /// A fee, not said which.
        Fee = "fee",
        /// A fee for paying late.
        FeeLate = "fee_late",
        /// A fee for an overdraft.
        FeeOverdraft = "fee_overdraft",
        /// A fee for another currency.
        FeeForeign = "fee_foreign",
        /// A fee of a cash machine.
        FeeAtm = "fee_atm",
    }
}

words! {
    /// What an account is.
    AccountType {
        /// For daily use.
        Current = "current",
        /// For saving.
        Savings = "savings",
        /// A card account.
        Card = "card",
        /// A loan.
        Loan = "loan",
        /// Investments.
        Investment = "investment",
    }
}

words! {
    /// Money in or money out.
    Direction {
        /// Received.
        In = "in",
        /// Paid.
        Out = "out",
    }
}

words! {
    /// What a customer, or the host for them, says of a card, a duplicate or a verdict.
    ResponseKind {
        /// It was on screen.
        Shown = "shown",
        /// It would have been shown, and was held back to compare.
        HeldOut = "held-out",
        /// Its action was taken.
        Accepted = "accepted",
        /// Put away.
        Dismissed = "dismissed",
        /// Put away for a while.
        Snoozed = "snoozed",
        /// Does not concern this customer.
        NotRelevant = "not-relevant",
        /// Nothing of this kind again.
        NeverTopic = "never-topic",
        /// Two payments that are meant.
        NotADuplicate = "not-a-duplicate",
        /// Paid in spite of the warning.
        WentThrough = "went-through",
        /// Not paid after the warning.
        Cancelled = "cancelled",
        /// Takes the last response to this id back.
        Undo = "undo",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No two variants share a word, and every word finds its own variant.
    macro_rules! injective {
        ($($name:ident),+) => {$(
            for (place, value) in $name::ALL.iter().enumerate() {
                assert_eq!($name::from_word(value.word()), Some(*value));
                assert_eq!(usize::from(value.index()), place);
                assert_eq!($name::from_index(value.index()), Some(*value));
                let on_the_wire = serde_json::to_value(value).unwrap();
                assert_eq!(on_the_wire, serde_json::Value::from(value.word()));
            }
            let mut words: Vec<_> = $name::ALL.iter().map(|value| value.word()).collect();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), $name::ALL.len());
            assert_eq!($name::from_word("no such word"), None);
        )+};
    }

    #[test]
    fn word_tables_are_injective() {
        use crate::types::{Cadence, DataClass, Feature, Purpose, SeriesFact, Source};
        injective!(Kind, Status, Category, AccountType, Direction, ResponseKind, Purpose, DataClass, Cadence, Feature);
        injective!(Source, SeriesFact);
    }
}
