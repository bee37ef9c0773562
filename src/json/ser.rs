// SPDX-License-Identifier: MIT OR Apache-2.0
//! serde's serializer into JSON text. Ratios (`f64` from 0 to 1) are written with three decimals at most.

use core::fmt::{self, Display};

use serde::ser::{self, Serialize};

use super::reader::special_from;
use crate::types::Permille;

/// Writes a value of the engine's own answer types behind a byte.
pub(crate) fn to_vec_after<T: Serialize>(first: u8, value: &T) -> Vec<u8> {
    let mut out = begun(first);
    write(&mut out, value);
    out
}

/// Writes a value of the engine's own answer types.
pub(crate) fn write<T: Serialize>(out: &mut Vec<u8>, value: &T) {
    // The writer has no failure of its own, and no answer type raises one.
    let Ok(()) = value.serialize(Writer { out });
}

/// Room for a usual answer: one that grew by doubling would be copied five times.
#[inline(never)]
pub(crate) fn begun(first: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(4096);
    out.push(first);
    out
}

/// On the wire a share is a number from 0 to 1.
impl Serialize for Permille {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[expect(
            clippy::float_arithmetic,
            reason = "a ratio of whole thousandths; the wire has no other number for it"
        )]
        let ratio = f64::from(self.get()) / 1000.0;
        serializer.serialize_f64(ratio)
    }
}

struct Writer<'a> {
    out: &'a mut Vec<u8>,
}

/// serde wants an error type; there is nothing that this writer refuses, so no value of it exists and no
/// call has to look for one.
#[derive(Debug)]
enum Never {}

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl core::error::Error for Never {}

impl ser::Error for Never {
    #[expect(clippy::panic, reason = "only types that no answer holds come here, such as a poisoned lock")]
    fn custom<T: Display>(_: T) -> Self {
        panic!("an answer that cannot be written")
    }
}

/// Writes a text in quotes.
#[inline(never)]
pub(crate) fn write_text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some(at) = special_from(rest, 0) {
        let (before, behind) = rest.split_at(at);
        let Some((&byte, behind)) = behind.split_first() else { break };
        out.extend_from_slice(before);
        rest = behind;
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            _ => {
                out.extend_from_slice(b"\\u00");
                for digit in [byte >> 4, byte & 15] {
                    out.push(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit });
                }
            }
        }
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// Writes a name that the engine's own types have in quotes: there is nothing in it to be escaped.
#[inline(never)]
fn write_name(out: &mut Vec<u8>, name: &str) {
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.push(b'"');
}

/// Writes the digits of a magnitude behind its sign.
#[inline(never)]
fn write_integer(out: &mut Vec<u8>, is_negative: bool, mut magnitude: u64) {
    if is_negative {
        out.push(b'-');
    }
    let mut digits = [0; 20];
    let mut first = digits.len();
    for (place, slot) in digits.iter_mut().enumerate().rev() {
        *slot = b'0' + (magnitude % 10) as u8;
        magnitude /= 10;
        first = place;
        if magnitude == 0 {
            break;
        }
    }
    out.extend_from_slice(digits.get(first..).unwrap_or_default());
}

#[inline(never)]
fn write_ratio(out: &mut Vec<u8>, value: f64) {
    #[expect(clippy::float_arithmetic, reason = "answers carry ratios; they are whole thousandths")]
    let thousandths = (value * 1000.0 + 0.5) as u32;
    write_integer(out, false, u64::from(thousandths / 1000));
    let mut rest = thousandths % 1000;
    if rest != 0 {
        out.push(b'.');
    }
    while rest != 0 {
        out.push(b'0' + (rest / 100) as u8);
        rest = rest % 100 * 10;
    }
}

macro_rules! integers {
    ($($method:ident: $type:ty),+) => {$(
        fn $method(self, value: $type) -> Result<(), Never> {
            let value = i64::from(value);
            write_integer(self.out, value < 0, value.unsigned_abs());
            Ok(())
        }
    )+};
}

impl<'a> ser::Serializer for Writer<'a> {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = List<'a>;
    type SerializeTuple = List<'a>;
    type SerializeTupleStruct = List<'a>;
    type SerializeTupleVariant = List<'a>;
    type SerializeMap = List<'a>;
    type SerializeStruct = List<'a>;
    type SerializeStructVariant = List<'a>;

    integers!(serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32);

    fn serialize_u64(self, value: u64) -> Result<(), Never> {
        write_integer(self.out, false, value);
        Ok(())
    }

    fn serialize_bool(self, value: bool) -> Result<(), Never> {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Never> {
        self.serialize_f64(f64::from(value))
    }

    fn serialize_f64(self, value: f64) -> Result<(), Never> {
        write_ratio(self.out, value);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Never> {
        write_text(self.out, value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Never> {
        write_text(self.out, value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Never> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Never> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Never> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Never> {
        write_name(self.out, variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        self.out.push(b'{');
        write_name(self.out, variant);
        self.out.push(b':');
        value.serialize(Writer { out: self.out })?;
        self.out.push(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a>, Never> {
        Ok(List::open(self.out, "[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'a>, Never> {
        Ok(List::open(self.out, "[", "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'a>, Never> {
        Ok(List::open(self.out, "[", "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'a>, Never> {
        self.out.push(b'{');
        write_name(self.out, variant);
        Ok(List::open(self.out, ":[", "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<List<'a>, Never> {
        Ok(List::open(self.out, "{", "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<List<'a>, Never> {
        Ok(List::open(self.out, "{", "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'a>, Never> {
        self.out.push(b'{');
        write_name(self.out, variant);
        Ok(List::open(self.out, ":{", "}}"))
    }
}

/// An open array or object.
struct List<'a> {
    out: &'a mut Vec<u8>,
    close: &'static str,
    first: bool,
}

impl<'a> List<'a> {
    fn open(out: &'a mut Vec<u8>, open: &str, close: &'static str) -> Self {
        out.extend_from_slice(open.as_bytes());
        Self { out, close, first: true }
    }

    /// What stands between this item and the one before.
    fn next(&mut self) -> Writer<'_> {
        if !core::mem::take(&mut self.first) {
            self.out.push(b',');
        }
        Writer { out: self.out }
    }

    #[inline(never)]
    fn key(&mut self, key: &str) -> Writer<'_> {
        let out = self.next().out;
        out.push(b'"');
        out.extend_from_slice(key.as_bytes());
        out.extend_from_slice(b"\":");
        Writer { out }
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        value.serialize(self.next())
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Never> {
        value.serialize(self.key(key))
    }

    fn close(self) -> Result<(), Never> {
        self.out.extend_from_slice(self.close.as_bytes());
        Ok(())
    }
}

macro_rules! lists {
    ($($name:ident, $method:ident);+) => {$(
        impl ser::$name for List<'_> {
            type Ok = ();
            type Error = Never;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
                self.item(value)
            }

            fn end(self) -> Result<(), Never> {
                self.close()
            }
        }
    )+};
}

lists!(SerializeSeq, serialize_element; SerializeTuple, serialize_element;
    SerializeTupleStruct, serialize_field; SerializeTupleVariant, serialize_field);

macro_rules! objects {
    ($($name:ident),+) => {$(
        impl ser::$name for List<'_> {
            type Ok = ();
            type Error = Never;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Never> {
                self.field(key, value)
            }

            fn end(self) -> Result<(), Never> {
                self.close()
            }
        }
    )+};
}

objects!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for List<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        self.item(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.out.push(b':');
        value.serialize(Writer { out: self.out })
    }

    fn end(self) -> Result<(), Never> {
        self.close()
    }
}
