//! Word files of our own: importing them gives what the paper says, including numbers.

use std::path::Path;

use super::*;
use crate::document::{self, Document, Node, plain};
use crate::{Format, Options};

/// The samples: each a workspace and one of its files.
const SAMPLES: [(&str, &str); 9] = [
    ("staffordshire", "report"),
    ("staffordshire", "plan"),
    ("staffordshire", "review"),
    ("staffordshire", "brief"),
    ("peterborough", "report"),
    ("medway", "report"),
    ("sheffield", "report"),
    ("worcestershire", "report"),
    ("county-meeting", "libraries/report"),
];

/// A sample as a document, and its public or only Word file.
fn sample(workspace: &str, file: &str) -> (Document<document::Cleared>, Vec<u8>) {
    let folder = Path::new("data").join(workspace);
    let world = Workspace::open(&folder, &folder).unwrap().world();
    let file = World::id(&VirtualPath::new(format!("{file}.toml")).unwrap());
    let options = Options { formats: vec![Format::Docx], ..Options::default() };
    let composed = crate::compose(&world, file, &options).unwrap().value;
    let edition = composed.editions().remove(0);
    let mut outputs = crate::build(&world, file, &options).unwrap().value;
    (edition.document, outputs.remove(0).bytes)
}

/// The number of each numbered thing, with the first letters of its text, according to the document.
fn numbers(document: &Document<document::Cleared>) -> Vec<(String, String)> {
    let mut numbers = Vec::new();
    let mut label = None;
    let mut add = |number: &str, words: String| numbers.push((number.to_owned(), start(&words)));
    document.each(&mut |node| match node {
        Node::Block(document::Block::Heading(heading)) => {
            heading.number.iter().for_each(|number| add(number, plain(&heading.content)));
        }
        Node::Item(item) => {
            // All bullets are read as the same one.
            let bullet =
                item.label.chars().all(|next| !next.is_alphanumeric()) || item.label == "o";
            label = Some(if bullet { "•".to_owned() } else { item.label.clone() });
        }
        Node::Block(document::Block::Paragraph(paragraph)) => {
            let number = label.take().or_else(|| paragraph.number.clone());
            number.iter().for_each(|number| add(number, plain(&paragraph.content)));
        }
        _ => {}
    });
    numbers
}

/// The first letters of some text.
fn start(words: &str) -> String {
    words.chars().filter(|next| next.is_alphanumeric()).take(12).collect()
}

/// The same numbers, as the reader of drafts counts them in the Word file.
fn counted(blocks: &[Block], numbers: &mut Vec<(String, String)>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                if let Some(label) = &paragraph.label {
                    numbers.push((label.text.clone(), start(&tree::line(&paragraph.content))));
                }
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    counted(&cell.blocks, numbers);
                }
            }
            Block::Picture(_) => {}
        }
    }
}

#[test]
fn word_counts_every_number_of_the_samples_as_the_papers_print_it() {
    for (workspace, file) in SAMPLES {
        let (document, docx) = sample(workspace, file);
        let style = style_of(&Workspace::memory([]).world(), "medway").unwrap().value;
        let (draft, _) = parts::read(&docx, &wanted(&style)).unwrap();
        let mut found = Vec::new();
        counted(&draft.blocks, &mut found);
        let expected = numbers(&document);
        assert!(!expected.is_empty(), "{workspace}/{file} has no numbers");
        assert_eq!(found, expected, "{workspace}/{file}");
    }
}

#[test]
fn every_word_of_the_samples_comes_back_from_their_word_files() {
    for (workspace, file) in SAMPLES {
        let (document, docx) = sample(workspace, file);
        let style = STYLES.into_iter().find(|style| *style == workspace).unwrap_or("staffordshire");
        assert_eq!(lost(&docx, style), Vec::<String>::new(), "{workspace}/{file}");
        // And no word of the paper is missing from the Word file.
        let mut said = Vec::new();
        document.each(&mut |node| {
            if let Node::Inline(document::Inline::Text(text) | document::Inline::Code(text)) = node
            {
                said.push(text.text.clone());
            }
        });
        let inside = all_letters(&docx);
        let missing: Vec<_> = said.iter().filter(|text| !inside.contains(&letters(text))).collect();
        assert!(missing.is_empty(), "{workspace}/{file}: {missing:?}");
    }
}

/// The letters and digits of a text.
fn letters(text: &str) -> String {
    text.chars().filter(|next| next.is_alphanumeric()).collect()
}

/// The letters and digits of everything in a Word file.
fn all_letters(docx: &[u8]) -> String {
    let found = crate::search::text::docx(docx).unwrap();
    found.iter().map(|found| letters(&found.text)).collect()
}
