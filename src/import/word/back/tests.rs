//! Tests what becomes of a paper's file when its Word file is edited as colleagues do.

mod closed;
mod figures;
mod places;
mod sections;
mod shapes;
mod withheld;

use std::io::{Cursor, Read, Write};

use typst::syntax::VirtualPath;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;
use crate::diag::apart;
use crate::world::World;
use crate::{Format, Options};

const COUNCIL: &str = "kind = \"council\"\nname = \"Anyshire\"\nstyle = \"staffordshire\"\n";

const FIGURES: &str = r#"kind = "figures"
[[table]]
id = "loans"
title = "Loans"
unit = "£m"
source = "Returns"
row = [{ id = "books", title = "Books", value = 3.5 }, { id = "films", title = "Films", value = 2 }]
"#;

const PLAN: &str = r#"kind = "plan"
name = "Plan of libraries"
submitted = 2026-04-01
[[area]]
id = "a"
title = "Hours"
[[area.action]]
id = "1"
action = "Open at nine."
lead = "Head of Libraries"
due = 2027-03-31
update = [{ on = 2026-09-30, status = "on-track" }]
"#;

const REPORT: &str = r#"# A paper.
kind = "report"
title = "Libraries & archives"
committee = "Cabinet"
meeting = 2026-11-11
front.local-members-interest = "N/A"
front.report-of = "Leader of the Council"
exempt-reason = "A tender."

[sources]
finance = "figures.toml"

[[recommendation]]
text = "Note the loans."

[[recommendation]]
text = "Agree the hours."

# What it is about.
[[section]]
id = "summary"
text = """
Loans of books cost {{ finance.loans.books }} and those of films cost
less, as *everybody* knows.[^why]

- The first branch opens early.
- The second one opens late.

| Branch | Hours |
| --- | --- |
| North | Nine to five |
| South | Ten to six |

{{ finance.loans.table() }}

What was tendered stays here. {.exempt-3}

The last words of the summary stand here. {#last}

[^why]: A survey said so.
"""

[[section]]
heading = "Hours of opening"
text = "See {{ ref(\"last\") }} for \"more\" than that."
"#;

fn workspace(report: &str) -> (Workspace, FileId) {
    let files = [
        ("council.toml", COUNCIL),
        ("figures.toml", FIGURES),
        ("plan.toml", PLAN),
        ("report.toml", report),
    ];
    let workspace = Workspace::memory(files.map(|(name, text)| (name, text.as_bytes())));
    (workspace, World::id(&VirtualPath::new("report.toml").unwrap()))
}

/// The Word files of a report: that for everyone, and the restricted one.
fn sent(report: &str) -> Vec<Vec<u8>> {
    let (workspace, file) = workspace(report);
    let options = Options { formats: vec![Format::Docx], ..Options::default() };
    let (outputs, findings) = apart(crate::build(&workspace.world(), file, &options));
    let outputs = outputs.unwrap_or_else(|| panic!("{findings:?}"));
    outputs.into_iter().map(|output| output.bytes).collect()
}

/// A Word file with its parts edited.
fn edited(docx: &[u8], edit: &dyn Fn(&str, String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => edit(&name, text).into_bytes(),
            Err(error) => error.into_bytes(),
        };
        written.start_file(name, SimpleFileOptions::default()).unwrap();
        written.write_all(&bytes).unwrap();
    }
    written.finish().unwrap().into_inner()
}

/// The result of editing the text of a report in Word.
fn back_of(report: &str, docx: &[u8], changes: Changes) -> Back {
    let (workspace, file) = workspace(report);
    let wanted = Wanted { shown: "back.docx", workspace: &workspace, file, changes };
    take(docx, report, &wanted).unwrap().value
}

/// The result of replacing words in the public edition, each of which must occur there.
fn replaced(pairs: &[(&str, &str)]) -> Back {
    let docx = edited(&sent(REPORT)[0], &|name, mut text| {
        if name == "word/document.xml" || name == "word/footnotes.xml" {
            for (from, to) in pairs {
                text = text.replacen(from, to, 1);
            }
        }
        text
    });
    back_of(REPORT, &docx, Changes::Accepted)
}

/// The lines that a text has and the report had not.
fn new_lines(back: &Back) -> Vec<&str> {
    back.text.lines().filter(|line| !REPORT.lines().any(|old| old == *line)).collect()
}

/// The lines that the report had and a text has not.
fn lost_lines(back: &Back) -> Vec<&str> {
    REPORT.lines().filter(|line| !back.text.lines().any(|new| new == *line)).collect()
}

/// Whether all changes are of a kind.
fn all(back: &Back, kind: Kind) -> bool {
    !back.changes.is_empty() && back.changes.iter().all(|change| change.kind == kind)
}

/// The paragraph of a document that says something, as XML.
fn paragraph<'x>(xml: &'x str, words: &str) -> &'x str {
    let at = xml.find(words).unwrap();
    let start = xml[..at].rfind("<w:p>").unwrap();
    let end = at + xml[at..].find("</w:p>").unwrap() + "</w:p>".len();
    &xml[start..end]
}

/// The result of editing the XML of the public edition.
fn with_xml(edit: &dyn Fn(&str) -> String) -> Back {
    let docx = edited(&sent(REPORT)[0], &|name, text| match name {
        "word/document.xml" => edit(&text),
        _ => text,
    });
    back_of(REPORT, &docx, Changes::Accepted)
}

#[test]
fn a_file_that_nobody_edited_changes_no_byte_in_any_edition() {
    for docx in sent(REPORT) {
        let back = back_of(REPORT, &docx, Changes::Accepted);
        assert_eq!(back.text, REPORT);
        assert!(back.changes.is_empty(), "{:?}", back.changes);
    }
}

#[test]
fn words_go_where_they_were_written_and_the_rest_stays() {
    let back = replaced(&[("opens early", "opens quite early")]);
    assert_eq!(new_lines(&back), ["- The first branch opens quite early."]);
    assert_eq!(lost_lines(&back), ["- The first branch opens early."]);
    assert_eq!(back.changes[0].what, "item");
    let place = back.changes[0].place.unwrap();
    assert!(
        REPORT[place.range()].starts_with("T") && REPORT[place.start..].starts_with("The first")
    );
    let back = replaced(&[("Nine to five", "Nine to six")]);
    assert_eq!(new_lines(&back), ["| North | Nine to six |"]);
    let back = replaced(&[("A survey said so.", "Two surveys said so.")]);
    assert_eq!(new_lines(&back), ["[^why]: Two surveys said so."]);
    let back = replaced(&[("Note the loans.", "Note all loans.")]);
    assert_eq!(new_lines(&back), ["text = \"Note all loans.\""]);
    let back = replaced(&[("Hours of opening", "Opening hours")]);
    assert_eq!(new_lines(&back), ["heading = \"Opening hours\""]);
}

#[test]
fn an_expression_stays_where_words_around_it_change() {
    let back = replaced(&[
        ("Loans of books cost", "Books cost"),
        (" and those of films", " and all films"),
    ]);
    assert!(
        back.text.contains("\nBooks cost {{ finance.loans.books }} and all films cost"),
        "{}",
        back.text
    );
    assert!(all(&back, Kind::Changed));
}

#[test]
fn an_edit_of_a_figure_is_refused_by_its_source_and_the_rest_goes_in() {
    let back = replaced(&[("£3.5m", "£3.6m"), ("opens late", "opens early")]);
    assert_eq!(new_lines(&back), ["- The second one opens early."]);
    let refused: Vec<_> = back.changes.iter().filter(|change| !change.is_made()).collect();
    assert_eq!(refused.len(), 1);
    assert!(refused[0].how[0].contains("{{ finance.loans.books }}"), "{refused:?}");
    assert!(refused[0].how[1].contains('6'), "{refused:?}");
    // In a table that an expression gave, too.
    let back = replaced(&[("Films", "Cinema")]);
    assert_eq!(back.text, REPORT);
    assert!(back.changes[0].how[0].contains("finance.loans"), "{:?}", back.changes);
}

#[test]
fn a_figure_whose_expression_is_withheld_is_refused_as_one_from_the_data() {
    let withheld = "What was tendered stays here at {{ finance.loans.films }}. {.exempt-3}";
    let report = REPORT.replace("What was tendered stays here. {.exempt-3}", withheld);
    let come_back = |edits: &[(&str, &str)]| {
        let docx = edited(&sent(&report)[0], &|name, mut text| {
            for (from, to) in edits.iter().filter(|_| name == "word/document.xml") {
                text = text.replacen(from, to, 1);
            }
            text
        });
        back_of(&report, &docx, Changes::Accepted)
    };
    let back = come_back(&[("£3.5m", "£3.6m")]);
    assert_eq!(back.text, report);
    let [edited] = &back.changes[..] else { panic!("{:?}", back.changes) };
    let why = "it comes from the data; change the data, or the expression";
    assert_eq!(edited.how[0], why);
}

#[test]
fn what_would_be_read_as_markup_is_escaped() {
    let back = replaced(&[("opens late", "opens {{ late }} *and* [x](y) | so")]);
    assert_eq!(
        new_lines(&back),
        [r"- The second one opens \\{\\{ late }} \\*and\\* \\[x](y) | so."]
    );
    let back = replaced(&[("Ten to six", "Ten | six")]);
    assert_eq!(new_lines(&back), [r"| South | Ten \\| six |"]);
}

#[test]
fn looks_and_links_become_markdown() {
    let back = replaced(&[(
        "The last words of the summary",
        "The last</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t> words</w:t></w:r><w:r><w:t xml:space=\"preserve\"> of the summary",
    )]);
    assert_eq!(new_lines(&back), ["The last **words** of the summary stand here. {#last}"]);
    // An emphasis that goes takes no other words along.
    let back = replaced(&[("<w:i/><w:iCs/>", "")]);
    assert!(back.text.contains("less, as everybody knows.[^why]"), "{}", back.text);
}

#[test]
fn tracked_changes_are_taken_as_asked() {
    let tracked = "opens <w:t/></w:t></w:r><w:del w:id=\"901\" w:author=\"A\"><w:r><w:delText>late</w:delText></w:r></w:del><w:ins w:id=\"902\" w:author=\"A\"><w:r><w:t>at noon</w:t></w:r></w:ins><w:r><w:t>";
    let tracked = tracked.replace("<w:t/>", "");
    let docx = edited(&sent(REPORT)[0], &|name, text| match name {
        "word/document.xml" => text.replacen("opens late", &tracked, 1),
        _ => text,
    });
    let back = back_of(REPORT, &docx, Changes::Accepted);
    assert_eq!(new_lines(&back), ["- The second one opens at noon."]);
    assert_eq!(back_of(REPORT, &docx, Changes::Rejected).text, REPORT);
    let (workspace, file) = workspace(REPORT);
    let changes = Changes::Rejected;
    let wanted = Wanted { shown: "back.docx", workspace: &workspace, file, changes };
    let findings = take(&docx, REPORT, &wanted).unwrap().findings;
    assert!(findings[0].message.contains("which are taken as rejected"), "{findings:?}");
}

#[test]
fn what_is_withheld_stays_in_front_of_nobody() {
    let back = replaced(&[("opens late", "opens at noon")]);
    assert!(back.text.contains("\nWhat was tendered stays here. {.exempt-3}\n"));
    // A paragraph keeps its mark when its words change.
    let docx = edited(&sent(REPORT)[1], &|_, text| text.replacen("was tendered", "was offered", 1));
    let back = back_of(REPORT, &docx, Changes::Accepted);
    assert_eq!(new_lines(&back), ["What was offered stays here. {.exempt-3}"]);
}

#[test]
fn comments_have_the_places_of_their_words() {
    let docx = edited(&sent(REPORT)[0], &|name, text| {
        match name {
        "word/_rels/document.xml.rels" => text.replacen("</Relationships>", "<Relationship Id=\"c\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"footer.xml\"/></Relationships>", 1),
        "word/footer.xml" => "<w:comments xmlns:w=\"w\"><w:comment w:id=\"7\" w:author=\"Sam Example\"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment></w:comments>".to_owned(),
        "word/document.xml" => {
            let old = paragraph(&text, "opens late").to_owned();
            let start = old.find("<w:r>").unwrap();
            let end = old.rfind("</w:r>").unwrap() + "</w:r>".len();
            let new = format!(
                "{}<w:commentRangeStart w:id=\"7\"/>{}<w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r>{}",
                &old[..start], &old[start..end], &old[end..]
            );
            text.replacen(&old, &new, 1)
        }
        _ => text,
    }
    });
    let back = back_of(REPORT, &docx, Changes::Accepted);
    assert_eq!(back.text, REPORT);
    let [said] = &back.comments[..] else { panic!("{:?}", back.comments) };
    assert_eq!((said.author.as_str(), said.words.as_str()), ("Sam Example", "Why?"));
    assert_eq!(said.on, "The second one opens late.");
    assert!(REPORT[said.place.unwrap().start..].starts_with("The second one"));
}

#[test]
fn lines_are_known_without_their_bookmarks() {
    let back = with_xml(&|xml| {
        let bare = xml.replace("bookmarkStart", "proofErr").replace("bookmarkEnd", "proofErr");
        bare.replacen("opens late", "opens at noon", 1)
    });
    assert_eq!(new_lines(&back), ["- The second one opens at noon."]);
    assert!(all(&back, Kind::Changed));
}

#[test]
fn what_was_changed_in_both_is_left_to_people() {
    let docx = edited(&sent(REPORT)[0], &|_, text| text.replacen("opens late", "opens at noon", 1));
    let now = REPORT.replace("opens late", "opens at dawn").replace("opens early", "opens soon");
    let back = back_of(&now, &docx, Changes::Accepted);
    assert_eq!(back.text, now);
    assert!(all(&back, Kind::NotTaken));
    assert_eq!(back.changes.len(), 1, "{:?}", back.changes);
    assert!(back.changes[0].how[1].contains("noon"), "{:?}", back.changes);
    // A line that was moved or removed in the file since does not come back.
    let lines = ["- The first branch opens early.\n", "- The second one opens late.\n"];
    let turned = REPORT.replace(&lines.concat(), &[lines[1], lines[0]].concat());
    assert_eq!(back_of(&turned, &sent(REPORT)[0], Changes::Accepted).text, turned);
    let gone = REPORT.replace(lines[1], "");
    let back = back_of(&gone, &docx, Changes::Accepted);
    assert_eq!(back.text, gone);
    assert!(back.changes[0].how[0].contains("no longer in the file"), "{:?}", back.changes);
}

#[test]
fn a_file_of_another_paper_is_refused() {
    let (workspace, file) = workspace(REPORT);
    let other = REPORT.replace("branch", "mine").replace("summary", "pit");
    let other = other.replace("id = \"pit\"", "id = \"summary\"");
    let docx = edited(&sent(&other)[0], &|_, text| text.replace("_papers_", "_other_"));
    let docx = edited(&docx, &|_, text| {
        text.replace("<w:t xml:space=\"preserve\">", "<w:t xml:space=\"preserve\">x")
    });
    let wanted =
        Wanted { shown: "back.docx", workspace: &workspace, file, changes: Changes::Accepted };
    let refused = take(&docx, REPORT, &wanted).unwrap_err();
    assert!(refused[0].message.contains("not the Word file of this paper"), "{refused:?}");
    let refused = take(b"%PDF-1.7", REPORT, &wanted).unwrap_err();
    assert!(refused[0].message.contains("is a PDF"), "{refused:?}");
}
