//! Tables: columns as wide as their words need, headers that repeat, rows that stay whole or continue overleaf.

use std::fmt::Write;

use proptest::prelude::*;

use super::shown::{Shown, misplaced, shown};
use super::{filler, find, pages};
use crate::export;

/// The left and the right margin of the test's sheet.
const MARGINS: (f64, f64) = (70.87, 595.28 - 70.87);

/// A table of rows of cells; the first row is the header.
fn table(rows: &[&[&str]]) -> String {
    let mut markdown = String::new();
    for (at, row) in rows.iter().enumerate() {
        let _ = writeln!(markdown, "| {} |", row.join(" | "));
        if at == 0 {
            let _ = writeln!(markdown, "|{}", "---|".repeat(row.len()));
        }
    }
    format!("{markdown}\n")
}

/// A table with this header and this many rows.
fn long_table(head: [&str; 2], rows: usize) -> String {
    let rows: Vec<_> =
        (1..=rows).map(|row| [format!("Parish {row}"), (row * 3).to_string()]).collect();
    let rows: Vec<[&str; 2]> = rows.iter().map(|[parish, count]| [&**parish, &**count]).collect();
    let all: Vec<&[&str]> =
        std::iter::once(&head[..]).chain(rows.iter().map(|row| &row[..])).collect();
    table(&all)
}

/// The words of a paper that overlap others or are beyond the margins.
fn faults(all: &[Shown]) -> Vec<String> {
    misplaced(all, MARGINS.0, MARGINS.1)
}

#[test]
fn a_table_whose_sums_have_room_on_no_upright_page_has_one_on_its_side() {
    let months = ["January", "February", "March", "April", "May", "June"];
    for (sum, sides) in [("£1,234.00", false), ("£112,345,678.00", true)] {
        let row = [&["Housing"][..], &[sum; 6]].concat();
        let laid = pages(&table(&[&[&["Service"][..], &months].concat(), &row]));
        let whole = shown(&laid).iter().filter(|shown| shown.text == sum).count();
        assert_eq!(whole, 6, "{sum}");
        let turned = laid.pages().iter().any(|page| page.frame.width() > page.frame.height());
        assert_eq!(turned, sides, "{sum}");
    }
}

#[test]
fn words_addresses_and_sums_keep_to_their_columns() {
    let mail =
        "highways.and.public.rights.of.way.enquiries@northern-division.anyshire.example.gov.uk";
    let site = "https://www.anyshire.example.gov.uk/roads/works/permits-and-licences/2022/conditions-final.pdf?version=12&lang=cy";
    let prose = table(&[
        &["Service", "Responsible", "Telephone", "E-mail", "Address", "Over or under"],
        &["Highways", "Infrastructure", "01632 960145", mail, site, "−£13,688,000"],
        &[
            "Llanfairmathafarneithafgwynllandrindod",
            "B",
            "1",
            "b@example.gov.uk",
            "<https://example.org>",
            "(−£4)",
        ],
    ]);
    let shown =
        shown(&pages(&format!("Who does what:\n\n{prose}\nWrite to {mail} or see <{site}>.")));
    assert_eq!(faults(&shown), Vec::<String>::new());
    for word in ["Highways", "Infrastructure", "−£13,688,000", "b@example.gov.uk"] {
        assert!(shown.iter().any(|shown| shown.text.trim() == word), "{word} is broken: {shown:?}");
    }
}

#[test]
fn short_columns_keep_their_lines_beside_long_ones() {
    let long = "The works were put off until the bridge had been looked at again. ".repeat(4);
    let prose = table(&[
        &["Reference", "What was done", "By"],
        &["A1/2022", &long, "30 September 2022"],
        &["A2/2022", &long, "1 October 2022"],
    ]);
    let shown = shown(&pages(&prose));
    assert_eq!(faults(&shown), Vec::<String>::new());
    assert!(shown.iter().any(|shown| shown.text == "30 September 2022"), "{shown:?}");
}

#[test]
fn links_and_notes_in_a_head_that_repeats_stand_once() {
    let heads = [
        "Parish[^note]",
        "Parish, see [the list](https://example.gov.uk)",
        "Parish, see {{ ref(\"one\") }}",
    ];
    for head in heads {
        let prose = format!(
            "One. {{#one}}\n\nThe parishes are:\n\n{}\nNo more.\n\n[^note]: As they were in 2019.\n",
            long_table([head, "Roads"], 90)
        );
        let prose = if head.contains("[^note]") {
            prose
        } else {
            prose.replace("\n[^note]: As they were in 2019.\n", "")
        };
        let pages = pages(&prose);
        let shown = shown(&pages);
        let heads: Vec<_> = shown.iter().filter(|shown| shown.text.trim() == "Roads").collect();
        assert_eq!(heads.iter().map(|head| head.page).collect::<Vec<_>>(), [1, 2, 3], "{head}");
        let notes =
            shown.iter().filter(|shown| shown.text.contains("As they were")).map(|note| note.page);
        assert_eq!(notes.collect::<Vec<_>>(), vec![1; usize::from(head.contains("[^note]"))]);
        let document = crate::document::Document {
            title: Vec::new(),
            language: "en-GB".into(),
            date: None,
            layout: crate::document::Layout::Report,
            running: crate::document::Running {
                header: Vec::new(),
                footer: Vec::new(),
                marking: None,
            },
            blocks: Vec::new(),
            closed: None,
            origins: Vec::new(),
        };
        assert!(export::pdf::pdf(&pages, "x", &document).is_ok());
    }
}

#[test]
fn a_row_taller_than_a_third_of_a_page_starts_where_it_is() {
    let tall = "It was looked at again, and again put off. ".repeat(60);
    let prose = format!(
        "{}{}",
        filler(14),
        table(&[&["What", "Why"], &["Bridge", &tall], &["Tunnel", "Done."]])
    );
    let shown = shown(&pages(&prose));
    let first = find(&shown, "It was looked at");
    let end = find(&shown, "Done.");
    assert_eq!((first.page, end.page), (1, 2));
}

#[test]
fn a_short_row_stays_whole_wherever_the_page_ends() {
    let row = "It was looked at again. ".repeat(6);
    for lines in 24..34 {
        let rows: Vec<_> =
            (0..12).map(|at| [format!("Start{at}"), format!("{row} End{at}")]).collect();
        let rows: Vec<[&str; 2]> = rows.iter().map(|[start, end]| [&**start, &**end]).collect();
        let all: Vec<&[&str]> =
            std::iter::once(&["What", "Why"][..]).chain(rows.iter().map(|row| &row[..])).collect();
        let shown = shown(&pages(&format!("{}{}", filler(lines), table(&all))));
        for at in 0..12 {
            let (start, end) =
                (find(&shown, &format!("Start{at}")), find(&shown, &format!("End{at}")));
            assert_eq!(start.page, end.page, "row {at} after {lines} lines");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_word_stands_on_another_in_any_table(
        rows in proptest::collection::vec(proptest::collection::vec("([A-Za-z]{1,40}[ ,@./-]?|−£[0-9]{1,9} ){1,4}", 6), 2..5),
        columns in 1_usize..7,
    ) {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().take(columns).map(String::as_str).collect()).collect();
        let all: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let shown = shown(&pages(&table(&all)));
        prop_assert_eq!(faults(&shown), Vec::<String>::new());
    }
}
