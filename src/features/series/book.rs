// SPDX-License-Identifier: MIT OR Apache-2.0
//! The book of all series, and which row belongs to which: what grows row by row and day by day.
//!
//! In: what was found in a scene, then new rows or a later day. Out: series in order, and the series of a row. May use: ledger, types.
//! Invariant: a book that took rows in is the one made with them.

use super::{Context, Correction, Finder, Scene, Series, recent::Recent};
use crate::{
    ledger::{Id, Ledger, PayeeId, View},
    types::{CivilDate, Direction, Marks, sort_numbers, sorted},
};

/// Every series of a view, and which row belongs to which.
#[derive(Clone, Debug, Default)]
pub struct SeriesBook {
    /// By account, then by the first row's date.
    pub all: Vec<Series>,
    /// By row whether it is a member of one: most are not.
    members: Marks,
    /// Payees above, places in `all` of the series that have a row of theirs below; in order.
    places: Vec<u64>,
    /// Whether the customer joined two: a series may have rows of several payees then.
    is_joined: bool,
    recent: Recent,
}

impl SeriesBook {
    /// Every series of a scene, those included that are still to be found.
    #[must_use]
    pub fn find(mut finder: Finder, scene: Scene<'_>) -> Self {
        while finder.step(scene, usize::MAX) {}
        let (ledger, view, own) = scene;
        let Finder { today, corrections, mut all, .. } = finder;
        Context { ledger, today, own }.correct(&corrections, &mut all);
        let all = sorted(all, &mut |a: &Series, b| key(ledger, a).cmp(&key(ledger, b)));
        let is_joined = corrections.iter().any(|said| matches!(said, Correction::Joined { .. }));
        let mut book =
            Self { all, members: Marks::none(ledger.len()), places: Vec::new(), is_joined, recent: Recent::default() };
        for series in &book.all {
            note(&mut book.members, series, true);
        }
        book.find_places(view);
        book
    }

    /// Finds anew the series of the groups that rows came to, or went from: they follow from the rows of their group alone,
    /// where the customer corrected none of their payees' series. Tells the payees that had or have one there.
    pub fn add(
        &mut self,
        (ledger, view, own): Scene<'_>,
        today: CivilDate,
        (new_rows, gone): (&[u32], &[u32]),
    ) -> Vec<PayeeId> {
        let context = Context { ledger, today, own };
        self.members.grow(ledger.len());
        let group = |row: u32| (ledger.rows().account(row), ledger.rows().currency(row), ledger.amount(row) > 0);
        let (mut new, mut moved, mut room) = (Vec::new(), Vec::new(), Default::default());
        for &row in gone {
            self.recent.release(ledger, view.payee(row), row);
        }
        let added = || new_rows.iter().chain(gone);
        for (place, &row) in added().enumerate() {
            let payee = view.payee(row);
            let is_known = |&known: &u32| view.payee(known) == payee && group(known) == group(row);
            if payee == PayeeId::UNKNOWN || added().take(place).any(is_known) {
                continue;
            }
            let is_alone = !added().skip(place + 1).any(is_known);
            let (members, had) = (&mut self.members, moved.len());
            let group = group(row);
            self.all.retain(|series| {
                let direction = series.direction == Direction::In;
                let stays = series.payee != payee || (Some(series.account), Some(series.currency), direction) != group;
                if !stays {
                    note(members, series, false);
                    moved.push(payee);
                }
                stays
            });
            if !is_alone {
                self.recent.release(ledger, payee, row);
            }
            let rows = view.rows_of(payee);
            if rows.len() > 1
                && let Some(group) = self.recent.take(ledger, payee, rows, row)
            {
                let had_none = is_alone && moved.len() == had;
                if !had_none || !group.stays_without(ledger, row, &mut room) {
                    context.of_group(&group, &[], &mut room, &mut new);
                }
                self.recent.keep(group);
            }
        }
        for series in new {
            moved.push(series.payee);
            note(&mut self.members, &series, true);
            let place = self.all.partition_point(|known| key(ledger, known) <= key(ledger, &series));
            self.all.insert(place, series);
        }
        if !moved.is_empty() {
            self.find_places(view);
        }
        moved
    }

    /// Goes on to a later day on which no row came: what is due moves on and what is long overdue has ended, where the
    /// customer corrected no series.
    pub fn pass(&mut self, ledger: &Ledger, today: CivilDate) {
        for series in &mut self.all {
            series.pass(ledger, today);
        }
    }

    fn find_places(&mut self, view: &View) {
        self.places.clear();
        let looked_at = if self.is_joined { usize::MAX } else { 1 };
        for (place, series) in (0_u64..).zip(&self.all) {
            debug_assert!(
                self.is_joined || series.rows.iter().all(|&row| view.payee(row) == series.payee),
                "only a series that was joined has rows of several payees"
            );
            for &row in series.rows.iter().take(looked_at) {
                self.places.push(u64::from(view.payee(row).0) << 32 | place);
            }
        }
        sort_numbers(&mut self.places);
        self.places.dedup();
    }

    /// The series that a row of the view is a member of.
    #[must_use]
    pub fn of(&self, view: &View, row: u32) -> Option<&Series> {
        self.all.get(self.place_of(view, row)? as usize)
    }

    /// The place of that series among all.
    #[must_use]
    pub fn place_of(&self, view: &View, row: u32) -> Option<u32> {
        if !self.members.has(row) {
            return None;
        }
        let payee = u64::from(view.payee(row).0);
        let from = self.places.partition_point(|place| place >> 32 < payee);
        let mut places = self.places.get(from..).unwrap_or_default();
        while let [place, others @ ..] = places
            && place >> 32 == payee
        {
            let place = *place as u32;
            // It is in one of its payee's series: in the last without a look.
            let is_last = others.first().is_none_or(|other| other >> 32 != payee);
            if is_last || self.all.get(place as usize)?.rows.contains(&row) {
                return Some(place);
            }
            places = others;
        }
        None
    }
}

/// What series stand in order by.
fn key<'a>(ledger: &'a Ledger, series: &Series) -> (&'a str, Option<(i32, Id<'a>)>) {
    let first = series.rows.first().map(|&row| (ledger.day(row), ledger.id(row)));
    (ledger.word(series.account), first)
}

/// Notes of the rows of a series whether they are members of one.
fn note(members: &mut Marks, series: &Series, is_member: bool) {
    for &row in &series.rows {
        members.set(row, is_member);
    }
}
