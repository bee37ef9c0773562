// SPDX-License-Identifier: MIT OR Apache-2.0
//! The same payment twice: a scored matching over the whole history.
//!
//! In: a basis. Out: pairs of debits, each row repeating at most one earlier row. A pair's score is a sum
//! of log-odds: what speaks for a slip minus what explains a repeat (this customer's habit with that
//! payee and amount, other rows of the payee around the day, the amount's own frequency, a cadence,
//! another reference, an own transfer). What stays below the cut is silent.
//!
//! The weights come from logistic regressions over a year of real card purchases with planted copies, of
//! rare and of habitual purchases alike (those for transfers, references, accounts and refunds are set by hand);
//! planted data tell the planting rate, so a confidence orders
//! pairs and is no share of real slips.

use super::{Basis, ln1p_hundredths};
use crate::{
    ingest::payee::{self, similarity},
    ledger::{Ledger, PayeeId, Row, Symbol},
    types::{
        Arg, Currency, Kind, LogOdds, Money, Permille, Reason, StableHash, median, order_of, sort_numbers, sort_places,
        sorted, stable_hash, words,
    },
};

/// Days between a payment and its accidental repeat.
const WINDOW_DAYS: i32 = 7;
/// Days between two payments of one invoice, told by its reference.
const REFERENCE_WINDOW_DAYS: i32 = 45;
/// How far back a row looks among rows of its amount; more is a habit, not a slip.
const MAX_LOOK_BACK: usize = 24;
/// Places for similarities that are asked for again.
const ALIKE_PLACES: usize = 4096;
/// How many earlier rows a row is paired with, nearest first: each ends in one pair at most.
const MAX_PARTNERS: usize = 3;
/// Names alike by this much may be one payee behind two spellings.
const ALIKE: u16 = 700;
/// Pairs at least this likely are answered.
pub(crate) const CUT: i32 = -120;

words! {
    /// What repeats.
    DuplicateKind {
        /// The same account and way of paying.
        SameCharge = "same-charge",
        /// Another account, or another way of paying.
        OtherChannel = "other-channel",
    }
}

words! {
    /// What became of it.
    DuplicateState {
        /// Nothing yet.
        Open = "open",
        /// The money of one of the two came back.
        Refunded = "refunded",
        /// The customer said that both are meant.
        Dismissed = "dismissed",
    }
}

/// Two rows that look like one payment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duplicate {
    /// Made of the two ids.
    pub id: StableHash,
    /// Oldest first.
    pub rows: [u32; 2],
    /// What repeats.
    pub kind: DuplicateKind,
    /// Amount of the later row.
    pub money: Money,
    /// Civil days between the two.
    pub gap_days: i32,
    /// How sure.
    pub confidence: Permille,
    /// Why, strongest first.
    pub reasons: Vec<Reason>,
    /// What became of it.
    pub state: DuplicateState,
    /// Whether the money of one of the two came back.
    pub refunded: bool,
    /// The payee of the later row.
    pub payee: PayeeId,
}

/// The id of a pair.
#[must_use]
pub fn pair_id(earlier: &str, later: &str) -> StableHash {
    stable_hash(&[b"duplicate", earlier.as_bytes(), later.as_bytes()])
}

/// Marks the pairs of which the customer said that such a repeat is meant.
pub fn mark(ledger: &Ledger, duplicates: &mut [Duplicate], meant: &dyn Fn(&Row, PayeeId) -> bool) {
    for duplicate in duplicates {
        let [_, later] = duplicate.rows;
        duplicate.state = if meant(&ledger.row(later), duplicate.payee) {
            DuplicateState::Dismissed
        } else if duplicate.refunded {
            DuplicateState::Refunded
        } else {
            DuplicateState::Open
        };
    }
}

/// Finds every pair; what the customer said of them is `mark`ed afterwards.
#[must_use]
pub fn find(ledger: &Ledger, basis: &Basis) -> Vec<Duplicate> {
    let medians = Medians::new(ledger, basis);
    let mut matcher =
        Matcher { ledger, basis, medians, alike: vec![(u64::MAX, Permille::ZERO); ALIKE_PLACES], pairs: Vec::new() };
    for block in basis.debits.repeated() {
        matcher.scan(block);
    }
    matcher.choose()
}

/// By account and currency: the median size of a debit.
struct Medians {
    /// By account symbol: its first list plus one; 0 for none.
    first: Vec<u32>,
    lists: Vec<AmountsOf>,
}

struct AmountsOf {
    currency: Currency,
    sizes: Vec<u64>,
    median: u64,
    /// The list of the same account in another currency, plus one; 0 for none.
    next: u32,
}

impl Medians {
    fn new(ledger: &Ledger, basis: &Basis) -> Self {
        let mut medians = Self { first: vec![0; ledger.word_count() + 1], lists: Vec::new() };
        let columns = ledger.columns();
        for &row in basis.view.rows() {
            let at = row as usize;
            let fields = (columns.accounts().get(at), columns.currencies().get(at), columns.amounts().get(at));
            if let (Some(&account), Some(&currency), Some(&amount)) = fields
                && amount < 0
                && let Some(list) = medians.list(account, currency)
            {
                list.sizes.push(amount.unsigned_abs());
            }
        }
        for list in &mut medians.lists {
            list.median = median(core::mem::take(&mut list.sizes)).max(1);
        }
        medians
    }

    fn place(&self, account: Symbol, currency: Currency) -> Option<usize> {
        let mut next = self.first.get(account.number() as usize).copied()?;
        loop {
            let place = next.checked_sub(1)? as usize;
            let list = self.lists.get(place)?;
            if list.currency == currency {
                return Some(place);
            }
            next = list.next;
        }
    }

    fn list(&mut self, account: Symbol, currency: Currency) -> Option<&mut AmountsOf> {
        if self.place(account, currency).is_none() {
            let number = self.lists.len() as u32 + 1;
            let next = core::mem::replace(self.first.get_mut(account.number() as usize)?, number);
            self.lists.push(AmountsOf { currency, sizes: Vec::new(), median: 1, next });
        }
        let place = self.place(account, currency)?;
        self.lists.get_mut(place)
    }

    fn of(&self, account: Symbol, currency: Currency) -> u64 {
        self.place(account, currency).and_then(|place| self.lists.get(place)).map_or(1, |list| list.median)
    }
}

/// What is usual among the rows of one amount. Rows of one payee and day count once: ten charges within
/// an hour are one slip nine times over, and no habit.
struct Habits {
    /// The account of each payee's day; in order.
    accounts: Vec<u64>,
    /// Each payee's days in order, with the number of rows; payees in order.
    days: Vec<(PayeeId, i32, u32)>,
}

impl Habits {
    fn new(ledger: &Ledger, basis: &Basis, block: &[u32]) -> Self {
        let payee = |row: u32| basis.view.payee(row);
        let accounts = ledger.columns().accounts();
        let mut by_payee = block.to_vec();
        sort_places(&mut by_payee, &mut |a, b| payee(a).cmp(&payee(b)));
        let mut of_days: Vec<u64> = Vec::new();
        let mut days: Vec<(PayeeId, i32, u32)> = Vec::new();
        for row in by_payee {
            let (payee, day) = (payee(row), ledger.day(row));
            match days.last_mut() {
                Some((last_payee, last_day, count)) if (*last_payee, *last_day) == (payee, day) => *count += 1,
                _ => {
                    days.push((payee, day, 1));
                    let account = accounts.get(row as usize).copied().unwrap_or_default();
                    of_days.push(account.number().into());
                }
            }
        }
        sort_numbers(&mut of_days);
        Self { accounts: of_days, days }
    }

    /// Days on which an account paid this amount to anyone.
    fn days_of(&self, account: Symbol) -> u32 {
        let number = u64::from(account.number());
        let from = self.accounts.partition_point(|known| *known < number);
        (self.accounts.partition_point(|known| *known <= number) - from) as u32
    }

    fn of(&self, payee: PayeeId) -> &[(PayeeId, i32, u32)] {
        let from = self.days.partition_point(|entry| entry.0 < payee);
        let to = self.days.partition_point(|entry| entry.0 <= payee);
        self.days.get(from..to).unwrap_or_default()
    }

    /// How many rows of a payee lie on either of two days.
    fn rows_on(&self, payee: PayeeId, days: [i32; 2]) -> u32 {
        self.of(payee).iter().filter(|entry| days.contains(&entry.1)).map(|entry| entry.2).sum()
    }

    /// The smallest gap between two payments to a payee, the two days in question aside.
    fn usual_gap(&self, payee: PayeeId, [earlier, later]: [i32; 2]) -> Option<i32> {
        let days = self.of(payee);
        if days.iter().any(|&(_, day, count)| count > 1 && day != earlier && day != later) {
            return Some(0);
        }
        let gaps = days.windows(2).filter_map(|pair| match pair {
            [(_, a, _), (_, b, _)] if (*a, *b) != (earlier, later) => Some(b - a),
            _ => None,
        });
        gaps.min()
    }
}

struct Pair {
    score: LogOdds,
    rows: [u32; 2],
    gap_days: i32,
    similarity: Permille,
    usual_gap: Option<i32>,
}

struct Matcher<'a> {
    ledger: &'a Ledger,
    basis: &'a Basis,
    medians: Medians,
    /// Similarities worked out lately, each at the place that its pair of payees hashes to.
    alike: Vec<(u64, Permille)>,
    pairs: Vec<Pair>,
}

impl Matcher<'_> {
    /// Scores the pairs of one amount.
    fn scan(&mut self, block: &[u32]) {
        // Most blocks hold no two rows near each other, and need no look at what is usual in them.
        let mut habits: Option<Habits> = None;
        for (place, &later_row) in block.iter().enumerate() {
            let later_day = self.ledger.day(later_row);
            let earlier_rows = block.get(..place).unwrap_or_default().iter().rev().take(MAX_LOOK_BACK);
            let mut scored = 0;
            for &earlier_row in earlier_rows {
                if scored == MAX_PARTNERS {
                    break;
                }
                let gap = later_day - self.ledger.day(earlier_row);
                if gap > REFERENCE_WINDOW_DAYS {
                    break;
                }
                if gap > WINDOW_DAYS && !(self.has_reference(earlier_row) && self.has_reference(later_row)) {
                    continue;
                }
                let (earlier, later) = (self.ledger.row(earlier_row), self.ledger.row(later_row));
                let one_amount = (earlier.amount, earlier.currency) == (later.amount, later.currency);
                if !one_amount || (gap > WINDOW_DAYS && !same_reference(self.ledger, &earlier, &later)) {
                    continue;
                }
                let payee = |row| self.basis.view.payee(row);
                let (a, b) = ((earlier, payee(earlier_row)), (later, payee(later_row)));
                let similarity = self.similarity(a, b);
                if similarity.get() < ALIKE {
                    continue;
                }
                let habits = habits.get_or_insert_with(|| Habits::new(self.ledger, self.basis, block));
                if let Some(pair) = self.score([earlier_row, later_row], [&earlier, &later], similarity, habits) {
                    self.pairs.push(pair);
                    scored += 1;
                }
            }
        }
    }

    fn has_reference(&self, row: u32) -> bool {
        self.ledger.columns().references().get(row as usize).is_some_and(|reference| reference.is_some())
    }

    fn similarity(&mut self, a: (Row, PayeeId), b: (Row, PayeeId)) -> Permille {
        if a.1 == PayeeId::UNKNOWN || b.1 == PayeeId::UNKNOWN {
            return Permille::ZERO;
        }
        let one_account = a.0.counterparty_account.is_some() && a.0.counterparty_account == b.0.counterparty_account;
        if a.1 == b.1 || one_account {
            return Permille::ONE;
        }
        let ledger = self.ledger;
        let both_named = a.0.name.is_some() && b.0.name.is_some();
        // Spellings of one payee begin alike; comparing all that share an amount would be most of the work.
        let begins = |payee| ledger.identity(payee).as_bytes().get(..3);
        if !both_named || begins(a.1).is_none() || begins(a.1) != begins(b.1) {
            return Permille::ZERO;
        }
        let key = u64::from(a.1.0) << 32 | u64::from(b.1.0);
        let place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % ALIKE_PLACES;
        if let Some(entry) = self.alike.get(place).filter(|entry| entry.0 == key) {
            return entry.1;
        }
        let name = |row: &Row| payee::identity(ledger.word(row.name));
        let found = similarity(&name(&a.0), &name(&b.0));
        if let Some(entry) = self.alike.get_mut(place) {
            *entry = (key, found);
        }
        found
    }

    /// The sum of what speaks for and against one pair; `None` where something explains the repeat outright.
    fn score(
        &self,
        rows: [u32; 2],
        [earlier, later]: [&Row; 2],
        similarity: Permille,
        habits: &Habits,
    ) -> Option<Pair> {
        let gap = later.day - earlier.day;
        let one_invoice = same_reference(self.ledger, earlier, later);
        if self.explained_by_cadence(rows, gap) {
            return None;
        }
        let payee = self.basis.view.payee(rows[1]);
        let one_account = earlier.account == later.account;
        let days = [earlier.day, later.day];
        let usual_gap = habits.usual_gap(payee, days);
        // How common the amount is elsewhere; how common it is with this payee is told by the gaps.
        let same_amount = habits.days_of(later.account).saturating_sub(habits.of(payee).len() as u32);
        let own_rows = habits.rows_on(payee, days);
        let around = self.rows_around(payee, earlier.day - 1, later.day + 1).saturating_sub(own_rows);

        let mut score = LogOdds(-150);
        score += match gap {
            0 => -80,
            1..=3 => 0,
            _ if one_invoice || is_transfer_like(later) => -60,
            _ => -230,
        };
        score += 42 * ln1p_hundredths(usual_gap.unwrap_or(400).unsigned_abs()) / 100;
        score += -72 * ln1p_hundredths(around) / 100;
        score += -100 * ln1p_hundredths(same_amount) / 100;
        if later.amount % 100 == 0 {
            score += -55;
        }
        score += self.relative_size(later) * 11 / 100;
        // Where a person types the payee's account, a repeat is rarer than at a till.
        if is_transfer_like(later) {
            score += 150;
        }
        score += match reference_relation(self.ledger, earlier, later) {
            ReferenceRelation::Same if one_invoice => 200,
            ReferenceRelation::Different if is_transfer_like(later) => -450,
            ReferenceRelation::Different => -250,
            _ => 0,
        };
        if !one_account {
            score += -100;
        }
        // The payee itself took one of the two back.
        if rows.iter().any(|&row| self.basis.refunds.of(row).is_some()) {
            score += 250;
        }
        score += (i32::from(similarity.get()) - 1000) / 4;
        (score.0 >= CUT).then_some(Pair { score, rows, gap_days: gap, similarity, usual_gap })
    }

    /// Two neighbouring members of one series are two cycles, not one payment twice.
    fn explained_by_cadence(&self, [earlier, later]: [u32; 2], gap: i32) -> bool {
        let series = &self.basis.series;
        match (series.of(earlier), series.of(later)) {
            (Some(a), Some(b)) => a.id == b.id && gap > 0,
            _ => false,
        }
    }

    fn rows_around(&self, payee: PayeeId, from: i32, to: i32) -> u32 {
        let rows = self.basis.view.rows_of(payee);
        let day = |row: &u32| self.ledger.columns().days().get(*row as usize).copied().unwrap_or(i32::MAX);
        (rows.partition_point(|row| day(row) <= to) - rows.partition_point(|row| day(row) < from)) as u32
    }

    /// ln of the size over the account's median, in hundredths.
    fn relative_size(&self, row: &Row) -> i32 {
        let median = self.medians.of(row.account, row.currency);
        let scaled = |value: u64| ln1p_hundredths(u32::try_from(value).unwrap_or(u32::MAX));
        scaled(row.amount.unsigned_abs()) - scaled(median)
    }

    /// Strongest pairs first; each row repeats at most one row and is repeated by at most one.
    fn choose(self) -> Vec<Duplicate> {
        let ledger = self.ledger;
        let ids = |pair: &Pair| pair.rows.map(|row| ledger.id(row));
        let strongest_first = order_of(self.pairs.len(), &mut |a, b| match (self.pair(a), self.pair(b)) {
            (Some(a), Some(b)) => {
                b.score.cmp(&a.score).then(a.gap_days.cmp(&b.gap_days)).then_with(|| ids(a).cmp(&ids(b)))
            }
            _ => core::cmp::Ordering::Equal,
        });
        let (mut is_earlier, mut is_later) = (vec![false; ledger.len()], vec![false; ledger.len()]);
        let mut chosen: Vec<Duplicate> = Vec::new();
        for pair in strongest_first.into_iter().filter_map(|place| self.pair(place)) {
            let [earlier, later] = pair.rows;
            if let (Some(first @ false), Some(second @ false)) =
                (is_earlier.get_mut(earlier as usize), is_later.get_mut(later as usize))
            {
                (*first, *second) = (true, true);
                chosen.push(self.duplicate(pair));
            }
        }
        let when = |d: &Duplicate| d.rows.map(|row| ledger.when(row));
        sorted(chosen, &mut |a, b| when(a).cmp(&when(b)))
    }

    fn pair(&self, place: u32) -> Option<&Pair> {
        self.pairs.get(place as usize)
    }

    fn duplicate(&self, pair: &Pair) -> Duplicate {
        let [earlier_row, later_row] = pair.rows;
        let (earlier, later) = (self.ledger.row(earlier_row), self.ledger.row(later_row));
        let payee = self.basis.view.payee(later_row);
        let kind = if earlier.account == later.account && earlier.kind == later.kind {
            DuplicateKind::SameCharge
        } else {
            DuplicateKind::OtherChannel
        };
        let refunded = pair.rows.iter().any(|&row| self.basis.refunds.of(row).is_some());
        let state = if refunded { DuplicateState::Refunded } else { DuplicateState::Open };
        Duplicate {
            id: pair_id(self.ledger.id(earlier_row), self.ledger.id(later_row)),
            rows: pair.rows,
            kind,
            money: later.money(),
            gap_days: pair.gap_days,
            confidence: confidence(pair.score),
            reasons: self.reasons(pair, &earlier, &later),
            state,
            refunded,
            payee,
        }
    }

    fn reasons(&self, pair: &Pair, earlier: &Row, later: &Row) -> Vec<Reason> {
        let mut reasons = vec![
            Reason::new("same-amount").with("amount", Arg::magnitude(later.money())),
            if pair.similarity == Permille::ONE {
                Reason::new("same-payee").with("payee", Arg::text(payee_text(self.ledger, later)))
            } else {
                Reason::new("similar-payee")
                    .with("first", Arg::text(payee_text(self.ledger, earlier)))
                    .with("second", Arg::text(payee_text(self.ledger, later)))
            },
            gap_reason(earlier, pair.gap_days),
        ];
        if same_reference(self.ledger, earlier, later) {
            reasons.push(Reason::new("same-reference"));
        }
        if earlier.account != later.account {
            reasons.push(Reason::new("other-account"));
        }
        reasons.push(match pair.usual_gap {
            None => Reason::new("never-repeated-before"),
            Some(days) => Reason::new("repeats-further-apart").with("days", Arg::number(i64::from(days))),
        });
        reasons
    }
}

/// How sure a score is; the cut is an even chance.
pub(crate) fn confidence(score: LogOdds) -> Permille {
    LogOdds(score.0.saturating_sub(CUT)).to_permille()
}

/// The reason that tells how far apart two payments are.
pub(crate) fn gap_reason(earlier: &Row, gap_days: i32) -> Reason {
    if gap_days == 0 {
        Reason::new("same-day").with("date", Arg::date(earlier.date()))
    } else {
        Reason::new("days-apart").with("days", Arg::number(i64::from(gap_days))).with("date", Arg::date(earlier.date()))
    }
}

/// What a person would call the payee.
pub(crate) fn payee_text<'a>(ledger: &'a Ledger, row: &Row) -> &'a str {
    // Who must not be named is told by nothing: an empty text.
    if ledger.is_hidden(ledger.payee(row)) {
        return "";
    }
    [row.name, row.counterparty_account, row.reference]
        .into_iter()
        .find(|symbol| symbol.is_some())
        .map_or("", |symbol| ledger.word(symbol))
}

/// A payment to an account that someone typed, rather than at a till.
pub(crate) fn is_transfer_like(row: &Row) -> bool {
    match row.kind {
        Kind::Transfer | Kind::StandingOrder | Kind::DirectDebit | Kind::Check => true,
        Kind::Other => row.counterparty_account.is_some() && !row.name.is_some(),
        _ => false,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ReferenceRelation {
    Absent,
    Same,
    Different,
}

fn reference_relation(ledger: &Ledger, a: &Row, b: &Row) -> ReferenceRelation {
    if !a.reference.is_some() || !b.reference.is_some() {
        ReferenceRelation::Absent
    } else if is_one_reference(ledger.word(a.reference), ledger.word(b.reference)) {
        ReferenceRelation::Same
    } else {
        ReferenceRelation::Different
    }
}

/// Whether two references are one, in whatever width, case or kana.
pub(crate) fn is_one_reference(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        let letters = |text: &'_ str| {
            text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase()).collect::<Vec<u8>>()
        };
        return a == b || letters(a) == letters(b);
    }
    a == b || payee::folded(a) == payee::folded(b)
}

/// The same reference, and one that looks like an invoice rather than a word.
pub(crate) fn same_reference(ledger: &Ledger, a: &Row, b: &Row) -> bool {
    let digits = ledger.word(a.reference).bytes().filter(u8::is_ascii_digit).count();
    digits >= 3 && reference_relation(ledger, a, b) == ReferenceRelation::Same
}

/// The smallest gap at which the customer repeats this payee and amount otherwise.
pub(crate) fn nearest_other_repeat(other_days: Vec<i32>, earlier: i32, later: i32) -> Option<i32> {
    // Days as numbers that sort; civil dates lie far within the shift.
    const SHIFT: i64 = 1 << 32;
    let mut days: Vec<u64> =
        other_days.into_iter().chain([earlier, later]).map(|d| (i64::from(d) + SHIFT) as u64).collect();
    sort_numbers(&mut days);
    let day = |number: u64| (number as i64 - SHIFT) as i32;
    let mut own_pair_left = true;
    days.windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some((day(*a), day(*b))),
            _ => None,
        })
        .filter(|&(a, b)| {
            let own_pair = own_pair_left && (a, b) == (earlier, later);
            own_pair_left &= !own_pair;
            !own_pair
        })
        .map(|(a, b)| b - a)
        .min()
}
