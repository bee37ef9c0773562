// SPDX-License-Identifier: MIT OR Apache-2.0
//! The targets on any compiler: `run <target> <count> <corpus> <seed>`, without coverage, with a kept corpus.
//!
//! In: a target or `all`, how many inputs, the folder of the corpus, a seed. Out: a line for each target, the input of a
//! crash as a file in `artifacts/`, and an exit status. Invariant: the same seed and corpus give the same inputs.

use std::fs;
use std::io::Write as _;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use oxpecker_fuzz::{TARGETS, Target};

/// No input is longer, unless one of the corpus is.
const LONGEST: usize = 2048;

/// Shares of a thousand inputs for each target of `all`: quick readers get more of them.
const SHARES: &[(&str, u64)] = &[
    ("json", 160),
    ("lines", 120),
    ("dates", 150),
    ("money", 150),
    ("payees", 80),
    ("cel", 160),
    ("pack", 30),
    ("snapshot", 60),
    ("journal", 60),
    ("calls", 30),
];

/// A small generator that is the same everywhere (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }
}

/// Changes an input in one way.
fn mutate(input: &mut Vec<u8>, chance: &mut Chance, corpus: &[Vec<u8>], words: &[&str]) {
    let at = chance.below(input.len() + 1);
    match chance.below(9) {
        0 if at < input.len() => input[at] ^= 1 << chance.below(8),
        1 if at < input.len() => input[at] = chance.next() as u8,
        2 => input.insert(at, chance.next() as u8),
        3 if at < input.len() => {
            let end = (at + 1 + chance.below(16)).min(input.len());
            input.drain(at..end);
        }
        4 => {
            let end = (at + 1 + chance.below(32)).min(input.len());
            let piece = input[at..end].to_vec();
            let to = chance.below(input.len() + 1);
            input.splice(to..to, piece);
        }
        5 => input.truncate(at),
        6 => {
            let other = &corpus[chance.below(corpus.len())];
            let from = chance.below(other.len() + 1);
            let end = (from + chance.below(64)).min(other.len());
            input.splice(at..at, other[from..end].iter().copied());
        }
        7 if at < input.len() => input[at] = [0, 1, 0x7f, 0x80, 0xff][chance.below(5)],
        _ => {
            let word = words[chance.below(words.len())];
            let end = if chance.below(2) == 0 { at } else { (at + word.len()).min(input.len()) };
            input.splice(at..end, word.bytes());
        }
    }
    input.truncate(corpus.iter().fold(LONGEST, |most, one| most.max(one.len())));
}

fn corpus_of(folder: &Path) -> Vec<Vec<u8>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut found: Vec<Vec<u8>> = files.iter().filter_map(|path| fs::read(path).ok()).collect();
    if found.is_empty() {
        found.push(Vec::new());
    }
    found
}

/// Runs one target; says how many inputs made it panic.
fn run((name, ask, words): &Target, count: u64, folder: &Path, seed: u64) -> u64 {
    let corpus = corpus_of(&folder.join(name));
    let mut chance = Chance(seed ^ name.bytes().fold(0, |sum, byte| sum * 31 + u64::from(byte)));
    let start = Instant::now();
    let (mut tried, mut crashes) = (0_u64, 0);
    let mut slowest = (0, Vec::new());
    for number in 0..count {
        let mut input = corpus[chance.below(corpus.len())].clone();
        if number >= corpus.len() as u64 {
            for _ in 0..1 + chance.below(6) {
                mutate(&mut input, &mut chance, &corpus, words);
            }
        } else {
            input = corpus[number as usize].clone();
        }
        tried += 1;
        let before = Instant::now();
        if panic::catch_unwind(AssertUnwindSafe(|| ask(&input))).is_err() {
            crashes += 1;
            let file = folder.with_file_name("artifacts").join(format!("{name}-{seed}-{number}"));
            let _ = file.parent().map(fs::create_dir_all);
            let _ = fs::write(&file, &input);
            println!("  CRASH    {name}: {}", file.display());
            if crashes >= 5 {
                break;
            }
        }
        let time = before.elapsed().as_micros();
        if time > slowest.0 {
            slowest = (time, input);
        }
    }
    println!(
        "  {name:<9} {tried:>9} inputs, {crashes} crashes, {:.1} s, slowest {} us on {} bytes",
        start.elapsed().as_secs_f64(),
        slowest.0,
        slowest.1.len()
    );
    crashes
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [target, count, folder, seed] = words.as_slice() else {
        eprintln!("usage: run <target or all> <count> <corpus> <seed>");
        return ExitCode::from(2);
    };
    let (Ok(count), Ok(seed)) = (count.parse::<u64>(), seed.parse::<u64>()) else { return ExitCode::from(2) };
    let chosen: Vec<&Target> = TARGETS.iter().filter(|(name, ..)| target == "all" || name == target).collect();
    if chosen.is_empty() {
        eprintln!("there is no target `{target}`");
        return ExitCode::from(2);
    }
    let (targets, mut inputs) = (chosen.len(), 0);
    let share = |name: &str| SHARES.iter().find(|(one, _)| *one == name).map_or(0, |(_, share)| *share);
    let mut crashes = 0;
    for one in chosen {
        let count = if target == "all" { count.saturating_mul(share(one.0)).div_ceil(1000) } else { count };
        inputs += count;
        crashes += run(one, count, Path::new(folder), seed);
    }
    if let Some(path) = std::env::var_os("OXPECKER_FIGURES") {
        let line = format!("fuzz\t{inputs} inputs over {targets} targets, {crashes} crashes\t0 crashes\n");
        let file = fs::OpenOptions::new().append(true).create(true).open(path);
        let _ = file.and_then(|mut file| file.write_all(line.as_bytes()));
    }
    if crashes == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
