// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rows as they are kept: sixteen bytes each, and what few rows have beside them.
//!
//! In: checked rows. Out: one field of a row, or the whole row. Account, currency, category, code, kind and status of a
//! row are one number, since few combinations of them occur. A row that does not fit, by its amount, its day, its texts
//! or as there are too many combinations, stands in a list of its own. Invariant: what comes out is what was put in.

use core::ops::Range;

use super::{
    Row, Symbol,
    classes::{Class, Classes, NO_CLASS},
};
use crate::types::{Currency, Kind, Status, fit, push_more};

/// A row but for what few rows have.
#[derive(Clone, Copy, Debug)]
struct Packed {
    amount: i32,
    /// Counted from `FIRST_DAY`.
    day: u16,
    /// A place among the classes, or `ODD`.
    class: u16,
    texts: u64,
}

/// The texts of a row in one number.
type Texts = (Symbol, Symbol, Symbol);

/// So many bits name a text.
const TEXT_BITS: u32 = 21;

/// `None` where there are more texts than can be named.
#[inline(always)]
fn packed_texts((name, account, reference): Texts) -> Option<u64> {
    let (name, account, reference) = (name.number(), account.number(), reference.number());
    ((name | account | reference) >> TEXT_BITS == 0)
        .then(|| u64::from(name) | u64::from(account) << TEXT_BITS | u64::from(reference) << (2 * TEXT_BITS))
}

#[inline(always)]
fn texts_of(packed: u64) -> Texts {
    let symbol = |place: u32| Symbol::from_number((packed >> (place * TEXT_BITS)) as u32 & ((1 << TEXT_BITS) - 1));
    (symbol(0), symbol(1), symbol(2))
}

/// 1930-01-01: with the days that 16 bits count it reaches into 2109.
const FIRST_DAY: i32 = -14_610;
/// The row stands among the odd ones, and its amount tells where.
const ODD: u16 = NO_CLASS;

/// What of a row did not fit.
#[derive(Clone, Copy, Debug)]
struct Odd {
    amount: i64,
    day: i32,
    class: Class,
    texts: Texts,
    balance_after: Option<i64>,
}

const NO_TIME: u32 = u32::MAX;
/// A row with this very balance is an odd one.
const NO_BALANCE: i64 = i64::MIN;

/// See the door plate. Rows past `committed` belong to a file that is still on its way in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    rows: Vec<Packed>,
    classes: Classes,
    odd: Vec<Odd>,
    /// Which of them stand for no row any more.
    spare: Vec<i32>,
    /// Each of these stays empty until the first row that has one.
    times: Vec<u32>,
    balances: Vec<i64>,
    replaces: Vec<Symbol>,
    committed: usize,
    /// Classes and odd ones of these rows.
    committed_beside: (usize, usize),
    /// No day lies outside of these two.
    span: Option<(i32, i32)>,
}

/// Fills a list with what says that there is nothing.
fn fill_to<T: Copy>(list: &mut Vec<T>, count: usize, nothing: T) {
    if list.len() < count {
        list.resize(count, nothing);
    }
}

impl Rows {
    /// Committed rows.
    pub(crate) const fn len(&self) -> usize {
        self.committed
    }

    /// These and those of the file that is on its way in.
    pub(super) const fn count(&self) -> usize {
        self.rows.len()
    }

    #[inline(always)]
    fn packed(&self, place: u32) -> Option<&Packed> {
        self.rows.get(place as usize)
    }

    /// The class of a row: what many rows have alike.
    pub(crate) fn class(&self, place: u32) -> Option<&Class> {
        let class = self.packed(place)?.class;
        if class == ODD { self.odd(place).map(|odd| &odd.class) } else { self.classes.get(class) }
    }

    /// Of some rows those of one account in one currency: what a class says of that is asked once and not of each row.
    pub(crate) fn of_account(&self, rows: &[u32], account: Symbol, currency: Currency) -> Vec<u32> {
        let is_of = |class: &Class| class.account == account && class.currency == currency;
        let of: Vec<bool> = self.classes.iter().map(is_of).collect();
        let mut own = Vec::new();
        for &place in rows {
            let Some(row) = self.packed(place) else { continue };
            let known = of.get(usize::from(row.class)).copied();
            if known.unwrap_or_else(|| self.class(place).is_some_and(is_of)) {
                own.push(place);
            }
        }
        own
    }

    /// The amount, day and class of a row: what passes that read rows far apart take of all of them before they decide
    /// anything, so that a processor waits for many at once.
    #[inline(always)]
    pub(crate) fn brief(&self, place: u32) -> Option<(i64, i32, &Class)> {
        let row = self.packed(place)?;
        if row.class == ODD {
            return self.odd(place).map(|odd| (odd.amount, odd.day, &odd.class));
        }
        Some((row.amount.into(), FIRST_DAY + i32::from(row.day), self.classes.get(row.class)?))
    }

    #[cold]
    #[inline(never)]
    fn odd(&self, place: u32) -> Option<&Odd> {
        self.odd.get(self.packed(place)?.amount as usize)
    }

    #[inline(always)]
    pub(crate) fn day(&self, place: u32) -> Option<i32> {
        let row = self.packed(place)?;
        if row.class == ODD { self.odd(place).map(|odd| odd.day) } else { Some(FIRST_DAY + i32::from(row.day)) }
    }

    #[inline(always)]
    pub(crate) fn amount(&self, place: u32) -> Option<i64> {
        let row = self.packed(place)?;
        if row.class == ODD { self.odd(place).map(|odd| odd.amount) } else { Some(row.amount.into()) }
    }

    /// Seconds after midnight, where a time is known.
    pub(crate) fn time(&self, place: u32) -> Option<u32> {
        self.times.get(place as usize).copied().filter(|&time| time != NO_TIME)
    }

    pub(crate) fn currency(&self, place: u32) -> Option<Currency> {
        self.class(place).map(|class| class.currency)
    }

    pub(crate) fn account(&self, place: u32) -> Option<Symbol> {
        self.class(place).map(|class| class.account)
    }

    pub(crate) fn kind(&self, place: u32) -> Option<Kind> {
        self.class(place).map(|class| class.kind)
    }

    pub(crate) fn status(&self, place: u32) -> Option<Status> {
        self.class(place).map(|class| class.status)
    }

    /// The name, account number and reference of a row: what tells who is behind it.
    #[inline(always)]
    pub(crate) fn texts(&self, place: u32) -> Texts {
        match self.packed(place) {
            Some(row) if row.class == ODD => self.odd(place).map_or_else(Default::default, |odd| odd.texts),
            Some(row) => texts_of(row.texts),
            None => Texts::default(),
        }
    }

    pub(crate) fn counterparty_account(&self, place: u32) -> Symbol {
        self.texts(place).1
    }

    /// The balance after a row.
    pub(crate) fn balance_after(&self, place: u32) -> Option<i64> {
        match self.balances.get(place as usize) {
            Some(&NO_BALANCE) => {
                self.packed(place).filter(|row| row.class == ODD).and_then(|_| self.odd(place))?.balance_after
            }
            known => known.copied(),
        }
    }

    /// Whether any row tells a balance.
    pub(crate) const fn tells_balances(&self) -> bool {
        !self.balances.is_empty()
    }

    /// Whether any row may be pending.
    pub(crate) fn may_be_pending(&self) -> bool {
        let is_pending = |class: &Class| class.status == Status::Pending;
        self.classes.iter().any(is_pending) || self.odd.iter().any(|odd| is_pending(&odd.class))
    }

    /// The id that a booked row says it settles.
    pub(crate) fn replaced(&self, place: u32) -> Symbol {
        self.replaces.get(place as usize).copied().unwrap_or_default()
    }

    /// Whether a row names an id that it settles.
    pub(crate) fn is_replaced(&self, id: Symbol) -> bool {
        self.replaces.contains(&id)
    }

    /// Whether any row names one that it settles.
    pub(crate) const fn replaces_any(&self) -> bool {
        !self.replaces.is_empty()
    }

    /// Whether all rows are of one account.
    pub(crate) fn are_of_one_account(&self) -> bool {
        let first = self.account(0);
        self.odd.iter().all(|odd| Some(odd.class.account) == first)
            && self.classes.iter().all(|class| Some(class.account) == first)
    }

    /// The account of the row that came last.
    pub(super) fn last_account(&self) -> Option<Symbol> {
        self.account((self.rows.len() as u32).checked_sub(1)?)
    }

    #[inline(always)]
    pub(super) fn push(&mut self, row: Row) {
        let place = self.rows.len();
        self.widen(place, &row);
        let packed = self.pack(&row, None);
        if row.time.is_some() || !self.times.is_empty() {
            push_more(&mut self.times, row.time.unwrap_or(NO_TIME));
        }
        if row.balance_after.is_some() || !self.balances.is_empty() {
            push_more(&mut self.balances, row.balance_after.unwrap_or(NO_BALANCE));
        }
        if row.replaces.is_some() || !self.replaces.is_empty() {
            push_more(&mut self.replaces, row.replaces);
        }
        push_more(&mut self.rows, packed);
    }

    /// The row at a place; a place that does not exist is a broken invariant.
    pub(super) fn get(&self, place: u32) -> Row {
        let found = self.brief(place);
        #[expect(clippy::panic, reason = "a place that no row has is a broken invariant, which stops early")]
        let Some((amount, day, class)) = found else { panic!("no row at this place") };
        let (name, counterparty_account, reference) = self.texts(place);
        Row {
            account: class.account,
            day,
            time: self.time(place),
            amount,
            currency: class.currency,
            name,
            counterparty_account,
            reference,
            category: class.category,
            mcc: class.mcc,
            kind: class.kind,
            status: class.status,
            balance_after: self.balance_after(place),
            replaces: self.replaced(place),
        }
    }

    pub(super) fn set(&mut self, place: u32, row: Row) {
        fn put<T: Copy>(list: &mut [T], place: u32, value: T) {
            if let Some(slot) = list.get_mut(place as usize) {
                *slot = value;
            }
        }
        self.widen(self.rows.len(), &row);
        self.reach(row.day);
        let was = self.packed(place).filter(|was| was.class == ODD).map(|was| was.amount);
        self.spare.extend(was);
        let spare = self.spare.pop();
        let packed = self.pack(&row, spare);
        self.spare.extend(spare.filter(|_| packed.class != ODD));
        put(&mut self.rows, place, packed);
        put(&mut self.times, place, row.time.unwrap_or(NO_TIME));
        put(&mut self.balances, place, row.balance_after.unwrap_or(NO_BALANCE));
        put(&mut self.replaces, place, row.replaces);
    }

    /// Fills the lists that stay empty until the first row that has a value for them.
    #[inline(always)]
    fn widen(&mut self, count: usize, row: &Row) {
        if row.time.is_some() {
            fill_to(&mut self.times, count, NO_TIME);
        }
        if row.balance_after.is_some() {
            fill_to(&mut self.balances, count, NO_BALANCE);
        }
        if row.replaces.is_some() {
            fill_to(&mut self.replaces, count, Symbol::NONE);
        }
    }

    #[inline(always)]
    fn pack(&mut self, row: &Row, spare: Option<i32>) -> Packed {
        let class = Class {
            account: row.account,
            currency: row.currency,
            category: row.category,
            kind: row.kind,
            status: row.status,
            mcc: row.mcc,
        };
        let texts = (row.name, row.counterparty_account, row.reference);
        let fits =
            (i32::try_from(row.amount), u16::try_from(row.day.saturating_sub(FIRST_DAY)), self.classes.place_of(class));
        if let (Ok(amount), Ok(day), Some(class)) = fits
            && let Some(texts) = packed_texts(texts)
            && row.balance_after != Some(NO_BALANCE)
        {
            return Packed { amount, day, class, texts };
        }
        self.pack_odd(Odd { amount: row.amount, day: row.day, class, texts, balance_after: row.balance_after }, spare)
    }

    #[cold]
    #[inline(never)]
    fn pack_odd(&mut self, odd: Odd, spare: Option<i32>) -> Packed {
        let at = spare.unwrap_or(self.odd.len() as i32);
        match self.odd.get_mut(at as usize) {
            Some(slot) => *slot = odd,
            None => self.odd.push(odd),
        }
        Packed { amount: at, day: 0, class: ODD, texts: 0 }
    }

    /// Whether any row may have been booked between two days, the first one left out.
    pub(super) fn may_be_between(&self, after: i32, until: i32) -> bool {
        self.span.is_some_and(|(first, last)| first <= until && last > after)
    }

    fn reach(&mut self, day: i32) {
        let (first, last) = self.span.unwrap_or((day, day));
        self.span = Some((first.min(day), last.max(day)));
    }

    /// Days of some rows that came in.
    pub(super) fn span(&mut self, rows: Range<usize>) {
        for place in rows {
            self.reach(self.day(place as u32).unwrap_or(0));
        }
    }

    pub(super) fn commit(&mut self) {
        self.committed = self.rows.len();
        self.committed_beside = (self.classes.len(), self.odd.len());
        fit(&mut self.rows);
        fit(&mut self.times);
        fit(&mut self.balances);
        fit(&mut self.replaces);
    }

    pub(super) fn truncate_to_committed(&mut self) {
        let count = self.committed;
        self.rows.truncate(count);
        self.times.truncate(count);
        self.balances.truncate(count);
        self.replaces.truncate(count);
        let (classes, odd) = self.committed_beside;
        self.odd.truncate(odd);
        self.classes.truncate(classes);
    }
}

#[cfg(test)]
mod tests {
    use super::{FIRST_DAY, Row, Rows, Symbol, TEXT_BITS};
    use crate::types::{Category, CivilDate, Currency, Kind, Status};
    use proptest::{prelude::*, strategy::ValueTree as _};

    fn number(edge: i64) -> impl Strategy<Value = i64> {
        prop_oneof![-400..400_i64, edge - 2..edge + 2, -edge - 2..-edge + 2, Just(i64::MIN), Just(i64::MAX)]
    }

    fn text() -> impl Strategy<Value = usize> {
        prop_oneof![0..9_usize, (1 << TEXT_BITS) - 3..(1 << TEXT_BITS) + 1_usize]
    }

    prop_compose! {
        fn row()(
            (account, name, counterparty_account, reference, replaces) in (0..4_usize, text(), text(), text(), text()),
            day in prop_oneof![20_000..20_009_i32, FIRST_DAY - 2..FIRST_DAY + 2, FIRST_DAY + 65_530..FIRST_DAY + 65_540,
                Just(CivilDate::MIN.days()), Just(CivilDate::MAX.days())],
            (time, mcc) in (prop::option::of(0..86_400_u32), prop::option::of(0..3_u16)),
            (amount, balance_after) in (number(1 << 31), prop::option::of(number(1 << 31))),
            (category, kind, status, currency) in (0..4_usize, 0..3_usize, 0..2_usize, 0..2_usize),
        ) -> Row {
            Row {
                account: Symbol::from_place(account), day, time, amount, mcc, balance_after,
                currency: ["EUR", "JPY"].map(|code| Currency::from_code(code).unwrap())[currency],
                name: Symbol::from_place(name), counterparty_account: Symbol::from_place(counterparty_account),
                reference: Symbol::from_place(reference), replaces: Symbol::from_place(replaces),
                category: Category::ALL[category], kind: Kind::ALL[kind], status: Status::ALL[status],
            }
        }
    }

    proptest! {
        #[test]
        fn prop_what_comes_out_was_put_in(
            steps in prop::collection::vec((row(), 0..9_usize, any::<bool>()), 1..40),
            committed in 0..40_usize,
        ) {
            let (mut rows, mut list) = (Rows::default(), Vec::<Row>::new());
            for (at, (row, place, is_new)) in steps.into_iter().enumerate() {
                if at == committed {
                    rows.commit();
                }
                if is_new || place >= rows.len() {
                    rows.push(row);
                    list.push(row);
                } else {
                    rows.set(place as u32, row);
                    list[place] = row;
                }
            }
            for (place, row) in (0..).zip(&list) {
                prop_assert_eq!(rows.get(place), *row);
                prop_assert_eq!((rows.day(place), rows.amount(place)), (Some(row.day), Some(row.amount)));
                prop_assert_eq!((rows.time(place), rows.balance_after(place)), (row.time, row.balance_after));
                prop_assert_eq!(rows.class(place).map(|class| class.account), Some(row.account));
            }
            // However often rows change, each has one place among the odd ones at most.
            prop_assert!(rows.odd.len() <= list.len());
            rows.truncate_to_committed();
            rows.push(list[0]);
            prop_assert_eq!(rows.get(rows.len() as u32), list[0]);
        }
    }

    #[test]
    fn what_a_dropped_file_brought_is_gone() {
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let (mut rows, mut kept) = (Rows::default(), Vec::new());
        for number in 0..400 {
            let row = row().new_tree(&mut runner).unwrap().current();
            if number == 100 {
                rows.commit();
            }
            rows.push(row);
            kept.extend((number < 100).then_some(row));
        }
        let (classes, odd) = rows.committed_beside;
        assert!(rows.classes.len() > classes && rows.odd.len() > odd && odd > 0);
        rows.truncate_to_committed();
        assert_eq!((rows.classes.len(), rows.odd.len()), (classes, odd));
        for (place, row) in (0..).zip(&kept) {
            assert_eq!(rows.get(place), *row);
            let class = *rows.class(place).unwrap();
            let known = rows.classes.place_of(class);
            assert!(known.is_some_and(|known| usize::from(known) <= classes));
        }
    }
}
