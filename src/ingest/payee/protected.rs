// SPDX-License-Identifier: MIT OR Apache-2.0
//! Names that give away what is protected: a clinic, a parish, a union.
//!
//! In: a name as the bank wrote it. Out: yes or no, beside the joined identity that is worked out on the way; who is
//! behind it is the identity's business, which this changes nothing of. Invariant: the list holds general words, and names of bodies
//! only where the name alone tells of a creed, a party, a union or a sex life. Doubt is read
//! strictly where a word says one thing; a word that shops and streets have too counts in its place only
//! (`Grace Church` does, `Church Street` does not).

use super::{
    identity::{joined, own_words, words},
    lists::{PROTECTED, PROTECTED_BITS, PROTECTED_ENDS, PROTECTED_ENDS_BITS, held, may_hold},
};

/// The joined identity of a name, and whether the name gives something away.
#[must_use]
pub(crate) fn identity_and_secrecy(name: &str) -> (String, bool) {
    let folded = words(name, true).0;
    let own = own_words(&folded);
    // An identity has no codes and cities behind the name, but no Japanese legal form either, which may tell.
    let text = if folded.is_ascii() { joined(&own, " ") } else { words(name, false).0 };
    (joined(&own, ""), gives_away(text))
}

/// Whether a name gives something away.
#[must_use]
pub(crate) fn name_gives_away(name: &str) -> bool {
    identity_and_secrecy(name).1
}

fn gives_away(mut text: String) -> bool {
    if !text.ends_with(' ') {
        text.push(' ');
    }
    text.push('$');
    tells(text.as_bytes())
}

/// Whether words give something away: each with a space behind it, and a mark of the end.
pub(super) fn tells(text: &[u8]) -> bool {
    let mut before = b' ';
    for (at, &letter) in text.iter().enumerate() {
        // Japanese sets no spaces: each character may be a beginning.
        if before == b' ' || letter >= 0xc0 {
            let rest = text.get(at..).unwrap_or_default();
            if may_hold(&PROTECTED_BITS, rest.first_chunk())
                && (1..PROTECTED.len()).any(|size| rest.get(..size).is_some_and(|part| held(&PROTECTED, part)))
            {
                return true;
            }
        }
        if letter == b' ' {
            let head = text.get(..at).unwrap_or_default();
            let ends = |size: usize| at.checked_sub(size).and_then(|from| head.get(from..));
            if may_hold(&PROTECTED_ENDS_BITS, head.last_chunk())
                && (1..PROTECTED_ENDS.len()).any(|size| ends(size).is_some_and(|part| held(&PROTECTED_ENDS, part)))
            {
                return true;
            }
        }
        before = letter;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::name_gives_away;

    #[test]
    fn each_class_in_each_language_and_what_only_looks_like_it() {
        let given_away = [
            // Health
            "HARBOR CLINIC 0042",
            "St. Alder General Hospital",
            "CITY PHARMACY #12 SEATTLE WA",
            "Hafen-Apotheke",
            "Frauenklinik Nord",
            "Zahnarzt Dr. Beispiel",
            "PHARMACIE DU PORT",
            "Hôpital du Val",
            "FARMACIA CENTRALE",
            "Ospedale Civile",
            "Clínica del Sol",
            "Apotheek de Brug",
            "Ziekenhuis Oost",
            "医療法人みなと会",
            "ミナトクリニック",
            "ﾐﾅﾄｸﾘﾆﾂｸ",
            "みなと薬局",
            "KINDERWUNSCHZENTRUM KOELN",
            "Harbor Fertility",
            "みなと不妊センター",
            "AIDS HILFE",
            "DROGENBERATUNG",
            "ANONYME ALKOHOLIKER",
            "ALCOHOLICS ANONYMOUS",
            "VÅRDCENTRAL HAMN",
            "Psykiatri Hamn",
            "PRZYCHODNIA PORT",
            "Szpital Port",
            "Gamblers Anonymous",
            "FRAUENHAUS",
            // Creed
            "創価学会",
            "MOSKEN HAMN",
            "Parafia Port",
            "GRACE COMMUNITY CHURCH",
            "Church of the Harbor",
            "Evangelische Kirchengemeinde",
            "Paroisse Saint-Paul",
            "Parrocchia San Marco",
            "Iglesia del Puerto",
            "Stichting Moskee",
            "ISLAMIC CENTER",
            "宗教法人みなと寺",
            "みなと神社",
            // Politics
            "Harbor Party",
            "Friends of Alder for Senate",
            "Hafenpartei",
            "Parti du Port",
            "Partido del Mar",
            "Partito del Porto",
            "港民主党",
            "CDU KREISVERBAND",
            "SPD Ortsverein Hafen",
            "LABOUR PARTY MEMBERSHIP",
            "自民党",
            "公明党",
            // Union membership
            "IG METALL BEITRAG",
            "VER.DI BEITRAG",
            "UNISON",
            "CGT COTISATION",
            "Dock Workers Union",
            "TRADE UNION DUES",
            "Hafengewerkschaft",
            "Sindicato de Puertos",
            "Sindacato Porti",
            "Chambre syndicale",
            "Vakbond Haven",
            "港湾労働組合",
            "ﾐﾅﾄﾛｳﾄﾞｳｸﾐｱｲ",
            // Sex life
            "Sex Shop Nova",
            "Erotikversand",
            "GAYROMEO",
            "BEATE UHSE",
            "Harbor Dating",
            "港風俗",
            // Family origin
            "Refugee Council",
            "Immigration Services",
            "Vluchtelingenwerk",
            "難民支援会",
            // Criminal record
            "Alder Bail Bonds",
            "County Jail Commissary",
            "JUSTIZVOLLZUGSANSTALT",
            "港刑務所",
            // Pregnancy, and a death
            "Maternité du Port",
            "Hebammenpraxis",
            "Midwives of Alder",
            "港産婦人科",
            "Alder Funeral Home",
            "Bestattungen Hafen",
        ];
        let named: Vec<&str> = given_away.into_iter().filter(|name| !name_gives_away(name)).collect();
        assert!(named.is_empty(), "named: {named:?}");
        let alike = [
            "CHURCHILL BOOKS",
            "Church Street Cafe",
            "Church's Shoes",
            "PARTY SUPPLIES",
            "Union Square Garage",
            "ALDER CREDIT UNION",
            "REUNION TOURS",
            "Harbor Hospitality Group",
            "Harbor Books",
            "Clinker Tiles",
            "Schwarztee Kontor",
            "Gelsenkirchen Stadtwerke",
            "Kerkstraat 12",
            "Kirchner Möbel",
            "Partenaire Assurance",
            "Syndic Immobilier",
            "Sextant Marine",
            "Essex Water",
            "Escorial Wines",
            "Prisonaire Records",
            "Gaylord Hotels",
            "Geburtstagsladen",
            "Maternal Instinct Films",
            "寺田電機",
            "カ)ミナトデンキ",
            "日本協会ビル",
            "甘党みなと",
            "歯車工業",
            "ジンジャーカフェ",
            // A hairdresser, which a bank's kana write like a hospital.
            "ﾐﾅﾄﾋﾞﾖｳｲﾝ",
            "Refuge de Montagne",
            "Unison Audio Store",
            "Caffè Verdi",
            "Metallbau Hafen",
            "Garden Fertilizer Supply",
            "Wunschkind Spielwaren",
            "Hearing Room Studio",
            "Alkohol und Feinkost",
            "Frauenmode Nord",
            "吉祥寺パン",
            "自民家具",
            "Speditions GmbH",
            "Moskau Reisen",
            "CDUX Software",
            "HMRC CGT",
            "Hearing Aids Direct",
            "WESTERN UNION STATION",
            "",
            "1234",
        ];
        let hidden: Vec<&str> = alike.into_iter().filter(|name| name_gives_away(name)).collect();
        assert!(hidden.is_empty(), "hidden: {hidden:?}");
    }
}
