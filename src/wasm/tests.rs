// SPDX-License-Identifier: MIT OR Apache-2.0
//! The boundary from outside: status bytes, refusals, and the wire types that the shell is held to.

use ts_rs::{Config, TS};

use super::{Engine, Method};
use crate::{
    challenge, consent, decide, detect, engine, error,
    features::{forecast, series},
    goal, ingest, ledger, packs, payment, present, privacy, reward, simulate, state, types,
};

fn refused(reply: &[u8]) -> serde_json::Value {
    assert_eq!(reply.first(), Some(&1), "{}", String::from_utf8_lossy(reply));
    serde_json::from_slice(&reply[1..]).unwrap()
}

fn fine(reply: &[u8]) -> serde_json::Value {
    assert_eq!(reply.first(), Some(&0), "{}", String::from_utf8_lossy(reply));
    serde_json::from_slice(&reply[1..]).unwrap()
}

const NOW: &str = r#""now":{"instant":1793448000000,"date":"2026-10-31","time":"12:00:00"}"#;

#[test]
fn requests_that_do_not_fit_name_the_field() {
    let mut engine = Engine::new();
    for (request, field) in [
        ("{}", "now"),
        (r#"{"now":{"instant":0,"date":"2026-02-30","time":"00:00:00"},"surface":"home"}"#, "now"),
        (r#"{"now":{"instant":0.5,"date":"2026-02-28","time":"00:00:00"},"surface":"home"}"#, "now"),
        (&format!("{{{NOW}}}"), "surface"),
        (&format!(r#"{{{NOW},"surface":7}}"#), "surface"),
        (&format!(r#"{{{NOW},"surface":"home","slots":-1}}"#), "slots"),
    ] {
        let error = refused(&engine.evaluate(request.as_bytes()));
        assert_eq!(
            (error["code"].as_str(), error["field"].as_str()),
            (Some("INVALID_ARGUMENT"), Some(field)),
            "{request}"
        );
    }
    for (rest, field) in
        [(r#""days":3"#, "accountId"), (r#""accountId":"a""#, "days"), (r#""accountId":"a","days":1001"#, "days")]
    {
        assert_eq!(refused(&engine.forecast(format!("{{{NOW},{rest}}}").as_bytes()))["field"], field);
    }
    assert_eq!(refused(&engine.evaluate(b"{"))["code"], "BAD_JSON");
    assert_eq!(refused(&engine.evaluate(b"\xff"))["code"], "BAD_UTF8");
    assert_eq!(refused(&engine.configure("[".repeat(100_000).as_bytes()))["code"], "TOO_DEEP");
    assert_eq!(refused(&engine.ingest_push(b"[]"))["code"], "NO_INGEST");
    assert_eq!(refused(&engine.ingest_finish())["code"], "NO_INGEST");
}

#[test]
fn a_file_in_one_call_and_an_answer_behind_its_head_are_what_they_are_by_themselves() {
    let file = br#"[
        {"id":"a","accountId":"main","bookedAt":"2026-10-28","amount":"-48.10","currency":"EUR","counterpartyName":"Harbor \n Books","kind":"card"},
        {"id":"b","accountId":"main","bookedAt":"2026-10-29","amount":"-48.10","currency":"EUR","counterpartyName":"Harbor \n Books","kind":"card"},
        {"amount":7}]"#;
    let open = || {
        let mut engine = Engine::new();
        fine(&engine.configure(br#"{"consent":[{"purpose":"insights"},{"purpose":"nudges"}]}"#));
        engine
    };
    let (mut once, mut sliced) = (open(), open());
    let report = once.call(Method::IngestFinish.index(), file);
    sliced.ingest_begin();
    fine(&sliced.ingest_push(file));
    assert_eq!(report, sliced.ingest_finish());
    assert_eq!(
        refused(&once.call(Method::IngestFinish.index(), b"[{")),
        refused(&{
            sliced.ingest_begin();
            sliced.ingest_push(b"[{");
            sliced.ingest_finish()
        })
    );
    for (more, is_headed) in [("", true), (r#","trace":true"#, false), (r#","surface":"elsewhere","slots":0"#, true)] {
        let asked = |head: &str| format!(r#"{{{NOW},"surface":"home"{more}{head}}}"#);
        let plain = sliced.evaluate(asked("").as_bytes());
        let headed = once.evaluate(asked(r#","head":true"#).as_bytes());
        let parts: Vec<&[u8]> = headed[1..].split(|&byte| byte == b'\n').collect();
        assert_eq!(parts.last(), Some(&&plain[1..]));
        assert_eq!(parts.len(), 1 + usize::from(is_headed));
        if is_headed {
            let (head, whole): (serde_json::Value, _) = (serde_json::from_slice(parts[0]).unwrap(), fine(&plain));
            for list in ["cards", "quiet", "withheld"] {
                let ids: Vec<_> = whole[list].as_array().unwrap().iter().map(|card| card["id"].clone()).collect();
                assert_eq!(head[list], serde_json::Value::Array(ids));
            }
            assert!(head.to_string().contains("card-"), "{head}");
        }
    }
}

#[test]
fn a_verdict_behind_its_head_is_what_it_is_by_itself_and_the_head_tells_its_lists() {
    let mut engine = Engine::new();
    fine(&engine.configure(br#"{"consent":[{"purpose":"payment-guard"}]}"#));
    let row = r#"[{"id":"a","accountId":"main","bookedAt":"2026-10-31","amount":"-48.10","currency":"EUR","counterpartyName":"Har,\"reasons\":[","kind":"card"}]"#;
    fine(&engine.call(Method::IngestFinish.index(), row.as_bytes()));
    for (amount, name, count) in [("-48.10", r#"Har,\"reasons\":["#, 4), ("-3.00", "Elsewhere", 0)] {
        let draft =
            format!(r#"{{"accountId":"main","amount":"{amount}","currency":"EUR","counterpartyName":"{name}"}}"#);
        let mut asked = |head: &str| engine.check_payment(format!(r#"{{"draft":{draft}{head},{NOW}}}"#).as_bytes());
        let (plain, headed) = (asked(""), asked(r#","head":true"#));
        let parts: Vec<&[u8]> = headed[1..].split(|&byte| byte == b'\n').collect();
        assert_eq!(parts[1..], [&plain[1..]]);
        let (head, whole): (serde_json::Value, _) = (serde_json::from_slice(parts[0]).unwrap(), fine(&plain));
        let lists = whole.as_object().unwrap().iter().filter_map(|(name, value)| Some((name, value.as_array()?.len())));
        let lists: serde_json::Map<_, _> = lists.map(|(name, length)| (name.clone(), length.into())).collect();
        assert_eq!(head["counts"], serde_json::Value::Object(lists));
        let ids = whole["actions"].as_array().unwrap().iter().map(|action| action["id"].clone());
        assert_eq!(head["ids"], core::iter::once(whole["id"].clone()).chain(ids).collect::<serde_json::Value>());
        assert_eq!(head["counts"]["reasons"], count, "{whole}");
        assert_eq!(refused(&asked(r#","head":1"#))["code"], "INVALID_ARGUMENT");
        // The shell cuts there: it stands once.
        let text = String::from_utf8(plain).unwrap();
        assert_eq!(text.matches(r#","reasons":["#).count(), 1);
    }
}

#[test]
fn a_pack_with_faults_names_each_of_them() {
    let mut engine = Engine::new();
    let pack = packs::BUILTIN
        .replace("finding.state == 'refunded'", "finding.age > 3")
        .replace("\"class\": \"care\"", "\"class\": \"casual\"")
        .replace("\"expiresDays\": 14", "\"expiresDays\": 14, \"color\": \"red\"")
        .replace("\"topic\": \"refunds\",", "");
    let request = serde_json::json!({ "consent": [], "pack": pack }).to_string();
    let error = refused(&engine.configure(request.as_bytes()));
    assert_eq!(error["code"], "PACK_INVALID");
    let found: Vec<(&str, &str)> = error["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| (d["path"].as_str().unwrap(), d["code"].as_str().unwrap()))
        .collect();
    for expected in [
        ("nudges[0].quiet[0].when", "unknown-field"),
        ("nudges[2].class", "unknown-word"),
        ("nudges[2].color", "unknown-field"),
        ("nudges[2].topic", "shape"),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    // The settings before stay.
    assert_eq!(fine(&engine.catalogue(br#"{"locales":["ja"]}"#))["locale"], "ja");
}

/// What is protected is neither a topic nor read under a purpose that does not cover it.
#[test]
fn a_pack_that_reads_too_much_does_not_load() {
    let mut engine = Engine::new();
    let pack = packs::BUILTIN.replacen("\"purpose\": \"nudges\"", "\"purpose\": \"measurement\"", 1).replacen(
        "\"topic\": \"refunds\"",
        "\"topic\": \"health-refunds\"",
        1,
    );
    let request = serde_json::json!({ "consent": [], "pack": pack }).to_string();
    let error = refused(&engine.configure(request.as_bytes()));
    let found: Vec<(&str, &str)> = error["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| (d["path"].as_str().unwrap(), d["code"].as_str().unwrap()))
        .collect();
    let covered = ("nudges[0].purpose", "class-not-covered");
    assert_eq!(found, [covered, covered, covered, ("nudges[2].topic", "protected-topic")]);
}

/// The schema, the word lists and the built-in pack hold nothing that is protected, but for the two categories
/// of rows that the ledger hides.
#[test]
fn the_inference_firewall_holds_everywhere() {
    use types::{Category, Fact, Family, is_protected_topic as is_protected};
    let schema = Fact::ALL.iter().map(|fact| fact.word()).chain(Family::ALL.iter().map(|family| family.word()));
    let kinds = series::SeriesKind::ALL.iter().map(|kind| kind.word());
    let classes = types::DataClass::ALL.iter().map(|class| class.word());
    let corrections = types::About::ALL.iter().map(|about| about.word());
    for word in schema.chain(kinds).chain(classes).chain(corrections) {
        assert!(!is_protected(word), "{word}");
    }
    for category in Category::ALL {
        let hidden = types::gives_away(None, *category);
        assert_eq!(is_protected(category.word()), hidden, "{}", category.word());
    }
    let pack: serde_json::Value = serde_json::from_str(packs::BUILTIN).unwrap();
    for nudge in pack["nudges"].as_array().unwrap() {
        for field in ["id", "topic", "message", "about"] {
            assert!(!is_protected(nudge[field].as_str().unwrap()), "{nudge}");
        }
    }
    for action in pack["actions"].as_array().unwrap() {
        assert!(!is_protected(action.as_str().unwrap()), "{action}");
    }
}

#[test]
fn the_catalogue_falls_back_to_english() {
    let mut engine = Engine::new();
    let english = fine(&engine.catalogue(br#"{"locales":["xx","en"]}"#));
    assert_eq!(english["locale"], "en");
    let japanese = fine(&engine.catalogue(br#"{"locales":["ja-JP","ja"]}"#));
    assert_ne!(japanese["messages"]["action.go-back"], english["messages"]["action.go-back"]);
}

#[test]
fn every_reason_has_a_text_in_every_language() {
    let pack = packs::Pack::load(packs::BUILTIN).unwrap();
    let mut source = String::new();
    let mut folders: Vec<std::path::PathBuf> = ["src/challenge", "src/detect", "src/payment"].map(Into::into).into();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { source += &std::fs::read_to_string(path).unwrap() }
        }
    }
    let codes: Vec<&str> = source.split("Reason::new(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(codes.len() >= 10);
    for language in ["en", "ja"] {
        let messages: serde_json::Value = serde_json::from_slice(&pack.catalogue(&[language.to_string()]).1).unwrap();
        for code in &codes {
            let texts = ["reason", "change"].map(|family| messages[format!("{family}.{code}")].is_string());
            assert!(texts.contains(&true), "{language} {code}");
        }
    }
}

macro_rules! declarations {
    ($config:ident: $($name:ty),+ $(,)?) => {
        [$(<$name as TS>::decl(&$config)),+]
    };
}

/// The shell's types are checked against this file; `OXPECKER_BLESS=1` writes it.
#[test]
fn wire_types_are_current() {
    let config = Config::default();
    let mut types: Vec<String> = declarations!(config:
        challenge::Difficulty, challenge::RunState, challenge::WindowState, packs::ChallengeKind, packs::Every, present::DueAnswer, present::LineAnswer, present::OfferAnswer, present::ProgressAnswer, present::ProposalAnswer, present::StepAnswer, present::WindowAnswer, consent::ConsentLine, consent::ConsentState, consent::ConsentStatus, consent::LogEntry, consent::MissingConsent, consent::ProcessingLog, decide::LearnedRate, detect::DuplicateKind, detect::DuplicateState, engine::AttentionAnswer, engine::ContextAnswer, engine::Decided, engine::Deleted, engine::Proposed, engine::QuietHours, engine::TopicLine, error::Code, error::Diagnostic, error::Error, forecast::ForecastBasis, ingest::Problem, ingest::ProblemCode, ingest::payee::PayeeComparison, ledger::IngestReport, packs::ActionRef, packs::Field, packs::NudgeClass, packs::Signal, payment::Form, payment::Level, payment::Wishes, present::Answer, present::Card, present::Condition, present::DuplicateAnswer, present::Evidence, present::FactAnswer, present::Facts, present::FeatureAnswer, present::FindingAnswer, present::ForecastAnswer, present::ForecastDay, present::Message, present::NextAnswer, present::PaidAnswer, present::PlannedAnswer, present::QuietCard, present::SeriesAnswer, present::SeriesChange, present::SignAnswer, present::TraceLine, present::TransferAnswer, present::UpcomingAnswer, present::Use, present::VerdictAnswer, present::WithheldCard, present::ClaimDocument, present::GoalAnswer, present::GoalMilestone, present::GoalRow, present::GoalWhatIf, present::PlanAnswer, present::ProofClass, present::ReachedAnswer, present::RewardAnswer, goal::GoalSource, goal::GoalState, reward::RewardState, simulate::Differs, simulate::Simulation, types::Occasion, types::RewardKind, privacy::Known, privacy::PackLine, privacy::Report, privacy::Retention, series::AmountModel, series::SeriesKind, series::SeriesState, state::Merged, types::Arg, types::Args, types::Cadence, types::DataClass, types::Direction, types::Family, types::Feature, types::FeatureType, types::Permille, types::Purpose, types::Reason, types::ResponseKind,
    )
    .into();
    types.sort();
    let mut text = String::from(
        "// SPDX-License-Identifier: MIT OR Apache-2.0\n/**\n * What the engine writes, derived from its own types by `cargo test`: not edited by hand.\n */\n\n",
    );
    for declaration in types {
        text.push_str("export ");
        text.push_str(&declaration);
        text.push('\n');
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg-config/src/wire.ts");
    if std::env::var_os("OXPECKER_BLESS").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let current = std::fs::read_to_string(path).unwrap_or_default();
    assert!(current == text, "`pkg-config/src/wire.ts` is old: run this test once with OXPECKER_BLESS=1");
}

#[test]
fn the_shell_knows_every_method_by_its_place() {
    let shell = include_str!("../../pkg-config/src/methods.ts");
    let list = shell.split_once('[').unwrap().1.split_once(']').unwrap().0;
    let known: Vec<&str> = list.split('\'').skip(1).step_by(2).collect();
    let own: Vec<&str> = super::Method::ALL.iter().map(|method| method.word()).collect();
    assert_eq!(known, own);
    assert!(refused(&Engine::new().call(own.len() as u8, b"{}"))["code"] == "INVALID_ARGUMENT");
}
