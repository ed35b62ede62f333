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
             published = 2022-11-01\n[[item]]\nreport = \"report.toml\"\n"
        )
    };
    // A paper of its own, to the pages of which the agenda leads.
    let paper = report("Six.", "");
    let folder = versions(
        &[("meeting.toml", &meeting("10:00:00")), ("report.toml", &paper)],
        &[("meeting.toml", &meeting("14:30:00")), ("report.toml", &paper)],
    );
    let arguments = ["old/meeting.toml", "new/meeting.toml", "--format", "pdf,html"];
    let said = said(folder.path(), &arguments);
    assert!(folder.path().join("meeting-changes.pdf").is_file(), "{said}");
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

/// A meeting with supplements of these days, each with a paper of that title.
fn meeting(supplements: &[(&str, &str)]) -> String {
    let late = supplements.iter().map(|(day, title)| {
        format!(
            "[[supplement]]\npublished = {day}\n[[supplement.item]]\ntitle = \"{title}\"\ntext = \"A late item.\"\n\
             urgent = {{ why-urgent = \"It cannot wait.\", why-late = \"It came on Monday.\" }}\n"
        )
    });
    format!(
        "kind = \"meeting\"\ncommittee = \"Cabinet\"\ndate = 2022-11-10\ntime = 10:00:00\nvenue = \"Shire House\"\n\
         published = 2022-11-01\n[[item]]\nstanding = \"apologies\"\n{}",
        late.collect::<String>()
    )
}

#[test]
fn a_supplement_that_was_taken_away_is_told_and_the_others_are_not_taken_for_it() {
    let old = meeting(&[("2022-11-07", "Gritting"), ("2022-11-08", "Flooding")]);
    let new = meeting(&[("2022-11-08", "Flooding")]);
    let folder = versions(&[("meeting.toml", &old)], &[("meeting.toml", &new)]);
    let said = said(folder.path(), &["old/meeting.toml", "new/meeting.toml"]);
    let gone = said.lines().filter(|line| line.contains("[removed]")).collect::<Vec<_>>();
    assert!(gone.iter().any(|line| line.contains("Gritting")), "{said}");
    assert!(!said.contains("Flooding"), "{said}");
}

#[test]
fn what_is_not_for_publication_is_said_before_it_is_told() {
    let closed = |words: &str| {
        report("Six.", &format!("The bid was {words}. {{.exempt-3}}"))
            .replace("[[section]]", "exempt-reason = \"Prices.\"\n[[section]]")
    };
    let folder = versions(&[("report.toml", &closed("low"))], &[("report.toml", &closed("high"))]);
    let output = papers(folder.path(), &["diff", "old/report.toml", "new/report.toml"]);
    assert!(
        stdout(&output).starts_with("report.toml (not for publication): one change\n"),
        "{}",
        stdout(&output)
    );
    assert!(stderr(&output).contains("restricted-paper"), "{}", stderr(&output));
    let output = said(folder.path(), &["--json", "old/report.toml", "new/report.toml"]);
    let json: serde_json::Value = serde_json::from_str(&output).unwrap();
    assert_eq!(json["diff"][0]["restricted"], true, "{json}");
}

#[test]
fn a_marked_copy_replaces_no_file_unless_that_is_asked_for() {
    let folder = versions(
        &[("report.toml", &report("Six.", "Seven."))],
        &[("report.toml", &report("Six.", "Eight."))],
    );
    let theirs = folder.path().join("report-changes.html");
    fs::write(&theirs, "mine").unwrap();
    let arguments = ["diff", "old/report.toml", "new/report.toml", "--format", "html"];
    let refused = papers(folder.path(), &arguments);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("report-changes.html` would be replaced"));
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "mine");
    said(folder.path(), &[&arguments[1..], &["--yes"]].concat());
    assert!(fs::read_to_string(&theirs).unwrap().contains("<s>Seven</s>"));
}

#[test]
fn an_older_version_may_say_what_the_newer_one_withholds() {
    let open = "The bid of Ferrow for the depot in Mill Lane was the lowest.";
    let closed = report("Six.", &format!("{open} {{.exempt-3}}"))
        .replace("[[section]]", "exempt-reason = \"Prices.\"\n[[section]]");
    let folder = versions(&[], &[("old.toml", &report("Six.", open)), ("report.toml", &closed)]);
    let said = said(&folder.path().join("new"), &["old.toml", "report.toml"]);
    assert!(said.starts_with("report.toml (not for publication): "), "{said}");
}

#[test]
fn a_marked_copy_goes_when_what_it_shows_is_withheld_since() {
    let folder = versions(
        &[("report.toml", &report("Six.", "The bid was low."))],
        &[("report.toml", &report("Six.", "The bid was high."))],
    );
    let copied = ["old/report.toml", "new/report.toml", "--format", "html", "--out", "copies"];
    said(folder.path(), &copied);
    let copy = folder.path().join("copies/report-changes.html");
    assert!(fs::read_to_string(&copy).unwrap().contains("high"));
    let build = || {
        let output = papers(folder.path(), &["build", "new", "--out", "built", "--format", "html"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stderr(&output)
    };
    build();
    assert!(copy.exists(), "an open copy stays");
    let closed = report("Six.", "The bid was high. {.exempt-3}")
        .replace("[[section]]", "exempt-reason = \"Prices.\"\n[[section]]");
    fs::write(folder.path().join("new/report.toml"), closed).unwrap();
    let said = build();
    assert!(said.contains("took away copies/report-changes.html: "), "{said}");
    assert!(!copy.exists(), "{said}");
}

#[test]
fn an_appendix_and_a_picture_with_other_bytes_changed() {
    let paper = report("Six.", "![A road](road.gif)").replace(
        "[[section]]",
        "[[appendix]]\ntitle = \"Letter\"\nfile = \"letter.pdf\"\n[[section]]",
    );
    let folder = versions(&[("report.toml", &paper)], &[("report.toml", &paper)]);
    // A picture of one dot, of one colour or another.
    let picture = |colour: u8| {
        let head = [&b"GIF89a\x01\0\x01\0\x80\0\0"[..], &[colour; 3], &[0xFF; 3]].concat();
        [&head[..], b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"].concat()
    };
    for (name, colour) in [("old", 0), ("new", 1)] {
        let inside = folder.path().join(name);
        fs::write(inside.join("letter.pdf"), format!("%PDF-1.7 {name}")).unwrap();
        fs::write(inside.join("road.gif"), picture(colour)).unwrap();
    }
    let said = said(folder.path(), &["old/report.toml", "new/report.toml"]);
    assert!(said.starts_with("report.toml: 2 changes\n"), "{said}");
    assert!(said.contains("Letter: the file changed\n"), "{said}");
    assert!(said.contains("the picture changed\n"), "{said}");
}

/// Runs git in a folder, as nobody in particular.
fn git(folder: &Path, arguments: &[&str]) {
    let own =
        ["-c", "user.name=Sam", "-c", "user.email=sam@example.org", "-c", "commit.gpgsign=false"];
    let done =
        std::process::Command::new("git").current_dir(folder).args(own).args(arguments).output();
    assert!(done.unwrap().status.success(), "{arguments:?}");
}

#[test]
fn a_paper_is_compared_with_what_it_was_at_a_revision() {
    let folder =
        versions(&[], &[("report.toml", &report("Six roads were mended.", "No one complained."))]);
    let new = folder.path().join("new");
    let outside = papers(&new, &["diff", "report.toml", "--since", "HEAD"]);
    assert_eq!(outside.status.code(), Some(2));
    assert!(stderr(&outside).contains("no repository of git"), "{}", stderr(&outside));
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message", "One"]);
    fs::write(new.join("report.toml"), report("Nine roads were mended.", "No one complained."))
        .unwrap();
    fs::write(new.join("late.toml"), report("Late.", "Later.")).unwrap();
    let changed =
        "report.toml: one change\n\n  Summary\n    [was Six, now Nine] roads were mended.\n";
    assert_eq!(said(&new, &["report.toml", "--since", "HEAD"]), changed);
    // What is wrong in the older version is said by its revision, wherever its files stood meanwhile.
    fs::write(new.join("report.toml"), report("Six roads.", "Now.").replace("title", "titel"))
        .unwrap();
    git(folder.path(), &["commit", "--quiet", "--all", "--message", "Two"]);
    let slip = papers(&new, &["diff", "report.toml", "--since", "HEAD"]);
    let shown = stderr(&slip);
    assert_eq!(slip.status.code(), Some(1), "{shown}");
    assert!(shown.contains("┌─ HEAD:/report.toml:") && !shown.contains(".tmp"), "{shown}");
    // So is what keeps it from being opened.
    fs::write(new.join("report.toml"), "kind = \"inspection\"\n").unwrap();
    git(folder.path(), &["commit", "--quiet", "--all", "--message", "Three"]);
    let data = papers(&new, &["diff", "report.toml", "--since", "HEAD"]);
    let kind = "error: `HEAD:/report.toml` is of kind `inspection`, which is data for papers and not a paper itself";
    assert!(stderr(&data).contains(kind), "{}", stderr(&data));
    git(folder.path(), &["reset", "--quiet", "--hard", "HEAD~2"]);
    fs::write(new.join("report.toml"), report("Nine roads were mended.", "No one complained."))
        .unwrap();
    let all = said(folder.path(), &["new", "--since", "HEAD"]);
    assert!(all.contains("late.toml: only the newer version has it"), "{all}");
    assert!(all.contains(changed), "{all}");
    for (name, revision, wrong) in [
        ("late.toml", "HEAD", "did not stand there"),
        ("report.toml", "nowhere", "no revision `nowhere`"),
        ("report.toml", "--output=x", "no revision `--output=x`"),
        ("absent.toml", "HEAD", "there is no file"),
    ] {
        let option = format!("--since={revision}");
        let refused = papers(&new, &["diff", name, &option]);
        assert_eq!(refused.status.code(), Some(2), "{name}");
        assert!(stderr(&refused).contains(wrong), "{name}: {}", stderr(&refused));
    }
}

#[test]
fn two_word_files_are_compared_by_what_they_say() {
    let folder = versions(
        &[("report.toml", &report("Six roads were mended.", "No one complained."))],
        &[("report.toml", &report("Nine roads were mended.", "No one complained."))],
    );
    for version in ["old", "new"] {
        let arguments = ["build", version, "--format", "docx", "--out", &format!("out-{version}")];
        let built = papers(folder.path(), &arguments);
        assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    }
    let files = ["out-old/old/report.docx", "out-new/new/report.docx"];
    let told = said(folder.path(), &files);
    assert!(told.starts_with("report.docx: one change\n"), "{told}");
    assert!(told.contains("[was Six, now Nine] roads were mended."), "{told}");
    let mixed = papers(folder.path(), &["diff", files[0], "new/report.toml"]);
    assert_eq!(mixed.status.code(), Some(2));
    let marked = papers(folder.path(), &["diff", files[0], files[1], "--format", "pdf"]);
    assert!(stderr(&marked).contains("not of Word files"), "{}", stderr(&marked));
}

#[test]
fn built_versions_are_compared_by_the_words_on_their_pages() {
    let folder = versions(
        &[("report.toml", &report("Six roads were re-laid in all.", "No one complained."))],
        &[("report.toml", &report("Nine roads were re-laid in all.", "No one complained."))],
    );
    for (version, out) in [("old", "sent"), ("new", "now")] {
        let built = ["build", version, "--format", "pdf,html", "--out", out];
        let done = papers(folder.path(), &built);
        assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    }
    let told = said(folder.path(), &["sent/old", "now/new"]);
    assert!(told.starts_with("report.pdf: one change\n\n  page 1\n"), "{told}");
    assert!(told.contains("[was Six, now Nine] roads were re-laid in all"), "{told}");
    let told = said(folder.path(), &["sent/old/report.html", "now/new/report.html"]);
    assert!(told.contains("report.html: one change"), "{told}");
    assert!(told.contains("[was Six, now Nine] roads were re-laid in all"), "{told}");
    assert_eq!(
        said(folder.path(), &["sent/old/report.pdf", "sent/old/report.pdf"]),
        "report.pdf: nothing changed\n"
    );
    for other in ["sent/old/report.pdf", "sent/old/report.html", "sent"] {
        let refused = papers(folder.path(), &["diff", other, "new/report.toml"]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(stderr(&refused).contains("compare a built version with another"), "{other}");
    }
}
