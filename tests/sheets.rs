//! Spreadsheets become plans: each folder of `tests/import/sheets/` holds one that another program made, and the plan it must give.
//!
//! `options` is what is given on the command line beside the file. `expected/plan.toml` was looked at with care, and so
//! was `expected/messages.txt`, what is said on the way. Run with `BLESS=1` to write what came out.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::command::{papers, stderr, stdout};

const COUNCIL: &str =
    "kind = \"council\"\nname = \"Anyshire\"\nstyle = \"staffordshire\"\nrag = \"four-point\"\n";

/// The folders of spreadsheets, in order.
fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<_> =
        fs::read_dir("tests/import/sheets").unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

/// A workspace with the files of a case in it, and the name of its spreadsheet.
fn workspace(case: &Path) -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("council.toml"), COUNCIL).unwrap();
    let mut spreadsheet = None;
    for entry in fs::read_dir(case).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_file() && name != "options" {
            fs::copy(entry.path(), folder.path().join(&name)).unwrap();
            spreadsheet = Some(name).filter(|name| !name.ends_with(".toml")).or(spreadsheet);
        }
    }
    (folder, spreadsheet.unwrap())
}

/// Imports the spreadsheet of a case; gives the plan and what was said.
fn import(case: &Path) -> (TempDir, Vec<(&'static str, String)>) {
    let (folder, spreadsheet) = workspace(case);
    let options = fs::read_to_string(case.join("options")).unwrap_or_default();
    let arguments: Vec<&str> =
        ["import", &spreadsheet].into_iter().chain(options.split_whitespace()).collect();
    let done = papers(folder.path(), &arguments);
    let messages = stderr(&done).replace(&folder.path().display().to_string(), "…");
    assert_eq!(done.status.code() == Some(0), !messages.contains("error: "), "{messages}");
    let plan = fs::read_to_string(folder.path().join("plan.toml")).unwrap();
    (folder, vec![("plan.toml", plan), ("messages.txt", messages)])
}

#[test]
fn every_spreadsheet_becomes_the_plan_that_a_careful_person_would_have_typed() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut failures = String::new();
    let cases = cases();
    assert!(cases.len() >= 15);
    for case in cases {
        let (folder, given) = import(&case);
        let expected = case.join("expected");
        for (name, text) in &given {
            let path = expected.join(name);
            if bless {
                fs::create_dir_all(&expected).unwrap();
                fs::write(path, text).unwrap();
                continue;
            }
            let wanted = fs::read_to_string(path).unwrap_or_default();
            if wanted != *text {
                let _ = writeln!(
                    failures,
                    "{}/{name}:\n--- expected\n{wanted}\n+++ given\n{text}",
                    case.display()
                );
            }
        }
        let checked = papers(folder.path(), &["check", "plan.toml"]);
        // What is withheld cannot be built until its author says why.
        let closed = given[0].1.contains("reason = \"[Insert why");
        let whole = !given[1].1.contains("error: ") && !closed;
        assert_eq!(checked.status.code() == Some(0), whole, "{case:?}: {}", stderr(&checked));
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn what_the_spreadsheet_does_not_say_is_asked_for_all_at_once_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("council.toml"), COUNCIL).unwrap();
    fs::write(folder.path().join("a.csv"), "Action,Lead,Due,RAG\nDo it,Head,31/03/2026,Green\n")
        .unwrap();
    let done = papers(folder.path(), &["import", "a.csv"]);
    assert_eq!(done.status.code(), Some(2));
    let said = stderr(&done);
    assert!(
        said.contains("does not say when the plan was submitted; give the day with `--submitted"),
        "{said}"
    );
    assert!(said.contains("does not say on which day its statuses, undated updates and restated readings stood; give the day with `--on"), "{said}");
    let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.collect::<BTreeSet<_>>().len(), 2);
}

/// A workspace with a plan that was imported, and a spreadsheet in which colleagues have changed it since.
fn changed() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("council.toml"), COUNCIL).unwrap();
    let csv = "Ref,Action,Lead,Due,RAG\n1,Do it,Head,31/03/2026,Green\n";
    fs::write(folder.path().join("a.csv"), csv).unwrap();
    let first = ["import", "a.csv", "--submitted", "2025-04-01", "--on", "2025-06-30"];
    assert_eq!(papers(folder.path(), &first).status.code(), Some(0));
    fs::write(folder.path().join("a.csv"), csv.replace("Green", "Red")).unwrap();
    folder
}

#[test]
fn a_plan_that_exists_is_changed_only_where_that_is_agreed_to() {
    let folder = changed();
    let plan = || fs::read_to_string(folder.path().join("plan.toml")).unwrap();
    let before = plan();
    let undated = papers(folder.path(), &["import", "a.csv", "--yes"]);
    assert_eq!((undated.status.code(), plan() == before), (Some(2), true), "{}", stderr(&undated));
    let changes = "changed: action 1\n  an update of 2025-12-31: `behind`\n";
    let looked = papers(folder.path(), &["import", "a.csv", "--on", "2025-12-31", "--dry-run"]);
    assert_eq!((looked.status.code(), stdout(&looked).as_str()), (Some(0), changes));
    let piped = papers(folder.path(), &["import", "a.csv", "--on", "2025-12-31"]);
    assert_eq!((piped.status.code(), stdout(&piped).as_str()), (Some(2), changes));
    assert!(stderr(&piped).contains("is changed only with `--yes`"), "{}", stderr(&piped));
    assert_eq!(plan(), before);
    let agreed =
        papers(folder.path(), &["import", "a.csv", "--on", "2025-12-31", "--yes", "--json"]);
    assert_eq!(agreed.status.code(), Some(0), "{}", stderr(&agreed));
    assert!(
        stdout(&agreed).contains("\"kind\": \"changed\"")
            && stdout(&agreed).contains("\"written\": true")
    );
    let after = plan();
    assert!(after.starts_with(before.trim_end()), "{after}");
    assert!(after.ends_with("on = 2025-12-31\nstatus = \"behind\"\n"), "{after}");
    let again = papers(folder.path(), &["import", "a.csv"]);
    assert!(stderr(&again).contains("there is nothing to change"), "{}", stderr(&again));
}

#[test]
fn a_spreadsheet_of_which_all_is_refused_fails_and_says_so() {
    let folder = changed();
    let before = fs::read(folder.path().join("plan.toml")).unwrap();
    let csv = "Ref,Action,Lead,Due,RAG\n1,Do it,Head,31/03/2026,Green\n2,Do more,Head,,\n";
    fs::write(folder.path().join("a.csv"), csv).unwrap();
    let run = papers(folder.path(), &["import", "a.csv", "--on", "2025-06-30", "--yes"]);
    assert_eq!(run.status.code(), Some(1), "{}", stderr(&run));
    let refused = "not taken: action 2\n  “Do more”\n  no day is known by which it is due; give it in the spreadsheet\n";
    assert_eq!(stdout(&run), refused);
    let said = "error: nothing of `a.csv` was taken into `plan.toml`: all that came is refused, and the list says why";
    assert!(stderr(&run).contains(said), "{}", stderr(&run));
    assert_eq!(fs::read(folder.path().join("plan.toml")).unwrap(), before);
}

#[test]
fn a_file_that_is_no_plan_or_has_slips_is_never_changed() {
    for text in ["kind = \"report\"\n", "kind = \"plan\"\nname = \"x\n"] {
        let folder = changed();
        fs::write(folder.path().join("plan.toml"), text).unwrap();
        let refused = papers(folder.path(), &["import", "a.csv", "--on", "2025-12-31", "--yes"]);
        assert_ne!(refused.status.code(), Some(0), "{}", stderr(&refused));
        assert_eq!(fs::read_to_string(folder.path().join("plan.toml")).unwrap(), text);
    }
}

#[test]
fn a_plan_that_cannot_be_read_ends_as_a_paper_that_cannot_be() {
    let folder = changed();
    fs::write(folder.path().join("plan.toml"), b"kind = \"plan\"\nname = \"\xE9\"\n").unwrap();
    fs::copy("tests/import/word/plain/draft.docx", folder.path().join("a.docx")).unwrap();
    for file in ["a.csv", "a.docx"] {
        let refused = papers(folder.path(), &["import", file, "--into", "plan.toml", "--yes"]);
        assert_eq!(refused.status.code(), Some(3), "{}", stderr(&refused));
        assert!(stderr(&refused).contains("is not saved as UTF-8"), "{}", stderr(&refused));
    }
}

#[test]
fn a_sample_plan_goes_out_and_comes_back_unchanged() {
    for sample in ["staffordshire", "sheffield"] {
        let folder = TempDir::new().unwrap();
        for name in ["council.toml", "plan.toml", "inspection.toml"] {
            fs::copy(format!("data/{sample}/{name}"), folder.path().join(name)).unwrap();
        }
        let before = fs::read_to_string(folder.path().join("plan.toml")).unwrap();
        let out = papers(folder.path(), &["export", "plan.toml"]);
        assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
        let first = fs::read(folder.path().join("plan.xlsx")).unwrap();
        let back = papers(folder.path(), &["import", "plan.xlsx", "--yes"]);
        assert_eq!(back.status.code(), Some(0), "{}{}", stdout(&back), stderr(&back));
        assert!(
            stderr(&back).contains("there is nothing to change"),
            "{}{}",
            stdout(&back),
            stderr(&back)
        );
        assert_eq!(fs::read_to_string(folder.path().join("plan.toml")).unwrap(), before);
        let kept = papers(folder.path(), &["export", "plan.toml"]);
        assert_eq!(kept.status.code(), Some(2), "{}", stderr(&kept));
        let again = papers(folder.path(), &["export", "plan.toml", "--yes"]);
        assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
        assert_eq!(
            fs::read(folder.path().join("plan.xlsx")).unwrap(),
            first,
            "the same plan gives the same bytes"
        );
    }
}

#[test]
fn a_workbook_of_what_is_withheld_says_so_in_its_name_and_its_first_row() {
    let folder = changed();
    let plan = fs::read_to_string(folder.path().join("plan.toml")).unwrap();
    let withheld = plan.replace("lead = \"Head\"", "lead = \"Head\"\nexempt = { paragraphs = [3], reason = \"Terms are not agreed.\", public-title = \"A contract\" }");
    fs::write(folder.path().join("plan.toml"), withheld).unwrap();
    let out =
        papers(folder.path(), &["export", "plan.toml", "--format", "csv", "--out", "open.csv"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert!(!folder.path().join("open.csv").exists());
    let text = fs::read_to_string(folder.path().join("open-restricted.csv")).unwrap();
    assert!(text.trim_start_matches('\u{feff}').starts_with("Not for publication"), "{text}");
    assert!(stderr(&out).contains("holds what is not for publication"), "{}", stderr(&out));
    let back = papers(folder.path(), &["import", "open-restricted.csv", "--dry-run"]);
    assert!(
        stderr(&back).contains("this says that something in the workbook is not for publication"),
        "{}",
        stderr(&back)
    );
}

#[test]
fn a_plan_that_nobody_has_written_in_gives_way_to_the_spreadsheet() {
    let case = Path::new("tests/import/sheets/plain-head-in-the-first-row");
    let (folder, spreadsheet) = workspace(case);
    let plan = folder.path().join("plan.toml");
    let head = "kind = \"plan\"\nname = \"[insert name of the plan]\"\nsubmitted = 2026-01-01\n";
    let action = |said: &str| {
        format!(
            "[[area.action]]\nid = \"9\"\naction = \"{said}\"\nlead = \"[insert post]\"\ndue = 2026-12-31\n"
        )
    };
    let options = fs::read_to_string(case.join("options")).unwrap_or_default();
    let import = |actions: &str| {
        fs::write(
            &plan,
            format!("{head}[[area]]\nid = \"first\"\ntitle = \"[insert title]\"\n{actions}"),
        )
        .unwrap();
        let arguments: Vec<&str> = ["import", &spreadsheet, "--yes"]
            .into_iter()
            .chain(options.split_whitespace())
            .collect();
        let done = papers(folder.path(), &arguments);
        (fs::read_to_string(&plan).unwrap(), stderr(&done))
    };
    let (text, said) = import(&action("[insert what is to be done]"));
    assert!(!text.contains("[insert"), "{text}");
    assert!(said.contains("gives way to the new plan"), "{said}");
    let written = action("[insert what is to be done]") + &action("Mend the road.");
    let (text, said) = import(&written.replacen("\"9\"", "\"8\"", 1));
    assert!(text.contains("Mend the road."), "{text}\n{said}");
}
