// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the documents say, read back: links, the codes in tables, the table of the house.

use std::collections::BTreeSet;
use std::path::Path;

/// A link of a Markdown file that leads to no file of the repository.
pub(crate) fn dead_links(path: &str, text: &str, exists: &dyn Fn(&Path) -> bool) -> Vec<String> {
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    local
        .map(|target| target.split('#').next().unwrap_or(target))
        .filter(|target| !exists(&folder.join(target)))
        .map(|target| format!("{path}: links to `{target}`, which is not there"))
        .collect()
}

/// A row `| level | `room/` | takes → gives | may import | absent |`, with what stands in backticks in the fourth cell.
pub(crate) fn row_of(line: &str) -> Option<(String, String, BTreeSet<String>)> {
    let cells: Vec<&str> = line.strip_prefix('|')?.split('|').map(str::trim).collect();
    let [level, room, _, may, ..] = cells.as_slice() else {
        return None;
    };
    level.parse::<u8>().ok()?;
    let name = room.trim_matches('`').trim_end_matches('/').trim_end_matches(".rs");
    let entries = may.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    Some(((*level).to_owned(), name.to_owned(), entries))
}

/// Words in capitals inside quotes of a source.
pub(crate) fn codes_of(source: &str) -> BTreeSet<String> {
    let is_code = |text: &&str| {
        text.len() > 3 && text.chars().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit() || sign == '_')
    };
    source.split(['"', '\'']).filter(is_code).map(str::to_owned).collect()
}

/// Codes in the first cells of a document's tables.
pub(crate) fn codes_in_tables(text: &str) -> BTreeSet<String> {
    let cells = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    cells.flat_map(|(cell, _)| codes_of(&format!("'{cell}'"))).collect()
}
