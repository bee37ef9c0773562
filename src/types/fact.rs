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
        /// A series costs another amount from now on.
        PriceStep = "price-step",
        /// A bill that varies is far above its usual amount.
        HigherThanUsual = "higher-than-usual",
        /// A charge that was due has not come.
        MissingCharge = "missing-charge",
        /// An income that was due has not come.
        LateIncome = "late-income",
        /// A trial has become a charge.
        TrialCharged = "trial-charged",
        /// Something has begun to be charged again and again.
        NewSeries = "new-series",
        /// A series comes no more.
        EndedSeries = "ended-series",
        /// A fee that was taken again and again.
        RepeatedFee = "repeated-fee",
        /// Regular pay has come.
        IncomeArrived = "income-arrived",
        /// Regular pay is another: raised, cut, with a bonus, from another payer.
        IncomeChanged = "income-changed",
        /// More was spent than at this time of earlier months.
        UnusualSpend = "unusual-spend",
        /// What is planned until the next income takes more than there is.
        CannotCover = "cannot-cover",
        /// Nine times in ten this much is left on every day of the next month.
        RoomToSave = "room-to-save",
        /// The customer declared a circumstance of their life.
        LifeEvent = "life-event",
        /// A series that the customer said they do not use is about to be charged.
        UnusedSeries = "unused-series",
        /// Money that the customer asked back has not come.
        RefundOverdue = "refund-overdue",
        /// A year has gone by, or a day of their own has come that the customer declared.
        Anniversary = "anniversary",
        /// Payments of last year that a tax form may ask for.
        TaxDraft = "tax-draft",
        /// A moment of a savings challenge, or what a week or a month of them came to.
        Challenge = "challenge",
        /// A step of a journey failed again and again.
        Struggle = "struggle",
        /// A journey was begun and not ended.
        Abandoned = "abandoned",
        /// A person would help more than another hint.
        Handoff = "handoff",
        /// A goal of the customer has come to a quarter, a half, three quarters, all of its amount.
        GoalMilestone = "goal-milestone",
        /// A goal will not be there by its day at this pace.
        GoalAtRisk = "goal-at-risk",
        /// A reward that was earned and not claimed, or not used, is about to expire.
        RewardExpiring = "reward-expiring",
        /// A bill would cost less by a tariff that the bank lists.
        CheaperTariff = "cheaper-tariff",
        /// A trial may soon become a charge.
        TrialEnding = "trial-ending",
    }
}

words! {
    /// A field of `finding` in a rule.
    Fact {
        /// Whole days since the later row, or since the day when it was due.
        AgeDays = "age_days",
        /// Whole days between the two rows.
        GapDays = "gap_days",
        /// Hundredths.
        ConfidencePercent = "confidence_percent",
        /// Size of the amount.
        Amount = "amount",
        /// `open`, `refunded` or `dismissed`.
        State = "state",
        /// Of a duplicate `same-charge` or `other-channel`; of a fee its cause; of a change of income `raise`, `cut`,
        /// `bonus`, `extra` or `new-employer`; of a higher bill `usual` or `a-year-before`, as it was compared; of a
        /// refund `whole`, `part`, `parts` or `some-parts`; of spending the category or `payee`; of a shortfall the smallest
        /// way out; of a challenge `start`, `half-way`, `at-risk`, `done`, `recap-week` or `recap-month`.
        Kind = "kind",
        /// As series name it.
        Cadence = "cadence",
        /// Size of the amount before, or of the usual one.
        Was = "was",
        /// Hundredths by which the amount is more than that; negative for less.
        ChangePercent = "change_percent",
        /// How many rows the series has, or how many there are of a kind.
        Count = "count",
        /// What all of them came to, without sign.
        Total = "total",
        /// Whole days until it happens.
        DaysLeft = "days_left",
        /// What would spare a fee.
        Remedy = "remedy",
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
            Self::RefundArrived => {
                &[Fact::AgeDays, Fact::GapDays, Fact::ConfidencePercent, Fact::Amount, Fact::Kind, Fact::Count]
            }
            Self::PriceStep => &[
                Fact::AgeDays,
                Fact::ConfidencePercent,
                Fact::Amount,
                Fact::Cadence,
                Fact::Was,
                Fact::ChangePercent,
                Fact::Count,
            ],
            Self::HigherThanUsual => &[
                Fact::AgeDays,
                Fact::ConfidencePercent,
                Fact::Amount,
                Fact::Kind,
                Fact::Cadence,
                Fact::Was,
                Fact::ChangePercent,
                Fact::Count,
            ],
            Self::MissingCharge | Self::LateIncome | Self::NewSeries => {
                &[Fact::AgeDays, Fact::ConfidencePercent, Fact::Amount, Fact::Cadence, Fact::Count]
            }
            Self::EndedSeries => {
                &[Fact::AgeDays, Fact::ConfidencePercent, Fact::Amount, Fact::Kind, Fact::Cadence, Fact::Count]
            }
            Self::RepeatedFee => &[
                Fact::AgeDays,
                Fact::ConfidencePercent,
                Fact::Amount,
                Fact::Kind,
                Fact::Count,
                Fact::Total,
                Fact::Remedy,
            ],
            Self::IncomeArrived | Self::IncomeChanged => &[
                Fact::AgeDays,
                Fact::ConfidencePercent,
                Fact::Amount,
                Fact::Kind,
                Fact::Cadence,
                Fact::Was,
                Fact::ChangePercent,
                Fact::Count,
            ],
            Self::UnusualSpend => &[
                Fact::AgeDays,
                Fact::ConfidencePercent,
                Fact::Amount,
                Fact::Kind,
                Fact::Was,
                Fact::ChangePercent,
                Fact::Count,
            ],
            Self::CannotCover => &[Fact::ConfidencePercent, Fact::Amount, Fact::Kind, Fact::Count, Fact::DaysLeft],
            Self::Challenge => &[
                Fact::AgeDays,
                Fact::ConfidencePercent,
                Fact::Amount,
                Fact::Kind,
                Fact::Count,
                Fact::Total,
                Fact::DaysLeft,
                Fact::Was,
            ],
            Self::Struggle | Self::Abandoned | Self::Handoff => &[Fact::AgeDays, Fact::Count],
            Self::LifeEvent => &[Fact::AgeDays, Fact::Kind],
            Self::UnusedSeries => &[Fact::Amount, Fact::Cadence, Fact::Count, Fact::DaysLeft],
            Self::RefundOverdue => &[Fact::AgeDays, Fact::Amount],
            Self::Anniversary => &[Fact::AgeDays, Fact::Kind, Fact::Count],
            Self::TaxDraft => &[Fact::AgeDays, Fact::Amount, Fact::Count],
            Self::GoalMilestone => &[Fact::AgeDays, Fact::Amount, Fact::Kind, Fact::Was, Fact::Count],
            Self::CheaperTariff => {
                &[Fact::ConfidencePercent, Fact::Amount, Fact::Was, Fact::ChangePercent, Fact::Count, Fact::Total]
            }
            Self::TrialEnding => &[Fact::ConfidencePercent, Fact::Amount, Fact::DaysLeft],
            Self::RewardExpiring => &[Fact::Kind, Fact::DaysLeft],
            Self::GoalAtRisk => &[Fact::Amount, Fact::Was, Fact::DaysLeft],
            Self::RoomToSave => &[Fact::ConfidencePercent, Fact::Amount, Fact::Was],
            Self::TrialCharged => {
                &[Fact::AgeDays, Fact::GapDays, Fact::ConfidencePercent, Fact::Amount, Fact::Was, Fact::Count]
            }
        }
    }

    /// The classes of data that such a finding is made of.
    #[must_use]
    pub const fn data_classes(self) -> &'static [DataClass] {
        match self {
            Self::Struggle | Self::Abandoned | Self::Handoff => &[DataClass::Responses],
            Self::LifeEvent => &[DataClass::Contexts],
            Self::Anniversary => &[DataClass::Transactions, DataClass::Contexts],
            Self::UnusedSeries | Self::RefundOverdue => {
                &[DataClass::Transactions, DataClass::Counterparties, DataClass::Series, DataClass::Responses]
            }
            Self::TaxDraft | Self::TrialEnding => &[DataClass::Transactions, DataClass::Counterparties],
            Self::RefundArrived | Self::RepeatedFee | Self::UnusualSpend => {
                &[DataClass::Transactions, DataClass::Counterparties]
            }
            Self::GoalMilestone | Self::GoalAtRisk | Self::RewardExpiring => {
                &[DataClass::Transactions, DataClass::Counterparties, DataClass::Series, DataClass::Contexts]
            }
            _ => &[DataClass::Transactions, DataClass::Counterparties, DataClass::Series],
        }
    }
}
