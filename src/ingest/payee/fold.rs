// SPDX-License-Identifier: MIT OR Apache-2.0
//! Letter by letter: one spelling for all widths, cases, accents and kanas.

include!(concat!(env!("OUT_DIR"), "/fold.rs"));

/// Calls `emit` with the folded letters of one character.
#[inline]
pub(super) fn fold(character: char, mut emit: impl FnMut(char)) {
    if character.is_ascii() {
        return emit(character.to_ascii_lowercase());
    }
    let Ok(code) = u16::try_from(u32::from(character)) else {
        return emit(character);
    };
    // Marks written apart: accents say nothing, voicing marks of kana do.
    if (0x300..0x370).contains(&code) {
        return;
    }
    if let Ok(place) = SINGLE.binary_search_by_key(&code, |entry| entry.0) {
        return emit(SINGLE.get(place).and_then(|entry| char::from_u32(u32::from(entry.1))).unwrap_or(character));
    }
    match SEVERAL.binary_search_by_key(&code, |entry| entry.0) {
        Ok(place) => SEVERAL.get(place).map_or("", |entry| entry.1).chars().for_each(emit),
        Err(_) => emit(character),
    }
}

/// Whether a folded letter is katakana or one of its marks.
pub(super) const fn is_kana(character: char) -> bool {
    matches!(character, '\u{30a1}'..='\u{30fa}' | '\u{3099}' | '\u{309a}')
}

#[cfg(test)]
mod tests {
    use super::{SEVERAL, SINGLE, fold};

    fn folded(text: &str) -> String {
        let mut out = String::new();
        text.chars().for_each(|c| fold(c, |f| out.push(f)));
        out
    }

    #[test]
    fn tables_are_sorted_and_folding_twice_changes_nothing() {
        assert!(SINGLE.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(SEVERAL.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for code in 0..0xffff_u32 {
            if let Some(character) = char::from_u32(code) {
                let once = folded(&character.to_string());
                assert_eq!(folded(&once), once, "{code:#x}");
            }
        }
    }

    #[test]
    fn widths_cases_accents_and_kanas_are_one() {
        for (a, b) in [
            ("Café MÜLLER", "cafe muller"),
            ("ＡＢＣ　１２", "abc 12"),
            ("ﾐﾂﾋﾞｼﾕ-ｴﾌｼﾞｴｲ", "ミツビシユーエフジエイ"),
            ("みつびしゆ－えふじえい", "ミツビシユ－エフジエイ"),
            ("キャッシュ", "キヤツシユ"),
            ("㈱ミナト", "(株)ミナト"),
            ("Straße", "STRASSE"),
            ("ŁÓDŹ", "lodz"),
        ] {
            assert_eq!(folded(a), folded(b), "{a} {b}");
        }
        assert_ne!(folded("ハハ"), folded("パパ"));
    }
}
