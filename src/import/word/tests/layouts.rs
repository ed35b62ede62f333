//! The beginnings and ends of drafts, and tables that are more than rows and columns.

use super::*;

/// A table cell with these properties and contents.
fn cell(properties: &str, inner: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")
}

fn heading(words: &str) -> String {
    format!(r#"<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#)
}

/// The report from a body, and the findings.
fn report(body: &str) -> (String, String) {
    let (report, findings) = imported(&word(body), "staffordshire");
    let said: Vec<_> = findings.iter().map(|found| found.message.as_str()).collect();
    (report.unwrap().text, said.join("\n"))
}

#[test]
fn a_table_in_a_cell_is_said() {
    let plain = |words: &str| cell("", &paragraph(words));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let inner = format!("<w:tbl>{}</w:tbl>{}", row(&[plain("Roofs"), plain("41")]), paragraph(""));
    let rows =
        row(&[plain("Street"), plain("Repairs")]) + &row(&[plain("Castle Road"), cell("", &inner)]);
    let before = heading("Repairs") + &paragraph("Repairs went up, as these figures show.");
    let (text, said) = report(&format!("{before}<w:tbl>{rows}</w:tbl>"));
    assert!(text.contains("| Castle Road | Roofs; 41 |"), "{text}");
    assert!(
        said.contains("tables stand in cells, and all that is in each runs on as one line"),
        "{said}"
    );
}

#[test]
fn a_head_goes_on_into_the_row_that_its_cells_are_merged_into() {
    let bold =
        |words: &str| format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r></w:p>");
    let start = cell(r#"<w:vMerge w:val="restart"/>"#, &bold("Park"));
    let more = cell("<w:vMerge/>", &paragraph(""));
    let over = cell(r#"<w:gridSpan w:val="2"/>"#, &bold("Visits"));
    let years = cell("", &bold("2025")) + &cell("", &bold("2026"));
    let body: String = ["Mill", "1,200", "1,950"].map(|words| cell("", &paragraph(words))).concat();
    let table = format!(
        "<w:tbl><w:tr>{start}{over}</w:tr><w:tr>{more}{years}</w:tr><w:tr>{body}</w:tr></w:tbl>"
    );
    let (text, _) = report(&(paragraph("Visits went up.") + &table));
    assert!(
        text.contains("| Park | Visits: 2025 | Visits: 2026 |\n|---|---|---|\n| Mill |"),
        "{text}"
    );
}

#[test]
fn whom_to_ask_in_the_last_line_is_a_contact() {
    let asks =
        "Contact Officer: Jo Example, Repairs Manager. Tel: 01632 960456. Email: jo@example.gov.uk";
    let body =
        heading("Repairs") + &paragraph("Repairs went up, as the last report said they would.");
    let (text, said) = report(&(body.clone() + &paragraph(asks)));
    let contact = "[[contact]]\nrole = \"Contact Officer\"\nname = \"Jo Example\"\njob-title = \"Repairs Manager\"\ntelephone = \"01632 960456\"\nemail = \"jo@example.gov.uk\"\n";
    assert!(text.contains(contact), "{text}\n{said}");
    // Inside a sentence, it stays in its place.
    let inside = paragraph(&format!("The Council owns 8,310 homes. {asks}."));
    let (text, _) = report(&(body + &inside));
    assert!(
        text.contains("8,310 homes. Contact Officer: Jo") && !text.contains("[[contact]]"),
        "{text}"
    );
}

#[test]
fn the_name_of_the_council_is_no_title_and_a_meeting_may_be_a_day() {
    let bold =
        |words: &str| format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r></w:p>");
    let tabbed = "<w:p><w:r><w:t>Cabinet – 9 February 2027</w:t><w:tab/><w:t>Agenda item: 7</w:t></w:r></w:p>";
    let (text, _) =
        report(&(bold("WESSENSHIRE COUNTY COUNCIL") + &bold("New hours of libraries") + tabbed));
    for line in [
        "title = \"New hours of libraries\"\n",
        "committee = \"Cabinet\"\n",
        "meeting = 2027-02-09\n",
        "agenda-item = 7\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
    let (text, _) = report(
        &(bold("Parks")
            + &paragraph("Report to: Environment Committee")
            + &paragraph("Meeting: 3 March 2027")),
    );
    assert!(
        text.contains("committee = \"Environment Committee\"\nmeeting = 2027-03-03\n"),
        "{text}"
    );
}
