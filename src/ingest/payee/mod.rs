// SPDX-License-Identifier: MIT OR Apache-2.0
//! Who is behind a name: folding, an identity for equal payees, a score for similar ones.
//!
//! In: a counterparty name as a bank writes it. Out: a canonical identity, or a similarity in
//! thousandths. May use: types. Invariants: linear in the length of the name; different companies stay
//! different (what is taken away is form, code and place, never the only word).
//!
//! How to add a rule: 1. a word in `words.txt`, or a form in `lists.rs`; 2. a pair that it joins and a pair that it
//! must not join in `tests/payees.rs`.

mod align;
mod compare;
mod fold;
mod identity;
mod letters;
mod lists;
mod plain;
mod protected;
mod spell;
mod words;

pub(crate) use compare::may_be_alike;
pub use compare::{PayeeComparison, compare_payees, similarity};
pub(crate) use fold::folded;
pub use identity::identity;
pub(crate) use identity::{fold_into, joined_identity, letter_like, with_letters, with_umlauts, without_umlauts};
pub(crate) use plain::{Plain, of_plain, without_codes};
pub(crate) use protected::{identity_and_secrecy, name_gives_away};
