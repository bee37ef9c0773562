// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is usual: how this customer repeats a payee and an amount anyway.
//!
//! In: a basis. Out: chains (two or more rows of one payee and one amount, oldest first), and the counts of chains and
//! payees that `manner` tells a pair from. May use: types, ledger.
//! Invariants: one pass over the rows; a chain of any length costs its length; a pair asks for a few numbers, or for the rows
//! of a chain of at most `SHORT`.

use super::{
    super::{add::Touched, debits::key_of},
    Basis,
    manner::{Around, Chain, Manner},
};
use crate::{
    ledger::{Ledger, PayeeId},
    types::{Numbers, by_row, fit, grow_to, push_more, sort_numbers},
};

/// The row stands alone at its payee.
const ALONE: u32 = 1 << 31;
/// Days around a pair that hold its own burst.
pub(super) const AROUND_DAYS: i32 = 7;
/// Rows of one day that are looked at for a second debit.
const LOOKED_AT: usize = 16;

/// So many rows are counted again whenever that is asked for: most chains have no more, and there are many. Fewer in tests,
/// whose histories are short.
const SHORT: usize = if cfg!(test) { 2 } else { 16 };

/// What is kept of a chain.
#[derive(Clone, Copy, Debug, Default)]
struct Kept {
    /// Where its rows start among those of all.
    from: u32,
    len: u32,
    /// Days with several of its rows.
    bursts: u32,
    /// The place of its amount among the days.
    amount: u32,
}

/// A payee whose rows became more, and what it was like before.
pub(super) struct Moved {
    pub(super) payee: PayeeId,
    before: Manner,
}

/// See the door plate.
#[derive(Debug)]
pub(super) struct Habits {
    /// Rows of repeated amounts of one payee, chain after chain.
    rows: Vec<u32>,
    chains: Vec<Kept>,
    /// Of chains that are no short ones all that is counted, with their places; in order.
    long: Vec<(u32, Chain)>,
    /// By amount: days on which anyone was paid it.
    days: Vec<u32>,
    /// By row, see `place_of`: twice its chain plus one; of one that stands alone at its payee, twice the place of its
    /// amount among the days and one more; 0 for rows whose amount stands alone.
    chain_of: Numbers,
    manners: Vec<Manner>,
    equal_bursts: u32,
    /// What it was before rows were taken in.
    bursts_before: u32,
}

impl Habits {
    pub(super) fn new(ledger: &Ledger, basis: &Basis) -> Self {
        let manners = by_row(basis.view.payee_count(), Manner::default());
        let mut habits = Self {
            rows: Vec::new(),
            chains: Vec::new(),
            long: Vec::new(),
            days: Vec::new(),
            chain_of: Numbers::zeros(ledger.len()),
            manners,
            equal_bursts: 0,
            bursts_before: 0,
        };
        let mut keys: Vec<u64> = Vec::new();
        for block in basis.debits.repeated() {
            habits.add_block(ledger, basis, block, &mut keys);
        }
        fit(&mut habits.rows);
        fit(&mut habits.chains);
        fit(&mut habits.long);
        fit(&mut habits.days);
        habits.count(ledger, basis);
        habits
    }

    /// Takes more rows in, and tells what touched payees were like; `None`: all had better be told anew.
    pub(super) fn add(&mut self, ledger: &Ledger, basis: &Basis, touched: &Touched) -> Option<Vec<Moved>> {
        self.chain_of.grow(ledger.len());
        grow_to(&mut self.manners, basis.view.payee_count(), Manner::default());
        self.bursts_before = self.equal_bursts;
        let mut moved = Vec::new();
        for &payee in &touched.payees {
            moved.push(Moved { payee, before: self.manner(payee) });
        }
        let mut keys = Vec::new();
        for &row in &touched.gone {
            let block = key_of(ledger, row).map(|key| basis.debits.of_key(key)).unwrap_or_default();
            self.drop_chains(basis, &[row]);
            self.drop_chains(basis, block);
            for &row in [row].iter().chain(block) {
                self.chain_of.set(row, 0);
            }
            if block.len() > 1 {
                self.add_block(ledger, basis, block, &mut keys);
            }
        }
        for &row in &touched.rows {
            let block = key_of(ledger, row).map(|key| basis.debits.of_key(key)).unwrap_or_default();
            // A row without a chain is a new one: the rows of its amount are put into chains once.
            if block.len() > 1 && self.chain_of.get(row) == 0 {
                self.drop_chains(basis, block);
                self.add_block(ledger, basis, block, &mut keys);
            }
        }
        self.recount(ledger, basis, touched);
        // Chains that were dropped leave their places behind: in time it is cheaper to begin anew.
        (self.rows.len() <= basis.view.rows().len() * 2).then_some(moved)
    }

    /// The rows that may be one burst, where with the last rows bursts became more or fewer anywhere: such a pair is
    /// weighed against those elsewhere.
    pub(super) fn burst_rows(&self, rows: &mut Vec<u32>) {
        if self.equal_bursts == self.bursts_before {
            return;
        }
        for chain in &self.chains {
            if chain.len > 2 && chain.bursts > 0 {
                rows.extend_from_slice(self.rows_of(chain));
            }
        }
    }

    fn manner(&self, payee: PayeeId) -> Manner {
        self.manners.get(payee.0 as usize).copied().unwrap_or_default()
    }

    /// The rows of a payee whose pairs weigh what it is like in another way than before.
    pub(super) fn moved_rows(&self, basis: &Basis, moved: &Moved, rows: &mut Vec<u32>) {
        // A chain counts by its length alone, and most are short.
        let (mut known, manner) = ([false; 32], self.manner(moved.payee));
        let moves = |len: usize| {
            let chain = Chain { len, ..Chain::default() };
            moved.before.weights(&chain) != manner.weights(&chain)
        };
        let longest = manner.longest.max(1) as usize;
        for (len, known) in known.iter_mut().enumerate().take(longest + 1).skip(1) {
            *known = moves(len);
        }
        // What a payee with many rows is like has mostly the same weight as before, whatever the chain.
        if longest < known.len() && !known.contains(&true) {
            return;
        }
        for &row in basis.view.rows_of(moved.payee) {
            let length = self.length_of(row);
            if length > 0 && known.get(length).copied().unwrap_or_else(|| moves(length)) {
                rows.push(row);
            }
        }
    }

    /// Takes the chains of one amount out of all sums.
    fn drop_chains(&mut self, basis: &Basis, block: &[u32]) {
        for &row in block {
            let place = self.place_of(row);
            // One that stands alone is in no sum.
            let Some(chain) = place.checked_sub(1).and_then(|place| self.chains.get_mut(place as usize)) else {
                continue;
            };
            let gone = core::mem::take(chain);
            self.equal_bursts -= gone.bursts;
            if let Some(manner) = self.manners.get_mut(basis.view.payee(row).0 as usize) {
                manner.repeated -= gone.len;
                manner.equal_bursts -= gone.bursts;
            }
        }
    }

    /// Counts the debits of payees and the days with several.
    fn count(&mut self, ledger: &Ledger, basis: &Basis) {
        // By payee the day of its last debit, and whether it has several.
        let mut last = vec![(i32::MIN, false); self.manners.len()];
        for row in basis.view.rows() {
            let payee = basis.view.payee(row).0 as usize;
            if ledger.amount(row) < 0
                && payee != 0
                && let (Some(manner), Some(last)) = (self.manners.get_mut(payee), last.get_mut(payee))
            {
                let day = ledger.day(row);
                let again = last.0 == day;
                manner.rows += 1;
                manner.busy_days += u32::from(again && !last.1);
                *last = (day, again);
            }
        }
    }

    /// The same where rows came or went: of their days alone.
    fn recount(&mut self, ledger: &Ledger, basis: &Basis, touched: &Touched) {
        let mut done: Vec<(PayeeId, i32)> = Vec::new();
        for &row in touched.rows.iter().chain(&touched.gone) {
            let (payee, day) = (basis.view.payee(row), ledger.day(row));
            if payee == PayeeId::UNKNOWN || done.contains(&(payee, day)) {
                continue;
            }
            done.push((payee, day));
            let count = |rows: &[u32]| {
                let mut count = 0;
                for &row in rows {
                    let is_of_day = basis.view.payee(row) == payee && ledger.day(row) == day;
                    count += u32::from(is_of_day && ledger.amount(row) < 0);
                }
                count
            };
            let rows = basis.view.rows_of(payee);
            let from = rows.partition_point(|&row| ledger.day(row) < day);
            let to = rows.partition_point(|&row| ledger.day(row) <= day);
            let now = count(rows.get(from..to).unwrap_or_default());
            let before = now + count(&touched.gone) - count(&touched.rows);
            if let Some(manner) = self.manners.get_mut(payee.0 as usize) {
                manner.rows = manner.rows + now - before;
                manner.busy_days = manner.busy_days + u32::from(now > 1) - u32::from(before > 1);
            }
        }
    }

    /// The rows of one amount, put in order by payee.
    fn add_block(&mut self, ledger: &Ledger, basis: &Basis, block: &[u32], keys: &mut Vec<u64>) {
        keys.clear();
        for (at, &row) in block.iter().enumerate() {
            keys.push(u64::from(basis.view.payee(row).0) << 32 | at as u64);
        }
        sort_numbers(keys);
        let (amount, mut total) = (self.days.len() as u32, 0);
        for group in keys.chunk_by(|a, b| a >> 32 == b >> 32) {
            if let &[key] = group {
                let row = block.get(key as u32 as usize).copied().unwrap_or(0);
                self.chain_of.set(row, amount << 1 | 1);
                total += 1;
                continue;
            }
            let from = self.rows.len();
            for &key in group {
                let row = block.get(key as u32 as usize).copied().unwrap_or(0);
                push_more(&mut self.rows, row);
                self.chain_of.set(row, (self.chains.len() as u32 + 1) << 1);
            }
            let chain = Chain::of(ledger, self.rows.get(from..).unwrap_or_default());
            total += chain.days;
            if let Some(manner) = group.first().and_then(|key| self.manners.get_mut((key >> 32) as usize)) {
                manner.repeated += group.len() as u32;
                manner.equal_bursts += chain.bursts;
                manner.longest = manner.longest.max(group.len() as u32);
            }
            self.equal_bursts += chain.bursts;
            if chain.len > SHORT {
                self.long.push((self.chains.len() as u32, chain));
            }
            let (len, bursts) = (chain.len as u32, chain.bursts);
            push_more(&mut self.chains, Kept { from: from as u32, len, bursts, amount });
        }
        push_more(&mut self.days, total);
    }

    /// Rows of one payee and one amount, oldest first, for every two or more.
    pub(super) fn repeats(&self) -> impl Iterator<Item = &[u32]> {
        self.chains.iter().filter(|chain| chain.len > 1).map(|chain| self.rows_of(chain))
    }

    /// The chain of a row.
    pub(super) fn repeats_of(&self, row: u32) -> &[u32] {
        self.rows_of(&self.kept(row))
    }

    /// The chain of two or more that begins with a row.
    pub(super) fn repeat_from(&self, row: u32) -> Option<&[u32]> {
        let rows = self.repeats_of(row);
        (rows.len() > 1 && rows.first() == Some(&row)).then_some(rows)
    }

    /// What is usual around a pair.
    pub(super) fn around(&self, ledger: &Ledger, basis: &Basis, [earlier, later]: [u32; 2]) -> Around {
        let chain = self.chain(ledger, later);
        let (from, to) = (ledger.day(earlier), ledger.day(later));
        let payee = basis.view.payee(later);
        let own = if basis.view.payee(earlier) == payee { 2 } else { 1 };
        let manner = self.manner(payee);
        let of_payee = basis.view.rows_of(payee);
        let (others, repeated) = manner.beside(&chain);
        let rows = self.repeats_of(later);
        let near = rows_between(ledger, rows, from - AROUND_DAYS, to + AROUND_DAYS);
        // A machine that charged again and again: equal charges of a day or two that stand alone, nothing
        // else like it at the payee, and fewer of a kind elsewhere.
        let elsewhere = self.equal_bursts.saturating_sub(manner.equal_bursts);
        let (mut run_days, mut run_bursts) = (0, 0);
        let may_be_run = own == 2 && near > 2 && repeated == 0;
        let days = may_be_run.then_some(from - 1..=to + 1);
        for day in days.into_iter().flatten() {
            let count = rows_between(ledger, rows, day, day);
            run_days += u32::from(count > 0);
            run_bursts += u32::from(count > 1);
            if run_days > 2 {
                break;
            }
        }
        let one_slip = may_be_run
            && run_days <= 2
            && near == rows_between(ledger, rows, from - 1, to + 1)
            && run_bursts == chain.bursts
            && rows_between(ledger, of_payee, from, to) == rows_between(ledger, rows, from, to)
            && elsewhere * 4 <= near;
        let [first, second] = chain.gaps;
        let repeats = (chain.len as u32).saturating_sub(own);
        Around {
            usual_gap: match run_days {
                1 if one_slip => first,
                _ if one_slip => second,
                _ => chain.usual_gap(to - from),
            },
            rows_around: if one_slip { 0 } else { near.saturating_sub(own) },
            is_often: !one_slip && chain.close > 2 && (chain.close - 1) * 4 > chain.len as u32,
            has_rhythm: repeats > 0 && chain.close.saturating_sub(own - 1) * 4 <= repeats,
            others,
            repeated,
            busy_days: manner.busy_days,
            // The other spelling of a pair is no one else.
            amount_days: chain.amount_days.saturating_sub(chain.days + 2 - own),
        }
    }

    /// The chain of a row plus one, or `ALONE` and the place of its amount among the days; 0 for neither.
    fn place_of(&self, row: u32) -> u32 {
        let kept = self.chain_of.get(row);
        kept >> 1 | (kept & 1) << 31
    }

    /// How many of a pair's days are busy ones: its payee's rows of those days are looked for.
    pub(super) fn own_busy_days(ledger: &Ledger, basis: &Basis, [earlier, later]: [u32; 2]) -> u32 {
        let of_payee = basis.view.rows_of(basis.view.payee(later));
        let is_busy = |day| {
            let from = of_payee.partition_point(|&row| ledger.day(row) < day);
            let on_day = of_payee.iter().skip(from).take(LOOKED_AT).take_while(|&&row| ledger.day(row) == day);
            u32::from(on_day.filter(|&&row| ledger.amount(row) < 0).count() > 1)
        };
        let (from, to) = (ledger.day(earlier), ledger.day(later));
        is_busy(to) + if from == to { 0 } else { is_busy(from) }
    }

    /// All that is counted of the chain of a row.
    fn chain(&self, ledger: &Ledger, row: u32) -> Chain {
        let place = self.place_of(row);
        let days = |amount: u32| self.days.get(amount as usize).copied().unwrap_or(0);
        if place >= ALONE {
            return Chain { len: 1, days: 1, amount_days: days(place - ALONE), ..Chain::of(ledger, &[]) };
        }
        let kept = self.kept(row);
        if kept.len == 0 {
            return Chain::default();
        }
        let chain = if kept.len as usize > SHORT {
            let at = self.long.partition_point(|known| known.0 + 1 < place);
            self.long.get(at).map(|known| known.1).unwrap_or_default()
        } else {
            Chain::of(ledger, self.rows_of(&kept))
        };
        Chain { amount_days: days(kept.amount), ..chain }
    }

    fn kept(&self, row: u32) -> Kept {
        let place = self.place_of(row).checked_sub(1);
        place.and_then(|place| self.chains.get(place as usize)).copied().unwrap_or_default()
    }

    /// How long the chain of a row is.
    fn length_of(&self, row: u32) -> usize {
        match self.place_of(row) {
            0 => 0,
            ALONE.. => 1,
            place => self.chains.get(place as usize - 1).map_or(0, |chain| chain.len as usize),
        }
    }

    fn rows_of(&self, chain: &Kept) -> &[u32] {
        let rows = chain.from as usize..chain.from as usize + chain.len as usize;
        self.rows.get(rows).unwrap_or_default()
    }
}

fn rows_between(ledger: &Ledger, rows: &[u32], from: i32, to: i32) -> u32 {
    (rows.partition_point(|&row| ledger.day(row) <= to) - rows.partition_point(|&row| ledger.day(row) < from)) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::manner::NEVER, Basis, Chain, Habits, Manner};
    use crate::{
        ingest::Ingest,
        ledger::{Ledger, PayeeId},
        types::CivilDate,
    };

    fn take(ledger: &mut Ledger, rows: &[String]) {
        ledger.begin();
        let mut ingest = Ingest::default();
        ingest.push(format!("[{}]", rows.join(",")).as_bytes(), ledger).unwrap();
        ingest.finish(ledger).unwrap();
        ledger.commit();
    }

    proptest! {
        #[test]
        fn prop_payees_that_grew_row_by_row_are_those_counted_whole(
            drawn in prop::collection::vec((0..3_u8, 1..6_u8, 1..4_u8, 0..5_u8), 2..24),
            first in 1..8_usize,
        ) {
            let mut rows = Vec::new();
            for (at, (name, day, amount, kind)) in drawn.iter().enumerate() {
                let sign = if *kind == 4 { "" } else { "-" };
                let status = if *kind == 3 { "pending" } else { "booked" };
                rows.push(format!(
                    r#"{{"id":"r{at}","accountId":"a","bookedAt":"2026-03-0{day}","amount":"{sign}{amount}.00","currency":"EUR","counterpartyName":"Shop {}","kind":"card","status":"{status}"}}"#,
                    ["North", "South", "West"][usize::from(*name)]
                ));
            }
            let today = CivilDate::parse("2026-03-20").unwrap();
            let (mut ledger, mut from) = (Ledger::default(), first.min(rows.len()));
            take(&mut ledger, &rows[..from]);
            let mut basis = Basis::new(&ledger, today);
            let mut habits = Habits::new(&ledger, &basis);
            for row in &rows[from..] {
                take(&mut ledger, std::slice::from_ref(row));
                let new = from as u32..from as u32 + 1;
                from += 1;
                let grown = basis.add(&ledger, new, (CivilDate::MIN, today), &[], &|_| {});
                if grown.and_then(|touched| habits.add(&ledger, &basis, &touched)).is_none() {
                    basis = Basis::new(&ledger, today);
                    habits = Habits::new(&ledger, &basis);
                }
                let whole = Habits::new(&ledger, &basis);
                for payee in (1..basis.view.payee_count() as u32).map(PayeeId) {
                    let (grown, whole) = (habits.manner(payee), whole.manner(payee));
                    prop_assert!(grown.longest >= whole.longest);
                    let grown = Manner { longest: whole.longest, ..grown };
                    prop_assert_eq!(format!("{grown:?}"), format!("{whole:?}"));
                }
            }
        }

        #[test]
        fn prop_the_usual_gap_is_the_smallest_one_beside_the_pair(mut days in prop::collection::vec(0..60_i32, 2..9), at in 0..8_usize) {
            days.sort_unstable();
            let at = at % (days.len() - 1);
            let mut chain = Chain { len: days.len(), gaps: [NEVER; 2], days: 1, ..Chain::default() };
            let gaps: Vec<i32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
            for &gap in gaps.iter().filter(|gap| **gap > 0) {
                chain.days += 1;
                chain.add_gap(gap);
            }
            let beside = gaps.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, gap)| *gap);
            prop_assert_eq!(chain.usual_gap(gaps[at]), beside.min().unwrap_or(NEVER));
        }
    }
}
