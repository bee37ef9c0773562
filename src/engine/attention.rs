// SPDX-License-Identifier: MIT OR Apache-2.0
//! The customer's attention: how much there is, how much was used, and what they set of it.
//!
//! In: settings. Out: what holds, with topics and what is learned. Invariants: a setting sticks until it is taken back;
//! nothing is told without the purpose that it lives under.

use serde::Serialize;

use super::Engine;
use crate::{
    decide::{self, Attention, LearnedRate, Setting, SettingKind, clock, free_from, interruptions},
    error::Error,
    state::Choice,
    types::{Moment, Purpose},
};

/// How much attention there is, and how much of it was used.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AttentionAnswer {
    /// Interruptions in any seven consecutive days.
    pub per_week: u32,
    /// How many there were in the seven that end today.
    pub used: u32,
    /// The first day with room for another one; none where there is room today, or never will be.
    pub free_from: Option<String>,
    /// Hours between two.
    pub min_gap_hours: u32,
    /// Hours of the day without any.
    pub quiet_hours: Option<QuietHours>,
    /// What the bank proposes where the customer set nothing.
    pub proposed: Proposed,
    /// Every topic of the pack, in its order.
    pub topics: Vec<TopicLine>,
}

/// From and to, `HH:MM` on the customer's wall clock.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct QuietHours {
    /// The first minute.
    pub from: String,
    /// The first minute after.
    pub to: String,
}

/// The pack's own values.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Proposed {
    /// Interruptions in any seven consecutive days.
    pub per_week: u32,
    /// Hours between two.
    pub min_gap_hours: u32,
    /// Hours of the day without any.
    pub quiet_hours: Option<QuietHours>,
}

/// A topic that can be switched.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TopicLine {
    /// Its id; the catalogue may have a name for it under `topic.<id>`.
    pub topic: String,
    /// Whether it is on.
    pub on: bool,
}

fn hours(both: Option<[u32; 2]>) -> Option<QuietHours> {
    both.map(|[from, to]| QuietHours { from: clock(from), to: clock(to) })
}

impl Engine {
    /// How the customer's attention stands. Needs `nudges`.
    pub fn attention(&mut self, now: Moment) -> AttentionAnswer {
        self.refresh(now);
        if !self.recalled.granted.allows(Purpose::Nudges) {
            return AttentionAnswer::default();
        }
        let known = self.known(now);
        let Attention { per_week, min_gap_hours, quiet_hours } = known.attention;
        let days = interruptions(known.memory.responses(), now.date);
        let policy = &self.pack().policy;
        let mut topics: Vec<TopicLine> = Vec::new();
        for nudge in &self.pack().nudges {
            if topics.iter().all(|known| known.topic != nudge.topic) {
                topics.push(TopicLine { topic: nudge.topic.clone(), on: !known.memory.topic_is_off(&nudge.topic) });
            }
        }
        AttentionAnswer {
            per_week,
            used: days.len() as u32,
            free_from: if per_week == 0 { None } else { free_from(&days, per_week).map(|day| day.to_text()) },
            min_gap_hours,
            quiet_hours: hours(quiet_hours),
            proposed: Proposed {
                per_week: policy.per_week,
                min_gap_hours: policy.min_gap_hours,
                quiet_hours: hours(policy.quiet_hours),
            },
            topics,
        }
    }

    /// Takes what the customer set, all of it or nothing.
    ///
    /// # Errors
    /// `CONSENT_MISSING` without `nudges`, or `learning` for what is learned; `INVALID_ARGUMENT` for a value out of range or a topic that
    /// the pack has not.
    pub fn set_attention(&mut self, now: Moment, settings: Vec<Setting>) -> Result<(), Error> {
        for setting in &settings {
            self.need(now, purpose_of(setting))?;
            let is_there = setting.kind != SettingKind::Topic
                || self.pack().nudges.iter().any(|nudge| nudge.topic == setting.subject);
            if !setting.fits() || !is_there {
                return Err(Error::argument(setting.kind.field()));
            }
        }
        for setting in settings {
            let purpose = purpose_of(&setting);
            let call = if setting.kind == SettingKind::Learned { "attention.forget" } else { "attention.set" };
            self.choose(now, call, purpose, Choice::Set(setting));
        }
        Ok(())
    }

    /// What was learned from answers. Needs `learning`.
    pub fn learned(&mut self, now: Moment) -> Vec<LearnedRate> {
        self.refresh(now);
        if !self.recalled.granted.allows(Purpose::Learning) {
            return Vec::new();
        }
        self.recalled.recall.memory.learned(self.pack(), now)
    }

    /// How often something happened in the civil days that end today: `<nudge or topic>.<response>`. What rules count
    /// by; nothing without `nudges`, since the answers are absent then.
    #[must_use]
    pub fn count(&self, event: &str, days: i32, now: Moment) -> i64 {
        self.recalled.recall.memory.count(event, days, now.date)
    }
}

const fn purpose_of(setting: &decide::Setting) -> Purpose {
    if matches!(setting.kind, SettingKind::Learned) { Purpose::Learning } else { Purpose::Nudges }
}
