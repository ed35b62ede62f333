//! Figures whose content controls were copied or moved in Word stay expressions; typed figures are reported.

use super::*;

/// The content control of a figure, as XML.
fn control(xml: &str, printed: &str) -> String {
    let at = xml.find(&format!(">{printed}<")).unwrap();
    let start = xml[..at].rfind("<w:sdt>").unwrap();
    let end = at + xml[at..].find("</w:sdt>").unwrap() + "</w:sdt>".len();
    xml[start..end].to_owned()
}

/// A run of words, as XML.
fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// The document with a figure, which may be changed, in a new paragraph and among the words of a known one.
fn with_figure(xml: &str, change: &dyn Fn(String) -> String) -> String {
    let control = change(control(xml, "£3.5m"));
    let old = paragraph(xml, "The last words").to_owned();
    let mark = old.find("<w:bookmarkStart").unwrap();
    let new = format!("{}{}{control}{}</w:p>", &old[..mark], run("Books cost "), run(" again."));
    let xml = xml.replacen(&old, &format!("{old}{new}"), 1);
    let late = run("The second one opens late.");
    assert!(xml.contains(&late));
    let both = format!("{}{control}{}", run("The second one opens late, for "), run(" more."));
    xml.replacen(&late, &both, 1)
}

#[test]
fn a_figure_that_was_copied_is_the_same_expression() {
    let back = with_xml(&|xml| with_figure(xml, &|control| control));
    assert_eq!(
        new_lines(&back),
        [
            "- The second one opens late, for {{ finance.loans.books }} more.",
            "Books cost {{ finance.loans.books }} again.",
        ],
        "{:?}",
        back.changes
    );
    assert!(back.changes.iter().all(|change| change.is_made()), "{:?}", back.changes);
}

#[test]
fn a_figure_that_was_changed_is_typed_and_said() {
    let back = with_xml(&|xml| with_figure(xml, &|control| control.replace("£3.5m", "£3.7m")));
    assert_eq!(
        new_lines(&back),
        ["- The second one opens late, for £3.7m more.", "Books cost £3.7m again."]
    );
    let said = "“£3.7m” is typed now, and came from the data by `{{ finance.loans.books }}`: put that in its place if it is to follow the data";
    for change in &back.changes {
        assert!(change.how.iter().any(|how| how == said), "{:?}", back.changes);
    }
}

#[test]
fn a_reference_that_was_copied_is_the_same_reference() {
    let back = with_xml(&|xml| {
        let old = paragraph(xml, "See ").to_owned();
        let start = old.find("<w:hyperlink").unwrap();
        let end = old.find("</w:hyperlink>").unwrap() + "</w:hyperlink>".len();
        let late = run("The second one opens late.");
        let both =
            format!("{}{}{}", run("The second one opens late, by "), &old[start..end], run("."));
        assert!(xml.contains(&late));
        xml.replacen(&late, &both, 1)
    });
    assert_eq!(
        new_lines(&back),
        ["- The second one opens late, by {{ ref(\"last\") }}."],
        "{:?}",
        back.changes
    );
}

#[test]
fn edits_of_one_paragraph_are_taken_whole_or_not_at_all() {
    let back = replaced(&[("Loans of books cost", "Books cost"), ("£3.5m", "£3.6m")]);
    assert_eq!(back.text, REPORT);
    assert!(all(&back, Kind::NotTaken), "{:?}", back.changes);
    let half =
        back.changes.iter().find(|change| change.how[0].starts_with("another edit")).unwrap();
    assert!(half.how[1].contains("Loans of books"), "{half:?}");
}
