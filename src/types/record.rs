// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a rule may read besides the finding at hand: the sources, and the fields of a series.
//!
//! Packs are checked against it, the engine fills it: it is the one place where the two meet.

use super::{DataClass, vocabulary::words};

words! {
    /// A name that a condition begins with.
    Source {
        /// The finding that the nudge speaks of.
        Finding = "finding",
        /// What is known of the customer as a whole.
        Features = "features",
        /// Everything that was noticed.
        Findings = "findings",
        /// Everything that repeats.
        Series = "series",
        /// What the customer declared of their life, as far as it holds today.
        Contexts = "contexts",
    }
}

words! {
    /// A field of a series in a rule.
    SeriesFact {
        /// What it is, as series name it.
        Kind = "kind",
        /// How often.
        Cadence = "cadence",
        /// `early`, `active` or `ended`.
        State = "state",
        /// `in` or `out`.
        Direction = "direction",
        /// `fixed`, `stepped` or `variable`.
        AmountModel = "amount_model",
        /// Size of the current amount.
        Amount = "amount",
        /// Days until the next one is due; negative when it is overdue, absent when the series has ended.
        DaysUntilNext = "days_until_next",
        /// Days since its last row.
        AgeDays = "age_days",
        /// How many rows it has.
        Count = "count",
        /// Hundredths.
        ConfidencePercent = "confidence_percent",
    }
}

impl Source {
    /// The most items that a list of it has for a rule; the newest are kept.
    #[must_use]
    pub const fn bound(self) -> u32 {
        match self {
            Self::Finding | Self::Features => 0,
            Self::Findings | Self::Series => 256,
            Self::Contexts => 64,
        }
    }

    /// The classes of data that every item of it is made of.
    #[must_use]
    pub const fn data_classes(self) -> &'static [DataClass] {
        match self {
            // A family says it of its findings, a feature of itself.
            Self::Finding | Self::Features => &[],
            Self::Findings | Self::Series => &[DataClass::Transactions, DataClass::Counterparties, DataClass::Series],
            Self::Contexts => &[DataClass::Contexts],
        }
    }
}
