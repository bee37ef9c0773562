// SPDX-License-Identifier: MIT OR Apache-2.0
//! JSON in and out, without floats: a pull reader that can wait for more bytes, a tree, a serde writer.
//!
//! In: UTF-8 text, or a value to write. Out: tokens, a tree, or JSON text. May use: types, error.
//! Invariants: linear time, bounded depth, no recursion over input, every answer agrees with
//! `serde_json` on what is well-formed (a property test holds it). Why our own: a general library
//! brings number parsing that weighs as much as the rest of the engine, and cannot stop at the end of
//! a slice and go on with the next.
//! Deliberately absent: field names, numbers with a fraction as values.

mod fields;
mod reader;
mod ser;
mod tree;

pub(crate) use fields::{FieldValue, Fields, Key, KeyOrder, keys};
#[cfg(test)]
pub(crate) use reader::Value;
pub(crate) use reader::{Fault, Reader};
pub(crate) use ser::{begun, to_vec_after, write, write_text};
pub(crate) use tree::Tree;

#[cfg(test)]
mod tests;
