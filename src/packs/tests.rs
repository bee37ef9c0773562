// SPDX-License-Identifier: MIT OR Apache-2.0
//! The published JSON Schema of a pack, made of the loader's own lists; `OXPECKER_BLESS=1` writes it anew.
//!
//! In: the closed lists of words. Out: `pkg-config/pack.schema.json`. Invariants: for every object the schema names
//! exactly the fields that the loader knows, and requires exactly those that the loader misses.

use serde_json::{Value, json};

use super::{BUILTIN, ChallengeKind, Every, NudgeClass, Pack, Signal};
use crate::types::{BillKind, Family, Occasion, Purpose, ResponseKind, RewardKind};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg-config/pack.schema.json");

fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Value {
    json!({ "enum": all.iter().map(|value| word(*value)).collect::<Vec<_>>() })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn count(most: i64, description: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "maximum": most, "description": description })
}

fn list(of: Value, description: &str) -> Value {
    json!({ "type": "array", "items": of, "description": description })
}

fn some(of: Value, description: &str) -> Value {
    json!({ "type": "array", "items": of, "minItems": 1, "description": description })
}

fn object(required: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "additionalProperties": false, "required": required, "properties": properties })
}

fn id(description: &str) -> Value {
    json!({ "type": "string", "minLength": 1, "description": description })
}

fn schema() -> Value {
    let word = || json!({ "type": "string" });
    let class = || words(NudgeClass::ALL, NudgeClass::word);
    let nudge = object(
        &["id", "about", "class", "purpose", "topic", "when", "message", "surfaces", "actions", "expiresDays"],
        json!({
            "id": id("Unique in the pack."),
            "about": words(Family::ALL, Family::word),
            "class": class(),
            "purpose": words(Purpose::ALL, Purpose::word),
            "topic": text("What a customer can switch off; never something protected."),
            "when": text("A condition in CEL: when it is a candidate."),
            "quiet": list(
                object(&["when", "reason"], json!({
                    "when": text("A condition in CEL."),
                    "reason": text("Of the message `withheld.<reason>`."),
                })),
                "When it is noticed and deliberately not shown; the first that holds.",
            ),
            "message": text("Of the messages `<message>.title` and `<message>.body`."),
            "surfaces": some(word(), "Where it may stand."),
            "actions": some(
                object(&["id"], json!({
                    "id": text("One of the pack's `actions`, of the message `action.<id>`."),
                    "response": words(ResponseKind::ALL, ResponseKind::word),
                })),
                "Its buttons.",
            ),
            "expiresDays": json!({ "type": "integer", "minimum": 1, "maximum": 3660, "description": "Days after the finding's last row." }),
            "caps": object(&[], json!({
                "perWeek": count(1000, "Cards in seven days."),
                "lifetime": count(1000, "Cards ever."),
            })),
            "cooldown": object(&[], json!({
                "shown": count(3660, "Days without another after one was shown."),
                "dismissed": count(3660, "Days after one was dismissed."),
                "accepted": count(3660, "Days after one was accepted."),
            })),
            "requires": list(word(), "Contexts of which one must hold."),
            "vetoedBy": list(word(), "Contexts of which none may hold."),
            "benefit": text("CEL, as money: what the customer gains; an offer is nothing without it."),
            "justification": text("Why it may speak of what is protected; for reviewers."),
        }),
    );
    let time = json!({ "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$" });
    let mut pack = object(
        &["format", "id", "version", "languages", "actions", "nudges", "messages"],
        json!({
            "format": { "const": 1 },
            "id": id("The pack's name."),
            "version": json!({ "type": "integer", "description": "Grows with each release." }),
            "issuer": text("Who wrote it."),
            "languages": { "type": "array", "items": word(), "contains": { "const": "en" }, "description": "BCP 47; `en` is the fall-back." },
            "actions": list(word(), "Every action that a nudge may name."),
            "nudges": list(nudge, "What may be said."),
            "messages": {
                "type": "object",
                "description": "By language, by key, in ICU MessageFormat 1.",
                "additionalProperties": { "type": "object", "additionalProperties": word() },
            },
            "attention": object(&[], json!({
                "perWeek": count(14, "Interruptions in seven days; 2 when left out."),
                "minGapHours": count(168, "Hours between two of them."),
                "quietHours": object(&["from", "to"], json!({ "from": time, "to": time })),
                "topicsPerWeek": count(1000, "Cards of one topic in seven days."),
                "classesPerWeek": {
                    "type": "object", "propertyNames": class(), "additionalProperties": count(1000, "Cards of the class in seven days."),
                },
                "offerSharePercent": count(100, "How many of a month's cards may be offers, in hundredths; 10 when left out."),
                "safetyPerDay": count(1000, "The cap of safety's own; 5 when left out."),
                "paymentSurfaces": list(word(), "Surfaces that carry safety only."),
            })),
            "contexts": list(object(&["id"], json!({ "id": text("Such as `renovation`.") })), "Contexts that rules may name."),
            "vetoes": list(
                object(&["contexts"], json!({
                    "contexts": some(word(), "Any of these."),
                    "classes": list(class(), "What they silence."),
                    "topics": list(word(), "What they silence."),
                })),
                "What contexts silence.",
            ),
            "challenges": list(
                object(&["id", "kind", "every"], json!({
                    "id": id("Unique in the pack; of the message `challenge.<id>.title`."),
                    "kind": words(ChallengeKind::ALL, ChallengeKind::word),
                    "every": words(Every::ALL, Every::word),
                    "times": json!({ "type": "integer", "minimum": 1, "maximum": 366, "description": "Windows; of steps the days that there are; 4 when left out." }),
                    "levels": json!({ "type": "array", "items": { "type": "integer", "minimum": 1, "maximum": 500 }, "minItems": 3, "maxItems": 3,
                        "description": "Gentle, steady, bold: thousandths of the slack, hundredths of pay or of the usual, whole units to round up to, windows more than usual without spending." }),
                    "multiplier": json!({ "type": "integer", "minimum": 1, "maximum": 10, "description": "How often the change of a purchase counts." }),
                    "of": list(word(), "Categories that a limit may be about."),
                    "steps": list(word(), "Ids of what to do; none: subscriptions are looked at."),
                    "season": object(&["from", "to"], json!({ "from": text("`MM-DD`."), "to": text("`MM-DD`, in the next year where it is the earlier.") })),
                })),
                "What can be joined to save.",
            ),
            "guard": object(&[], json!({
                "weights": {
                    "type": "object", "propertyNames": words(Signal::ALL, Signal::word),
                    "additionalProperties": json!({ "type": "integer", "description": "Hundredths of log-odds, within the loader's bounds for the sign." }),
                },
            })),
            "rewards": list(
                object(&["id", "kind", "earnedBy"], json!({
                    "id": text("Of the messages `reward.<id>.title` and `.body`."),
                    "kind": words(RewardKind::ALL, RewardKind::word),
                    "earnedBy": words(Occasion::ALL, Occasion::word),
                    "challenge": text("The challenge that must be done; any when left out."),
                    "points": json!({ "type": "integer", "minimum": 1, "maximum": 1_000_000, "description": "Needed for `points`." }),
                    "claimDays": json!({ "type": "integer", "minimum": 1, "maximum": 3660, "description": "Days to claim it in; 90 when left out." }),
                    "useDays": json!({ "type": "integer", "minimum": 1, "maximum": 3660, "description": "Days to use it in; 365 when left out." }),
                    "limit": object(&["count", "days"], json!({
                        "count": json!({ "type": "integer", "minimum": 1, "maximum": 1000, "description": "So many for a customer." }),
                        "days": json!({ "type": "integer", "minimum": 1, "maximum": 3660, "description": "In so many days." }),
                    })),
                })),
                "What earns which entitlement; nothing that depends on spending.",
            ),
            "tariffs": list(
                object(&["id", "bill", "monthly", "currency"], json!({
                    "id": text("Of the message `tariff.<id>`, its name."),
                    "bill": words(BillKind::ALL, BillKind::word),
                    "monthly": text("What it costs a month, as a decimal."),
                    "currency": text("ISO 4217."),
                })),
                "Prices that the bank lists beside bills, for the family `cheaper-tariff`.",
            ),
            "holdout": object(&[], json!({ "percent": count(100, "Candidates that are held out to compare.") })),
        }),
    );
    pack["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    pack["title"] = json!("A pack of Oxpecker");
    pack["description"] =
        json!("At most 256 kB, 32 levels, no key twice. The engine's loader decides; this schema helps to write.");
    pack
}

/// A pack with every object of the format in it.
fn full() -> Value {
    let mut pack: Value = serde_json::from_str(BUILTIN).unwrap();
    pack["contexts"] = json!([{ "id": "renovation" }]);
    pack["vetoes"] = json!([{ "contexts": ["renovation"], "classes": ["offer"], "topics": ["duplicates"] }]);
    pack["holdout"] = json!({ "percent": 5 });
    pack["attention"] = json!({ "perWeek": 2, "quietHours": { "from": "22:00", "to": "07:00" } });
    pack["rewards"] = json!([{ "id": "half-way", "kind": "badge", "earnedBy": "goal-half", "challenge": "any", "points": 5, "claimDays": 9, "useDays": 9, "limit": { "count": 1, "days": 30 } }]);
    pack["tariffs"] = json!([{ "id": "small", "bill": "telecom", "monthly": "9.99", "currency": "EUR" }]);
    for language in ["en", "ja"] {
        pack["messages"][language]["tariff.small"] = json!("Small");
    }
    pack["nudges"][0]["caps"] = json!({ "perWeek": 1, "lifetime": 9 });
    pack["nudges"][0]["cooldown"] = json!({ "shown": 1, "dismissed": 2, "accepted": 3 });
    pack["nudges"][0]["requires"] = json!(["renovation"]);
    pack["nudges"][0]["benefit"] = json!("finding.amount");
    pack["nudges"][0]["justification"] = json!("because");
    pack
}

fn faults(pack: &Value) -> Vec<crate::error::Diagnostic> {
    Pack::load(&pack.to_string()).err().map(|error| error.diagnostics).unwrap_or_default()
}

#[test]
fn every_topic_of_the_built_in_pack_has_a_name() {
    let pack: Value = serde_json::from_str(BUILTIN).unwrap();
    for nudge in pack["nudges"].as_array().unwrap() {
        for language in ["en", "ja"] {
            let key = format!("topic.{}", nudge["topic"].as_str().unwrap());
            assert!(pack["messages"][language][&key].is_string(), "{language}: {key}");
        }
    }
}

#[test]
fn the_published_schema_is_current() {
    let text = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
    if std::env::var_os("OXPECKER_BLESS").is_some() {
        std::fs::write(PATH, &text).unwrap();
    }
    assert!(std::fs::read_to_string(PATH).is_ok_and(|known| known == text), "run with OXPECKER_BLESS=1");
}

#[test]
fn the_schema_knows_the_fields_that_the_loader_knows() {
    assert_eq!(faults(&full()), []);
    for (of_pack, of_schema) in [
        ("", ""),
        ("/nudges/0", "/properties/nudges/items"),
        ("/nudges/0/quiet/0", "/properties/nudges/items/properties/quiet/items"),
        ("/nudges/0/actions/0", "/properties/nudges/items/properties/actions/items"),
        ("/nudges/0/caps", "/properties/nudges/items/properties/caps"),
        ("/nudges/0/cooldown", "/properties/nudges/items/properties/cooldown"),
        ("/attention", "/properties/attention"),
        ("/attention/quietHours", "/properties/attention/properties/quietHours"),
        ("/contexts/0", "/properties/contexts/items"),
        ("/vetoes/0", "/properties/vetoes/items"),
        ("/rewards/0", "/properties/rewards/items"),
        ("/tariffs/0", "/properties/tariffs/items"),
        ("/guard", "/properties/guard"),
        ("/challenges/0", "/properties/challenges/items"),
        ("/holdout", "/properties/holdout"),
    ] {
        let schema = schema();
        let schema = schema.pointer(of_schema).unwrap();
        let mut known: Vec<_> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        known.sort_unstable();
        let mut pack = full();
        pack.pointer_mut(of_pack).unwrap()["stray"] = json!(1);
        let said = faults(&pack).into_iter().find(|fault| fault.code == "unknown-field").unwrap().message;
        let mut loader: Vec<_> = said.trim_start_matches("unknown field, known: ").split(", ").collect();
        loader.sort_unstable();
        assert_eq!(known, loader, "{of_pack}");
        for field in known {
            let mut pack = full();
            pack.pointer_mut(of_pack).unwrap().as_object_mut().unwrap().remove(field);
            let required = schema["required"].as_array().unwrap().contains(&json!(field));
            // Others may name what was taken away, such as a context.
            let own = format!("{}.{field}", of_pack.trim_start_matches('/').replace("/0", "[0]").replace('/', "."));
            let own = own.trim_start_matches('.');
            let missed = faults(&pack)
                .iter()
                .any(|fault| fault.path.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')));
            assert_eq!(missed, required, "{own}");
        }
    }
}
