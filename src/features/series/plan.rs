// SPDX-License-Identifier: MIT OR Apache-2.0
//! Payments by a plan of the year: a tax in four instalments, school fees of three terms.
//!
//! In: dated amounts of a group, oldest first. Out: a yearly series for each day of the plan that came twice. Two years must
//! tell the same: what came in one and not in the other is the exception. A pure function of the group.

use super::{
    Point,
    due::aimed_days,
    fit::{Pool, chain, is_within},
    group::{Found, Traits, read},
    strands::told_apart,
};
use crate::types::{Cadence, Direction};

/// What comes as often is no plan of the year.
const MOST: usize = 12;
/// So many days of a year make a plan; where the customer signed for it, fewer do.
const DAYS: usize = 3;
const DAYS_SIGNED: usize = 2;
/// The thousandths by which an amount may differ from the one a year before; what was signed for may rise by more.
const ALIKE: u64 = 100;
const ALIKE_SIGNED: u64 = 350;
/// So many days after a payment the same one of the next year may still come.
const YEAR: i32 = 381;

/// See the door plate.
pub(super) fn plan(points: &[Point], traits: Traits) -> Vec<Found> {
    let mut found = Vec::new();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return found };
    let (limit, least) = if traits.is_committed { (ALIKE_SIGNED, DAYS_SIGNED) } else { (ALIKE, DAYS) };
    let is_before = |point: &Point| {
        (YEAR - 31..=YEAR).contains(&(last.day - point.day)) && is_within(point.amount, last.amount, limit)
    };
    if traits.direction == Direction::In || traits.is_at_will || !points.iter().any(is_before) {
        return found;
    }
    let Some(strands) = told_apart(points, Cadence::Annual, MOST, limit) else { return found };
    let (mut days, mut odd, mut begun, mut own) = (0, 0, i32::MIN, Vec::new());
    for places in strands {
        read(points, &places, &mut own);
        if let [first, .., latest] = own.as_slice()
            && last.day - latest.day < YEAR
            && let Some(fit) = chain(&own, Cadence::Annual, aimed_days(&own), Pool::new(&own, traits.is_agreed()))
            && fit.outside == 0
        {
            days += usize::from(first.day != begun);
            begun = first.day;
            found.push(Found::new(fit, &own, &places));
        } else {
            // What one year alone tells is odd, unless the other is not known yet.
            odd += own.iter().filter(|point| point.day - first.day > YEAR || last.day - point.day > YEAR).count();
        }
    }
    let planned: usize = found.iter().map(|day| day.places.len()).sum();
    if days < least || odd * 4 > planned {
        found.clear();
    }
    found
}
