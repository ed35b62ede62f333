//! What the public is told about figures that come from withheld data.

use super::*;

/// A report that draws on a plan, which is an exempt appendix of it, as far as that says everyone may.
const REPORT: &str = r#"
kind = "report"
title = "Depots"
committee = "Cabinet"
meeting = 2026-09-10
front = { local-members-interest = "N/A", report-of = "Leader" }
open-figures = ["plan.total"]
[sources]
plan = "plan.toml"
figures = "figures.toml"
[[section]]
id = "summary"
text = "The plan has {{ plan.total | words }} action."
[[section]]
heading = "Bids"
text = "The lowest is {{ figures.bids.lowest }}."
exempt = { paragraphs = [3], reason = "Bidders could raise their prices." }
[[appendix]]
title = "Plan"
source = "plan.toml"
exempt = { paragraphs = [3], reason = "It names who would lose the work." }
"#;

const PLAN: &str = r#"
kind = "plan"
name = "Depot plan"
submitted = 2026-04-01
[[area]]
id = "depots"
title = "Depots"
[[area.action]]
id = "1.1"
action = "Close the depot"
lead = "Head of Fleet"
due = 2026-12-31
"#;

const FIGURES: &str = r#"
kind = "figures"
[[table]]
id = "bids"
title = "Bids"
unit = "£"
row = [{ id = "lowest", value = 471300 }]
"#;

fn workspace() -> Workspace {
    Workspace::memory([
        ("council.toml", COUNCIL.as_bytes()),
        ("plan.toml", PLAN.as_bytes()),
        ("figures.toml", FIGURES.as_bytes()),
        ("report.toml", REPORT.as_bytes()),
    ])
}

#[test]
fn data_of_a_file_that_another_one_withholds_are_counted_alone() {
    let workspace = workspace();
    let figures = traced(&workspace, asked("report.toml", Audience::Public));
    let Origin::Data(bound) = origin_of(&figures, "one", "The plan has") else {
        panic!("{figures:#?}")
    };
    assert!(bound.data.iter().all(|one| one.file != "plan.toml"), "{bound:#?}");
    assert!(bound.withheld > 0, "{bound:#?}");
}

#[test]
fn a_public_page_names_no_file_that_only_withheld_words_draw_on() {
    let workspace = workspace();
    let asked = asked("report.toml", Audience::Public);
    let (_, document) = read(&workspace, asked);
    let files: Vec<_> = document.origins.iter().map(|origin| origin.file.as_str()).collect();
    assert_eq!(files, ["plan.toml"]);
}
