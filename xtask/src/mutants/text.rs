// SPDX-License-Identifier: MIT OR Apache-2.0
//! All changes of a source file in one text: each function that has changes holds a copy of its body for each of them, and
//! a number says at run time which copy runs.
//!
//! In: the text, and changes with their places. Out: the new text, and the lines of each copy. Invariants: only bodies grow;
//! a change stands in the outermost function around it, so that no copy holds copies.

use std::fmt::Write as _;
use std::ops::Range;

/// One change of a source file.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    /// As cargo-mutants names it: file, line, column, what.
    pub(crate) name: String,
    pub(crate) file: String,
    /// Line and column, from one, of both ends.
    pub(crate) span: [usize; 4],
    /// The same of the function around it.
    pub(crate) function: Option<[usize; 4]>,
    pub(crate) replacement: String,
}

/// A text with its changes.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub(crate) text: String,
    /// Lines, from one, and the number of the change that they hold.
    pub(crate) lines: Vec<(Range<usize>, usize)>,
    /// Changes that stand in no function, or in one that is worked out while compiling.
    pub(crate) left: Vec<usize>,
}

/// The function that says which change runs, for the end of `lib.rs`.
pub(crate) const CHOSEN: &str = "
#[doc(hidden)]
pub mod mutation {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static CHOSEN: AtomicUsize = AtomicUsize::new(usize::MAX);
    pub fn chosen() -> usize {
        let known = CHOSEN.load(Ordering::Relaxed);
        if known != usize::MAX {
            return known;
        }
        let named = std::env::var(\"OXPECKER_MUTANT\").ok().and_then(|word| word.parse().ok()).unwrap_or(0);
        CHOSEN.store(named, Ordering::Relaxed);
        named
    }
}
";

/// Writes the numbered changes of one file into it. Functions called one of `constant` are worked out while compiling.
pub(crate) fn write(text: &str, changes: &[(usize, &Change)], constant: &[String]) -> Written {
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let offset = |line: usize, column: usize| {
        let start = starts.get(line.wrapping_sub(1)).copied().unwrap_or(text.len());
        let rest = text.get(start..).unwrap_or_default();
        start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
    };
    let range = |[line, column, last, end]: [usize; 4]| offset(line, column)..offset(last, end);
    let mut written = Written::default();
    let mut functions: Vec<(Range<usize>, Range<usize>, Vec<usize>)> = Vec::new();
    let mut spans: Vec<Range<usize>> = changes.iter().filter_map(|(_, change)| change.function).map(range).collect();
    spans.sort_by_key(|span| (span.start, usize::MAX - span.end));
    for span in spans {
        if functions.last().is_some_and(|(outer, ..)| span.end <= outer.end) {
            continue;
        }
        let found =
            body(text, &span).filter(|(name, is_const, _)| !(*is_const && constant.iter().any(|one| one == name)));
        functions.push((span, found.map_or(0..0, |(_, _, body)| body), Vec::new()));
    }
    for (at, (number, change)) in changes.iter().enumerate() {
        let place = range(change.span);
        let function = functions.iter_mut().find(|(_, body, _)| body.start <= place.start && place.end <= body.end);
        match function.filter(|_| change.function.is_some()) {
            Some((_, _, inside)) => inside.push(at),
            None => written.left.push(*number),
        }
    }
    let mut from = 0;
    for (_, body, inside) in &functions {
        if inside.is_empty() {
            continue;
        }
        written.text.push_str(&plain(text.get(from..body.start).unwrap_or_default(), constant));
        written.text.push_str("{ match crate::mutation::chosen() {\n");
        for at in inside {
            let Some((number, change)) = changes.get(*at) else { continue };
            let place = range(change.span);
            let first = written.text.matches('\n').count() + 1;
            let before = text.get(body.start..place.start).unwrap_or_default();
            let after = text.get(place.end..body.end).unwrap_or_default();
            let _ = writeln!(written.text, "{number} => {before} {} {after}", change.replacement);
            written.lines.push((first..written.text.matches('\n').count() + 1, *number));
        }
        let _ = write!(written.text, "_ => {}\n}} }}", text.get(body.clone()).unwrap_or_default());
        from = body.end;
    }
    written.text.push_str(&plain(text.get(from..).unwrap_or_default(), constant));
    written
}

/// A text whose functions are no longer worked out while compiling, but for those that have to.
fn plain(text: &str, constant: &[String]) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("const fn ") {
        let name: String = after.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect();
        plain.push_str(before);
        plain.push_str(if constant.contains(&name) { "const fn " } else { "fn " });
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// The name of the function in this span, whether it is constant, and its body with both braces.
fn body(text: &str, span: &Range<usize>) -> Option<(String, bool, Range<usize>)> {
    let mut at = span.start;
    let (mut depth, mut open) = (0_usize, None);
    let (mut last, mut before, mut name) = ("", "", None);
    while at < span.end {
        let rest = text.get(at..span.end)?;
        let sign = rest.chars().next()?;
        let length = token(rest);
        let word = rest.get(..length)?;
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '{' => {
                if depth == 0 && name.is_some() && open.is_none() {
                    open = Some(at);
                }
                depth += 1;
            }
            '}' => {
                depth = depth.saturating_sub(1);
                if let (0, Some(open)) = (depth, open) {
                    let (name, is_const): (&str, bool) = name?;
                    return Some((name.to_owned(), is_const, open..at + 1));
                }
            }
            sign if depth == 0 && (sign.is_alphabetic() || sign == '_') => {
                if last == "fn" && name.is_none() {
                    name = Some((word, before == "const"));
                }
                (before, last) = (last, word);
            }
            _ => {}
        }
        at += length;
    }
    None
}

/// How long the first token is: a comment, a text, a sign between quotes and a word are one each.
fn token(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let ends = |end: &str, from: usize| {
        rest.get(from..).and_then(|text| text.find(end)).map_or(rest.len(), |at| from + at + end.len())
    };
    let quoted = |from: usize| {
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' => return at + 1,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        rest.len()
    };
    let word = rest.find(|sign: char| !(sign.is_alphanumeric() || sign == '_')).unwrap_or(rest.len());
    match (bytes.first(), bytes.get(1)) {
        (Some(b'/'), Some(b'/')) => ends("\n", 0),
        (Some(b'/'), Some(b'*')) => ends("*/", 2),
        (Some(b'"'), _) => quoted(1),
        (Some(b'\''), Some(b'\\')) => ends("'", 3),
        (Some(b'\''), _) => {
            let mut signs = rest.char_indices().skip(2);
            match signs.next() {
                Some((at, '\'')) => at + 1,
                _ => 1,
            }
        }
        _ if matches!(rest.get(..word), Some("r" | "br")) && matches!(bytes.get(word), Some(b'#' | b'"')) => {
            let marks = rest.get(word..).map_or(0, |text| text.bytes().take_while(|byte| *byte == b'#').count());
            ends(&format!("\"{}", "#".repeat(marks)), word + marks + 1)
        }
        _ if word > 0 => word,
        _ => rest.chars().next().map_or(1, char::len_utf8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
/// { in words
#[must_use = \"}\"]
pub const fn far<'a>(of: &'a [u8; { 2 }]) -> bool where 'a: 'a {
    // }
    of.len() > 1 || '}' == '{' && r#\"}\"# == \"\\\"}\"
}
pub const LATE: bool = near();
const fn near() -> bool {
    !false
}
";

    fn change(span: [usize; 4], function: Option<[usize; 4]>, replacement: &str) -> Change {
        let (name, file) = (String::new(), String::new());
        Change { name, file, span, function, replacement: replacement.to_owned() }
    }

    #[test]
    fn each_change_has_a_copy_of_the_body_that_it_stands_in() {
        let changes = [
            change([5, 18, 5, 20], Some([1, 1, 6, 2]), "&&"),
            change([5, 14, 5, 15], Some([1, 1, 6, 2]), "<"),
            change([9, 5, 9, 6], Some([8, 1, 10, 2]), ""),
            change([7, 24, 7, 28], None, "far"),
        ];
        let numbered: Vec<(usize, &Change)> = changes.iter().enumerate().map(|(at, one)| (at + 1, one)).collect();
        let written = write(SOURCE, &numbered, &["near".to_owned()]);
        assert!(written.text.contains("pub fn far<'a>"), "{}", written.text);
        assert!(written.text.contains("\nconst fn near() -> bool {\n    !false"), "{}", written.text);
        assert!(written.text.contains("of.len() > 1  &&  '}' == '{'"), "{}", written.text);
        assert!(written.text.contains("of.len()  <  1 || '}' == '{'"), "{}", written.text);
        assert_eq!(written.text.matches("of.len()").count(), 3);
        assert_eq!(written.left, [3, 4], "a constant and what is outside of functions");
        let second: Vec<&str> = written.text.lines().skip(written.lines[1].0.start - 1).take(3).collect();
        assert!(second[0].starts_with("2 => {") && second[2].contains('<'), "{second:?}");
    }
}
