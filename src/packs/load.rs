// SPDX-License-Identifier: MIT OR Apache-2.0
//! A document to a compiled pack: every reference is followed, every condition compiled.

use super::{
    DOCUMENT, NudgeClass, Weights,
    cel::{self, CelError, Machine, Program, Type},
    challenge,
    document::{Document, NudgeDocument, Shape, item, joined, list, said},
    limits::MAX_BYTES,
    pack::{ActionRef, Nudge, Pack, Quieting, object},
    reward,
    schema::{FamilySchema, Nothing},
};
use crate::{
    error::{Code, Diagnostic, Error},
    json::{Tree, write_text},
    types::{DataClass, Family, Purpose, ResponseKind, is_protected_topic, place_of},
};

/// The only format so far.
const FORMAT: i64 = 1;

/// The most steps that all conditions of a pack may take for a finding of every family: about a millisecond.
const MAX_COST: u32 = 100_000;

impl Pack {
    /// Loads a pack.
    ///
    /// # Errors
    /// `PACK_INVALID` with every fault that was found, or the JSON fault.
    pub fn load(text: &str) -> Result<Self, Error> {
        let mut shape = Shape::default();
        if text.len() > MAX_BYTES {
            shape.limit("", "too-large", "a pack has at most 262144 bytes");
            return Err(invalid(shape.diagnostics));
        }
        let tree = Tree::parse(text).map_err(|error| {
            let message = said(&["not JSON at byte ", &error.at.unwrap_or(0).to_string()]);
            invalid(vec![Diagnostic { path: String::new(), column: 0, code: "not-json", message }])
        })?;
        shape.limits_of(&tree, "", 0);
        let mut pack = Self::of(&tree, shape, false)?;
        for (language, texts) in tree.get("messages").map(Tree::entries).unwrap_or_default() {
            let mut texts = texts.entries().iter();
            let texts =
                object(&mut || texts.next().map(|(key, text)| (&**key, text.text().unwrap_or_default())), write_text);
            pack.messages.push((said(&[language]), texts));
        }
        Ok(pack)
    }

    /// The built-in pack, from what the build has made of it.
    ///
    /// # Errors
    /// None: a test loads it.
    pub(crate) fn built_in() -> Result<Self, Error> {
        Self::of(&Tree::parse(DOCUMENT)?, Shape::default(), true)
    }

    /// All but the texts.
    fn of(tree: &Tree<'_>, mut shape: Shape, is_built_in: bool) -> Result<Self, Error> {
        let document = shape.document(tree, is_built_in);
        let mut loader = Loader { diagnostics: shape.diagnostics, cost: 0 };
        let challenges = challenge::read(tree.get("challenges"), &mut loader.diagnostics);
        for (place, known) in challenges.iter().enumerate() {
            loader.message(&[&item("challenges", place)], &["challenge.", &known.id, ".title"], &document);
        }
        let rewards = reward::read(tree.get("rewards"), &mut loader.diagnostics);
        for (place, rule) in rewards.iter().enumerate() {
            for part in [".title", ".body"] {
                loader.message(&[&item("rewards", place)], &["reward.", &rule.id, part], &document);
            }
        }
        let mut pack = loader.pack(document);
        pack.rewards = rewards;
        pack.challenges = challenges;
        pack.guard = Weights::read(tree.get("guard"), &mut loader.diagnostics);
        if loader.diagnostics.is_empty() { Ok(pack) } else { Err(invalid(loader.diagnostics)) }
    }
}

fn invalid(diagnostics: Vec<Diagnostic>) -> Error {
    Error { diagnostics, ..Error::new(Code::PackInvalid) }
}

struct Loader {
    diagnostics: Vec<Diagnostic>,
    /// Steps that all conditions take at worst.
    cost: u32,
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
            if document.messages.is_some_and(|messages| messages.iter().all(|entry| entry.0 != *language)) {
                self.fault(&["messages.", language], "missing-translation", &["this language has no messages"]);
            }
        }
        for (place, tariff) in document.tariffs.iter().enumerate() {
            self.message(&[&item("tariffs", place)], &["tariff.", &tariff.id], &document);
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
        if self.cost > MAX_COST {
            let message = [
                "all conditions may take ",
                &(self.cost as usize).to_string(),
                " steps for each finding; 100000 are allowed",
            ];
            self.fault(&["nudges"], "too-costly", &message);
        }
        Pack {
            cost: self.cost,
            id: said(&[document.id]),
            version: document.version,
            issuer: said(&[document.issuer]),
            nudges,
            challenges: Vec::new(),
            policy: document.policy,
            tariffs: document.tariffs,
            guard: Weights::default(),
            rewards: Vec::new(),
            messages: Vec::new(),
        }
    }

    fn nudge(&mut self, path: &str, nudge: &NudgeDocument<'_>, document: &Document<'_>) -> Option<Nudge> {
        let about = Family::from_index(self.word(&[path, ".about"], Family::WORDS, nudge.about));
        let class = NudgeClass::from_index(self.word(&[path, ".class"], NudgeClass::WORDS, nudge.class));
        let purpose = Purpose::from_index(self.word(&[path, ".purpose"], Purpose::WORDS, nudge.purpose));
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
        let when = self.condition(joined(path, "when"), nudge.when, about);
        let mut quiet = Vec::new();
        for (place, [when, reason]) in nudge.quiet.iter().enumerate() {
            let at = item(&joined(path, "quiet"), place);
            self.message(&[&at, ".reason"], &["withheld.", reason], document);
            if let Some(when) = self.condition(joined(&at, "when"), when, about) {
                quiet.push(Quieting { when, reason: said(&[reason]) });
            }
        }
        let benefit =
            nudge.benefit.and_then(|source| self.program(joined(path, "benefit"), source, about, Type::MONEY));
        if let Some(purpose) = purpose {
            let mut read = about.data_classes().iter().fold(0, |bits, class| bits | 1_u8 << class.index());
            for program in when.iter().chain(quiet.iter().map(|quieting| &quieting.when)).chain(&benefit) {
                read |= program.classes();
                self.cost = self.cost.saturating_add(program.cost());
            }
            for class in DataClass::ALL {
                if read & 1 << class.index() != 0 && !purpose.may_read(*class) {
                    let hint = ["`", purpose.word(), "` does not cover reading `", class.word(), "`"];
                    self.fault(&[path, ".purpose"], "class-not-covered", &hint);
                }
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
            limits: nudge.limits.clone(),
            benefit,
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
            let found = response.and_then(|response| {
                ResponseKind::from_index(self.word(&[&at, ".response"], ResponseKind::WORDS, response))
            });
            actions.push(ActionRef { id: said(&[id]), response: found });
        }
        actions
    }

    fn condition(&mut self, path: String, source: &str, about: Family) -> Option<Program> {
        self.program(path, source, about, Type::BOOL)
    }

    fn program(&mut self, path: String, source: &str, about: Family, wanted: Type) -> Option<Program> {
        let fault = match cel::compile(source, &FamilySchema(about), wanted) {
            Ok(program) => {
                // What has a value where nothing can be read has it whatever is read.
                let always = Machine::default().run(&program, &Nothing).ok();
                match always.filter(|_| source != "true") {
                    None => return Some(program),
                    Some(value) => {
                        let is_true = value == cel::Value::Bool(true);
                        let code = if is_true { "always-true" } else { "never-true" };
                        let message =
                            "the condition has this value whatever it reads; write `true` where that is meant";
                        Diagnostic { path, column: 1, code, message: said(&[message]) }
                    }
                }
            }
            Err(fault) => {
                let CelError { column, code, message } = *fault;
                Diagnostic { path, column, code, message }
            }
        };
        self.diagnostics.push(fault);
        None
    }

    #[inline(never)]
    fn message(&mut self, path: &[&str], key: &[&str], document: &Document<'_>) {
        let Some(messages) = document.messages else {
            return;
        };
        let key = said(key);
        for language in &document.languages {
            let texts = messages.iter().find(|entry| entry.0 == *language);
            if texts.is_some_and(|(_, texts)| texts.get(&key).is_none()) {
                self.fault(path, "missing-translation", &["`", &key, "` has no text in `", language, "`"]);
            }
        }
    }

    /// The place of a word among those that are known.
    #[inline(never)]
    fn word(&mut self, path: &[&str], known: &[&str], word: &str) -> u8 {
        let place = place_of(known, word);
        if usize::from(place) == known.len() {
            let mut words = said(&["one of "]);
            for word in known {
                list(&mut words, word);
            }
            self.fault(path, "unknown-word", &[&words]);
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, Pack};
    use crate::packs::BUILTIN;

    /// The built-in pack with one text in the place of another: the path and the code of each fault.
    fn faults(from: &str, to: &str) -> Vec<(String, &'static str)> {
        let text = BUILTIN.replacen(from, to, 1);
        assert_ne!(text, BUILTIN, "{from}");
        let faults = Pack::load(&text).err().map(|error| error.diagnostics).unwrap_or_default();
        faults.into_iter().map(|fault| (fault.path, fault.code)).collect()
    }

    /// With another first condition.
    fn first(when: &str) -> Vec<&'static str> {
        let before = "finding.state != 'dismissed' && finding.age_days <= 366";
        faults(before, when).into_iter().map(|fault| fault.1).collect()
    }

    /// What the build has made of the pack is the pack: all that decides, and every text.
    #[test]
    fn the_built_in_pack_is_the_document() {
        let (built, mut read) = (Pack::built_in().unwrap(), Pack::load(BUILTIN).unwrap());
        let document: serde_json::Value = serde_json::from_str(BUILTIN).unwrap();
        for (language, said) in document["messages"].as_object().unwrap() {
            for pack in [&built, &read] {
                let (found, texts) = pack.catalogue(std::slice::from_ref(language));
                let texts: serde_json::Value = serde_json::from_slice(&texts).unwrap();
                assert_eq!((&found, &texts), (language, said));
            }
        }
        read.messages.clear();
        assert_eq!(built, read);
    }

    #[test]
    fn each_fault_of_a_pack_is_named_and_what_is_close_to_it_loads() {
        let nested = |depth: usize| format!("\"format\": 1, \"x\": {}{},", "[".repeat(depth), "]".repeat(depth));
        for (from, to, path, code) in [
            ("\"version\": 1,", "\"version\": 1, \"version\": 1,", "version", "duplicate-key"),
            (
                "\"id\": \"dismiss\"",
                "\"id\": \"dismiss\", \"id\": \"dismiss\"",
                "nudges[2].actions[1].id",
                "duplicate-key",
            ),
            ("\"format\": 1,", &nested(33), "x", "unknown-field"),
            ("\"purpose\": \"nudges\"", "\"purpose\": \"journeys\"", "nudges[0].purpose", "class-not-covered"),
            ("\"topic\": \"refunds\"", "\"topic\": \"health\"", "nudges[2].topic", "protected-topic"),
            ("\"format\": 1,", "\"format\": 2,", "format", "unknown-format"),
        ] {
            let found = faults(from, to);
            assert!(found.iter().any(|fault| (fault.0.as_str(), fault.1) == (path, code)), "{to}: {found:?}");
        }
        let deep = faults("\"format\": 1,", &nested(33));
        assert!(deep.iter().any(|fault| fault.1 == "too-deep"));
        assert!(!faults("\"format\": 1,", &nested(31)).iter().any(|fault| fault.1 == "too-deep"));
        let large = |bytes: usize| Pack::load(&format!("{BUILTIN}{}", " ".repeat(bytes - BUILTIN.len())));
        assert!(large(MAX_BYTES).is_ok());
        assert_eq!(large(MAX_BYTES + 1).unwrap_err().diagnostics[0].code, "too-large");
    }

    #[test]
    fn a_condition_that_asks_nothing_does_not_load() {
        for (when, code) in [
            ("1 < 2", "always-true"),
            ("finding.age_days > 3 || true", "always-true"),
            ("finding.age_days > 3 && 1 > 2", "never-true"),
            ("has(features.balance) && false", "never-true"),
        ] {
            assert_eq!(first(when), [code], "{when}");
        }
        for when in [
            "true",
            "has(features.balance)",
            "'renovation' in contexts",
            "series.size() > 3",
            "findings.exists(f, f.family == 'refund-arrived')",
            "count('dismissed', 30) < 3 && count('duplicates.shown', 7) == 0",
            "features.balance > features.bills_until_income * 2 && features.days_until_income < 5",
            "series.filter(s, s.direction == 'out' && s.kind == 'subscription').all(s, s.amount < finding.amount)",
            "series.exists(s, has(s.days_until_next) && s.days_until_next < 3)",
        ] {
            assert_eq!(first(when), [""; 0], "{when}");
        }
        assert_eq!(first("features.age > 3"), ["unknown-field"]);
        assert_eq!(first("series.exists(s, s.balance > 3)"), ["unknown-field"]);
        assert_eq!(first("count('shown.x', 3) > 1"), ["unknown-event"]);
    }

    #[test]
    fn what_a_purpose_does_not_cover_is_not_read() {
        let with = |purpose: &str, when: &str| {
            let text = BUILTIN.replacen("\"purpose\": \"nudges\"", &format!("\"purpose\": \"{purpose}\""), 1);
            let text = text.replacen("finding.state != 'dismissed' && finding.age_days <= 366", when, 1);
            Pack::load(&text).is_ok()
        };
        assert!(with("insights", "finding.age_days > 3"));
        assert!(!with("insights", "finding.age_days > 3 && 'renovation' in contexts"));
        assert!(!with("life-events", "finding.age_days > 3 || count('shown', 7) > 1"));
        assert!(with("nudges", "count('shown', 7) > 1 && 'renovation' in contexts"));
    }

    #[test]
    fn a_pack_that_costs_too_much_does_not_load() {
        let walk = "series.exists(s, s.days_until_next > finding.age_days && s.count > 3 && s.age_days > 1)";
        let many = |count: usize| vec![walk; count].join(" && ");
        assert_eq!(first(&many(3)), [""; 0]);
        assert_eq!(first(&many(12)), ["too-costly"]);
        let quiet: Vec<_> =
            (0..30).map(|_| format!("{{ \"when\": \"{}\", \"reason\": \"already-refunded\" }}", many(1))).collect();
        let found = faults("\"quiet\": [", &format!("\"quiet\": [{},", quiet.join(",")));
        assert_eq!(found, [("nudges".to_owned(), "too-costly")]);
    }
}
