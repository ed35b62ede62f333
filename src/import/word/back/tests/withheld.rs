//! A restricted Word file that comes back: nothing withheld in it becomes public, and text put in beside withheld
//! text is withheld as well.

use super::*;

const CLOSED: &str = r#"kind = "report"
title = "Depot works"
committee = "Cabinet"
meeting = 2026-11-11
front.local-members-interest = "N/A"
front.report-of = "Leader of the Council"
exempt-reason = "Prices could rise."

[sources]
finance = "figures.toml"

[[section]]
id = "summary"
text = "The depot is to be rebuilt."

[[section]]
heading = "Bids"
text = """
Two firms bid for the depot.

Ferrow asks most by far. It would use the yard at Kelham. Its price is {{ finance.loans.books }}. {.exempt-3}

The others are close:

- Alpha is cheap
- Ferrow is slow and in debt {.exempt-3}
- Beta is far

Work begins in May. The films cost {{ finance.loans.films }}.

The end of it is near.
"""

[[section]]
heading = "Debts of Ferrow"
exempt = { paragraphs = [3], reason = "Prices could rise.", public-title = "A commercial matter" }
text = """
Ferrow owes money to banks.

It may fail in spring.
"""

[[section]]
heading = "Next"
text = """
A report will follow.

The Chair will be told.
"""
"#;

/// The result of editing the XML of the restricted edition.
fn restricted(edit: &dyn Fn(&str) -> String) -> Back {
    let docx = edited(&sent(CLOSED)[1], &|name, text| match name {
        "word/document.xml" => edit(&text),
        _ => text,
    });
    back_of(CLOSED, &docx, Changes::Accepted)
}

/// A paragraph without its words and marks: what others of its kind start with.
fn start_of<'x>(xml: &'x str, like: &str) -> &'x str {
    let old = paragraph(xml, like);
    &old[..old.find("<w:bookmarkStart").or(old.find("<w:r>")).unwrap()]
}

/// The document with a new paragraph before or after another, of the kind of a third.
fn with_new(xml: &str, words: &str, place: (&str, bool), like: &str) -> String {
    let new = format!(
        "{}<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>",
        start_of(xml, like)
    );
    let old = paragraph(xml, place.0);
    let both = if place.1 { format!("{old}{new}") } else { format!("{new}{old}") };
    xml.replacen(old, &both, 1)
}

/// The document with a paragraph before another one.
fn moved(xml: &str, words: &str, next: &str) -> String {
    let moved = paragraph(xml, words).to_owned();
    let rest = xml.replacen(&moved, "", 1);
    let next = paragraph(&rest, next).to_owned();
    rest.replacen(&next, &format!("{moved}{next}"), 1)
}

/// The lines of the text that the paper had not.
fn added(back: &Back) -> Vec<&str> {
    let known: Vec<&str> = CLOSED.lines().collect();
    back.text.lines().filter(|line| !known.contains(line)).collect()
}

/// The reasons why something is not taken.
fn reasons(back: &Back) -> Vec<&str> {
    let refused = back.changes.iter().filter(|change| !change.is_made());
    refused.map(|change| change.how[0].as_str()).collect()
}

const BESIDE: &str = "it stands beside what is not for publication, and everyone would read it; put it in by hand, withheld as that is unless everyone may read it";

const TOLD: &str = "it says what is not for publication where everyone would read it; withhold that place too, in the file, or say it in other words";

#[test]
fn what_is_split_from_something_withheld_keeps_its_mark() {
    let back = restricted(&|xml| {
        let xml = with_new(
            xml,
            "It would use the yard at Kelham, and lose it.",
            ("Ferrow asks most", true),
            "Two firms bid",
        );
        xml.replacen(" It would use the yard at Kelham.", "", 1)
    });
    assert_eq!(reasons(&back), [""; 0], "{:?}", back.changes);
    assert_eq!(
        added(&back),
        [
            "Ferrow asks most by far. Its price is {{ finance.loans.books }}. {.exempt-3}",
            "It would use the yard at Kelham, and lose it. {.exempt-3}",
        ]
    );
    let new = back.changes.iter().find(|change| change.kind == Kind::New).unwrap();
    assert_eq!(new.how[1], "withheld by `{.exempt-3}`, as what stands beside it is");
    let back = restricted(&|xml| {
        let xml = with_new(xml, "and in debt", ("Ferrow is slow", true), "Ferrow is slow");
        xml.replacen("Ferrow is slow and in debt", "Ferrow is slow", 1)
    });
    assert_eq!(added(&back), ["- Ferrow is slow {.exempt-3}", "- and in debt {.exempt-3}"]);
}

#[test]
fn what_is_new_beside_something_withheld_is_withheld_and_what_is_not_beside_it_is_not() {
    for place in [("Ferrow asks most", true), ("Ferrow asks most", false)] {
        let back = restricted(&|xml| with_new(xml, "It wants a loan too.", place, "Two firms bid"));
        assert_eq!(added(&back), ["It wants a loan too. {.exempt-3}"], "{place:?}");
    }
    for (words, place) in [
        ("Nobody else did.", ("The end of it", true)),
        ("Nobody else did.", ("Work begins", true)),
        ("The depot is to be rebuilt.", ("Ferrow asks most", true)),
    ] {
        let back = restricted(&|xml| with_new(xml, words, place, "Two firms bid"));
        assert!(back.text.contains(&format!("\n{words}\n")), "{}", back.text);
    }
    // In a section that is withheld, its key withholds what is new.
    let back =
        restricted(&|xml| with_new(xml, "It is late.", ("It may fail", true), "It may fail"));
    assert_eq!(added(&back), ["It is late."]);
    assert!(
        back.text.contains("spring.\n\nIt is late.\n\"\"\"\n\n[[section]]\nheading = \"Next\"")
    );
    // A heading can have no mark.
    let back = restricted(&|xml| with_new(xml, "Risks", ("Ferrow asks most", true), ">Next<"));
    assert_eq!(back.text, CLOSED);
    assert_eq!(reasons(&back), [BESIDE]);
    // Nor is it known of a section of its own whether everyone may read it.
    let back = restricted(&|xml| {
        let xml = with_new(xml, "It wants a loan.", ("It may fail", true), "It may fail");
        with_new(&xml, "Loans", ("It may fail", true), ">Next<")
    });
    assert_eq!(back.text, CLOSED);
    assert_eq!(reasons(&back), [BESIDE], "{:?}", back.changes);
}

#[test]
fn a_withheld_figure_goes_nowhere_where_everyone_reads_it() {
    for change in [false, true] {
        let back = restricted(&|xml| {
            let at = xml.find(">£3.5m<").unwrap();
            let start = xml[..at].rfind("<w:sdt>").unwrap();
            let end = at + xml[at..].find("</w:sdt>").unwrap() + "</w:sdt>".len();
            let control = &xml[start..end];
            let control =
                if change { control.replace("£3.5m", "£3.6m") } else { control.to_owned() };
            let old = paragraph(xml, "The Chair will").to_owned();
            xml.replacen(&old, &old.replacen("</w:p>", &format!("{control}</w:p>"), 1), 1)
        });
        assert_eq!(back.text, CLOSED, "{:?}", back.changes);
        assert_eq!(reasons(&back), [TOLD], "{:?}", back.changes);
    }
}

#[test]
fn what_is_withheld_never_goes_where_everyone_reads_it() {
    let words = |xml: &str, from: &str, to: &str| {
        assert!(xml.contains(from), "{from}");
        xml.replacen(from, to, 1)
    };
    let edits: [&dyn Fn(&str) -> String; 6] = [
        // A paragraph, and the heading below it, put elsewhere.
        &|xml| moved(xml, "Ferrow owes", "A report will"),
        &|xml| moved(xml, ">Next<", "It may fail"),
        // A sentence, and an item that became a paragraph.
        &|xml| {
            let xml =
                words(xml, "A report will follow.", "A report will follow. It may fail in spring.");
            words(&xml, ">It may fail in spring.<", ">It may fail soon.<")
        },
        &|xml| {
            let gone = paragraph(xml, "Ferrow is slow").to_owned();
            let xml = xml.replacen(&gone, "", 1);
            with_new(&xml, "Ferrow is slow and in debt", ("The end of it", true), "The end of it")
        },
        &|xml| words(xml, "Beta is far", "Beta is far, and Ferrow is slow and in debt"),
        &|xml| {
            words(
                xml,
                "The Chair will be told.",
                "The Chair will be told that Ferrow owes money to some.",
            )
        },
    ];
    for (at, edit) in edits.iter().enumerate() {
        let back = restricted(edit);
        assert_eq!(back.text, CLOSED, "{at}: {:?}", back.changes);
        assert!(all(&back, Kind::NotTaken), "{at}: {:?}", back.changes);
        let is_said = reasons(&back).iter().any(|why| *why == TOLD || why.contains("elsewhere"));
        assert!(is_said, "{at}: {:?}", back.changes);
    }
    // The same number of public words may be moved anywhere, and withheld words may stay in the withheld section.
    let back = restricted(&|xml| words(xml, "Beta is far", "Two firms bid for the yard"));
    assert_eq!(added(&back), ["- Two firms bid for the yard"]);
    let back = restricted(&|xml| {
        words(xml, "It may fail in spring.", "Ferrow owes money to banks. So it may.")
    });
    assert_eq!(added(&back), ["Ferrow owes money to banks. So it may."]);
}
