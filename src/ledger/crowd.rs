// SPDX-License-Identifier: MIT OR Apache-2.0
//! Texts that found no slot near to where their hashes say: who writes a text chooses its hash, too.
//!
//! In: texts by place. Out: the place of a text. A tree of the bits in which texts differ first. Invariant: a look takes no
//! more steps than the text has bits, whatever others stand there.

use super::ids::Id;

/// A byte is told by nine bits: whether there is one, and its own.
const BITS: usize = 9;

#[derive(Clone, Copy, Debug)]
enum Link {
    Text(usize),
    Node(usize),
}

/// Where texts differ that are alike before.
#[derive(Clone, Debug)]
struct Node {
    bit: usize,
    without: Link,
    with: Link,
    /// The place of any text below.
    place: usize,
}

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub(super) struct Crowd {
    nodes: Vec<Node>,
    root: Option<Link>,
}

impl Crowd {
    /// The place of the only text that may be this one.
    pub(super) fn near(&self, text: Id<'_>) -> Option<usize> {
        let mut link = self.root?;
        loop {
            let node = match link {
                Link::Text(place) => return Some(place),
                Link::Node(at) => self.nodes.get(at)?,
            };
            super::table::count_look();
            // All below are longer.
            if node.bit > text.len() * BITS {
                return Some(node.place);
            }
            link = if has(text, node.bit) { node.with } else { node.without };
        }
    }

    /// Adds a text that is not there.
    pub(super) fn add<'a>(&mut self, place: usize, known: &dyn Fn(usize) -> Id<'a>) {
        let text = known(place);
        let Some(near) = self.near(text) else {
            self.root = Some(Link::Text(place));
            return;
        };
        let bit = difference(text, known(near));
        let (mut above, mut below) = (None, self.root);
        while let Some(Link::Node(at)) = below
            && let Some(node) = self.nodes.get(at).filter(|node| node.bit < bit)
        {
            super::table::count_look();
            above = Some(at);
            below = Some(if has(text, node.bit) { node.with } else { node.without });
        }
        let Some(others) = below else { return };
        let own = Link::Text(place);
        let (without, with) = if has(text, bit) { (others, own) } else { (own, others) };
        let link = Link::Node(self.nodes.len());
        match above.and_then(|at| self.nodes.get_mut(at)) {
            Some(node) if has(text, node.bit) => node.with = link,
            Some(node) => node.without = link,
            None => self.root = Some(link),
        }
        self.nodes.push(Node { bit, without, with, place });
    }
}

/// Whether a text has a bit; the first of a byte is the highest.
fn has(text: Id<'_>, bit: usize) -> bool {
    text.byte(bit / BITS).is_some_and(|byte| (u32::from(byte) | 0x100) << (bit % BITS) & 0x100 != 0)
}

/// The first bit that two texts differ in.
fn difference(a: Id<'_>, b: Id<'_>) -> usize {
    let mut at = 0;
    loop {
        match (a.byte(at), b.byte(at)) {
            (Some(a), Some(b)) if a == b => at += 1,
            (Some(a), Some(b)) => return at * BITS + 1 + (a ^ b).leading_zeros() as usize,
            _ => return at * BITS,
        }
    }
}
