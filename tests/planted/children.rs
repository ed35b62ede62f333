//! What a paper on children’s services says of its actions, measures, judgements and budgets, in shares, within a time and
//! together: each sentence once as the data do not bear it out, and once as they do.

use committee_papers::diag::Rule;

use super::care::{are_held, are_held_in, found, report};

/// What two inspections judged.
const INSPECTION: &str = r#"kind = "inspection"
framework = "ILACS"
[[visit]]
name = "inspection"
start = 2023-02-06
end = 2023-02-17
published = 2023-04-03
[[visit]]
name = "first monitoring visit"
start = 2023-11-07
end = 2023-11-08
published = 2023-12-12
[[visit]]
name = "re-inspection"
kind = "inspection"
start = 2025-06-09
end = 2025-06-20
published = 2025-08-04
[[subject]]
id = "leaders"
judgement.inspection = "requires-improvement"
judgement.re-inspection = "good"
[[subject]]
id = "help-and-protection"
judgement.inspection = "inadequate"
judgement.re-inspection = "requires-improvement"
[[subject]]
id = "in-care"
judgement.inspection = "good"
judgement.re-inspection = "good"
[[subject]]
id = "care-leavers"
judgement.inspection = "requires-improvement"
judgement.re-inspection = "outstanding"
[[subject]]
id = "overall"
judgement.inspection = "inadequate"
judgement.re-inspection = "requires-improvement"
[[finding]]
kind = "improvement"
id = 1
title = "Safety plans"
subject = "help-and-protection"
text = "The quality of safety plans."
[[finding]]
kind = "improvement"
id = 2
title = "Management oversight"
subject = "leaders"
text = "Management oversight of practice."
"#;

/// The plan that answers them.
const PLAN: &str = r#"kind = "plan"
name = "Children’s Improvement Plan"
short = "CIP"
inspection = "inspection.toml"
submitted = 2025-10-13
end = 2027-03-31
[[budget]]
name = "Early help"
on = 2026-09-30
budget = 750000
spent = 410000
forecast = 742000
[[budget]]
name = "Workforce"
on = 2026-09-30
budget = 450000
spent = 200000
forecast = 455000
[[area]]
id = "safety"
title = "Safety plans"
finding = 1
action = [
  { id = "S1", action = "Rewrite the template for safety plans", lead = "Head of Safeguarding", start = 2025-10-20, due = 2025-12-19, update = [{ on = 2025-12-22, status = "complete", completed = 2025-12-18 }] },
  { id = "S2", action = "Audit fifty safety plans", lead = "Head of Quality", start = 2025-11-03, due = 2026-02-27, update = [{ on = 2026-03-10, status = "complete", completed = 2026-02-20 }] },
  { id = "S3", action = "Train every social worker in risk", lead = "Head of Workforce", start = 2026-01-12, due = 2026-05-29, update = [{ on = 2026-03-10, status = "on-track" }, { on = 2026-06-30, status = "complete", completed = 2026-05-15 }] },
  { id = "S4", action = "Publish a guide for parents", lead = "Head of Safeguarding", start = 2026-03-02, due = 2026-07-31, update = [{ on = 2026-06-30, status = "on-track" }, { on = 2026-09-30, status = "complete", completed = 2026-07-10 }] },
  { id = "S5", action = "Open a family hub in Thornby", lead = "Head of Early Help", start = 2026-04-01, due = 2026-12-18, update = [{ on = 2026-09-30, status = "on-track" }] },
]
[[area.measure]]
name = "Families waiting for an assessment"
unit = "families"
better = "lower"
baseline = { on = 2025-09-30, value = 84 }
target = [{ by = 2026-09-30, value = 40 }]
actual = [{ on = 2026-03-31, value = 61 }, { on = 2026-09-30, value = 38 }]
[[area.measure]]
name = "Foster carers approved"
better = "higher"
baseline = { on = 2025-09-30, value = 5 }
target = [{ by = 2026-09-30, value = 12 }]
actual = [{ on = 2026-03-31, value = 8 }, { on = 2026-06-30, value = 11 }, { on = 2026-09-30, value = 15 }]
[[area]]
id = "oversight"
title = "Management oversight"
finding = 2
action = [
  { id = "M1", action = "Set a timetable for supervision", lead = "Head of Quality", start = 2025-10-20, due = 2026-01-30, update = [{ on = 2026-02-05, status = "complete", completed = 2026-01-29 }] },
  { id = "M2", action = "Appoint four practice leads", lead = "Head of Workforce", start = 2025-11-03, due = 2026-03-31, update = [{ on = 2026-04-07, status = "complete", completed = 2026-03-27 }] },
  { id = "M3", action = "Buy a dashboard", lead = "Head of Quality", start = 2026-01-12, due = 2026-04-30, update = [{ on = 2026-03-10, status = "on-track" }, { on = 2026-06-30, status = "complete", completed = 2026-04-20 }] },
  { id = "M4", action = "Review the scheme of delegation", lead = "Director of Children’s Services", start = 2026-02-02, due = 2026-09-25, update = [{ on = 2026-06-30, status = "behind", reason = "No lawyer." }, { on = 2026-09-30, status = "complete", completed = 2026-09-18 }] },
  { id = "M5", action = "Recruit twelve permanent social workers", lead = "Head of Workforce", start = 2026-02-02, due = 2026-10-30, update = [{ on = 2026-06-30, status = "at-risk", reason = "Few apply." }, { on = 2026-09-30, status = "behind", reason = "Few apply.", due = 2027-01-29 }] },
  { id = "M6", action = "Join the regional agency", lead = "Head of Workforce", start = 2026-06-01, due = 2026-12-31, update = [{ on = 2026-09-30, status = "at-risk", reason = "Terms.", mitigation = "Talks." }] },
  { id = "M7", action = "Replace the case system", lead = "Head of Quality", start = 2026-06-01, due = 2027-03-31, update = [{ on = 2026-09-30, status = "on-track" }] },
]
[[area.measure]]
name = "Supervision held on time"
unit = "%"
better = "higher"
baseline = { on = 2025-09-30, value = 54 }
target = [{ by = 2026-09-30, value = 85 }]
actual = [{ on = 2026-03-31, value = 71 }, { on = 2026-09-30, value = 79 }]
[[area.measure]]
name = "Agency social workers"
unit = "%"
better = "lower"
baseline = { on = 2025-09-30, value = 34 }
target = [{ by = 2026-09-30, value = 20 }]
actual = [{ on = 2026-03-31, value = 29 }, { on = 2026-09-30, value = 26 }]
"#;

/// Shares of the actions and measures, each once as the data contradict it and once as they do not.
const SHARES: [(&str, &str); 15] = [
    ("About half of the actions are complete.", "About two thirds of the actions are complete."),
    (
        "Around a third of the actions have been completed.",
        "Some two thirds of the actions have been delivered so far.",
    ),
    (
        "A third of the CIP’s actions have been completed.",
        "Two thirds of the CIP’s actions have been completed.",
    ),
    ("One in three actions is on track.", "One in six actions is on track."),
    ("Three in four actions are complete.", "Two in three actions are complete."),
    (
        "Half of all actions have been finished.",
        "Roughly two thirds of all actions have been finished.",
    ),
    ("One quarter of actions are not complete.", "One third of actions are not complete."),
    ("About 80% of the actions are complete.", "Some 65% of the actions are complete."),
    ("Over 80% of the actions are complete.", "Over 60% of the actions are complete."),
    ("Nearly 60% of the actions are complete.", "Just under 70% of actions are complete."),
    ("A quarter of the measures are on target.", "Half the measures are on target."),
    (
        "Half the measures are off target and a quarter are on target.",
        "Half the measures are off target, and one in four children waits too long.",
    ),
    (
        "About three quarters of the measures met their targets.",
        "About half of the measures met their targets.",
    ),
    (
        "In the area of management oversight half of the actions are complete.",
        "In the area of management oversight more than half of the actions are complete.",
    ),
    (
        "Three of the actions are complete.",
        "Just under ten actions are complete, and one in six is on track.",
    ),
];

/// How many actions were completed within a time.
const PERIODS: [(&str, &str); 25] = [
    (
        "Between April and September 2026 three actions were completed.",
        "Between April and September 2026 four actions were completed.",
    ),
    (
        "From April to September 2026, seven actions were completed.",
        "From April to September 2026, four actions were completed and one slipped.",
    ),
    (
        "Six actions were completed between April and September 2026.",
        "Four actions were completed between April and September 2026.",
    ),
    (
        "Three actions were completed between 1 July and 30 September 2026.",
        "Two actions were completed between 1 July and 30 September 2026.",
    ),
    (
        "In the six months to September 2026 two actions were completed.",
        "In the six months to September 2026 four actions were completed.",
    ),
    (
        "In the first three months of 2026 five actions were completed.",
        "In the first three months of 2026 three actions were completed.",
    ),
    (
        "Since the end of March 2026 six actions have been completed.",
        "Since the end of March 2026 four actions have been completed.",
    ),
    (
        "Since the plan was submitted ten of the twelve actions have been completed.",
        "Since the plan was submitted, eight of the twelve actions have been completed.",
    ),
    ("In 2026 eight actions were completed.", "In 2026 seven actions were completed."),
    ("In 2025/26 five actions were completed.", "In 2025/26 four actions were completed."),
    ("In May 2026 three actions were completed.", "In May 2026 one action was completed."),
    ("No action was completed in July 2026.", "No action was completed in August 2026."),
    (
        "We completed six actions between April and September 2026.",
        "We completed four actions between April and September 2026.",
    ),
    (
        "The Council completed nine actions between April and September 2026.",
        "Between April and September 2026 one action was completed in schools.",
    ),
    (
        "Since April 2026 nine actions have been completed.",
        "Since April 2026 schools completed 14 actions.",
    ),
    (
        "Between April and September 2026 more than four actions were completed.",
        "Between April and September 2026 more than three actions were completed.",
    ),
    (
        "Half of the actions were completed between April and September 2026.",
        "A third of the actions were completed between April and September 2026.",
    ),
    (
        "Between April and June 2026 three actions were finished, and between July and September two more.",
        "Between April and June 2026 two actions were finished, and between July and September two more.",
    ),
    (
        "Of the six actions completed between April and September 2026, all were on time.",
        "Of the four actions completed between April and September 2026, all were on time.",
    ),
    (
        "Between March and September 2026 seven actions were completed.",
        "Between March and September 2026 four actions were completed.",
    ),
    (
        "Between April and September 2026 one of the actions in Safety plans was completed.",
        "Between April and September 2026 two of the actions in Safety plans were completed.",
    ),
    (
        "Since March 2026 seven actions have been completed.",
        "Since the last report two actions have been completed.",
    ),
    (
        "Between October 2025 and September 2026 seven actions were completed.",
        "Between April and September 2026 four actions were to be completed, and five begun.",
    ),
    (
        "Between April and June 2026 four actions were completed.",
        "This quarter two actions were completed, and two were over the summer.",
    ),
    (
        "Between April and September 2026 no actions were completed.",
        "Between April and September 2026 the Head of Quality completed one action, and the contractor completed three actions of its own.",
    ),
];

/// What the budgets come to together.
const BUDGETS: [(&str, &str); 14] = [
    (
        "The two budgets together come to £1.4 million.",
        "The two budgets together come to £1.2 million.",
    ),
    (
        "Together the two budgets come to £1,150,000.",
        "Together the two budgets come to £1,200,000.",
    ),
    (
        "The budgets for early help and workforce total £1.5 million.",
        "The budgets for early help and workforce total £1.2 million, £40,000 more than we had asked for.",
    ),
    ("The CIP has a total budget of £1.1 million.", "The CIP has a total budget of £1.2 million."),
    (
        "Of the two budgets of £1.2m, £510,000 has been spent.",
        "Of the two budgets of £1.2m, £610,000 has been spent, £410,000 of it on early help.",
    ),
    (
        "The budgets of £750,000 and £450,000 come to £1.25 million.",
        "The budgets of £750,000 and £450,000 come to £1.2 million.",
    ),
    (
        "Across both budgets, £640,000 has been spent.",
        "Across both budgets, £610,000 has been spent, which is about half.",
    ),
    (
        "Both budgets together are forecast to be underspent by £13,000.",
        "Both budgets together are forecast to be underspent by £3,000.",
    ),
    (
        "Both budgets together are forecast to be overspent by £3,000.",
        "The two budgets pay for twelve staff, who cost £800,000.",
    ),
    ("The two budgets leave £690,000 to spend.", "The two budgets leave £590,000 to spend."),
    (
        "The plan’s total spending so far is £710,000.",
        "The plan’s total spending so far is £610,000.",
    ),
    (
        "The sum of the two budgets is £1.02 million.",
        "The two budgets of the hubs come to £1.02 million.",
    ),
    (
        "Just over £700,000 of the two budgets has been spent.",
        "Just over £600,000 of the two budgets has been spent.",
    ),
    (
        "The two budgets total £1.02 million.",
        "Together with the grant, the two budgets come to £1.4 million.",
    ),
];

/// What contradicts the data in a report that says something.
pub(super) fn contradictions(said: &str) -> Vec<String> {
    let report = report("inspection = \"inspection.toml\"\nplan = \"plan.toml\"\n", said);
    let files = [("inspection.toml", INSPECTION), ("plan.toml", PLAN)];
    found(&files, &report, said, Rule::Contradiction)
}

#[test]
fn shares_of_actions_and_measures_are_held_against_the_data() {
    are_held(&SHARES, contradictions);
}

#[test]
fn actions_completed_within_a_time_are_held_against_the_data() {
    are_held(&PERIODS, contradictions);
}

#[test]
fn actions_completed_within_a_time_are_counted_with_its_days() {
    let said = "Between April and September 2026 three actions were completed.";
    let message = "`three actions`: by the data it is 4 (actions completed from 1 April 2026 to 30 September 2026)";
    assert_eq!(contradictions(said), [message]);
}

#[test]
fn budgets_together_are_held_against_the_data() {
    are_held(&BUDGETS, contradictions);
}

#[test]
fn leads_and_days_of_actions_are_held_against_the_data() {
    are_held_in("leads.txt", contradictions);
}
