// SPDX-License-Identifier: MIT OR Apache-2.0
//! A pack as it is written: its JSON shape, field by field. Unknown fields are refused.

use std::borrow::Cow;

use super::{
    policy::{Limits, Policy},
    tariff,
};
use crate::{
    error::Diagnostic,
    json::Tree,
    types::{Tariff, words},
};

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

/// The document; its texts are those of the tree.
pub(super) struct Document<'a> {
    pub(super) format: i64,
    pub(super) id: &'a str,
    pub(super) version: i64,
    pub(super) issuer: &'a str,
    pub(super) languages: Vec<&'a str>,
    pub(super) actions: Vec<&'a str>,
    pub(super) nudges: Vec<NudgeDocument<'a>>,
    /// By language; none of the built-in pack, whose texts are looked at in a test.
    pub(super) messages: Option<&'a [(Cow<'a, str>, Tree<'a>)]>,
    pub(super) policy: Policy,
    pub(super) tariffs: Vec<Tariff>,
}

/// One nudge.
pub(super) struct NudgeDocument<'a> {
    pub(super) id: &'a str,
    pub(super) about: &'a str,
    pub(super) class: &'a str,
    pub(super) purpose: &'a str,
    pub(super) topic: &'a str,
    pub(super) when: &'a str,
    /// Conditions under which it is noticed and deliberately not shown, each with its reason.
    pub(super) quiet: Vec<[&'a str; 2]>,
    pub(super) message: &'a str,
    pub(super) surfaces: Vec<&'a str>,
    /// The id of each button, and the word of its response.
    pub(super) actions: Vec<(&'a str, Option<&'a str>)>,
    pub(super) expires_days: i64,
    pub(super) limits: Limits,
    pub(super) benefit: Option<&'a str>,
}

/// Takes a document apart; what is missing becomes empty, and a diagnostic.
#[derive(Default)]
pub(super) struct Shape {
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Shape {
    pub(super) fn document<'a>(&mut self, tree: &'a Tree<'a>, is_built_in: bool) -> Document<'a> {
        self.known(
            tree,
            "",
            "format id version issuer languages actions nudges messages attention contexts vetoes holdout guard rewards challenges tariffs",
        );
        let messages = tree.get("messages").map(Tree::entries).unwrap_or_default();
        for (language, texts) in messages {
            for (key, text) in texts.entries() {
                if text.text().is_none() {
                    self.fault(&["messages.", language, ".", key], "a string");
                }
            }
        }
        let messages = (!is_built_in).then_some(messages);
        let mut nudges = Vec::new();
        let format = self.integer(tree, "", "format");
        let id = self.text(tree, "", "id");
        let version = self.integer(tree, "", "version");
        let languages = self.texts(tree, "", "languages");
        let actions = self.texts(tree, "", "actions");
        let policy = self.policy(tree);
        for (place, nudge) in self.items(tree, "", "nudges").iter().enumerate() {
            nudges.push(self.nudge(nudge, &item("nudges", place), &policy.contexts));
        }
        let tariffs = tariff::read(tree, self);
        let issuer = tree.get("issuer").and_then(Tree::text).unwrap_or_default();
        Document { format, id, version, issuer, languages, actions, nudges, messages, policy, tariffs }
    }

    fn nudge<'a>(&mut self, tree: &'a Tree<'_>, path: &str, contexts: &[String]) -> NudgeDocument<'a> {
        let known = "id about class purpose topic when quiet message surfaces actions expiresDays caps cooldown \
            requires vetoedBy benefit justification";
        self.known(tree, path, known);
        let [id, about, class, purpose, topic, when] =
            ["id", "about", "class", "purpose", "topic", "when"].map(|field| self.text(tree, path, field));
        let mut quiet = Vec::new();
        if tree.get("quiet").is_some() {
            for (place, entry) in self.items(tree, path, "quiet").iter().enumerate() {
                let path = item(&joined(path, "quiet"), place);
                self.known(entry, &path, "when reason");
                quiet.push([self.text(entry, &path, "when"), self.text(entry, &path, "reason")]);
            }
        }
        let message = self.text(tree, path, "message");
        let surfaces = self.texts(tree, path, "surfaces");
        let mut actions = Vec::new();
        for (place, entry) in self.items(tree, path, "actions").iter().enumerate() {
            let path = item(&joined(path, "actions"), place);
            self.known(entry, &path, "id response");
            let response = entry.get("response").map(|_| self.text(entry, &path, "response"));
            actions.push((self.text(entry, &path, "id"), response));
        }
        let expires_days = self.integer(tree, path, "expiresDays");
        let limits = self.limits(tree, path, contexts);
        // For reviewers and the linter; the engine makes nothing of it.
        if tree.get("justification").is_some() {
            self.text(tree, path, "justification");
        }
        let benefit = tree.get("benefit").map(|_| self.text(tree, path, "benefit"));
        NudgeDocument {
            id,
            about,
            class,
            purpose,
            topic,
            when,
            quiet,
            message,
            surfaces,
            actions,
            expires_days,
            limits,
            benefit,
        }
    }

    #[inline(never)]
    fn fault(&mut self, path: &[&str], expected: &str) {
        let message = said(&["expected ", expected]);
        self.diagnostics.push(Diagnostic { path: said(path), column: 0, code: "shape", message });
    }

    /// Refuses fields that are not among the known ones.
    #[inline(never)]
    pub(super) fn known(&mut self, tree: &Tree<'_>, path: &str, known: &str) {
        for (key, _) in tree.entries() {
            if !known.split(' ').any(|name| name == key) {
                let mut message = said(&["unknown field, known: "]);
                for name in known.split(' ') {
                    list(&mut message, name);
                }
                let path = joined(path, key);
                self.diagnostics.push(Diagnostic { path, column: 0, code: "unknown-field", message });
            }
        }
    }

    #[inline(never)]
    pub(super) fn text<'a>(&mut self, tree: &'a Tree<'_>, path: &str, field: &str) -> &'a str {
        let found = tree.get(field).and_then(Tree::text);
        if found.is_none() {
            self.fault(&[&joined(path, field)], "a string");
        }
        found.unwrap_or_default()
    }

    fn integer(&mut self, tree: &Tree<'_>, path: &str, field: &str) -> i64 {
        let found = tree.get(field).and_then(Tree::integer);
        if found.is_none() {
            self.fault(&[&joined(path, field)], "an integer");
        }
        found.unwrap_or(0)
    }

    pub(super) fn texts<'a>(&mut self, tree: &'a Tree<'_>, path: &str, field: &str) -> Vec<&'a str> {
        let mut texts = Vec::new();
        for (place, entry) in self.items(tree, path, field).iter().enumerate() {
            if entry.text().is_none() {
                self.fault(&[&item(&joined(path, field), place)], "a string");
            }
            texts.push(entry.text().unwrap_or_default());
        }
        texts
    }

    pub(super) fn items<'a, 't>(&mut self, tree: &'a Tree<'t>, path: &str, field: &str) -> &'a [Tree<'t>] {
        let found = tree.get(field).and_then(Tree::items);
        if found.is_none() {
            self.fault(&[&joined(path, field)], "an array");
        }
        found.unwrap_or_default()
    }
}

/// Parts, one after the other.
#[inline(never)]
pub(super) fn said(parts: &[&str]) -> String {
    let mut out = String::new();
    for part in parts {
        out.push_str(part);
    }
    out
}

/// The path of a field.
pub(super) fn joined(path: &str, field: &str) -> String {
    said(&[path, if path.is_empty() { "" } else { "." }, field])
}

/// The path of an item.
pub(super) fn item(path: &str, place: usize) -> String {
    said(&[path, "[", &place.to_string(), "]"])
}

/// One more word of a list that a text ends with.
pub(super) fn list(text: &mut String, word: &str) {
    if !text.ends_with(' ') {
        text.push_str(", ");
    }
    text.push_str(word);
}
