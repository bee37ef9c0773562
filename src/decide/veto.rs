// SPDX-License-Identifier: MIT OR Apache-2.0
//! Step 3: contexts that the customer declared silence what would hurt or miss.
//!
//! In: a candidate, the contexts in force. Out: whether one stands against it, or one that it needs is missing.
//! Invariants: nothing is inferred, only what was declared counts; another context never shows more of what is vetoed.

use super::{Candidate, Known, Outcome, withheld};
use crate::types::{Arg, Reason};

pub(super) fn vetoed(candidate: &Candidate<'_>, known: &Known<'_>) -> Option<Outcome> {
    let nudge = candidate.nudge;
    let holds = |context: &String| known.contexts.iter().any(|declared| declared == context);
    let mut against = nudge.limits.vetoed_by.iter().find(|context| holds(context));
    for veto in &known.pack.policy.vetoes {
        let is_meant = veto.classes.contains(&nudge.class)
            || veto.topics.contains(&nudge.topic)
            || veto.classes.is_empty() && veto.topics.is_empty();
        if is_meant && against.is_none() {
            against = veto.contexts.iter().find(|context| holds(context));
        }
    }
    if let Some(context) = against {
        let reason = Reason::new("veto").with("context", Arg::text(context));
        return Some(withheld(reason, Reason::new("context-over")));
    }
    let requires = &nudge.limits.requires;
    let needed = requires.first().filter(|_| !requires.iter().any(holds))?;
    let reason = Reason::new("needs-context").with("context", Arg::text(needed));
    Some(withheld(reason, Reason::new("tell-context")))
}
