// SPDX-License-Identifier: MIT OR Apache-2.0
//! A closed, typed subset of CEL: text in, a checked program out, a value or an error when it runs.
//!
//! In: a condition as text and the schema of what it may read. Out: `Program`. May use: types, error.
//! Invariants: a program that was checked cannot meet a type that it does not expect; its cost is the
//! number of its operations, known at load; overflow and division by zero are errors, never wrapped.
//! Today: literals, fields, `! - + * / % < <= > >= == != && ||` and brackets. `&&` and `||` absorb errors
//! as CEL says: a side that decides wins over an error on the other.
//! Deliberately absent: doubles, timestamps, `dyn`, money literals.
//!
//! How to add an operator: 1. its token in `lexer.rs`; 2. its place in the grammar in `parser.rs`; 3. its
//! types in `check.rs`; 4. its operation in `program.rs`; 5. cases in `tests.rs`.

mod check;
mod lexer;
mod parser;
mod program;

pub use check::Type;
pub use program::{EvalError, Program, Value};

/// Fields that a condition may read: each has a number for the program and a type.
pub trait Schema {
    /// The number and type of `record.field`.
    fn field(&self, record: &str, field: &str) -> Option<(u16, Type)>;
    /// What may be read, for the hint of a diagnostic.
    fn names(&self) -> String;
}

/// A fault of a condition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CelError {
    /// Column in characters, from 1.
    pub column: u32,
    /// Stable, in `kebab-case`.
    pub code: &'static str,
    /// What is wrong, with a hint.
    pub message: String,
}

impl CelError {
    /// The parts of the message stand one after the other.
    #[inline(never)]
    fn new(column: u32, code: &'static str, parts: &[&str]) -> Self {
        let mut message = String::new();
        for part in parts {
            message.push_str(part);
        }
        Self { column, code, message }
    }
}

/// A longer rule is no rule that a person reads; it also bounds the depth of the tree.
const MAX_TOKENS: usize = 400;

/// Compiles a text that must be of a type: a condition is a bool, a benefit is money.
///
/// # Errors
/// The first fault, with its column.
pub fn compile(source: &str, schema: &dyn Schema, wanted: Type) -> Result<Program, CelError> {
    let tokens = lexer::lex(source)?;
    if let Some((_, column)) = tokens.get(MAX_TOKENS) {
        return Err(CelError::new(*column, "too-long", &["the condition is too long"]));
    }
    let tree = parser::parse(&tokens)?;
    check::compile(&tree, schema, wanted)
}

#[cfg(test)]
mod tests;
