//! Random changes to good files: whatever a file holds, the program says what is wrong with it, and neither stops nor hangs.
//!
//! Each target takes one kind of file. Its seeds are the samples and the cases of other tests; what once stopped the program
//! is kept in `tests/fuzz/TARGET/` and tried first, as it is. `cargo test` makes a few changes, always the same;
//! `FUZZ_SECONDS=30 cargo test --test main fuzz` makes new ones for so long. The input of a failure is kept, and its path said.
//! `tests/fuzz/guided.rs` tries the same targets with changes that are chosen by what they make the program do.

mod change;
mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use self::change::Random;
use self::targets::{File, Target, files};

/// How deep the call stack may grow, in bytes: as deep as that of the program's workers.
const STACK: usize = 64 << 20;

/// How many changes are tried where no time is given.
const ROUNDS: u64 = 12;

/// How long one file may take on a busy machine.
const LONGEST: Duration = Duration::from_secs(60);

/// Tries what is kept of the target with that name, then changes of its seeds, each after the one before.
#[expect(clippy::print_stderr, reason = "how much was tried is said to whoever asks for more")]
fn fuzz(name: &str) {
    let target = targets::called(name).unwrap();
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|given| given.parse().ok());
    let first = seconds.map_or(1, |_: u64| {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
    });
    let start = Instant::now();
    let work = move || {
        files(&format!("tests/fuzz/{}", target.name)).iter().for_each(|kept| once(target, kept, 0));
        let seeds = (target.seeds)();
        let more = |round: u64| match seconds {
            Some(seconds) => start.elapsed() < Duration::from_secs(seconds),
            None => round < ROUNDS,
        };
        let rounds = (0..).take_while(|round| more(*round));
        let tried = rounds.map(|round| {
            let number = first + round;
            once(target, &change::changed(&seeds, &mut Random::new(number)), number);
        });
        eprintln!("{}: {} changes from number {first} on", target.name, tried.count());
    };
    thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap();
}

/// Tries one file, which is kept on disk until it has passed: a call stack that overflows ends the whole program.
fn once(target: Target, file: &File, number: u64) {
    let path =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}~{}", file.name, target.name));
    fs::write(&path, &file.bytes).unwrap();
    let start = Instant::now();
    let passed = catch_unwind(|| (target.run)(file)).is_ok();
    comemo::evict(1);
    let took = start.elapsed();
    assert!(
        passed && took < LONGEST,
        "number {number} of {} stopped the program or took {took:?}; the file stands in {}",
        target.name,
        path.display()
    );
}

#[test]
fn data_becomes_documents_or_is_named() {
    fuzz("data");
}

#[test]
fn prose_becomes_typst_and_html_or_is_named() {
    fuzz("prose");
}

#[test]
fn outside_pdfs_are_joined_or_refused() {
    fuzz("outside");
}

#[test]
fn word_drafts_become_papers_or_are_named() {
    fuzz("drafts");
}

#[test]
fn spreadsheets_become_plans_or_are_named() {
    fuzz("sheets");
}

#[test]
fn styles_of_a_councils_own_print_papers_or_are_named() {
    fuzz("styles");
}

#[test]
fn pictures_are_printed_or_refused() {
    fuzz("pictures");
}

#[test]
fn templates_of_a_councils_own_print_papers_or_are_named() {
    fuzz("templates");
}

#[test]
fn requests_to_the_desk_are_answered_within_the_workspace() {
    fuzz("requests");
}
