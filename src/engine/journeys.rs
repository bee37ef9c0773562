// SPDX-License-Identifier: MIT OR Apache-2.0
//! Journeys and events: what the host tells, what is made of it, and what rules count.
//!
//! In: names of events. Out: entries, findings without rows, counts. Invariants: without `journeys` nothing is remembered
//! and nothing counted; a name that is none is refused whatever is granted; nobody is handed over by it: a card asks.

use super::{Engine, propose::Facts};
use crate::{
    detect::{Finding, News},
    error::Error,
    features::{facts::is_pay, fee, series::late_days},
    journey,
    state::Choice,
    types::{Arg, CivilDate, Currency, Direction, Moment, Money, OwnEvent, Purpose, Reason, event_parts, stable_hash},
};

impl Engine {
    /// Takes an event of a journey, `<journey>.<outcome>` or `<journey>.<step>.<outcome>`; tells whether it is remembered,
    /// which needs `journeys`.
    ///
    /// # Errors
    /// `INVALID_ARGUMENT` for what is no name of an event.
    pub fn track(&mut self, now: Moment, name: &str) -> Result<bool, Error> {
        if event_parts(name).is_none() {
            return Err(Error::argument("event"));
        }
        self.refresh(now);
        if !self.recalled.granted.allows(Purpose::Journeys) {
            return Ok(false);
        }
        let event = journey::Event { name: name.into(), day: now.date.days() };
        self.choose(now, "track", Purpose::Journeys, Choice::Event(event));
        Ok(true)
    }

    /// What journeys tell, as findings without rows.
    pub(super) fn journey_findings(&self, now: Moment, found: &mut Vec<Finding>) {
        // A finding has an amount; here it is nothing, of whatever currency.
        let Some(currency) = Currency::from_index(0) else { return };
        for trouble in journey::troubles(&self.recalled.recall.events, now.date.days()) {
            let (Some(since), Some(begun)) = (CivilDate::from_days(trouble.since), CivilDate::from_days(trouble.begun))
            else {
                continue;
            };
            let parts = [trouble.family.word().as_bytes(), trouble.journey.as_bytes(), &trouble.since.to_le_bytes()];
            let reason = Reason::new("journey-told").with("date", Arg::date(begun));
            let money = Money { minor: 0, currency };
            let mut news = News::of(stable_hash(&parts), trouble.family, Vec::new(), money, since, reason);
            news.name.push_str(trouble.journey);
            (news.count, news.gap_days) = (trouble.count, trouble.since.saturating_sub(trouble.begun));
            found.push(Finding::News(news));
        }
    }
}

/// How often something that the rows tell happened in the civil days that end today.
pub(super) fn count_own(facts: &Facts<'_>, event: OwnEvent, days: i32) -> Option<i64> {
    let (ledger, basis, today) = (facts.ledger, facts.basis?, facts.today);
    let is_in = |day: i32| day <= today.days() && day > today.days().saturating_sub(days);
    let mut count = 0;
    match event {
        OwnEvent::SalaryLate | OwnEvent::SalaryArrived => {
            for series in &basis.series.all {
                if series.direction != Direction::In || !is_pay(series.kind) {
                    continue;
                }
                if event == OwnEvent::SalaryLate {
                    for date in late_days(ledger, series, today) {
                        count += i64::from(is_in(date.days()));
                    }
                } else {
                    for &row in &series.rows {
                        count += i64::from(is_in(ledger.day(row)));
                    }
                }
            }
        }
        OwnEvent::FeeCharged | OwnEvent::RefundArrived => {
            let rows = basis.view.rows();
            let from = rows.partition_point(&|row| ledger.day(row) <= today.days().saturating_sub(days));
            for row in rows.past(from) {
                count += i64::from(if event == OwnEvent::RefundArrived {
                    ledger.amount(row) > 0 && basis.refunds.debit_of(row).is_some()
                } else {
                    fee::cause(ledger, row, basis.category(ledger, row)).is_some()
                });
            }
        }
    }
    Some(count)
}
