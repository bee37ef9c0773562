// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which cadence dates follow, which rows keep to it, which came besides.
//!
//! In: dated rows, oldest first. Out: the cadence whose walk keeps most of them. Each step of the walk
//! looks for the row nearest to the date one cycle (or two: one may be missed) after the last member.

use crate::types::{Cadence, CivilDate, Permille, median};

/// A walk along one cadence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fit {
    /// The cadence.
    pub cadence: Cadence,
    /// Rows that keep to it, oldest first.
    pub rows: Vec<u32>,
    /// Rows within its span that do not.
    pub extras: Vec<u32>,
    /// Share of steps that needed no second cycle and left no row out.
    pub regularity: Permille,
    /// The day of the month that it aims at; 31 for the last of the month.
    anchor: u32,
    /// How many days late it ever was.
    late: i32,
}

/// The best fit of at least two rows, if any keeps to a cadence.
pub(super) fn fit(dated: &[(CivilDate, u32)]) -> Option<Fit> {
    let median = median_gap(dated)?;
    Cadence::ALL
        .iter()
        .filter(|cadence| {
            // A third more than its own tolerance: the median of few gaps may lie at the edge.
            (median - cadence.days()).abs() <= cadence.tolerance() + cadence.tolerance() / 3
        })
        .flat_map(|&cadence| (0..dated.len().min(3)).filter_map(move |start| walk(dated, start, cadence)))
        .max_by_key(|fit| (fit.rows.len(), fit.regularity, core::cmp::Reverse(fit.cadence)))
}

/// The median of the gaps that are no repeat within three days.
fn median_gap(dated: &[(CivilDate, u32)]) -> Option<i32> {
    let mut gaps: Vec<u64> = Vec::new();
    let mut last: Option<CivilDate> = None;
    for &(date, _) in dated {
        let gap = last.map_or(i32::MAX, |last| date.days_since(last));
        if gap > 3 {
            if last.is_some() {
                gaps.push(gap.unsigned_abs().into());
            }
            last = Some(date);
        }
    }
    if gaps.is_empty() { None } else { i32::try_from(median(gaps)).ok() }
}

/// The day of the month that most rows fall on, the later of two: a payment that a weekend moved still
/// aims at its own day. 31 where most fall on the last day of their month.
fn aimed_day(dated: &[(CivilDate, u32)]) -> u32 {
    let mut counts = [0_u32; 32];
    let mut month_ends = 0;
    for (date, _) in dated {
        let day = date.parts().2;
        month_ends += u32::from(date.plus_days(1).parts().2 == 1);
        if let Some(count) = counts.get_mut(day as usize) {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let day = counts.iter().rposition(|&count| count == most).unwrap_or(1) as u32;
    if month_ends > most { 31 } else { day }
}

fn walk(dated: &[(CivilDate, u32)], start: usize, cadence: Cadence) -> Option<Fit> {
    let (first, first_row) = dated.get(start).copied()?;
    let mut rows = vec![first_row];
    let mut extras = Vec::new();
    let (mut last, mut place) = (first, start + 1);
    let (mut clean, mut missed, mut late) = (0_usize, 0_usize, 0);
    let anchor = aimed_day(dated);
    while place < dated.len() {
        let Some((next, cycles, lateness)) = nearest(dated, place, last, anchor, cadence) else {
            break;
        };
        extras.extend(dated.get(place..next).unwrap_or_default().iter().map(|&(_, row)| row));
        let (date, row) = dated.get(next).copied()?;
        clean += usize::from(cycles == 1 && next == place);
        missed += cycles as usize - 1;
        late = late.max(lateness);
        rows.push(row);
        last = date;
        place = next + 1;
    }
    extras.extend(dated.get(place..).unwrap_or_default().iter().map(|&(_, row)| row));
    let before = start;
    let steps = rows.len() - 1;
    let outside = extras.len() + before;
    if steps == 0 || outside * 4 > rows.len() || missed * 4 > rows.len().max(4) || clean * 10 < steps * 6 {
        return None;
    }
    Some(Fit { cadence, rows, extras, regularity: Permille::ratio(clean, steps + outside), anchor, late })
}

/// The row nearest to the date one or two cycles on: its place, how many cycles, how many days late.
fn nearest(
    dated: &[(CivilDate, u32)],
    from: usize,
    last: CivilDate,
    anchor: u32,
    cadence: Cadence,
) -> Option<(usize, i32, i32)> {
    for cycles in 1..=2 {
        let due = due_after(last, anchor, cadence, cycles);
        let tolerance = cadence.tolerance();
        let window = dated.iter().enumerate().skip(from).take_while(|(_, (date, _))| date.days_since(due) <= tolerance);
        let near = window.filter(|(_, (date, _))| date.days_since(due) >= -tolerance);
        if let Some((place, (date, _))) = near.min_by_key(|(_, (date, _))| date.days_since(due).abs()) {
            return Some((place, cycles, date.days_since(due)));
        }
    }
    None
}

/// So many cycles after a date, back on the day of the month that the series aims at.
fn due_after(last: CivilDate, anchor: u32, cadence: Cadence, cycles: i32) -> CivilDate {
    match cadence.months() {
        Some(months) => {
            let due = last.plus_months(months * cycles);
            let (year, month, _) = due.parts();
            let aimed = (28..=anchor.max(28)).rev().find_map(|day| CivilDate::new(year, month, day.min(anchor)));
            // A payment that slipped over the end of its month still belongs to the month that it aims at.
            aimed.filter(|aimed| aimed.days_since(due).abs() <= cadence.tolerance()).unwrap_or(due)
        }
        None => last.plus_days(cadence.days() * cycles),
    }
}

impl Fit {
    /// When the next one is expected after the last, seen from `today`.
    pub(super) fn next_due(&self, dates: &[CivilDate], today: CivilDate, amount: i64) -> super::NextDue {
        let tolerance = self.cadence.tolerance();
        let last = dates.last().copied().unwrap_or(today);
        let due = |from: CivilDate| match self.cadence {
            // Twice a month has two days of its own: the next is half a month after the one before the last.
            Cadence::Semimonthly => {
                let before = dates.iter().rev().nth(1).copied().unwrap_or(from.plus_days(-self.cadence.days()));
                let date = before.plus_months(1);
                if date > from { date } else { from.plus_days(self.cadence.days()) }
            }
            _ => due_after(from, self.anchor, self.cadence, 1),
        };
        let mut date = due(last);
        if date.plus_days(tolerance) < today {
            date = due_after(date, self.anchor, self.cadence, 1);
        }
        super::NextDue {
            date,
            earliest: date.plus_days(-tolerance.min(3)),
            latest: date.plus_days(self.late.max(2).min(tolerance)),
            amount,
        }
    }
}
