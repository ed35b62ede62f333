//! `papers diff`: what changed between two versions of a paper, of a meeting and of a folder.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::command::{papers, stderr, stdout};
use crate::support::COUNCIL;

/// A report that withholds its second paragraph, or not.
fn report(first: &str, second: &str) -> String {
    format!(
        "kind = \"report\"\ntitle = \"Roads\"\ncommittee = \"Cabinet\"\nmeeting = 2022-11-10\n\
         front.local-members-interest = \"N/A\"\nfront.report-of = \"Leader\"\n\
         [[section]]\nid = \"summary\"\ntext = \"\"\"\n{first}\n\n{second}\n\"\"\"\n"
    )
}

/// A folder with two versions of a workspace, each with the files that it is given.
fn versions(old: &[(&str, &str)], new: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, files) in [("old", old), ("new", new)] {
        let inside = folder.path().join(name);
        fs::create_dir_all(&inside).unwrap();
        fs::write(inside.join("council.toml"), COUNCIL).unwrap();
        for (file, text) in files {
            fs::write(inside.join(file), text).unwrap();
        }
    }
    folder
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = papers(folder, &[&["diff"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

#[test]
fn two_files_are_compared_whatever_they_are_called() {
    let folder = versions(
        &[("draft.toml", &report("Six roads were mended.", "No one complained."))],
        &[("report.toml", &report("Nine roads were mended.", "No one complained."))],
    );
    assert_eq!(
        said(folder.path(), &["old/draft.toml", "new/report.toml"]),
        "report.toml: one change\n\n  Summary\n    [was Six, now Nine] roads were mended.\n"
    );
}

#[test]
fn folders_are_compared_paper_by_paper() {
    let same = report("Same.", "Here.");
    let folder = versions(
        &[("a.toml", &same), ("gone.toml", &same)],
        &[("a.toml", &same), ("new.toml", &same)],
    );
    assert_eq!(
        said(folder.path(), &["old", "new"]),
        "a.toml: nothing changed\n\ngone.toml: only the older version has it\n\n\
         new.toml: only the newer version has it\n"
    );
}

#[test]
fn the_agenda_of_a_meeting_is_compared() {
    let meeting = |time: &str| {
        format!(
            "kind = \"meeting\"\ncommittee = \"Cabinet\"\ndate = 2022-11-10\ntime = {time}\nvenue = \"Shire House\"\n\
             published = 2022-11-01\n[[item]]\nstanding = \"apologies\"\n"
        )
    };
    let folder = versions(
        &[("meeting.toml", &meeting("10:00:00"))],
        &[("meeting.toml", &meeting("14:30:00"))],
    );
    let said = said(folder.path(), &["old/meeting.toml", "new/meeting.toml"]);
    assert!(
        said.contains("[was 10am, now 2.30pm]") || said.contains("[was 10.00am, now 2.30pm]"),
        "{said}"
    );
}

#[test]
fn a_marked_copy_is_restricted_where_either_version_withholds_anything() {
    let open = report("Six.", "The bid was low.");
    let closed = report("Six.", "The bid was high. {.exempt-3}");
    let closed = closed.replace("[[section]]", "exempt-reason = \"Prices.\"\n[[section]]");
    let folder = versions(&[("report.toml", &open)], &[("report.toml", &closed)]);
    let versions = ["old/report.toml", "new/report.toml"];
    said(folder.path(), &[&versions[..], &["--format", "html", "--out", "there"]].concat());
    let written: Vec<_> = fs::read_dir(folder.path().join("there")).unwrap().flatten().collect();
    assert_eq!(written.len(), 1);
    assert_eq!(written[0].file_name(), "report-changes-restricted.html");
    let page = fs::read_to_string(written[0].path()).unwrap();
    assert!(page.contains("<s>low</s>") && page.contains("<strong>high</strong>"), "{page}");
}

#[test]
fn a_version_that_cannot_be_read_is_said_and_a_file_is_not_compared_with_a_folder() {
    let folder = versions(
        &[("report.toml", "kind = \"report\"\n")],
        &[("report.toml", &report("Six.", "Seven."))],
    );
    let broken = papers(folder.path(), &["diff", "old/report.toml", "new/report.toml"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(stderr(&broken).contains("old/report.toml:1"), "{}", stderr(&broken));
    let unlike = papers(folder.path(), &["diff", "old", "new/report.toml"]);
    assert_eq!(unlike.status.code(), Some(2));
    assert!(stderr(&unlike).contains("compare two files, or two folders"), "{}", stderr(&unlike));
}
