// SPDX-License-Identifier: MIT OR Apache-2.0
//! Duplicates against a naive oracle: every pair of rows, every count by looking at all rows again.
//!
//! In: small histories by chance. Out: the pairs that are answered, each with its score, its reasons and its confidence.
//! Payees, series and refunds are what other rooms tell; what is usual, what a pair weighs and which pairs are answered is
//! worked out anew from the table of docs/DUPLICATES.md, without chains, keys, sums that grow or look-ups.

use std::collections::BTreeSet;

use super::{DuplicateKind, Duplicates};
use crate::{
    detect::{Basis, ln1p_hundredths},
    ingest::payee::{folded, identity, similarity},
    ledger::{Ledger, PayeeId, Row},
    types::{
        Category, CivilDate, Kind, LogOdds,
        chance::{Chance, histories},
    },
};

const NAMES: [&str; 9] = [
    "Corner Bakery",
    "CORNER BAKERY 1234",
    "Corner Bakery 77",
    "Bakery Corner",
    "Corner Bakrey",
    "Miller Optics",
    "Zeta Tolls",
    "Möbel Hafen",
    "GmbH Moebel Hafen",
];
const REFERENCES: [&str; 15] = [
    "Contract 88120",
    "Inv 2041",
    "INV-2041",
    "Inv 2042",
    "thanks",
    "ﾃﾝ 300",
    "Invoice 53041",
    "no 9 Re 5-3041",
    "Inv 53042",
    "Rent Oct",
    "November rent",
    "Rent",
    "thanks Ida",
    "thanks Bob",
    "Re 7041 thanks",
];
const KINDS: [&str; 9] = ["card", "card", "card", "transfer", "transfer", "other", "direct_debit", "cash", "check"];

fn ledger(chance: &mut Chance) -> Ledger {
    let mut rows = Vec::new();
    let (payees, amounts) = (chance.of(1..10) as usize, chance.of(1..4));
    let span = chance.pick(&[4, 8, 12, 40, 90]);
    let kinds = if chance.once_in(2) { 4 } else { 9 };
    // Some have few references, and months between their rows.
    let (references, is_by_month) = (chance.pick(&[1, 8, 15]), chance.once_in(4));
    for place in 0..chance.of(2..12) {
        let after = if is_by_month { chance.pick(&[0, 2, 27, 31, 35]) } else { chance.of(0..span) };
        let day = CivilDate::parse("2026-03-01").unwrap().plus_days(after as i32);
        let sign = if chance.once_in(14) { "" } else { "-" };
        let mut row = format!(
            r#"{{"id":"r{place}","accountId":"{}","bookedAt":"{day}","amount":"{sign}{}","currency":"{}","kind":"{}""#,
            chance.pick(&["a", "a", "a", "b"]),
            ["1.40", "2.50", "31.50"][chance.of(0..amounts) as usize],
            chance.pick(&["EUR", "EUR", "EUR", "EUR", "EUR", "USD"]),
            chance.pick(&KINDS[..kinds]),
        );
        if !chance.once_in(9) {
            row += &format!(r#","counterpartyName":"{}""#, chance.pick(&NAMES[..payees]));
        }
        if chance.once_in(5) {
            row += &format!(r#","counterpartyAccount":"{}""#, chance.pick(&["DE1", "DE2"]));
        }
        if chance.once_in(3) {
            row += &format!(r#","reference":"{}""#, chance.pick(&REFERENCES[..references]));
        }
        if chance.once_in(10) {
            row += chance.pick(&[r#","category":"transport""#, r#","mcc":"7523""#, r#","mcc":"5411""#]);
        }
        rows.push(row + "}");
    }
    Ledger::of_rows(&rows)
}

/// A pair that is likely enough.
#[derive(Clone)]
struct Pair {
    rows: [u32; 2],
    score: i32,
    confidence: u16,
    reasons: Vec<&'static str>,
}

struct Oracle<'a> {
    ledger: &'a Ledger,
    basis: &'a Basis,
    /// Rows that may be a slip, oldest first.
    debits: Vec<u32>,
}

/// The digits of a text, or its letters and digits in lower case.
fn only(text: &str, kind: fn(&char) -> bool) -> String {
    text.chars().filter(kind).collect::<String>().to_ascii_lowercase()
}

impl Oracle<'_> {
    fn row(&self, row: u32) -> Row {
        self.ledger.row(row)
    }

    fn payee(&self, row: u32) -> PayeeId {
        self.basis.view.payee(row)
    }

    fn size(&self, row: u32) -> (u64, crate::types::Currency) {
        (self.row(row).amount.unsigned_abs(), self.row(row).currency)
    }

    /// How many of some rows lie between two days.
    fn between(&self, rows: &[u32], from: i32, to: i32) -> i32 {
        rows.iter().filter(|&&row| (from..=to).contains(&self.row(row).day)).count() as i32
    }

    fn days(&self, rows: &[u32]) -> Vec<i32> {
        let mut days: Vec<i32> = rows.iter().map(|&row| self.row(row).day).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Days on which some rows stand together.
    fn bursts(&self, rows: &[u32]) -> i32 {
        self.days(rows).into_iter().filter(|&day| self.between(rows, day, day) > 1).count() as i32
    }

    /// Debits of a payee and an amount.
    fn chain(&self, payee: PayeeId, of: u32) -> Vec<u32> {
        let is_it = |row: &&u32| self.payee(**row) == payee && self.size(**row) == self.size(of);
        self.debits.iter().filter(is_it).copied().collect()
    }

    /// Nothing where one has none; else whether they are one, and whether numbers or months tell them apart.
    fn references(&self, a: u32, b: u32) -> Option<(bool, bool)> {
        let [a, b] = [a, b].map(|row| self.ledger.word(self.row(row).reference));
        if a.is_empty() || b.is_empty() {
            return None;
        }
        if folded(a) == folded(b) {
            return Some((true, false));
        }
        let [first, second] = [a, b].map(|text| {
            let digits = text.split(' ').map(|word| only(word, char::is_ascii_digit));
            digits.filter(|digits| !digits.is_empty()).collect::<BTreeSet<String>>()
        });
        let [one, other] = [a, b].map(|text| ["Oct", "Nov"].map(|month| text.contains(month)));
        let two_months = one != other && one != [false; 2] && other != [false; 2];
        let is_apart = two_months || !(first.is_subset(&second) || second.is_subset(&first));
        let is_shared = first.intersection(&second).any(|digits| digits.len() >= 5);
        // All that one of them says stands in the other.
        let [one, other] =
            [a, b].map(|text| folded(text).chars().filter(|sign| sign.is_alphanumeric()).collect::<String>());
        let is_within = one.len().min(other.len()) >= 4 && (one.contains(&other) || other.contains(&one));
        if is_within && !is_apart && !is_shared {
            let fewer = if one.len() <= other.len() { (a, first) } else { (b, second) };
            let is_short =
                fewer.1.len() == 1 && fewer.1.iter().all(|digits| digits.len() == 4 && !digits.starts_with("20"));
            let words = fewer.0.split(|sign: char| !sign.is_ascii_alphabetic()).filter(|word| !word.is_empty()).count();
            return (is_short && words <= 1).then_some((true, false));
        }
        Some((!is_apart && is_shared, is_apart))
    }

    fn is_one_invoice(&self, a: u32, b: u32) -> bool {
        let digits = only(self.ledger.word(self.row(a).reference), char::is_ascii_digit);
        digits.len() >= 3 && self.references(a, b).is_some_and(|(is_one, _)| is_one)
    }

    /// A month apart, give or take three days, with numbers that no word calls an invoice's.
    fn is_a_month_on(&self, a: u32, b: u32) -> bool {
        let (first, second) = (self.row(a), self.row(b));
        let month = first.date().plus_months(1).days() - first.day;
        let is_invoice = |row: &Row| {
            let text = self.ledger.word(row.reference).to_ascii_lowercase();
            text.contains("inv") || text.split(' ').any(|word| word == "re")
        };
        (month - 3..=month + 3).contains(&(second.day - first.day)) && !is_invoice(&first) && !is_invoice(&second)
    }

    fn similarity(&self, a: u32, b: u32) -> i32 {
        let (one, other) = (self.row(a), self.row(b));
        if self.payee(a) == PayeeId::UNKNOWN || self.payee(b) == PayeeId::UNKNOWN {
            return 0;
        }
        let has_account = one.counterparty_account.is_some();
        if self.payee(a) == self.payee(b) || has_account && one.counterparty_account == other.counterparty_account {
            return 1000;
        }
        let [first, second] = [one, other].map(|row| identity(self.ledger.word(row.name)));
        let [one, other] = [a, b].map(|row| self.ledger.identity(self.payee(row)).as_bytes().to_vec());
        let sorted = |mut name: Vec<u8>| {
            name.sort_unstable();
            name
        };
        let begins = one.len() >= 3 && other.len() >= 3 && one[..3] == other[..3];
        // The longest word, whose umlauts may be spelled with two letters.
        let longest = |name: &[u8]| {
            let text = String::from_utf8(name.to_vec()).expect("text");
            let text = text.replace("ae", "a").replace("oe", "o").replace("ue", "u");
            let words = text.split(' ').map(str::as_bytes).rev();
            words.max_by_key(|word| word.len()).filter(|word| word.len() >= 3).map(|word| word[..3].to_vec())
        };
        let begins = begins || longest(&one).is_some() && longest(&one) == longest(&other);
        if first.is_empty() || second.is_empty() || !begins && (one.len() < 3 || sorted(one) != sorted(other)) {
            return 0;
        }
        similarity(&first, &second).get().into()
    }

    /// What a pair weighs and why, whatever it is worth.
    fn judged(&self, earlier: u32, later: u32) -> Pair {
        let (first, second) = (self.row(earlier), self.row(later));
        let gap = second.day - first.day;
        let payee = self.payee(later);
        let is_own = self.payee(earlier) == payee;
        let own = if is_own { 2 } else { 1 };
        let chain = self.chain(payee, later);
        let chain_days = self.days(&chain);
        let all: Vec<u32> = self.basis.view.rows().filter(|&row| self.payee(row) == payee).collect();
        let paid: Vec<u32> = all.iter().copied().filter(|&row| self.row(row).amount < 0).collect();
        // The payee's other amounts, and those of them that repeat.
        let others = paid.len() as i32 - chain.len() as i32;
        let elsewhere = |row: &&u32| self.payee(**row) == payee && self.size(**row) != self.size(later);
        let is_repeated = |row: &&u32| self.chain(payee, **row).len() > 1;
        let repeated = self.debits.iter().filter(elsewhere).filter(is_repeated).count() as i32;
        // A slip again and again.
        let equal_bursts = |of: &dyn Fn(u32) -> bool| -> i32 {
            let mut count = 0;
            for &row in &self.debits {
                let like = self.chain(self.payee(row), row);
                let on_day: Vec<u32> =
                    like.iter().copied().filter(|&other| self.row(other).day == self.row(row).day).collect();
                count += i32::from(of(row) && on_day.len() > 1 && on_day[0] == row);
            }
            count
        };
        let near = self.between(&chain, first.day - 7, second.day + 7);
        let run: Vec<i32> =
            chain_days.iter().copied().filter(|day| (first.day - 1..=second.day + 1).contains(day)).collect();
        let run_bursts = run.iter().filter(|&&day| self.between(&chain, day, day) > 1).count() as i32;
        let is_slip = is_own
            && near > 2
            && run.len() <= 2
            && near == self.between(&chain, first.day - 1, second.day + 1)
            && run_bursts == self.bursts(&chain)
            && repeated == 0
            && self.between(&all, first.day, second.day) == self.between(&chain, first.day, second.day)
            && equal_bursts(&|row| self.payee(row) != payee) * 4 <= near;
        // The smallest gap to another repeat; one as long as the pair's own is the pair's.
        let mut gaps: Vec<i32> = chain_days.windows(2).map(|two| two[1] - two[0]).collect();
        gaps.sort_unstable();
        let at = |place: usize| gaps.get(place).copied().unwrap_or(400);
        let same_day = chain.len() - chain_days.len();
        let usual_gap = if is_slip {
            at(run.len() - 1)
        } else if same_day > usize::from(gap == 0) {
            0
        } else if at(0) == gap {
            at(1)
        } else {
            at(0)
        };
        let close = chain.windows(2).filter(|two| self.row(two[1]).day - self.row(two[0]).day <= 7).count();
        let own_close = usize::from(is_own);
        let has_rhythm = chain.len() > own as usize && (close - own_close.min(close)) * 4 <= chain.len() - own as usize;
        let is_often = !is_slip && close > 2 && (close - 1) * 4 > chain.len();
        let mut own_days = vec![first.day, second.day];
        own_days.dedup();
        let busy = self.days(&paid).into_iter().filter(|&day| self.between(&paid, day, day) > 1);
        let busy_days = busy.filter(|day| !own_days.contains(day)).count() as i32;
        // Days on which others were paid this amount, payee by payee.
        let mut payees: Vec<PayeeId> = self.debits.iter().map(|&row| self.payee(row)).collect();
        payees.sort_unstable();
        payees.dedup();
        payees.retain(|&other| other != payee);
        let amount_days: usize = payees.iter().map(|&other| self.days(&self.chain(other, later)).len()).sum();
        let amount_days = amount_days.saturating_sub(usize::from(!is_own));

        let is_typed = [first, second].iter().any(|row| match row.kind {
            Kind::Transfer | Kind::StandingOrder | Kind::DirectDebit | Kind::Check => true,
            Kind::Other => row.counterparty_account.is_some() && self.ledger.word(row.name).is_empty(),
            _ => false,
        });
        let is_invoice = self.is_one_invoice(earlier, later);
        let is_one_check = [first, second].iter().filter(|row| row.kind == Kind::Check).count() == 1;
        let references = self.references(earlier, later).filter(|(is_one, _)| !is_one && !is_one_check);
        let numbers = [first, second].map(|row| only(self.ledger.word(row.name), char::is_ascii_digit));
        let shorter = numbers[0].len().min(numbers[1].len());
        let is_other_number = shorter > 0 && numbers[0] != numbers[1];
        let is_fare = second.category == Category::Transport
            || [4111, 4112, 4121, 4131, 4784, 4789, 7523, 7524].contains(&second.mcc.unwrap_or(0));
        let is_refunded = [earlier, later].iter().any(|&row| self.basis.refunds.of(row).is_some());
        let similarity = self.similarity(earlier, later);
        let ln = |count: i32| ln1p_hundredths(count as u32);
        let yes = |holds: bool| if holds { 100 } else { 0 };
        // The digits without the zeros behind them.
        let digits = second.amount.unsigned_abs().to_string();
        let is_round = matches!(digits.trim_end_matches('0').as_bytes(), [_] | [_, b'5']);
        let is_worded = references.is_some_and(|(_, is_number)| !is_number);
        let in_series = |row: u32| self.basis.series_of(row).is_some_and(|series| series.rows.len() > 2);
        let is_whim = is_round && !in_series(earlier) && !in_series(later);
        let is_bill = is_typed
            && match (gap, usual_gap) {
                (0, _) => true,
                _ if is_invoice => true,
                _ if is_whim => false,
                (..=3, _) => true,
                _ if has_rhythm => true,
                (..=5, 400) => !is_worded,
                _ => false,
            };
        let [one, other] = [first, second].map(|row| self.ledger.word(row.reference));
        let [one, other] = [one, other].map(|text| text.split([' ', '-']).map(folded).collect::<Vec<_>>());
        let differing = one.iter().zip(&other).filter(|(one, other)| one != other).count();
        let is_form = one.len() == other.len() && differing == 1 && one.len() > 1;
        let is_long = |row: u32| self.basis.series_of(row).is_some_and(|series| series.rows.len() >= 6);
        let is_loose = !is_form && (is_long(earlier) || is_long(later));
        let mandates = first.kind == Kind::DirectDebit && second.kind == Kind::DirectDebit && !is_invoice;
        let apart = match gap {
            ..=3 => 0,
            _ if is_bill || is_invoice => 50,
            _ => 100,
        };
        let is_week = gap >= 6 && apart == 100;
        let around = if is_slip { 0 } else { (near - own).max(0) };
        // The table, each term with its weight.
        let terms = [
            (100, -410),
            (yes(gap == 0), -90),
            (if is_week { 0 } else { apart }, -120),
            (if is_week { apart } else { 0 }, -300),
            (ln(usual_gap), 50),
            (yes(usual_gap == 400), 50),
            (ln(around), -93),
            (ln(repeated + 2) - ln(others + 14), -48),
            (ln(busy_days), -15),
            (ln(amount_days as i32), -80),
            (yes(is_other_number), -200),
            (yes(is_bill && !is_often), 350),
            (yes(is_invoice), 200),
            (
                match references {
                    None => 0,
                    Some((_, true)) if is_typed => 260,
                    Some((_, false)) if is_typed && is_loose => 60,
                    Some((_, false)) if is_typed => 190,
                    Some(_) => 100,
                },
                -250,
            ),
            (yes(is_fare), -200),
            (
                if first.account == second.account {
                    0
                } else if mandates {
                    1000
                } else {
                    100
                },
                -40,
            ),
            (yes(is_refunded), 250),
            (1000 - similarity, -25),
        ];
        let score: i32 = terms.iter().map(|(value, weight)| value * weight / 100).sum();
        let (off, manner) = if others < 4 {
            (0, None)
        } else if repeated * 4 <= others {
            (35, Some("amounts-differ-here"))
        } else if repeated * 2 >= others {
            (-35, Some("amounts-repeat-here"))
        } else {
            (0, None)
        };
        let mut reasons = vec!["same-amount"];
        reasons.push(if similarity == 1000 { "same-payee" } else { "similar-payee" });
        reasons.push(if gap == 0 { "same-day" } else { "days-apart" });
        reasons.extend(is_invoice.then_some("same-reference"));
        reasons.extend((first.account != second.account).then_some("other-account"));
        match usual_gap {
            _ if usual_gap == 400 => reasons.push("never-repeated-before"),
            _ if usual_gap > gap => reasons.push("repeats-further-apart"),
            _ => {}
        }
        reasons.extend(manner);
        reasons.extend((busy_days > 0).then_some("several-a-day"));
        reasons.extend((amount_days > 0).then_some("amount-elsewhere"));
        reasons.extend(is_other_number.then_some("other-number"));
        reasons.extend(references.is_some().then_some("other-reference"));
        reasons.extend(is_fare.then_some("fare-or-parking"));
        let confidence = LogOdds(score + off + 120).to_permille().get();
        Pair { rows: [earlier, later], score, confidence, reasons }
    }

    /// Whether two rows may be one payment at all.
    fn may_be(&self, earlier: u32, later: u32) -> bool {
        let gap = self.row(later).day - self.row(earlier).day;
        let series = |row| self.basis.series.all.iter().position(|series| series.rows.contains(&row));
        let is_cycle = gap != 0 && series(earlier).is_some() && series(earlier) == series(later);
        let in_time =
            gap <= 7 || gap <= 45 && self.is_one_invoice(earlier, later) && !self.is_a_month_on(earlier, later);
        in_time && !is_cycle && self.similarity(earlier, later) >= 700
    }

    /// Each row with those before it, nearest first: three of its payee and three of others, of which equal rows of one
    /// account without a reference make a chain.
    fn likely(&self) -> Vec<Pair> {
        let mut likely = Vec::new();
        for (place, &later) in self.debits.iter().enumerate() {
            let before: Vec<u32> = self.debits[..place].iter().copied().rev().collect();
            for is_own in [true, false] {
                let mut found = Vec::new();
                for &earlier in &before {
                    let is_meant = is_own == (self.payee(earlier) == self.payee(later));
                    if is_meant && self.size(earlier) == self.size(later) && self.may_be(earlier, later) {
                        found.push(self.judged(earlier, later));
                    }
                }
                found.retain(|pair| pair.score >= -120);
                found.truncate(3);
                let ends = found.iter().position(|pair| {
                    let one_account = self.row(pair.rows[0]).account == self.row(later).account;
                    is_own && one_account && self.ledger.word(self.row(later).reference).is_empty()
                });
                found.truncate(ends.map_or(3, |ends| ends + 1));
                likely.extend(found);
            }
        }
        likely
    }

    /// The strongest pairs, each row once as the earlier and once as the later one.
    fn answered(&self) -> Vec<Pair> {
        let mut likely = self.likely();
        likely.sort_by_key(|pair| {
            let [a, b] = pair.rows.map(|row| self.ledger.id(row).to_owned());
            (-pair.score, self.row(pair.rows[1]).day - self.row(pair.rows[0]).day, a, b)
        });
        let mut chosen: Vec<Pair> = Vec::new();
        for pair in likely {
            if chosen.iter().all(|known| known.rows[0] != pair.rows[0] && known.rows[1] != pair.rows[1]) {
                chosen.push(pair);
            }
        }
        chosen.sort_by_key(|pair| pair.rows.map(|row| (self.row(row).day, self.ledger.id(row).to_owned())));
        chosen
    }
}

fn check(chance: &mut Chance) -> Result<bool, String> {
    let ledger = ledger(chance);
    let basis = Basis::new(&ledger, CivilDate::parse("2026-07-01").unwrap());
    let is_debit = |row: &u32| {
        let one = ledger.row(*row);
        let is_half = basis.transfers.iter().any(|pair| pair.out == *row || pair.into == *row);
        one.amount < 0 && !is_half && ![Kind::Fee, Kind::Interest, Kind::Cash, Kind::Refund].contains(&one.kind)
    };
    let debits = basis.view.rows().filter(is_debit).collect();
    let oracle = Oracle { ledger: &ledger, basis: &basis, debits };
    let naive: Vec<_> = oracle.answered().into_iter().map(|p| (p.rows, p.confidence, p.reasons)).collect();
    let found = Duplicates::find(&ledger, &basis).found;
    let ours: Vec<_> = found
        .iter()
        .map(|one| {
            let codes: Vec<&str> = one.reasons.iter().map(|reason| &*reason.code).collect();
            (one.rows, one.confidence.get(), codes)
        })
        .collect();
    let plain = ours.iter().map(|(rows, confidence, codes)| (*rows, *confidence, codes.clone()));
    if !plain.eq(naive.iter().cloned()) {
        return Err(format!("{ours:?} but {naive:?}"));
    }
    for one in &found {
        let [a, b] = one.rows.map(|row| ledger.row(row));
        let is_same = one.kind == DuplicateKind::SameCharge;
        let is_true = one.gap_days == b.day - a.day
            && is_same == (a.account == b.account && a.kind == b.kind)
            && one.refunded == one.rows.iter().any(|&row| basis.refunds.of(row).is_some());
        if !is_true {
            return Err(format!("{one:?}"));
        }
    }
    Ok(!found.is_empty())
}

#[test]
fn duplicates_are_those_of_every_pair() {
    histories("duplicates", 0xd0b1e, [200_000, 500], &mut check);
}
