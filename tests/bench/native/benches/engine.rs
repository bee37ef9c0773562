// SPDX-License-Identifier: MIT OR Apache-2.0
//! The whole job natively, over the files that the harness writes: `cargo xtask bench native`.
//!
//! In: `OXPECKER_ROWS`, a folder of `<rows>.json`; criterion's own words. Out: criterion's estimates.

use std::path::PathBuf;
use std::{env, fs};

use criterion::{BatchSize, Criterion, SamplingMode};
use oxpecker_bench::{create, whole};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let folder = env::var_os("OXPECKER_ROWS").map(PathBuf::from);
    let mut files: Vec<PathBuf> = folder
        .and_then(|folder| fs::read_dir(folder).ok())
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    files.sort();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let rows = fs::read(&file).unwrap_or_default();
        let mut group = criterion.benchmark_group(format!("whole-{name}"));
        // A job can take longer than a second: each sample is as few as fit.
        group.sampling_mode(SamplingMode::Flat);
        group.bench_function("job", |bencher| {
            bencher.iter_batched_ref(create, |engine| whole(engine, &rows), BatchSize::PerIteration);
        });
        group.finish();
    }
    criterion.final_summary();
}
