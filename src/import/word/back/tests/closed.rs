//! What says that something is not for publication when it comes back, and what a picture that comes back shows.

use super::*;

/// What is said of a Word file of an edition whose parts are edited, if it is refused.
fn refused(edition: usize, edit: &dyn Fn(&str, String) -> String) -> Option<Vec<String>> {
    let (workspace, file) = workspace(REPORT);
    let docx = edited(&sent(REPORT)[edition], edit);
    let wanted =
        Wanted { shown: "back.docx", workspace: &workspace, file, changes: Changes::Accepted };
    let found = take(&docx, REPORT, &wanted).err()?;
    Some(found.into_iter().map(|error| error.message).collect())
}

/// What is said of the public edition when words of it are replaced.
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
    // The restricted edition says so itself.
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
