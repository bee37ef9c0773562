// SPDX-License-Identifier: MIT OR Apache-2.0
//! One draft and all that a sign may read of it, looked up once.
//!
//! In: a ledger, its basis, what is known, a draft with its context. Out: `Case`, and the signs that were found.

use super::{Context, Known, Remembered, known::is_typed};
use crate::{
    detect::{Basis, duplicates::payee_text},
    ingest::{RawTransaction, payee::identity},
    ledger::{Ledger, PayeeId, Row, Symbol, View},
    packs::Signal,
    types::{Arg, Args, Kind, Moment, Money, Reason},
};

/// So many payments to a payee tell what is usual.
const MAX_PAST: usize = 64;
/// Among so many rows of a payee they are looked for.
const MAX_LOOKED_AT: usize = 512;

/// So many days make payees new.
pub(super) const NEW_DAYS: i32 = 7;

/// Something that speaks against a payment, or for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sign {
    /// What.
    pub signal: Signal,
    /// The amount that it compares with, in minor units; none is 0.
    pub size: u64,
    /// How many times that amount it is, rounded down; 1 where nothing is compared.
    pub times: u64,
    /// The row that shows it.
    pub row: Option<u32>,
    /// What it weighs, in hundredths of a log-odds unit.
    pub points: i32,
}

/// See the door plate.
pub(super) struct Case<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) basis: &'a Basis,
    pub(super) known: &'a Known,
    pub(super) draft: &'a RawTransaction<'a>,
    pub(super) context: &'a Context,
    pub(super) remembered: &'a Remembered,
    pub(super) now: Moment,
    /// The payee by its name, or else by its account number, where a row has it.
    pub(super) payee: Option<PayeeId>,
    /// The payee that the account number stood for.
    pub(super) behind: Option<PayeeId>,
    /// Typed payments to the payee in this currency, newest first.
    pub(super) past: Vec<u32>,
    /// Whether somebody was never paid before, where there is a history to tell.
    pub(super) is_new: bool,
    /// How often the customer pays in this currency, the middle size and the largest.
    pub(super) usual: (usize, u64, u64),
    /// Minor units without sign.
    pub(super) size: u64,
    pub(super) signs: Vec<Sign>,
}

impl<'a> Case<'a> {
    pub(super) fn new(
        (ledger, basis, known): (&'a Ledger, &'a Basis, &'a Known),
        (draft, context, payee): (&'a RawTransaction<'a>, &'a Context, Option<PayeeId>),
        remembered: &'a Remembered,
        now: Moment,
    ) -> Self {
        let behind = symbol_of(ledger, draft.counterparty_account).and_then(|account| known.payee_behind(account));
        let mut case = Self {
            ledger,
            basis,
            known,
            draft,
            context,
            remembered,
            now,
            payee,
            behind,
            past: Vec::new(),
            is_new: false,
            usual: known.usual(draft.currency),
            size: draft.amount.unsigned_abs(),
            signs: Vec::new(),
        };
        let paid = case.look_back();
        case.is_new = !paid && behind.is_none() && known.tells_new(now.date.days());
        case
    }

    /// Gathers the past of the payee; tells whether it was ever paid, in whatever way. A card proves who runs a shop, and no
    /// account number.
    fn look_back(&mut self) -> bool {
        // Rows without a name stand for their account number.
        let Some(payee) = self.payee.or(if self.draft.counterparty_name.is_none() { self.behind } else { None }) else {
            return false;
        };
        let is_typed_payee = self.known.first_paid(payee).is_some();
        let mut paid = is_typed_payee;
        let rows = self.ledger.rows();
        for &place in self.basis.view.rows_of(payee).iter().rev().take(MAX_LOOKED_AT) {
            let Some((..0, _, class)) = rows.brief(place) else { continue };
            paid |= class.kind != Kind::Card || self.draft.counterparty_account.is_none();
            if paid && !is_typed_payee || self.past.len() >= MAX_PAST {
                break;
            }
            let is_like = is_typed(class.kind, true) && class.currency == self.draft.currency;
            if is_like && is_typed(class.kind, rows.counterparty_account(place).is_some()) {
                self.past.push(place);
            }
        }
        paid
    }

    pub(super) fn today(&self) -> i32 {
        self.now.date.days()
    }

    /// Whether it goes to one of the customer's own accounts.
    pub(super) fn is_own(&self) -> bool {
        let Some(account) = symbol_of(self.ledger, self.draft.counterparty_account) else {
            return false;
        };
        let rows = self.ledger.rows();
        self.ledger.accounts().iter().any(|own| own.id == account)
            || self.basis.transfers.iter().any(|pair| rows.account(pair.into) == Some(account))
            || self.went_there(account)
    }

    /// Whether halves of own transfers went to an account number, as its payee's newest rows tell: two are no chance.
    fn went_there(&self, account: Symbol) -> bool {
        let of_payee = self.payee.map(|payee| self.basis.view.rows_of(payee)).unwrap_or_default();
        let newest = of_payee.iter().rev().take(MAX_PAST).copied();
        let rows = self.ledger.rows();
        let mut there = newest.filter(|&row| self.basis.halves.has(row) && rows.counterparty_account(row) == account);
        there.nth(1).is_some()
    }

    /// Whether somebody was paid for the first time within so many days, where there is a history to tell.
    pub(super) fn is_recent(&self, days: i32) -> bool {
        let first = self.payee.or(self.behind).and_then(|payee| self.known.first_paid(payee));
        self.known.tells_new(self.today()) && first.is_some_and(|day| day > self.today() - days)
    }

    /// The words of a payee's name, as its newest row has it.
    pub(super) fn name_of(&self, payee: PayeeId) -> String {
        let newest = self.basis.view.rows_of(payee).last();
        newest.map_or_else(String::new, |&row| identity(self.ledger.word(self.ledger.row(row).name)))
    }

    /// The sizes that the payee got, newest first.
    pub(super) fn size_of(&self, place: u32) -> u64 {
        self.ledger.amount(place).unsigned_abs()
    }

    /// The account of the draft.
    pub(super) fn account(&self) -> Option<Symbol> {
        self.ledger.find_word(self.draft.account_id)
    }

    /// The newest payment to the payee.
    pub(super) fn newest(&self) -> Option<u32> {
        self.past.first().copied()
    }

    /// Whether a payee of the past has this account number, and how many numbers it has.
    pub(super) fn accounts_of_past(&self, account: &str) -> (bool, usize) {
        let mut seen: Vec<Symbol> = Vec::new();
        let mut has = false;
        for &place in &self.past {
            let symbol = self.ledger.row(place).counterparty_account;
            if symbol.is_some() && !seen.contains(&symbol) {
                seen.push(symbol);
                has |= View::same_account(self.ledger.word(symbol), account);
            }
        }
        (has, seen.len())
    }

    /// Notes a sign. One way in keeps the signs small.
    #[inline(never)]
    pub(super) fn sign(&mut self, signal: Signal, size: u64, row: Option<u32>) {
        self.far(signal, (size, 1), row);
    }

    /// Notes a sign that tells how many times an amount it is.
    pub(super) fn far(&mut self, signal: Signal, (size, times): (u64, u64), row: Option<u32>) {
        self.signs.push(Sign { signal, size, times, row, points: 0 });
    }

    /// Why: every reason has the same arguments, as far as there are any; its code is the word of the signal.
    pub(super) fn reason(&self, &Sign { signal, size, row, .. }: &Sign) -> Reason {
        let draft = self.draft;
        let name = draft.counterparty_name.or(draft.counterparty_account).unwrap_or_default();
        let mut args = Args::default().with("payee", Arg::text(name));
        if size > 0 {
            args = args.with("amount", self.money(size));
        }
        if let Some(place) = row {
            let row = self.ledger.row(place);
            args = args.with("known", Arg::text(payee_text(self.ledger, &row))).with("date", Arg::date(row.date()));
        }
        Reason { code: signal.word().into(), args }
    }

    pub(super) fn money(&self, size: u64) -> Arg {
        Arg::magnitude(Money { minor: i64::try_from(size).unwrap_or(i64::MAX), currency: self.draft.currency })
    }

    /// Whether a row is one that the bank makes by itself.
    pub(super) const fn is_automatic(row: &Row) -> bool {
        matches!(row.kind, Kind::StandingOrder | Kind::DirectDebit)
    }
}

/// The symbol of an account number, as it is written or without its gaps.
fn symbol_of(ledger: &Ledger, account: Option<&str>) -> Option<Symbol> {
    let account = account?;
    ledger.find_word(account).or_else(|| {
        let mut compact = String::with_capacity(account.len());
        compact.extend(account.chars().filter(|sign| !sign.is_whitespace() && *sign != '-'));
        ledger.find_word(&compact)
    })
}
