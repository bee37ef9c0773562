// SPDX-License-Identifier: MIT OR Apache-2.0
//! The words that are little or nothing of a payee's own name, in their folded spelling. `words.txt` holds them for
//! people; the build packs them.

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// Japanese legal forms in full, in characters and in kana, which stand against the name; a longer one first.
pub(super) const JAPANESE_FORMS: &[&str] = &[
    "株式会社",
    "有限会社",
    "合同会社",
    "合名会社",
    "合資会社",
    "相互会社",
    "一般社団法人",
    "公益社団法人",
    "一般財団法人",
    "公益財団法人",
    "社団法人",
    "財団法人",
    "社会医療法人",
    "医療法人",
    "学校法人",
    "宗教法人",
    "社会福祉法人",
    "特定非営利活動法人",
    "独立行政法人",
    "カフ\u{3099}シキカ\u{3099}イシヤ",
    "ユウケ\u{3099}ンカ\u{3099}イシヤ",
    "コ\u{3099}ウト\u{3099}ウカ\u{3099}イシヤ",
    "コ\u{3099}ウメイカ\u{3099}イシヤ",
    "コ\u{3099}ウシカ\u{3099}イシヤ",
];

/// Zengin short forms of legal forms and their like in characters, which stand beside a bracket: `カ)`, `(カ`, `(株)`.
pub(super) const ZENGIN_FORMS: &[&str] = &[
    "カ",
    "ユ",
    "メ",
    "シ",
    "ト\u{3099}",
    "ソ",
    "イ",
    "サ\u{3099}イ",
    "シヤ",
    "シユウ",
    "カ\u{3099}ク",
    "フク",
    "ホコ\u{3099}",
    "トクヒ",
    "株",
    "有",
    "社",
    "財",
    "学",
    "資",
    "名",
    "同",
];

/// Whether some word of a list may have these three bytes where its bits were taken; cheap, so that most texts need
/// no other look.
pub(super) fn may_hold(bits: &[u64; 32], three: Option<&[u8; 3]>) -> bool {
    three.is_some_and(|&[a, b, c]| {
        let hash = (usize::from(a) * 961 + usize::from(b) * 31 + usize::from(c)) % 2048;
        bits.get(hash / 64).is_some_and(|word| word >> (hash % 64) & 1 == 1)
    })
}

/// Whether a packed list holds a word.
pub(super) fn holds(list: &[&str], word: &str) -> bool {
    held(list, word.as_bytes())
}

/// The same of the bytes of a word.
pub(super) fn held(list: &[&str], word: &[u8]) -> bool {
    let size = word.len();
    let words = list.get(size).copied().unwrap_or_default().as_bytes();
    let first = word.first();
    let (mut low, mut high) = (0, words.len().checked_div(size).unwrap_or(0));
    while low < high {
        let middle = (low + high) / 2;
        let known = words.get(middle * size..(middle + 1) * size).unwrap_or_default();
        // Most words are told apart by their first byte, without a call.
        match known.first().cmp(&first).then_with(|| known.cmp(word)) {
            core::cmp::Ordering::Less => low = middle + 1,
            core::cmp::Ordering::Equal => return true,
            core::cmp::Ordering::Greater => high = middle,
        }
    }
    false
}
