// SPDX-License-Identifier: MIT OR Apache-2.0
//! Several contracts with one payee, each with its own price: two phones, a gym for two, the insurance of two cars.
//!
//! In: dated amounts of a group, oldest first, and a cadence. Out: a series a contract, where there are two at least. A row
//! goes on with the contract that had its amount a cycle before, or else with the one that is nearest to its day. A pure
//! function of the group. Deliberately absent: amounts that vary, which tell no contracts apart.

use super::{
    Point, amounts,
    fit::difference,
    group::{EVEN, Found, Traits, accepted},
};
use crate::types::{Cadence, Direction};

/// More contracts with one payee are none that days and amounts tell apart.
const MOST: usize = 4;
/// A contract of fewer rows is none yet.
const LEAST: usize = 3;
/// The thousandths by which a contract's price may step.
const STEP: u64 = 500;
/// Month lengths, beyond what a cadence tolerates.
const SPARE: i32 = 2;

/// See the door plate.
pub(super) fn strands(points: &[Point], cadence: Cadence, traits: Traits, room: &mut Vec<Point>) -> Vec<Found> {
    let mut found = Vec::new();
    if traits.direction == Direction::In || traits.is_at_will {
        return found;
    }
    let Some(strands) = told_apart(points, cadence, MOST, STEP) else { return found };
    for places in strands {
        if places.len() >= LEAST
            && let Some(strand) = accepted(points, &places, traits, room)
            && strand.fit.cadence == cadence
            && amounts::spread(&strand.points) <= EVEN
        {
            found.push(strand);
        }
    }
    if found.len() < 2 {
        found.clear();
    }
    found
}

/// Places by contract, whose price steps by so many thousandths at most; nothing where there are too many.
#[inline(never)]
pub(super) fn told_apart(points: &[Point], cadence: Cadence, most: usize, step: u64) -> Option<Vec<Vec<u32>>> {
    let mut strands: Vec<Vec<u32>> = Vec::new();
    let mut place = 0;
    for day in points.chunk_by(|a, b| a.day == b.day) {
        let from = place;
        place += day.len() as u32;
        // Rows that find their own amount go first.
        let mut rest: Vec<u32> = (from..place).collect();
        for limit in [0, step] {
            rest.retain(|&row| match next_of(points, &strands, row, cadence, limit) {
                Some(at) => {
                    if let Some(places) = strands.get_mut(at) {
                        places.push(row);
                    }
                    false
                }
                None if limit == 0 => true,
                None => {
                    strands.push(vec![row]);
                    false
                }
            });
        }
        if strands.len() > most {
            return None;
        }
    }
    Some(strands)
}

/// The contract whose last row a row follows: the nearest by day, then by amount, then the first.
fn next_of(points: &[Point], strands: &[Vec<u32>], row: u32, cadence: Cadence, limit: u64) -> Option<usize> {
    let at = |place: u32| points.get(place as usize);
    let point = at(row)?;
    let mut nearest: Option<((i32, u64), usize)> = None;
    for (place, strand) in strands.iter().enumerate() {
        let last = strand.last().and_then(|&last| at(last))?;
        let key = ((point.day - last.day - cadence.days()).abs(), difference(point.amount, last.amount));
        if key.0 <= cadence.tolerance() + SPARE && key.1 <= limit && nearest.is_none_or(|(known, _)| key < known) {
            nearest = Some((key, place));
        }
    }
    nearest.map(|(_, place)| place)
}
