//! What officers type into tables of their own: each table once with a cell that the data contradict, and once with what they
//! have.

use committee_papers::diag::Rule;

use super::care::{are_held, found, report};

/// What an inspection found.
const INSPECTION: &str = r#"kind = "inspection"
framework = "ilacs-2023"
[[visit]]
name = "inspection"
start = 2025-09-08
end = 2025-09-19
published = 2025-10-30
[[subject]]
id = "leaders"
judgement.inspection = "good"
[[subject]]
id = "help-and-protection"
judgement.inspection = "requires-improvement"
[[subject]]
id = "care-leavers"
judgement.inspection = "inadequate"
[[improvement]]
id = 1
title = "Access"
text = "Families wait."
"#;

/// The plan that answers it.
const PLAN: &str = r#"kind = "plan"
name = "Young Readers Plan"
short = "Plan"
inspection = "inspection.toml"
submitted = 2025-12-01
end = 2027-11-30
[[overall]]
on = 2026-03-31
status = "on-track"
reason = "All began."
[[overall]]
on = 2026-09-30
status = "at-risk"
reason = "Vans are late."
[[budget]]
name = "Mobile libraries"
on = 2026-09-30
budget = 480000
spent = 215000
forecast = 505000
[[budget]]
name = "Story hours"
on = 2026-09-30
budget = 90000
spent = 41000
forecast = 84000
[[area]]
id = "vans"
title = "Mobile libraries"
finding = 1
action = [
  { id = "M1", action = "Buy two electric vans", lead = "Fleet Manager", accountable = "Director of Culture", start = 2025-12-01, due = 2026-06-30, update = [{ on = 2026-03-31, status = "on-track" }, { on = 2026-09-30, status = "behind", due = 2027-02-28, reason = "The maker is late." }] },
  { id = "M2", action = "Draw up a timetable of stops", lead = "Outreach Librarian", accountable = "Director of Culture", start = 2026-01-05, due = 2026-08-31, update = [{ on = 2026-09-30, status = "complete", completed = 2026-08-14 }] },
]
[[area.measure]]
name = "Visits to mobile libraries each month"
better = "higher"
baseline = { on = 2025-09-30, value = 1240 }
target = [{ by = 2026-09-30, value = 1800 }]
actual = [{ on = 2026-03-31, value = 1395 }, { on = 2026-09-30, value = 1610 }]
[[area.measure]]
name = "Average wait for a reserved book"
unit = "days"
better = "lower"
baseline = { on = 2025-09-30, value = 21 }
target = [{ by = 2026-09-30, value = 12 }]
actual = [{ on = 2026-09-30, value = 11 }]
[[area]]
id = "hours"
title = "Story hours"
action = [
  { id = "S1", action = "Train forty volunteers to read aloud", lead = "Volunteer Organiser", accountable = "Head of Libraries", start = 2026-02-01, due = 2026-12-31, update = [{ on = 2026-03-31, status = "not-started" }, { on = 2026-09-30, status = "on-track" }] },
]
"#;

/// The council's own figures.
const FINANCE: &str = r#"kind = "figures"
[[table]]
id = "grant"
title = "Reading grant"
unit = "£m"
source = "Cabinet, February 2026"
row = [
  { id = "y1", title = "2025/26", value = 1.35 },
  { id = "y2", title = "2026/27", value = 2.4 },
  { id = "y3", title = "2027/28", value = 0.9 },
]
[[table]]
id = "staff"
title = "Librarians"
unit = "%"
source = "Human Resources, September 2026"
row = [
  { id = "vacant", title = "Vacant posts", value = 13.4 },
  { id = "agency", title = "Agency staff", value = 20.6 },
]
"#;

/// The days of the review.
const REVIEW: &str = r#"kind = "review"
plan = "plan.toml"
name = "First review"
held = 2026-10-06
since = 2026-03-31
next = 2027-04-13
asks = ["note the review."]
"#;

/// Tables that the data contradict, each with one that they do not.
const TABLES: [(&str, &str); 25] = [
    (
        "| Action | Lead | Due | Status |\n|---|---|---|---|\n| M1 | Volunteer Organiser | 28 February 2027 | Behind |",
        "| Action | Lead | Due | Status |\n|---|---|---|---|\n| M1 | Fleet Manager (acting) | 28 February 2027 | Behind |",
    ),
    (
        "| No. | What | Owner |\n|---|---|---|\n| S1 | Train volunteers | Director of Culture |",
        "| No. | What | Owner |\n|---|---|---|\n| S1 | Train volunteers | Head of Libraries |",
    ),
    (
        "| Action | Due |\n|---|---|\n| Two electric vans | 30 September 2026 |",
        "| Action | Due |\n|---|---|\n| Two electric vans | 28/02/2027 (first 30 June 2026) |",
    ),
    (
        "| Action | Due |\n|---|---|\n| Two electric vans | 28/03/2027 |",
        "| Action | Due |\n|---|---|\n| Two electric scooters | 28/03/2027 |",
    ),
    (
        "| Action | Original due date | Completed |\n|---|---|---|\n| M1 | 28 February 2027 | - |\n| M2 | 31 August 2026 | 14 August 2026 |",
        "| Action | Original due date | Completed |\n|---|---|---|\n| M1 | 30 June 2026 | - |\n| M2 | 31 August 2026 | August 2026 |",
    ),
    (
        "| Action | Lead | Complete? |\n|---|---|---|\n| M1 | Fleet Manager | No |\n| M2 | Outreach Librarian | No |",
        "| Action | Lead | Complete? |\n|---|---|---|\n| M1 | Fleet Manager | No |\n| M2 | Outreach Librarian | Yes |",
    ),
    (
        "| Action | Lead | Status |\n|---|---|---|\n| M1 | Fleet Manager | Behind |\n| S1 | Volunteer Organiser | At risk |",
        "| Action | Lead | Last status |\n|---|---|---|\n| M1 | Fleet Manager | Behind |\n| S1 | Volunteer Organiser | At risk |",
    ),
    (
        "| Action | 31 March 2026 | 30 September 2026 |\n|---|---|---|\n| M1 | Behind | Behind, for want of vans |\n| S1 | Not started | On track |",
        "| Action | 31 March 2026 | 30 September 2026 |\n|---|---|---|\n| M1 | On track | Behind, for want of vans |\n| S1 | Not started | On track |",
    ),
    (
        "| | 31 March 2026 | 30 September 2026 |\n|---|---|---|\n| Plan as a whole | At risk | At risk |\n| Action M1 | On track | Behind |",
        "| | 31 March 2026 | 30 September 2026 |\n|---|---|---|\n| Plan as a whole | On track | At risk |\n| Action M1 | On track | Behind |",
    ),
    (
        "| Budget | Budget | Spent | Forecast |\n|---|---|---|---|\n| Mobile libraries | £480,000 | £251,000 | £505,000 |",
        "| Budget | Budget | Spent | Forecast |\n|---|---|---|---|\n| Mobile libraries | £480,000 | £215,000 | £505,000 |",
    ),
    (
        "| Line | Budget (£000) | Variance (£000) |\n|---|---|---|\n| Mobile libraries | 480 | 25 |\n| Story hours | 80 | (6) |",
        "| Line | Budget (£000) | Variance (£000) |\n|---|---|---|\n| Mobile libraries | 480 | 25 |\n| Story hours | 90 | (6) |",
    ),
    (
        "| | Mobile libraries | Story hours |\n|---|---|---|\n| Budget | £0.48m | £0.09m |\n| Forecast | £0.55m | £84,000 |",
        "| | Mobile libraries | Story hours |\n|---|---|---|\n| Budget | £0.48m | £0.09m |\n| Forecast per year | £0.55m | £84,000 |",
    ),
    (
        "| Area | Actions | Complete | Behind |\n|---|---|---|---|\n| Mobile libraries | 2 | 2 | 1 |\n| Story hours | 1 | 0 | 0 |",
        "| Area | Actions | Complete | Behind |\n|---|---|---|---|\n| Mobile libraries | 2 | 1 | 1 |\n| Story hours | 1 | 0 | 0 |",
    ),
    (
        "| Lead | Actions | Complete |\n|---|---|---|\n| Fleet Manager | 2 | 0 |\n| Outreach Librarian | 1 | 1 |",
        "| Lead | Actions | Complete |\n|---|---|---|\n| Fleet Manager | 1 | 0 |\n| Outreach Librarian | 1 | 1 |",
    ),
    (
        "| Judgement | 2025 |\n|---|---|\n| Help and protection | Good |\n| Care leavers | Inadequate |",
        "| Judgement | 2022 |\n|---|---|\n| Help and protection | Good |\n| Care leavers | Inadequate |",
    ),
    (
        "| Subject | Grade |\n|---|---|\n| Care leavers | Requires improvement |",
        "| Subject | Grade |\n|---|---|\n| Young carers | Requires improvement |",
    ),
    (
        "| Measure | Latest | Target | Met? |\n|---|---|---|---|\n| Visits to mobile libraries each month | 1,610 | 1,800 | Yes |\n| Average wait for a reserved book | 11 days | 12 days | Yes |",
        "| Measure | Latest | Target | Met? |\n|---|---|---|---|\n| Visits to mobile libraries each month | 1,610 | 1,800 | No |\n| Average wait for a reserved book | 11 days | 12 days | Yes |",
    ),
    (
        "| Measure | Baseline | Latest |\n|---|---|---|\n| Visits to mobile libraries each month | 1,240 | 1,610 |\n| Average wait for a reserved book | 21 days | 14 days |",
        "| Measure | Baseline | Latest |\n|---|---|---|\n| Visits to mobile libraries each month | 1,240 | 1,610 |\n| Average wait for a reserved book | 21 days | 11 days |",
    ),
    (
        "| Year | Reading grant |\n|---|---|\n| 2025/26 | £1.35m |\n| 2026/27 | £2.7m |\n| 2027/28 | £0.9m |",
        "| Year | Parks grant |\n|---|---|\n| 2025/26 | £1.35m |\n| 2026/27 | £2.7m |\n| 2027/28 | £0.9m |",
    ),
    (
        "| Librarians | Share |\n|---|---|\n| Vacant posts | 14.3% |\n| Agency staff | 20.6% |\n| Agency staff | 20.6% |",
        "| Librarians | Share |\n|---|---|\n| Vacant posts | 13% |\n| Agency staff | 20.6% |\n| Agency staff | 20.6% |",
    ),
    (
        "| Key facts | |\n|---|---|\n| Next review | 13 May 2027 |",
        "| Key facts | |\n|---|---|\n| Next review | 13 April 2027 |",
    ),
    (
        "| Item | Value |\n|---|---|\n| Number of actions complete | 2 of 3 |",
        "| Item | Value |\n|---|---|\n| Number of visits complete | 2 of 3 |",
    ),
    (
        "| Item | Value |\n|---|---|\n| End of the Plan | 30 November 2028 |",
        "| Item | Value |\n|---|---|\n| End of the lease | 30 November 2028 |",
    ),
    (
        "| Item | Value |\n|---|---|\n| Visits to mobile libraries each month | 1,710 |",
        "| Item | Value |\n|---|---|\n| Visits to mobile libraries each month in March 2026 | 1,395 |",
    ),
    (
        "| Item | Value |\n|---|---|\n| Actions in the Plan | 4 |\n| Actions behind | 1 |",
        "| Item | Value |\n|---|---|\n| Actions for the landlord | 4 |\n| Actions behind | 1 |",
    ),
];

/// What contradicts the data in a report that says something.
pub(super) fn contradictions(table: &str) -> Vec<String> {
    let sources = "inspection = \"inspection.toml\"\nplan = \"plan.toml\"\nreview = \"review.toml\"\nfinance = \"finance.toml\"\n";
    let files = [
        ("inspection.toml", INSPECTION),
        ("plan.toml", PLAN),
        ("review.toml", REVIEW),
        ("finance.toml", FINANCE),
    ];
    found(&files, &report(sources, &table.replace('\n', "\\n")), table, Rule::Contradiction)
}

#[test]
fn cells_of_tables_are_held_against_what_their_row_and_column_name() {
    are_held(&TABLES, contradictions);
}

#[test]
fn what_is_said_of_a_cell_gives_what_the_data_have() {
    let said = [
        (0, "`Volunteer Organiser`: by the data, action M1 is led by Fleet Manager"),
        (1, "`Director of Culture`: by the data, action S1 is led by Volunteer Organiser"),
        (2, "`30 September 2026`: by the data, action M1 is due on 28 February 2027"),
        (5, "`No`: by the data, action M2 is complete"),
        (7, "`Behind`: by the data, action M1 was on track on 31 March 2026"),
        (8, "`At risk`: by the data, the Plan as a whole was on track on 31 March 2026"),
        (
            9,
            "`£251,000`: by the data, Mobile libraries has a budget of £480,000, of which £215,000 was spent by 30 September 2026, and it is expected to cost £505,000",
        ),
        (12, "`2`: by the data, “Mobile libraries” has 1 under “Complete”"),
        (
            15,
            "`Requires improvement`: by the data, “The experiences and progress of care leavers” is inadequate at the inspection",
        ),
        (
            16,
            "`Yes`: by the data, “Visits to mobile libraries each month” stands at 1,610, and its target is 1,800",
        ),
        (
            17,
            "`14 days`: by the data, “Average wait for a reserved book” was 11 days on 30 September 2026",
        ),
        (19, "`14.3%`: by the data, “Vacant posts” of “Librarians” is 13.4"),
        (20, "`13 May 2027`: by the data, the next review is on 13 April 2027"),
        (21, "`2 of 3`: by the data it is 1 (actions that are complete)"),
    ];
    for (table, message) in said {
        assert_eq!(contradictions(TABLES[table].0), [message]);
    }
}

#[test]
fn a_table_of_another_day_or_of_something_else_is_left_alone() {
    let others = [
        "| Action | Status |\n|---|---|\n| M1 | On track |\n| M2 | At risk |\n| S1 | Not started |",
        "| Workstream | Lead | Due |\n|---|---|---|\n| Two electric vans | Head of Libraries | 1 May 2028 |\n| Timetable of stops | Head of Libraries | 2 May 2028 |\n| Train volunteers | Fleet Manager | 3 May 2028 |",
        "| Stage | Date |\n|---|---|\n| Cabinet | 4 May 2027 |\n| Review of the fleet | 6 June 2027 |",
    ];
    for table in others {
        assert_eq!(contradictions(table), Vec::<String>::new());
    }
}
