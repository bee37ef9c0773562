// SPDX-License-Identifier: MIT OR Apache-2.0
//! Step 1, behind consent: what the customer said of a card holds until the card would say something else.
//!
//! In: a candidate, what was answered. Out: the answer in force. Invariants: an answer covers the numbers that the card
//! showed and those near them; a card comes back only when they have moved by more than a tenth, and always when by
//! more than a quarter from all that were answered; what is no duplicate stays none.

use super::{
    Candidate, Known, Response,
    held::{Detail, Held},
};
use crate::types::{CivilDate, ResponseKind};

/// So many steps away from the numbers that were shown is another message.
const MATERIAL: u32 = 3;

/// A size as a step of a ladder with sixteen steps an octave: three to six hundredths each.
#[must_use]
pub const fn measure(magnitude: u64) -> u32 {
    let octave = 63 - (magnitude | 1).leading_zeros();
    let step = if octave >= 4 { magnitude >> (octave - 4) } else { magnitude << (4 - octave) };
    octave * 16 + (step & 15) as u32
}

/// What the customer said of a candidate; a snooze holds until its day, an answer until the numbers have moved.
pub(super) fn answer_in_force<'a>(
    candidate: &Candidate<'_>,
    known: &Known<'a>,
    today: CivilDate,
) -> Option<&'a Response> {
    let mut answers = known.memory.answers_to(&candidate.nudge.id, candidate.finding);
    let last = answers.next()?;
    let is_over = match last.kind {
        ResponseKind::Snoozed => last.until.is_none_or(|until| today.days() >= until),
        ResponseKind::NotADuplicate | ResponseKind::NeverTopic => false,
        // What goes up and down comes back to numbers that were answered before.
        _ => {
            let holds = |said: &&Response| {
                !matches!(said.kind, ResponseKind::Snoozed | ResponseKind::NotADuplicate | ResponseKind::NeverTopic)
                    && said.measure.is_none_or(|shown| shown.abs_diff(candidate.measure) <= MATERIAL)
            };
            return Some(last).filter(holds).or_else(|| answers.find(holds));
        }
    };
    (!is_over).then_some(last)
}

/// What the customer said, as what holds a candidate back.
pub(super) fn held_back<'a>(candidate: &Candidate<'_>, known: &Known<'_>, today: CivilDate) -> Option<Held<'a>> {
    if known.memory.topic_is_off(&candidate.nudge.topic) {
        return Some(Held::new("topic-off", "switch-on"));
    }
    let response = answer_in_force(candidate, known, today)?;
    let until = response.until.filter(|_| response.kind == ResponseKind::Snoozed).and_then(CivilDate::from_days);
    Some(match until.map(Detail::Day) {
        Some(day) => Held::new("snoozed", "wait-until").with(day).until(day),
        None => Held::new("answered", "undo"),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MATERIAL, measure};

    proptest! {
        #[test]
        fn prop_a_tenth_is_never_material_and_a_quarter_always_is(before in 100_u64..1 << 50, hundredths in 0_u64..400) {
            let after = before + before * hundredths / 100;
            let is_material = measure(before).abs_diff(measure(after)) > MATERIAL;
            if hundredths <= 10 {
                prop_assert!(!is_material);
            }
            if hundredths > 25 {
                prop_assert!(is_material);
            }
            prop_assert!(measure(before) <= measure(after));
        }
    }
}
