// SPDX-License-Identifier: MIT OR Apache-2.0
//! What customers ask the guard for, of their own accord: more care, never less.
//!
//! In: settings as they are kept, a case. Out: reasons for at least a pause. Invariant: a wish is obeyed, not weighed.

use super::case::Case;
use crate::types::{Currency, Money, Reason, parse_minor, place_of};

/// See the door plate. Each setting as it is kept; an empty text is none.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Wishes {
    /// Payments that are always paused: above `usual`, or above an amount with its currency.
    pub pause_above: String,
    /// Somebody whom the customer wants to ask first.
    pub trusted_contact: String,
    /// What the customer wants to pay in a day at most: an amount with its currency.
    pub daily_allowance: String,
}

impl Wishes {
    /// The names of the settings, in the order of the fields.
    pub const NAMES: [&'static str; 3] = ["pauseAbove", "trustedContact", "dailyAllowance"];

    /// Takes a setting; tells whether it is one. An empty text takes it back.
    pub fn take(&mut self, name: &str, value: &str) -> bool {
        let place = place_of(&Self::NAMES, name);
        let slot = match place {
            0 => &mut self.pause_above,
            1 => &mut self.trusted_contact,
            2 => &mut self.daily_allowance,
            _ => return false,
        };
        *slot = value.into();
        value.is_empty() || place == 1 || (place == 0 && value == USUAL) || amount(value).is_some()
    }
}

/// Above what the payee got at most, or else what the customer pays at most.
const USUAL: &str = "usual";

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
    let mut limit = None;
    if wishes.pause_above == USUAL {
        let mut most = if case.past.is_empty() { case.usual.2 } else { 0 };
        for &place in &case.past {
            most = case.size_of(place).max(most);
        }
        limit = Some(most);
    } else if let Some(money) = amount(&wishes.pause_above).filter(|money| money.currency == case.draft.currency) {
        limit = Some(money.minor.unsigned_abs());
    }
    if let Some(limit) = limit.filter(|&limit| case.size > limit) {
        reasons.push(Reason::new("own-limit").with("amount", case.money(limit)));
    }
    if let Some(allowance) = amount(&wishes.daily_allowance)
        && allowance.currency == case.draft.currency
    {
        let mut paid = case.size;
        for place in case.basis.view.rows().rev().take_while(|&place| case.ledger.day(place) == case.today()) {
            let row = case.ledger.row(place);
            let is_own = case.basis.transfers.iter().any(|pair| pair.out == place);
            if row.amount < 0 && row.currency == allowance.currency && !is_own {
                paid = paid.saturating_add(row.amount.unsigned_abs());
            }
        }
        if paid > allowance.minor.unsigned_abs() {
            let most = case.money(allowance.minor.unsigned_abs());
            reasons.push(Reason::new("own-allowance").with("amount", most).with("paid", case.money(paid)));
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::Wishes;

    #[test]
    fn settings_are_read_as_they_are_kept() {
        let mut wishes = Wishes::default();
        let settings = [
            ("pauseAbove", "usual"),
            ("trustedContact", "Mia"),
            ("dailyAllowance", "250.00 EUR"),
            ("dailyAllowance", ""),
        ];
        for (name, value) in settings {
            assert!(wishes.take(name, value), "{name}");
        }
        assert_eq!((wishes.pause_above.as_str(), wishes.daily_allowance.as_str()), ("usual", ""));
        for (name, value) in
            [("pauseAbove", "often"), ("dailyAllowance", "-5.00 EUR"), ("dailyAllowance", "5 XXQ"), ("mood", "good")]
        {
            assert!(!Wishes::default().take(name, value), "{name} {value}");
        }
    }
}
