// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which payee each text stands for, worked out once a text.
//!
//! In: the texts of the rows. Out: a `PayeeId` for a row: by its name, else by its account number, else
//! by its reference (a bank's own fees and interest have nothing else).

use super::{Interner, Symbol, columns::Columns};
use crate::{
    ingest::payee::{identity, identity_and_secrecy, joined_identity, name_gives_away},
    types::gives_away,
};

/// Names a payee of one ledger; `UNKNOWN` for rows that say nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct PayeeId(pub u32);

impl PayeeId {
    /// Rows without name, account and reference.
    pub const UNKNOWN: Self = Self(0);
}

/// What a text stands for, told apart so that a name never equals an account number.
#[derive(Clone, Copy)]
enum Field {
    Name,
    Account,
    Reference,
}

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub(super) struct Payees {
    identities: Interner,
    /// By symbol; 0: not worked out.
    by_name: Vec<u32>,
    by_account: Vec<u32>,
    by_reference: Vec<u32>,
    /// By payee: whether one of its names gives something away, as far as the last that does.
    telling: Vec<bool>,
    /// By payee: whether it must not be named; empty while nothing gives anything away.
    hidden: Vec<bool>,
}

impl Payees {
    /// Works out the payees of all texts that are new, of rows from a place on.
    pub(super) fn learn(&mut self, columns: &Columns, words: &Interner, from: usize) {
        let count = words.len() + 1;
        for list in [&mut self.by_name, &mut self.by_account, &mut self.by_reference] {
            list.resize(count, 0);
        }
        fn since(column: &[Symbol], from: usize) -> &[Symbol] {
            column.get(from..).unwrap_or_default()
        }
        let rows = since(columns.names(), from).iter().zip(since(columns.counterparty_accounts(), from));
        for ((&name, &account), &reference) in rows.zip(since(columns.references(), from)) {
            let (field, symbol) = choose(name, account, reference);
            if symbol.is_some() && self.known(field, symbol) == 0 {
                let text = words.get(symbol);
                let (identity, tells) = match field {
                    Field::Name => {
                        let (joined, tells) = identity_and_secrecy(text);
                        (name_identity(joined, text), tells)
                    }
                    // An account number holds no words.
                    Field::Account => (account_identity(text), false),
                    Field::Reference => (identity_text(field, text), name_gives_away(text)),
                };
                let payee = self.identities.intern(&identity).map_or(0, Symbol::number);
                if tells {
                    set(&mut self.telling, payee);
                    set(&mut self.hidden, payee);
                }
                if let Some(slot) = self.list(field).get_mut(symbol.number() as usize) {
                    *slot = payee;
                }
            }
        }
    }

    /// Notes which payees have a row that gives away what is protected: of rows from a place on, or anew from 0,
    /// since rows change. What a name gives away was noted when the name was learned.
    pub(super) fn hide(&mut self, columns: &Columns, from: usize) {
        if from == 0 {
            self.hidden.clone_from(&self.telling);
        }
        for place in from..columns.len() {
            let (mcc, category) = columns.class(place);
            if !gives_away(mcc, category) {
                continue;
            }
            let row = columns.get(place);
            let payee = self.of(row.name, row.counterparty_account, row.reference);
            set(&mut self.hidden, payee.0);
        }
    }

    /// Whether a payee must not be named.
    pub(super) fn is_hidden(&self, payee: PayeeId) -> bool {
        self.hidden.get(payee.0 as usize) == Some(&true)
    }

    /// Whether any row or name gives something away.
    pub(super) const fn hides_any(&self) -> bool {
        !self.hidden.is_empty()
    }

    /// The payee of a row of this ledger.
    pub(super) fn of(&self, name: Symbol, account: Symbol, reference: Symbol) -> PayeeId {
        let (field, symbol) = choose(name, account, reference);
        PayeeId(self.known(field, symbol))
    }

    /// The payee with this identity text.
    pub(super) fn find(&self, identity: &str) -> Option<PayeeId> {
        self.identities.find(identity).map(|symbol| PayeeId(symbol.number()))
    }

    /// The identity text of a name, or else of an account number.
    pub(super) fn identity_for(name: Option<&str>, account: Option<&str>) -> String {
        match (name, account) {
            (Some(name), _) => identity_text(Field::Name, name),
            (None, Some(account)) => identity_text(Field::Account, account),
            (None, None) => String::new(),
        }
    }

    pub(super) fn identity(&self, payee: PayeeId) -> &str {
        payee.0.checked_sub(1).map_or("", |place| self.identities.get(Symbol::from_place(place as usize)))
    }

    pub(super) fn len(&self) -> usize {
        self.identities.len()
    }

    fn known(&self, field: Field, symbol: Symbol) -> u32 {
        let list = match field {
            Field::Name => &self.by_name,
            Field::Account => &self.by_account,
            Field::Reference => &self.by_reference,
        };
        list.get(symbol.number() as usize).copied().unwrap_or(0)
    }

    const fn list(&mut self, field: Field) -> &mut Vec<u32> {
        match field {
            Field::Name => &mut self.by_name,
            Field::Account => &mut self.by_account,
            Field::Reference => &mut self.by_reference,
        }
    }
}

/// Marks a payee; no row's is the unknown one.
fn set(list: &mut Vec<bool>, payee: u32) {
    let place = payee as usize;
    if list.len() <= place {
        list.resize(place + 1, false);
    }
    if let Some(slot) = list.get_mut(place) {
        *slot = place != 0;
    }
}

/// The field that tells who it is.
const fn choose(name: Symbol, account: Symbol, reference: Symbol) -> (Field, Symbol) {
    if name.is_some() {
        (Field::Name, name)
    } else if account.is_some() {
        (Field::Account, account)
    } else {
        (Field::Reference, reference)
    }
}

fn identity_text(field: Field, text: &str) -> String {
    match field {
        Field::Name => name_identity(joined_identity(text), text),
        Field::Account => account_identity(text),
        Field::Reference => marked('\u{3}', &identity(text)),
    }
}

/// The identity of a name of which nothing is left is the name.
fn name_identity(joined: String, name: &str) -> String {
    if joined.is_empty() { marked('\u{1}', name.trim()) } else { joined }
}

/// The identity of an account number: grouping and case say nothing.
pub(super) fn account_identity(text: &str) -> String {
    let mut out = String::from('\u{2}');
    for letter in text.chars() {
        if !letter.is_whitespace() && letter != '-' {
            out.push(letter.to_ascii_uppercase());
        }
    }
    out
}

/// A text behind the mark of its field.
fn marked(mark: char, text: &str) -> String {
    let mut out = String::from(mark);
    out.push_str(text);
    out
}
