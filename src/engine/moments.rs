// SPDX-License-Identifier: MIT OR Apache-2.0
//! Findings of what the customer said: a circumstance that they declared, a subscription that they do not use, money that
//! they asked back; a year together; and what the bank lists beside their bills.
//!
//! In: what is covered of the choices, what was noticed. Out: findings, most without rows of their own. Invariants: a
//! circumstance is answered by its own word and by nothing else; without the purpose of a choice its finding is absent.

use super::Engine;
use crate::{
    detect::{DuplicateState, Finding, News, tariff},
    features::series::SeriesState,
    types::{
        About, Arg, CivilDate, Currency, Family, LifeMoment, Moment, Money, NO_ROW, Reason, ResponseKind, StableHash,
        stable_hash,
    },
};

const DAY_MS: i64 = 86_400_000;
/// So many days after asking for it, money that has not come is overdue; so long it stays news.
const OVERDUE_DAYS: i32 = 14;
const GIVEN_UP_DAYS: i32 = 60;
/// A charge of what is not used is spoken of so many days ahead.
const AHEAD_DAYS: i32 = 10;
/// A year together is news for so many days.
const TOGETHER_DAYS: i32 = 3;

impl Engine {
    /// Adds what follows from the customer's own words.
    pub(super) fn moments(&self, now: Moment, found: &mut Vec<Finding>) {
        self.declared(now, found);
        self.unused(now, found);
        self.overdue(now, found);
        self.together(now, found);
        if let Some(derived) = &self.derived {
            tariff::find(&self.ledger, &derived.basis.series.all, &self.pack().tariffs, now.date, found);
        }
    }

    fn declared(&self, now: Moment, found: &mut Vec<Finding>) {
        // A finding has an amount; here it is nothing, of whatever currency.
        let Some(currency) = Currency::from_index(0) else { return };
        for known in &self.recalled.recall.contexts {
            let (age, until) = ((now.instant - known.at).max(0) / DAY_MS, known.context.until);
            let mut since = now.date.plus_days(-i32::try_from(age).unwrap_or(0));
            let (family, kind) = match LifeMoment::from_word(&known.context.kind) {
                _ if until.is_some_and(|day| day < now.date.days()) => continue,
                Some(kind) => (Family::LifeEvent, kind.word()),
                // A day of one's own is declared until that day.
                None if known.context.kind == "birthday" && until == Some(now.date.days()) => {
                    since = now.date;
                    (Family::Anniversary, "own-day")
                }
                None => continue,
            };
            let id = stable_hash(&[b"life-event", kind.as_bytes(), &known.id.0.to_le_bytes()]);
            let reason = Reason::new("you-declared").with("date", Arg::date(since));
            let money = Money { minor: 0, currency };
            let mut news = News::of(id, family, Vec::new(), money, since, reason);
            news.kind = kind;
            found.push(Finding::News(news));
        }
    }

    fn unused(&self, now: Moment, found: &mut Vec<Finding>) {
        let Some(derived) = &self.derived else { return };
        for said in self.recalled.recall.corrections_of(About::Series) {
            let known = |series: &&crate::features::series::Series| series.id == said.subject;
            let series = derived.basis.series.all.iter().find(known).filter(|_| said.value == "unused");
            if let Some(series) = series.filter(|series| series.state == SeriesState::Active)
                && let (Some(next), Some(&last)) = (&series.next, series.rows.last())
                && (0..=AHEAD_DAYS).contains(&next.date.days_since(now.date))
            {
                let id = stable_hash(&[b"unused-series", &series.id.0.to_le_bytes()]);
                let reason = Reason::new("you-do-not-use").with("date", Arg::date(next.date));
                let money = Money { minor: series.amount, currency: series.currency };
                let mut news = News::of(id, Family::UnusedSeries, vec![last], money, next.date, reason);
                (news.series, news.cadence) = (Some(series.id), Some(series.cadence));
                news.gap_days = next.date.days_since(now.date);
                news.count = series.rows.len();
                found.push(Finding::News(news));
            }
        }
    }

    fn overdue(&self, now: Moment, found: &mut Vec<Finding>) {
        let mut late = Vec::new();
        for said in self.recalled.recall.memory.responses() {
            let age = now.date.days().saturating_sub(said.day);
            if said.kind != ResponseKind::Accepted || !(OVERDUE_DAYS..=GIVEN_UP_DAYS).contains(&age) {
                continue;
            }
            for known in found.iter().filter(|known| known.id() == said.finding) {
                let is_open = match known {
                    Finding::Duplicate(pair) => pair.state == DuplicateState::Open,
                    Finding::TwiceInCycle(pair) => !pair.refunded,
                    _ => false,
                };
                if let Some(asked) = CivilDate::from_days(said.day).filter(|_| is_open) {
                    late.push((known.id(), known.evidence(), known.money().0, asked));
                }
            }
        }
        for (id, evidence, money, asked) in late {
            let StableHash(id) = id;
            let reason = Reason::new("you-asked-back").with("date", Arg::date(asked));
            let id = stable_hash(&[b"refund-overdue", &id.to_le_bytes()]);
            let since = asked.plus_days(OVERDUE_DAYS);
            let mut news = News::of(id, Family::RefundOverdue, evidence, money, since, reason);
            // The pair was answered; what has become of the answer is another matter.
            news.rows = [NO_ROW; 2];
            news.gap_days = OVERDUE_DAYS;
            found.push(Finding::News(news));
        }
    }

    fn together(&self, now: Moment, found: &mut Vec<Finding>) {
        let Some(derived) = &self.derived else { return };
        let Some(first) = derived.basis.view.rows().first() else { return };
        let Some(currency) = Currency::from_index(0) else { return };
        let (began, today) = (self.ledger.date(first), now.date);
        // Where rows go after some months, the oldest says nothing of how long it has been.
        if self.state.retention_months.is_some() {
            return;
        }
        let years = (today.parts().0 - began.parts().0).clamp(0, 200);
        let since = began.plus_months(12 * years);
        if years > 0 && (0..=TOGETHER_DAYS).contains(&today.days_since(since)) {
            let id = stable_hash(&[b"year-together", &years.to_le_bytes()]);
            let reason = Reason::new("first-row").with("date", Arg::date(began));
            let money = Money { minor: 0, currency };
            let mut news = News::of(id, Family::Anniversary, Vec::new(), money, since, reason);
            news.kind = "together";
            news.gap_days = since.days_since(began);
            news.count = usize::try_from(years).unwrap_or(0);
            found.push(Finding::News(news));
        }
    }
}
