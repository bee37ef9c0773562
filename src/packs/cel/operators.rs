// SPDX-License-Identifier: MIT OR Apache-2.0
//! Operations of a program, and which operator takes which types.

use core::cmp::Ordering;

use super::check::{Base, Type};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Op {
    Bool(bool),
    Int(i64),
    Text(u16),
    /// A root that is a list.
    Root(u8),
    /// A field of a root that is a record.
    Read(u8, u8),
    /// Whether it is there.
    HasRead(u8, u8),
    /// A field of a root compared with an int: most of what conditions ask, in one step.
    Test(u8, u8, Order, i64),
    /// A field of a root compared with a text for being equal, or not.
    Match(u8, u8, bool, u16),
    /// A field of a root looked for among so many texts, from one on.
    OneOf(u8, u8, u16, u16),
    /// Two fields of roots compared.
    Compare(u8, u8, Order, u8, u8),
    /// A text looked for in a root that is a list.
    Among(u16, u8),
    /// The item of a loop, by its level.
    Item(u8),
    /// A field of the record on top.
    Field(u8),
    /// Whether it is there.
    Has(u8),
    /// So many items become a list.
    List(u16),
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
    /// Whether a list has an item.
    In,
    Size,
    Contains,
    StartsWith,
    EndsWith,
    /// How often an event happened in so many days.
    Count(u16, u16),
    /// Goes on at `to` and keeps the top if it is `decided`.
    SkipIf {
        decided: bool,
        to: u16,
    },
    /// Joins two sides of `&&` (`decided` false) or `||` (`decided` true), absorbing errors.
    Join {
        decided: bool,
    },
    /// Takes a bool: true goes on, false goes on at the place, an error stays and skips both branches.
    Choose {
        other: u16,
        end: u16,
    },
    Jump(u16),
    /// Takes a list and begins a loop over it, or goes on at the place if there is none.
    Enter(Macro, u16),
    /// Takes what the body gave for an item, and goes back to the place for the next.
    Next(u16),
}

impl Op {
    /// Whether it takes nothing and gives a bool.
    pub(super) const fn is_question(&self) -> bool {
        matches!(
            self,
            Self::Bool(_)
                | Self::Test(..)
                | Self::Match(..)
                | Self::OneOf(..)
                | Self::Compare(..)
                | Self::Among(..)
                | Self::HasRead(..)
        )
    }
}

/// How two values may stand: a bit each for less, equal and greater.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Order(u8);

impl Order {
    pub(super) const fn of(op: Op) -> Option<Self> {
        Some(Self(match op {
            Op::Less => 1,
            Op::Equal => 2,
            Op::LessOrEqual => 3,
            Op::Greater => 4,
            Op::NotEqual => 5,
            Op::GreaterOrEqual => 6,
            _ => return None,
        }))
    }

    pub(super) const fn holds(self, order: Ordering) -> bool {
        self.0 >> (order as i8 + 1) & 1 == 1
    }
}

/// What a loop makes of what its body gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Macro {
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
}

/// The macros by their names.
pub(super) const MACROS: [(&str, Macro); 5] = [
    ("all", Macro::All),
    ("exists", Macro::Exists),
    ("exists_one", Macro::ExistsOne),
    ("filter", Macro::Filter),
    ("map", Macro::Map),
];

/// The operation of each sign between two values.
const OPERATORS: [(&str, Op); 12] = [
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
    ("in", Op::In),
];

/// The operation of a sign over two types, and what comes out.
pub(super) fn operator(sign: &str, a: Type, b: Type) -> Option<(Op, Type)> {
    let op = OPERATORS.iter().find(|known| known.0 == sign)?.1;
    if matches!(op, Op::In) {
        let item = b.item().and_then(|item| item.with(a))?;
        return (!matches!(item.base, Base::Record(_))).then_some((op, Type::BOOL));
    }
    let (int, money) = (Type::INT, Type::MONEY);
    // An item of `[]` is of whatever type is asked for.
    let same = a.with(b);
    let is_number = same == Some(int) || same == Some(money);
    let is_plain = same.is_some_and(|found| found.lists == 0 && !matches!(found.base, Base::Record(_)));
    let found = match op {
        Op::Equal | Op::NotEqual if same.is_some_and(|found| !matches!(found.base, Base::Record(_))) => Type::BOOL,
        Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual if is_plain => Type::BOOL,
        Op::Add | Op::Subtract if is_number => same?,
        Op::Multiply | Op::Divide | Op::Remainder if same == Some(int) => int,
        Op::Divide if same == Some(money) => int,
        Op::Multiply | Op::Divide if a == money && b == int => money,
        Op::Multiply if a == int && b == money => money,
        _ => return None,
    };
    Some((op, found))
}
