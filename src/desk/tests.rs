use std::fs;

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

/// A folder with a workspace of one report, and the desk on which it is open.
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

/// What is answered to the page.
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
        assert_eq!(asked(&desk, &format!("/api/output?file={name}"), None).0, 403, "{name}");
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
    let (status, _) = edit(
        &desk,
        &clash["revision"],
        json!([{ "set": [["section", 1, "text"], { "prose": "Mine." }] }]),
    );
    assert_eq!(status, 200);
    assert!(written(&folder).contains("\"\"\"\nMine.\n\"\"\""), "{}", written(&folder));
    let (status, _) = edit(&desk, &told["revision"], json!([{ "move": [["section"], 0, 1] }]));
    assert_eq!(status, 409);
}

#[test]
fn a_paper_that_cannot_be_made_keeps_its_last_page_and_says_what_stops_it() {
    let (folder, desk) = opened();
    let (_, good) = asked(&desk, "/api/preview?file=report.toml&edition=public", None);
    assert!(good["html"].as_str().unwrap().contains("It costs much."), "{good}");
    assert_eq!(
        (good["stale"].clone(), good["editions"].clone()),
        (json!(false), json!(["public"]))
    );
    let places = good["places"].as_array().unwrap();
    assert!(places.iter().any(|place| place["path"] == json!(["section", 0, "text"])), "{good}");
    fs::write(
        folder.path().join("report.toml"),
        REPORT.replace("It costs much.", "It costs {{ nothing }}."),
    )
    .unwrap();
    let (_, bad) = asked(&desk, "/api/preview?file=report.toml&edition=public", None);
    assert_eq!((bad["stale"].clone(), bad["html"].clone()), (json!(true), good["html"].clone()));
    assert_eq!(bad["findings"][0]["path"], json!(["section", 1, "text"]), "{}", bad["findings"]);
    fs::write(folder.path().join("report.toml"), "kind = \"report\"\ntitle = \n").unwrap();
    let (_, broken) = asked(&desk, "/api/preview?file=report.toml&edition=public", None);
    assert_eq!(broken["stale"], json!(true));
    assert!(paper(&desk)["problem"].as_str().unwrap().contains("slip"));
}

/// The report as it is printed.
fn printed(desk: &Desk, edition: &str) -> Value {
    asked(desk, &format!("/api/preview?file=report.toml&edition={edition}&as=printed"), None).1
}

#[test]
fn pages_are_seen_as_they_are_printed_and_only_those_that_changed_get_other_names() {
    let (folder, desk) = opened();
    let long = format!(
        "{REPORT}\n[[section]]\nheading = \"More\"\ntext = \"\"\"\n{}\"\"\"\n",
        "Words of no weight.\n\n".repeat(300)
    );
    fs::write(folder.path().join("report.toml"), &long).unwrap();
    let before = printed(&desk, "public");
    let names = |told: &Value| -> Vec<String> {
        let pages = told["pages"].as_array().unwrap().iter();
        pages.map(|page| page["name"].as_str().unwrap().to_owned()).collect()
    };
    assert!(names(&before).len() > 2, "{before}");
    let place = |nth: u64| {
        let places = before["places"].as_array().unwrap().iter();
        let is_it =
            |place: &&Value| place["path"] == json!(["section", 1, "text"]) && place["nth"] == nth;
        places.clone().find(is_it).map(|place| place["down"].as_f64().unwrap())
    };
    assert!(place(0).unwrap() < place(1).unwrap() && place(1).unwrap() < 1.0, "{before}");
    let changed = long.replace("It will cost more.", "It will cost much more than that.");
    fs::write(folder.path().join("report.toml"), changed).unwrap();
    let after = printed(&desk, "public");
    assert_ne!(names(&before)[0], names(&after)[0]);
    assert_eq!(names(&before)[1..], names(&after)[1..]);
    let picture = |name: &str, edition: &str| {
        desk.answer(&request(
            &format!("/api/page?file=report.toml&edition={edition}&name={name}"),
            None,
        ))
    };
    let first = picture(&names(&after)[0], "public");
    assert_eq!((first.status, first.kind), (200, "image/svg+xml"));
    assert!(String::from_utf8(first.body).unwrap().starts_with("<svg"));
    assert_eq!(picture(&names(&before)[0], "public").status, 404);
    assert_eq!(picture(&names(&after)[0], "restricted").status, 404);
}

#[test]
fn an_agenda_is_seen_before_its_packs_are_made() {
    let (folder, desk) = opened();
    let meeting = "kind = \"meeting\"\ncommittee = \"Transport Committee\"\ndate = 2027-01-19\ntime = 10:00:00\n\
        venue = \"Shire Hall\"\n[[item]]\nstanding = \"apologies\"\n[[item]]\nreport = \"report.toml\"\n\
        [[item]]\ntitle = \"A walk over all of the bridges\"\n";
    fs::write(folder.path().join("meeting.toml"), meeting).unwrap();
    let ask = |manner: &str| {
        asked(&desk, &format!("/api/preview?file=meeting.toml&edition=public&as={manner}"), None).1
    };
    let told = ask("printed");
    assert_eq!(
        (told["pages"].as_array().map(Vec::len), told["stale"].clone()),
        (Some(1), json!(false)),
        "{told}"
    );
    let places: Vec<_> =
        told["places"].as_array().unwrap().iter().map(|one| &one["path"]).collect();
    assert!(places.contains(&&json!(["item", 2])), "{places:?}");
    assert!(ask("web")["html"].as_str().unwrap().contains("A walk over all of the bridges"));
}

#[test]
fn the_public_page_holds_no_word_of_what_is_withheld() {
    let (folder, desk) = opened();
    let told = paper(&desk);
    let group = json!({ "group": [["paragraphs", { "list": [{ "number": "3" }] }], ["reason", { "text": "Bidders could raise their prices" }], ["public-title", { "text": "Prices" }]] });
    let (status, saved) =
        edit(&desk, &told["revision"], json!([{ "set": [["section", 1, "exempt"], group] }]));
    assert_eq!(status, 200, "{saved}");
    assert!(written(&folder).contains("exempt = { paragraphs = [3], reason = \"Bidders could raise their prices\", public-title = \"Prices\" }\ntext = \"\"\""));
    let (_, public) = asked(&desk, "/api/preview?file=report.toml&edition=public", None);
    assert_eq!(public["editions"], json!(["public", "restricted"]));
    let html = public["html"].as_str().unwrap();
    assert!(!html.contains("It costs much.") && !html.contains("Costs") && html.contains("Prices"));
    let (_, restricted) = asked(&desk, "/api/preview?file=report.toml&edition=restricted", None);
    assert!(restricted["html"].as_str().unwrap().contains("It costs much."));
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
    let marks = told["marks"].as_array().unwrap();
    let shows =
        |mark: &str| marks.iter().find(|one| one["write"] == mark).map(|one| one["shows"].clone());
    assert_eq!(shows("{{ inspection.not_sufficient.count | words }}"), Some(json!("two")));
    assert_eq!(shows("{{ ref(\"app\") }}"), Some(json!("Appendix 3")));
}
