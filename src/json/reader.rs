// SPDX-License-Identifier: MIT OR Apache-2.0
//! A pull reader over one slice of JSON text.
//!
//! In: text, perhaps cut anywhere. Out: one token after the other, or `Fault::Cut` when the slice ends
//! before the token does; the caller then starts again at its last whole element with more text.

use std::borrow::Cow;

/// The deepest nesting that is read; a bank's rows have one or two levels.
pub(crate) const MAX_DEPTH: u32 = 64;

/// Why no token could be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    /// The slice ends here.
    Cut,
    /// Not JSON, at this byte of the slice.
    Syntax(usize),
    /// Nested past `MAX_DEPTH`, at this byte of the slice.
    Deep(usize),
}

/// A value as a row needs it: texts are borrowed where they hold no escapes, the rest is told apart only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Value<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(&'a str),
    /// A string.
    Text(Cow<'a, str>),
    /// An object or array, read past.
    Nested,
}

/// See the door plate.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { text, position: 0 }
    }

    /// Bytes read so far.
    pub(crate) const fn position(&self) -> usize {
        self.position
    }

    /// Goes back, or on, to a place that `position` told before.
    pub(crate) const fn seek(&mut self, position: usize) {
        self.position = position;
    }

    /// The text from a place that `position` told before up to here.
    pub(crate) fn text_since(&self, start: usize) -> &'a str {
        self.text.get(start..self.position).unwrap_or_default()
    }

    /// Some exports begin with U+FEFF; it says nothing.
    pub(crate) fn skip_byte_order_mark(&mut self) {
        if self.position == 0 && self.text.starts_with('\u{feff}') {
            self.position = '\u{feff}'.len_utf8();
        }
    }

    /// The slice.
    #[inline(always)]
    pub(super) const fn text(&self) -> &'a str {
        self.text
    }

    /// Consumes bytes that were looked at.
    #[inline(always)]
    pub(super) const fn skip(&mut self, bytes: usize) {
        self.position += bytes;
    }

    #[inline(always)]
    fn byte(&self) -> Result<u8, Fault> {
        self.text.as_bytes().get(self.position).copied().ok_or(Fault::Cut)
    }

    /// The next byte that is no white space, not consumed.
    #[inline(always)]
    pub(crate) fn peek(&mut self) -> Result<u8, Fault> {
        loop {
            let byte = self.byte()?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Ok(byte);
            }
            self.position += 1;
        }
    }

    /// Consumes `wanted`, which must be the next byte that is no white space.
    #[inline]
    pub(crate) fn expect(&mut self, wanted: u8) -> Result<(), Fault> {
        if self.peek()? != wanted {
            return Err(Fault::Syntax(self.position));
        }
        self.position += 1;
        Ok(())
    }

    /// Consumes the next byte if it is `wanted`.
    pub(crate) fn accept(&mut self, wanted: u8) -> Result<bool, Fault> {
        let found = self.peek()? == wanted;
        self.position += usize::from(found);
        Ok(found)
    }

    /// The next key of an object whose `{` was consumed; `None` consumes its `}`.
    pub(crate) fn next_key(&mut self, first: &mut bool) -> Result<Option<Cow<'a, str>>, Fault> {
        if self.accept(b'}')? {
            return Ok(None);
        }
        if *first {
            *first = false;
        } else {
            self.expect(b',')?;
            self.peek()?;
        }
        let key = self.string()?;
        self.expect(b':')?;
        Ok(Some(key))
    }

    /// A string; its opening quote is the next byte that is no white space.
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        self.expect(b'"')?;
        let start = self.position;
        let end = self.find_special()?;
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.position = end + 1;
            return Ok(Cow::Borrowed(self.text.get(start..end).unwrap_or_default()));
        }
        self.escaped_string(start, end).map(Cow::Owned)
    }

    /// The place of the next quote, backslash or control character.
    fn find_special(&self) -> Result<usize, Fault> {
        special_from(self.text.as_bytes(), self.position).ok_or(Fault::Cut)
    }

    fn escaped_string(&mut self, start: usize, first_special: usize) -> Result<String, Fault> {
        let mut out = String::from(self.text.get(start..first_special).unwrap_or_default());
        self.position = first_special;
        loop {
            match self.byte()? {
                b'"' => {
                    self.position += 1;
                    return Ok(out);
                }
                b'\\' => {
                    self.position += 1;
                    out.push(self.escape()?);
                }
                byte if byte < 0x20 => return Err(Fault::Syntax(self.position)),
                _ => {
                    let end = self.find_special()?;
                    out.push_str(self.text.get(self.position..end).unwrap_or_default());
                    self.position = end;
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let byte = self.byte()?;
        let at = self.position;
        self.position += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return Err(Fault::Syntax(at)),
        })
    }

    /// After `\u`: a pair of surrogates is one character, half a pair is U+FFFD.
    fn unicode_escape(&mut self) -> Result<char, Fault> {
        let unit = self.hex4()?;
        if let Some(character) = char::from_u32(unit) {
            return Ok(character);
        }
        let after = self.position;
        if unit < 0xdc00 && self.byte()? == b'\\' {
            self.position += 1;
            if self.byte()? == b'u' {
                self.position += 1;
                let low = self.hex4()?;
                if (0xdc00..0xe000).contains(&low) {
                    let joined = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                    return Ok(char::from_u32(joined).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
        }
        self.position = after;
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn hex4(&mut self) -> Result<u32, Fault> {
        let mut value = 0;
        for _ in 0..4 {
            let byte = self.byte()?;
            let digit = char::from(byte).to_digit(16).ok_or(Fault::Syntax(self.position))?;
            value = value * 16 + digit;
            self.position += 1;
        }
        Ok(value)
    }

    /// Any value.
    pub(crate) fn value(&mut self) -> Result<Value<'a>, Fault> {
        match self.peek()? {
            b'"' => self.string().map(Value::Text),
            b'{' | b'[' => self.skip_nested().map(|()| Value::Nested),
            b'n' => self.word("null").map(|()| Value::Null),
            b't' => self.word("true").map(|()| Value::Bool(true)),
            b'f' => self.word("false").map(|()| Value::Bool(false)),
            _ => self.number().map(Value::Number),
        }
    }

    pub(super) fn word(&mut self, word: &str) -> Result<(), Fault> {
        for &wanted in word.as_bytes() {
            if self.byte()? != wanted {
                return Err(Fault::Syntax(self.position));
            }
            self.position += 1;
        }
        Ok(())
    }

    /// `-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?`; a number at the end of the slice counts as cut, since
    /// more digits may follow.
    pub(super) fn number(&mut self) -> Result<&'a str, Fault> {
        let start = self.position;
        if self.byte()? == b'-' {
            self.position += 1;
        }
        if self.byte()? == b'0' {
            self.position += 1;
        } else {
            self.digits()?;
        }
        if self.byte()? == b'.' {
            self.position += 1;
            self.digits()?;
        }
        if matches!(self.byte()?, b'e' | b'E') {
            self.position += 1;
            if matches!(self.byte()?, b'+' | b'-') {
                self.position += 1;
            }
            self.digits()?;
        }
        Ok(self.text.get(start..self.position).unwrap_or_default())
    }

    fn digits(&mut self) -> Result<(), Fault> {
        if !self.byte()?.is_ascii_digit() {
            return Err(Fault::Syntax(self.position));
        }
        while self.byte()?.is_ascii_digit() {
            self.position += 1;
        }
        Ok(())
    }

    /// Reads past an object or array: one bit of memory a level instead of recursion.
    fn skip_nested(&mut self) -> Result<(), Fault> {
        let mut is_object: u64 = 0;
        let mut depth: u32 = 0;
        loop {
            // A value is due.
            let byte = self.peek()?;
            if matches!(byte, b'{' | b'[') {
                if depth == MAX_DEPTH {
                    return Err(Fault::Deep(self.position));
                }
                self.position += 1;
                if !self.accept(if byte == b'{' { b'}' } else { b']' })? {
                    depth += 1;
                    is_object = (is_object << 1) | u64::from(byte == b'{');
                    if byte == b'{' {
                        self.key()?;
                    }
                    continue;
                }
            } else {
                self.value()?;
            }
            // A value is done: close lists until one goes on.
            loop {
                if depth == 0 {
                    return Ok(());
                }
                let in_object = is_object & 1 == 1;
                if self.accept(if in_object { b'}' } else { b']' })? {
                    depth -= 1;
                    is_object >>= 1;
                    continue;
                }
                self.expect(b',')?;
                if in_object {
                    self.key()?;
                }
                break;
            }
        }
    }

    fn key(&mut self) -> Result<(), Fault> {
        self.peek()?;
        self.string()?;
        self.expect(b':')
    }
}

/// A string without escapes, at whose opening quote this stands, and the place behind it; `None` where it is none, not
/// whole or not plain.
#[inline(always)]
pub(super) fn plain_text(text: &str, at: usize) -> Option<(&str, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let start = at + 1;
    let end = special_from(bytes, start)?;
    if bytes.get(end) != Some(&b'"') {
        return None;
    }
    Some((text.get(start..end)?, end + 1))
}

/// The place of the next quote, backslash or control character.
#[inline(always)]
pub(super) fn special_from(text: &[u8], mut at: usize) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    // Eight bytes at a time; a byte is special if it is below 0x20, or equal to a quote or backslash.
    while let Some(word) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*word);
        let quote = word ^ (ONES * b'"' as u64);
        let slash = word ^ (ONES * b'\\' as u64);
        let found =
            (word.wrapping_sub(ONES * 0x20) | quote.wrapping_sub(ONES) | slash.wrapping_sub(ONES)) & !word & HIGHS;
        // `& !word` also drops quotes only above 0x7f, which are none: both are ASCII.
        if found != 0 {
            return Some(at.wrapping_add((found.trailing_zeros() / 8) as usize));
        }
        at = at.wrapping_add(8);
    }
    let last = text.get(at..)?.iter().position(|&byte| byte < 0x20 || byte == b'"' || byte == b'\\')?;
    Some(at.wrapping_add(last))
}

#[cfg(test)]
mod tests {
    use super::special_from;
    use proptest::prelude::*;

    proptest! {
        /// By eight bytes and behind the last eight, wherever the search begins.
        #[test]
        fn prop_the_first_special_byte_is_found(
            text in prop::collection::vec(prop::sample::select(b"a \x1f\x00\"\\\x20\x21\x7f\x80\xff\xe3".to_vec()), 0..40),
            plain in 0_usize..40,
            from: prop::sample::Index,
        ) {
            let mut text = text;
            // Most texts have nothing special in them for a while.
            for byte in text.iter_mut().take(plain) { *byte |= 0x40; }
            for byte in text.iter_mut().take(plain).filter(|byte| **byte == b'\\') { *byte = b'b'; }
            let at = from.index(text.len() + 1);
            let special = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
            prop_assert_eq!(special_from(&text, at), text[at..].iter().position(special).map(|found| at + found));
        }
    }
}
