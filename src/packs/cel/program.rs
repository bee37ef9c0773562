// SPDX-License-Identifier: MIT OR Apache-2.0
//! A checked expression as a flat list of stack operations, and the machine that runs it.
//!
//! In: a program, an environment. Out: its value or its error. Invariant: a run takes no more steps than the
//! program's cost.

use super::{
    Environment,
    operators::{Macro, Op},
    value::{Cell, EvalError, Value, binary, compare, unary},
};
use crate::types::same_bytes;

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Program {
    pub(super) ops: Vec<Op>,
    pub(super) texts: Vec<String>,
    pub(super) cost: u32,
    pub(super) classes: u8,
}

impl Program {
    /// The most steps that one run takes.
    #[must_use]
    pub const fn cost(&self) -> u32 {
        self.cost
    }

    /// The classes of data that it reads, a bit each.
    #[must_use]
    pub const fn classes(&self) -> u8 {
        self.classes
    }

    fn text(&self, at: u16) -> &str {
        self.texts.get(usize::from(at)).map_or("", String::as_str)
    }
}

/// What a question comes to that stands for itself. `row` is that of the environment.
pub(super) fn ask<'a>(
    texts: &[String],
    op: &Op,
    row: &[Option<Value<'a>>],
    env: &dyn Environment<'a>,
) -> Result<bool, EvalError> {
    let is = |at: u16, text: &str| {
        texts.get(usize::from(at)).is_some_and(|known| same_bytes(known.as_bytes(), text.as_bytes()))
    };
    let field = |root, slot| match row.get(usize::from(slot)) {
        Some(found) if root == 0 => *found,
        _ => env.field(root, 0, slot),
    };
    match *op {
        Op::Bool(value) => return Ok(value),
        Op::Test(root, slot, wanted, with) => {
            if let Some(Value::Int(value)) = field(root, slot) {
                return Ok(wanted.holds(value.cmp(&with)));
            }
        }
        Op::Match(root, slot, equal, with) => {
            if let Some(Value::Text(text)) = field(root, slot) {
                return Ok(is(with, text) == equal);
            }
        }
        Op::OneOf(root, slot, first, count) => {
            if let Some(Value::Text(text)) = field(root, slot) {
                return Ok((first..first.saturating_add(count)).any(|at| is(at, text)));
            }
        }
        Op::Compare(root, slot, wanted, other, at) => {
            if let (Some(left), Some(right)) = (field(root, slot), field(other, at)) {
                return compare(left, right).map(|order| wanted.holds(order));
            }
        }
        Op::Among(text, root) => {
            let length = env.length(root).ok_or(EvalError::NoValue)?;
            let is_it = |at| matches!(env.item(root, at), Some(Value::Text(item)) if is(text, item));
            return Ok((0..length).any(is_it));
        }
        Op::HasRead(root, slot) => return env.has(root, 0, slot).ok_or(EvalError::NoValue),
        _ => {}
    }
    Err(EvalError::NoValue)
}

/// A walk over a list.
#[derive(Debug)]
struct Walk<'a> {
    kind: Macro,
    list: Value<'a>,
    at: u32,
    length: u32,
    /// What it has come to so far.
    so_far: Cell<'a>,
    /// How many items it has made, or how many fit; those made stand on the stack.
    made: u32,
}

/// What runs programs, one after the other, without asking for memory each time.
#[derive(Debug, Default)]
pub struct Machine<'a> {
    stack: Vec<Cell<'a>>,
    /// The items of lists that were made.
    items: Vec<Value<'a>>,
    walks: Vec<Walk<'a>>,
}

impl<'a> Machine<'a> {
    /// Runs a program.
    ///
    /// # Errors
    /// What CEL calls an error, where nothing absorbed it.
    pub fn run(&mut self, program: &'a Program, env: &dyn Environment<'a>) -> Result<Value<'a>, EvalError> {
        self.stack.clear();
        self.items.clear();
        self.walks.clear();
        let mut place = 0;
        while let Some(op) = program.ops.get(place) {
            place += 1;
            let cell = match *op {
                Op::Int(value) => Ok(Value::Int(value)),
                Op::Text(at) => Ok(Value::Text(program.text(at))),
                Op::Root(root) => env.length(root).map(|length| Value::Root(root, length)).ok_or(EvalError::NoValue),
                Op::Read(root, slot) => env.field(root, 0, slot).ok_or(EvalError::NoValue),
                op if op.is_question() => ask(&program.texts, &op, env.row(), env).map(Value::Bool),
                Op::Field(slot) => match self.pop() {
                    Ok(Value::Record(kind, at)) => env.field(kind, at, slot).ok_or(EvalError::NoValue),
                    other => other,
                },
                Op::Has(slot) => match self.pop() {
                    Ok(Value::Record(kind, at)) => env.has(kind, at, slot).map(Value::Bool).ok_or(EvalError::NoValue),
                    other => other,
                },
                Op::Item(level) => match self.walks.get(usize::from(level)) {
                    Some(walk) => self.item(walk.list, walk.at, env).ok_or(EvalError::NoValue),
                    None => Err(EvalError::NoValue),
                },
                Op::List(count) => self.collect(usize::from(count)),
                Op::Not | Op::Negate => self.pop().and_then(|value| unary(*op, value)),
                Op::Size => self.pop().map(|value| match value {
                    Value::List(_, length) | Value::Root(_, length) => Value::Int(length.into()),
                    // Each character has one byte that goes on no other.
                    Value::Text(text) => Value::Int(text.bytes().filter(|byte| byte & 0xc0 != 0x80).count() as i64),
                    _ => Value::Int(0),
                }),
                Op::Count(event, days) => {
                    env.count(program.text(event), days).map(Value::Int).ok_or(EvalError::NoValue)
                }
                Op::SkipIf { decided, to } => {
                    if self.stack.last().is_some_and(|cell| is(cell, decided)) {
                        place = usize::from(to);
                    }
                    continue;
                }
                Op::Join { decided } => {
                    let (right, left) = (self.pop(), self.pop());
                    if is(&right, decided) { right } else { left.and(right) }
                }
                Op::Choose { other, end } => {
                    match self.pop() {
                        Ok(Value::Bool(true)) => {}
                        Ok(_) => place = usize::from(other),
                        Err(error) => {
                            self.stack.push(Err(error));
                            place = usize::from(end);
                        }
                    }
                    continue;
                }
                Op::Jump(to) => {
                    place = usize::from(to);
                    continue;
                }
                Op::Enter(kind, end) => {
                    if let Err(error) = self.enter(kind) {
                        self.stack.push(Err(error));
                        place = usize::from(end);
                    } else if let Some(cell) = self.ended() {
                        self.stack.push(cell);
                        place = usize::from(end);
                    }
                    continue;
                }
                Op::Next(start) => {
                    self.step(env);
                    match self.ended() {
                        Some(cell) => cell,
                        None => {
                            place = usize::from(start);
                            continue;
                        }
                    }
                }
                _ => {
                    let (right, left) = (self.pop(), self.pop());
                    left.and_then(|left| right.and_then(|right| self.binary(*op, left, right, env)))
                }
            };
            self.stack.push(cell);
        }
        self.pop()
    }

    /// Whether a condition holds. One that errs says nothing, so nothing is said.
    pub fn holds(&mut self, program: &'a Program, env: &dyn Environment<'a>) -> bool {
        // One question alone needs no stack.
        if let [op] = program.ops.as_slice()
            && op.is_question()
        {
            return ask(&program.texts, op, env.row(), env) == Ok(true);
        }
        is(&self.run(program, env), true)
    }

    fn pop(&mut self) -> Cell<'a> {
        self.stack.pop().unwrap_or(Err(EvalError::NoValue))
    }

    fn item(&self, list: Value<'a>, at: u32, env: &dyn Environment<'a>) -> Option<Value<'a>> {
        match list {
            Value::List(start, _) => self.items.get(start as usize + at as usize).copied(),
            Value::Root(root, _) => env.item(root, at),
            _ => None,
        }
    }

    /// The top of the stack becomes a list, or the first error among it.
    fn collect(&mut self, count: usize) -> Cell<'a> {
        let (from, start) = (self.stack.len().saturating_sub(count), self.items.len());
        let mut made = Ok(Value::List(start as u32, count as u32));
        for cell in self.stack.drain(from..) {
            match cell {
                Ok(value) => self.items.push(value),
                Err(_) => made = made.and(cell),
            }
        }
        made
    }

    fn enter(&mut self, kind: Macro) -> Result<(), EvalError> {
        let list = self.pop()?;
        let length = length(list);
        self.walks.push(Walk { kind, list, at: 0, length, so_far: Ok(Value::Bool(kind == Macro::All)), made: 0 });
        Ok(())
    }

    /// What a walk comes to, once it is over.
    fn ended(&mut self) -> Option<Cell<'a>> {
        let walk = self.walks.pop_if(|walk| walk.at >= walk.length)?;
        Some(match walk.kind {
            Macro::All | Macro::Exists => walk.so_far,
            Macro::ExistsOne => walk.so_far.map(|_| Value::Bool(walk.made == 1)),
            Macro::Filter | Macro::Map => {
                let made = self.collect(walk.made as usize);
                walk.so_far.and(made)
            }
        })
    }

    /// Takes what the body gave, and goes to the next item.
    fn step(&mut self, env: &dyn Environment<'a>) {
        let cell = self.pop();
        let Some(mut walk) = self.walks.pop() else {
            return;
        };
        let is_over = match walk.kind {
            Macro::All | Macro::Exists => {
                let decided = is(&cell, matches!(walk.kind, Macro::Exists));
                if decided {
                    walk.so_far = cell;
                } else {
                    walk.so_far = walk.so_far.and(cell);
                }
                decided
            }
            _ => match cell {
                Err(_) => {
                    walk.so_far = cell;
                    true
                }
                Ok(Value::Bool(false)) if walk.kind != Macro::Map => false,
                Ok(value) => {
                    walk.made += 1;
                    if walk.kind == Macro::Filter {
                        self.stack.push(self.item(walk.list, walk.at, env).ok_or(EvalError::NoValue));
                    } else if walk.kind == Macro::Map {
                        self.stack.push(Ok(value));
                    }
                    false
                }
            },
        };
        walk.at = if is_over { walk.length } else { walk.at + 1 };
        self.walks.push(walk);
    }

    fn binary(&self, op: Op, left: Value<'a>, right: Value<'a>, env: &dyn Environment<'a>) -> Cell<'a> {
        match (op, left, right) {
            (Op::In, ..) => {
                let found = (0..length(right))
                    .any(|at| self.item(right, at, env).is_some_and(|item| self.same(item, left, env)));
                Ok(Value::Bool(found))
            }
            (Op::Equal | Op::NotEqual, Value::List(..) | Value::Root(..), _) => {
                Ok(Value::Bool(self.same(left, right, env) == matches!(op, Op::Equal)))
            }
            (_, Value::Text(text), Value::Text(part)) if matches!(op, Op::Contains | Op::StartsWith | Op::EndsWith) => {
                let (text, part) = (text.as_bytes(), part.as_bytes());
                Ok(Value::Bool(match op {
                    Op::StartsWith => text.starts_with(part),
                    Op::EndsWith => text.ends_with(part),
                    _ => part.is_empty() || text.windows(part.len()).any(|window| window == part),
                }))
            }
            _ => binary(op, left, right),
        }
    }

    fn same(&self, left: Value<'a>, right: Value<'a>, env: &dyn Environment<'a>) -> bool {
        let is_list = |value| matches!(value, Value::List(..) | Value::Root(..));
        if !is_list(left) || !is_list(right) {
            return is(&binary(Op::Equal, left, right), true);
        }
        let items = |at| Some((self.item(left, at, env)?, self.item(right, at, env)?));
        length(left) == length(right)
            && (0..length(left)).all(|at| items(at).is_some_and(|(left, right)| self.same(left, right, env)))
    }
}

/// Whether it is this bool. Comparing whole cells is slow and large.
const fn is(cell: &Cell<'_>, wanted: bool) -> bool {
    matches!(cell, Ok(Value::Bool(value)) if *value == wanted)
}

const fn length(list: Value<'_>) -> u32 {
    match list {
        Value::List(_, length) | Value::Root(_, length) => length,
        _ => 0,
    }
}
