// SPDX-License-Identifier: MIT OR Apache-2.0
//! serde's deserializer over the pull reader, for requests and packs: whole texts, small and typed.
//!
//! Integers only; a number with a fraction or exponent where an integer is due is an error.

use std::borrow::Cow;
use core::fmt;

use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};

use super::reader::{Fault, MAX_DEPTH, Reader, Value};
use crate::error::{Code, Error};

/// Reads a whole text as one value; anything but white space after it is an error.
///
/// # Errors
/// `BAD_JSON` or `TOO_DEEP` with the offset, or `INVALID_ARGUMENT` where the JSON is not of the type's shape.
pub(crate) fn from_text<'a, T: de::Deserialize<'a>>(text: &'a str) -> Result<T, Error> {
    let mut deserializer = Deserializer { reader: Reader::new(text), depth: 0 };
    let value = T::deserialize(&mut deserializer).map_err(|failure| failure.0)?;
    match deserializer.reader.peek() {
        Err(Fault::Cut) => Ok(value),
        _ => Err(Error::new(Code::BadJson).at(deserializer.reader.position() as u64)),
    }
}

struct Deserializer<'a> {
    reader: Reader<'a>,
    depth: u32,
}

/// The engine's error in serde's clothes.
#[derive(Debug)]
struct Failure(Error);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl core::error::Error for Failure {}

impl de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let mut error = Error::new(Code::InvalidArgument);
        error.message = Cow::Owned(format!("{message}"));
        Self(error)
    }

    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        // serde's own words would repeat the value that came in.
        Self::custom(format_args!("expected {expected}"))
    }

    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::custom(format_args!("expected {expected}"))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::custom(format_args!("expected one of {}", expected.join(", ")))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::custom(format_args!("unknown field, expected one of {}", expected.join(", ")))
    }
}

impl Deserializer<'_> {
    fn fault(&self, fault: Fault) -> Failure {
        let (code, at) = match fault {
            Fault::Cut => (Code::BadJson, self.reader.position()),
            Fault::Syntax(at) => (Code::BadJson, at),
            Fault::Deep(at) => (Code::TooDeep, at),
        };
        Failure(Error::new(code).at(at as u64))
    }
}

impl<'de> de::Deserializer<'de> for &mut Deserializer<'de> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let byte = self.reader.peek().map_err(|f| self.fault(f))?;
        if matches!(byte, b'{' | b'[') {
            if self.depth == MAX_DEPTH {
                return Err(self.fault(Fault::Deep(self.reader.position())));
            }
            self.reader.expect(byte).map_err(|f| self.fault(f))?;
            self.depth += 1;
            let list = List { deserializer: self, first: true };
            let value = if byte == b'{' { visitor.visit_map(list) } else { visitor.visit_seq(list) }?;
            self.depth -= 1;
            return Ok(value);
        }
        match self.reader.value() {
            Ok(Value::Null | Value::Nested) => visitor.visit_unit(),
            Ok(Value::Bool(value)) => visitor.visit_bool(value),
            Ok(Value::Number(digits)) => {
                visitor.visit_i64(digits.parse().map_err(|_| de::Error::custom("expected an integer of 64 bits"))?)
            }
            Ok(Value::Text(Cow::Borrowed(text))) => visitor.visit_borrowed_str(text),
            Ok(Value::Text(Cow::Owned(text))) => visitor.visit_string(text),
            // A number may end a whole text; there, only a slice would be cut.
            Err(fault) => Err(self.fault(fault)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        if self.reader.peek() == Ok(b'n') {
            self.reader.value().map_err(|f| self.fault(f))?;
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let word = match self.reader.value() {
            Ok(Value::Text(word)) => word,
            Ok(_) => return Err(de::Error::custom("expected a word")),
            Err(fault) => return Err(self.fault(fault)),
        };
        visitor.visit_enum(IntoDeserializer::<Failure>::into_deserializer(String::from(word)))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

struct List<'r, 'de> {
    deserializer: &'r mut Deserializer<'de>,
    first: bool,
}

impl<'de> de::MapAccess<'de> for List<'_, 'de> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        let key = self.deserializer.reader.next_key(&mut self.first);
        match key.map_err(|f| self.deserializer.fault(f))? {
            None => Ok(None),
            Some(Cow::Borrowed(key)) => {
                seed.deserialize(de::value::BorrowedStrDeserializer::new(key)).map(Some)
            }
            Some(Cow::Owned(key)) => seed.deserialize(key.into_deserializer()).map(Some),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        seed.deserialize(&mut *self.deserializer)
    }
}

impl<'de> de::SeqAccess<'de> for List<'_, 'de> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        let reader = &mut self.deserializer.reader;
        let more = match reader.accept(b']') {
            Ok(true) => Ok(false),
            Ok(false) if self.first => Ok(true),
            Ok(false) => reader.expect(b',').map(|()| true),
            Err(fault) => Err(fault),
        };
        if !more.map_err(|f| self.deserializer.fault(f))? {
            return Ok(None);
        }
        self.first = false;
        seed.deserialize(&mut *self.deserializer).map(Some)
    }
}
