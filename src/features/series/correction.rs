// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the customer said about series: it outranks every fit.
//!
//! In: corrections that name series by a member row. Out: series made, joined and ended. Corrections are
//! an argument: remembering them is not done here.

use super::{
    Context, Found, Point, Series, SeriesState,
    fit::{Fit, Pool, difference, fit},
};
use crate::types::{Cadence, CivilDate, sort_places};

/// One correction; rows are places in the ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Correction {
    /// "This is a subscription": a row and those like it, however they come.
    Recurs {
        /// One of its rows.
        row: u32,
        /// How often, where the customer said it and the rows do not.
        cadence: Option<Cadence>,
    },
    /// "These two are one": the series of one row is the other's too.
    Joined {
        /// A row of each.
        rows: [u32; 2],
    },
    /// "This ended": nothing is due unless a row comes after that day.
    Ended {
        /// One of its rows.
        row: u32,
        /// When it was said.
        day: CivilDate,
    },
}

impl Correction {
    /// The rows that it is said of.
    #[must_use]
    pub const fn rows(&self) -> &[u32] {
        match self {
            Self::Recurs { row, .. } | Self::Ended { row, .. } => core::slice::from_ref(row),
            Self::Joined { rows } => rows,
        }
    }
}

/// Amounts up to so many thousandths apart are of the series that the customer names.
const LIKE: u64 = 250;

/// Makes a series of each row that the customer says recurs, where the fit found none.
pub(super) fn insist(points: &[Point], corrections: &[Correction], found: &mut Vec<Found>) {
    for correction in corrections {
        let &Correction::Recurs { row, cadence } = correction else { continue };
        let Some(named) = points.iter().position(|point| point.row == row) else { continue };
        if found.iter().any(|part| part.places.contains(&(named as u32))) {
            continue;
        }
        let amount = points.get(named).map_or(0, |point| point.amount);
        let mut places = Vec::new();
        let mut own = Vec::new();
        for (place, &point) in points.iter().enumerate() {
            let free = !found.iter().any(|part| part.places.contains(&(place as u32)));
            if free && difference(point.amount, amount) <= LIKE {
                places.push(place as u32);
                own.push(point);
            }
        }
        let fitted = fit(&own, Pool::new(&own, true));
        let suggested = fitted.as_ref().map(|fit| fit.cadence);
        let anchor = fitted.as_ref().map_or_else(|| super::due::aimed_days(&own), |fit| fit.anchor);
        let fit = fitted.unwrap_or_else(|| Fit::bare(cadence.unwrap_or(Cadence::Monthly), anchor));
        let fit = Fit { cadence: cadence.or(suggested).unwrap_or(fit.cadence), ..fit };
        found.push(Found { fit, points: own, places });
    }
}

impl Context<'_> {
    /// Joins and ends what the customer joined and ended.
    pub(super) fn correct(&self, corrections: &[Correction], all: &mut Vec<Series>) {
        for correction in corrections {
            match *correction {
                Correction::Recurs { .. } => {}
                Correction::Joined { rows: [a, b] } => self.join(a, b, all),
                Correction::Ended { row, day } => {
                    let ended = all.iter_mut().find(|series| series.rows.contains(&row));
                    if let Some(series) = ended
                        && series.rows.iter().all(|&row| self.ledger.date(row) <= day)
                    {
                        series.state = SeriesState::Ended;
                        series.next = None;
                    }
                }
            }
        }
    }

    /// The one that lasted till later goes on, with the rows of both; its amounts are told anew.
    fn join(&self, a: u32, b: u32, all: &mut Vec<Series>) {
        let of = |row: u32| all.iter().position(|series| series.rows.contains(&row));
        let (Some(a), Some(b)) = (of(a), of(b)) else { return };
        let last = |place: usize| {
            let row = all.get(place).and_then(|series| series.rows.last()).copied().unwrap_or(0);
            self.ledger.when(row)
        };
        let (goes, stays) = if last(a) < last(b) { (a, b) } else { (b, a) };
        if goes == stays {
            return;
        }
        let Some(gone) = all.get(goes).cloned() else { return };
        if let Some(kept) = all.get_mut(stays) {
            kept.rows.extend(&gone.rows);
            sort_places(&mut kept.rows, &mut |a, b| self.ledger.when(a).cmp(&self.ledger.when(b)));
            let points: Vec<Point> = kept.rows.iter().map(|&row| Point::new(self.ledger, row)).collect();
            (kept.amount_model, kept.amount, kept.changes) = super::amounts::model(&points);
            kept.id = self.id_of(&kept.rows);
            if kept.state == SeriesState::Early && points.len() > 2 {
                kept.state = SeriesState::Active;
            }
        }
        all.remove(goes);
    }
}
