//! Trackers as councils keep them: rows between and below the actions, and words that are no day, rating or evidence.

use rust_xlsxwriter::{Format, Workbook};

use super::*;

const HEAD: &str = "Ref,Action,Lead,Due,Status,Update";

/// The plan that lines of a CSV file become, and the remarks on them.
fn plan(lines: &[&str]) -> (String, Vec<String>) {
    let found = open(lines.join("\n").as_bytes(), "a.csv").unwrap();
    let said = found.findings.iter().map(|found| found.message.clone()).collect();
    let mut imported = found.value;
    imported.give(Lack::AsAt, NaiveDate::from_ymd_opt(2026, 10, 31).unwrap());
    (imported.plan(), said)
}

/// The values of a key in a plan, in its order.
fn values<'t>(text: &'t str, key: &str) -> Vec<&'t str> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
    lines.map(|value| value.trim_matches('"')).collect()
}

/// The remarks on one cell.
fn said_of<'s>(said: &'s [String], cell: &str) -> Vec<&'s str> {
    let start = format!("a!{cell}: ");
    said.iter().filter_map(|said| said.strip_prefix(&start)).collect()
}

#[test]
fn a_line_below_a_table_is_no_area() {
    let of = |foot: &str| {
        plan(&[
            "Recommendation,Action,Lead,Due,Status",
            "R1 Vision,Hold workshops,CX,31/07/2026,Complete",
            "R2 Culture,Survey staff,HR,31/03/2027,On track",
            ",Hold exit interviews,HR,30/04/2027,On track",
            foot,
        ])
    };
    for foot in [
        "Summary: 3 actions; 1 complete",
        "\"Prepared by the PMO, October 2026\"",
        "* Subject to Council approval",
    ] {
        let (text, said) = of(foot);
        assert_eq!(values(&text, "title"), ["R1 Vision", "R2 Culture"], "{foot}");
        let wanted = "what stands here says something of the table, and was not taken";
        assert_eq!(said_of(&said, "A5"), [wanted], "{foot}");
    }
    let (text, said) = of("Thank you for reading");
    assert_eq!(values(&text, "title"), ["R1 Vision", "R2 Culture"]);
    assert_eq!(said_of(&said, "A5"), ["what stands here heads no row, and was not taken"]);
    let (text, said) = of("R3 Money,,,,\n,Set the budget,CX,28/02/2027,On track");
    assert_eq!(values(&text, "title"), ["R1 Vision", "R2 Culture", "R3 Money"], "{said:?}");
    assert_eq!(said_of(&said, "A5"), [""; 0]);
}

#[test]
fn a_line_that_says_something_of_an_area_titles_none() {
    let row = |id: &str| format!("{id},Mend it {id},CX,31/03/2027,On track,x");
    let rows = |lines: [&str; 4]| {
        let [one, two, three, four] = lines;
        plan(&[HEAD, one, &row("1.1"), two, &row("1.2"), three, four, &row("2.1")])
    };
    let (text, said) = rows([
        "Priority 1: Leadership",
        "Sponsor: Chief Executive",
        "Priority 2: Money",
        "Outcome: a balanced budget",
    ]);
    assert_eq!(values(&text, "title"), ["Priority 1: Leadership", "Priority 2: Money"]);
    let wanted = "a!A4, A7: what stands here says something of the table, and was not taken";
    assert!(said.contains(&wanted.to_owned()), "{said:?}");
    let (text, said) = rows(["Outcome: homes", "Outcome: work", "Outcome: health", ""]);
    assert_eq!(
        values(&text, "title"),
        ["Outcome: homes", "Outcome: work", "Outcome: health"],
        "{said:?}"
    );
    let (text, _) = rows(["Outcome 1: homes", "Outcome 2: work", "Theme: health", ""]);
    assert_eq!(values(&text, "title"), ["Outcome 1: homes", "Outcome 2: work", "Theme: health"]);
}

#[test]
fn a_day_that_was_another_is_the_one_in_force() {
    for (due, first, now) in [
        ("30/9/26 (was 30/6/26)", "2026-06-30", "2026-09-30"),
        ("30/09/2026 moved from 30/06/2026", "2026-06-30", "2026-09-30"),
        ("30/06/2026 revised to 30/09/2026", "2026-06-30", "2026-09-30"),
    ] {
        let (text, _) = plan(&[HEAD, &format!("1,Mend it,CX,{due},On track,x")]);
        assert_eq!(values(&text, "due"), [first, now], "{text}");
    }
}

#[test]
fn a_start_or_a_later_day_is_no_due_date() {
    for due in ["From May 2026", "Completed Aug 2026", "2 weeks after 31/03/2027"] {
        let (text, said) = plan(&[HEAD, &format!("1,Mend it,CX,{due},On track,x")]);
        assert_eq!(values(&text, "due"), [""; 0], "{text}");
        let wanted =
            format!("the day in `{due}` is not one by which this is to be done, and was not taken");
        assert_eq!(said_of(&said, "D2"), [wanted]);
    }
    let head = "Ref,Action,Lead,Start date,Due,Date completed";
    let (text, said) = plan(&[head, "1,Mend it,CX,From May 2026,by March 2027,Completed Aug 2026"]);
    assert_eq!(values(&text, "start"), ["2026-05-01"]);
    assert_eq!(values(&text, "due"), ["2027-03-31"]);
    assert_eq!(values(&text, "on"), ["2026-08-31"], "{said:?}");
}

#[test]
fn a_doubtful_day_is_no_due_date_until_someone_is_sure_of_it() {
    for due in ["TBC (Dec 2026?)", "Dec 2026 (provisional)"] {
        let (text, said) = plan(&[HEAD, &format!("1,Mend it,CX,{due},On track,x")]);
        assert_eq!(values(&text, "due"), [""; 0], "{text}");
        let wanted = format!("`{due}` leaves open whether that is the day, and it was not taken");
        assert_eq!(said_of(&said, "D2"), [wanted]);
    }
    let again = "Sept 2026 and then quarterly";
    let (text, said) = plan(&[HEAD, &format!("1,Mend it,CX,{again},On track,x")]);
    assert_eq!(values(&text, "due"), [""; 0], "{text}");
    let wanted =
        format!("the day in `{again}` is not one by which this is to be done, and was not taken");
    assert_eq!(said_of(&said, "D2"), [wanted]);
    let (text, _) = plan(&[HEAD, "1,Mend it,CX,31/12/2026 (lead TBC),On track,x"]);
    assert_eq!(values(&text, "due"), ["2026-12-31"]);
}

#[test]
fn a_rating_in_brackets_makes_progress_a_rating() {
    let (text, said) = plan(&[
        "Ref,Action,Lead,Due,Progress (RAG),Update",
        "1,Mend it,CX,31/03/2027,🟢,Begun",
        "2,Sell it,CX,31/03/2027,R,Provider withdrew",
        "3,Buy it,CX,31/03/2027,Paused,No site",
    ]);
    assert_eq!(values(&text, "status"), ["on-track", "behind"], "{said:?}");
    assert_eq!(values(&text, "note"), ["Begun", "Provider withdrew", "No site"]);
    assert_eq!(said_of(&said, "E4"), ["`Paused` is not a rating that is known"]);
    let (text, _) = plan(&[
        "Ref,Action,Lead,Due,Progress (RAG),Update",
        "1,Mend it,CX,31/03/2027,Half of it,Begun",
    ]);
    assert_eq!(values(&text, "note"), ["Half of it; Begun"]);
}

#[test]
fn a_word_that_is_no_rating_is_said_and_that_there_is_none_too() {
    let of = |status: &str| plan(&[HEAD, &format!("1,Mend it,CX,31/03/2027,{status},x")]).1;
    for status in ["BAU", "Business as usual", "Ongoing", "No"] {
        let wanted = format!("`{status}` is not a rating that is known");
        assert_eq!(said_of(&of(status), "E2"), [wanted]);
    }
    for status in ["N/A", "-", "TBC"] {
        let wanted = format!("`{status}` is no rating, so that no status was taken");
        assert_eq!(said_of(&of(status), "E2"), [wanted]);
    }
}

#[test]
fn rows_that_count_the_others_are_no_actions() {
    let (text, said) = plan(&[
        HEAD,
        "1,Mend it,CX,31/03/2027,Complete,x",
        "2,Total review of roads,CX,31/03/2027,On track,y",
        ",Total: 2 actions,,,1 complete,",
        "Total,2,,,,",
        ",TOTAL,,,50%,",
        "Red,2,,,,",
    ]);
    assert_eq!(values(&text, "action"), ["Mend it", "Total review of roads"]);
    let wanted = "a!B4, A5, B6: what stands here says something of the table, and was not taken";
    assert!(said.contains(&wanted.to_owned()), "{said:?}");
    let wanted = "`2` does not say what is to be done, and this row was not taken";
    assert_eq!(said_of(&said, "B7"), [wanted]);
}

#[test]
fn a_table_of_something_else_is_not_taken() {
    let (text, said) = plan(&[
        HEAD,
        "1,Mend it,CX,31/03/2027,On track,x",
        ",,,,,",
        "Issues log",
        "No,Issue,Owner,Status",
        "I1,Data quality,CX,Open",
        "Decisions",
        "Date,Decision,Made by",
        "01/06/2026,Agreed scope,Board",
        "08/06/2026,Agreed budget,Board",
        ",,,,,",
        "Theme two",
        HEAD,
        "2,Sell it,CX,31/03/2027,On track,x",
    ]);
    assert_eq!(values(&text, "action"), ["Mend it", "Sell it"]);
    assert!(values(&text, "title").contains(&"Theme two"), "{text}");
    assert!(!text.contains("risk"), "{text}");
    let wanted = "“Issues log” looks like another table, which has no place in a plan; its one row was not taken";
    assert_eq!(said_of(&said, "A5"), [wanted], "{said:?}");
    let wanted = "“Decisions” looks like another table, which has no place in a plan; its 2 rows were not taken";
    assert_eq!(said_of(&said, "A8"), [wanted], "{said:?}");
    let (text, said) = plan(&[
        HEAD,
        "1,Mend it,CX,31/03/2027,On track,x",
        "2,Issue,Decision,31/03/2027,On track,x",
        ",,,,,",
        "Risk,Likelihood,Impact,Mitigation",
        "Posts stay vacant,low,high,Recruit",
    ]);
    assert_eq!(values(&text, "action"), ["Mend it", "Issue"]);
    assert_eq!(values(&text, "risk"), ["Posts stay vacant"], "{said:?}");
}

#[test]
fn a_column_of_days_called_completed_says_when_actions_were() {
    let (text, said) = plan(&[
        "Ref,Action,Lead,Completed,Due",
        "1,Mend it,CX,31/05/2026,30/06/2026",
        "2,Sell it,CX,,30/06/2027",
    ]);
    assert_eq!(values(&text, "status"), ["complete"], "{said:?}");
    assert_eq!(values(&text, "on"), ["2026-05-31"]);
    let outcome = |due: &str| {
        let head = format!("Ref,Action,Lead,Completed,{due},Outcome");
        plan(&[&head, "1,Mend it,CX,31/05/2026,30/06/2026,Fewer potholes"])
    };
    assert_eq!(values(&outcome("Due").0, "success"), ["Fewer potholes"]);
    let (text, said) = outcome("Ward");
    assert_eq!(values(&text, "success"), [""; 0]);
    let wanted = "the column `Outcome` has no place in a plan; its one cell was not taken";
    assert_eq!(said_of(&said, "F1"), [wanted]);
    let (text, said) = plan(&["Ref,Action,Lead,Completed,Due", "1,Mend it,CX,Mostly,30/06/2026"]);
    assert_eq!(values(&text, "status"), [""; 0]);
    let wanted = "the column `Completed` has no place in a plan; its one cell was not taken";
    assert_eq!(said_of(&said, "D1"), [wanted]);
}

#[test]
fn that_there_is_none_is_no_evidence_no_milestone_and_no_success() {
    let head = "Ref,Action,Lead,Due,Impact,Evidence,Milestones,Success measure";
    let (text, said) = plan(&[
        head,
        "1,Mend it,CX,31/03/2027,No impact yet,to follow,-,Nil",
        "2,Sell it,CX,31/03/2027,No falls to date,Minutes,Sign by 31/12/2026,None late",
    ]);
    assert_eq!(text.matches("kind = ").count(), 3, "{text}");
    assert!(text.contains("{ kind = \"impact\", text = \"No falls to date\" }"), "{text}");
    assert!(text.contains("text = \"Minutes\""), "{text}");
    assert!(text.contains("by = 2026-12-31"), "{text}");
    assert_eq!(values(&text, "success"), ["None late"]);
    for (cell, words) in [("E2", "No impact yet"), ("F2", "to follow"), ("H2", "Nil")] {
        let wanted = format!("`{words}` says that there is none, and was not taken");
        assert_eq!(said_of(&said, cell), [wanted]);
    }
    assert_eq!(said_of(&said, "G2"), [""; 0]);
}

#[test]
fn a_row_without_a_reference_below_one_that_has_it_is_asked_about() {
    let (text, said) = plan(&[
        HEAD,
        "2,Recruit six psychologists,HR,31/03/2027,Behind,Two posts filled",
        ",(continued) and agree a bank of locums,,,,Three signed up",
        "3,Publish the dashboard,CX,31/03/2027,On track,x",
        ",(a) for parents,CX,31/12/2026,Complete,y",
        ",b) for members,CX,31/01/2027,Behind,z",
        ",Train all staff,CX,31/01/2027,On track,",
    ]);
    assert_eq!(values(&text, "id")[1..], ["2", "3", "3a", "3b", "1.5"], "{text}");
    assert_eq!(
        values(&text, "action"),
        [
            "Recruit six psychologists; and agree a bank of locums",
            "Publish the dashboard",
            "for parents",
            "for members",
            "Train all staff"
        ]
    );
    let wanted = "this row goes on with the action above it, and was taken as a part of that";
    assert_eq!(said_of(&said, "B3"), [wanted]);
    let wanted =
        "this row has no reference of its own, and was numbered 3a after 3, which stands above it";
    assert_eq!(said_of(&said, "B5"), [wanted]);
    let wanted = "this row has no reference, and was taken for an action of its own, numbered 1.5; it may be a part of 3, which stands above it";
    assert_eq!(said_of(&said, "B7"), [wanted]);
    let (text, said) =
        plan(&["Action,Lead,Due", "Mend it,CX,31/03/2027", "and sell it,CX,31/03/2027"]);
    assert_eq!(values(&text, "action"), ["Mend it", "and sell it"], "{said:?}");
}

#[test]
fn several_actions_in_a_cell_are_said() {
    let (text, said) = plan(&[
        "Action,Lead,Due",
        "\"1. Hold workshops\n2. Publish the vision\",CX,31/03/2027",
        "1.2 Train members,CX,31/03/2027",
    ]);
    assert_eq!(
        values(&text, "action"),
        ["1. Hold workshops; 2. Publish the vision", "Train members"]
    );
    assert_eq!(values(&text, "id")[1..], ["1.1", "1.2"]);
    let wanted = "this cell lists 2 actions, which were taken as one";
    assert_eq!(said_of(&said, "A2"), [wanted]);
}

#[test]
fn the_days_of_headings_that_are_merged_above_others_are_read() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    for (column, name) in (0..).zip(["KPI", "Unit", "Better", "Baseline (March 2026)"]) {
        sheet.merge_range(0, column, 1, column, name, &plain).unwrap();
    }
    for (column, name) in [(4, "Q1 2026/27"), (6, "Q2 2026/27")] {
        sheet.merge_range(0, column, 0, column + 1, name, &plain).unwrap();
        sheet.write(1, column, "Target").unwrap();
        sheet.write(1, column + 1, "Actual").unwrap();
    }
    for (column, text) in (0..).zip(["In time", "%", "Higher", "60", "65", "63", "70", "71.5"]) {
        sheet.write(2, column, text).unwrap();
    }
    let found = open(&book.save_to_buffer().unwrap(), "a.xlsx").unwrap();
    let text = found.value.plan();
    assert!(
        text.contains(
            "target = [{ by = 2026-06-30, value = 65 }, { by = 2026-09-30, value = 70 }]"
        ),
        "{text}"
    );
    assert!(
        text.contains(
            "actual = [{ on = 2026-06-30, value = 63 }, { on = 2026-09-30, value = 71.5 }]"
        ),
        "{text}"
    );
}

#[test]
fn a_value_without_a_day_is_said_by_its_cell() {
    let (_, said) =
        plan(&["Measure,Unit,Better,Latest value", "In time,%,Higher,60", "Late,%,Lower,5"]);
    let wanted = "a!D2, D3: no day is known for this value of a measure";
    assert!(said.contains(&wanted.to_owned()), "{said:?}");
}

#[test]
fn of_two_ratings_the_one_that_is_called_older_is_not_taken() {
    let of = |names: [&str; 2]| {
        let head = format!("Ref,Action,Lead,Due,{},{}", names[0], names[1]);
        plan(&[&head, "1,Mend it,CX,31/03/2027,R,A"])
    };
    let (text, said) = of(["RAG last period", "RAG this period"]);
    assert_eq!(values(&text, "status"), ["at-risk"]);
    let wanted =
        "`RAG last period` has no day and is older than `RAG this period`, and was not taken";
    assert_eq!(said_of(&said, "E1"), [wanted]);
    assert_eq!(values(&of(["RAG", "Previous RAG"]).0, "status"), ["behind"]);
    let asked = ["[Insert which of these is the newest rating: behind, at-risk]"];
    assert_eq!(values(&of(["RAG", "Current RAG"]).0, "status"), asked);
}

#[test]
fn a_key_names_the_colours_of_its_fills_once() {
    let mut book = Workbook::new();
    for name in ["One", "Two"] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (column, text) in (0..).zip(["Ref", "Action", "Lead", "Due", "RAG"]) {
            sheet.write(0, column, text).unwrap();
        }
        for (column, text) in (0..).zip([name, "Mend it", "CX", "31/03/2027"]) {
            sheet.write(1, column, text).unwrap();
        }
        for (row, (fill, text)) in (4..).zip([(0xFF_00_00, "Off track"), (0x00_B0_50, "On track")])
        {
            sheet.write_blank(row, 0, &Format::new().set_background_color(fill)).unwrap();
            sheet.write(row, 1, text).unwrap();
        }
    }
    let found = open(&book.save_to_buffer().unwrap(), "a.xlsx").unwrap();
    let said: Vec<_> = found.findings.iter().map(|found| found.message.as_str()).collect();
    let wanted = "One!A5: ratings were read by this key: a fill in red is `behind`, a fill in green is `on-track`";
    assert!(said.contains(&wanted), "{said:?}");
}

#[test]
fn a_heading_with_a_month_and_no_year_is_asked_for_that() {
    let (_, said) =
        plan(&["Ref,Action,Lead,Due,Update - July,Commentary", "1,Mend it,CX,31/03/2027,x,y"]);
    let wanted = "`Update - July` does not say of which year its month is; those without a day are taken together";
    assert_eq!(said_of(&said, "E1"), [wanted]);
    let wanted = "`Commentary` does not say on which day its updates were made; those without a day are taken together";
    assert_eq!(said_of(&said, "F1"), [wanted]);
}

#[test]
fn a_reference_keeps_the_bracket_that_it_opens() {
    let (text, _) =
        plan(&["Ref,Action,Lead,Due", "2a(i),Mend it,CX,30/06/2027", "3),Sell it,CX,30/06/2027"]);
    assert_eq!(values(&text, "id")[1..], ["2a(i)", "3"], "{text}");
}

#[test]
fn a_line_above_the_head_that_begins_as_those_below_it_is_the_title_of_the_first_area() {
    let (text, said) = plan(&[
        "Improvement tracker,,,",
        "Priority 1: Waiting times,,,",
        "Ref,Action,Lead,Due",
        "1a,Mend it,CX,30/06/2027",
        "Priority 2: Quality,,,",
        "2a,Sell it,CX,30/06/2027",
    ]);
    assert_eq!(
        values(&text, "title"),
        ["Priority 1: Waiting times", "Priority 2: Quality"],
        "{text}"
    );
    assert_eq!(said_of(&said, "A2"), [""; 0], "{said:?}");
    let (text, _) = plan(&[
        "Improvement tracker,,,",
        "Phase 1: all services,,,",
        "Ref,Action,Lead,Due",
        "1a,Mend it,CX,30/06/2027",
        "Priority 2: Quality,,,",
        "2a,Sell it,CX,30/06/2027",
    ]);
    assert!(!text.contains("Phase 1"), "{text}");
}

#[test]
fn scores_of_risks_are_read_on_the_scale_that_the_rest_of_them_tells() {
    let read = |rows: &[&str]| {
        let above = [
            "Ref,Action,Lead,Due",
            "1,Mend it,CX,30/06/2027",
            ",,,",
            "Risk,Mitigation,Likelihood,Impact",
        ];
        let (text, said) = plan(&[&above, rows].concat());
        let grades = [values(&text, "likelihood"), values(&text, "impact")].concat();
        (grades.into_iter().map(str::to_owned).collect::<Vec<_>>(), format!("{said:?}"))
    };
    let (grades, said) = read(&["Staff leave,Train,2,3", "Funds end,Bid,High,Med"]);
    assert_eq!(grades, ["medium", "high", "high", "medium"], "{said}");
    assert!(said.contains("`2` is taken for `medium`, as on a scale of three"), "{said}");
    let (grades, said) = read(&["Staff leave,Train,2,3", "Funds end,Bid,4,5 - Critical"]);
    assert_eq!(grades, ["low", "high", "medium", "high"], "{said}");
    assert!(said.contains("`2` is taken for `low`, as on a scale of five"), "{said}");
    let (grades, said) = read(&["Staff leave,Train,2,3"]);
    assert_eq!(grades, [""; 0], "{said}");
    assert!(
        said.contains("`2` says another thing on a scale of three than on a scale of five"),
        "{said}"
    );
}

#[test]
fn a_column_of_values_for_a_quarter_without_a_year_says_that_the_year_is_missing() {
    let (_, said) = plan(&[
        "Ref,Action,Lead,Due",
        "1,Mend it,CX,30/06/2027",
        ",,,",
        "KPI,Baseline 2025,Q1,Target 2027",
        "Plans in time,41,44,60",
    ]);
    let wanted = "the column `Q1` does not say of which year it is; its one cell was not taken";
    assert_eq!(said_of(&said, "C4"), [wanted], "{said:?}");
}
