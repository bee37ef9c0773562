// SPDX-License-Identifier: MIT OR Apache-2.0
//! How a warning looks: never the same way twice in a row, so that it is read.
//!
//! In: a level, what there is to show, the form that was shown last. Out: a form. Invariants: of every level
//! there are two forms at least; the one that was shown last is not among those that are chosen from.

use super::{Form, Level};
use crate::types::StableHash;

/// The bits of a verdict's id that tell its form.
const FORM_BITS: u64 = 15;

/// What there is to choose from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Choice {
    /// An earlier or a coming payment to show beside it.
    pub(super) has_pair: bool,
    /// The customer has not said what it is for.
    pub(super) may_ask: bool,
    /// It is the amount that stands out.
    pub(super) is_amount: bool,
    /// Somebody whom the customer trusts.
    pub(super) has_contact: bool,
}

/// The first form of a level that was not the last one.
pub(super) fn form(level: Level, choice: Choice, last: Option<Form>) -> Form {
    let Choice { has_pair, may_ask, is_amount, has_contact } = choice;
    // In the order of preference; the last two always fit.
    let ladder: &[(Form, bool)] = match level {
        Level::Clear => return Form::None,
        Level::Inform => &[(Form::Line, true), (Form::Highlight, true)],
        Level::Confirm => &[
            (Form::ShowPair, has_pair),
            (Form::ReadBack, is_amount),
            (Form::ChooseReason, may_ask),
            (Form::ReadBack, true),
            (Form::Highlight, true),
        ],
        Level::Pause => &[
            (Form::Wait, true),
            (Form::TrustedContact, has_contact),
            (Form::ChooseReason, may_ask),
            (Form::ReadBack, true),
        ],
        Level::Human => &[(Form::Call, true), (Form::TrustedContact, has_contact), (Form::Wait, true)],
    };
    for &(form, fits) in ladder {
        if fits && last != Some(form) {
            return form;
        }
    }
    Form::Line
}

/// The id of a verdict, its form in the last bits: what was shown last is told by the answers alone.
pub(super) const fn with_form(id: StableHash, form: Form) -> StableHash {
    StableHash(id.0 & !FORM_BITS | form as u64)
}

/// The form in which a verdict was answered.
#[must_use]
pub fn form_of(id: StableHash) -> Option<Form> {
    Form::from_index((id.0 & FORM_BITS) as u8)
}

/// What a verdict is about, whatever its form.
#[must_use]
pub const fn matter_of(id: StableHash) -> StableHash {
    StableHash(id.0 & !FORM_BITS)
}

#[cfg(test)]
mod tests {
    use super::{Choice, form, form_of, matter_of, with_form};
    use crate::{
        payment::{Form, Level},
        types::StableHash,
    };
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn prop_no_form_comes_twice_in_a_row(steps in prop::collection::vec((1_u8..5, any::<[bool; 4]>()), 1..60)) {
            let mut last = None;
            for (level, [has_pair, may_ask, is_amount, has_contact]) in steps {
                let choice = Choice { has_pair, may_ask, is_amount, has_contact };
                let next = form(Level::from_index(level).unwrap(), choice, last);
                prop_assert_ne!(Some(next), last);
                prop_assert_ne!(next, Form::None);
                last = Some(next);
            }
        }

        #[test]
        fn prop_an_id_tells_its_form(id: u64, place in 0_u8..9) {
            let form = Form::from_index(place).unwrap();
            let id = with_form(StableHash(id), form);
            prop_assert_eq!(form_of(id), Some(form));
            prop_assert_eq!(matter_of(id), matter_of(with_form(id, Form::None)));
        }
    }
}
