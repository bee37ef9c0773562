// SPDX-License-Identifier: MIT OR Apache-2.0
//! The words that are no part of a payee's own name, in their folded spelling, sorted.

/// Legal forms.
pub(super) const LEGAL_FORMS: &[&str] = &[
    "aas", "ab", "ag", "amba", "aps", "as", "asa", "bv", "bvba", "co", "coltd", "company", "corp", "corporation", "doo",
    "eg", "eirl", "eood", "ev", "gbr", "gesmbh", "gmbh", "hb", "inc", "incorporated", "kb", "kft", "kg", "kgaa", "kk",
    "lda", "limited", "llc", "llp", "lp", "ltd", "ltda", "mbh", "nv", "nyrt", "oao", "og", "ohg", "ooo", "ood", "oy",
    "oyj", "partg", "plc", "pte", "pty", "pvt", "sa", "sagl", "sarl", "sas", "sca", "scs", "se", "sicav", "sl", "slu",
    "snc", "spa", "spk", "spol", "spzoo", "srl", "sro", "sva", "ug", "uab", "ulc", "vof", "zrt", "一般社団法人", "合同会社",
    "合名会社", "合資会社", "有", "有限会社", "株", "株式会社", "財団法人",
];

/// Zengin short forms of legal forms, which stand beside a bracket: `カ)`, `(カ`.
pub(super) const ZENGIN_FORMS: &[&str] = &[
    "イ", "ガク", "カ", "サイ", "ザイ", "サ\u{3099}イ", "シ", "シヤ", "シユウ", "ソ", "ト\u{3099}", "ド", "フク", "ホコ\u{3099}", "メ", "ユ", "ラク",
];

/// Processors and marketplaces that stand before the merchant and a star.
pub(super) const PROCESSORS: &[&str] = &[
    "ACI", "AMZ", "CCB", "CKO", "DRI", "EB", "FS", "GOOGLE", "GPAY", "IZ", "KLARNA", "MOLLIE", "PADDLE", "PAYPAL", "PP",
    "PY", "SP", "SQ", "STRIPE", "SUMUP", "TST", "WPY", "ZLR", "ZTL",
];

/// Cities that banks append to a merchant's name.
pub(super) const CITIES: &[&str] = &[
    "amsterdam", "antwerp", "athens", "barcelona", "basel", "belfast", "berlin", "bern", "birmingham", "bratislava",
    "bristol", "brno", "brussels", "bruxelles", "bucharest", "budapest", "cologne", "copenhagen", "dublin", "edinburgh",
    "frankfurt", "geneva", "genova", "glasgow", "goteborg", "graz", "hamburg", "helsinki", "koln", "krakow", "kyoto",
    "leeds", "leipzig", "lille", "lisboa", "lisbon", "liverpool", "ljubljana", "london", "luxembourg", "lyon", "madrid",
    "malaga", "malmo", "manchester", "marseille", "milan", "milano", "munchen", "munich", "nagoya", "nantes", "naples",
    "napoli", "nice", "osaka", "oslo", "paris", "porto", "prague", "praha", "riga", "roma", "rome", "rotterdam",
    "sapporo", "seville", "sofia", "stockholm", "stuttgart", "tallinn", "tokyo", "torino", "toulouse", "turin",
    "valencia", "vienna", "vilnius", "warsaw", "warszawa", "wien", "yokohama", "zagreb", "zurich",
];

/// Two-letter countries that follow a city.
pub(super) const COUNTRIES: &[&str] = &[
    "at", "be", "bg", "ca", "ch", "cz", "de", "dk", "ee", "es", "fi", "fr", "gb", "gr", "hr", "hu", "ie", "it", "jp",
    "lt", "lu", "lv", "mt", "nl", "no", "pl", "pt", "ro", "se", "si", "sk", "uk", "us",
];

/// Whether a sorted list holds a word.
pub(super) fn holds(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_hold_no_word_twice() {
        for list in [super::LEGAL_FORMS, super::ZENGIN_FORMS, super::PROCESSORS, super::CITIES, super::COUNTRIES] {
            let mut sorted = list.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), list.len());
        }
    }
}
