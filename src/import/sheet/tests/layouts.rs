//! Spreadsheets with more than plain rows, and exports of task programs.

use rust_xlsxwriter::{Format, Workbook};

use super::*;

/// The plan from lines of a CSV file, and the remarks.
fn plan(lines: &[&str]) -> (String, String) {
    let found = open(lines.join("\n").as_bytes(), "a.csv").unwrap();
    let messages: Vec<_> = found.findings.iter().map(|found| found.message.clone()).collect();
    let mut imported = found.value;
    imported.give(Lack::AsAt, NaiveDate::from_ymd_opt(2027, 1, 31).unwrap());
    (imported.plan(), messages.join("\n"))
}

#[test]
fn days_with_the_month_first_are_read_so_where_one_can_be_nothing_else() {
    let head = "Ref,Action,Lead,Start date,Due date";
    let (text, said) =
        plan(&[head, "1,Mend it,Jo,04/05/2026,10/31/2026", "2,Sell it,Jo,,12/06/2026"]);
    for line in ["start = 2026-04-05\n", "due = 2026-10-31\n", "due = 2026-12-06\n"] {
        assert!(text.contains(line), "{text}");
    }
    assert!(
        said.contains("days are written with the month first here, as in `10/31/2026`"),
        "{said}"
    );
    let (text, said) = plan(&[head, "1,Mend it,Jo,,31/10/2026", "2,Sell it,Jo,,12/25/2026"]);
    assert!(text.contains("due = 2026-10-31\n") && !text.contains("2026-03-31"), "{text}");
    assert!(said.contains("a!E3: `12/25/2026` is not a day that is known"), "{said}");
}

#[test]
fn a_list_of_tasks_is_read_by_its_names_and_its_progress() {
    let (text, _) = plan(&[
        "Plan name,Digital plan",
        "",
        "Task ID,Task name,Bucket name,Progress,Priority,Assigned to,Due date",
        "x1,Move the forms,Website,Completed,Urgent,Jo Example,31/03/2027",
        "x2,Train staff,People,Not started,Medium,Sam Example,30/06/2027",
    ]);
    assert!(text.contains("name = \"Digital plan\"\n"), "{text}");
    for lines in [
        "title = \"Website\"\n",
        "id = \"x1\"\naction = \"Move the forms\"\nlead = \"Jo Example\"\n",
        "status = \"complete\"\n",
        "status = \"not-started\"\n",
    ] {
        assert!(text.contains(lines), "{text}");
    }
}

#[test]
fn words_above_a_row_that_is_no_action_are_said() {
    let (_, said) = plan(&[
        "Ref,Action,Lead,Due",
        "1,Mend it,Jo,31/03/2027",
        "Good progress has been made.,,,",
        ",,Signed off by,Director",
    ]);
    assert!(said.contains("a!A3: what stands here heads no row, and was not taken"), "{said}");
}

#[test]
fn columns_of_updates_without_a_day_are_said() {
    let (text, said) = plan(&[
        "Ref,Action,Lead,Due,Update (Jul),Update (Sep)",
        "1,Mend it,Jo,End Sept 27,Begun,Half done",
    ]);
    assert!(text.contains("due = 2027-09-30\n"), "{text}");
    for cell in ["a!E1: `Update (Jul)` does not say", "a!F1: `Update (Sep)` does not say"] {
        assert!(said.contains(cell), "{said}");
    }
}

#[test]
fn fills_that_draw_a_chart_of_time_are_said_and_those_of_whole_rows_are_not() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (blue, grey) = (
        Format::new().set_background_color(0x44_72_C4),
        Format::new().set_background_color(0xEE_EE_EE),
    );
    for (column, name) in (0..).zip(["Ref", "Action", "Lead", "Due", "Wk 1", "Wk 2"]) {
        sheet.write(0, column, name).unwrap();
    }
    for row in 1..4 {
        for (column, text) in (0..).zip(["1", "Mend it", "Jo", "31/03/2027"]) {
            sheet.write_with_format(row, column, text, &grey).unwrap();
        }
        sheet.write_blank(row, 4, &grey).unwrap();
        sheet.write_blank(row, 5, if row == 2 { &blue } else { &grey }).unwrap();
        sheet.write_blank(row, 6, if row == 3 { &blue } else { &grey }).unwrap();
    }
    let found = open(&book.save_to_buffer().unwrap(), "a.xlsx").unwrap();
    let said: Vec<_> = found.findings.iter().map(|found| found.message.as_str()).collect();
    let fills: Vec<_> = said.iter().filter(|said| said.contains(" fill")).collect();
    assert_eq!(fills.len(), 2, "{said:?}");
    assert!(
        fills[0].starts_with("Sheet1!F1: the fills below this heading were not taken"),
        "{said:?}"
    );
    assert!(fills[1].starts_with("Sheet1!G4: this fill stands below no heading"), "{said:?}");
}
