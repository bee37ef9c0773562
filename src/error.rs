// SPDX-License-Identifier: MIT OR Apache-2.0
//! The one public error: a stable code, a place, and words without customer data.
//!
//! In: what a room refuses. Out: `Error`. Invariant: no value that came in is copied into a message;
//! a place is a byte offset, a row number or the name of a field of the contract.

use std::borrow::Cow;

/// Why a call was refused. A refused call has changed nothing.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Error {
    /// Stable, in capitals.
    pub code: Code,
    /// One sentence for a developer, lower case, no full stop.
    #[cfg_attr(test, ts(type = "string"))]
    pub message: Cow<'static, str>,
    /// Byte offset in the input, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub at: Option<u64>,
    /// The field of the contract that is at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "string"))]
    pub field: Option<Cow<'static, str>>,
    /// What is wrong with a pack.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<Diagnostic>>"))]
    pub diagnostics: Vec<Diagnostic>,
}

/// One fault of a pack.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Diagnostic {
    /// JSON path in the pack, such as `nudges[2].when`.
    pub path: String,
    /// Column within a condition, from 1; 0 where the fault is not in a condition.
    pub column: u32,
    /// Stable, in `kebab-case`.
    pub code: &'static str,
    /// What is wrong, with a hint.
    pub message: String,
}

macro_rules! codes {
    ($($(#[$meta:meta])* $variant:ident = $word:literal : $sentence:literal,)+) => {
        /// Stable codes of errors.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        pub enum Code { $($(#[$meta])* #[cfg_attr(test, ts(rename = $word))] $variant,)+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it stands on the wire.
            #[must_use]
            pub const fn word(self) -> &'static str { match self { $(Self::$variant => $word),+ } }

            const fn sentence(self) -> &'static str { match self { $(Self::$variant => $sentence),+ } }
        }
    };
}

codes! {
    /// Nothing but white space.
    EmptyInput = "EMPTY_INPUT": "the input is empty",
    /// Bytes that are no UTF-8.
    BadUtf8 = "BAD_UTF8": "the input is not UTF-8",
    /// Malformed or cut JSON.
    BadJson = "BAD_JSON": "the input is not complete, well-formed JSON",
    /// Nesting past the limit.
    TooDeep = "TOO_DEEP": "the input is nested too deeply",
    /// JSON, but neither an array, an envelope nor JSON Lines of objects.
    NotTransactions = "NOT_TRANSACTIONS": "the input is neither an array of transactions, an envelope nor JSON Lines",
    /// One transaction larger than any bank sends.
    ElementTooLarge = "ELEMENT_TOO_LARGE": "one element of the input is larger than 16 MiB",
    /// An argument out of its type or range.
    InvalidArgument = "INVALID_ARGUMENT": "it is of another kind or out of its range",
    /// Nothing tells the balance of an account.
    BalanceUnknown = "BALANCE_UNKNOWN": "no balance of this account is known",
    /// No card, duplicate, verdict, goal, challenge or reward has this id.
    UnknownId = "UNKNOWN_ID": "nothing here has this id",
    /// A response that this kind of thing does not take.
    UnknownResponse = "UNKNOWN_RESPONSE": "this response does not fit what the id names",
    /// A pack with faults.
    PackInvalid = "PACK_INVALID": "the pack has faults, see `diagnostics`",
    /// Bytes that are no whole snapshot.
    SnapshotCorrupt = "SNAPSHOT_CORRUPT": "the snapshot is damaged or cut",
    /// A snapshot of a version that this engine does not read.
    SnapshotVersion = "SNAPSHOT_VERSION": "the snapshot is of a version that this engine does not read",
    /// Entries of a journal that are damaged.
    EntriesCorrupt = "ENTRIES_CORRUPT": "the entries are damaged or cut",
    /// A purpose that is not in force.
    ConsentMissing = "CONSENT_MISSING": "the purpose in `field` is not granted",
    /// More rows or text than 32-bit places can name.
    Capacity = "CAPACITY": "the ledger is full",
    /// A slice without a begun ingest.
    NoIngest = "NO_INGEST": "no ingest is under way",
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Error {
    /// An error with the code's own sentence.
    #[must_use]
    pub const fn new(code: Code) -> Self {
        Self { code, message: Cow::Borrowed(code.sentence()), at: None, field: None, diagnostics: Vec::new() }
    }

    /// An argument of a call that is of another kind or out of its range.
    #[must_use]
    pub fn argument(field: &'static str) -> Self {
        Self { field: Some(Cow::Borrowed(field)), ..Self::new(Code::InvalidArgument) }
    }

    /// An argument of a call that is not there.
    #[must_use]
    pub fn missing(field: &'static str) -> Self {
        Self { message: Cow::Borrowed("it is missing"), ..Self::argument(field) }
    }

    /// The same error at a byte offset.
    #[must_use]
    pub fn at(mut self, offset: u64) -> Self {
        self.at = Some(offset);
        self
    }
}

impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}: {}", self.code.word(), self.message)?;
        if let Some(field) = &self.field {
            write!(f, " (`{field}`)")?;
        }
        self.diagnostics.iter().try_for_each(|d| write!(f, "; {}:{} {}", d.path, d.column, d.message))
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_are_injective_and_style_holds() {
        let mut words: Vec<_> = Code::ALL.iter().map(|code| code.word()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Code::ALL.len());
        for code in Code::ALL {
            let sentence = code.sentence();
            assert!(sentence.starts_with(|c: char| c.is_lowercase()) && !sentence.ends_with('.'), "{sentence}");
        }
    }
}
