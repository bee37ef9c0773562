// SPDX-License-Identifier: MIT OR Apache-2.0
//! One object read into the fields of a known list: the inner loop of every ingest.
//!
//! In: a reader at an object, the names that count. Out: one `Field` for each name, borrowed from the slice;
//! texts with escapes are written out into `Fields`' own scratch. Invariants: of a doubled key the last counts,
//! unknown keys are read past, and no text is copied that holds no escape.

use super::reader::{Fault, Reader, plain_text};
use crate::types::same_bytes;

/// The longest list of names.
const MAX_NAMES: usize = 31;

/// The longest key as it is written, in words of eight bytes.
const LONGEST: usize = 24;

/// A name that counts, and the key with its colon as most feeds write it: one comparison finds it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    name: &'static str,
    words: [u64; LONGEST / 8],
    masks: [u64; LONGEST / 8],
    length: usize,
}

impl Key {
    /// The key of a name of at most 21 letters.
    #[expect(clippy::indexing_slicing, reason = "worked out by the compiler, which refuses a longer name")]
    pub(crate) const fn of(name: &'static str) -> Self {
        let mut key = Self { name, words: [0; LONGEST / 8], masks: [0; LONGEST / 8], length: name.len() + 3 };
        let mut at = 0;
        let mut rest = name.as_bytes();
        while at < key.length {
            let byte = match rest {
                _ if at == 0 => b'"',
                [first, behind @ ..] => {
                    rest = behind;
                    *first
                }
                [] => b"\":"[at + 2 - key.length],
            };
            key.words[at / 8] |= (byte as u64) << (at % 8 * 8);
            key.masks[at / 8] |= 0xff << (at % 8 * 8);
            at += 1;
        }
        key
    }
}

/// The keys of a list of names.
macro_rules! keys {
    ($($name:literal),+ $(,)?) => { const { [$($crate::json::Key::of($name)),+] } };
}
pub(crate) use keys;

/// Which key came after which in the objects before: rows of one feed have theirs in one order, but for
/// those that are absent, so that most keys are recognized by comparing them with one name or a few.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyOrder([u8; MAX_NAMES + 1]);

/// How many keys in their order are tried: those before the last were absent.
const TRIES: usize = 4;

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
    keys: &'static [Key; N],
    values: [Field<'a>; N],
    scratch: String,
}

impl<'a, const N: usize> Fields<'a, N> {
    /// Room for the fields of objects of one kind.
    pub(crate) const fn new(keys: &'static [Key; N]) -> Self {
        Self { keys, values: [Field::Absent; N], scratch: String::new() }
    }

    /// Reads an object; `false`: the element is no object, and was read past.
    #[inline(always)]
    pub(crate) fn read(&mut self, reader: &mut Reader<'a>, order: &mut KeyOrder) -> Result<bool, Fault> {
        self.values = [Field::Absent; N];
        self.scratch.clear();
        reader.object(self.keys, order, &mut self.values, &mut self.scratch)
    }

    /// The name at a place.
    pub(crate) fn name(&self, place: usize) -> &'static str {
        self.keys.get(place).map_or("", |key| key.name)
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
        keys: &[Key],
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
            let is_value_due = self.plain_fields(keys, order, values, &mut before);
            if let Some(is_known) = is_value_due {
                if !is_known {
                    let found = self.key_among(keys)?;
                    if let Some(slot) = order.0.get_mut(before) {
                        *slot = found as u8;
                    }
                    before = found;
                }
                let value = self.field(scratch)?;
                if let Some(slot) = values.get_mut(before) {
                    *slot = value;
                }
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

    /// Reads fields as most feeds write them, as long as each is such a one: its key comes next in the order of those
    /// before, its value is a text without escapes, and there is no white space. What is due then: a comma or the end, or
    /// a key, or the value of a key that is known.
    #[inline(always)]
    fn plain_fields(
        &mut self,
        keys: &[Key],
        order: &KeyOrder,
        values: &mut [Field<'a>],
        before: &mut usize,
    ) -> Option<bool> {
        let text = self.text();
        // Where the field is that is looked at: it counts as read once all of it is known.
        let mut at = self.position();
        let due = loop {
            let Some(place) = key_in_order(text.as_bytes(), at, keys, order, *before) else { break Some(false) };
            *before = place;
            at += keys.get(place).map_or(0, |key| key.length);
            let Some((value, end)) = plain_text(text, at) else { break Some(true) };
            if let Some(slot) = values.get_mut(place) {
                *slot = Field::Text(value);
            }
            at = end;
            if text.as_bytes().get(at..).and_then(<[u8]>::first_chunk) != Some(b",\"") {
                break None;
            }
            at += 1;
        };
        self.seek(at);
        due
    }

    /// Consumes the next key with its colon, and tells its place among the keys; past them all for an unknown one.
    fn key_among(&mut self, keys: &[Key]) -> Result<usize, Fault> {
        let found = self.string()?;
        self.expect(b':')?;
        Ok(keys.iter().position(|key| same_bytes(key.name.as_bytes(), found.as_bytes())).unwrap_or(MAX_NAMES))
    }

    #[inline(always)]
    fn field(&mut self, scratch: &mut String) -> Result<Field<'a>, Fault> {
        Ok(match self.peek()? {
            b'"' => {
                if let Some((text, end)) = plain_text(self.text(), self.position()) {
                    self.seek(end);
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

/// The place of the key that stands here, with its colon behind it, if it is one of those that came next in the objects
/// before, written without white space or escapes.
#[inline(always)]
fn key_in_order(text: &[u8], at: usize, keys: &[Key], order: &KeyOrder, before: usize) -> Option<usize> {
    let [a, b, c] = *text.get(at..)?.first_chunk::<LONGEST>()?.as_chunks().0.first_chunk()?;
    let (a, b, c) = (u64::from_le_bytes(a), u64::from_le_bytes(b), u64::from_le_bytes(c));
    let mut place = before;
    for _ in 0..TRIES {
        place = order.0.get(place).map_or(MAX_NAMES, |&next| usize::from(next));
        let key = keys.get(place)?;
        let ([own_a, own_b, own_c], [mask_a, mask_b, mask_c]) = (key.words, key.masks);
        if (a ^ own_a) & mask_a | (b ^ own_b) & mask_b | (c ^ own_c) & mask_c == 0 {
            return Some(place);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Fault, FieldValue, Fields, Key, KeyOrder, Reader};
    use crate::json::Tree;
    use proptest::prelude::*;

    const KEYS: [Key; 6] = keys!["id", "amount", "currency", "counterpartyName", "kind", "counterpartyAccount"];

    /// The fields of a text by the tree of it: the last of a doubled key counts.
    fn by_tree(text: &str) -> Option<Vec<FieldValue<'static>>> {
        let tree = Tree::parse(text).ok()?;
        let Tree::Object(entries) = tree else { return None };
        let field = |key: &Key| {
            let value = entries.iter().rev().find(|(name, _)| name == key.name).map(|(_, value)| value);
            match value {
                None | Some(Tree::Null) => FieldValue::Absent,
                Some(Tree::Number(digits)) => FieldValue::Number(digits.to_string().leak()),
                Some(Tree::Text(text)) => FieldValue::Text(text.to_string().leak()),
                Some(_) => FieldValue::Other,
            }
        };
        Some(KEYS.iter().map(field).collect())
    }

    fn entry() -> impl Strategy<Value = String> {
        let key = prop::sample::select(vec![
            "\"id\"",
            "\"amount\"",
            "\"currency\"",
            "\"counterpartyName\"",
            "\"kind\"",
            "\"counterpartyAccount\"",
            "\"counterpartyAccounT\"",
            "\"ids\"",
            "\"\"",
            "\"k\\u0069nd\"",
            "kind",
        ]);
        let value = prop::sample::select(vec![
            "\"\"",
            "\"a\"",
            "\"1234567\"",
            "\"12345678\"",
            "\"Harbor Caf\u{e9} of the Old Town\"",
            "\"a\\\"b\"",
            "\"\t\"",
            "-12.50",
            "0",
            "01",
            "null",
            "nul",
            "true",
            "{\"id\":\"x\"}",
            "[1,\"]\"]",
            "\"",
        ]);
        let space = || prop::sample::select(vec!["", "", "", " ", "\n  "]);
        (space(), key, space(), space(), value, space())
            .prop_map(|(a, key, b, c, value, d)| format!("{a}{key}{b}:{c}{value}{d}"))
    }

    proptest! {
        /// Objects of one feed after another, whole or cut anywhere, say what a tree of each says.
        #[test]
        fn prop_fields_are_those_of_the_tree(
            objects in prop::collection::vec(prop::collection::vec(entry(), 0..7), 1..6),
            cut: prop::sample::Index,
        ) {
            let mut order = KeyOrder::default();
            for entries in objects {
                let text = format!("{{{}}}", entries.join(","));
                let mut reader = Reader::new(&text);
                let mut fields = Fields::new(&KEYS);
                let read = fields.read(&mut reader, &mut order);
                let expected = by_tree(&text);
                prop_assert_eq!(read.is_ok(), expected.is_some(), "{} {:?}", text, read);
                if let Some(expected) = expected {
                    prop_assert_eq!(reader.position(), text.len());
                    let found: Vec<_> = (0..KEYS.len()).map(|place| fields.get(place)).collect();
                    prop_assert_eq!(found, expected, "{}", text);
                    let mut end = cut.index(text.len());
                    while !text.is_char_boundary(end) { end -= 1; }
                    let part = text.get(..end).unwrap();
                    let mut fields = Fields::new(&KEYS);
                    prop_assert_eq!(fields.read(&mut Reader::new(part), &mut order), Err(Fault::Cut), "{}", part);
                }
            }
        }
    }
}
