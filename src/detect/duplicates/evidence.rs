// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is known of one pair: a value for each term, and the reasons that a person reads.
//!
//! In: two rows and the habits around them. Out: values for the table of terms, reasons made of the same
//! values. May use: types, ledger. Invariants: constant time a pair, but for looking up days.

use super::{
    Basis, CUT,
    habits::Habits,
    ln1p_hundredths,
    manner::{Around, NEVER, Prices, share},
    matching::Scored,
    on,
    reference::{Relation, has_number, relation},
    terms::{Term, Values},
    text,
    wording::is_filled_in_otherwise,
};
use crate::{
    ledger::{Ledger, Row},
    types::{Arg, Category, Kind, Permille, Reason},
};

/// A bill that came so often has its own rhythm, whatever is written beside it.
const HABIT: usize = 6;

/// What the texts of two rows say of a pair, which takes longest to tell.
#[derive(Clone, Copy)]
struct Said {
    relation: Relation,
    /// One reference with the digits of an invoice.
    one_invoice: bool,
    other_number: bool,
}

impl Said {
    fn of(ledger: &Ledger, earlier: &Row, later: &Row) -> Self {
        let relation = reference_relation(ledger, earlier, later);
        let one_invoice = relation == Relation::Same && has_number(ledger.word(earlier.reference));
        Self { relation, one_invoice, other_number: other_number(ledger, earlier, later) }
    }

    /// What speaks for one payment as far as any texts there might.
    fn at_best(earlier: &Row, later: &Row) -> Self {
        let one_invoice = earlier.reference.is_some() && later.reference.is_some();
        let relation = if one_invoice { Relation::Same } else { Relation::Absent };
        Self { relation, one_invoice, other_number: false }
    }
}

/// The value of every term for a pair.
pub(super) fn values(ledger: &Ledger, basis: &Basis, habits: &Habits, rows: [u32; 2], similarity: Permille) -> Values {
    let [earlier, later] = rows.map(|row| ledger.row(row));
    let around = habits.around(ledger, basis, rows);
    let mut values = weighed(ledger, basis, rows, (&earlier, &later), &around, Said::of(ledger, &earlier, &later));
    let busy_days = around.busy_days.saturating_sub(Habits::own_busy_days(ledger, basis, rows));
    values.set(Term::SeveralADay, ln1p_hundredths(busy_days));
    values.set(Term::OtherSpelling, 1000 - i32::from(similarity.get()));
    values
}

/// Whether a pair may be likely enough as far as is soonest told: as if both days were busy ones and the names one, of
/// which neither takes from a score and both take a while to tell, and first whatever its texts say.
pub(super) fn may_be_one(ledger: &Ledger, basis: &Basis, habits: &Habits, rows: [u32; 2], pair: (&Row, &Row)) -> bool {
    let around = habits.around(ledger, basis, rows);
    let reaches = |said| weighed(ledger, basis, rows, pair, &around, said).score().0 >= CUT;
    reaches(Said::at_best(pair.0, pair.1)) && reaches(Said::of(ledger, pair.0, pair.1))
}

/// The value of every term but those of names and of the pair's own busy days.
fn weighed(
    ledger: &Ledger,
    basis: &Basis,
    rows: [u32; 2],
    (earlier, later): (&Row, &Row),
    around: &Around,
    said: Said,
) -> Values {
    let gap = later.day - earlier.day;
    let Said { relation, one_invoice, other_number } = said;
    // Who types one of the two pays a bill, and the till was its other channel.
    let typed = is_transfer_like(later) || is_transfer_like(earlier);
    // Round sums that nothing makes regular are sent as it comes.
    let is_regular = |row| basis.series_of(row).is_some_and(|series| series.rows.len() > 2);
    let as_it_comes = is_round(later.amount.unsigned_abs()) && !rows.into_iter().any(is_regular);
    let soon = gap == 0 || gap < 4 && !as_it_comes;
    let is_bill = typed && (soon || one_invoice || !as_it_comes && is_again(around, said, gap));

    let mut values = Values::new();
    values.holds(Term::SameDay, gap == 0);
    // An invoice may be paid again by hand days later; a till does not wait.
    let days_apart = if gap < 4 {
        0
    } else if one_invoice || is_bill {
        50
    } else {
        100
    };
    values.set(if gap < 6 || days_apart < 100 { Term::DaysApart } else { Term::WeekApart }, days_apart);
    values.set(Term::NearestRepeat, ln1p_hundredths(around.usual_gap.unsigned_abs()));
    values.holds(Term::NeverBefore, around.usual_gap == NEVER);
    values.set(Term::RowsAround, ln1p_hundredths(around.rows_around));
    values.set(Term::FixedPrices, share(around.others, around.repeated));
    values.set(Term::SeveralADay, ln1p_hundredths(around.busy_days.saturating_sub(2)));
    values.set(Term::UsualAmount, ln1p_hundredths(around.amount_days));
    values.holds(Term::OtherNumber, other_number);
    // Now and then may have been a slip, too; whoever types it again and again means it.
    values.holds(Term::Typed, is_bill && !around.is_often);
    values.holds(Term::SameReference, one_invoice);
    // Who pays one thing twice may word it in two ways, but has one number for it.
    let other_reference = match relation {
        Relation::Numbers if typed => 260,
        Relation::Words if typed && is_loose(ledger, basis, rows) => 60,
        Relation::Words if typed => 190,
        Relation::Numbers | Relation::Words => 100,
        Relation::Absent | Relation::Within | Relation::Same => 0,
    };
    values.set(Term::OtherReference, other_reference);
    values.holds(Term::Fare, is_fare(later));
    // Two accounts that are debited have two mandates.
    let is_debit = |row: &Row| row.kind == Kind::DirectDebit;
    let mandates = is_debit(earlier) && is_debit(later) && !one_invoice;
    values.set(
        Term::OtherAccount,
        if earlier.account == later.account {
            0
        } else if mandates {
            1000
        } else {
            100
        },
    );
    values.holds(Term::Refunded, rows.iter().any(|&row| basis.refunds.of(row).is_some()));
    values
}

/// Whether what someone typed days apart is one bill rather than the beginning of a habit: it breaks a rhythm, or it is new
/// and nothing that other words are said of.
fn is_again(around: &Around, said: Said, gap: i32) -> bool {
    let is_new = around.usual_gap == NEVER && gap < 6;
    around.has_rhythm || (is_new && said.relation != Relation::Words)
}

/// Whether a bill that came many times is only worded in another way. Where one form is filled in otherwise, it is for
/// somebody else.
fn is_loose(ledger: &Ledger, basis: &Basis, rows: [u32; 2]) -> bool {
    let is_long = |row| basis.series_of(row).is_some_and(|series| series.rows.len() >= HABIT);
    let [a, b] = rows.map(|row| ledger.word(ledger.row(row).reference));
    rows.into_iter().any(is_long) && !is_filled_in_otherwise(a, b)
}

/// One digit and zeros, or one with a five behind it: what a person chooses, rather than a price.
const fn is_round(mut size: u64) -> bool {
    while size >= 10 && size.is_multiple_of(10) {
        size /= 10;
    }
    size < 10 || (size < 100 && size.is_multiple_of(5))
}

/// Why a pair is answered: what is alike, then what is usual, then what else it might be.
pub(super) fn reasons(ledger: &Ledger, basis: &Basis, habits: &Habits, pair: &Scored) -> Vec<Reason> {
    let [earlier, later] = pair.rows.map(|row| ledger.row(row));
    let values = values(ledger, basis, habits, pair.rows, pair.similarity);
    let around = habits.around(ledger, basis, pair.rows);
    let mut reasons = vec![
        Reason::new("same-amount").with("amount", Arg::magnitude(later.money())),
        if pair.similarity == Permille::ONE {
            text(Reason::new("same-payee"), "payee", payee_text(ledger, &later))
        } else {
            text(Reason::new("similar-payee"), "first", payee_text(ledger, &earlier))
                .with("second", Arg::text(payee_text(ledger, &later)))
        },
        gap_reason(&earlier, later.day - earlier.day),
    ];
    for (term, code) in [(Term::SameReference, "same-reference"), (Term::OtherAccount, "other-account")] {
        if values.of(term) > 0 {
            reasons.push(Reason::new(code));
        }
    }
    if values.of(Term::NeverBefore) > 0 {
        reasons.push(Reason::new("never-repeated-before"));
    } else if around.usual_gap > later.day - earlier.day && around.usual_gap < NEVER {
        reasons.push(Reason::new("repeats-further-apart").with("days", Arg::number(i64::from(around.usual_gap))));
    }
    // Where every basket differs, two equal ones stand out; where prices are fixed, they don't.
    let code = match around.prices() {
        Prices::Varied => Some("amounts-differ-here"),
        Prices::Fixed => Some("amounts-repeat-here"),
        Prices::Unknown => None,
    };
    if let Some(code) = code {
        reasons.push(Reason::new(code).with("count", Arg::number(i64::from(around.others))));
    }
    for (term, code) in [
        (Term::SeveralADay, "several-a-day"),
        (Term::UsualAmount, "amount-elsewhere"),
        (Term::OtherNumber, "other-number"),
        (Term::OtherReference, "other-reference"),
        (Term::Fare, "fare-or-parking"),
    ] {
        if values.of(term) > 0 {
            reasons.push(Reason::new(code));
        }
    }
    reasons
}

/// The reason that tells how far apart two payments are.
pub(crate) fn gap_reason(earlier: &Row, gap_days: i32) -> Reason {
    let reason = match gap_days {
        0 => Reason::new("same-day"),
        _ => Reason::new("days-apart").with("days", Arg::number(i64::from(gap_days))),
    };
    on(reason, earlier.date())
}

/// What a person would call the payee.
pub(crate) fn payee_text<'a>(ledger: &'a Ledger, row: &Row) -> &'a str {
    // Who must not be named is told by nothing: an empty text.
    if ledger.is_hidden(ledger.payee(row)) {
        return "";
    }
    for symbol in [row.name, row.counterparty_account, row.reference] {
        if symbol.is_some() {
            return ledger.word(symbol);
        }
    }
    ""
}

/// A payment to an account that someone typed, rather than at a till.
pub(crate) fn is_transfer_like(row: &Row) -> bool {
    match row.kind {
        Kind::Transfer | Kind::StandingOrder | Kind::DirectDebit | Kind::Check => true,
        Kind::Other => row.counterparty_account.is_some() && !row.name.is_some(),
        _ => false,
    }
}

fn reference_relation(ledger: &Ledger, a: &Row, b: &Row) -> Relation {
    match relation(ledger.word(a.reference), ledger.word(b.reference)) {
        // What stands on a check, its own number first, parts it from no other way of paying.
        Relation::Numbers | Relation::Words if (a.kind == Kind::Check) != (b.kind == Kind::Check) => Relation::Absent,
        relation => relation,
    }
}

/// The same reference, and one that looks like an invoice rather than a word.
pub(crate) fn same_reference(ledger: &Ledger, a: &Row, b: &Row) -> bool {
    has_number(ledger.word(a.reference)) && reference_relation(ledger, a, b) == Relation::Same
}

/// Fares and parking repeat by their nature.
const fn is_fare(row: &Row) -> bool {
    if matches!(row.category, Category::Transport) {
        return true;
    }
    matches!(row.mcc, Some(4111 | 4112 | 4121 | 4131 | 4784 | 4789 | 7523 | 7524))
}

/// Whether two spellings carry different numbers, as of an order or a store.
fn other_number(ledger: &Ledger, a: &Row, b: &Row) -> bool {
    let (same, both) = same(ledger.word(a.name), ledger.word(b.name), u8::is_ascii_digit);
    both && !same
}

/// Whether the bytes of one kind are the same in two texts, case aside, and whether both have any.
#[inline(never)]
pub(super) fn same(a: &str, b: &str, kind: fn(&u8) -> bool) -> (bool, bool) {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    let mut both = false;
    loop {
        match (next(&mut a, kind), next(&mut b, kind)) {
            (Some(a), Some(b)) => {
                both = true;
                if a != b {
                    return (false, both);
                }
            }
            (a, b) => return (a == b, both),
        }
    }
}

#[inline(never)]
fn next(bytes: &mut &[u8], kind: fn(&u8) -> bool) -> Option<u8> {
    while let Some((first, rest)) = bytes.split_first() {
        *bytes = rest;
        if kind(first) {
            return Some(first.to_ascii_lowercase());
        }
    }
    None
}
