// SPDX-License-Identifier: MIT OR Apache-2.0
//! Step 3: contexts that the customer declared silence what would hurt or miss.
//!
//! In: a candidate, the contexts in force. Out: whether one stands against it, or one that it needs is missing.
//! Invariants: nothing is inferred, only what was declared counts; another context never shows more of what is vetoed.

use super::{
    Candidate, Known,
    held::{Detail, Held},
};

pub(super) fn vetoed<'a>(candidate: &Candidate<'a>, known: &Known<'a>) -> Option<Held<'a>> {
    let nudge = candidate.nudge;
    let mut against = declared(&nudge.limits.vetoed_by, known);
    for veto in &known.pack.policy.vetoes {
        let is_meant = veto.classes.contains(&nudge.class)
            || veto.topics.contains(&nudge.topic)
            || veto.classes.is_empty() && veto.topics.is_empty();
        if is_meant {
            against = against.or_else(|| declared(&veto.contexts, known));
        }
    }
    if let Some(context) = against {
        return Some(Held::new("veto", "context-over").with(Detail::Context(context)));
    }
    let requires = &nudge.limits.requires;
    let needed = requires.first().filter(|_| declared(requires, known).is_none())?;
    Some(Held::new("needs-context", "tell-context").with(Detail::Context(needed)))
}

/// The first of some contexts that the customer declared.
#[inline(never)]
fn declared<'a>(contexts: &'a [String], known: &Known<'_>) -> Option<&'a String> {
    contexts.iter().find(|context| known.contexts.contains(&context.as_str()))
}
