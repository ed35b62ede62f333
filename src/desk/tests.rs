mod seen;
mod tabs;

use std::fs;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use tempfile::TempDir;

use super::*;

const PORT: u16 = 4000;
const SECRET: &str = "0123456789abcdef0123456789abcdef";
const COUNCIL: &str =
    "kind = \"council\"\nname = \"Anyshire Council\"\nstyle = \"staffordshire\"\n";
const REPORT: &str = r#"# A paper about bridges.
kind = "report"
title = "Bridges"
committee = "Transport Committee"
meeting = 2027-01-19

[front]
local-members-interest = "N/A"
report-of = "Leader"

[[section]]
id = "summary"
text = "What this is about."

# The first of two.
[[section]]
heading = "Costs"
text = """
It costs much.

It will cost more.
"""
"#;

/// A folder with a workspace of one report, and the desk opened on it.
fn opened() -> (TempDir, Desk) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("council.toml"), COUNCIL).unwrap();
    fs::write(folder.path().join("report.toml"), REPORT).unwrap();
    let desk = desk(&folder);
    (folder, desk)
}

fn desk(folder: &TempDir) -> Desk {
    let make = |path: &Path| Made { files: vec![path.with_extension("pdf")], failures: Vec::new() };
    let today = "2026-11-26".parse().unwrap();
    Desk::open(folder.path(), PORT, SECRET.to_owned(), today, Box::new(make)).unwrap()
}

/// A request as the page makes it.
fn request(path: &str, body: Option<Value>) -> Request {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let head = [
        ("host", format!("127.0.0.1:{PORT}")),
        ("origin", format!("http://127.0.0.1:{PORT}")),
        ("sec-fetch-site", "same-origin".to_owned()),
        ("x-papers-key", SECRET.to_owned()),
        ("content-type", "application/json".to_owned()),
    ];
    Request {
        is_post: body.is_some(),
        path: path.to_owned(),
        query: pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        head: head.map(|(name, value)| (name.to_owned(), value)).to_vec(),
        body: body.map(|body| body.to_string().into_bytes()).unwrap_or_default(),
    }
}

/// The answer that the page gets.
fn asked(desk: &Desk, path: &str, body: Option<Value>) -> (u16, Value) {
    let response = desk.answer(&request(path, body));
    (response.status, serde_json::from_slice(&response.body).unwrap_or_default())
}

fn paper(desk: &Desk) -> Value {
    asked(desk, "/api/paper?file=report.toml", None).1
}

fn edit(desk: &Desk, revision: &Value, edits: Value) -> (u16, Value) {
    asked(
        desk,
        "/api/edit",
        Some(json!({ "file": "report.toml", "revision": revision, "edits": edits })),
    )
}

/// The changes that a person chose when shown what the file has since.
fn chosen(desk: &Desk, revision: &Value, over: &Value, edits: Value) -> (u16, Value) {
    let changes =
        json!({ "file": "report.toml", "revision": revision, "over": over, "edits": edits });
    asked(desk, "/api/edit", Some(changes))
}

fn written(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("report.toml")).unwrap()
}

#[test]
fn only_the_page_of_this_program_with_the_secret_is_answered() {
    let (_folder, desk) = opened();
    let status = |change: &dyn Fn(&mut Request)| {
        let mut request = request("/api/paper?file=report.toml", None);
        change(&mut request);
        let response = desk.answer(&request);
        assert!(response.status == 200 || response.body.is_empty() || response.status == 404);
        response.status
    };
    let with = |name: &'static str, value: &'static str| {
        status(&move |request: &mut Request| {
            request.head.retain(|(known, _)| known != name);
            if !value.is_empty() {
                request.head.push((name.to_owned(), value.to_owned()));
            }
        })
    };
    assert_eq!(status(&|_| {}), 200);
    assert_eq!(with("origin", ""), 200);
    assert_eq!(with("host", "localhost:4000"), 200);
    for (name, value) in [
        ("host", ""),
        ("host", "evil.example:4000"),
        ("host", "127.0.0.1:4001"),
        ("host", "127.0.0.1"),
        ("origin", "http://evil.example"),
        ("origin", "https://127.0.0.1:4000"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("x-papers-key", ""),
        ("x-papers-key", "0123456789abcdef0123456789abcdee"),
        ("x-papers-key", "0123456789abcdef0123456789abcdef0"),
    ] {
        assert_eq!(with(name, value), 403, "{name}: {value}");
    }
    let mut plain = request("/api/undo", Some(json!({})));
    plain.head.retain(|(name, _)| name != "content-type");
    assert_eq!(desk.answer(&plain).status, 403);
}

#[test]
fn no_file_is_read_but_those_of_the_workspace() {
    let (folder, desk) = opened();
    fs::write(folder.path().join(".hidden.toml"), REPORT).unwrap();
    fs::write(folder.path().join("notes.txt"), "secret").unwrap();
    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("plan.toml"), "kind = \"plan\"\n").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(outside.path().join("plan.toml"), folder.path().join("linked.toml"))
        .unwrap();
    for name in [
        "../report.toml",
        "/etc/passwd",
        ".hidden.toml",
        "notes.txt",
        "linked.toml",
        "none.toml",
        "",
        "a\\b.toml",
        "%2e%2e/x",
    ] {
        for question in ["paper", "preview", "figures"] {
            let (status, _) = asked(&desk, &format!("/api/{question}?file={name}"), None);
            assert_eq!(status, 404, "{question} {name}");
        }
        let edit = json!({ "file": name, "revision": "x", "edits": [] });
        assert_eq!(asked(&desk, "/api/edit", Some(edit)).0, 404, "{name}");
        assert_eq!(asked(&desk, &format!("/api/output?file={name}"), None).0, 404, "{name}");
    }
    assert_eq!(asked(&desk, "/../Cargo.toml", None).0, 404);
    assert_eq!(asked(&desk, "/api/nothing", None).0, 404);
}

#[test]
fn every_file_of_the_page_is_served_under_a_policy_that_lets_nothing_in_from_elsewhere() {
    let (_folder, desk) = opened();
    let files = crate::world::builtin_names("desk/").map(|name| name.replace("desk/", "/"));
    let files: Vec<_> = files.chain(["/".to_owned()]).collect();
    assert!(files.len() > 10, "{files:?}");
    for file in files {
        let response = desk.answer(&request(&file, None));
        assert_eq!(response.status, 200, "{file}");
        assert!(response.policy.starts_with("default-src 'none'; "), "{file}");
        let text = String::from_utf8(response.body).unwrap();
        let elsewhere = text.matches("http").count()
            - text.matches("http://www.w3.org/2000/svg").count()
            - text.matches("http-equiv").count();
        assert_eq!(elsewhere, 0, "{file}");
    }
    let size: usize = crate::world::builtin_names("desk/")
        .filter_map(crate::world::builtin_bytes)
        .map(|file| file.len())
        .sum();
    assert!(size < 160_000, "{size}");
}

#[test]
fn a_paper_is_opened_changed_and_taken_back_without_another_byte_touched() {
    let (folder, desk) = opened();
    let told = paper(&desk);
    assert_eq!(told["values"]["section"][1]["text"], "It costs much.\n\nIt will cost more.");
    assert_eq!((told["undo"].clone(), told["title"].clone()), (json!(false), json!("Bridges")));
    let headings: Vec<_> = told["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["heading"].as_str().unwrap())
        .collect();
    assert_eq!(
        headings,
        [
            "About this report",
            "The head of the paper",
            "Recommendations",
            "Sections",
            "Background papers",
            "Appendices",
            "Contacts"
        ]
    );
    let (status, saved) = edit(
        &desk,
        &told["revision"],
        json!([{ "set": [["section", 1, "text"], { "prose": "It costs much.\n\nNobody knows what it will cost." }] }]),
    );
    assert_eq!(status, 200, "{saved}");
    assert_eq!(
        written(&folder),
        REPORT.replace("It will cost more.", "Nobody knows what it will cost.")
    );
    let (status, back) = asked(
        &desk,
        "/api/undo",
        Some(json!({ "file": "report.toml", "revision": saved["revision"] })),
    );
    assert_eq!((status, written(&folder)), (200, REPORT.to_owned()));
    let (status, _) = asked(
        &desk,
        "/api/redo",
        Some(json!({ "file": "report.toml", "revision": back["revision"] })),
    );
    assert_eq!(status, 200);
    assert!(written(&folder).contains("Nobody knows"));
}

#[test]
fn what_was_changed_elsewhere_is_kept_and_asked_about_only_where_both_changed_it() {
    let (folder, desk) = opened();
    let told = paper(&desk);
    let theirs =
        REPORT.replace("Leader", "Deputy Leader").replace("It costs much.", "It costs little.");
    fs::write(folder.path().join("report.toml"), &theirs).unwrap();
    let (status, saved) =
        edit(&desk, &told["revision"], json!([{ "set": [["title"], { "text": "Our bridges" }] }]));
    assert_eq!((status, saved["merged"].clone()), (200, json!(true)));
    assert_eq!(written(&folder), theirs.replace("\"Bridges\"", "\"Our bridges\""));
    let before = written(&folder);
    let (status, clash) = edit(
        &desk,
        &told["revision"],
        json!([{ "set": [["section", 1, "text"], { "prose": "Mine." }] }]),
    );
    assert_eq!(
        (status, clash["theirs"].clone()),
        (409, json!("It costs little.\n\nIt will cost more."))
    );
    assert_eq!(written(&folder), before);
    let (status, _) = chosen(
        &desk,
        &told["revision"],
        &clash["now"],
        json!([{ "set": [["section", 1, "text"], { "prose": "Mine." }] }]),
    );
    assert_eq!(status, 200);
    assert!(written(&folder).contains("\"\"\"\nMine.\n\"\"\""), "{}", written(&folder));
    let (status, _) = edit(&desk, &told["revision"], json!([{ "move": [["section"], 0, 1] }]));
    assert_eq!(status, 409);
}

#[test]
fn an_empty_folder_becomes_a_workspace_and_its_files_never_take_the_place_of_others() {
    let folder = TempDir::new().unwrap();
    let desk = desk(&folder);
    let (_, shelf) = asked(&desk, "/api/workspace", None);
    assert_eq!(
        (shelf["fresh"].clone(), shelf["styles"].as_array().unwrap().len()),
        (json!(true), 5)
    );
    let start =
        json!({ "council": "Anyshire Council", "style": "sheffield", "jurisdiction": "wales" });
    let (status, shelf) = asked(&desk, "/api/start", Some(start.clone()));
    assert_eq!(
        (status, shelf["council"].clone(), shelf["law"]["name"].clone()),
        (200, json!("Anyshire Council"), json!("Wales"))
    );
    assert_ne!(asked(&desk, "/api/start", Some(start)).0, 200);
    let new = json!({ "kind": "report", "title": "Bridges & roads: the first year", "committee": "Transport", "meeting": "2027-01-19" });
    let (status, made) = asked(&desk, "/api/new", Some(new.clone()));
    assert_eq!((status, made["file"].clone()), (200, json!("bridges-roads-the-first-year.toml")));
    let (_, second) = asked(&desk, "/api/new", Some(new));
    assert_eq!(second["file"], json!("bridges-roads-the-first-year-2.toml"));
    let (_, shelf) = asked(&desk, "/api/workspace", None);
    assert_eq!(shelf["groups"][0]["files"].as_array().unwrap().len(), 2);
    let (_, preview) =
        asked(&desk, "/api/preview?file=bridges-roads-the-first-year.toml&edition=public", None);
    assert!(preview["html"].as_str().unwrap().contains("Bridges &amp; roads"));
    let (_, notice) = asked(&desk, "/api/notice?day=2026-04-08", None);
    assert!(notice["words"].as_str().unwrap().contains("must be out by"), "{notice}");
}

#[test]
fn figures_are_offered_with_their_present_value_in_each_form() {
    let folder = TempDir::new().unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/staffordshire");
    for name in ["council.toml", "inspection.toml", "plan.toml", "review.toml", "report.toml"] {
        fs::copy(data.join(name), folder.path().join(name)).unwrap();
    }
    let (status, told) = asked(&desk(&folder), "/api/figures?file=report.toml", None);
    assert_eq!(status, 200, "{told}");
    let figures = told["figures"].as_array().unwrap();
    let overdue = figures.iter().find(|one| one["name"] == "Overdue, how many").unwrap();
    assert_eq!((overdue["source"].clone(), overdue["value"].clone()), (json!("Plan"), json!("3")));
    assert_eq!(
        overdue["forms"][1],
        json!({ "write": "{{ plan.overdue.count | words }}", "shows": "three" })
    );
    assert!(figures.iter().any(|one| one["forms"][0]["write"] == "{{ plan.progress_table() }}"));
    let offered: Vec<_> =
        figures.iter().map(|one| one["forms"][0]["write"].as_str().unwrap()).collect();
    let mut report = fs::read_to_string(data.join("report.toml")).unwrap();
    let blocks = offered.into_iter().filter(|write| write.ends_with("() }}"));
    report.extend(blocks.map(|write| {
        format!("\n[[section]]\nheading = \"Offered\"\ntext = \"\"\"{write}\"\"\"\n")
    }));
    fs::write(folder.path().join("offered.toml"), report).unwrap();
    let (_, made) = asked(&desk(&folder), "/api/preview?file=offered.toml&edition=public", None);
    assert!(
        made["html"].as_str().is_some_and(|html| html.matches("Offered").count() >= 16),
        "{made}"
    );
    let marks = told["marks"].as_array().unwrap();
    let shows =
        |mark: &str| marks.iter().find(|one| one["write"] == mark).map(|one| one["shows"].clone());
    assert_eq!(shows("{{ inspection.not_sufficient.count | words }}"), Some(json!("two")));
    assert_eq!(shows("{{ ref(\"app\") }}"), Some(json!("Appendix 3")));
}

#[test]
fn a_paper_begins_with_the_words_of_an_old_one_without_its_days_and_figures() {
    let (folder, desk) = opened();
    let old = REPORT.replace("It costs much.", "It cost £3.2m by 1 May 2026, as {{ title }} said.");
    fs::create_dir(folder.path().join("bridges")).unwrap();
    fs::write(folder.path().join("bridges/old.toml"), &old).unwrap();
    let new = json!({ "kind": "report", "title": "Bridges again", "committee": "Cabinet", "meeting": "2027-06-01", "copy": "bridges/old.toml" });
    let (status, made) = asked(&desk, "/api/new", Some(new));
    assert_eq!(
        (status, made["file"].clone()),
        (200, json!("bridges/bridges-again.toml")),
        "{made}"
    );
    let text = fs::read_to_string(folder.path().join("bridges/bridges-again.toml")).unwrap();
    let expected = old
        .replace("\"Bridges\"", "\"Bridges again\"")
        .replace("Transport Committee", "Cabinet")
        .replace("2027-01-19", "2027-06-01")
        .replace("£3.2m by 1 May 2026", "[insert figure] by [insert day]");
    assert_eq!(text, expected);
    let review =
        json!({ "kind": "review", "title": "", "values": [["held", { "day": "2027-02-01" }]] });
    let (status, made) = asked(&desk, "/api/new", Some(review));
    assert_eq!(status, 200, "{made}");
    let text = fs::read_to_string(folder.path().join("review.toml")).unwrap();
    assert!(text.contains("held = 2027-02-01"), "{text}");
    let (status, _) = asked(
        &desk,
        "/api/new",
        Some(json!({ "kind": "report", "title": "x", "copy": "../secret.toml" })),
    );
    assert_eq!(status, 404);
}

#[test]
fn a_picture_is_looked_at_and_kept_beside_its_paper_under_a_name_of_its_own() {
    let (folder, desk) = opened();
    let give = |name: &str, bytes: &[u8]| {
        let bytes = BASE64_STANDARD.encode(bytes);
        asked(
            &desk,
            "/api/picture",
            Some(json!({ "file": "report.toml", "name": name, "bytes": bytes })),
        )
    };
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let png = fs::read(cases.join("what-markdown-would-take-for-something-else/Town map (2).png"));
    let png = png.unwrap();
    for path in ["pictures/bridge-1.png", "pictures/bridge-1-2.png"] {
        let (status, told) = give("..\\../Bridge 1.PNG", &png);
        assert_eq!((status, told["path"].clone()), (200, json!(path)), "{told}");
        assert!(folder.path().join(path).is_file());
    }
    for wrong in [b"<svg onload='x'/>".as_slice(), b"MZ", b""] {
        assert_eq!(give("a.png", wrong).0, 422);
    }
    assert_eq!(give("a.png", &vec![0xFF; 6 << 20]).0, 422);
    assert_eq!(fs::read_dir(folder.path().join("pictures")).unwrap().count(), 2);
}
