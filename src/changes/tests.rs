use proptest::prelude::*;

use super::*;
use crate::document::{Cell, Column, Item, List, Paragraph, Running, Span, Table};

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
    }
}

fn paragraphs(texts: &[&str]) -> Document<Cleared> {
    document(texts.iter().map(|text| Block::paragraph(words(text))).collect())
}

fn numbered(number: &str, text: &str) -> Block<Cleared> {
    let mut block = Block::paragraph(words(text));
    if let Block::Paragraph(paragraph) = &mut block {
        paragraph.number = Some(number.to_owned());
    }
    block
}

/// What changed, a line each, with the part before it.
fn said(old: &Document<Cleared>, new: &Document<Cleared>) -> Vec<String> {
    let changes = between(old, new, &Wording::default()).list;
    let line = |change: &Change| match &change.part {
        Some(part) => format!("{part}: {}", change.said()),
        None => change.said(),
    };
    changes.iter().map(line).collect()
}

/// The words of the marked document, a line for each paragraph, without the note at its head.
fn marked(old: &Document<Cleared>, new: &Document<Cleared>) -> Vec<String> {
    let marked = between(old, new, &Wording::default()).marked;
    let line = |block: &Block<Cleared>| blocks::words_of(std::slice::from_ref(block));
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
    let table = |status: &str| {
        let row = |cells: [&str; 2]| cells.map(|text| Cell::of(words(text))).to_vec();
        document(vec![Block::Table(Table {
            role: None,
            columns: vec![Column::default(), Column::default()],
            header: row(["Action", "Status"]),
            rows: vec![row(["1.1", "Complete"]), row(["1.2", status])],
            row_headers: true,
            pairs: false,
            landscape: false,
            caption: None,
            summary: None,
        })])
    };
    let changes = said(&table("On track"), &table("Behind"));
    assert_eq!(changes, ["1.2, Status: [was On track, now Behind]"]);
}

#[test]
fn emphasis_and_links_outside_of_a_change_stay() {
    let line = |count: &str| {
        let strong = Inline::Strong(Span { content: words(&format!("all {count} schools")) });
        let content = vec![Inline::text("In ", None), strong, Inline::text(" it rained.", None)];
        document(vec![Block::paragraph(content)])
    };
    let changes = between(&line("six"), &line("nine"), &Wording::default());
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

/// A line with each change as it was, or as it is now; `None` where there was, or is, no such line.
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

proptest! {
    #[test]
    fn the_marked_copy_holds_both_versions_whole(
        old in prop::collection::vec("[ab]{1,2}( [abc]{1,2}){0,12}[.]", 0..8),
        new in prop::collection::vec("[ab]{1,2}( [abc]{1,2}){0,12}[.]", 0..8),
    ) {
        let read = |texts: &[String]| paragraphs(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let lines = marked(&read(&old), &read(&new));
        let version = |now| lines.iter().filter_map(|line| taken(line, now)).collect::<Vec<_>>();
        let whole = |texts: &[String]| texts.iter().map(|text| spaceless(text)).collect::<Vec<_>>();
        prop_assert_eq!(version(false), whole(&old));
        prop_assert_eq!(version(true), whole(&new));
    }
}
