// SPDX-License-Identifier: MIT OR Apache-2.0
//! A small document as a tree, for requests and packs: whole texts that are read by field.
//!
//! One type for every shape: a typed reader for each request weighed more than all detectors together.
//! Integers only; a number with a fraction or exponent is refused where an integer is asked for.

use std::borrow::Cow;

use super::reader::{Fault, MAX_DEPTH, Reader, Value};
use crate::error::{Code, Error};

/// A value and all that is in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Tree<'a> {
    Null,
    Bool(bool),
    /// As it is written.
    Number(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Tree<'a>>),
    /// In the order of the document, doubled keys too.
    Object(Vec<(Cow<'a, str>, Tree<'a>)>),
}

impl<'a> Tree<'a> {
    /// Reads a whole text as one value; anything but white space after it is an error.
    ///
    /// # Errors
    /// `BAD_JSON` or `TOO_DEEP` with the offset.
    pub(crate) fn parse(text: &'a str) -> Result<Self, Error> {
        let mut reader = Reader::new(text);
        let fault = match value(&mut reader, MAX_DEPTH) {
            Ok(tree) => match reader.peek() {
                Err(Fault::Cut) => return Ok(tree),
                _ => Fault::Syntax(reader.position()),
            },
            Err(fault) => fault,
        };
        let (code, at) = match fault {
            Fault::Cut => (Code::BadJson, text.len()),
            Fault::Syntax(at) => (Code::BadJson, at),
            Fault::Deep(at) => (Code::TooDeep, at),
        };
        Err(Error::new(code).at(at as u64))
    }

    /// Reads the value that comes next within an object.
    ///
    /// # Errors
    /// The fault.
    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self, Fault> {
        value(reader, MAX_DEPTH - 1)
    }

    /// The entries of an object; of anything else, none.
    pub(crate) fn entries(&self) -> &[(Cow<'a, str>, Self)] {
        match self {
            Self::Object(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list.
    pub(crate) fn items(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value of a key; `null` equals absent, and of doubled keys the last counts.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let found = self.entries().iter().rev().find(|entry| entry.0 == key).map(|entry| &entry.1);
        found.filter(|tree| **tree != Self::Null)
    }

    /// A string.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// An integer of 64 bits.
    pub(crate) fn integer(&self) -> Option<i64> {
        match self {
            Self::Number(digits) => integer(digits),
            _ => None,
        }
    }
}

/// Digits behind a sign, if there is one, as an integer of 64 bits.
fn integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut value = 0_i64;
    for digit in digits.bytes() {
        if !digit.is_ascii_digit() {
            return None;
        }
        // Below zero there is room for one more.
        value = value.checked_mul(10)?.checked_sub(i64::from(digit - b'0'))?;
    }
    if digits.len() < text.len() { Some(value) } else { value.checked_neg() }
}

fn value<'a>(reader: &mut Reader<'a>, depth: u32) -> Result<Tree<'a>, Fault> {
    let open = reader.peek()?;
    if !matches!(open, b'{' | b'[') {
        return Ok(match reader.value()? {
            Value::Null | Value::Nested => Tree::Null,
            Value::Bool(value) => Tree::Bool(value),
            Value::Number(digits) => Tree::Number(digits),
            Value::Text(text) => Tree::Text(text),
        });
    }
    let depth = depth.checked_sub(1).ok_or(Fault::Deep(reader.position()))?;
    reader.expect(open)?;
    if open == b'{' {
        let mut entries = Vec::new();
        let mut first = true;
        while let Some(key) = reader.next_key(&mut first)? {
            entries.push((key, value(reader, depth)?));
        }
        return Ok(Tree::Object(entries));
    }
    let mut items = Vec::new();
    while !reader.accept(b']')? {
        if !items.is_empty() {
            reader.expect(b',')?;
        }
        items.push(value(reader, depth)?);
    }
    Ok(Tree::List(items))
}
