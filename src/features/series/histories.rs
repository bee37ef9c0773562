// SPDX-License-Identifier: MIT OR Apache-2.0
//! Series against a naive oracle: every subset of a group's rows as a chain of every cadence, without any shortcut.
//!
//! In: groups of up to nine rows by chance, regular ones with misses, slips and steps, and irregular ones. Out: which rows
//! are which series, with all that is counted of each. Due dates are found by walking the calendar day by day; what a fit
//! leaves out because it cannot win is tried here all the same.

use super::{
    Point,
    group::{self, Found, Traits},
};
use crate::types::{
    Cadence, CivilDate, Direction,
    chance::{Chance, histories},
};

/// A chain, and all that is counted of it.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Chain {
    cadence: Cadence,
    score: i32,
    clean: usize,
    missed: usize,
    slipped: usize,
    outside: usize,
    off: u32,
    anchor: [u32; 2],
    early: i32,
    late: i32,
    /// Members, as places in the group; of rows of one day taken together all.
    places: Vec<u32>,
    /// Day and amount of each cycle.
    points: Vec<(i32, i64)>,
}

/// A row: its place in the group, its day, its amount.
type Row = (u32, i32, i64);

fn month_day(day: i32) -> u32 {
    CivilDate::from_days(day).unwrap().parts().2
}

fn is_month_end(day: i32) -> bool {
    month_day(day + 1) == 1
}

/// Logarithm of one more, straight between powers of two, in hundredths.
fn ln(n: i32) -> i32 {
    let (mut power, mut low) = (0, 1_i64);
    while low * 2 <= i64::from(n) + 1 {
        (power, low) = (power + 1, low * 2);
    }
    let part = (i64::from(n) + 1) * 128 / low - 128;
    ((power * 128 + part) * 693 / 1280) as i32
}

/// Thousandths of the smaller.
fn difference(a: i64, b: i64) -> i64 {
    let (small, large) = (a.abs().min(b.abs()), a.abs().max(b.abs()));
    if small == large { 0 } else { ((large - small) * 1000 / small.max(1)).max(1) }
}

fn middle(mut numbers: Vec<i64>) -> i64 {
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied().unwrap_or(0)
}

fn spread(points: &[(i32, i64)]) -> i64 {
    middle(points.windows(2).map(|two| difference(two[0].1, two[1].1)).collect())
}

/// The days of the month that rows aim at: the commonest, and the commonest of those about half a month away; the later of
/// two that are as common, 31 for the last of a month.
fn aimed(rows: &[Row]) -> [u32; 2] {
    let on = |day: u32| {
        let is_it = |row: &&Row| month_day(row.1) == day || day == 31 && is_month_end(row.1);
        rows.iter().filter(is_it).count()
    };
    let most =
        |days: Vec<u32>| days.into_iter().filter(|&day| on(day) > 0).max_by_key(|&day| (on(day), day)).unwrap_or(0);
    let day = most((1..=31).collect());
    [day, most((1..=31_u32).filter(|other| (12..=18).contains(&other.abs_diff(day))).collect())]
}

/// Whether a day is a day of the month, or the last of a shorter one.
fn is_on(day: i32, aim: u32) -> bool {
    month_day(day) == aim.max(1) || is_month_end(day) && month_day(day) < aim
}

fn due(last: i32, [aim, other]: [u32; 2], cadence: Cadence, cycles: i32) -> i32 {
    if let Some(months) = cadence.months() {
        let due = CivilDate::from_days(last).unwrap().plus_months(months * cycles).days();
        let tolerance = cadence.tolerance();
        // The aimed day of the month in which it falls, or else of the month just before or just after.
        for near in [due, due - tolerance, due + tolerance] {
            let first = near - month_day(near) as i32 + 1;
            let aimed = (first..).find(|&day| is_on(day, aim)).unwrap();
            if (aimed - due).abs() <= tolerance {
                return aimed;
            }
        }
        return due;
    }
    if cadence == Cadence::Semimonthly && other > 0 {
        let next = |from: i32| (from + 8..).find(|&day| is_on(day, aim) || is_on(day, other)).unwrap();
        return (0..cycles).fold(last, |day, _| next(day));
    }
    last + cadence.days() * cycles
}

/// Days beyond the due date, or beyond the working days next to it.
fn lateness(day: i32, due: i32) -> i32 {
    let (first, last) = match CivilDate::from_days(due).unwrap().weekday() {
        5 => (due - 1, due + 2),
        6 => (due - 2, due + 1),
        _ => (due, due),
    };
    if day < first {
        day - first
    } else if day > last {
        day - last
    } else {
        0
    }
}

/// One row after another: evidence, cycles, days off (none where it slipped), days from the due date.
type Link = (i32, i32, Option<i32>, i32);

fn link(a: &Row, b: &Row, cadence: Cadence, anchor: [u32; 2], spacing: i32, is_agreed: bool) -> Option<Link> {
    let gap = b.1 - a.1;
    let cycles = (1..=3).find(|cycles| (gap * 2 - cadence.days() * 2 * cycles).abs() <= cadence.days())?;
    // Half-way between two numbers of cycles is the larger one.
    let is_half = gap * 2 - cadence.days() * 2 * cycles == cadence.days();
    let cycles = cycles + i32::from(is_half);
    if cycles > 3 {
        return None;
    }
    let amount = match difference(a.2, b.2) {
        0 => 80,
        1..=20 => 50,
        21..=100 => 30,
        101..=350 => 0,
        351..=1000 => -40,
        1001..=2000 => -100,
        _ => -200,
    };
    let amount = if is_agreed { amount.max(0) } else { amount };
    let due = due(a.1, anchor, cadence, cycles);
    let off = lateness(b.1, due);
    if off.abs() <= cadence.tolerance() {
        return Some((ln(spacing / (2 * off.abs() + 1)) - 120 * (cycles - 1) + amount, cycles, Some(off), b.1 - due));
    }
    (cycles == 1 && a.2 == b.2).then_some((amount - 20, cycles, None, b.1 - due))
}

/// The best of all chains through some rows; of equal ones that with the latest rows and without idle ones before.
fn chain(rows: &[Row], cadence: Cadence, spacing: i32, is_agreed: bool) -> Option<Chain> {
    let anchor = aimed(rows);
    let count = rows.len();
    let mut links = vec![None; count * count];
    for (at, later) in rows.iter().enumerate() {
        for (before, earlier) in rows.iter().enumerate().take(at) {
            links[before * count + at] = link(earlier, later, cadence, anchor, spacing, is_agreed);
        }
    }
    let mut best: Option<(i32, Vec<usize>, Vec<usize>)> = None;
    'sets: for set in 0_u32..1 << count {
        let places: Vec<usize> = (0..count).filter(|place| set >> place & 1 == 1).collect();
        if places.len() < 2 {
            continue;
        }
        let mut score = 0;
        for two in places.windows(2) {
            let Some((evidence, ..)) = links[two[0] * count + two[1]] else { continue 'sets };
            score += evidence - 30 * (two[1] - two[0] - 1) as i32;
        }
        let mut latest: Vec<usize> = places.iter().rev().copied().collect();
        latest.push(usize::MAX);
        if score > 0 && best.as_ref().is_none_or(|known| (known.0, &known.1) < (score, &latest)) {
            best = Some((score, latest, places));
        }
    }
    let (score, _, places) = best?;
    let prior = match cadence {
        Cadence::Monthly => 0,
        Cadence::Weekly | Cadence::Biweekly | Cadence::Semimonthly if !is_agreed => -250,
        _ => -50,
    };
    let mut found = Chain {
        cadence,
        score: score + prior,
        clean: 0,
        missed: 0,
        slipped: 0,
        outside: count - places.len(),
        off: 0,
        anchor,
        early: 0,
        late: 0,
        places: places.iter().map(|&place| rows[place].0).collect(),
        points: places.iter().map(|&place| (rows[place].1, rows[place].2)).collect(),
    };
    for two in places.windows(2) {
        let (_, cycles, off, days) = links[two[0] * count + two[1]]?;
        found.missed += cycles as usize - 1;
        match off {
            None => found.slipped += 1,
            Some(off) => {
                found.clean += usize::from(cycles == 1 && two[1] == two[0] + 1);
                found.off += off.unsigned_abs();
                (found.early, found.late) = (found.early.max(-days), found.late.max(days));
            }
        }
    }
    Some(found)
}

fn spacing(rows: &[Row]) -> i32 {
    (rows[rows.len() - 1].1 - rows[0].1) / (rows.len().max(2) as i32 - 1)
}

fn covered(found: &[Chain]) -> usize {
    found.iter().map(|part| part.places.len()).sum()
}

/// Changes of amount and cycles left out.
fn unsteady(found: &[Chain]) -> usize {
    let changes = |part: &Chain| part.points.windows(2).filter(|two| two[0].1 != two[1].1).count();
    found.iter().map(|part| changes(part) + part.missed).sum()
}

/// What a group is read with.
struct Oracle {
    rows: Vec<Row>,
    traits: Traits,
}

impl Oracle {
    fn is_agreed(&self) -> bool {
        self.traits.is_committed || self.traits.direction == Direction::In
    }

    fn accepts(&self, found: &Chain, choice: i32) -> bool {
        let (count, spread) = (found.points.len(), spread(&found.points));
        let links = count - 1;
        if found.outside * 4 > count || found.missed * 3 > count.max(3) || found.slipped * 2 > links {
            return false;
        }
        let is_tight = found.off as usize <= links && found.slipped == 0;
        let is_long = found.cadence.months().is_some();
        if found.cadence == Cadence::Bimonthly && !self.traits.is_committed && (!is_tight || found.missed * 6 > count) {
            return false;
        }
        let limit = if self.traits.is_at_will {
            20
        } else if self.is_agreed() {
            if is_long && is_tight { i64::MAX } else { 700 }
        } else if !is_long {
            100
        } else if is_tight {
            700
        } else {
            350
        };
        let mut evidence = found.score - choice;
        evidence += if self.traits.is_committed { 150 } else { 0 };
        evidence -= if self.traits.is_at_will { 300 } else { 0 };
        if count == 2 {
            let limit = if self.traits.is_committed && found.cadence == Cadence::Annual { 350 } else { 20 };
            return evidence >= 450 && spread <= limit && found.outside == 0 && found.clean == 1;
        }
        let is_vague = spread > 100 && !self.is_agreed();
        !(is_vague && (found.missed * 6 > count || evidence < 520)) && evidence >= 370 && spread <= limit
    }

    /// Cadences that at least a third of the gaps come near to, the best chain of each; the first of equal ones.
    fn accepted(&self, rows: &[Row], of: usize) -> Option<Chain> {
        let gaps: Vec<i32> = rows.windows(2).map(|two| two[1].1 - two[0].1).filter(|gap| *gap > 3).collect();
        let mut best: Option<Chain> = None;
        for &cadence in Cadence::ALL {
            let tolerance = cadence.tolerance() + cadence.tolerance() / 3;
            let near = gaps.iter().filter(|gap| (*gap - cadence.days()).abs() <= tolerance).count();
            if near > 0
                && near * 3 >= gaps.len()
                && let Some(found) = chain(rows, cadence, spacing(rows), self.is_agreed())
                && best.as_ref().is_none_or(|known| known.score < found.score)
            {
                best = Some(found);
            }
        }
        best.filter(|found| self.accepts(found, ln((of / rows.len()) as i32 - 1)))
    }

    fn in_parts(&self, all: &[Row]) -> Vec<Chain> {
        let mut free = all.to_vec();
        let mut parts: Vec<Chain> = Vec::new();
        for tolerance in [0, 250] {
            let mut by_size = free.clone();
            by_size.sort_by_key(|row| row.2.abs());
            let mut clusters: Vec<Vec<Row>> = Vec::new();
            for row in by_size {
                match clusters.last_mut().filter(|known| difference(known[known.len() - 1].2, row.2) <= tolerance) {
                    Some(cluster) => cluster.push(row),
                    None => clusters.push(vec![row]),
                }
            }
            clusters.retain(|cluster| cluster.len() >= if tolerance == 0 { 2 } else { 3 });
            clusters.sort_by_key(|cluster| core::cmp::Reverse(cluster.len()));
            for mut cluster in clusters {
                cluster.sort_unstable();
                if let Some(part) = self.accepted(&cluster, self.rows.len()) {
                    free.retain(|row| !part.places.contains(&row.0));
                    parts.push(part);
                }
            }
        }
        for _ in 0..4 {
            let Some(part) = self.on_one_day(&free) else { break };
            free.retain(|row| !part.places.contains(&row.0));
            parts.push(part);
        }
        self.continued(parts)
    }

    fn on_one_day(&self, free: &[Row]) -> Option<Chain> {
        if free.len() < 4 {
            return None;
        }
        let [aim, _] = aimed(free);
        let mut near = free.to_vec();
        near.retain(|row| {
            let off = month_day(row.1).abs_diff(aim);
            off <= 2 || off >= 29
        });
        if near.len() < 4 || near.len() == free.len() {
            return None;
        }
        let found = chain(&near, Cadence::Monthly, spacing(free), self.is_agreed())?;
        self.accepts(&found, ln((self.rows.len() / near.len()) as i32 - 1)).then_some(found)
    }

    /// What goes on where another ended.
    fn continued(&self, mut parts: Vec<Chain>) -> Vec<Chain> {
        parts.sort_by_key(|part| part.points[0].0);
        let mut joined: Vec<Chain> = Vec::new();
        for part in parts {
            let goes_on = |before: &&mut Chain| {
                let (last, first) = (before.points[before.points.len() - 1], part.points[0]);
                if before.cadence != part.cadence || first.0 <= last.0 {
                    return false;
                }
                if last.1 == first.1 {
                    return first.0 - last.0 >= part.cadence.days() / 2;
                }
                let due = due(last.0, before.anchor, part.cadence, 1);
                lateness(first.0, due).abs() <= part.cadence.tolerance() && difference(last.1, first.1) <= 1000
            };
            match joined.iter_mut().rev().find(goes_on) {
                Some(before) => {
                    before.score += part.score;
                    before.clean += part.clean;
                    before.outside += part.outside;
                    before.anchor = part.anchor;
                    (before.early, before.late) = (before.early.max(part.early), before.late.max(part.late));
                    before.points.extend(part.points);
                    before.places.extend(part.places);
                }
                None => joined.push(part),
            }
        }
        joined
    }

    /// The whole group as one; with its first or its last row, where that alone is beside it.
    fn found(&self) -> Vec<Chain> {
        let rows = &self.rows;
        if let Some(mut whole) = self.accepted(rows, rows.len()) {
            let steps = whole.points.windows(2).filter(|two| two[0].1 != two[1].1).count();
            if steps * 3 > whole.points.len() {
                let parts = self.in_parts(rows);
                if parts.iter().map(|part| part.score).sum::<i32>() > whole.score {
                    return parts;
                }
            }
            if whole.cadence == Cadence::Semimonthly && steps + whole.missed > 0 {
                let contracts = self.contracts(Cadence::Monthly);
                if unsteady(&contracts) < steps + whole.missed && covered(&contracts) >= whole.places.len() {
                    return contracts;
                }
            }
            if whole.outside == 1 && whole.points.len() >= 3 {
                let cycle = whole.cadence.days();
                let lone = rows.iter().position(|row| !whole.places.contains(&row.0)).unwrap();
                let last = rows.len() - 1;
                let is_first = lone == 0 && (cycle / 3..=cycle * 3 / 2).contains(&(rows[1].1 - rows[0].1));
                let is_last = lone == last && rows[last].1 - rows[last - 1].1 > cycle * 2;
                if is_first || is_last {
                    whole.outside = 0;
                    whole.places = rows.iter().map(|row| row.0).collect();
                    whole.points = rows.iter().map(|row| (row.1, row.2)).collect();
                }
            }
            for row in rows.iter().filter(|_| self.traits.direction == Direction::In) {
                let is_paid = |at: &usize| whole.points[*at].0 == row.1;
                if let Some(at) = (1..whole.points.len()).find(is_paid)
                    && !whole.places.contains(&row.0)
                    && difference(whole.points[at].1 + row.2, whole.points[at - 1].1) <= 20
                {
                    whole.points[at].1 += row.2;
                    whole.places.push(row.0);
                    whole.places.sort_unstable();
                    whole.outside -= 1;
                }
            }
            let free: Vec<Row> = rows.iter().copied().filter(|row| !whole.places.contains(&row.0)).collect();
            let mut found = if free.len() > 2 { self.in_parts(&free) } else { Vec::new() };
            found.push(whole);
            return found;
        }
        if let Some(runs) = self.resumed() {
            return runs;
        }
        let parts = self.in_parts(rows);
        let told_apart: Vec<Chain> = parts.iter().filter(|part| spread(&part.points) <= 20).cloned().collect();
        let (found, contracts) = match self.by_day() {
            Some(days) if days.places.len() * 2 > covered(&told_apart) * 3 => {
                let contracts = self.contracts(days.cadence);
                if covered(&contracts) >= days.places.len() {
                    return contracts;
                }
                return vec![days];
            }
            _ => (parts, self.contracts(Cadence::Monthly)),
        };
        if !found.is_empty() && covered(&contracts) > covered(&found) {
            return contracts;
        }
        let planned = self.plan();
        if covered(&planned) > covered(&found) { planned } else { found }
    }

    /// Contracts of one price each: every row has at most one before it and one after it. Rows of a day that find their own
    /// amount a cycle before are asked before the others of that day.
    fn contracts(&self, cadence: Cadence) -> Vec<Chain> {
        if self.traits.direction == Direction::In || self.traits.is_at_will {
            return Vec::new();
        }
        let mut strands = self.told_apart(cadence, 500);
        let is_many = strands.len() > 4;
        strands.retain(|strand| strand.len() >= 3 && !is_many);
        let mut found: Vec<Chain> =
            strands.iter().filter_map(|strand| self.accepted(strand, self.rows.len())).collect();
        found.retain(|strand| strand.cadence == cadence && spread(&strand.points) <= 20);
        if found.len() < 2 { Vec::new() } else { found }
    }

    fn told_apart(&self, cadence: Cadence, step: i64) -> Vec<Vec<Row>> {
        let rows = &self.rows;
        // Of each row that was asked the one before it, in the order of asking.
        let mut asked: Vec<(usize, Option<usize>)> = Vec::new();
        let born = |asked: &[(usize, Option<usize>)], mut row: usize| {
            loop {
                let at = asked.iter().position(|known| known.0 == row).unwrap();
                match asked[at].1 {
                    Some(before) => row = before,
                    None => return at,
                }
            }
        };
        let nearest = |asked: &[(usize, Option<usize>)], row: usize, is_equal: bool| {
            let off = |before: usize| (rows[row].1 - rows[before].1 - cadence.days()).abs();
            let apart = |before: usize| difference(rows[row].2, rows[before].2);
            let mut free: Vec<usize> = asked.iter().map(|known| known.0).collect();
            free.retain(|before| asked.iter().all(|known| known.1 != Some(*before)));
            free.retain(|&before| {
                off(before) <= cadence.tolerance() + 2 && apart(before) <= if is_equal { 0 } else { step }
            });
            free.into_iter().min_by_key(|&before| (off(before), apart(before), born(asked, before)))
        };
        let mut days: Vec<i32> = rows.iter().map(|row| row.1).collect();
        days.dedup();
        for day in days {
            for is_equal in [true, false] {
                for row in (0..rows.len()).filter(|&row| rows[row].1 == day) {
                    let is_new = asked.iter().all(|known| known.0 != row);
                    let before = nearest(&asked, row, is_equal);
                    if is_new && (before.is_some() || !is_equal) {
                        asked.push((row, before));
                    }
                }
            }
        }
        let mut strands: Vec<(usize, Vec<Row>)> = Vec::new();
        for (place, &row) in rows.iter().enumerate() {
            let born = born(&asked, place);
            match strands.iter_mut().find(|known| known.0 == born) {
                Some((_, strand)) => strand.push(row),
                None => strands.push((born, vec![row])),
            }
        }
        strands.sort_by_key(|known| known.0);
        strands.into_iter().map(|known| known.1).collect()
    }

    /// Days of the year that came twice, where all but one in five did that could.
    fn plan(&self) -> Vec<Chain> {
        let (first, last) = (self.rows[0], self.rows[self.rows.len() - 1]);
        let limit = if self.traits.is_committed { 350 } else { 100 };
        let begins = |row: &Row| (350..=381).contains(&(last.1 - row.1)) && difference(row.2, last.2) <= limit;
        let strands = self.told_apart(Cadence::Annual, limit);
        let is_plain = self.traits.direction == Direction::Out && !self.traits.is_at_will;
        if !is_plain || !self.rows.iter().any(begins) || strands.len() > 12 {
            return Vec::new();
        }
        let (mut found, mut days, mut odd) = (Vec::new(), Vec::new(), 0);
        for strand in strands {
            let way = chain(&strand, Cadence::Annual, spacing(&strand), self.is_agreed());
            match way.filter(|way| way.outside == 0 && last.1 - strand[strand.len() - 1].1 < 381) {
                Some(way) => {
                    days.push(strand[0].1);
                    found.push(way);
                }
                None => odd += strand.iter().filter(|row| row.1 - first.1 > 381 || last.1 - row.1 > 381).count(),
            }
        }
        days.dedup();
        let is_plan = days.len() >= if self.traits.is_committed { 2 } else { 3 };
        if is_plan && odd * 4 <= covered(&found) { found } else { Vec::new() }
    }

    /// Two runs with a pause between them that is more than three times any gap after it.
    fn resumed(&self) -> Option<Vec<Chain>> {
        let rows = &self.rows;
        let gap = |place: usize| rows[place].1 - rows[place - 1].1;
        let is_pause = |place: &usize| {
            let widest = (place + 1..rows.len()).map(gap).max().unwrap_or(0).max(4);
            gap(*place) >= 60 && gap(*place) > 3 * widest
        };
        let (before, after) = rows.split_at((1..rows.len()).rev().find(is_pause)?);
        if before.len() < 3 || after.len() < 2 {
            return None;
        }
        let runs = [self.accepted(before, rows.len())?, self.accepted(after, rows.len())?];
        (runs[0].cadence == runs[1].cadence).then(|| self.continued(runs.to_vec()))
    }

    /// Rows of a day as one.
    fn by_day(&self) -> Option<Chain> {
        let mut days: Vec<Row> = Vec::new();
        for row in &self.rows {
            match days.last_mut().filter(|last| last.1 == row.1) {
                Some(last) => last.2 += row.2,
                None => days.push((days.len() as u32, row.1, row.2)),
            }
        }
        if days.len() == self.rows.len() {
            return None;
        }
        let mut found = self.accepted(&days, days.len())?;
        let is_member = |row: &&Row| found.points.iter().any(|point| point.0 == row.1);
        found.places = self.rows.iter().filter(is_member).map(|row| row.0).collect();
        Some(found)
    }
}

fn rows(chance: &mut Chance) -> Vec<Row> {
    let first = CivilDate::parse("2023-01-01").unwrap().days() + chance.of(0..400) as i32;
    let mut found: Vec<(i32, i64)> = Vec::new();
    let usual = chance.of(5..400) * 100;
    // Now and then contracts of one cadence, on one day or two.
    let shared = chance.once_in(4).then(|| chance.pick(&[Cadence::Monthly, Cadence::Monthly, Cadence::Quarterly]));
    for _ in 0..chance.of(1..3) {
        let cadence = shared.unwrap_or(chance.pick(Cadence::ALL));
        let apart = if shared.is_some() { chance.pick(&[0, 0, 3, 15]) } else { chance.of(0..20) };
        let start = CivilDate::from_days(first + apart as i32).unwrap();
        let mut amount = usual + chance.pick(&[0, 0, 1, 300, 90_000]);
        let is_loose = chance.once_in(4);
        for place in 0..chance.of(2..8) as i32 {
            let due = cadence.nth(start, place);
            let weekend = match due.weekday() {
                5 => 2,
                6 => 1,
                _ => 0,
            };
            let off = if chance.once_in(if is_loose { 2 } else { 7 }) { chance.of(-4..9) as i32 } else { weekend };
            if chance.once_in(9) {
                amount += chance.pick(&[-1, 100, 500, 40_000]);
            }
            let drift = if is_loose { chance.of(0..900) } else { 0 };
            if !chance.once_in(8) {
                found.push((due.days() + off, amount + drift));
            }
        }
    }
    if chance.once_in(5) {
        // A plan of the year, told by two years.
        found.clear();
        for day in 0..chance.of(2..5) {
            let amount = usual + chance.pick(&[0, 0, 500, 3_000]);
            for year in 0..2 {
                found.push((
                    first + day as i32 * 73 + year * 365 + chance.of(-4..6) as i32,
                    amount + chance.pick(&[0, 0, 200]),
                ));
            }
        }
    }
    for _ in 0..chance.of(-2..4) {
        found.push((first + chance.of(0..200) as i32, chance.pick(&[usual, usual + 7, 12_345, 900])));
    }
    if chance.once_in(6) && !found.is_empty() {
        // One in two parts of a day.
        let at = chance.of(0..found.len() as i64) as usize;
        let (day, amount) = found[at];
        found[at].1 -= amount / 3;
        found.push((day, amount / 3));
    }
    found.sort_unstable();
    if chance.once_in(5) {
        // A pause, in the middle of what goes on.
        let (from, days) = (chance.of(2..7) as usize, chance.of(40..400) as i32);
        found.iter_mut().skip(from).for_each(|row| row.0 += days);
    }
    found.truncate(chance.of(2..10) as usize);
    let sign = if chance.once_in(3) { 1 } else { -1 };
    (0..).zip(found).map(|(place, (day, amount))| (place, day, amount.max(1) * sign)).collect()
}

fn plain(found: &Found) -> Chain {
    let fit = &found.fit;
    Chain {
        cadence: fit.cadence,
        score: fit.score,
        clean: fit.clean,
        missed: fit.missed,
        slipped: fit.slipped,
        outside: fit.outside,
        off: fit.off,
        anchor: fit.anchor,
        early: fit.early,
        late: fit.late,
        places: found.places.clone(),
        points: found.points.iter().map(|point| (point.day, point.amount)).collect(),
    }
}

fn check(chance: &mut Chance) -> Result<bool, String> {
    let rows = rows(chance);
    if rows.len() < 2 {
        return Ok(false);
    }
    let direction = if rows[0].2 > 0 { Direction::In } else { Direction::Out };
    let is_committed = chance.once_in(3);
    let traits = Traits { direction, is_committed, is_at_will: !is_committed && chance.once_in(5) };
    let point = |&(row, day, amount): &Row| {
        let (month_day, is_month_end) = (month_day(day) as u8, is_month_end(day));
        Point { day, amount, row, month_day, is_month_end }
    };
    let points: Vec<Point> = rows.iter().map(point).collect();
    let ours: Vec<Chain> = group::find(&points, traits, &mut group::Room::default()).iter().map(plain).collect();
    let naive = Oracle { rows: rows.clone(), traits }.found();
    if ours == naive { Ok(!ours.is_empty()) } else { Err(format!("{ours:?} but {naive:?} of {rows:?} {traits:?}")) }
}

#[test]
fn series_are_those_of_every_subset() {
    histories("series", 0x5e1e5, [300_000, 500], &mut check);
}
