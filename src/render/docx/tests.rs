//! Tests that a Word file has the words of its document, and the markup that Word needs.

use std::io::{Cursor, Read};

use proptest::prelude::*;
use roxmltree::{Document as Xml, Node};
use typst::syntax::VirtualPath;
use zip::ZipArchive;

use crate::diag::{Warned, apart};
use crate::document::{Audience, Document, Layout, Node as Part};
use crate::export::Output;
use crate::render::html::tests::{any, house, numbered, style};
use crate::withhold::clear;
use crate::world::{Workspace, World};
use crate::{Format, Options};

/// The text of a part.
fn part(docx: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Whether a node is an element with a name.
fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The values of an attribute, in the elements with a name, in order.
fn values(xml: &str, element: &str, attribute: &str) -> Vec<String> {
    let xml = Xml::parse(xml).unwrap();
    let found = xml.descendants().filter(|node| is(*node, element));
    let of = |node: Node<'_, '_>| {
        node.attributes().find(|one| one.name() == attribute).map(|one| one.value().to_owned())
    };
    found.filter_map(of).collect()
}

/// The words inside each element with a name.
fn words(xml: &str, element: &str) -> Vec<String> {
    let xml = Xml::parse(xml).unwrap();
    let said = |node: Node<'_, '_>| {
        let texts = node.descendants().filter(|inner| is(*inner, "t"));
        texts.filter_map(|text| text.text()).collect::<String>()
    };
    xml.descendants().filter(|node| is(*node, element)).map(said).collect()
}

const COUNCIL: &str = "kind = \"council\"\nname = \"Anyshire\"\nstyle = \"staffordshire\"\n";

const HEAD: &str = r#"kind = "report"
title = "Libraries & archives"
committee = "Cabinet"
meeting = 2026-11-11
front.local-members-interest = "N/A"
front.report-of = "Leader of the Council"
[[section]]
id = "summary"
text = "What is asked."
"#;

const FIGURES: &str = r#"kind = "figures"
[[table]]
id = "loans"
title = "Loans"
unit = "£m"
source = "Returns"
row = [{ id = "books", title = "Books", value = 3.5 }]
"#;

/// The Word files of a report that begins with `more`, the public one first.
fn built(more: &str) -> Vec<Output> {
    let reason = if more.contains("{.exempt") { "exempt-reason = 'A tender.'\n" } else { "" };
    built_of(&format!("{reason}{HEAD}{more}"))
}

/// The Word files of a whole report.
fn built_of(report: &str) -> Vec<Output> {
    let files = [("council.toml", COUNCIL), ("figures.toml", FIGURES), ("report.toml", report)];
    let workspace = Workspace::memory(files.map(|(name, text)| (name, text.as_bytes())));
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let options = Options { formats: vec![Format::Docx], ..Options::default() };
    let (outputs, findings) = apart(crate::build(&workspace.world(), file, &options));
    outputs.unwrap_or_else(|| panic!("{findings:?}"))
}

/// The only Word file of a report.
fn only(more: &str) -> Vec<u8> {
    let mut outputs = built(more);
    assert_eq!(outputs.len(), 1);
    outputs.remove(0).bytes
}

#[test]
fn a_figure_from_data_is_locked_and_says_its_source() {
    let docx = only(
        "[[section]]\nheading = \"Loans\"\ntext = \"\"\"\nThey cost {{ finance.loans.books }} and {{ ref(\"next\") }} more.\n\n{{ finance.loans.table() }}\n\nNext. {#next}\n\"\"\"\n[sources]\nfinance = \"figures.toml\"\n",
    );
    let document = part(&docx, "word/document.xml");
    let tags = values(&document, "tag", "val");
    assert!(tags.contains(&"finance.loans.books".to_owned()), "{tags:?}");
    assert!(tags.contains(&"finance.loans.table()".to_owned()), "{tags:?}");
    let titles = values(&document, "alias", "val");
    assert!(titles.contains(&"From the data: finance loans books".to_owned()), "{titles:?}");
    let locks = values(&document, "lock", "val");
    assert_eq!(locks.len(), tags.len());
    assert!(locks.iter().all(|lock| lock == "sdtContentLocked"));
    // The whole table is one figure, and a reference to a paragraph is none.
    let xml = Xml::parse(&document).unwrap();
    let table =
        xml.descendants().find(|node| is(*node, "tbl") && words_of(*node).contains("Books"));
    assert!(table.unwrap().ancestors().any(|above| is(above, "sdt")));
    let link = xml.descendants().find(|node| is(*node, "hyperlink")).unwrap();
    assert!(!link.ancestors().any(|above| is(above, "sdt")));
    assert_eq!(words_of(link), "paragraph\u{A0}2");
}

#[test]
fn a_figure_whose_expression_is_withheld_is_said_to_come_from_the_data_and_no_more() {
    let more = "[[section]]\nheading = \"Loans\"\ntext = \"\"\"\nThey cost {{ finance.loans.books }}.\n\nThe bid was {{ finance.loans.books }}. {.exempt-3}\n\"\"\"\n[sources]\nfinance = \"figures.toml\"\n";
    for (language, alone, named) in [
        ("en", "From the data", "From the data: finance loans books"),
        ("cy", "O’r data", "O’r data: finance loans books"),
    ] {
        let head = format!("language = \"{language}\"\nexempt-reason = \"A bid.\"\n{HEAD}");
        let outputs = built_of(&format!("{head}{more}"));
        let titles =
            |output: &Output| values(&part(&output.bytes, "word/document.xml"), "alias", "val");
        assert!(titles(&outputs[0]).ends_with(&[alone.to_owned()]), "{language}");
        assert!(titles(&outputs[1]).ends_with(&[named.to_owned(), named.to_owned()]), "{language}");
    }
}

/// The words inside an element.
fn words_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(|inner| is(*inner, "t")).filter_map(|text| text.text()).collect()
}

#[test]
fn links_lead_to_addresses_and_bookmarks_that_are_there() {
    let docx = only(
        "[[section]]\nheading = \"Loans\"\ntext = \"\"\"\nSee {{ ref(\"two\") }} and [the law](https://example.org/?a=1&b=2).\n\nTwo. {#two}\n\"\"\"\n",
    );
    let document = part(&docx, "word/document.xml");
    let names = values(&document, "bookmarkStart", "name");
    let anchors = values(&document, "hyperlink", "anchor");
    assert!(!anchors.is_empty() && anchors.iter().all(|anchor| names.contains(anchor)));
    let relations = part(&docx, "word/_rels/document.xml.rels");
    assert!(
        values(&relations, "Relationship", "Target")
            .contains(&"https://example.org/?a=1&b=2".to_owned())
    );
    let ids = values(&relations, "Relationship", "Id");
    assert!(values(&document, "hyperlink", "id").iter().all(|id| ids.contains(id)));
}

#[test]
fn the_head_of_a_table_is_repeated_and_its_caption_is_said() {
    let docx = only(
        "[[section]]\nheading = \"Loans\"\ntext = \"\"\"\nThey are:\n\n| Kind | Loans |\n|---|---:|\n| Books | 7 |\n\"\"\"\n",
    );
    let document = part(&docx, "word/document.xml");
    let xml = Xml::parse(&document).unwrap();
    let row =
        xml.descendants().find(|node| is(*node, "tr") && words_of(*node) == "KindLoans").unwrap();
    assert!(row.descendants().any(|node| is(node, "tblHeader")));
    assert!(document.contains(r#"<w:jc w:val="right"/>"#));
}

#[test]
fn a_footnote_is_a_footnote_with_the_number_that_it_has_in_the_pdf() {
    let text = "[[section]]\nheading = \"Loans\"\ntext = \"\"\"\nOne[^a].\n\nSecret[^b]. {.exempt-3}\n\nThree[^c].\n\n[^a]: First.\n[^b]: Second.\n[^c]: Third.\n\"\"\"\n";
    let outputs = built(text);
    assert_eq!(outputs.len(), 2);
    let notes = |docx: &[u8]| words(&part(docx, "word/footnotes.xml"), "footnote");
    assert_eq!(notes(&outputs[1].bytes)[2..], [" First.", " Second.", " Third."]);
    // In the public edition the second note is gone, so the third must give its number.
    assert_eq!(notes(&outputs[0].bytes)[2..], [" First.", "3 Third."]);
    let document = part(&outputs[0].bytes, "word/document.xml");
    assert_eq!(values(&document, "footnoteReference", "customMarkFollows"), ["1"]);
}

#[test]
fn what_is_withheld_is_in_the_restricted_file_alone_and_the_public_one_says_so() {
    let text = "[[section]]\nheading = \"Loans\"\ntext = \"\"\"\nOpen words.\n\nThe bid of Quillfeather and Daughters was lowest. {.exempt-3}\n\nMore.\n\"\"\"\n";
    let outputs = built(text);
    let said = |output: &Output| {
        let found = crate::search::text::docx(&output.bytes).unwrap();
        found.into_iter().map(|found| found.text).collect::<String>()
    };
    let [public, restricted] = &outputs[..] else { panic!("{} files", outputs.len()) };
    assert_eq!((public.suffix.as_str(), restricted.suffix.as_str()), ("", "-restricted"));
    assert!(!said(public).contains("Quillfeather") && said(restricted).contains("Quillfeather"));
    assert!(said(public).contains("Not for publication"));
    assert!(!part(&public.bytes, "word/header.xml").contains("Marking"));
    assert!(part(&restricted.bytes, "word/header.xml").contains("Marking"));
}

#[test]
fn a_word_file_has_the_title_the_council_and_the_language_of_the_paper() {
    let docx = only("[[section]]\nheading = \"Loans\"\ntext = \"Words.\"\n");
    let core = part(&docx, "docProps/core.xml");
    for said in [
        "<dc:title>Libraries &amp; archives</dc:title>",
        "<dc:creator>Anyshire</dc:creator>",
        "<dc:language>en-GB</dc:language>",
        "2026-11-11T00:00:00Z",
    ] {
        assert!(core.contains(said), "{said} is not in {core}");
    }
    assert!(part(&docx, "word/styles.xml").contains(r#"<w:lang w:val="en-GB""#));
    assert!(part(&docx, "word/footer.xml").contains(r#"w:instr=" NUMPAGES ""#));
    assert!(part(&docx, "word/settings.xml").contains("trackRevisions"));
    let welsh = HEAD.replace("committee =", "language = \"cy\"\ncommittee =");
    let files = [("council.toml", COUNCIL), ("report.toml", &welsh)];
    let workspace = Workspace::memory(files.map(|(name, text)| (name, text.as_bytes())));
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let options = Options { formats: vec![Format::Docx], ..Options::default() };
    let Warned { value, .. } = crate::build(&workspace.world(), file, &options).unwrap();
    let docx = &value[0].bytes;
    assert!(part(docx, "word/styles.xml").contains(r#"<w:lang w:val="cy""#));
    assert!(words(&part(docx, "word/footer.xml"), "p").concat().contains("Tudalen"));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let text = "[[section]]\nheading = \"Loans\"\ntext = \"- one\\n- two[^a]\\n\\n[^a]: Note.\"\n";
    assert!(only(text) == only(text));
}

/// The Word file of a document.
fn docx(document: &Document) -> Vec<u8> {
    let house = house(style(""), &document.language);
    let cleared = clear(numbered(document.clone()), Audience::Public, house.statements());
    let world = Workspace::memory([]).world();
    let draw = |_| unreachable!("there is no picture");
    super::docx(&world, &cleared, &house, &draw).unwrap().value.bytes
}

/// A document with a title and blocks.
fn titled(layout: Layout, blocks: Vec<crate::document::Block>) -> Document {
    Document {
        title: vec![crate::document::Inline::text("A plan", None)],
        language: "en-GB".into(),
        date: None,
        layout,
        running: Default::default(),
        blocks,
        closed: None,
        origins: Vec::new(),
    }
}

#[test]
fn a_paper_that_is_laid_out_wide_lies_on_its_side_in_close_type() {
    let house = house(style(""), "en-GB");
    let world = Workspace::memory([]).world();
    let draw = |_| unreachable!("there is no picture");
    for (layout, width, size) in [
        (Layout::Report, "11906", "22"),
        (Layout::Close, "11906", "20"),
        (Layout::Wide, "16838", "20"),
    ] {
        let cleared = clear(titled(layout, Vec::new()), Audience::Public, house.statements());
        let docx = super::docx(&world, &cleared, &house, &draw).unwrap().value.bytes;
        let sheets = part(&docx, "word/document.xml");
        assert_eq!(values(&sheets, "pgSz", "w"), [width], "{layout:?}");
        assert_eq!(sheets.contains("landscape"), layout == Layout::Wide);
        assert_eq!(values(&part(&docx, "word/styles.xml"), "sz", "val")[0], size);
    }
}

#[test]
fn a_picture_is_no_higher_than_its_page() {
    // A picture of one dot across and 4096 down, of which only the header is read.
    let tall = [
        &b"GIF89a\x01\0\0\x10\x80\0\0\0\0\0\xFF\xFF\xFF,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"[..],
    ]
    .concat();
    let text = "[[section]]\nheading = \"Map\"\ntext = \"![A map](map.gif)\"\n";
    let report = format!("{HEAD}{text}");
    let files = [
        ("council.toml", COUNCIL.as_bytes()),
        ("map.gif", &tall[..]),
        ("report.toml", report.as_bytes()),
    ];
    let workspace = Workspace::memory(files);
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let options = Options { formats: vec![Format::Docx], ..Options::default() };
    let (outputs, findings) = apart(crate::build(&workspace.world(), file, &options));
    let outputs = outputs.unwrap_or_else(|| panic!("{findings:?}"));
    let document = part(&outputs[0].bytes, "word/document.xml");
    let [wide, high] = ["cx", "cy"].map(|side| {
        values(&document, "extent", side).iter().map(|size| size.parse::<i64>().unwrap()).max()
    });
    let (page, margin) =
        (&values(&document, "pgSz", "h")[0], &values(&document, "pgMar", "top")[0]);
    let room = (page.parse::<i64>().unwrap() - 2 * margin.parse::<i64>().unwrap()) * 635;
    assert!(high.unwrap() <= room, "{high:?} of {room}");
    assert!((high.unwrap() - wide.unwrap() * 4096).abs() < 4096, "{wide:?} by {high:?}");
}

#[test]
fn figures_whose_expressions_begin_alike_are_two() {
    let start = "finance.loans.books | default(\"0\") | default(\"0\") | default(\"0\") | default";
    let docx = only(&format!(
        "[[section]]\nheading = \"Loans\"\ntext = '''\n{{{{ {start}(\"1\") }}}}{{{{ {start}(\"2\") }}}}\n'''\n[sources]\nfinance = \"figures.toml\"\n",
    ));
    let mut tags = values(&part(&docx, "word/document.xml"), "tag", "val");
    tags.retain(|tag| tag.starts_with("finance"));
    assert_eq!(tags.len(), 2, "{tags:?}");
    assert_eq!(tags[0], tags[1], "both are cut to what Word lets them be");
}

#[test]
fn all_that_a_note_in_a_note_says_stands_in_its_line() {
    use crate::document::{Block, Inline, Note, Verbatim};
    let verbatim = Block::Verbatim(Verbatim { lines: vec!["as typed".to_owned()], place: None });
    let inner = Inline::Note(Note { number: 2, blocks: vec![verbatim] });
    let outer = Block::paragraph(vec![Inline::text("Outer", None), inner]);
    let outer = Inline::Note(Note { number: 1, blocks: vec![outer] });
    let line = Block::paragraph(vec![Inline::text("Costs rose", None), outer]);
    let docx = docx(&titled(Layout::Report, vec![line]));
    let notes = words(&part(&docx, "word/footnotes.xml"), "p").concat();
    assert!(notes.contains("Outer [2: as typed]"), "{notes}");
}

/// The letters and digits of a text.
fn letters(text: &str) -> String {
    text.chars().filter(|next| next.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_words_anywhere_come_back_and_none_become_markup(document in any::document()) {
        let mut drawn = false;
        document.each(&mut |node| {
            use crate::document::{Block, Inline};
            drawn |= matches!(
                node,
                Part::Block(Block::Figure(_) | Block::Chart(_)) | Part::Inline(Inline::Mark(_))
            );
        });
        prop_assume!(!drawn);
        let docx = docx(&document);
        let found: String = ["word/document.xml", "word/footnotes.xml", "word/header.xml", "word/footer.xml"]
            .iter()
            .flat_map(|name| words(&part(&docx, name), "p"))
            .collect();
        let found = letters(&found);
        let mut missing = None;
        document.each(&mut |node| {
            use crate::document::Inline;
            if let Part::Inline(Inline::Text(text) | Inline::Code(text)) = node
                && !found.contains(&letters(&text.text))
            {
                missing = Some(text.text.clone());
            }
        });
        prop_assert_eq!(missing, None);
        for name in ["word/styles.xml", "word/numbering.xml", "docProps/core.xml", "word/_rels/document.xml.rels"] {
            prop_assert!(Xml::parse(&part(&docx, name)).is_ok(), "{}", name);
        }
    }
}
