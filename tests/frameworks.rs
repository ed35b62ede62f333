//! Each framework that is built in has a small workspace in `tests/frameworks/`, and what its report, plan and review
//! say there stands in `said.txt`. Run with `BLESS=1` to write it; then read every sentence aloud.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use committee_papers::diag::apart;
use committee_papers::{Format, Options, Workspace, World, build, compose};
use typst::syntax::VirtualPath;

/// The papers of a workspace, and the headings between which they speak of the inspection.
const PAPERS: [(&str, &[(&str, &str)]); 3] = [
    ("report", &[("Background", "\nContact details")]),
    ("plan", &[("Inspection", "\nWhere the plan stands"), ("\nArea 1:", "\nActions of ")]),
    ("review", &[("What was reviewed", "\nWhat the figures mean")]),
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
    // What stays on one line stands inside words.
    let mut html = html.to_owned();
    while let Some((before, after)) = html.split_once("<span class=\"bound\">") {
        html = format!("{before}{}", after.replacen("</span>", "", 1));
    }
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
        // The tag of a figure stands inside words.
        if skipped.is_empty() && (name == "data" || tag == "/data") {
            let text = text.replace('\n', " ");
            words.push_str(if words.ends_with(' ') { text.trim_start() } else { &text });
        } else if skipped.is_empty() {
            // Words go on after a mark that stands with the first of them.
            let goes_on = text.starts_with(' ') && words.ends_with(char::is_alphanumeric);
            words.push_str(if goes_on { " " } else { "" });
            words.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
            words.push_str(if text.ends_with(' ') && !words.ends_with([' ', '\n']) {
                " "
            } else {
                ""
            });
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

/// A framework of a workspace's own, with grades that share words or differ in a sign.
const SAFETY: &str = r#"
kind = "framework"
name = "Records review"
also = ["Review of records"]
by = ["the Records Service"]
words = { judgement = "rating", inspectors = "reviewers", found = "made" }
[[scale]]
id = "assurance"
grade = [{ id = "A*" }, { id = "A" }, { id = "high" }, { id = "low" }]
[[scale]]
id = "priority"
grade = [{ id = "low" }, { id = "high" }]
[[subject]]
id = "scope"
title = "Scope"
scale = "assurance"
own = true
[[finding]]
id = "recommendation"
one = "recommendation"
many = "recommendations"
priority = "priority"
[[visit]]
id = "review"
name = "review"
judges = ["scope"]
on-site = false
"#;

/// A review under it.
const RECORDS: &str = r#"
kind = "inspection"
framework = "Review of records"
visit = [{ name = "review", issued = 2025-04-14 }]
subject = [
  { id = "requests", title = "Requests", judgement.review = "A" },
  { id = "2b", title = "Training", judgement.review = "high" },
]
recommendation = [
  { id = "GA.01", priority = "high", text = "Record why." },
  { id = "x", priority = "low", text = "Record when." },
]
"#;

/// What a paper of a workspace with these files says, and the messages of what is wrong with it.
fn composed(files: &[(&str, &str)], paper: &str) -> (String, Vec<String>) {
    let council = [("council.toml", crate::support::COUNCIL)];
    let files = council.into_iter().chain(files.iter().copied());
    let world = Workspace::memory(files.map(|(name, text)| (name, text.as_bytes()))).world();
    let file = World::id(&VirtualPath::new(paper).unwrap());
    let (composed, problems) = apart(compose(&world, file, &Options::default()));
    let mut said = String::new();
    if let Some(composed) = composed {
        composed.document.each_text(&mut |text| said += &format!("{}|", text.text));
    }
    (said, problems.into_iter().map(|problem| problem.message).collect())
}

/// A report on that review.
fn report(prose: &str) -> String {
    format!(
        "kind = 'report'\ntitle = 'T'\ncommittee = 'C'\nmeeting = 2026-11-10\nsources.records = 'records.toml'\n\
         front = {{ local-members-interest = 'N/A', report-of = 'Head' }}\n[[section]]\nid = 'summary'\ntext = 'S.'\n\
         [[section]]\nheading = 'Background'\ntext = '''\n{prose}\n'''\n"
    )
}

#[test]
fn grades_that_two_scales_share_are_told_apart_by_their_scales() {
    let prose = "{{ records.assurance_high.count }} and {{ records.priority_high.count }}; {{ records['A'].count }} and \
                 {{ records['A*'].count }}\n\n{{ records.judgement_table() }}\n\n{{ records.finding_list(grade='high') }}";
    let text = report(prose);
    let files =
        [("frameworks/safety.toml", SAFETY), ("records.toml", RECORDS), ("report.toml", &text)];
    let (said, problems) = composed(&files, "report.toml");
    assert_eq!(problems, Vec::<String>::new());
    for part in ["1| and |1|; |1| and |0|", "|Requests|A|", "|Training|High|", "|Record why.|"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("Record when"), "{said}");
    let text = report("{{ records.high.count }}");
    let files =
        [("frameworks/safety.toml", SAFETY), ("records.toml", RECORDS), ("report.toml", &text)];
    assert_eq!(composed(&files, "report.toml").1, ["`records` has nothing called `high`"]);
}

#[test]
fn a_slip_in_a_framework_of_one_s_own_is_said_where_an_inspection_names_it() {
    let safety = SAFETY.replace("on-site", "onsite");
    let text = report("Nothing.");
    let files =
        [("frameworks/safety.toml", &*safety), ("records.toml", RECORDS), ("report.toml", &text)];
    assert_eq!(composed(&files, "report.toml").1, ["`onsite` is not a key that is known here"]);
}

#[test]
fn a_review_of_a_plan_that_answers_several_inspections_says_which_found_what() {
    let other = "kind = 'inspection'\nframework = 'peer-challenge-2024'\n\
                 visit = [{ name = 'peer challenge', start = 2025-03-04, end = 2025-03-07 }]\n\
                 recommendation = [{ id = 'R1', text = 'Close the gap.' }]\n";
    let plan = "kind = 'plan'\nname = 'Improvement plan'\ninspection = ['records.toml', 'peers.toml']\n\
                submitted = 2025-05-01\narea = [{ id = 'a', finding = ['GA.01', 'x', 'R1'] }]\n";
    let review = "kind = 'review'\nplan = 'plan.toml'\nname = 'Review'\nheld = 2025-11-01\nsince = 2025-05-01\n";
    let files = [
        ("frameworks/safety.toml", SAFETY),
        ("records.toml", RECORDS),
        ("peers.toml", other),
        ("plan.toml", plan),
        ("review.toml", review),
    ];
    let (said, problems) = composed(&files, "review.toml");
    assert_eq!(problems, Vec::<String>::new());
    for part in [
        "Reviewers made two recommendations (Review of records).",
        "Reviewers gave these ratings (Review of records):",
        "The peer team made one recommendation (LGA corporate peer challenge).",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_progress_review_that_is_a_visit_is_one_event() {
    let peers = "kind = 'inspection'\nframework = 'peer-challenge-2024'\n\
                 visit = [{ name = 'peer challenge', start = 2025-03-04, end = 2025-03-07 },\n\
                 { name = 'progress review', start = 2025-11-19, end = 2025-11-19 }]\n\
                 recommendation = [{ id = 'R1', text = 'Close the gap.' }]\n";
    let plan = "kind = 'plan'\nname = 'Action plan'\ninspection = 'peers.toml'\nsubmitted = 2025-05-01\n\
                area = [{ id = 'a', finding = 'R1' }]\n";
    let review = "kind = 'review'\nplan = 'plan.toml'\nname = 'Progress review'\nheld = 2025-11-19\nsince = 2025-05-01\n";
    let files = [("peers.toml", peers), ("plan.toml", plan), ("review.toml", review)];
    let (said, _) = composed(&files, "review.toml");
    assert_eq!(said.matches("|19 November 2025|Progress review|").count(), 1, "{said}");
}
