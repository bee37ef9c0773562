// SPDX-License-Identifier: MIT OR Apache-2.0
//! Who is behind a name: spellings that are one payee, and names that are not.
//!
//! In: two names as banks write them. Out: whether the engine takes them for one.
//!
//! How to add a pair: to `ONE` for a new spelling rule, and to `TWO` for the companies that it must not join.
#![cfg(not(target_family = "wasm"))]
#![cfg(test)]

mod scenarios {
    #[expect(dead_code, reason = "each test file calls its own part of the boundary")]
    pub(crate) mod host;
}

use oxpecker::{
    ingest::payee::{compare_payees, identity},
    wasm::Engine,
};
use proptest::{prelude::*, test_runner::RngSeed};
use scenarios::host::{answer, bytes};
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization as _;

/// What `comparePayees` answers.
fn compare(a: &str, b: &str) -> Value {
    answer(&Engine::new().compare_payees(&bytes(&json!({ "a": a, "b": b })))).unwrap()
}

fn is_one(a: &str, b: &str) -> bool {
    compare(a, b)["same"].as_bool().unwrap()
}

/// Two spellings of one payee.
const ONE: &[(&str, &str)] = &[
    ("Harbor Books", "HARBOR BOOKS"),
    ("Harbor Books", "Harbor  Books "),
    ("Harbor Books", "HARBOR BOOKS #0412"),
    ("Harbor Books", "HARBOR BOOKS 0412"),
    ("Harbor Books", "HARBOR BOOKS HAMBURG"),
    ("Harbor Books", "HARBOR BOOKS HAMBURG DE"),
    ("Harbor Books", "HARBOR BOOKS BERLIN 0412"),
    ("LIDL 54", "LIDL 1207"),
    ("Harbor Books", "SQ *HARBOR BOOKS"),
    ("Harbor Books", "SumUp *Harbor Books"),
    ("Harbor Books", "PAYPAL *HARBOR BOOKS"),
    ("Harbor Books", "Harbor Books*MX41K7"),
    ("Harbor Books", "Harbor Books GmbH"),
    ("Harbor Books", "Harbor Books GmbH & Co. KG"),
    ("Harbor Books Ltd", "HARBOR BOOKS LIMITED"),
    ("Harbor Books Inc.", "Harbor Books, Inc"),
    ("Harbor Books S.A.", "HARBOR BOOKS SA"),
    ("Harbor Books S.p.A.", "HARBOR BOOKS SPA"),
    ("Lune Énergie", "LUNE ENERGIE SARL"),
    ("Müller Bäckerei", "MULLER BACKEREI"),
    ("Weißbach", "WEISSBACH"),
    ("Łódź Tram", "LODZ TRAM"),
    ("O'Malley's", "OMALLEYS"),
    ("B&Q", "BQ"),
    ("PC Nation", "PCNATION"),
    ("ﾐﾅﾄﾃﾞﾝｷ", "ミナトデンキ"),
    ("ﾐﾅﾄﾃﾞﾝｷ", "みなとでんき"),
    ("ミナトデンキ", "みなとでんき"),
    ("ｶ)ﾐﾅﾄ", "株式会社ミナト"),
    ("ｶ)ﾐﾅﾄ", "ミナト株式会社"),
    ("ﾐﾅﾄ(ｶ", "㈱ミナト"),
    ("ﾕ)ﾐﾅﾄ", "有限会社ミナト"),
    ("キャッシュカフェ", "ｷﾔﾂｼﾕｶﾌｴ"),
    ("ＡＢＣストア", "ABCストア"),
    ("Brunnen Carpentry", "Brunnen Carpentri"),
    ("Northwind Electric", "NORTHWIND ELECTRI"),
    // Web addresses, articles, longer legal forms.
    ("Harbor Books", "WWW.HARBORBOOKS.COM"),
    ("Lanterna", "lanterna.co.uk"),
    ("Lanterna", "Lanterna Aktiengesellschaft"),
    ("The Lantern Press", "Lantern Press"),
    ("Lanterna", "AMZN *LANTERNA"),
    // Cut off, without vowels, run together, in another order, with a slip.
    ("Quellmann Instruments", "QUELLMANN INSTRUM"),
    ("Quellmann Instruments", "QLLMNN INSTRMNTS"),
    ("Quellmann Bakery Store 12", "QUELLMANNBKRY#12"),
    ("Quellmann Bakery Hamburg", "HAMBURG QUELLMANN BAKERY"),
    ("Quellmann Supply", "QUELMANN SUPPLY"),
    ("Quellmann", "QUELLMANN SVC CENTER"),
    ("Zephyr Ride New York City", "ZEPHYR*RIDE NYC 0042"),
    // One brand, two departments.
    ("QUELLMANN ONLINE ORDERS", "QUELLMANN SERVICE DEPT"),
    ("LOC456 QUELLMANN", "QUELLMANN 456"),
    // A trade on one side alone says nothing against; one that is cut off or run together is still the same.
    ("Quellmann", "QUELLMANN CINEMA"),
    ("Quellmann Espresso", "QUELLMANN ESPR"),
    ("Quellmann Espresso", "SQ *QUELLMANNESPRESSO GNB7NG"),
    ("Maple Florist", "PAYPAL *MAPLEFLORIST H5R2N6"),
    // Japanese forms in characters, in brackets and inside.
    ("(社)ミナト", "一般社団法人ミナト"),
    ("㈳ミナト", "社団法人ミナト"),
    ("ﾄｸﾋ)ﾐﾅﾄ", "特定非営利活動法人ミナト"),
    ("ミナト株式会社デンキ", "ﾐﾅﾄ(ｶ)ﾃﾞﾝｷ"),
    ("ガク）ミナト", "学校法人ミナト"),
    ("ＳＱ＊ＨＡＲＢＯＲ　ＢＯＯＫＳ", "Harbor Books"),
];

/// Two payees with alike names.
const TWO: &[(&str, &str)] = &[
    ("Harbor Books", "Harbor Bakery"),
    ("Nordlicht Apotheke", "Nordlicht Optik"),
    ("Delta Air Lines", "Delta Dental"),
    ("City Bakery", "City Parking"),
    ("City Power", "City Water"),
    ("Meyer Auto", "Meyer Blumen"),
    ("First National Bank", "First Regional Bank"),
    ("J. Miller", "K. Miller"),
    ("Anna Schmidt", "Hanna Schmidt"),
    ("SQ *HARBOR BOOKS", "SQ *PINE CAFE"),
    ("PAYPAL *KIOSK", "PAYPAL *LUMEN"),
    ("Harbor Books GmbH", "Pine Books GmbH"),
    ("A1 Telekom", "T2 Telekom"),
    ("Shell", "Shelter"),
    ("Iron Hall Gym", "Iron Hall Café"),
    ("ﾐﾅﾄﾃﾞﾝｷ", "ﾐﾅﾄｶﾞｽ"),
    ("ﾊﾊﾀ", "ﾊﾞﾊﾞﾀ"),
    ("株式会社ミナト", "株式会社ミドリ"),
    ("ｶ)ﾐﾅﾄ", "ｶ)ﾐﾄﾞﾘ"),
    ("東京電力", "東京ガス"),
    ("Kiosk", "Bistro"),
    // Alike at the beginning, or at the end, and no more.
    ("Global Printing", "Global Plumbing"),
    ("Quellmann Supply", "Harrow Supply"),
    ("Quellmann Institute", "SAS Institute"),
    ("Quellmann Station Hamburg", "Zephyr Station Hamburg"),
    ("Quellmann Industries In", "Interlund Industries"),
    ("Quellmann Parking", "Quellmann Dental"),
    // Two trades of one name, also cut off, run together or with a slip.
    ("Pebble Espresso", "PEBBLE CINEMA"),
    ("Quellmann Optics", "QUELLMANN ESPR"),
    ("Quellmann Bistro", "Quellmann Bakey"),
    ("Quellmann Bistro", "SQ *QUELLMANNBAKERY GNB7NG"),
    ("Maple Deli", "PAYPAL *MAPLERECORDS H5R2N6"),
    ("Daniela Ostrow", "Daniela Osterberg"),
    ("Quell Bank of Norland", "Quell Bank of Westmark"),
    ("ﾐﾅﾄｼﾝｷﾝ", "ﾐﾅﾄｼﾝｸﾐ"),
    ("(社)ミナト", "(社)ミドリ"),
    ("", "Kiosk"),
    ("***", "---"),
];

#[test]
fn spellings_of_one_payee_are_one() {
    let failed: Vec<String> = ONE.iter().filter(|(a, b)| !is_one(a, b)).map(complaint).collect();
    assert!(failed.is_empty(), "told apart:\n{}", failed.join("\n"));
}

#[test]
fn different_payees_stay_different() {
    let failed: Vec<String> = TWO.iter().filter(|(a, b)| is_one(a, b)).map(complaint).collect();
    assert!(failed.is_empty(), "taken for one:\n{}", failed.join("\n"));
}

fn complaint((a, b): &(&str, &str)) -> String {
    format!("  `{a}` and `{b}`: {}", compare(a, b))
}

#[test]
fn a_comparison_says_what_it_compared() {
    for (a, b) in ONE.iter().chain(TWO) {
        let (there, back) = (compare(a, b), compare(b, a));
        assert_eq!(there["normalized"], json!([identity(a), identity(b)]));
        assert_eq!(
            (&there["score"], &there["same"]),
            (&back["score"], &back["same"]),
            "`{a}` and `{b}`: the order says nothing"
        );
        assert!((0.0..=1.0).contains(&there["score"].as_f64().unwrap()));
    }
}

#[test]
fn a_name_is_its_own_twin() {
    for name in ONE.iter().chain(TWO).flat_map(|(a, b)| [a, b]).filter(|name| name.chars().any(char::is_alphanumeric)) {
        assert!(is_one(name, name), "`{name}`");
    }
}

#[test]
fn an_identity_is_never_longer_than_its_name_allows() {
    for letter in ["a ", "Ä", "ﾐ", "㈱", "*", "(ｶ)", "S. ", "\u{301}", "ﷺ"] {
        let name = letter.repeat(500_000 / letter.len());
        let kept = identity(&name).chars().count();
        assert!(kept <= 256 * 20, "{letter}: {kept} letters of {}", name.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, rng_seed: RngSeed::Fixed(0x9a_1ee5), ..ProptestConfig::default() })]

    #[test]
    fn prop_identity_of_an_identity_is_itself(name in name()) {
        let once = identity(&name);
        prop_assert_eq!(identity(&once), once);
    }

    #[test]
    fn prop_any_two_texts_compare(a in ".{0,80}", b in name()) {
        let there = compare(&a, &b);
        prop_assert!((0.0..=1.0).contains(&there["score"].as_f64().unwrap()));
        prop_assert_eq!(&there["same"], &compare(&b, &a)["same"]);
    }

    #[test]
    fn prop_a_comparison_is_symmetric_and_a_name_is_itself(a in name(), b in name()) {
        let (there, back) = (compare(&a, &b), compare(&b, &a));
        prop_assert_eq!((&there["score"], &there["same"]), (&back["score"], &back["same"]));
        if !identity(&a).is_empty() {
            prop_assert!(is_one(&a, &a));
        }
    }

    #[test]
    fn prop_case_and_width_say_nothing(a in "[A-Za-z0-9 *#.&/-]{0,24}", b in "[A-Za-z0-9 *#.&/-]{0,24}") {
        let wide: String = a.chars().map(widened).collect();
        let plain = compare(&a, &b);
        for other in [a.to_uppercase(), a.to_lowercase(), wide] {
            let again = compare(&other, &b);
            prop_assert_eq!((&plain["score"], &plain["normalized"]), (&again["score"], &again["normalized"]), "`{}`", other);
        }
    }

    #[test]
    fn prop_compatibility_normalization_says_nothing(a in "[ァ-ヴｦ-ﾟー㈱㈲㈳Ａ-Ｚａ-ｚ０-９（）éÀüß -]{0,16}", b in name()) {
        let (plain, normal) = (compare(&a, &b), compare(&a.nfkc().collect::<String>(), &b));
        prop_assert_eq!((&plain["score"], &plain["normalized"]), (&normal["score"], &normal["normalized"]));
    }

    #[test]
    fn prop_case_and_spaces_say_nothing(words in prop::collection::vec("[a-zäöüéñ]{2,9}", 1..5)) {
        let plain = words.join(" ");
        let loud = format!("  {} ", words.join("   ").to_uppercase());
        prop_assert_eq!(identity(&plain), identity(&loud));
    }
}

/// The full-width form of a letter.
fn widened(letter: char) -> char {
    match letter {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(letter as u32 + 0xfee0).unwrap_or(letter),
        _ => letter,
    }
}

/// Names as banks write them: words, codes, forms, cities, stars and brackets in any order.
fn name() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[A-Za-z]{1,9}",
        1 => "[A-Z0-9#]{1,6}",
        2 => prop::sample::select(vec!["GmbH", "S.A.", "& Co. KG", "Ltd", "株式会社", "ｶ)", "(ｶ", "㈱", "ﾐﾅﾄ", "みなと", "SQ *", "*X1", "BERLIN", "Paris FR", "DE", "1042", "é", "-", "(", ")", "."]).prop_map(String::from),
        1 => ".{0,6}",
    ];
    prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
}

/// Found by fuzzing: where two matches are worth the same, the order of the names decided.
#[test]
fn a_comparison_is_the_same_from_both_sides() {
    for (a, b) in [
        ("PAYPAL *HARCOR BOOKS", "|Harbo\u{fffd}r Books GmbH"),
        ("PAYPA L *HARBOOKS|", "Harbor .Books GmbH"),
        ("CORNER SHOP 1234 A", "RIS|Corn\u{df} Shop SARL"),
        ("M\u{fc}Ller & S\u{f6}hR SOEHNEUELER SOEHNEne", " KG 22/07|MUELER SOEHNEUELER SOEHNE"),
        ("PAYPAL *\u{fffd}ARB*HARBOR BO", "OKS|Harbor Books GmbHOR ?"),
    ] {
        let (one, other) = (compare_payees(a, b), compare_payees(b, a));
        assert_eq!((one.score, one.same), (other.score, other.same), "{a} and {b}");
    }
}
