// SPDX-License-Identifier: MIT OR Apache-2.0
//! The whole job through the boundary, natively: what `benches/engine.rs` times and the package does in WebAssembly.
//!
//! In: the bytes of a file of rows. Out: the bytes of each answer. May use: the engine's calls, as the shell does.

use oxpecker::wasm::Engine;

/// The moment of the bench, as the shell writes it.
const NOW: &str = r#"{"instant":1793448000000,"date":"2026-10-31","time":"12:00:00"}"#;
const CONFIGURE: &[u8] = br#"{"consent":[{"purpose":"insights"},{"purpose":"payment-guard"},{"purpose":"nudges"}]}"#;
/// The shell cuts a file into slices of this size.
const SLICE: usize = 256 << 10;

/// A new engine with the built-in pack.
pub fn create() -> Engine {
    let mut engine = Engine::new();
    taken(engine.configure(CONFIGURE));
    engine
}

/// Rows in, series, pairs and cards out; the length of the answers.
pub fn whole(engine: &mut Engine, rows: &[u8]) -> usize {
    taken(engine.ingest_begin());
    for slice in rows.chunks(SLICE) {
        taken(engine.ingest_push(slice));
    }
    let at = format!(r#"{{"now":{NOW}}}"#);
    let home = format!(r#"{{"now":{NOW},"surface":"home"}}"#);
    let answers = [
        engine.ingest_finish(),
        engine.duplicates(at.as_bytes()),
        engine.series(at.as_bytes()),
        engine.evaluate(home.as_bytes()),
    ];
    answers.into_iter().map(taken).sum()
}

/// The length of an answer that is none of a refusal.
fn taken(answer: Vec<u8>) -> usize {
    assert_eq!(answer.first(), Some(&0), "the engine refused: {}", String::from_utf8_lossy(&answer));
    answer.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_job_is_done() {
        let row = br#"[{"id":"1","accountId":"a","bookedAt":"2026-10-30","amount":"-1.00","currency":"EUR"}]"#;
        assert!(whole(&mut create(), row) > 4);
    }

    #[test]
    #[should_panic(expected = "refused")]
    fn a_refusal_is_no_job() {
        whole(&mut create(), b"no rows");
    }
}
