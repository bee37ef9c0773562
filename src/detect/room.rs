// SPDX-License-Identifier: MIT OR Apache-2.0
//! What nine times in ten is left on every day of the next month, where that is enough to be put by.
//!
//! In: the forecast of the accounts for daily use. Out: one finding, gone when the balance needs the money, and none while
//! an account is short.

use super::{Finding, Scene, news::of_rows, on, shortfall};
use crate::{
    features::forecast::ForecastBasis,
    types::{Arg, Direction, Family, Money, Permille, Reason},
};

/// Less than one part in so many of a usual month's income is no room.
const PART: i64 = 10;

pub(super) fn find(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Option<()> {
    let &Scene { ledger, basis, today, .. } = scene;
    let facts = basis.facts(ledger, today);
    let (Some(ahead), Some(income)) = (&facts.forecast, facts.usual(Direction::In)) else { return Some(()) };
    let room = ahead.needs.safe_to_save;
    let payday = ahead.needs.payday.and_then(|payday| payday.series);
    let series = payday.and_then(|place| basis.series.all.get(place as usize));
    let Some(&last) = series.and_then(|series| series.rows.last()) else { return Some(()) };
    if income <= 0 || room.saturating_mul(PART) < income || ahead.basis != ForecastBasis::History {
        return Some(());
    }
    // Nobody puts by what another account of theirs lacks.
    if shortfall::is_any_short(scene, ahead) {
        return Some(());
    }
    let (mut lowest, mut least) = (today, i64::MAX);
    for day in &ahead.days {
        if day.p10 < least {
            (lowest, least) = (day.date, day.p10);
        }
    }
    let money = Money { minor: room, currency: ahead.currency };
    let reason = on(Reason::new("lowest-ahead").with("amount", Arg::magnitude(money)), lowest);
    let mut news = of_rows(ledger, Family::RoomToSave, [last, last], reason);
    (news.money, news.was, news.since) = (money, income, today);
    news.confidence = Permille::new(900);
    found.push(Finding::News(news));
    Some(())
}
