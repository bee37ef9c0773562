// SPDX-License-Identifier: MIT OR Apache-2.0
//! Text to tokens, each with its column.

use super::CelError;

/// One token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// Magnitude of an integer; the sign is an operator, so that the least integer can be written.
    Int(u64),
    /// A string, its escapes resolved.
    Text(String),
    /// A name or a word of the language.
    Name(String),
    /// An operator or bracket.
    Sign(&'static str),
    /// The end.
    End,
}

/// A token and the column where it begins, from 1.
pub(super) type Placed = (Token, u32);

/// Longest first.
const SIGNS: [&str; 19] =
    ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "(", ")", ".", "?", ":"];

/// Words of CEL that are no names.
const RESERVED: [&str; 18] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "null",
    "package",
    "namespace",
    "return",
    "var",
    "while",
];

pub(super) fn lex(source: &str) -> Result<Vec<Placed>, CelError> {
    let mut tokens = Vec::new();
    let mut rest = source;
    let mut column = 1_u32;
    while let Some(first) = rest.chars().next() {
        let (token, used) = if first.is_ascii_whitespace() {
            (None, 1)
        } else if first.is_ascii_digit() {
            number(rest, column).map(|(token, used)| (Some(token), used))?
        } else if first == '"' || first == '\'' {
            text(rest, first, column).map(|(token, used)| (Some(token), used))?
        } else if first.is_ascii_alphabetic() || first == '_' {
            let used = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
            let name = rest.get(..used).unwrap_or_default();
            if RESERVED.contains(&name) {
                return Err(CelError::new(column, "unsupported", format!("`{name}` is not supported in conditions")));
            }
            (Some(Token::Name(name.into())), used)
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            (Some(Token::Sign(sign)), sign.len())
        } else {
            return Err(CelError::new(column, "unexpected-character", "this character is not part of a condition"));
        };
        if let Some(token) = token {
            tokens.push((token, column));
        }
        let (taken, left) = rest.split_at_checked(used).unwrap_or((rest, ""));
        column += taken.chars().count() as u32;
        rest = left;
    }
    tokens.push((Token::End, column));
    Ok(tokens)
}

fn number(rest: &str, column: u32) -> Result<(Token, usize), CelError> {
    let hexadecimal = rest.strip_prefix("0x").or_else(|| rest.strip_prefix("0X"));
    let (digits, radix, prefix) = hexadecimal.map_or((rest, 10, 0), |digits| (digits, 16, 2));
    let count = digits.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'.').count();
    let word = digits.get(..count).unwrap_or_default();
    if word.contains('.') || (radix == 10 && word.contains(['e', 'E'])) {
        return Err(CelError::new(
            column,
            "no-doubles",
            "numbers have no fraction: write hundredths or days as integers",
        ));
    }
    let value = u64::from_str_radix(word, radix)
        .map_err(|_| CelError::new(column, "bad-integer", "not an integer of 64 bits"))?;
    Ok((Token::Int(value), prefix + count))
}

fn text(rest: &str, quote: char, column: u32) -> Result<(Token, usize), CelError> {
    let mut out = String::new();
    let mut characters = rest.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            _ if character == quote => return Ok((Token::Text(out), at + 1)),
            '\n' | '\r' => break,
            '\\' => out.push(match characters.next() {
                Some((_, escaped @ ('\\' | '\'' | '"' | '`' | '?'))) => escaped,
                Some((_, 'n')) => '\n',
                Some((_, 'r')) => '\r',
                Some((_, 't')) => '\t',
                _ => return Err(CelError::new(column, "bad-escape", "escapes are \\\\ \\' \\\" \\n \\r \\t")),
            }),
            _ => out.push(character),
        }
    }
    Err(CelError::new(column, "open-string", "the string does not end"))
}
