// SPDX-License-Identifier: MIT OR Apache-2.0
//! What no pack may be, whatever it says: too large, too deep, or with a key twice.
//!
//! In: a pack's text and tree. Out: diagnostics. Invariant: what one reader takes from a pack, every reader takes: of
//! doubled keys some count the first and some the last.

use super::document::{Shape, item, joined, said};
use crate::{error::Diagnostic, json::Tree, types::order_of};

/// Bytes of a pack.
pub(super) const MAX_BYTES: usize = 256 * 1024;

/// Levels of lists and objects.
const MAX_DEPTH: u32 = 32;

impl Shape {
    /// Looks through everything.
    pub(super) fn limits_of(&mut self, tree: &Tree<'_>, path: &str, depth: u32) {
        let entries = tree.entries();
        let items = tree.items().unwrap_or_default();
        if depth == MAX_DEPTH && !(entries.is_empty() && items.is_empty()) {
            self.limit(path, "too-deep", "a pack has at most 32 levels");
            return;
        }
        let key = |at: u32| entries.get(at as usize).map(|entry| &*entry.0);
        let mut before = None;
        for at in order_of(entries.len(), &mut |a, b| key(a).cmp(&key(b))) {
            let key = key(at).unwrap_or_default();
            if before == Some(key) {
                self.limit(&joined(path, key), "duplicate-key", "this key stands twice in its object");
            }
            before = Some(key);
        }
        for (key, tree) in entries {
            self.limits_of(tree, &joined(path, key), depth + 1);
        }
        for (place, tree) in items.iter().enumerate() {
            self.limits_of(tree, &item(path, place), depth + 1);
        }
    }

    pub(super) fn limit(&mut self, path: &str, code: &'static str, message: &str) {
        self.diagnostics.push(Diagnostic { path: path.into(), column: 0, code, message: said(&[message]) });
    }
}
