// SPDX-License-Identifier: MIT OR Apache-2.0
//! The target `cel` under libFuzzer; what it asks stands in `src/lib.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| oxpecker_fuzz::cel::ask(data));
