use proptest::prelude::*;

use super::*;
use crate::document::chart::{Bars, Chart, Drawing};
use crate::document::{
    Cell, Column, Figure, Heading, Item, Link, List, Note, Paragraph, Running, Span, Table, Target,
    words_of,
};
use crate::language::Language;

fn words(text: &str) -> Vec<Inline<Cleared>> {
    vec![Inline::text(text, None)]
}

fn document(blocks: Vec<Block<Cleared>>) -> Document<Cleared> {
    Document {
        title: words("Roads"),
        language: "en-GB".to_owned(),
        date: None,
        layout: crate::document::Layout::Report,
        running: Running { header: Vec::new(), footer: Vec::new(), marking: None },
        blocks,
        closed: None,
        origins: Vec::new(),
    }
}

fn paragraphs(texts: &[&str]) -> Document<Cleared> {
    document(texts.iter().map(|text| Block::paragraph(words(text))).collect())
}

/// A table without cells.
fn table() -> Table<Cleared> {
    Table {
        role: None,
        columns: Vec::new(),
        header: Vec::new(),
        rows: Vec::new(),
        row_headers: false,
        pairs: false,
        landscape: false,
        caption: None,
        summary: None,
    }
}

fn numbered(number: &str, text: &str) -> Block<Cleared> {
    let mut block = Block::paragraph(words(text));
    if let Block::Paragraph(paragraph) = &mut block {
        paragraph.number = Some(number.to_owned());
    }
    block
}

/// The changes, one a line, each with its part.
fn said(old: &Document<Cleared>, new: &Document<Cleared>) -> Vec<String> {
    let changes = compared(old, new).list;
    let line = |change: &Change| match &change.part {
        Some(part) => format!("{part}: {}", change.line),
        None => change.line.clone(),
    };
    changes.iter().map(line).collect()
}

/// Compares two versions; only the picture `/other.png` has different content in each.
fn compared(old: &Document<Cleared>, new: &Document<Cleared>) -> Changes {
    between(old, new, &Wording::default(), &|_, path| path != "/other.png")
}

/// The text of the marked document, one line for each paragraph, without the note at its head.
fn marked(old: &Document<Cleared>, new: &Document<Cleared>) -> Vec<String> {
    let marked = compared(old, new).marked;
    let line = |block: &Block<Cleared>| words_of(std::slice::from_ref(block));
    marked.blocks.iter().skip(1).map(line).collect()
}

#[test]
fn a_changed_sentence_shows_what_was_and_what_is_in_its_place() {
    let old = paragraphs(&["Progress was sufficient in six of the eight areas."]);
    let new = paragraphs(&["Progress was sufficient in seven of the eight areas, at last."]);
    let expected =
        "Progress was sufficient in [was six, now seven] of the eight areas[added , at last].";
    assert_eq!(marked(&old, &new), [expected]);
    assert_eq!(said(&old, &new), [expected]);
}

#[test]
fn a_paragraph_that_only_has_another_number_did_not_change() {
    let old =
        document(vec![numbered("1.1", "The plan holds."), numbered("1.2", "The road is shut.")]);
    let new = document(vec![
        numbered("1.1", "The plan holds."),
        numbered("1.2", "The bridge fell."),
        numbered("1.3", "The road is shut."),
    ]);
    assert_eq!(said(&old, &new), ["1.2: [added] The bridge fell."]);
    assert_eq!(said(&new, &old), ["1.2: [removed] The bridge fell."]);
}

#[test]
fn a_paragraph_that_was_reworded_is_not_taken_for_another() {
    let old = paragraphs(&["One.", "The school opens in May with two classes.", "Two."]);
    let new = paragraphs(&[
        "One.",
        "Nothing like it.",
        "The school opens in June with two classes.",
        "Two.",
    ]);
    assert_eq!(
        said(&old, &new),
        ["[added] Nothing like it.", "The school opens in [was May, now June] with two classes."]
    );
}

#[test]
fn a_cell_is_named_by_its_row_and_its_column() {
    let at = |status: &str| {
        let row = |cells: [&str; 2]| cells.map(|text| Cell::of(words(text))).to_vec();
        document(vec![Block::Table(Table {
            columns: vec![Column::default(), Column::default()],
            header: row(["Action", "Status"]),
            rows: vec![row(["1.1", "Complete"]), row(["1.2", status])],
            row_headers: true,
            ..table()
        })])
    };
    let changes = said(&at("On track"), &at("Behind"));
    assert_eq!(changes, ["1.2, Status: [was On track, now Behind]"]);
}

#[test]
fn emphasis_and_links_outside_of_a_change_stay() {
    let line = |count: &str| {
        let strong = Inline::Strong(Span { content: words(&format!("all {count} schools")) });
        let content = vec![Inline::text("In ", None), strong, Inline::text(" it rained.", None)];
        document(vec![Block::paragraph(content)])
    };
    let changes = compared(&line("six"), &line("nine"));
    let Some(Block::Paragraph(Paragraph { content, .. })) = changes.marked.blocks.get(1) else {
        panic!("no paragraph is left");
    };
    assert_eq!(plain(content), "In all [was six, now nine] schools it rained.");
    let strong = content.iter().filter(|inline| matches!(inline, Inline::Strong(_))).count();
    assert_eq!(strong, 3, "what stands on both sides of the change, and what is new");
}

#[test]
fn items_are_named_by_their_labels() {
    let list = |texts: [&str; 2]| {
        let item = |(label, text): (&str, &str)| Item {
            label: label.to_owned(),
            blocks: vec![Block::paragraph(words(text))],
            anchor: None,
        };
        let items = ["a)", "b)"].into_iter().zip(texts).map(item).collect();
        document(vec![Block::List(List { ordered: true, items })])
    };
    assert_eq!(
        said(&list(["note the report", "agree"]), &list(["note the report", "refuse"])),
        ["b: [was agree, now refuse]"]
    );
}

/// A document of one line.
fn line(content: Vec<Inline<Cleared>>) -> Document<Cleared> {
    document(vec![Block::paragraph(content)])
}

fn link(text: &str, address: &str) -> Inline<Cleared> {
    let target = Target::Url(address.to_owned());
    Inline::Link(Link { target, content: words(text), place: None })
}

fn note(text: &str) -> Inline<Cleared> {
    Inline::Note(Note { number: 1, blocks: vec![Block::paragraph(words(text))] })
}

#[test]
fn a_link_that_leads_elsewhere_changed_though_its_words_did_not() {
    let pay = |address: &str| {
        let [before, after] = ["Pay on ", " today."].map(|text| Inline::text(text, None));
        line(vec![before, link("this page", address), after])
    };
    let (old, new) = (pay("https://example.org/a"), pay("https://example.org/b"));
    let expected =
        "Pay on this page [was (https://example.org/a), now (https://example.org/b)] today.";
    assert_eq!(said(&old, &new), [expected]);
    assert_eq!(marked(&old, &new), [expected]);
    assert!(said(&old, &old).is_empty());
    assert_eq!(marked(&old, &old), ["Pay on this page today."]);
}

#[test]
fn a_link_in_a_note_that_leads_elsewhere_changed() {
    let noted = |address: &str| {
        let blocks = vec![Block::paragraph(vec![link("here", address)])];
        line(vec![Inline::text("Costs rose", None), Inline::Note(Note { number: 1, blocks })])
    };
    let changes = said(&noted("https://example.org/a"), &noted("https://example.org/b"));
    assert_eq!(
        changes,
        ["Costs rose [was (here (https://example.org/a)), now (here (https://example.org/b))]"]
    );
}

#[test]
fn a_note_that_came_or_went_is_told_in_its_words() {
    let bare = line(words("Costs rose."));
    let noted =
        line(vec![Inline::text("Costs rose", None), note("By a tenth."), Inline::text(".", None)]);
    assert_eq!(said(&bare, &noted), ["Costs rose [added (By a tenth.)]."]);
    assert_eq!(said(&noted, &bare), ["Costs rose [removed (By a tenth.)]."]);
}

#[test]
fn what_is_gone_keeps_the_words_of_its_notes_in_the_marked_copy() {
    let noted = || vec![Inline::text("Costs rose", None), note("By a tenth.")];
    let nothing = document(Vec::new());
    assert_eq!(marked(&line(noted()), &nothing), ["[removed] Costs rose (By a tenth.)"]);
    let captioned = |caption| document(vec![Block::Table(Table { caption, ..table() })]);
    assert_eq!(marked(&captioned(Some(noted())), &nothing), ["[removed] Costs rose (By a tenth.)"]);
}

#[test]
fn the_head_of_a_table_that_is_gone_is_struck_and_a_table_without_rows_is_labelled() {
    let header = vec![Cell::of(words("Ward"))];
    let old = Table { columns: vec![Column::default()], header, ..table() };
    let changes = compared(&document(vec![Block::Table(old)]), &document(Vec::new()));
    let Some(Block::Table(table)) = changes.marked.blocks.get(1) else {
        panic!("no table is left")
    };
    assert_eq!(plain(table.caption.as_deref().unwrap()).trim(), "[removed]");
    let [Block::Paragraph(head)] = &table.header[0].blocks[..] else { panic!("no head is left") };
    assert!(matches!(&head.content[..], [Inline::Struck(_)]), "{head:?}");
}

#[test]
fn a_picture_with_other_bytes_under_the_same_name_changed() {
    let figure = |path: &str| {
        let (path, alternative) = (path.to_owned(), "A road".to_owned());
        let (caption, width, place) = (None, None, None);
        document(vec![Block::Figure(Figure { path, alternative, caption, width, place })])
    };
    let (other, same) = (figure("/other.png"), figure("/same.png"));
    assert_eq!(said(&other, &other), ["the picture changed"]);
    assert_eq!(marked(&other, &other), ["A road [the picture changed] "]);
    assert!(said(&same, &same).is_empty());
}

#[test]
fn a_chart_that_draws_other_figures_changed() {
    let chart = |bars: usize| {
        let bar = crate::document::chart::Bar { name: "Ward".to_owned(), parts: Vec::new() };
        let drawing = Drawing::Bars(Bars { series: Vec::new(), bars: vec![bar; bars] });
        let alternative = "Most are done.".to_owned();
        document(vec![Block::Chart(Chart { alternative, caption: None, drawing })])
    };
    assert_eq!(said(&chart(1), &chart(2)), ["the chart changed"]);
    assert!(said(&chart(2), &chart(2)).is_empty());
}

#[test]
fn a_summary_of_a_table_that_says_something_else_changed() {
    let told = |summary: &str| {
        let summary = Some(summary.to_owned());
        document(vec![Block::Table(Table { summary, ..table() })])
    };
    assert_eq!(
        said(&told("Costs by year"), &told("Costs by ward")),
        ["Costs by [was year, now ward]"]
    );
}

#[test]
fn files_that_come_with_a_paper_are_compared_by_their_names_and_their_bytes() {
    let file = |title: &str, name: &str| Enclosed {
        called: format!("Appendix: {title}"),
        title: title.to_owned(),
        name: name.to_owned(),
        path: format!("/{name}"),
    };
    let old = [file("Letter", "letter.pdf"), file("Map", "map.pdf"), file("Plan", "plan.pdf")];
    let new = [file("Plan", "plan.pdf"), file("Letter", "reply.pdf"), file("Map", "map.pdf")];
    let same = |_: &str, path: &str| path != "/map.pdf";
    let changes = between_files(&old, &new, &Wording::default(), &same);
    let lines: Vec<_> = changes.iter().map(|one| (one.part.as_deref(), &*one.line)).collect();
    assert_eq!(
        lines,
        [
            (Some("Appendix: Letter"), "[was letter.pdf, now reply.pdf]"),
            (Some("Appendix: Map"), "the file changed"),
        ]
    );
}

#[test]
fn a_section_that_is_gone_is_told_under_its_own_heading() {
    let section = |heading: &str, text: &str| {
        let (number, anchor, place) = (None, None, None);
        let content = words(heading);
        let heading = Heading { level: 2, number, content, anchor, place };
        [Block::Heading(heading), Block::paragraph(words(text))]
    };
    let (roads, bridges) =
        (section("Roads", "Six roads are shut."), section("Bridges", "All of them fell."));
    let changed = section("Roads", "Nine roads are shut.");
    let old = document([roads, bridges].concat());
    let changes = compared(&old, &document(changed.to_vec())).list;
    let told: Vec<_> =
        changes.iter().map(|one| (one.section.as_deref().unwrap(), &*one.line)).collect();
    assert_eq!(
        told,
        [
            ("Roads", "[was Six, now Nine] roads are shut."),
            ("Bridges", "[removed] Bridges"),
            ("Bridges", "[removed] All of them fell."),
        ]
    );
}

#[test]
fn changes_are_told_in_the_language_of_the_paper() {
    let welsh = Wording::new(Language::built_in("cy").unwrap(), Default::default());
    let changes =
        between(&paragraphs(&["Un."]), &paragraphs(&["Un.", "Dau."]), &welsh, &|_, _| true);
    assert_eq!(changes.list[0].line, "[ychwanegwyd] Dau.");
}

/// A marked line reduced to its old or its new words; `None` if there was, or is, no such line.
fn taken(line: &str, now: bool) -> Option<String> {
    let (gone, came) = ("[removed] ", "[added] ");
    if line.starts_with(if now { gone } else { came }) {
        return None;
    }
    let mut rest = line.trim_start_matches(gone).trim_start_matches(came);
    let mut text = String::new();
    while let Some((before, change)) = rest.split_once('[') {
        text.push_str(before);
        let (change, after) = change.split_once(']').unwrap();
        let (kind, words) = change.split_once(' ').unwrap();
        let (was, is) = match kind {
            "was" => words.split_once(", now ").unwrap(),
            "added" => ("", words),
            _ => (words, ""),
        };
        text.push_str(if now { is } else { was });
        rest = after;
    }
    text.push_str(rest);
    Some(spaceless(&text))
}

/// A text without its spaces.
fn spaceless(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A text without the addresses of links, which appear only where they changed.
fn addressless(text: &str) -> String {
    text.replace("(https://a)", "").replace("(https://b)", "")
}

/// A line of words, emphasis, links and notes.
fn any_line() -> impl Strategy<Value = Vec<Inline<Cleared>>> {
    let part =
        ("[ab]{1,2}( [abc]{1,2}){0,3}", 0..7, any::<bool>()).prop_map(
            |(text, kind, b)| match kind {
                0 => Inline::Strong(Span { content: words(&text) }),
                1 => Inline::Emphasis(Span { content: vec![note(&text)] }),
                2 => link(&text, if b { "https://a" } else { "https://b" }),
                3 => note(&text),
                _ => Inline::text(format!("{text} "), None),
            },
        );
    prop::collection::vec(part, 1..6)
}

proptest! {
    #[test]
    fn the_marked_copy_holds_both_versions_whole(
        old in prop::collection::vec(any_line(), 0..8),
        new in prop::collection::vec(any_line(), 0..8),
    ) {
        let read = |lines: &[Vec<Inline<Cleared>>]| document(lines.iter().cloned().map(Block::paragraph).collect());
        let (was, is) = (read(&old), read(&new));
        let lines = marked(&was, &is);
        let version = |now| lines.iter().filter_map(|line| taken(line, now)).map(|line| addressless(&line)).collect::<Vec<_>>();
        let whole = |document: &Document<Cleared>| {
            let said = |block: &Block<Cleared>| spaceless(&words_of(std::slice::from_ref(block)));
            document.blocks.iter().map(said).collect::<Vec<_>>()
        };
        prop_assert_eq!(version(false), whole(&was));
        prop_assert_eq!(version(true), whole(&is));
    }
}
