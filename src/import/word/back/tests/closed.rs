//! Markings of what is not for publication in a file that comes back, and pictures in it.

use super::*;

/// The errors for a Word file of an edition with edited parts, if it is refused.
fn refused(edition: usize, edit: &dyn Fn(&str, String) -> String) -> Option<Vec<String>> {
    let (workspace, file) = workspace(REPORT);
    let docx = edited(&sent(REPORT)[edition], edit);
    let wanted =
        Wanted { shown: "back.docx", workspace: &workspace, file, changes: Changes::Accepted };
    let found = take(&docx, REPORT, &wanted).err()?;
    Some(found.into_iter().map(|error| error.message).collect())
}

/// The errors for the public edition with some text replaced.
fn with_words(from: &str, to: &str) -> Option<Vec<String>> {
    refused(0, &|name, text| match name {
        "word/document.xml" => {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        }
        _ => text,
    })
}

#[test]
fn words_that_withhold_are_never_taken_for_words_of_the_paper() {
    for (from, to) in [
        ("opens late.", "opens late (exempt)."),
        ("opens late.", "opens late. {.exempt-3}"),
        ("opens late.", "opens late [EXEMPT]"),
        ("opens late.", "opens late (confidential - not for the public version)."),
        ("opens late.", "opens late. Not for publication."),
        ("The last words of", "EXEMPT – The last words of"),
        ("Ten to six", "Ten to six (exempt)"),
        ("Hours of opening", "Hours of opening (exempt)"),
        ("The last words of the summary stand here.", "NOT FOR PUBLICATION"),
        ("The last words of the summary stand here.", "Ddim i’w gyhoeddi"),
    ] {
        let found = with_words(from, to).unwrap_or_else(|| panic!("{to}"));
        let [message] = &found[..] else { panic!("{to}: {found:?}") };
        assert!(message.ends_with("”; nothing was taken"), "{message}");
    }
    for (from, to) in [
        ("opens late.", "opens late, exempt from rates."),
        ("opens late.", "opens late (confidential as to the next version)."),
        ("opens late.", "opens late, as a private school does."),
        ("Ten to six", "As private hire does"),
        ("Hours of opening", "Hours of opening of private homes"),
    ] {
        assert_eq!(with_words(from, to), None, "{to}");
    }
}

#[test]
fn a_new_paragraph_or_a_margin_that_says_so_keeps_what_stands_below_it_out() {
    let put_in = |name: &str, text: String| match name {
        "word/document.xml" => {
            let old = paragraph(&text, "The last words");
            let new = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
            let both = new("NOT FOR PUBLICATION") + &new("The lowest bid was £4m.");
            text.replacen(old, &(old.to_owned() + &both), 1)
        }
        _ => text,
    };
    let found = refused(0, &put_in).unwrap();
    assert!(found[0].contains("“NOT FOR PUBLICATION”"), "{found:?}");
    let margin = |name: &str, text: String| match name.contains("footer") {
        true => text.replacen("<w:t", "<w:t>NOT FOR PUBLICATION</w:t></w:r><w:r><w:t", 1),
        false => text,
    };
    assert!(refused(0, &margin).is_some());
    // The restricted edition carries the marking itself.
    assert_eq!(refused(1, &|_, text| text), None);
    assert_eq!(refused(1, &|_, text| text.replace("opens late", "opens quite late")), None);
}

#[test]
fn a_picture_that_was_put_in_is_said() {
    let back = with_xml(&|xml| {
        let old = paragraph(xml, "The last words");
        let drawn = "<w:r><w:drawing><wp:inline xmlns:wp=\"w\"><wp:docPr id=\"9\" name=\"P\" descr=\"A map\"/><a:blip xmlns:a=\"a\"/></wp:inline></w:drawing></w:r></w:p>";
        xml.replacen(old, &old.replacen("</w:p>", drawn, 1), 1)
    });
    assert_eq!(back.text, REPORT);
    assert_eq!((back.changes.len(), back.changes[0].what), (1, "picture"));
    assert_eq!(back.changes[0].how[1], "it shows “A map”");
}

/// The errors for the public edition with one paragraph of XML inserted.
fn with_paragraph(new: &str) -> Option<Vec<String>> {
    refused(0, &|name, text| match name {
        "word/document.xml" => {
            let old = paragraph(&text, "The last words");
            text.replacen(old, &format!("{old}{new}"), 1)
        }
        _ => text,
    })
}

const BID: &str = "<w:r><w:t>The lowest bid was £4m.</w:t></w:r>";

#[test]
fn names_and_text_boxes_that_say_so_keep_everything_out() {
    let control = |name: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"{name}\"/></w:sdtPr><w:sdtContent><w:p>{BID}</w:p></w:sdtContent></w:sdt>"
        )
    };
    let boxed = |words: &str| {
        format!(
            "<w:p>{BID}<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        )
    };
    let styled =
        |style: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{BID}</w:p>");
    let in_line = |style: &str| {
        format!("<w:p><w:r><w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr><w:t>£4m.</w:t></w:r></w:p>")
    };
    for (new, words) in [
        (control("Exempt"), "Exempt"),
        (boxed("NOT FOR PUBLICATION"), "NOT FOR PUBLICATION"),
        (styled("ExemptText"), "Exempt Text"),
        (in_line("NotForPublication"), "Not For Publication"),
    ] {
        let found = with_paragraph(&new).unwrap_or_else(|| panic!("{new}"));
        let wanted = format!(
            "`back.docx` says that something is not for publication, where nothing said so when it was sent: “{words}”; nothing was taken"
        );
        assert_eq!(found, [wanted]);
    }
    for new in [control("Price"), boxed("As private hire does"), styled("BodyText")] {
        assert_eq!(with_paragraph(&new), None, "{new}");
    }
}

#[test]
fn comments_and_properties_that_say_so_keep_everything_out() {
    let comment = |words: &str| {
        refused(0, &|name, text| {
            match name {
            "word/_rels/document.xml.rels" => text.replacen("</Relationships>", "<Relationship Id=\"c\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"numbering.xml\"/></Relationships>", 1),
            "word/numbering.xml" => format!("<w:comments xmlns:w=\"w\"><w:comment w:id=\"7\" w:author=\"Sam Example\"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment></w:comments>"),
            _ => text,
        }
        })
    };
    for words in ["NOT FOR PUBLICATION", "Exempt – keep out of the public version"] {
        assert_eq!(comment(words).map(|found| found.len()), Some(1), "{words}");
    }
    assert_eq!(comment("Is this the private sector?"), None);
    let property = |key: &str, value: &str| {
        refused(0, &|name, text| match name {
            "docProps/core.xml" => text.replacen(
                "<dc:title>",
                &format!("<{key} xmlns:cp=\"c\">{value}</{key}><dc:title>"),
                1,
            ),
            _ => text,
        })
    };
    for (key, value) in [("cp:keywords", "not for publication"), ("cp:contentStatus", "Exempt")] {
        assert_eq!(property(key, value).map(|found| found.len()), Some(1), "{value}");
    }
    assert_eq!(property("cp:keywords", "libraries, loans"), None);
}

#[test]
fn what_no_letters_say_is_said_and_never_taken_for_letters() {
    let math = "<m:oMath xmlns:m=\"m\"><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>";
    let raised = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>n+1</w:t></w:r>";
    let tick = "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>";
    let form = "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let run = |look: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>Ferrow bid</w:t></w:r>");
    let white = run("<w:color w:val=\"FFFFFF\"/>");
    let hidden = run("<w:vanish/>");
    let covered = run("<w:highlight w:val=\"black\"/>");
    let tiny = run("<w:sz w:val=\"2\"/>");
    for (odd, shown) in [
        (math, "1 2"),
        (raised, "n+1"),
        (tick, "✓"),
        (form, "☒"),
        (&white, "Ferrow bid"),
        (&hidden, "Ferrow bid"),
        (&covered, "Ferrow bid"),
        (&tiny, "Ferrow bid"),
    ] {
        // In a new paragraph, and in one that was sent.
        let new = with_xml(&|xml| {
            let old = paragraph(xml, "The last words");
            let run = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
            let new = format!("<w:p>{}{odd}{}</w:p>", run("The share is "), run(" of it."));
            xml.replacen(old, &format!("{old}{new}"), 1)
        });
        let sent = with_xml(&|xml| {
            let old = paragraph(xml, "The last words");
            xml.replacen(old, &old.replacen("</w:p>", &format!("{odd}</w:p>"), 1), 1)
        });
        for back in [new, sent] {
            assert_eq!(back.text, REPORT, "{shown}");
            let [change] = &back.changes[..] else { panic!("{:?}", back.changes) };
            assert_eq!(change.kind, Kind::NotTaken);
            assert!(change.how[0].starts_with("it has an equation, a sign"), "{change:?}");
            assert!(change.how[1].contains(shown), "{change:?}");
        }
    }
    // Superscript digits are letters.
    let back = with_xml(&|xml| {
        let old = paragraph(xml, "The last words");
        let raised = "<w:r><w:rPr><w:position w:val=\"8\"/></w:rPr><w:t>2</w:t></w:r></w:p>";
        xml.replacen(old, &old.replacen("</w:p>", raised, 1), 1)
    });
    assert!(back.text.contains("stand here.² {#last}"), "{}", back.text);
}

#[test]
fn words_that_lost_their_colour_are_left_in_the_paper_and_those_on_a_dark_ground_are_taken() {
    let change = |look: &str, words: &str| {
        with_xml(&|xml| {
            let old = paragraph(xml, "The last words");
            let end = old.rfind("<w:r>").unwrap();
            let new =
                format!("{}<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r></w:p>", &old[..end]);
            xml.replacen(old, &new, 1)
        })
    };
    let white = "<w:color w:val=\"FFFFFF\"/>";
    let back = change(white, "The last words stand here.");
    assert_eq!(back.text, REPORT);
    assert_eq!(back.changes[0].kind, Kind::NotTaken, "{:?}", back.changes);
    let dark = "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"1F3864\"/>";
    let back = change(dark, "Other words stand here.");
    assert!(back.text.contains("Other words stand here."), "{:?}", back.changes);
}

#[test]
fn words_that_are_typed_into_a_margin_are_said() {
    let docx = edited(&sent(REPORT)[0], &|name, text| match name.contains("footer") {
        true => text.replacen("</w:p>", "<w:r><w:t>Kept by Ann</w:t></w:r></w:p>", 1),
        false => text,
    });
    let back = back_of(REPORT, &docx, Changes::Accepted);
    assert_eq!(back.text, REPORT);
    assert_eq!((back.changes.len(), back.changes[0].what), (1, "header or footer"));
    assert!(back.changes[0].how[1].contains("Kept by Ann"), "{:?}", back.changes);
}
