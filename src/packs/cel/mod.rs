// SPDX-License-Identifier: MIT OR Apache-2.0
//! A closed, typed subset of CEL: text in, a checked program out, a value or an error when it runs.
//!
//! In: a condition as text and the schema of what it may read. Out: `Program`. May use: types, error.
//! Invariants: a program that was checked cannot meet a type that it does not expect; its cost at worst is
//! known at load and bounded; overflow and division by zero are errors, never wrapped; `&&`, `||`, `all` and
//! `exists` absorb errors as CEL says: a side that decides wins over an error on the other.
//! The subset: bool, int, money as a unit over int, string, lists, records with declared fields; `! - + * / %
//! < <= > >= == != in && || ?:`, `has` on optional fields, `size contains startsWith endsWith`, the macros
//! `all exists exists_one filter map`, and `count(event, days)`.
//! Deliberately absent: doubles, timestamps, maps, `dyn`, money literals, regular expressions.
//!
//! How to add an operator: 1. its token in `lexer.rs`; 2. its place in the grammar in `parser.rs`; 3. its
//! types in `check.rs` or `operators.rs`; 4. its operation in `program.rs`; 5. cases in `tests.rs`.

mod calls;
mod check;
mod lexer;
mod operators;
mod parser;
mod program;
mod rules;
mod value;

pub use check::{Base, Type};
pub use program::{Machine, Program};
pub use rules::Rules;
pub use value::{EvalError, Value};

/// A name that a condition may begin with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Root {
    /// Its number for the program.
    pub slot: u8,
    /// A record, or a list.
    pub found: Type,
    /// The most items that the list ever has.
    pub bound: u32,
    /// The classes of data that it is made of, a bit each.
    pub classes: u8,
}

/// A field of a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its number for the program.
    pub slot: u8,
    /// Its type.
    pub found: Type,
    /// Whether a record may lack it: then `has` can ask.
    pub optional: bool,
    /// The classes of data that it is made of, a bit each.
    pub classes: u8,
}

/// What a condition may read.
pub trait Schema {
    /// What a name stands for.
    fn root(&self, name: &str) -> Option<Root>;
    /// A field of a kind of record.
    fn field(&self, record: u8, name: &str) -> Option<Field>;
    /// Whether events of this name are counted, and the classes of data that counting reads.
    fn event(&self, name: &str) -> Option<u8>;
    /// The roots, or the fields of a kind of record, for the hint of a diagnostic.
    fn names(&self, record: Option<u8>) -> String;
}

/// The values that a condition reads while it runs.
pub trait Environment<'a> {
    /// A field of the record at a place of its list; a root that is a record has the place 0.
    fn field(&self, record: u8, place: u32, slot: u8) -> Option<Value<'a>>;
    /// The first fields of the root 0 where they lie side by side, so that most questions need no call.
    fn row(&self) -> &[Option<Value<'a>>] {
        &[]
    }
    /// Whether it is there; `None` where that is not known.
    fn has(&self, record: u8, place: u32, slot: u8) -> Option<bool> {
        Some(self.field(record, place, slot).is_some())
    }
    /// How many items a root has.
    fn length(&self, root: u8) -> Option<u32>;
    /// An item of a root.
    fn item(&self, root: u8, place: u32) -> Option<Value<'a>>;
    /// How often an event happened in the last so many civil days.
    fn count(&self, event: &str, days: u16) -> Option<i64>;
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
    /// The parts of the message stand one after the other. In a box: what carries a fault is moved often.
    #[inline(never)]
    fn new(column: u32, code: &'static str, parts: &[&str]) -> Box<Self> {
        let mut message = String::new();
        for part in parts {
            message.push_str(part);
        }
        Box::new(Self { column, code, message })
    }
}

/// A longer rule is no rule that a person reads; it also bounds the depth of the tree.
const MAX_TOKENS: usize = 400;

/// The most steps that one run of a condition may take: a walk over all series is some thousands.
pub const MAX_COST: u32 = 20_000;

/// Compiles an expression, which must have the wanted type; a condition is a `Type::BOOL`.
///
/// # Errors
/// The first fault, with its column.
pub fn compile(source: &str, schema: &dyn Schema, wanted: Type) -> Result<Program, Box<CelError>> {
    let tokens = lexer::lex(source)?;
    if let Some((_, column)) = tokens.get(MAX_TOKENS) {
        return Err(CelError::new(*column, "too-long", &["the condition is too long"]));
    }
    let tree = parser::parse(&tokens)?;
    check::compile(&tree, schema, wanted)
}

#[cfg(test)]
mod tests;
