// SPDX-License-Identifier: MIT OR Apache-2.0
//! Already paid: the draft repeats a payment of the last days, from whatever account.
//!
//! In: a draft and a basis. Out: the payments that it repeats. The same evidence as for booked duplicates,
//! for a payment that a person is typing: a cadence or a habit that is due explains the repeat.

use crate::{
    detect::{
        Basis,
        duplicates::{self, Relation, is_filled_in_otherwise, may_be_dues, relation},
        text,
    },
    features::series::SeriesState,
    ingest::{RawTransaction, payee},
    ledger::{Ledger, PayeeId, Row, Symbol, View},
    types::{Arg, CivilDate, LogOdds, Permille, Reason, sorted},
};

const WINDOW_DAYS: i32 = 7;
const REFERENCE_WINDOW_DAYS: i32 = 45;
/// Two spellings at least this alike are one payee here: asking once too often is cheap.
const ALIKE: u16 = 780;
const MAX_ANSWERS: usize = 3;
/// The newest that are looked at closely; whoever repeats a payment more often in a week means it.
const MAX_CANDIDATES: usize = 8;

/// A payment that the draft repeats.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaidBefore {
    /// The row.
    pub row: u32,
    /// Civil days since then.
    pub gap_days: i32,
    /// How sure.
    pub confidence: Permille,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// The draft's payee, folded once at most; and what was found of others, each compared once.
struct Payee {
    identity: Option<String>,
    known: Option<PayeeId>,
    /// By the spelling of the name.
    compared: Vec<(Symbol, bool)>,
}

pub(super) fn find(
    ledger: &Ledger,
    basis: &Basis,
    draft: &RawTransaction<'_>,
    known: Option<PayeeId>,
) -> Vec<PaidBefore> {
    let known = known.filter(|_| draft.counterparty_name.is_some());
    let mut payee = Payee { identity: None, known, compared: Vec::new() };
    let today = draft.booked_at.days();
    let same_amount = || basis.debits.of_amount(ledger, draft.amount.unsigned_abs(), draft.currency);
    let invoice = invoice(draft);
    let window = if invoice.is_some() { REFERENCE_WINDOW_DAYS } else { WINDOW_DAYS };
    let mut recent: Vec<u32> = Vec::new();
    // Newest first, and names are compared where it may be one payment: mostly there is none.
    for place in same_amount().rev() {
        let gap = today - ledger.day(place);
        if gap > window || recent.len() >= MAX_CANDIDATES {
            break;
        }
        let is_near = || gap <= WINDOW_DAYS || is_invoice(ledger, &ledger.row(place), draft.booked_at, invoice);
        if gap >= 0 && is_near() && is_same_payee(ledger, &basis.view, place, draft, &mut payee) {
            recent.push(place);
        }
    }
    // Where nothing recent is repeated, what lies further back explains nothing.
    if recent.is_empty() {
        return Vec::new();
    }
    let mut earlier_days: Vec<i32> = Vec::new();
    for place in same_amount().rev() {
        let day = ledger.day(place);
        if day <= today && is_same_payee(ledger, &basis.view, place, draft, &mut payee) {
            earlier_days.push(day);
        }
    }
    let mut found = Vec::new();
    for place in recent {
        if let Some(paid) = score(ledger, basis, draft, place, invoice, &earlier_days) {
            found.push(paid);
        }
    }
    let likeliest_first = |paid: &PaidBefore| (core::cmp::Reverse(paid.confidence), paid.gap_days);
    let mut found = sorted(found, &mut |a, b| {
        likeliest_first(a).cmp(&likeliest_first(b)).then_with(|| ledger.id(a.row).cmp(&ledger.id(b.row)))
    });
    found.truncate(MAX_ANSWERS);
    found
}

fn is_same_payee(ledger: &Ledger, view: &View, place: u32, draft: &RawTransaction<'_>, payee: &mut Payee) -> bool {
    let (name, known, _) = ledger.rows().texts(place);
    if let Some(account) = &draft.counterparty_account
        && known.is_some()
    {
        // An account number is stronger than a name: the same number is the same payee, and a different
        // one under the same name is another payee or another matter.
        return View::same_account(ledger.word(known), account);
    }
    if !name.is_some() || draft.counterparty_name.is_none() {
        return false;
    }
    let other = view.payee(place);
    if payee.known == Some(other) {
        return true;
    }
    if let Some(&(_, alike)) = payee.compared.iter().find(|(compared, _)| *compared == name) {
        return alike;
    }
    let identity =
        payee.identity.get_or_insert_with(|| draft.counterparty_name.map(payee::identity).unwrap_or_default());
    let theirs = payee::identity(ledger.word(name));
    let alike = payee::may_be_alike(identity, &theirs) && payee::similarity(identity, &theirs).get() >= ALIKE;
    payee.compared.push((name, alike));
    alike
}

/// The reference of a draft, where it says which matter it pays.
fn invoice<'a>(draft: &RawTransaction<'a>) -> Option<&'a str> {
    draft.reference.filter(|reference| duplicates::has_number(reference))
}

fn is_invoice(ledger: &Ledger, row: &Row, today: CivilDate, invoice: Option<&str>) -> bool {
    let said = ledger.word(row.reference);
    invoice.is_some_and(|invoice| {
        relation(said, invoice) == Relation::Same && !may_be_dues([row.date(), today], [said, invoice])
    })
}

fn score(
    ledger: &Ledger,
    basis: &Basis,
    draft: &RawTransaction<'_>,
    place: u32,
    invoice: Option<&str>,
    days: &[i32],
) -> Option<PaidBefore> {
    let row = ledger.row(place);
    let gap_days = draft.booked_at.days() - row.day;
    let relation = relation(ledger.word(row.reference), draft.reference.unwrap_or_default());
    let one_invoice = relation == Relation::Same && invoice.is_some();
    if let Some(series) = basis.series_of(place)
        && series.state != SeriesState::Ended
        && gap_days >= series.cadence.days() - series.cadence.tolerance()
    {
        // The next cycle is due: the draft is what the customer pays by hand each time.
        return None;
    }
    // What lies within the window is what may be repeated; the habit is told by what came before it.
    let oldest_repeat = draft.booked_at.days() - WINDOW_DAYS;
    let mut other = Vec::new();
    for &day in days {
        if day < oldest_repeat && day != row.day {
            other.push(day);
        }
    }
    let usual_gap = duplicates::nearest_other_repeat(&other, row.day, draft.booked_at.days());

    let mut score = LogOdds(100);
    score += 42 * crate::detect::ln1p_hundredths(usual_gap.unwrap_or(400).unsigned_abs()) / 100 - 150;
    score += -20 * gap_days.min(WINDOW_DAYS);
    score += match relation {
        Relation::Same if one_invoice => 200,
        Relation::Words if is_filled_in_otherwise(ledger.word(row.reference), draft.reference.unwrap_or_default()) => {
            -400
        }
        Relation::Words => -250,
        // Another number is another invoice, however soon it is paid.
        Relation::Numbers => -400,
        Relation::Same | Relation::Within | Relation::Absent => 0,
    };
    // Whoever repeats it this often means it.
    if usual_gap.is_some_and(|usual| usual <= gap_days.max(1)) {
        score += -200;
    }
    (score.0 >= duplicates::CUT).then(|| PaidBefore {
        row: place,
        gap_days,
        confidence: duplicates::confidence(score),
        reasons: reasons(ledger, &row, draft, gap_days, one_invoice, usual_gap),
    })
}

fn reasons(
    ledger: &Ledger,
    row: &Row,
    draft: &RawTransaction<'_>,
    gap_days: i32,
    one_invoice: bool,
    usual_gap: Option<i32>,
) -> Vec<Reason> {
    let mut reasons = vec![
        Reason::new("same-amount").with("amount", Arg::magnitude(row.money())),
        text(Reason::new("same-payee"), "payee", duplicates::payee_text(ledger, row)),
        duplicates::gap_reason(row, gap_days),
    ];
    if one_invoice {
        reasons.push(Reason::new("same-reference"));
    }
    if ledger.word(row.account) != draft.account_id {
        reasons.push(Reason::new("other-account"));
    }
    reasons.push(match usual_gap {
        None => Reason::new("never-repeated-before"),
        Some(days) => Reason::new("repeats-further-apart").with("days", Arg::number(i64::from(days))),
    });
    reasons
}

#[cfg(test)]
mod tests {
    use super::is_filled_in_otherwise;

    #[test]
    fn one_form_with_another_word_is_another_matter() {
        for (a, b) in [
            ("Mai Luca", "Mai Sara"),
            ("School trip, Luca", "school trip Sara"),
            ("Müller Garten", "MÜLLER Dach"),
            ("月謝 太郎", "月謝 花子"),
        ] {
            assert!(is_filled_in_otherwise(a, b) && is_filled_in_otherwise(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("Mai Luca", "Mai Lucca"),
            ("Mai Luca", "Mai Luc"),
            ("Mai Luca", "Mai Luca Meier"),
            ("Luca", "Sara"),
            ("Rent June flat", "Rent flat June"),
            ("Invoice 17", "Invoice roof"),
            ("Mai Luca", "MAI-LUCA"),
            ("", "Mai"),
        ] {
            assert!(!is_filled_in_otherwise(a, b) && !is_filled_in_otherwise(b, a), "{a} {b}");
        }
    }
}
