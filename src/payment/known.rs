// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the guard knows of the customer's own payments: looked up by payee, account and size, never scanned.
//!
//! In: a ledger and a basis. Out: `Known`, made in one pass with the rest of what a day's rows come to.
//! Invariants: rows of cards, cash, fees and own transfers are no payments that somebody typed.

use core::ops::Range;

use crate::{
    detect::Basis,
    features::series::own_rows,
    ledger::{Ledger, PayeeId, Symbol},
    types::{CivilDate, Currency, Kind, sort_numbers},
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
        let payees = basis.view.payee_count();
        let mut known = Self { first: vec![NEVER; payees], since: NEVER, ..Self::default() };
        let mut last: Vec<u32> = vec![0; payees];
        let own = own_rows(ledger, &basis.transfers);
        for &place in basis.view.rows() {
            if !is_payment(ledger, place) || own.get(place as usize) == Some(&true) {
                continue;
            }
            let (payee, account) = (basis.view.payee(place).0, account(ledger, place));
            if account.is_some()
                && let Some(seen) = last.get_mut(payee as usize).filter(|seen| **seen != account.number())
            {
                *seen = account.number();
                known.accounts.push(u64::from(account.number()) << 32 | u64::from(payee));
            }
            if let Some(size) = known.payment(ledger, place, payee as usize, today) {
                known.sizes.push(size);
            }
        }
        sort_numbers(&mut known.accounts);
        known.accounts.dedup();
        sort_numbers(&mut known.sizes);
        known.look_ahead(ledger, 0..ledger.len() as u32, today);
        known
    }

    /// Takes more rows in: those that can be seen, none of them half of an own transfer, and all there are.
    pub fn add(&mut self, ledger: &Ledger, basis: &Basis, seen: &[u32], rows: Range<u32>, today: CivilDate) {
        self.first.resize(basis.view.payee_count(), NEVER);
        for &place in seen {
            if !is_payment(ledger, place) {
                continue;
            }
            let (payee, account) = (basis.view.payee(place).0, account(ledger, place));
            if account.is_some() {
                let pair = u64::from(account.number()) << 32 | u64::from(payee);
                if let Err(at) = self.accounts.binary_search(&pair) {
                    self.accounts.insert(at, pair);
                }
            }
            if let Some(size) = self.payment(ledger, place, payee as usize, today) {
                let at = self.sizes.partition_point(|&known| known < size);
                self.sizes.insert(at, size);
            }
        }
        self.look_ahead(ledger, rows, today);
    }

    /// Notes the debits to come among some rows.
    fn look_ahead(&mut self, ledger: &Ledger, rows: Range<u32>, today: CivilDate) {
        let ahead = today.days() + 1..=today.plus_days(AHEAD_DAYS).days();
        for place in rows {
            if ahead.contains(&ledger.day(place)) && ledger.amount(place) < 0 {
                self.ahead.push(place);
            }
        }
    }

    /// Counts one payment, and gives its size where that tells what is usual.
    fn payment(&mut self, ledger: &Ledger, place: u32, payee: usize, today: CivilDate) -> Option<u64> {
        let day = ledger.day(place);
        self.typed += 1;
        self.since = self.since.min(day);
        if let Some(first) = self.first.get_mut(payee) {
            *first = day.min(*first);
        }
        let at = place as usize;
        if let Some(&seconds) = ledger.columns().times().get(at)
            && seconds < 86_400
        {
            self.timed += 1;
            self.night += u32::from(is_night(seconds));
            self.weekend += u32::from(CivilDate::from_days(day).is_some_and(|date| date.weekday() >= 5));
        }
        let currency = ledger.columns().currencies().get(at).filter(|_| day >= today.days() - USUAL_DAYS)?;
        Some(key(*currency, ledger.amount(place).unsigned_abs()))
    }

    /// Whether an account of a country was paid before; `None` where no number tells its country.
    pub(super) fn paid_into(&self, ledger: &Ledger, country: [u8; 2]) -> Option<bool> {
        let mut any = None;
        for pair in &self.accounts {
            let known = country_of(ledger.word(Symbol::from_place((pair >> 32) as usize - 1)));
            if known == Some(country) {
                return Some(true);
            }
            any = any.or(known.map(|_| false));
        }
        any
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
        let from = self.sizes.partition_point(|&size| size < key(currency, 0));
        let to = self.sizes.partition_point(|&size| size <= key(currency, SIZE_MASK));
        let at = |place: usize| self.sizes.get(place).map_or(0, |size| size & SIZE_MASK);
        if to == from { (0, 0, 0) } else { (to - from, at(from + (to - from) / 2), at(to - 1)) }
    }
}

/// Whether a row is a payment that somebody typed.
fn is_payment(ledger: &Ledger, place: u32) -> bool {
    let kind = ledger.columns().kinds().get(place as usize);
    ledger.amount(place) < 0 && kind.is_some_and(|&kind| is_typed(kind, account(ledger, place).is_some()))
}

fn account(ledger: &Ledger, place: u32) -> Symbol {
    ledger.columns().counterparty_accounts().get(place as usize).copied().unwrap_or_default()
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
