// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which payee each text stands for, worked out once a text.
//!
//! In: the texts of the rows. Out: a `PayeeId` for a row: by its name, else by its account number, else
//! by its reference (a bank's own fees and interest have nothing else).

use super::{Interner, Symbol, rows::Rows};
use crate::{
    ingest::payee::{Plain, identity, identity_and_secrecy, joined_identity, name_gives_away, of_plain, without_codes},
    types::{Numbers, gives_away},
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

/// A new text is as much work as so many rows whose texts are known.
const ROWS_OF_A_TEXT: usize = 8;

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub(super) struct Payees {
    identities: Interner,
    /// Identities past these belong to a file that is still on its way in.
    committed: usize,
    /// By symbol; 0: not worked out.
    by_name: Numbers,
    by_account: Numbers,
    by_reference: Numbers,
    /// By payee: whether one of its names gives something away, as far as the last that does.
    telling: Vec<bool>,
    /// By payee: whether it must not be named; empty while nothing gives anything away.
    hidden: Vec<bool>,
}

impl Payees {
    /// Works out the payees of texts that are new, of rows from a place on, until so much is done: a row is one, a text as
    /// much as some rows. Tells where it came to an end; whom the rows give away is noted in `names`.
    pub(super) fn learn(
        &mut self,
        rows: &Rows,
        words: &Interner,
        from: usize,
        mut at_most: usize,
        names: &mut Names,
    ) -> usize {
        let mut end = from;
        while end < rows.count() && at_most > 0 {
            let (name, account, reference) = rows.texts(end as u32);
            at_most -= 1;
            end += 1;
            let (field, symbol) = choose(name, account, reference);
            if symbol.is_some() && self.known(field, symbol) == 0 {
                at_most = at_most.saturating_sub(ROWS_OF_A_TEXT);
                let text = words.get(symbol);
                let payee = match field {
                    Field::Name => self.named(text, names),
                    // An account number holds no words.
                    Field::Account => self.new_text(&account_identity(text), false, &mut names.telling),
                    Field::Reference => {
                        self.new_text(&identity_text(field, text), name_gives_away(text), &mut names.telling)
                    }
                };
                self.list(field).put(symbol.number(), payee, words.len() + words.len() / 32 + 16);
            }
        }
        for place in from..end {
            if rows.class(place as u32).is_some_and(|class| gives_away(class.mcc, class.category)) {
                let (name, account, reference) = rows.texts(place as u32);
                names.hidden.push(self.of(name, account, reference).0);
            }
        }
        end
    }

    /// The payee of a name that is new; of names that differ in codes alone, the first is worked out.
    fn named(&mut self, text: &str, names: &mut Names) -> u32 {
        let Some(plain) = without_codes(text, &mut names.plain_text) else {
            let (joined, tells) = identity_and_secrecy(text);
            return self.new_text(&name_identity(joined, text), tells, &mut names.telling);
        };
        let Ok(symbol) = names.plain.intern(plain) else { return 0 };
        if let Some(&payee) = names.payees.get(symbol.place()) {
            return payee;
        }
        let (joined, tells) = of_plain(plain, &mut names.room);
        let payee = self.new_text(joined, tells, &mut names.telling);
        names.payees.push(payee);
        payee
    }

    /// The payee of an identity, and whether the text behind it gives something away.
    fn new_text(&mut self, identity: &str, tells: bool, telling: &mut Vec<u32>) -> u32 {
        let payee = self.identities.intern(identity).map_or(0, Symbol::number);
        if tells {
            telling.push(payee);
        }
        payee
    }

    /// Takes what was learned, with whom it gives away; tells whether a payee that was known must not be named any more.
    pub(super) fn commit(&mut self, names: &Names) -> bool {
        let known = self.committed;
        self.committed = self.identities.len();
        for &payee in &names.telling {
            set(&mut self.telling, payee);
        }
        let mut hides_known = false;
        for &payee in names.telling.iter().chain(&names.hidden) {
            hides_known |= set(&mut self.hidden, payee) && payee as usize <= known;
        }
        hides_known
    }

    /// Rows have changed: which payees have one that gives something away is to be told anew.
    pub(super) fn unhide(&mut self) {
        self.hidden.clone_from(&self.telling);
    }

    /// Forgets what was learned of a file that is not taken, of which as many words stay. A text that gives a known payee
    /// away is forgotten as if no row had it: `true` where the rows are to be looked at once more.
    pub(super) fn abort(&mut self, words: usize, names: &Names) -> bool {
        self.identities.truncate(self.committed);
        let mut stays = vec![true; self.committed + 1];
        for &payee in &names.telling {
            if let Some(stays) = stays.get_mut(payee as usize) {
                *stays = false;
            }
        }
        for list in [&mut self.by_name, &mut self.by_account, &mut self.by_reference] {
            list.truncate(words + 1);
            for text in 0..list.len() as u32 {
                if stays.get(list.get(text) as usize) != Some(&true) {
                    list.set(text, 0);
                }
            }
        }
        !names.telling.is_empty()
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
        let found = self.identities.find(identity).filter(|symbol| symbol.place() < self.committed)?;
        Some(PayeeId(found.number()))
    }

    /// The payee of a name that a row has.
    pub(super) fn of_name(&self, name: Symbol) -> Option<PayeeId> {
        let payee = self.known(Field::Name, name);
        (payee != 0 && payee as usize <= self.committed).then_some(PayeeId(payee))
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

    pub(super) const fn len(&self) -> usize {
        self.committed
    }

    fn known(&self, field: Field, symbol: Symbol) -> u32 {
        let list = match field {
            Field::Name => &self.by_name,
            Field::Account => &self.by_account,
            Field::Reference => &self.by_reference,
        };
        list.get(symbol.number())
    }

    const fn list(&mut self, field: Field) -> &mut Numbers {
        match field {
            Field::Name => &mut self.by_name,
            Field::Account => &mut self.by_account,
            Field::Reference => &mut self.by_reference,
        }
    }
}

/// Names of one file, so that those that differ in codes alone are worked out once.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    plain_text: Plain,
    room: Vec<u8>,
    /// What is left of names without codes, and by it the payee.
    plain: Interner,
    payees: Vec<u32>,
    /// Payees of whom a name gives something away, and those of whom a row does.
    telling: Vec<u32>,
    pub(super) hidden: Vec<u32>,
}

/// Marks a payee, and tells whether it had no mark; no row's is the unknown one.
fn set(list: &mut Vec<bool>, payee: u32) -> bool {
    let place = payee as usize;
    if list.len() <= place {
        list.resize(place + 1, false);
    }
    list.get_mut(place).is_some_and(|slot| !core::mem::replace(slot, place != 0) && place != 0)
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

#[cfg(test)]
mod tests {
    use super::Payees;
    use crate::{ingest::Ingest, ledger::Ledger};
    use proptest::prelude::*;

    proptest! {
        /// Of names that differ in codes alone only the first is worked out: every row has the payee of its own name.
        #[test]
        fn prop_every_name_stands_for_its_own_identity(
            drawn in prop::collection::vec((0_usize..8, 0_usize..6, 0_usize..6), 1..40),
            cut in 0_usize..40,
            step in 0_usize..9,
        ) {
            let names = ["The North Gym", "NORTH GYM", "Harbor Clinic", "clinic", "the", "PAYPAL *NORTH", "Café", "7eleven"];
            let codes = ["", " #1234", " *K7QX21", " 12345 BERLIN", " BERLIN DE", " GmbH"];
            let mut ledger = Ledger::default();
            let mut expected = Vec::new();
            for part in [drawn.get(..cut).unwrap_or_default(), drawn.get(cut.min(drawn.len())..).unwrap()] {
                ledger.begin();
                let mut ingest = Ingest::default();
                ingest.push(b"[", &mut ledger).unwrap();
                for (at, &(name, code, more)) in part.iter().enumerate() {
                    let name = format!("{}{}{}", names[name], codes[code], codes[more]);
                    let row = serde_json::json!({ "id": format!("r{}", expected.len()), "accountId": "a",
                        "bookedAt": "2026-03-01", "amount": "-4.00", "currency": "EUR", "counterpartyName": &name });
                    let comma = if at > 0 { "," } else { "" };
                    ingest.push(format!("{comma}{row}").as_bytes(), &mut ledger).unwrap();
                    ledger.learn(step % 3);
                    expected.push(name);
                }
                ingest.push(b"]", &mut ledger).unwrap();
                ingest.finish(&mut ledger).unwrap();
                while step > 2 && ledger.learn(step) > 0 {}
                ledger.commit();
            }
            for (row, name) in (0..).zip(&expected) {
                let payee = ledger.payee(&ledger.row(row));
                prop_assert_eq!(ledger.identity(payee), Payees::identity_for(Some(name), None), "{}", name);
                prop_assert!(!name.contains("linic") || ledger.is_hidden(payee), "{}", name);
            }
        }
    }
}
