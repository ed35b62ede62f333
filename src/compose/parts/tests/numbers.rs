//! Tests the numbers of sections, inner headings and paragraphs, and the words of references.

use super::*;

/// A report with headings inside a section, and references to everything numbered.
const SECTIONS: &str = r##"
[[section]]
heading = "One"
label = "one"
text = """
Before. {#before}

### Inside {#inside}

Below. {.sub}

### Apart {.unnumbered}

{{ ref("one") }}, {{ ref("before") }}, {{ ref("inside") }}.
"""
[[section.section]]
heading = "Nested"
text = "Words."
"##;

/// The headings and paragraphs of that report in a style with this numbering.
fn numbered(numbering: &str) -> Vec<String> {
    let whole = STYLE.replace("sections = \"1.\"\nparagraphs = \"by-section\"", numbering);
    let style = format!("{whole}[[part]]\nkind = \"title\"\n[[part]]\nkind = \"sections\"\n");
    let (composed, problems) = composed_in(&style, SECTIONS);
    let mut all = Vec::new();
    tell(&composed.unwrap_or_else(|| panic!("{problems:?}")).document.blocks, &mut all);
    all.split_off(1)
}

#[test]
fn headings_inside_a_section_have_numbers_where_the_style_says_so() {
    assert_eq!(
        numbered("sections = \"1.\"\nsubsections = \"1.1\"\nparagraphs = \"by-section\""),
        [
            "h2 1. One",
            "p 1.1 Before.",
            "h3 1.2 Inside",
            "p 1.2.1 Below.",
            "h3 - Apart",
            "p 1.2.2 section\u{a0}1, paragraph\u{a0}1.1, section\u{a0}1.2.",
            "h3 1.3 Nested",
            "p 1.3.1 Words.",
        ]
    );
}

#[test]
fn lettered_sections_have_lettered_paragraphs() {
    assert_eq!(
        numbered("sections = \"Part A:\"\nparagraphs = \"by-section\"\npattern = \"A1\""),
        [
            "h2 Part A: One",
            "p A1 Before.",
            "h3 - Inside",
            "p A1.1 Below.",
            "h3 - Apart",
            "p A2 Part A, paragraph\u{a0}A1, Inside.",
            "h3 - Nested",
            "p A3 Words.",
        ]
    );
}

#[test]
fn headings_may_be_numbered_and_paragraphs_not() {
    let given = numbered("sections = \"1.\"\nsubsections = \"1.1\"\nparagraphs = \"none\"");
    assert_eq!(given[2], "h3 1.1 Inside");
    assert_eq!(given[6], "h3 1.2 Nested");
    assert_eq!(given[7], "p - Words.");
}
