// SPDX-License-Identifier: MIT OR Apache-2.0
//! Makes the folding tables for payee names from `unicode-normalization`, so that the module carries
//! a few kilobytes of exactly what payees need instead of the whole of Unicode; packs the lists of words; and takes
//! the texts out of the built-in pack, which the engine hands on and never reads.

use std::{env, fmt::Write as _, fs, path::PathBuf};

use unicode_normalization::UnicodeNormalization as _;

/// Where letters of payee names live: Latin, Greek, Cyrillic, letter-like signs, kana,
/// company signs, half-width and full-width forms.
const RANGES: [(u32, u32); 12] = [
    (0x0041, 0x005a),
    (0x00a0, 0x024f),
    (0x0370, 0x052f),
    (0x1e00, 0x1eff),
    (0x2010, 0x2015),
    (0x2100, 0x214f),
    (0x2212, 0x2212),
    (0x3000, 0x3000),
    (0x3041, 0x30ff),
    (0x3231, 0x323b),
    (0xfb00, 0xfb06),
    (0xff01, 0xff9f),
];

/// Where the words stand that are little or nothing of a payee's own name.
const WORDS: &str = "src/ingest/payee/words.txt";

/// The built-in pack.
const PACK: &str = "src/packs/builtin.json";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut runs: Vec<(u32, u32, u32, u32)> = Vec::new();
    let mut several = String::new();
    let mut others = 0;
    let mut several_bytes = 0;
    for code in RANGES.iter().flat_map(|&(from, to)| from..=to) {
        let Some(character) = char::from_u32(code) else { continue };
        let folded = fold(character);
        let mut letters = folded.chars();
        match (letters.next(), letters.next()) {
            (Some(only), None) if only == character => {}
            (Some(only), None) if (only as u32) < 0x1_0000 => extend(&mut runs, code, only as u32),
            _ => {
                others += 1;
                several_bytes += 2 + folded.len();
                let _ = write!(several, "({code:#x},{folded:?}),");
            }
        }
    }
    let mut table = String::new();
    for (start, length, target, step) in &runs {
        let _ = write!(table, "({start:#x},{length},{target:#x},{step}),");
    }
    let count = runs.len();
    let text = format!(
        "/// Runs of letters that fold to one letter each: first, how many, first target, step of the target.\n\
         static RUNS: [(u16, u8, u16, u8); {count}] = [{table}];\n\
         /// One letter to several or none, sorted.\nstatic SEVERAL: [(u16, &str); {others}] = [{several}];\n"
    );
    let Some(folder) = env::var_os("OUT_DIR") else { return };
    let (lists, words) = lists();
    // `cargo build -vv` shows it.
    println!("payee tables: {} bytes of folding, {words} bytes of words", count * 6 + several_bytes);
    for (file, text) in [("fold.rs", text), ("words.rs", lists), ("pack.rs", pack())] {
        if let Err(error) = fs::write(PathBuf::from(&folder).join(file), text) {
            println!("cargo::error=the tables of names could not be written: {error}");
        }
    }
}

/// Writes each list of `words.txt` as its words by length: one text for a length, its words sorted and back to back;
/// and how many bytes they are.
fn lists() -> (String, usize) {
    println!("cargo::rerun-if-changed={WORDS}");
    let text = fs::read_to_string(WORDS).unwrap_or_default();
    let mut out = String::new();
    let mut bytes = 0;
    for section in text.split("\n= ").skip(1) {
        let (head, words) = section.split_once('\n').unwrap_or_default();
        let (name, about) = head.split_once(": ").unwrap_or_default();
        let spelled = |word: &str| word.chars().map(|sign| if sign == '_' { " ".into() } else { fold(sign) }).collect();
        let mut words: Vec<String> = words.split_whitespace().map(spelled).collect();
        words.sort_unstable_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        words.dedup();
        let longest = words.last().map_or(0, String::len);
        let mut by_length = vec![String::new(); longest + 1];
        for word in &words {
            if let Some(list) = by_length.get_mut(word.len()) {
                list.push_str(word);
                bytes += word.len();
            }
        }
        let _ = writeln!(out, "/// {about}.\npub(super) static {name}: [&str; {}] = {by_length:?};", longest + 1);
        if name.starts_with("PROTECTED") {
            let bits = three_bytes(&words, name.ends_with("ENDS"));
            let _ = writeln!(
                out,
                "/// Which three bytes such a word has there, hashed.\npub(super) static {name}_BITS: [u64; 32] = {bits:?};"
            );
        }
    }
    (out, bytes)
}

/// The built-in pack without its texts, and the texts of each language as they are handed on, side by side with their
/// keys, which all languages share. The weights of the guard go too: they are those of a pack that says nothing of them.
/// Whether it loads, whole, a test of the crate says.
fn pack() -> String {
    println!("cargo::rerun-if-changed={PACK}");
    let text = dense(&fs::read_to_string(PACK).unwrap_or_default());
    let (mut document, mut languages) = (Vec::new(), Vec::new());
    for (key, value) in entries(&text) {
        match key {
            "messages" => languages = entries(value),
            "guard" => {}
            _ => document.push(format!("\"{key}\":{value}")),
        }
    }
    let keys: Vec<&str> = languages.first().map(|of| entries(of.1)).unwrap_or_default().iter().map(|of| of.0).collect();
    let mut messages = String::new();
    for (language, texts) in languages {
        let texts = entries(texts);
        let text = |key: &&str| texts.iter().find(|text| text.0 == *key).map(|text| text.1);
        let found: Vec<&str> = keys.iter().filter_map(text).collect();
        if found.len() != keys.len() || texts.len() != keys.len() {
            println!("cargo::error=the texts of `{language}` have other keys than those of the first language");
        }
        let _ = write!(messages, "({language:?},{:?}),", found.join("\n"));
    }
    let document = format!("{{{}}}", document.join(","));
    format!(
        "/// The document without texts.\nconst DOCUMENT: &str = {document:?};\n\
         /// The keys of the texts, a line each.\nconst KEYS: &str = {:?};\n\
         /// Each language and its texts as JSON, in the order of the keys, a line each.\n\
         const TEXTS: &[(&str, &str)] = &[{messages}];\n",
        keys.join("\n")
    )
}

/// JSON without white space around its tokens.
fn dense(json: &str) -> String {
    let (mut out, mut in_text, mut escaped) = (String::new(), false, false);
    for sign in json.chars() {
        if in_text || !sign.is_ascii_whitespace() {
            out.push(sign);
        }
        in_text ^= sign == '"' && !escaped;
        escaped = in_text && sign == '\\' && !escaped;
    }
    out
}

/// The keys of a dense object, and the text of each value.
fn entries(object: &str) -> Vec<(&str, &str)> {
    let (mut out, mut depth, mut in_text, mut escaped, mut start) = (Vec::new(), 0, false, false, 1);
    for (at, sign) in object.char_indices() {
        match sign {
            '"' if !escaped => in_text = !in_text,
            '{' | '[' if !in_text => depth += 1,
            '}' | ']' if !in_text => depth -= 1,
            _ => {}
        }
        if (sign == ',' && depth == 1 || depth == 0) && !in_text {
            let entry = object.get(start..at).unwrap_or_default();
            out.extend(entry.strip_prefix('"').and_then(|entry| entry.split_once("\":")));
            start = at + 1;
        }
        escaped = in_text && sign == '\\' && !escaped;
    }
    out
}

/// A bit for the first or the last three bytes of each word; `lists.rs` hashes alike.
fn three_bytes(words: &[String], last: bool) -> [u64; 32] {
    let mut bits = [0; 32];
    for word in words {
        let at = if last { word.len().saturating_sub(3) } else { 0 };
        let Some(&[a, b, c]) = word.as_bytes().get(at..at + 3) else {
            println!("cargo::error=`{word}` is too short a word");
            continue;
        };
        let hash = (usize::from(a) * 961 + usize::from(b) * 31 + usize::from(c)) % 2048;
        if let Some(slot) = bits.get_mut(hash / 64) {
            *slot |= 1 << (hash % 64);
        }
    }
    bits
}

/// Adds a letter to the last run where it goes on by its step, else begins a run.
fn extend(runs: &mut Vec<(u32, u32, u32, u32)>, code: u32, target: u32) {
    if let Some((start, length, first, step)) = runs.last_mut()
        && *start + *length == code
        && *length < 255
    {
        if *length == 1 && (target == *first || target == *first + 1) {
            *step = target - *first;
        }
        if target == *first + *step * *length {
            *length += 1;
            return;
        }
    }
    runs.push((code, 1, target, 0));
}

/// Compatibility decomposition, lower case, no accents on letters; hiragana as katakana, small kana as
/// large, every dash as `-`. The voicing marks of kana stay: they tell words apart.
fn fold(character: char) -> String {
    let mut out = String::new();
    for part in character.nfkd().flat_map(char::to_lowercase).nfkd() {
        let part = match part {
            '\u{300}'..='\u{36f}' => continue,
            '\u{3041}'..='\u{3096}' => char::from_u32(part as u32 + 0x60).unwrap_or(part),
            _ => part,
        };
        let large = match part {
            'ァ' => 'ア',
            'ィ' => 'イ',
            'ゥ' => 'ウ',
            'ェ' => 'エ',
            'ォ' | 'ヲ' => 'オ',
            'ッ' => 'ツ',
            'ャ' => 'ヤ',
            'ュ' => 'ユ',
            'ョ' => 'ヨ',
            'ヮ' => 'ワ',
            'ヵ' => 'カ',
            'ヶ' => 'ケ',
            'ヰ' => 'イ',
            'ヱ' => 'エ',
            'ー' | '‐'..='―' | '−' => '-',
            _ => part,
        };
        match large {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            'ħ' => out.push('h'),
            other => out.push(other),
        }
    }
    out
}
