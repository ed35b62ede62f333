//! What `--json` prints.

use std::fs;
use std::path::Path;

use super::{papers, report, stdout, workspace};
use crate::support::COUNCIL;

#[test]
fn json_lists_outputs_with_pages_sizes_and_findings_on_standard_output() {
    let folder = workspace();
    let broken = report("Title").replace("title =", "titel =");
    fs::write(folder.path().join("data/anyshire/second/report.toml"), broken).unwrap();
    let output = papers(folder.path(), &["build", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let outputs = json["outputs"].as_array().unwrap();
    let first = outputs.iter().find(|one| one["source"] == "data/anyshire/report.toml").unwrap();
    assert_eq!((&first["status"], &first["pages"]), (&"built".into(), &1.into()));
    assert!(first["bytes"].as_u64().unwrap() > 1000 && first["milliseconds"].is_u64());
    let second =
        outputs.iter().find(|one| one["source"] == "data/anyshire/second/report.toml").unwrap();
    assert_eq!(second["status"], "failed");
    assert_eq!((&json["version"], &json["exit"]), (&1.into(), &1.into()));
    assert_eq!(json["errors"], serde_json::json!([]));
    let findings = json["findings"].as_array().unwrap();
    let finding = findings.iter().find(|one| one["line"] == 2).unwrap();
    assert_eq!(
        *finding,
        serde_json::json!({
            "severity": "error",
            "file": "data/anyshire/second/report.toml",
            "line": 2, "column": 1, "end_line": 2, "end_column": 6,
            "message": "`titel` is not a key that is known here",
            "hints": ["did you mean `title`?"],
            "papers": ["data/anyshire/second/report.toml"],
        })
    );
}

#[test]
fn json_says_what_keeps_a_command_from_its_work_and_a_shared_finding_once() {
    let folder = workspace();
    let json = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_slice(&papers(folder.path(), arguments).stdout).unwrap()
    };
    let missing = json(&["check", "nothing.toml", "--json"]);
    assert_eq!(missing["errors"], serde_json::json!(["there is no file or folder `nothing.toml`"]));
    assert_eq!((&missing["exit"], &missing["papers"]), (&2.into(), &serde_json::json!([])));
    let council = format!("{COUNCIL}check.no-such-rule = \"off\"\n");
    fs::write(folder.path().join("data/anyshire/council.toml"), council).unwrap();
    let shared = json(&["check", "--json"]);
    let findings = shared["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0]["papers"].as_array().unwrap().len(), 2);
    assert_eq!(shared["papers"][0]["warnings"], 1);
    for (arguments, key) in [
        (&["styles", "--json"][..], "styles"),
        (&["styles", "medway", "--json"], "style"),
        (&["rules", "--json"], "rules"),
        (&["--json"], "here"),
        (&["build", "--emit", "data", "--json"], "seen"),
        (&["man", "--json"], "page"),
    ] {
        let said = json(arguments);
        assert_eq!((&said["version"], &said["exit"]), (&1.into(), &0.into()), "{arguments:?}");
        assert!(!said[key].is_null(), "{arguments:?}");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (arguments, key) in [
        (["notice", "data/county-meeting/meeting.toml", "--json"], "notice"),
        (["status", "data/staffordshire/plan.toml", "--json"], "status"),
    ] {
        let said: serde_json::Value =
            serde_json::from_slice(&papers(root, &arguments).stdout).unwrap();
        assert!(said[key].is_object(), "{arguments:?}");
    }
}

#[test]
fn wrong_usage_is_one_object_too_where_json_is_asked_for() {
    let folder = workspace();
    for arguments in [
        &["build", "--bogus", "--json"][..],
        &["--json", "build", "--as-at", "29/09/2022"],
        &["new", "bogus", "--json"],
        &["build", "--format", "odt", "--json"],
    ] {
        let output = papers(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
        assert_eq!((&said["version"], &said["exit"]), (&1.into(), &2.into()), "{said}");
        assert_eq!(said["errors"].as_array().unwrap().len(), 1, "{said}");
    }
}
