// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the guard knows of the customer's own payments: looked up by payee, account and size, never scanned.
//!
//! In: a ledger and a basis. Out: `Known`, made in one pass with the rest of what a day's rows come to; it grows with
//! the basis.
//! Invariants: rows of cards, cash, fees and own transfers are no payments that somebody typed.

use core::ops::Range;

use crate::{
    detect::Basis,
    ledger::{Ledger, PayeeId, Symbol},
    types::{CivilDate, Currency, Kind, fit, grow_to, sort_numbers},
};

/// Sizes older than this say nothing of what is usual.
const USUAL_DAYS: i32 = 400;
/// How far ahead a scheduled payment counts as the same one.
const AHEAD_DAYS: i32 = 14;
const NEVER: i32 = i32::MAX;
/// Sizes are kept below the currency's place in one number.
const SIZE_BITS: u32 = 56;
const SIZE_MASK: u64 = (1 << SIZE_BITS) - 1;

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// By payee: the day of its first typed payment.
    first: Vec<i32>,
    /// By payee: the account number seen last.
    last: Vec<u32>,
    /// Account number above, payee below; in order, each pair once.
    accounts: Vec<u64>,
    /// Currency above, size below; in order.
    sizes: Vec<u64>,
    /// Rows to come, within reach.
    pub(super) ahead: Vec<u32>,
    /// Typed payments; those with a time; of these at night, and at a weekend.
    pub(super) typed: u32,
    pub(super) timed: u32,
    pub(super) night: u32,
    pub(super) weekend: u32,
    /// The day of the first of them.
    pub(super) since: i32,
}

impl Known {
    /// One pass over the payments of a basis.
    #[must_use]
    pub fn new(ledger: &Ledger, basis: &Basis, today: CivilDate) -> Self {
        let mut known = Self { since: NEVER, ..Self::default() };
        known.make_room(basis);
        for place in basis.view.rows() {
            if !basis.halves.has(place) {
                known.payment(ledger, basis, place, today);
            }
        }
        // Few ledgers have rows to come.
        if ledger.has_between(today.days(), today.days().saturating_add(AHEAD_DAYS)) {
            for place in 0..ledger.len() as u32 {
                known.look_ahead(ledger, place, today);
            }
        }
        known.settle();
        fit(&mut known.accounts);
        fit(&mut known.sizes);
        known
    }

    /// Whether somebody typed a row; with such a one gone all must be made anew.
    #[must_use]
    pub fn holds(ledger: &Ledger, row: u32) -> bool {
        ledger.rows().kind(row).is_some_and(|kind| is_typed(kind, true))
    }

    /// Takes more rows in, with which the basis grew: none before became half of an own transfer.
    /// Of these some can be seen.
    pub fn add(&mut self, ledger: &Ledger, basis: &Basis, rows: Range<u32>, seen: &[u32], today: CivilDate) {
        self.make_room(basis);
        let before = self.typed;
        for &place in seen.iter().filter(|&&row| !basis.halves.has(row)) {
            self.payment(ledger, basis, place, today);
        }
        for place in rows {
            self.look_ahead(ledger, place, today);
        }
        if self.typed != before {
            self.settle();
        }
    }

    /// Goes on to a later day on which no row came; among the first so many rows are those that are still to come.
    pub fn pass(&mut self, ledger: &Ledger, basis: &Basis, (was, today): (CivilDate, CivilDate), rows: u32) {
        let view = basis.view.rows();
        let place = |day: CivilDate| view.partition_point(&|row| ledger.day(row) < day.days() - USUAL_DAYS);
        for row in view.until(place(today)).past(place(was)) {
            if let Some(size) = Self::size_of(ledger, basis, row)
                && let Ok(at) = self.sizes.binary_search(&size)
            {
                self.sizes.remove(at);
            }
        }
        self.ahead.clear();
        for row in 0..rows {
            self.look_ahead(ledger, row, today);
        }
    }

    /// The size of a payment that somebody typed.
    fn size_of(ledger: &Ledger, basis: &Basis, place: u32) -> Option<u64> {
        let (class, amount) = (ledger.rows().class(place)?, ledger.amount(place));
        let has_account = ledger.rows().counterparty_account(place).is_some();
        let is_half = basis.halves.has(place);
        let counts = amount < 0 && !is_half && is_typed(class.kind, has_account);
        counts.then(|| key(class.currency, amount.unsigned_abs()))
    }

    fn make_room(&mut self, basis: &Basis) {
        let payees = basis.view.payee_count();
        grow_to(&mut self.first, payees, NEVER);
        grow_to(&mut self.last, payees, 0);
    }

    fn settle(&mut self) {
        sort_numbers(&mut self.accounts);
        self.accounts.dedup();
        sort_numbers(&mut self.sizes);
    }

    /// Notes a payment to come.
    fn look_ahead(&mut self, ledger: &Ledger, place: u32, today: CivilDate) {
        let days = ledger.day(place).saturating_sub(today.days());
        if (1..=AHEAD_DAYS).contains(&days) && ledger.amount(place) < 0 {
            self.ahead.push(place);
        }
    }

    /// Notes a row, if somebody typed it.
    fn payment(&mut self, ledger: &Ledger, basis: &Basis, place: u32, today: CivilDate) {
        let Some(class) = ledger.rows().class(place) else { return };
        let account = ledger.rows().counterparty_account(place);
        let amount = ledger.amount(place);
        if amount >= 0 || !is_typed(class.kind, account.is_some()) {
            return;
        }
        let payee = basis.view.payee(place).0;
        let pair = u64::from(account.number()) << 32 | u64::from(payee);
        // Most rows of a payee go where the one before went.
        if account.is_some()
            && let Some(last) = self.last.get_mut(payee as usize).filter(|last| **last != account.number())
        {
            *last = account.number();
            self.accounts.push(pair);
        }
        let day = ledger.day(place);
        self.typed += 1;
        self.since = self.since.min(day);
        if let Some(first) = self.first.get_mut(payee as usize) {
            *first = day.min(*first);
        }
        if day >= today.days() - USUAL_DAYS {
            self.sizes.push(key(class.currency, amount.unsigned_abs()));
        }
        if let Some(seconds) = ledger.rows().time(place) {
            self.timed += 1;
            self.night += u32::from(is_night(seconds));
            self.weekend += u32::from(CivilDate::from_days(day).is_some_and(|date| date.weekday() >= 5));
        }
    }

    /// Whether an account of a country was paid before, to somebody who was paid first on that day or earlier; `None`
    /// where no number tells its country.
    pub(super) fn paid_into(&self, ledger: &Ledger, country: [u8; 2], until: i32) -> Option<bool> {
        let mut any = None;
        for &pair in &self.accounts {
            let known = country_of(ledger.word(Symbol::from_place((pair >> 32) as usize - 1)));
            if known == Some(country) && self.first_paid(PayeeId(pair as u32)).is_some_and(|day| day <= until) {
                return Some(true);
            }
            any = any.or(known.map(|_| false));
        }
        any
    }

    /// Whether there is enough of a history to tell who is new in it.
    pub(super) const fn tells_new(&self, today: i32) -> bool {
        self.typed >= 5 && self.since <= today - 30
    }

    /// The day of a payee's first typed payment.
    pub(super) fn first_paid(&self, payee: PayeeId) -> Option<i32> {
        self.first.get(payee.0 as usize).copied().filter(|&day| day != NEVER)
    }

    /// Every payee that was paid by typing, and since when.
    pub(super) fn payees(&self) -> impl Iterator<Item = (PayeeId, i32)> {
        (0..).map(PayeeId).zip(self.first.iter().copied()).filter(|(payee, day)| payee.0 != 0 && *day != NEVER)
    }

    /// The payee that an account number stood for; of several the first.
    pub(super) fn payee_behind(&self, account: Symbol) -> Option<PayeeId> {
        let from = self.accounts.partition_point(|pair| pair >> 32 < u64::from(account.number()));
        let pair = self.accounts.get(from).filter(|pair| *pair >> 32 == u64::from(account.number()))?;
        Some(PayeeId(*pair as u32))
    }

    /// What the customer pays in a currency: how often, the middle, the most.
    pub(super) fn usual(&self, currency: Currency) -> (usize, u64, u64) {
        let sizes = self.range(currency);
        let at = |place: usize| sizes.get(place).map_or(0, |size| size & SIZE_MASK);
        if sizes.is_empty() { (0, 0, 0) } else { (sizes.len(), at(sizes.len() / 2), at(sizes.len() - 1)) }
    }

    /// What the customer pays in a currency, the most first.
    pub(super) fn sizes(&self, currency: Currency) -> impl Iterator<Item = u64> {
        self.range(currency).iter().rev().map(|size| size & SIZE_MASK)
    }

    fn range(&self, currency: Currency) -> &[u64] {
        let from = self.sizes.partition_point(|&size| size < key(currency, 0));
        let to = self.sizes.partition_point(|&size| size <= key(currency, SIZE_MASK));
        self.sizes.get(from..to).unwrap_or_default()
    }
}

fn key(currency: Currency, size: u64) -> u64 {
    u64::from(currency.index()) << SIZE_BITS | size.min(SIZE_MASK)
}

/// Whether somebody typed it, rather than paid at a till.
pub(super) const fn is_typed(kind: Kind, has_account: bool) -> bool {
    match kind {
        Kind::Transfer | Kind::StandingOrder | Kind::DirectDebit | Kind::Check => true,
        Kind::Other => has_account,
        _ => false,
    }
}

/// From eleven in the evening to five in the morning.
pub(super) const fn is_night(seconds: u32) -> bool {
    !(5 * 3600 <= seconds && seconds < 23 * 3600)
}

/// The letters that an international account number begins with; none for other numbers.
pub(super) fn country_of(account: &str) -> Option<[u8; 2]> {
    let &[a, b, c, d, ..] = account.as_bytes() else {
        return None;
    };
    let is_iban = a.is_ascii_alphabetic() && b.is_ascii_alphabetic() && c.is_ascii_digit() && d.is_ascii_digit();
    (is_iban && account.len() >= 15).then(|| [a.to_ascii_uppercase(), b.to_ascii_uppercase()])
}

#[cfg(test)]
mod tests {
    use super::{Known, SIZE_MASK, key};
    use crate::types::Currency;

    #[test]
    fn what_is_usual_is_told_by_currency() {
        let [euro, yen, dinar, zloty] = ["EUR", "JPY", "KWD", "PLN"].map(|code| Currency::from_code(code).unwrap());
        let mut sizes: Vec<u64> = [900, 100, 500, 300].map(|size| key(euro, size)).to_vec();
        sizes.extend([7, 5, 6].map(|size| key(yen, size)));
        sizes.push(key(zloty, u64::MAX));
        sizes.sort_unstable();
        let known = Known { sizes, ..Known::default() };
        assert_eq!(known.usual(euro), (4, 500, 900));
        assert_eq!(known.usual(yen), (3, 6, 7));
        assert_eq!(known.usual(dinar), (0, 0, 0));
        assert_eq!(known.usual(zloty), (1, SIZE_MASK, SIZE_MASK));
    }
}
