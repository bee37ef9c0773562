// SPDX-License-Identifier: MIT OR Apache-2.0
//! Text to tokens, each with its column.

use super::CelError;

/// One token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token<'a> {
    /// Magnitude of an integer; the sign is an operator, so that the least integer can be written.
    Int(u64),
    /// A string, its escapes resolved.
    Text(String),
    /// A name or a word of the language.
    Name(&'a str),
    /// An operator or bracket.
    Sign(&'static str),
    /// The end.
    End,
}

/// A token and the column where it begins, from 1.
pub(super) type Placed<'a> = (Token<'a>, u32);

/// Longest first.
const SIGNS: [&str; 22] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "(", ")", ".", "?", ":", "[", "]", ",",
];

/// Words of CEL that are no names.
const RESERVED: &str =
    "as break const continue else for function if import let loop null package namespace return var while";

pub(super) fn lex(source: &str) -> Result<Vec<Placed<'_>>, Box<CelError>> {
    let mut tokens = Vec::new();
    let mut rest = source;
    let mut column = 1_u32;
    while let Some(&first) = rest.as_bytes().first() {
        let mut token = Token::End;
        let used = if first.is_ascii_whitespace() {
            1
        } else if first.is_ascii_digit() {
            number(rest, column, &mut token)?
        } else if first == b'"' || first == b'\'' {
            text(rest, char::from(first), column, &mut token)?
        } else if first.is_ascii_alphabetic() || first == b'_' {
            let used = length(rest, b'_');
            let name = rest.get(..used).unwrap_or_default();
            if RESERVED.split(' ').any(|word| word == name) {
                return Err(CelError::new(column, "unsupported", &["`", name, "` is not supported in conditions"]));
            }
            token = if name == "in" { Token::Sign("in") } else { Token::Name(name) };
            used
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            token = Token::Sign(sign);
            sign.len()
        } else {
            let message = "this character is not part of a condition";
            return Err(CelError::new(column, "unexpected-character", &[message]));
        };
        if token != Token::End {
            tokens.push((token, column));
        }
        let (taken, left) = rest.split_at_checked(used).unwrap_or((rest, ""));
        // Each character has one byte that goes on no other.
        column += taken.bytes().filter(|byte| byte & 0xc0 != 0x80).count() as u32;
        rest = left;
    }
    tokens.push((Token::End, column));
    Ok(tokens)
}

/// How many letters, digits and bytes `besides` a text begins with.
fn length(text: &str, besides: u8) -> usize {
    text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == besides).count()
}

/// Reads an integer and tells its length.
fn number(rest: &str, column: u32, token: &mut Token<'_>) -> Result<usize, Box<CelError>> {
    let radix = if rest.starts_with("0x") || rest.starts_with("0X") { 16 } else { 10 };
    let used = length(rest, b'.');
    let word = rest.get(..used).unwrap_or_default().as_bytes();
    let digits = if radix == 16 { word.get(2..).unwrap_or_default() } else { word };
    if digits.contains(&b'.') || (radix == 10 && (digits.contains(&b'e') || digits.contains(&b'E'))) {
        let message = "numbers have no fraction: write hundredths or days as integers";
        return Err(CelError::new(column, "no-doubles", &[message]));
    }
    let mut value = if digits.is_empty() { None } else { Some(0_u64) };
    for &digit in digits {
        let digit = char::from(digit).to_digit(radix).map(u64::from);
        value = value.and_then(|value| value.checked_mul(u64::from(radix))?.checked_add(digit?));
    }
    *token = Token::Int(value.ok_or_else(|| bad_integer(column))?);
    Ok(used)
}

pub(super) fn bad_integer(column: u32) -> Box<CelError> {
    CelError::new(column, "bad-integer", &["not an integer of 64 bits"])
}

/// Reads a string and tells its length.
fn text(rest: &str, quote: char, column: u32, token: &mut Token<'_>) -> Result<usize, Box<CelError>> {
    let mut out = String::new();
    let mut characters = rest.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            _ if character == quote => {
                *token = Token::Text(out);
                return Ok(at + 1);
            }
            '\n' | '\r' => break,
            '\\' => out.push(match characters.next() {
                Some((_, escaped @ ('\\' | '\'' | '"' | '`' | '?'))) => escaped,
                Some((_, 'n')) => '\n',
                Some((_, 'r')) => '\r',
                Some((_, 't')) => '\t',
                _ => return Err(CelError::new(column, "bad-escape", &["escapes are \\\\ \\' \\\" \\n \\r \\t"])),
            }),
            _ => out.push(character),
        }
    }
    Err(CelError::new(column, "open-string", &["the string does not end"]))
}
