//! Packs and restricted papers as the command leaves them on disk.

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
fn a_paper_that_becomes_exempt_leaves_no_public_file_behind() {
    let folder = workspace();
    let path = folder.path().join("data/anyshire/meeting.toml");
    let open = MEETING.split("exempt = ").next().unwrap();
    fs::write(&path, open).unwrap();
    papers(folder.path(), &["build"]);
    let closed = folder.path().join("output/anyshire/closed");
    let names = || files(&closed, false).into_keys().collect::<Vec<_>>();
    assert_eq!(names(), ["report.html", "report.pdf"]);
    fs::write(&path, MEETING).unwrap();
    let built = papers(folder.path(), &["build"]);
    assert_eq!(names(), ["report-restricted.html", "report-restricted.pdf"]);
    let said = stderr(&built);
    assert!(said.contains("the paper that is named here is not for publication"), "{said}");
    assert!(said.contains("data/anyshire/meeting.toml:16:1"), "{said}");
}

#[test]
fn a_leak_stops_the_pack_and_takes_away_the_one_that_was_there() {
    let folder = workspace();
    let inside = folder.path().join("data/anyshire");
    let secret = "[[section]]\nheading = \"The bid\"\ntext = \"Pennant could not pay the pension fund in March and asked the council to wait.\"\n";
    fs::write(inside.join("closed/report.toml"), report("closed", secret)).unwrap();
    let open = MEETING.split("exempt = ").next().unwrap();
    fs::write(inside.join("meeting.toml"), open).unwrap();
    papers(folder.path(), &["build", "data/anyshire/closed"]);
    let made = folder.path().join("output/anyshire/closed/report.pdf");
    fs::copy(made, inside.join("outside.pdf")).unwrap();
    let outside = "[[item]]\ntitle = \"A letter\"\nfile = \"outside.pdf\"\n";
    fs::write(inside.join("meeting.toml"), format!("{open}{outside}")).unwrap();
    let build = || papers(folder.path(), &["build", "data/anyshire/meeting.toml"]);
    assert_eq!(build().status.code(), Some(0));
    let left = || {
        let names = files(&folder.path().join("output/anyshire"), false).into_keys();
        names.filter(|name| name.starts_with("meeting")).collect::<Vec<_>>()
    };
    assert_eq!(left(), ["meeting-agenda.html", "meeting-pack-restricted.pdf", "meeting-pack.pdf"]);
    fs::write(inside.join("meeting.toml"), format!("{MEETING}{outside}")).unwrap();
    let leaked = build();
    assert_eq!(leaked.status.code(), Some(1), "{}", stderr(&leaked));
    assert!(
        stderr(&leaked).contains("error[leak]: the public pack is not written, for withheld words")
    );
    assert_eq!(left(), ["meeting-pack-restricted.pdf"]);
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

#[test]
fn a_format_that_is_not_built_again_leaves_nothing_withheld_behind() {
    let folder = workspace();
    let path = folder.path().join("data/anyshire/part/report.toml");
    fs::write(&path, report("part", &PART.replace(" {.exempt-3}", ""))).unwrap();
    let build =
        |format| papers(folder.path(), &["build", "data/anyshire/part", "--format", format]);
    build("pdf,html");
    let part = folder.path().join("output/anyshire/part");
    let names = || files(&part, false).into_keys().collect::<Vec<_>>();
    assert_eq!(names(), ["report.html", "report.pdf"]);
    fs::write(&path, report("part", PART)).unwrap();
    build("pdf");
    assert_eq!(names(), ["report-restricted.pdf", "report.pdf"], "the old HTML is gone");
    build("html");
    let all = ["report-restricted.html", "report-restricted.pdf", "report.html", "report.pdf"];
    assert_eq!(names(), all, "what is current stays");
}

/// A change to a workspace after which a public file must be there no more.
struct Slip {
    /// The file that is built after the change.
    build: &'static str,
    /// The file that changes, what in it, and what stands there then.
    change: (&'static str, &'static str, &'static str),
    /// The files that must be gone.
    gone: &'static [&'static str],
}

#[test]
fn public_files_that_hold_what_is_withheld_since_go_whatever_is_built() {
    let secret = "What open is about.";
    let slips = [
        // The report alone is built; the pack holds it too.
        Slip {
            build: "open/report.toml",
            change: ("open/report.toml", secret, "What open is about. {.exempt-3}"),
            gone: &["meeting-pack.pdf"],
        },
        // Another report is built.
        Slip {
            build: "part/report.toml",
            change: ("open/report.toml", secret, "What open is about. {.exempt-3}"),
            gone: &["meeting-pack.pdf", "open/report.pdf", "open/report.html"],
        },
        // The meeting withholds it, and another report is built.
        Slip {
            build: "part/report.toml",
            change: (
                "meeting.toml",
                "report = \"open/report.toml\"\n",
                "report = \"open/report.toml\"\nexempt = { paragraphs = [3], reason = \"harm\", open-title = true }\n",
            ),
            gone: &["meeting-pack.pdf", "open/report.pdf", "open/report.html"],
        },
        // A paragraph moves to where all is withheld; no mark changes.
        Slip {
            build: "open/report.toml",
            change: ("part/report.toml", "Everyone may read this.\n\nThe", "The"),
            gone: &["meeting-pack.pdf", "part/report.pdf", "part/report.html"],
        },
        // What one report says is withheld in another since.
        Slip {
            build: "open/report.toml",
            change: (
                "part/report.toml",
                "Everyone may read this.",
                "What open is about, all of it. {.exempt-3}",
            ),
            gone: &["part/report.pdf", "part/report.html"],
        },
        // The meeting cannot be built at all.
        Slip {
            build: "meeting.toml",
            change: (
                "open/report.toml",
                secret,
                "What open is about. {.exempt-3}\\n\\n{{ nothing }}",
            ),
            gone: &["meeting-pack.pdf", "open/report.pdf", "open/report.html"],
        },
    ];
    for Slip { build, change: (name, old, new), gone } in slips {
        let folder = workspace();
        let made = folder.path().join("output/anyshire");
        assert_eq!(papers(folder.path(), &["build"]).status.code(), Some(0));
        assert!(gone.iter().all(|name| made.join(name).is_file()), "{gone:?} were not made");
        let path = folder.path().join("data/anyshire").join(name);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{text}");
        fs::write(&path, text.replacen(old, new, 1)).unwrap();
        let built = papers(folder.path(), &["build", &format!("data/anyshire/{build}")]);
        for name in gone {
            assert!(!made.join(name).exists(), "{name} after {build}: {}", stderr(&built));
            let said = format!("took away output/anyshire/{name}");
            assert!(stderr(&built).contains(&said), "{said} after {build}: {}", stderr(&built));
        }
    }
}

#[test]
fn files_of_papers_that_are_gone_go_with_them_and_others_stay() {
    let folder = workspace();
    let (inside, made) =
        (folder.path().join("data/anyshire"), folder.path().join("output/anyshire"));
    assert_eq!(papers(folder.path(), &["build"]).status.code(), Some(0));
    fs::write(made.join("own.pdf"), "of another program").unwrap();
    fs::rename(inside.join("part"), inside.join("moved")).unwrap();
    let meeting = MEETING.replace("part/report", "moved/report");
    fs::write(inside.join("meeting.toml"), meeting).unwrap();
    let built = papers(folder.path(), &["build", "data/anyshire/open/report.toml"]);
    let left = files(&made, true);
    assert!(
        !left.keys().any(|name| name.starts_with("part/")),
        "{:?} {}",
        left.keys(),
        stderr(&built)
    );
    assert!(left.contains_key("own.pdf") && left.contains_key("open/report.pdf"));
}

#[test]
fn nothing_but_what_is_published_lies_in_the_folder_of_outputs() {
    let folder = workspace();
    assert_eq!(papers(folder.path(), &["build"]).status.code(), Some(0));
    let made = files(&folder.path().join("output"), true);
    assert!(made.keys().all(|name| !name.contains("/.")), "{:?}", made.keys());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode =
            fs::metadata(folder.path().join("data/anyshire/.papers")).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "others can look into what is remembered");
    }
}

/// A workspace whose report was built and then marked, so that its public file has to go.
fn marked() -> TempDir {
    let folder = workspace();
    assert_eq!(papers(folder.path(), &["build"]).status.code(), Some(0));
    let path = folder.path().join("data/anyshire/open/report.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, text.replacen("is about.", "is about. {.exempt-3}", 1)).unwrap();
    folder
}

#[test]
fn public_files_go_though_the_folder_above_them_was_moved() {
    let folder = marked();
    let moved = TempDir::new().unwrap();
    for name in ["data", "output"] {
        fs::rename(folder.path().join(name), moved.path().join(name)).unwrap();
    }
    let built = papers(moved.path(), &["build", "data/anyshire/part/report.toml"]);
    assert!(!moved.path().join("output/anyshire/open/report.pdf").exists(), "{}", stderr(&built));
}

#[test]
fn a_copy_of_a_workspace_takes_nothing_away_from_the_original() {
    let folder = workspace();
    assert_eq!(papers(folder.path(), &["build"]).status.code(), Some(0));
    let (inside, copy) = (folder.path().join("data/anyshire"), TempDir::new().unwrap());
    for (name, bytes) in files(&inside, true) {
        let path = copy.path().join("data/anyshire").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    fs::remove_file(copy.path().join("data/anyshire/open/report.toml")).unwrap();
    papers(copy.path(), &["build", "data/anyshire/part/report.toml"]);
    assert!(folder.path().join("output/anyshire/open/report.pdf").is_file());
}

#[test]
fn a_file_that_something_else_put_into_the_place_of_an_output_stays() {
    let folder = marked();
    let own = folder.path().join("output/anyshire/open/report.pdf");
    fs::write(&own, "of another program").unwrap();
    papers(folder.path(), &["build", "data/anyshire/part/report.toml"]);
    assert!(own.is_file());
}
