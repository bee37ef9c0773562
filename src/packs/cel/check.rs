// SPDX-License-Identifier: MIT OR Apache-2.0
//! A tree to a program: every operator gets the types that it takes, or the rule does not load.
//!
//! In: a tree, a schema. Out: a program with what it costs at worst and which classes of data it reads.

use super::{
    CelError, MAX_COST, Program, Schema,
    operators::{Op, Order, operator},
    parser::{Node, NodeKind},
};

/// A longer rule is no rule that a person reads.
const MAX_OPS: usize = 256;

/// What an expression is, or what is at the bottom of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Base {
    /// `true` or `false`.
    Bool,
    /// 64 bits: counts, days, hundredths.
    Int,
    /// Minor units with their currency; no literal has this type.
    Money,
    /// A word.
    Text,
    /// A record of a kind.
    Record(u8),
    /// What is in `[]`.
    Unknown,
}

/// The type of an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Type {
    /// The type itself, or of what the lists hold.
    pub base: Base,
    /// How many lists are around it.
    pub lists: u8,
}

impl Type {
    /// A bool.
    pub const BOOL: Self = Self::of(Base::Bool);
    /// An int.
    pub const INT: Self = Self::of(Base::Int);
    /// Money.
    pub const MONEY: Self = Self::of(Base::Money);
    /// A string.
    pub const TEXT: Self = Self::of(Base::Text);

    /// A type that is no list.
    #[must_use]
    pub const fn of(base: Base) -> Self {
        Self { base, lists: 0 }
    }

    /// A list of it.
    #[must_use]
    pub const fn list(self) -> Self {
        Self { base: self.base, lists: self.lists.saturating_add(1) }
    }

    /// What a list holds.
    pub(super) fn item(self) -> Option<Self> {
        Some(Self { base: self.base, lists: self.lists.checked_sub(1)? })
    }

    /// The type that both have, where one may be an item of `[]`.
    pub(super) fn with(self, other: Self) -> Option<Self> {
        if self == other || other.base == Base::Unknown && other.lists <= self.lists {
            return Some(self);
        }
        (self.base == Base::Unknown && self.lists <= other.lists).then_some(other)
    }

    pub(super) const fn name(self) -> &'static str {
        match self.base {
            _ if self.lists > 0 => "a list",
            Base::Bool => "a bool",
            Base::Int => "an int",
            Base::Money => "money",
            Base::Text => "a string",
            Base::Record(_) => "a record",
            Base::Unknown => "an item of an empty list",
        }
    }
}

/// A type, and how many items it has at most where it is a list.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) kind: Type,
    pub(super) bound: u32,
}

pub(super) const fn plain(kind: Type) -> Found {
    Found { kind, bound: 0 }
}

#[inline(never)]
pub(super) fn compile(tree: &Node<'_>, schema: &dyn Schema, wanted: Type) -> Result<Program, Box<CelError>> {
    let mut checker = Checker { schema, program: Program::default(), scopes: Vec::new() };
    let found = checker.node(tree)?.kind;
    if found.with(wanted) != Some(wanted) {
        let (code, what) = match wanted {
            Type::MONEY => ("not-money", "a benefit is money, this is "),
            _ => ("not-a-condition", "a condition is a bool, this is "),
        };
        return Err(CelError::new(tree.column, code, &[what, found.name()]));
    }
    if checker.program.cost > MAX_COST {
        let message = [
            "the condition may take ",
            &(checker.program.cost as usize).to_string(),
            " steps; use fewer walks over lists",
        ];
        return Err(CelError::new(tree.column, "too-costly", &message));
    }
    Ok(checker.program)
}

pub(super) struct Checker<'a> {
    pub(super) schema: &'a dyn Schema,
    pub(super) program: Program,
    /// The names of the loops around, outermost first.
    pub(super) scopes: Vec<(&'a str, Type)>,
}

impl<'a> Checker<'a> {
    pub(super) fn emit(&mut self, op: Op, column: u32) -> Result<usize, Box<CelError>> {
        if self.program.ops.len() >= MAX_OPS {
            return Err(CelError::new(column, "too-long", &["the condition has too many operations"]));
        }
        self.program.ops.push(op);
        self.spend(1);
        Ok(self.program.ops.len() - 1)
    }

    pub(super) const fn spend(&mut self, steps: u32) {
        self.program.cost = self.program.cost.saturating_add(steps);
    }

    /// Where the next operation will stand.
    pub(super) const fn here(&self) -> u16 {
        self.program.ops.len() as u16
    }

    pub(super) fn patch(&mut self, at: usize, op: Op) {
        if let Some(slot) = self.program.ops.get_mut(at) {
            *slot = op;
        }
    }

    pub(super) fn text(&mut self, text: &str) -> u16 {
        self.program.texts.push(text.into());
        self.program.texts.len() as u16 - 1
    }

    pub(super) fn node(&mut self, node: &'a Node<'a>) -> Result<Found, Box<CelError>> {
        let column = node.column;
        let (op, found) = match &node.kind {
            NodeKind::Bool(value) => (Op::Bool(*value), plain(Type::BOOL)),
            NodeKind::Int(value) => (Op::Int(*value), plain(Type::INT)),
            NodeKind::Text(text) => (Op::Text(self.text(text)), plain(Type::TEXT)),
            NodeKind::Name(name) => return self.name(name, column),
            NodeKind::Field(of, name) => return self.field(of, name, column, false),
            NodeKind::Unary(sign, inner) => {
                let found = self.node(inner)?;
                let op = match (*sign, found.kind) {
                    ("!", Type::BOOL) => Op::Not,
                    ("-", Type::INT | Type::MONEY) => Op::Negate,
                    _ => return Err(mismatch(column, sign, found.kind, &[])),
                };
                (op, found)
            }
            NodeKind::Binary(sign @ ("&&" | "||"), left, right) => return self.logic(sign, left, right, column),
            NodeKind::Binary(sign, left, right) => {
                let (of_left, of_right) = (self.node(left)?, self.node(right)?);
                let (a, b) = (of_left.kind, of_right.kind);
                let (op, found) = operator(sign, a, b).ok_or_else(|| {
                    let hint = if (a == Type::MONEY) != (b == Type::MONEY) {
                        "; compare money with the customer's own money, not with a number"
                    } else {
                        ""
                    };
                    mismatch(column, sign, a, &[" and ", b.name(), hint])
                })?;
                let bound = of_left.bound.max(of_right.bound);
                // Lists in lists are compared item by item.
                let each = if a.lists.max(b.lists) > 1 { super::MAX_TOKENS as u32 } else { 1 };
                self.spend(bound.saturating_mul(each));
                if self.fuse(op, left, right) {
                    return Ok(plain(found));
                }
                (op, plain(found))
            }
            NodeKind::Choice(parts) => return self.choice(parts, column),
            NodeKind::List(items) => {
                let mut kind = Type::of(Base::Unknown);
                for item in items {
                    let found = self.node(item)?.kind;
                    kind =
                        kind.with(found).ok_or_else(|| mismatch(item.column, "[…]", kind, &[" and ", found.name()]))?;
                }
                (Op::List(items.len() as u16), Found { kind: kind.list(), bound: items.len() as u32 })
            }
            NodeKind::Call { name, has_target, args } => return self.call(name, *has_target, args, column),
        };
        self.emit(op, column)?;
        Ok(found)
    }

    /// What a condition mostly asks becomes one operation: a field of a root compared with a literal or another field, and
    /// a text looked for in a root. The tree says that nothing can jump in between, and that literals stand side by side.
    fn fuse(&mut self, op: Op, left: &Node<'_>, right: &Node<'_>) -> bool {
        let count = match &right.kind {
            NodeKind::Int(_) | NodeKind::Text(_) | NodeKind::Field(..) | NodeKind::Name(_) => 1,
            NodeKind::List(items) if items.iter().all(|item| matches!(item.kind, NodeKind::Text(_))) => items.len() + 1,
            _ => return false,
        };
        let ops = &mut self.program.ops;
        let Some(at) =
            ops.len().checked_sub(count + 1).filter(|_| matches!(left.kind, NodeKind::Field(..) | NodeKind::Text(_)))
        else {
            return false;
        };
        let (Some(&of), Some(&first)) = (ops.get(at), ops.get(at + 1)) else {
            return false;
        };
        let fused = match (of, op, first, Order::of(op)) {
            (Op::Read(root, slot), _, Op::Int(with), Some(order)) => Op::Test(root, slot, order, with),
            (Op::Read(root, slot), Op::Equal | Op::NotEqual, Op::Text(with), _) if count == 1 => {
                Op::Match(root, slot, matches!(op, Op::Equal), with)
            }
            (Op::Read(root, slot), Op::In, Op::Text(with), _) => Op::OneOf(root, slot, with, count as u16 - 1),
            (Op::Read(root, slot), _, Op::Read(other, with), Some(order)) => {
                Op::Compare(root, slot, order, other, with)
            }
            (Op::Text(text), Op::In, Op::Root(root), _) => Op::Among(text, root),
            _ => return false,
        };
        ops.truncate(at);
        ops.push(fused);
        self.spend(count as u32);
        true
    }

    /// A name of a loop, or else a root that is a list; a record is read by its fields only.
    fn name(&mut self, name: &str, column: u32) -> Result<Found, Box<CelError>> {
        if let Some(level) = self.scopes.iter().rposition(|scope| scope.0 == name) {
            let kind = self.scopes.get(level).map_or(Type::BOOL, |scope| scope.1);
            self.emit(Op::Item(level as u8), column)?;
            // An item that is itself a list came out of a literal, or of a walk that was paid for.
            let bound = if kind.lists > 0 { super::MAX_TOKENS as u32 } else { 0 };
            return Ok(Found { kind, bound });
        }
        match self.schema.root(name) {
            Some(root) if root.found.lists > 0 => {
                self.program.classes |= root.classes;
                self.emit(Op::Root(root.slot), column)?;
                Ok(Found { kind: root.found, bound: root.bound })
            }
            Some(_) => Err(CelError::new(column, "unknown-name", &["write a field behind it: `", name, ".…`"])),
            None => {
                let known = self.schema.names(None);
                Err(CelError::new(column, "unknown-name", &["`", name, "` is not known; known: ", &known]))
            }
        }
    }

    /// `of.name`, or whether it is there.
    pub(super) fn field(
        &mut self,
        of: &'a Node<'a>,
        name: &str,
        column: u32,
        asks: bool,
    ) -> Result<Found, Box<CelError>> {
        let mut root = None;
        if let NodeKind::Name(of) = of.kind
            && self.scopes.iter().all(|scope| scope.0 != of)
        {
            root = self.schema.root(of).filter(|root| root.found.lists == 0);
        }
        let kind = match root {
            Some(root) => root.found,
            None => self.node(of)?.kind,
        };
        let Base::Record(record) = (if kind.lists == 0 { kind.base } else { Base::Unknown }) else {
            return Err(mismatch(column, ".", kind, &["; only records have fields"]));
        };
        let field = self.schema.field(record, name).ok_or_else(|| {
            let known = self.schema.names(Some(record));
            CelError::new(column, "unknown-field", &["`", name, "` is not known here; known: ", &known])
        })?;
        self.program.classes |= field.classes | root.map_or(0, |root| root.classes);
        if asks && !field.optional {
            return Err(CelError::new(column, "always-there", &["`", name, "` is always there; `has` asks nothing"]));
        }
        match root {
            Some(root) if asks => self.emit(Op::HasRead(root.slot, field.slot), column)?,
            Some(root) => self.emit(Op::Read(root.slot, field.slot), column)?,
            None if asks => self.emit(Op::Has(field.slot), column)?,
            None => self.emit(Op::Field(field.slot), column)?,
        };
        Ok(plain(if asks { Type::BOOL } else { field.found }))
    }

    /// `a && b`: a; skip b if a decides; b; join.
    fn logic(
        &mut self,
        sign: &str,
        left: &'a Node<'a>,
        right: &'a Node<'a>,
        column: u32,
    ) -> Result<Found, Box<CelError>> {
        let decided = sign == "||";
        let first = self.node(left)?.kind;
        let skip = self.emit(Op::SkipIf { decided, to: 0 }, column)?;
        let second = self.node(right)?.kind;
        if first.with(Type::BOOL) != Some(Type::BOOL) || second.with(Type::BOOL) != Some(Type::BOOL) {
            return Err(mismatch(column, sign, first, &[" and ", second.name()]));
        }
        self.emit(Op::Join { decided }, column)?;
        let to = self.here();
        self.patch(skip, Op::SkipIf { decided, to });
        Ok(plain(Type::BOOL))
    }

    /// `a ? b : c`: a; choose; b; jump to the end; c.
    fn choice(&mut self, parts: &'a [Node<'a>; 3], column: u32) -> Result<Found, Box<CelError>> {
        let [question, first, second] = parts;
        let asked = self.node(question)?.kind;
        if asked.with(Type::BOOL) != Some(Type::BOOL) {
            return Err(mismatch(column, "?", asked, &["; it takes a bool"]));
        }
        let choose = self.emit(Op::Jump(0), column)?;
        let one = self.node(first)?;
        let jump = self.emit(Op::Jump(0), column)?;
        let other = self.here();
        let two = self.node(second)?;
        let kind = one.kind.with(two.kind);
        let kind = kind.ok_or_else(|| mismatch(column, "? :", one.kind, &[" and ", two.kind.name()]))?;
        let end = self.here();
        self.patch(choose, Op::Choose { other, end });
        self.patch(jump, Op::Jump(end));
        Ok(Found { kind, bound: one.bound.max(two.bound) })
    }
}

#[inline(never)]
pub(super) fn mismatch(column: u32, sign: &str, found: Type, rest: &[&str]) -> Box<CelError> {
    let mut error = CelError::new(column, "type-mismatch", &["`", sign, "` does not take ", found.name()]);
    for part in rest {
        error.message.push_str(part);
    }
    error
}
