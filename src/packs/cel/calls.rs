// SPDX-License-Identifier: MIT OR Apache-2.0
//! Functions and macros: what each takes, and the loop that a macro becomes.
//!
//! Invariant: a loop goes over a list whose length is bounded, and counts its body that often.

use super::{
    CelError,
    check::{Base, Checker, Found, Type, mismatch, plain},
    operators::{MACROS, Macro, Op},
    parser::{Node, NodeKind},
};

/// The functions over two strings.
const TEXTS: [(&str, Op); 3] = [("contains", Op::Contains), ("startsWith", Op::StartsWith), ("endsWith", Op::EndsWith)];

/// The longest window of `count`.
const MAX_DAYS: i64 = 3660;

impl<'a> Checker<'a> {
    pub(super) fn call(
        &mut self,
        name: &'a str,
        has_target: bool,
        args: &'a [Node<'a>],
        column: u32,
    ) -> Result<Found, Box<CelError>> {
        match (name, has_target, args) {
            ("has", false, [Node { kind: NodeKind::Field(of, field), column }]) => self.field(of, field, *column, true),
            ("size", _, [of]) => {
                let found = self.node(of)?.kind;
                if found.lists == 0 && !matches!(found.base, Base::Text | Base::Unknown) {
                    return Err(mismatch(column, name, found, &["; it takes a list or a string"]));
                }
                self.emit(Op::Size, column)?;
                Ok(plain(Type::INT))
            }
            ("count", false, [event, days]) => self.count(event, days),
            (_, true, [text, part]) if TEXTS.iter().any(|known| known.0 == name) => {
                for side in [text, part] {
                    let found = self.node(side)?.kind;
                    if found.with(Type::TEXT) != Some(Type::TEXT) {
                        return Err(mismatch(side.column, name, found, &["; it takes strings"]));
                    }
                }
                let op = TEXTS.iter().find(|known| known.0 == name).map_or(Op::Contains, |known| known.1);
                self.spend(8);
                self.emit(op, column)?;
                Ok(plain(Type::BOOL))
            }
            (_, true, [list, Node { kind: NodeKind::Name(item), .. }, rest @ ..]) if !rest.is_empty() => {
                let found = MACROS.iter().find(|known| known.0 == name).map(|known| known.1);
                match (found, rest) {
                    (Some(found), [body]) => {
                        let over = self.node(list)?;
                        self.walk(found, over, item, body, column)
                    }
                    // Mapping what a condition holds for: the two walks in one.
                    (Some(Macro::Map), [condition, body]) => {
                        let over = self.node(list)?;
                        let over = self.walk(Macro::Filter, over, item, condition, column)?;
                        self.walk(Macro::Map, over, item, body, column)
                    }
                    _ => Err(unknown(name, column)),
                }
            }
            _ => Err(unknown(name, column)),
        }
    }

    /// Enter; the body; next. The list stands on the stack already.
    fn walk(
        &mut self,
        found: Macro,
        over: Found,
        item: &'a str,
        body: &'a Node<'a>,
        column: u32,
    ) -> Result<Found, Box<CelError>> {
        let kind = over.kind.item().or((over.kind.base == Base::Unknown).then_some(over.kind));
        let kind = kind.ok_or_else(|| mismatch(column, "macro", over.kind, &["; it walks over a list"]))?;
        let enter = self.emit(Op::Enter(found, 0), column)?;
        let before = self.program.cost;
        self.scopes.push((item, kind));
        let start = self.here();
        let made = self.node(body)?.kind;
        self.scopes.pop();
        if found != Macro::Map && made.with(Type::BOOL) != Some(Type::BOOL) {
            return Err(mismatch(body.column, "macro", made, &["; its condition is a bool"]));
        }
        self.emit(Op::Next(start), column)?;
        let once = self.program.cost.saturating_sub(before);
        self.program.cost = before.saturating_add(once.saturating_mul(over.bound));
        let end = self.here();
        self.patch(enter, Op::Enter(found, end));
        Ok(match found {
            Macro::All | Macro::Exists | Macro::ExistsOne => plain(Type::BOOL),
            Macro::Filter => over,
            Macro::Map => Found { kind: made.list(), bound: over.bound },
        })
    }

    fn count(&mut self, event: &Node<'_>, days: &Node<'_>) -> Result<Found, Box<CelError>> {
        let NodeKind::Text(name) = event.kind else {
            return Err(CelError::new(event.column, "not-an-event", &["`count` takes the name of an event in quotes"]));
        };
        let window = match days.kind {
            NodeKind::Int(window @ 1..=MAX_DAYS) => window as u16,
            _ => return Err(CelError::new(days.column, "out-of-range", &["`count` takes 1 to 3660 days"])),
        };
        let Some(classes) = self.schema.event(name) else {
            let message = ["`", name, "` is no event: write `<nudge or topic>.<response>`"];
            return Err(CelError::new(event.column, "unknown-event", &message));
        };
        self.program.classes |= classes;
        let text = self.text(name);
        self.spend(64);
        self.emit(Op::Count(text, window), event.column)?;
        Ok(plain(Type::INT))
    }
}

#[inline(never)]
fn unknown(name: &str, column: u32) -> Box<CelError> {
    let known = "; known: has(record.field), size(…), count('event', days), contains, startsWith, endsWith, \
                 all, exists, exists_one, filter, map";
    CelError::new(column, "unknown-function", &["`", name, "` does not exist or takes other arguments", known])
}
