// SPDX-License-Identifier: MIT OR Apache-2.0
//! How a run stands: its lines, its windows one by one, what is next, what is worth a look.
//!
//! In: a scene and the runs. Out: `Progress` of each. Invariants: the total is the sum of the lines; what was missed is
//! made up for by a later deposit; a freeze or a lower income than usual keeps what was kept; a deposit is asked for only
//! as far as the balance carries it nine times in ten, all runs together.

use super::{
    Line, Run, Scene, Window, WindowState,
    calendar::windows,
    count::{GRACE, deposits, due_by, shared, spent},
};
use crate::{
    packs::{ChallengeKind, Every},
    types::{Arg, CivilDate, Kind, Money, Reason, median, words},
};

/// The days that income is added up over: one pay at least, whatever the day.
const INCOME_DAYS: i32 = 35;
/// So many times before tell what is usual.
const INCOMES: usize = 6;
/// Freezes at the beginning and at most, and how many kept windows bring one more.
const FREEZES: [u32; 2] = [1, 2];
const KEPT_A_FREEZE: u32 = 4;
/// Days before the end in which a deposit or a step is worth a word.
const SOON: i32 = 2;
const LAST_WEEK: i32 = 7;

words! {
    /// Where a run stands.
    RunState {
        /// Under way.
        Active = "active",
        /// Its calendar stands still.
        Paused = "paused",
        /// All that it asks for is there.
        Done = "done",
        /// Its time has passed.
        Over = "over",
    }
}

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Progress<'a> {
    /// What was joined.
    pub run: &'a Run,
    /// Every row that counts, oldest first.
    pub lines: Vec<Line>,
    /// Their sum.
    pub total: i64,
    /// What deposits come to.
    pub target: Option<i64>,
    /// In order.
    pub windows: Vec<Window>,
    /// How many windows or steps are kept.
    pub kept: u32,
    /// How many windows were kept one after another until now.
    pub in_a_row: u32,
    /// Misses that will not count.
    pub freezes: u32,
    /// Where it stands.
    pub state: RunState,
    /// The last day, where the calendar tells it.
    pub end: Option<i32>,
    /// The next deposit, and the last day for it.
    pub next: Option<(i32, i64)>,
    /// What is worth a look while there is time.
    pub risk: Option<Reason>,
    /// What to do, and whether it is done.
    pub steps: Vec<(String, bool)>,
}

/// How every run that was not left stands, in the order of joining.
#[must_use]
pub fn progress<'a>(scene: &Scene<'_>, runs: &mut dyn Iterator<Item = &'a Run>) -> Vec<Progress<'a>> {
    let mut with_windows = Vec::new();
    for run in runs {
        with_windows.push((run, windows(scene, run)));
    }
    // What is put by moves the low path itself a little further, so a fiftieth is kept back.
    let (mut all, mut carried) = (Vec::new(), scene.carried().map(|carried| carried.saturating_sub(carried / 50)));
    for (place, lines) in shared(scene, &with_windows).into_iter().enumerate() {
        if let Some((run, windows)) = with_windows.get_mut(place) {
            all.push(stand(scene, run, core::mem::take(windows), lines, &mut carried));
        }
    }
    all
}

fn stand<'a>(
    scene: &Scene<'_>,
    run: &'a Run,
    windows: Vec<Window>,
    lines: Vec<Line>,
    carried: &mut Option<i64>,
) -> Progress<'a> {
    let terms = &run.terms;
    let today = scene.today.days();
    let last = windows.last().map(|window| window.to);
    let is_whole = terms.every != Every::Payday || windows.len() == terms.times as usize;
    let end = last.filter(|_| is_whole);
    let mut is = Progress {
        run,
        lines,
        total: 0,
        target: None,
        windows,
        kept: 0,
        in_a_row: 0,
        freezes: FREEZES[0],
        state: RunState::Active,
        end,
        next: None,
        risk: None,
        steps: Vec::new(),
    };
    match terms.kind {
        ChallengeKind::Steps => is.take_steps(scene),
        kind if kind.is_deposit() => {
            if terms.every != Every::Payday || is_whole {
                is.target = Some(due_by(&is.windows, i32::MAX));
            }
        }
        _ => is.lines = spent(scene, run, end.unwrap_or(i32::MAX)),
    }
    for line in &is.lines {
        is.total = is.total.saturating_add(line.amount);
    }
    if terms.kind == ChallengeKind::Steps {
        is.windows.clear();
    } else {
        is.judge(scene);
    }
    let is_past = end.is_some_and(|end| today > end + if terms.kind.is_limit() { 0 } else { GRACE });
    let is_done = match terms.kind {
        ChallengeKind::RoundUp => is_past,
        // What may still be spent is not yet saved.
        ChallengeKind::BelowUsual | ChallengeKind::FewerTimes => is_past && is.kept >= terms.needs,
        ChallengeKind::NoSpend | ChallengeKind::Steps => is.kept >= terms.needs,
        _ => is_whole && is.target.is_some_and(|target| is.total >= target),
    };
    is.state = if is_done {
        RunState::Done
    } else if is_past {
        RunState::Over
    } else if run.is_paused() {
        RunState::Paused
    } else {
        RunState::Active
    };
    if is.state == RunState::Active {
        is.look_ahead(scene, carried);
    }
    is
}

impl Progress<'_> {
    /// Puts the lines into the windows and tells of each where it stands.
    fn judge(&mut self, scene: &Scene<'_>) {
        let terms = &self.run.terms;
        let (kind, today) = (terms.kind, scene.today.days());
        for line in &self.lines {
            // What lies between two windows belongs to the next.
            let place = self.windows.partition_point(|window| window.to < line.day);
            let place = place.min(self.windows.len().saturating_sub(1));
            if let Some(window) = self.windows.get_mut(place) {
                let part = if kind == ChallengeKind::FewerTimes { line.amount.signum() } else { line.amount };
                window.amount = window.amount.saturating_add(part);
            }
        }
        let mut incomes = None;
        let mut due = 0_i64;
        for window in &mut self.windows {
            due = due.saturating_add(window.due);
            let is_past = today > window.to + if kind.is_deposit() { GRACE } else { 0 };
            let is_kept = if kind.is_deposit() { self.total >= due } else { window.amount <= window.due };
            window.state = if today < window.from && !(kind.is_deposit() && is_kept) {
                WindowState::Ahead
            } else if kind == ChallengeKind::RoundUp {
                if is_past { WindowState::Kept } else { WindowState::Open }
            } else if is_kept && (is_past || kind.is_deposit()) {
                WindowState::Kept
            } else if is_past || !kind.is_deposit() && !is_kept {
                let incomes = incomes.get_or_insert_with(|| Incomes::new(scene));
                if incomes.were_low(window.to.min(today)) {
                    WindowState::Excused
                } else if self.freezes > 0 && kind != ChallengeKind::NoSpend {
                    self.freezes -= 1;
                    WindowState::Frozen
                } else {
                    WindowState::Missed
                }
            } else {
                WindowState::Open
            };
            match window.state {
                WindowState::Kept => {
                    self.kept += 1;
                    self.in_a_row += 1;
                    if self.kept.is_multiple_of(KEPT_A_FREEZE) && self.freezes < FREEZES[1] {
                        self.freezes += 1;
                    }
                }
                WindowState::Frozen | WindowState::Excused if kind.is_limit() => self.kept += 1,
                WindowState::Missed => self.in_a_row = 0,
                _ => {}
            }
        }
    }

    /// What is done, as the customer says or as the rows show it.
    fn take_steps(&mut self, scene: &Scene<'_>) {
        let run = self.run;
        let known = scene.challenges.iter().find(|known| known.id == run.terms.challenge);
        let is_done = |step: &str| run.steps.iter().any(|done| done.0 == step);
        for step in known.map(|known| known.steps.as_slice()).unwrap_or_default() {
            let mut done = is_done(step);
            if step == super::propose::STANDING_ORDER {
                let all = deposits(scene, run.day);
                if let Some(found) = all.iter().find(|deposit| is_order(scene, deposit.row) && deposit.amount > 0) {
                    done = true;
                    self.lines.push(Line { row: found.row, day: found.day, amount: found.amount });
                }
            }
            self.steps.push((step.clone(), done));
        }
        if known.is_none_or(|known| known.steps.is_empty()) {
            for step in super::propose::to_look_at(scene) {
                let done = is_done(&step);
                self.steps.push((step, done));
            }
            // A series that has ended since was looked at all the same.
            for (step, _) in &run.steps {
                if self.steps.iter().all(|known| known.0 != *step) {
                    self.steps.push((step.clone(), true));
                }
            }
        }
        for (_, done) in &self.steps {
            self.kept += u32::from(*done);
        }
        self.in_a_row = self.kept;
    }

    /// What is due next, and what is worth a look. What is asked for here, the runs behind it cannot be asked for.
    fn look_ahead(&mut self, scene: &Scene<'_>, carried: &mut Option<i64>) {
        let terms = &self.run.terms;
        let today = scene.today.days();
        let money = |minor: i64| Arg::magnitude(Money { minor, currency: terms.currency });
        let on = |day: i32| Arg::date(CivilDate::from_days(day).unwrap_or(scene.today));
        let left_until = |day: i32| day.saturating_sub(today);
        let window = self.windows.iter().find(|window| window.from <= today && today <= window.to);
        if terms.kind.is_deposit() {
            // Between two windows of a pause nothing is due.
            let Some(window) = window.or(self.windows.iter().rfind(|window| window.from <= today)) else { return };
            let left = due_by(&self.windows, today).saturating_sub(self.total);
            if left <= 0 {
                return;
            }
            let eased = carried.map_or(left, |carried| carried.clamp(0, left));
            *carried = carried.map(|carried| carried.saturating_sub(eased));
            let until = window.to.max(today);
            self.next = Some((until, eased));
            if eased < left {
                self.risk = Some(Reason::new("challenge-eased").with("amount", money(eased)).with("was", money(left)));
            } else if terms.every == Every::Day || left_until(until) <= SOON {
                self.risk = Some(Reason::new("challenge-due").with("amount", money(left)).with("date", on(until)));
            }
            return;
        }
        match (terms.kind, window) {
            (ChallengeKind::RoundUp, _) => {
                let mut week = 0_i64;
                for line in self.lines.iter().filter(|line| today - line.day < 7) {
                    week = week.saturating_add(line.amount);
                }
                if carried.is_some_and(|carried| carried < week) {
                    let eased = money(carried.unwrap_or(0).max(0));
                    self.risk = Some(Reason::new("challenge-eased").with("amount", eased).with("was", money(week)));
                }
            }
            (ChallengeKind::Steps, _) => {
                if let Some(end) = self.end.filter(|&end| left_until(end) <= LAST_WEEK) {
                    let left = i64::from(terms.needs.saturating_sub(self.kept));
                    self.risk =
                        Some(Reason::new("challenge-ends").with("count", Arg::number(left)).with("date", on(end)));
                }
            }
            (ChallengeKind::NoSpend, _) => {
                let mut open = 0_u32;
                for window in &self.windows {
                    open += u32::from(matches!(window.state, WindowState::Open | WindowState::Ahead));
                }
                let needed = terms.needs.saturating_sub(self.kept);
                if open <= needed.saturating_add(1) && open >= needed {
                    let reason = Reason::new("challenge-few-left").with("count", Arg::number(needed.into()));
                    self.risk = Some(reason.with("of", Arg::number(open.into())));
                }
            }
            (kind, Some(window)) if window.state == WindowState::Open => {
                let left = window.due.saturating_sub(window.amount);
                // A limit of a few times is near when one is left; one of money from three quarters on.
                let is_near = window.amount > 0 && window.amount.saturating_mul(4) >= window.due.saturating_mul(3);
                if is_near && kind == ChallengeKind::FewerTimes {
                    let reason = Reason::new("challenge-times-left").with("count", Arg::number(left));
                    self.risk = Some(reason.with("date", on(window.to)));
                } else if is_near {
                    self.risk =
                        Some(Reason::new("challenge-near").with("amount", money(left)).with("date", on(window.to)));
                }
            }
            _ => {}
        }
    }
}

fn is_order(scene: &Scene<'_>, row: u32) -> bool {
    let of = scene.transfers.iter().find(|pair| pair.into == row);
    let order = |row| scene.ledger.row(row).kind == Kind::StandingOrder;
    order(row) || of.is_some_and(|pair| order(pair.out))
}

/// Days with income in the main currency and what came in up to each.
struct Incomes(Vec<(i32, i64)>);

impl Incomes {
    fn new(scene: &Scene<'_>) -> Self {
        let mut sums = Vec::new();
        let mut sum = 0_i64;
        for row in scene.view.rows() {
            let amount = scene.ledger.amount(row);
            if amount > 0 && scene.facts.currency.is_some_and(|currency| scene.counts(row, currency)) {
                sum = sum.saturating_add(amount);
                sums.push((scene.ledger.day(row), sum));
            }
        }
        Self(sums)
    }

    fn until(&self, day: i32) -> i64 {
        let place = self.0.partition_point(|known| known.0 <= day);
        place.checked_sub(1).and_then(|place| self.0.get(place)).map_or(0, |known| known.1)
    }

    /// Whether less than three quarters of the usual came in by a day.
    fn were_low(&self, day: i32) -> bool {
        let over = |back: i32| {
            let end = day - back * INCOME_DAYS;
            self.until(end).saturating_sub(self.until(end - INCOME_DAYS))
        };
        let first = self.0.first().map_or(day, |known| known.0);
        let mut before = Vec::new();
        for back in 1..=INCOMES as i32 {
            if day - (back + 1) * INCOME_DAYS >= first - INCOME_DAYS {
                before.push(over(back).unsigned_abs());
            }
        }
        before.len() >= 3 && over(0).unsigned_abs().saturating_mul(4) < median(before).saturating_mul(3)
    }
}
