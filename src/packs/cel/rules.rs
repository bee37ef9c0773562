// SPDX-License-Identifier: MIT OR Apache-2.0
//! Many conditions as one flat list of tests and jumps: all that are about one record are asked in one pass.
//!
//! In: checked conditions, each with its number. Out: the numbers of those that may hold. Invariants: of a condition that is
//! questions joined by `&&`, `||` and `!`, it says what the machine says; any other may hold; nothing that a condition came
//! to is remembered. Why a list of jumps suffices: a condition holds only if it is true, so what errs counts as whatever
//! lets it hold the least, which is false, or true below an odd number of `!`. What all conditions of a list want to be at
//! most something is told beside it, so that whoever asks need not tell everything of a record that is past it.

use core::cmp::Ordering;

use super::{Environment, Program, Value, operators::Op, program::ask};

/// What a question comes to, besides false and true.
const ERROR: u8 = 2;

/// A question and, for each thing that it may come to, a bit that says whether to go to `to`. `Op::Jump` is no question: a
/// condition holds, or where a bit is set may hold, and its number is in `to`.
#[derive(Clone, Debug)]
struct Step {
    op: Op,
    jumps: u8,
    to: u32,
}

/// Where an expression goes when it is true, and when it is false, counted from the end of its condition.
#[derive(Clone, Copy)]
struct Context {
    goes: [u32; 2],
    /// What an error counts as.
    error: bool,
}

/// See the door plate.
#[derive(Debug, Default)]
pub struct Rules {
    steps: Vec<Step>,
    texts: Vec<String>,
    /// Fields of the record that every condition wants to be no more than something, each with the most.
    most: Vec<(u8, i64)>,
}

impl Rules {
    /// Adds a condition behind the others.
    pub fn add(&mut self, number: u32, program: &Program) {
        let mut made = Vec::with_capacity(program.ops.len() + 1);
        made.push(Step { op: Op::Jump(0), jumps: 0, to: number });
        // Texts are named by 16 bits; whoever comes too late for one is asked by the machine.
        if self.texts.len() + program.texts.len() > usize::from(u16::MAX)
            || translate(program, self.texts.len() as u16, &mut made).is_none()
        {
            made.truncate(1);
            if let Some(end) = made.first_mut() {
                end.jumps = 1;
            }
        } else {
            self.texts.extend_from_slice(&program.texts);
        }
        let most = bounds(&made);
        if self.steps.is_empty() {
            self.most = most;
        } else {
            self.most.retain_mut(|(slot, bound)| {
                let other = most.iter().find(|known| known.0 == *slot);
                other.inspect(|known| *bound = known.1.max(*bound)).is_some()
            });
        }
        let end = (self.steps.len() + made.len()) as u32;
        while let Some(mut step) = made.pop() {
            if !matches!(step.op, Op::Jump(_)) {
                step.to = end - step.to;
            }
            self.steps.push(step);
        }
    }

    /// What a field of the record is at most where any condition holds, as far as all of them tell.
    pub fn at_most(&self, slot: u8) -> Option<i64> {
        if self.steps.is_empty() {
            return Some(i64::MIN);
        }
        self.most.iter().find(|known| known.0 == slot).map(|known| known.1)
    }

    /// Hands the numbers of the conditions that may hold to `found`, in the order in which they were added, and whether
    /// each does.
    pub fn ask<'a>(&self, env: &dyn Environment<'a>, found: &mut dyn FnMut(u32, bool)) {
        let (mut place, row) = (0, env.row());
        while let Some(step) = self.steps.get(place) {
            place = place.wrapping_add(1);
            let answer = match step.op {
                // Most of what is asked, without a call.
                Op::Test(0, slot, wanted, with) => match row.get(usize::from(slot)) {
                    Some(Some(Value::Int(value))) => u8::from(wanted.holds(value.cmp(&with))),
                    Some(_) => ERROR,
                    None => self.answer(&step.op, row, env),
                },
                Op::Jump(_) => {
                    found(step.to, step.jumps == 0);
                    continue;
                }
                _ => self.answer(&step.op, row, env),
            };
            if step.jumps >> answer & 1 == 1 {
                place = step.to as usize;
            }
        }
    }

    /// How many questions there are.
    #[cfg(test)]
    pub(super) fn asks(&self) -> usize {
        self.steps.iter().filter(|step| !matches!(step.op, Op::Jump(_))).count()
    }

    fn answer<'a>(&self, op: &Op, row: &[Option<Value<'a>>], env: &dyn Environment<'a>) -> u8 {
        ask(&self.texts, op, row, env).map_or(ERROR, u8::from)
    }
}

/// The fields that a condition wants to be no more than something: what it asks first, where it is false unless that is true.
fn bounds(made: &[Step]) -> Vec<(u8, i64)> {
    let mut most: Vec<(u8, i64)> = Vec::new();
    for step in made.iter().rev().take_while(|step| step.to == 0 && step.jumps == 1 | 1 << ERROR) {
        if let Op::Test(0, slot, wanted, with) = step.op
            && !wanted.holds(Ordering::Greater)
            && most.iter().all(|known| known.0 != slot)
        {
            most.push((slot, with));
        }
    }
    most
}

/// Puts the steps of a condition behind the one that says that it holds, the last first; `None` for what is no question.
/// From the last operation to the first, so that the places to go to are known: what stands behind is made already.
fn translate(program: &Program, texts: u16, made: &mut Vec<Step>) -> Option<()> {
    // To be false is to go past the end.
    let mut waiting = vec![Context { goes: [0, 1], error: false }];
    for op in program.ops.iter().rev() {
        let context = waiting.pop()?;
        let Context { goes: [no, yes], error } = context;
        let op = match *op {
            Op::Not => {
                waiting.push(Context { goes: [yes, no], error: !error });
                continue;
            }
            // The right side decides like the whole; the left one waits until its place is known.
            Op::Join { .. } => {
                waiting.push(context);
                waiting.push(context);
                continue;
            }
            Op::SkipIf { decided, .. } => {
                let here = made.len() as u32;
                waiting.push(Context { goes: if decided { [here, yes] } else { [no, here] }, error });
                continue;
            }
            Op::Match(root, slot, equal, with) => Op::Match(root, slot, equal, texts + with),
            Op::OneOf(root, slot, first, count) => Op::OneOf(root, slot, texts + first, count),
            Op::Among(text, root) => Op::Among(texts + text, root),
            op if op.is_question() => op,
            _ => return None,
        };
        // One of the two is what comes next.
        let when = yes != made.len() as u32;
        let jumps = 1 << u8::from(when) | u8::from(error == when) << ERROR;
        made.push(Step { op, jumps, to: if when { yes } else { no } });
    }
    Some(())
}
