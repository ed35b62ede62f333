//! Golden cases: each folder of `tests/cases/` is a small workspace, and `expected/` in it what it must give.
//!
//! `messages.txt` is every diagnostic as people see it, `tags.txt` the tags of the PDF in reading order,
//! `typst.typ` the Typst source. Run with `BLESS=1` to write what came out; then read the difference.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use codespan_reporting::term::termcolor::NoColor;
use committee_papers::{Format, Options, Workspace, World};
use typst::syntax::VirtualPath;

use crate::command::papers;
use crate::{pdf, support};

/// What building a case gives, by the name of the file it is kept in.
fn outcome(folder: &Path) -> Vec<(&'static str, String)> {
    let name = folder.file_name().unwrap();
    let workspace = Workspace::open(folder, Path::new(name)).unwrap();
    let world = workspace.world();
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let built =
        support::build(&world, file, &Options { formats: vec![Format::Pdf], ..Options::default() });
    let mut drawn = NoColor::new(Vec::new());
    world.draw(&mut drawn, &built.problems).unwrap();
    let mut given = Vec::new();
    let messages = String::from_utf8(drawn.into_inner()).unwrap();
    if !messages.is_empty() {
        given.push(("messages.txt", messages));
    }
    let stopped = built.problems.iter().any(|problem| problem.is_error());
    assert_eq!(
        stopped,
        built.outputs.is_empty(),
        "{name:?}: a paper is built exactly if nothing is an error"
    );
    for output in &built.outputs {
        given.push(("tags.txt", pdf::tags(&output.bytes)));
        assert_eq!(pdf::unreachable_marks(&output.bytes), Vec::<String>::new(), "{name:?}");
    }
    given
}

#[test]
fn every_case_gives_what_it_must() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut failures = String::new();
    let mut cases: Vec<_> =
        fs::read_dir("tests/cases").unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    for case in cases {
        let given = outcome(&case);
        let expected = case.join("expected");
        if bless {
            let _ = fs::remove_dir_all(&expected);
            fs::create_dir_all(&expected).unwrap();
            given.iter().for_each(|(name, text)| fs::write(expected.join(name), text).unwrap());
            continue;
        }
        let names = fs::read_dir(&expected)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let names: BTreeSet<_> = names.collect();
        let made: BTreeSet<_> = given.iter().map(|(name, _)| (*name).to_owned()).collect();
        if names != made {
            let _ =
                writeln!(failures, "{}: expected {names:?}, and it gave {made:?}", case.display());
        }
        for (name, text) in given {
            let wanted = fs::read_to_string(expected.join(name)).unwrap_or_default();
            if wanted != text {
                let _ = writeln!(
                    failures,
                    "{}/{name}:\n--- expected\n{wanted}\n+++ given\n{text}",
                    case.display()
                );
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn checking_a_case_says_all_that_building_it_says() {
    for case in fs::read_dir("tests/cases").unwrap().map(|entry| entry.unwrap().path()) {
        let world = Workspace::open(&case, &case).unwrap().world();
        let file = World::id(&VirtualPath::new("report.toml").unwrap());
        let formats = vec![Format::Pdf, Format::Html];
        let built = support::build(&world, file, &Options { formats, ..Options::default() });
        let paper = case.join("report.toml");
        let checked = papers(Path::new("."), &["check", "--json", paper.to_str().unwrap()]);
        let said: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
        let said = said["findings"].as_array().unwrap().iter();
        let said: BTreeSet<&str> = said.filter_map(|finding| finding["message"].as_str()).collect();
        for problem in built.problems {
            assert!(said.contains(&*problem.message), "{}: {}", case.display(), problem.message);
        }
    }
}
