// SPDX-License-Identifier: MIT OR Apache-2.0
//! What was saved for each goal: which part of which row.
//!
//! In: rows in the order of their days, goals. Out: `Saved` a goal, in the order of the goals. Invariants: all parts of a
//! row have its sign and never come to more; what is saved is what a goal started with and its parts, and never below
//! zero; money that comes goes to the goals in turn, each up to its amount, what is over to the last of them; money that
//! goes is taken in the other direction.

use super::{Goal, GoalSource, MILESTONES, in_turn};
use crate::{
    detect::Basis,
    features::forecast,
    ledger::{Ledger, Symbol},
    types::{AccountType, CivilDate, Kind},
};

/// A round-up is below so many units, or a hundred times as many where the currency has no smaller ones.
const ROUND_UP: i64 = 10;

/// A row's part of a goal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// The row.
    pub row: u32,
    /// Signed minor units.
    pub amount: i64,
}

/// How far a goal is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Saved {
    /// What was on the account when it began, as far as no other goal has it.
    pub started_with: i64,
    /// That and all parts.
    pub total: i64,
    /// In the order of their days.
    pub parts: Vec<Part>,
    /// The day of each milestone, and the place of the part that made it.
    pub milestones: [Option<(i32, Option<u32>)>; 4],
}

impl Saved {
    fn add(&mut self, goal: &Goal, amount: i64, day: i32, row: Option<u32>) {
        if amount == 0 {
            return;
        }
        self.total = self.total.saturating_add(amount);
        let place = row.map(|row| {
            self.parts.push(Part { row, amount });
            self.parts.len() as u32 - 1
        });
        for (slot, percent) in self.milestones.iter_mut().zip(MILESTONES) {
            let is_there = i128::from(self.total) * 100 >= i128::from(goal.target) * i128::from(percent);
            if slot.is_none() && is_there {
                *slot = Some((day, place));
            }
        }
    }
}

/// What feeds a goal.
struct Feed {
    account: Symbol,
    is_unknown: bool,
    small: i64,
    started: bool,
}

/// See the door plate.
#[must_use]
pub fn saved(ledger: &Ledger, basis: &Basis, goals: &[Goal], today: CivilDate) -> Vec<Saved> {
    let mut all = vec![Saved::default(); goals.len()];
    let turn = in_turn(goals);
    let mut feeds = Vec::new();
    for goal in goals {
        let account = ledger.find_word(&goal.account).filter(|_| !goal.account.is_empty());
        let unit = 10_i64.saturating_pow(goal.currency.decimals());
        let small = unit.saturating_mul(if unit == 1 { ROUND_UP * 100 } else { ROUND_UP });
        let is_unknown = account.is_none() && !goal.account.is_empty();
        feeds.push(Feed { account: account.unwrap_or_default(), is_unknown, small, started: false });
    }
    let first = goals.iter().map(|goal| goal.since).min().unwrap_or(i32::MAX);
    let rows = basis.view.rows();
    let from = rows.partition_point(&|row| ledger.day(row) < first);
    let (moves, by_order) = moves(ledger, basis);
    let is_in = |marks: &[bool], row: u32| marks.get(row as usize) == Some(&true);
    for row in rows.past(from) {
        let (day, amount) = (ledger.day(row), ledger.amount(row));
        start(ledger, basis, goals, &turn, &mut feeds, &mut all, (day, today));
        let (account, currency) = (ledger.row(row).account, ledger.row(row).currency);
        let is_linked = feeds.iter().any(|feed| feed.account == account);
        let feeds_goal = |place: u32| {
            let (Some(goal), Some(feed)) = (goals.get(place as usize), feeds.get(place as usize)) else { return false };
            let is_there = if feed.account.is_some() {
                feed.account == account
            } else {
                !is_linked && !feed.is_unknown && forecast::kind_of(ledger, account) == Some(AccountType::Savings)
            };
            let counts = match goal.source {
                GoalSource::Account => true,
                GoalSource::Transfers => is_in(&moves, row),
                GoalSource::RoundUps => is_in(&moves, row) && amount.saturating_abs() < feed.small,
                GoalSource::Rule => is_in(&by_order, row),
            };
            feed.started && goal.currency == currency && is_there && counts
        };
        let mut fed = turn.clone();
        fed.retain(|&place| feeds_goal(place));
        spread(goals, &mut all, &fed, (row, day, amount));
    }
    start(ledger, basis, goals, &turn, &mut feeds, &mut all, (today.days(), today));
    all
}

/// Gives a row to the goals that it feeds.
fn spread(goals: &[Goal], all: &mut [Saved], fed: &[u32], (row, day, amount): (u32, i32, i64)) {
    let mut left = amount;
    for step in 0..fed.len() {
        let last = step + 1 == fed.len();
        // Money that goes is taken from the last in turn first.
        let place = if amount > 0 { fed.get(step) } else { fed.get(fed.len() - 1 - step) };
        let place = place.map_or(usize::MAX, |&place| place as usize);
        let (Some(goal), Some(saved)) = (goals.get(place), all.get_mut(place)) else { continue };
        let part = if amount > 0 {
            if last { left } else { left.min(goal.target.saturating_sub(saved.total)).max(0) }
        } else {
            left.max(saved.total.saturating_neg())
        };
        saved.add(goal, part, day, Some(row));
        left -= part;
    }
}

/// Lets goals begin whose day has come: with what is on the account and belongs to no other goal.
fn start(
    ledger: &Ledger,
    basis: &Basis,
    goals: &[Goal],
    turn: &[u32],
    feeds: &mut [Feed],
    all: &mut [Saved],
    (day, today): (i32, CivilDate),
) {
    for &place in turn {
        let place = place as usize;
        let (Some(goal), Some(feed)) = (goals.get(place), feeds.get_mut(place)) else { continue };
        if feed.started || goal.since > day {
            continue;
        }
        feed.started = true;
        let account = feed.account;
        if goal.source != GoalSource::Account || !account.is_some() {
            continue;
        }
        let Some(mut free) = forecast::balance(ledger, &basis.view, account, goal.currency, today) else { continue };
        for row in basis.view.rows().rev() {
            if ledger.day(row) < goal.since {
                break;
            }
            let row = ledger.row(row);
            if row.account == account && row.currency == goal.currency {
                free = free.saturating_sub(row.amount);
            }
        }
        for ((other, fed), known) in goals.iter().zip(feeds.iter()).zip(all.iter()) {
            if fed.account == account && other.currency == goal.currency {
                free = free.saturating_sub(known.total);
            }
        }
        if let Some(saved) = all.get_mut(place) {
            saved.started_with = free.min(goal.target).max(0);
            saved.add(goal, saved.started_with, goal.since, None);
        }
    }
}

/// By row whether it is half of a move between own accounts, and whether a standing order made that.
fn moves(ledger: &Ledger, basis: &Basis) -> (Vec<bool>, Vec<bool>) {
    let (mut moves, mut by_order) = (vec![false; ledger.len()], vec![false; ledger.len()]);
    for pair in &basis.transfers {
        let both = [pair.out, pair.into];
        let ordered = both.iter().any(|&row| ledger.row(row).kind == Kind::StandingOrder);
        for row in both {
            if let (Some(moved), Some(order)) = (moves.get_mut(row as usize), by_order.get_mut(row as usize)) {
                (*moved, *order) = (true, ordered);
            }
        }
    }
    (moves, by_order)
}
