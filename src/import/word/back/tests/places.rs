//! Paragraphs, items, rows and footnotes that come, go and move.

use super::*;

#[test]
fn paragraphs_items_and_rows_come_and_go() {
    let copy = |xml: &str, of: &str, words: &str| {
        let old = paragraph(xml, of);
        let mark = old.find("<w:bookmarkStart").unwrap();
        let start = &old[..mark];
        xml.replacen(old, &format!("{old}{start}<w:r><w:t>{words}</w:t></w:r></w:p>"), 1)
    };
    let back = with_xml(&|xml| copy(xml, "The last words", "A new one."));
    assert!(back.text.contains("stand here. {#last}\n\nA new one.\n\n[^why]"), "{}", back.text);
    let back = with_xml(&|xml| copy(xml, "opens early", "A third opens never."));
    assert!(back.text.contains("early.\n- A third opens never.\n- The second"), "{}", back.text);
    let back = with_xml(&|xml| copy(xml, "Note the loans.", "Note the films."));
    assert!(
        back.text.contains("loans.\"\n\n[[recommendation]]\ntext = \"Note the films.\"\n\n[[rec"),
        "{}",
        back.text
    );
    let back = with_xml(&|xml| xml.replacen(paragraph(xml, "opens early"), "", 1));
    assert_eq!(
        (lost_lines(&back), new_lines(&back)),
        (vec!["- The first branch opens early."], vec![])
    );
    assert!(all(&back, Kind::Gone));
    let back = with_xml(&|xml| xml.replacen(paragraph(xml, "The last words"), "", 1));
    // Another paragraph refers to it, so the paper could not be made without it.
    assert_eq!(back.text, REPORT);
    assert!(all(&back, Kind::NotTaken));
    let row = |xml: &str| {
        let at = xml.find("Nine to five").unwrap();
        let start = xml[..at].rfind("<w:tr>").unwrap();
        let end = at + xml[at..].find("</w:tr>").unwrap() + "</w:tr>".len();
        xml[start..end].to_owned()
    };
    let back = with_xml(&|xml| xml.replacen(&row(xml), "", 1));
    assert_eq!((lost_lines(&back), new_lines(&back)), (vec!["| North | Nine to five |"], vec![]));
    let back = with_xml(&|xml| {
        let row = row(xml);
        let bare = row.replace("bookmarkStart", "proofErr").replace("bookmarkEnd", "proofErr");
        xml.replacen(
            &row,
            &format!("{row}{}", bare.replace("North", "East").replace("Nine", "Eight")),
            1,
        )
    });
    assert_eq!(new_lines(&back), ["| East | Eight to five |"]);
}

#[test]
fn a_paragraph_that_moved_stands_elsewhere_in_the_file() {
    let back = with_xml(&|xml| {
        let (first, second) = (paragraph(xml, "opens early"), paragraph(xml, "opens late"));
        xml.replacen(first, "", 1).replacen(second, &format!("{second}{first}"), 1)
    });
    assert!(back.text.contains("late.\n- The first branch opens early.\n\n"), "{}", back.text);
    assert!(all(&back, Kind::Moved));
}

#[test]
fn a_new_footnote_goes_to_the_end_of_its_text() {
    let docx = edited(&sent(REPORT)[0], &|name, text| {
        match name {
        "word/footnotes.xml" => text.replacen("</w:footnotes>", "<w:footnote w:id=\"77\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> By a clock.</w:t></w:r></w:p></w:footnote></w:footnotes>", 1),
        "word/document.xml" => text.replacen("opens late.</w:t></w:r>", "opens late.</w:t></w:r><w:r><w:footnoteReference w:id=\"77\"/></w:r>", 1),
        _ => text,
    }
    });
    let back = back_of(REPORT, &docx, Changes::Accepted);
    assert_eq!(
        new_lines(&back),
        ["- The second one opens late.[^note-1]", "[^note-1]: By a clock."]
    );
}

#[test]
fn words_without_a_place_are_said() {
    let back = with_xml(&|xml| {
        let old = paragraph(xml, "The last words");
        let drawn = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>";
        xml.replacen(old, &old.replacen("</w:p>", drawn, 1), 1)
    });
    assert_eq!(back.text, REPORT);
    assert!(back.changes[0].how.iter().any(|how| how.contains("In a box.")), "{:?}", back.changes);
}
