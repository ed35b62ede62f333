//! The meaning of fills, text colours and strike-through in a workbook.

use rust_xlsxwriter::{Format, Workbook};

use super::*;
use crate::model::plan::Status;

const GREEN: u32 = 0x00_B0_50;
const BLUE: u32 = 0x00_70_C0;
const RED: u32 = 0xFF_00_00;

fn filled(colour: u32) -> Format {
    Format::new().set_background_color(colour)
}

/// A workbook whose rows have these ratings, each with its format, and texts in the rows below.
fn plan(ratings: &[(&str, Format)], below: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Roads plan").unwrap();
    for (column, name) in (0..).zip(["Ref", "Action", "Lead", "Due", "RAG", "Update"]) {
        sheet.write(1, column, name).unwrap();
    }
    let mut row = 2;
    for (rating, look) in ratings {
        let texts = [&format!("1.{}", row - 1), "Mend the road", "Head of Roads", "31/03/2027"];
        for (column, text) in (0..).zip(texts) {
            sheet.write(row, column, text).unwrap();
        }
        match rating.is_empty() {
            true => sheet.write_blank(row, 4, look).unwrap(),
            false => sheet.write_with_format(row, 4, *rating, look).unwrap(),
        };
        sheet.write(row, 5, "Work goes on.").unwrap();
        row += 1;
    }
    for text in below {
        row += 1;
        sheet.write(row, 0, *text).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// The status of each action of a workbook, and the remarks.
fn statuses(bytes: &[u8]) -> (Vec<Option<Status>>, String) {
    let found = open(bytes, "plan.xlsx").unwrap();
    let last = |action: &draft::Action| action.updates.last().and_then(|update| update.status);
    let statuses = found.value.draft.actions().map(last).collect();
    let said = found.findings.iter().map(|found| found.message.as_str());
    (statuses, said.collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_key_of_the_sheet_decides_what_fills_and_letters_mean() {
    let rows = [("", filled(GREEN)), ("", filled(BLUE)), ("G", Format::new()), ("", filled(RED))];
    let (found, said) = statuses(&plan(&rows, &["Key: green = complete, blue = not started"]));
    let complete = Some(Status::Complete);
    assert_eq!(found, [complete, Some(Status::NotStarted), complete, None], "{said}");
    assert!(said.contains("by this key: green is `complete`, blue is `not-started`"), "{said}");
    assert!(said.contains("Sheet1!E6: no key says what a fill in red means"), "{said}");
}

#[test]
fn without_a_key_how_fills_were_read_is_said() {
    let (found, said) = statuses(&plan(&[("", filled(GREEN)), ("", filled(BLUE))], &[]));
    assert_eq!(found, [Some(Status::OnTrack), Some(Status::Complete)]);
    let usual = "no key says what these colours mean, so that they were read as is usual: red is `behind`, amber is `at-risk`, green is `on-track`, blue is `complete`";
    assert!(said.contains(&format!("Sheet1!E3, E4: {usual}")), "{said}");
}

#[test]
fn a_sign_in_colour_is_read_like_a_fill() {
    let ink = |colour: u32| Format::new().set_font_color(colour);
    let rows = [("●", ink(RED)), ("●", ink(GREEN)), ("●", Format::new())];
    let (found, said) = statuses(&plan(&rows, &[]));
    assert_eq!(found, [Some(Status::Behind), Some(Status::OnTrack), None]);
    assert!(said.contains("Sheet1!E3, E4: no key says what these colours mean"), "{said}");
    assert!(said.contains("Sheet1!E5: `●` is not a rating that is known"), "{said}");
}

#[test]
fn what_has_ended_is_not_taken_for_complete() {
    let ended = ["Closed", "Cancelled", "Withdrawn", "Superseded"];
    let (found, said) = statuses(&plan(&ended.map(|word| (word, Format::new())), &[]));
    assert_eq!(found, [None; 4]);
    for word in ended {
        assert!(said.contains(&format!("`{word}` says that work on this has ended")), "{said}");
    }
    let key = ["Key: closed – done", "C = complete, N = not started"];
    let (found, _) = statuses(&plan(&[("C", Format::new())], &key[1..]));
    assert_eq!(found, [Some(Status::Complete)]);
}

#[test]
fn a_row_that_is_struck_out_stops_the_plan_until_its_author_says_what_became_of_it() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let struck = Format::new().set_font_strikethrough();
    let rows = [
        ["Ref", "Action", "Lead", "Due"],
        ["1.1", "Mend the road", "Head of Roads", "31/03/2027"],
        ["1.2", "Close the road", "Head of Roads", "31/03/2027"],
        ["1.3", "Sell the road", "Head of Roads", "31/03/2027"],
    ];
    for (row, texts) in (0..).zip(rows) {
        for (column, text) in (0..).zip(texts) {
            let look =
                if row == 2 || row == 3 && column == 3 { struck.clone() } else { Format::new() };
            sheet.write_with_format(row, column, text, &look).unwrap();
        }
    }
    let found = open(&book.save_to_buffer().unwrap(), "plan.xlsx").unwrap();
    let said: Vec<_> = found.findings.iter().map(|found| found.message.as_str()).collect();
    assert!(
        said.iter().any(|said| said.starts_with("Sheet1!B3: this row is struck out")),
        "{said:?}"
    );
    assert!(
        said.iter().any(|said| said.starts_with("Sheet1!D4: what stands here is struck out")),
        "{said:?}"
    );
    let mut imported = found.value;
    imported.give(Lack::Submitted, NaiveDate::default());
    let text = imported.plan();
    assert_eq!(text.matches("withdrawn = \"[Insert the day").count(), 1, "{text}");
    let file = crate::world::World::builtin("plan.toml");
    let read = crate::read::read::<crate::model::plan::Plan>(file, &text);
    let (_, findings) = crate::diag::apart(read);
    assert_eq!(findings.iter().filter(|found| found.is_error()).count(), 1, "{findings:?}");
}

#[test]
fn a_start_in_a_month_is_its_first_day() {
    let csv = "Ref,Action,Lead,Start,Due\n1,Mend it,Head,April 2026,June 2026\n2,Paint it,Head,Q1 2026/27,Q2 2026/27\n3,Sell it,Head,Summer term 2026,31/12/2026\n";
    let found = open(csv.as_bytes(), "plan.csv").unwrap();
    let starts: Vec<_> = found.value.draft.actions().map(|action| action.start).collect();
    let april = NaiveDate::from_ymd_opt(2026, 4, 1);
    assert_eq!(starts, [april, april, None]);
    let said: Vec<_> = found.findings.iter().map(|found| found.message.as_str()).collect();
    assert!(
        said.iter()
            .any(|said| said.contains("`April 2026` is taken as its first day, 1 April 2026")),
        "{said:?}"
    );
    assert!(
        said.iter().any(|said| said.contains("`Summer term 2026` has no first day that is known")),
        "{said:?}"
    );
}
