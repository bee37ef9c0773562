// SPDX-License-Identifier: MIT OR Apache-2.0
//! Entries of a journal: refused whole or merged, in any order, any number of times.

use crate::Fresh;

/// Applies these bytes as framed entries, and as the body of one.
pub fn ask(data: &[u8]) {
    let mut framed = (data.len() as u32).to_le_bytes().to_vec();
    framed.extend(data);
    for frames in [data, &framed] {
        let mut engine = Fresh::engine();
        let before = engine.choices();
        match crate::told(&engine.apply_entries(frames)) {
            Err(error) => {
                assert!(["ENTRIES_CORRUPT", "SNAPSHOT_VERSION"].iter().any(|code| error["code"] == **code), "{error}");
                assert_eq!(engine.choices(), before, "refused entries left something");
            }
            Ok(_) => {
                let once = engine.choices();
                crate::told(&engine.apply_entries(frames)).expect("known entries are no fault");
                assert_eq!(engine.choices(), once, "entries that are known changed something");
                let mut twin = Fresh::engine();
                crate::told(&twin.restore(&once[1..])).expect("what was written is read");
            }
        }
    }
}
