// SPDX-License-Identifier: MIT OR Apache-2.0
//! The rewards of a pack, as data: what earns which entitlement, how often, for how long.
//!
//! In: the tree of a pack. Out: `RewardRule`s and diagnostics. May use: types, json. Invariants: only what a customer put
//! by or finished earns anything, and a rule that speaks of spending does not load; what costs a bank money has a
//! budget.

use super::document::{item, joined, list, said};
use crate::{
    error::Diagnostic,
    json::Tree,
    types::{Occasion, RewardKind},
};

/// Words of rules that reward spending: no such rule is known, and it is said why.
const SPENDING: &str = "spend spent purchase purchases turnover amount minAmount merchant payee category card";
const FIELDS: &str = "id kind earnedBy challenge points claimDays useDays limit";

/// What earns what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RewardRule {
    /// Unique in its pack; text keys `reward.<id>.title` and `.body`.
    pub id: String,
    /// What it is.
    pub kind: RewardKind,
    /// What earns it.
    pub earned_by: Occasion,
    /// The challenge that must be done; empty: any.
    pub challenge: String,
    /// How many points.
    pub points: u32,
    /// Days to claim it in.
    pub claim_days: i32,
    /// Days to use it in.
    pub use_days: i32,
    /// So many in so many days; none where it is not limited.
    pub limit: Option<(u32, i32)>,
}

/// The rewards of a pack.
pub(super) fn read(tree: Option<&Tree<'_>>, faults: &mut Vec<Diagnostic>) -> Vec<RewardRule> {
    let mut rules: Vec<RewardRule> = Vec::new();
    let Some(tree) = tree else { return rules };
    if tree.items().is_none() {
        let (path, message) = ("rewards".into(), "expected an array".into());
        faults.push(Diagnostic { path, column: 0, code: "shape", message });
    }
    for (place, tree) in tree.items().unwrap_or_default().iter().enumerate() {
        let path = item("rewards", place);
        let mut fault = |field: &str, code: &'static str, message: &str| {
            faults.push(Diagnostic { path: joined(&path, field), column: 0, code, message: message.into() });
        };
        for (key, _) in tree.entries() {
            if SPENDING.split(' ').any(|word| word == key) {
                fault(key, "reward-for-spending", "no reward depends on spending");
            } else if !FIELDS.split(' ').any(|word| word == key) {
                let mut message = said(&["unknown field, known: "]);
                for name in FIELDS.split(' ') {
                    list(&mut message, name);
                }
                fault(key, "unknown-field", &message);
            }
        }
        let text = |field: &str| tree.get(field).and_then(Tree::text).unwrap_or_default();
        if text("id").is_empty() || rules.iter().any(|known| known.id == text("id")) {
            fault("id", "duplicate-id", "each reward has an id of its own");
        }
        let kind = RewardKind::from_word(text("kind"));
        if kind.is_none() {
            fault("kind", "unknown-word", "one of points, badge, voucher, cashback, gift-card");
        }
        let earned_by = Occasion::from_word(text("earnedBy"));
        if earned_by.is_none() {
            let spends = SPENDING.split(' ').any(|word| text("earnedBy").contains(word));
            let code = if spends { "reward-for-spending" } else { "unknown-word" };
            fault("earnedBy", code, "a goal's quarter, half, three-quarters, reached, or challenge-done");
        }
        let mut number = |tree: &Tree<'_>, field: &str, high: i64, usual: i64| {
            let found = tree.get(field).map_or(Some(usual), Tree::integer).filter(|number| (1..=high).contains(number));
            if found.is_none() {
                fault(field, "out-of-range", "a whole number above zero");
            }
            found.unwrap_or(1)
        };
        let is_points = kind == Some(RewardKind::Points);
        let points = if is_points { number(tree, "points", 1_000_000, 0) as u32 } else { 0 };
        let claim_days = number(tree, "claimDays", 3660, 90) as i32;
        let use_days = number(tree, "useDays", 3660, 365) as i32;
        let limit = tree
            .get("limit")
            .map(|limit| (number(limit, "count", 1000, 0) as u32, number(limit, "days", 3660, 0) as i32));
        if limit.is_none() && !matches!(kind, Some(RewardKind::Points | RewardKind::Badge)) {
            fault("limit", "no-budget", "what costs the bank money is limited: { count, days }");
        }
        if let (Some(kind), Some(earned_by)) = (kind, earned_by) {
            let (id, challenge) = (text("id").into(), text("challenge").into());
            rules.push(RewardRule { id, kind, earned_by, challenge, points, claim_days, use_days, limit });
        }
    }
    rules
}
