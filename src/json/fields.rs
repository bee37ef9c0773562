// SPDX-License-Identifier: MIT OR Apache-2.0
//! One object read into the fields of a known list: the inner loop of every ingest.
//!
//! In: a reader at an object, the names that count. Out: one `Field` for each name, borrowed from the slice;
//! texts with escapes are written out into `Fields`' own scratch. Invariants: of a doubled key the last counts,
//! unknown keys are read past, and no text is copied that holds no escape.

use super::reader::{Fault, Reader};
use crate::types::same_bytes;

/// The longest list of names.
const MAX_NAMES: usize = 31;

/// Which key came after which in the objects before: rows of one feed have theirs in one order, but for
/// those that are absent, so that most keys are recognized by comparing them with one name.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyOrder([u8; MAX_NAMES + 1]);

/// The value of a field as it stands.
#[derive(Clone, Copy, Debug)]
enum Field<'a> {
    /// Not there, or `null`.
    Absent,
    /// As it is written.
    Number(&'a str),
    Text(&'a str),
    /// A text with escapes: where its meaning lies in the scratch.
    Scratch(usize, usize),
    /// `true`, `false`, an object or an array.
    Other,
}

/// A field, for a check of its type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum FieldValue<'a> {
    /// Not there, or `null`.
    Absent,
    /// A number, as it is written.
    Number(&'a str),
    /// A text.
    Text(&'a str),
    /// Anything else.
    Other,
}

/// The fields of one object after another, by their place in the list of names.
#[derive(Debug)]
pub(crate) struct Fields<'a, const N: usize> {
    names: &'static [&'static str; N],
    values: [Field<'a>; N],
    scratch: String,
}

impl<'a, const N: usize> Fields<'a, N> {
    /// Room for the fields of objects of one kind.
    pub(crate) const fn new(names: &'static [&'static str; N]) -> Self {
        Self { names, values: [Field::Absent; N], scratch: String::new() }
    }

    /// Reads an object; `false`: the element is no object, and was read past.
    #[inline(always)]
    pub(crate) fn read(&mut self, reader: &mut Reader<'a>, order: &mut KeyOrder) -> Result<bool, Fault> {
        self.values = [Field::Absent; N];
        self.scratch.clear();
        reader.object(self.names, order, &mut self.values, &mut self.scratch)
    }

    /// The name at a place.
    pub(crate) fn name(&self, place: usize) -> &'static str {
        self.names.get(place).copied().unwrap_or_default()
    }

    /// The field at a place.
    #[inline(always)]
    pub(crate) fn get(&self, place: usize) -> FieldValue<'_> {
        match self.values.get(place) {
            Some(&Field::Text(text)) => FieldValue::Text(text),
            Some(&Field::Number(digits)) => FieldValue::Number(digits),
            Some(&Field::Scratch(start, end)) => FieldValue::Text(self.scratch.get(start..end).unwrap_or_default()),
            Some(Field::Other) => FieldValue::Other,
            Some(Field::Absent) | None => FieldValue::Absent,
        }
    }
}

impl<'a> Reader<'a> {
    fn object(
        &mut self,
        names: &[&str],
        order: &mut KeyOrder,
        values: &mut [Field<'a>],
        scratch: &mut String,
    ) -> Result<bool, Fault> {
        if self.peek()? != b'{' {
            self.value()?;
            return Ok(false);
        }
        self.skip(1);
        if self.accept(b'}')? {
            return Ok(true);
        }
        // The slot of the key before; the one after the last name is for the beginning.
        let mut before = MAX_NAMES;
        loop {
            let guess = order.0.get(before).map_or(0, |&guess| usize::from(guess));
            let place = match names.get(guess) {
                Some(name) if self.is_key(name) => guess,
                _ => {
                    let found = self.key_among(names)?;
                    if let Some(slot) = order.0.get_mut(before) {
                        *slot = found as u8;
                    }
                    found
                }
            };
            before = place;
            let value = self.field(scratch)?;
            if let Some(slot) = values.get_mut(place) {
                *slot = value;
            }
            match self.peek()? {
                b',' => {
                    self.skip(1);
                    self.peek()?;
                }
                b'}' => {
                    self.skip(1);
                    return Ok(true);
                }
                _ => return Err(Fault::Syntax(self.position())),
            }
        }
    }

    /// Consumes the next key with its colon, and tells its place among the names; past them all for an unknown one.
    fn key_among(&mut self, names: &[&str]) -> Result<usize, Fault> {
        let key = self.string()?;
        self.expect(b':')?;
        Ok(names.iter().position(|name| same_bytes(name.as_bytes(), key.as_bytes())).unwrap_or(MAX_NAMES))
    }

    /// Consumes `"name":` if it comes next, written without white space or escapes.
    #[inline(always)]
    fn is_key(&mut self, name: &str) -> bool {
        let rest = self.rest();
        let length = name.len();
        let found = rest.first() == Some(&b'"')
            && rest.get(length + 1..length + 3) == Some(b"\":")
            && rest.get(1..=length).is_some_and(|key| same_bytes(key, name.as_bytes()));
        if found {
            self.skip(length + 3);
        }
        found
    }

    #[inline(always)]
    fn field(&mut self, scratch: &mut String) -> Result<Field<'a>, Fault> {
        Ok(match self.peek()? {
            b'"' => {
                if let Some(text) = self.plain_string() {
                    return Ok(Field::Text(text));
                }
                let text = self.string()?;
                let start = scratch.len();
                scratch.push_str(&text);
                Field::Scratch(start, scratch.len())
            }
            b'-' | b'0'..=b'9' => Field::Number(self.number()?),
            b'n' => {
                self.word("null")?;
                Field::Absent
            }
            _ => {
                self.value()?;
                Field::Other
            }
        })
    }
}
