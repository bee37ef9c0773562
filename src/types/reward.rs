// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a reward is, and what may earn one: closed lists, in which no payment to anyone stands.

use super::vocabulary::words;

words! {
    /// What a customer is entitled to. Stored by its place.
    RewardKind {
        /// A number of points.
        Points = "points",
        /// A badge.
        Badge = "badge",
        /// A voucher.
        Voucher = "voucher",
        /// Money back.
        Cashback = "cashback",
        /// A gift card.
        GiftCard = "gift-card",
    }
}

words! {
    /// What earns it. Stored by its place.
    Occasion {
        /// A goal has come to a quarter.
        GoalQuarter = "goal-quarter",
        /// To a half.
        GoalHalf = "goal-half",
        /// To three quarters.
        GoalThreeQuarters = "goal-three-quarters",
        /// To all of it.
        GoalReached = "goal-reached",
        /// A challenge is done.
        ChallengeDone = "challenge-done",
    }
}
