//! The changes that an edited spreadsheet makes to a plan.

use chrono::NaiveDate;

use super::*;
use crate::import::sheet::tests::opened;
use crate::import::sheet::{Imported, Lack, change};
use crate::world::World;

const PLAN: &str = r#"kind = "plan"
name = "Plan"
submitted = 2025-04-01

# The first area.
[[area]]
id = "care"
title = "Care"

[[area.action]]
id = "1"
action = "Recruit carers"   # as the board agreed
lead = "Fostering Manager"
due = 2026-03-31
update = [{ on = 2025-06-30, status = "on-track", note = "Six recruited." }]

[[area.action]]
id = "2"
action = "Open a hub"
lead = "Property Lead"
due = 2025-12-31
[[area.action.update]]
on = 2025-06-30
status = "at-risk"
due = 2026-02-28
note = "No site yet."

[[area]]
id = "health"
title = "Health"

[[area.action]]
id = "3"
action = "Agree a template"
lead = "Clinical Officer"
due = 2025-09-30
"#;

const HEAD: &str = "Area,Ref,Action,Lead,Due,Revised due date,Status,Update\n";

/// The rows of a spreadsheet that agrees with the plan.
const ROWS: [&str; 3] = [
    "Care,1,Recruit carers,Fostering Manager,31/03/2026,,On track,Six recruited.\n",
    "Care,2,Open a hub,Property Lead,31/12/2025,28/02/2026,At risk,No site yet.\n",
    "Health,3,Agree a template,Clinical Officer,30/09/2025,,,\n",
];

fn imported(rows: &[&str]) -> Imported {
    opened(format!("{HEAD}{}", rows.concat()).as_bytes(), "a.csv")
}

fn plan(text: &str) -> Plan {
    crate::read::read::<Plan>(World::builtin("plan.toml"), text).unwrap().value
}

/// The differences for these rows as at the last day of 2025, and the lines that the plan gains and loses.
fn changed(rows: &[&str]) -> (Vec<String>, Vec<String>) {
    let mut imported = imported(rows);
    imported.give(Lack::AsAt, NaiveDate::from_ymd_opt(2025, 12, 31).unwrap());
    let changes = imported.differences(&plan(PLAN));
    let text = change(PLAN, &changes).unwrap();
    let again = imported.differences(&plan(&text));
    assert!(again.iter().all(|change| !change.is_made()), "a second time changes more: {again:?}");
    let kept: Vec<&str> = PLAN.lines().collect();
    let gained = text.lines().filter(|line| !kept.contains(line) && !line.is_empty());
    let said = changes
        .iter()
        .map(|change| format!("{:?} {}: {}", change.kind, change.what, change.how.join("; ")));
    (said.collect(), gained.map(str::to_owned).collect())
}

#[test]
fn a_spreadsheet_that_says_what_the_plan_says_changes_nothing_and_needs_no_day() {
    let imported = imported(&ROWS);
    let plan = plan(PLAN);
    assert_eq!(imported.lacks_day_beside(&plan), None);
    assert!(imported.differences(&plan).is_empty());
}

#[test]
fn a_new_status_becomes_an_update_and_what_was_said_stays() {
    let (said, gained) = changed(&[
        "Care,1,Recruit carers,Fostering Manager,31/03/2026,,Behind,Two have left.\n",
        ROWS[1],
        ROWS[2],
    ]);
    assert_eq!(said, ["Changed action 1: an update of 2025-12-31: `behind`, “Two have left.”"]);
    assert_eq!(
        gained,
        [
            "update = [{ on = 2025-06-30, status = \"on-track\", note = \"Six recruited.\" }, { on = 2025-12-31, status = \"behind\", note = \"Two have left.\" }]"
        ]
    );
    let undated =
        imported(&["Care,1,Recruit carers,Fostering Manager,31/03/2026,,Behind,Two have left.\n"]);
    assert_eq!(undated.lacks_day_beside(&plan(PLAN)), Some(Lack::AsAt));
}

#[test]
fn a_due_date_that_is_neither_the_first_nor_the_one_in_force_was_moved() {
    let (said, gained) =
        changed(&[ROWS[0], ROWS[1], "Health,3,Agree a template,Clinical Officer,31/01/2026,,,\n"]);
    assert_eq!(said, ["Changed action 3: an update of 2025-12-31: now due 2026-01-31"]);
    assert_eq!(gained, ["on = 2025-12-31", "due = 2026-01-31"]);
    let (said, _) = changed(&[
        ROWS[0],
        "Care,2,Open a hub,Property Lead,28/02/2026,,At risk,No site yet.\n",
        ROWS[2],
    ]);
    assert_eq!(said, [""; 0]);
}

#[test]
fn words_change_in_their_place_and_comments_stay() {
    let (said, gained) = changed(&[
        "Care,1,Recruit twenty carers,Head of Care,31/03/2026,,On track,Six recruited.\n",
        ROWS[1],
        ROWS[2],
    ]);
    assert_eq!(
        said,
        [
            "Changed action 1: `action` from “Recruit carers” to “Recruit twenty carers”; `lead` from “Fostering Manager” to “Head of Care”"
        ]
    );
    assert_eq!(
        gained,
        ["action = \"Recruit twenty carers\"   # as the board agreed", "lead = \"Head of Care\""]
    );
}

#[test]
fn new_actions_and_areas_join_the_plan_gone_ones_stay_and_moved_ones_are_said() {
    let (said, gained) = changed(&[
        ROWS[1],
        "Health,1,Recruit carers,Fostering Manager,31/03/2026,,On track,Six recruited.\n",
        "Homes,9,Build a home,Property Lead,30/06/2027,,Not started,\n",
        "Homes,10,Buy land,Property Lead,TBC,,,\n",
    ]);
    assert_eq!(
        said,
        [
            "Moved action 1: stands in “Health” of the spreadsheet, and in “Care” of the plan; move its lines there, if that is meant (a!C3)",
            "New action 9: “Build a home”; in the new area “Homes”",
            "NotTaken action 10: “Buy land”; no day is known by which it is due; give it in the spreadsheet",
            "Gone action 3: “Agree a template” is kept; give it `withdrawn` with the day, if it is no longer part of the plan",
        ]
    );
    assert!(
        gained.contains(&"id = \"homes\"".to_owned())
            && gained.contains(&"added = 2025-12-31".to_owned()),
        "{gained:?}"
    );
}

#[test]
fn rows_that_were_numbered_anew_are_asked_about_and_nothing_of_them_is_taken() {
    let row = |id: &str, action: &str| format!("Care,{id},{action},Jo,31/03/2026,,Behind,Late.\n");
    let told = |rows: &[(&str, &str)]| {
        let rows: Vec<String> = rows.iter().map(|(id, action)| row(id, action)).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let changes = imported(&rows).differences(&plan(PLAN));
        let said = changes
            .iter()
            .map(|change| format!("{:?} {}: {}", change.kind, change.what, change.how.join("; ")));
        said.collect::<Vec<_>>()
    };
    let anew = told(&[("1", "Open a hub"), ("2", "Agree a template")]);
    assert_eq!(
        anew,
        [
            "NotTaken action 1: “Open a hub” is action 2 of the plan, where 1 is “Recruit carers”; the rows seem to have been numbered anew, and nothing of this one was taken; give it its reference of the plan in the spreadsheet, 2",
            "NotTaken action 2: “Agree a template” is action 3 of the plan, where 2 is “Open a hub”; the rows seem to have been numbered anew, and nothing of this one was taken; give it its reference of the plan in the spreadsheet, 3",
            "Gone action 1: “Recruit carers” is kept; give it `withdrawn` with the day, if it is no longer part of the plan",
        ]
    );
    // Beside such a row, one with a different text is uncertain too; one that is merely reworded is not.
    let anew =
        told(&[("1", "Recruit more carers"), ("2", "Sign the form"), ("9", "Agree a template")]);
    let starts: Vec<_> =
        anew.iter().map(|said| said.split(';').next().unwrap_or_default()).collect();
    assert_eq!(
        starts[1..],
        [
            "NotTaken action 2: “Sign the form” has the reference of “Open a hub” in the plan",
            "NotTaken action 9: “Agree a template” is action 3 of the plan",
        ]
    );
    assert!(starts[0].starts_with("Changed action 1: `action` from"), "{anew:?}");
    // A row that is clearly another action replaces none.
    let reworded =
        told(&[("1", "Recruit carers"), ("2", "Sign the form"), ("3", "Agree a template")]);
    assert!(
        reworded[1].starts_with("Changed action 2: `action` from “Open a hub”"),
        "{reworded:?}"
    );
}

#[test]
fn rows_without_references_are_known_by_their_words() {
    let csv = "Action,Lead,Due,Status\nOpen  a Hub,Property Lead,31/12/2025,Complete\nRecruit carer,Fostering Manager,31/03/2026,On track\n";
    let mut imported = opened(csv.as_bytes(), "a.csv");
    imported.give(Lack::AsAt, NaiveDate::from_ymd_opt(2025, 12, 31).unwrap());
    let changes = imported.differences(&plan(PLAN));
    let said: Vec<_> =
        changes.iter().map(|change| format!("{:?} {}", change.kind, change.what)).collect();
    assert_eq!(said, ["Changed action 2", "Changed action 1", "Gone action 3"]);
}

#[test]
fn an_action_in_a_hidden_row_is_not_said_to_be_gone() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip([HEAD].into_iter().chain(ROWS)) {
        for (column, text) in (0..).zip(line.trim().split(',')) {
            sheet.write(row, column, text).unwrap();
        }
    }
    sheet.set_row_hidden(2).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let mut imported = opened(&bytes, "a.xlsx");
    imported.give(Lack::AsAt, NaiveDate::from_ymd_opt(2025, 6, 30).unwrap());
    let changes = imported.differences(&plan(PLAN));
    let said: Vec<_> = changes.iter().filter(|change| change.what == "action 2").collect();
    assert_eq!(said.len(), 1, "{changes:?}");
    assert_eq!(said[0].kind, Kind::NotTaken);
    assert!(said[0].how[0].contains("in a row that is hidden"), "{said:?}");
}

#[test]
fn a_provisional_reading_is_confirmed_where_the_column_says_which_are() {
    let text = format!(
        "{PLAN}[[area.measure]]\nname = \"Waits\"\nunit = \"days\"\nbetter = \"lower\"\nactual = [{{ on = 2025-06-30, value = 790, provisional = true }}]\n"
    );
    let told = |heading: &str, value: &str, as_at: Option<NaiveDate>| {
        let csv = format!(
            "Measure,Unit,Better,{heading},Date of reading\nWaits,days,Lower,{value},30/06/2025\n"
        );
        let imported = opened(csv.as_bytes(), "a.csv");
        let changes = differences(&imported.draft, &plan(&text), as_at);
        let of = |change: &Change| change.what == "measure “Waits”";
        let how = changes.iter().filter(|change| of(change)).flat_map(|change| change.how.clone());
        (how.collect::<Vec<_>>().join("; "), change(&text, &changes).unwrap())
    };
    let ours = "Latest value (p = provisional)";
    let later = NaiveDate::from_ymd_opt(2025, 9, 30);
    for (heading, value) in
        [(ours, "790 (p)"), ("Latest value", "790"), ("Latest value", "790 (p)")]
    {
        assert_eq!(
            told(heading, value, later),
            (String::new(), text.clone()),
            "{heading}: {value}"
        );
    }
    let (said, new) = told(ours, "790", later);
    assert_eq!(said, "the reading of 2025-06-30 is no longer provisional");
    let reading = "{ on = 2025-06-30, value = 790, reported = 2025-09-30 }";
    assert!(new.contains(reading), "{new}");
    assert_eq!(
        told(ours, "790", None),
        (
            "not taken: the reading of 2025-06-30 is no longer provisional in the spreadsheet; say with `--on` on which later day".to_owned(),
            text.clone()
        )
    );
    assert_eq!(told(ours, "791 (p)", later).0, "the reading of 2025-06-30 is restated as 791");
}

/// The remarks on action 2 of the plan, given the heading of its history column and the text below.
fn told_of_history(heading: &str, history: &str) -> String {
    let csv = format!(
        "Ref,Action,Lead,Due,Status,{heading}\n2,Open a hub,Property Lead,31/12/2025,At risk,\"{history}\"\n"
    );
    let changes = opened(csv.as_bytes(), "a.csv").differences(&plan(PLAN));
    let of = changes.into_iter().filter(|change| change.what == "action 2");
    of.flat_map(|change| change.how).collect::<Vec<_>>().join("; ")
}

#[test]
fn a_line_of_history_that_the_plan_does_not_have_is_said_and_not_taken() {
    let told = |history: &str| told_of_history("History", history);
    assert_eq!(told("30/06/2025: At risk; No site yet."), "");
    assert_eq!(told("30/06/2025: No site yet."), "");
    let said = told("30/06/2025: At risk; No site at all.\n01/09/2025: Lease signed.");
    assert_eq!(
        said,
        "not taken from its history: the line of 2025-06-30 “No site at all.”, which the plan does not have; write it as an update, with its day, or into the plan; not taken from its history: the line of 2025-09-01 “Lease signed.”, which the plan does not have; write it as an update, with its day, or into the plan"
    );
    assert!(told("30/06/2025: Behind; No site yet.").contains("“No site yet.”"));
    // In another program's column this is a rating.
    assert!(told("30/06/2025: Started").contains("the line of 2025-06-30 “on-track”"));
}

#[test]
fn a_line_that_this_program_wrote_has_its_rating_and_its_day_in_brackets_alone() {
    let told = |history: &str| told_of_history("History (from papers)", history);
    for line in ["(At risk; now due 28/02/2026): No site yet.", "(At risk): No site yet."] {
        assert_eq!(told(&format!("30/06/2025 {line}")), "");
    }
    for (line, said) in [
        ("30/06/2025 (At risk): Started", "the line of 2025-06-30 “Started”"),
        ("30/06/2025: Not due", "the line of 2025-06-30 “Not due”"),
        ("30/06/2025 (At risk; now due 31/03/2026): No site yet.", "“No site yet.”"),
        ("30/06/2025 (At risk): No site yet.\noutput: A list", "“No site yet.”"),
        ("30/06/2025 (Behind)", "the line of 2025-06-30 “behind”"),
    ] {
        let found = told(line);
        assert!(found.contains(said) && !found.contains("; not taken"), "{line}: {found}");
    }
}

#[test]
fn what_a_spreadsheet_says_is_not_for_publication_is_withheld_in_the_plan() {
    let reason = "reason = \"[Insert why the public interest is in withholding it]\"";
    let row = "Health,3,Agree a template (exempt – paragraph 3),Clinical Officer,30/09/2025,,,\n";
    let (said, gained) = changed(&[ROWS[0], ROWS[1], row]);
    assert!(said.join("").contains("withheld by `exempt`"), "{said:?}");
    assert!(gained.contains(&format!("exempt = {{ paragraphs = [3], {reason} }}")), "{gained:?}");
    let csv = format!(
        "Not for publication\n{HEAD}{}{}",
        ROWS.concat(),
        "Health,4,Buy it,Clinical Officer,30/09/2026,,,\n"
    );
    let take = |csv: &str| {
        let imported = opened(csv.as_bytes(), "a.csv");
        change(PLAN, &imported.differences(&plan(PLAN))).unwrap()
    };
    assert_eq!(take(&csv).matches("exempt = { paragraphs = []").count(), 2, "{}", take(&csv));
    // A workbook exported by this program says so even if only a part of the plan is withheld.
    let ours = csv.replacen("Not for publication", crate::export::sheet::RESTRICTED, 1);
    let text = take(&ours);
    assert_eq!(text.matches("exempt = { paragraphs = []").count(), 1, "{text}");
    assert!(text.find("Buy it") < text.find("exempt = {"), "{text}");
}

#[test]
fn a_reading_is_restated_on_a_day_that_is_asked_for() {
    let old = format!(
        "{PLAN}\n[[area.measure]]\nname = \"Plans in time\"\nunit = \"%\"\nbetter = \"higher\"\nactual = [{{ on = 2025-06-30, value = 50 }}]\n"
    );
    let rows = "Area,Measure,Unit,Better,Latest value,Date of reading\nHealth,Plans in time,%,Higher,52,30/06/2025\n";
    let restated = |on: &str| {
        let mut imported = opened(rows.as_bytes(), "m.csv");
        assert_eq!(imported.lacks_day_beside(&plan(&old)), Some(Lack::AsAt));
        imported.give(Lack::AsAt, on.parse().unwrap());
        change(&old, &imported.differences(&plan(&old))).unwrap()
    };
    let new = restated("2025-12-31");
    assert!(new.contains("{ on = 2025-06-30, value = 52, reported = 2025-12-31 }"), "{new}");
    assert_eq!(restated("2025-06-01"), old);
}

const SECRET: &str = "[[area]]\nid = \"case\"\ntitle = \"Case of Ferrow\"\n\
    exempt = { paragraphs = [5], reason = \"A case.\", public-title = \"A matter\" }\n\
    [[area.action]]\nid = \"4\"\naction = \"Go to court\"\nlead = \"Solicitor\"\ndue = 2026-03-31\n\
    update = [{ on = 2025-06-30, status = \"behind\", note = \"Ferrow was sued for fraud.\" }]\n";

/// What is said of rows beside that of an action that the plan withholds, and what the plan becomes.
fn beside_a_secret(rows: &[&str]) -> (Vec<String>, String) {
    let old = format!("{PLAN}\n{SECRET}");
    let mut imported = imported(rows);
    imported.give(Lack::AsAt, NaiveDate::from_ymd_opt(2025, 12, 31).unwrap());
    let changes = imported.differences(&plan(&old));
    let said = changes
        .iter()
        .map(|change| format!("{:?} {}: {}", change.kind, change.what, change.how.join("; ")));
    (said.collect(), change(&old, &changes).unwrap().replace(&old, ""))
}

#[test]
fn what_the_plan_withholds_is_not_taken_into_an_open_action() {
    const OWN: &str =
        "Case of Ferrow,4,Go to court,Solicitor,31/03/2026,,Behind,Ferrow was sued for fraud.\n";
    let (said, new) = beside_a_secret(&[
        "Care,1,Recruit carers,Fostering Manager,31/03/2026,,Behind,\"Late, as Ferrow was sued for fraud.\"\n",
        ROWS[1],
        ROWS[2],
        OWN,
    ]);
    assert_eq!(
        said,
        [
            "NotTaken action 1: “ferrow was sued for” is what the plan withholds of action 4, and everyone could read it here; nothing of this row was taken: put it into the row of that, or withhold this one in the plan, too"
        ]
    );
    assert_eq!(new, "", "the plan is as it was");
    // In the row of the withheld action, and other words in that of an open one.
    let (said, _) = beside_a_secret(&[
        "Care,1,Recruit carers,Fostering Manager,31/03/2026,,Behind,He was sued for debt.\n",
        ROWS[1],
        ROWS[2],
        "Case of Ferrow,4,Go to court,Solicitor,31/03/2026,,Behind,Again Ferrow was sued for fraud.\n",
    ]);
    assert!(said.len() == 2 && said.iter().all(|said| said.starts_with("Changed")), "{said:?}");
}

#[test]
fn an_area_that_was_renamed_is_said() {
    let renamed = ROWS[2].replace("Health", "Wellbeing");
    let (said, _) = changed(&[ROWS[0], ROWS[1], &renamed]);
    assert_eq!(
        said,
        [
            "Moved action 3: stands in “Wellbeing” of the spreadsheet, which is no area of the plan, and in “Health” of the plan; give that its new title there, or move the lines of the action into a new area, if that is meant (a!C4)"
        ]
    );
    // A spreadsheet that knows no area of the plan says nothing of them.
    let all = ROWS.map(|row| format!("All{}", &row[row.find(',').unwrap()..]));
    let (said, _) = changed(&[&all[0], &all[1], &all[2]]);
    assert_eq!(said, [""; 0]);
}
