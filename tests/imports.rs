//! Word drafts made by other programs, each imported into a workspace and built: `tests/import/word/`.
//!
//! Each case has a draft, a council, and in `expected/` the report that it becomes and all that is said of it. Run with
//! `BLESS=1` to write what came out; then read the difference.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::command::{papers, stderr, stdout};

/// Cases whose paper is not built until its author says what the public may read.
const CLOSED: [&str; 2] = ["exempt", "not-for-publication"];

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir("tests/import/word").unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

/// A workspace with the draft of a case.
fn workspace(case: &Path) -> TempDir {
    let folder = TempDir::new().unwrap();
    for name in ["draft.docx", "council.toml"] {
        fs::copy(case.join(name), folder.path().join(name)).unwrap();
    }
    folder
}

#[test]
fn drafts_become_reports_that_build() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut failures = String::new();
    for case in cases() {
        let name = case.file_name().unwrap().to_str().unwrap();
        let folder = workspace(&case);
        let run = papers(folder.path(), &["import", "draft.docx"]);
        assert_eq!(run.status.code(), Some(0), "{name}: {}", stderr(&run));
        let report = fs::read_to_string(folder.path().join("report.toml")).unwrap();
        for (file, given) in [("report.toml", report), ("messages.txt", stderr(&run))] {
            let kept = case.join("expected").join(file);
            if bless {
                fs::create_dir_all(case.join("expected")).unwrap();
                fs::write(&kept, &given).unwrap();
            }
            let wanted = fs::read_to_string(&kept).unwrap_or_default();
            if wanted != given {
                let _ = writeln!(
                    failures,
                    "{name}/{file}:\n--- expected\n{wanted}\n+++ given\n{given}"
                );
            }
        }
        let built = papers(folder.path(), &["build", "--format", "pdf", "--out", "out"]);
        let closed = CLOSED.contains(&name);
        assert_eq!(built.status.code(), Some(i32::from(closed)), "{name}: {}", stderr(&built));
        let made = fs::read_dir(folder.path().join("out")).map_or(0, Iterator::count);
        assert_eq!(made == 0, closed, "{name}: {}", stderr(&built));
        assert!(
            !closed || stderr(&built).contains("what the public may read in place of the title"),
            "{}",
            stderr(&built)
        );
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn what_is_there_is_never_replaced_unasked() {
    let folder = workspace(Path::new("tests/import/word/front-sheet"));
    fs::write(folder.path().join("report-picture-1.png"), "mine").unwrap();
    let refused = papers(folder.path(), &["import", "draft.docx"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stderr(&refused).contains("report-picture-1.png` would be replaced"),
        "{}",
        stderr(&refused)
    );
    assert!(!folder.path().join("report.toml").exists());
    let named =
        papers(folder.path(), &["import", "draft.docx", "--out", "new/housing.toml", "--json"]);
    assert_eq!(named.status.code(), Some(0), "{}", stderr(&named));
    assert!(folder.path().join("new/housing-picture-2.png").exists());
    let said: serde_json::Value = serde_json::from_slice(&named.stdout).unwrap();
    assert_eq!(said["import"]["output"], "new/housing.toml");
    assert_eq!(said["import"]["written"], true);
    assert_eq!(said["import"]["pictures"].as_array().map(Vec::len), Some(2));
    let replaced = papers(folder.path(), &["import", "draft.docx", "--yes"]);
    assert_eq!(replaced.status.code(), Some(0));
    assert!(fs::read(folder.path().join("report-picture-1.png")).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn tracked_changes_are_taken_as_asked() {
    let folder = workspace(Path::new("tests/import/word/changes-and-comments"));
    let run = papers(folder.path(), &["import", "draft.docx", "--changes", "rejected"]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    let report = fs::read_to_string(folder.path().join("report.toml")).unwrap();
    assert!(report.contains("The review looked at nine libraries."), "{report}");
    assert!(
        report.contains("Evening hours are used most. Saturday is the busiest day."),
        "{report}"
    );
    assert!(report.contains("Visits fell by a fifth\n"), "{report}");
}

#[test]
fn a_draft_outside_of_any_workspace_asks_for_one() {
    let folder = TempDir::new().unwrap();
    fs::copy("tests/import/word/plain/draft.docx", folder.path().join("draft.docx")).unwrap();
    let run = papers(folder.path(), &["import", "draft.docx"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(stderr(&run).contains("`kind = \"council\"`"), "{}", stderr(&run));
    let none = papers(folder.path(), &["import", "absent.docx"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(stderr(&none).contains("there is no file `absent.docx`"), "{}", stderr(&none));
}

/// A folder with the sample of Staffordshire, and the Word file of one of its papers.
fn sent(paper: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let sample = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/staffordshire"));
    for name in ["council", "inspection", "plan", "report", "review", "brief"] {
        let name = format!("{name}.toml");
        fs::copy(sample.join(&name), folder.path().join(&name)).unwrap();
    }
    let source = format!("{paper}.toml");
    let arguments = ["build", &source, "--format", "docx", "--out", "out"];
    let built = papers(folder.path(), &arguments);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    let inside = folder.path().join("out").join(folder.path().file_name().unwrap());
    fs::rename(inside.join(format!("{paper}.docx")), folder.path().join("back.docx")).unwrap();
    folder
}

/// Replaces words in the text of a Word file.
fn edit(file: &Path, from: &str, to: &str) {
    let mut archive = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    let mut edited = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(from), "{from}");
            bytes = text.replacen(from, to, 1).into_bytes();
        }
        edited.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        edited.write_all(&bytes).unwrap();
    }
    fs::write(file, edited.finish().unwrap().into_inner()).unwrap();
}

#[test]
fn a_word_file_of_a_plan_that_nobody_edited_has_nothing_to_take() {
    let folder = sent("plan");
    let same = papers(folder.path(), &["import", "back.docx", "--into", "plan.toml", "--yes"]);
    assert_eq!(same.status.code(), Some(0), "{}", stderr(&same));
    assert_eq!(stdout(&same), "");
    assert!(stderr(&same).contains("there is nothing to change"), "{}", stderr(&same));
}

#[test]
fn edits_made_in_word_are_taken_into_the_paper_that_they_are_of() {
    let folder = sent("report");
    let paper = folder.path().join("report.toml");
    let before = fs::read(&paper).unwrap();
    let take = |more: &[&str]| {
        let arguments = [&["import", "back.docx", "--into", "report.toml"], more].concat();
        papers(folder.path(), &arguments)
    };
    let same = take(&["--yes"]);
    assert_eq!(same.status.code(), Some(0), "{}", stderr(&same));
    assert!(stderr(&same).contains("there is nothing to change"), "{}", stderr(&same));
    assert_eq!(fs::read(&paper).unwrap(), before);
    edit(&folder.path().join("back.docx"), "Inspectors", "The inspectors");
    for more in [&["--dry-run"][..], &[]] {
        let shown = take(more);
        assert_eq!(shown.status.code(), Some(if more.is_empty() { 2 } else { 0 }));
        assert!(stdout(&shown).contains("changed: "), "{}", stdout(&shown));
        assert_eq!(fs::read(&paper).unwrap(), before);
    }
    let done = take(&["--yes"]);
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    assert!(stdout(&done).contains("report.toml:"), "{}", stdout(&done));
    let after = fs::read_to_string(&paper).unwrap();
    assert!(after.contains("The inspectors"), "{after}");
    let old = String::from_utf8(before).unwrap();
    let changed = old.lines().filter(|line| !after.lines().any(|new| new == *line)).count();
    assert!(changed <= 4, "{changed} lines changed");
}

#[test]
fn a_word_file_of_which_all_is_refused_fails_and_says_so() {
    let folder = sent("report");
    let before = fs::read(folder.path().join("report.toml")).unwrap();
    edit(&folder.path().join("back.docx"), ">six<", ">seven<");
    for more in ["--yes", "--dry-run"] {
        let run = papers(folder.path(), &["import", "back.docx", "--into", "report.toml", more]);
        assert_eq!(run.status.code(), Some(1), "{}", stderr(&run));
        assert!(stdout(&run).starts_with("not taken: "), "{}", stdout(&run));
        let said = "error: nothing of `back.docx` was taken into `report.toml`: all that came is refused, and the list says why";
        assert!(stderr(&run).contains(said), "{}", stderr(&run));
    }
    assert_eq!(fs::read(folder.path().join("report.toml")).unwrap(), before);
}

#[test]
fn a_file_that_is_no_word_file_changes_no_paper() {
    let folder = sent("report");
    let before = fs::read(folder.path().join("report.toml")).unwrap();
    let draft = "tests/import/word/plain/draft.docx";
    fs::copy(draft, folder.path().join("other.docx")).unwrap();
    fs::write(
        folder.path().join("locked.docx"),
        b"\xD0\xCF\x11\xE0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
    )
    .unwrap();
    fs::write(folder.path().join("page.docx"), "<html><p>Words</p></html>").unwrap();
    for (name, said) in [
        ("other.docx", "is not the Word file of this paper"),
        ("locked.docx", "is protected with a password"),
        ("page.docx", "is a web page or XML"),
        ("absent.docx", "there is no file"),
    ] {
        let run = papers(folder.path(), &["import", name, "--into", "report.toml", "--yes"]);
        assert_ne!(run.status.code(), Some(0), "{name}");
        assert!(stderr(&run).contains(said), "{name}: {}", stderr(&run));
    }
    let absent = papers(folder.path(), &["import", "back.docx", "--into", "absent.toml"]);
    assert_eq!(absent.status.code(), Some(2), "{}", stderr(&absent));
    assert_eq!(fs::read(folder.path().join("report.toml")).unwrap(), before);
}
