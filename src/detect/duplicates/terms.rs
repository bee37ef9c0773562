// SPDX-License-Identifier: MIT OR Apache-2.0
//! What speaks for a slip and what explains a repeat: the one table of a pair's log-odds.
//!
//! In: the value of each term. Out: the sum, and each term's share in it. May use: types.
//! Invariants: a score is nothing but the sum of these terms.
//!
//! The first weights come from logistic regressions over a year of real card purchases with planted copies,
//! of rare and of habitual purchases alike, judged on accounts that were left out and then rounded by hand;
//! those from `Typed` on are set by hand. `docs/DUPLICATES.md` tells what they reach.

use crate::types::LogOdds;

const COUNT: usize = 18;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Term {
    /// How far the two are from the cut before anything is known.
    Base,
    /// Both on one day: more often two purchases than two bookings of one.
    SameDay,
    /// Four or five days apart.
    DaysApart,
    /// Six or seven days apart: the distance of a weekly habit.
    WeekApart,
    /// Days to the nearest other repeat of the payee and amount.
    NearestRepeat,
    /// No other repeat at all.
    NeverBefore,
    /// More rows of the payee and amount within a week.
    RowsAround,
    /// The share of the payee's other rows whose amount repeats: low where every basket differs, high where
    /// prices are fixed.
    FixedPrices,
    /// Other days on which the payee booked several rows.
    SeveralADay,
    /// Other days on which someone else was paid this amount.
    UsualAmount,
    /// An order or store number in the name differs.
    OtherNumber,
    /// A payment that a person typed, rather than a till.
    Typed,
    /// One invoice number.
    SameReference,
    /// Two references.
    OtherReference,
    /// Fares, parking, tolls.
    Fare,
    /// Two of the customer's accounts.
    OtherAccount,
    /// The money of one of the two came back.
    Refunded,
    /// Two spellings of the payee.
    OtherSpelling,
}

/// By term: hundredths of a log-odds unit for a value of 1.00.
const WEIGHTS: [(Term, i16); COUNT] = [
    (Term::Base, -410),
    (Term::SameDay, -90),
    (Term::DaysApart, -120),
    (Term::WeekApart, -300),
    (Term::NearestRepeat, 50),
    (Term::NeverBefore, 50),
    (Term::RowsAround, -93),
    (Term::FixedPrices, -48),
    (Term::SeveralADay, -15),
    (Term::UsualAmount, -80),
    (Term::OtherNumber, -200),
    (Term::Typed, 350),
    (Term::SameReference, 200),
    (Term::OtherReference, -250),
    (Term::Fare, -200),
    (Term::OtherAccount, -40),
    (Term::Refunded, 250),
    (Term::OtherSpelling, -25),
];

/// By term its value in hundredths: 100 for what holds, a logarithm for a count.
#[derive(Clone, Copy)]
pub(super) struct Values([i32; COUNT]);

impl Values {
    pub(super) fn new() -> Self {
        let mut values = Self([0; COUNT]);
        values.holds(Term::Base, true);
        values
    }

    pub(super) fn set(&mut self, term: Term, hundredths: i32) {
        if let Some(value) = self.0.get_mut(term as usize) {
            *value = hundredths;
        }
    }

    pub(super) fn holds(&mut self, term: Term, holds: bool) {
        self.set(term, if holds { 100 } else { 0 });
    }

    pub(super) fn of(&self, term: Term) -> i32 {
        self.0.get(term as usize).copied().unwrap_or(0)
    }

    pub(super) fn score(&self) -> LogOdds {
        let mut score = LogOdds(0);
        for (term, weight) in WEIGHTS {
            score += self.of(term) * i32::from(weight) / 100;
        }
        score
    }
}

#[cfg(test)]
mod tests {
    use super::{Term, Values, WEIGHTS};

    #[test]
    fn every_term_has_its_own_weight() {
        for (place, (term, weight)) in WEIGHTS.into_iter().enumerate() {
            assert_eq!(term as usize, place);
            let mut values = Values::new();
            values.set(Term::Base, 0);
            values.holds(term, true);
            assert_eq!(values.score().0, i32::from(weight), "{term:?}");
        }
    }

    /// `evidence::may_be_one` leaves these out at first, and no pair may score higher with them than without.
    #[test]
    fn what_is_told_late_never_adds() {
        for (term, weight) in WEIGHTS {
            if matches!(term, Term::SeveralADay | Term::OtherSpelling | Term::OtherNumber | Term::OtherReference) {
                assert!(weight <= 0, "{term:?}");
            }
        }
    }
}
