// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is remembered of signed packs: how far each has come, and the last one that loaded.
//!
//! In: packs whose signatures hold. Out: the lowest version that is still taken; the last good pack with the head of
//! its envelope, to be verified again before it is used. Invariant: a floor never sinks.

use super::codec::{Reader, Writer};

/// Packs that are remembered; the oldest goes.
const MAX_FLOORS: usize = 16;

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PackMemory {
    /// The highest version that was taken, by the pack's id.
    floors: Vec<(String, i64)>,
    /// The head of the last good envelope, and its pack.
    last: Option<(String, String)>,
}

impl PackMemory {
    /// The lowest version of a pack that is still taken.
    #[must_use]
    pub fn floor(&self, id: &str) -> i64 {
        self.floors.iter().find(|known| known.0 == id).map_or(i64::MIN, |known| known.1)
    }

    /// The last good pack: the head of its envelope, and its text.
    #[must_use]
    pub fn last(&self) -> Option<(&str, &str)> {
        self.last.as_ref().map(|(head, pack)| (head.as_str(), pack.as_str()))
    }

    /// Whether there is nothing to remember.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.floors.is_empty()
    }

    /// Takes in what another image remembers: the higher floor counts, and the own last pack.
    pub fn merge(&mut self, other: Self) {
        for (id, version) in other.floors {
            self.raise(&id, version);
        }
        self.last = self.last.take().or(other.last);
    }

    fn raise(&mut self, id: &str, version: i64) {
        match self.floors.iter_mut().find(|known| known.0 == id) {
            Some(floor) => floor.1 = floor.1.max(version),
            None => self.floors.push((id.into(), version)),
        }
        if self.floors.len() > MAX_FLOORS {
            self.floors.remove(0);
        }
    }

    /// Remembers a pack whose signatures hold and that has loaded; tells whether that is news.
    pub fn remember(&mut self, (id, version): (&str, i64), head: &str, pack: &str) -> bool {
        let known = self.last() == Some((head, pack));
        self.raise(id, version);
        if !known {
            self.last = Some((head.into(), pack.into()));
        }
        !known
    }

    /// Writes it; a pack that stands in the image already is left out.
    pub fn write(&self, w: &mut Writer, known: Option<&str>) {
        w.number(self.floors.len() as u64);
        for (id, version) in &self.floors {
            w.text(id);
            w.signed(*version);
        }
        let (head, pack) = self.last().unwrap_or_default();
        w.text(head);
        w.text(if known == Some(pack) { "" } else { pack });
    }

    /// Reads it.
    pub fn read(r: &mut Reader<'_>, known: Option<&str>) -> Option<Self> {
        let mut memory = Self::default();
        for _ in 0..r.count()? {
            memory.floors.push((r.text()?.into(), r.signed()?));
        }
        let (head, mut pack) = (r.text()?, r.text()?);
        if pack.is_empty() {
            pack = known.unwrap_or_default();
        }
        if !head.is_empty() {
            memory.last = Some((head.into(), pack.into()));
        }
        Some(memory)
    }
}
