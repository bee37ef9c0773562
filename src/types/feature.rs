// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is known of a customer as a whole: a closed list of typed features in the main currency.
//!
//! In: nothing. Out: names, types, classes of data. Packs are checked against it, `features/facts.rs` fills it: it is
//! the one place where the two meet. Invariants: the unit is in the name (`_monthly`, `_90d`, `_percent`, `days_`,
//! `months_`; money is minor units); a feature that the rows do not tell is absent, never a guess or a zero.

use super::{DataClass, vocabulary::words};

words! {
    /// A feature, as a rule names it after `features.`
    Feature {
        /// Median income of a month, own transfers and refunds apart.
        IncomeMonthly = "income_monthly",
        /// Median spending of a month, likewise; without sign.
        SpendMonthly = "spend_monthly",
        /// That income less that spending; negative where a month takes more than it brings.
        LeftMonthly = "left_monthly",
        /// What series of money out cost in a month; without sign.
        BillsMonthly = "bills_monthly",
        /// The part of these that are subscriptions.
        SubscriptionsMonthly = "subscriptions_monthly",
        /// How many subscriptions there are.
        SubscriptionsCount = "subscriptions_count",
        /// Fees of the last 90 days; without sign.
        Fees90d = "fees_90d",
        /// How many.
        FeesCount90d = "fees_count_90d",
        /// What the accounts for daily use hold now.
        Balance = "balance",
        /// The lowest p10 of the next 30 days.
        LowestP10 = "lowest_p10",
        /// How likely the likeliest of these days is to end below zero.
        BelowZeroPercent = "below_zero_percent",
        /// Days until the next regular income.
        DaysUntilIncome = "days_until_income",
        /// Planned payments out until then; without sign.
        BillsUntilIncome = "bills_until_income",
        /// What must come in for planned payments alone to be covered until then.
        Shortfall = "shortfall",
        /// What nine in ten times is left until then.
        SafeToSpend = "safe_to_spend",
        /// What nine in ten times is left on each of the next 30 days.
        SafeToSave = "safe_to_save",
        /// How far monthly spending usually strays from its median: median deviation in hundredths of the median.
        VolatilityPercent = "volatility_percent",
        /// Spending of the last 30 days in hundredths of the median month.
        SpendPercent = "spend_percent",
        /// Days that the balance lasts at the median spending.
        DaysOfReserve = "days_of_reserve",
        /// Whole months that the rows reach back.
        MonthsOfHistory = "months_of_history",
        /// How often the main regular income comes, as series name it.
        IncomeCadence = "income_cadence",
        /// What it is, as series name it.
        IncomeKind = "income_kind",
        /// ISO 4217 of the amounts.
        Currency = "currency",
    }
}

words! {
    /// The type of a feature's value.
    FeatureType {
        /// A count, days, months or hundredths.
        Int = "int",
        /// Minor units of the main currency.
        Money = "money",
        /// A word.
        Text = "text",
    }
}

impl Feature {
    /// What its number counts; money counts the minor units of the main currency, and a word nothing.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::BelowZeroPercent | Self::VolatilityPercent | Self::SpendPercent => "percent",
            Self::DaysUntilIncome | Self::DaysOfReserve => "days",
            Self::MonthsOfHistory => "months",
            Self::SubscriptionsCount | Self::FeesCount90d => "count",
            _ => "",
        }
    }

    /// The type of its value.
    #[must_use]
    pub const fn value_type(self) -> FeatureType {
        match self {
            Self::IncomeMonthly
            | Self::SpendMonthly
            | Self::LeftMonthly
            | Self::BillsMonthly
            | Self::SubscriptionsMonthly
            | Self::Fees90d
            | Self::Balance
            | Self::LowestP10
            | Self::BillsUntilIncome
            | Self::Shortfall
            | Self::SafeToSpend
            | Self::SafeToSave => FeatureType::Money,
            Self::IncomeCadence | Self::IncomeKind | Self::Currency => FeatureType::Text,
            _ => FeatureType::Int,
        }
    }

    /// The classes of data that it is made of.
    #[must_use]
    pub const fn data_classes(self) -> &'static [DataClass] {
        match self {
            Self::IncomeMonthly
            | Self::SpendMonthly
            | Self::LeftMonthly
            | Self::Fees90d
            | Self::FeesCount90d
            | Self::Balance
            | Self::VolatilityPercent
            | Self::SpendPercent
            | Self::DaysOfReserve
            | Self::MonthsOfHistory
            | Self::Currency => &[DataClass::Transactions],
            _ => &[DataClass::Transactions, DataClass::Series],
        }
    }
}
