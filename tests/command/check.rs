//! `papers check`: what it says, counts and denies.

use std::fs;

use super::{papers, report, stderr, workspace};
use crate::support::COUNCIL;

#[test]
fn check_says_what_is_wrong_and_writes_nothing() {
    let folder = workspace();
    fs::write(folder.path().join("data/anyshire/report.toml"), report("{{ nothing }}")).unwrap();
    let output = papers(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("nothing is called `nothing`"), "{}", stderr(&output));
    assert!(!folder.path().join("output").exists());
}

#[test]
fn check_opens_the_appendices_from_outside_of_a_plain_paper() {
    let folder = workspace();
    let inside = folder.path().join("data/anyshire");
    let appendix = "[[appendix]]\ntitle = \"A letter\"\nfile = \"letter.pdf\"\n";
    fs::write(inside.join("report.toml"), report("First") + appendix).unwrap();
    fs::write(inside.join("letter.pdf"), "%PDF-1.7 cut short").unwrap();
    let output = papers(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("error: `letter.pdf` is damaged"), "{}", stderr(&output));
}

#[test]
fn check_counts_by_rule_explains_one_and_writes_for_editors() {
    let folder = workspace();
    let doubled = report("First").replace("What this", "What this is is, of of all");
    fs::write(folder.path().join("data/anyshire/report.toml"), doubled).unwrap();
    let output = papers(folder.path(), &["check", "--sarif"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).ends_with("2 papers checked, 1 finding\n   1 doubled-word\n"));
    let sarif: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let results = &sarif["runs"][0]["results"];
    assert_eq!(results.as_array().unwrap().len(), 1);
    assert_eq!(
        (&results[0]["ruleId"], &results[0]["level"]),
        (&"doubled-word".into(), &"warning".into())
    );
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "data/anyshire/report.toml");
    assert_eq!(place["region"]["startLine"], 9);
    let explained = papers(folder.path(), &["check", "--explain", "doubled-word"]);
    assert_eq!(explained.stdout, papers(folder.path(), &["rules", "doubled-word"]).stdout);
}

#[test]
fn what_a_paper_accepts_with_a_reason_is_listed_only_when_asked_for() {
    let folder = workspace();
    let doubled = report("First").replace("What this", "What this is is, of of all");
    let paper = |accept: &str| {
        let text = doubled.replace("title =", &format!("accept = [{accept}]\ntitle ="));
        fs::write(folder.path().join("data/anyshire/report.toml"), text).unwrap();
        let council = format!("{COUNCIL}check.doubled-word = \"error\"\n");
        fs::write(folder.path().join("data/anyshire/council.toml"), council).unwrap();
        papers(folder.path(), &["check", "--deny-warnings"])
    };
    assert_eq!(paper("").status.code(), Some(1));
    let accepted = paper("{ rule = \"doubled-word\", reason = \"a quotation\" }");
    assert_eq!(accepted.status.code(), Some(0), "{}", stderr(&accepted));
    assert!(stderr(&accepted).contains("2 papers checked, nothing found"));
    let listed = papers(folder.path(), &["check", "--accepted"]);
    assert!(stderr(&listed).contains("hint: accepted: a quotation"), "{}", stderr(&listed));
    for (accept, said) in [
        (
            "{ rule = \"doubled-word\", reason = \"x\", words = \"in in\" }",
            "`of` stands here twice",
        ),
        ("{ rule = \"link-txt\", reason = \"x\" }", "did you mean `link-text`?"),
    ] {
        let output = paper(accept);
        assert_eq!(output.status.code(), Some(1), "{accept}");
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
}

#[test]
fn warnings_stop_a_build_only_when_denied() {
    let folder = workspace();
    let extra =
        report("First").replace("[[section]]", "front.favourite-colour = \"red\"\n[[section]]");
    fs::write(folder.path().join("data/anyshire/report.toml"), extra).unwrap();
    assert_eq!(papers(folder.path(), &["build"]).status.code(), Some(0));
    // A warning is said again when nothing is built again.
    let again = papers(folder.path(), &["build"]);
    assert!(stderr(&again).contains("no place for `favourite-colour`"), "{}", stderr(&again));
    assert_eq!(papers(folder.path(), &["build", "--deny-warnings"]).status.code(), Some(1));
}
