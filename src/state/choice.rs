// SPDX-License-Identifier: MIT OR Apache-2.0
//! One accepted choice of the customer as a small self-contained record, and its bytes.
//!
//! In: what was decided, resolved to what it covers. Out: bytes, and back. Invariants: equal choices have equal
//! bytes; bytes that no engine wrote are refused. A layout that was ever released is never changed: a new
//! one gets a new tag.

use super::{
    challenge,
    codec::{Reader, Writer},
};
use crate::{
    challenge::Move,
    consent::{ConsentState, Notice},
    decide::{LearnedException, Response, Setting, SettingKind},
    error::Code,
    goal::{Goal, GoalSource},
    journey::Event,
    reward::{Claim, Step},
    types::{About, Alias, Correction, Currency, Occasion, Purpose, ResponseKind, RewardKind, StableHash, event_parts},
};

/// The tag of a challenge.
const CHALLENGE: u64 = 8;

/// The tags of a goal and of a reward.
const GOAL: u64 = 10;
const REWARD: u64 = 11;

/// The tag of an answer about rows that may come again under other ids.
const ALIASED: u64 = 12;
/// The tag of an event of a journey.
const EVENT: u64 = 13;

/// See the door plate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Choice {
    /// A purpose was given, refused or withdrawn.
    Consent {
        /// Which.
        purpose: Purpose,
        /// What was decided.
        state: ConsentState,
        /// Under which notice.
        notice: Notice,
    },
    /// A card, a duplicate or a verdict was answered.
    Respond {
        /// The purpose that the question was asked under.
        purpose: Purpose,
        /// The answer.
        response: Response,
    },
    /// Earlier choices, by their keys, are taken back.
    Undo(Vec<StableHash>),
    /// A circumstance of life was declared.
    Context(Context),
    /// Something was set right.
    Correct(Correction),
    /// Attention was set.
    Set(Setting),
    /// A challenge was joined, paused, taken up again or left, or a step of it is done.
    Challenge(Box<Move>),
    /// The host told an event of a journey.
    Event(Event),
    /// A goal was set or changed; the last of its id counts.
    Goal(Goal),
    /// Something was done about a reward.
    Reward(Claim),
}

/// What the customer declared of their life; nothing of this is ever inferred.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Context {
    /// Such as `renovation`.
    pub kind: String,
    /// Last civil day, days since 1970-01-01.
    pub until: Option<i32>,
    /// The customer's own words.
    pub note: String,
}

impl Choice {
    /// The purposes that it lives and dies with; consent itself and undoing need none and outlive all.
    #[must_use]
    pub fn purposes(&self) -> Vec<Purpose> {
        match self {
            Self::Consent { .. } | Self::Undo(_) => Vec::new(),
            // Without `nudges` no card would have been there to answer, whatever its own purpose.
            Self::Respond { purpose, response } if !response.nudge.is_empty() => vec![*purpose, Purpose::Nudges],
            Self::Respond { purpose, .. } => vec![*purpose],
            Self::Context(_) => vec![Purpose::LifeEvents],
            Self::Event(_) => vec![Purpose::Journeys],
            Self::Correct(correction) => vec![correction.about.purpose()],
            Self::Set(Setting { kind: SettingKind::Learned, .. }) => vec![Purpose::Learning],
            Self::Set(_) => vec![Purpose::Nudges],
            Self::Challenge(_) => vec![Purpose::Challenges],
            Self::Goal(_) | Self::Reward(_) => vec![Purpose::Challenges],
        }
    }

    /// What a receipt of deletion calls it; `None` for what is never deleted.
    #[must_use]
    pub const fn noun(&self) -> Option<&'static str> {
        match self {
            Self::Consent { .. } | Self::Undo(_) => None,
            Self::Respond { response, .. } if response.teaches() => Some("exceptions"),
            Self::Respond { .. } => Some("responses"),
            Self::Context(_) => Some("contexts"),
            Self::Event(_) => Some("events"),
            Self::Correct(_) => Some("corrections"),
            Self::Set(_) => Some("settings"),
            Self::Challenge(_) => Some("challenges"),
            Self::Goal(_) => Some("goals"),
            Self::Reward(_) => Some("rewards"),
        }
    }

    pub(super) fn write(&self, w: &mut Writer) {
        match self {
            Self::Consent { purpose, state, notice } => {
                w.number(0);
                w.number(purpose.index().into());
                w.number(state.index().into());
                write_notice(w, notice);
            }
            Self::Respond { purpose, response } => {
                let tag = match (response.alias, response.measure) {
                    (Some(_), _) => ALIASED,
                    (None, Some(_)) => 5,
                    (None, None) => 1,
                };
                w.number(tag);
                w.number(purpose.index().into());
                w.hash(response.id);
                w.hash(response.finding);
                w.text(&response.nudge);
                w.text(&response.topic);
                w.number(response.kind.index().into());
                w.signed(response.day.into());
                w.optional(response.until.map(i64::from));
                w.number(response.interruption.into());
                w.number(response.exception.is_some().into());
                if let Some(LearnedException { payee, magnitude, currency }) = &response.exception {
                    w.hash(*payee);
                    w.number(*magnitude);
                    w.text(currency);
                }
                if let Some(Alias { key, day }) = response.alias {
                    w.optional(response.measure.map(i64::from));
                    w.hash(key);
                    w.signed(day.into());
                } else if let Some(measure) = response.measure {
                    w.number(measure.into());
                }
            }
            Self::Undo(targets) => {
                w.number(2);
                w.number(targets.len() as u64);
                for target in targets {
                    w.hash(*target);
                }
            }
            Self::Context(context) => {
                w.number(3);
                w.text(&context.kind);
                w.optional(context.until.map(i64::from));
                w.text(&context.note);
            }
            Self::Correct(correction) => {
                w.number(4);
                w.number(correction.about.index().into());
                w.hash(correction.subject);
                w.text(&correction.label);
                w.text(&correction.value);
            }
            Self::Event(event) => {
                w.number(EVENT);
                w.text(&event.name);
                w.signed(event.day.into());
            }
            Self::Set(setting) => {
                w.number(6);
                w.number(setting.kind.index().into());
                w.text(&setting.subject);
                w.optional(setting.value);
            }
            Self::Reward(claim) => {
                w.number(REWARD);
                w.hash(claim.id);
                w.number(claim.step.index().into());
                w.signed(claim.day.into());
                w.text(&claim.rule);
                w.number(claim.kind.index().into());
                w.number(claim.points.into());
                w.number(claim.occasion.index().into());
                w.text(&claim.subject);
                w.number(claim.by_steps.into());
                w.signed(claim.earned.into());
                w.signed(claim.use_days.into());
            }
            Self::Goal(goal) => {
                w.number(GOAL);
                w.hash(goal.id);
                w.text(&goal.name);
                w.signed(goal.target);
                w.text(goal.currency.code());
                w.optional(goal.by.map(i64::from));
                w.number(goal.priority.into());
                w.text(&goal.account);
                w.number(goal.source.index().into());
                w.signed(goal.since.into());
                w.optional(goal.paused.map(i64::from));
            }
            Self::Challenge(made) => {
                w.number(CHALLENGE);
                challenge::write(w, made);
            }
        }
    }

    pub(super) fn read(r: &mut Reader<'_>) -> Result<Self, Code> {
        let tag = r.number().ok_or(Code::EntriesCorrupt)?;
        if tag > 6 && ![CHALLENGE, GOAL, REWARD, ALIASED, EVENT].contains(&tag) {
            return Err(Code::SnapshotVersion);
        }
        read_tagged(tag, r).ok_or(Code::EntriesCorrupt)
    }
}

fn read_tagged(tag: u64, r: &mut Reader<'_>) -> Option<Choice> {
    Some(match tag {
        0 => Choice::Consent {
            purpose: r.word(Purpose::from_index)?,
            state: r.word(ConsentState::from_index).filter(|state| *state != ConsentState::Expired)?,
            notice: read_notice(r)?,
        },
        1 | 5 | ALIASED => Choice::Respond {
            purpose: r.word(Purpose::from_index)?,
            response: Response {
                id: r.hash()?,
                finding: r.hash()?,
                nudge: r.text()?.into(),
                topic: r.text()?.into(),
                kind: r.word(ResponseKind::from_index)?,
                day: day(r.signed()?)?,
                until: optional_day(r)?,
                interruption: flag(r)?,
                exception: if flag(r)? {
                    Some(LearnedException { payee: r.hash()?, magnitude: r.number()?, currency: r.text()?.into() })
                } else {
                    None
                },
                measure: match tag {
                    5 => Some(u32::try_from(r.number()?).ok()?),
                    ALIASED => r.optional()?.map(u32::try_from).transpose().ok()?,
                    _ => None,
                },
                alias: if tag == ALIASED { Some(Alias { key: r.hash()?, day: day(r.signed()?)? }) } else { None },
                at: 0,
                keys: Vec::new(),
            },
        },
        2 => {
            let count = r.count()?;
            let mut targets = Vec::new();
            for _ in 0..count {
                targets.push(r.hash()?);
            }
            Choice::Undo(targets)
        }
        3 => Choice::Context(Context { kind: r.text()?.into(), until: optional_day(r)?, note: r.text()?.into() }),
        EVENT => Choice::Event(
            Some(Event { name: r.text()?.into(), day: day(r.signed()?)? })
                .filter(|event| event_parts(&event.name).is_some())?,
        ),
        4 => Choice::Correct(Correction {
            about: r.word(About::from_index)?,
            subject: r.hash()?,
            label: r.text()?.into(),
            value: r.text()?.into(),
        }),
        CHALLENGE => Choice::Challenge(Box::new(challenge::read(r)?)),
        REWARD => Choice::Reward(Claim {
            id: r.hash()?,
            step: r.word(Step::from_index)?,
            day: day(r.signed()?)?,
            rule: r.text()?.into(),
            kind: r.word(RewardKind::from_index)?,
            points: u32::try_from(r.number()?).ok()?,
            occasion: r.word(Occasion::from_index)?,
            subject: r.text()?.into(),
            by_steps: flag(r)?,
            earned: day(r.signed()?)?,
            use_days: day(r.signed()?)?,
        }),
        GOAL => Choice::Goal(Goal {
            id: r.hash()?,
            name: r.text()?.into(),
            target: r.signed()?,
            currency: Currency::from_code(r.text()?)?,
            by: optional_day(r)?,
            priority: u8::try_from(r.number()?).ok()?,
            account: r.text()?.into(),
            source: r.word(GoalSource::from_index)?,
            since: day(r.signed()?)?,
            paused: optional_day(r)?,
        }),
        _ => {
            let setting =
                Setting { kind: r.word(SettingKind::from_index)?, subject: r.text()?.into(), value: r.optional()? };
            Choice::Set(Some(setting).filter(Setting::fits)?)
        }
    })
}

/// Writes a notice.
pub fn write_notice(w: &mut Writer, notice: &Notice) {
    w.text(&notice.words);
    w.optional(notice.expires);
}

/// Reads a notice.
pub fn read_notice(r: &mut Reader<'_>) -> Option<Notice> {
    Some(Notice { words: r.text()?.into(), expires: r.optional()? })
}

fn flag(r: &mut Reader<'_>) -> Option<bool> {
    match r.number()? {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

fn day(days: i64) -> Option<i32> {
    i32::try_from(days).ok()
}

fn optional_day(r: &mut Reader<'_>) -> Option<Option<i32>> {
    match r.optional()? {
        None => Some(None),
        Some(days) => day(days).map(Some),
    }
}
