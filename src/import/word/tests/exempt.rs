//! Drafts with markings in the ways that officers write them: what is marked is never open.

use super::*;
use crate::Options;
use crate::document::Audience;

/// Text in a draft and in one of its tables that only members may read.
const SECRETS: [&str; 2] = ["Weald bid eleven pounds", "Downs bid twelve pounds"];

/// Text that everyone may read.
const OPEN: &str = "Four bids were received by the day that was set.";

/// A draft with an open section, followed by these blocks.
fn draft(front: &str, blocks: &[String]) -> Vec<u8> {
    let opening = section("Introduction") + &paragraph(OPEN);
    word(&[head("Award of the contract"), front.to_owned(), opening, blocks.concat()].concat())
}

/// The text and the table with the secrets.
fn secrets() -> String {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph(words));
    let table = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("Bidder"), cell(SECRETS[1]));
    paragraph(SECRETS[0]) + &table
}

/// A report as completed by an author who opens everything possible but removes no key.
fn answered(text: &str) -> String {
    text.replace("paragraphs = []", "paragraphs = [3]")
        .replace(
            "[Insert why the public interest is in withholding it]",
            "The bidders would be harmed.",
        )
        .replace(
            "[Insert which government department, enactment or court forbids it]",
            "A court forbids it.",
        )
        .replace(".\" }\n", ".\", open-title = true }\n")
        .replace("[Delete this note and this section once the appendix is a file of its own.]", "")
        .replace("[Insert a heading]", "Bids")
}

/// The text of a report's public edition, if it has one, and the errors that stop it.
fn public(text: &str) -> (Option<String>, Vec<String>) {
    let council =
        "kind = \"council\"\nname = \"Wessenshire County Council\"\nstyle = \"peterborough\"\n";
    let files = [("council.toml", council.as_bytes()), ("report.toml", text.as_bytes())];
    let workspace = Workspace::memory(files);
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let (composed, found) = apart(crate::compose(&workspace.world(), file, &Options::default()));
    let errors = found.into_iter().filter(Diagnostic::is_error).map(|found| found.message);
    let editions = composed.map(|composed| composed.editions()).unwrap_or_default();
    let open = editions.into_iter().find(|edition| edition.audience == Audience::Public);
    (open.map(|open| format!("{:?}", open.document)), errors.collect())
}

/// Asserts that a draft is imported so that its secrets stay out of the public edition, and that nothing is built
/// before its author gives the reason. Returns whether there is a public edition.
fn assert_withheld(bytes: &[u8], why: &str) -> bool {
    let text = report(bytes, "peterborough");
    let (_, errors) = public(&text);
    assert!(!errors.is_empty(), "{why}: it builds at once\n{text}");
    let (open, errors) = public(&answered(&text));
    assert_eq!(errors, Vec::<String>::new(), "{why}\n{text}");
    for secret in SECRETS {
        assert!(
            !open.as_ref().is_some_and(|open| open.contains(secret)),
            "{why}: {secret}\n{text}"
        );
    }
    open.is_some_and(|open| open.contains(OPEN))
}

#[test]
fn a_heading_that_marks_withholds_its_whole_section_and_nothing_else() {
    for heading in [
        "Appendix 2 (Not for publication): Prices",
        "Appendix 2 – Prices (not for publication)",
        "Appendix B (exempt) – Prices",
        "Appendix B - EXEMPT",
        "Part 2 – Exempt",
        "EXEMPT – Prices",
        "Prices (private)",
        "Prices – CLOSED",
        "Restricted: prices",
        "Confidential prices",
        "Exempt information",
    ] {
        let blocks = [section(heading), secrets()];
        assert!(assert_withheld(&draft("", &blocks), heading), "{heading}: all of it is withheld");
    }
}

#[test]
fn what_goes_on_below_a_heading_that_marks_is_withheld_too() {
    let deeper = r#"<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Bids</w:t></w:r></w:p>"#;
    for blocks in [
        vec![
            section("Appendix B (exempt)"),
            paragraph("These are the bids."),
            deeper.to_owned(),
            secrets(),
        ],
        vec![
            section("Appendix B (exempt)"),
            paragraph("These are the bids."),
            section("Bids"),
            secrets(),
        ],
        vec![
            section("Appendix B (exempt)"),
            paragraph("These are the bids."),
            section("Recommendations"),
            secrets(),
        ],
        vec![
            section("Part II – Private"),
            section("Bids"),
            secrets(),
            section("Financial implications"),
            secrets(),
        ],
        vec![
            section("Bids"),
            paragraph("These are they."),
            deeper.replace("Bids", "Exempt bids"),
            secrets(),
        ],
        vec![
            section("Appendices"),
            paragraph("Appendix B – Prices (exempt)"),
            section("Appendix B – Prices"),
            secrets(),
        ],
        vec![section("Appendix B – Prices"), paragraph("EXEMPT"), deeper.to_owned(), secrets()],
        vec![
            section("Legal"),
            paragraph("The bids are in the exempt Appendix B."),
            section("Appendix B – Bids"),
            secrets(),
        ],
    ] {
        assert_withheld(&draft("", &blocks), &format!("{blocks:?}"));
    }
}

#[test]
fn a_paragraph_that_marks_withholds_its_section() {
    for words in [
        "EXEMPT – The bids are these.",
        "EXEMPT: The bids are these.",
        "EXEMPT The bids are these.",
        "CONFIDENTIAL – The bids are these.",
        "The bids are these – exempt",
        "Not for publication: the bids are these.",
        "The bids are these (exempt, paragraph 3).",
    ] {
        let blocks = [section("Bids"), paragraph(words), secrets()];
        assert!(assert_withheld(&draft("", &blocks), words), "{words}: all of it is withheld");
    }
}

#[test]
fn a_line_that_does_nothing_but_mark_withholds_what_it_stands_in() {
    for words in [
        "[Exempt begins]",
        "E X E M P T",
        "(The information below is confidential)",
        "Withhold from public",
        "For members only",
        "Sch 12A para 3",
        "EXEMPTION APPLIES",
        "Private session",
        "Status: Private",
        "Access: Restricted",
        "LEGAL PRIVILEGE",
        "Cabinet – Part B",
    ] {
        assert_withheld(&draft("", &[section("Bids"), paragraph(words), secrets()]), words);
        let whole = paragraph(words) + &section("Bids") + &secrets();
        assert_withheld(&word(&(head("Award of the contract") + &whole)), words);
    }
}

/// A file with a paragraph style and a character style of this name.
fn styled(name: &str, blocks: &[String]) -> Vec<u8> {
    let styles = format!(
        r#"<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="S"><w:name w:val="{name}"/></w:style><w:style w:type="character" w:styleId="C"><w:name w:val="{name}"/></w:style></w:styles>"#
    );
    let opening = section("Introduction") + &paragraph(OPEN);
    let body = [head("Award of the contract"), opening, blocks.concat()].concat();
    word_with(&body, &[("word/styles.xml", styles.as_bytes())])
}

#[test]
fn a_style_whose_name_marks_withholds_the_section_that_has_it() {
    let paragraph_of = r#"<w:p><w:pPr><w:pStyle w:val="S"/></w:pPr><w:r><w:t>The bids are these.</w:t></w:r></w:p>"#;
    let words_of = r#"<w:p><w:r><w:rPr><w:rStyle w:val="C"/></w:rPr><w:t>The bids are these.</w:t></w:r></w:p>"#;
    for (name, styled_line) in [
        ("Exempt Text", paragraph_of),
        ("Exempt Text", words_of),
        ("Not for publication", paragraph_of),
    ] {
        let bytes = styled(name, &[section("Bids"), styled_line.to_owned(), secrets()]);
        assert!(assert_withheld(&bytes, name), "{name}: all of it is withheld");
        let (_, findings) = imported(&bytes, "peterborough");
        let said = format!(
            "the name of this style says that what it is of is not for publication: “{name}”"
        );
        assert_eq!(findings.iter().filter(|found| found.message == said).count(), 1);
    }
    for name in ["Body Text", "Private Address", "Confidentiality"] {
        let bytes = styled(name, &[section("Bids"), paragraph_of.to_owned()]);
        let text = report(&bytes, "peterborough");
        assert!(!text.contains("\nexempt = ") && !text.contains("\nconfidential = "), "{text}");
    }
}

/// A content control with this name and tag around blocks.
fn control(name: &str, tag: &str, inner: &str) -> String {
    format!(
        r#"<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"#
    )
}

#[test]
fn a_content_control_whose_name_marks_withholds_the_section_that_it_stands_in() {
    for (name, tag) in [("Exempt paragraph 3", ""), ("", "exempt"), ("Bids", "ExemptInformation")] {
        let blocks = [section("Bids"), control(name, tag, &secrets())];
        assert!(assert_withheld(&draft("", &blocks), name), "{name}: all of it is withheld");
        let row = format!("<w:tr><w:tc>{}</w:tc></w:tr>", paragraph(SECRETS[0]));
        let table = format!("<w:tbl>{}</w:tbl>", control(name, tag, &row));
        assert_withheld(&draft("", &[section("Bids"), table]), name);
    }
    for (name, answer) in [("Exempt?", "No"), ("Bids", "They are these."), ("Exempt", "☐")] {
        let blocks = [section("Bids"), control(name, "", &paragraph(answer))];
        let text = report(&draft("", &blocks), "peterborough");
        assert!(!text.contains("\nexempt = ") && !text.contains("\nconfidential = "), "{text}");
    }
}

#[test]
fn hidden_words_that_mark_withhold_what_they_stand_in() {
    let white = r#"<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>NOT FOR PUBLICATION</w:t></w:r></w:p>"#;
    let blocks = [section("Bids"), white.to_owned(), secrets()];
    assert!(assert_withheld(&draft("", &blocks), "hidden words"));
}

#[test]
fn a_front_sheet_that_marks_withholds_the_paper() {
    let row = |label: &str, value: &str| {
        format!(
            "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
            paragraph(label),
            paragraph(value)
        )
    };
    for front in [
        row("Classification", "Exempt – paragraph 3"),
        row("Category of Report:", "EXEMPT/CLOSED"),
        paragraph("Category of Report: CLOSED"),
        paragraph("PART II – PRIVATE"),
        paragraph("Status: Restricted"),
        row("Report status", "Private – not for the public"),
    ] {
        let blocks = [section("Bids"), secrets()];
        assert!(!assert_withheld(&draft(&front, &blocks), &front), "{front}: it is public");
    }
}

#[test]
fn a_paragraph_of_the_schedule_that_is_named_is_taken() {
    for words in ["Prices (exempt, paragraph 3)", "Exempt under para 3: prices"] {
        let text = report(&draft("", &[section(words), secrets()]), "peterborough");
        assert!(text.contains("exempt = { paragraphs = [3], reason = \"[Insert"), "{text}");
    }
}

#[test]
fn a_paragraph_that_the_text_names_makes_a_section_exempt_that_its_heading_calls_confidential() {
    let says = paragraph("NOT FOR PUBLICATION by virtue of paragraph 5");
    let text =
        report(&draft("", &[section("Confidential advice"), says, secrets()]), "peterborough");
    let (_, section) = text.split_once("heading = \"Confidential advice\"").unwrap();
    assert!(section.starts_with("\nexempt = { paragraphs = [5], reason ="), "{text}");
    assert!(!text.contains("confidential ="), "{text}");
}

#[test]
fn drafts_that_only_speak_of_such_things_stay_open() {
    for (front, heading, words) in [
        (
            "Classification: Open",
            "Exempt information",
            "There is no exempt information in this report.",
        ),
        ("Exempt: No", "Exempt or confidential information", "None."),
        (
            "Category of Report: OPEN",
            "Private hire licensing",
            "Closed – 14 complaints, of which 3 were private.",
        ),
        (
            "Ward(s): All",
            "Supported exempt accommodation",
            "Some vehicles are exempt from the charge.",
        ),
        ("Ward(s): All", "Restricted reserves", "The road was closed."),
    ] {
        let blocks = [section(heading), paragraph(words)];
        let text = report(&draft(&paragraph(front), &blocks), "peterborough");
        assert!(!text.contains("\nexempt = ") && !text.contains("\nconfidential = "), "{text}");
    }
}

#[test]
fn a_comment_or_a_line_on_how_words_look_that_says_so_withholds_the_paper() {
    let blocks = [section("Bids"), secrets(), paragraph("Text in pink is exempt.")];
    assert!(!assert_withheld(&draft("", &blocks), "words on looks"));
    let commented = |words: &str| {
        let comments = format!(
            "<w:comments xmlns:w=\"w\"><w:comment w:id=\"1\" w:author=\"Zed\">{}</w:comment></w:comments>",
            paragraph(words)
        );
        let body = [
            head("Award of the contract"),
            section("Introduction"),
            paragraph(OPEN),
            section("Bids"),
            secrets(),
        ]
        .concat();
        word_with(&body, &[("word/comments.xml", comments.as_bytes())])
    };
    for words in
        ["Exempt - please keep out of the public version", "This is exempt, not for the public"]
    {
        assert!(!assert_withheld(&commented(words), words), "{words}");
    }
    let text = report(&commented("Ask whether the road was closed"), "peterborough");
    assert!(!text.contains("\nexempt = "), "{text}");
}

#[test]
fn a_line_in_any_of_the_words_for_it_withholds_its_section() {
    for words in [
        "This report is private by virtue of paragraph 6 of Schedule 7A to the Local Government (Scotland) Act 1973",
        "Item to be taken in private",
        "Closed item",
        "For consideration in closed session",
        "Confidential until award",
        "Restricted circulation",
        "In camera",
        "Draft – not for circulation",
        "Strictly embargoed until 12 noon",
    ] {
        let blocks = [section("Bids"), paragraph(words), secrets()];
        assert_withheld(&draft("", &blocks), words);
    }
    // Full-width letters are letters.
    for words in ["ＥＸＥＭＰＴ", "ＮＯＴ ＦＯＲ ＰＵＢＬＩＣＡＴＩＯＮ"] {
        let blocks = [section("Bids"), paragraph(words), secrets()];
        assert!(report(&draft("", &blocks), "peterborough").contains("exempt = {"), "{words}");
    }
}
