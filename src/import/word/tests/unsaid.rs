//! What a draft has besides visible text: hidden words, choices and drawings, and words off the line.

use super::*;

/// The report from a line below a heading, and the findings.
fn report(line: &str) -> (String, String) {
    let body = section("Buses") + &paragraph("Buses run late on some days of the week.") + line;
    let (report, findings) = imported(&word(&body), "staffordshire");
    let said: Vec<_> = findings.iter().map(|found| found.message.as_str()).collect();
    (report.unwrap().text, said.join("\n"))
}

/// A paragraph of two runs, the second with these properties.
fn runs(properties: &str, words: &str) -> String {
    format!(
        "<w:p><w:r><w:t>Seen.</w:t></w:r><w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\"> {words}</w:t></w:r></w:p>"
    )
}

#[test]
fn words_that_nobody_sees_are_left_out_and_said() {
    let white = r#"<w:color w:val="FFFFFF"/>"#;
    for hidden in [
        "<w:vanish/>",
        white,
        r#"<w:color w:val="FEFEFE"/>"#,
        r#"<w:color w:val="000000"/><w:highlight w:val="black"/>"#,
        r#"<w:highlight w:val="black"/>"#,
        r#"<w:color w:val="C00000"/><w:shd w:val="clear" w:fill="C00000"/>"#,
        r#"<w:sz w:val="2"/>"#,
    ] {
        let (text, said) = report(&runs(hidden, "Ferrow bid lowest."));
        assert!(!text.contains("Ferrow"), "{hidden}: {text}");
        let message = "these words are hidden in the draft, and left out: “Ferrow bid lowest.”";
        assert!(said.contains(message), "{hidden}: {said}");
    }
    for seen in [
        r#"<w:color w:val="auto"/>"#,
        r#"<w:color w:val="767676"/>"#,
        r#"<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>"#,
        r#"<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>"#,
        r#"<w:sz w:val="12"/>"#,
    ] {
        let (text, said) = report(&runs(seen, "Ferrow bid lowest."));
        assert!(text.contains("Ferrow bid lowest.") && !said.contains("hidden"), "{seen}: {said}");
    }
    let table = |shading: &str| {
        let words = runs(white, "Ferrow bid");
        let other = paragraph("Cost");
        format!(
            "<w:tbl><w:tr><w:tc><w:tcPr>{shading}</w:tcPr>{words}</w:tc><w:tc>{other}</w:tc></w:tr></w:tbl>"
        )
    };
    let (text, _) = report(&table(r#"<w:shd w:val="clear" w:fill="1F3864"/>"#));
    assert!(text.contains("Ferrow bid"), "{text}");
    let (text, said) = report(&table(""));
    assert!(!text.contains("Ferrow bid") && said.contains("“Ferrow bid”"), "{text}\n{said}");
}

#[test]
fn what_was_chosen_in_a_list_is_kept() {
    let field = |result: &str| {
        let mark = |kind: &str, inner: &str| {
            format!(r#"<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>"#)
        };
        let list = r#"<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Not key"/><w:listEntry w:val="Key decision"/></w:ddList></w:ffData>"#;
        format!(
            "<w:p><w:r><w:t xml:space=\"preserve\">It is: </w:t></w:r>{}<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>{}{result}{}<w:r><w:t xml:space=\"preserve\"> since May</w:t></w:r></w:p>",
            mark("begin", list),
            mark("separate", ""),
            mark("end", "")
        )
    };
    let (text, _) = report(&field(""));
    assert!(text.contains("It is: Key decision since May"), "{text}");
    let (text, _) = report(&field("<w:r><w:t>Not key</w:t></w:r>"));
    assert!(text.contains("It is: Not key since May"), "{text}");
    let control = |content: &str| {
        format!(
            r#"<w:p><w:r><w:t xml:space="preserve">It is: </w:t></w:r><w:sdt><w:sdtPr><w:dropDownList w:lastValue="k"><w:listItem w:displayText="Key decision" w:value="k"/></w:dropDownList></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt></w:p>"#
        )
    };
    for content in ["", "<w:r><w:t>Key decision</w:t></w:r>"] {
        let (text, _) = report(&control(content));
        assert_eq!(text.matches("Key decision").count(), 1, "{text}");
    }
}

#[test]
fn a_field_that_gives_nothing_is_said_unless_it_never_prints() {
    let (_, said) = report(
        r#"<w:p><w:r><w:t>Dear</w:t></w:r><w:fldSimple w:instr=" MERGEFIELD Name "/></w:p>"#,
    );
    assert!(said.contains("a field of the draft gives nothing here: `MERGEFIELD Name`"), "{said}");
    let (_, said) = report(
        r#"<w:p><w:r><w:t>Dear</w:t></w:r><w:fldSimple w:instr=" XE &quot;Buses&quot; "/></w:p>"#,
    );
    assert!(!said.contains("a field of the draft"), "{said}");
}

#[test]
fn a_drawing_with_an_alternative_text_is_said_and_decoration_is_not() {
    let drawing = |more: &str| {
        format!(
            r#"<w:p><w:r><w:drawing><w:inline><w:docPr id="4" name="Arrow 1" descr="Costs fall"/>{more}</w:inline></w:drawing></w:r><w:r><w:t>Costs</w:t></w:r></w:p>"#
        )
    };
    let (text, said) = report(&drawing(""));
    assert!(said.contains("a drawing is left out: “Costs fall”"), "{said}");
    assert!(
        text.contains("[Insert what was drawn here as a picture, or say it in words.]"),
        "{text}"
    );
    let (text, said) = report(&drawing(r#"<a:decorative val="1"/>"#));
    assert!(!said.contains("drawing") && !text.contains("drawn"), "{said}");
}

#[test]
fn figures_above_the_line_stay_there_and_other_words_are_said_to_be_on_it() {
    let placed = |above: &str, words: &str| {
        report(&format!(
            "<w:p><w:r><w:t>It grows by a</w:t></w:r><w:r><w:rPr>{above}</w:rPr><w:t>{words}</w:t></w:r></w:p>"
        ))
    };
    let above = r#"<w:vertAlign w:val="superscript"/>"#;
    let written = |words: &str| placed(above, words);
    for above in [above, r#"<w:position w:val="8"/>"#] {
        let (text, said) = placed(above, "12");
        assert!(text.contains("a¹²") && !said.contains("stands above"), "{text}\n{said}");
    }
    let (text, _) = placed(r#"<w:position w:val="-8"/>"#, "2");
    assert!(text.contains("a₂"), "{text}");
    // A tiny shift leaves words on the line.
    assert!(placed(r#"<w:position w:val="2"/>"#, "12").0.contains("a12"));
    let (text, said) = written("n+1");
    assert!(text.contains("an+1"), "{text}");
    assert!(said.contains("“n+1” stands above the line in the draft, and is kept on it"), "{said}");
    let (_, said) = written("th");
    assert!(!said.contains("stands above"), "{said}");
}

#[test]
fn a_cell_that_a_tracked_change_took_out_is_left_out_and_said() {
    let cell = |mark: &str, words: &str| {
        format!("<w:tc><w:tcPr>{mark}</w:tcPr>{}</w:tc>", paragraph(words))
    };
    let taken = r#"<w:cellDel w:id="8" w:author="A" w:date="2026-01-01T00:00:00Z"/>"#;
    let head =
        format!("<w:tr>{}{}{}</w:tr>", cell("", "Route"), cell(taken, "Fleet"), cell("", "Late"));
    let row = format!("<w:tr>{}{}{}</w:tr>", cell("", "One"), cell(taken, "Nine"), cell("", "Two"));
    let (text, said) = report(&format!("<w:tbl>{head}{row}</w:tbl>"));
    assert!(!text.contains("Fleet") && !text.contains("Nine"), "{text}");
    assert!(text.contains("One") && text.contains("Two"), "{text}");
    assert!(said.contains("taken out by tracked changes is left out: “Nine”"), "{said}");
}

#[test]
fn words_after_a_new_page_are_apart_from_those_before_it() {
    let line = r#"<w:p><w:r><w:t>Buses stop here.</w:t><w:br w:type="page"/><w:t>Trams do not.</w:t></w:r></w:p>"#;
    let (text, _) = report(line);
    assert!(text.contains("Buses stop here. Trams do not."), "{text}");
}

#[test]
fn a_text_box_that_is_kept_only_in_an_older_way_is_not_lost() {
    let box_of = "<w:pict><w:txbxContent><w:p><w:r><w:t>Trams run late too.</w:t></w:r></w:p></w:txbxContent></w:pict>";
    let (text, said) = report(&format!(
        "<w:p><w:r><AlternateContent><Choice><w:drawing/></Choice><Fallback>{box_of}</Fallback></AlternateContent></w:r></w:p>"
    ));
    assert!(
        text.contains("Trams run late too.") || said.contains("Trams run late too."),
        "{text}\n{said}"
    );
}

#[test]
fn struck_words_are_kept_as_struck_and_said_to_be() {
    let (text, said) = report(&runs("<w:strike/>", "Trams run late."));
    assert!(text.contains("~~Trams run late.~~"), "{text}");
    assert!(
        said.contains("these words are struck out in the draft, and are kept: “Trams run late.”"),
        "{said}"
    );
}
