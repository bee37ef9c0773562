// SPDX-License-Identifier: MIT OR Apache-2.0
//! What there is to be said of a goal: a milestone, or early that its day will not be met.
//!
//! In: goals with what is saved and planned. Out: findings, each about the row that made it so. Deliberately absent: blame.

use super::{Goal, GoalState, MILESTONES, Outlook, Plan, Saved};
use crate::{
    detect::{Finding, of_rows, text},
    features::series::SeriesBook,
    ledger::Ledger,
    types::{Arg, CivilDate, Family, Money, Permille, Reason, StableHash, stable_hash},
};

/// A milestone is news for so long.
const NEWS_DAYS: i32 = 14;
const KINDS: [&str; 4] = ["quarter", "half", "three-quarters", "reached"];

/// What there is to be said.
pub fn findings(
    ledger: &Ledger,
    book: &SeriesBook,
    (goals, saved): (&[Goal], &[Saved]),
    (plans, outlooks): (&[(GoalState, Option<Plan>)], &[Outlook]),
    today: CivilDate,
    found: &mut Vec<Finding>,
) {
    for ((goal, saved), (state, plan)) in goals.iter().zip(saved).zip(plans) {
        let money = |minor| Money { minor, currency: goal.currency };
        let reason = |code: &'static str, minor| {
            text(Reason::new(code), "goal", &goal.name).with("amount", Arg::magnitude(money(minor)))
        };
        // Of several milestones on the way only the last is news.
        let last = saved.milestones.iter().rposition(Option::is_some);
        if let Some((place, Some((day, Some(part))))) =
            last.and_then(|place| Some((place, *saved.milestones.get(place)?)))
            && today.days() - day < NEWS_DAYS
            && let Some(part) = saved.parts.get(part as usize)
        {
            let percent = MILESTONES.get(place).copied().unwrap_or(0);
            let why = reason("goal-so-far", saved.total).with("total", Arg::magnitude(money(goal.target)));
            let mut news = of_rows(ledger, Family::GoalMilestone, [part.row, part.row], why);
            news.id = stable_hash(&[b"goal-milestone", &goal.id.0.to_le_bytes(), &percent.to_le_bytes()]);
            (news.money, news.was, news.count) = (money(saved.total), goal.target, percent as usize);
            (news.kind, news.confidence) = (KINDS.get(place).copied().unwrap_or_default(), Permille::new(900));
            found.push(Finding::News(news));
        }
        let (GoalState::AtRisk, Some(plan), Some(by)) = (state, plan, goal.by.and_then(CivilDate::from_days)) else {
            continue;
        };
        let outlook = outlooks.iter().find(|outlook| outlook.currency == goal.currency);
        let payday = outlook.and_then(|outlook| outlook.series).and_then(|place| book.all.get(place as usize));
        let row = saved.parts.last().map(|part| part.row).or_else(|| payday?.rows.last().copied());
        if let Some(row) = row.filter(|_| by > today) {
            let pace = plan.lately.saturating_add(plan.likely);
            let needed = plan.needed.unwrap_or(0);
            let why = reason("goal-pace", pace).with("total", Arg::magnitude(money(needed)));
            let mut news = of_rows(ledger, Family::GoalAtRisk, [row, row], why.with("date", Arg::date(by)));
            let day = by.days().to_le_bytes();
            news.id = stable_hash(&[b"goal-at-risk", &goal.id.0.to_le_bytes(), &day, &goal.target.to_le_bytes()]);
            (news.money, news.was, news.since) = (money(needed.saturating_sub(pace)), goal.target, today);
            (news.gap_days, news.confidence) = (by.days_since(today), Permille::new(900));
            found.push(Finding::News(news));
        }
    }
}

/// A reward, by its id and kind, that a row has earned and that is kept for so many days more.
#[must_use]
pub fn expiring(
    ledger: &Ledger,
    row: u32,
    (id, kind): (StableHash, &'static str),
    today: CivilDate,
    left: i32,
) -> Finding {
    let reason = Reason::new("reward-kept-until").with("date", Arg::date(today.plus_days(left)));
    let mut news = of_rows(ledger, Family::RewardExpiring, [row, row], reason);
    news.id = stable_hash(&[b"reward-expiring", &id.0.to_le_bytes()]);
    (news.kind, news.gap_days, news.since) = (kind, left, today);
    news.confidence = Permille::new(990);
    Finding::News(news)
}
