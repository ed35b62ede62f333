//! The origins given for figures of an inspection, a plan and a review of it.

use super::*;

const INSPECTION: &str = r#"
kind = "inspection"
framework = "Corporate peer challenge"
[[visit]]
name = "peer challenge"
start = 2026-01-20
end = 2026-01-23
published = 2026-03-16
[[recommendation]]
id = 1
text = "Agree one plan for the buildings."
[[recommendation]]
id = 2
text = "Tell residents what changed."
"#;

const PLAN: &str = r#"
kind = "plan"
name = "Plan"
submitted = 2026-04-01
inspection = "inspection.toml"
[[area]]
id = "buildings"
finding = [1, 2]
[[area.action]]
id = "1.1"
action = "List the buildings"
lead = "Head of Property"
due = 2026-12-31
update = [{ on = 2026-05-01, status = "on-track", note = "The list has 14 of the buildings so far." }]
"#;

const REVIEW: &str = r#"
kind = "review"
plan = "plan.toml"
name = "Review"
held = 2026-07-20
since = 2026-04-20
conclusions = ["The Council has begun on the two recommendations.", "Of one action, one was on track."]
"#;

const REPORT: &str = r#"
kind = "report"
title = "Peer challenge"
committee = "Cabinet"
meeting = 2026-09-10
front = { local-members-interest = "N/A", report-of = "Leader" }
[sources]
inspection = "inspection.toml"
plan = "plan.toml"
review = "review.toml"
[[section]]
id = "summary"
text = """
The peers made {{ inspection.recommendation.count | words }} recommendations.

{{ plan.action_table(columns=["id", "action", "update"]) }}
"""
"#;

fn findings() -> Workspace {
    Workspace::memory([
        ("council.toml", COUNCIL.as_bytes()),
        ("inspection.toml", INSPECTION.as_bytes()),
        ("plan.toml", PLAN.as_bytes()),
        ("review.toml", REVIEW.as_bytes()),
        ("report.toml", REPORT.as_bytes()),
    ])
}

fn of(paper: &str) -> Vec<Figure> {
    traced(&findings(), asked(paper, Audience::Public))
}

#[test]
fn what_an_expression_gives_is_not_typed_where_other_words_happen_to_be_the_same() {
    let figures = of("report.toml");
    let two = origin_of(&figures, "two", "The peers made");
    assert_eq!(keys(two), ["recommendation.1", "recommendation.2", "meeting"]);
    let Origin::Data(bound) = two else { panic!() };
    assert_eq!(bound.file.as_deref(), Some("inspection.toml"));
    // A figure inside a text that an expression gives as a whole was typed there.
    let Origin::Typed(found) = origin_of(&figures, "14", "1.1") else { panic!("{figures:#?}") };
    assert_eq!(found.file, "plan.toml");
    let count = counted(&findings(), "report.toml");
    assert_eq!(count, Count::of(&figures));
}

#[test]
fn what_a_paper_says_of_its_data_is_not_typed_where_other_words_happen_to_be_the_same() {
    let figures = of("review.toml");
    let typed = |figure: &&Figure| matches!(figure.origin, Origin::Typed(_));
    let typed: BTreeSet<_> = figures.iter().filter(typed).map(|one| one.said.as_str()).collect();
    let conclusions = |said: &&&str| said.contains("begun on the two") || said.contains("Of one");
    assert!(typed.iter().any(|said| said.contains("begun on the two")), "{typed:#?}");
    let others: Vec<_> = typed.iter().filter(|said| !conclusions(said)).collect();
    assert!(
        others.iter().all(|said| said.contains("14 of") || said.starts_with("1.1")),
        "{others:#?}"
    );
}

#[test]
fn the_day_that_movement_is_measured_from_is_the_authors() {
    let figures = of("review.toml");
    let since: Vec<_> = figures.iter().filter(|one| one.words == "20 April 2026").collect();
    assert!(!since.is_empty());
    for figure in since {
        assert!(keys(&figure.origin).contains(&"since"), "{figure:#?}");
    }
}

#[test]
fn a_day_whose_row_goes_with_it_is_the_authors() {
    let plan = PLAN.replace(", note = ", ", due = 2027-02-28, note = ");
    let workspace = findings().with("plan.toml", plan.as_bytes());
    let figures = traced(&workspace, asked("review.toml", Audience::Public));
    let days: Vec<_> = figures.iter().filter(|one| one.words == "31 Dec 2026").collect();
    assert!(!days.is_empty());
    for day in days {
        let due = keys(&day.origin).into_iter().find(|key| key.ends_with("due"));
        assert!(due.is_some(), "{day:#?}");
    }
}

#[test]
fn a_record_that_another_file_names_has_what_depends_on_it() {
    let workspace = findings();
    let Meant::These(these) =
        meant(&workspace.world(), file("inspection.toml"), "recommendation.2")
    else {
        panic!()
    };
    let data: Vec<&Datum> = these.whole.iter().collect();
    let used = uses(&workspace, asked("report.toml", Audience::Public), &data).unwrap();
    assert!(used.iter().any(|one| one.words.contains("The peers made two")), "{used:#?}");
    let used = uses(&workspace, asked("plan.toml", Audience::Public), &data).unwrap();
    assert!(used.iter().any(|one| one.words.contains("Tell residents")), "{used:#?}");
}
