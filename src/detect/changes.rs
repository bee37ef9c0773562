// SPDX-License-Identifier: MIT OR Apache-2.0
//! What would change a finding: a closed list of codes, at least one a family.

use super::{Finding, news::NEWS_DAYS, on};
use crate::{
    ledger::Ledger,
    types::{Arg, Family, Reason},
};

impl Finding {
    /// What would make it go away, the likeliest first.
    #[must_use]
    pub fn changes(&self, ledger: &Ledger) -> Vec<Reason> {
        let (money, _) = self.money();
        let until = |days: i32| on(Reason::new("time-passes"), self.since(ledger).plus_days(days));
        match self.family() {
            Family::Duplicate | Family::TwiceInCycle => vec![Reason::new("one-comes-back"), Reason::new("you-say")],
            Family::PriceStep | Family::IncomeChanged => vec![Reason::new("another-amount"), until(NEWS_DAYS)],
            Family::HigherThanUsual => vec![Reason::new("another-amount"), until(30)],
            Family::MissingCharge | Family::LateIncome => vec![Reason::new("it-comes"), Reason::new("you-say")],
            Family::EndedSeries => vec![Reason::new("it-comes")],
            Family::TrialCharged | Family::NewSeries => vec![Reason::new("you-say"), until(NEWS_DAYS)],
            Family::RefundArrived | Family::RepeatedFee => vec![until(NEWS_DAYS)],
            Family::IncomeArrived => vec![until(3)],
            Family::UnusualSpend => {
                let next = self.since(ledger).plus_months(1);
                let (_, _, day) = next.parts();
                vec![Reason::new("one-comes-back"), on(Reason::new("time-passes"), next.plus_days(1 - day as i32))]
            }
            Family::CannotCover => {
                vec![on(Reason::new("money-comes").with("amount", Arg::magnitude(money)), self.since(ledger))]
            }
            Family::RoomToSave => vec![Reason::new("money-goes")],
        }
    }
}
