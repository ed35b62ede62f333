//! What expressions in prose can say of a withheld record, and find out about it.

use committee_papers::{Format, Options, Workspace, World};
use typst::syntax::VirtualPath;

use super::{INSPECTION, PLAN, REPORT, REVIEW, marked, words};
use crate::support::{COUNCIL, build};

/// The inspection, with a visit that found the first weakness not to be dealt with.
fn judged() -> String {
    let visit = "[[visit]]\nname = \"re-visit\"\nstart = 2024-01-15\nend = 2024-01-17\n";
    let id = "[[weakness]]\nid = 1\n";
    let judged = format!("{visit}{id}judgement = {{ re-visit = \"not-sufficient\" }}\n");
    INSPECTION.replacen(id, &judged, 1)
}

/// What is said to be wrong with a report in which an expression stands, of a workspace with one kind of record withheld.
fn wrong(record: &str, expression: &str) -> Vec<String> {
    let grounds = "exempt = { paragraphs = [3], reason = 'A survey.' }";
    let said = format!("It is {{{{ {expression} }}}}. The first:");
    let texts = [
        ("council.toml", COUNCIL),
        ("plan.toml", &marked(PLAN, record, grounds)),
        ("inspection.toml", &marked(&judged(), record, grounds)),
        ("review.toml", REVIEW),
        ("report.toml", &REPORT.replace("The first:", &said)),
    ];
    let workspace = Workspace::memory(texts.map(|(name, text)| (name, text.as_bytes())));
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let made = build(&workspace.world(), file, &Options::default());
    let errors = made.problems.into_iter().filter(|problem| problem.is_error());
    errors.map(|problem| problem.message).collect()
}

#[test]
fn prose_can_say_and_find_out_nothing_of_a_withheld_record_but_its_words() {
    for (record, expressions) in [
        (
            "action",
            &[
                "plan.action(\"1.1\").due",
                "plan.action(\"1.1\").status_words",
                "plan.areas[0].actions[0].due",
                "plan.areas[0].actions[0].due | date",
                "plan.areas[0].actions[0].status",
                "plan.areas[0].actions[0].overdue_days",
                "plan.areas[0].actions[0].slipped.days",
                "(plan.areas | first).actions | map(attribute=\"due\") | first",
                "plan.areas[0].actions | map(attribute=\"due\") | join(\", \")",
                "plan.areas[0].actions | selectattr(\"overdue\") | length",
                "plan.areas[0].actions | selectattr(\"status\", \"equalto\", \"behind\") | map(attribute=\"id\") | join",
                "(plan.areas[0].actions | sort(attribute=\"due\") | first).id",
                "\"late\" if plan.areas[0].actions[0].overdue else \"on time\"",
                "plan.areas[0].actions[0].completed or \"not complete\"",
                "plan.areas[0].actions[0].milestones[0].by",
                "plan.areas[0].actions[0].evidence[0].on",
                "plan.at(\"2024-05-01\").areas[0].actions[0].status",
                "plan.movement(\"2024-03-31\").changes[0].to.status",
                "plan.movement(\"2024-03-31\").changes | map(attribute=\"to\") | map(attribute=\"due\") | first",
                "working_days(plan.submitted, plan.areas[0].actions[0].due)",
                // Words that are cut, counted or compared are no longer those that are withheld.
                "plan.areas[0].actions[0].lead[2:7]",
                "plan.areas[0].actions[0].lead | length",
                "plan.areas[0].actions[0].lead | last",
                "(plan.areas[0].actions[0].lead | split(\" \"))[1]",
                "plan.areas[0].actions[0].lead | replace(\"QZC02\", \"the\")",
                "\"he\" if plan.areas[0].actions[0].lead == \"QZC02 Manager\" else \"she\"",
                "\"he\" if \"Manager\" in plan.areas[0].actions[0].lead else \"she\"",
                "\"he\" if plan.areas[0].actions[0].lead is eq(\"QZC02 Manager\") else \"she\"",
                "plan.areas[0].actions | selectattr(\"lead\", \"eq\", \"QZC02 Manager\") | length",
            ][..],
        ),
        (
            "area",
            &[
                "plan.area(\"first\").total",
                "plan.areas[0].actions[0].due",
                "plan.areas[0].overdue.count",
            ],
        ),
        (
            "measure",
            &[
                "plan.measure(\"heard\").latest.value",
                "plan.measure(\"heard\").variance_words",
                "plan.areas[0].measures[0].latest.words",
                "plan.areas[0].measures[0].target.value",
                "plan.areas[0].measures[0].variance",
                "plan.areas[0].measures[0].comparators[0].value",
                "plan.areas[0].measures | map(attribute=\"direction\") | first",
                "plan.areas[0].measures | sum(attribute=\"variance\")",
            ],
        ),
        (
            "milestone",
            &["plan.areas[0].actions[0].milestones[0].by", "plan.milestones.overdue[0].by"],
        ),
        ("overall", &["plan.overall.status", "plan.overall.on | date", "plan.overall.before"]),
        (
            "finding",
            &[
                "inspection.findings[0].kind",
                "inspection.weaknesses[0].kind",
                "inspection.weaknesses[0].grade.id",
                "inspection.weaknesses | map(attribute=\"grade.id\") | join",
            ],
        ),
        (
            "risk",
            &[
                "plan.risks[0].rating",
                "plan.risks[0].likelihood",
                "plan.risks | map(attribute=\"impact\") | join(\", \")",
            ],
        ),
    ] {
        for expression in expressions {
            let wrong = wrong(record, expression);
            assert_eq!(wrong.len(), 1, "{record}: {expression}: {wrong:?}");
            assert!(wrong[0].contains("not for publication"), "{record}: {expression}: {wrong:?}");
        }
    }
}

#[test]
fn prose_can_name_the_words_and_the_number_of_a_withheld_record_and_all_of_others() {
    for expression in [
        "plan.areas[0].actions[0].lead",
        "plan.areas[0].actions[0].lead | upper",
        "plan.areas[0].actions[0].id",
        "plan.areas[1].actions[0].due",
        "plan.action(\"1.1\").action",
        "plan.action(\"2.1\").due",
        "plan.areas | map(attribute=\"title\") | and_list",
        "plan.areas[0].actions | map(attribute=\"lead\") | join(\", \")",
        "plan.areas[0].actions | length",
        "plan.areas[1].actions | selectattr(\"overdue\") | length",
        "(plan.areas[1].actions | sort(attribute=\"due\") | first).due",
        "\"no one\" if plan.areas[0].actions[0].lead is undefined else \"someone\"",
        "plan.overdue.count",
        "plan.movement(\"2024-03-31\").changes[1].to.status",
        "inspection.findings[0].text",
    ] {
        assert_eq!(wrong("action", expression), Vec::<String>::new(), "{expression}");
    }
}

/// The published HTML and Word files of a report in which an expression stands, of a workspace with one kind of record
/// withheld.
fn published(record: &str, expression: &str) -> String {
    let grounds = "exempt = { paragraphs = [3], reason = 'A survey.' }";
    let said = format!("It is {{{{ {expression} }}}}. The first:");
    let texts = [
        ("council.toml", COUNCIL),
        ("plan.toml", &marked(PLAN, record, grounds)),
        ("inspection.toml", &marked(&judged(), record, grounds)),
        ("review.toml", REVIEW),
        ("report.toml", &REPORT.replace("The first:", &said)),
    ];
    let workspace = Workspace::memory(texts.map(|(name, text)| (name, text.as_bytes())));
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let formats = vec![Format::Html, Format::Docx];
    let made = build(&workspace.world(), file, &Options { formats, ..Options::default() });
    let errors: Vec<_> = made.problems.iter().filter(|problem| problem.is_error()).collect();
    assert!(errors.is_empty(), "{record}: {expression}: {errors:?}");
    let public = made.outputs.iter().filter(|output| output.suffix.is_empty());
    public.map(words).collect()
}

#[test]
fn the_expression_of_a_figure_in_a_public_file_names_no_withheld_record() {
    let expression = "plan.area(\"first\").actions | length";
    let names = |all: &str| all.contains("area(&quot;first") || all.contains("area(\"first");
    assert!(names(&published("budget", expression)));
    assert!(!names(&published("area", expression)));
}

#[test]
fn a_list_of_findings_with_one_grade_is_refused_where_one_of_them_is_withheld() {
    let all = "inspection.weaknesses | map(attribute=\"id\") | and_list";
    let grouped = "inspection.not_sufficient.weaknesses | map(attribute=\"id\") | and_list";
    for (record, expression) in [("budget", all), ("finding", all), ("budget", grouped)] {
        assert_eq!(wrong(record, expression), Vec::<String>::new(), "{record}: {expression}");
    }
    assert_eq!(wrong("finding", grouped), ["what this needs is not for publication"]);
}
