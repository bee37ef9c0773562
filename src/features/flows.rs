// SPDX-License-Identifier: MIT OR Apache-2.0
//! What came in and went out on each day, by account and currency: sums that grow row by row.
//!
//! In: visible rows, one after another, in any order. Out: sums that forecasts and months are told from, so that a
//! new row costs itself and an answer costs days, not rows. May use: types, ledger.

use core::cell::RefCell;

use crate::{
    ledger::{Class, Ledger, OwnTransfer, Symbol},
    types::{CivilDate, Currency, fit, order_of},
};

/// One day of one account in one currency, in minor units without sign.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Day {
    pub(super) day: i32,
    pub(super) rows: u32,
    pub(super) income: u64,
    pub(super) spend: u64,
}

/// What of a day only moves own money: few days have any.
#[derive(Clone, Copy, Debug, Default)]
struct Own {
    day: i32,
    income: u64,
    spend: u64,
}

/// A size as a signed number, held at the end of 64 bits.
pub(super) const fn held(size: u64) -> i64 {
    if size > i64::MAX as u64 { i64::MAX } else { size as i64 }
}

/// So many months back sums are kept.
pub(super) const MONTHS: usize = 12;

/// Sums of one month, without what only moves own money.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Month {
    pub(super) rows: u32,
    pub(super) income: u64,
    pub(super) spend: u64,
}

/// Sums of months, the newest first, each until its last day; those with another day since are summed up anew.
#[derive(Clone, Debug)]
struct Months {
    /// The last day before each.
    ends: [i32; MONTHS],
    sums: [Option<Month>; MONTHS],
}

/// One account in one currency.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    pub(super) account: Symbol,
    pub(super) currency: Currency,
    /// Its oldest and its newest row.
    first: u32,
    newest: u32,
    /// The newest day with a balance after a row.
    told: Option<i32>,
    /// Days with rows, in order.
    pub(super) days: Vec<Day>,
    /// In order.
    own: Vec<Own>,
    /// None before they are asked for.
    months: RefCell<Option<Months>>,
}

impl Flow {
    /// What each month comes to, where they end before these days.
    pub(super) fn months(&self, ends: &[i32; MONTHS]) -> [Month; MONTHS] {
        let mut known = self.months.borrow_mut();
        let known = known.get_or_insert(Months { ends: *ends, sums: [None; MONTHS] });
        if known.ends != *ends {
            *known = Months { ends: *ends, sums: [None; MONTHS] };
        }
        let mut months = [Month::default(); MONTHS];
        let mut until = i32::MAX;
        for ((&end, sum), month) in ends.iter().zip(&mut known.sums).zip(&mut months) {
            *month = *sum.get_or_insert_with(|| self.month(end, until));
            until = end;
        }
        months
    }

    /// A day is another one now.
    fn forget(&mut self, day: i32) {
        if let Some(known) = self.months.get_mut()
            && let Some(sum) = known.ends.iter().position(|&end| day > end).and_then(|at| known.sums.get_mut(at))
        {
            *sum = None;
        }
    }

    /// Notes of a row whether it only moves own money, where that was told in another way before.
    fn note_own(&mut self, day: i32, amount: i64, is_own: bool) {
        let place = self.own.partition_point(|known| known.day < day);
        if self.own.get(place).is_none_or(|known| known.day != day) {
            insert_more(&mut self.own, place, Own { day, ..Own::default() });
        }
        let Some(own) = self.own.get_mut(place) else { return };
        let (side, size) = (if amount > 0 { &mut own.income } else { &mut own.spend }, amount.unsigned_abs());
        *side = if is_own { side.saturating_add(size) } else { side.saturating_sub(size) };
    }

    fn month(&self, after: i32, until: i32) -> Month {
        let from = self.days.partition_point(|known| known.day <= after);
        let own_from = self.own.partition_point(|known| known.day <= after);
        let mut own = self.own.get(own_from..).unwrap_or_default().iter().peekable();
        let mut month = Month::default();
        for known in self.days.get(from..).unwrap_or_default() {
            if known.day > until {
                break;
            }
            let own = own.next_if(|own| own.day == known.day).copied().unwrap_or_default();
            month.rows += known.rows;
            month.income = month.income.saturating_add(known.income.saturating_sub(own.income));
            month.spend = month.spend.saturating_add(known.spend.saturating_sub(own.spend));
        }
        month
    }
}

/// What is noted of a row.
#[derive(Clone, Copy)]
pub(super) enum Note {
    /// It is new, and comes after all that were noted.
    Newest,
    /// It is new.
    Row,
    /// Whether it only moves own money.
    Own(bool),
}

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Flows {
    /// In the order of their keys.
    pub(super) all: Vec<Flow>,
    /// The place of the one that was noted last.
    last: usize,
    /// Whether the order of accounts may be another one since it was last looked at.
    pub(super) moved: bool,
    /// The accounts, as they were when the tally was made; with others it is made anew.
    pub(super) accounts: Vec<Symbol>,
}

impl Flows {
    /// Those of a currency.
    pub(super) fn of_currency(&self, currency: Currency) -> impl Iterator<Item = &Flow> {
        self.all.iter().filter(move |flow| flow.currency == currency)
    }

    /// Takes a visible row in, or notes whether a known one only moves own money.
    pub(super) fn note(&mut self, ledger: &Ledger, row: u32, note: Note) {
        let Some((amount, day, &Class { account, currency, .. })) = ledger.rows().brief(row) else { return };
        // Rows of one account often follow each other.
        let is_it = |flow: &Flow| (flow.account, flow.currency) == (account, currency);
        let place = if self.all.get(self.last).is_some_and(is_it) {
            self.last
        } else {
            self.all.partition_point(|flow| key(flow.account, flow.currency) < key(account, currency))
        };
        self.last = place;
        if !self.all.get(place).is_some_and(is_it) {
            let (days, own, months) = (Vec::new(), Vec::new(), RefCell::new(None));
            let flow = Flow { account, currency, first: row, newest: row, told: None, days, own, months };
            self.all.insert(place, flow);
            self.moved = true;
        }
        let Some(flow) = self.all.get_mut(place) else { return };
        flow.forget(day);
        if let Note::Own(is_own) = note {
            return flow.note_own(day, amount, is_own);
        }
        // Most rows come after all that are known, or on their last day.
        let place = match flow.days.last() {
            Some(last) if last.day == day => flow.days.len() - 1,
            Some(last) if last.day > day => flow.days.partition_point(|known| known.day < day),
            _ => flow.days.len(),
        };
        if flow.days.get(place).is_none_or(|known| known.day != day) {
            insert_more(&mut flow.days, place, Day { day, ..Day::default() });
        }
        let (is_first, is_last) = (place == 0, place + 1 == flow.days.len());
        let Some(sums) = flow.days.get_mut(place) else { return };
        let side = if amount > 0 { &mut sums.income } else { &mut sums.spend };
        *side = side.saturating_add(amount.unsigned_abs());
        sums.rows += 1;
        let is_newest = matches!(note, Note::Newest);
        if !is_newest && is_first && ledger.by_time(row, flow.first).is_lt() {
            flow.first = row;
            self.moved = true;
        }
        if is_newest || is_last && ledger.by_time(row, flow.newest).is_gt() {
            flow.newest = row;
        }
        if ledger.rows().balance_after(row).is_some() {
            flow.told = flow.told.max(Some(day));
        }
    }

    /// All rows are in: takes no more room than for a few more days.
    pub(super) fn fit(&mut self) {
        for flow in &mut self.all {
            fit(&mut flow.days);
            fit(&mut flow.own);
        }
    }

    /// Takes a row out again; `false` where the sums alone do not say what is left.
    pub(super) fn take_out(&mut self, ledger: &Ledger, row: u32) -> bool {
        let Some(class) = ledger.rows().class(row) else { return false };
        let is_it = |flow: &&mut Flow| (flow.account, flow.currency) == (class.account, class.currency);
        let Some(flow) = self.all.iter_mut().find(is_it) else { return false };
        let tells = ledger.rows().balance_after(row).is_some();
        flow.forget(ledger.day(row));
        let place = flow.days.partition_point(|known| known.day < ledger.day(row));
        let Some(sums) = flow.days.get_mut(place).filter(|_| !tells && flow.first != row && flow.newest != row) else {
            return false;
        };
        let amount = ledger.amount(row);
        let side = if amount > 0 { &mut sums.income } else { &mut sums.spend };
        *side = side.saturating_sub(amount.unsigned_abs());
        sums.rows -= 1;
        if sums.rows == 0 {
            flow.days.remove(place);
        }
        true
    }

    /// Every account that was declared or has rows: as declared, then by its first row.
    #[must_use]
    pub(super) fn find_accounts(&self, ledger: &Ledger) -> Vec<Symbol> {
        let mut known: Vec<Symbol> = Vec::new();
        for account in ledger.accounts() {
            known.push(account.id);
        }
        let first = |place: u32| self.all.get(place as usize).map(|flow| ledger.when(flow.first));
        for place in order_of(self.all.len(), &mut |a, b| first(a).cmp(&first(b))) {
            let account = self.all.get(place as usize).map(|flow| flow.account).unwrap_or_default();
            if !known.contains(&account) {
                known.push(account);
            }
        }
        known
    }

    /// The currency of an account's newest row.
    pub(super) fn currency_of(&self, ledger: &Ledger, account: Symbol) -> Option<Currency> {
        let mut newest: Option<&Flow> = None;
        for flow in self.all.iter().filter(|flow| flow.account == account) {
            if newest.is_none_or(|newest| ledger.when(newest.newest) < ledger.when(flow.newest)) {
                newest = Some(flow);
            }
        }
        newest.map(|flow| flow.currency)
    }

    /// The newest day of an account that tells a balance in a currency.
    pub(super) fn told(&self, account: Symbol, currency: Currency) -> Option<i32> {
        self.all.iter().find(|flow| (flow.account, flow.currency) == (account, currency))?.told
    }

    /// Every day of accounts taken together, without what moves between two of them: a transfer takes a few days.
    pub(super) fn days(
        &self,
        ledger: &Ledger,
        transfers: &[OwnTransfer],
        (accounts, currency): (&[Symbol], Currency),
        (from, to): (CivilDate, CivilDate),
    ) -> Vec<Day> {
        let from = from.days();
        let mut sums = vec![Day::default(); usize::try_from(to.days() - from + 1).unwrap_or(0)];
        let at = |day: i32| usize::try_from(day - from).unwrap_or(usize::MAX);
        for flow in self.of_currency(currency).filter(|flow| accounts.contains(&flow.account)) {
            let start = flow.days.partition_point(|known| known.day < from);
            for known in flow.days.iter().skip(start) {
                if let Some(sum) = sums.get_mut(at(known.day)) {
                    sum.rows += known.rows;
                    sum.income = sum.income.saturating_add(known.income);
                    sum.spend = sum.spend.saturating_add(known.spend);
                }
            }
        }
        if accounts.len() > 1 {
            for pair in near(ledger, transfers, (from, to.days())) {
                for row in [pair.out, pair.into] {
                    if is_inner(ledger, pair, accounts, currency)
                        && let Some(sum) = sums.get_mut(at(ledger.day(row)))
                    {
                        let amount = ledger.amount(row);
                        let side = if amount > 0 { &mut sum.income } else { &mut sum.spend };
                        *side = side.saturating_sub(amount.unsigned_abs());
                        sum.rows = sum.rows.saturating_sub(1);
                    }
                }
            }
        }
        for (sum, day) in sums.iter_mut().zip(from..) {
            sum.day = day;
        }
        sums
    }
}

/// The transfers of some days, and of a few beside them.
pub(super) fn near<'a>(ledger: &Ledger, transfers: &'a [OwnTransfer], (from, to): (i32, i32)) -> &'a [OwnTransfer] {
    let place = |day: i32| transfers.partition_point(|pair| ledger.day(pair.out) < day);
    transfers.get(place(from - OwnTransfer::WINDOW_DAYS)..place(to + OwnTransfer::WINDOW_DAYS + 1)).unwrap_or_default()
}

/// Whether a transfer only moves money between two of some accounts, in one currency.
pub(super) fn is_inner(ledger: &Ledger, pair: &OwnTransfer, accounts: &[Symbol], currency: Currency) -> bool {
    let is_in = |row: u32| {
        let class = ledger.rows().class(row);
        class.is_some_and(|class| class.currency == currency && accounts.contains(&class.account))
    };
    is_in(pair.out) && is_in(pair.into)
}

/// Puts one more entry into a list that grows day by day.
fn insert_more<T>(list: &mut Vec<T>, place: usize, entry: T) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 4 + 16);
    }
    list.insert(place, entry);
}

const fn key(account: Symbol, currency: Currency) -> u64 {
    (account.number() as u64) << 8 | currency.index() as u64
}
