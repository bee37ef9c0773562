// SPDX-License-Identifier: MIT OR Apache-2.0
//! A pack as it is written: its JSON shape, field by field. Unknown fields are refused.

use crate::{error::Diagnostic, json::Tree, types::words};

words! {
    /// What a nudge is for; the order is the order of importance.
    NudgeClass {
        /// Protects money; no offer and no budget can push it out.
        Safety = "safety",
        /// Something is due.
        Obligation = "obligation",
        /// Good to know.
        Care = "care",
        /// Helps to save.
        Save = "save",
        /// Offers a product.
        Offer = "offer",
    }
}

/// The document.
pub(super) struct Document {
    pub(super) format: i64,
    pub(super) id: String,
    pub(super) version: i64,
    pub(super) issuer: String,
    pub(super) languages: Vec<String>,
    pub(super) actions: Vec<String>,
    pub(super) nudges: Vec<NudgeDocument>,
    pub(super) messages: Vec<(String, Messages)>,
}

/// Texts by key.
pub(super) type Messages = Vec<(String, String)>;

/// One nudge.
pub(super) struct NudgeDocument {
    pub(super) id: String,
    pub(super) about: String,
    pub(super) class: String,
    pub(super) purpose: String,
    pub(super) topic: String,
    pub(super) when: String,
    pub(super) quiet: Vec<QuietDocument>,
    pub(super) message: String,
    pub(super) surfaces: Vec<String>,
    pub(super) actions: Vec<ActionDocument>,
    pub(super) expires_days: i64,
}

/// A condition under which a nudge is noticed and deliberately not shown.
pub(super) struct QuietDocument {
    pub(super) when: String,
    pub(super) reason: String,
}

/// A button.
pub(super) struct ActionDocument {
    pub(super) id: String,
    pub(super) response: Option<String>,
}

/// Takes a document apart; what is missing becomes empty, and a diagnostic.
#[derive(Default)]
pub(super) struct Shape {
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Shape {
    pub(super) fn document(&mut self, tree: &Tree<'_>) -> Document {
        let known = ["format", "id", "version", "issuer", "languages", "actions", "nudges", "messages"];
        self.known(tree, "", &known);
        let mut messages = Vec::new();
        for (language, texts) in tree.get("messages").map(Tree::entries).unwrap_or_default() {
            let path = format!("messages.{language}");
            let mut list: Messages = Vec::new();
            for (key, text) in texts.entries() {
                match text.text() {
                    Some(text) => list.push((key.to_string(), text.into())),
                    None => self.fault(&format!("{path}.{key}"), "a string"),
                }
            }
            messages.push((language.to_string(), list));
        }
        Document {
            format: self.integer(tree, "", "format"),
            id: self.text(tree, "", "id"),
            version: self.integer(tree, "", "version"),
            issuer: tree.get("issuer").and_then(Tree::text).unwrap_or_default().into(),
            languages: self.texts(tree, "", "languages"),
            actions: self.texts(tree, "", "actions"),
            nudges: self.list(tree, "", "nudges", Self::nudge),
            messages,
        }
    }

    fn nudge(&mut self, tree: &Tree<'_>, path: &str) -> NudgeDocument {
        let known = [
            "id",
            "about",
            "class",
            "purpose",
            "topic",
            "when",
            "quiet",
            "message",
            "surfaces",
            "actions",
            "expiresDays",
        ];
        self.known(tree, path, &known);
        NudgeDocument {
            id: self.text(tree, path, "id"),
            about: self.text(tree, path, "about"),
            class: self.text(tree, path, "class"),
            purpose: self.text(tree, path, "purpose"),
            topic: self.text(tree, path, "topic"),
            when: self.text(tree, path, "when"),
            quiet: match tree.get("quiet") {
                Some(_) => self.list(tree, path, "quiet", |shape, tree, path| {
                    shape.known(tree, path, &["when", "reason"]);
                    QuietDocument { when: shape.text(tree, path, "when"), reason: shape.text(tree, path, "reason") }
                }),
                None => Vec::new(),
            },
            message: self.text(tree, path, "message"),
            surfaces: self.texts(tree, path, "surfaces"),
            actions: self.list(tree, path, "actions", |shape, tree, path| {
                shape.known(tree, path, &["id", "response"]);
                let response = tree.get("response").map(|_| shape.text(tree, path, "response"));
                ActionDocument { id: shape.text(tree, path, "id"), response }
            }),
            expires_days: self.integer(tree, path, "expiresDays"),
        }
    }

    fn fault(&mut self, path: &str, expected: &str) {
        let message = format!("expected {expected}");
        self.diagnostics.push(Diagnostic { path: path.into(), column: 0, code: "shape", message });
    }

    fn known(&mut self, tree: &Tree<'_>, path: &str, known: &[&str]) {
        for (key, _) in tree.entries() {
            if !known.contains(&key.as_ref()) {
                let message = format!("unknown field, known: {}", known.join(", "));
                self.diagnostics.push(Diagnostic {
                    path: joined(path, key),
                    column: 0,
                    code: "unknown-field",
                    message,
                });
            }
        }
    }

    fn text(&mut self, tree: &Tree<'_>, path: &str, field: &str) -> String {
        let found = tree.get(field).and_then(Tree::text);
        if found.is_none() {
            self.fault(&joined(path, field), "a string");
        }
        found.unwrap_or_default().into()
    }

    fn integer(&mut self, tree: &Tree<'_>, path: &str, field: &str) -> i64 {
        let found = tree.get(field).and_then(Tree::integer);
        if found.is_none() {
            self.fault(&joined(path, field), "an integer");
        }
        found.unwrap_or(0)
    }

    fn texts(&mut self, tree: &Tree<'_>, path: &str, field: &str) -> Vec<String> {
        self.list(tree, path, field, |shape, tree, path| {
            let found = tree.text();
            if found.is_none() {
                shape.fault(path, "a string");
            }
            found.unwrap_or_default().into()
        })
    }

    fn list<T>(
        &mut self,
        tree: &Tree<'_>,
        path: &str,
        field: &str,
        mut read: impl FnMut(&mut Self, &Tree<'_>, &str) -> T,
    ) -> Vec<T> {
        let path = joined(path, field);
        let Some(items) = tree.get(field).and_then(Tree::items) else {
            self.fault(&path, "an array");
            return Vec::new();
        };
        items.iter().enumerate().map(|(place, item)| read(self, item, &format!("{path}[{place}]"))).collect()
    }
}

fn joined(path: &str, field: &str) -> String {
    if path.is_empty() { field.into() } else { format!("{path}.{field}") }
}
