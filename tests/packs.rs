//! Packs and restricted papers as the command leaves them on disk.

mod leftovers;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::command::{papers, stderr};
use crate::support::COUNCIL;

const MEETING: &str = r#"
kind = "meeting"
committee = "Cabinet"
date = 2022-11-10
time = 10:00:00
venue = "Shire Hall"
published = 2022-11-02
[[item]]
report = "open/report.toml"
[[item]]
report = "part/report.toml"
[[item]]
standing = "exclusion"
[[item]]
report = "closed/report.toml"
exempt = { paragraphs = [3], reason = "it would do harm", open-title = true }
"#;

const PART: &str = r#"
[[section]]
heading = "The sum"
text = """
Everyone may read this.

The bidder Pennant asks for £640,000. {.exempt-3}
"""
"#;

fn report(title: &str, rest: &str) -> String {
    format!(
        "kind = \"report\"\ntitle = \"{title}\"\ncommittee = \"Cabinet\"\nmeeting = 2022-11-10\nexempt-reason = \"it would do harm\"\n\
         front.local-members-interest = \"N/A\"\nfront.report-of = \"Leader\"\n\
         [[section]]\nid = \"summary\"\ntext = \"What {title} is about.\"\n{rest}"
    )
}

/// A workspace `data/anyshire` with a meeting of three reports: open, exempt in part, and exempt by its item.
fn workspace() -> TempDir {
    let folder = TempDir::new().unwrap();
    let inside = folder.path().join("data/anyshire");
    for name in ["open", "part", "closed"] {
        fs::create_dir_all(inside.join(name)).unwrap();
        let rest = if name == "part" { PART } else { "" };
        fs::write(inside.join(name).join("report.toml"), report(name, rest)).unwrap();
    }
    fs::write(inside.join("council.toml"), COUNCIL).unwrap();
    fs::write(inside.join("meeting.toml"), MEETING).unwrap();
    folder
}

/// What a folder holds, by path; what is hidden too if so wanted.
fn files(folder: &Path, hidden: bool) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            if !hidden && name.split('/').any(|part| part.starts_with('.')) {
                continue;
            }
            match path.is_dir() {
                true => waiting.push(path),
                false => drop(files.insert(name, fs::read(&path).unwrap())),
            }
        }
    }
    files
}

/// The papers that a build remembers, by the names of their files.
fn remembered(folder: &Path) -> Vec<String> {
    files(&folder.join("data/anyshire/.papers"), true)
        .into_keys()
        .filter(|name| name.ends_with(".pdf"))
        .collect()
}

#[test]
fn a_meeting_becomes_packs_with_the_same_page_numbers_and_a_supplement_that_goes_on() {
    let folder = TempDir::new().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = folder.path().to_string_lossy().into_owned();
    let built = papers(root, &["build", "data/county-meeting/meeting.toml", "--out", &out]);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    let mut names: Vec<_> = fs::read_dir(folder.path().join("county-meeting"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "meeting-agenda.html",
            "meeting-pack-restricted.pdf",
            "meeting-pack.pdf",
            "meeting-supplement-1.html",
            "meeting-supplement-1.pdf"
        ]
    );
    let labels = |name: &str| -> Vec<String> {
        let pdf = fs::read(folder.path().join("county-meeting").join(name)).unwrap();
        crate::pdf::pages(&pdf).into_iter().map(|page| page.label).collect()
    };
    let (public, restricted) = (labels("meeting-pack.pdf"), labels("meeting-pack-restricted.pdf"));
    assert_eq!(public, restricted, "page numbers agree between the versions");
    let next = (public.len() + 1).to_string();
    assert_eq!(labels("meeting-supplement-1.pdf")[0], next, "a supplement goes on counting");
}

#[test]
fn a_pack_is_built_again_from_what_it_remembers_to_the_same_bytes() {
    let folder = workspace();
    let build =
        |out: &str| papers(folder.path(), &["build", "data/anyshire/meeting.toml", "--out", out]);
    assert_eq!(build("output").status.code(), Some(0));
    let again = build("output");
    assert!(stderr(&again).contains("files were up to date"), "{}", stderr(&again));
    assert!(!stderr(&again).contains("built "), "{}", stderr(&again));
    let before = remembered(folder.path());
    let path = folder.path().join("data/anyshire/open/report.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, text.replace("is about", "is really about")).unwrap();
    assert!(stderr(&build("output")).contains("built output/anyshire/meeting-pack.pdf"));
    let after = remembered(folder.path());
    let kept = before.iter().filter(|name| after.contains(name)).count();
    assert_eq!((kept, after.len()), (before.len() - 1, before.len()), "one paper was made again");
    assert_eq!(build("fresh").status.code(), Some(0));
    let made = |out: &str| files(&folder.path().join(out).join("anyshire"), false);
    assert!(made("output") == made("fresh"), "what is remembered gives other bytes");
}

#[test]
fn what_was_found_in_a_paper_that_did_not_change_is_said_again_and_what_other_files_change_in_it_too()
 {
    let folder = workspace();
    let inside = folder.path().join("data/anyshire");
    let change = |name: &str, from: &str, to: &str| {
        let text = fs::read_to_string(inside.join(name)).unwrap();
        assert!(text.contains(from), "{name}");
        fs::write(inside.join(name), text.replace(from, to)).unwrap();
    };
    let build = || stderr(&papers(folder.path(), &["build", "data/anyshire/meeting.toml"]));
    change("open/report.toml", "is about", "is about in order to to say so");
    let first = build();
    assert!(first.contains("[doubled-word]"), "{first}");
    // The agenda is another, so the pack is made again, of papers that are remembered.
    change("meeting.toml", "10:00:00", "11:00:00");
    assert_eq!(build(), first);
    change(
        "council.toml",
        "kind = \"council\"",
        "kind = \"council\"\navoid.\"in order to\" = \"to\"",
    );
    let other = build();
    assert!(other.contains("[avoided-word]") && other.contains("[doubled-word]"), "{other}");
}

#[test]
fn what_is_remembered_and_spoilt_is_made_again() {
    let folder = workspace();
    let build = || papers(folder.path(), &["build", "data/anyshire/meeting.toml", "--force"]);
    build();
    let good = files(&folder.path().join("output/anyshire"), false);
    let parts = folder.path().join("data/anyshire/.papers");
    for (number, name) in files(&parts, true).into_keys().enumerate() {
        let path = parts.join(name);
        let mut bytes = fs::read(&path).unwrap();
        match number % 3 {
            0 => bytes.truncate(bytes.len() / 2),
            1 => bytes.fill(b'x'),
            _ => bytes.clear(),
        }
        fs::write(path, bytes).unwrap();
    }
    let mended = build();
    assert_eq!(mended.status.code(), Some(0), "{}", stderr(&mended));
    assert!(files(&folder.path().join("output/anyshire"), false) == good);
}

#[test]
fn papers_of_a_meeting_have_a_public_version_that_holds_nothing_withheld() {
    let folder = workspace();
    let built = papers(folder.path(), &["build"]);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    let made = files(&folder.path().join("output/anyshire"), false);
    let names: Vec<_> = made.keys().map(String::as_str).filter(|name| name.contains('/')).collect();
    assert_eq!(
        names,
        [
            "closed/report-restricted.html",
            "closed/report-restricted.pdf",
            "open/report.html",
            "open/report.pdf",
            "part/report-restricted.html",
            "part/report-restricted.pdf",
            "part/report.html",
            "part/report.pdf",
        ]
    );
    let html = |name: &str| String::from_utf8(made[name].clone()).unwrap();
    assert!(html("part/report-restricted.html").contains("Pennant"));
    assert!(html("part/report-restricted.html").contains("this is the restricted version"));
    assert!(html("closed/report-restricted.html").contains("Not for publication"));
    assert!(html("part/report.html").contains("Everyone may read this"));
    assert!(!html("part/report.html").contains("Pennant"));
    let (public, restricted) = (
        crate::pdf::text(&made["part/report.pdf"]),
        crate::pdf::text(&made["part/report-restricted.pdf"]),
    );
    assert!(restricted.contains("Pennant"), "{restricted}");
    assert!(!public.contains("Pennant"), "{public}");
}

#[test]
fn papers_that_would_be_built_into_the_same_file_are_refused() {
    let folder = workspace();
    let inside = folder.path().join("data/anyshire");
    fs::write(inside.join("part/report-restricted.toml"), report("other", "")).unwrap();
    let refused = papers(folder.path(), &["build"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = stderr(&refused);
    let both = "`data/anyshire/part/report-restricted.toml` and `data/anyshire/part/report.toml` would be built into the same file";
    assert!(said.contains(both), "{said}");
}
