// SPDX-License-Identifier: MIT OR Apache-2.0
//! The command line: words in, one [`Request`] out.

use std::ffi::OsString;

use crate::failure::Failure;
use crate::mutants::Which;

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
usage: cargo xtask <command>

  build                 build the npm package into pkg/, ready for `npm pack`
  demo [--port N]       build, then serve the demo on this machine and print its address
  test                  set up and run everything that CI runs
  prove [part …]        run the proofs at their full counts, or some of them, and print what each found
  bench [part …]        measure the package against its peers and write docs/PERFORMANCE.md
  fuzz <target> <count> [seed]   run a fuzz target, or `all`, on so many inputs
  mutants [count] [seed]   break the core one line at a time, so many times, and count what the tests see
  mutants again         the same for what the last run did not see
  matrix [word …]       try the packed package in fresh projects of many builders, and write docs/BUNDLERS.md
  reproduce             build twice more, as two strangers would, and compare every byte with pkg/
  screenshots           build, then make the pictures in docs/screenshots/ from the demo, in both languages
  size                  print the sizes of the engine and of what a page loads
  test-runner <args>    run a Wasm test file (cargo calls it, see .cargo/config.toml)
  help                  print this";

/// The port of the demo when none is asked for.
const DEMO_PORT: u16 = 4173;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    Build,
    Demo { port: u16 },
    Test,
    Prove(Vec<String>),
    Mutants(Which),
    Matrix(Vec<String>),
    Bench(Vec<String>),
    Reproduce,
    Screenshots,
    Fuzz { target: String, count: u64, seed: u64 },
    Size,
    TestRunner(Vec<OsString>),
    Help,
}

/// Reads the words after `cargo xtask`.
pub(crate) fn read(mut words: impl Iterator<Item = OsString>) -> Result<Request, Failure> {
    let command = words.next().unwrap_or_else(|| OsString::from("help"));
    let command = command.to_string_lossy();
    let rest: Vec<OsString> = words.collect();
    let alone = |request| match rest.first() {
        None => Ok(request),
        Some(word) => Err(usage(&format!("`{command}` takes no `{}`", word.to_string_lossy()))),
    };
    match &*command {
        "build" => alone(Request::Build),
        "demo" => Ok(Request::Demo { port: read_port(&rest)? }),
        "test" => alone(Request::Test),
        "prove" => Ok(Request::Prove(named(&rest))),
        "bench" => Ok(Request::Bench(named(&rest))),
        "matrix" => Ok(Request::Matrix(named(&rest))),
        "fuzz" => read_fuzz(&rest),
        "mutants" => read_mutants(&rest),
        "reproduce" => alone(Request::Reproduce),
        "screenshots" => alone(Request::Screenshots),
        "size" => alone(Request::Size),
        "test-runner" => Ok(Request::TestRunner(rest)),
        "help" | "--help" | "-h" => alone(Request::Help),
        unknown => Err(usage(&format!("there is no command `{unknown}`"))),
    }
}

/// The words as they are.
fn named(rest: &[OsString]) -> Vec<String> {
    rest.iter().map(|word| word.to_string_lossy().into_owned()).collect()
}

fn read_fuzz(rest: &[OsString]) -> Result<Request, Failure> {
    let words: Vec<_> = rest.iter().map(|word| word.to_string_lossy()).collect();
    let words: Vec<&str> = words.iter().map(|word| &**word).collect();
    let (target, count, seed) = match words.as_slice() {
        [target, count] => (*target, *count, "1"),
        [target, count, seed] => (*target, *count, *seed),
        _ => return Err(usage("`fuzz` takes a target or `all`, how many inputs, and perhaps a seed")),
    };
    let number = |word: &str| word.parse().map_err(|_| usage(&format!("`{word}` is no number")));
    Ok(Request::Fuzz { target: target.to_owned(), count: number(count)?, seed: number(seed)? })
}

fn read_mutants(rest: &[OsString]) -> Result<Request, Failure> {
    let words = named(rest);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let number = |word: &str| word.parse::<u64>().map_err(|_| usage(&format!("`{word}` is no number")));
    Ok(Request::Mutants(match words.as_slice() {
        [] => Which::Sample { count: usize::MAX, seed: 1 },
        ["again"] => Which::Again,
        [count] => Which::Sample { count: number(count)? as usize, seed: 1 },
        [count, seed] => Which::Sample { count: number(count)? as usize, seed: number(seed)? },
        _ => return Err(usage("`mutants` takes how many, and perhaps a seed, or `again`")),
    }))
}

fn read_port(rest: &[OsString]) -> Result<u16, Failure> {
    let words: Vec<_> = rest.iter().map(|word| word.to_string_lossy()).collect();
    let words: Vec<&str> = words.iter().map(|word| &**word).collect();
    let port = match words.as_slice() {
        [] => return Ok(DEMO_PORT),
        ["--port", port] => *port,
        [one] => one.strip_prefix("--port=").ok_or_else(|| usage(&format!("`demo` takes `--port N`, not `{one}`")))?,
        _ => {
            return Err(usage(&format!("`demo` takes `--port N`, not `{}`", words.join(" "))));
        }
    };
    port.parse().map_err(|_| usage(&format!("`{port}` is no port")))
}

fn usage(what: &str) -> Failure {
    Failure::new(what, "`cargo xtask help` lists the commands")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(line: &str) -> Result<Request, String> {
        read(line.split_whitespace().map(OsString::from)).map_err(|failure| failure.to_string())
    }

    #[test]
    fn each_command_is_known() {
        assert_eq!(reads("build"), Ok(Request::Build));
        assert_eq!(reads("test"), Ok(Request::Test));
        assert_eq!(reads("prove"), Ok(Request::Prove(Vec::new())));
        assert_eq!(reads("prove signed cel"), Ok(Request::Prove(vec!["signed".into(), "cel".into()])));
        assert_eq!(reads("matrix vite"), Ok(Request::Matrix(vec!["vite".into()])));
        assert_eq!(reads("bench"), Ok(Request::Bench(Vec::new())));
        assert_eq!(reads("bench rules"), Ok(Request::Bench(vec!["rules".into()])));
        assert_eq!(reads("reproduce"), Ok(Request::Reproduce));
        assert_eq!(reads("screenshots"), Ok(Request::Screenshots));
        assert_eq!(reads("size"), Ok(Request::Size));
        assert_eq!(reads("help"), Ok(Request::Help));
        assert_eq!(reads(""), Ok(Request::Help));
    }

    #[test]
    fn the_port_of_the_demo_is_read_in_both_spellings() {
        assert_eq!(reads("demo"), Ok(Request::Demo { port: DEMO_PORT }));
        assert_eq!(reads("demo --port 8080"), Ok(Request::Demo { port: 8080 }));
        assert_eq!(reads("demo --port=0"), Ok(Request::Demo { port: 0 }));
    }

    #[test]
    fn fuzzing_takes_a_target_a_count_and_perhaps_a_seed() {
        let asked = |seed| Request::Fuzz { target: "cel".to_owned(), count: 9, seed };
        assert_eq!(reads("fuzz cel 9"), Ok(asked(1)));
        assert_eq!(reads("fuzz cel 9 7"), Ok(asked(7)));
    }

    #[test]
    fn mutants_take_a_count_and_perhaps_a_seed() {
        let asked = |count, seed| Ok(Request::Mutants(Which::Sample { count, seed }));
        assert_eq!(reads("mutants"), asked(usize::MAX, 1));
        assert_eq!(reads("mutants 9"), asked(9, 1));
        assert_eq!(reads("mutants 9 7"), asked(9, 7));
        assert_eq!(reads("mutants again"), Ok(Request::Mutants(Which::Again)));
    }

    #[test]
    fn the_words_of_the_test_runner_pass_through_untouched() {
        let words = vec![OsString::from("web.wasm"), OsString::from("--ignored")];
        assert_eq!(reads("test-runner web.wasm --ignored"), Ok(Request::TestRunner(words)));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (line, named) in [
            ("deploy", "`deploy`"),
            ("build twice", "`twice`"),
            ("demo --port 65536", "`65536`"),
            ("demo --port", "`--port`"),
            ("demo 80 90", "`80 90`"),
            ("fuzz cel", "`fuzz`"),
            ("fuzz cel many", "`many`"),
            ("mutants 1/9", "`1/9`"),
            ("mutants 1 2 3", "`mutants`"),
        ] {
            let sentence = reads(line).expect_err(line);
            assert!(sentence.contains(named), "{sentence}");
            assert!(sentence.contains("cargo xtask help"), "{sentence}");
        }
    }
}
