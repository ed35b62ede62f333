//! Sections removed or moved in Word: no resulting paper has a heading with nothing below it, or text below the
//! heading of another section.

use super::*;

const SECTIONS: &str = r#"kind = "report"
title = "Libraries"
committee = "Cabinet"
meeting = 2026-11-11
front.local-members-interest = "N/A"
front.report-of = "Leader of the Council"

[[recommendation]]
text = "Note the report."

[[section]]
id = "summary"
heading = "In short"
text = "Visits to all libraries have doubled."

[[section]]
heading = "Background"
text = """
The first library was opened in 1901.

The second one was opened in 1950.
"""

[[section]]
heading = "Options"
text = """
There are two things that can be done.

### Costs

Both of them cost much.

### Risks

One of them could fail.
"""

[[section]]
heading = "What is next"
text = "Work starts in the new year."
"#;

/// The result when paragraphs of the paper, each named by some of its words, are removed or moved in Word.
fn arranged(edit: &dyn Fn(&str) -> String) -> Back {
    let docx = edited(&sent(SECTIONS)[0], &|name, text| match name {
        "word/document.xml" => edit(&text),
        _ => text,
    });
    back_of(SECTIONS, &docx, Changes::Accepted)
}

/// The document without some paragraphs.
fn without(xml: &str, words: &[&str]) -> String {
    words.iter().fold(xml.to_owned(), |xml, words| {
        let gone = paragraph(&xml, words).to_owned();
        xml.replacen(&gone, "", 1)
    })
}

/// The document with some paragraphs before another one.
fn before(xml: &str, words: &[&str], next: &str) -> String {
    let moved: String = words.iter().map(|words| paragraph(xml, words)).collect();
    let rest = without(xml, words);
    let next = paragraph(&rest, next).to_owned();
    rest.replacen(&next, &format!("{moved}{next}"), 1)
}

const BACKGROUND: [&str; 3] = [">Background<", "opened in 1901", "opened in 1950"];

#[test]
fn text_does_not_go_from_below_a_heading_that_stays() {
    let back = arranged(&|xml| without(xml, &BACKGROUND[1..]));
    assert_eq!(back.text, SECTIONS);
    assert!(all(&back, Kind::NotTaken), "{:?}", back.changes);
    assert!(back.changes[0].how[0].contains("nothing would stand below a heading"));
    // One of two paragraphs goes.
    let back = arranged(&|xml| without(xml, &BACKGROUND[2..]));
    assert!(all(&back, Kind::Gone) && !back.text.contains("1950"), "{}", back.text);
    let back = arranged(&|xml| without(xml, &["cost much"]));
    assert_eq!(back.text, SECTIONS);
    let back = arranged(&|xml| without(xml, &[">Costs<", "cost much"]));
    assert!(all(&back, Kind::Gone) && !back.text.contains("Costs"), "{}", back.text);
}

#[test]
fn a_section_that_is_gone_with_its_heading_goes_from_the_file() {
    let back = arranged(&|xml| without(xml, &BACKGROUND));
    let start = SECTIONS.find("[[section]]\nheading = \"Background\"").unwrap();
    let end = SECTIONS.find("[[section]]\nheading = \"Options\"").unwrap();
    assert_eq!(back.text, [&SECTIONS[..start], &SECTIONS[end..]].concat());
    let [gone] = &back.changes[..] else { panic!("{:?}", back.changes) };
    assert_eq!((gone.kind, gone.what), (Kind::Gone, "section"));
    assert!(gone.how[0].contains("Background"));
}

#[test]
fn a_section_that_the_house_style_has_is_not_taken_out() {
    let back = arranged(&|xml| without(xml, &[">In short<", "have doubled"]));
    assert_eq!(back.text, SECTIONS);
    let [refused] = &back.changes[..] else { panic!("{:?}", back.changes) };
    assert_eq!((refused.kind, refused.what), (Kind::NotTaken, "section"));
}

#[test]
fn a_section_that_stands_elsewhere_is_not_moved_nor_is_its_text() {
    let options = [">Options<", "two things", ">Costs<", "cost much", ">Risks<", "could fail"];
    for (moved, next) in [
        (&BACKGROUND[..], ">What is next<"),
        (&BACKGROUND[..], ">In short<"),
        (&options[..], ">Background<"),
        (&[">Risks<", "could fail"][..], ">Costs<"),
        (&[">What is next<", "new year"][..], ">Options<"),
        // The heading alone.
        (&[">What is next<"][..], ">Background<"),
    ] {
        let back = arranged(&|xml| before(xml, moved, next));
        assert_eq!(back.text, SECTIONS, "{moved:?}");
        assert!(all(&back, Kind::NotTaken), "{:?}", back.changes);
        let said = back.changes.iter().filter(|change| change.what == "section");
        assert_eq!(said.count(), 1, "{:?}", back.changes);
    }
}

#[test]
fn what_is_edited_in_a_section_that_stands_elsewhere_is_taken_where_it_was() {
    let back = arranged(&|xml| {
        before(xml, &BACKGROUND, ">In short<").replacen("opened in 1950", "opened in 1951", 1)
    });
    assert_eq!(back.text, SECTIONS.replace("1950", "1951"));
}

#[test]
fn a_paragraph_alone_goes_below_the_heading_that_it_was_put_under() {
    let back = arranged(&|xml| before(xml, &["opened in 1950"], "new year"));
    assert!(
        back.text.contains("The second one was opened in 1950.\n\nWork starts"),
        "{}\n{:?}",
        back.text,
        back.changes
    );
    assert!(all(&back, Kind::Moved), "{:?}", back.changes);
}

#[test]
fn a_paragraph_that_was_copied_is_new() {
    let back = arranged(&|xml| {
        let old = paragraph(xml, "opened in 1950").to_owned();
        xml.replacen(&old, &format!("{old}{old}"), 1)
    });
    assert_eq!(back.text.matches("opened in 1950").count(), 2, "{:?}", back.changes);
    assert!(all(&back, Kind::New), "{:?}", back.changes);
}

/// A paragraph of a style with words in it.
fn styled(style: &str, words: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn a_heading_between_two_sections_begins_a_section_of_its_own() {
    let back = arranged(&|xml| {
        let next = paragraph(xml, "Options").to_owned();
        let plain = "<w:p><w:r><w:t>The reserve is £2m.</w:t></w:r></w:p>";
        let new = [&styled("Heading1", "Reserves"), plain, &styled("Heading2", "Use"), plain];
        xml.replacen(&next, &format!("{}{next}", new.concat().replacen("£2m", "£3m", 1)), 1)
    });
    let (before, after) = back.text.split_once("heading = \"Options\"").unwrap();
    let new = "[[section]]\nheading = \"Reserves\"\ntext = \"\"\"\nThe reserve is £3m.\n\n### Use\n\nThe reserve is £2m.\n\"\"\"\n";
    assert!(before.contains(new), "{}", back.text);
    assert!(after.contains("There are two things that can be done."), "{}", back.text);
}

#[test]
fn a_heading_inside_a_section_stays_inside_it() {
    let back = arranged(&|xml| {
        let next = paragraph(xml, "The second one").to_owned();
        xml.replacen(&next, &format!("{}{next}", styled("Heading2", "Later")), 1)
    });
    assert!(
        back.text.contains("opened in 1901.\n\n### Later\n\nThe second one was opened in 1950."),
        "{}",
        back.text
    );
}
