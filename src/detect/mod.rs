// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a good clerk would notice: findings with their evidence, one family a file.
//!
//! In: a ledger, its view and its series. Out: a `Basis`, which grows by new rows (`add.rs`), and `Finding`s. May use:
//! types, ledger (reading), features.
//! Deliberately absent: choosing what is said, and words for it.
//!
//! How to add a family: 1. a file with one function `find`, and its place in `run.rs`; 2. `News`, or a variant of
//! `Finding` where that does not hold it; 3. its facts for rules in `facts.rs`, what would change it in `changes.rs`;
//! 4. a scenario that notices and one that must not; 5. the nudge in a pack.

mod add;
mod alias;
mod bonus;
mod changes;
mod debits;
pub mod duplicates;
mod facts;
mod fees;
mod income;
mod log_odds;
mod making;
mod news;
mod refund;
mod room;
mod run;
mod series;
mod shortfall;
mod spend;
pub(crate) mod tariff;
mod tax;
mod twice;

pub use alias::{alias, is_known_as};
pub use debits::Debits;
pub use duplicates::{Duplicate, DuplicateKind, DuplicateState, Duplicates};
pub(crate) use log_odds::ln1p_hundredths;
pub use making::Making;
pub use news::News;
pub(crate) use news::of_rows;
use run::Noticed;
pub use run::{Scene, findings};
use spend::Spending;
pub use twice::TwiceInCycle;

use core::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::{
    features::{
        facts::Facts,
        forecast::{self, Forecast, History, Scope},
        series::{Series, SeriesBook, SeriesKind},
        tally::{Seen, Tally},
    },
    ledger::{Ledger, OwnTransfer, PayeeId, Refunds, View},
    types::{self, About, Arg, Category, CivilDate, Marks, Money, NO_ROW, Permille, Reason, StableHash, gives_away},
};

/// All that detectors read, made once for a ledger and a day.
#[derive(Clone, Debug, Default)]
pub struct Basis {
    /// Rows as of the day.
    pub view: View,
    /// Transfers between own accounts.
    pub transfers: Vec<OwnTransfer>,
    /// By row whether it is half of one.
    pub halves: Marks,
    /// Debits whose money came back.
    pub refunds: Refunds,
    /// What repeats.
    pub series: SeriesBook,
    /// Debits by amount, for everything that looks for a repeat.
    pub debits: Debits,
    /// By payee the category that the customer gave it; empty where nothing was said.
    categories: Vec<Option<Category>>,
    /// Sums that grow, made when they are first asked for.
    tally: OnceCell<Tally>,
    spending: OnceCell<Spending>,
    /// What is known of the customer as a whole, likewise.
    facts: OnceCell<Facts>,
    /// What was noticed besides duplicates, likewise.
    noticed: OnceCell<Noticed>,
    /// The same before the last rows came, as far as it says something.
    noticed_before: RefCell<Option<Noticed>>,
}

impl Basis {
    /// Works everything out.
    #[must_use]
    pub fn new(ledger: &Ledger, today: CivilDate) -> Self {
        Making::new(View::new(ledger, today), today, Vec::new()).finish(ledger)
    }

    /// Takes in which category the customer gave to payees that came since it was last told, each named by its key,
    /// and what the customer says series are: their kinds follow.
    pub fn correct(
        &mut self,
        ledger: &Ledger,
        category: Option<&dyn Fn(StableHash) -> Option<Category>>,
        kind: &dyn Fn(StableHash) -> Option<SeriesKind>,
    ) {
        if let Some(said) = category {
            for payee in self.categories.len()..self.view.payee_count() {
                let key = types::Correction::key(About::Category, ledger.identity(PayeeId(payee as u32)));
                let said = said(key).filter(|_| payee > 0);
                // What is protected is never told, not even when it was said.
                self.categories.push(said.map(|said| if gives_away(None, said) { Category::Other } else { said }));
            }
        }
        for series in &mut self.series.all {
            let said = self.categories.get(series.payee.0 as usize).copied().flatten();
            let said = kind(series.id).or_else(|| said.and_then(SeriesKind::of_category));
            series.kind = said.unwrap_or(series.kind);
        }
    }

    /// What a row was for: as the customer said of its payee, or else as the bank says.
    #[must_use]
    pub fn category(&self, ledger: &Ledger, row: u32) -> Category {
        let said = self.categories.get(self.view.payee(row).0 as usize).copied().flatten();
        said.unwrap_or_else(|| ledger.class(row).1)
    }

    /// The series that a row is a member of.
    #[must_use]
    pub fn series_of(&self, row: u32) -> Option<&Series> {
        self.series.of(&self.view, row)
    }

    /// Whether the sums were asked for.
    #[must_use]
    pub fn has_sums(&self) -> bool {
        self.tally.get().is_some()
    }

    /// Sums that grow row by row.
    pub fn tally(&self, ledger: &Ledger, today: CivilDate) -> &Tally {
        self.tally.get_or_init(|| self.seen(ledger, today, &mut |seen| Tally::new(seen)))
    }

    fn seen<T>(&self, ledger: &Ledger, today: CivilDate, take: &mut dyn FnMut(Seen<'_>) -> T) -> T {
        let Self { view, halves, refunds, .. } = self;
        take(Seen { ledger, view, halves, refunds, category: &|row| self.category(ledger, row), today })
    }

    /// What is known of the customer as a whole.
    pub fn facts(&self, ledger: &Ledger, today: CivilDate) -> &Facts {
        self.facts.get_or_init(|| Facts::new(self.history(ledger, today), self.tally(ledger, today), today))
    }

    fn history<'a>(&'a self, ledger: &'a Ledger, today: CivilDate) -> History<'a> {
        let Self { view, series: book, transfers, .. } = self;
        History { ledger, view, flows: &self.tally(ledger, today).flows, book, transfers }
    }

    /// Where a balance is going, for so many days after today; `None` where nothing tells it.
    #[must_use]
    pub fn forecast(&self, ledger: &Ledger, scope: Scope<'_>, today: CivilDate, days: u32) -> Option<Forecast> {
        forecast::find(self.history(ledger, today), scope, today, days)
    }

    /// What is spent at will, by month.
    fn spending(&self, ledger: &Ledger, today: CivilDate) -> &Spending {
        self.spending.get_or_init(|| Spending::new(ledger, self, today))
    }
}

/// Something noticed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// The same payment twice.
    Duplicate(Rc<Duplicate>),
    /// Two charges of one series within one cycle.
    TwiceInCycle(TwiceInCycle),
    /// Something about a series, fees, refunds, income, spending or the balance: families of one shape.
    News(News),
}

impl Finding {
    /// Stable as long as its rows are there.
    #[must_use]
    pub fn id(&self) -> StableHash {
        match self {
            Self::Duplicate(finding) => finding.id,
            Self::TwiceInCycle(finding) => finding.id,
            Self::News(finding) => finding.id,
        }
    }

    /// Gives it the id under which the customer knows it.
    pub fn rename(&mut self, known_as: StableHash) {
        match self {
            Self::Duplicate(finding) => Rc::make_mut(finding).id = known_as,
            Self::TwiceInCycle(finding) => finding.id = known_as,
            Self::News(finding) => finding.id = known_as,
        }
    }

    /// Its evidence, oldest first.
    #[must_use]
    pub fn rows(&self) -> [u32; 2] {
        match self {
            Self::Duplicate(finding) => finding.rows,
            Self::TwiceInCycle(finding) => finding.rows,
            Self::News(finding) => finding.rows,
        }
    }

    /// All rows behind it, oldest first, each once.
    #[must_use]
    pub fn evidence(&self) -> Vec<u32> {
        if let Self::News(news) = self
            && !news.evidence.is_empty()
        {
            return news.evidence.clone();
        }
        let [first, last] = self.rows();
        if first == NO_ROW {
            return Vec::new();
        }
        if first == last { vec![first] } else { vec![first, last] }
    }

    /// The day that it is news of.
    #[must_use]
    pub fn since(&self, ledger: &Ledger) -> CivilDate {
        if let Self::News(news) = self {
            return news.since;
        }
        let [_, later] = self.rows();
        ledger.date(later)
    }

    /// How sure, and why.
    #[must_use]
    pub fn grounds(&self) -> (Permille, &Vec<Reason>) {
        match self {
            Self::Duplicate(finding) => (finding.confidence, &finding.reasons),
            Self::TwiceInCycle(finding) => (finding.confidence, &finding.reasons),
            Self::News(finding) => (finding.confidence, &finding.reasons),
        }
    }

    /// The amount that it is about, and the days between its rows.
    #[must_use]
    pub fn money(&self) -> (Money, i32) {
        match self {
            Self::Duplicate(finding) => (finding.money, finding.gap_days),
            Self::TwiceInCycle(finding) => (finding.money, finding.gap_days),
            Self::News(finding) => (finding.money, finding.gap_days),
        }
    }

    /// The series that it is about.
    #[must_use]
    pub const fn series(&self) -> Option<StableHash> {
        match self {
            Self::TwiceInCycle(finding) => Some(finding.series),
            Self::News(finding) => finding.series,
            Self::Duplicate(_) => None,
        }
    }
}

/// The same reason with a text of the customer's own data. Made in so many places that a call is smaller than
/// what it does.
#[inline(never)]
pub(crate) fn text(reason: Reason, name: &'static str, text: &str) -> Reason {
    reason.with(name, Arg::text(text))
}

/// The same reason with a date.
#[inline(never)]
fn on(reason: Reason, date: CivilDate) -> Reason {
    reason.with("date", Arg::date(date))
}
