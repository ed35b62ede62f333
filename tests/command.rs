//! The program itself: arguments, exit codes, streams, and what it leaves on disk.

mod check;
mod json;
mod words;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::support::COUNCIL;

/// Runs `papers` in a folder.
pub(crate) fn papers(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_papers")).args(arguments).current_dir(folder).output().unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn report(title: &str) -> String {
    format!(
        "kind = \"report\"\ntitle = \"{title}\"\ncommittee = \"Cabinet\"\nmeeting = 2022-11-10\n\
         front.local-members-interest = \"N/A\"\nfront.report-of = \"Leader\"\n\
         [[section]]\nid = \"summary\"\ntext = \"What this is about.\"\n"
    )
}

/// A folder with a workspace `data/anyshire` of two papers.
pub(crate) fn workspace() -> TempDir {
    let folder = TempDir::new().unwrap();
    let inside = folder.path().join("data/anyshire");
    fs::create_dir_all(inside.join("second")).unwrap();
    fs::write(inside.join("council.toml"), COUNCIL).unwrap();
    fs::write(inside.join("report.toml"), report("First")).unwrap();
    fs::write(inside.join("second/report.toml"), report("Second")).unwrap();
    folder
}

#[test]
fn build_makes_every_paper_below_data_and_leaves_alone_what_is_up_to_date() {
    let folder = workspace();
    let first = papers(folder.path(), &["build"]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    assert_eq!(stdout(&first), "");
    for name in ["report.pdf", "second/report.pdf"] {
        let path = folder.path().join("output/anyshire").join(name);
        assert!(fs::read(path).unwrap().starts_with(b"%PDF-1.7"));
    }
    let again = papers(folder.path(), &["build"]);
    assert!(stderr(&again).contains("files were up to date"), "{}", stderr(&again));
    assert!(!stderr(&again).contains("built "), "{}", stderr(&again));
    fs::write(folder.path().join("data/anyshire/report.toml"), report("Changed")).unwrap();
    let changed = papers(folder.path(), &["build"]);
    assert!(
        stderr(&changed).contains("built output/anyshire/report.pdf (1 page)"),
        "{}",
        stderr(&changed)
    );
    assert!(!stderr(&changed).contains("second/report.pdf"), "{}", stderr(&changed));
    let forced = papers(folder.path(), &["build", "--force"]);
    assert!(stderr(&forced).contains("second/report.pdf"), "{}", stderr(&forced));
}

#[test]
fn an_output_that_was_touched_or_whose_missing_source_appears_is_built_again() {
    let folder = workspace();
    papers(folder.path(), &["build"]);
    fs::write(folder.path().join("output/anyshire/report.pdf"), "spoilt").unwrap();
    let mended = papers(folder.path(), &["build"]);
    assert!(stderr(&mended).contains("built output/anyshire/report.pdf"), "{}", stderr(&mended));
    // A style of the workspace's own takes the place of the one built in.
    let own = folder.path().join("data/anyshire/styles/staffordshire");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("style.toml"), "kind = \"style\"\n").unwrap();
    let broken = papers(folder.path(), &["build"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(stderr(&broken).contains("`page` is missing"), "{}", stderr(&broken));
}

#[test]
fn one_papers_error_does_not_stop_the_others_and_its_old_output_stays() {
    let folder = workspace();
    papers(folder.path(), &["build"]);
    let old = fs::read(folder.path().join("output/anyshire/report.pdf")).unwrap();
    fs::write(folder.path().join("data/anyshire/report.toml"), "kind = \"report\"\ntitle = 7\n")
        .unwrap();
    fs::write(folder.path().join("data/anyshire/second/report.toml"), report("New")).unwrap();
    let output = papers(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("data/anyshire/report.toml:2:9"), "{said}");
    assert!(said.contains("built output/anyshire/second/report.pdf"), "{said}");
    assert!(said.ends_with("not built: data/anyshire/report.toml\n"), "{said}");
    assert_eq!(fs::read(folder.path().join("output/anyshire/report.pdf")).unwrap(), old);
}

#[test]
fn without_a_path_the_workspace_around_the_current_folder_is_built() {
    let folder = workspace();
    let inside = folder.path().join("data/anyshire");
    let root = papers(&inside, &["build"]);
    assert!(stderr(&root).contains("built output/anyshire/report.pdf"), "{}", stderr(&root));
    assert!(inside.join("output/anyshire/second/report.html").is_file());
    let below = papers(&inside.join("second"), &["build", "--force"]);
    assert_eq!(below.status.code(), Some(0), "{}", stderr(&below));
    assert!(stderr(&below).contains("built ../output/anyshire/report.pdf"), "{}", stderr(&below));
    assert!(!inside.join("second/output").exists());
    let nowhere = TempDir::new().unwrap();
    let lost = papers(nowhere.path(), &["build"]);
    assert_eq!(lost.status.code(), Some(2));
    assert!(stderr(&lost).contains("there is no workspace here"), "{}", stderr(&lost));
}

#[test]
fn the_samples_are_found_without_a_word() {
    let said = papers(Path::new(env!("CARGO_MANIFEST_DIR")), &[]);
    assert_eq!((said.status.code(), stderr(&said)), (Some(0), String::new()));
}

#[test]
fn a_format_that_is_named_twice_is_built_once() {
    let folder = workspace();
    let built = papers(folder.path(), &["build", "--format", "html,html"]);
    assert_eq!(stderr(&built).matches("built output/anyshire/report.html").count(), 1);
}

#[test]
fn what_cannot_be_read_or_written_exits_with_3() {
    let folder = workspace();
    let blocked = papers(folder.path(), &["build", "--out", "data/anyshire/report.toml"]);
    assert_eq!(blocked.status.code(), Some(3), "{}", stderr(&blocked));
    assert!(stderr(&blocked).contains("cannot be written"), "{}", stderr(&blocked));
    if let Ok(full) = fs::File::options().write(true).open("/dev/full") {
        let mut command = Command::new(env!("CARGO_BIN_EXE_papers"));
        let said = command.arg("rules").stdout(full).output().unwrap();
        assert_eq!(said.status.code(), Some(3), "{}", stderr(&said));
    }
}

#[test]
fn movement_is_not_measured_from_a_day_after_the_position() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let status =
        |since| papers(root, &["status", "data/staffordshire/plan.toml", "--since", since]);
    let late = status("2023-01-01");
    assert_eq!((late.status.code(), stdout(&late)), (Some(2), String::new()));
    assert!(stderr(&late).contains("1 Jan 2023 is after"), "{}", stderr(&late));
}

#[test]
fn wrong_usage_and_paths_that_hold_nothing_exit_with_2() {
    let folder = workspace();
    for (arguments, said) in [
        (&["bild"][..], "unrecognized subcommand"),
        (&["build", "nowhere"], "there is no file or folder `nowhere`"),
        (&["build", "data/anyshire/council.toml"], "is of kind `council`"),
        (&["build", "data/anyshire/styles"], "there is no file or folder"),
        (&["styles", "atlantis"], "there is no house style `atlantis`"),
    ] {
        let output = papers(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
    }
    let elsewhere = TempDir::new().unwrap();
    fs::write(elsewhere.path().join("report.toml"), report("Alone")).unwrap();
    let output = papers(elsewhere.path(), &["build", "report.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("put a `council.toml` into its folder"),
        "{}",
        stderr(&output)
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_workspace_is_refused() {
    let folder = workspace();
    fs::write(folder.path().join("secret.toml"), "kind = \"inspection\"\n").unwrap();
    let inside = folder.path().join("data/anyshire");
    std::os::unix::fs::symlink(folder.path().join("secret.toml"), inside.join("linked.toml"))
        .unwrap();
    let linked = report("First")
        .replace("[[section]]", "[sources]\ninspection = \"linked.toml\"\n[[section]]");
    fs::write(inside.join("report.toml"), linked).unwrap();
    let output = papers(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("`data/anyshire/linked.toml` cannot be read: it is a link that leads out of the workspace"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_seams_can_be_looked_at() {
    let folder = workspace();
    let data = papers(folder.path(), &["build", "data/anyshire/report.toml", "--emit", "data"]);
    let json: serde_json::Value = serde_json::from_slice(&data.stdout).unwrap();
    assert_eq!(json["data"]["title"], "First");
    assert_eq!(json["data"]["meeting"], "2022-11-10");
    assert_eq!(json["editions"][0]["document"]["title"], "First");
    assert_eq!(json["style"]["name"], "Staffordshire");
    let typst = papers(folder.path(), &["build", "data/anyshire/report.toml", "--emit", "typst"]);
    assert_eq!(typst.status.code(), Some(0), "{}", stderr(&typst));
    let written = folder.path().join("output/anyshire/report.typst");
    assert!(fs::read_to_string(written.join("paper.typ")).unwrap().contains("#\"First\";"));
    assert!(written.join("_papers/typst/lib.typ").is_file());
    // What the layouts on the way came to is there, too.
    let settled = fs::read_to_string(written.join("_papers/typst/settled.typ")).unwrap();
    assert_eq!(settled, "#let strayed = ()\n#let tight = false\n");
    let fonts: Vec<_> = fs::read_dir(written.join("fonts"))
        .unwrap()
        .map(|font| font.unwrap().file_name())
        .collect();
    assert!(
        fonts.iter().any(|name| name.to_string_lossy().ends_with("Liberation Sans.ttf")),
        "{fonts:?}"
    );
}

#[test]
fn a_build_that_is_killed_leaves_the_old_file_or_the_new_one() {
    let folder = workspace();
    let output = folder.path().join("output/anyshire/report.pdf");
    papers(folder.path(), &["build"]);
    for pause in 0..12 {
        fs::write(
            folder.path().join("data/anyshire/report.toml"),
            report(&format!("Version {pause}")),
        )
        .unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_papers"))
            .arg("build")
            .current_dir(folder.path())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(4 * pause));
        let _ = child.kill();
        child.wait().unwrap();
        let bytes = fs::read(&output).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
    }
    papers(folder.path(), &["build"]);
    let left =
        fs::read_dir(output.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().contains("unfinished")).collect();
    assert_eq!(left, Vec::<std::ffi::OsString>::new());
}

#[test]
fn a_paper_that_is_watched_is_built_again_when_it_changes() {
    let folder = workspace();
    let source = folder.path().join("data/anyshire/report.toml");
    let built = folder.path().join("output/anyshire/report.html");
    let mut watching = Command::new(env!("CARGO_BIN_EXE_papers"))
        .args(["watch", "data/anyshire/report.toml"])
        .current_dir(folder.path())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let shows = |words: &str| {
        let patience = std::time::Duration::from_millis(100);
        (0..300).any(|_| {
            std::thread::sleep(patience);
            fs::read_to_string(&built).is_ok_and(|page| page.contains(words))
        })
    };
    let first = shows("First");
    fs::write(&source, "kind = \"report\"\ntitle = ").unwrap();
    std::thread::sleep(std::time::Duration::from_millis(600));
    fs::write(&source, report("Changed")).unwrap();
    let second = shows("Changed");
    watching.kill().unwrap();
    watching.wait().unwrap();
    assert!(first && second, "{first} {second}");
}
