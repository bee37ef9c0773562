// SPDX-License-Identifier: MIT OR Apache-2.0
//! What data may be used for, and the classes that data falls into.

use super::vocabulary::words;

words! {
    /// A purpose that the customer grants or refuses on its own; every one is off until granted.
    Purpose {
        /// Series, duplicates, transfers and what is derived from them, on request.
        Insights = "insights",
        /// A check of a payment before it is confirmed.
        PaymentGuard = "payment-guard",
        /// Cards.
        Nudges = "nudges",
        /// Cards that offer a product.
        Offers = "offers",
        /// Savings challenges.
        Challenges = "challenges",
        /// Learning from responses.
        Learning = "learning",
        /// Help along a service journey.
        Journeys = "journeys",
        /// Guidance at life's moments.
        LifeEvents = "life-events",
        /// Counting, to see what helps.
        Measurement = "measurement",
        /// A briefing for a person at the bank.
        Handoff = "handoff",
    }
}

impl Purpose {
    /// Whether it covers reading a class of data; a pack's nudge reads nothing beyond it.
    #[must_use]
    pub const fn may_read(self, class: DataClass) -> bool {
        match self {
            Self::Nudges | Self::Offers | Self::Handoff => true,
            Self::Insights | Self::PaymentGuard | Self::Learning => !matches!(class, DataClass::Contexts),
            Self::Challenges | Self::LifeEvents => !matches!(class, DataClass::Responses),
            // How a journey goes, and what helps, is told by answers alone.
            Self::Journeys | Self::Measurement => matches!(class, DataClass::Responses),
        }
    }

    /// Whether rows are kept for it.
    #[must_use]
    pub const fn reads_rows(self) -> bool {
        self.may_read(DataClass::Transactions)
    }
}

words! {
    /// A class of data: what a card or a verdict used is told in these words.
    DataClass {
        /// Rows of the accounts: dates, amounts, kinds.
        Transactions = "transactions",
        /// Names and account numbers of counterparties.
        Counterparties = "counterparties",
        /// What repeats, derived from the rows.
        Series = "series",
        /// What the customer said before.
        Responses = "responses",
        /// What the customer declared of their life.
        Contexts = "contexts",
    }
}
