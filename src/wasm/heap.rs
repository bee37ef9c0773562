// SPDX-License-Identifier: MIT OR Apache-2.0
//! The module's allocator: the one that the standard library brings weighs six kilobytes more and is no faster.

#[global_allocator]
static HEAP: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
