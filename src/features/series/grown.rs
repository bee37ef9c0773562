// SPDX-License-Identifier: MIT OR Apache-2.0
//! A group without a series that one more row came to: whether it still has none.
//!
//! In: the dated amounts of a group, oldest first, the place of the new one, and how they are paid. Out: whether a search
//! through all of it would find no series. Invariant: a part that the row is not in is what it was, and from more rows it
//! stands out less; so the whole, its two runs, the parts with the row, what follows from days and a plan of the year are looked at, and no other.

use super::{
    Point, amounts,
    group::{Room, Traits, accepted, by_day, is_too_dense_between, resumed},
    parts::on_one_day,
    plan::plan,
};
use crate::types::Cadence;

/// Whether a group that had no series has none with one more row, which changed nothing of how its rows are paid.
#[inline(never)]
pub(super) fn stays_without(points: &[Point], new: usize, traits: Traits, room: &mut Room) -> bool {
    let (all, parts) = room.every(points.len());
    let own = &mut parts.own;
    if accepted(points, all, traits, own).is_some() || resumed(points, all, traits, own).is_some() {
        return false;
    }
    let Some(amount) = points.get(new).map(|point| point.amount) else { return false };
    let places = &mut parts.places;
    let size = amount.unsigned_abs();
    for (sizes, least) in [(size..=size, 2), (amounts::reach(points, amount), 3)] {
        let is_of = |point: &Point| sizes.contains(&point.amount.unsigned_abs());
        let mut with = points.iter().filter(|point| is_of(point));
        let first = with.next();
        let count = with.clone().count() + 1;
        let (Some(first), Some(last)) = (first, points.iter().rfind(|point| is_of(point))) else { return false };
        if count < least || is_too_dense_between(*first, *last, count, Cadence::Weekly) {
            continue;
        }
        places.clear();
        for (place, point) in (0..).zip(points) {
            if is_of(point) {
                places.push(place);
            }
        }
        if accepted(points, places, traits, own).is_some() {
            return false;
        }
    }
    on_one_day(points, all, traits, places, own).is_none()
        && by_day(points, traits, all, own).is_none()
        && plan(points, traits).is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Room, stays_without};
    use crate::{
        features::series::{
            Point,
            group::{Traits, find},
            tests::point,
        },
        types::Direction,
    };

    fn group() -> impl Strategy<Value = Vec<Point>> {
        let day = prop_oneof![
            0..400_i32,
            (0..13_i32, -1..2_i32).prop_map(|(month, off)| month * 30 + 12 + off),
            (0..40_i32).prop_map(|week| week * 7),
        ];
        let amount = prop_oneof![Just(-1299_i64), -1400..-1200_i64, -9000..-1_i64, Just(-1 << 52)];
        let rows = prop::collection::vec((day, amount), 1..24);
        (rows, prop::option::of(1..99_i64)).prop_map(|(mut rows, pocket)| {
            // Of two pockets: two rows of each day.
            if let Some(more) = pocket {
                let others: Vec<_> = rows.iter().map(|&(day, amount)| (day, amount - more * 50)).collect();
                rows.extend(others);
            }
            rows.sort_unstable();
            rows.iter().zip(0..).map(|(&(day, amount), row)| point(20_000 + day, amount, row)).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, ..ProptestConfig::default() })]
        #[test]
        fn prop_what_stays_without_a_series_is_what_has_none_when_all_is_looked_at(
            points in group(),
            new in any::<prop::sample::Index>(),
            (is_in, is_committed, is_at_will) in any::<(bool, bool, bool)>(),
        ) {
            let direction = if is_in { Direction::In } else { Direction::Out };
            let traits = Traits { direction, is_committed, is_at_will };
            let (new, mut room) = (new.index(points.len()), Room::default());
            let mut before = points.clone();
            before.remove(new);
            let had_none = before.len() < 2 || find(&before, traits, &mut room).is_empty();
            prop_assume!(had_none && points.len() > 1);
            let has_none = find(&points, traits, &mut room).is_empty();
            prop_assert_eq!(stays_without(&points, new, traits, &mut room), has_none);
        }
    }
}
