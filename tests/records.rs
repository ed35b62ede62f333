//! Single records of data that are not for publication: whatever paper speaks of them, its public edition does not.

mod expressions;
mod unchanged;

use committee_papers::{Elsewhere, Format, Memory, Options, Output, Workspace, World, build_pack};
use typst::syntax::VirtualPath;

use crate::pdf;
use crate::support::{self, COUNCIL, build};

/// A plan with a place for the grounds of each kind of record, all of whose words say what they are of.
const PLAN: &str = r#"
kind = "plan"
name = "Action plan"
inspection = "inspection.toml"
submitted = 2024-01-31
[[overall]]
on = 2024-05-31
status = "on-track"
reason = "QZI01 went well"
@overall
[[overall]]
on = 2024-07-31
status = "at-risk"
reason = "QZI02 is why"
@overall
[[risk]]
risk = "Risk QZA01 that posts stay vacant"
mitigation = "QZA02 agencies are asked"
likelihood = "high"
impact = "high"
owner = "QZA03 Director"
@risk
[[budget]]
name = "QZH01 places"
on = 2024-08-01
budget = 51200
spent = 12700
@budget
[[area]]
id = "first"
title = "QZB01 and families"
outcome = "QZB02 is seen by families"
weakness = 1
@area
[[area.action]]
id = "1.1"
action = "QZC01 is to be agreed with families"
lead = "QZC02 Manager"
accountable = "QZC03 Director"
start = 2024-02-01
due = 2024-06-30
success = "QZC04 is what families say"
milestone = [{ by = 2024-05-31, text = "QZD01 is ready"@milestone }, { by = 2024-09-30, text = "QZD02 is ready"@milestone }]
update = [
  { on = 2024-04-30, status = "on-track", note = "QZE01 began well" @update },
  { on = 2024-07-31, status = "behind", due = 2024-12-31, note = "QZE02 fell ill", decision-needed = "whether QZE07 goes on", evidence = [{ kind = "impact", text = "QZE03 rose by 7", url = "https://example.org/QZE04" }, { kind = "output", text = "QZE05 was written" }], next = { by = 2024-11-14, text = "QZE06 is next" }@update },
]
@action
[[area.measure]]
id = "heard"
name = "QZF01 families are heard"
unit = "%"
better = "higher"
baseline = { on = 2023-12-31, value = 41.7 }
target = [{ by = 2024-06-30, value = 52.3 }, { by = 2024-12-31, value = 63.9 }]
actual = [{ on = 2024-06-30, value = 45.1 }]
comparator = [{ name = "QZF02 council", value = 58.6, on = 2024-06-30 }]
note = "QZF03 counts them"
@measure
[[area]]
id = "second"
title = "OPEN01 and schools"
[[area.action]]
id = "2.1"
action = "OPEN02 is to be agreed with schools"
lead = "Head of Schools"
accountable = "Director"
start = 2024-02-01
due = 2024-06-30
update = [{ on = 2024-07-31, status = "at-risk", note = "OPEN03 is being written" }]
"#;

const INSPECTION: &str = r#"
kind = "inspection"
framework = "Joint local area SEND inspection"
[[visit]]
name = "inspection"
start = 2022-06-13
end = 2022-06-17
[[weakness]]
id = 1
title = "QZG01 with families"
text = "QZG02 is not heard"
responsible = ["QZG03 Council"]
findings = ["QZG04 was not asked"]
@finding
[[weakness]]
id = 2
title = "OPEN04 with schools"
text = "OPEN05 is not heard"
"#;

const REVIEW: &str = "kind = 'review'\nplan = 'plan.toml'\nname = 'Review'\nheld = 2024-08-31\nsince = 2024-03-31\n\
    next = 2024-12-31\nreviewers = ['The Board']\ncomment = [{ area = 'first', text = 'QZJ01 goes on.' }]\n";

const REPORT: &str = r#"
kind = "report"
title = "Progress"
committee = "Cabinet"
meeting = 2024-09-10
as-at = 2024-08-31
sources = { plan = "plan.toml", inspection = "inspection.toml" }
front = { report-of = "Head", local-members-interest = "N/A" }
[[section]]
id = "summary"
text = """
Of {{ plan.total }} actions, {{ plan.attention.count }} needed attention. The first: {{ plan.areas[0].actions[0].action }}

{{ plan.action_table(columns=["id", "action", "lead", "accountable", "start", "due", "status", "success", "update", "evidence", "slipped", "why"]) }}

{{ plan.attention_table() }}

{{ plan.milestone_table() }}

{{ plan.measure_table() }}

{{ plan.risk_table() }}

{{ plan.movement_table("2024-03-31") }}

{{ plan.status_chart() }}

{{ plan.timeline() }}

{{ inspection.finding_list() }}

{{ inspection.finding_table() }}

{{ inspection.findings_by_area() }}
"""
[[section]]
heading = "Areas"
text = "{{ plan.areas_report() }}"
"#;

/// Files, each with the paper that it is of.
type Files = Vec<(String, Output)>;

/// The kinds of record.
const RECORDS: [&str; 9] =
    ["overall", "risk", "budget", "area", "milestone", "update", "action", "measure", "finding"];

/// A text in which one kind of record has grounds.
fn marked(text: &str, record: &str, grounds: &str) -> String {
    let mark = match record {
        "milestone" | "update" => format!(", {grounds}"),
        _ => format!("{grounds}\n"),
    };
    let mut text = text.replace(&format!("@{record}"), &mark);
    for other in RECORDS {
        text = text.replace(&format!("@{other}"), "");
    }
    text
}

/// The files that are published, and those that are not, of every paper of the workspace with one kind of record withheld.
fn built(record: &str, grounds: &str) -> (Files, Files) {
    let texts = [
        ("council.toml", COUNCIL.to_owned()),
        ("plan.toml", marked(PLAN, record, grounds)),
        ("inspection.toml", marked(INSPECTION, record, grounds)),
        ("review.toml", REVIEW.to_owned()),
        (
            "brief.toml",
            "kind = 'brief'\nreview = 'review.toml'\nasks = ['note the review.']\n".to_owned(),
        ),
        ("report.toml", REPORT.to_owned()),
    ];
    let workspace = Workspace::memory(texts.iter().map(|(name, text)| (*name, text.as_bytes())));
    let formats = vec![Format::Pdf, Format::Html, Format::Docx];
    let options = Options { formats, ..Options::default() };
    let (mut public, mut restricted) = (Vec::new(), Vec::new());
    for paper in ["plan.toml", "review.toml", "brief.toml", "report.toml"] {
        let file = World::id(&VirtualPath::new(paper).unwrap());
        let made = build(&workspace.world(), file, &options);
        let errors: Vec<_> = made.problems.iter().filter(|problem| problem.is_error()).collect();
        assert!(errors.is_empty(), "{record} in {paper}: {errors:?}");
        for output in made.outputs {
            let to = if output.suffix.is_empty() { &mut public } else { &mut restricted };
            to.push((paper.to_owned(), output));
        }
    }
    (public, restricted)
}

/// All that a file says and holds.
fn words(output: &Output) -> String {
    match output.format {
        Format::Html => String::from_utf8(output.bytes.clone()).unwrap(),
        Format::Pdf => format!("{}\n{}", pdf::text(&output.bytes), pdf::tags(&output.bytes)),
        Format::Docx => support::word_file(&output.bytes),
    }
}

#[test]
fn what_a_record_withholds_is_in_no_public_file_and_in_the_restricted_ones() {
    let grounds = "exempt = { paragraphs = [3], reason = \"It would harm a tender.\" }";
    for (record, secrets, open) in [
        ("risk", &["QZA01", "QZA02", "QZA03"][..], &["QZB01", "QZC01", "QZF01"][..]),
        (
            "area",
            &["QZB01", "QZB02", "QZC01", "QZC02", "QZD02", "QZE02", "QZF01", "41.7", "45.1"],
            &["QZA01", "QZG02"],
        ),
        (
            "action",
            &[
                "QZC01", "QZC02", "QZC03", "QZC04", "QZD01", "QZD02", "QZE01", "QZE02", "QZE03",
                "QZE04", "QZE05",
            ],
            &["QZB01", "QZF01", "45.1"],
        ),
        (
            "milestone",
            &["QZD01", "QZD02", "30 Sep 2024", "30 September 2024"],
            &["QZC01", "QZE02", "QZE06"],
        ),
        (
            "update",
            &["QZE01", "QZE02", "QZE03", "QZE04", "QZE05", "QZE06", "14 Nov"],
            &["QZC01", "QZD02"],
        ),
        ("overall", &["QZI02", "31 July 2024; before", "Overall position"], &["QZA01", "QZC01"]),
        ("budget", &["QZH01", "51,200", "12,700"], &["QZA01", "QZC01"]),
        (
            "measure",
            &["QZF01", "QZF02", "QZF03", "41.7", "45.1", "52.3", "63.9", "58.6", "7.2 percentage"],
            &["QZB01", "QZC01"],
        ),
        ("finding", &["QZG01", "QZG02", "QZG03", "QZG04"], &["QZB01", "QZC01"]),
    ] {
        let (public, restricted) = built(record, grounds);
        let said = |files: &Files| {
            files.iter().map(|(_, file)| words(file)).collect::<Vec<_>>().join("\n")
        };
        let (public_words, restricted_words) = (said(&public), said(&restricted));
        for (paper, file) in &public {
            let words = words(file);
            for secret in secrets {
                assert!(
                    !words.contains(secret),
                    "{record}: {paper} says {secret} in {:?}",
                    file.format
                );
            }
        }
        // What an update said before the last is in no paper.
        for secret in secrets.iter().filter(|secret| secret.starts_with('Q') && **secret != "QZE01")
        {
            assert!(restricted_words.contains(secret), "{record}: no one reads {secret}");
        }
        for word in open.iter().chain(&["OPEN01", "OPEN02", "OPEN03", "OPEN04", "OPEN05"]) {
            assert!(public_words.contains(word), "{record}: the public does not read {word}");
        }
        assert!(public_words.contains("Of 2 actions, 2 needed attention"), "{record}");
        assert!(public_words.contains("Schedule 12A, paragraph 3"), "{record}");
    }
}

#[test]
fn the_public_is_told_once_in_a_place_that_something_is_withheld_and_no_bullet_is_bare() {
    let told = "Not for publication: exempt information, Schedule 12A, paragraph 3.";
    let grounds = "exempt = { paragraphs = [3], reason = \"It would harm a tender.\" }";
    for record in RECORDS {
        let (public, _) = built(record, grounds);
        for (paper, file) in public {
            let words = words(&file);
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(!words.contains(&format!("{told} {told}")), "{record} in {paper}: {words}");
            if file.format == Format::Html {
                for bare in ["<p></p>", "<li></li>", "<li><p></p></li>"] {
                    assert!(!words.contains(bare), "{record} in {paper}: {bare}");
                }
                let lists = words.split("<ul").skip(1);
                let lists = lists.map(|list| list.split("</ul>").next().unwrap_or_default());
                for list in lists {
                    assert!(list.matches(told).count() < 2, "{record} in {paper}: {list}");
                }
            }
        }
    }
}

#[test]
fn what_reviewers_said_of_a_withheld_area_is_withheld_with_it() {
    let grounds = "exempt = { paragraphs = [3], reason = \"It would harm a tender.\" }";
    let (public, restricted) = built("area", grounds);
    let says = |files: &Files| files.iter().any(|(_, file)| words(file).contains("QZJ01"));
    assert!(!says(&public) && says(&restricted));
    assert!(says(&built("action", grounds).0));
}

#[test]
fn nothing_is_said_beside_the_number_of_a_withheld_action_but_that_it_is_in_the_plan() {
    for (record, in_plan) in [("action", 1), ("area", 0)] {
        let grounds = "exempt = { paragraphs = [3], reason = \"It would harm a tender.\" }";
        let (public, restricted) = built(record, grounds);
        let times = |files: &Files, paper: &str| {
            let is_it = |(of, file): &&(String, Output)| of == paper && file.format == Format::Pdf;
            let (_, file) = files.iter().find(is_it).unwrap();
            pdf::text(&file.bytes).split_whitespace().filter(|word| word.contains("1.1")).count()
        };
        // A brief names actions only for what is said of them; the others have one table of all that the plan has.
        assert_eq!(times(&public, "brief.toml"), 0, "{record}");
        assert_eq!(times(&public, "review.toml"), 1, "{record}");
        assert_eq!(times(&public, "plan.toml"), in_plan, "{record}");
        assert!(times(&restricted, "brief.toml") > 2, "{record}");
    }
}

#[test]
fn the_public_reads_the_title_that_a_record_gives_itself() {
    let titled = "exempt = { paragraphs = [3], reason = \"A tender.\", public-title = \"Work with OPEN06\" }";
    for record in ["area", "action", "measure", "finding"] {
        let (public, _) = built(record, titled);
        let said: String = public.iter().map(|(_, file)| words(file)).collect();
        assert!(said.contains("Work with OPEN06"), "{record}");
    }
    // What a list says of a record is not said of its public title: that a debt fell, for one.
    let (public, restricted) = built("measure", titled);
    let items = |files: &Files| -> Vec<String> {
        let is_review =
            |of: &str, file: &Output| of == "review.toml" && file.format == Format::Html;
        let pages =
            files.iter().filter(|(of, file)| is_review(of, file)).map(|(_, file)| words(file));
        let pages: String = pages.collect();
        let items = pages.split("<li").skip(1).filter_map(|item| item.split("</li>").next());
        items.map(str::to_owned).collect()
    };
    assert!(items(&restricted).iter().any(|item| item.contains("QZF01")));
    assert!(items(&public).iter().all(|item| !item.contains("OPEN06")));
    let (public, _) =
        built("action", "confidential = { reason = \"An order of a court.\", open-title = true }");
    let said: String = public.iter().map(|(_, file)| words(file)).collect();
    assert!(said.contains("QZC01") && !said.contains("QZC02"));
}

#[test]
fn the_grounds_of_a_record_are_checked_like_all_others() {
    let plan = marked(PLAN, "action", "exempt = { paragraphs = [99] }");
    let texts = [
        ("council.toml", COUNCIL),
        ("plan.toml", &plan),
        ("inspection.toml", &marked(INSPECTION, "none", "")),
    ];
    let workspace = Workspace::memory(texts.map(|(name, text)| (name, text.as_bytes())));
    let file = World::id(&VirtualPath::new("plan.toml").unwrap());
    let made = build(&workspace.world(), file, &Options::default());
    assert!(
        made.problems.iter().any(|problem| problem.message.contains("paragraph 99")),
        "{:?}",
        made.problems
    );
}

#[test]
fn an_open_paper_that_is_made_from_a_withheld_inspection_is_an_error() {
    let exempt = "framework = \"Joint local area SEND inspection\"\nexempt = { paragraphs = [3], reason = \"A dispute.\" }";
    let inspection = marked(INSPECTION, "none", "")
        .replace("framework = \"Joint local area SEND inspection\"", exempt);
    let texts = [
        ("council.toml", COUNCIL),
        ("plan.toml", &marked(PLAN, "none", "")),
        ("inspection.toml", &inspection),
    ];
    let workspace = Workspace::memory(texts.map(|(name, text)| (name, text.as_bytes())));
    let options = Options { elsewhere: Elsewhere::in_workspace(&workspace), ..Options::default() };
    let file = World::id(&VirtualPath::new("plan.toml").unwrap());
    let made = build(&workspace.world(), file, &options);
    let said = made.problems.iter().find(|problem| problem.is_error()).unwrap();
    assert!(said.message.contains("`inspection.toml` is not for publication"), "{said:?}");
}

#[test]
fn a_pack_with_a_plan_of_which_a_record_is_withheld_has_two_editions() {
    let grounds = "exempt = { paragraphs = [3], reason = \"It would harm a tender.\" }";
    let report = REPORT.replace(
        "[[section]]\nheading",
        "[[appendix]]\ntitle = \"The plan\"\nsource = \"plan.toml\"\n[[section]]\nheading",
    );
    let meeting = "kind = \"meeting\"\ncommittee = \"Cabinet\"\ndate = 2024-09-10\ntime = 10:00:00\nvenue = \"Hall\"\n\
        [[item]]\nstanding = \"exclusion\"\n[[item]]\nreport = \"report.toml\"\n";
    let texts = [
        ("council.toml", COUNCIL),
        ("plan.toml", &marked(PLAN, "action", grounds)),
        ("inspection.toml", &marked(INSPECTION, "none", "")),
        ("report.toml", &report),
        ("meeting.toml", meeting),
    ];
    let workspace = Workspace::memory(texts.map(|(name, text)| (name, text.as_bytes())));
    let file = World::id(&VirtualPath::new("meeting.toml").unwrap());
    let elsewhere = Elsewhere::in_workspace(&workspace);
    let packs =
        build_pack(&workspace, file, &elsewhere, &Memory::none(), &[], &|_| ()).unwrap().value;
    let said: Vec<_> = packs.iter().map(|pack| (&*pack.name, pdf::text(&pack.pdf))).collect();
    let [("pack", public), ("pack-restricted", restricted)] = said.as_slice() else {
        panic!("{:?}", said.iter().map(|(name, _)| name).collect::<Vec<_>>())
    };
    assert!(restricted.contains("QZC01") && !public.contains("QZC01"));
    assert!(public.contains("Not for publication"));
}

#[test]
fn a_withheld_budget_stands_in_place_of_what_was_reported_of_it_before() {
    let entry = |on: &str, budget: &str, grounds: &str| {
        format!(
            "[[budget]]\nname = \"Posts\"\non = {on}\nbudget = {budget}\nspent = 1000\n{grounds}\n"
        )
    };
    let grounds = "exempt = { paragraphs = [3], reason = \"It would harm a tender.\" }";
    let none = marked(PLAN, "none", "");
    let rows = |budgets: String| {
        let (head, rest) = none.split_once("[[area]]").unwrap();
        let plan = format!("{head}{budgets}[[area]]{rest}");
        let inspection = marked(INSPECTION, "none", "");
        let texts = [
            ("council.toml", COUNCIL),
            ("plan.toml", plan.as_str()),
            ("inspection.toml", inspection.as_str()),
            ("review.toml", REVIEW),
        ];
        let workspace = Workspace::memory(texts.map(|(name, text)| (name, text.as_bytes())));
        let file = World::id(&VirtualPath::new("review.toml").unwrap());
        let options = Options { formats: vec![Format::Html], ..Options::default() };
        let built = build(&workspace.world(), file, &options);
        let html = String::from_utf8_lossy(&built.outputs[0].bytes).into_owned();
        let (_, table) = html.split_once("Budget and spending").unwrap();
        table.split_once("</table>").unwrap().0.to_owned()
    };
    let after = rows(entry("2024-03-31", "40400", "") + &entry("2024-08-01", "50500", grounds));
    assert!(!after.contains("40,400") && !after.contains("50,500"), "{after}");
    assert_eq!(after.matches("Not for publication").count(), 1, "{after}");
    let before = rows(entry("2024-03-31", "40400", grounds) + &entry("2024-08-01", "50500", ""));
    assert!(before.contains("50,500") && !before.contains("Not for publication"), "{before}");
}
