//! Words that stand elsewhere than in the text of a paper are held against its data, too: those of updates, of what pictures
//! show, and of an agenda.

use std::fs;

use committee_papers::diag::{Rule, apart};
use committee_papers::{Options, Workspace, World, compose};
use typst::syntax::VirtualPath;

use super::care::report;
use crate::support::COUNCIL;

/// A plan with an update in which stands `NOTE`.
const PLAN: &str = r#"kind = "plan"
name = "Parks plan"
submitted = 2026-01-12
end = 2027-12-31
[[overall]]
on = 2026-06-30
status = "on-track"
reason = "OVERALL"
[[area]]
id = "paths"
title = "Paths"
action = [
  { id = "1", action = "Mend the paths", lead = "Parks Manager", start = 2026-02-02, due = 2026-12-31, success = "Both actions are complete.", update = [{ on = 2026-06-30, status = "on-track", note = "NOTE" }, { on = 2026-10-30, status = "complete", completed = 2026-10-12, evidence = [{ kind = "output", text = "The paths" }] }] },
  { id = "2", action = "Plant two hundred trees", lead = "Tree Officer", start = 2026-02-02, due = 2026-12-31, update = [{ on = 2026-06-30, status = "behind", reason = "No trees." }] },
]
"#;

/// A picture.
const PICTURE: &str = "tests/cases/what-markdown-would-take-for-something-else/Town map (2).png";

/// What contradicts the data in a paper beside the plan, in which an update says something, and why the whole stands so.
fn contradictions(paper: &str, report: &str, note: &str, overall: &str) -> Vec<String> {
    let plan = PLAN.replace("NOTE", note).replace("OVERALL", overall);
    let picture = fs::read(PICTURE).unwrap();
    let texts = [("council.toml", COUNCIL), ("plan.toml", &plan), ("report.toml", report)];
    let texts = texts.map(|(name, text)| (name, text.as_bytes()));
    let all = texts.into_iter().chain([("paths.png", picture.as_slice())]);
    let world = Workspace::memory(all).world();
    let file = World::id(&VirtualPath::new(paper).unwrap());
    let (composed, problems) = apart(compose(&world, file, &Options::default()));
    assert!(composed.is_some(), "{problems:?}");
    let found = problems.into_iter().filter(|found| found.rule == Some(Rule::Contradiction));
    found.map(|found| found.message).collect()
}

/// What contradicts the data in the plan itself.
fn in_plan(note: &str, overall: &str) -> Vec<String> {
    contradictions("plan.toml", "", note, overall)
}

#[test]
fn updates_are_held_against_the_data_of_their_own_day() {
    let none = Vec::<String>::new();
    assert_eq!(in_plan("No action is complete.", "One action is behind."), none);
    assert_eq!(
        in_plan("One of the two actions is complete.", "Work began."),
        ["`One of the two actions`: by the data it is 0 (actions that are complete)"]
    );
    assert_eq!(
        in_plan("Work began.", "The Parks plan runs until March 2028."),
        ["`March 2028`: by the data, the Parks plan ends on 31 December 2027"]
    );
    let kept = "{{ plan.total | words }} actions are complete.";
    assert_eq!(in_plan(kept, "Work began."), none);
}

#[test]
fn what_a_picture_shows_is_held_against_the_data() {
    let said = |text: &str| {
        let text = format!("Paths.\\n\\n![{text}](paths.png)");
        let report = report("plan = \"plan.toml\"\n", &text);
        contradictions("report.toml", &report, "Work began.", "Work began.")
    };
    assert_eq!(
        said("A chart: both of the two actions of the plan are complete"),
        ["`both of the two actions of the plan`: by the data it is 0 (actions that are complete)"]
    );
    assert_eq!(said("A chart: one of the two actions of the plan is behind"), Vec::<String>::new());
}
