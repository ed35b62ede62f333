//! Finds the text of a file again, in the document made from it and in the findings about that.
//!
//! Most of a document knows where it was written. The text that a plan or an inspection gives to tables does not, and
//! is recognised by its words.

use std::collections::HashMap;

use serde_json::Value;
use typst::syntax::FileId;

use super::pages::Mark;
use crate::diag::{Diagnostic, Rule};
use crate::document::{Block, Cleared, Document, Element, plain};
use crate::edit::{Path, Stand, Step, stands, tree};

/// A file, with the places of everything in it.
pub(super) struct Written<'a> {
    file: FileId,
    text: &'a str,
    /// Finds what a byte of the file belongs to.
    stands: Box<dyn Fn(usize) -> Option<Stand> + 'a>,
    /// The texts in it, in order.
    texts: Vec<(Path, String)>,
}

impl<'a> Written<'a> {
    /// Locates everything in a file.
    pub(super) fn of(file: FileId, text: &'a str) -> Self {
        let mut texts = Vec::new();
        gather(&tree(text).unwrap_or_default(), &mut Vec::new(), &mut texts);
        Self { file, text, stands: Box::new(stands(text)), texts }
    }

    /// Gives names to the parts of a document that were written in this file, so that they can be found on the
    /// finished page.
    pub(super) fn mark(&self, document: &mut Document<Cleared>, marks: &mut Vec<Mark>) {
        // Words that were written twice do not tell where they are from.
        let mut known: HashMap<&str, Option<&Path>> = HashMap::new();
        for (path, text) in self.texts.iter().filter(|(_, text)| text.contains(' ')) {
            known.entry(text).and_modify(|path| *path = None).or_insert(Some(path));
        }
        document.each_mut(&mut |element| {
            let Element::Block(block) = element else { return };
            let (place, anchor, content) = match block {
                Block::Paragraph(paragraph) => {
                    (paragraph.place, &mut paragraph.anchor, &paragraph.content)
                }
                Block::Heading(heading) => (heading.place, &mut heading.anchor, &heading.content),
                _ => return,
            };
            let found = match place.filter(|place| place.file == self.file) {
                Some(place) => (self.stands)(place.start).map(|stand| (stand.path, stand.blank)),
                None => {
                    let path = known.get(plain(content).trim()).copied().flatten();
                    path.map(|path| (path.clone(), 0))
                }
            };
            if let Some((path, nth)) = found {
                let next = marks.len();
                let name = anchor.get_or_insert_with(|| format!("desk:{next}")).clone();
                marks.push(Mark { path, nth, name });
            }
        });
    }

    /// The position of a finding in the file.
    pub(super) fn spot(&self, found: &Diagnostic) -> Option<Spot> {
        if let Some(place) = found.place.filter(|place| place.file == self.file) {
            let words: String = self.text.get(place.range())?.chars().take(120).collect();
            let Stand { path, blank, start } = (self.stands)(place.start)?;
            let before = self.text.get(start..place.start).unwrap_or_default();
            let same = typed(before).matches(words.as_str()).count();
            return Some(Spot { path, nth: blank, words, same });
        }
        let words = found.message.split('`').nth(1)?;
        let is_left = found.rule == Some(Rule::Placeholder);
        let (path, _) = self.texts.iter().find(|(_, text)| is_left && text.contains(words))?;
        Some(Spot { path: path.clone(), nth: 0, words: words.to_owned(), same: 0 })
    }
}

/// The position of a finding in the form.
pub(super) struct Spot {
    /// The path of the value it is in.
    pub(super) path: Path,
    /// How many blank lines of the value come before it.
    pub(super) nth: usize,
    /// The words it points at.
    pub(super) words: String,
    /// How often the same words occur before it in its paragraph.
    pub(super) same: usize,
}

/// A text in which each expression is reduced to an opening brace.
fn typed(text: &str) -> String {
    let mut pieces = text.split("{{");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |typed, piece| {
        typed + "{" + piece.split_once("}}").map_or("", |(_, rest)| rest)
    })
}

/// Collects the texts in a value, with their paths.
fn gather(value: &Value, at: &mut Path, texts: &mut Vec<(Path, String)>) {
    let mut inside = |step: Step, value: &Value| {
        at.push(step);
        gather(value, at, texts);
        at.pop();
    };
    match value {
        Value::Object(group) => {
            group.iter().for_each(|(key, value)| inside(Step::Key(key.clone()), value));
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(place, value)| inside(Step::At(place), value));
        }
        Value::String(text) => texts.push((at.clone(), text.trim().to_owned())),
        _ => {}
    }
}
