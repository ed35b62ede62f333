//! Changes to good files that are guided by what they make the program do: libFuzzer keeps each file that takes a new way
//! through it, and changes that one further. `FUZZ_TARGET` names one of those in `targets.rs`; the folder for what is kept comes
//! last, and each file in it begins with its name and a line break.

#![no_main]
#![expect(clippy::unwrap_used, reason = "what cannot go on has failed")]

#[path = "change.rs"]
mod change;
#[path = "../support.rs"]
#[expect(dead_code, reason = "only the council is needed here")]
mod support;
#[path = "targets.rs"]
mod targets;

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::LazyLock;
use std::thread;

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target, fuzzer_mutate};

use self::change::{Random, changed};
use self::targets::{File, Target};

/// How deep the call stack may grow, in bytes: as deep as that of the program's workers.
const STACK: usize = 64 << 20;

/// The kind of file that is changed.
static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("FUZZ_TARGET").unwrap_or_default();
    targets::called(&name).expect("FUZZ_TARGET names one of the targets")
});

/// The good files, and what is kept of those that once stopped the program.
static SEEDS: LazyLock<Vec<File>> = LazyLock::new(|| {
    let kept = targets::files(&format!("tests/fuzz/{}", TARGET.name));
    (TARGET.seeds)().into_iter().chain(kept).collect()
});

/// A file after the line with its name; `None` if no good file is called so.
fn named(data: &[u8]) -> Option<File> {
    let end = data.iter().position(|byte| *byte == b'\n')?;
    let (name, bytes) = (std::str::from_utf8(&data[..end]).ok()?, &data[end + 1..]);
    let seed = SEEDS.iter().find(|seed| seed.name == name)?;
    Some(File { name: seed.name.clone(), bytes: bytes.to_vec() })
}

/// The opposite of [`named`].
fn whole(file: &File) -> Vec<u8> {
    [file.name.as_bytes(), b"\n", &file.bytes].concat()
}

/// Puts the good files into the folder of what is kept, and lets the program catch what it means to catch.
fn begin() {
    // Paths of seeds start from the program's own folder.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let kept = std::env::args().skip(1).filter(|given| !given.starts_with('-')).last();
    let kept = kept.map(|given| std::path::absolute(given).unwrap()).expect("a folder comes last");
    std::env::set_current_dir(root).unwrap();
    // A single file is only tried as it is.
    for (number, seed) in SEEDS.iter().enumerate().filter(|_| kept.is_dir()) {
        fs::write(kept.join(format!("seed-{number}")), whole(seed)).unwrap();
    }
    panic::set_hook(Box::new(|info| eprintln!("{info}")));
}

fuzz_target!(init: begin(), |data: &[u8]| -> Corpus {
    let Some(file) = named(data) else { return Corpus::Reject };
    let work = move || panic::catch_unwind(AssertUnwindSafe(|| (TARGET.run)(&file))).is_ok();
    let passed = thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join();
    comemo::evict(1);
    if !passed.is_ok_and(|passed| passed) {
        std::process::abort();
    }
    Corpus::Keep
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let ours = (seed % 2 == 0).then(|| named(&data[..size])).flatten();
    let Some(file) = ours else { return fuzzer_mutate(data, size, max_size) };
    let mut random = Random::new(u64::from(seed));
    let new = whole(&changed(&[file], &mut random));
    let length = new.len().min(max_size);
    data[..length].copy_from_slice(&new[..length]);
    length
});
