// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rows and accounts as they stand in a snapshot: plain texts and numbers, each text once.
//!
//! Reading goes the way of every feed: each row is given to the ledger as a checked row, so a snapshot
//! can bring nothing into the engine that a file could not.

use crate::{
    error::{Code, Error},
    ingest::{RawAccount, RawTransaction, Sink as _},
    ledger::{Ledger, Symbol},
    state::{Reader, Writer},
    types::{AccountType, Category, CivilDate, CivilTime, Currency, Kind, Status},
};

/// Numbers of a row, in their order; an absent one is written as `None` is.
const ROW_FIELDS: usize = 14;
const ACCOUNT_FIELDS: usize = 6;

struct Rows<'a> {
    /// Only those that were read.
    ids: Vec<&'a str>,
    /// Word numbers are places in this list plus one; 0 is none.
    words: Vec<&'a str>,
    currencies: Vec<&'a str>,
    /// `ROW_FIELDS` numbers a row, then `ACCOUNT_FIELDS` an account; only to be written.
    numbers: Vec<Option<i64>>,
}

/// Writes the rows and accounts of a ledger.
pub(super) fn write(w: &mut Writer, ledger: &Ledger, from: CivilDate) {
    let mut places = Vec::new();
    for place in 0..ledger.len() as u32 {
        if ledger.day(place) >= from.days() {
            places.push(place);
        }
    }
    w.number(places.len() as u64);
    for &place in &places {
        w.text(&ledger.id(place).to_text());
    }
    let rows = Rows::of(ledger, &places);
    for list in [&rows.words, &rows.currencies] {
        w.number(list.len() as u64);
        for text in list {
            w.text(text);
        }
    }
    w.number(rows.numbers.len() as u64);
    for &number in &rows.numbers {
        w.optional(number);
    }
}

/// Reads them back.
pub(super) fn read(r: &mut Reader<'_>) -> Result<Ledger, Error> {
    let mut rows = Rows { ids: Vec::new(), words: Vec::new(), currencies: Vec::new(), numbers: Vec::new() };
    let count = rows.lists(r).ok_or_else(corrupt)?;
    rows.ledger(r, count)
}

/// The next numbers of a row or an account.
fn next<const COUNT: usize>(r: &mut Reader<'_>) -> Result<[Option<i64>; COUNT], Error> {
    let mut fields = [None; COUNT];
    for field in &mut fields {
        *field = r.optional().ok_or_else(corrupt)?;
    }
    Ok(fields)
}

impl<'a> Rows<'a> {
    /// Reads the texts; tells how many numbers follow, which are taken row by row.
    #[inline(never)]
    fn lists(&mut self, r: &mut Reader<'a>) -> Option<usize> {
        for list in [&mut self.ids, &mut self.words, &mut self.currencies] {
            let count = r.count()?;
            list.reserve_exact(count);
            for _ in 0..count {
                list.push(r.text()?);
            }
        }
        r.count()
    }

    fn of(ledger: &'a Ledger, places: &[u32]) -> Self {
        let mut currencies: Vec<&'static str> = Vec::new();
        let mut place = |currency: Currency| {
            let code = currency.code();
            let known = currencies.iter().position(|known| *known == code);
            known.unwrap_or_else(|| {
                currencies.push(code);
                currencies.len() - 1
            }) as i64
        };
        // Only texts that a row or an account holds now: what the bank has corrected is gone.
        let mut words: Vec<&'a str> = Vec::new();
        let mut renumbered = vec![0_i64; ledger.word_count() + 1];
        let mut word = |symbol: Symbol| -> Option<i64> {
            let slot = renumbered.get_mut(symbol.number() as usize)?;
            if *slot == 0 && symbol.is_some() {
                words.push(ledger.word(symbol));
                *slot = words.len() as i64;
            }
            Some(*slot)
        };
        let mut numbers: Vec<Option<i64>> = Vec::with_capacity(places.len() * ROW_FIELDS);
        for &at in places {
            let row = ledger.row_as_it_came(at);
            numbers.extend_from_slice(&[
                word(row.account),
                Some(row.day.into()),
                row.time.map(i64::from),
                Some(row.amount),
                Some(place(row.currency)),
                word(row.name),
                word(row.counterparty_account),
                word(row.reference),
                Some(row.category.index().into()),
                row.mcc.map(i64::from),
                Some(row.kind.index().into()),
                Some(row.status.index().into()),
                row.balance_after,
                word(row.replaces),
            ]);
        }
        for account in ledger.accounts() {
            numbers.extend_from_slice(&[
                word(account.id),
                account.kind.map(|kind| kind.index().into()),
                account.currency.map(&mut place),
                account.balance,
                account.balance_at.map(|date| date.days().into()),
                word(account.name),
            ]);
        }
        Self { ids: Vec::new(), words, currencies, numbers }
    }

    /// The ledger that these rows make.
    fn ledger(&self, r: &mut Reader<'_>, count: usize) -> Result<Ledger, Error> {
        let of_accounts = count.checked_sub(self.ids.len() * ROW_FIELDS).ok_or_else(corrupt)?;
        if of_accounts % ACCOUNT_FIELDS != 0 {
            return Err(corrupt());
        }
        let mut ledger = Ledger::default();
        ledger.begin();
        for id in &self.ids {
            let fields = next::<ROW_FIELDS>(r)?;
            ledger.transaction(&self.transaction(id, &fields).ok_or_else(corrupt)?)?;
        }
        for _ in 0..of_accounts / ACCOUNT_FIELDS {
            let fields = next::<ACCOUNT_FIELDS>(r)?;
            ledger.account(&self.account(&fields).ok_or_else(corrupt)?);
        }
        let report = ledger.commit();
        if report.added as usize == self.ids.len() { Ok(ledger) } else { Err(corrupt()) }
    }

    #[inline(never)]
    fn account(&self, fields: &[Option<i64>]) -> Option<RawAccount<'a>> {
        let &[id, kind, currency, balance, day, name] = fields else {
            return None;
        };
        Some(RawAccount {
            id: self.required(id)?,
            kind: variant(kind, AccountType::from_index)?,
            currency: self.currency(currency)?,
            balance,
            balance_at: narrow(day, CivilDate::from_days)?,
            name: self.word(name)?,
        })
    }

    #[inline(never)]
    fn transaction(&self, id: &'a str, fields: &[Option<i64>]) -> Option<RawTransaction<'a>> {
        let &[
            account,
            day,
            time,
            Some(amount),
            currency,
            name,
            counterparty_account,
            reference,
            category,
            mcc,
            kind,
            status,
            balance_after,
            replaces,
        ] = fields
        else {
            return None;
        };
        if id.is_empty() {
            return None;
        }
        Some(RawTransaction {
            id,
            account_id: self.required(account)?,
            booked_at: narrow(day, CivilDate::from_days)??,
            amount,
            currency: self.currency(currency)??,
            time: narrow(time, |seconds| u32::try_from(seconds).ok().and_then(CivilTime::from_seconds))?,
            counterparty_name: self.word(name)?,
            counterparty_account: self.word(counterparty_account)?,
            reference: self.word(reference)?,
            category: variant(category, Category::from_index)??,
            mcc: narrow(mcc, |mcc| u16::try_from(mcc).ok())?,
            kind: variant(kind, Kind::from_index)??,
            status: variant(status, Status::from_index)??,
            balance_after,
            replaces: self.word(replaces)?,
        })
    }

    /// The word of a number; `None` where a damaged file names none.
    #[inline(never)]
    fn word(&self, number: Option<i64>) -> Option<Option<&'a str>> {
        match usize::try_from(number?).ok()?.checked_sub(1) {
            None => Some(None),
            Some(place) => self.words.get(place).map(|word| Some(*word)),
        }
    }

    fn required(&self, number: Option<i64>) -> Option<&'a str> {
        self.word(number)?.filter(|word| !word.is_empty())
    }

    #[inline(never)]
    fn currency(&self, place: Option<i64>) -> Option<Option<Currency>> {
        let Some(place) = place else { return Some(None) };
        let code = self.currencies.get(usize::try_from(place).ok()?)?;
        Currency::from_code(code).map(Some)
    }
}

/// The value of a number that may be absent; `None` for one out of its range.
fn narrow<T>(number: Option<i64>, read: fn(i32) -> Option<T>) -> Option<Option<T>> {
    let Some(number) = number else { return Some(None) };
    read(i32::try_from(number).ok()?).map(Some)
}

fn variant<T>(index: Option<i64>, from_index: fn(u8) -> Option<T>) -> Option<Option<T>> {
    let Some(index) = index else { return Some(None) };
    from_index(u8::try_from(index).ok()?).map(Some)
}

fn corrupt() -> Error {
    Error::new(Code::SnapshotCorrupt)
}
