// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rust source to tokens: as much of the language's lexical grammar as telling code from comments,
//! strings and tests needs.
//!
//! - In: a source file. Out: tokens with their lines, without comments; [`without_tests`] drops items
//!   under `#[cfg(test)]`.
//! - Invariant: a word inside a string or a comment is never a [`Token::Word`].

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// An identifier or keyword.
    Word(String),
    /// A string literal of any form; its raw inside.
    Text(String),
    /// A character or byte literal.
    Letter,
    /// A number as written.
    Number(String),
    /// `::`
    Path,
    /// Any other sign.
    Sign(char),
}

/// A token and the line on which it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) token: Token,
    pub(crate) line: usize,
}

impl Placed {
    pub(crate) fn is(&self, sign: char) -> bool {
        self.token == Token::Sign(sign)
    }

    pub(crate) fn word(&self) -> Option<&str> {
        match &self.token {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }
}

struct Lexer {
    letters: Vec<char>,
    at: usize,
    line: usize,
}

/// Reads a whole file.
pub(crate) fn tokens(source: &str) -> Vec<Placed> {
    let mut lexer = Lexer { letters: source.chars().collect(), at: 0, line: 1 };
    let mut out: Vec<Placed> = Vec::new();
    while let Some(letter) = lexer.peek(0) {
        let line = lexer.line;
        // `x.0.1` holds two places of tuples and no number with a fraction.
        let after_dot = out.last().is_some_and(|last| last.is('.'));
        if let Some(token) = lexer.token(letter, after_dot) {
            out.push(Placed { token, line });
        }
    }
    out
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.letters.get(self.at + ahead).copied()
    }

    fn bump(&mut self) -> Option<char> {
        let letter = self.peek(0)?;
        self.at += 1;
        self.line += usize::from(letter == '\n');
        Some(letter)
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> String {
        let mut text = String::new();
        while let Some(letter) = self.peek(0).filter(|letter| keep(*letter)) {
            text.push(letter);
            self.bump();
        }
        text
    }

    /// The next token; nothing for white space and comments.
    fn token(&mut self, letter: char, after_dot: bool) -> Option<Token> {
        match (letter, self.peek(1)) {
            ('/', Some('/')) => {
                self.take_while(|letter| letter != '\n');
                None
            }
            ('/', Some('*')) => {
                self.block_comment();
                None
            }
            (':', Some(':')) => {
                self.at += 2;
                Some(Token::Path)
            }
            ('"', _) => Some(self.string()),
            ('\'', _) => self.letter_or_lifetime(),
            ('0'..='9', _) => Some(self.number(after_dot)),
            _ if letter.is_whitespace() => {
                self.bump();
                None
            }
            _ if is_word(letter) => Some(self.word_or_literal()),
            _ => {
                self.bump();
                Some(Token::Sign(letter))
            }
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => {
                    depth += 1;
                    self.at += 2;
                }
                (Some('*'), Some('/')) => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return;
                    }
                }
                (Some(_), _) => {
                    self.bump();
                }
                (None, _) => return,
            }
        }
    }

    /// From the opening quote on, with escapes.
    fn string(&mut self) -> Token {
        self.bump();
        let mut text = String::new();
        while let Some(letter) = self.bump() {
            match letter {
                '"' => break,
                '\\' => {
                    text.push(letter);
                    text.extend(self.bump());
                }
                _ => text.push(letter),
            }
        }
        Token::Text(text)
    }

    /// From the first `#` or the quote of a raw string on.
    fn raw_string(&mut self) -> Token {
        let fence = self.take_while(|letter| letter == '#').len();
        self.bump();
        let mut text = String::new();
        while let Some(letter) = self.bump() {
            if letter == '"' && (0..fence).all(|ahead| self.peek(ahead) == Some('#')) {
                self.at += fence;
                break;
            }
            text.push(letter);
        }
        Token::Text(text)
    }

    fn letter_or_lifetime(&mut self) -> Option<Token> {
        let is_lifetime = self.peek(1).is_some_and(is_word) && self.peek(2) != Some('\'');
        self.bump();
        if is_lifetime {
            self.take_while(is_word);
            return None;
        }
        while let Some(letter) = self.bump() {
            match letter {
                '\'' => break,
                '\\' => {
                    self.bump();
                }
                _ => {}
            }
        }
        Some(Token::Letter)
    }

    fn number(&mut self, after_dot: bool) -> Token {
        let mut text = self.take_while(is_word);
        let has_fraction = self.peek(0) == Some('.')
            && self.peek(1).is_none_or(|next| next != '.' && (next.is_ascii_digit() || !is_word(next)));
        if !after_dot && has_fraction {
            self.bump();
            text.push('.');
            text.push_str(&self.take_while(is_word));
        }
        Token::Number(text)
    }

    fn word_or_literal(&mut self) -> Token {
        let word = self.take_while(is_word);
        match (word.as_str(), self.peek(0), self.peek(1)) {
            ("b" | "c", Some('"'), _) => self.string(),
            ("r" | "br" | "cr", Some('"'), _) | ("r" | "br" | "cr", Some('#'), Some('"' | '#')) => self.raw_string(),
            ("b", Some('\''), _) => {
                self.letter_or_lifetime();
                Token::Letter
            }
            ("r", Some('#'), Some(next)) if is_word(next) => {
                self.bump();
                Token::Word(self.take_while(is_word))
            }
            _ => Token::Word(word),
        }
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The place after what opens at `open`: behind the closing sign, or the end.
pub(crate) fn after_group(tokens: &[Placed], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, placed) in tokens.iter().enumerate().skip(open) {
        match placed.token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

/// An outer or inner attribute that starts at `at`: its inside, and the place after it.
pub(crate) fn attribute(tokens: &[Placed], at: usize) -> Option<(&[Placed], usize)> {
    let open = match (tokens.get(at)?, tokens.get(at + 1)?) {
        (hash, bracket) if hash.is('#') && bracket.is('[') => at + 1,
        (hash, bang) if hash.is('#') && bang.is('!') && tokens.get(at + 2)?.is('[') => at + 2,
        _ => return None,
    };
    let end = after_group(tokens, open);
    Some((tokens.get(open + 1..end - 1)?, end))
}

/// The place after the item, statement, arm or field that starts at `start`, its attributes included.
pub(crate) fn after_item(tokens: &[Placed], start: usize) -> usize {
    const ITEMS: [&str; 13] = [
        "pub",
        "fn",
        "mod",
        "impl",
        "struct",
        "enum",
        "use",
        "const",
        "static",
        "trait",
        "type",
        "macro_rules",
        "async",
    ];
    let mut at = start;
    while let Some((_, next)) = attribute(tokens, at) {
        at = next;
    }
    let is_item = tokens.get(at).and_then(Placed::word).is_some_and(|word| ITEMS.contains(&word));
    while let Some(placed) = tokens.get(at) {
        match placed.token {
            Token::Sign(';') => return at + 1,
            Token::Sign(',') if !is_item => return at + 1,
            Token::Sign(')' | ']' | '}') => return at,
            Token::Sign('{') => return after_group(tokens, at),
            Token::Sign('(' | '[') => at = after_group(tokens, at),
            _ => at += 1,
        }
    }
    at
}

/// The tokens that are compiled into the engine: nothing under `#[cfg(test)]`, no other attribute of tests.
pub(crate) fn without_tests(tokens: &[Placed]) -> Vec<Placed> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(placed) = tokens.get(at) {
        match attribute(tokens, at) {
            Some((inside, _)) if is_for_tests(inside, "cfg") => at = after_item(tokens, at),
            Some((inside, end)) if is_for_tests(inside, "cfg_attr") => at = end,
            _ => {
                out.push(placed.clone());
                at += 1;
            }
        }
    }
    out
}

fn is_for_tests(inside: &[Placed], name: &str) -> bool {
    let words: Vec<&str> = inside.iter().filter_map(Placed::word).collect();
    let condition = if name == "cfg_attr" { words.get(..2).unwrap_or_default() } else { &words };
    words.first() == Some(&name) && condition.contains(&"test") && !condition.contains(&"not")
}
