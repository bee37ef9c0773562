// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a rule may read of a finding: a closed list of typed fields a family.
//!
//! Packs are checked against it, detectors fill it: it is the one place where the two meet.

use super::{DataClass, vocabulary::words};

words! {
    /// A family of findings, as a nudge names it in `about`.
    Family {
        /// The same payment twice.
        Duplicate = "duplicate",
        /// Two charges of one series within one cycle.
        TwiceInCycle = "twice-in-cycle",
        /// Money came back.
        RefundArrived = "refund-arrived",
    }
}

words! {
    /// A field of `finding` in a rule.
    Fact {
        /// Whole days since the later row.
        AgeDays = "age_days",
        /// Whole days between the two rows.
        GapDays = "gap_days",
        /// Hundredths.
        ConfidencePercent = "confidence_percent",
        /// Size of the amount.
        Amount = "amount",
        /// `open`, `refunded` or `dismissed`.
        State = "state",
        /// `same-charge` or `other-channel`.
        Kind = "kind",
        /// As series name it.
        Cadence = "cadence",
    }
}

/// The value of a fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FactValue {
    /// A count, days or hundredths.
    Int(i64),
    /// Minor units.
    Money(i64),
    /// A word.
    Text(&'static str),
}

impl Family {
    /// The fields that findings of this family have.
    #[must_use]
    pub const fn facts(self) -> &'static [Fact] {
        match self {
            Self::Duplicate => {
                &[Fact::AgeDays, Fact::GapDays, Fact::ConfidencePercent, Fact::Amount, Fact::State, Fact::Kind]
            }
            Self::TwiceInCycle => {
                &[Fact::AgeDays, Fact::GapDays, Fact::ConfidencePercent, Fact::Amount, Fact::State, Fact::Cadence]
            }
            Self::RefundArrived => &[Fact::AgeDays, Fact::GapDays, Fact::ConfidencePercent, Fact::Amount],
        }
    }

    /// The classes of data that such a finding is made of.
    #[must_use]
    pub const fn data_classes(self) -> &'static [DataClass] {
        match self {
            Self::Duplicate | Self::TwiceInCycle => {
                &[DataClass::Transactions, DataClass::Counterparties, DataClass::Series]
            }
            Self::RefundArrived => &[DataClass::Transactions, DataClass::Counterparties],
        }
    }
}
