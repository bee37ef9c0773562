// SPDX-License-Identifier: MIT OR Apache-2.0
//! What each sign of the payment guard weighs: data of a pack, held within bounds.
//!
//! In: the optional `guard` section of a document. Out: `Weights`, in hundredths of a natural log-odds unit.
//! Invariants: no weak sign can reach a question alone, no strong one a pause, nothing that speaks for a
//! payment can speak against it, whatever a bank writes.

use super::document::{joined, said};
use crate::{error::Diagnostic, json::Tree, types::words};

words! {
    /// What can speak against a payment, or for it. The order is that of the families.
    Signal {
        /// The same payment was made before.
        AlreadyPaid = "already-paid",
        /// A standing order, a direct debit or a scheduled payment is about to pay it.
        PaidAnyway = "paid-anyway",
        /// A payee that was paid several times, under an account number that it never had.
        ChangedAccount = "changed-account",
        /// Ten or a hundred times what this payee always gets.
        SlippedDecimal = "slipped-decimal",
        /// Nobody that was paid before.
        NewPayee = "new-payee",
        /// An account number that was paid under another name.
        OtherName = "other-name",
        /// Nearly the name of a payee, under another account number.
        LookAlike = "look-alike",
        /// Several new payees within days.
        ManyNewPayees = "many-new-payees",
        /// The bank's check of the name: nearly.
        NameClose = "name-close",
        /// The bank's check of the name: no.
        NameNoMatch = "name-no-match",
        /// The bank could not check the name.
        NameNotPossible = "name-not-possible",
        /// A payment to this payee was given up after a warning.
        CancelledBefore = "cancelled-before",
        /// Somebody who was paid for the first time within days.
        RecentPayee = "recent-payee",
        /// An account number whose check digits are wrong.
        AccountCheck = "account-check",
        /// The first payment to an account of that country.
        FirstAbroad = "first-abroad",
        /// A payee that was paid once, under another account number.
        SecondAccount = "second-account",
        /// More than this payee ever got.
        AbovePayeeRange = "above-payee-range",
        /// More than the customer ever paid.
        AboveOwnRange = "above-own-range",
        /// One digit twice makes it differ from what this payee gets.
        DoubledDigit = "doubled-digit",
        /// A round sum to invest with somebody new.
        RoundInvestment = "round-investment",
        /// Not the account's currency.
        OtherCurrency = "other-currency",
        /// Together with what somebody new got within days, more than the customer ever paid.
        InPieces = "in-pieces",
        /// As much as has just come in from somebody new.
        AfterCredit = "after-credit",
        /// The account ends below zero.
        BelowZero = "below-zero",
        /// What is left does not cover the bills until payday.
        BillsAtRisk = "bills-at-risk",
        /// On the phone.
        OnCall = "on-call",
        /// The screen is shared.
        ScreenShared = "screen-shared",
        /// The account number was pasted.
        PastedAccount = "pasted-account",
        /// Typed in a hurry.
        Rushed = "rushed",
        /// The first time on this device.
        FirstLogin = "first-login",
        /// Somebody called and asked for it.
        SomeoneCalled = "someone-called",
        /// At night, against the customer's habit.
        UnusualHour = "unusual-hour",
        /// At a weekend, against the customer's habit.
        UnusualWeekend = "unusual-weekend",
        /// Paid several times over months, on this account number.
        ProvenPayee = "proven-payee",
        /// The customer said that they know this payee.
        KnownPayee = "known-payee",
        /// The bank's check of the name: yes.
        NameMatch = "name-match",
        /// Little beside what the customer usually pays.
        SmallAmount = "small-amount",
        /// A warning about this payee was heard, and the payment made, some time ago.
        WentThrough = "went-through-before",
    }
}

words! {
    /// The field of a draft that a sign is about.
    Field {
        /// Whom.
        Name = "counterpartyName",
        /// Where to.
        Account = "counterpartyAccount",
        /// How much.
        Amount = "amount",
    }
}

/// How many there are.
pub const SIGNALS: usize = Signal::ALL.len();

/// Signs that share a cause: within a family the strongest counts whole, each other one half.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SignalFamily {
    /// May ask a question alone.
    Strong,
    /// Who is paid.
    Payee,
    /// Where to.
    Account,
    /// How much.
    Amount,
    /// Where the money came from.
    Flow,
    /// What is left.
    Balance,
    /// Who else is there.
    Pressure,
    /// When.
    Moment,
    /// What speaks for it.
    Relief,
}

impl Signal {
    /// Its family.
    #[must_use]
    pub const fn family(self) -> SignalFamily {
        match self.index() {
            0..=3 => SignalFamily::Strong,
            4..=12 => SignalFamily::Payee,
            13..=15 => SignalFamily::Account,
            16..=21 => SignalFamily::Amount,
            22 => SignalFamily::Flow,
            23..=24 => SignalFamily::Balance,
            25..=30 => SignalFamily::Pressure,
            31..=32 => SignalFamily::Moment,
            _ => SignalFamily::Relief,
        }
    }

    /// The field of the draft that it is about.
    #[must_use]
    pub const fn field(self) -> Option<Field> {
        match self.family() {
            SignalFamily::Payee => Some(Field::Name),
            SignalFamily::Account => Some(Field::Account),
            SignalFamily::Strong if matches!(self, Self::ChangedAccount) => Some(Field::Account),
            SignalFamily::Strong | SignalFamily::Amount | SignalFamily::Flow | SignalFamily::Balance => {
                Some(Field::Amount)
            }
            SignalFamily::Pressure | SignalFamily::Moment | SignalFamily::Relief => None,
        }
    }

    /// What a pack may give it.
    #[must_use]
    pub const fn bounds(self) -> (i16, i16) {
        match self.family() {
            SignalFamily::Strong => (300, 499),
            SignalFamily::Relief => (-299, 0),
            _ => (0, 299),
        }
    }
}

/// The weight of every sign, by its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Weights([i16; SIGNALS]);

/// What the built-in pack says as well; a pack that says nothing of a sign leaves it so.
const USUAL: [i16; SIGNALS] = [
    300, 300, 300, 320, 120, 140, 250, 100, 120, 270, 30, 100, 100, 200, 150, 160, 160, 160, 200, 140, 60, 180, 170,
    150, 160, 220, 290, 60, 80, 120, 280, 60, 30, -200, -150, -100, -100, -60,
];

impl Default for Weights {
    fn default() -> Self {
        Self(USUAL)
    }
}

impl Weights {
    /// The weight of a sign.
    #[must_use]
    pub fn of(&self, signal: Signal) -> i32 {
        self.0.get(usize::from(signal.index())).copied().unwrap_or(0).into()
    }

    /// Reads the `guard` section, where there is one.
    pub(super) fn read(section: Option<&Tree<'_>>, faults: &mut Vec<Diagnostic>) -> Self {
        let mut weights = Self::default();
        let mut fault = |path: &str, code: &'static str, message: &[&str]| {
            faults.push(Diagnostic { path: joined("guard", path), column: 0, code, message: said(message) });
        };
        for (key, entries) in section.map(Tree::entries).unwrap_or_default() {
            if key != "weights" {
                fault(key, "unknown-field", &["unknown field, known: weights"]);
                continue;
            }
            for (word, weight) in entries.entries() {
                let path = joined("weights", word);
                let Some(signal) = Signal::from_word(word) else {
                    fault(&path, "unknown-word", &["the guard knows no such sign"]);
                    continue;
                };
                let (low, high) = signal.bounds();
                let found = weight.integer().and_then(|weight| i16::try_from(weight).ok());
                match (
                    found.filter(|weight| (low..=high).contains(weight)),
                    weights.0.get_mut(usize::from(signal.index())),
                ) {
                    (Some(weight), Some(slot)) => *slot = weight,
                    _ => fault(&path, "out-of-range", &[&low.to_string(), " to ", &high.to_string()]),
                }
            }
        }
        weights
    }
}

#[cfg(test)]
mod tests {
    use super::{SIGNALS, Signal, SignalFamily, USUAL, Weights};
    use crate::{json::Tree, packs};

    #[test]
    fn the_usual_weights_lie_within_their_bounds_and_families_stand_together() {
        let mut last = SignalFamily::Strong;
        for &signal in Signal::ALL {
            let (low, high) = signal.bounds();
            assert!((low..=high).contains(&USUAL[usize::from(signal.index())]), "{signal:?}");
            assert!(signal.family() >= last, "{signal:?}");
            last = signal.family();
        }
        assert_eq!(last, SignalFamily::Relief);
    }

    #[test]
    fn the_built_in_pack_names_every_sign_with_its_usual_weight() {
        let pack: serde_json::Value = serde_json::from_str(packs::BUILTIN).unwrap();
        let said = pack["guard"]["weights"].as_object().unwrap();
        let expected: Vec<(&str, i64)> =
            Signal::ALL.iter().map(|s| (s.word(), i64::from(USUAL[usize::from(s.index())]))).collect();
        let got: Vec<(&str, i64)> =
            said.iter().map(|(word, weight)| (word.as_str(), weight.as_i64().unwrap())).collect();
        assert_eq!(got.len(), SIGNALS);
        for pair in expected {
            assert!(got.contains(&pair), "{pair:?}");
        }
    }

    #[test]
    fn every_sign_has_words_in_every_language() {
        let pack: serde_json::Value = serde_json::from_str(packs::BUILTIN).unwrap();
        for language in ["en", "ja"] {
            for signal in Signal::ALL.iter().filter(|signal| **signal != Signal::AlreadyPaid) {
                let key = format!("reason.{}", signal.word());
                assert!(pack["messages"][language][&key].is_string(), "{language}: {key}");
            }
        }
    }

    #[test]
    fn a_weight_out_of_its_bounds_a_sign_and_a_field_that_nobody_knows_are_faults() {
        let text = r#"{"weights":{"new-payee":300,"changed-account":299,"proven-payee":1,"rushed":7.5,"moon":1,"on-call":299},"x":1}"#;
        let tree = Tree::parse(text).unwrap();
        let mut faults = Vec::new();
        let weights = Weights::read(Some(&tree), &mut faults);
        let told: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.path.as_str(), fault.code)).collect();
        assert_eq!(
            told,
            [
                ("guard.weights.new-payee", "out-of-range"),
                ("guard.weights.changed-account", "out-of-range"),
                ("guard.weights.proven-payee", "out-of-range"),
                ("guard.weights.rushed", "out-of-range"),
                ("guard.weights.moon", "unknown-word"),
                ("guard.x", "unknown-field"),
            ]
        );
        assert_eq!((weights.of(Signal::OnCall), weights.of(Signal::NewPayee)), (299, 120));
    }
}
