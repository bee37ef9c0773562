// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a finding about a reservation is known by, once its row is gone and the booking comes under another id.
//!
//! In: a finding. Out: a key made of what its rows are: firm ones by their id, provisional ones by account, payee,
//! amount and currency; and their day. Invariant: a finding of firm rows alone has none, and keeps its own id.

use super::{Basis, Finding};
use crate::{
    ledger::{Ledger, WINDOW_DAYS},
    types::{Alias, Family, NO_ROW, StableHash, Status, stable_hash},
};

/// The alias of a finding, where one of its rows may come again under another id.
#[must_use]
pub fn alias(ledger: &Ledger, basis: &Basis, finding: &Finding) -> Option<Alias> {
    let (mut provisional, mut day) = ([false; 2], None);
    for (slot, row) in provisional.iter_mut().zip(finding.rows()) {
        if row == NO_ROW {
            return None;
        }
        let (first, id) = basis.view.lasting(ledger, row);
        *slot = ledger.row(row).status == Status::Pending || id != ledger.id(row);
        if *slot {
            day = day.max(Some(ledger.day(first)));
        }
    }
    day.map(|day| Alias { key: key(ledger, basis, (finding.family(), finding.rows()), provisional), day })
}

/// Whether a finding may be the one that an alias was made of, one or both of its rows under another id.
#[must_use]
pub fn is_known_as(ledger: &Ledger, basis: &Basis, family: Family, rows: [u32; 2], alias: Alias) -> bool {
    !rows.contains(&NO_ROW)
        && [[false, true], [true, false], [true, true]].into_iter().any(|again| {
            let mut near = again.iter().zip(rows).filter(|(again, _)| **again);
            near.any(|(_, row)| (ledger.day(row) - alias.day).abs() <= WINDOW_DAYS)
                && key(ledger, basis, (family, rows), again) == alias.key
        })
}

/// The same whichever of the two was booked first.
fn key(ledger: &Ledger, basis: &Basis, (family, rows): (Family, [u32; 2]), provisional: [bool; 2]) -> StableHash {
    let mut parts = [StableHash(0); 2];
    for ((part, row), provisional) in parts.iter_mut().zip(rows).zip(provisional) {
        *part = if provisional {
            let known = ledger.row(row);
            stable_hash(&[
                ledger.word(known.account).as_bytes(),
                ledger.identity(basis.view.payee(row)).as_bytes(),
                &known.amount.to_le_bytes(),
                known.currency.code().as_bytes(),
            ])
        } else {
            stable_hash(&[basis.view.lasting(ledger, row).1.to_text().as_bytes()])
        };
    }
    let [a, b] = parts;
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    stable_hash(&[b"alias", family.word().as_bytes(), &first.0.to_le_bytes(), &second.0.to_le_bytes()])
}
