//! What a paper says of data unlike those of the samples: an assessment with ratings, a plan whose actions have letters in
//! their numbers, measures that count people, and a council's own figures.

use std::fs;
use std::path::Path;

use committee_papers::diag::{Rule, apart};
use committee_papers::{Options, Workspace, World, compose};
use typst::syntax::VirtualPath;

use crate::support::COUNCIL;

/// What an assessment found.
const INSPECTION: &str = r#"kind = "inspection"
framework = "CQC local authority assessment"
[[visit]]
name = "assessment"
start = 2026-02-09
end = 2026-02-13
published = 2026-05-21
[[subject]]
id = "overall"
judgement.assessment = "requires-improvement"
[[subject]]
id = "safeguarding"
judgement.assessment = 2
[[improvement]]
id = 1
text = "People wait too long."
[[improvement]]
id = 2
text = "Carers are not told what there is."
"#;

/// The plan that answers it.
const PLAN: &str = r#"kind = "plan"
name = "Care improvement plan"
short = "CIP"
inspection = "inspection.toml"
submitted = 2026-06-15
[[area]]
id = "waiting"
finding = 1
action = [
  { id = "A1", action = "Clear the list of long waits", lead = "L", due = 2026-12-31, update = [{ on = 2026-09-30, status = "on-track" }] },
  { id = "A2", action = "Recruit social workers for both teams in the north", lead = "L", due = 2026-10-31, update = [{ on = 2026-09-30, status = "at-risk", due = 2026-11-20 }] },
]
[[area.measure]]
name = "People who wait longer than 28 days for an assessment"
unit = "people"
better = "lower"
baseline = { on = 2026-03-31, value = 412 }
target = [{ by = 2026-12-31, value = 100 }]
actual = [{ on = 2026-06-30, value = 355 }, { on = 2026-09-30, value = 274 }]
[[area.measure]]
name = "Carers told what support there is"
unit = "%"
better = "higher"
baseline = { on = 2026-03-31, value = 58 }
actual = [{ on = 2026-09-30, value = 66 }]
[[area]]
id = "carers"
finding = 2
action = [
  { id = "B1", action = "Write to every carer", lead = "L", due = 2026-09-15, update = [{ on = 2026-09-15, status = "complete" }] },
]
"#;

/// A council's own figures.
const FINANCE: &str = r#"kind = "figures"
[[table]]
id = "care"
title = "Budget for adult care"
unit = "£"
row = [
  { id = "homes", title = "Care homes", value = 4215000 },
  { id = "visits", title = "Home visits", value = 1380000 },
]
total = "Together"
"#;

/// Sentences that the data contradict, each with one that they do not.
const CLAIMS: [(&str, &str); 29] = [
    (
        "The Care Quality Commission assessed the council from 9 to 12 February 2026.",
        "The Care Quality Commission assessed the council from 9 to 13 February 2026.",
    ),
    (
        "Inspectors assessed the council’s services. They published their report on 12 May 2026.",
        "Inspectors assessed the council’s services. Cabinet discussed their report on 28 May 2026.",
    ),
    ("They rated the council as good.", "They rated the council as requires improvement."),
    ("The council was rated inadequate.", "The council was not rated inadequate."),
    ("Safeguarding was scored 3.", "Safeguarding was scored 2."),
    (
        "The CIP was submitted to Cabinet on 16 June 2026.",
        "The CIP was submitted to the panel on 28 August 2026.",
    ),
    ("The CIP has four actions in two areas.", "The CIP has three actions in two areas."),
    (
        "The CIP is new. It has three actions in three areas.",
        "The CIP is new. It has three actions in two areas.",
    ),
    (
        "In the CIP, one action is complete, one is on track and two are at risk.",
        "In the CIP, one action is complete, one is on track and one is at risk.",
    ),
    ("Six of the CIP’s three actions began late.", "Two of the CIP’s three actions began late."),
    ("Action A2 is on track.", "Action A2 is at risk."),
    (
        "Action A2 is due on 2 November 2026.",
        "Action A2 was due on 31 October 2026, and is now due on 20 November 2026.",
    ),
    (
        "Action A1 is large. It is due on 31 January 2027.",
        "Action A1 is large. It is due in December 2026.",
    ),
    (
        "Social workers will be recruited for both teams in the north by 2 November 2026.",
        "Social workers will be recruited for both teams in the south by 2 November 2026.",
    ),
    (
        "People who wait longer than 28 days for an assessment fell from 421 in March to 274 in September.",
        "People who wait longer than 28 days for an assessment fell from 412 in March to 274 in September.",
    ),
    (
        "People who wait longer than 28 days for an assessment fell to 247.",
        "People who wait longer than 28 days for an assessment are to fall to 100.",
    ),
    (
        "People who wait longer than 28 days for an assessment rose from 412 in March to 274 in September.",
        "People who wait longer than 28 days for an assessment fell to 274 people.",
    ),
    (
        "People who wait longer than 28 days for an assessment fell to 274. The target is 120.",
        "People who wait longer than 28 days for an assessment fell to 274. The national target is 120.",
    ),
    (
        "People who wait longer than 28 days for an assessment fell to 274. The target is 100 by October 2026.",
        "People who wait longer than 28 days for an assessment fell to 274. The target is 100 by December 2026.",
    ),
    ("The budget for adult care is £5,559,000.", "The budget for adult care is £5,595,000."),
    ("The report named three areas to improve.", "The report named two areas to improve."),
    ("The care homes cost £4,251,000.", "The care homes in Leek cost £1,251,000."),
    (
        "More than half of the actions in the CIP are complete.",
        "Fewer than half of the actions in the CIP are complete.",
    ),
    ("No action is at risk.", "No action is behind."),
    ("The care homes cost £4.251 million.", "The care homes cost £4.215 million."),
    (
        "The number of people who wait longer than 28 days for an assessment is now 247.",
        "The number of people who wait longer than 28 days for an assessment is now 274.",
    ),
    (
        "People who wait longer than 28 days for an assessment met the target.",
        "People who wait longer than 28 days for an assessment have not met the target.",
    ),
    (
        "In September, 68% of carers were told what support there is.",
        "In September, 12% of carers told what support there is came back.",
    ),
    (
        "Carers told what support there is improved from 85% to 66%.",
        "Carers told what support there is improved from 58% to 66%.",
    ),
];

/// A report on some sources that says something.
pub(super) fn report(sources: &str, said: &str) -> String {
    format!(
        "kind = \"report\"\ntitle = \"Care\"\ncommittee = \"Cabinet\"\nmeeting = 2026-10-14\n[sources]\n{sources}\
         [[section]]\nheading = \"Care\"\ntext = \"{said}\"\n"
    )
}

/// What a rule finds in a report beside some files.
pub(super) fn found(files: &[(&str, &str)], report: &str, said: &str, rule: Rule) -> Vec<String> {
    let own = [("council.toml", COUNCIL), ("report.toml", report)];
    let all = files.iter().copied().chain(own);
    let world = Workspace::memory(all.map(|(name, text)| (name, text.as_bytes()))).world();
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let (composed, problems) = apart(compose(&world, file, &Options::default()));
    assert!(composed.is_some(), "{said}: {problems:?}");
    let found = problems.into_iter().filter(|problem| problem.rule == Some(rule));
    found.map(|problem| problem.message).collect()
}

/// Each of some sentences is found where it is wrong, and left alone where it is right. `found` gives what is said of one.
pub(super) fn are_held(claims: &[(&str, &str)], found: impl Fn(&str) -> Vec<String>) {
    let missed = claims.iter().map(|(wrong, _)| *wrong).filter(|wrong| found(wrong).is_empty());
    assert_eq!(missed.collect::<Vec<_>>(), Vec::<&str>::new(), "missed");
    let alarms = claims.iter().map(|(_, right)| (*right, found(right)));
    let alarms = alarms.filter(|(_, found)| !found.is_empty());
    assert_eq!(alarms.collect::<Vec<_>>(), Vec::new(), "false alarms");
}

/// Each sentence of a file beside this one is found if its line begins with `wrong: `, and left alone if with `true: `.
/// `found` gives what is said of one.
pub(super) fn are_held_in(file: &str, found: impl Fn(&str) -> Vec<String>) {
    let text = fs::read_to_string(Path::new("tests/planted").join(file)).unwrap();
    let (mut missed, mut alarms) = (Vec::new(), Vec::new());
    for line in text.lines() {
        match (line.strip_prefix("wrong: "), line.strip_prefix("true: ")) {
            (Some(wrong), _) if found(wrong).is_empty() => missed.push(wrong),
            (_, Some(right)) => alarms.extend(found(right).into_iter().map(|own| (right, own))),
            (Some(_), _) => {}
            (None, None) => panic!("neither wrong nor true: {line}"),
        }
    }
    assert_eq!(missed, Vec::<&str>::new(), "missed");
    assert_eq!(alarms, Vec::new(), "false alarms");
}

/// What contradicts the data in a report that says something.
fn contradictions(said: &str) -> Vec<String> {
    let sources =
        "inspection = \"inspection.toml\"\nplan = \"plan.toml\"\nfinance = \"finance.toml\"\n";
    let files = [("inspection.toml", INSPECTION), ("plan.toml", PLAN), ("finance.toml", FINANCE)];
    found(&files, &report(sources, said), said, Rule::Contradiction)
}

#[test]
fn claims_about_ratings_people_and_days_due_are_held_against_the_data() {
    are_held(&CLAIMS, contradictions);
}
