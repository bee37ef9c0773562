// SPDX-License-Identifier: MIT OR Apache-2.0
//! The report: everything that was worked out or remembered, with its rows and its purpose.

use serde::Serialize;

use crate::{
    consent::Call,
    detect::{Finding, duplicates::payee_text},
    engine::{Look, SettingKind},
    present::wire_id,
    state::{Choice, Recall},
    types::{About, CivilDate, Correction, DataClass, Family, Purpose},
};

/// What the engine knows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Rows that the engine holds, those past the retention too.
    pub transactions: usize,
    /// Accounts that were declared.
    pub accounts: usize,
    /// How long rows are kept.
    pub retention: Retention,
    /// Each thing by itself.
    pub known: Vec<Known>,
    /// The pack that decides.
    pub pack: PackLine,
    /// Lines of the processing log, dropped ones too.
    pub log_lines: u32,
}

/// How long rows are kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Retention {
    /// `null`: as long as a purpose reads them.
    pub months: Option<u32>,
    /// The day of the oldest row within the retention.
    pub oldest: Option<String>,
    /// The day on which that row is past it.
    pub next_deletion: Option<String>,
    /// Rows past the retention, which go with the next file and are in no snapshot.
    pub past: usize,
}

/// One thing that is known.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Known {
    /// Names it; a choice can be undone by it.
    pub id: String,
    /// `series`, `finding`, `transfer`, `exception`, `response`, `context`, `correction`, `setting`, `goal`, `reward`,
    /// `challenge`, `event`, `learned` or `verdict`.
    pub sort: &'static str,
    /// What it is, as a word of the contract.
    pub kind: String,
    /// What a person would call it; empty where it has no name or must not be named.
    pub label: String,
    /// What it is kept for.
    pub purpose: Purpose,
    /// The classes of data that it is made of.
    pub data: Vec<DataClass>,
    /// Ids of the rows that it is made of, oldest first.
    pub transactions: Vec<String>,
    /// Last civil day, where it has one.
    pub until: Option<String>,
}

/// Which pack decides.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PackLine {
    /// Its name.
    pub id: String,
    /// Its release.
    #[cfg_attr(test, ts(type = "number"))]
    pub version: i64,
    /// Who wrote it.
    pub issuer: String,
    /// Whether a key of the host vouches for it; `false` for the built-in pack, which came with the package.
    pub signed: bool,
}

/// Tells everything.
#[must_use]
pub fn report(look: &Look<'_>) -> Report {
    let mut known = Vec::new();
    derived(look, &mut known);
    chosen(look, &mut known);
    let ledger = look.ledger;
    let count = ledger.len() as u32;
    let kept = || (0..count).map(|row| ledger.date(row)).filter(|date| *date >= look.from);
    let oldest = kept().min();
    let months = look.state.retention_months;
    let last_day = |oldest: CivilDate, months: u32| {
        oldest.plus_months(i32::try_from(months).unwrap_or(i32::MAX / 12)).plus_days(1).to_string()
    };
    Report {
        transactions: ledger.len(),
        accounts: ledger.accounts().len(),
        retention: Retention {
            months,
            oldest: oldest.map(|date| date.to_string()),
            next_deletion: oldest.zip(months).map(|(oldest, months)| last_day(oldest, months)),
            past: ledger.len() - kept().count(),
        },
        known,
        pack: PackLine {
            id: look.pack.id.clone(),
            version: look.pack.version,
            issuer: look.pack.issuer.clone(),
            signed: look.state.is_signed(),
        },
        log_lines: look.log.last_number(),
    }
}

/// What was worked out of the rows.
fn derived(look: &Look<'_>, known: &mut Vec<Known>) {
    let ledger = look.ledger;
    let mut push = |id, sort, kind: &str, call: Call, data: &[DataClass], rows: &[u32]| {
        let last = rows.last().map(|&row| ledger.row(row));
        known.push(Known {
            id,
            sort,
            kind: kind.into(),
            label: last.map(|row| payee_text(ledger, &row)).unwrap_or_default().into(),
            purpose: call.purpose(),
            data: data.to_vec(),
            transactions: rows.iter().map(|&row| ledger.id(row).into()).collect(),
            until: None,
        });
    };
    if let Some(basis) = look.basis.filter(|_| look.granted.allows(Purpose::Insights)) {
        for series in &basis.series.all {
            let id = wire_id("series", series.id);
            push(id, "series", series.kind.word(), Call::Series, Call::Series.reads(), &series.rows);
        }
        for pair in &basis.transfers {
            push(
                String::new(),
                "transfer",
                "own-transfer",
                Call::Transfers,
                Call::Transfers.reads(),
                &[pair.out, pair.into],
            );
        }
    }
    for finding in &look.findings {
        // What was made of the customer's own words alone stands among these.
        if finding.evidence().is_empty() {
            continue;
        }
        let duplicate = matches!(finding, Finding::Duplicate(_));
        let call = if finding.family() == Family::Challenge {
            Call::Challenges
        } else if duplicate && look.granted.allows(Purpose::Insights) {
            Call::Duplicates
        } else {
            Call::Evaluate
        };
        if look.granted.allows(call.purpose()) {
            let family = finding.family();
            push(
                wire_id("finding", finding.id()),
                "finding",
                family.word(),
                call,
                family.data_classes(),
                &finding.evidence(),
            );
        }
    }
}

/// What the customer chose.
fn chosen(look: &Look<'_>, known: &mut Vec<Known>) {
    let Recall { memory, contexts, corrections, settings, goals, rewards, challenges, .. } = look.recall;
    let purpose_of = |key| {
        let entry = look.state.choices.entries().iter().find(|entry| entry.key == key)?;
        Some((wire_id("choice", entry.id), entry.choice.purposes().first().copied()?))
    };
    for response in memory.responses() {
        let Some((id, purpose)) = response.keys.first().and_then(|key| purpose_of(*key)) else {
            continue;
        };
        let exception = response.exception.as_ref();
        known.push(Known {
            id,
            sort: if response.teaches() { "exception" } else { "response" },
            kind: response.kind.word().into(),
            label: exception.map_or_else(|| response.topic.clone(), |exception| payee_of(look, exception.payee)),
            purpose,
            data: vec![DataClass::Responses],
            transactions: Vec::new(),
            until: response.until.and_then(CivilDate::from_days).map(|date| date.to_string()),
        });
    }
    for entry in look.state.choices.entries() {
        let context = contexts.iter().any(|known| known.key == entry.key);
        let correction = corrections.iter().any(|known| known.key == entry.key);
        let (kind, label, until) = match &entry.choice {
            Choice::Context(found) if context => (found.kind.clone(), found.note.clone(), found.until),
            Choice::Correct(found) if correction => {
                let is_named = !matches!(found.about, About::Payee | About::Category | About::KnownPayee)
                    || !payee_of(look, found.subject).is_empty();
                let label = if is_named { found.label.clone() } else { String::new() };
                (found.about.word().into(), label, None)
            }
            Choice::Event(event) if look.granted.allows(Purpose::Journeys) => (event.name.clone(), String::new(), None),
            _ => continue,
        };
        known.push(Known {
            id: wire_id("choice", entry.id),
            sort: match &entry.choice {
                Choice::Context(_) => "context",
                Choice::Event(_) => "event",
                _ => "correction",
            },
            kind,
            label,
            purpose: entry.choice.purposes().first().copied().unwrap_or(Purpose::Insights),
            data: vec![if context { DataClass::Contexts } else { DataClass::Responses }],
            transactions: Vec::new(),
            until: until.and_then(CivilDate::from_days).map(|date| date.to_string()),
        });
    }
    for chosen in settings {
        let learned = chosen.setting.kind == SettingKind::Learned;
        known.push(Known {
            id: wire_id("choice", chosen.id),
            sort: "setting",
            kind: chosen.setting.kind.word().into(),
            label: chosen.setting.subject.clone(),
            purpose: if learned { Purpose::Learning } else { Purpose::Nudges },
            data: vec![DataClass::Responses],
            transactions: Vec::new(),
            until: None,
        });
    }
    for claim in rewards {
        known.push(Known {
            id: wire_id("reward", claim.id),
            sort: "reward",
            kind: claim.step.word().into(),
            label: claim.rule.clone(),
            purpose: Purpose::Challenges,
            data: vec![DataClass::Responses],
            transactions: Vec::new(),
            until: None,
        });
    }
    for known_goal in goals {
        let goal = &known_goal.goal;
        known.push(Known {
            id: wire_id("choice", known_goal.id),
            sort: "goal",
            kind: goal.source.word().into(),
            label: goal.name.clone(),
            purpose: Purpose::Challenges,
            data: vec![DataClass::Contexts],
            transactions: Vec::new(),
            until: goal.by.and_then(CivilDate::from_days).map(|date| date.to_string()),
        });
    }
    for run in challenges.current() {
        known.push(Known {
            id: wire_id("choice", run.id),
            sort: "challenge",
            kind: run.terms.challenge.clone(),
            label: run.terms.label.clone(),
            purpose: Purpose::Challenges,
            data: vec![DataClass::Responses],
            transactions: Vec::new(),
            until: None,
        });
    }
    for rate in &look.learned {
        known.push(Known {
            id: String::new(),
            sort: "learned",
            kind: rate.by.into(),
            label: rate.key.clone(),
            purpose: Purpose::Learning,
            data: vec![DataClass::Responses],
            transactions: Vec::new(),
            until: None,
        });
    }
    if look.granted.allows(Purpose::PaymentGuard) {
        for verdict in look.state.verdicts() {
            known.push(Known {
                id: wire_id("verdict", verdict.id),
                sort: "verdict",
                kind: "payment-check".into(),
                label: String::new(),
                purpose: Purpose::PaymentGuard,
                data: vec![DataClass::Transactions, DataClass::Counterparties],
                transactions: Vec::new(),
                until: None,
            });
        }
    }
}

/// What the rows call a payee of which only the key is remembered.
fn payee_of(look: &Look<'_>, key: crate::types::StableHash) -> String {
    let Some(basis) = look.basis else {
        return String::new();
    };
    for payee in (1..basis.view.payee_count() as u32).map(crate::ledger::PayeeId) {
        if Correction::key(About::Payee, look.ledger.identity(payee)) == key
            && let Some(&row) = basis.view.rows_of(payee).last()
        {
            return payee_text(look.ledger, &look.ledger.row(row)).into();
        }
    }
    String::new()
}
