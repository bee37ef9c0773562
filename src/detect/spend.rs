// SPDX-License-Identifier: MIT OR Apache-2.0
//! More spent than at this time of earlier months: by category, or by payee where no category is told.
//!
//! In: rows of the month so far and of the same days of earlier months, series and own money taken out. Out: a
//! finding a group, gone with the month. What is unusual is told by the customer's own median and its deviation;
//! what was as high in any of the months before is not.

use super::{
    Basis, Finding, News, Scene,
    add::Touched,
    news::{id_of_what, of_rows},
    text,
};
use crate::{
    ledger::{Ledger, Ordered, PayeeId},
    types::{Arg, Category, CivilDate, Currency, Direction, Family, Money, Permille, Reason, by_row, grow_to, median},
};

/// Months that are compared, and the fewest that tell what is usual.
const MONTHS: usize = 13;
const ENOUGH_MONTHS: i32 = 6;
/// A group is usual when so many of these months have it.
const PRESENT: usize = 3;
/// How many deviations are unusual, and that one part in so many of a month's spending matters.
const DEVIATIONS: u64 = 6;
const PART: u64 = 10;

/// This month and the months before it, the newest first.
const PHASES: usize = MONTHS + 1;

/// Spending at will in phases of months: what grows row by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Spending {
    currency: Option<Currency>,
    /// The days that count of each month, the first and the last.
    days: [(i32, i32); PHASES],
    /// Rows before this one lie before all of them.
    first: u32,
    /// By row from there the category that it counts for, plus one; 0 for a row that does not count.
    counted: Vec<u8>,
    /// Sums of what does not count, then by category, each of so many phases.
    sums: Vec<u64>,
    /// Payees of whom no category is told, with spending this month, in order.
    payees: Vec<(PayeeId, [u64; PHASES])>,
}

impl Spending {
    pub(super) fn new(ledger: &Ledger, basis: &Basis, today: CivilDate) -> Self {
        let currency = basis.facts(ledger, today).currency;
        let sums = vec![0_u64; (Category::ALL.len() + 1) * PHASES];
        let days = phases(today);
        let since = days.last().map_or(i32::MAX, |days| days.0);
        let rows = basis.view.rows();
        let rows = rows.past(rows.partition_point(&|row| ledger.day(row) < since));
        let first = rows.min().unwrap_or(ledger.len() as u32);
        let counted = by_row(ledger.len() - first as usize, 0);
        let mut spending = Self { currency, sums, days, first, counted, ..Self::default() };
        let all = (ledger, basis, today);
        // By payee one more than its place among those with spending this month. The newest rows come first, so that
        // whoever has some is known when older ones are counted.
        let mut places = vec![0_usize; basis.view.payee_count()];
        let (mut found, mut others) = (Vec::new(), [0; PHASES]);
        for row in rows.rev() {
            let payee = basis.view.payee(row);
            let Some(place) = places.get_mut(payee.0 as usize).filter(|_| payee != PayeeId::UNKNOWN) else { continue };
            let known = place.checked_sub(1).and_then(|place| found.get_mut(place));
            spending.count(all, &[row], known.unwrap_or(&mut others));
            if others[0] > 0 {
                let mut phases = [0; PHASES];
                phases[0] = core::mem::take(&mut others[0]);
                found.push(phases);
                *place = found.len();
            }
        }
        for (payee, &place) in (0..).zip(&places) {
            let phases = place.checked_sub(1).and_then(|place| found.get(place));
            spending.payees.extend(phases.map(|&phases| (PayeeId(payee), phases)));
        }
        spending
    }

    /// Takes new rows in; `false` where the currency is another, and all must be counted anew. Rows that entered or left
    /// a series, or were refunded, count in another way than before.
    pub(super) fn add(&mut self, ledger: &Ledger, basis: &Basis, today: CivilDate, touched: &Touched) -> bool {
        grow_to(&mut self.counted, ledger.len() - self.first as usize, 0);
        let all = (ledger, basis, today);
        for &row in &touched.gone {
            self.take_out(ledger, row);
        }
        for &payee in touched.payees.iter().filter(|&&payee| payee != PayeeId::UNKNOWN) {
            let mut new = touched.rows.clone();
            new.retain(|&row| basis.view.payee(row) == payee);
            let place = self.payees.partition_point(|known| known.0 < payee);
            let known = self.payees.get(place).filter(|known| known.0 == payee).map(|known| known.1);
            let mut phases = known.unwrap_or_default();
            let fewer = touched.gone.iter().any(|&row| basis.view.payee(row) == payee);
            let whole = touched.refunds || fewer || touched.moved.contains(&payee);
            if !whole {
                self.count(all, &new, &mut phases);
            }
            match self.payees.get_mut(place).filter(|_| known.is_some() && !whole) {
                Some(known) => known.1 = phases,
                // Of earlier months of who was paid nothing this month nothing is kept.
                None if whole || phases.first().is_some_and(|&now| now > 0) => self.add_payee(all, payee),
                None => {}
            }
        }
        self.currency == basis.facts(ledger, today).currency
    }

    /// Goes on to a later day on which no row came: of each month more days count. `false` where it must be made anew.
    pub(super) fn pass(&mut self, ledger: &Ledger, basis: &Basis, today: CivilDate) -> bool {
        let was = core::mem::replace(&mut self.days, phases(today));
        if was[0].0 != self.days[0].0 {
            return false;
        }
        let rows = basis.view.rows();
        for ((_, last), (_, until)) in was.into_iter().zip(self.days) {
            let from = rows.partition_point(&|row| ledger.day(row) <= last);
            let to = rows.partition_point(&|row| ledger.day(row) <= until);
            for row in rows.until(to).past(from) {
                let payee = basis.view.payee(row);
                let known = self.payees.binary_search_by(|known| known.0.cmp(&payee));
                let mut phases = known.ok().and_then(|at| self.payees.get(at)).map(|known| known.1).unwrap_or_default();
                if payee != PayeeId::UNKNOWN {
                    self.count((ledger, basis, today), &[row], &mut phases);
                }
                if let Some(known) = known.ok().and_then(|at| self.payees.get_mut(at)) {
                    known.1 = phases;
                }
            }
        }
        self.currency == basis.facts(ledger, today).currency
    }

    /// Counts a row no more.
    fn take_out(&mut self, ledger: &Ledger, row: u32) {
        let Some(month) = self.month(ledger, row) else { return };
        let was = self.code(row);
        if let Some(sum) = self.sums.get_mut(usize::from(was) * PHASES + month) {
            *sum = sum.saturating_sub(ledger.amount(row).unsigned_abs());
        }
        self.set_code(row, 0);
    }

    /// Counts all that a payee was paid anew.
    fn add_payee(&mut self, all: (&Ledger, &Basis, CivilDate), payee: PayeeId) {
        let (ledger, basis, today) = all;
        let first = today.days() - (MONTHS as i32 + 1) * 31;
        let mut phases = [0_u64; PHASES];
        let rows = basis.view.rows_of(payee);
        let start = rows.partition_point(|&row| ledger.day(row) < first);
        self.count(all, rows.get(start..).unwrap_or_default(), &mut phases);
        let place = self.payees.partition_point(|known| known.0 < payee);
        if self.payees.get(place).is_some_and(|known| known.0 == payee) {
            self.payees.remove(place);
        }
        if phases.first().is_some_and(|&now| now > 0) {
            self.payees.insert(place, (payee, phases));
        }
    }

    /// Counts rows of one payee.
    fn count(
        &mut self,
        (ledger, basis, today): (&Ledger, &Basis, CivilDate),
        rows: &[u32],
        phases: &mut [u64; PHASES],
    ) {
        for &row in rows {
            let category = self.category(ledger, basis, row, today);
            let was = self.code(row);
            if category.is_none() && was == 0 {
                continue;
            }
            let Some(month) = self.month(ledger, row) else { continue };
            let size = ledger.amount(row).unsigned_abs();
            let code = category.map_or(0, |category| category.index() + 1);
            if category == Some(Category::Other)
                && let Some(sum) = phases.get_mut(month)
            {
                *sum = sum.saturating_add(size);
            }
            if was != code && self.set_code(row, code) {
                let at = |code: u8| usize::from(code) * PHASES + month;
                if let Some(sum) = self.sums.get_mut(at(was)) {
                    *sum = sum.saturating_sub(size);
                }
                if let Some(sum) = self.sums.get_mut(at(code)) {
                    *sum = sum.saturating_add(size);
                }
            }
        }
    }

    /// The code of a row; 0 for one that is not there.
    fn code(&self, row: u32) -> u8 {
        row.checked_sub(self.first).and_then(|at| self.counted.get(at as usize)).copied().unwrap_or(0)
    }

    /// Sets the code of a row; whether it is there.
    fn set_code(&mut self, row: u32, code: u8) -> bool {
        let known = row.checked_sub(self.first).and_then(|at| self.counted.get_mut(at as usize));
        known.map(|known| *known = code).is_some()
    }

    /// How many months ago a row is, on a day that counts.
    #[inline(never)]
    fn month(&self, ledger: &Ledger, row: u32) -> Option<usize> {
        let day = ledger.day(row);
        let month = self.days.iter().position(|&(first, _)| day >= first)?;
        self.days.get(month).filter(|&&(_, last)| day <= last).map(|_| month)
    }

    /// For which category a row counts, of the days that do.
    fn category(&self, ledger: &Ledger, basis: &Basis, row: u32, today: CivilDate) -> Option<Category> {
        let counts = ledger.amount(row) < 0
            && basis.tally(ledger, today).counts(ledger, row, self.currency?)
            && basis.series_of(row).is_none();
        let category = counts.then(|| basis.category(ledger, row));
        category.filter(|&category| category == Category::Other || is_telling(category))
    }
}

/// Of this month and of each before it the first day, and the last one up to today's day of the month: the last day of a
/// month reaches to the end of every month.
fn phases(today: CivilDate) -> [(i32, i32); PHASES] {
    let day = today.parts().2 as i32;
    let is_last = today.plus_days(1).parts().2 == 1;
    let mut first = today.plus_days(1 - day);
    let mut phases = [(0, 0); PHASES];
    let mut end = first.plus_months(1).days() - 1;
    for phase in &mut phases {
        *phase = (first.days(), if is_last { end } else { end.min(first.days() + day - 1) });
        end = first.days() - 1;
        first = first.plus_months(-1);
    }
    phases
}

pub(super) fn find(scene: &Scene<'_>, found: &mut Vec<Finding>) -> Option<()> {
    let &Scene { ledger, basis, today, .. } = scene;
    let first = basis.view.rows().first().map_or(today, |row| ledger.date(row));
    let months = today.month_index() - first.month_index();
    let spend = basis.facts(ledger, today).usual(Direction::Out).filter(|_| months >= ENOUGH_MONTHS);
    let Some(spend) = spend else { return Some(()) };
    let spending = basis.spending(ledger, today);
    // No more can be over than was spent, and most is too little to matter.
    let least = spend.unsigned_abs().div_ceil(PART).max(1);
    let may_matter = |phases: &[u64]| phases.first().is_some_and(|&now| now >= least);
    let mut judge = |phases: &[u64], rows: Ordered<'_>, category: Category| {
        if may_matter(phases)
            && let Some((usual, sure)) = unusual(phases, months, spend)
        {
            found.extend(news(scene, rows, category, (usual, sure)).map(Finding::News));
        }
    };
    for (payee, phases) in &spending.payees {
        if may_matter(phases) && !ledger.is_hidden(*payee) {
            judge(phases, basis.view.rows_of(*payee).into(), Category::Other);
        }
    }
    for &category in Category::ALL.iter().skip(1) {
        let from = (usize::from(category.index()) + 1) * PHASES;
        judge(spending.sums.get(from..from + PHASES)?, basis.view.rows(), category);
    }
    Some(())
}

/// The rows of this month that a finding is about, told.
fn news(scene: &Scene<'_>, rows: Ordered<'_>, category: Category, (usual, sure): (u64, Permille)) -> Option<News> {
    let &Scene { ledger, basis, today, .. } = scene;
    let spending = basis.spending(ledger, today);
    let first = today.plus_days(1 - today.parts().2 as i32).days();
    let mut own = Vec::new();
    let mut spent = 0_i64;
    let start = rows.partition_point(&|row| ledger.day(row) < first);
    for row in rows.past(start) {
        if spending.code(row) == category.index() + 1 {
            spent = spent.saturating_add(ledger.amount(row));
            own.push(row);
        }
    }
    let (&first, &last) = (own.first()?, own.last()?);
    let currency = spending.currency?;
    let usual = Money { minor: i64::try_from(usual).unwrap_or(i64::MAX).saturating_neg(), currency };
    let kind = if category == Category::Other { "payee" } else { category.word() };
    let reason = text(Reason::new("usual-by-now"), "kind", kind).with("amount", Arg::magnitude(usual));
    let mut news = of_rows(ledger, Family::UnusualSpend, [first, last], reason);
    // One more row of the month is no other spending, nor is one of before that comes late.
    let payee = if category == Category::Other { basis.view.payee(first) } else { PayeeId::UNKNOWN };
    let what = [kind, ledger.identity(payee)].join(" ");
    news.id = id_of_what(news.family, what.as_bytes(), &today.month_index().to_le_bytes());
    news.money = Money { minor: spent, currency };
    (news.was, news.kind, news.count) = (usual.minor, kind, own.len());
    (news.confidence, news.evidence) = (sure, own);
    Some(news)
}

/// Whether a group of this category says something: what is moved, owed or set aside is no spending at will.
const fn is_telling(category: Category) -> bool {
    matches!(
        category,
        Category::Groceries
            | Category::Dining
            | Category::Transport
            | Category::Fuel
            | Category::Utilities
            | Category::Telecom
            | Category::Entertainment
            | Category::Shopping
            | Category::Travel
            | Category::Cash
            | Category::Subscriptions
            | Category::Education
    )
}

/// The usual amount by this day, where this month is far above it, and how sure that is.
#[inline(never)]
fn unusual(phases: &[u64], months: i32, spend: i64) -> Option<(u64, Permille)> {
    let (&now, before) = phases.split_first()?;
    let before = before.get(..before.len().min(usize::try_from(months).ok()?))?;
    let as_high = before.iter().any(|&month| month >= now);
    if as_high || before.iter().filter(|&&month| month > 0).count() < PRESENT {
        return None;
    }
    let usual = median(before.to_vec());
    let over = now.saturating_sub(usual);
    // What most months have nothing of has no usual amount.
    if usual == 0 || over.saturating_mul(PART) < spend.unsigned_abs() || over.saturating_mul(2) < usual {
        return None;
    }
    let mut apart = before.to_vec();
    for month in &mut apart {
        *month = month.abs_diff(usual);
    }
    let spread = median(apart);
    if over <= spread.saturating_mul(DEVIATIONS) {
        return None;
    }
    let sure = if before.len() >= MONTHS - 1 && over > spread.saturating_mul(2 * DEVIATIONS) { 900 } else { 750 };
    Some((usual, Permille::new(sure)))
}

#[cfg(test)]
mod tests {
    use super::Basis;
    use crate::{ledger::Ledger, types::CivilDate};

    #[test]
    fn another_day_counts_what_it_brings_in_every_month() {
        let from = CivilDate::parse("2025-06-03").unwrap();
        let mut rows = Vec::new();
        for (at, days) in (0..470).step_by(2).enumerate() {
            let (name, category) = [("Shop", "groceries"), ("Kiosk", "other"), ("Cab", "transport")][at % 3];
            rows.push(format!(
                r#"{{"id":"r{at:03}","accountId":"a","bookedAt":"{}","amount":"-{}.00","currency":"EUR","counterpartyName":"{name}","category":"{category}","kind":"card"}}"#,
                from.plus_days(days),
                11 + at * 7 % 40
            ));
        }
        let ledger = Ledger::of_rows(&rows);
        let mut today = from.plus_days(470);
        let mut basis = Basis::new(&ledger, today);
        basis.spending(&ledger, today);
        for days in [1, 1, 3, 5, 1, 8, 2, 9, 1, 1, 20] {
            today = today.plus_days(days);
            basis.pass(&ledger, today);
            let anew = Basis::new(&ledger, today);
            let (passed, anew) = (basis.spending(&ledger, today), anew.spending(&ledger, today));
            assert_eq!(format!("{passed:?}"), format!("{anew:?}"), "{today}");
        }
    }
}
