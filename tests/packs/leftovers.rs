//! Files of earlier builds: what holds something withheld since goes, and what belongs to others stays.

use std::fs;

use tempfile::TempDir;

use super::{MEETING, PART, files, report, workspace};
use crate::command::{papers, stderr};

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
