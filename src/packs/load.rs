// SPDX-License-Identifier: MIT OR Apache-2.0
//! A document to a compiled pack: every reference is followed, every condition compiled.

use super::{
    NudgeClass, Weights,
    cel::{self, CelError, Program, Schema, Type},
    document::{Document, Messages, NudgeDocument, Shape, item, joined, list, said},
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
    /// What the signs of the payment guard weigh.
    pub guard: Weights,
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
            let message = said(&["not JSON at byte ", &error.at.unwrap_or(0).to_string()]);
            invalid(vec![Diagnostic { path: String::new(), column: 0, code: "not-json", message }])
        })?;
        let document = shape.document(&tree);
        let mut loader = Loader { diagnostics: shape.diagnostics };
        let mut pack = loader.pack(document);
        pack.guard = Weights::read(tree.get("guard"), &mut loader.diagnostics);
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
        let mut names = String::new();
        for fact in self.0.facts() {
            if !names.is_empty() {
                names.push_str(", ");
            }
            names.push_str("finding.");
            names.push_str(fact.word());
        }
        names
    }
}

struct Loader {
    diagnostics: Vec<Diagnostic>,
}

impl Loader {
    #[inline(never)]
    fn fault(&mut self, path: &[&str], code: &'static str, message: &[&str]) {
        self.diagnostics.push(Diagnostic { path: said(path), column: 0, code, message: said(message) });
    }

    fn pack(&mut self, document: Document<'_>) -> Pack {
        let checks = [
            (document.format == FORMAT, "format", "unknown-format", "this engine reads format 1"),
            (!document.id.is_empty(), "id", "empty", "a pack needs an id"),
            (
                document.languages.contains(&"en"),
                "languages",
                "no-english",
                "`en` is the fall-back and must be among the languages",
            ),
        ];
        for (holds, path, code, message) in checks {
            if !holds {
                self.fault(&[path], code, &[message]);
            }
        }
        for language in &document.languages {
            if texts(&document.messages, language).is_none() {
                self.fault(&["messages.", language], "missing-translation", &["this language has no messages"]);
            }
        }
        let mut nudges = Vec::new();
        for (place, nudge) in document.nudges.iter().enumerate() {
            let path = item("nudges", place);
            if document.nudges.iter().take(place).any(|other| other.id == nudge.id) {
                self.fault(&[&path, ".id"], "duplicate-id", &["another nudge has this id"]);
            }
            if let Some(nudge) = self.nudge(&path, nudge, &document) {
                nudges.push(nudge);
            }
        }
        Pack {
            id: said(&[document.id]),
            version: document.version,
            issuer: said(&[document.issuer]),
            nudges,
            guard: Weights::default(),
            messages: document.messages,
        }
    }

    fn nudge(&mut self, path: &str, nudge: &NudgeDocument<'_>, document: &Document<'_>) -> Option<Nudge> {
        let about = Family::from_word(nudge.about);
        if about.is_none() {
            self.unknown_word(&[path, ".about"], &mut Family::ALL.iter().map(|family| family.word()));
        }
        let class = NudgeClass::from_word(nudge.class);
        if class.is_none() {
            self.unknown_word(&[path, ".class"], &mut NudgeClass::ALL.iter().map(|class| class.word()));
        }
        let purpose = Purpose::from_word(nudge.purpose);
        if purpose.is_none() {
            self.unknown_word(&[path, ".purpose"], &mut Purpose::ALL.iter().map(|purpose| purpose.word()));
        }
        for (field, list_is_empty) in [(".surfaces", nudge.surfaces.is_empty()), (".actions", nudge.actions.is_empty())]
        {
            if list_is_empty {
                self.fault(&[path, field], "empty", &["at least one is needed"]);
            }
        }
        let expires_days = i32::try_from(nudge.expires_days).ok().filter(|days| (1..=3660).contains(days));
        if expires_days.is_none() {
            self.fault(&[path, ".expiresDays"], "out-of-range", &["1 to 3660 days"]);
        }
        for part in [".title", ".body"] {
            self.message(&[path, ".message"], &[nudge.message, part], document);
        }
        let actions = self.actions(path, nudge, document);
        for (field, id) in [(".id", nudge.id), (".topic", nudge.topic)] {
            if is_protected_topic(id) {
                let hint = "health, creed, politics, union, sex life, origin, crime and pregnancy are no topics";
                self.fault(&[path, field], "protected-topic", &[hint]);
            }
        }
        let about = about?;
        if let Some(purpose) = purpose {
            for class in about.data_classes() {
                if !purpose.may_read(*class) {
                    let hint = ["`", purpose.word(), "` does not cover reading `", class.word(), "`"];
                    self.fault(&[path, ".purpose"], "class-not-covered", &hint);
                }
            }
        }
        let when = self.condition(joined(path, "when"), nudge.when, about);
        let mut quiet = Vec::new();
        for (place, [when, reason]) in nudge.quiet.iter().enumerate() {
            let at = item(&joined(path, "quiet"), place);
            self.message(&[&at, ".reason"], &["withheld.", reason], document);
            if let Some(when) = self.condition(joined(&at, "when"), when, about) {
                quiet.push(Quieting { when, reason: said(&[reason]) });
            }
        }
        let mut surfaces = Vec::new();
        for surface in &nudge.surfaces {
            surfaces.push(said(&[surface]));
        }
        Some(Nudge {
            id: said(&[nudge.id]),
            about,
            class: class?,
            purpose: purpose?,
            topic: said(&[nudge.topic]),
            when: when?,
            quiet,
            message: said(&[nudge.message]),
            surfaces,
            actions,
            expires_days: expires_days?,
        })
    }

    fn actions(&mut self, path: &str, nudge: &NudgeDocument<'_>, document: &Document<'_>) -> Vec<ActionRef> {
        let mut actions = Vec::new();
        for (place, (id, response)) in nudge.actions.iter().enumerate() {
            let at = item(&joined(path, "actions"), place);
            if !document.actions.contains(id) {
                self.fault(&[&at, ".id"], "action-not-listed", &["the pack's `actions` do not list it"]);
            }
            self.message(&[&at, ".id"], &["action.", id], document);
            let found = response.and_then(ResponseKind::from_word);
            if response.is_some() && found.is_none() {
                self.unknown_word(&[&at, ".response"], &mut ResponseKind::ALL.iter().map(|kind| kind.word()));
            }
            actions.push(ActionRef { id: said(&[id]), response: found });
        }
        actions
    }

    fn condition(&mut self, path: String, source: &str, about: Family) -> Option<Program> {
        match cel::compile(source, &FamilySchema(about)) {
            Ok(program) => Some(program),
            Err(CelError { column, code, message }) => {
                self.diagnostics.push(Diagnostic { path, column, code, message });
                None
            }
        }
    }

    #[inline(never)]
    fn message(&mut self, path: &[&str], key: &[&str], document: &Document<'_>) {
        let key = said(key);
        for language in &document.languages {
            let messages = texts(&document.messages, language);
            if messages.is_some_and(|messages| messages.iter().all(|entry| entry.0 != key)) {
                self.fault(path, "missing-translation", &["`", &key, "` has no text in `", language, "`"]);
            }
        }
    }

    fn unknown_word(&mut self, path: &[&str], known: &mut dyn Iterator<Item = &'static str>) {
        let mut words = said(&["one of "]);
        for word in known {
            list(&mut words, word);
        }
        self.fault(path, "unknown-word", &[&words]);
    }
}
