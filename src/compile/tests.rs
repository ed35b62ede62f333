//! The layout of pages: no words on top of others or beyond the margin, and what belongs together on one page.

mod bound;
mod drafted;
mod kept;
mod shown;
mod tables;

use typst::syntax::VirtualPath;
use typst_layout::PagedDocument;

use self::shown::{Shown, shown};
use crate::render::Typst;
use crate::world::{Workspace, World};
use crate::{Options, compile};

const COUNCIL: &str = "kind = \"council\"\nname = \"Anyshire\"\nstyle = \"anyshire\"\n";

/// A style of continuous paragraphs, with the council's name at the foot.
const STYLE: &str = r#"
kind = "style"
name = "Anyshire"
summary = "Papers of a council that is not built in"
date = "%-d %B %Y"
[page]
paper = "a4"
margin = "2.5cm"
footer = "Anyshire Council"
[labels]
paragraph = "paragraph"
section = "section"
appendix = "Appendix"
recommendation = "recommendation"
[numbering]
paragraphs = "continuous"
[lists]
bullets = ["•"]
ordered = ["a)"]
[[part]]
kind = "title"
[[part]]
kind = "sections"
[[part]]
kind = "contacts"
heading = "Whom to ask"
level = 0
layout = "lines"
"#;

/// The pages of a paper with one section of this prose.
fn pages(prose: &str) -> PagedDocument {
    pages_of(&format!("[[section]]\nheading = \"Background\"\ntext = '''\n{prose}\n'''\n"))
}

/// The pages of a paper with this after its head.
fn pages_of(report: &str) -> PagedDocument {
    pages_in(STYLE, report)
}

/// The pages of a paper with this after its head, in this house style.
fn pages_in(style: &str, report: &str) -> PagedDocument {
    let report = format!(
        "kind = \"report\"\ntitle = \"A paper\"\ncommittee = \"Cabinet\"\nmeeting = 2022-11-10\n{report}"
    );
    let files = [
        ("council.toml", COUNCIL.as_bytes()),
        ("styles/anyshire/style.toml", style.as_bytes()),
        ("report.toml", report.as_bytes()),
    ];
    let world = Workspace::memory(files).world();
    let file = World::id(&VirtualPath::new("report.toml").unwrap());
    let composed = crate::compose(&world, file, &Options::default()).unwrap().value;
    let edition = composed.editions().swap_remove(0).document;
    let source = Typst::paper(&edition, &composed.paper.house).source(&world).unwrap();
    compile::compile(&world, source, &edition).unwrap().value
}

/// This many short paragraphs.
fn filler(paragraphs: usize) -> String {
    "Short line.\n\n".repeat(paragraphs)
}

/// The words on the pages that contain a text; panics if there are none.
fn find<'s>(shown: &'s [Shown], text: &str) -> &'s Shown {
    let found = shown.iter().find(|shown| shown.text.contains(text));
    found.unwrap_or_else(|| panic!("`{text}` does not stand on the pages: {shown:?}"))
}

#[test]
fn the_foot_and_the_number_of_the_page_stand_on_one_line() {
    let shown = shown(&pages("One page."));
    let (council, number) = (find(&shown, "Anyshire Council"), find(&shown, "Page"));
    assert!((council.baseline - number.baseline).abs() < 0.1, "{council:?} {number:?}");
    assert!(council.right < number.left);
}

#[test]
fn what_heads_a_part_stays_with_it_wherever_the_page_ends() {
    for lines in 20..36 {
        let report = format!(
            "[[section]]\nheading = \"Background\"\ntext = '''\n{}\n**By area**\n\nNorth.\n'''\n\
             [[contact]]\nrole = \"Author\"\nname = \"Sam Example\"\ntelephone = \"01632 960001\"\n",
            filler(lines)
        );
        let shown = shown(&pages_of(&report));
        for (head, first) in [("By area", "North."), ("Whom to ask", "Sam Example")] {
            let (head, first) = (find(&shown, head), find(&shown, first));
            assert_eq!(head.page, first.page, "after {lines} lines: {head:?}");
        }
    }
}

#[test]
fn a_heading_and_the_sentences_on_a_table_stay_with_its_first_row_wherever_the_page_ends() {
    let rows: String = (1..=12).map(|row| format!("| Row{row} | {row} |\n")).collect();
    let mut moved = 0;
    for lines in 14..34 {
        let report = format!(
            "[[section]]\nheading = \"Before\"\ntext = '''\n{}'''\n[[section]]\nheading = \"Measures\"\n\
             text = '''\nThere are two. {{.unnumbered}}\n\nBoth are on course. {{.unnumbered}}\n\n\
             | What | Count |\n|---|---|\n{rows}'''\n",
            filler(lines)
        );
        let shown = shown(&pages_of(&report));
        let head = find(&shown, "Measures");
        for text in ["There are two.", "Both are on course.", "Count", "Row1"] {
            assert_eq!(find(&shown, text).page, head.page, "`{text}` after {lines} lines");
        }
        moved += usize::from(find(&shown, "Row12").page > head.page);
    }
    assert!(moved > 0, "the table goes on overleaf from some pages");
}
