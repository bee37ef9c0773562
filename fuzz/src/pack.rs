// SPDX-License-Identifier: MIT OR Apache-2.0
//! Packs: whatever the document is, loading ends with a pack or with diagnostics that name a place.

use oxpecker::packs::Pack;

/// Loads these bytes as a pack.
pub fn ask(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match Pack::load(&text) {
        Ok(pack) => assert!(!pack.id.is_empty() && pack.version >= 0),
        Err(error) => {
            for one in &error.diagnostics {
                assert!(!one.code.is_empty() && !one.message.is_empty());
            }
        }
    }
}
