// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the customer saves for: how far it is, what is safe to put by, what there is to be said of it.
//!
//! In: goals as they were set, a ledger with what was worked out of it, a day. Out: `Saved` (rows, each with its part),
//! `Plan` (paydays ahead), findings. May use: types, ledger, features, detect. Invariants: money is conserved: the parts
//! of a row never come to more than the row, the shares of goals never to more than the surplus; nothing is proposed
//! that the p10 path cannot carry; the same rows, goals and day give the same answer in any order. Deliberately absent:
//! credit, products, urgency.

mod moments;
mod plan;
mod saved;

pub use moments::{expiring, findings};
pub use plan::{Outlook, Plan, Step, outlook, plans};
pub use saved::{Part, Saved, saved};

use crate::types::{Currency, StableHash, order_of, words};

/// More goals are no goals.
pub const MAX_GOALS: usize = 32;

/// When a goal has come to a quarter, a half, three quarters, all of it, in hundredths.
pub const MILESTONES: [i64; 4] = [25, 50, 75, 100];

words! {
    /// What counts as saved.
    GoalSource {
        /// Moves between own accounts.
        Transfers = "transfers",
        /// The small ones of them.
        RoundUps = "round-ups",
        /// Those by standing order.
        Rule = "rule",
        /// All that happens on the linked account.
        Account = "account",
    }
}

words! {
    /// Where a plan stands.
    GoalState {
        /// On its way.
        OnTrack = "on-track",
        /// Not there in time at this pace.
        AtRisk = "at-risk",
        /// Nothing goes in, and nothing can.
        NoRoom = "no-room",
        /// Stopped by the customer.
        Paused = "paused",
        /// There.
        Reached = "reached",
    }
}

/// A goal as it was last set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Goal {
    /// Names it; made of when it was set, so that it tells nothing of it.
    pub id: StableHash,
    /// The customer's own words.
    pub name: String,
    /// Minor units, above zero.
    pub target: i64,
    /// Its currency.
    pub currency: Currency,
    /// The last day to have it by, days since 1970-01-01.
    pub by: Option<i32>,
    /// 1 to 9, 1 first.
    pub priority: u8,
    /// The account in which the money lies; empty: any savings account.
    pub account: String,
    /// What counts.
    pub source: GoalSource,
    /// The day it began.
    pub since: i32,
    /// The last day of a pause; `i32::MAX` without an end.
    pub paused: Option<i32>,
}

impl Goal {
    /// Whether it is stopped on a day.
    #[must_use]
    pub fn is_paused(&self, day: i32) -> bool {
        self.paused.is_some_and(|until| until >= day)
    }
}

/// The places of goals in the order in which money goes to them.
#[must_use]
pub fn in_turn(goals: &[Goal]) -> Vec<u32> {
    let rank = |place: u32| goals.get(place as usize).map(|goal| (goal.priority, goal.since, goal.id));
    order_of(goals.len(), &mut |a, b| rank(a).cmp(&rank(b)))
}
