// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a pack says of attention: budgets, caps, vetoes, contexts, holdout; each optional, each within its bounds.
//!
//! In: the tree of a pack. Out: `Policy` for the pack, `Limits` for a nudge, and diagnostics. May use: json, types.
//! Invariants: left out means the default that stands beside the field; a context that a rule names is one that the
//! pack lists. Deliberately absent: who may override it (the customer may, and that is `decide`'s).

use super::document::{NudgeClass, Shape, item, joined, said};
use crate::{error::Diagnostic, json::Tree, types::CivilTime};

/// The surface of a payment flow, where a pack names none.
const PAYMENT_SURFACE: &str = "payment";

/// What holds for all nudges of a pack.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Policy {
    /// Interruptions in any seven consecutive civil days; 2 when left out.
    pub per_week: u32,
    /// Hours between two interruptions; 0 when left out.
    pub min_gap_hours: u32,
    /// Minutes after midnight, from and to; none when left out.
    pub quiet_hours: Option<[u32; 2]>,
    /// Cards of one topic in seven days; no bound when left out.
    pub topics_per_week: Option<u32>,
    /// Cards of a class in seven days, by class; no bound when left out.
    pub classes_per_week: Vec<(NudgeClass, u32)>,
    /// Hundredths of all cards of a month that may be offers, of which one is always allowed; 10 when left out.
    pub offer_share_percent: u32,
    /// The cap of safety's own: cards on one civil day; 5 when left out.
    pub safety_per_day: u32,
    /// Surfaces that carry safety only; `payment` when left out.
    pub payment_surfaces: Vec<String>,
    /// What contexts silence.
    pub vetoes: Vec<Veto>,
    /// Contexts that rules may name.
    pub contexts: Vec<String>,
    /// Hundredths of the candidates that are held out to compare; 0 when left out.
    pub holdout_percent: u32,
}

/// What a declared context silences.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Veto {
    /// Any of these.
    pub contexts: Vec<String>,
    /// Classes that it silences; with no topics either: all but safety.
    pub classes: Vec<NudgeClass>,
    /// Topics that it silences.
    pub topics: Vec<String>,
}

/// What holds for one nudge.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Limits {
    /// Cards in seven days.
    pub per_week: Option<u32>,
    /// Cards ever.
    pub lifetime: Option<u32>,
    /// Days without another of its cards after one was shown, dismissed, accepted.
    pub cooldown: [i32; 3],
    /// Contexts of which one must hold.
    pub requires: Vec<String>,
    /// Contexts of which none may hold.
    pub vetoed_by: Vec<String>,
}

impl Policy {
    /// What a pack without a word about attention gets.
    #[must_use]
    pub fn new() -> Self {
        Self {
            per_week: 2,
            min_gap_hours: 0,
            quiet_hours: None,
            topics_per_week: None,
            classes_per_week: Vec::new(),
            offer_share_percent: 10,
            safety_per_day: 5,
            payment_surfaces: vec![PAYMENT_SURFACE.into()],
            vetoes: Vec::new(),
            contexts: Vec::new(),
            holdout_percent: 0,
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::new()
    }
}

/// Reads `HH:MM` as minutes after midnight.
#[must_use]
pub fn minutes(text: &str) -> Option<u32> {
    CivilTime::parse(&said(&[text, ":00"])).map(|time| time.seconds() / 60)
}

impl Shape {
    pub(super) fn policy(&mut self, tree: &Tree<'_>) -> Policy {
        let mut policy = Policy::new();
        for (place, context) in self.listed(tree, "", "contexts").iter().enumerate() {
            let path = item("contexts", place);
            self.known(context, &path, "id");
            policy.contexts.push(said(&[self.text(context, &path, "id")]));
        }
        if let Some(attention) = tree.get("attention") {
            self.attention(attention, &mut policy);
        }
        if let Some(holdout) = tree.get("holdout") {
            self.known(holdout, "holdout", "percent");
            policy.holdout_percent = self.bounded(holdout, "holdout", "percent", 100).unwrap_or(0);
        }
        for (place, veto) in self.listed(tree, "", "vetoes").iter().enumerate() {
            let path = item("vetoes", place);
            self.known(veto, &path, "contexts classes topics");
            let contexts = self.contexts(veto, &path, "contexts", &policy.contexts);
            if contexts.is_empty() {
                self.wrong(&joined(&path, "contexts"), "empty", "at least one is needed");
            }
            let mut classes = Vec::new();
            for (place, class) in self.listed(veto, &path, "classes").iter().enumerate() {
                classes.extend(self.class(class.text(), &item(&joined(&path, "classes"), place)));
            }
            policy.vetoes.push(Veto { contexts, classes, topics: self.words(veto, &path, "topics") });
        }
        policy
    }

    fn attention(&mut self, tree: &Tree<'_>, policy: &mut Policy) {
        const PATH: &str = "attention";
        let known = "perWeek minGapHours quietHours topicsPerWeek classesPerWeek offerSharePercent safetyPerDay \
            paymentSurfaces";
        self.known(tree, PATH, known);
        policy.topics_per_week = self.bounded(tree, PATH, "topicsPerWeek", 1000);
        for (field, bound, slot) in [
            ("perWeek", 14, &mut policy.per_week),
            ("minGapHours", 168, &mut policy.min_gap_hours),
            ("offerSharePercent", 100, &mut policy.offer_share_percent),
            ("safetyPerDay", 1000, &mut policy.safety_per_day),
        ] {
            *slot = self.bounded(tree, PATH, field, bound).unwrap_or(*slot);
        }
        if let Some(hours) = tree.get("quietHours") {
            let path = joined(PATH, "quietHours");
            self.known(hours, &path, "from to");
            let [from, to] = ["from", "to"].map(|field| {
                let found = minutes(self.text(hours, &path, field));
                if found.is_none() {
                    self.wrong(&joined(&path, field), "shape", "expected a time `HH:MM`");
                }
                found.unwrap_or(0)
            });
            policy.quiet_hours = Some([from, to]);
        }
        if let Some(classes) = tree.get("classesPerWeek") {
            let path = joined(PATH, "classesPerWeek");
            for (class, _) in classes.entries() {
                if let Some(class) = self.class(Some(class), &joined(&path, class))
                    && let Some(count) = self.bounded(classes, &path, class.word(), 1000)
                {
                    policy.classes_per_week.push((class, count));
                }
            }
        }
        if tree.get("paymentSurfaces").is_some() {
            policy.payment_surfaces = self.words(tree, PATH, "paymentSurfaces");
        }
    }

    /// The limits of a nudge, among the contexts that the pack lists.
    pub(super) fn limits(&mut self, tree: &Tree<'_>, path: &str, contexts: &[String]) -> Limits {
        let mut limits = Limits::default();
        if let Some(caps) = tree.get("caps") {
            let path = joined(path, "caps");
            self.known(caps, &path, "perWeek lifetime");
            limits.per_week = self.bounded(caps, &path, "perWeek", 1000);
            limits.lifetime = self.bounded(caps, &path, "lifetime", 1000);
        }
        if let Some(cooldown) = tree.get("cooldown") {
            let path = joined(path, "cooldown");
            self.known(cooldown, &path, "shown dismissed accepted");
            limits.cooldown = ["shown", "dismissed", "accepted"]
                .map(|field| self.bounded(cooldown, &path, field, 3660).unwrap_or(0) as i32);
        }
        limits.requires = self.contexts(tree, path, "requires", contexts);
        limits.vetoed_by = self.contexts(tree, path, "vetoedBy", contexts);
        limits
    }

    /// A whole number from 0 to a bound, where there is one.
    #[inline(never)]
    fn bounded(&mut self, tree: &Tree<'_>, path: &str, field: &str, bound: u32) -> Option<u32> {
        let given = tree.get(field)?;
        let found = given.integer().and_then(|value| u32::try_from(value).ok()).filter(|value| *value <= bound);
        if found.is_none() {
            let hint = said(&["a whole number from 0 to ", &bound.to_string()]);
            self.wrong(&joined(path, field), "out-of-range", &hint);
        }
        found
    }

    fn class(&mut self, word: Option<&str>, path: &str) -> Option<NudgeClass> {
        let found = word.and_then(NudgeClass::from_word);
        if found.is_none() {
            self.wrong(path, "unknown-word", "one of safety, obligation, care, save, offer");
        }
        found
    }

    /// Texts of a list that may be absent.
    #[inline(never)]
    fn words(&mut self, tree: &Tree<'_>, path: &str, field: &str) -> Vec<String> {
        let mut words = Vec::new();
        if tree.get(field).is_some() {
            for word in self.texts(tree, path, field) {
                words.push(said(&[word]));
            }
        }
        words
    }

    fn contexts(&mut self, tree: &Tree<'_>, path: &str, field: &str, known: &[String]) -> Vec<String> {
        let named = self.words(tree, path, field);
        for (place, context) in named.iter().enumerate() {
            if !known.contains(context) {
                let path = item(&joined(path, field), place);
                self.wrong(&path, "unknown-context", "the pack's `contexts` do not list it");
            }
        }
        named
    }

    /// The items of a list that may be absent.
    fn listed<'a, 't>(&mut self, tree: &'a Tree<'t>, path: &str, field: &str) -> &'a [Tree<'t>] {
        if tree.get(field).is_some() { self.items(tree, path, field) } else { &[] }
    }

    #[inline(never)]
    fn wrong(&mut self, path: &str, code: &'static str, message: &str) {
        self.diagnostics.push(Diagnostic { path: said(&[path]), column: 0, code, message: said(&[message]) });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::packs::{BUILTIN, NudgeClass, Pack, Policy};

    fn with(changes: &[(&str, serde_json::Value)]) -> Result<Pack, Vec<(String, &'static str)>> {
        let mut pack: serde_json::Value = serde_json::from_str(BUILTIN).unwrap();
        pack.as_object_mut().unwrap().retain(|key, _| !["attention", "vetoes", "holdout"].contains(&key.as_str()));
        for (at, value) in changes {
            let (list, key) = at.rsplit_once('/').unwrap();
            pack.pointer_mut(list).unwrap()[key] = value.clone();
        }
        Pack::load(&pack.to_string())
            .map_err(|error| error.diagnostics.into_iter().map(|fault| (fault.path, fault.code)).collect())
    }

    #[test]
    fn left_out_means_the_defaults() {
        let contexts = json!([{ "id": "renovation" }]);
        let pack = with(&[("/contexts", contexts)]).unwrap();
        assert_eq!(pack.policy, Policy { contexts: vec!["renovation".into()], ..Policy::new() });
    }

    #[test]
    fn what_is_said_is_read() {
        let attention = json!({ "perWeek": 3, "minGapHours": 12, "quietHours": { "from": "21:30", "to": "07:00" },
            "topicsPerWeek": 1, "classesPerWeek": { "offer": 1 }, "offerSharePercent": 5, "safetyPerDay": 2,
            "paymentSurfaces": ["pay", "confirm"] });
        let pack = with(&[
            ("/contexts", json!([{ "id": "hardship" }])),
            ("/attention", attention),
            ("/holdout", json!({ "percent": 20 })),
            ("/vetoes", json!([{ "contexts": ["hardship"], "classes": ["offer"], "topics": ["refunds"] }])),
            ("/nudges/2/caps", json!({ "perWeek": 1, "lifetime": 4 })),
            ("/nudges/2/cooldown", json!({ "dismissed": 9 })),
            ("/nudges/2/requires", json!(["hardship"])),
            ("/nudges/2/benefit", json!("finding.amount * 2")),
        ])
        .unwrap();
        let policy = &pack.policy;
        assert_eq!((policy.per_week, policy.min_gap_hours, policy.quiet_hours), (3, 12, Some([1290, 420])));
        assert_eq!((policy.topics_per_week, &policy.classes_per_week), (Some(1), &vec![(NudgeClass::Offer, 1)]));
        assert_eq!((policy.offer_share_percent, policy.safety_per_day, policy.holdout_percent), (5, 2, 20));
        assert_eq!(policy.payment_surfaces, ["pay", "confirm"]);
        assert_eq!(policy.vetoes[0].classes, [NudgeClass::Offer]);
        let limits = &pack.nudges[2].limits;
        assert_eq!((limits.per_week, limits.lifetime, limits.cooldown), (Some(1), Some(4), [0, 9, 0]));
        assert_eq!((&limits.requires[..], limits.vetoed_by.len()), (&["hardship".to_owned()][..], 0));
        assert!(pack.nudges[2].benefit.is_some() && pack.nudges[0].benefit.is_none());
    }

    #[test]
    fn each_fault_is_named_with_its_place() {
        for (at, value, path, code) in [
            ("/attention", json!({ "perWeek": 15 }), "attention.perWeek", "out-of-range"),
            ("/attention", json!({ "perWeek": -1 }), "attention.perWeek", "out-of-range"),
            ("/attention", json!({ "perDay": 1 }), "attention.perDay", "unknown-field"),
            (
                "/attention",
                json!({ "quietHours": { "from": "25:00", "to": "07:00" } }),
                "attention.quietHours.from",
                "shape",
            ),
            (
                "/attention",
                json!({ "classesPerWeek": { "sales": 1 } }),
                "attention.classesPerWeek.sales",
                "unknown-word",
            ),
            ("/holdout", json!({ "percent": 101 }), "holdout.percent", "out-of-range"),
            ("/vetoes", json!([{ "contexts": ["weather"] }]), "vetoes[0].contexts[0]", "unknown-context"),
            ("/vetoes", json!([{ "contexts": [] }]), "vetoes[0].contexts", "empty"),
            ("/nudges/2/vetoedBy", json!(["weather"]), "nudges[2].vetoedBy[0]", "unknown-context"),
            ("/nudges/2/caps", json!({ "perDay": 1 }), "nudges[2].caps.perDay", "unknown-field"),
            ("/nudges/2/benefit", json!("finding.age_days"), "nudges[2].benefit", "not-money"),
            ("/nudges/2/benefit", json!("finding.amount > finding.amount"), "nudges[2].benefit", "not-money"),
        ] {
            assert_eq!(with(&[(at, value)]).unwrap_err(), [(path.to_owned(), code)], "{at}");
        }
    }
}
