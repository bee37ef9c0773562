// SPDX-License-Identifier: MIT OR Apache-2.0
//! Recurring series: pay, rent, bills, subscriptions, savings plans.
//!
//! In: a view. Out: `Series`, each with its member rows. Invariants: a row is a member of one series at
//! most; what is bought often and at will (groceries, fuel, meals, cash) is no series unless its amount
//! never changes.

mod amounts;
mod fit;
mod kind;

pub use amounts::{AmountChange, AmountModel};
pub use fit::Fit;
pub use kind::SeriesKind;

use crate::{
    ledger::{Ledger, OwnTransfer, PayeeId, Row, Symbol, View},
    types::{
        Cadence, Category, CivilDate, Currency, Direction, Kind, Permille, StableHash, sorted, stable_hash, words,
    },
};

words! {
    /// Where a series stands in its life.
    SeriesState {
        /// Seen twice.
        Early = "early",
        /// Seen at least three times, and not overdue by more than a cycle and a half.
        Active = "active",
        /// Overdue by more.
        Ended = "ended",
    }
}

/// When the next one is expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NextDue {
    /// The likeliest day.
    pub date: CivilDate,
    /// Not before.
    pub earliest: CivilDate,
    /// Not after, if it comes at all.
    pub latest: CivilDate,
    /// Signed minor units.
    pub amount: i64,
}

/// Something that repeats.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Series {
    /// The same as long as its first row is.
    pub id: StableHash,
    /// The account.
    pub account: Symbol,
    /// The payee.
    pub payee: PayeeId,
    /// Money in or out.
    pub direction: Direction,
    /// What it is.
    pub kind: SeriesKind,
    /// How often.
    pub cadence: Cadence,
    /// How its amount behaves.
    pub amount_model: AmountModel,
    /// The current amount: the last for fixed and stepped ones, the median for variable ones.
    pub amount: i64,
    /// ISO 4217.
    pub currency: Currency,
    /// Where it stands.
    pub state: SeriesState,
    /// Absent when ended.
    pub next: Option<NextDue>,
    /// Steps of a stepped amount, oldest first.
    pub changes: Vec<AmountChange>,
    /// Member rows, oldest first.
    pub rows: Vec<u32>,
    /// Rows of the same kind that came besides the cycle.
    pub extras: Vec<u32>,
    /// How sure.
    pub confidence: Permille,
}

/// Every series of a view, and which row belongs to which.
#[derive(Clone, Debug, Default)]
pub struct SeriesBook {
    /// By account, then by the first row's date.
    pub all: Vec<Series>,
    /// By row: the place of its series in `all` plus one; 0 for none.
    of_row: Vec<u32>,
}

impl SeriesBook {
    /// Finds every series.
    #[must_use]
    pub fn find(ledger: &Ledger, view: &View, transfers: &[OwnTransfer], today: CivilDate) -> Self {
        let mut own = vec![false; ledger.len()];
        for row in transfers.iter().flat_map(|pair| [pair.out, pair.into]) {
            if let Some(slot) = own.get_mut(row as usize) {
                *slot = true;
            }
        }
        let context = Context { ledger, today, own: &own };
        let mut all = Vec::new();
        for payee in (1..view.payee_count() as u32).map(PayeeId) {
            let rows = view.rows_of(payee);
            if rows.len() < 2 {
                continue;
            }
            for (key, list) in streams(ledger, rows) {
                context.extract(payee, key, list, &mut all);
            }
        }
        let first = |series: &Series| series.rows.first().map(|&row| (ledger.day(row), ledger.id(row)));
        let all = sorted(all, &mut |a: &Series, b| {
            ledger.word(a.account).cmp(ledger.word(b.account)).then_with(|| first(a).cmp(&first(b)))
        });
        let mut of_row = vec![0; ledger.len()];
        for (place, series) in all.iter().enumerate() {
            for &row in &series.rows {
                if let Some(slot) = of_row.get_mut(row as usize) {
                    *slot = place as u32 + 1;
                }
            }
        }
        Self { all, of_row }
    }

    /// The series that a row is a member of.
    #[must_use]
    pub fn of(&self, row: u32) -> Option<&Series> {
        let place = self.of_row.get(row as usize)?.checked_sub(1)?;
        self.all.get(place as usize)
    }
}

/// One account, direction and currency of a payee.
type StreamKey = (Symbol, Direction, Currency);

fn streams(ledger: &Ledger, rows: &[u32]) -> Vec<(StreamKey, Vec<u32>)> {
    // A payee has few accounts and currencies: a list is looked through faster than a tree.
    let mut streams: Vec<(StreamKey, Vec<u32>)> = Vec::new();
    for &place in rows {
        let row = ledger.row(place);
        let cash = row.kind == Kind::Cash || row.category == Category::Cash;
        if row.amount != 0 && !cash {
            let direction = if row.amount > 0 { Direction::In } else { Direction::Out };
            let key = (row.account, direction, row.currency);
            match streams.iter_mut().find(|stream| stream.0 == key) {
                Some((_, list)) => list.push(place),
                None => streams.push((key, vec![place])),
            }
        }
    }
    streams.retain(|(_, list)| list.len() >= 2);
    streams
}

struct Context<'a> {
    ledger: &'a Ledger,
    today: CivilDate,
    own: &'a [bool],
}

impl Context<'_> {
    /// Takes every series out of one stream: the whole of it if it fits, else equal amounts, else alike ones.
    fn extract(&self, payee: PayeeId, key: StreamKey, mut list: Vec<u32>, all: &mut Vec<Series>) {
        if let Some(fit) = self.fit(&list)
            && self.is_plausible(&fit)
        {
            all.extend(self.series(payee, key, fit));
            return;
        }
        for tolerance in [0, 250] {
            for cluster in amounts::clusters(self.ledger, &list, tolerance) {
                if cluster.len() == 2 && !cluster.iter().all(|&row| is_committed(self.ledger.row(row).kind)) {
                    continue;
                }
                if let Some(fit) = self.fit(&cluster)
                    && self.is_plausible(&fit)
                {
                    list.retain(|row| !fit.rows.contains(row));
                    all.extend(self.series(payee, key, fit));
                }
            }
        }
    }

    fn fit(&self, list: &[u32]) -> Option<Fit> {
        let dated: Vec<(CivilDate, u32)> = list.iter().map(|&row| (self.ledger.date(row), row)).collect();
        fit::fit(&dated)
    }

    /// Whether it is a commitment rather than a habit.
    fn is_plausible(&self, fit: &Fit) -> bool {
        let rows: Vec<Row> = fit.rows.iter().map(|&row| self.ledger.row(row)).collect();
        let amounts: Vec<i64> = rows.iter().map(|row| row.amount).collect();
        let spread = amounts::spread(&amounts);
        let at_will = rows.iter().filter(|row| is_bought_at_will(row.category)).count() * 2 > rows.len();
        let committed = rows.iter().all(|row| is_committed(row.kind));
        if fit.rows.len() == 2 {
            return committed && spread == 0 && fit.extras.is_empty();
        }
        if at_will || fit.rows.len() == 3 && !committed {
            return spread == 0 || (spread <= 50 && !at_will);
        }
        spread <= 350 || (committed && spread <= 700)
    }

    fn series(&self, payee: PayeeId, (account, direction, currency): StreamKey, fit: Fit) -> Option<Series> {
        let rows: Vec<Row> = fit.rows.iter().map(|&row| self.ledger.row(row)).collect();
        let (amount_model, amount, changes) = amounts::model(&rows);
        let dates: Vec<CivilDate> = rows.iter().map(Row::date).collect();
        let last = *dates.last()?;
        let overdue = self.today.days_since(last) > fit.cadence.days() * 3 / 2 + fit.cadence.tolerance();
        let state = match (overdue, rows.len()) {
            (true, _) => SeriesState::Ended,
            (false, 2) => SeriesState::Early,
            (false, _) => SeriesState::Active,
        };
        let own = fit.rows.iter().filter(|&&row| self.own.get(row as usize) == Some(&true)).count() * 2 > rows.len();
        let kind = kind::of(self.ledger, &rows, direction, fit.cadence, own);
        let first = fit.rows.first().map(|&row| self.ledger.id(row)).unwrap_or_default();
        let next = (!overdue).then(|| fit.next_due(&dates, self.today, amount));
        let seen = fit.rows.len().min(6) as u16;
        let confidence = Permille::new(fit.regularity.get() * (4 + seen) / 10);
        Some(Series {
            id: stable_hash(&[b"series", first.as_bytes()]),
            account,
            payee,
            direction,
            kind,
            cadence: fit.cadence,
            amount_model,
            amount,
            currency,
            state,
            next,
            changes,
            rows: fit.rows,
            extras: fit.extras,
            confidence,
        })
    }
}

/// Whether the customer bound themselves to it: twice is then enough to see it.
const fn is_committed(kind: Kind) -> bool {
    matches!(kind, Kind::DirectDebit | Kind::StandingOrder)
}

const fn is_bought_at_will(category: Category) -> bool {
    matches!(
        category,
        Category::Groceries
            | Category::Dining
            | Category::Fuel
            | Category::Transport
            | Category::Shopping
            | Category::Entertainment
            | Category::Travel
            | Category::Cash
    )
}
