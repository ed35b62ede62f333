//! Tests that text which is not read as its author meant is reported, and that plain text is printed.

use super::*;

/// A style that prints everything in the reports of these tests.
const SHOWS: &str = r#"
[[field]]
name = "author"
label = "Author"
[[field]]
name = "type"
label = "Type"
value = "choice"
options = ["Decision", "Note"]
[[part]]
kind = "title"
[[part]]
kind = "fields"
fields = ["author", "type"]
[[part]]
kind = "recommendations"
layout = "paragraphs"
text = "Cabinet is asked to"
[[part]]
kind = "sections"
"#;

/// The messages about a section with this text, apart from those about an empty one.
fn said_of(text: &str) -> Vec<String> {
    let report = format!("[[section]]\nheading = \"Text\"\ntext = '''\n{text}\n'''\n");
    messages(SHOWS, &report)
        .into_iter()
        .map(|said| said.split_once(": ").unwrap().1.to_owned())
        .filter(|said| !said.starts_with("nothing stands below"))
        .collect()
}

#[test]
fn a_reference_that_stands_alone_is_printed() {
    let report = r#"
[front]
author = "{{ ref('here') }}"
[[section]]
heading = "Text"
text = """
Words. {#here}

{{ ref("here") }}

- {{ ref("here") }}

> {{ ref("here") }}

| Where | What |
|---|---|
| Here | {{ ref("here") }} |

## {{ ref("here") }}

It ends.
"""
"#;
    let lines = lines(SHOWS, report);
    let there = lines.iter().filter(|line| line.contains("paragraph\u{a0}1.1")).count();
    assert_eq!(there, 5, "{lines:#?}");
    assert!(!lines.iter().any(|line| line.ends_with("p - ")), "{lines:#?}");
}

#[test]
fn a_line_that_is_taken_for_the_address_of_a_link_is_an_error() {
    let taken = "this line is taken for the address of a link, and would not be printed";
    assert_eq!(said_of("[Chair]: Smith\n\n[Note]: #confidential"), [taken, taken]);
    assert_eq!(said_of("[Vice]: Jones\n[Vice]: Brown"), [taken, taken]);
    let used = "See [the plan][1].\n\n[1]: https://example.org/plan";
    assert_eq!(said_of(used), [""; 0]);
    assert_eq!(said_of(&format!("{used}\n[1]: https://example.org/other")), [taken]);
    assert_eq!(said_of("\\[Chair]: Smith"), [""; 0]);
}

#[test]
fn marks_of_markdown_that_are_printed_as_they_stand_are_said() {
    let table = "these lines are no table, and run on as one paragraph";
    let link = "this is no link and no picture, so its brackets are printed";
    let stars = "these stars are printed, since nothing closes them";
    for (text, said) in [
        ("|a|b|\n|1|2|", table),
        ("| a | b |\n|---|\n| 1 | 2 |", table),
        ("[The plan] (https://example.org/plan)", link),
        ("![A map] (map.png)", link),
        ("![A map](maps\\the map.png)", link),
        ("It is **important.", stars),
        ("The end\n---", "the line of signs below this makes it a heading"),
        ("+ £5m was added", "this plus starts an item of a list, and is not printed"),
        (
            "– first\n– second",
            "these dashes were typed by hand, so the lines run on as one paragraph",
        ),
        (
            "a. first\nb. second",
            "these letters were typed by hand, so the lines run on as one paragraph",
        ),
        (
            "1.one\n2.two",
            "these numbers were typed without a space, so the lines run on as one paragraph",
        ),
        ("#Heading", "this is not a heading: no space follows the `#`"),
    ] {
        assert_eq!(said_of(text), [said], "{text}");
    }
    for sound in [
        "A | B is one of them\nor | B",
        "It is \\*\\*important.",
        "As in \\[The plan\\] (https://example.org/plan)",
        "He said [sic] (and meant it).",
        "`**` and `](` are signs",
        "– a dash alone",
        "1.5 of them\n2.5 of others",
        "Rated C.\nB. Smith said so",
    ] {
        assert_eq!(said_of(sound), [""; 0], "{sound}");
    }
}

#[test]
fn what_begins_as_an_item_loses_no_number() {
    let said = |text: &str| messages(SHOWS, &format!("[[recommendation]]\ntext = \"{text}\"\n"));
    let wrong = "7: a recommendation is an item already, and this one begins as an item of its own";
    assert_eq!(said("1. note the report."), [wrong]);
    assert_eq!(said("- note the report."), [wrong]);
    assert_eq!(said("note the report."), [""; 0]);
}

#[test]
fn a_key_that_withholds_below_the_front_matter_is_an_error() {
    for key in ["exempt", "Exempt", "exmpt", "exempt-paragraphs", "confidential"] {
        let said = messages(SHOWS, &format!("[front]\n{key} = \"yes\"\n"));
        assert_eq!(said, [format!("7: `{key}` under `[front]` withholds nothing")]);
    }
}

#[test]
fn a_choice_that_a_form_does_not_have_is_an_error() {
    let said = messages(SHOWS, "[front]\ntype = \"Decisions\"\n");
    assert_eq!(said, ["7: `Decisions` is not an option of `type`"]);
    assert_eq!(messages(SHOWS, "[front]\ntype = \"Note\"\n"), [""; 0]);
}

#[test]
fn an_appendix_is_a_file_and_no_address() {
    let style = format!("{SHOWS}[[part]]\nkind = \"appendices\"\n");
    let report = "[[section]]\nheading = \"Text\"\ntext = \"See Appendix 1.\"\n[[appendix]]\ntitle = \"Map\"\n";
    let said = messages(&style, &format!("{report}source = \"https://example.org/map.pdf\"\n"));
    assert_eq!(
        said,
        ["11: `https://example.org/map.pdf` is an address, and an appendix is a file"]
    );
}

#[test]
fn what_counts_nothing_stands_before_no_item() {
    let part =
        "[[part]]\nkind = \"title\"\n[[part]]\nkind = \"recommendations\"\nmarker = \"(x)\"\n";
    assert_eq!(
        messages(part, ""),
        ["24: `(x)` would stand before every item, since nothing in it counts"]
    );
    assert_eq!(messages(&part.replace("(x)", "(i)"), ""), [""; 0]);
    let part = "[[part]]\nkind = \"title\"\n[[part]]\nkind = \"contacts\"\nlayout = \"form\"\ncolumns = [1, 2, 3]\n";
    assert_eq!(messages(part, ""), ["22: this layout has 2 columns, and `columns` gives 3"]);
}

#[test]
fn a_mark_on_a_part_of_an_item_is_asked_about() {
    let asked = "this mark withholds a part of an item of a list, and can be meant for all of it";
    for text in [
        "- One.\n- The bid was £4m.\n\n  It was the lowest. {.exempt-3}\n",
        "- The bid was £4m. {.exempt-3}\n\n  It was the lowest.\n",
        "1. The bid was £4m. {.exempt-3}\n   - It was the lowest.\n",
    ] {
        assert!(said_of(text).iter().any(|said| said == asked), "{text}");
    }
    for text in [
        "- One.\n- The bid was £4m. {.exempt-3}\n",
        "- The bid was £4m. {.exempt-3}\n\n  It was the lowest. {.exempt-3}\n- One.\n",
        "- One.\n  - The bid was £4m. {.exempt-3}\n",
    ] {
        assert!(!said_of(text).iter().any(|said| said == asked), "{text}");
    }
}
