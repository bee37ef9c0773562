// SPDX-License-Identifier: MIT OR Apache-2.0
//! The bytes of a choice about a challenge.
//!
//! In: a move. Out: bytes, and back. Invariants: equal moves have equal bytes; what no engine wrote is refused.

use super::codec::{Reader, Writer};
use crate::{
    challenge::{Act, Difficulty, Move, Terms},
    packs::{ChallengeKind, Every},
    types::Currency,
};

/// More windows than a year has days are none.
const MAX_TIMES: u64 = 366;

pub(super) fn write(w: &mut Writer, made: &Move) {
    w.number(made.act.index().into());
    w.hash(made.run);
    w.signed(made.day.into());
    w.text(&made.step);
    w.number(made.terms.is_some().into());
    if let Some(terms) = &made.terms {
        for word in [terms.kind.index(), terms.every.index(), terms.level.index()] {
            w.number(word.into());
        }
        for number in [terms.times, terms.needs] {
            w.number(number.into());
        }
        for number in [terms.unit, terms.most, terms.multiplier] {
            w.signed(number);
        }
        for text in [&terms.challenge, &terms.subject, &terms.label, &terms.account] {
            w.text(text);
        }
        w.text(terms.currency.code());
    }
}

pub(super) fn read(r: &mut Reader<'_>) -> Option<Move> {
    let act = r.word(Act::from_index)?;
    let (run, day, step) = (r.hash()?, i32::try_from(r.signed()?).ok()?, r.text()?.into());
    let terms = match r.number()? {
        0 => None,
        1 => Some(terms(r)?),
        _ => return None,
    };
    Some(Move { act, run, day, step, terms })
}

fn terms(r: &mut Reader<'_>) -> Option<Terms> {
    let (kind, every, level) =
        (r.word(ChallengeKind::from_index)?, r.word(Every::from_index)?, r.word(Difficulty::from_index)?);
    let mut count = || r.number().filter(|&count| count <= MAX_TIMES).map(|count| count as u32);
    let (times, needs) = (count()?, count()?);
    let (unit, most, multiplier) = (r.signed()?, r.signed()?, r.signed()?);
    let mut text = || r.text().map(String::from);
    let (challenge, subject, label, account) = (text()?, text()?, text()?, text()?);
    let currency = Currency::from_code(r.text()?)?;
    Some(Terms {
        challenge,
        kind,
        every,
        times,
        level,
        needs,
        unit,
        most,
        multiplier,
        subject,
        label,
        account,
        currency,
    })
}
