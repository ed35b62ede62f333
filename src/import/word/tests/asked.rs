//! What a front sheet and a list of background papers say of who may read a paper.

use super::*;
use crate::import::word::answers::tests::LABELS;

/// The report that a body becomes in a style that has no field for it, and what is said of it with hints.
fn report(body: &[String]) -> (String, String) {
    let (report, findings) = imported(&word(&body.concat()), "sheffield");
    let hint = |found: &Diagnostic| found.hints.first().cloned().unwrap_or_default();
    let said: Vec<_> =
        findings.iter().map(|found| format!("{}\n  {}", found.message, hint(found))).collect();
    (report.unwrap().text, said.join("\n"))
}

/// A draft whose form asks that, and is answered so.
fn asked(label: &str, said: &str) -> Vec<String> {
    let row = |cells: [&str; 2]| {
        let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph(words));
        format!("<w:tr>{}</w:tr>", cells.map(cell).concat())
    };
    let rows =
        [["Committee", "Cabinet"], ["Date", "8 December 2026"], ["Title", "Works"], [label, said]];
    let table = format!("<w:tbl>{}</w:tbl>", rows.map(row).concat());
    vec![table, section("Background"), paragraph("The works are below.")]
}

/// The same as a line of its own.
fn line(label: &str, said: &str) -> Vec<String> {
    vec![
        paragraph("Report to: Cabinet"),
        paragraph(&format!("{label}: {said}")),
        paragraph("Title: Works"),
        section("Background"),
        paragraph("The works are below."),
    ]
}

#[test]
fn a_paper_that_is_said_not_to_be_exempt_is_open_and_has_no_field_for_it() {
    for label in LABELS {
        for said in ["No", "None"] {
            for body in [asked(label, said), line(label.trim_end_matches('?'), said)] {
                let (text, found) = report(&body);
                assert!(!text.contains("[front]") && !text.contains("exempt ="), "{label}: {text}");
                assert!(text.contains("title = \"Works\""), "{text}");
                let left = format!("“{}”, “{said}”", label.trim_end_matches('?'));
                assert!(found.replace('?', "").contains(&left), "{label}: {found}");
            }
        }
    }
    // What such a label is followed by that answers nothing stays what it is.
    let (text, _) = report(&asked("Exempt report", "Lettings of homes"));
    assert!(text.contains("exempt = {"), "{text}");
}

#[test]
fn a_paper_that_is_said_to_be_exempt_is_withheld_and_one_that_is_in_part_asks_which() {
    let asks = |said: &str, label: &str| {
        format!(
            "the draft says “{said}” where it is asked “{label}”, so not all of it is exempt\n  \
             all of it is withheld until you say which part is: put `exempt` below that `[[section]]` or `[[appendix]]`, \
             and take it away above the first line in square brackets"
        )
    };
    let withheld =
        |text: &str| text.split("[[").next().is_some_and(|top| top.contains("exempt = {"));
    for (label, said) in
        [("Exempt?", "Yes"), ("Exempt", "Yes – paragraph 3"), ("Exempt information", "Yes")]
    {
        for body in [asked(label, said), line(label.trim_end_matches('?'), said)] {
            let (text, found) = report(&body);
            assert!(withheld(&text) && !text.contains("[front]"), "{label}: {text}");
            assert!(!found.contains("so not all of it"), "{found}");
        }
    }
    for said in ["Part", "In part", "Yes, in part", "Appendix 2 only", "No, except Appendix 2"] {
        let (text, found) = report(&asked("Exempt?", said));
        assert!(withheld(&text), "{said}: {text}");
        assert!(found.contains(&asks(said, "Exempt?")), "{said}: {found}");
        let (text, found) = report(&line("Exempt", said));
        assert!(withheld(&text), "{said}: {text}");
        assert!(found.contains(&asks(said, "Exempt")), "{said}: {found}");
    }
}

#[test]
fn an_exempt_background_paper_withholds_nothing_else_and_a_line_of_the_law_does() {
    let with = |paper: &str| {
        let lists = [section("Background papers"), paragraph("Cabinet report, 3 March 2020")];
        let body = [&[head("Roads"), section("Background"), paragraph("Roads wear.")], &lists[..]];
        let (text, _) = report(&[body.concat(), vec![paragraph(paper)]].concat());
        assert!(text.contains("Cabinet report, 3 March 2020"), "{text}");
        text.split("[[").next().is_some_and(|top| top.contains("exempt = {"))
    };
    for paper in [
        "Tender evaluation (exempt)",
        "Confidential: tender evaluation",
        "Exempt report to Cabinet, 3 March 2021",
        "Minutes of 4 May 2026 (not for publication)",
    ] {
        assert!(!with(paper), "{paper}");
    }
    for line in [
        "Exempt",
        "This report is exempt",
        "Not for publication by virtue of paragraph 3 of Schedule 12A",
    ] {
        assert!(with(line), "{line}");
    }
}

#[test]
fn an_open_and_an_exempt_appendix_of_one_draft_say_nothing_alike() {
    let body = [
        head("Roads"),
        section("Background"),
        paragraph("Text; see Appendix 1 and Appendix 2."),
        section("Appendix 1 – Map"),
        paragraph("Map text."),
        section("Appendix 2 – Bids (Not for publication)"),
        paragraph("Zebraquill bid £5."),
    ];
    let (text, _) = report(&body);
    for label in ["1", "2"] {
        let note =
            format!("[Delete this note, and appendix “{label}” below it, once that is a file.]");
        assert!(text.contains(&note), "{text}");
    }
    let public = "paragraphs = [3], reason = \"Bidders would bid less.\", public-title = \"An appendix on roads\"";
    let asks =
        "paragraphs = [], reason = \"[Insert why the public interest is in withholding it]\"";
    let text = text.replace(asks, public);
    let council =
        "kind = \"council\"\nname = \"Wessenshire County Council\"\nstyle = \"sheffield\"\n";
    let workspace =
        Workspace::memory([("council.toml", council.as_bytes()), ("report.toml", text.as_bytes())]);
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let elsewhere = crate::Elsewhere::in_workspace(&workspace);
    let repeated: Vec<_> =
        elsewhere.repeated(file).iter().map(|found| found.message.clone()).collect();
    assert_eq!(repeated, Vec::<String>::new());
    // The same words would be.
    let same = text.replace("appendix “2”", "appendix “1”");
    let workspace =
        Workspace::memory([("council.toml", council.as_bytes()), ("report.toml", same.as_bytes())]);
    assert!(!crate::Elsewhere::in_workspace(&workspace).repeated(file).is_empty());
}
