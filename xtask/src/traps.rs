// SPDX-License-Identifier: MIT OR Apache-2.0
//! A panic of the module is a trap at once: nobody could read its message, and its place need not be loaded.
//!
//! In: the module as cargo linked it, with the names of its functions. Out: the same module in which every function of
//! the standard library that only panics is one `unreachable`, and the places that were handed to these (a file's name,
//! line, column) are zeros. The host sees what it saw before: panics abort, and an abort is a trap. wasm-opt then takes
//! out what nothing reaches any more.
//!
//! Invariant: nothing but such functions and such places changes; a module whose panics are not found is refused.

use std::fs;

use crate::digest::{Digest, Tree};
use crate::failure::Failure;
use crate::house::House;
use crate::stamp::Step;

/// Names of the standard library, mangled, whose functions never return: each panics or aborts.
const PANICS: &[&str] = &[
    "4core9panicking",
    "13assert_failed",
    "13expect_failed",
    "13unwrap_failed",
    "16slice_index_fail",
    "16slice_error_fail",
    "17len_mismatch_fail",
    "12handle_error",
    "18handle_alloc_error",
    "17capacity_overflow",
    "22panic_on_ord_violation",
    "15panic_with_hook",
    "13panic_handler0",
];

/// No locals, `unreachable`, `end`.
const TRAP: &[u8] = &[0, 0, 0x0b];

/// How many panics of the core library every build of the engine has at least: fewer, and their names have changed.
const FEWEST: usize = 4;

/// Bytes of a place in memory: address and length of the file's name, line, column.
const PLACE: usize = 16;

/// Writes the module that bindgen reads.
pub(crate) fn run(house: &House) -> Result<(), Failure> {
    let from = house.compiled_wasm();
    let inputs =
        PANICS.iter().fold(Digest::default(), |digest, name| digest.word(name)).tree(&Tree::new(from.clone()))?;
    let step = Step::new("traps", inputs, vec![Tree::new(house.trapping_wasm())]);
    step.run(house, "a panic is a trap at once", || {
        let unusable = |what: &str| {
            Failure::new(
                format!("the compiled engine {what}"),
                "see which names and places this compiler gives panics, and mend xtask/src/traps.rs",
            )
        };
        let module = fs::read(&from).map_err(|error| unusable(&format!("could not be read ({error})")))?;
        let (module, count) = trapping(&module).ok_or_else(|| unusable("is no module that is understood"))?;
        if count < FEWEST {
            return Err(unusable("has no panics"));
        }
        let to = house.trapping_wasm();
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(|error| unusable(&format!("could not be written ({error})")))?;
        }
        fs::write(to, module).map_err(|error| unusable(&format!("could not be written ({error})")))
    })
}

/// The module whose panics are traps, and how many functions that were; nothing if it is not understood.
fn trapping(module: &[u8]) -> Option<(Vec<u8>, usize)> {
    let sections = sections(module)?;
    let imported = sections.iter().find(|of| of.0 == 2).map_or(Some(0), |of| imports(of.1))?;
    let names = sections.iter().find_map(|of| (of.0 == 0).then(|| names(of.1)).flatten())?;
    let mut out = module.get(..8)?.to_vec();
    let mut count = 0;
    for (id, body) in sections {
        let changed = match id {
            10 => code(body, |function| {
                let panics = names.iter().any(|(index, name)| {
                    *index == function + imported
                        && name.starts_with("_RN")
                        && PANICS.iter().any(|of| name.contains(of))
                });
                count += usize::from(panics);
                panics
            })?,
            11 => without_places(body)?,
            _ => body.to_vec(),
        };
        out.push(id);
        write_number(&mut out, changed.len());
        out.extend(changed);
    }
    Some((out, count))
}

/// The functions again, those that panic as a trap.
fn code(body: &[u8], mut panics: impl FnMut(usize) -> bool) -> Option<Vec<u8>> {
    let mut rest = body;
    let functions = number(&mut rest)?;
    let mut out = Vec::with_capacity(body.len());
    write_number(&mut out, functions);
    for function in 0..functions {
        let length = number(&mut rest)?;
        let instructions = take(&mut rest, length)?;
        let instructions = if panics(function) { TRAP } else { instructions };
        write_number(&mut out, instructions.len());
        out.extend(instructions);
    }
    rest.is_empty().then_some(out)
}

/// The data again, with zeros where places of panics and the names of their files were.
fn without_places(body: &[u8]) -> Option<Vec<u8>> {
    let mut rest = body;
    // Where a segment lies in memory, where in the section, its length.
    let mut segments = Vec::new();
    for _ in 0..number(&mut rest)? {
        // Active, in memory 0, at an `i32.const`.
        if take(&mut rest, 2)? != [0, 0x41] {
            return None;
        }
        let address = number(&mut rest)?;
        if take(&mut rest, 1)? != [0x0b] {
            return None;
        }
        let length = number(&mut rest)?;
        segments.push((address, body.len() - rest.len(), length));
        take(&mut rest, length)?;
    }
    let at = |address: usize, length: usize| {
        let (start, offset, _) = segments.iter().find(|(start, _, size)| {
            *start <= address && address.checked_add(length).is_some_and(|end| end <= start + size)
        })?;
        Some(offset + address - start..offset + address - start + length)
    };
    let mut zeros = Vec::new();
    for &(start, offset, length) in &segments {
        let mut from = start.wrapping_neg() % 4;
        while let Some(place) = body.get(offset + from..offset + length).and_then(|rest| rest.get(..PLACE)) {
            let word = |index: usize| {
                let bytes = place.get(4 * index..4 * index + 4)?;
                Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
            };
            let (name, size, line, column) = (word(0)?, word(1)?, word(2)?, word(3)?);
            let file = at(name, size).filter(|file| body.get(file.clone()).is_some_and(|of| of.ends_with(b".rs")));
            match file {
                Some(file) if size < 256 && (1..100_000).contains(&line) && (1..1000).contains(&column) => {
                    zeros.push(offset + from..offset + from + PLACE);
                    zeros.push(file);
                    from += PLACE;
                }
                _ => from += 4,
            }
        }
    }
    let mut out = body.to_vec();
    for range in zeros {
        out.get_mut(range)?.fill(0);
    }
    Some(out)
}

/// Each section's kind and body.
fn sections(module: &[u8]) -> Option<Vec<(u8, &[u8])>> {
    let mut rest = module.strip_prefix(b"\0asm\x01\0\0\0")?;
    let mut sections = Vec::new();
    while let Some((&id, behind)) = rest.split_first() {
        rest = behind;
        let length = number(&mut rest)?;
        sections.push((id, take(&mut rest, length)?));
    }
    Some(sections)
}

/// How many functions are imported; the engine imports nothing else.
fn imports(mut section: &[u8]) -> Option<usize> {
    let count = number(&mut section)?;
    for _ in 0..count {
        for _ in 0..2 {
            let length = number(&mut section)?;
            take(&mut section, length)?;
        }
        if take(&mut section, 1)? != [0] {
            return None;
        }
        number(&mut section)?;
    }
    Some(count)
}

/// The names of the functions by their index, if this is the section of names.
fn names(mut section: &[u8]) -> Option<Vec<(usize, &str)>> {
    let length = number(&mut section)?;
    if take(&mut section, length)? != b"name" {
        return None;
    }
    while let Some((&kind, behind)) = section.split_first() {
        section = behind;
        let length = number(&mut section)?;
        let mut list = take(&mut section, length)?;
        if kind != 1 {
            continue;
        }
        let mut names = Vec::new();
        for _ in 0..number(&mut list)? {
            let index = number(&mut list)?;
            let length = number(&mut list)?;
            names.push((index, str::from_utf8(take(&mut list, length)?).ok()?));
        }
        return Some(names);
    }
    None
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, behind) = rest.split_at_checked(length)?;
    *rest = behind;
    Some(taken)
}

/// An unsigned LEB128 of 32 bits.
fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let (&byte, behind) = rest.split_first()?;
        *rest = behind;
        value |= usize::from(byte & 127) << shift;
        if byte < 128 {
            return Some(value);
        }
    }
    None
}

fn write_number(out: &mut Vec<u8>, mut value: usize) {
    while value > 127 {
        out.push((value & 127) as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, body: &[u8]) -> Vec<u8> {
        let mut out = vec![id];
        write_number(&mut out, body.len());
        out.extend(body);
        out
    }

    /// A list of byte strings behind its count.
    fn list(items: &[&[u8]]) -> Vec<u8> {
        let mut out = vec![items.len() as u8];
        items.iter().for_each(|item| out.extend(*item));
        out
    }

    /// Three functions behind an import, the second with `name`; a place at 16, its file at 48, a text behind it.
    fn module(name: &str, line: u8) -> Vec<u8> {
        let mut names = b"\x04name\x01".to_vec();
        let mut body = vec![1, 2, name.len() as u8];
        body.extend(name.as_bytes());
        write_number(&mut names, body.len());
        names.extend(body);
        let place = [48, 0, 0, 0, 6, 0, 0, 0, line, 0, 0, 0, 9, 0, 0, 0];
        let segments = [[&[0, 0x41, 16, 0x0b, 16][..], &place].concat(), b"\x00\x41\x30\x0b\x0asrc.rstext".to_vec()];
        [
            b"\0asm\x01\0\0\0".to_vec(),
            section(2, &list(&[b"\x01a\x01b\0\0"])),
            section(10, &list(&[b"\x04\0\x41\x07\x0b", b"\x05\0\x41\x07\x1a\x0b", b"\x02\0\x0b"])),
            section(11, &list(&[&segments[0], &segments[1]])),
            section(0, &names),
        ]
        .concat()
    }

    #[test]
    fn a_panic_is_a_trap_and_its_place_is_gone() {
        let before = module("_RNvNtCs1_4core9panicking9panic_fmt", 7);
        let (after, count) = trapping(&before).expect("a module");
        assert_eq!(count, 1);
        let text = |module: &[u8], wanted: &[u8]| module.windows(wanted.len()).any(|window| window == wanted);
        assert!(text(&before, b"src.rs") && !text(&after, b"src.rs"));
        assert!(text(&after, b"\0\0\0\0\0\0text"), "a text stays");
        assert!(text(&after, b"\x03\x04\0\x41\x07\x0b\x03\0\0\x0b\x02\0\x0b"), "{after:?}");
        assert_eq!(trapping(&after).map(|again| again.0), Some(after), "nothing is left to do");
    }

    #[test]
    fn what_is_no_panic_and_no_place_stays() {
        for (name, line) in [("_ZN8oxpecker4core9panicking3own", 0), ("_RNvCs1_4core3str", 0)] {
            let before = module(name, line);
            assert_eq!(trapping(&before), Some((before, 0)));
        }
        let before = module("_RNvCs1_4core3str", 7);
        assert_eq!(trapping(before.get(..before.len() - 1).unwrap_or_default()), None);
    }
}
