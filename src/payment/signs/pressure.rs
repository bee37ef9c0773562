// SPDX-License-Identifier: MIT OR Apache-2.0
//! Who else is there: what the host reports, and what the customer says.

use super::super::{case::Case, context::PayFor};
use crate::packs::Signal;

/// In the order of `Context::PRESSURE`.
const SIGNALS: [Signal; 5] =
    [Signal::OnCall, Signal::ScreenShared, Signal::PastedAccount, Signal::Rushed, Signal::FirstLogin];

pub(super) fn reported(case: &mut Case<'_>) {
    for (signal, is_there) in SIGNALS.into_iter().zip(case.context.pressure) {
        if is_there {
            case.sign(signal, 0, None);
        }
    }
    if case.context.purpose == Some(PayFor::Called) {
        case.sign(Signal::SomeoneCalled, 0, None);
    }
}
