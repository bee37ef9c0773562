// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every path that a file names: `use` trees spread out to their leaves, and paths inside expressions.
//!
//! - In: a file's place below `src/` and its tokens. Out: [`Named`] paths, those into the crate resolved
//!   from its root, whether written with `crate`, `self` or `super`.

use super::lexer::{Placed, Token};

/// A path that a file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// Whether it leads into this crate; it then starts at the crate's root.
    pub(crate) is_own: bool,
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
}

/// The module that a file is: `src/ledger/mod.rs` is `ledger`, `src/lib.rs` is the root.
pub(crate) fn module_of(file: &str) -> Vec<String> {
    let inside = file.strip_prefix("src/").unwrap_or(file).trim_end_matches(".rs");
    let mut parts: Vec<String> = inside.split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| last == "mod" || last == "lib") {
        parts.pop();
    }
    parts
}

/// Every path of two parts or more.
pub(crate) fn paths(file: &str, tokens: &[Placed]) -> Vec<Named> {
    let mut module = module_of(file);
    // For each open brace: whether it belongs to an inline module.
    let mut braces = Vec::new();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(placed) = tokens.get(at) {
        let next = tokens.get(at + 1);
        match &placed.token {
            Token::Sign('{') => braces.push(false),
            Token::Sign('}') => {
                let is_module = braces.pop() == Some(true);
                module.truncate(module.len() - usize::from(is_module));
            }
            Token::Word(word) if word == "mod" && tokens.get(at + 2).is_some_and(|open| open.is('{')) => {
                module.extend(next.and_then(Placed::word).map(str::to_owned));
                braces.push(true);
                at += 2;
            }
            Token::Word(word) if word == "use" && !next.is_some_and(|next| next.is('<')) => {
                at += 1;
                let mut leaves = Vec::new();
                tree(tokens, &mut at, &[], &mut leaves);
                out.extend(leaves.into_iter().map(|(path, line)| resolve(&module, path, line)));
                continue;
            }
            Token::Word(_) if starts_path(tokens, at) => {
                let (path, after) = expression_path(tokens, at);
                if path.len() > 1 {
                    out.push(resolve(&module, path, placed.line));
                }
                at = after;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    out
}

/// Whether the word at `at` is the first of its path.
fn starts_path(tokens: &[Placed], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|place| tokens.get(place));
    let is_later = before(1).is_some_and(|placed| placed.token == Token::Path)
        && before(2).is_some_and(|placed| placed.word().is_some() || placed.is('>'));
    !is_later
}

fn expression_path(tokens: &[Placed], start: usize) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    let mut at = start;
    while let Some(word) = tokens.get(at).and_then(Placed::word) {
        path.push(word.to_owned());
        at += 1;
        let goes_on = tokens.get(at).is_some_and(|placed| placed.token == Token::Path)
            && tokens.get(at + 1).and_then(Placed::word).is_some();
        if !goes_on {
            break;
        }
        at += 1;
    }
    (path, at)
}

/// One branch of a `use` tree, up to what ends it.
fn tree(tokens: &[Placed], at: &mut usize, prefix: &[String], out: &mut Vec<(Vec<String>, usize)>) {
    let mut path = prefix.to_vec();
    while let Some(placed) = tokens.get(*at) {
        match &placed.token {
            Token::Word(word) if word == "as" => *at += 2,
            Token::Word(word) => {
                if word != "self" || path.is_empty() {
                    path.push(word.clone());
                }
                *at += 1;
                if tokens.get(*at).is_none_or(|next| next.token != Token::Path) {
                    out.push((path.clone(), placed.line));
                }
            }
            Token::Sign('*') => {
                path.push("*".to_owned());
                out.push((path.clone(), placed.line));
                *at += 1;
            }
            Token::Sign('{') => {
                *at += 1;
                while tokens.get(*at).is_some_and(|placed| !placed.is('}')) {
                    let start = *at;
                    tree(tokens, at, &path, out);
                    if tokens.get(*at).is_some_and(|placed| placed.is(',')) || *at == start {
                        *at += 1;
                    }
                }
                *at += 1;
            }
            Token::Path => *at += 1,
            _ => return,
        }
    }
}

/// A path from the root of the crate, or one that leads elsewhere as it is.
fn resolve(module: &[String], path: Vec<String>, line: usize) -> Named {
    let mut base = module.to_vec();
    let mut rest = path.as_slice();
    let mut is_own = false;
    while let Some((first, after)) = rest.split_first() {
        match first.as_str() {
            "crate" => base.clear(),
            "self" => {}
            "super" => {
                base.pop();
            }
            _ => break,
        }
        is_own = true;
        rest = after;
    }
    if is_own {
        base.extend(rest.iter().cloned());
        Named { is_own, path: base, line }
    } else {
        Named { is_own, path, line }
    }
}
