// SPDX-License-Identifier: MIT OR Apache-2.0
//! Many lists in one, each behind the other; those that change stand apart until there are many of them.
//!
//! In: lists in order of their names, then one entry more or less. Out: each list, whole. Invariants: one more entry moves
//! those of its own list, and of all lists only once in `MOST_APART` times; a list that stands apart keeps its place, which is
//! never longer than the list.

use core::{mem::take, ops::Range};

use super::{grow_to, insert_row};

/// So many lists stand apart at most, so that one is soon found among them. Fewer in tests, whose histories are short.
const MOST_APART: usize = if cfg!(test) { 4 } else { 256 };

/// See the door plate.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Where each list ends among the entries.
    ends: Vec<u32>,
    entries: Vec<u32>,
    /// Names of lists that changed, in order, each with what it holds now.
    apart: Vec<(u32, Vec<u32>)>,
    /// How many entries more stand there than in their places.
    more: usize,
}

impl Lists {
    /// The entries list after list, and where each ends.
    #[must_use]
    pub fn new(ends: Vec<u32>, entries: Vec<u32>) -> Self {
        Self { ends, entries, apart: Vec::new(), more: 0 }
    }

    /// How many lists have a place.
    #[must_use]
    pub fn count(&self) -> usize {
        self.ends.len()
    }

    /// The list of a name, which has a place or none yet.
    #[inline]
    #[must_use]
    pub fn of(&self, name: u32, place: Option<usize>) -> &[u32] {
        if !self.apart.is_empty()
            && let Some((_, list)) = self.find(name).ok().and_then(|at| self.apart.get(at))
        {
            return list;
        }
        self.at(place)
    }

    /// The lists that stand apart, in the order of their names.
    pub fn apart(&self) -> impl Iterator<Item = (u32, &[u32])> {
        self.apart.iter().map(|(name, list)| (*name, list.as_slice()))
    }

    /// Puts one entry more into a list, at some place of it.
    pub fn insert(&mut self, name: u32, place: Option<usize>, at: usize, entry: u32) {
        let list = self.find(name).unwrap_or_else(|list| {
            let entries = self.at(place).to_vec();
            self.apart.insert(list, (name, entries));
            list
        });
        if let Some((_, list)) = self.apart.get_mut(list)
            && at <= list.len()
        {
            list.insert(at, entry);
            self.more += 1;
        }
    }

    /// Takes one entry out of a list, which has it; that is seldom done.
    pub fn remove(&mut self, name: u32, place: Option<usize>, at: usize) {
        let mut range = place.map(|place| self.range(place)).unwrap_or_default();
        if let Some((_, list)) = self.find(name).ok().and_then(|list| self.apart.get_mut(list)) {
            list.remove(at);
            if range.len() <= list.len() {
                self.more -= 1;
                return;
            }
        } else {
            range.start += at;
        }
        self.entries.remove(range.start);
        for end in self.ends.iter_mut().skip(place.unwrap_or(usize::MAX)) {
            *end -= 1;
        }
    }

    /// Whether so many stand apart that they had better stand among the others again.
    #[must_use]
    pub fn is_scattered(&self) -> bool {
        self.apart.len() >= MOST_APART
    }

    /// Makes places for lists without an entry, so that there are so many.
    pub fn grow(&mut self, count: usize) {
        let (last, count) = (self.ends.last().copied().unwrap_or(0), count.max(self.ends.len()));
        grow_to(&mut self.ends, count, last);
    }

    /// Makes a place for a list without an entry before another one.
    pub fn open(&mut self, place: usize) {
        let from = self.range(place).start;
        insert_row(&mut self.ends, place, from as u32);
    }

    /// Puts what stands apart into its place; every list has one by now, in the order of their names.
    pub fn gather(&mut self, name_of: &dyn Fn(usize) -> u32) {
        let mut apart = take(&mut self.apart);
        let mut end = self.entries.len() + take(&mut self.more);
        grow_to(&mut self.entries, end, 0);
        // From behind, since lists only became longer.
        for place in (0..self.ends.len()).rev() {
            if apart.is_empty() {
                break;
            }
            let was = self.range(place);
            if let Some(known) = self.ends.get_mut(place) {
                *known = end as u32;
            }
            if let Some((_, list)) = apart.pop_if(|list| list.0 == name_of(place)) {
                end -= list.len();
                if let Some(slots) = self.entries.get_mut(end..end + list.len()) {
                    slots.copy_from_slice(&list);
                }
            } else {
                end -= was.len();
                self.entries.copy_within(was, end);
            }
        }
        debug_assert!(apart.is_empty(), "a list without a place would be lost");
    }

    fn find(&self, name: u32) -> Result<usize, usize> {
        self.apart.binary_search_by_key(&name, |list| list.0)
    }

    /// Where a list stands among the entries.
    fn range(&self, place: usize) -> Range<usize> {
        let end = |place: usize| self.ends.get(place).map_or(0, |&end| end as usize);
        let from = place.checked_sub(1).map_or(0, end);
        from..end(place)
    }

    fn at(&self, place: Option<usize>) -> &[u32] {
        place.and_then(|place| self.entries.get(self.range(place))).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Lists, MOST_APART};
    use proptest::prelude::*;

    /// Lists by name, as they would be written down.
    type Plain = Vec<(u32, Vec<u32>)>;

    fn check(lists: &Lists, plain: &Plain, places: &[u32]) {
        let place = |name: u32| places.iter().position(|&known| known == name);
        for (name, list) in plain {
            assert_eq!(lists.of(*name, place(*name)), list, "{name}");
        }
        assert!(lists.apart().map(|list| list.0).is_sorted(), "names stand in order");
        for (name, list) in lists.apart() {
            let place = place(name).map(|place| lists.range(place)).unwrap_or_default();
            assert!(place.len() <= list.len(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn prop_lists_are_what_they_would_be_one_by_one(
            lengths in prop::collection::vec(0..6_usize, 0..20),
            steps in prop::collection::vec((0..40_u32, any::<prop::sample::Index>(), 0..9_u8), 0..80),
        ) {
            // Even names have a place from the beginning, odd ones from the first time that all are gathered.
            let mut places: Vec<u32> = (0..lengths.len() as u32).map(|place| place * 2).collect();
            let mut plain: Plain = (0..40).map(|name| (name, Vec::new())).collect();
            let (mut ends, mut entries) = (Vec::new(), Vec::new());
            for (&name, &length) in places.iter().zip(&lengths) {
                for entry in 0..length as u32 {
                    entries.push(name * 100 + entry);
                    plain[name as usize].1.push(name * 100 + entry);
                }
                ends.push(entries.len() as u32);
            }
            let mut lists = Lists::new(ends, entries);
            for (step, (name, at, what)) in (0..).zip(steps) {
                let place = places.iter().position(|&known| known == name);
                let list = &mut plain[name as usize].1;
                match what {
                    0 => {
                        let names: Vec<u32> = lists.apart().map(|list| list.0).collect();
                        for name in names {
                            let at = places.partition_point(|&known| known < name);
                            if places.get(at) != Some(&name) {
                                places.insert(at, name);
                                lists.open(at);
                            }
                        }
                        lists.gather(&|place| places[place]);
                        prop_assert_eq!(lists.apart().count(), 0);
                        let all: Vec<u32> = plain.iter().flat_map(|list| list.1.clone()).collect();
                        prop_assert_eq!(&all, &lists.entries);
                    }
                    1..4 if !list.is_empty() => {
                        let at = at.index(list.len());
                        list.remove(at);
                        lists.remove(name, place, at);
                    }
                    _ => {
                        let at = at.index(list.len() + 1);
                        list.insert(at, 10_000 + step);
                        lists.insert(name, place, at, 10_000 + step);
                    }
                }
                check(&lists, &plain, &places);
            }
        }
    }

    #[test]
    fn many_that_changed_are_gathered() {
        let mut many = Lists::new(vec![0; MOST_APART], Vec::new());
        for name in 0..MOST_APART as u32 {
            assert!(!many.is_scattered());
            many.insert(name, Some(name as usize), 0, name);
        }
        assert!(many.is_scattered());
        many.gather(&|place| place as u32);
        assert!(!many.is_scattered());
    }
}
