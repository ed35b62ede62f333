//! Whole drafts: no word is lost, and malicious ones do no harm.

mod asked;
mod drafted;
mod exempt;
mod hostile;
mod layouts;
mod ours;
mod shown;
mod unsaid;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};

use chrono::Datelike;
use proptest::prelude::*;
use typst::syntax::VirtualPath;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::xml::is;
use super::*;
use crate::diag::{Diagnostic, apart};
use crate::load::house::style_of;
use crate::world::{Workspace, World};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const STYLES: [&str; 5] =
    ["staffordshire", "medway", "peterborough", "sheffield", "worcestershire"];

/// A Word file with these parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word file with this body.
fn word(body: &str) -> Vec<u8> {
    word_with(body, &[])
}

fn word_with(body: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="{W}" xmlns:r="{TYPES}" xmlns:a="a"><w:body>{body}</w:body></w:document>"#
    );
    let roots = format!(
        r#"<Relationships><Relationship Id="r1" Type="{TYPES}/officeDocument" Target="word/document.xml"/></Relationships>"#
    );
    let mut parts =
        vec![("_rels/.rels", roots.as_bytes()), ("word/document.xml", document.as_bytes())];
    parts.extend(more);
    zipped(&parts)
}

fn paragraph(words: &str) -> String {
    format!(r#"<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>"#)
}

/// The options for importing in a house style.
fn wanted(style: &Style) -> Wanted<'_> {
    Wanted {
        shown: "draft.docx",
        file: World::id(&VirtualPath::new("report.toml").unwrap()),
        stem: "report",
        style,
        own_style: None,
        council: "Wessenshire County Council",
        shows: &|_| true,
        changes: Changes::Accepted,
    }
}

/// The report from a draft in a house style, and all findings.
fn imported(bytes: &[u8], style: &str) -> (Option<Report>, Vec<Diagnostic>) {
    let workspace = Workspace::memory([]);
    let world = workspace.world();
    let style = style_of(&world, style).unwrap().value;
    let shows = |sign| crate::check::can_be_shown(&world, sign);
    apart(import(bytes, &Wanted { shows: &shows, ..wanted(&style) }))
}

/// The report of a draft.
fn report(bytes: &[u8], style: &str) -> String {
    let (report, findings) = imported(bytes, style);
    report.unwrap_or_else(|| panic!("{findings:?}")).text
}

/// The error for a draft that is refused.
fn refused(bytes: &[u8]) -> String {
    let (report, findings) = imported(bytes, "staffordshire");
    assert!(report.is_none());
    findings.into_iter().map(|finding| finding.message).collect()
}

/// How often each word occurs in some texts.
fn count<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        // A superscript digit is the same digit.
        let joined = text.replace(['\u{AD}', '\u{200B}'], "");
        // Superscript and subscript digits are digits.
        let joined: String = joined.chars().map(on_line).collect();
        for word in
            joined.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty())
        {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    counts
}

/// A superscript or subscript digit as an ordinary one.
fn on_line(figure: char) -> char {
    let at = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉".chars().position(|one| one == figure);
    let on = at.and_then(|at| char::from_digit(u32::try_from(at % 10).ok()?, 10));
    on.unwrap_or(figure)
}

/// All words of a draft as any other reader finds them: each text of the document and its notes.
fn words_of_draft(bytes: &[u8]) -> BTreeMap<String, usize> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut said = Vec::new();
    for name in ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"] {
        let Ok(mut part) = archive.by_name(name) else { continue };
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        let document = roxmltree::Document::parse(&text).unwrap();
        for paragraph in document.descendants().filter(|node| is(*node, "p")) {
            let mut line = String::new();
            let own = |node: &roxmltree::Node<'_, '_>| {
                node.ancestors().find(|above| is(*above, "p")) == Some(paragraph)
            };
            for node in paragraph.descendants().filter(own) {
                match node.tag_name().name() {
                    "t" => line.push_str(node.text().unwrap_or_default()),
                    "tab" | "br" | "oMath" | "num" | "den" => line.push(' '),
                    _ => {}
                }
            }
            said.push(line);
        }
    }
    // A typed bullet is not a word.
    said.iter_mut().for_each(|line| {
        if let Some(rest) = line.strip_prefix("o ") {
            *line = rest.to_owned();
        }
    });
    count(said.iter().map(String::as_str))
}

/// The words of a draft that are neither in its report nor in a finding.
fn lost(bytes: &[u8], style: &str) -> Vec<String> {
    let (report, findings) = imported(bytes, style);
    let report = report.unwrap_or_else(|| panic!("{findings:?}"));
    let mut texts = vec![report.text.clone()];
    // A date is written in digits, whatever its words were.
    if let Some(day) = report
        .text
        .lines()
        .find_map(|line| line.strip_prefix("meeting = ")?.parse::<chrono::NaiveDate>().ok())
    {
        texts.push(format!("{} {}", day.day(), day.year()));
    }
    texts.extend(findings.into_iter().map(|finding| finding.message));
    let kept = count(texts.iter().map(String::as_str));
    let wanted = words_of_draft(bytes);
    wanted
        .into_iter()
        .filter(|(word, times)| kept.get(word).copied().unwrap_or(0) < *times)
        .map(|(word, _)| word)
        .collect()
}

#[test]
fn no_word_of_a_draft_is_lost() {
    for entry in fs::read_dir("tests/import/word").unwrap() {
        let draft = entry.unwrap().path().join("draft.docx");
        let Ok(bytes) = fs::read(&draft) else { continue };
        for style in STYLES {
            assert_eq!(lost(&bytes, style), Vec::<String>::new(), "{} in {style}", draft.display());
        }
    }
}

/// The errors that keep a draft's report from being built, except those that ask its author what the public may read.
fn errors_of(bytes: &[u8], style: &str) -> Vec<String> {
    let (report, findings) = imported(bytes, style);
    let report = report.unwrap_or_else(|| panic!("{findings:?}"));
    let council =
        format!("kind = \"council\"\nname = \"Wessenshire County Council\"\nstyle = \"{style}\"\n");
    let mut files =
        vec![("council.toml", council.as_bytes()), ("report.toml", report.text.as_bytes())];
    files.extend(report.pictures.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])));
    let workspace = Workspace::memory(files);
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let (_, found) = apart(crate::compose(&workspace.world(), file, &crate::Options::default()));
    let asks = |message: &str| {
        ["in place of the title", "which paragraph makes it exempt", "in place of the reason"]
            .iter()
            .any(|words| message.contains(words))
    };
    let errors = found.into_iter().filter(|found| found.is_error() && !asks(&found.message));
    errors.map(|found| format!("{}\n{}", found.message, report.text)).collect()
}

#[test]
fn every_draft_becomes_a_report_that_composes_in_every_style() {
    for entry in fs::read_dir("tests/import/word").unwrap() {
        let draft = entry.unwrap().path().join("draft.docx");
        let Ok(bytes) = fs::read(&draft) else { continue };
        for style in STYLES {
            assert_eq!(
                errors_of(&bytes, style),
                Vec::<String>::new(),
                "{} in {style}",
                draft.display()
            );
        }
    }
}

/// A random paragraph, heading, item or table.
fn any_block() -> impl Strategy<Value = String> {
    let words = "[a-zA-Z0-9 .,:;()\\[\\]{}*_#|~`\\\\!'\"£“”–•-]{1,40}";
    let escape = |words: String| words.replace('&', "&amp;").replace('<', "&lt;");
    prop_oneof![
        4 => words.prop_map(move |words| paragraph(&escape(words))),
        1 => words.prop_map(move |words| format!(r#"<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>"#, escape(words))),
        1 => words.prop_map(move |words| format!(r#"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>"#, escape(words))),
        1 => (words, words).prop_map(move |(one, other)| {
            let cell = |words: String| format!("<w:tc>{}</w:tc>", paragraph(&escape(words)));
            format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(one), cell(other))
        }),
        1 => "(Report of|Date|Recommendations|Appendices|Appendix 1|Background papers|Contact|Summary|None|1\\.1|\\(a\\))[: ]{0,2}[a-z]{0,8}"
            .prop_map(|words| paragraph(&words)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn no_word_of_any_draft_is_lost(blocks in prop::collection::vec(any_block(), 1..14)) {
        let body = blocks.concat();
        let draft = word(&body);
        prop_assume!(!words_of_draft(&draft).is_empty());
        prop_assert_eq!(lost(&draft, "medway"), Vec::<String>::new(), "{}", report(&draft, "medway"));
        let text = report(&draft, "medway");
        prop_assert!(text.parse::<::toml::Table>().is_ok(), "{text}");
        let whole = word(&[head("Words that nobody wrote"), body].concat());
        prop_assert_eq!(errors_of(&whole, "medway"), Vec::<String>::new());
    }
}

/// The head of a draft: committee, date and title.
fn head(title: &str) -> String {
    let lines = ["Cabinet", "10 November 2026"].map(paragraph).concat();
    format!("{lines}<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{title}</w:t></w:r></w:p><w:p/>")
}

/// A heading of the first level.
fn section(words: &str) -> String {
    let level = r#"<w:pPr><w:outlineLvl w:val="0"/></w:pPr>"#;
    format!("<w:p>{level}<w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn what_is_said_for_a_date_twice_and_is_none_is_one_field() {
    let text = report(&word(&["Date: soon", "Date: soon"].map(paragraph).concat()), "medway");
    assert!(text.parse::<::toml::Table>().is_ok(), "{text}");
    assert_eq!(text.matches("date = \"soon\"").count(), 1, "{text}");
}

#[test]
fn a_heading_of_a_colon_alone_is_one() {
    let draft = word(&[head("Signs"), section(":"), paragraph("Words.")].concat());
    assert_eq!(errors_of(&draft, "medway"), Vec::<String>::new());
}

#[test]
fn labels_on_lines_of_their_own_belong_to_the_lines_after_them() {
    let lines = [
        "The aims are:",
        "1.",
        "to listen;",
        "2.",
        "to answer; and",
        "3.",
        "to say what was done.",
    ];
    let lines = lines.map(paragraph).concat();
    let why = [head("What we want"), section("Why"), paragraph("There are more.")].concat();
    let body = [why, section("Aims"), lines];
    let body = body.concat();
    let text = report(&word(&body), "sheffield");
    assert!(
        text.contains(
            "The aims are:\n\n1. to listen;\n2. to answer; and\n3. to say what was done.\n"
        ),
        "{text}"
    );
}

#[test]
fn lines_with_tabs_and_columns_of_numbers_are_what_they_look_like() {
    let tabbed =
        ["Case\tNumber\tValue", "Parking\t7\t£210", "Housing\t4\t£310"].map(paragraph).concat();
    let row = |number: &str, words: &str| {
        format!("<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", paragraph(number), paragraph(words))
    };
    let rows = [
        row("2.1", "The first paragraph stands in a table that only lays out its number."),
        row("2.2", "The second one does too, and has as many words as the first has."),
        row("2.3", "The third one shows that this is how the whole of the draft is laid out."),
    ];
    let body = format!(
        "{}{}{}{}{tabbed}{}<w:tbl>{}</w:tbl>",
        head("Cases of the year"),
        section("Why"),
        paragraph("There are more."),
        section("Cases"),
        paragraph("What follows is laid out."),
        rows.concat()
    );
    let text = report(&word(&body), "sheffield");
    assert!(
        text.contains("| Case | Number | Value |\n|---|---|---|\n| Parking | 7 | £210 |"),
        "{text}"
    );
    assert!(text.contains("\n\nThe second one does too,") && !text.contains("2.2"), "{text}");
}

#[test]
fn lines_of_one_paragraph_at_the_head_are_fields_each() {
    let lines = ["Report to:\tCabinet", "Date:\t14 January 2027", "Report of:\tLeader"];
    let lines = lines.map(|line| format!(r#"<w:t xml:space="preserve">{line}</w:t>"#));
    let lines = format!("<w:p><w:r>{}</w:r></w:p>", lines.join("<w:br/>"));
    let title =
        r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Schools</w:t></w:r></w:p>"#;
    let body = [title, &lines, &section("Summary"), &paragraph("There are 12.")].concat();
    let text = report(&word(&body), "staffordshire");
    assert!(text.contains("committee = \"Cabinet\"\nmeeting = 2027-01-14\n"), "{text}");
    assert!(text.contains("report-of = \"Leader\""), "{text}");
}

#[test]
fn a_number_of_a_heading_goes_though_no_other_counts_with_it() {
    let body = [head("Award"), section("1. Introduction"), paragraph("1.1 There are four.")];
    let text = report(&word(&body.concat()), "medway");
    assert!(text.contains("heading = \"Introduction\""), "{text}");
}

#[test]
fn a_draft_that_says_that_it_is_exempt_is_never_open() {
    for words in [
        "NOT FOR PUBLICATION",
        "This report contains exempt information by virtue of paragraph 3 of Part 1 of Schedule 12A",
        "Private and confidential",
        "The costs are exempt under paragraph 3 of Schedule 12A. {.exempt-3}",
    ] {
        let body = format!(
            "{}{}",
            paragraph("Something goes before it and is long enough to be a paragraph."),
            paragraph(words)
        );
        let text = report(&word(&body), "staffordshire");
        assert!(
            text.contains("\nexempt = ") || text.contains("\nconfidential = "),
            "{words}\n{text}"
        );
    }
    let open =
        report(&word(&paragraph("This report contains no exempt information.")), "staffordshire");
    assert!(!open.contains("\nexempt"), "{open}");
}
