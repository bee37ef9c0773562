// SPDX-License-Identifier: MIT OR Apache-2.0
//! A checked condition as a flat list of stack operations.

/// A value on the stack.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value<'a> {
    /// A bool.
    Bool(bool),
    /// An int, or money in minor units: the checker keeps them apart.
    Int(i64),
    /// A word.
    Text(&'a str),
}

/// Why a condition has no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EvalError {
    /// Past 64 bits.
    Overflow,
    /// Division or remainder by zero.
    DivisionByZero,
    /// The finding has no such field; the checker rules it out.
    NoValue,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Op {
    Bool(bool),
    Int(i64),
    Text(u16),
    Field(u16),
    Not,
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// Goes on at `to` and keeps the top if it is `decided`.
    SkipIf {
        decided: bool,
        to: u16,
    },
    /// Joins two sides of `&&` (`decided` false) or `||` (`decided` true), absorbing errors.
    Join {
        decided: bool,
    },
}

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Program {
    pub(super) ops: Vec<Op>,
    pub(super) texts: Vec<String>,
}

type Cell<'a> = Result<Value<'a>, EvalError>;

impl Program {
    /// Operations: an upper bound of what one run costs.
    #[must_use]
    pub const fn cost(&self) -> usize {
        self.ops.len()
    }

    /// Runs a condition; `read` gives the value of a field by its number.
    ///
    /// # Errors
    /// As `value`.
    pub fn run<'a>(&'a self, read: &dyn Fn(u16) -> Option<Value<'a>>) -> Result<bool, EvalError> {
        self.value(read).map(|value| value == Value::Bool(true))
    }

    /// Runs it; `read` gives the value of a field by its number.
    ///
    /// # Errors
    /// What CEL calls an error: overflow or division by zero that no `&&` or `||` absorbed.
    pub fn value<'a>(&'a self, read: &dyn Fn(u16) -> Option<Value<'a>>) -> Result<Value<'a>, EvalError> {
        let mut stack: Vec<Cell<'a>> = Vec::with_capacity(8);
        let mut place = 0;
        while let Some(op) = self.ops.get(place) {
            place += 1;
            let cell = match *op {
                Op::Bool(value) => Ok(Value::Bool(value)),
                Op::Int(value) => Ok(Value::Int(value)),
                Op::Text(at) => Ok(Value::Text(self.texts.get(usize::from(at)).map_or("", String::as_str))),
                Op::Field(slot) => read(slot).ok_or(EvalError::NoValue),
                Op::Not | Op::Negate => {
                    let inner = pop(&mut stack);
                    inner.and_then(|value| unary(*op, value))
                }
                Op::SkipIf { decided, to } => {
                    if stack.last() == Some(&Ok(Value::Bool(decided))) {
                        place = usize::from(to);
                    }
                    continue;
                }
                Op::Join { decided } => {
                    let (right, left) = (pop(&mut stack), pop(&mut stack));
                    if right == Ok(Value::Bool(decided)) { right } else { left.and(right) }
                }
                _ => {
                    let (right, left) = (pop(&mut stack), pop(&mut stack));
                    left.and_then(|left| right.and_then(|right| binary(*op, left, right)))
                }
            };
            stack.push(cell);
        }
        pop(&mut stack)
    }
}

fn pop<'a>(stack: &mut Vec<Cell<'a>>) -> Cell<'a> {
    stack.pop().unwrap_or(Err(EvalError::NoValue))
}

fn unary(op: Op, value: Value<'_>) -> Cell<'_> {
    match (op, value) {
        (Op::Not, Value::Bool(value)) => Ok(Value::Bool(!value)),
        (Op::Negate, Value::Int(value)) => value.checked_neg().map(Value::Int).ok_or(EvalError::Overflow),
        _ => Err(EvalError::NoValue),
    }
}

fn binary<'a>(op: Op, left: Value<'a>, right: Value<'a>) -> Cell<'a> {
    let order = match (left, right) {
        (Value::Int(a), Value::Int(b)) => a.cmp(&b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(&b),
        _ => return Err(EvalError::NoValue),
    };
    let compared = match op {
        Op::Equal => order.is_eq(),
        Op::NotEqual => order.is_ne(),
        Op::Less => order.is_lt(),
        Op::LessOrEqual => order.is_le(),
        Op::Greater => order.is_gt(),
        Op::GreaterOrEqual => order.is_ge(),
        _ => {
            let (Value::Int(a), Value::Int(b)) = (left, right) else {
                return Err(EvalError::NoValue);
            };
            return arithmetic(op, a, b).map(Value::Int);
        }
    };
    Ok(Value::Bool(compared))
}

fn arithmetic(op: Op, a: i64, b: i64) -> Result<i64, EvalError> {
    if b == 0 && matches!(op, Op::Divide | Op::Remainder) {
        return Err(EvalError::DivisionByZero);
    }
    match op {
        Op::Add => a.checked_add(b),
        Op::Subtract => a.checked_sub(b),
        Op::Multiply => a.checked_mul(b),
        Op::Divide => a.checked_div(b),
        Op::Remainder => a.checked_rem(b),
        _ => return Err(EvalError::NoValue),
    }
    .ok_or(EvalError::Overflow)
}
