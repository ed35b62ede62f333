//! Every named rule has a case of its name in `tests/rules/`: a paper in which it finds something, a near miss in
//! which it finds nothing, and what it says.
//!
//! `[finds]` and `[leaves]` are the files of two workspaces. A `report.toml` goes on after [`HEAD`] and a `council.toml`
//! after [`COUNCIL`], unless they say their kind. A list of texts is a PDF by its objects, the catalog first, and
//! `{ copy = "…" }` a file of the samples; `{ base64 = "…" }` is any bytes. Run with `BLESS=1` to write what was said; then read the difference.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use committee_papers::diag::Rule;
use committee_papers::diag::rule::Level;
use serde::Deserialize;
use tempfile::TempDir;

use crate::command::{papers, stderr};
use crate::support::COUNCIL;

/// The start of the report of a case.
const HEAD: &str = "kind = \"report\"\ntitle = \"School transport\"\ncommittee = \"Cabinet\"\nmeeting = 2022-11-10\n\
     front.local-members-interest = \"N/A\"\nfront.report-of = \"Leader\"\n\
     [[section]]\nid = \"summary\"\ntext = \"Why the contract ends.\"\n";

/// A rule's case.
#[derive(Deserialize)]
struct Case {
    says: String,
    finds: BTreeMap<String, File>,
    leaves: BTreeMap<String, File>,
}

/// A file of a workspace.
#[derive(Deserialize)]
#[serde(untagged)]
enum File {
    Text(String),
    Pdf(Vec<String>),
    Sample { copy: String },
    Encoded { base64: String },
}

impl File {
    /// Its bytes, given its name and the rule that it tries.
    fn bytes(&self, name: &str, rule: Rule) -> Vec<u8> {
        match self {
            Self::Pdf(objects) => pdf(objects),
            Self::Encoded { base64 } => STANDARD.decode(base64).unwrap(),
            Self::Sample { copy } => fs::read(copy).unwrap(),
            Self::Text(text) if text.trim_start().starts_with("kind = ") => text.clone().into(),
            Self::Text(text) => match name.rsplit('/').next() {
                Some("report.toml") => format!("{HEAD}{text}").into(),
                Some("council.toml") => format!("{}{text}", council(rule)).into(),
                _ => text.clone().into(),
            },
        }
    }
}

/// The council of a case, which asks for the rule if it has to be asked for.
fn council(rule: Rule) -> String {
    match rule.about().default {
        Level::Off => format!("{COUNCIL}check.{rule} = \"warning\"\n"),
        _ => COUNCIL.to_owned(),
    }
}

/// A PDF of objects, with a cross-reference table.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.7\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    let _ =
        write!(file, "{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

/// Lays a workspace out on disk.
fn lay(folder: &Path, files: &BTreeMap<String, File>, rule: Rule) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("council.toml"), council(rule)).unwrap();
    for (name, file) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.bytes(name, rule)).unwrap();
    }
}

/// What was found in the papers below a folder: what the rule says, and all other errors.
fn said(json: &serde_json::Value, folder: &str, rule: Rule) -> (Vec<String>, Vec<String>) {
    let (mut said, mut errors) = (Vec::new(), Vec::new());
    let of_folder = |finding: &&serde_json::Value| {
        let papers = finding["papers"].as_array().unwrap();
        papers.iter().any(|paper| paper.as_str().unwrap().starts_with(folder))
    };
    for finding in json["findings"].as_array().unwrap().iter().filter(of_folder) {
        let text = |key: &str| finding[key].as_str().map(str::to_owned);
        let at = text("file").map(|file| {
            let file = file.strip_prefix(folder).unwrap_or(&file).to_owned();
            format!("{file}:{}:{} ", finding["line"], finding["column"])
        });
        let severity = text("severity").unwrap();
        let message = text("message").unwrap();
        let mut one = format!("{}{severity}: {message}\n", at.unwrap_or_default());
        for hint in finding["hints"].as_array().unwrap() {
            let _ = writeln!(one, "  hint: {}", hint.as_str().unwrap());
        }
        let of_rule = finding["rule"] == *rule.about().name;
        match severity.as_str() {
            _ if of_rule => said.push(one),
            "error" => errors.push(one),
            _ => {}
        }
    }
    (said, errors)
}

#[test]
fn every_rule_finds_its_case_and_leaves_the_near_miss_alone() {
    let folder = TempDir::new().unwrap();
    let mut cases = Vec::new();
    for &rule in Rule::ALL {
        let path = format!("tests/rules/{rule}.toml");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let case: Case = toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        lay(&folder.path().join(format!("{rule}-finds")), &case.finds, rule);
        lay(&folder.path().join(format!("{rule}-leaves")), &case.leaves, rule);
        cases.push((rule, path, text, case));
    }
    let output = papers(folder.path(), &["check", "--json", "."]);
    let json =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    let mut failures = String::new();
    for (rule, path, text, case) in cases {
        let none = Vec::<String>::new();
        let (found, errors) = said(&json, &format!("./{rule}-finds/"), rule);
        assert_eq!(errors, none, "{path}: what is found besides");
        assert_ne!(found, none, "{path}: nothing is found");
        let left = said(&json, &format!("./{rule}-leaves/"), rule);
        assert_eq!(left, (vec![], vec![]), "{path}: the near miss");
        let found = found.concat();
        if std::env::var_os("BLESS").is_some() {
            let said = format!("'''\n{}'''", case.says);
            fs::write(path, text.replacen(&said, &format!("'''\n{found}'''"), 1)).unwrap();
        } else if found != case.says {
            let _ = writeln!(failures, "{path}\n--- expected\n{}\n+++ given\n{found}", case.says);
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_case_is_that_of_a_rule() {
    let rules: BTreeSet<_> = Rule::ALL.iter().map(|rule| format!("{rule}.toml")).collect();
    let cases: BTreeSet<_> = fs::read_dir("tests/rules")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(cases, rules);
}
