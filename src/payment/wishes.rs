// SPDX-License-Identifier: MIT OR Apache-2.0
//! What customers ask the guard for, of their own accord: more care, never less.
//!
//! In: settings as they are kept, a case. Out: reasons for at least a pause. Invariant: a wish is obeyed, not weighed.

use super::case::Case;
use crate::types::{Args, Currency, Money, Reason, parse_minor};

/// From which amount on a payment is paused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PauseAbove {
    /// What the payee got at most, or else what the customer pays at most.
    Usual,
    /// An amount without sign.
    Amount(Money),
}

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wishes {
    /// Payments that are always paused.
    pub pause_above: Option<PauseAbove>,
    /// Somebody whom the customer wants to ask first.
    pub trusted_contact: String,
    /// What the customer wants to pay in a day at most.
    pub daily_allowance: Option<Money>,
}

impl Wishes {
    /// The names of the settings, in the order of the fields.
    pub const NAMES: [&'static str; 3] = ["pauseAbove", "trustedContact", "dailyAllowance"];

    /// Takes a setting as it is kept; tells whether it could be read. An empty text takes it back.
    pub fn take(&mut self, name: &str, value: &str) -> bool {
        let [pause, contact, allowance] = Self::NAMES;
        if name == contact {
            self.trusted_contact = value.into();
            return true;
        }
        let money = amount(value);
        let is_usual = name == pause && value == "usual";
        if name == pause {
            self.pause_above = if is_usual { Some(PauseAbove::Usual) } else { money.map(PauseAbove::Amount) };
        } else if name == allowance {
            self.daily_allowance = money;
        } else {
            return false;
        }
        value.is_empty() || is_usual || money.is_some()
    }
}

/// `120.00 EUR`, above nothing.
fn amount(text: &str) -> Option<Money> {
    let (digits, code) = text.split_once(' ')?;
    let currency = Currency::from_code(code)?;
    let minor = parse_minor(digits, currency.decimals()).ok().filter(|&minor| minor > 0)?;
    Some(Money { minor, currency })
}

/// The reasons for a pause.
pub(super) fn reasons(case: &Case<'_>) -> Vec<Reason> {
    let wishes = &case.remembered.wishes;
    let mut reasons = Vec::new();
    let limit = match wishes.pause_above {
        None => None,
        Some(PauseAbove::Amount(money)) => {
            (money.currency == case.draft.currency).then_some(money.minor.unsigned_abs())
        }
        Some(PauseAbove::Usual) => {
            let mut most = if case.past.is_empty() { case.usual.2 } else { 0 };
            for &place in &case.past {
                most = case.size_of(place).max(most);
            }
            Some(most)
        }
    };
    if let Some(limit) = limit.filter(|&limit| case.size > limit) {
        reasons.push(Reason::new("own-limit").with("amount", case.money(limit)));
    }
    if let Some(allowance) = wishes.daily_allowance
        && allowance.currency == case.draft.currency
    {
        let mut paid = case.size;
        for &place in case.basis.view.rows().iter().rev().take_while(|&&place| case.ledger.day(place) == case.today()) {
            let row = case.ledger.row(place);
            let is_own = case.basis.transfers.iter().any(|pair| pair.out == place);
            if row.amount < 0 && row.currency == allowance.currency && !is_own {
                paid = paid.saturating_add(row.amount.unsigned_abs());
            }
        }
        if paid > allowance.minor.unsigned_abs() {
            let args =
                Args::default().with("amount", crate::types::Arg::magnitude(allowance)).with("paid", case.money(paid));
            reasons.push(Reason { args, ..Reason::new("own-allowance") });
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::{PauseAbove, Wishes};

    #[test]
    fn settings_are_read_as_they_are_kept() {
        let mut wishes = Wishes::default();
        for (name, value) in [
            ("pauseAbove", "usual"),
            ("trustedContact", "Mia"),
            ("dailyAllowance", "250.00 EUR"),
            ("dailyAllowance", ""),
        ] {
            assert!(wishes.take(name, value), "{name}");
        }
        assert_eq!(wishes.pause_above, Some(PauseAbove::Usual));
        assert_eq!((wishes.trusted_contact.as_str(), wishes.daily_allowance), ("Mia", None));
        for (name, value) in
            [("pauseAbove", "often"), ("dailyAllowance", "-5.00 EUR"), ("dailyAllowance", "5 XXQ"), ("mood", "good")]
        {
            assert!(!Wishes::default().take(name, value), "{name} {value}");
        }
    }
}
