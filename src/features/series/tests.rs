// SPDX-License-Identifier: MIT OR Apache-2.0
//! Chains against a naive oracle, every cadence through weekends, month ends, misses and slips, and what the
//! customer corrects.

use proptest::prelude::*;

use super::{
    Correction, Finder, Point, Series, SeriesBook, SeriesState,
    due::{aimed_days, due_after},
    fit::{Pool, chain},
};
use crate::{
    ledger::{Ledger, View},
    types::{Cadence, CivilDate, Marks},
};

fn date(text: &str) -> CivilDate {
    CivilDate::parse(text).unwrap()
}

/// Rows of one payee by card, each with its date and amount.
fn ledger(rows: &[(CivilDate, &str, &str)]) -> Ledger {
    let row = |(place, (date, amount, name)): (usize, &(CivilDate, &str, &str))| {
        format!(
            r#"{{"id":"r{place}","accountId":"main","bookedAt":"{date}","amount":"{amount}","currency":"EUR","kind":"card","counterpartyName":"{name}"}}"#
        )
    };
    let rows: Vec<String> = rows.iter().enumerate().map(row).collect();
    Ledger::of_rows(&rows)
}

fn series(ledger: &Ledger, today: CivilDate, corrections: &[Correction]) -> Vec<Series> {
    let view = View::new(ledger, today);
    SeriesBook::find(Finder::new(today, corrections.to_vec()), (ledger, &view, &Marks::default())).all
}

/// What a bank does with a due date on a weekend.
fn working_day(date: CivilDate) -> CivilDate {
    match date.weekday() {
        5 => date.plus_days(2),
        6 => date.plus_days(1),
        _ => date,
    }
}

fn dues(cadence: Cadence, first: CivilDate, count: i32) -> Vec<CivilDate> {
    let due = |place: i32| match cadence.months() {
        Some(months) => first.plus_months(months * place),
        None if cadence == Cadence::Semimonthly => {
            let (year, month, _) = first.plus_months(place / 2).parts();
            CivilDate::new(year, month, if place % 2 == 0 { 1 } else { 15 }).unwrap()
        }
        None => first.plus_days(cadence.days() * place),
    };
    (0..count).map(due).collect()
}

pub(super) fn point(day: i32, amount: i64, row: u32) -> Point {
    let date = CivilDate::from_days(day).unwrap();
    let month_day = date.parts().2 as u8;
    Point { day, amount, row, month_day, is_month_end: date.plus_days(1).parts().2 == 1 }
}

proptest! {
    #[test]
    fn prop_every_cadence_is_found_through_weekends_and_one_miss(
        cadence in prop::sample::select(Cadence::ALL.to_vec()),
        start in 0..365_i32,
        missed in 2..8_usize,
    ) {
        let first = date("2021-01-01").plus_days(start);
        let due = dues(cadence, first, 10);
        let mut rows: Vec<_> = due.iter().map(|&due| (working_day(due), "-12.99", "Filmhouse Plus")).collect();
        let last = rows.last().unwrap().0;
        rows.remove(missed);
        let found = series(&ledger(&rows), last.plus_days(1), &[]);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].cadence, cadence);
        prop_assert_eq!(found[0].rows.len(), 9);
        prop_assert_eq!(found[0].state, SeriesState::Active);
        let next = found[0].next.unwrap();
        let truth = working_day(dues(cadence, first, 11)[10]);
        prop_assert!(next.earliest <= truth && truth <= next.latest, "{:?} {}", next, truth);
    }

    /// The last Friday of a month may be five weeks away, and so may its third Tuesday.
    #[test]
    fn prop_a_weekday_of_the_month_is_not_late_on_its_day(
        weekday in 0..5_i32,
        place in 0..5_i32,
        start in 0..48_i32,
        count in 4..9_i32,
    ) {
        let of_month = |month: i32| {
            let first = date("2021-01-01").plus_months(start + month);
            let nth = first.plus_days((weekday - first.days() - 3).rem_euclid(7) + 7 * place);
            if nth.parts().1 == first.parts().1 { nth } else { nth.plus_days(-7) }
        };
        let rows: Vec<_> = (0..count).map(|month| (of_month(month), "-12.99", "Filmhouse Plus")).collect();
        let found = series(&ledger(&rows), rows.last().unwrap().0.plus_days(1), &[]);
        // Four of them may lie on too many days to be a series yet.
        prop_assume!(found.len() == 1);
        let (due, truth) = (found[0].due, of_month(count));
        prop_assert!(due.latest >= truth, "{:?} {}", due, truth);
    }

    /// Two public holidays beside a weekend hold back what is due on the first of them.
    #[test]
    fn prop_two_holidays_beside_a_weekend_make_nothing_late(
        cadence in prop::sample::select(Cadence::ALL.to_vec()),
        start in 0..365_i32,
    ) {
        let mut rows: Vec<_> = dues(cadence, date("2021-01-01").plus_days(start), 9);
        let held_back = rows.pop().unwrap();
        let rows: Vec<_> = rows.iter().map(|&due| (working_day(due), "-12.99", "Filmhouse Plus")).collect();
        let found = series(&ledger(&rows), rows.last().unwrap().0.plus_days(1), &[]);
        prop_assert_eq!(found.len(), 1);
        let came = (1..).map(|days| held_back.plus_days(days)).filter(|day| day.weekday() < 5).nth(1).unwrap();
        prop_assert!(found[0].due.latest >= came, "{:?} {}", found[0].due, came);
    }

    /// The chain is the best of all: a naive search over every way through few rows finds no better one.
    #[test]
    fn prop_no_other_chain_has_more_evidence(
        gaps in prop::collection::vec((1..45_i32, 1..4_i64), 2..9),
        cadence in prop::sample::select(vec![Cadence::Weekly, Cadence::Biweekly, Cadence::Monthly]),
    ) {
        let mut day = date("2024-01-03").days();
        let mut points = Vec::new();
        for (row, &(gap, amount)) in (0..).zip(&gaps) {
            day += gap;
            points.push(point(day, -amount * 1000, row));
        }
        let pool = Pool::new(&points, false);
        let best = chain(&points, cadence, super::due::aimed_days(&points), pool);
        // Every subset of at least two rows, as a chain of its own: the naive way.
        let mut most: Option<i32> = None;
        for mask in 0_u32..1 << points.len() {
            let places: Vec<usize> = (0..points.len()).filter(|place| mask & (1 << place) != 0).collect();
            if places.len() >= 2
                && let Some(score) = super::fit::evidence(&points, &places, cadence, pool)
                && score > 0
            {
                most = most.max(Some(score));
            }
        }
        prop_assert_eq!(best.map(|fit| fit.score - super::fit::prior(cadence, pool)), most);
    }

    #[test]
    fn prop_irregular_purchases_are_no_series(
        gaps in prop::collection::vec((0..25_i32, 100..9000_i64), 12..60),
    ) {
        // Days and amounts by chance: now and then some rows look regular, most never do.
        let mut day = date("2024-01-03");
        let amounts: Vec<String> = gaps.iter().map(|(_, amount)| format!("-{}.{:02}", amount / 100, amount % 100)).collect();
        let mut rows = Vec::new();
        for ((gap, _), amount) in gaps.iter().zip(&amounts) {
            day = day.plus_days(*gap);
            rows.push((day, amount.as_str(), "Green Basket"));
        }
        let found = series(&ledger(&rows), day, &[]);
        let members: usize = found.iter().map(|series| series.rows.len()).sum();
        prop_assert!(members * 2 <= rows.len(), "{} of {} rows", members, rows.len());
    }
}

#[test]
fn twice_a_month_keeps_its_two_days() {
    let points: Vec<Point> = ["2026-01-01", "2026-01-15", "2026-02-01", "2026-02-15", "2026-03-01"]
        .iter()
        .enumerate()
        .map(|(row, day)| point(date(day).days(), 100, row as u32))
        .collect();
    let anchor = aimed_days(&points);
    assert_eq!(due_after(date("2026-03-01"), anchor, Cadence::Semimonthly, 1), date("2026-03-15"));
    assert_eq!(due_after(date("2026-03-15"), anchor, Cadence::Semimonthly, 1), date("2026-04-01"));
    assert_eq!(due_after(date("2026-03-16"), anchor, Cadence::Semimonthly, 2), date("2026-04-15"));
}

#[test]
fn a_row_that_the_customer_says_recurs_is_a_series() {
    let rows = [(date("2026-03-02"), "-30.00", "Choir"), (date("2026-05-20"), "-31.00", "Choir")];
    let ledger = ledger(&rows);
    let today = date("2026-05-25");
    assert_eq!(series(&ledger, today, &[]), []);
    let row = ledger.find("r0").unwrap();
    let said = series(&ledger, today, &[Correction::Recurs { row, cadence: Some(Cadence::Quarterly) }]);
    assert_eq!((said.len(), said[0].cadence, said[0].rows.len()), (1, Cadence::Quarterly, 2));
    assert_eq!(said[0].state, SeriesState::Early);
    // Nothing is said of a row that another series holds.
    let other = [Correction::Recurs { row, cadence: None }, Correction::Recurs { row, cadence: None }];
    assert_eq!(series(&ledger, today, &other).len(), 1);
}

#[test]
fn two_series_that_the_customer_calls_one_are_one() {
    let mut rows: Vec<_> =
        dues(Cadence::Monthly, date("2025-09-12"), 4).into_iter().map(|d| (d, "-12.99", "Filmhouse")).collect();
    rows.extend(dues(Cadence::Monthly, date("2026-01-12"), 4).into_iter().map(|d| (d, "-14.99", "Kinowelt")));
    let ledger = ledger(&rows);
    let today = date("2026-04-20");
    let apart = series(&ledger, today, &[]);
    assert_eq!(apart.len(), 2);
    let rows = ["r1", "r6"].map(|id| ledger.find(id).unwrap());
    let one = series(&ledger, today, &[Correction::Joined { rows }]);
    assert_eq!((one.len(), one[0].rows.len(), one[0].changes.len()), (1, 8, 1));
    assert_eq!((one[0].id, one[0].state), (apart[0].id, SeriesState::Active));
    assert_eq!(one[0].next, apart[1].next);
}

#[test]
fn what_the_customer_ended_is_ended_until_a_row_comes() {
    let rows: Vec<_> =
        dues(Cadence::Monthly, date("2025-09-12"), 6).into_iter().map(|d| (d, "-12.99", "Filmhouse")).collect();
    let known = ledger(&rows);
    let today = date("2026-02-20");
    let row = known.find("r2").unwrap();
    let ended = [Correction::Ended { row, day: today }];
    assert_eq!(series(&known, today, &[])[0].state, SeriesState::Active);
    let said = &series(&known, today, &ended)[0];
    assert_eq!((said.state, said.next), (SeriesState::Ended, None));
    let mut more = rows.clone();
    more.push((date("2026-03-12"), "-12.99", "Filmhouse"));
    assert_eq!(series(&ledger(&more), date("2026-03-15"), &ended)[0].state, SeriesState::Active);
}

/// Far more payees than fit in a byte, some with two series, and two that the customer joined over two payees.
#[test]
fn a_row_is_told_its_own_series_among_those_of_many_payees() {
    let mut rows = Vec::new();
    let names: Vec<String> = (0..600_u32).map(|at| format!("Filmhouse {}", spelled(at))).collect();
    for month in 0..5 {
        for (at, name) in names.iter().enumerate() {
            rows.push((date("2026-01-03").plus_days(at as i32 % 20).plus_months(month), "-12.99", name.as_str()));
            if at % 3 == 0 {
                rows.push((date("2026-01-15").plus_months(month), "-44.00", name.as_str()));
            }
        }
    }
    let ledger = ledger(&rows);
    let (today, joined) = (date("2026-06-01"), [Correction::Joined { rows: [0, 4] }]);
    let view = View::new(&ledger, today);
    for corrections in [&[][..], &joined] {
        let book = SeriesBook::find(Finder::new(today, corrections.to_vec()), (&ledger, &view, &Marks::default()));
        assert_eq!(book.all.len(), 800 - corrections.len());
        for row in 0..ledger.len() as u32 {
            let found = book.of(&view, row).map(|series| series.id);
            let expected = book.all.iter().find(|series| series.rows.contains(&row)).map(|series| series.id);
            assert_eq!(found, expected, "row {row}");
        }
    }
}

/// A number in letters, which no name loses as a code.
fn spelled(number: u32) -> String {
    let mut name = String::from("Q");
    for digit in number.to_string().bytes() {
        name.push_str(["zo", "ka", "lu", "mi", "re", "ta", "bo", "nu", "si", "ve"][usize::from(digit - b'0')]);
    }
    name
}

/// Five charges, a pause of so many months, nine more, and one at a new price.
#[test]
fn what_is_taken_up_again_is_a_series() {
    for pause in [4, 5, 14] {
        let months = (0..5).chain(4 + pause..13 + pause);
        let mut rows: Vec<_> =
            months.map(|month| (date("2023-01-12").plus_months(month), "-10.99", "Filmhouse Plus")).collect();
        let last = rows.last().unwrap().0.plus_months(1);
        let today = last.plus_days(1);
        let known = series(&ledger(&rows), today, &[]);
        assert_eq!(known.iter().map(|series| series.rows.len()).collect::<Vec<_>>(), [14], "{pause}");
        rows.push((last, "-12.99", "Filmhouse Plus"));
        let risen = series(&ledger(&rows), today, &[]);
        assert_eq!(risen.len(), 1, "{pause}");
        assert_eq!((risen[0].rows.len(), risen[0].amount, risen[0].changes.len()), (15, -1299, 1), "{pause}");
        assert_eq!(risen[0].state, SeriesState::Active);
    }
}
