//! Which files are papers, and what is said of those that cannot be read: none is passed over in silence.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::command::{papers, report, stderr, workspace};
use crate::support::COUNCIL;

/// What a run over a folder says, with the folder's own path left out.
fn said_of(folder: &Path) -> String {
    let output = papers(folder, &["check", "."]);
    stderr(&output)
}

#[test]
fn a_file_in_another_encoding_or_with_a_name_in_capitals_is_read() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("council.toml"), COUNCIL).unwrap();
    let (narrow, wide) = (report("Cost: £5"), report("Cost: £6"));
    let narrow: Vec<u8> = narrow.chars().map(|next| u32::from(next) as u8).collect();
    fs::write(folder.path().join("narrow.toml"), narrow).unwrap();
    let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.path().join("WIDE.TOML"), [&[0xFF, 0xFE], &wide[..]].concat()).unwrap();
    let output = papers(folder.path(), &["build", ".", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let name = folder.path().file_name().unwrap().to_str().unwrap();
    for (file, encoding, cost) in [("narrow", "Windows-1252", "£5"), ("WIDE", "UTF-16", "£6")] {
        let html =
            fs::read_to_string(folder.path().join(format!("out/{name}/{file}.html"))).unwrap();
        assert!(html.contains(cost), "{file}");
        let warning = format!("this file is saved as {encoding}, and was read as that");
        assert!(stderr(&output).contains(&warning), "{}", stderr(&output));
    }
}

#[test]
fn no_file_that_may_be_a_paper_is_passed_over_in_silence() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("council.toml", COUNCIL);
    write("misspelt.toml", &report("A").replace("\"report\"", "\"raport\""));
    write("unknown.toml", &report("B").replace("\"report\"", "\"minutes\""));
    write("kindless.toml", &report("C").replace("kind = \"report\"\n", ""));
    write("notepad.toml.txt", &report("D"));
    write("other.toml", "[tool]\nname = \"x\"\n");
    write("binary.toml", "\0\0\0\0");
    let said = said_of(folder.path());
    for expected in [
        "error: there is no kind of file `raport`\n  ┌─ ./misspelt.toml:1:8\n  │\n1 │ kind = \"raport\"\n  │        ^^^^^^^^\n  │\n  = hint: did you mean \"report\"?\n",
        "error: there is no kind of file `minutes`\n",
        "  = hint: the kinds are council, inspection, plan, review, report, brief, meeting, style, scale, wording, law, framework, figures, columns\n",
        "error: `kind` is missing\n",
        "error: `./notepad.toml.txt` is not read, since its name ends with `.txt`; rename it without that\n",
        "warning: `./other.toml` is left out, since it has no line `kind = \"…\"`\n",
        "error: `./binary.toml` is not text\n",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

#[test]
fn papers_without_a_council_are_said_once_for_their_folder() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.toml"), report("A")).unwrap();
    fs::write(folder.path().join("b.toml"), report("B")).unwrap();
    fs::write(folder.path().join("Cargo.toml"), "[package]\nname = \"x\"\n").unwrap();
    assert_eq!(
        said_of(folder.path()).lines().next(),
        Some(
            "error: `./a.toml` and `./b.toml` are in no workspace: put a `council.toml` into their folder or one above it, with the lines `kind = \"council\"`, `name = \"…\"` and `style = \"…\"`"
        )
    );
}

#[test]
fn a_council_of_another_kind_is_said_at_its_kind() {
    let folder = workspace();
    let council = folder.path().join("data/anyshire/council.toml");
    fs::write(council, COUNCIL.replace("\"council\"", "\"meeting\"")).unwrap();
    let said = said_of(folder.path());
    assert!(said.contains("error: this file is of kind `meeting`, not `council`\n  ┌─ ./data/anyshire/council.toml:1:8\n"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_file_or_folder_that_may_not_be_read_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = workspace();
    let inside = folder.path().join("data/anyshire");
    let forbid = |name: &str| {
        fs::set_permissions(inside.join(name), fs::Permissions::from_mode(0o000)).unwrap()
    };
    fs::create_dir(inside.join("closed")).unwrap();
    forbid("report.toml");
    forbid("closed");
    // Whoever may read everything, as in a container, reads these as well.
    if fs::read(inside.join("report.toml")).is_ok() {
        return;
    }
    let said = said_of(folder.path());
    assert!(said.contains("error: `./data/anyshire/report.toml` may not be read\n  = hint: ask whoever owns the file to let you read it"), "{said}");
    assert!(said.contains("error: the folder `./data/anyshire/closed` cannot be read"), "{said}");
}
