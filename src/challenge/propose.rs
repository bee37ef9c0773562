// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a customer could join: each challenge of the pack with the levels that their own money carries.
//!
//! In: a scene, what is joined already, whether times are hard. Out: proposals. Invariants: all deposits and round-ups of
//! a month, with those joined already, stay below half of what nine in ten times is left on every day; a limit is
//! measured by the customer's own median; in hardship nothing asks for money and nothing is more than gentle.

use super::{
    Difficulty, Progress, RunState, Scene, Terms,
    calendar::multiple,
    count::{payee_key, spare},
    percent,
};
use crate::{
    features::series::{SeriesKind, SeriesState},
    packs::{Challenge, ChallengeKind, Every},
    types::{Arg, Category, Currency, Direction, FactValue, Feature, Kind, Money, Reason, median},
};

/// What "set up a standing order" is called: the rows show it.
pub(super) const STANDING_ORDER: &str = "standing-order";

/// A month and a day: what is due in it must be carried by what is left on its lowest day.
const MONTH: i32 = 31;
/// Thousandths of what is carried that the round-ups of a level may reach.
const SHARES: [i64; 3] = [100, 250, 450];
/// Weeks that tell what is usual.
const WEEKS: usize = 8;
/// Subscriptions to look at.
const LOOKS: [u32; 3] = [2, 3, 5];

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// Gentlest first.
    pub offers: Vec<Offer>,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// One level.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// What joining it takes.
    pub terms: Terms,
    /// The first amount, and the largest.
    pub amounts: [i64; 2],
    /// What there would be at the end.
    pub by_then: i64,
}

/// Everything that could be joined on the day, in the order of the pack.
#[must_use]
pub fn proposals(scene: &Scene<'_>, joined: &[Progress<'_>], is_hard: bool) -> Vec<Proposal> {
    let mut all = Vec::new();
    let Some(currency) = scene.facts.currency else { return all };
    let slack = if is_hard { 0 } else { slack(scene, joined) };
    for challenge in scene.challenges {
        let open = |is: &Progress<'_>| is.run.terms.challenge == challenge.id && is.run.is_open(scene.today.days());
        let times = in_season(scene, challenge);
        if times == 0 || joined.iter().any(open) {
            continue;
        }
        let terms = Terms {
            challenge: challenge.id.clone(),
            kind: challenge.kind,
            every: challenge.every,
            times,
            level: Difficulty::Gentle,
            needs: times,
            unit: 0,
            most: 0,
            multiplier: challenge.multiplier,
            subject: String::new(),
            label: String::new(),
            account: String::new(),
            currency,
        };
        let mut proposal = Proposal { offers: Vec::new(), reasons: Vec::new() };
        match challenge.kind {
            ChallengeKind::Share => of_pay(scene, challenge, &terms, slack, &mut proposal),
            ChallengeKind::RoundUp => of_change(scene, challenge, &terms, slack, &mut proposal),
            ChallengeKind::Steps => of_steps(scene, challenge, &terms, &mut proposal),
            kind if kind.is_deposit() => of_deposits(challenge, &terms, slack, &mut proposal),
            _ => of_limit(scene, challenge, &terms, &mut proposal),
        }
        if is_hard {
            proposal.offers.truncate(1);
            proposal.offers.retain(|offer| offer.terms.level == Difficulty::Gentle);
        }
        if proposal.offers.is_empty() {
            continue;
        }
        if proposal.reasons.is_empty()
            && !matches!(challenge.kind, ChallengeKind::Steps)
            && let Some(forecast) = &scene.facts.forecast
        {
            let mut lowest = forecast.lowest;
            for day in &forecast.days {
                if day.p10 < lowest.p10 {
                    lowest = *day;
                }
            }
            let money = Money { minor: lowest.p10, currency };
            let reason = Reason::new("lowest-ahead").with("amount", Arg::magnitude(money));
            proposal.reasons.push(reason.with("date", Arg::date(lowest.date)));
        }
        all.push(proposal);
    }
    all
}

/// What deposits of the next month may come to: what is carried, less what is joined already; no more than a usual
/// month leaves.
fn slack(scene: &Scene<'_>, joined: &[Progress<'_>]) -> i64 {
    let Some(mut left) = scene.carried() else { return 0 };
    if let Some(FactValue::Money(monthly)) = scene.facts.value(Feature::LeftMonthly) {
        left = left.min(monthly);
    }
    let month = scene.today.days() + MONTH;
    for is in joined.iter().filter(|is| is.state == RunState::Active) {
        let terms = &is.run.terms;
        let taken = if terms.kind == ChallengeKind::RoundUp {
            terms.most.saturating_mul(MONTH.into())
        } else if terms.kind == ChallengeKind::Share {
            percent(scene.facts.usual(Direction::In).unwrap_or(0), terms.unit).saturating_mul(2)
        } else if terms.kind.is_deposit() {
            super::count::due_by(&is.windows, month).saturating_sub(is.total).max(0)
        } else {
            0
        };
        left = left.saturating_sub(taken);
    }
    left.max(0)
}

/// How many windows fit into the season; none outside of it.
fn in_season(scene: &Scene<'_>, challenge: &Challenge) -> u32 {
    let Some([from, to]) = challenge.season else { return challenge.times };
    let at = |date: crate::types::CivilDate| {
        let (_, month, day) = date.parts();
        month * 100 + day
    };
    let is_in = |now: u32| if from <= to { from <= now && now <= to } else { now >= from || now <= to };
    let mut days = 0;
    while days < 366 && is_in(at(scene.today.plus_days(days))) {
        days += 1;
    }
    let length = match challenge.every {
        Every::Day => 1,
        Every::Week => 7,
        _ => 30,
    };
    challenge.times.min((days / length) as u32)
}

impl Proposal {
    fn offer(&mut self, terms: &Terms, place: usize, amounts: [i64; 2], by_then: i64) {
        let level = u8::try_from(place).ok().and_then(Difficulty::from_index).unwrap_or(Difficulty::Bold);
        // Two levels that ask for the same are one.
        let same = |known: &Offer| known.terms.unit == terms.unit && known.terms.needs == terms.needs;
        if !self.offers.iter().any(same) {
            self.offers.push(Offer { terms: Terms { level, ..terms.clone() }, amounts, by_then });
        }
    }
}

fn of_deposits(challenge: &Challenge, terms: &Terms, slack: i64, proposal: &mut Proposal) {
    let times = terms.times;
    let length = match terms.every {
        Every::Day => 1,
        Every::Week => 7,
        _ => 28,
    };
    let (in_a_month, mut peak, mut sum, mut most) = ((MONTH / length + 1) as u32, 0_i64, 0_i64, 0);
    for first in 0..times {
        let mut month = 0;
        for place in first..times.min(first + in_a_month) {
            month += multiple(terms.kind, place, times);
        }
        peak = peak.max(month);
        sum += multiple(terms.kind, first, times);
        most = most.max(multiple(terms.kind, first, times));
    }
    for (place, level) in challenge.levels.iter().enumerate() {
        let unit = neat(slack.saturating_mul(*level) / 1000 / peak.max(1));
        if unit >= least(terms.currency) {
            let first = multiple(terms.kind, 0, times).saturating_mul(unit);
            let terms = Terms { unit, ..terms.clone() };
            proposal.offer(&terms, place, [first, most.saturating_mul(unit)], sum.saturating_mul(unit));
        }
    }
}

fn of_pay(scene: &Scene<'_>, challenge: &Challenge, terms: &Terms, slack: i64, proposal: &mut Proposal) {
    let payday = scene.facts.forecast.as_ref().and_then(|forecast| forecast.needs.payday);
    let series = payday.and_then(|payday| scene.series.all.get(payday.series? as usize));
    let (Some(payday), Some(series)) = (payday, series) else { return };
    let in_a_month = i64::from(MONTH / series.cadence.days().max(1) + 1);
    for (place, &level) in challenge.levels.iter().enumerate() {
        let part = percent(payday.amount, level);
        if part >= least(terms.currency) && part.saturating_mul(in_a_month) <= slack / 2 {
            let terms = Terms { unit: level, ..terms.clone() };
            proposal.offer(&terms, place, [part, part], part.saturating_mul(terms.times.into()));
        }
    }
}

fn of_change(scene: &Scene<'_>, challenge: &Challenge, terms: &Terms, slack: i64, proposal: &mut Proposal) {
    let today = scene.today.days();
    for (place, &level) in challenge.levels.iter().enumerate() {
        let unit = level.saturating_mul(least(terms.currency).saturating_mul(10));
        let most = neat(slack.saturating_mul(*SHARES.get(place).unwrap_or(&0)) / 1000 / i64::from(MONTH));
        let (mut month, mut day_before, mut collected) = (0_i64, i32::MIN, 0);
        for row in scene.view.rows() {
            let day = scene.day(row);
            let amount = scene.ledger.amount(row).saturating_neg();
            if day <= today - 28
                || amount <= 0
                || scene.ledger.row(row).kind != Kind::Card
                || !scene.counts(row, terms.currency)
            {
                continue;
            }
            if day != day_before {
                (day_before, collected) = (day, 0);
            }
            let change = spare(amount, unit).saturating_mul(terms.multiplier).min(most - collected);
            collected += change;
            month = month.saturating_add(change);
        }
        if most >= least(terms.currency) && month > 0 {
            let length = if terms.every == Every::Week { 4 } else { 1 };
            let by_then = month.saturating_mul(terms.times.into()) / length;
            proposal.offer(&Terms { unit, most, needs: 0, ..terms.clone() }, place, [unit, most], by_then);
        }
    }
}

fn of_steps(scene: &Scene<'_>, challenge: &Challenge, terms: &Terms, proposal: &mut Proposal) {
    if !challenge.steps.is_empty() {
        let needs = challenge.steps.len() as u32;
        proposal.offer(&Terms { needs, ..terms.clone() }, 0, [0, 0], 0);
        return;
    }
    let all = to_look_at(scene).len() as u32;
    for (place, &needs) in LOOKS.iter().enumerate() {
        if needs <= all {
            proposal.offer(&Terms { needs, ..terms.clone() }, place, [0, 0], 0);
        }
    }
}

/// The subscriptions that still come, by their ids.
pub(super) fn to_look_at(scene: &Scene<'_>) -> Vec<String> {
    let mut ids = Vec::new();
    for series in &scene.series.all {
        if series.kind == SeriesKind::Subscription && series.state != SeriesState::Ended {
            let mut id = String::from("series-");
            id.push_str(&series.id.to_hex());
            ids.push(id);
        }
    }
    ids
}

/// Weeks of spending on one subject.
#[derive(Clone, Default)]
struct Weeks {
    amounts: [u64; WEEKS],
    counts: [u64; WEEKS],
    days: u32,
    last_day: i32,
}

impl Weeks {
    fn add(&mut self, back: i32, day: i32, amount: i64) {
        let place = usize::try_from(back / 7).unwrap_or(WEEKS);
        if let (Some(sum), Some(count)) = (self.amounts.get_mut(place), self.counts.get_mut(place)) {
            *sum = sum.saturating_add(amount.unsigned_abs());
            *count += 1;
            self.days += u32::from(day != self.last_day);
            self.last_day = day;
        }
    }
}

fn of_limit(scene: &Scene<'_>, challenge: &Challenge, terms: &Terms, proposal: &mut Proposal) {
    let today = scene.today.days();
    let is_habit = challenge.kind == ChallengeKind::FewerTimes;
    let long_enough = scene.view.rows().first().is_some_and(|row| scene.day(row) <= today - 7 * WEEKS as i32);
    if !long_enough {
        return;
    }
    // Weeks of each category, or of each payee.
    let mut weeks = vec![Weeks::default(); if is_habit { scene.view.payee_count() } else { challenge.of.len() }];
    let mut shown = vec![None; weeks.len()];
    for row in scene.view.rows() {
        let (day, amount) = (scene.day(row), scene.ledger.amount(row).saturating_neg());
        let back = today - 1 - day;
        if amount <= 0 || !(0..7 * WEEKS as i32).contains(&back) || !scene.counts(row, terms.currency) {
            continue;
        }
        let category = (scene.category)(row);
        let Some(mut place) = challenge.of.iter().position(|of| *of == category) else { continue };
        if is_habit {
            let payee = scene.view.payee(row);
            if payee.0 == 0 || scene.ledger.is_hidden(payee) {
                continue;
            }
            place = payee.0 as usize;
        }
        if let (Some(weeks), Some(shown)) = (weeks.get_mut(place), shown.get_mut(place)) {
            weeks.add(back, day, amount);
            *shown = Some(row);
        }
    }
    let mut best: (u64, usize) = (0, 0);
    for (place, weeks) in weeks.iter().enumerate() {
        let usual = if is_habit { median(weeks.counts.to_vec()) } else { median(weeks.amounts.to_vec()) };
        if usual > best.0 {
            best = (usual, place);
        }
    }
    let (Some(chosen), Some(Some(row))) = (weeks.get(best.1), shown.get(best.1)) else { return };
    let usual = i64::try_from(best.0).unwrap_or(i64::MAX);
    let mut terms = terms.clone();
    let mut per_time = 0_u64;
    for sum in chosen.amounts {
        per_time = per_time.saturating_add(sum);
    }
    let mut times_spent = 0_u64;
    for count in chosen.counts {
        times_spent += count;
    }
    let ticket = i64::try_from(per_time / times_spent.max(1)).unwrap_or(0);
    if is_habit {
        terms.subject = payee_key(scene, *row);
        terms.label = scene.ledger.word(scene.ledger.row(*row).name).into();
    } else {
        terms.subject = challenge.of.get(best.1).copied().unwrap_or(Category::Other).word().into();
    }
    terms.most = usual;
    let times = i64::from(terms.times);
    for (place, &level) in challenge.levels.iter().enumerate() {
        match challenge.kind {
            ChallengeKind::NoSpend => {
                // As many windows without spending as usual, and a few more.
                let free = if terms.every == Every::Day {
                    i64::from((7 * WEEKS as u32).saturating_sub(chosen.days)) * times / (7 * WEEKS as i64)
                } else {
                    let mut free = 0;
                    for count in chosen.counts {
                        free += i64::from(count == 0);
                    }
                    free * times / WEEKS as i64
                };
                let needs = free.saturating_add(level);
                if needs <= times {
                    let needs = u32::try_from(needs).unwrap_or(terms.times);
                    let by_then = if terms.every == Every::Day { ticket } else { usual };
                    let terms = Terms { needs, ..terms.clone() };
                    proposal.offer(&terms, place, [0, usual], by_then.saturating_mul(level));
                }
            }
            ChallengeKind::FewerTimes => {
                let unit = percent(usual, level);
                if unit > 0 && unit < usual {
                    let by_then = ticket.saturating_mul(usual - unit).saturating_mul(times);
                    proposal.offer(&Terms { unit, ..terms.clone() }, place, [unit, usual], by_then);
                }
            }
            _ => {
                let unit = neat(percent(usual, level));
                if unit >= least(terms.currency) {
                    let by_then = usual.saturating_sub(unit).saturating_mul(times);
                    proposal.offer(&Terms { unit, ..terms.clone() }, place, [unit, usual], by_then);
                }
            }
        }
    }
    let money = Money { minor: if is_habit { ticket } else { usual }, currency: terms.currency };
    let count = Arg::number(if is_habit { usual } else { WEEKS as i64 });
    let reason = if is_habit { Reason::new("challenge-habit") } else { Reason::new("challenge-usual") };
    proposal.reasons.push(reason.with("count", count).with("amount", Arg::magnitude(money)));
}

/// The smallest amount that is worth a deposit: a tenth of a unit, ten where there are no decimals.
fn least(currency: Currency) -> i64 {
    if currency.decimals() == 0 { 10 } else { 10_i64.pow(currency.decimals() - 1) }
}

/// An amount down to two digits that say something.
fn neat(amount: i64) -> i64 {
    let mut scale = 1_i64;
    while amount / scale >= 100 {
        scale *= 10;
    }
    amount.max(0) / scale * scale
}
