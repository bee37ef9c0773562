// SPDX-License-Identifier: MIT OR Apache-2.0
//! Tokens to a tree, by precedence climbing over CEL's own levels.

use super::{
    CelError,
    lexer::{Placed, Token, bad_integer},
};

/// Deeper brackets are no rule that a person reads.
const MAX_DEPTH: u32 = 40;

/// An expression and the column of what names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Node<'a> {
    pub(super) column: u32,
    pub(super) kind: NodeKind<'a>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum NodeKind<'a> {
    Bool(bool),
    Int(i64),
    Text(&'a str),
    Name(&'a str),
    /// `of.field`.
    Field(Box<Node<'a>>, &'a str),
    /// `!` or `-`.
    Unary(&'static str, Box<Node<'a>>),
    Binary(&'static str, Box<Node<'a>>, Box<Node<'a>>),
    /// A question and its two branches.
    Choice(Box<[Node<'a>; 3]>),
    List(Vec<Node<'a>>),
    /// `name(…)`, or `target.name(…)` with the target first.
    Call {
        name: &'a str,
        has_target: bool,
        args: Vec<Node<'a>>,
    },
}

/// Loosest first; all are left-associative.
const LEVELS: [&[&str]; 5] =
    [&["||"], &["&&"], &["<", "<=", ">", ">=", "==", "!=", "in"], &["+", "-"], &["*", "/", "%"]];

pub(super) fn parse<'a>(tokens: &'a [Placed<'a>]) -> Result<Node<'a>, Box<CelError>> {
    let mut parser = Parser { tokens, place: 0, depth: 0 };
    let node = parser.expression()?;
    match parser.peek() {
        (Token::End, _) => Ok(node),
        (_, column) => Err(CelError::new(*column, "unexpected-token", &["an operator is missing here"])),
    }
}

struct Parser<'a> {
    tokens: &'a [Placed<'a>],
    place: usize,
    depth: u32,
}

const END: &Placed<'static> = &(Token::End, 0);

impl<'a> Parser<'a> {
    fn peek(&self) -> &'a Placed<'a> {
        self.tokens.get(self.place).or(self.tokens.last()).unwrap_or(END)
    }

    fn next(&mut self) -> &'a Placed<'a> {
        let token = self.peek();
        self.place += 1;
        token
    }

    /// Takes the next token if it is one of the signs.
    fn accept(&mut self, signs: &[&'static str]) -> Option<(&'static str, u32)> {
        match *self.peek() {
            (Token::Sign(sign), column) if signs.contains(&sign) => {
                self.place += 1;
                Some((sign, column))
            }
            _ => None,
        }
    }

    fn expression(&mut self) -> Result<Node<'a>, Box<CelError>> {
        let question = self.binary(0)?;
        let Some((_, column)) = self.accept(&["?"]) else {
            return Ok(question);
        };
        let first = self.binary(0)?;
        if self.accept(&[":"]).is_none() {
            return Err(CelError::new(column, "unexpected-token", &["`? … : …` needs its second branch"]));
        }
        self.enter(column)?;
        let second = self.expression()?;
        self.depth -= 1;
        Ok(Node { column, kind: NodeKind::Choice(Box::new([question, first, second])) })
    }

    fn binary(&mut self, level: usize) -> Result<Node<'a>, Box<CelError>> {
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

    fn unary(&mut self) -> Result<Node<'a>, Box<CelError>> {
        let Some((sign, column)) = self.accept(&["!", "-"]) else {
            return self.member();
        };
        if sign == "-"
            && let (Token::Int(magnitude), _) = self.peek()
        {
            self.place += 1;
            let value = 0_i64.checked_sub_unsigned(*magnitude).ok_or_else(|| bad_integer(column))?;
            return Ok(Node { column, kind: NodeKind::Int(value) });
        }
        self.enter(column)?;
        let inner = self.unary()?;
        self.depth -= 1;
        Ok(Node { column, kind: NodeKind::Unary(sign, Box::new(inner)) })
    }

    /// A value, then fields and calls.
    fn member(&mut self) -> Result<Node<'a>, Box<CelError>> {
        let mut node = self.primary()?;
        while self.accept(&["."]).is_some() {
            let &(Token::Name(name), column) = self.next() else {
                let (_, column) = self.tokens.get(self.place - 1).unwrap_or(END);
                return Err(CelError::new(*column, "unexpected-token", &["a field name is missing after `.`"]));
            };
            let kind = match self.accept(&["("]) {
                Some((_, at)) => NodeKind::Call { name, has_target: true, args: self.items(vec![node], ")", at)? },
                None => NodeKind::Field(Box::new(node), name),
            };
            node = Node { column, kind };
        }
        Ok(node)
    }

    /// Expressions with commas between them, up to the closing sign, behind those that there are already.
    fn items(
        &mut self,
        mut items: Vec<Node<'a>>,
        close: &'static str,
        column: u32,
    ) -> Result<Vec<Node<'a>>, Box<CelError>> {
        self.enter(column)?;
        let mut may_close = true;
        while !(may_close && self.accept(&[close]).is_some()) {
            items.push(self.expression()?);
            // A comma may stand before the end of a list, and nowhere else.
            may_close = close == "]";
            if self.accept(&[","]).is_none() {
                if self.accept(&[close]).is_some() {
                    break;
                }
                return Err(CelError::new(column, "open-bracket", &["the bracket is not closed"]));
            }
        }
        self.depth -= 1;
        Ok(items)
    }

    fn primary(&mut self) -> Result<Node<'a>, Box<CelError>> {
        let &(ref token, column) = self.next();
        let kind = match token {
            Token::Int(magnitude) => NodeKind::Int(i64::try_from(*magnitude).map_err(|_| bad_integer(column))?),
            Token::Text(text) => NodeKind::Text(text),
            Token::Name("true") => NodeKind::Bool(true),
            Token::Name("false") => NodeKind::Bool(false),
            Token::Name(name) => match self.accept(&["("]) {
                Some((_, at)) => NodeKind::Call { name, has_target: false, args: self.items(Vec::new(), ")", at)? },
                None => NodeKind::Name(name),
            },
            Token::Sign("[") => NodeKind::List(self.items(Vec::new(), "]", column)?),
            Token::Sign("(") => {
                self.enter(column)?;
                let node = self.expression()?;
                self.depth -= 1;
                return match self.accept(&[")"]) {
                    Some(_) => Ok(node),
                    None => Err(CelError::new(column, "open-bracket", &["the bracket is not closed"])),
                };
            }
            Token::Sign(sign) => {
                let message = ["a value is missing before `", sign, "`"];
                return Err(CelError::new(column, "unexpected-token", &message));
            }
            Token::End => return Err(CelError::new(column, "unexpected-end", &["a value is missing at the end"])),
        };
        Ok(Node { column, kind })
    }

    /// One level deeper; whoever enters counts `depth` back.
    fn enter(&mut self, column: u32) -> Result<(), Box<CelError>> {
        if self.depth == MAX_DEPTH {
            return Err(CelError::new(column, "too-deep", &["the condition is nested too deeply"]));
        }
        self.depth += 1;
        Ok(())
    }
}
