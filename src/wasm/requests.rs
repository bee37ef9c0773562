// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests and small answers of the boundary.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    consent::Grant,
    engine::{DuplicateQuery, Settings},
    error::{Code, Error},
    ingest::{RawTransaction, read_draft},
    json::{self, Fault, Reader},
    types::{CivilDate, CivilTime, Moment, ResponseKind},
};

/// Reads a request.
pub(super) fn read<'a, T: Deserialize<'a>>(request: &'a [u8]) -> Result<T, Error> {
    json::from_text(core::str::from_utf8(request).map_err(|_| Error::new(Code::BadUtf8))?)
}

#[derive(Deserialize)]
pub(super) struct Now {
    instant: i64,
    date: String,
    time: String,
}

impl Now {
    pub(super) fn moment(&self) -> Result<Moment, Error> {
        let date = CivilDate::parse(&self.date).ok_or_else(|| Error::argument("now"))?;
        let time = CivilTime::parse(&self.time).ok_or_else(|| Error::argument("now"))?;
        Ok(Moment { instant: self.instant, date, time })
    }
}

#[derive(Deserialize)]
pub(super) struct AtNow {
    pub(super) now: Now,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Configure<'a> {
    consent: Vec<Grant>,
    #[serde(default, borrow)]
    pack: Option<std::borrow::Cow<'a, str>>,
    #[serde(default)]
    retention_months: Option<i64>,
}

impl Configure<'_> {
    pub(super) fn settings(self) -> Result<Settings, Error> {
        let months = self.retention_months.map(|months| {
            u32::try_from(months).ok().filter(|months| *months > 0).ok_or_else(|| Error::argument("retentionMonths"))
        });
        Ok(Settings {
            consent: self.consent,
            pack: self.pack.map(std::borrow::Cow::into_owned),
            retention_months: months.transpose()?,
        })
    }
}

#[derive(Deserialize)]
pub(super) struct Locales {
    pub(super) locales: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Ids {
    pub(super) ids: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Duplicates {
    now: Now,
    #[serde(default)]
    since: Option<String>,
    #[serde(default)]
    include_settled: Option<bool>,
}

impl Duplicates {
    pub(super) fn parts(&self) -> Result<(Moment, DuplicateQuery), Error> {
        let since = match &self.since {
            Some(text) => Some(CivilDate::parse(text).ok_or_else(|| Error::argument("since"))?),
            None => None,
        };
        let include_settled = self.include_settled.unwrap_or(false);
        Ok((self.now.moment()?, DuplicateQuery { since, include_settled }))
    }
}

#[derive(Deserialize)]
pub(super) struct Evaluate {
    pub(super) now: Now,
    pub(super) surface: String,
    #[serde(default)]
    pub(super) slots: Option<usize>,
}

#[derive(Deserialize)]
pub(super) struct Respond {
    now: Now,
    pub(super) id: String,
    response: String,
    #[serde(default)]
    until: Option<String>,
}

impl Respond {
    pub(super) fn parts(&self) -> Result<(Moment, ResponseKind, Option<CivilDate>), Error> {
        let kind = ResponseKind::from_word(&self.response).ok_or(Error::new(Code::UnknownResponse))?;
        let until = match &self.until {
            Some(text) => Some(CivilDate::parse(text).ok_or_else(|| Error::argument("until"))?),
            None => None,
        };
        Ok((self.now.moment()?, kind, until))
    }
}

#[derive(Deserialize)]
pub(super) struct Payees {
    pub(super) a: String,
    pub(super) b: String,
}

/// Reads `{ now, draft }` and hands both on: the draft borrows its texts from the request.
pub(super) fn draft<T>(
    request: &[u8],
    check: impl FnOnce(Moment, &RawTransaction<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let text = core::str::from_utf8(request).map_err(|_| Error::new(Code::BadUtf8))?;
    let now = json::from_text::<AtNow>(text)?.now.moment()?;
    let mut reader = Reader::new(text);
    let found = find_draft(&mut reader).map_err(|_| Error::new(Code::BadJson).at(reader.position() as u64))?;
    if !found {
        return Err(Error::argument("draft"));
    }
    match read_draft(&mut reader, now.date) {
        Ok(Ok(draft)) => check(now, &draft),
        Ok(Err((_, field))) => Err(Error::argument(field)),
        Err(_) => Err(Error::new(Code::BadJson).at(reader.position() as u64)),
    }
}

/// Goes to the value of `draft`.
fn find_draft(reader: &mut Reader<'_>) -> Result<bool, Fault> {
    reader.expect(b'{')?;
    let mut first = true;
    while let Some(key) = reader.next_key(&mut first)? {
        if key == "draft" {
            return Ok(true);
        }
        reader.value()?;
    }
    Ok(false)
}

#[derive(Serialize)]
pub(super) struct Catalogue<'a> {
    pub(super) locale: String,
    pub(super) messages: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
pub(super) struct Progress {
    pub(super) rows: i64,
}

#[derive(Serialize)]
pub(super) struct Removed {
    pub(super) removed: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Stats {
    pub(super) transactions: usize,
    pub(super) memory_bytes: usize,
}
