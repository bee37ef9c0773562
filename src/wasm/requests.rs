// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests of the boundary, field by field, and its small answers.
//!
//! In: JSON bytes. Out: typed arguments, or `INVALID_ARGUMENT` with the field. `null` equals absent.

use serde::Serialize;

use crate::{
    consent::{Grant, Notice},
    engine::{
        self, Act, Commitment, CommitmentKind, CorrectionRequest, Difficulty, DuplicateQuery, EvaluateQuery,
        GoalRequest, GoalSource, RewardStep, Scope, Setting, SettingKind, Settings, SignedPack, Subject,
    },
    error::{Code, Error},
    json::Tree,
    simulate::{Change, ChangeKind},
    types::{About, Cadence, CivilDate, CivilTime, Currency, Moment, Purpose, ResponseKind, parse_minor},
};

/// One request.
pub(super) struct Request<'a>(Tree<'a>);

impl<'a> Request<'a> {
    #[inline(never)]
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Error> {
        let text = core::str::from_utf8(bytes).map_err(|_| Error::new(Code::BadUtf8))?;
        Tree::parse(text).map(Self)
    }

    /// One that was read already.
    pub(super) const fn of(tree: Tree<'a>) -> Self {
        Self(tree)
    }

    /// A field as it stands.
    #[inline(never)]
    pub(super) fn field(&self, field: &str) -> Option<&Tree<'a>> {
        self.0.get(field)
    }

    /// A text that may be absent.
    fn optional_text(&self, field: &'static str) -> Result<Option<&str>, Error> {
        match self.0.get(field) {
            None => Ok(None),
            Some(tree) => tree.text().map(Some).ok_or_else(|| Error::argument(field)),
        }
    }

    pub(super) fn text(&self, field: &'static str) -> Result<&str, Error> {
        self.optional_text(field)?.ok_or_else(|| Error::missing(field))
    }

    fn optional_date(&self, field: &'static str) -> Result<Option<CivilDate>, Error> {
        match self.optional_text(field)? {
            None => Ok(None),
            Some(text) => CivilDate::parse(text).map(Some).ok_or_else(|| Error::argument(field)),
        }
    }

    fn optional_count(&self, field: &'static str) -> Result<Option<u32>, Error> {
        match self.0.get(field) {
            None => Ok(None),
            Some(tree) => {
                let count = tree.integer().and_then(|count| u32::try_from(count).ok());
                count.map(Some).ok_or_else(|| Error::argument(field))
            }
        }
    }

    pub(super) fn count(&self, field: &'static str) -> Result<u32, Error> {
        self.optional_count(field)?.ok_or_else(|| Error::missing(field))
    }

    pub(super) fn texts(&self, field: &'static str) -> Result<Vec<String>, Error> {
        let items = self.0.get(field).and_then(Tree::items).ok_or_else(|| Error::argument(field))?;
        items.iter().map(|item| item.text().map(String::from).ok_or_else(|| Error::argument(field))).collect()
    }

    #[inline(never)]
    pub(super) fn now(&self) -> Result<Moment, Error> {
        let moment = || {
            let now = self.0.get("now")?;
            Some(Moment {
                instant: now.get("instant")?.integer()?,
                date: CivilDate::parse(now.get("date")?.text()?)?,
                time: CivilTime::parse(now.get("time")?.text()?)?,
            })
        };
        moment().ok_or_else(|| Error::argument("now"))
    }

    pub(super) fn settings(&self) -> Result<Settings, Error> {
        let grants = self.0.get("consent").and_then(Tree::items).ok_or_else(|| Error::argument("consent"))?;
        let grant = |tree: &Tree<'_>| {
            let purpose = tree.get("purpose").and_then(Tree::text).and_then(Purpose::from_word);
            Ok(Grant {
                purpose: purpose.ok_or_else(|| Error::argument("consent"))?,
                notice: notice(tree),
                granted_at: tree.get("grantedAt").and_then(Tree::text).map(String::from),
            })
        };
        let retention_months = self.optional_count("retentionMonths")?;
        if retention_months == Some(0) {
            return Err(Error::argument("retentionMonths"));
        }
        Ok(Settings {
            consent: grants.iter().map(grant).collect::<Result<_, Error>>()?,
            pack: self.optional_text("pack")?.map(String::from),
            retention_months,
        })
    }

    /// The moment where there is one; an empty request has none.
    pub(super) fn moment(bytes: &'a [u8]) -> Result<Option<Moment>, Error> {
        if bytes.is_empty() {
            return Ok(None);
        }
        let request = Self::read(bytes)?;
        if request.0.get("now").is_some() { request.now().map(Some) } else { Ok(None) }
    }

    /// `{ purpose, notice?, … }`.
    pub(super) fn decision(&self) -> Result<(Purpose, Notice), Error> {
        let purpose = Purpose::from_word(self.text("purpose")?).ok_or_else(|| Error::argument("purpose"))?;
        Ok((purpose, notice(&self.0)))
    }

    /// `{ kind, until?, note? }`.
    pub(super) fn context(&self) -> Result<(&str, Option<CivilDate>, Option<&str>), Error> {
        let kind = Some(self.text("kind")?).filter(|kind| !kind.is_empty());
        let kind = kind.ok_or_else(|| Error::argument("kind"))?;
        Ok((kind, self.optional_date("until")?, self.optional_text("note")?))
    }

    /// `{ about, by, subject, value }`: the shell has sorted out which.
    pub(super) fn correction(&self) -> Result<CorrectionRequest<'_>, Error> {
        let wrong = || Error::argument("correction");
        let subject = self.text("subject")?;
        let subject = match (self.text("by")?, subject) {
            ("series", id) => Subject::Series(id),
            ("payee", name) => Subject::Payee(name),
            ("transaction", id) => Subject::Transaction(id),
            ("topic", topic) => Subject::Topic(topic),
            _ => return Err(wrong()),
        };
        let about = About::from_word(self.text("about")?).ok_or_else(wrong)?;
        Ok(CorrectionRequest { about, subject, value: self.text("value")? })
    }

    /// `{ kind, accountId, amount, currency, months?, rate? }`.
    pub(super) fn payment_decision(&self) -> Result<Commitment<'_>, Error> {
        let wrong = || Error::argument("decision");
        let kind = CommitmentKind::from_word(self.text("kind")?).ok_or_else(|| Error::argument("kind"))?;
        let currency = Currency::from_code(self.text("currency")?).ok_or_else(|| Error::argument("currency"))?;
        let size = parse_minor(self.text("amount")?, currency.decimals()).map_err(|_| Error::argument("amount"))?;
        let months = self.optional_count("months")?.unwrap_or(0);
        let rate = self.optional_count("rate")?.unwrap_or(0);
        let account = Some(self.text("accountId")?).filter(|account| !account.is_empty()).ok_or_else(wrong)?;
        Ok(Commitment { kind, account, size, currency, months, rate })
    }

    /// How hard a challenge shall be.
    pub(super) fn level(&self) -> Result<Difficulty, Error> {
        Difficulty::from_word(self.text("level")?).ok_or_else(|| Error::argument("level"))
    }

    /// Where deposits shall arrive.
    pub(super) fn account(&self) -> Result<Option<&str>, Error> {
        self.optional_text("accountId")
    }

    /// What is done with a run; joining is another call.
    pub(super) fn act(&self) -> Result<Act, Error> {
        let act = Act::from_word(self.text("act")?).filter(|act| *act != Act::Join);
        act.ok_or_else(|| Error::argument("act"))
    }

    /// Which step; none of the other acts has one.
    pub(super) fn step(&self) -> Result<&str, Error> {
        Ok(self.optional_text("step")?.unwrap_or_default())
    }

    /// The settings that are there, by their names.
    pub(super) fn guard_settings(&self) -> Result<Vec<(&'static str, &str)>, Error> {
        let mut settings = Vec::new();
        for name in ["pauseAbove", "trustedContact", "dailyAllowance"] {
            if let Some(value) = self.optional_text(name)? {
                settings.push((name, value));
            }
        }
        Ok(settings)
    }

    pub(super) fn duplicate_query(&self) -> Result<DuplicateQuery, Error> {
        let include_settled = self.flag("includeSettled")?;
        Ok(DuplicateQuery { since: self.optional_date("since")?, include_settled })
    }

    /// One of `accountId` and `currency`.
    pub(super) fn scope(&self) -> Result<Scope<'_>, Error> {
        match (self.optional_text("accountId")?, self.optional_text("currency")?) {
            (Some(id), None) => Ok(Scope::Account(id)),
            (None, Some(code)) => {
                Currency::from_code(code).map(Scope::Currency).ok_or_else(|| Error::argument("currency"))
            }
            _ => Err(Error::argument("accountId")),
        }
    }

    pub(super) fn flag(&self, field: &'static str) -> Result<bool, Error> {
        match self.0.get(field) {
            None => Ok(false),
            Some(Tree::Bool(value)) => Ok(*value),
            Some(_) => Err(Error::argument(field)),
        }
    }

    /// The days of a forecast.
    pub(super) fn days(&self) -> Result<u32, Error> {
        let days = self.count("days")?;
        if days > engine::MAX_FORECAST_DAYS { Err(Error::argument("days")) } else { Ok(days) }
    }

    /// A list of `{ kind, amount?, series?, date?, every?, until? }`.
    pub(super) fn changes(&self) -> Result<Vec<Change<'_>>, Error> {
        let wrong = || Error::argument("changes");
        let mut changes = Vec::new();
        for item in self.0.get("changes").and_then(Tree::items).ok_or_else(wrong)? {
            let text = |field| item.get(field).and_then(Tree::text).unwrap_or_default();
            let date = |field| {
                let date = CivilDate::parse(text(field));
                if date.is_none() && item.get(field).is_some() { Err(Error::argument(field)) } else { Ok(date) }
            };
            let every = Cadence::from_word(text("every"));
            if every.is_none() && item.get("every").is_some() {
                return Err(Error::argument("every"));
            }
            changes.push(Change {
                kind: ChangeKind::from_word(text("kind")).ok_or_else(wrong)?,
                amount: text("amount"),
                series: text("series"),
                date: date("date")?,
                every,
                until: date("until")?,
            });
        }
        Ok(changes)
    }

    /// What is set of a goal.
    pub(super) fn goal(&self) -> Result<GoalRequest<'_>, Error> {
        let source = match self.optional_text("from")? {
            None => None,
            Some(word) => Some(GoalSource::from_word(word).ok_or_else(|| Error::argument("from"))?),
        };
        Ok(GoalRequest {
            id: self.optional_text("id")?,
            name: self.optional_text("name")?,
            amount: self.optional_text("amount")?,
            currency: self.optional_text("currency")?,
            by: self.optional_text("by")?,
            priority: self.optional_count("priority")?,
            account: self.optional_text("accountId")?,
            source,
            paused_until: self.optional_text("pausedUntil")?,
        })
    }

    /// What the bank's server answered.
    pub(super) fn settlement(&self) -> Result<RewardStep, Error> {
        let step = RewardStep::from_word(self.text("settlement")?).filter(|step| *step != RewardStep::Claimed);
        step.ok_or_else(|| Error::argument("settlement"))
    }

    /// The last day of a pause, or none.
    pub(super) fn pause(&self) -> Result<i32, Error> {
        Ok(self.optional_date("until")?.map_or(i32::MAX, CivilDate::days))
    }

    /// `{ surface, slots?, preview?, trace?, bucket? }`.
    pub(super) fn evaluate_query(&self) -> Result<EvaluateQuery<'_>, Error> {
        let bucket = self.optional_count("bucket")?;
        if bucket.is_some_and(|bucket| bucket > 99) {
            return Err(Error::argument("bucket"));
        }
        Ok(EvaluateQuery {
            surface: self.text("surface")?,
            slots: self.optional_count("slots")?.map(|count| count as usize),
            preview: self.optional_text("preview")?,
            trace: self.flag("trace")?,
            bucket,
        })
    }

    /// A list of `{ about, subject?, value? }`.
    pub(super) fn attention(&self) -> Result<Vec<Setting>, Error> {
        let wrong = || Error::argument("settings");
        let mut settings = Vec::new();
        for item in self.0.get("settings").and_then(Tree::items).ok_or_else(wrong)? {
            let kind = item.get("about").and_then(Tree::text).and_then(SettingKind::from_word).ok_or_else(wrong)?;
            let value = match item.get("value") {
                None => None,
                Some(tree) => Some(tree.integer().ok_or_else(|| Error::argument(kind.field()))?),
            };
            let subject = item.get("subject").and_then(Tree::text).unwrap_or_default().into();
            settings.push(Setting { kind, subject, value });
        }
        Ok(settings)
    }

    pub(super) fn response(&self) -> Result<(ResponseKind, Option<CivilDate>), Error> {
        let kind = ResponseKind::from_word(self.text("response")?).ok_or_else(|| Error::new(Code::UnknownResponse))?;
        Ok((kind, self.optional_date("until")?))
    }
}

/// Under which notice; what is no text counts as not said.
fn notice(tree: &Tree<'_>) -> Notice {
    let mut words = String::new();
    for (place, field) in ["notice", "noticeHash", "language", "controller"].into_iter().enumerate() {
        if place > 0 {
            words.push('\n');
        }
        let text = tree.get(field).and_then(Tree::text).unwrap_or_default();
        words.extend(text.chars().filter(|sign| *sign != '\n'));
    }
    Notice { words, expires: tree.get("expires").and_then(Tree::integer) }
}

/// `{ do, … }` of a signed pack: texts by name.
#[inline(never)]
pub(super) fn pack<'a>(engine: &'a mut engine::Engine, request: &Request<'_>) -> Result<PackTexts<'a>, Error> {
    let mut messages = Vec::new();
    match request.text("do")? {
        "take" => {
            let integer = |field| request.0.get(field).and_then(Tree::integer).ok_or_else(|| Error::argument(field));
            let is_news = engine.take_pack(SignedPack {
                pack: request.text("pack")?,
                head: request.text("head")?,
                id: request.text("id")?,
                version: integer("version")?,
                min_engine: request.text("minEngine")?,
                floor: integer("floor")?,
            })?;
            if is_news {
                messages.push(("news", ""));
            }
        }
        "drop" => engine.drop_pack(),
        "last" => {
            if let Some((head, pack)) = engine.last_pack() {
                messages.push(("head", head));
                messages.push(("pack", pack));
            }
        }
        _ => return Err(Error::argument("do")),
    }
    Ok(PackTexts { messages })
}

#[derive(Serialize)]
pub(super) struct PackTexts<'a> {
    #[serde(serialize_with = "as_object")]
    messages: Vec<(&'a str, &'a str)>,
}

#[derive(Serialize)]
pub(super) struct Named {
    pub(super) id: String,
}

#[derive(Serialize)]
pub(super) struct Noted {
    pub(super) changed: bool,
}

#[derive(Serialize)]
pub(super) struct Prepared {
    pub(super) done: bool,
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

fn as_object<S: serde::Serializer>(entries: &[(&str, &str)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(entries.iter().copied())
}
