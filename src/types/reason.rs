// SPDX-License-Identifier: MIT OR Apache-2.0
//! Reasons as codes with typed arguments: the words for them are in a pack's catalogue.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::{CivilDate, Money};

/// A typed argument of a message or a reason.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Arg {
    /// An amount.
    Money {
        /// Signed decimal.
        value: String,
        /// ISO 4217.
        currency: &'static str,
    },
    /// A civil date.
    Date {
        /// `YYYY-MM-DD`.
        value: String,
    },
    /// A count.
    Number {
        /// The count.
        #[cfg_attr(test, ts(type = "number"))]
        value: i64,
    },
    /// A text of the customer's own data; set it as text, never as HTML.
    Text {
        /// The text.
        value: String,
    },
}

impl Arg {
    /// An amount without its sign: messages say "you paid 12.00", not "-12.00".
    #[must_use]
    pub fn magnitude(money: Money) -> Self {
        let text = money.to_decimal();
        let value = text.strip_prefix('-').map(String::from).unwrap_or(text);
        Self::Money { value, currency: money.currency.code() }
    }

    /// A date.
    #[must_use]
    pub fn date(date: CivilDate) -> Self {
        Self::Date { value: date.to_text() }
    }

    /// A count.
    #[must_use]
    pub const fn number(value: i64) -> Self {
        Self::Number { value }
    }

    /// A text.
    #[must_use]
    pub fn text(value: &str) -> Self {
        Self::Text { value: value.into() }
    }
}

/// Arguments by name, each name once; on the wire an object.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(type = "Record<string, Arg>"))]
pub struct Args(Vec<(&'static str, Arg)>);

impl Args {
    /// None yet, and room for so many.
    #[must_use]
    pub fn with_room(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    /// The same arguments and one more.
    #[must_use]
    #[inline(never)]
    pub fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.0.push((name, arg));
        self
    }
}

impl Serialize for Args {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, arg)| (name, arg)))
    }
}

/// A stable code in `kebab-case` with its arguments.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Reason {
    /// The code; the catalogue has a text for it.
    #[cfg_attr(test, ts(type = "string"))]
    pub code: Cow<'static, str>,
    /// Its arguments by name.
    pub args: Args,
}

impl Reason {
    /// A reason without arguments.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self { code: Cow::Borrowed(code), args: Args(Vec::new()) }
    }

    /// A reason that a pack gives, under the pack's own code.
    #[must_use]
    pub fn of_pack(code: &str) -> Self {
        Self { code: Cow::Owned(code.into()), args: Args(Vec::new()) }
    }

    /// The same reason with one more argument.
    #[must_use]
    #[inline(never)]
    pub fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.args = self.args.with(name, arg);
        self
    }
}
