// SPDX-License-Identifier: MIT OR Apache-2.0
//! A copy of the sources that holds all changes at once, and the programs of its tests.
//!
//! In: the checkout, the changes. Out: which of them compile, and the programs. Invariants: the checkout is not touched; a
//! change in whose copy the compiler finds a fault is none that anybody could make, and is taken out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::text::{self, Change};
use crate::failure::Failure;
use crate::house::House;
use crate::{process, stamp};

/// Tests that look at the sources as text, or at what is built of them.
const NOT_ASKED: [&str; 3] = ["architecture", "wasm_imports", "web"];

/// What can be tried.
#[derive(Debug, Default)]
pub(crate) struct Ready {
    /// Numbers of changes that compile.
    pub(crate) viable: BTreeSet<usize>,
    /// In constants, which no number can choose while the program runs.
    pub(crate) constant: BTreeSet<usize>,
    /// Name and program; the tests beside the code come first.
    pub(crate) programs: Vec<(String, PathBuf)>,
    pub(crate) folder: PathBuf,
}

/// Copies, writes and compiles. Changes are numbered from one.
pub(crate) fn make(house: &House, changes: &[Change]) -> Result<Ready, Failure> {
    let folder = house.target("mutants/tree");
    for path in listed(house, ".").iter().filter(|path| !path.starts_with("src/") || !path.ends_with(".rs")) {
        let read = |error: std::io::Error| {
            Failure::new(format!("`{path}` could not be copied ({error})"), "mend that and run the command again")
        };
        keep(&folder.join(path), &fs::read(house.at(path)).map_err(read)?).map_err(read)?;
    }
    let mut ready = Ready { folder: folder.clone(), ..Ready::default() };
    // What did not compile the last time is left out from the start, so that what did is still compiled.
    let known = house.target("mutants/known.tsv");
    let mut constant: Vec<String> = Vec::new();
    let mut faulty = BTreeSet::new();
    for line in fs::read_to_string(&known).unwrap_or_default().lines() {
        match line.split_once('\t') {
            Some(("constant", name)) => constant.push(name.to_owned()),
            Some((_, name)) => faulty.extend(changes.iter().position(|change| change.name == name).map(|at| at + 1)),
            None => {}
        }
    }
    loop {
        let copies = write(house, &folder, changes, &faulty, &constant, &mut ready.constant)?;
        let (said, ended_well) = cargo(house, &folder, &["check", "--lib"])?;
        let before = (faulty.len(), constant.len());
        for message in &said {
            read(message, &copies, &mut faulty, &mut constant);
        }
        println!(
            "  {} changes do not compile, {} functions are worked out while compiling",
            faulty.len(),
            constant.len()
        );
        if ended_well {
            break;
        }
        if before == (faulty.len(), constant.len()) {
            for message in &said {
                println!("{}", at(message, "/message/rendered").as_str().unwrap_or_default());
            }
            return Err(Failure::new("the changed sources do not compile", "see the faults above"));
        }
    }
    let mut lines: String = constant.iter().map(|name| format!("constant\t{name}\n")).collect();
    for change in faulty.iter().filter_map(|number| changes.get(number - 1)) {
        lines.push_str(&format!("fault\t{}\n", change.name));
    }
    stamp::write(&known, &lines)?;
    ready.viable =
        (1..=changes.len()).filter(|number| !faulty.contains(number) && !ready.constant.contains(number)).collect();
    let (said, ended_well) = cargo(house, &folder, &["test", "--no-run", "--lib", "--tests"])?;
    for message in &said {
        let name = at(message, "/target/name").as_str().unwrap_or_default();
        if let Some(program) = at(message, "/executable").as_str().filter(|_| !NOT_ASKED.contains(&name)) {
            let is_lib = at(message, "/target/kind/0") != "test";
            ready.programs.push((if is_lib { String::new() } else { name.to_owned() }, PathBuf::from(program)));
        }
    }
    ready.programs.sort();
    if ended_well && ready.programs.len() > 1 {
        Ok(ready)
    } else {
        Err(Failure::new("the tests of the changed sources do not compile", "see the faults above"))
    }
}

/// The files of the checkout, those that git does not know yet too.
fn listed(house: &House, below: &str) -> Vec<String> {
    let root = house.root().to_string_lossy();
    let answer = process::answer("git", &["-C", &root, "ls-files", "-co", "--exclude-standard", below]);
    answer.unwrap_or_default().lines().filter(|path| house.at(path).is_file()).map(str::to_owned).collect()
}

/// Writes a file unless it holds that already: what did not change must not look younger than what was compiled of it.
fn keep(path: &Path, content: &[u8]) -> std::io::Result<()> {
    if fs::read(path).is_ok_and(|before| before == content) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, content)
}

type Copies = BTreeMap<String, Vec<(std::ops::Range<usize>, usize)>>;

fn write(
    house: &House,
    folder: &Path,
    changes: &[Change],
    faulty: &BTreeSet<usize>,
    constant: &[String],
    left: &mut BTreeSet<usize>,
) -> Result<Copies, Failure> {
    let mut of: BTreeMap<String, Vec<(usize, &Change)>> = BTreeMap::new();
    for path in listed(house, "src").into_iter().filter(|path| path.ends_with(".rs")) {
        of.insert(path, Vec::new());
    }
    for (at, change) in changes.iter().enumerate().filter(|(at, _)| !faulty.contains(&(at + 1))) {
        of.entry(change.file.clone()).or_default().push((at + 1, change));
    }
    left.clear();
    let mut copies = BTreeMap::new();
    for (file, changes) in of {
        let unreadable = |error: std::io::Error| {
            Failure::new(format!("`{file}` could not be copied ({error})"), "mend that and run the command again")
        };
        let source = fs::read_to_string(house.at(&file)).map_err(unreadable)?;
        let mut written = text::write(&source, &changes, constant);
        if file == "src/lib.rs" {
            written.text.push_str(text::CHOSEN);
        }
        left.extend(written.left);
        keep(&folder.join(&file), written.text.as_bytes()).map_err(unreadable)?;
        copies.insert(file, written.lines);
    }
    Ok(copies)
}

/// Finds whose fault a message is.
fn read(message: &Value, copies: &Copies, faulty: &mut BTreeSet<usize>, constant: &mut Vec<String>) {
    let said = at(message, "/message");
    if at(message, "/reason") != "compiler-message" || at(said, "/level") != "error" {
        return;
    }
    if at(said, "/code/code") == "E0015" {
        // "cannot call non-const method `a::b::<impl c>::name` in constants"
        let path = at(said, "/message").as_str().and_then(|words| words.split('`').nth(1)).unwrap_or_default();
        let name = path.trim_end_matches("::<_>").rsplit("::").next().unwrap_or_default().to_owned();
        if !constant.contains(&name) {
            constant.push(name);
        }
        return;
    }
    let mut places: Vec<&Value> = Vec::new();
    for primary in [true, false] {
        places.extend(
            at(said, "/spans").as_array().into_iter().flatten().filter(|span| *at(span, "/is_primary") == primary),
        );
    }
    for span in places {
        let line = at(span, "/line_start").as_u64().unwrap_or(0) as usize;
        let copies = copies.get(at(span, "/file_name").as_str().unwrap_or_default()).into_iter().flatten();
        if let Some((_, number)) = copies.clone().find(|(lines, _)| lines.contains(&line)) {
            faulty.insert(*number);
            return;
        }
    }
}

/// What lies at a path of JSON; nothing is as good as null.
pub(crate) fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    static NULL: Value = Value::Null;
    value.pointer(path).unwrap_or(&NULL)
}

/// Runs cargo in the copy and reads what it says for programs.
fn cargo(house: &House, folder: &Path, words: &[&str]) -> Result<(Vec<Value>, bool), Failure> {
    let mut command: Command = process::cargo(house);
    command
        .current_dir(folder)
        .args(words)
        .args(["--locked", "--quiet", "--message-format", "json"])
        .env("CARGO_TARGET_DIR", house.target("mutants/build"))
        .envs([("CARGO_PROFILE_DEV_DEBUG", "0"), ("CARGO_PROFILE_TEST_DEBUG", "0")])
        // Thousands of runs pay for one slower build.
        .envs([("CARGO_PROFILE_DEV_OPT_LEVEL", "1"), ("CARGO_PROFILE_TEST_OPT_LEVEL", "1")])
        .env("RUSTFLAGS", "--cap-lints warn")
        .stdin(Stdio::null());
    let mut said = Vec::new();
    let ended_well = process::read(&mut command, |line| said.extend(serde_json::from_str::<Value>(line)))?;
    Ok((said, ended_well))
}
