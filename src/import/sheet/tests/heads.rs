//! Rows that could be headings, headings that say who may read a column, and sheets and rows that hold nothing now.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::*;

/// A cell of a table.
#[derive(Clone, Copy)]
enum Cell {
    /// A text.
    Says(&'static str),
    /// A day.
    On(u16, u8, u8),
}
use Cell::{On, Says};

/// Writes rows to a sheet.
fn write(sheet: &mut Worksheet, rows: &[&[Cell]]) {
    let dated = Format::new().set_num_format("dd/mm/yyyy");
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            match cell {
                Says("") => {}
                Says(text) => drop(sheet.write(row, column, *text).unwrap()),
                On(year, month, day) => {
                    let day = ExcelDateTime::from_ymd(*year, *month, *day).unwrap();
                    sheet.write_with_format(row, column, &day, &dated).unwrap();
                }
            }
        }
    }
}

/// The plan of a workbook, and the remarks.
fn of(mut book: Workbook) -> (String, String) {
    let found = open(&book.save_to_buffer().unwrap(), "plan.xlsx").unwrap();
    let said: Vec<_> = found.findings.iter().map(|found| found.message.clone()).collect();
    let mut imported = found.value;
    imported.give(Lack::AsAt, NaiveDate::from_ymd_opt(2026, 8, 31).unwrap());
    (imported.plan(), said.join("\n"))
}

/// The plan of a sheet of rows, whose cells `change` may merge, and the remarks.
fn plan(rows: &[&[Cell]], change: impl FnOnce(&mut Worksheet)) -> (String, String) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Actions").unwrap();
    change(sheet);
    write(sheet, rows);
    of(book)
}

const HEAD: [Cell; 6] = [
    Says("Ref"),
    Says("Action"),
    Says("Lead officer"),
    Says("By when"),
    Says("RAG"),
    Says("Progress update"),
];

#[test]
fn the_first_action_is_no_second_row_of_headings() {
    let rows = |due: Cell, more: &'static str| -> Vec<Vec<Cell>> {
        let row = |id, action, update, more| {
            vec![
                Says(id),
                Says(action),
                Says("Head A"),
                due,
                Says("Green"),
                Says(update),
                Says(more),
            ]
        };
        vec![
            HEAD.to_vec(),
            row("1.1", "Open a drop-in", "Opened", more),
            row("1.2", "Write to landlords", "Letters sent", "Most replied"),
        ]
    };
    for due in [On(2026, 5, 1), Says("01/05/2026"), Says("TBC"), Says("")] {
        for more in ["Two mornings", "JB", "✓", "?"] {
            for merged in [false, true] {
                let rows = rows(due, more);
                let rows: Vec<&[Cell]> = rows.iter().map(Vec::as_slice).collect();
                let (text, said) = plan(&rows, |sheet| {
                    if merged {
                        sheet.merge_range(0, 5, 0, 6, "", &Format::new()).unwrap();
                    }
                });
                assert!(
                    text.contains("id = \"1.1\"\naction = \"Open a drop-in\""),
                    "{text}\n{said}"
                );
                assert!(
                    said.contains("Actions!G2") || text.contains(more),
                    "{more} is lost: {text}\n{said}"
                );
            }
        }
    }
}

#[test]
fn what_is_joined_with_a_heading_is_said() {
    let head = [Says("Action"), Says("Lead"), Says("RAG"), Says("Progress")];
    let second = [Says(""), Says(""), Says(""), Says("Two mornings"), Says("In brief")];
    let row = [Says("Open it"), Says("Head A"), Says("Green"), Says("Opened"), Says("So so")];
    let (_, said) = plan(&[&head, &second, &row], |_| {});
    assert!(
        said.contains("“Two mornings”")
            || said.contains("`Two mornings` was read as a second line of the headings above it"),
        "{said}"
    );
}

#[test]
fn a_column_that_is_not_for_others_is_left_out_and_said() {
    let with = |heading: &'static str| {
        let head: Vec<Cell> = HEAD.into_iter().chain([Says(heading)]).collect();
        let row = [
            Says("1"),
            Says("Open alpha"),
            Says("Head A"),
            On(2026, 5, 1),
            Says("Green"),
            Says("Opened"),
            Says("Jane was dismissed"),
        ];
        plan(&[&head, &row], |_| {})
    };
    for heading in [
        "Notes for officers only",
        "Comments – not to be shared",
        "Comments - not for circulation",
        "Commentary in confidence",
        "Comments (don’t share)",
        "Notes (internal)",
        "Progress notes – SLT only",
        "Officer comments: not for wider circulation",
        "Comments, for internal use",
    ] {
        let (text, said) = with(heading);
        assert!(!text.contains("dismissed"), "{heading}: {text}");
        assert!(
            said.contains(&format!(
                "Actions!G1: `{heading}` says that this column is not for others"
            )),
            "{heading}: {said}"
        );
        assert!(text.contains("Opened"), "{heading}: {text}");
    }
    for heading in
        ["Comments", "Officer comments", "Notes not yet agreed", "Comments from internal audit"]
    {
        let (text, said) = with(heading);
        assert!(text.contains("dismissed"), "{heading}: {text}\n{said}");
    }
}

#[test]
fn a_row_of_a_milestone_keeps_its_day() {
    let head = [
        Says("Ref"),
        Says("Action"),
        Says("Milestone"),
        Says("Lead officer"),
        Says("By when"),
        Says("RAG"),
    ];
    let rows: [&[Cell]; 3] = [
        &head,
        &[
            Says("1"),
            Says("Open alpha"),
            Says("Book the hall"),
            Says("Head A"),
            On(2026, 5, 1),
            Says("Green"),
        ],
        &[Says(""), Says(""), Says("Hire staff"), Says(""), On(2026, 6, 1)],
    ];
    let (text, _) = plan(&rows, |_| {});
    assert!(text.contains("due = 2026-05-01"), "{text}");
    assert!(text.contains("by = 2026-06-01") && text.contains("Hire staff"), "{text}");
}

#[test]
fn what_is_no_action_no_rating_and_no_day_is_said() {
    let row = |id, action, due, rag| [Says(id), Says(action), Says("Head A"), due, Says(rag)];
    let rows: [&[Cell]; 6] = [
        &HEAD,
        &row("1", "Open alpha", On(2026, 5, 1), "n/a"),
        &row("2", "Open beta", On(1900, 1, 3), "-"),
        &row("3", "Open gamma", On(2026, 5, 1), "TBC"),
        &[Says("4"), Says("DELETED")],
        &[Says("5"), Says("[Intentionally blank]")],
    ];
    let (text, said) = plan(&rows, |_| {});
    assert!(!text.contains("DELETED") && !text.contains("blank]"), "{text}");
    assert!(!text.contains("1900-"), "{text}");
    for message in [
        "Actions!E2: `n/a` is no rating, so that no status was taken",
        "Actions!E3: `-` is no rating",
        "Actions!E4: `TBC` is no rating",
        "`DELETED` says that there is no action here any more",
        "`[Intentionally blank]` says that there is no action here any more",
        "is what a number looks like in a cell that is formatted as a day",
    ] {
        assert!(said.contains(message), "{message}: {said}");
    }
}

#[test]
fn a_sheet_with_an_older_state_of_the_same_actions_is_left_out() {
    let sheets = |second: &'static str, action: &'static str| {
        let mut book = Workbook::new();
        for (name, action) in [("Actions", "Open alpha"), (second, action)] {
            let sheet = book.add_worksheet();
            sheet.set_name(name).unwrap();
            let row = [Says("1.1"), Says(action), Says("Head A"), On(2026, 5, 1), Says("Green")];
            write(sheet, &[&HEAD, &row]);
        }
        of(book)
    };
    let (text, said) = sheets("March 2026", "Open alpha");
    assert_eq!(text.matches("[[area.action]]").count(), 1, "{text}");
    assert!(
        said.contains(
            "the sheet `March 2026` has the actions of the sheet `Actions` as they were earlier"
        ),
        "{said}"
    );
    for (name, action) in [("March 2026", "Open beta"), ("Housing", "Open alpha")] {
        let (text, said) = sheets(name, action);
        assert_eq!(text.matches("[[area.action]]").count(), 2, "{text}\n{said}");
    }
}
