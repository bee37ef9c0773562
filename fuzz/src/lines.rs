// SPDX-License-Identifier: MIT OR Apache-2.0
//! Files of rows: in one piece or in slices, the report and the rows are the same; a refused file leaves nothing.

use oxpecker::wasm::Engine;

use crate::Fresh;

/// Reads these bytes as a file; the first says where it is cut.
pub fn ask(data: &[u8]) {
    let (cut, file) = data.split_first().map_or((0, data), |(first, rest)| (usize::from(*first), rest));
    let (mut whole, mut sliced) = (Fresh::engine(), Fresh::engine());
    for engine in [&mut *whole, &mut *sliced] {
        engine.configure(br#"{"consent":[{"purpose":"insights"}]}"#);
        engine.ingest_begin();
    }
    let mut one = whole.ingest_push(file);
    if one.first() == Some(&0) {
        one = whole.ingest_finish();
    }
    let mut other = Vec::new();
    for slice in file.chunks(1 + cut % 7) {
        other = sliced.ingest_push(slice);
        if other.first() != Some(&0) {
            break;
        }
    }
    if other.first() != Some(&1) {
        other = sliced.ingest_finish();
    }
    let (one, other) = (crate::told(&one), crate::told(&other));
    match (&one, &other) {
        (Ok(a), Ok(b)) => assert_eq!(a, b, "cut otherwise, read otherwise"),
        // Of two faults the one that is met first is told, and that depends on where a slice ends.
        (Err(_), Err(_)) => {}
        _ => panic!("cut otherwise, taken otherwise: {one:?} {other:?}"),
    }
    let rows = |engine: &mut Engine| crate::told(&engine.stats()).expect("figures")["transactions"].clone();
    assert_eq!(rows(&mut whole), rows(&mut sliced));
    if one.is_err() {
        assert_eq!(rows(&mut whole), 0, "a refused file left rows");
    }
}
