// SPDX-License-Identifier: MIT OR Apache-2.0
//! The ledger as it stood at the end of a day: which rows count, in which order, by which payee.
//!
//! In: a ledger and a date. Out: places of rows. Rows after the date, settled and lapsed pending rows are absent.

mod add;
mod order;

use super::{Id, Ledger, PayeeId, payees::account_identity, pending};
use crate::{
    ingest::payee::{may_be_alike, similarity},
    types::{CivilDate, Lists, Numbers, by_row, fit, order_of, sort_numbers},
};
use order::Order;
pub use order::Ordered;

/// From this similarity on, two names behind one account number are one payee.
const SAME_BEHIND_ONE_ACCOUNT: u16 = 600;

const MAX_BEHIND_ONE_ACCOUNT: usize = 16;

/// Places for pairs that were seen lately.
const SEEN: usize = 1024;

/// A pending row may replace another one; a hostile file may let them go round in circles.
const MAX_SETTLED_IN_TURN: usize = 8;

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Visible rows, oldest first; the same rows give the same order however they came in.
    order: Order,
    /// By row: its payee, several spellings of one account number joined.
    payee: Numbers,
    /// By payee its visible rows, oldest first.
    by_payee: Lists,
    /// By payee: the payee that it was joined with; empty when none was.
    joined: Vec<u32>,
    /// Rows that settled another one, and which; see `pending`.
    heirs: Vec<u64>,
    /// Visible pending rows, settled ones too.
    pending: Vec<u32>,
    /// Account numbers with each payee seen behind them, the number above, in order.
    behind: Vec<u64>,
}

impl View {
    /// The view at the end of `today`.
    #[must_use]
    pub fn new(ledger: &Ledger, today: CivilDate) -> Self {
        Self::within(ledger, CivilDate::MIN, today)
    }

    /// The view at the end of `today` of what was booked on or after a day: older rows are past the retention.
    #[must_use]
    pub fn within(ledger: &Ledger, from: CivilDate, today: CivilDate) -> Self {
        Self::of(ledger, (from, today), today)
    }

    /// The view at the end of a later day, with what is pending today.
    #[must_use]
    pub fn ahead(ledger: &Ledger, today: CivilDate, until: CivilDate) -> Self {
        Self::of(ledger, (CivilDate::MIN, until), today)
    }

    fn of(ledger: &Ledger, (from, until): (CivilDate, CivilDate), today: CivilDate) -> Self {
        let visible = from.days()..=until.days();
        let order = Order::new(ledger, &visible);
        let (payee, joined, behind) = canonical_payees(ledger);
        let pending = pending::pending(ledger, order.rows());
        let mut view = Self { payee, joined, behind, pending, order, ..Self::default() };
        view.group(ledger.payees.len());
        let settled = pending::settled(ledger, &view, today);
        view.heirs = settled.heirs;
        if !settled.rows.is_empty() {
            view.order.remove_all(&settled.rows);
            view.group(ledger.payees.len());
        }
        view
    }

    /// Visible rows, oldest first.
    #[must_use]
    pub fn rows(&self) -> Ordered<'_> {
        self.order.rows()
    }

    /// Visible pending rows, oldest first, settled ones too.
    pub(super) fn pending(&self) -> &[u32] {
        &self.pending
    }

    /// Whether a pending row of the view lapses between two days.
    #[must_use]
    pub fn lapses(&self, ledger: &Ledger, before: CivilDate, today: CivilDate) -> bool {
        let lapses = |&row: &u32| {
            let at = self.rows().partition_point(&|known| ledger.by_time(known, row).is_lt());
            pending::is_lapsed(ledger, row, today)
                && !pending::is_lapsed(ledger, row, before)
                && self.rows().get(at) == Some(row)
        };
        self.pending.iter().any(lapses)
    }

    /// The payee of a row.
    #[must_use]
    pub fn payee(&self, row: u32) -> PayeeId {
        PayeeId(self.payee.get(row))
    }

    /// The row and the id that a payment keeps for its whole life: those of the pending row which this one
    /// settled; where the feed took that row out, the id alone.
    #[must_use]
    pub fn lasting<'a>(&self, ledger: &'a Ledger, mut row: u32) -> (u32, Id<'a>) {
        for _ in 0..MAX_SETTLED_IN_TURN {
            let place = self.heirs.partition_point(|&heir| heir >> 32 < u64::from(row));
            let Some(&heir) = self.heirs.get(place).filter(|&&heir| heir >> 32 == u64::from(row)) else {
                break;
            };
            row = if heir as u32 == pending::NAMED {
                let name = ledger.word(ledger.row(row).replaces);
                match ledger.find(name) {
                    Some(named) => named,
                    None => return (row, name.into()),
                }
            } else {
                heir as u32
            };
        }
        (row, ledger.id(row))
    }

    /// The payee that stands for a payee and all that were joined with it.
    #[must_use]
    pub fn canonical(&self, payee: PayeeId) -> PayeeId {
        PayeeId(root(&self.joined, payee.0))
    }

    /// Whether two account numbers are one, grouping and case aside.
    #[must_use]
    pub fn same_account(a: &str, b: &str) -> bool {
        a == b || account_identity(a) == account_identity(b)
    }

    /// How many payees there are, the unknown one included.
    #[must_use]
    pub fn payee_count(&self) -> usize {
        self.by_payee.count()
    }

    /// The visible rows of a payee, oldest first.
    #[must_use]
    pub fn rows_of(&self, payee: PayeeId) -> &[u32] {
        self.by_payee.of(payee.0, Some(payee.0 as usize))
    }

    /// Counting sort of the order by payee.
    fn group(&mut self, payees: usize) {
        let mut starts = vec![0_u32; payees + 2];
        let payee_of = |row: u32| self.payee.get(row) as usize;
        for row in self.order.rows() {
            if let Some(count) = starts.get_mut(payee_of(row) + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut rows = by_row(self.order.rows().len(), 0);
        // Where the next row of a payee goes; behind the last one, where its rows end.
        for row in self.order.rows() {
            if let Some(place) = starts.get_mut(payee_of(row)) {
                if let Some(slot) = rows.get_mut(*place as usize) {
                    *slot = row;
                }
                *place += 1;
            }
        }
        starts.truncate(payees + 1);
        self.by_payee = Lists::new(starts, rows);
    }
}

/// By row its payee, and by payee the one that it was joined with, where spellings behind one account number
/// that look alike are one; and what was seen behind each number.
fn canonical_payees(ledger: &Ledger) -> (Numbers, Vec<u32>, Vec<u64>) {
    let mut payees = Numbers::zeros(ledger.len());
    // Each account number with each payee seen behind it.
    let mut behind: Vec<u64> = Vec::new();
    // Most pairs were seen lately: each stands at the place that it hashes to.
    let mut seen = vec![0_u64; SEEN];
    for row in 0..ledger.len() as u32 {
        let (name, account, reference) = ledger.rows().texts(row);
        let PayeeId(payee) = ledger.payees.of(name, account, reference);
        payees.set(row, payee);
        let pair = u64::from(account.number()) << 32 | u64::from(payee);
        if account.is_some()
            && name.is_some()
            && let Some(seen) = seen.get_mut(place_of(pair)).filter(|seen| **seen != pair)
        {
            *seen = pair;
            if behind.len() == behind.capacity() {
                each_once(&mut behind);
                behind.reserve(behind.len().max(64));
            }
            behind.push(pair);
        }
    }
    each_once(&mut behind);
    fit(&mut behind);
    let mut joined: Vec<u32> = Vec::with_capacity(ledger.payees.len() + 1);
    for payee in 0..=ledger.payees.len() as u32 {
        joined.push(payee);
    }
    let mut changed = false;
    for group in behind.chunk_by(|a, b| a >> 32 == b >> 32) {
        // A processor's account has many payees behind it; beyond a few they are not compared.
        let text = |place: u32| group.get(place as usize).map_or("", |&pair| ledger.identity(PayeeId(pair as u32)));
        let by_text = order_of(group.len(), &mut |a, b| text(a).cmp(text(b)));
        let at = |place: u32| group.get(place as usize).map_or(0, |&pair| pair as u32);
        for (count, &first) in by_text.iter().take(MAX_BEHIND_ONE_ACCOUNT).enumerate() {
            for &second in by_text.iter().take(MAX_BEHIND_ONE_ACCOUNT).skip(count + 1) {
                let (a, b) = (at(first), at(second));
                let (left, right) = (root(&joined, a), root(&joined, b));
                // The first by its text stands for both, so that the order of arrival says nothing.
                let left_first = ledger.identity(PayeeId(left)) <= ledger.identity(PayeeId(right));
                let (winner, loser) = if left_first { (left, right) } else { (right, left) };
                let alike = || {
                    let (a, b) = (ledger.identity(PayeeId(a)), ledger.identity(PayeeId(b)));
                    may_be_alike(a, b) && similarity(a, b).get() >= SAME_BEHIND_ONE_ACCOUNT
                };
                if left != right
                    && alike()
                    && let Some(slot) = joined.get_mut(loser as usize)
                {
                    *slot = winner;
                    changed = true;
                }
            }
        }
    }
    if !changed {
        return (payees, Vec::new(), behind);
    }
    for row in 0..ledger.len() as u32 {
        payees.set(row, root(&joined, payees.get(row)));
    }
    (payees, joined, behind)
}

/// Where a pair stands among those seen lately.
const fn place_of(pair: u64) -> usize {
    (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % SEEN
}

/// Numbers in order, each once.
fn each_once(numbers: &mut Vec<u64>) {
    sort_numbers(numbers);
    numbers.dedup();
}

fn root(joined: &[u32], mut payee: u32) -> u32 {
    while let Some(&parent) = joined.get(payee as usize) {
        if parent == payee {
            break;
        }
        payee = parent;
    }
    payee
}
