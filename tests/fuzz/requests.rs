//! Requests to the desk: whatever a browser sends is answered, and nothing outside the workspace is touched.
//!
//! A file holds several requests, which come one after the other to one desk on a copy of the sample.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use committee_papers::cli;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{File, SAMPLE, files, text};

/// What stands between two requests.
const BETWEEN: &[u8] = b"\n\x01request\n";

/// The port and the secret of the desk.
const PORT: u16 = 4000;
const SECRET: &str = "0123456789abcdef";

/// A picture of one point.
const PICTURE: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/// A folder with a workspace and, beside it, files that are no part of it.
struct Ground {
    folder: TempDir,
}

impl Ground {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for part in ["workspace", "beside"] {
            fs::create_dir(folder.path().join(part)).unwrap();
        }
        let ground = Self { folder };
        for file in files(SAMPLE) {
            fs::write(ground.workspace().join(&file.name), &file.bytes).unwrap();
            fs::write(ground.beside().join(&file.name), &file.bytes).unwrap();
        }
        ground
    }

    fn workspace(&self) -> PathBuf {
        self.folder.path().join("workspace")
    }

    fn beside(&self) -> PathBuf {
        self.folder.path().join("beside")
    }

    fn desk(&self) -> impl Fn(&[u8]) -> Vec<u8> + use<> {
        cli::desk_without_socket(&self.workspace(), PORT, SECRET.to_owned()).unwrap()
    }

    /// What stands outside the workspace.
    fn outside(&self) -> BTreeMap<String, Option<Vec<u8>>> {
        let here = fs::read_dir(self.folder.path()).unwrap();
        let all = here.chain(fs::read_dir(self.beside()).unwrap()).map(|entry| entry.unwrap());
        let read =
            |entry: fs::DirEntry| (entry.path().display().to_string(), fs::read(entry.path()).ok());
        all.map(read).collect()
    }
}

/// A request as the page makes it, but for the length of its body.
fn asking(question: &str, body: Option<&Value>) -> Vec<u8> {
    let method = if body.is_some() { "POST" } else { "GET" };
    let body = body.map(Value::to_string).unwrap_or_default();
    format!(
        "{method} {question} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nOrigin: http://127.0.0.1:{PORT}\r\n\
         X-Papers-Key: {SECRET}\r\nContent-Type: application/json\r\n\r\n{body}"
    )
    .into_bytes()
}

/// A request with the length of its body, so that changes reach what is in the body.
fn measured(request: &[u8]) -> Vec<u8> {
    let head = request.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(request.len());
    let (head, rest) = request.split_at(head);
    let length = rest.len().saturating_sub(4);
    [head, format!("\r\nContent-Length: {length}").as_bytes(), rest].concat()
}

/// What a desk says to a question.
fn asked(desk: &impl Fn(&[u8]) -> Vec<u8>, question: &str) -> Value {
    told(desk, &asking(question, None))
}

/// What a desk says to a request, in JSON.
fn told(desk: &impl Fn(&[u8]) -> Vec<u8>, request: &[u8]) -> Value {
    let answer = desk(&measured(request));
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    serde_json::from_slice(&answer[head + 4..]).unwrap()
}

pub(super) fn requests() -> Vec<File> {
    let ground = Ground::new();
    let desk = ground.desk();
    let paper = "file=report.toml";
    let revision = &asked(&desk, &format!("/api/paper?{paper}"))["revision"];
    let printed = format!("/api/preview?{paper}&edition=public&as=printed");
    let page = &asked(&desk, &printed)["pages"][0]["name"];
    let page = format!("/api/page?{paper}&edition=public&name={}", page.as_str().unwrap());
    let changes = |revision: &Value, edits: Value| json!({ "file": "report.toml", "revision": revision, "edits": edits });
    let edits = [
        json!([{ "set": [["section", 0, "text"], { "prose": "One.\n\n- two\n- three {.exempt-3}" }] }]),
        json!([{ "insert": [["recommendation"], 1, { "group": [["text", { "text": "notes this; and" }]] }] }, { "move": [["recommendation"], 1, 0] }]),
        json!([{ "remove": ["recommendation", 1] }, { "set": [["meeting"], { "day": "2022-11-11" }] }]),
        json!([{ "set": [["accept"], { "list": [{ "text": "a" }, { "number": "1" }, { "truth": true }, { "time": "10:00" }] }] }]),
    ];
    let edits = edits.map(|edits| asking("/api/edit", Some(&changes(revision, edits))));
    let posted = |question: &str, body: Value| asking(question, Some(&body));
    let edited = &told(&desk, &edits[0])["revision"];
    let step = |question: &str, revision: &Value| posted(question, changes(revision, json!([])));
    let new = |kind: &str, copy: Value| {
        json!({ "kind": kind, "title": "A new depot", "committee": "Cabinet", "meeting": "2027-01-19", "copy": copy,
                "values": [["style", { "text": "x" }]] })
    };
    let seeds = [
        (
            "reading",
            vec![
                asking("/", None),
                asking("/api/workspace", None),
                asking("/api/paper?file=plan.toml", None),
                asking("/api/figures?file=report.toml", None),
                asking("/api/state?file=..%2Fbeside%2Fplan.toml", None),
                asking("/api/notice?day=2027-01-19", None),
            ],
        ),
        ("showing", vec![asking(&printed, None), asking(&page, None)]),
        ("web", vec![asking("/api/preview?file=brief.toml&edition=restricted&as=web", None)]),
        ("editing", edits.to_vec()),
        ("undoing", vec![edits[0].clone(), step("/api/undo", edited), step("/api/redo", revision)]),
        (
            "beginning",
            vec![
                posted("/api/new", new("report", json!("report.toml"))),
                posted("/api/new", new("meeting", Value::Null)),
                posted("/api/new", new("plan", json!("../beside/plan.toml"))),
            ],
        ),
        (
            "starting",
            vec![posted(
                "/api/start",
                json!({ "council": "A", "style": "medway", "jurisdiction": "wales" }),
            )],
        ),
        (
            "picturing",
            vec![posted(
                "/api/picture",
                json!({ "file": "report.toml", "name": "a b.png", "bytes": PICTURE }),
            )],
        ),
        (
            "making",
            vec![
                posted("/api/build", json!({ "file": "brief.toml" })),
                asking("/api/output?file=output/workspace/brief.pdf", None),
            ],
        ),
    ];
    let file = |(name, all): (&str, Vec<Vec<u8>>)| File {
        bytes: all.join(BETWEEN),
        ..text(&format!("{name}.http"), "")
    };
    seeds.into_iter().map(file).collect()
}

pub(super) fn answer(requests: &File) {
    let ground = Ground::new();
    let before = ground.outside();
    let desk = ground.desk();
    let mut rest = Some(&requests.bytes[..]);
    while let Some(request) = rest {
        let end = request.windows(BETWEEN.len()).position(|next| next == BETWEEN);
        let (request, after) = request.split_at(end.unwrap_or(request.len()));
        rest = after.strip_prefix(BETWEEN);
        let answer = desk(&measured(request));
        assert!(answer.starts_with(b"HTTP/1.1 "), "a request is not answered");
    }
    assert!(ground.outside() == before, "something outside the workspace was changed");
    for file in files(SAMPLE) {
        let paper = asked(&desk, &format!("/api/paper?file={}", file.name));
        assert!(paper["values"].is_object(), "{} can no longer be read: {paper}", file.name);
    }
}
