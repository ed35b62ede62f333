//! Things attached to cells: comments, links, strike-through, conditional colours.

use rust_xlsxwriter::{
    ConditionalFormatIconSet, ConditionalFormatIconType, Format, Formula, Note, Url, Workbook,
};

use super::*;

/// The plan and remarks for a workbook with one action, in row 2, whose sheet was modified by `change`.
fn plan(change: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> (String, String) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let head = ["Ref", "Action", "Lead", "Due", "RAG", "Update", "Evidence"];
    let row =
        ["1", "Mend the road", "Head of Roads", "31/03/2027", "Green", "Begun", "Photographs"];
    for (column, (name, text)) in (0..).zip(head.into_iter().zip(row)) {
        sheet.write(0, column, name).unwrap();
        sheet.write(1, column, text).unwrap();
    }
    change(sheet);
    said(&book.save_to_buffer().unwrap(), "a.xlsx")
}

/// The plan from a file, and the remarks.
fn said(bytes: &[u8], name: &str) -> (String, String) {
    let found = open(bytes, name).unwrap();
    let messages: Vec<_> = found.findings.iter().map(|found| found.message.clone()).collect();
    (found.value.plan(), messages.join("\n"))
}

#[test]
fn comments_are_said_with_their_words() {
    let (_, said) = plan(|sheet| {
        let note = Note::new("Ask Finance\nfirst").add_author_prefix(false);
        sheet.insert_note(1, 1, &note).unwrap();
    });
    let wanted = "Sheet1!B2: this cell has a comment, which was not taken: “Ask Finance first”";
    assert!(said.contains(wanted), "{said}");
}

#[test]
fn comments_that_cannot_be_read_are_said_to_be_there() {
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let links = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{office}/comments\" Target=\"../comments1.xml\"/></Relationships>"
    );
    let comments = "<!DOCTYPE c [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><comments><comment ref=\"A2\"><text><t>&e;</t></text></comment></comments>";
    let rows = row(1, &HEAD) + &row(2, &["1", "Mend it", "Jo", "31/03/2027"]);
    let parts = [
        ("xl/worksheets/_rels/sheet1.xml.rels", links.as_bytes()),
        ("xl/comments1.xml", comments.as_bytes()),
    ];
    let (_, said) = said(&workbook(&rows, "", &parts), "a.xlsx");
    assert!(said.contains("the comments on the sheet `Plan` cannot be read"), "{said}");
}

#[test]
fn a_link_goes_with_evidence_and_is_said_elsewhere() {
    let (text, said) = plan(|sheet| {
        let url = Url::new("https://files.example.org/a?b=1&c=2").set_text("Photographs");
        sheet.write_url(1, 6, url).unwrap();
        let url = Url::new("https://files.example.org/road").set_text("Mend the road");
        sheet.write_url(1, 1, url).unwrap();
        // An address that can be read in its cell is not lost.
        sheet.write_url(1, 5, "https://example.org/all").unwrap();
    });
    let evidence = "text = \"Photographs\", url = \"https://files.example.org/a?b=1&c=2\" }";
    assert!(text.contains(evidence), "{text}");
    assert!(
        said.contains("Sheet1!B2: this cell leads to `https://files.example.org/road`"),
        "{said}"
    );
    assert_eq!(said.matches("leads to").count(), 1, "{said}");
    let (text, _) = plan(|sheet| {
        let formula = "=HYPERLINK(\"https://files.example.org/b\",\"Photographs\")";
        sheet.write_formula(1, 6, Formula::new(formula).set_result("Photographs")).unwrap();
    });
    assert!(text.contains("url = \"https://files.example.org/b\""), "{text}");
}

#[test]
fn words_with_a_line_through_them_are_left_out_and_said() {
    let line = Format::new().set_font_strikethrough();
    let (text, said) = plan(|sheet| {
        let plain = Format::new();
        let parts = [(&line, "31/03/2027"), (&plain, " 30/06/2027")];
        sheet.write_rich_string(1, 3, &parts).unwrap();
    });
    assert!(text.contains("due = 2027-06-30\n"), "{text}");
    assert!(said.contains("Sheet1!D2: “31/03/2027” is struck out in this cell"), "{said}");
}

#[test]
fn a_rating_that_only_a_condition_colours_is_said() {
    let icons = || {
        ConditionalFormatIconSet::new().set_icon_type(ConditionalFormatIconType::ThreeTrafficLights)
    };
    let (_, said) = plan(|sheet| {
        sheet.write(1, 4, 2).unwrap();
        sheet.add_conditional_format(1, 4, 99, 4, &icons()).unwrap();
    });
    assert!(said.contains("Sheet1!E2: a condition colours this cell"), "{said}");
    let (_, said) = plan(|sheet| {
        sheet.write(0, 4, "Budget").unwrap();
        sheet.add_conditional_format(1, 3, 99, 3, &icons()).unwrap();
    });
    assert!(
        said.contains("Sheet1!D1: no column is a rating, and what colours conditions"),
        "{said}"
    );
    // Conditions can be set by icons as well.
    let (_, said) = plan(|sheet| {
        sheet.add_conditional_format(1, 4, 99, 4, &icons()).unwrap();
    });
    assert!(!said.contains("condition"), "{said}");
}

#[test]
fn words_in_text_boxes_are_said() {
    let (_, said_of) = plan(|sheet| {
        let shape = rust_xlsxwriter::Shape::textbox().set_text("Draft: not agreed");
        sheet.insert_shape(5, 1, &shape).unwrap();
    });
    assert!(
        said_of.contains("it has text boxes, which are not taken: “Draft: not agreed”"),
        "{said_of}"
    );
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let rows = [HEAD, ["1", "Mend it", "Jo", "31/03/2027"]].map(|row| row.map(cell).concat());
    let shape =
        "<draw:custom-shape><text:p>Not <text:span>agreed</text:span></text:p></draw:custom-shape>";
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:draw=\"d\"><table:table table:name=\"Plan\"><table:table-row>{}</table:table-row><table:table-row>{}</table:table-row></table:table></office:document-content>",
        rows[0],
        rows[1].replacen("<text:p>Mend", &format!("{shape}<text:p>Mend"), 1)
    );
    let kind: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let bytes = archive(&[("mimetype", kind), ("content.xml", content.as_bytes())]);
    let (text, said_of) = said(&bytes, "a.ods");
    assert!(text.contains("action = \"Mend it\"\n"), "{text}");
    assert!(said_of.contains("it has text boxes, which are not taken: “Not agreed”"), "{said_of}");
}

#[test]
fn an_open_document_says_what_is_tied_to_its_cells() {
    let cell = |inner: &str| format!("<table:table-cell>{inner}</table:table-cell>");
    let plain = |text: &str| cell(&format!("<text:p>{text}</text:p>"));
    let head: String =
        ["Ref", "Action", "Lead", "Due", "RAG", "Evidence"].into_iter().map(plain).collect();
    let row = [
        plain("1"),
        cell(
            "<office:annotation><dc:date>2027-01-01</dc:date><text:p>Ask <text:span>Finance</text:span></text:p></office:annotation><text:p>Mend it</text:p>",
        ),
        plain("Jo"),
        cell(
            "<text:p><text:span text:style-name=\"T1\">31/03/2027</text:span> 30/06/2027</text:p>",
        ),
        cell(""),
        cell(
            "<text:p><text:a xl:href=\"https://files.example.org/a\">Photographs</text:a></text:p>",
        ),
    ];
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:dc="d" xmlns:xl="l" xmlns:calcext="c"><office:automatic-styles><style:style style:name="T1"><style:text-properties style:text-line-through-type="single"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Plan"><table:table-row>{head}</table:table-row><table:table-row>{}</table:table-row><calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="Plan.E2:Plan.$E$9"/></calcext:conditional-formats></table:table></office:spreadsheet></office:body></office:document-content>"#,
        row.concat()
    );
    let bytes = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ]);
    let (text, said) = said(&bytes, "a.ods");
    assert!(
        said.contains("Plan!B2: this cell has a comment, which was not taken: “Ask Finance”"),
        "{said}"
    );
    assert!(said.contains("Plan!D2: “31/03/2027” is struck out in this cell"), "{said}");
    assert!(said.contains("Plan!E2: a condition colours this cell"), "{said}");
    assert!(text.contains("due = 2027-06-30\n"), "{text}");
    assert!(text.contains("url = \"https://files.example.org/a\""), "{text}");
}
