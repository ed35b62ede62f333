//! Tests that HTML has the words of its document, and that no words can break it.

pub(in crate::render) mod any;
mod places;
mod reading;
mod sheet;

use std::collections::BTreeMap;

use proptest::prelude::*;

use self::reading::Node;
use super::{BLOCKS, html, writer};
use crate::diag::Diagnostic;
use crate::document::Audience;
use crate::document::*;
use crate::language::{Language, Wording};
use crate::load::house::House;
use crate::model::style::Style;
use crate::withhold::clear;
use crate::world::{Workspace, World};

const FOLDER: &str = "/styles/plain";

const PLAIN: &str = r##"
kind = "style"
name = "Plain"
summary = "For tests"
date = "%-d %B %Y"
part = []
[page]
paper = "a4"
margin = "2cm"
[labels]
paragraph = "paragraph"
section = "section"
appendix = "Appendix"
recommendation = "recommendation"
[numbering]
paragraphs = "continuous"
[lists]
bullets = ["•"]
ordered = ["1."]
"##;

/// A style with these looks.
pub(in crate::render) fn style(looks: &str) -> Style {
    let file = World::builtin("styles/plain/style.toml");
    crate::read::read(file, &format!("{PLAIN}{looks}")).unwrap().silent()
}

/// The HTML of a document, in a workspace with these files.
fn render_in(
    files: &[(&str, &[u8])],
    document: &Document,
    looks: &str,
) -> Result<String, Diagnostic> {
    render_as(files, document, style(looks))
}

/// The HTML of a document in a style.
fn render_as(
    files: &[(&str, &[u8])],
    document: &Document,
    style: Style,
) -> Result<String, Diagnostic> {
    let house = house(style, &document.language);
    let document = clear(numbered(document.clone()), Audience::Public, house.statements());
    html(&Workspace::memory(files.iter().copied()).world(), &document, &house, None)
}

/// The house of a style with papers in a language.
pub(in crate::render) fn house(style: Style, language: &str) -> House {
    let council = "kind = 'council'\nname = 'Anyshire'\nstyle = 'plain'\n";
    let council = crate::read::read(World::builtin("council.toml"), council).unwrap().silent();
    let words = Language::built_in(language).unwrap_or_else(Language::common);
    House {
        council,
        style,
        style_folder: FOLDER.into(),
        language: "en-GB".into(),
        wording: Wording::new(words, BTreeMap::new()),
        law: crate::load::law::built_in("england"),
    }
}

/// A document whose notes are numbered, as composing leaves them.
pub(in crate::render) fn numbered(mut document: Document) -> Document {
    let mut notes = 0;
    document.each_mut(&mut |element| {
        if let Element::Inline(Inline::Note(note)) = element {
            notes += 1;
            note.number = notes;
        }
    });
    document
}

/// The HTML of a document.
fn render(document: &Document) -> String {
    render_in(&[], document, "").unwrap()
}

/// A document of these blocks.
fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: vec![text("A paper")],
        language: "en-GB".into(),
        date: None,
        layout: Layout::Report,
        running: Running::default(),
        blocks,
        closed: None,
        origins: Vec::new(),
    }
}

fn text(words: &str) -> Inline {
    Inline::text(words, None)
}

fn paragraph(words: &str) -> Block {
    Block::paragraph(vec![text(words)])
}

fn heading(level: u8, words: &str) -> Block {
    Block::Heading(Heading {
        level,
        number: None,
        content: vec![text(words)],
        anchor: None,
        place: None,
    })
}

fn link(address: &str) -> Block {
    let target = Target::Url(address.into());
    Block::paragraph(vec![Inline::Link(Link { target, content: vec![text("words")], place: None })])
}

fn figure(path: &str) -> Block {
    let alternative = "A chart \"with\" <two> bars".into();
    Block::Figure(Figure {
        width: None,
        path: path.into(),
        alternative,
        caption: Some(vec![text("Below it")]),
        place: None,
    })
}

/// Words for comparison: without spaces, which HTML does not keep, and as far as HTML can hold them.
fn bare(words: &str) -> String {
    words.replace('\0', "\u{FFFD}").split_whitespace().collect()
}

/// The words of a document.
fn said(document: &Document) -> String {
    let mut words = String::new();
    document.each_text(&mut |text| words.push_str(&text.text));
    bare(&words)
}

/// The words of a page: notes where they are referred to, without navigation.
fn read(page: &Node) -> String {
    let all = page.all();
    let find = |tag: &str| all.iter().copied().find(|node| node.tag == tag);
    let mut words = String::new();
    for part in ["header", "main", "footer"] {
        find(part).into_iter().for_each(|node| add_words(node, &all, &mut words));
    }
    bare(&words)
}

fn add_words(node: &Node, all: &[&Node], words: &mut String) {
    let aside = node.get("role") == Some("doc-endnotes") || node.has_class("back");
    if node.get("role") == Some("doc-noteref") {
        let note = node.get("href").and_then(|href| href.strip_prefix('#'));
        let note =
            all.iter().find(|node| node.get("id") == note).expect("a mark leads to its note");
        note.inside.iter().for_each(|inner| add_words(inner, all, words));
    } else if !aside {
        words.push_str(&node.text);
        node.inside.iter().for_each(|inner| add_words(inner, all, words));
    }
}

/// Panics if a page has anything but what the templates write.
fn check_markup(page: &Node) {
    const TAGS: &str = "!doctype html head meta title style body a header nav details summary div ol ul li p main h1 h2 h3 h4 h5 \
        h6 span wbr section footer strong em s code sup br table caption colgroup col thead tbody tr th td blockquote figure img \
        figcaption pre hr data aside dl dt dd script";
    const ATTRIBUTES: &str = "lang dir charset http-equiv content name class href id role tabindex aria-label aria-labelledby \
        scope style src alt data-label value data-from type";
    let mut ids = std::collections::BTreeSet::new();
    for node in page.all().into_iter().filter(|node| !node.tag.is_empty()) {
        assert!(TAGS.split_whitespace().any(|tag| tag == node.tag), "<{}>", node.tag);
        for (name, value) in &node.attributes {
            let known = ATTRIBUTES.split_whitespace().any(|known| known == name);
            assert!(known || node.tag == "!doctype", "{name} of <{}>", node.tag);
            let harmless = match name.as_str() {
                "href" => value.starts_with('#') || super::inlet::is_address(value),
                "src" => value.starts_with("data:image/"),
                "style" => value
                    .strip_prefix("width:")
                    .is_some_and(|rest| rest.trim_end_matches('%').parse::<f64>().is_ok()),
                "class" => !value.contains(['<', '>', '"', '\'']),
                "type" => value == "application/ld+json",
                "id" => ids.insert(value.clone()) && !value.contains(char::is_whitespace),
                _ => true,
            };
            assert!(harmless, "{name}={value:?} of <{}>", node.tag);
        }
    }
}

/// A paper with one of everything.
fn rich() -> Document {
    let note = |words: &str| Inline::Note(Note { number: 1, blocks: vec![paragraph(words)] });
    let cell = |words: &str| Cell::of(vec![text(words)]);
    let item = |label: &str, blocks| Item { label: label.into(), blocks, anchor: None };
    let inner = List { ordered: false, items: vec![item("○", vec![paragraph("inside")])] };
    let table = Table {
        columns: vec![Column::default(), Column { align: ColumnAlign::Right, ..Column::default() }],
        header: vec![cell(""), Cell::of(vec![text("Rate"), note("of all plans")])],
        rows: vec![vec![cell("Plans"), cell("61.5%")]],
        row_headers: true,
        caption: Some(vec![text("Timeliness")]),
        ..Table::default()
    };
    let numbered = Paragraph {
        number: Some("4.11".into()),
        content: vec![
            text("The area’s plan"),
            note("Provisional."),
            Inline::Break,
            Inline::Strong(Span { content: vec![text("was")] }),
        ],
        belongings: vec![
            Block::List(List {
                ordered: true,
                items: vec![item("a)", vec![paragraph("first"), Block::List(inner)])],
            }),
            Block::Table(table),
            Block::Quotation(Quotation { blocks: vec![paragraph("quoted")] }),
        ],
        anchor: Some("plan".into()),
        ..Paragraph::default()
    };
    let section = Heading {
        level: 2,
        number: Some("4.".into()),
        content: vec![text("Overview & next")],
        anchor: None,
        place: None,
    };
    let mut document = document(vec![
        heading(1, "A paper"),
        Block::Region(Region {
            role: "panel".into(),
            columns: Vec::new(),
            blocks: vec![paragraph("in a panel")],
        }),
        Block::Heading(section),
        Block::Paragraph(numbered),
        figure("/chart.gif"),
        Block::Verbatim(Verbatim { lines: vec!["one".into(), "  two".into()], place: None }),
        heading(3, "Detail"),
        heading(2, "Later"),
        heading(2, "Last"),
    ]);
    document.running = Running {
        header: vec![text("Committee")],
        footer: vec![text("Sample"), note("in the foot")],
        marking: None,
    };
    document
}

#[test]
fn html_says_what_the_document_says_in_the_same_order() {
    let files: [(&str, &[u8]); 1] = [("chart.gif", b"GIF89a")];
    let html = render_in(&files, &rich(), "").unwrap();
    assert_eq!(html, render_in(&files, &rich(), "").unwrap(), "the same document, the same bytes");
    let page = Node::read(&html);
    check_markup(&page);
    assert_eq!(read(&page), said(&rich()));
    for expected in [
        r#"<html lang="en-GB">"#,
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
        r#"<h2 id="section:overview-next" class="frame look-heading-2"><span class="number">4.</span> Overview &amp; next</h2>"#,
        r##"<div id="plan" class="numbered depth-0"><a class="number" href="#plan" aria-label="paragraph 4.11">4.11</a> <div class="said"><p>The area’s plan<sup>"##,
        r##"<a class="note" role="doc-noteref" id="note-mark:1" href="#note:1" aria-label="Footnote 1">1</a>"##,
        r##"<div class="endnote" role="doc-footnote" id="note:1"><a class="back" role="doc-backlink" href="#note-mark:1""##,
        r#"<div class="scroll">"#,
        r#"<caption id="table:1"><span>Timeliness</span></caption>"#,
        r#"<tr><td></td><th scope="col" class="right">Rate"#,
        r#"<th scope="row">Plans</th><td class="right">61.5%</td>"#,
        r#"<li><span class="label">a)</span> <div>"#,
        r#"<img src="data:image/gif;base64,R0lGODlh" alt="A chart &quot;with&quot; &lt;two&gt; bars"><figcaption>"#,
        r##"<li><a href="#section:overview-next">4. Overview &amp; next</a><ol role="list">"##,
        "<pre class=\"frame look-verbatim\"><code>one\n  two</code></pre>",
    ] {
        assert!(html.contains(expected), "{expected}\nis not in\n{html}");
    }
}

#[test]
fn a_welsh_paper_has_welsh_signposts_and_an_urdu_one_runs_from_the_right() {
    let welsh = render(&Document { language: "cy".into(), ..rich_without_figure() });
    assert!(welsh.contains("Neidio i’r prif gynnwys") && !welsh.contains("Skip to"));
    let urdu = render(&Document { language: "ur".into(), ..rich_without_figure() });
    assert!(urdu.contains(r#"<html lang="ur" dir="rtl">"#));
}

fn rich_without_figure() -> Document {
    let mut document = rich();
    document.blocks.retain(|block| !matches!(block, Block::Figure(_)));
    document
}

#[test]
fn a_kind_that_the_templates_do_not_know_stops_the_paper() {
    let world = Workspace::memory([]).world();
    let mut environment = writer(&world, &style(""), FOLDER).unwrap();
    environment.add_function("word", |key: &str| key.to_owned());
    for (name, kind) in [("blocks", "equation"), ("inlines", "equation"), ("words", "equation")] {
        let template = format!(
            "{{% from '{BLOCKS}' import {name} %}}{{{{ {name}([{{'kind': '{kind}'}}]) }}}}"
        );
        let error = environment.render_str(&template, ()).unwrap_err();
        assert!(error.to_string().contains(kind), "{error}");
    }
}

#[test]
fn a_page_of_a_file_beside_this_one_is_led_to_and_nothing_else_is() {
    let to = |address: &str| {
        let target = Target::Beside(address.into());
        let link = Link { target, content: vec![text("words")], place: None };
        render_in(&[], &document(vec![Block::paragraph(vec![Inline::Link(link)])]), "")
    };
    assert!(to("x-pack.pdf#page=9").unwrap().contains("<a href=\"x-pack.pdf#page=9\">words</a>"));
    assert!(to("../a/x.html").unwrap().contains("<a href=\"../a/x.html\">words</a>"));
    for wrong in [
        "//x.pdf",
        "a/x.pdf",
        "javascript:x.pdf",
        "x.pdf#page=",
        "x.pdf#top",
        "/x.html",
        "//x/x.html",
        "x.html#y",
        "http://x.html",
    ] {
        assert!(to(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn only_addresses_of_the_web_mail_and_telephone_are_led_to() {
    for address in ["https://example.org/?a=1&b=\"2\"", "mailto:a@example.org", "TEL:01632960123"] {
        check_markup(&Node::read(&render(&document(vec![link(address)]))));
    }
    for address in
        ["javascript:alert(1)", "data:text/html,x", "//example.org", "file.pdf", "https://a b", ""]
    {
        let problem = render_in(&[], &document(vec![link(address)]), "").unwrap_err();
        assert!(problem.message.contains("is not an address"), "{}", problem.message);
    }
}

#[test]
fn pictures_are_known_by_what_they_hold_and_stand_inside_the_file() {
    let pictures: [(&str, &[u8]); 4] = [
        ("image/svg+xml", b"<!-- on = 1 --><svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("image/png", b"\x89PNG\r\n\x1a\n"),
        ("image/jpeg", b"\xFF\xD8\xFF\xD9"),
        ("image/webp", b"RIFF\0\0\0\0WEBP"),
    ];
    for (kind, bytes) in pictures {
        let html = render_in(&[("a.bin", bytes)], &document(vec![figure("/a.bin")]), "").unwrap();
        assert!(html.contains(&format!("<img src=\"data:{kind};base64,")), "{kind}");
    }
    let refused = |files: &[(&str, &[u8])], path: &str| {
        render_in(files, &document(vec![figure(path)]), "").unwrap_err().message
    };
    assert_eq!(
        refused(&[("a.png", b"%PDF-1.7")], "/a.png"),
        "`/a.png` is no picture that a web page can show"
    );
    for script in [
        "<script>x</script>",
        "<s:script xmlns:s='http://www.w3.org/2000/svg'>x</s:script>",
        "<a onload = 'x'/>",
        "<a href='java\nscript:x'/>",
        "<set attributeName='href' to='javascript:x'/>",
    ] {
        let drawing = format!("<?xml version='1.0'?><svg>{script}</svg>");
        assert_eq!(
            refused(&[("a.svg", drawing.as_bytes())], "/a.svg"),
            "the drawing `/a.svg` holds script, which no paper may"
        );
    }
    let hidden = "<!DOCTYPE svg [<!ENTITY x '<script>x</script>'>]><svg>&x;</svg>";
    assert!(refused(&[("a.svg", hidden.as_bytes())], "/a.svg").contains("holds script"));
    assert!(refused(&[("a.svg", b"<svg><a></svg>")], "/a.svg").contains("is no picture"));
    assert_eq!(refused(&[], "/a.png"), "there is no file `a.png`");
    assert_eq!(refused(&[], "/../a.png"), "`/../a.png` leads out of the workspace");
}

#[test]
fn lists_and_quotations_stand_as_deep_as_markdown_lets_them() {
    let mut block = paragraph("deep");
    for _ in 0..16 {
        let inside = vec![Block::Quotation(Quotation { blocks: vec![block] })];
        block = Block::List(List {
            ordered: true,
            items: vec![Item { label: "1.".into(), blocks: inside, anchor: None }],
        });
    }
    assert!(render(&document(vec![block])).contains("deep"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_words_anywhere_come_back_and_none_become_markup(document in any::document()) {
        let page = Node::read(&render(&document));
        check_markup(&page);
        prop_assert_eq!(read(&page), said(&document));
    }
}
