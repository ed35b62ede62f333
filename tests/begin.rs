//! `papers new`, `papers desk` and `papers schema`: files to begin with, and what editors know of them.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};

use tempfile::TempDir;

use crate::command::{papers, stderr, stdout};
use crate::support::COUNCIL;

#[test]
fn a_new_workspace_builds_at_once_and_is_never_written_over() {
    let folder = TempDir::new().unwrap();
    let new =
        ["new", "workspace", "anyshire", "--council", "Anyshire Council", "--style", "sheffield"];
    let made = papers(folder.path(), &new);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let built = papers(&folder.path().join("anyshire"), &["build"]);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    assert!(
        stderr(&built).contains("was left in place of what it stands for"),
        "{}",
        stderr(&built)
    );
    let said = stderr(&built);
    let others: Vec<_> = said
        .lines()
        .filter(|line| line.starts_with("warning") && !line.starts_with("warning[placeholder]"))
        .collect();
    assert!(others.is_empty(), "{others:?}");
    for name in ["council.toml", "inspection.toml", "plan.toml", "report.toml", "meeting.toml"] {
        assert!(folder.path().join("anyshire").join(name).exists(), "{name}");
    }
    for name in ["plan.pdf", "report.pdf", "meeting-pack.pdf", "meeting-agenda.html"] {
        assert!(folder.path().join("anyshire/output/anyshire").join(name).exists(), "{name}");
    }
    let again = papers(folder.path(), &new);
    assert_eq!(again.status.code(), Some(2), "{}", stderr(&again));
    assert!(
        stderr(&again).contains("is already there, and is not written over"),
        "{}",
        stderr(&again)
    );
    let review = papers(&folder.path().join("anyshire"), &["new", "review", "2027/review.toml"]);
    assert_eq!(review.status.code(), Some(0), "{}", stderr(&review));
    let text = fs::read_to_string(folder.path().join("anyshire/2027/review.toml")).unwrap();
    assert!(text.contains("plan = \"../plan.toml\""), "{text}");
    let nowhere = papers(folder.path(), &["new", "report"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(
        stderr(&nowhere).contains("would be in no workspace; `papers new workspace FOLDER --council NAME --style STYLE` makes one")
    );
    let nameless = papers(folder.path(), &["new", "workspace", "other"]);
    assert!(
        stderr(&nameless).contains("a workspace needs the name of the council and a house style")
    );
}

#[test]
fn a_new_file_names_its_schema_where_the_workspace_has_schemas() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("council.toml"), COUNCIL).unwrap();
    let first_line = |path: &str| {
        let made = papers(folder.path(), &["new", "report", path]);
        assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
        let text = fs::read_to_string(folder.path().join(path)).unwrap();
        text.lines().next().unwrap_or_default().to_owned()
    };
    assert!(!first_line("before.toml").contains("#:schema"));
    let written = papers(folder.path(), &["schema", "--write"]);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    assert_eq!(first_line("roads/a.toml"), "#:schema ../schemas/report.json");
    let shown = papers(folder.path(), &["schema", "report"]);
    let file = fs::read_to_string(folder.path().join("schemas/report.json")).unwrap();
    assert_eq!(stdout(&shown), file);
    let unknown = papers(folder.path(), &["schema", "reprot"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("did you mean `report`?"), "{}", stderr(&unknown));
}

#[test]
fn the_desk_makes_the_folder_of_who_begins_and_none_for_a_slip() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("staffordshire")).unwrap();
    // On a port that is taken nothing is served, so that it ends at once.
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let desk = |path: &str| {
        let tried = papers(folder.path(), &["desk", path, "--port", &port, "--no-open"]);
        (tried.status.code(), stderr(&tried))
    };
    for (path, said) in [
        (
            "stafordshire",
            "there is no file or folder `stafordshire`; did you mean `staffordshire`?",
        ),
        ("report.toml", "there is no file or folder `report.toml`"),
        ("kent/care", "there is no folder `kent`"),
    ] {
        let (code, message) = desk(path);
        assert!(code == Some(2) && message.contains(said), "{path}: {message}");
        assert!(!folder.path().join(path).exists(), "{path}");
    }
    let (code, message) = desk("anyshire");
    assert_eq!(code, Some(3), "{message}");
    assert!(message.contains("`anyshire` is a new folder"), "{message}");
    assert!(folder.path().join("anyshire").is_dir());
}
