//! Each framework that is built in has a small workspace in `tests/frameworks/`, and what its report, plan and review
//! say there stands in `said.txt`. Run with `BLESS=1` to write it; then read every sentence aloud.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use committee_papers::{Format, Options, Workspace, World, build};
use typst::syntax::VirtualPath;

/// The papers of a workspace, and the headings between which they speak of the inspection.
const PAPERS: [(&str, &[(&str, &str)]); 3] = [
    ("report", &[("Background", "\nContact details")]),
    ("plan", &[("Inspection", "\nWhere the plan stands"), ("\nArea 1:", "\nActions\n")]),
    ("review", &[("What was reviewed", "\nThe position at a glance")]),
];

/// The folder of the workspace.
const FOLDER: &str = "tests/frameworks";

/// What a paper says of an inspection: between some headings, a line for each paragraph, heading, item and row.
/// Nothing may be found wrong with the paper.
fn said(world: &World, file: &str, between: &[(&str, &str)]) -> String {
    let options = Options { formats: vec![Format::Html], ..Options::default() };
    let built = build(world, World::id(&VirtualPath::new(file).unwrap()), &options).unwrap();
    assert_eq!(built.findings, [], "{file}");
    let page = String::from_utf8(built.value.into_iter().next().unwrap().bytes).unwrap();
    let words = words(page.split("<main").nth(1).unwrap());
    let part = |(from, to): &(&str, &str)| {
        let (start, end) = (words.find(from).unwrap(), words.find(to).unwrap());
        words[start..end].trim_matches('\n').to_owned()
    };
    between.iter().map(part).collect::<Vec<_>>().join("\n")
}

/// The words of HTML.
fn words(html: &str) -> String {
    let mut words = String::new();
    let mut skipped = "";
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        match (tag.trim_start_matches('/'), name) {
            (closed, "") if closed == skipped => skipped = "",
            (_, "svg" | "nav") if skipped.is_empty() => skipped = name,
            (_, "p" | "h1" | "h2" | "h3" | "li" | "div" | "figcaption" | "tr" | "caption")
                if !words.ends_with("• ") =>
            {
                words.push('\n');
            }
            (_, "td" | "th") => words.push_str(" | "),
            _ => {}
        }
        if skipped.is_empty() {
            words.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
            words.push_str(if text.ends_with(' ') { " " } else { "" });
        }
    }
    let lines = words.replace("&amp;", "&").replace(" | \n", " | ");
    let lines = lines
        .lines()
        .map(|line| line.trim_matches([' ', '|']))
        .filter(|line| line.contains(char::is_alphabetic));
    lines.fold(String::new(), |mut said, line| {
        let _ = writeln!(said, "{line}");
        said
    })
}

#[test]
fn every_framework_has_a_report_a_plan_and_a_review_whose_sentences_were_read() {
    let world = Workspace::open(Path::new(FOLDER), Path::new(FOLDER)).unwrap().world();
    let names: BTreeSet<_> = fs::read_dir("templates/frameworks")
        .unwrap()
        .filter_map(|entry| {
            entry
                .unwrap()
                .file_name()
                .into_string()
                .unwrap()
                .strip_suffix(".toml")
                .map(str::to_owned)
        })
        .collect();
    let mut failures = String::new();
    assert_eq!(names.len(), 10);
    for name in names {
        let papers = PAPERS.map(|(paper, between)| {
            let said = said(&world, &format!("{name}/{paper}.toml"), between);
            format!("## {paper}\n\n{said}\n\n")
        });
        let kept = format!("{FOLDER}/{name}/said.txt");
        let given = papers.concat();
        if std::env::var_os("BLESS").is_some() {
            fs::write(&kept, &given).unwrap();
        }
        let wanted = fs::read_to_string(&kept).unwrap_or_default();
        if given != wanted {
            let _ = writeln!(failures, "{kept}\n--- expected\n{wanted}\n+++ given\n{given}");
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
