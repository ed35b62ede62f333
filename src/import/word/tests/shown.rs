//! What a draft shows by its looks or generates itself: colours, captions, page numbers, charts; and bare typed
//! numbers.

use super::*;

/// The report from a body below a heading, and the findings.
fn report(body: &str) -> (String, String) {
    let start = [head("Roads"), section("Detail"), paragraph("Roads wear, as all know.")].concat();
    let (report, findings) = imported(&word(&(start + body)), "medway");
    let said: Vec<_> = findings.iter().map(|found| found.message.as_str()).collect();
    (report.unwrap().text, said.join("\n"))
}

/// A table of rows of words, each with its background colour.
fn table(rows: &[&[(&str, &str)]]) -> String {
    let cell = |(words, fill): &(&str, &str)| {
        let shading = format!(r#"<w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr>"#);
        format!("<w:tc>{shading}{}</w:tc>", paragraph(words))
    };
    let row = |cells: &&[(&str, &str)]| {
        format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
    };
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn a_colour_that_says_something_alone_is_named() {
    let none = "FFFFFF";
    let (text, said) = report(&table(&[
        &[("Action", none), ("Rating", none)],
        &[("Alpha", none), ("", "FF0000")],
        &[("Beta", none), ("", "00B050")],
        &[("Gamma", none), ("Late", "FFC000")],
    ]));
    assert!(text.contains("| Alpha | Red |\n| Beta | Green |\n| Gamma | Late |"), "{text}");
    let message = "cells of this table say something by their colour alone, and the name of that stands in them: red, green";
    assert!(said.contains(message), "{said}");
    // Banded rows and tints have no meaning.
    let (text, said) = report(&table(&[
        &[("Action", none), ("Rating", none)],
        &[("Alpha", "FFC000"), ("", "FFC000")],
        &[("Beta", none), ("", "DDEBF7")],
    ]));
    assert!(text.contains("| Alpha |  |\n| Beta |  |"), "{text}");
    assert!(!said.contains("colour"), "{said}");
}

#[test]
fn words_in_a_colour_that_the_text_speaks_of_are_said() {
    let red = |words: &str| {
        format!(
            r#"<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>"#
        )
    };
    let line = |lead: &str| {
        format!(
            r#"<w:p><w:r><w:t xml:space="preserve">{lead} </w:t></w:r>{}</w:p>"#,
            red("Elm\u{A0}House")
        )
    };
    let (text, said) = report(&line("Items in red are late:"));
    assert!(text.contains("Items in red are late: Elm\u{A0}House"), "{text}");
    assert!(
        said.contains(
            "these words are in red in the draft, which the paper does not show: “Elm House”"
        ),
        "{said}"
    );
    let (_, said) = report(&line("Late are:"));
    assert!(!said.contains("in red"), "{said}");
}

#[test]
fn a_number_that_word_counted_is_said_and_a_heading_that_it_repeats_is_not() {
    let field = |instruction: &str, gave: &str| {
        let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
        let words = |name: &str, words: &str| format!("<w:r><w:{name}>{words}</w:{name}></w:r>");
        [
            mark("begin"),
            words("instrText", instruction),
            mark("separate"),
            words("t", gave),
            mark("end"),
        ]
        .concat()
    };
    let line = format!(
        "<w:p>{}{}{}</w:p>",
        field(r" REF _Ref1 \r \h ", "4.2"),
        field(r" PAGEREF _Ref1 \h ", "7"),
        field(" REF Title ", "Roads")
    );
    let (text, said) = report(&line);
    assert!(text.contains("4.27Roads"), "{text}");
    for message in [
        "this is a reference that Word counted in the draft, and is kept as it stood: “4.2”",
        "this is the number of a page that Word counted in the draft, and is kept as it stood: “7”",
    ] {
        assert!(said.contains(message), "{said}");
    }
    assert_eq!(said.matches("that Word counted").count(), 2, "{said}");
}

#[test]
fn a_chart_whose_part_is_missing_is_said_with_what_it_shows() {
    let drawing = r#"<w:p><w:r><w:drawing xmlns:wp="wp" xmlns:c="c"><wp:docPr id="9" name="Chart 1" descr="Open actions fell"/><c:chart r:id="rId99"/></w:drawing></w:r></w:p>"#;
    let (text, said) = report(drawing);
    assert!(text.contains("[Insert the chart here as a picture or a table.]"), "{text}");
    assert!(
        said.contains("a chart is not in the draft itself, and is left out: “Open actions fell”"),
        "{said}"
    );
}

#[test]
fn a_line_with_a_number_right_above_a_table_is_its_caption() {
    let rows = table(&[
        &[("Park", "FFFFFF"), ("Visits", "FFFFFF")],
        &[("Mill", "FFFFFF"), ("1,200", "FFFFFF")],
    ]);
    let (text, _) = report(&(paragraph("Table 1: Visits by park") + &rows));
    assert!(text.contains("Table 1: Visits by park {.unnumbered}\n\n| Park |"), "{text}");
    let (text, _) = report(&(paragraph("Table 1 shows visits.") + &rows));
    assert!(text.contains("Table 1 shows visits.\n\n| Park |"), "{text}");
}

#[test]
fn numbers_alone_that_count_through_the_paper_are_those_of_its_paragraphs() {
    let body = |numbers: [&str; 3]| {
        let [one, two, three] = numbers;
        [
            paragraph("1. That the gap be noted."),
            paragraph("2. That the plan be agreed."),
            section("Position"),
            paragraph(&format!("{one} The gap is £4m.")),
            paragraph(&format!("{two} The gap narrows next year.")),
            section("Outlook"),
            paragraph(&format!("{three} More follows; see paragraph 2.")),
        ]
        .concat()
    };
    let (text, said) = report(&body(["1", "2", "3"]));
    assert!(text.contains("\nThe gap is £4m.\n\nThe gap narrows next year.\n"), "{text}");
    assert!(
        said.contains("this refers to 2 of the draft (“The gap narrows next year. …”)"),
        "{said}"
    );
    let (text, _) = report(&body(["3", "4", "12"]));
    assert!(text.contains("3 The gap is £4m."), "{text}");
}

#[test]
fn more_than_yes_on_a_front_sheet_is_said() {
    let lines =
        ["Report to: Cabinet", "Title: Roads", "Key decision: Yes - ref KD/26/114"].map(paragraph);
    let (report, findings) = imported(&word(&(lines.concat() + &section("Background"))), "medway");
    let said: Vec<_> = findings.iter().map(|found| found.message.as_str()).collect();
    assert!(report.unwrap().text.contains("key-decision = true"));
    assert!(
        said.contains(&"the draft says more here, which is left out: “ref KD/26/114”"),
        "{said:?}"
    );
}

#[test]
fn the_body_and_the_day_above_a_title_are_no_title() {
    let level = |level: u8, words: &str| {
        format!(
            r#"<w:p><w:pPr><w:outlineLvl w:val="{level}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#
        )
    };
    let body = [
        level(1, "Fire and Rescue Authority, 9 December 2026"),
        level(0, "Inspection: action plan"),
        level(1, "Issues"),
        paragraph("Posts are vacant in two stations."),
        level(1, "Recommendations"),
        paragraph("That the plan be approved."),
        paragraph("Jo Example"),
    ];
    let (report, _) = imported(&word(&body.concat()), "medway");
    let text = report.unwrap().text;
    let start = "kind = \"report\"\ntitle = \"Inspection: action plan\"\ncommittee = \"Fire and Rescue Authority\"\nmeeting = 2026-12-09\n";
    assert!(text.starts_with(start), "{text}");
    assert!(text.find("heading = \"Issues\"") < text.find("followed “Recommendations”"), "{text}");
}

#[test]
fn what_is_taken_out_of_a_section_to_stand_beside_it_comes_after_it() {
    let inner = |words: &str| {
        format!(
            r#"<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#
        )
    };
    let body = [
        section("Issues"),
        paragraph("Posts are vacant in two stations."),
        inner("Recommendations"),
        paragraph("That the plan be approved."),
        paragraph("Jo Example"),
        section("Outlook"),
        paragraph("Posts will be filled."),
    ];
    let (text, _) = report(&body.concat());
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    assert!(at("heading = \"Issues\"") < at("followed “Recommendations”"), "{text}");
    assert!(at("followed “Recommendations”") < at("heading = \"Outlook\""), "{text}");
}
