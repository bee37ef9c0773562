// SPDX-License-Identifier: MIT OR Apache-2.0
//! A tree to a program: every operator gets the types that it takes, or the rule does not load.

use super::{
    CelError, Program, Schema,
    parser::{Node, NodeKind},
    program::Op,
};

/// A longer rule is no rule that a person reads; the bound is also the bound of its cost.
const MAX_OPS: usize = 256;

/// The type of an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    /// `true` or `false`.
    Bool,
    /// 64 bits: counts, days, hundredths.
    Int,
    /// Minor units of the customer's own money; no literal has this type.
    Money,
    /// A word.
    Text,
}

impl Type {
    const fn name(self) -> &'static str {
        match self {
            Self::Bool => "a bool",
            Self::Int => "an int",
            Self::Money => "money",
            Self::Text => "a string",
        }
    }
}

pub(super) fn compile(tree: &Node<'_>, schema: &dyn Schema, wanted: Type) -> Result<Program, CelError> {
    let mut checker = Checker { schema, program: Program::default() };
    let found = checker.node(tree)?;
    if found != wanted {
        let (code, what) = match wanted {
            Type::Money => ("not-money", "a benefit is money, this is "),
            _ => ("not-a-condition", "a condition is a bool, this is "),
        };
        return Err(CelError::new(tree.column, code, &[what, found.name()]));
    }
    Ok(checker.program)
}

struct Checker<'a> {
    schema: &'a dyn Schema,
    program: Program,
}

impl Checker<'_> {
    fn emit(&mut self, op: Op, column: u32) -> Result<usize, CelError> {
        if self.program.ops.len() >= MAX_OPS {
            return Err(CelError::new(column, "too-long", &["the condition has too many operations"]));
        }
        self.program.ops.push(op);
        Ok(self.program.ops.len() - 1)
    }

    fn node(&mut self, node: &Node<'_>) -> Result<Type, CelError> {
        let column = node.column;
        Ok(match &node.kind {
            NodeKind::Bool(value) => {
                self.emit(Op::Bool(*value), column)?;
                Type::Bool
            }
            NodeKind::Int(value) => {
                self.emit(Op::Int(*value), column)?;
                Type::Int
            }
            NodeKind::Text(text) => {
                let place = self.program.texts.len() as u16;
                self.program.texts.push((*text).into());
                self.emit(Op::Text(place), column)?;
                Type::Text
            }
            NodeKind::Field(record, field) => {
                let (slot, found) = self.schema.field(record, field).ok_or_else(|| {
                    let known = self.schema.names();
                    let message = ["`", record, ".", field, "` is not known here; known: ", &known];
                    CelError::new(column, "unknown-field", &message)
                })?;
                self.emit(Op::Field(slot), column)?;
                found
            }
            NodeKind::Unary(sign, inner) => self.unary(sign, inner, column)?,
            NodeKind::Binary(sign @ ("&&" | "||"), left, right) => self.logic(sign, left, right, column)?,
            NodeKind::Binary(sign, left, right) => {
                let (a, b) = (self.node(left)?, self.node(right)?);
                let (op, found) = operator(sign, a, b).ok_or_else(|| {
                    let hint = if (a == Type::Money) != (b == Type::Money) {
                        "; compare money with the customer's own money, not with a number"
                    } else {
                        ""
                    };
                    mismatch(column, sign, a, &[" and ", b.name(), hint])
                })?;
                self.emit(op, column)?;
                found
            }
        })
    }

    fn unary(&mut self, sign: &str, inner: &Node<'_>, column: u32) -> Result<Type, CelError> {
        let found = self.node(inner)?;
        let op = match (sign, found) {
            ("!", Type::Bool) => Op::Not,
            ("-", Type::Int | Type::Money) => Op::Negate,
            _ => return Err(mismatch(column, sign, found, &[])),
        };
        self.emit(op, column)?;
        Ok(found)
    }

    /// `a && b`: a; skip b if a decides; b; join.
    fn logic(&mut self, sign: &str, left: &Node<'_>, right: &Node<'_>, column: u32) -> Result<Type, CelError> {
        let deciding = sign == "||";
        let first = self.node(left)?;
        let skip = self.emit(Op::SkipIf { decided: deciding, to: 0 }, column)?;
        let second = self.node(right)?;
        if (first, second) != (Type::Bool, Type::Bool) {
            return Err(mismatch(column, sign, first, &[" and ", second.name()]));
        }
        let end = self.emit(Op::Join { decided: deciding }, column)? + 1;
        if let Some(op) = self.program.ops.get_mut(skip) {
            *op = Op::SkipIf { decided: deciding, to: end as u16 };
        }
        Ok(Type::Bool)
    }
}

#[inline(never)]
fn mismatch(column: u32, sign: &str, found: Type, rest: &[&str]) -> CelError {
    let mut error = CelError::new(column, "type-mismatch", &["`", sign, "` does not take ", found.name()]);
    for part in rest {
        error.message.push_str(part);
    }
    error
}

/// The operation of each sign between two values.
const OPERATORS: [(&str, Op); 11] = [
    ("==", Op::Equal),
    ("!=", Op::NotEqual),
    ("<", Op::Less),
    ("<=", Op::LessOrEqual),
    (">", Op::Greater),
    (">=", Op::GreaterOrEqual),
    ("+", Op::Add),
    ("-", Op::Subtract),
    ("*", Op::Multiply),
    ("/", Op::Divide),
    ("%", Op::Remainder),
];

/// The operation of a sign over two types, and what comes out.
fn operator(sign: &str, a: Type, b: Type) -> Option<(Op, Type)> {
    use Type::{Bool, Int, Money};
    let op = OPERATORS.iter().find(|known| known.0 == sign)?.1;
    let found = match op {
        Op::Equal | Op::NotEqual if a == b => Bool,
        Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual if a == b && a != Bool => Bool,
        Op::Add | Op::Subtract if a == b && matches!(a, Int | Money) => a,
        Op::Multiply | Op::Divide | Op::Remainder => match (op, a, b) {
            (_, Int, Int) | (Op::Divide, Money, Money) => Int,
            (Op::Multiply | Op::Divide, Money, Int) | (Op::Multiply, Int, Money) => Money,
            _ => return None,
        },
        _ => return None,
    };
    Some((op, found))
}
