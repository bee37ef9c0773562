// SPDX-License-Identifier: MIT OR Apache-2.0
//! The privacy proof: the built module imports two inert functions and nothing else, and the raw one, which becomes the
//! script of the entry nowasm, imports nothing, so neither can reach a clock, randomness, storage, the page or the network.
//!
//! - In: `pkg/dist/engine.wasm` and the raw module, for the test that `cargo xtask test` runs after the build; modules
//!   made by hand for all others, so that the judge itself is judged.
//! - May use: the standard library. The reader of the format is a page long, and a reviewer can
//!   check it against the WebAssembly specification, "Binary Format", sections 5.2, 5.5.5 and 5.5.16.
#![cfg(not(target_family = "wasm"))]

/// The module that bindgen's glue answers for, and the functions in it. The first turns a message
/// into a JavaScript error; the second prepares the table in which JavaScript keeps its own values.
const GLUE: &str = "./oxpecker_bg.js";
const INERT: [&str; 2] = ["__wbg___wbindgen_throw", "__wbindgen_init_externref_table"];

#[test]
#[ignore = "needs the built package: `cargo xtask test` runs it after the build"]
fn the_built_module_imports_the_two_inert_functions_and_nothing_else() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg/dist/engine.wasm");
    let module = std::fs::read(path).expect("the package is built by `cargo xtask build`");
    assert_eq!(judge(&module), Ok(()));
}

#[test]
#[ignore = "needs the built modules: `cargo xtask test` runs it after the build"]
fn the_raw_module_imports_nothing() {
    let target = option_env!("CARGO_TARGET_DIR").unwrap_or("target");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(target).join("oxpecker/split/raw.wasm");
    let module = std::fs::read(path).expect("the module is made by `cargo xtask build`");
    assert_eq!(judge_raw(&module), Ok(()));
}

#[test]
fn one_import_is_too_many_for_the_raw_module() {
    assert_eq!(judge_raw(&module(&[])), Ok(()));
    for import in [throw(), table(), ("env", "memory", 2)] {
        let complaint = judge_raw(&module(&[import])).expect_err(import.1);
        assert!(complaint.contains(import.1), "{complaint}");
    }
    assert!(judge_raw(b"<!doctype html>").is_err());
}

#[test]
fn the_two_inert_functions_pass() {
    assert_eq!(judge(&module(&[throw(), table()])), Ok(()));
    assert_eq!(judge(&module(&[table(), throw()])), Ok(()), "the order says nothing");
}

#[test]
fn a_third_import_is_refused_and_named() {
    for foreign in [
        (GLUE, "__wbg_fetch_0123456789abcdef", FUNCTION),
        (GLUE, "__wbg_now_0123456789abcdef", FUNCTION),
        ("wasi_snapshot_preview1", "random_get", FUNCTION),
        ("wasi_snapshot_preview1", "__wbg___wbindgen_throw_0123456789abcdef", FUNCTION),
        (GLUE, "__wbg___wbindgen_throw_and_send_0123456789abcdef", FUNCTION),
        (GLUE, "__wbg___wbindgen_throw_fedcba9876543210", FUNCTION),
        ("env", "memory", 2),
        ("env", "__indirect_function_table", 1),
        ("env", "clock", 3),
    ] {
        let complaint = judge(&module(&[throw(), table(), foreign])).expect_err(foreign.1);
        assert!(complaint.contains(foreign.0) && complaint.contains(foreign.1), "{complaint}");
    }
}

#[test]
fn a_missing_import_is_refused_since_the_list_is_exact() {
    let complaint = judge(&module(&[throw()])).expect_err("one import");
    assert!(complaint.contains("__wbindgen_init_externref_table"), "{complaint}");
    assert!(judge(&module(&[])).is_err());
}

#[test]
fn what_is_no_whole_module_is_refused_instead_of_taken_for_empty() {
    let whole = module(&[throw(), table()]);
    // A cut right before the custom section at the end leaves a module that is whole again.
    let boundary = whole.len() - CUSTOM_SECTION.len();
    for length in (0..whole.len()).filter(|length| *length != boundary) {
        let cut = whole.get(..length).expect("a shorter slice");
        assert!(judge(cut).is_err(), "the first {length} bytes passed");
    }
    assert!(judge(b"<!doctype html>").is_err());
}

/// Whether the module imports exactly the two inert functions; if not, what is wrong.
fn judge(module: &[u8]) -> Result<(), String> {
    let imports = read_imports(module).ok_or("this is no whole WebAssembly module")?;
    let mut expected = INERT.to_vec();
    for import in &imports {
        let known =
            expected.iter().position(|name| import.kind == FUNCTION && import.module == GLUE && import.is(name));
        let Some(position) = known else {
            return Err(format!("import of kind {} `{}` from `{}`", import.kind, import.name, import.module));
        };
        expected.remove(position);
    }
    if expected.is_empty() { Ok(()) } else { Err(format!("not imported: {}", expected.join(", "))) }
}

/// Whether the module imports nothing at all.
fn judge_raw(module: &[u8]) -> Result<(), String> {
    let imports = read_imports(module).ok_or("this is no whole WebAssembly module")?;
    imports.first().map_or(Ok(()), |import| Err(format!("import `{}` from `{}`", import.name, import.module)))
}

/// The kind of an import that is a function.
const FUNCTION: u8 = 0;

struct Import<'a> {
    module: &'a str,
    name: &'a str,
    kind: u8,
}

impl Import<'_> {
    /// Bindgen ends some names in a hash of its own version: `name_0123456789abcdef`.
    fn is(&self, name: &str) -> bool {
        let is_hash = |tail: &str| tail.len() == 16 && tail.bytes().all(|byte| byte.is_ascii_hexdigit());
        match self.name.strip_prefix(name) {
            Some("") => true,
            Some(tail) => tail.strip_prefix('_').is_some_and(is_hash),
            None => false,
        }
    }
}

/// The imports of a module up to and with the first that is no function; `None` when the bytes are
/// no module, or end too early.
fn read_imports(module: &[u8]) -> Option<Vec<Import<'_>>> {
    const IMPORT_SECTION: u8 = 2;
    let mut rest = Reader(module.strip_prefix(b"\0asm\x01\0\0\0")?);
    let mut imports = Vec::new();
    while !rest.0.is_empty() {
        let section = rest.byte()?;
        let length = rest.number()?;
        let mut body = Reader(rest.bytes(length)?);
        if section != IMPORT_SECTION {
            continue;
        }
        for _ in 0..body.number()? {
            let import = Import { module: body.text()?, name: body.text()?, kind: body.byte()? };
            let is_function = import.kind == FUNCTION;
            imports.push(import);
            if !is_function {
                return Some(imports);
            }
            body.number()?; // the function's type
        }
    }
    Some(imports)
}

/// Reads from the front of a slice.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    /// An unsigned number of 32 bits in LEB128.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0_u64;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return usize::try_from(u32::try_from(number).ok()?).ok();
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }
}

fn throw() -> (&'static str, &'static str, u8) {
    (GLUE, "__wbg___wbindgen_throw_0123456789abcdef", FUNCTION)
}

fn table() -> (&'static str, &'static str, u8) {
    (GLUE, "__wbindgen_init_externref_table", FUNCTION)
}

/// A section that engines skip: its kind, its length, and a name of one letter.
const CUSTOM_SECTION: &[u8] = b"\0\x02\x01x";

/// A module made by hand: a type section, the imports, and a custom section behind them.
fn module(imports: &[(&str, &str, u8)]) -> Vec<u8> {
    let mut list = vec![short(imports.len())];
    for (module, name, kind) in imports {
        for text in [module, name] {
            list.push(short(text.len()));
            list.extend_from_slice(text.as_bytes());
        }
        list.push(*kind);
        list.push(0);
    }
    let mut bytes = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02".to_vec();
    // The length of the section in two bytes of LEB128: enough for every module above.
    assert!(list.len() < 1 << 14, "too long for two bytes");
    bytes.push(short(list.len() & 0x7f) | 0x80);
    bytes.push(short(list.len() >> 7));
    bytes.extend(list);
    bytes.extend(CUSTOM_SECTION);
    bytes
}

/// A length that fits one byte of LEB128.
fn short(length: usize) -> u8 {
    assert!(length < 0x80, "too long for one byte");
    u8::try_from(length).unwrap_or(0)
}
