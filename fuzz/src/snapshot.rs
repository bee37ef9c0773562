// SPDX-License-Identifier: MIT OR Apache-2.0
//! Snapshots: a body under a checksum that fits is taken whole or refused whole, and what was taken is written alike.

use crate::Fresh;
use oxpecker::types::stable_hash;

/// These bytes as a body, behind a head that fits.
fn sealed(body: &[u8]) -> Vec<u8> {
    let mut out = b"OXPK\x02\x00".to_vec();
    out.extend((body.len() as u64).to_le_bytes());
    out.extend(stable_hash(&[body]).0.to_le_bytes());
    out.extend(body);
    out
}

/// Restores from these bytes, as they are and under a seal.
pub fn ask(data: &[u8]) {
    // A whole snapshot of the corpus begins with its head; what is behind it is the body.
    let body = if data.starts_with(b"OXPK") { data.get(22..).unwrap_or_default() } else { data };
    for image in [data.to_vec(), sealed(body)] {
        let mut engine = Fresh::engine();
        let before = engine.snapshot();
        match crate::told(&engine.restore(&image)) {
            Err(error) => {
                assert!(
                    error["code"].as_str().is_some_and(|code| code.starts_with("SNAPSHOT_")
                        || code == "PACK_INVALID"
                        || code == "CAPACITY"),
                    "{error}"
                );
                assert_eq!(engine.snapshot(), before, "a refused image left something");
            }
            Ok(_) => {
                let first = engine.snapshot();
                let mut twin = Fresh::engine();
                crate::told(&twin.restore(&first[1..])).expect("what was written is read");
                assert_eq!(twin.snapshot(), first, "written, read and written otherwise");
            }
        }
    }
}
