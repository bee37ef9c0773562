// SPDX-License-Identifier: MIT OR Apache-2.0
//! Tokens to a tree, by precedence climbing over CEL's own levels.

use super::{
    CelError,
    lexer::{Placed, Token},
};

/// Deeper brackets are no rule that a person reads.
const MAX_DEPTH: u32 = 32;

/// An expression and the column of what names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Node {
    pub(super) column: u32,
    pub(super) kind: NodeKind,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum NodeKind {
    Bool(bool),
    Int(i64),
    Text(String),
    /// `record.field`.
    Field(String, String),
    /// `!` or `-`.
    Unary(&'static str, Box<Node>),
    Binary(&'static str, Box<Node>, Box<Node>),
}

/// Loosest first; all are left-associative.
const LEVELS: [&[&str]; 5] = [&["||"], &["&&"], &["<", "<=", ">", ">=", "==", "!="], &["+", "-"], &["*", "/", "%"]];

pub(super) fn parse(tokens: &[Placed]) -> Result<Node, CelError> {
    let mut parser = Parser { tokens, place: 0, depth: 0 };
    let node = parser.binary(0)?;
    match parser.peek() {
        (Token::End, _) => Ok(node),
        (_, column) => Err(CelError::new(*column, "unexpected-token", "an operator is missing here")),
    }
}

struct Parser<'a> {
    tokens: &'a [Placed],
    place: usize,
    depth: u32,
}

const END: &Placed = &(Token::End, 0);

impl<'a> Parser<'a> {
    fn peek(&self) -> &'a Placed {
        self.tokens.get(self.place).or(self.tokens.last()).unwrap_or(END)
    }

    fn next(&mut self) -> &'a Placed {
        let token = self.peek();
        self.place += 1;
        token
    }

    fn accept(&mut self, signs: &[&'static str]) -> Option<(&'static str, u32)> {
        let (Token::Sign(sign), column) = self.peek() else {
            return None;
        };
        let found = signs.iter().copied().find(|wanted| wanted == sign)?;
        self.place += 1;
        Some((found, *column))
    }

    fn binary(&mut self, level: usize) -> Result<Node, CelError> {
        let Some(signs) = LEVELS.get(level) else {
            return self.unary();
        };
        let mut left = self.binary(level + 1)?;
        while let Some((sign, column)) = self.accept(signs) {
            let right = self.binary(level + 1)?;
            left = Node { column, kind: NodeKind::Binary(sign, Box::new(left), Box::new(right)) };
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Node, CelError> {
        let Some((sign, column)) = self.accept(&["!", "-"]) else {
            return self.primary();
        };
        if sign == "-"
            && let (Token::Int(magnitude), _) = self.peek()
        {
            self.place += 1;
            let value = 0_i64
                .checked_sub_unsigned(*magnitude)
                .ok_or_else(|| CelError::new(column, "bad-integer", "not an integer of 64 bits"))?;
            return Ok(Node { column, kind: NodeKind::Int(value) });
        }
        self.nested(column, |parser| {
            let inner = parser.unary()?;
            Ok(Node { column, kind: NodeKind::Unary(sign, Box::new(inner)) })
        })
    }

    fn primary(&mut self) -> Result<Node, CelError> {
        let (token, column) = self.next();
        let column = *column;
        let kind = match token {
            Token::Int(magnitude) => NodeKind::Int(
                i64::try_from(*magnitude)
                    .map_err(|_| CelError::new(column, "bad-integer", "not an integer of 64 bits"))?,
            ),
            Token::Text(text) => NodeKind::Text(text.clone()),
            Token::Name(name) if name == "true" || name == "false" => NodeKind::Bool(name == "true"),
            Token::Name(record) => return self.field(record, column),
            Token::Sign("(") => {
                return self.nested(column, |parser| {
                    let node = parser.binary(0)?;
                    match parser.accept(&[")"]) {
                        Some(_) => Ok(node),
                        None => Err(CelError::new(column, "open-bracket", "the bracket is not closed")),
                    }
                });
            }
            Token::Sign(sign) => {
                return Err(CelError::new(column, "unexpected-token", format!("a value is missing before `{sign}`")));
            }
            Token::End => return Err(CelError::new(column, "unexpected-end", "a value is missing at the end")),
        };
        Ok(Node { column, kind })
    }

    fn field(&mut self, record: &str, column: u32) -> Result<Node, CelError> {
        if self.accept(&["."]).is_none() {
            return Err(CelError::new(column, "unknown-name", format!("`{record}` is not known: write `finding.…`")));
        }
        match self.next() {
            (Token::Name(field), column) => {
                Ok(Node { column: *column, kind: NodeKind::Field(record.into(), field.clone()) })
            }
            (_, column) => Err(CelError::new(*column, "unexpected-token", "a field name is missing after `.`")),
        }
    }

    fn nested(
        &mut self,
        column: u32,
        parse: impl FnOnce(&mut Self) -> Result<Node, CelError>,
    ) -> Result<Node, CelError> {
        if self.depth == MAX_DEPTH {
            return Err(CelError::new(column, "too-deep", "the condition is nested too deeply"));
        }
        self.depth += 1;
        let node = parse(self);
        self.depth -= 1;
        node
    }
}
