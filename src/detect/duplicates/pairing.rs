// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which rows may be one payment: neighbors of one amount, a few days apart, with one payee or alike names.
//!
//! In: a basis and habits. Out: scored pairs. May use: types, ledger, ingest::payee.
//! Invariants: a row is compared with so many earlier ones at most, within its payee and beside it, so that
//! neither a busy amount hides a pair nor equal rows cost more than their number.

use super::{
    super::debits::key_of,
    Basis, CUT,
    evidence::{may_be_one, same_reference, values},
    habits::Habits,
    matching::Scored,
    reference::may_be_dues,
};
use crate::{
    ingest::payee::{self, similarity},
    ledger::{Ledger, PayeeId, Row, Symbol},
    types::Permille,
};

/// Days between a payment and its accidental repeat.
pub(super) const WINDOW_DAYS: i32 = 7;
/// Days between two payments of one invoice, told by its reference.
const REFERENCE_WINDOW_DAYS: i32 = 45;
/// How far back a row looks among the rows of its payee and amount, and again among those of other payees.
const MAX_LOOK_BACK: usize = 24;
/// How many earlier rows a row is paired with, nearest first: each ends in one pair at most.
const MAX_PARTNERS: usize = 3;
/// Places for similarities that are asked for again.
const ALIKE_PLACES: usize = 4096;
/// The same where a few amounts are looked at.
const ALIKE_PLACES_OF_FEW: usize = 64;
/// Names alike by this much may be one payee behind two spellings.
const ALIKE: u16 = 700;

/// Every pair that is likely enough, by amount; of habits that took no row in yet.
pub(super) fn pairs(ledger: &Ledger, basis: &Basis, habits: &Habits) -> Vec<Scored> {
    let mut pairing = Pairing::new(ledger, basis, habits, ALIKE_PLACES);
    for payee in 0..basis.view.payee_count() as u32 {
        let begins = pairing.begins_of(payee);
        pairing.begins.push(begins);
    }
    // Chains stand in the order of their amounts: the rows of one are looked at while they are at hand.
    let mut chains = habits.repeats().peekable();
    for block in basis.debits.repeated() {
        let key = |rows: &[u32]| rows.first().and_then(|&row| key_of(ledger, row));
        let own = key(block);
        while let Some(chain) = chains.next_if(|chain| key(chain) == own) {
            pairing.scan(chain, true);
        }
        pairing.scan(block, false);
    }
    debug_assert!(chains.next().is_none(), "a chain whose amount was passed would be left out");
    pairing.pairs
}

/// How far off one payment with a row may be: without a reference of its own nothing far is.
const fn window(has_reference: bool) -> i32 {
    if has_reference { REFERENCE_WINDOW_DAYS } else { WINDOW_DAYS }
}

/// What is asked of each row that stands near another one, side by side: rows of one amount are far apart.
#[derive(Clone, Copy)]
struct Near {
    row: u32,
    day: i32,
    payee: u32,
    /// What its payee's identity and the longest word of it begin with, 0 for less than that; and which letters it has.
    begins: u32,
    longest: u32,
    letters: u32,
    account: Symbol,
    counterparty_account: Symbol,
    has_reference: bool,
    /// The series that it is a member of, where rows of one payee stand together.
    series: Option<u32>,
}

impl Near {
    /// Whether two payees have one account number, begin alike, also in the longest word, or have the same letters: comparing
    /// all that share an amount would be most of the work, and spellings of one payee begin alike or turn its words round.
    fn may_be_alike(&self, other: &Self) -> bool {
        let account = self.counterparty_account;
        (account.is_some() && account == other.counterparty_account)
            || (self.begins != 0 && (self.begins == other.begins || self.letters == other.letters))
            || (self.longest != 0 && self.longest == other.longest)
    }

    /// Two neighboring members of one series are two cycles, not one payment twice.
    fn is_cycle_before(&self, later: &Self) -> bool {
        self.day != later.day && self.series.is_some() && self.series == later.series
    }
}

/// Pairs on their way.
pub(super) struct Pairing<'a> {
    ledger: &'a Ledger,
    basis: &'a Basis,
    habits: &'a Habits,
    /// Similarities worked out lately, each at the place that its pair of names hashes to.
    alike: Vec<(u64, Permille)>,
    /// By payee what `begins_of` tells, where all are looked at.
    begins: Vec<[u32; 3]>,
    near: Vec<Near>,
    pairs: Vec<Scored>,
}

impl<'a> Pairing<'a> {
    fn new(ledger: &'a Ledger, basis: &'a Basis, habits: &'a Habits, places: usize) -> Self {
        let alike = vec![(u64::MAX, Permille::ZERO); places];
        Self { ledger, basis, habits, alike, begins: Vec::new(), near: Vec::new(), pairs: Vec::new() }
    }

    /// For a few amounts.
    pub(super) fn of_few(ledger: &'a Ledger, basis: &'a Basis, habits: &'a Habits) -> Self {
        Self::new(ledger, basis, habits, ALIKE_PLACES_OF_FEW)
    }

    /// Adds the pairs of one amount: of some later rows, or of all where one is no row. Amounts stand above the rows.
    pub(super) fn add(&mut self, rows: &[u64], pairs: &mut Vec<Scored>) {
        let (ledger, basis, habits) = (self.ledger, self.basis, self.habits);
        core::mem::swap(&mut self.pairs, pairs);
        let block = rows.first().map_or(&[][..], |row| basis.debits.of_key((row >> 32) as u32));
        for &row in rows {
            let row = row as u32;
            if row as usize >= ledger.len() {
                for chain in block.iter().filter_map(|&row| habits.repeat_from(row)) {
                    self.scan(chain, true);
                }
                self.scan(block, false);
                continue;
            }
            let first = ledger.day(row) - window(ledger.rows().texts(row).2.is_some());
            for (rows, own) in [(habits.repeats_of(row), true), (block, false)] {
                let place = rows.partition_point(|&known| ledger.by_time(known, row).is_lt());
                let near = rows.get(place.saturating_sub(MAX_LOOK_BACK)..=place).unwrap_or_default();
                let from = near.partition_point(|&known| ledger.day(known) < first);
                let near = near.get(from..).unwrap_or_default();
                if near.len() > 1 {
                    self.read(near, own);
                    let near = core::mem::take(&mut self.near);
                    self.look_back(&near, own);
                    self.near = near;
                }
            }
        }
        core::mem::swap(&mut self.pairs, pairs);
    }

    /// Pairs each row with earlier ones: of its own payee, or else of others.
    fn scan(&mut self, rows: &[u32], own: bool) {
        self.read(rows, own);
        let near = core::mem::take(&mut self.near);
        for to in 2..=near.len() {
            self.look_back(near.get(..to).unwrap_or_default(), own);
        }
        self.near = near;
    }

    fn read(&mut self, rows: &[u32], own: bool) {
        self.near.clear();
        for &row in rows {
            let Some((_, day, class)) = self.ledger.rows().brief(row) else { return };
            let (_, counterparty_account, reference) = self.ledger.rows().texts(row);
            let PayeeId(payee) = self.basis.view.payee(row);
            let [begins, longest, letters] =
                self.begins.get(payee as usize).copied().unwrap_or_else(|| self.begins_of(payee));
            self.near.push(Near {
                row,
                day,
                payee,
                begins,
                longest,
                letters,
                account: class.account,
                counterparty_account,
                has_reference: reference.is_some(),
                series: if own { self.basis.series.place_of(&self.basis.view, row) } else { None },
            });
        }
    }

    /// The first three bytes of a payee's identity, behind a mark; those of its longest word, whose umlauts may be spelled
    /// with two letters; and a hash of all letters in whatever order.
    fn begins_of(&self, payee: u32) -> [u32; 3] {
        let name = self.ledger.identity(PayeeId(payee));
        let begins = name.as_bytes().first_chunk().map_or(0, |&[a, b, c]| u32::from_be_bytes([1, a, b, c]));
        let letter = |byte: u8| u32::from(byte).wrapping_mul(0x9e37_79b1).rotate_left(u32::from(byte));
        let (mut longest, mut most) = (0, 0);
        for word in name.split(' ') {
            let (mut begin, mut length, mut before) = (1_u32, 0, 0);
            for byte in word.bytes() {
                if byte != b'e' || !matches!(before, b'a' | b'o' | b'u') {
                    length += 1;
                    if length < 4 {
                        begin = begin << 8 | u32::from(byte);
                    }
                }
                before = byte;
            }
            if length > most.max(2) {
                (longest, most) = (begin, length);
            }
        }
        [begins, longest, name.bytes().map(letter).fold(0, u32::wrapping_add)]
    }

    /// Pairs the last of some rows with those before it, nearest first.
    fn look_back(&mut self, near: &[Near], own: bool) {
        let Some((later, before)) = near.split_last() else { return };
        let first = later.day - window(later.has_reference);
        let mut partners = 0;
        for earlier in before.iter().rev().take(MAX_LOOK_BACK) {
            if earlier.day < first {
                break;
            }
            let may_be_one = if own {
                earlier.payee == later.payee && !earlier.is_cycle_before(later)
            } else {
                earlier.may_be_alike(later) && earlier.payee != later.payee
            };
            if may_be_one
                && later.day - earlier.day <= window(earlier.has_reference)
                && let Some(pair) = self.pair([earlier.row, later.row])
            {
                self.pairs.push(pair);
                partners += 1;
                // Equal rows make a chain, each the repeat of the one before, unless something tells them apart.
                let is_chain = own && !later.has_reference && earlier.account == later.account;
                if is_chain || partners == MAX_PARTNERS {
                    break;
                }
            }
        }
    }

    /// The pair of two rows, where it is likely enough: what is soonest told and rules most out is asked first.
    fn pair(&mut self, rows: [u32; 2]) -> Option<Scored> {
        let (ledger, basis, habits) = (self.ledger, self.basis, self.habits);
        let [earlier, later] = rows.map(|row| ledger.row(row));
        let one_amount = (earlier.amount, earlier.currency) == (later.amount, later.currency);
        let said = |row: &Row| ledger.word(row.reference);
        let in_time = later.day - earlier.day <= WINDOW_DAYS
            || same_reference(ledger, &earlier, &later)
                && !may_be_dues([earlier.date(), later.date()], [said(&earlier), said(&later)]);
        if !one_amount || !in_time || !may_be_one(ledger, basis, habits, rows, (&earlier, &later)) {
            return None;
        }
        let [a, b] = rows.map(|row| self.basis.view.payee(row));
        let similarity = self.similarity((&earlier, a), (&later, b));
        if similarity.get() < ALIKE {
            return None;
        }
        let score = values(ledger, basis, habits, rows, similarity).score();
        let key = key_of(ledger, rows[1]).unwrap_or(0);
        (score.0 >= CUT).then_some(Scored { rows, score, similarity, key })
    }

    fn similarity(&mut self, a: (&Row, PayeeId), b: (&Row, PayeeId)) -> Permille {
        if a.1 == PayeeId::UNKNOWN || b.1 == PayeeId::UNKNOWN {
            return Permille::ZERO;
        }
        let one_account = a.0.counterparty_account.is_some() && a.0.counterparty_account == b.0.counterparty_account;
        if a.1 == b.1 || one_account {
            return Permille::ONE;
        }
        let ledger = self.ledger;
        let both_named = a.0.name.is_some() && b.0.name.is_some();
        if !both_named {
            return Permille::ZERO;
        }
        // By name and not by payee: one with an account number has many.
        let key = u64::from(a.0.name.number()) << 32 | u64::from(b.0.name.number());
        let place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % self.alike.len().max(1);
        if let Some(entry) = self.alike.get(place).filter(|entry| entry.0 == key) {
            return entry.1;
        }
        let name = |row: &Row| payee::identity(ledger.word(row.name));
        let found = similarity(&name(a.0), &name(b.0));
        if let Some(entry) = self.alike.get_mut(place) {
            *entry = (key, found);
        }
        found
    }
}
