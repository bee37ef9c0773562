// SPDX-License-Identifier: MIT OR Apache-2.0
//! Signs to a level, by log-odds.
//!
//! In: signs, the weights of the pack. Out: a score in hundredths of a log-odds unit, and its level.
//!
//! Numbered steps: 1. what compares amounts weighs a quarter more with every doubling beyond twice what it compares
//! with, since log-odds go with the logarithm of the factor; 2. signs of one family share a cause: the strongest counts
//! whole, each other one half; 3. families add up; 4. what speaks for the payment takes from them, never below nothing;
//! 5. strong signs and what is left on the account are added as they are: that a payee has proved itself says nothing
//! of either; 6. levels begin at 150, 300, 500 and 700, that is odds of 4, 20, 150 and 1100 to one against the usual
//! payment.
//! Invariants: by the bounds of the weights one weak sign alone only informs, one strong sign alone only asks.

use super::{Level, case::Sign};
use crate::packs::{SignalFamily, Weights};

const INFORM: i32 = 150;
const CONFIRM: i32 = 300;
const PAUSE: i32 = 500;
const HUMAN: i32 = 700;
/// More than this nothing speaks for a payment.
const MOST_RELIEF: i32 = -350;

/// Weighs the signs, and tells the score.
pub(super) fn score(signs: &mut [Sign], weights: &Weights) -> i32 {
    // By family: the sum, and the strongest.
    let mut families = [(0_i32, 0_i32); 9];
    for sign in signs {
        let most = i32::from(sign.signal.bounds().1);
        sign.points = farther(weights.of(sign.signal), sign.times).min(most);
        if let Some((sum, most)) = families.get_mut(sign.signal.family() as usize) {
            *sum += sign.points;
            *most = sign.points.max(*most);
        }
    }
    let mut weak = 0;
    let mut whole = 0;
    for (place, (sum, most)) in families.into_iter().enumerate() {
        let shared = most + (sum - most) / 2;
        match place {
            place if place == SignalFamily::Strong as usize => whole += sum,
            place if place == SignalFamily::Balance as usize => whole += shared,
            place if place == SignalFamily::Relief as usize => weak += sum.max(MOST_RELIEF),
            _ => weak += shared,
        }
    }
    whole + weak.max(0)
}

/// A quarter more for every doubling beyond the first.
fn farther(weight: i32, times: u64) -> i32 {
    let doublings = times.max(2).ilog2() - 1;
    weight + weight * doublings.min(64) as i32 / 4
}

pub(super) const fn level(score: i32) -> Level {
    match score {
        HUMAN.. => Level::Human,
        PAUSE.. => Level::Pause,
        CONFIRM.. => Level::Confirm,
        INFORM.. => Level::Inform,
        _ => Level::Clear,
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Sign, level, score};
    use crate::packs::{Signal, SignalFamily, Weights};
    use proptest::prelude::*;

    fn sign(signal: Signal) -> Sign {
        Sign { signal, size: 0, times: 1, row: None, points: 0 }
    }

    fn of(signals: &[Signal]) -> i32 {
        let mut signs: Vec<Sign> = signals.iter().map(|&signal| sign(signal)).collect();
        score(&mut signs, &Weights::default())
    }

    #[test]
    fn one_sign_alone_stops_where_it_must() {
        for &signal in Signal::ALL {
            let most = match signal.family() {
                SignalFamily::Strong => Level::Confirm,
                SignalFamily::Relief => Level::Clear,
                _ => Level::Inform,
            };
            // With the usual weight, and with the most that a pack may give it.
            assert!(level(of(&[signal])) <= most, "{signal:?}");
            assert!(level(i32::from(signal.bounds().1)) <= most, "{signal:?}");
        }
    }

    proptest! {
        #[test]
        fn prop_more_against_is_never_less_and_more_for_it_never_more(
            picks in prop::collection::hash_set(0_u8..38, 0..12), extra in 0_u8..38,
        ) {
            let signals: Vec<Signal> = picks.iter().filter(|&&p| p != extra).map(|&p| Signal::from_index(p).unwrap()).collect();
            let added = Signal::from_index(extra).unwrap();
            let (before, mut all) = (of(&signals), signals);
            all.push(added);
            let after = of(&all);
            if added.family() == SignalFamily::Relief {
                prop_assert!(after <= before);
            } else {
                prop_assert!(after >= before);
            }
            all.reverse();
            prop_assert_eq!(of(&all), after, "the order of signs says nothing");
        }
    }
}
