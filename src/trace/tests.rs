mod figures;
mod findings;
mod withheld;

use std::collections::BTreeSet;

use typst::syntax::{FileId, VirtualPath};

use super::*;
use crate::diag::apart;
use crate::document::{Block, Cell, Node, plain};
use crate::load;

const COUNCIL: &str = "kind = 'council'\nname = 'Anyshire'\nstyle = 'staffordshire'\n";

const PLAN: &str = r#"
kind = "plan"
name = "Plan"
submitted = 2026-04-01
[[area]]
id = "access"
[[area.action]]
id = "1.1"
action = "Agree the terms"
lead = "Head of Service"
due = 2026-06-30
update = [
    { on = 2026-05-01, status = "on-track" },
    { on = 2026-08-01, status = "behind", reason = "Only 12 of the 40 schools have replied." },
]
[[area.action]]
id = "1.2"
action = "Open the hub"
lead = "Head of Service"
due = 2026-12-31
update = [{ on = 2026-08-01, status = "on-track" }]
[[area.measure]]
id = "timely"
name = "Plans in time"
unit = "%"
better = "higher"
baseline = { on = 2026-03-31, value = 40 }
target = [{ by = 2026-12-31, value = 60 }]
actual = [{ on = 2026-07-31, value = 52 }]
"#;

const REPORT: &str = r#"
kind = "report"
title = "Improvement"
committee = "Cabinet"
meeting = 2026-09-10
front = { local-members-interest = "N/A", report-of = "Leader" }
[sources]
plan = "plan.toml"
[[section]]
id = "summary"
text = """
Of {{ plan.total | words }} actions, {{ plan.progress.behind.count | words }} is behind. The plan is of {{ plan.submitted | date }}.

The Council spent £1,900 by 3 July 2026 (see Appendix 2). The letter says “30 families waited”.

In time: {{ plan.measure('timely').latest.words }}.

{{ plan.action_table() }}
"""
"#;

fn workspace(plan: &str) -> Workspace {
    Workspace::memory([
        ("council.toml", COUNCIL.as_bytes()),
        ("plan.toml", plan.as_bytes()),
        ("report.toml", REPORT.as_bytes()),
    ])
}

/// The number of a paper's figures by origin.
fn counted(workspace: &Workspace, name: &str) -> Count {
    let world = workspace.world();
    let composed = crate::compose(&world, file(name), &crate::Options::default()).unwrap().value;
    count(&world, file(name), &composed).unwrap()
}

fn file(name: &str) -> FileId {
    World::id(&VirtualPath::new(name).unwrap())
}

fn asked(name: &str, audience: Audience) -> Asked {
    Asked { file: file(name), as_at: None, closed: false, audience }
}

/// The public edition of a paper.
fn read(workspace: &Workspace, asked: Asked) -> (Paper, Document<Cleared>) {
    let paper = apart(load::paper::paper(&workspace.world(), asked.file, None)).0.unwrap();
    let document = depends::edition(workspace, asked, &paper).unwrap();
    (paper, document)
}

fn traced(workspace: &Workspace, asked: Asked) -> Vec<Figure> {
    let (paper, document) = read(workspace, asked);
    let elsewhere = Elsewhere::in_workspace(workspace);
    trace(workspace, &elsewhere, asked, &paper, &document)
}

/// The origin of a figure with these words.
fn origin_of<'f>(figures: &'f [Figure], words: &str, said: &str) -> &'f Origin {
    let found = figures.iter().find(|one| one.words == words && one.said.contains(said));
    let all: Vec<_> = figures.iter().map(|one| (&one.words, &one.said)).collect();
    &found.unwrap_or_else(|| panic!("no {words:?} in {said:?}: {all:#?}")).origin
}

/// The keys that a figure depends on.
fn keys(origin: &Origin) -> Vec<&str> {
    match origin {
        Origin::Data(bound) => bound.data.iter().map(|found| found.key.as_str()).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_figure_of_a_report_says_where_it_comes_from() {
    let figures = traced(&workspace(PLAN), asked("report.toml", Audience::Public));
    let of = |words, said| origin_of(&figures, words, said);
    let Origin::Data(bound) = of("one", "is behind") else { panic!() };
    assert_eq!(bound.expression.as_deref(), Some("plan.progress.behind.count | words"));
    assert_eq!(bound.file.as_deref(), Some("plan.toml"));
    assert_eq!(bound.as_at.map(|day| day.to_string()).as_deref(), Some("2026-09-10"));
    assert!(bound.meaning.as_ref().unwrap().contains("last update"), "{bound:?}");
    let statuses = ["area.access.action.1.1.update.2026-08-01.status"];
    assert!(statuses.iter().all(|key| keys(of("one", "is behind")).contains(key)), "{bound:?}");
    assert_eq!(keys(of("1 April 2026", "The plan is of")), ["submitted"]);
    assert_eq!(keys(of("52%", "In time")), ["area.access.measure.timely.actual.2026-07-31.value"]);
    assert!(
        matches!(of("£1,900", "spent"), Origin::Typed(found) if found.line == 14),
        "{figures:#?}"
    );
    assert!(matches!(of("3 July 2026", "spent"), Origin::Typed(_)));
    assert!(matches!(of("30", "The letter says"), Origin::Outside(_)));
    // The number of an appendix does not count as a figure.
    assert!(!figures.iter().any(|one| one.words == "2"), "{figures:#?}");
    let Origin::Data(due) = of("31 Dec 2026", "1.2") else { panic!() };
    assert!(due.data.iter().any(|one| one.key == "area.access.action.1.2.due"), "{due:?}");
}

#[test]
fn what_somebody_typed_into_data_is_typed_by_hand_where_it_stands() {
    let figures = traced(&workspace(PLAN), asked("plan.toml", Audience::Public));
    let Origin::Typed(found) = origin_of(&figures, "12", "") else { panic!("{figures:#?}") };
    assert_eq!((found.file.as_str(), found.line), ("plan.toml", 14));
    assert!(found.key.ends_with("update.2026-08-01.reason"), "{found:?}");
    // What the program drafts from data is bound, without an expression.
    assert!(
        figures
            .iter()
            .any(|one| matches!(&one.origin, Origin::Data(bound) if bound.expression.is_none()))
    );
}

#[test]
fn how_many_figures_come_from_data_is_counted_without_what_is_fixed() {
    let figures = traced(&workspace(PLAN), asked("report.toml", Audience::Public));
    let count = counted(&workspace(PLAN), "report.toml");
    assert_eq!((count.typed, count.outside), (2, 1));
    assert!(count.bound >= 8, "{count:?}");
    assert_eq!(count, Count::of(&figures));
}

/// The text of each paragraph, item and row of a paper, read without the code of the trace.
fn blocks(document: &Document<Cleared>) -> Vec<String> {
    let words = |cell: &Cell<Cleared>| {
        let mut words = String::new();
        crate::document::each_of(&cell.blocks, &mut |node| {
            if let Node::Inline(crate::document::Inline::Text(text)) = node {
                words.push_str(&text.text);
            }
        });
        words
    };
    let mut blocks = Vec::new();
    document.each(&mut |node| match node {
        Node::Block(Block::Paragraph(paragraph)) => blocks.push(plain(&paragraph.content)),
        Node::Block(Block::Heading(heading)) => blocks.push(plain(&heading.content)),
        Node::Block(Block::Table(table)) => {
            let rows = [&table.header].into_iter().chain(&table.rows);
            let rows = rows
                .filter(|row| !row.is_empty())
                .map(|row| row.iter().map(words).collect::<Vec<_>>());
            blocks.extend(rows.map(|row| row.join(" | ")));
            blocks.extend(table.caption.as_ref().map(|caption| plain(caption)));
        }
        Node::Block(Block::Chart(chart)) => blocks.push(chart.alternative.clone()),
        _ => {}
    });
    blocks
}

/// The letters and digits of words.
fn bare(words: &str) -> String {
    words.chars().filter(|next| next.is_alphanumeric()).collect()
}

#[test]
fn what_is_said_to_depend_on_a_datum_is_exactly_what_changes_with_it() {
    let workspace = workspace(PLAN);
    let statuses = ["not-started", "on-track", "at-risk", "behind", "complete"];
    let days: Vec<String> = [
        "2025-12-01",
        "2026-05-02",
        "2026-07-01",
        "2026-09-09",
        "2026-09-11",
        "2027-02-01",
        "2029-01-01",
    ]
    .map(str::to_owned)
    .to_vec();
    let numbers: Vec<String> = (0..10).map(|tenth| (tenth * 13).to_string()).collect();
    let words: Vec<String> = statuses.map(|status| format!("\"{status}\"")).to_vec();
    for (key, values) in [
        ("action.1.1.update.2026-08-01.status", &words),
        ("action.1.2.update.status", &words),
        ("action.1.1.due", &days),
        ("submitted", &days),
        ("actual.value", &numbers),
        ("target.value", &numbers),
    ] {
        let Meant::These(these) = meant(&workspace.world(), file("plan.toml"), key) else {
            panic!()
        };
        let [datum] = &these.whole[..] else { panic!("{key}: {these:?}") };
        for paper in ["report.toml", "plan.toml"] {
            let asked = asked(paper, Audience::Public);
            let said = uses(&workspace, asked, &[datum]).unwrap();
            let (made_from, now) = read(&workspace, asked);
            let now = blocks(&now);
            let mut changed = BTreeSet::new();
            for value in values {
                let text =
                    format!("{}{value}{}", &PLAN[..datum.range.start], &PLAN[datum.range.end..]);
                let other = workspace.with(World::path(datum.file), text.as_bytes());
                let Some(other) = depends::edition(&other, asked, &made_from) else { continue };
                let mut left = blocks(&other);
                for block in &now {
                    match left.iter().position(|other| other == block) {
                        Some(at) => drop(left.swap_remove(at)),
                        None => drop(changed.insert(block.clone())),
                    }
                }
            }
            assert!(!changed.is_empty() || said.is_empty(), "{key} in {paper}: {said:#?}");
            for block in &changed {
                let is_said = |one: &&Use| {
                    let (block, said) = (bare(block), bare(&one.words));
                    block.contains(&said) || said.contains(&block)
                };
                assert!(
                    said.iter().any(|one| is_said(&one)),
                    "{key} in {paper}: {block} of {said:#?}"
                );
            }
            for one in &said {
                let is_changed = |block: &String| bare(block).contains(&bare(&one.words));
                assert!(
                    changed.iter().any(is_changed),
                    "{key} in {paper}: {one:?} of {changed:#?}"
                );
            }
        }
    }
}

#[test]
fn what_is_not_for_publication_is_counted_in_what_everyone_reads_and_never_named() {
    let plan = PLAN.replace(
        "action = \"Open the hub\"",
        "action = \"Open the hub\"\nexempt = { paragraphs = [3], reason = \"The price is not agreed.\" }",
    );
    let workspace = workspace(&plan);
    let figures = traced(&workspace, asked("report.toml", Audience::Public));
    let written = serde_json::to_string(&figures).unwrap();
    assert!(!written.contains("action.1.2") && !written.contains("2026-12-31"), "{written}");
    let Origin::Data(bound) = origin_of(&figures, "one", "is behind") else { panic!() };
    assert!(bound.withheld > 0, "{bound:?}");
    let figures = traced(&workspace, asked("report.toml", Audience::Restricted));
    assert!(serde_json::to_string(&figures).unwrap().contains("action.1.2"));
}

#[test]
fn a_key_names_what_stands_in_a_file_and_may_leave_out_what_comes_before_its_last_name() {
    let world = workspace(PLAN).world();
    let found = |key: &str| -> Vec<String> {
        match meant(&world, file("plan.toml"), key) {
            Meant::These(these) => these.named.into_iter().map(|datum| datum.key).collect(),
            Meant::Unclear(several) => panic!("{several:?}"),
            Meant::Nothing(_) => Vec::new(),
        }
    };
    let status = "area.access.action.1.1.update.2026-08-01.status";
    for key in [status, "actions.1.1.update.2026-08-01.status"] {
        assert_eq!(found(key), [status]);
    }
    assert_eq!(found("actions.1.1.status").len(), 2);
    assert_eq!(found("action.1.2"), ["area.access.action.1.2"]);
    assert_eq!(found("4"), ["submitted"]);
    assert_eq!(found("actions.9.status"), Vec::<String>::new());
    assert_eq!(found("access"), ["area.access"]);
}

#[test]
fn a_number_is_a_line_before_it_is_a_name_and_what_may_be_several_things_is_asked() {
    let world = workspace(&PLAN.replace("\"1.2\"", "\"4\"")).world();
    let Meant::These(these) = meant(&world, file("plan.toml"), "4") else { panic!() };
    assert_eq!(these.named[0].key, "submitted");
    assert_eq!(these.passed, ["area.access.action.4"]);
    let plan = PLAN.replace("\"timely\"", "\"access\"");
    let world = workspace(&plan).world();
    let Meant::Unclear(several) = meant(&world, file("plan.toml"), "access") else { panic!() };
    let keys: Vec<_> = several.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["area.access", "area.access.measure.access"]);
    for key in keys {
        let Meant::These(these) = meant(&world, file("plan.toml"), key) else { panic!("{key}") };
        assert_eq!(these.named[0].key, key);
    }
    // The last part of a dotted number does not name anything.
    assert!(matches!(meant(&world, file("plan.toml"), "action.2"), Meant::Nothing(_)));
    // Something with a name cannot be named by its position.
    let plan = PLAN.replace(
        "lead = \"Head of Service\"\ndue = 2026-12-31",
        "lead = \"Head of Service\"\ndepends-on = [\"1.1\"]\ndue = 2026-12-31",
    );
    let world =
        workspace(&plan.replace("id = \"1.1\"", "id = \"1\"").replace("[\"1.1\"]", "[\"1\"]"))
            .world();
    let Meant::These(these) = meant(&world, file("plan.toml"), "access.1") else { panic!() };
    assert_eq!(these.named[0].key, "area.access.action.1");
}

#[test]
fn what_depends_on_a_record_or_a_group_is_all_that_depends_on_what_stands_in_it() {
    let workspace = workspace(PLAN);
    let used = |key: &str| -> BTreeSet<String> {
        let Meant::These(these) = meant(&workspace.world(), file("plan.toml"), key) else {
            panic!()
        };
        let data: Vec<&Datum> = these.whole.iter().collect();
        let asked = asked("report.toml", Audience::Public);
        uses(&workspace, asked, &data).unwrap().into_iter().map(|one| one.words).collect()
    };
    for (whole, part) in [
        ("action.1.2", "action.1.2.due"),
        ("action.1.1", "action.1.1.update.2026-08-01.status"),
        ("measure.timely", "actual.2026-07-31.value"),
        // A measure must have a baseline or a reading; `actual` is a list and not a datum itself.
        ("actual", "actual.2026-07-31.value"),
    ] {
        let (whole, part) = (used(whole), used(part));
        assert!(!part.is_empty() && part.is_subset(&whole), "{part:#?} of {whole:#?}");
    }
}

#[test]
fn money_in_thousands_is_traced_and_two_budgets_of_a_day_go_by_their_names() {
    let budget = |name: &str, all: u32| {
        format!("[[budget]]\nname = \"{name}\"\non = 2026-07-31\nbudget = {all}\nspent = 1000\n")
    };
    let plan = format!("{PLAN}{}{}", budget("Roads", 620_000), budget("Depots", 40_000));
    let workspace = workspace(&plan);
    let Meant::These(these) = meant(&workspace.world(), file("plan.toml"), "budget.Roads.budget")
    else {
        panic!()
    };
    let [datum] = &these.whole[..] else { panic!("{these:?}") };
    let said = uses(&workspace, asked("plan.toml", Audience::Public), &[datum]).unwrap();
    assert!(said.iter().any(|one| one.words.contains("£620,000")), "{said:?}");
}
