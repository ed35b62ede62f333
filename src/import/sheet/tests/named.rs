//! Named ranges of a workbook, and the print areas of its sheets.

use super::beside::{plan_of, withheld, workbook_of};
use super::*;

#[test]
fn the_name_of_an_area_that_says_so_withholds_its_rows() {
    let named = |name: &'static str, place: &'static str| {
        withheld(move |book| {
            let settings = book.add_worksheet();
            settings.set_name("My lists").unwrap();
            settings.write(0, 0, "Yes").unwrap();
            book.define_name(name, place).unwrap();
        })
    };
    for name in ["Exempt_rows", "NotForPublication", "Confidential"] {
        let (closed, said) = named(name, "=Plan!$A$3:$F$3");
        assert_eq!(closed, ["1.2"], "{name}: {said}");
    }
    assert_eq!(named("Exempt_rows", "=Plan!$A$3:$F$9").0, ["1.2", "1.3"]);
    let (closed, said) = named("NotForPublication", "=Plan!$B$3");
    assert_eq!(closed, ["1.2"]);
    assert!(
        said.contains("Plan!B3: “Not For Publication” in a comment, in a format, in the name of an area or hidden here says that this row is not for publication, so that it is withheld in the plan"),
        "{said}"
    );
    for (name, place) in [
        ("Exempt_answers", "='My lists'!$A$1:$B$1"),
        ("Exempt", "=Plan!$F$2:$F$4"),
        ("All_actions", "=Plan!$A$2:$F$4"),
        ("Exempt_count", "=COUNTA(Plan!$A$2:$A$4)"),
    ] {
        let (closed, said) = named(name, place);
        assert_eq!(closed, [""; 0], "{name}: {said}");
    }
}

#[test]
fn what_is_outside_of_the_print_area_is_taken_and_said() {
    let printed = |rows: u32, columns: u16| {
        withheld(move |book| {
            plan_of(book).set_print_area(0, 0, rows, columns).unwrap();
        })
        .1
    };
    let said = "what stands here is not printed, since it is outside of the print area, and was read all the same";
    let below = printed(1, 5);
    assert!(below.contains(&format!("Plan!A3, A4: {said}")), "{below}");
    let beside = printed(3, 4);
    assert!(beside.contains(&format!("Plan!F1, F2, F3, F4: {said}")), "{beside}");
    assert_eq!(printed(3, 5), "");
    assert_eq!(printed(99, 9), "");
    let found = open(
        &workbook_of(|book| {
            plan_of(book).set_print_area(0, 0, 1, 5).unwrap();
        }),
        "plan.xlsx",
    );
    assert_eq!(found.unwrap().value.draft.actions().count(), 3);
}

#[test]
fn an_open_document_says_what_is_printed_and_what_areas_are_called() {
    let row = |texts: [&str; 4]| {
        let cells = texts
            .map(|text| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>"));
        format!("<table:table-row>{}</table:table-row>", cells.concat())
    };
    let rows = [
        row(["Ref", "Action", "Lead", "Due"]),
        row(["1", "Mend it", "Jo", "31/03/2027"]),
        row(["2", "Buy it", "Jo", "31/03/2027"]),
    ];
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"Our plan\" table:print-ranges=\"'Our plan'.A1:'Our plan'.D2\">{}</table:table><table:named-expressions><table:named-range table:name=\"Exempt_row\" table:cell-range-address=\"$'Our plan'.$A$3:.$D$3\"/></table:named-expressions></office:spreadsheet></office:body></office:document-content>",
        rows.concat()
    );
    let bytes = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ]);
    let found = open(&bytes, "a.ods").unwrap();
    let said: Vec<_> = found.findings.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "'Our plan'!A3: what stands here is not printed, since it is outside of the print area, and was read all the same",
            "'Our plan'!A3: “Exempt row” in a comment, in a format, in the name of an area or hidden here says that this row is not for publication, so that it is withheld in the plan",
        ]
    );
    assert_eq!(found.value.plan().matches("exempt = {").count(), 1);
}
