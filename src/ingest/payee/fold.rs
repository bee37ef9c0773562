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
    let after = RUNS.partition_point(|run| run.0 <= code);
    if let Some(&(start, length, target, step)) = after.checked_sub(1).and_then(|place| RUNS.get(place))
        && code - start < u16::from(length)
    {
        let folded = target + (code - start) * u16::from(step);
        return emit(char::from_u32(u32::from(folded)).unwrap_or(character));
    }
    match SEVERAL.binary_search_by_key(&code, |entry| entry.0) {
        Ok(place) => SEVERAL.get(place).map_or("", |entry| entry.1).chars().for_each(emit),
        Err(_) => emit(character),
    }
}

/// The folded letters and digits of a text, without anything between them.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|character| {
        fold(character, |letter| {
            if is_letter(letter) || is_kana(letter) {
                out.push(letter);
            }
        });
    });
    out
}

/// Whether a folded letter is katakana or one of its marks.
pub(super) const fn is_kana(character: char) -> bool {
    matches!(character, '\u{30a1}'..='\u{30fa}' | '\u{3099}' | '\u{309a}')
}

/// Whether a folded letter is part of a word, rather than punctuation, a symbol or a space. Told by
/// blocks: the standard tables of letters weigh more than this whole room.
pub(super) const fn is_letter(character: char) -> bool {
    match character {
        '\0'..='\u{7f}' => character.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}' | '×' | '÷' => false,
        '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' => false,
        '\u{30a0}' | '\u{30fb}' | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe6f}' | '\u{ff00}'..='\u{ffff}' => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{RUNS, SEVERAL, fold};

    fn every(text: &str) -> String {
        let mut out = String::new();
        text.chars().for_each(|c| fold(c, |f| out.push(f)));
        out
    }

    #[test]
    fn tables_are_sorted_and_folding_twice_changes_nothing() {
        assert!(RUNS.windows(2).all(|pair| pair[0].0 + u16::from(pair[0].1) <= pair[1].0));
        assert!(SEVERAL.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for code in 0..0xffff_u32 {
            if let Some(character) = char::from_u32(code) {
                let once = every(&character.to_string());
                assert_eq!(every(&once), once, "{code:#x}");
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
            assert_eq!(every(a), every(b), "{a} {b}");
        }
        assert_ne!(every("ハハ"), every("パパ"));
    }
}
