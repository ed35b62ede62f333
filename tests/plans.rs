//! Plans, reviews and what is said of them: every paper says the same, as at its own day.

use std::fs;

use committee_papers::diag::{Diagnostic, apart};
use committee_papers::document::{Block, Document};
use committee_papers::{Date, Options, Workspace, World, compose};
use typst::syntax::VirtualPath;

use crate::support::COUNCIL;

/// A report that takes its figures from the plan and the review.
const REPORT: &str = r#"
kind = "report"
title = "Progress"
committee = "Committee"
meeting = 2022-11-10
as-at = 2022-09-29
[sources]
plan = "plan.toml"
review = "review.toml"
[front]
local-members-interest = "N/A"
report-of = "Cabinet Member"
[[section]]
id = "summary"
text = """
PROSE
"""
"#;

/// The sample workspace with a report of that prose, and its texts changed: in a file, from what, to what.
fn workspace(prose: &str, changes: &[(&str, &str, &str)]) -> World {
    let files = ["council.toml", "inspection.toml", "plan.toml", "review.toml", "brief.toml"];
    let mut files: Vec<(&str, String)> = files
        .into_iter()
        .map(|name| (name, fs::read_to_string(format!("data/staffordshire/{name}")).unwrap()))
        .collect();
    files.push(("report.toml", REPORT.replace("PROSE", prose)));
    for (name, from, to) in changes {
        let (_, text) = files.iter_mut().find(|(file, _)| file == name).unwrap();
        assert!(text.contains(from), "{name} has no {from}");
        *text = text.replacen(from, to, 1);
    }
    Workspace::memory(files.iter().map(|(name, text)| (*name, text.as_bytes()))).world()
}

/// What a paper says, and what is wrong with it.
fn composed(world: &World, file: &str) -> (Option<Document>, Vec<Diagnostic>) {
    let file = World::id(&VirtualPath::new(file).unwrap());
    let (composed, problems) = apart(compose(world, file, &Options::default()));
    (composed.map(|composed| composed.document), problems)
}

/// A paper in which nothing is wrong.
fn document(world: &World, file: &str) -> Document {
    let (document, problems) = composed(world, file);
    assert_eq!(problems, [], "{file}");
    document.unwrap()
}

/// All words of a paper, and what its charts find.
fn words(document: &Document) -> String {
    let mut words = String::new();
    document.each_text(&mut |text| {
        words += &text.text;
        words.push(' ');
    });
    for block in charts(&document.blocks) {
        if let Block::Chart(chart) = block {
            words += &chart.alternative;
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The charts among blocks and in what belongs to them.
fn charts(blocks: &[Block]) -> Vec<&Block> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => found.extend(charts(&paragraph.belongings)),
            Block::Region(region) => found.extend(charts(&region.blocks)),
            Block::Chart(_) => found.push(block),
            _ => {}
        }
    }
    found
}

/// A paper as one comparable text.
fn whole(document: &Document) -> String {
    format!("{document:?}")
}

#[test]
fn one_reading_that_changes_changes_every_figure_that_depends_on_it() {
    let prose = "{{ plan.measure(\"in-time\").latest.words }} of plans, {{ plan.measures.on_course | words }} on course.\n\n\
                 {{ plan.trend_chart(\"in-time\") }}\n\n{{ review.measure_table() }}";
    let reading = "value = 63.0, provisional";
    let before = workspace(prose, &[]);
    let after = workspace(prose, &[("plan.toml", reading, "value = 72.5, provisional")]);
    for file in ["report.toml", "plan.toml", "review.toml", "brief.toml"] {
        let (old, new) = (words(&document(&before, file)), words(&document(&after, file)));
        assert!(old.contains("63.0%") && !old.contains("72.5%"), "{file}: {old}");
        // Members are told of measures that are off course: this one no longer is.
        assert!(
            !new.contains("63.0%") && (new.contains("72.5%") || file == "brief.toml"),
            "{file}: {new}"
        );
        assert!(old.contains("7.0 percentage points below target"), "{file}");
        assert!(!new.contains("7.0 percentage points below target"), "{file}");
    }
    let report = |world| words(&document(world, "report.toml"));
    // The target is to come the day after the figures.
    for (world, said) in [
        (&before, "63.0% of plans, {} on course."),
        (&after, "72.5% of plans, {} on course."),
        (
            &before,
            "to 63.0% on 31 August 2022, better. The target is 70.0% by 30 September 2022, and the measure is off course.",
        ),
        (
            &after,
            "to 72.5% on 31 August 2022, better. The target is 70.0% by 30 September 2022, and the measure is on course.",
        ),
    ] {
        let count = |world| {
            report(world)
                .split(" on course.")
                .next()
                .unwrap()
                .split(' ')
                .next_back()
                .unwrap()
                .to_owned()
        };
        assert_ne!(count(&before), count(&after));
        let said = said.replace("{}", &count(world));
        assert!(report(world).contains(&said), "{said}: {}", report(world));
    }
}

#[test]
fn what_is_added_later_leaves_earlier_papers_as_they_were() {
    let later = "[[area.action.update]]\non = 2022-12-01\nstatus = \"complete\"\n\n[[area.action]]\nid = \"1.4\"";
    let prose = "{{ plan.complete.count }} of {{ plan.total }}\n\n{{ plan.status_chart() }}";
    let before = workspace(prose, &[]);
    let after = workspace(prose, &[("plan.toml", "[[area.action]]\nid = \"1.4\"", later)]);
    for file in ["report.toml", "review.toml", "brief.toml"] {
        let plain = |world| {
            let document = document(world, file);
            words(&document)
        };
        assert_eq!(plain(&before), plain(&after), "{file}");
    }
    let plan = |world| whole(&composed(world, "plan.toml").0.unwrap());
    assert_ne!(plan(&before), plan(&after));
    // On that day the plan is another.
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let on = |as_at| {
        let composed = compose(&after, file, &Options { as_at, ..Options::default() });
        words(&composed.unwrap().value.document)
    };
    assert!(on(Some(Date("2022-12-01".parse().unwrap()))).contains("10 of 27"));
    assert!(on(None).contains("9 of 27"));
}

#[test]
fn a_review_says_what_was_complete_by_its_day_and_reported_later() {
    let later = "[[area.action.update]]\non = 2022-12-01\nstatus = \"complete\"\ncompleted = 2022-09-01\n\n[[area.action]]\nid = \"1.4\"";
    let world = workspace("", &[("plan.toml", "[[area.action]]\nid = \"1.4\"", later)]);
    let (_, problems) = composed(&world, "review.toml");
    let said: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
    let by = "action 1.3 was complete by the day of the review, 29 September 2022, and no update";
    assert!(said.len() == 1 && said[0].starts_with(by), "{said:?}");
}

#[test]
fn an_author_chooses_the_columns_and_the_actions_of_a_table() {
    let prose =
        "{{ plan.action_table(only=\"overdue\", columns=[\"id\", \"why\"], caption=\"Late\") }}";
    let said = words(&document(&workspace(prose, &[]), "report.toml"));
    assert!(said.contains("Late No. Why 2.4 Overdue by 14 days; at risk"), "{said}");
    let prose =
        "{{ plan.action_table(status=[\"behind\"], area=\"ehc-plans\", caption=\"Behind\") }}";
    assert!(words(&document(&workspace(prose, &[]), "report.toml")).contains("Behind: none."));
}

#[test]
fn names_that_the_plan_does_not_have_are_said_with_what_it_has() {
    for (expression, message, hint) in [
        (
            "plan.measure(\"in-tyme\").met",
            "the plan has no measure `in-tyme`",
            "did you mean `in-time`?",
        ),
        (
            "plan.measure(\"\").met",
            "which measure of the plan is meant is not said",
            "what can be named is `heard`, `told-once`, ",
        ),
        (
            "plan.action(\"9.9.9.9\").due",
            "the plan has no action `9.9.9.9`",
            "what can be named is `1.1`, ",
        ),
        (
            "plan.action_table(area=\"x\")",
            "the plan has no area `x`",
            "what can be named is `co-production`, `ehc-plans`",
        ),
        (
            "plan.action_table(only=\"late\")",
            "`only` cannot be `late`",
            "write one of `open`, `complete`, ",
        ),
        (
            "plan.action_table(columns=[\"stats\"])",
            "`columns` cannot be `stats`",
            "did you mean `status`?",
        ),
        ("plan.action_table(columns=[])", "`columns` names no column", "name some of `id`, "),
        (
            "plan.action_table(status=\"green\")",
            "`status` cannot be `green`",
            "write one of `not-started`, ",
        ),
        (
            "plan.movement_table(\"last June\")",
            "`last June` is no day",
            "name a date of the data, or write year-month-day in quotation marks: `\"2022-09-29\"`",
        ),
        (
            "plan.movement_table(5)",
            "a day is wanted here, and this is a number",
            "name a date of the data, or write year-month-day in quotation marks: `\"2022-09-29\"`",
        ),
        (
            "plan.progress_table(captoin=\"x\")",
            "`progress_table` has no option `captoin`",
            "check the spelling of the option, or leave it out",
        ),
    ] {
        let (document, problems) =
            composed(&workspace(&format!("{{{{ {expression} }}}}"), &[]), "report.toml");
        assert!(document.is_none(), "{expression}");
        let said = problems.iter().find(|problem| problem.message == message);
        let said = said.unwrap_or_else(|| panic!("{expression}: {problems:?}"));
        assert!(said.hints[0].starts_with(hint), "{expression}: {said:?}");
    }
}

#[test]
fn a_plan_without_actions_has_no_heading_above_nothing() {
    let plan = |more: &str| {
        let text = format!("kind = \"plan\"\nname = \"Plan\"\nsubmitted = 2022-04-01\n{more}");
        let files = [("council.toml", COUNCIL.as_bytes()), ("plan.toml", text.as_bytes())];
        words(&document(&Workspace::memory(files).world(), "plan.toml"))
    };
    let heading = "Where the plan stands";
    assert!(!plan("").contains(heading), "{}", plan(""));
    assert!(plan("note = \"It begins in May.\"\n").contains(heading));
}

/// A plan of two areas for actions, the second with a number in its title, and one that holds a measure alone.
const MEASURED: &str = "kind = \"plan\"\nname = \"Plan\"\nsubmitted = 2022-04-01\n\
    [[area]]\nid = \"a\"\ntitle = \"Roads\"\n[[area.action]]\nid = \"1\"\naction = \"Mend it.\"\nlead = \"Head\"\ndue = 2022-12-31\nupdate = [{ on = 2022-09-01, status = \"on-track\" }]\n\
    [[area]]\nid = \"b\"\ntitle = \"2. Bridges\"\n\
    [[area]]\nid = \"c\"\ntitle = \"Numbers\"\n[[area.measure]]\nname = \"Holes\"\nbetter = \"lower\"\nactual = [{ on = 2022-06-30, value = 5 }]\n";

#[test]
fn an_area_that_holds_measures_alone_is_no_row_of_actions() {
    let report = REPORT.replace("review = \"review.toml\"\n", "");
    let prose = "{{ plan.progress_table() }}\n\n{{ plan.status_chart(table=false) }}\n\n{{ plan.areas_report() }}";
    let report = report.replace("inspection = \"inspection.toml\"\n", "").replace("PROSE", prose);
    let files =
        [("council.toml", COUNCIL), ("plan.toml", MEASURED), ("report.toml", report.as_str())];
    let world = Workspace::memory(files.map(|(name, text)| (name, text.as_bytes()))).world();
    let plan = words(&document(&world, "plan.toml"));
    assert!(plan.contains("Area 3: Numbers Measures of Numbers,"), "{plan}");
    assert!(!plan.contains("Actions of Numbers"), "{plan}");
    // One that has neither is still to get its actions.
    assert!(
        plan.contains("Area 2: Bridges Actions of 2. Bridges, as at 1 September 2022: none."),
        "{plan}"
    );
    let said = words(&document(&world, "report.toml"));
    assert!(said.contains("Roads 0 0 0 1 0 1 2. Bridges 0 0 0 0 0 0 All areas"), "{said}");
    assert!(said.contains("Plan – Area 2: Bridges"), "{said}");
    assert!(!said.contains("Numbers"), "{said}");
}

#[test]
fn the_table_of_a_chart_stands_once_in_a_paper_unless_its_author_asks_for_it() {
    let tables = |prose: &str| {
        let (document, problems) = composed(&workspace(prose, &[]), "report.toml");
        let said = words(&document.unwrap());
        (said.matches("Share of 27 actions 7%").count(), problems.len())
    };
    let (chart, table) = ("{{ plan.status_chart() }}", "{{ plan.progress_table() }}");
    for prose in [
        chart.to_owned(),
        format!("{chart}\n\nWords.\n\n{table}"),
        format!("{table}\n\nWords.\n\n{chart}"),
        format!("Words.\n\n{chart}\n\n- An item.\n\n  {chart}"),
    ] {
        assert_eq!(tables(&prose).0, 1, "{prose}");
    }
    assert_eq!(tables("{{ plan.status_chart(table=false) }}"), (0, 0));
    // What is asked for twice is there twice, and is said.
    let asked = format!("{table}\n\n{{{{ plan.status_chart(table=true) }}}}");
    assert_eq!(tables(&asked), (2, 1));
    // So it is with the readings of a measure, beside a table of another kind.
    let other = format!(
        "{table}\n\n{{{{ plan.trend_chart(\"in-time\") }}}}\n\n{{{{ plan.reading_table(\"in-time\") }}}}"
    );
    let said = words(&document(&workspace(&other, &[]), "report.toml"));
    assert_eq!(said.matches(": readings and targets").count(), 1, "{said}");
}

#[test]
fn working_days_are_counted_between_dates() {
    let world = workspace("{{ working_days(review.held, review.letter) }} working days", &[]);
    assert!(words(&document(&world, "report.toml")).contains("7 working days"));
}

#[test]
fn findings_and_areas_are_numbered_like_what_is_written() {
    let world = workspace(
        "One.\n\n{{ plan.areas_report() }}\n\nTwo.",
        &[("report.toml", "id = \"summary\"", "id = \"summary\"\nnumbered = true")],
    );
    let said = words(&document(&world, "report.toml"));
    for wanted in [
        "1. One.",
        "APP – Area 1: Co-production with families",
        "3. Developments",
        "Next steps",
        "Record in use in two districts (by 1 October 2022)",
        "Two.",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
}
