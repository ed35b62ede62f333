//! What is said of slips: at the place, in words of the trade, with a remedy that works when it is followed to the letter.

use committee_papers::{Elsewhere, Format, Options, Workspace, World};
use typst::syntax::VirtualPath;

use crate::support::{Built, COUNCIL, build};

/// Figures that a report can name.
const FIGURES: &str = "kind = 'figures'\n[[table]]\nid = 'spend'\ntitle = 'Spend'\nunit = '£m'\n\
    row = [{ id = 'roads', title = 'Roads', value = 3.7 }]\n[[table]]\nid = 'cost'\ntitle = 'Cost'\nunit = '£'\n\
    row = [{ id = 'all', title = 'All', value = 1000000 }]\n";

/// A plan that a report can name.
const PLAN: &str = "kind = 'plan'\nname = 'Plan'\nsubmitted = 2022-04-01\n[[area]]\nid = 'a'\ntitle = 'Area'\n\
    [[area.action]]\nid = '1'\naction = 'Do it'\nlead = 'Head'\naccountable = 'Director'\nstart = 2022-04-01\n\
    due = 2022-12-31\n[[area.measure]]\nid = 'm'\nname = 'Spend'\nunit = '£m'\nbetter = 'lower'\n\
    baseline = { on = 2022-05-31, value = 4.2 }\n";

/// A report whose keys, and a section whose text, stand as they are given.
fn report(title: &str, text: &str) -> String {
    format!(
        "kind = \"report\"\ntitle = {title}\ncommittee = \"Cabinet\"\nmeeting = 2022-11-10\n\
         front.report-of = \"Head\"\nfront.local-members-interest = \"N/A\"\n\
         [sources]\nf = \"figures.toml\"\nplan = \"plan.toml\"\n[[section]]\nid = \"summary\"\ntext = {text}\n"
    )
}

/// A report built with its figures and its plan.
fn built(report: &str, figures: &str, plan: &str) -> Built {
    let files = [
        ("council.toml", COUNCIL),
        ("report.toml", report),
        ("figures.toml", figures),
        ("plan.toml", plan),
    ];
    of_files("report.toml", &files)
}

/// A paper built with the files that it names.
fn of_files(paper: &str, files: &[(&str, &str)]) -> Built {
    let files = files.iter().map(|(name, text)| (*name, text.as_bytes()));
    let workspace = Workspace::memory(files);
    let options = Options {
        formats: vec![Format::Html],
        elsewhere: Elsewhere::in_workspace(&workspace),
        ..Options::default()
    };
    build(&workspace.world(), World::id(&VirtualPath::new(paper).unwrap()), &options)
}

/// The errors of a build, each with its hints.
fn errors(built: &Built) -> Vec<(String, String)> {
    let errors = built.problems.iter().filter(|problem| problem.is_error());
    errors.map(|error| (error.message.clone(), error.hints.join("; "))).collect()
}

/// What the page of a build says.
#[track_caller]
fn page(built: &Built) -> String {
    assert_eq!(errors(built), []);
    String::from_utf8(built.outputs[0].bytes.to_vec()).unwrap()
}

/// Asserts that a value of the figures is one error with a hint.
#[track_caller]
fn figure(value: &str, hint: &str) {
    let figures = FIGURES.replace("value = 3.7", &format!("value = {value}"));
    let said = errors(&built(&report("'T'", "'Spend: {{ f.spend.roads }}'"), &figures, PLAN));
    assert_eq!(said.len(), 1, "{value}: {said:?}");
    assert!(said[0].1.contains(hint), "{value}: {said:?}");
}

/// Asserts that a line of the plan is one error with a hint.
#[track_caller]
fn plan(from: &str, to: &str, hint: &str) {
    assert!(PLAN.contains(from), "{from}");
    let said =
        errors(&built(&report("'T'", "'{{ plan.name }}'"), FIGURES, &PLAN.replace(from, to)));
    assert_eq!(said.len(), 1, "{to}: {said:?}");
    assert!(said[0].1.contains(hint), "{to}: {said:?}");
}

#[test]
fn a_number_in_a_short_form_is_written_in_the_unit_of_its_row() {
    figure("£3.7m", "write `value = 3.7`, since its unit is `£m`");
    figure("1.2bn", "write `value = 1200`");
    figure("\"£3.7m\"", "write `value = 3.7`");
    figure("\"1,000\"", "write `value = 1000`");
    figure("\"1\"", "write `value = 1`");
    figure("(1,234.5)", "write `value = -1234.5`");
    figure("(4.5)", "write `value = -4.5`");
    plan("value = 4.2", "value = 4.2m", "write `value = 4.2`, since its unit is `£m`");
    plan("value = 4.2", "value = (4.2)", "write `value = -4.2`");
    plan("value = 4.2", "value = nan", "write its digits");
}

#[test]
fn a_day_that_is_no_day_is_one_error() {
    plan("due = 2022-12-31", "due = December 2022", "is 2022-12-31");
    plan("due = 2022-12-31", "due = 2022-12", "is 2022-12-31");
    plan("due = 2022-12-31", "due = 2022", "is 2022-12-31");
    for words in ["ongoing", "TBC", "\"TBC\""] {
        plan("due = 2022-12-31", &format!("due = {words}"), "write a date such as 2022-11-10");
    }
}

#[test]
fn signs_and_brackets_of_other_forms_are_named_once() {
    let baseline = "baseline = { on = 2022-05-31, value = 4.2 }";
    let right = "on = 2022-05-31, value = 4.2 }";
    plan(baseline, "baseline = { on: 2022-05-31, value: 4.2 }", right);
    plan(baseline, "baseline = { \"on\": 2022-05-31, \"value\": 4.2 }", "value\" = 4.2 }`");
    plan(baseline, "baseline = { on = 2022-05-31; value = 4.2 }", right);
    let target = format!("{baseline}\ntarget = {{ by = 2022-12-31, value = 3 }}");
    plan(baseline, &target, "`[{ by = 2022-12-31, value = 3 }]`");
}

#[test]
fn a_path_keeps_its_backslashes_when_the_remedy_is_followed() {
    for path in
        [r"C:\temp\new\reports", r"C:\shared\new", r"C:\temp\benefits\forms", r"\\server\new\x"]
    {
        let said = errors(&built(&report("'T'", &format!("\"See {path} there.\"")), FIGURES, PLAN));
        assert_eq!(said.len(), 1, "{path}: {said:?}");
        let remedy = said[0].1.split("`text = ").nth(1).unwrap().trim_end_matches('`');
        let page = page(&built(&report("'T'", remedy), FIGURES, PLAN));
        assert!(page.contains(&format!("See {path} there.")), "{path}: {remedy}");
    }
}

#[test]
fn a_line_holds_no_list() {
    for title in ["1. Annual report", "2) Annual report", "+ £5m", "- a dash", "&gt; more"] {
        let given = format!("\"{}\"", title.replace("&gt;", ">"));
        let page = page(&built(&report(&given, "'x'"), FIGURES, PLAN));
        assert!(page.contains(&format!(">{title}<")), "{title}");
    }
}

#[test]
fn a_text_that_ends_with_too_few_marks_gets_the_last_one() {
    let said = errors(&built(
        &report("'T'", "\"\"\"Short.\nMore of it.\"\"\n[[section]]\nheading = 'Next'\ntext = 'x'"),
        FIGURES,
        PLAN,
    ));
    assert_eq!(
        said,
        [(
            "the text that starts with `\"\"\"` ends with `\"\"`".into(),
            "write `More of it.\"\"\"`".into()
        )]
    );
}

#[test]
fn braces_behind_a_backslash_are_printed() {
    for text in [
        "'''\nOne \\{{ plan.name }} two.\n'''",
        "\"\"\"\nOne \\\\{{ plan.name }} two.\n\"\"\"",
        "'''\n# One \\{{ plan.name }} two.\n'''",
        "'''\n- One \\{{ plan.name }} two.\n'''",
        "'''\n| A |\n|---|\n| One \\{{ plan.name }} two. |\n'''",
        "'''\n> One \\{{ plan.name }} two.\n'''",
        "'''\nThis is `One \\{{ plan.name }} two.`\n'''",
        "'''\n```\nOne \\{{ plan.name }} two.\n```\n'''",
    ] {
        let page = page(&built(&report("'T'", text), FIGURES, PLAN));
        assert!(page.contains("One {{ plan.name }} two."), "{text}\n{page}");
    }
    let title = page(&built(&report("'One \\{{ plan.name }} two.'", "'x'"), FIGURES, PLAN));
    assert!(title.contains("One {{ plan.name }} two."), "{title}");
    let step = page(&built(&report("'T'", "'One \\{% if %} two.'"), FIGURES, PLAN));
    assert!(step.contains("One {% if %} two."), "{step}");
}

#[test]
fn a_hint_fits_the_marks_that_the_text_stands_in() {
    for (text, hint) in [
        ("\"Choose {% if %} now.\"", "write `\\\\{%` to print"),
        ("'Choose {% if %} now.'", "write `\\{%` to print"),
        ("\"Choose {{ now.\"", "write `\\\\{{` to print"),
        ("\"\"\"A { brace }.\"\"\"", "is to be printed: `\\\\{`"),
        ("'A { brace }.'", "is to be printed: `\\{`"),
    ] {
        let said = errors(&built(&report("'T'", text), FIGURES, PLAN));
        assert!(said.iter().any(|(_, hints)| hints.contains(hint)), "{text}: {said:?}");
    }
}

#[test]
fn a_slip_elsewhere_hides_no_finding_in_the_words() {
    let text = "'''\nThe the report.\n\n[describe: summary]\n'''";
    for title in ["\"T\"", "“T”"] {
        let built = built(&report(title, text), FIGURES, PLAN);
        let found = |words: &str| built.problems.iter().any(|found| found.message.contains(words));
        assert!(
            found("stands here twice") && found("was left in place"),
            "{title}: {:?}",
            built.problems
        );
    }
}

#[test]
fn an_expression_is_wrong_in_words_that_are_no_programmers() {
    for (expression, said, hint) in [
        ("plan.budget_table()", "there is no block `budget_table`", "the blocks are action"),
        (
            "plan.progres_table()",
            "there is no block `progres_table`",
            "did you mean `progress_table()`?",
        ),
        (
            "plan.budget('one')",
            "there is no block `budget`",
            "did you mean `budgets`, which stands without brackets?",
        ),
        ("f.spend.roads | round(\"two\")", "`round` cannot be used like this", "how many places"),
        ("f.spend.roads | int", "`int` cannot be used like this", "write `| round`"),
        ("inspection.name", "nothing is called `inspection`", "what can be named here is"),
    ] {
        let all =
            errors(&built(&report("'T'", &format!("'''{{{{ {expression} }}}}'''")), FIGURES, PLAN));
        let there = all.iter().any(|(message, hints)| message == said && hints.contains(hint));
        assert!(there && all.len() == 1, "{expression}: {all:?}");
    }
    let divided = built(&report("'T'", "'Each: {{ f.cost.all / 3 | money }}'"), FIGURES, PLAN);
    assert!(!divided.problems.iter().any(|found| found.message.contains("come out even")));
    assert!(page(&divided).contains("£333,333.33"));
}

/// A framework of the workspace's own.
const FRAMEWORK: &str = "kind = 'framework'\nname = 'Licensing review'\nby = ['the Commission']\nof = 'authority'\n\
    [[scale]]\nid = 'st'\ngrade = [{ id = 'met', mark = 'complete', settles = true }, { id = 'not-met', mark = 'behind' }]\n\
    [[finding]]\nid = 'rec'\none = 'recommendation'\nmany = 'recommendations'\nscale = 'st'\n\
    [[visit]]\nid = 'v'\nname = 'review'\njudges = ['rec']\n";

/// The errors of a report on an inspection that names a framework.
fn inspected(named: &str, framework: &str) -> Vec<(String, String)> {
    let inspection = format!(
        "kind = 'inspection'\nframework = '{named}'\n[[visit]]\nname = 'review'\nstart = 2022-05-04\nend = 2022-05-06\n"
    );
    let report = report("'T'", "'x'").replace("figures.toml", "inspection.toml");
    errors(&of_files(
        "report.toml",
        &[
            ("council.toml", COUNCIL),
            ("report.toml", &report),
            ("inspection.toml", &inspection),
            ("plan.toml", PLAN),
            ("frameworks/licensing.toml", framework),
        ],
    ))
}

#[test]
fn a_framework_that_is_not_found_is_looked_for_among_ones_own() {
    assert_eq!(inspected("Licensing review", FRAMEWORK), []);
    let near = inspected("Licencing review", FRAMEWORK);
    assert_eq!(near.len(), 1, "{near:?}");
    assert_eq!(near[0].1, "did you mean \"Licensing review\"?");
    let far = inspected("Water quality", FRAMEWORK);
    assert!(
        far[0].1.contains("your own in the workspace's `frameworks` folder are licensing"),
        "{far:?}"
    );
}

#[test]
fn nothing_is_said_that_only_follows_from_another_error() {
    let until = inspected("Licensing review", &format!("until = '2026'\n{FRAMEWORK}"));
    assert_eq!(until.len(), 1, "{until:?}");
    assert!(until[0].1.contains("is 2026-12-31"), "{until:?}");
    let one = inspected("Licensing review", &FRAMEWORK.replace("one = 'recommendation'\n", ""));
    assert_eq!(one.iter().map(|(said, _)| &**said).collect::<Vec<_>>(), ["`one` is missing"]);
    let review = "kind = 'review'\nplan = 'plan.toml'\nname = 'Review'\nheld = 2022-10-05\n";
    let files = [("council.toml", COUNCIL), ("review.toml", review), ("plan.toml", PLAN)];
    let since = errors(&of_files("review.toml", &files));
    assert_eq!(since.iter().map(|(said, _)| &**said).collect::<Vec<_>>(), ["`since` is missing"]);
}

#[test]
fn nothing_is_said_of_the_figures_of_a_day_that_does_not_exist() {
    let update = "update = [{ on = 2022-06-30, status = \"on-track\", note = \"Spend is {{ plan.measure('m').latest.words }}.\" }]";
    let noted = PLAN.replace("due = 2022-12-31\n", &format!("due = 2022-12-31\n{update}\n"));
    let text = "\"Of {{ plan.measure('m').baseline.words }}, by {{ f.spend.roads }}\"";
    let report = report("'T'", text);
    let latest = noted + "actual = [{ on = 2022-06-15, value = 4.1 }]\n";
    assert_eq!(errors(&built(&report, FIGURES, &latest)), []);
    let said = errors(&built(&report.replace("2022-11-10", "2022-11-31"), FIGURES, &latest));
    assert_eq!(
        said.iter().map(|(said, _)| &**said).collect::<Vec<_>>(),
        ["there is no day `2022-11-31`"]
    );
}

#[test]
fn one_number_is_never_offered_for_another() {
    let area = "id = 'a'\nfinding = 9\n";
    let said = errors(&built(&report("'T'", "'x'"), FIGURES, &PLAN.replace("id = 'a'\n", area)));
    assert!(said.iter().all(|(_, hints)| !hints.contains("did you mean")), "{said:?}");
}
