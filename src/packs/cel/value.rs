// SPDX-License-Identifier: MIT OR Apache-2.0
//! What conditions compute with, and what becomes of two values.
//!
//! In: checked values. Out: a value, or the error that CEL calls for. Invariants: nothing wraps; amounts of two
//! currencies are never compared, added or divided: that is an error as dividing by zero is.

use core::cmp::Ordering;

use super::operators::{Op, Order};
use crate::types::Currency;

/// A value on the stack.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value<'a> {
    /// A bool.
    Bool(bool),
    /// A count, days, hundredths.
    Int(i64),
    /// Minor units.
    Money(i64, Currency),
    /// A word.
    Text(&'a str),
    /// A record: its kind, and its place in its list.
    Record(u8, u32),
    /// A list that the condition made: where it begins among the machine's items, and how long it is.
    List(u32, u32),
    /// A list that the environment has: its number, and how long it is.
    Root(u8, u32),
}

/// Why a condition has no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EvalError {
    /// Past 64 bits.
    Overflow,
    /// Division or remainder by zero.
    DivisionByZero,
    /// The record has no such field.
    NoValue,
    /// Amounts of two currencies.
    Currencies,
}

/// A value, or why there is none.
pub(super) type Cell<'a> = Result<Value<'a>, EvalError>;

/// How two values stand that are no lists.
pub(super) fn compare(left: Value<'_>, right: Value<'_>) -> Result<Ordering, EvalError> {
    Ok(match (left, right) {
        (Value::Money(_, one), Value::Money(_, other)) if one != other => return Err(EvalError::Currencies),
        (Value::Int(a) | Value::Money(a, _), Value::Int(b) | Value::Money(b, _)) => a.cmp(&b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(&b),
        _ => return Err(EvalError::NoValue),
    })
}

/// An operator between two values that are no lists.
pub(super) fn binary<'a>(op: Op, left: Value<'a>, right: Value<'a>) -> Cell<'a> {
    let order = compare(left, right)?;
    if let Some(wanted) = Order::of(op) {
        return Ok(Value::Bool(wanted.holds(order)));
    }
    let (a, b, currency) = match (left, right) {
        (Value::Int(a), Value::Int(b)) => (a, b, None),
        (Value::Money(a, currency), Value::Int(b) | Value::Money(b, _))
        | (Value::Int(a), Value::Money(b, currency)) => (a, b, Some(currency)),
        _ => return Err(EvalError::NoValue),
    };
    let value = arithmetic(op, a, b)?;
    // Money over money is a count.
    let is_ratio = matches!((op, right), (Op::Divide, Value::Money(..)));
    Ok(match currency {
        Some(currency) if !is_ratio => Value::Money(value, currency),
        _ => Value::Int(value),
    })
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

/// `!` or `-`.
pub(super) fn unary(op: Op, value: Value<'_>) -> Cell<'_> {
    match (op, value) {
        (Op::Not, Value::Bool(value)) => Ok(Value::Bool(!value)),
        (Op::Negate, Value::Int(value)) => value.checked_neg().map(Value::Int).ok_or(EvalError::Overflow),
        (Op::Negate, Value::Money(value, currency)) => {
            value.checked_neg().map(|value| Value::Money(value, currency)).ok_or(EvalError::Overflow)
        }
        _ => Err(EvalError::NoValue),
    }
}
