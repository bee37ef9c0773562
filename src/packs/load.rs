// SPDX-License-Identifier: MIT OR Apache-2.0
//! A document to a compiled pack: every reference is followed, every condition compiled.

use super::{
    NudgeClass,
    cel::{self, Program, Schema, Type},
    document::{Document, Messages, NudgeDocument, Shape},
};
use crate::{
    error::{Code, Diagnostic, Error},
    json::Tree,
    types::{Fact, Family, Purpose, ResponseKind, is_protected_topic},
};

/// The only format so far.
const FORMAT: i64 = 1;

/// A loaded pack.
#[derive(Clone, PartialEq, Debug)]
pub struct Pack {
    /// Its name.
    pub id: String,
    /// Grows with each release.
    pub version: i64,
    /// Who wrote it.
    pub issuer: String,
    /// In the document's order.
    pub nudges: Vec<Nudge>,
    /// By language, by key.
    messages: Vec<(String, Messages)>,
}

/// One thing that may be said.
#[derive(Clone, PartialEq, Debug)]
pub struct Nudge {
    /// Unique in its pack.
    pub id: String,
    /// Which findings it speaks of.
    pub about: Family,
    /// What it is for.
    pub class: NudgeClass,
    /// Which purpose covers it.
    pub purpose: Purpose,
    /// What a customer can switch off.
    pub topic: String,
    /// When it is a candidate.
    pub when: Program,
    /// When it is a candidate that stays quiet; the first that holds.
    pub quiet: Vec<Quieting>,
    /// Keys `<message>.title` and `<message>.body`.
    pub message: String,
    /// Where it may stand.
    pub surfaces: Vec<String>,
    /// Its buttons.
    pub actions: Vec<ActionRef>,
    /// Days after the finding's last row.
    pub expires_days: i32,
}

/// A condition for staying quiet, and the reason that is told.
#[derive(Clone, PartialEq, Debug)]
pub struct Quieting {
    /// When.
    pub when: Program,
    /// Text key `withheld.<reason>`.
    pub reason: String,
}

/// A button: an id from the pack's list, and the response that it stands for.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ActionRef {
    /// Text key `action.<id>`.
    pub id: String,
    /// What the shell reports when it is pressed; `None`: only the host knows.
    pub response: Option<ResponseKind>,
}

impl Pack {
    /// Loads a pack.
    ///
    /// # Errors
    /// `PACK_INVALID` with every fault that was found, or the JSON fault.
    pub fn load(text: &str) -> Result<Self, Error> {
        let mut shape = Shape::default();
        let tree = Tree::parse(text).map_err(|error| {
            invalid(vec![diagnostic("", 0, "not-json", &format!("not JSON at byte {}", error.at.unwrap_or(0)))])
        })?;
        let document = shape.document(&tree);
        let mut loader = Loader { diagnostics: shape.diagnostics };
        let pack = loader.pack(document);
        if loader.diagnostics.is_empty() { Ok(pack) } else { Err(invalid(loader.diagnostics)) }
    }

    /// The best language of a look-up chain, and its messages over the English ones.
    #[must_use]
    pub fn catalogue(&self, locales: &[String]) -> (String, Vec<(&str, &str)>) {
        let found = locales.iter().find(|locale| texts(&self.messages, locale).is_some());
        let locale = found.map_or("en", String::as_str);
        let own = texts(&self.messages, locale);
        let mut merged: Vec<(&str, &str)> = Vec::new();
        for (key, text) in texts(&self.messages, "en").into_iter().chain(own).flatten() {
            match merged.iter_mut().find(|entry| entry.0 == key) {
                Some(entry) => entry.1 = text,
                None => merged.push((key, text)),
            }
        }
        (locale.into(), merged)
    }
}

/// The texts of a language.
fn texts<'a>(messages: &'a [(String, Messages)], language: &str) -> Option<&'a Messages> {
    messages.iter().find(|entry| entry.0 == language).map(|entry| &entry.1)
}

fn invalid(diagnostics: Vec<Diagnostic>) -> Error {
    Error { diagnostics, ..Error::new(Code::PackInvalid) }
}

fn diagnostic(path: &str, column: u32, code: &'static str, message: &str) -> Diagnostic {
    Diagnostic { path: path.into(), column, code, message: message.into() }
}

/// The fields of one family, as conditions name them.
struct FamilySchema(Family);

impl Schema for FamilySchema {
    fn field(&self, record: &str, field: &str) -> Option<(u16, Type)> {
        let fact = Fact::from_word(field).filter(|fact| record == "finding" && self.0.facts().contains(fact))?;
        let found = match fact {
            Fact::AgeDays | Fact::GapDays | Fact::ConfidencePercent | Fact::ChangePercent | Fact::Count => Type::Int,
            Fact::Amount | Fact::Was => Type::Money,
            Fact::State | Fact::Kind | Fact::Cadence => Type::Text,
        };
        Some((u16::from(fact.index()), found))
    }

    fn names(&self) -> String {
        let names: Vec<String> = self.0.facts().iter().map(|fact| format!("finding.{}", fact.word())).collect();
        names.join(", ")
    }
}

struct Loader {
    diagnostics: Vec<Diagnostic>,
}

impl Loader {
    fn fault(&mut self, path: &str, code: &'static str, message: &str) {
        self.diagnostics.push(diagnostic(path, 0, code, message));
    }

    fn pack(&mut self, document: Document) -> Pack {
        if document.format != FORMAT {
            self.fault("format", "unknown-format", "this engine reads format 1");
        }
        if document.id.is_empty() {
            self.fault("id", "empty", "a pack needs an id");
        }
        if !document.languages.iter().any(|language| language == "en") {
            self.fault("languages", "no-english", "`en` is the fall-back and must be among the languages");
        }
        for language in &document.languages {
            if texts(&document.messages, language).is_none() {
                self.fault(&format!("messages.{language}"), "missing-translation", "this language has no messages");
            }
        }
        let mut nudges = Vec::new();
        for (place, nudge) in document.nudges.iter().enumerate() {
            let path = format!("nudges[{place}]");
            if document.nudges.iter().take(place).any(|other| other.id == nudge.id) {
                self.fault(&format!("{path}.id"), "duplicate-id", "another nudge has this id");
            }
            nudges.extend(self.nudge(&path, nudge, &document));
        }
        Pack {
            id: document.id,
            version: document.version,
            issuer: document.issuer,
            nudges,
            messages: document.messages,
        }
    }

    fn nudge(&mut self, path: &str, nudge: &NudgeDocument, document: &Document) -> Option<Nudge> {
        let about =
            self.word(&format!("{path}.about"), Family::from_word(&nudge.about), Family::ALL.iter().map(|f| f.word()));
        let class = self.word(
            &format!("{path}.class"),
            NudgeClass::from_word(&nudge.class),
            NudgeClass::ALL.iter().map(|c| c.word()),
        );
        let purpose = self.word(
            &format!("{path}.purpose"),
            Purpose::from_word(&nudge.purpose),
            Purpose::ALL.iter().map(|p| p.word()),
        );
        for (field, list_is_empty) in [("surfaces", nudge.surfaces.is_empty()), ("actions", nudge.actions.is_empty())] {
            if list_is_empty {
                self.fault(&format!("{path}.{field}"), "empty", "at least one is needed");
            }
        }
        let expires_days = i32::try_from(nudge.expires_days).ok().filter(|days| (1..=3660).contains(days));
        if expires_days.is_none() {
            self.fault(&format!("{path}.expiresDays"), "out-of-range", "1 to 3660 days");
        }
        for part in ["title", "body"] {
            self.message(&format!("{path}.message"), &format!("{}.{part}", nudge.message), document);
        }
        let actions = self.actions(path, nudge, document);
        for (field, id) in [("id", &nudge.id), ("topic", &nudge.topic)] {
            if is_protected_topic(id) {
                let hint = "health, creed, politics, union, sex life, origin, crime and pregnancy are no topics";
                self.fault(&format!("{path}.{field}"), "protected-topic", hint);
            }
        }
        let about = about?;
        if let Some(purpose) = purpose {
            for class in about.data_classes().iter().filter(|class| !purpose.may_read(**class)) {
                let hint = format!("`{}` does not cover reading `{}`", purpose.word(), class.word());
                self.fault(&format!("{path}.purpose"), "class-not-covered", &hint);
            }
        }
        let when = self.condition(&format!("{path}.when"), &nudge.when, about);
        let mut quiet = Vec::new();
        for (place, entry) in nudge.quiet.iter().enumerate() {
            let at = format!("{path}.quiet[{place}]");
            self.message(&format!("{at}.reason"), &format!("withheld.{}", entry.reason), document);
            let condition = self.condition(&format!("{at}.when"), &entry.when, about);
            quiet.extend(condition.map(|when| Quieting { when, reason: entry.reason.clone() }));
        }
        Some(Nudge {
            id: nudge.id.clone(),
            about,
            class: class?,
            purpose: purpose?,
            topic: nudge.topic.clone(),
            when: when?,
            quiet,
            message: nudge.message.clone(),
            surfaces: nudge.surfaces.clone(),
            actions,
            expires_days: expires_days?,
        })
    }

    fn actions(&mut self, path: &str, nudge: &NudgeDocument, document: &Document) -> Vec<ActionRef> {
        let mut actions = Vec::new();
        for (place, action) in nudge.actions.iter().enumerate() {
            let at = format!("{path}.actions[{place}]");
            if !document.actions.contains(&action.id) {
                self.fault(&format!("{at}.id"), "action-not-listed", "the pack's `actions` do not list it");
            }
            self.message(&format!("{at}.id"), &format!("action.{}", action.id), document);
            let response = action.response.as_ref().and_then(|word| {
                let words = ResponseKind::ALL.iter().map(|kind| kind.word());
                self.word(&format!("{at}.response"), ResponseKind::from_word(word), words)
            });
            actions.push(ActionRef { id: action.id.clone(), response });
        }
        actions
    }

    fn condition(&mut self, path: &str, source: &str, about: Family) -> Option<Program> {
        match cel::compile(source, &FamilySchema(about)) {
            Ok(program) => Some(program),
            Err(error) => {
                self.diagnostics.push(diagnostic(path, error.column, error.code, &error.message));
                None
            }
        }
    }

    fn message(&mut self, path: &str, key: &str, document: &Document) {
        for language in &document.languages {
            let messages = texts(&document.messages, language);
            if messages.is_some_and(|messages| messages.iter().all(|entry| entry.0 != key)) {
                self.fault(path, "missing-translation", &format!("`{key}` has no text in `{language}`"));
            }
        }
    }

    fn word<T>(&mut self, path: &str, found: Option<T>, known: impl Iterator<Item = &'static str>) -> Option<T> {
        if found.is_none() {
            let mut list = String::new();
            for word in known {
                list.push_str(if list.is_empty() { "one of " } else { ", " });
                list.push_str(word);
            }
            self.fault(path, "unknown-word", &list);
        }
        found
    }
}
