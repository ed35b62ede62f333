//! Word drafts made by other programs, each imported into a workspace and built: `tests/import/word/`.
//!
//! Each case has a draft, a council, and in `expected/` the report that it becomes and all that is said of it. Run with
//! `BLESS=1` to write what came out; then read the difference.

use std::fmt::Write;
use std::fs;
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
    assert!(stdout(&named).contains("\"imported\""), "{}", stdout(&named));
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
