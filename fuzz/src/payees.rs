// SPDX-License-Identifier: MIT OR Apache-2.0
//! Names of payees: folding ends, says the same twice, and a comparison is the same from both sides.

use oxpecker::ingest::payee::{compare_payees, identity};

/// Folds these bytes as one name, and compares the two halves.
pub fn ask(data: &[u8]) {
    let name = String::from_utf8_lossy(data);
    let folded = identity(&name);
    assert_eq!(folded, identity(&name));
    assert!(folded.len() <= 64 + name.len() * 24, "a name of {} bytes became {}", name.len(), folded.len());
    let middle = (name.len() / 2..=name.len()).find(|at| name.is_char_boundary(*at)).unwrap_or(0);
    let (a, b) = name.split_at(middle);
    let (one, other) = (compare_payees(a, b), compare_payees(b, a));
    assert_eq!((one.score, one.same), (other.score, other.same), "`{a}` and `{b}`");
    let own = compare_payees(a, a);
    assert!(own.same || identity(a).is_empty(), "`{a}` is not itself");
}
