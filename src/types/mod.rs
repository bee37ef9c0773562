// SPDX-License-Identifier: MIT OR Apache-2.0
//! Quantities and names that every room shares.
//!
//! In: nothing. Out: value types with checked constructors. May use: nothing but `std` and serde.
//! Deliberately absent: floats, a clock, randomness, text meant for people.
//!
//! How to add one: 1. a file of its own; 2. a newtype with private fields; 3. a checked constructor
//! and a lossless way out; 4. property tests beside it; 5. re-export it here.

mod amount;
mod by_row;
mod bytes;
mod cadence;
#[cfg(test)]
pub(crate) mod chance;
mod correction;
mod currency;
mod date;
mod event;
mod fact;
mod feature;
mod hash;
mod lists;
mod moment;
mod order;
mod permille;
mod purpose;
mod reason;
mod record;
mod reward;
mod room;
mod sensitive;
mod tariff;
mod vocabulary;

pub(crate) use amount::push_digits;
pub use amount::{AmountError, Money, format_minor, parse_minor};
pub use by_row::{Marks, Numbers};
pub use bytes::{order_of_bytes, same_bytes};
pub use cadence::Cadence;
pub use correction::{About, Correction};
pub use currency::Currency;
pub use date::CivilDate;
pub use event::{LifeMoment, Outcome, OwnEvent, event_parts};
pub use fact::{Fact, FactValue, Family};
pub use feature::{Feature, FeatureType};
pub(crate) use hash::Begun;
pub use hash::{Alias, StableHash, stable_hash};
pub use lists::Lists;
pub use moment::{CivilTime, Moment};
pub use order::{NO_ROW, median, order_by_number, order_of, sort_numbers, sort_places, sorted};
pub use permille::{LogOdds, Permille};
pub use purpose::{DataClass, Purpose};
pub use reason::{Arg, Args, Reason};
pub use record::{SeriesFact, Source};
pub use reward::{Occasion, RewardKind};
pub use room::{by_row, fit, grow_to, grown_by, insert_row, push_more, with_room};
pub use sensitive::{gives_away, is_protected_topic};
pub use tariff::{BillKind, Tariff};
pub use vocabulary::{AccountType, Category, Direction, Kind, ResponseKind, Status};
pub(crate) use vocabulary::{place_of, word_at, words};
