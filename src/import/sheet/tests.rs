//! Files that are malicious or damaged.

mod beside;
mod closed;
mod heads;
mod layouts;
mod looks;
mod named;
mod rounds;
mod tied;
mod trackers;
mod values;

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;

const PLAIN: &[u8] =
    include_bytes!("../../../tests/import/sheets/plain-head-in-the-first-row/actions.xlsx");
const OPEN: &[u8] = include_bytes!("../../../tests/import/sheets/an-open-document/transport.ods");
const OLD: &[u8] =
    include_bytes!("../../../tests/import/sheets/a-workbook-of-before-2007/legacy.xls");

fn open(bytes: &[u8], name: &str) -> Outcome<Imported> {
    read(Source { bytes, name, columns: None, scale: None, hidden: false })
}

/// The plan in a file that can be read.
pub(super) fn opened(bytes: &[u8], name: &str) -> Imported {
    open(bytes, name).unwrap().value
}

/// The first message about a file that gives no plan.
fn refused(bytes: &[u8], name: &str) -> String {
    open(bytes, name).unwrap_err().remove(0).message
}

/// A ZIP archive with these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of one sheet with the XML of its rows and other parts.
fn workbook(rows: &str, start: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let links = |target: &str, kind: &str| {
        format!(
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Plan\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let sheet =
        format!("{start}<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
    let (top, inner) =
        (links("xl/workbook.xml", "officeDocument"), links("worksheets/sheet1.xml", "worksheet"));
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", top.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", inner.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend(more);
    archive(&parts)
}

/// A row of texts.
fn row(number: usize, texts: &[&str]) -> String {
    let cells: String =
        texts.iter().map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")).collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

const HEAD: [&str; 4] = ["Ref", "Action", "Lead", "Due"];

#[test]
fn files_that_are_no_spreadsheet_are_refused_by_what_they_are() {
    for (bytes, name, what) in [
        (&b""[..], "a.xlsx", "`a.xlsx` is empty"),
        (b"%PDF-1.7\n", "a.xlsx", "`a.xlsx` is a PDF, not a spreadsheet"),
        (
            b"<html><table></table></html>",
            "a.xls",
            "`a.xls` is a web page or XML under the name of a spreadsheet",
        ),
        (b"\0\x01\x02\x03", "a.csv", "`a.csv` is not a spreadsheet"),
        (b"PK\x03\x04 cut short", "a.xlsx", "`a.xlsx` is damaged"),
    ] {
        assert_eq!(refused(bytes, name), what);
    }
    let word = archive(&[("word/document.xml", b"<w/>")]);
    assert_eq!(refused(&word, "a.xlsx"), "`a.xlsx` is a Word document, not a spreadsheet");
    let photos = archive(&[("one.jpg", b"x")]);
    assert_eq!(refused(&photos, "a.xlsx"), "`a.xlsx` is an archive without a spreadsheet in it");
}

#[test]
fn encrypted_files_are_said_to_be() {
    let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let excel =
        [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600], &wide, &[0; 600]]
            .concat();
    assert_eq!(refused(&excel, "a.xlsx"), "`a.xlsx` is encrypted");
    let manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    let open = archive(&[("content.xml", b"x"), ("META-INF/manifest.xml", manifest)]);
    assert_eq!(refused(&open, "a.ods"), "`a.ods` is encrypted");
}

#[test]
fn a_file_is_read_as_what_it_is_whatever_its_name_ends_with() {
    let found = open(PLAIN, "plan.csv").unwrap();
    assert_eq!(
        found.findings[0].message,
        "`plan.csv` is an .xlsx file, whatever its name ends with, and was read as that"
    );
    assert_eq!(found.value.draft.actions().count(), 4);
}

#[test]
fn what_unpacks_to_more_than_any_plan_is_refused_before_it_is_read() {
    let zeros = vec![b' '; 170 << 20];
    let bomb = workbook("", "", &[("xl/media/image1.bin", &zeros)]);
    assert!(bomb.len() < 2 << 20);
    assert_eq!(
        refused(&bomb, "a.xlsx"),
        "this workbook is larger than any action plan: unpacked it has hundreds of megabytes"
    );
    let many: String = (0..300_000).map(|_| "<row><c><v>1</v></c></row>").collect();
    assert!(
        refused(&workbook(&many, "", &[]), "a.xlsx")
            .starts_with("this workbook is larger than any action plan: it has ")
    );
    let announced = b"<sst xmlns=\"x\" count=\"1\" uniqueCount=\"99999999999999\"></sst>";
    assert!(
        refused(&workbook("", "", &[("xl/sharedStrings.xml", announced)]), "a.xlsx")
            .contains("announces")
    );
    let lines = "a\n".repeat(300_000);
    assert!(
        refused(lines.as_bytes(), "a.csv")
            .starts_with("this workbook is larger than any action plan")
    );
    let open = "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><table:table table:name=\"A\"><table:table-row table:number-rows-repeated=\"4000000000\"><table:table-cell table:number-columns-repeated=\"4000000000\"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:document-content>";
    assert_eq!(
        refused(&archive(&[("content.xml", open.as_bytes())]), "a.ods"),
        "no action plan was found in `a.ods`"
    );
}

#[test]
fn entities_that_a_file_declares_are_not_followed() {
    let start = "<!DOCTYPE x [<!ENTITY secret SYSTEM \"file:///etc/passwd\"><!ENTITY a \"&b;&b;&b;&b;\"><!ENTITY b \"lol\">]>";
    let rows = row(1, &HEAD) + &row(2, &["1", "Do &secret;&a; it", "Head", "31/03/2026"]);
    let said = match open(&workbook(&rows, start, &[]), "a.xlsx") {
        Ok(found) => found.value.plan(),
        Err(found) => format!("{found:?}"),
    };
    assert!(!said.contains("root:") && !said.contains("lollol"), "{said}");
}

#[test]
fn macros_and_links_are_not_followed_and_are_said() {
    let rows = row(1, &HEAD) + &row(2, &["1", "Do it", "Head", "31/03/2026"]);
    let more: [(&str, &[u8]); 2] =
        [("xl/vbaProject.bin", b"x"), ("xl/externalLinks/externalLink1.xml", b"<x/>")];
    let found = open(&workbook(&rows, "", &more), "a.xlsm").unwrap();
    let said: Vec<_> = found.findings.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(
        said[..2],
        [
            "`a.xlsm`: it has macros, which are not run",
            "`a.xlsm`: it is linked to other workbooks; their values are taken as they were last saved",
        ]
    );
}

#[test]
fn braces_and_line_ends_of_a_cell_are_not_read_as_figures_or_toml() {
    let csv = "Ref,Action,Lead,Due\n1,\"Say \"\"{{ plan.total }}\"\" ''' \"\"\"\"\"\"\n\\u0041 and {% x %}\",\"A \"\"B\"\" {{ c }}\",31/03/2026\n";
    let mut imported = open(csv.as_bytes(), "a.csv").unwrap().value;
    imported.give(Lack::Submitted, NaiveDate::default());
    let text = imported.plan();
    let file = crate::world::World::builtin("plan.toml");
    let plan = crate::read::read::<crate::model::plan::Plan>(file, &text).unwrap().value;
    let action = &plan.area[0].action[0];
    assert_eq!(action.action.value, "Say \"\\{{ plan.total }}\" ''' \"\"\"; \\u0041 and { % x %}");
    assert_eq!(action.lead.value, "A \"B\" { { c }}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_harm_on_the_way_makes_a_file_a_danger(which in 0usize..3, at in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..12), end in any::<prop::sample::Index>()) {
        let (bytes, name) = [(PLAIN, "a.xlsx"), (OPEN, "a.ods"), (OLD, "a.xls")][which];
        let mut bytes = bytes.to_vec();
        for (at, byte) in at {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = open(&bytes, name);
        bytes.truncate(end.index(bytes.len()));
        let _ = open(&bytes, name);
    }

    #[test]
    fn any_table_of_text_becomes_a_plan_that_can_be_read_or_is_refused(cells in prop::collection::vec(prop::collection::vec("\\PC{0,24}", 4), 0..6)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(HEAD).unwrap();
        cells.iter().for_each(|row| writer.write_record(row).unwrap());
        if let Ok(found) = open(&writer.into_inner().unwrap(), "a.csv") {
            let text = found.value.plan();
            prop_assert!(toml::de::DeTable::parse(&text).is_ok(), "{}", text);
        }
    }
}

#[test]
fn a_formula_without_a_value_is_said() {
    let cells = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>1</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>Mend it</t></is></c><c r=\"C2\" t=\"inlineStr\"><is><t>Lee</t></is></c><c r=\"D2\"><f>TODAY()</f></c><c r=\"E2\"><f>1+1</f><v></v></c><c r=\"F2\"><f>1+1</f><v>2</v></c></row>";
    let head = [&HEAD[..], &["Start date", "RAG"]].concat();
    let bytes = workbook(&format!("{}{cells}", row(1, &head)), "", &[]);
    let found = open(&bytes, "a.xlsx").unwrap().findings;
    let said = found.iter().map(|found| found.message.as_str()).collect::<Vec<_>>().join("\n");
    assert!(said.contains("Plan!E2, D2: the formula here gives no value that was saved"), "{said}");
    assert!(said.contains("Plan!F2: `2` is not a rating"), "{said}");
}

#[test]
fn a_day_that_stands_with_a_name_is_taken_for_the_due_date() {
    let csv = "Ref,Action,Owner / deadline,Status\n1,Mend it,Jo – 31/03/2027,Green\n2,Paint it,\"Sam Example, by June 2027\",Red\n3,Sell it,Head of Property,Red\n";
    let text = open(csv.as_bytes(), "a.csv").unwrap().value.plan();
    assert!(text.contains("lead = \"Jo\"\ndue = 2027-03-31\n"), "{text}");
    assert!(text.contains("lead = \"Sam Example\"\ndue = 2027-06-30\n"), "{text}");
    assert!(text.contains("lead = \"Head of Property\"\n# due"), "{text}");
}

#[test]
fn an_open_document_says_months_and_margins_as_it_shows_them() {
    let content = r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="Plan">
<table:table-row><table:table-cell><text:p>Ref</text:p></table:table-cell><table:table-cell><text:p>Action</text:p></table:table-cell><table:table-cell><text:p>Lead</text:p></table:table-cell><table:table-cell><text:p>Due</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-10-01"><text:p>Oct 26</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>Mend it</text:p></table:table-cell><table:table-cell><text:p>Jo</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2027-03-01"><text:p>01/03/27</text:p></table:table-cell><table:table-cell><text:p>Half done</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"#;
    let styles = r#"<office:document-styles xmlns:office="o" xmlns:style="s" xmlns:text="x"><style:header><text:p>NOT FOR <text:span>PUBLICATION</text:span></text:p></style:header></office:document-styles>"#;
    let bytes = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
    ]);
    let text = open(&bytes, "a.ods").unwrap().value.plan();
    assert!(text.contains("due = 2027-03-01\n"), "{text}");
    assert!(text.contains("on = 2026-10-31\nnote = \"Half done\"\n"), "{text}");
    assert!(text.contains("exempt = {"), "{text}");
}
