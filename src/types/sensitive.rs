// SPDX-License-Identifier: MIT OR Apache-2.0
//! What gives away health, creed, politics, sex life, union membership, family origin, a criminal record or a
//! pregnancy: merchants and categories that no fact, feature, topic, report or log may name.
//!
//! Names that tell it are known to `ingest/payee/protected.rs`.
//!
//! In: a merchant category code, a category, an id of a pack. Out: yes or no. Doubt is read strictly: a gift may
//! be a gift to a church, so every donation is hidden. Bereavement counts among them: it is only ever declared.

use super::Category;

/// Codes of ISO 18245, first and last of each range, in order.
const CODES: &[(u16, u16)] = &[
    (4119, 4119), // ambulances
    (5047, 5047), // medical equipment
    (5122, 5122), // drugs, wholesale
    (5641, 5641), // infants' wear
    (5912, 5912), // pharmacies
    (5967, 5967), // adult telephone services
    (5975, 5976), // hearing aids, prostheses
    (7261, 7261), // funerals
    (7273, 7273), // dating and escorts
    (7277, 7277), // counseling: debt, marriage, personal
    (7297, 7298), // massage, health spas
    (8011, 8099), // doctors, dentists, hospitals, laboratories
    (8398, 8398), // charities
    (8641, 8641), // civic, social, fraternal associations
    (8651, 8651), // political organizations
    (8661, 8661), // religious organizations
    (8699, 8699), // membership organizations, unions
    (9211, 9211), // courts, alimony
    (9222, 9223), // fines, bail
];

/// Beginnings of words that no topic and no rule may have in its id.
const ROOTS: &[&str] = &[
    "abortion",
    "addict",
    "alimony",
    "arrest",
    "asylum",
    "bail",
    "bereave",
    "birth",
    "caste",
    "christian",
    "church",
    "clinic",
    "convict",
    "court",
    "creed",
    "crime",
    "criminal",
    "disab",
    "disease",
    "doctor",
    "donation",
    "escort",
    "ethnic",
    "faith",
    "fertil",
    "funeral",
    "gay",
    "health",
    "hospital",
    "ill",
    "islam",
    "jewish",
    "lesbian",
    "medic",
    "mental",
    "mosque",
    "muslim",
    "origin",
    "parent",
    "pharma",
    "politic",
    "pregnan",
    "prison",
    "race",
    "racial",
    "relig",
    "sex",
    "sick",
    "synagogue",
    "temple",
    "therap",
    "tithe",
    "trans-",
    "union",
    "vote",
];

/// Whether a row's class gives something away.
#[must_use]
pub fn gives_away(mcc: Option<u16>, category: Category) -> bool {
    let is_code = |code: u16| CODES.iter().any(|&(first, last)| (first..=last).contains(&code));
    matches!(category, Category::Health | Category::Donation) || mcc.is_some_and(is_code)
}

/// Whether an id or a topic of a pack speaks of what is protected.
#[must_use]
pub fn is_protected_topic(id: &str) -> bool {
    let id = id.to_ascii_lowercase();
    let mut start = true;
    for (at, sign) in id.char_indices() {
        let rest = id.get(at..).unwrap_or_default();
        if start && ROOTS.iter().any(|root| rest.starts_with(root)) {
            return true;
        }
        start = !sign.is_ascii_alphanumeric();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{CODES, gives_away, is_protected_topic};
    use crate::types::Category;

    #[test]
    fn codes_stand_in_order() {
        assert!(CODES.iter().all(|(first, last)| first <= last));
        assert!(CODES.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }

    #[test]
    fn what_gives_away_and_what_does_not() {
        for code in [5912, 8011, 8062, 8099, 8398, 8651, 8661, 8699, 9223, 7273, 7261] {
            assert!(gives_away(Some(code), Category::Other), "{code}");
        }
        for code in [5411, 5812, 5942, 4111, 6300, 7995, 8220, 9311] {
            assert!(!gives_away(Some(code), Category::Shopping), "{code}");
        }
        assert!(gives_away(None, Category::Health) && gives_away(None, Category::Donation));
        for topic in ["health", "saving-for-pregnancy", "Religious_gifts", "union.dues", "life/bereavement"] {
            assert!(is_protected_topic(topic), "{topic}");
        }
        for topic in ["duplicates", "refunds", "savings", "reunion", "insurance", "trace", "transfers", "scourt"] {
            assert!(!is_protected_topic(topic), "{topic}");
        }
    }
}
