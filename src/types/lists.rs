// SPDX-License-Identifier: MIT OR Apache-2.0
//! Many lists in one, each behind the other; those that change stand apart until there are many of them.
//!
//! In: lists in order of their names, then one entry more or less. Out: each list, whole. Invariants: a list stands in one
//! place alone; one more entry moves those of its own list, and of all lists only once in `MOST_APART` times.

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
    /// How many entries stand there.
    count: usize,
}

impl Lists {
    /// The entries list after list, and where each ends.
    #[must_use]
    pub fn new(ends: Vec<u32>, entries: Vec<u32>) -> Self {
        Self { ends, entries, apart: Vec::new(), count: 0 }
    }

    /// How many lists have a place.
    #[must_use]
    pub fn len(&self) -> usize {
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
        self.change(name, place, &mut |list| {
            if at <= list.len() {
                list.insert(at, entry);
            }
        });
    }

    /// Takes one entry out of a list.
    pub fn remove(&mut self, name: u32, place: Option<usize>, at: usize) {
        self.change(name, place, &mut |list| {
            if at < list.len() {
                list.remove(at);
            }
        });
    }

    /// Whether so many stand apart that they had better stand among the others again.
    #[must_use]
    pub fn is_scattered(&self) -> bool {
        self.apart.len() >= MOST_APART || self.count > MOST_APART * 16 + self.entries.len() / 8
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

    /// Puts what stands apart among the others; a name's place is told, and places are in the order of names.
    pub fn gather(&mut self, place_of: &dyn Fn(u32) -> usize) {
        let mut apart: Vec<(usize, Vec<u32>)> = Vec::with_capacity(self.apart.len());
        for (name, list) in take(&mut self.apart) {
            apart.push((place_of(name), list));
        }
        let Some(first) = apart.first().map(|list| list.0) else { return };
        // What they were closes up.
        let mut next = apart.iter().peekable();
        let mut to = self.range(first).start;
        let mut from = to;
        for (place, end) in self.ends.iter_mut().enumerate().skip(first) {
            let old = from..*end as usize;
            from = old.end;
            if next.next_if(|list| list.0 == place).is_none() {
                self.entries.copy_within(old.clone(), to);
                to += old.len();
            }
            *end = to as u32;
        }
        // What they are opens up from behind.
        let mut end = to + take(&mut self.count);
        self.entries.truncate(to);
        grow_to(&mut self.entries, end, 0);
        for place in (first..self.ends.len()).rev() {
            let kept = self.range(place);
            if let Some(known) = self.ends.get_mut(place) {
                *known = end as u32;
            }
            if let Some((_, list)) = apart.pop_if(|list| list.0 == place) {
                end -= list.len();
                if let Some(slots) = self.entries.get_mut(end..end + list.len()) {
                    slots.copy_from_slice(&list);
                }
            } else {
                end -= kept.len();
                self.entries.copy_within(kept, end);
            }
        }
        debug_assert!(apart.is_empty(), "a list without a place would be lost");
    }

    /// Changes the list of a name, which stands apart from now on.
    fn change(&mut self, name: u32, place: Option<usize>, change: &mut dyn FnMut(&mut Vec<u32>)) {
        let at = self.find(name).unwrap_or_else(|at| {
            let list = self.at(place).to_vec();
            self.count += list.len();
            self.apart.insert(at, (name, list));
            at
        });
        if let Some((_, list)) = self.apart.get_mut(at) {
            let before = list.len();
            change(list);
            self.count = self.count + list.len() - before;
        }
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
        let apart = lists.apart().count();
        assert!(lists.apart().map(|list| list.0).is_sorted(), "names stand in order");
        assert_eq!(lists.count, lists.apart().map(|list| list.1.len()).sum::<usize>(), "of {apart} lists");
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
                        lists.gather(&|name| places.partition_point(|&known| known < name));
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
    fn many_that_changed_are_gathered_and_so_are_long_ones() {
        let mut many = Lists::new(vec![0; MOST_APART], Vec::new());
        for name in 0..MOST_APART as u32 {
            assert!(!many.is_scattered());
            many.insert(name, Some(name as usize), 0, name);
        }
        assert!(many.is_scattered());
        let mut long = Lists::new(vec![8_000], vec![0; 8_000]);
        long.insert(0, Some(0), 0, 0);
        assert!(long.is_scattered());
        long.gather(&|name| name as usize);
        assert!(!long.is_scattered());
    }
}
