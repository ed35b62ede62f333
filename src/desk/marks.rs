//! What was written in a file, found again: in the document that it became, and in what was found wrong with that.
//!
//! Most of a document knows where it was written. What a plan or an inspection gives to tables does not; that is known
//! again by its words.

use std::collections::HashMap;

use serde_json::Value;
use typst::syntax::FileId;

use super::pages::Mark;
use crate::diag::{Diagnostic, Rule};
use crate::document::{Block, Cleared, Document, Element, plain};
use crate::edit::{Path, Step, paths, tree};

/// A file, and where everything in it was written.
pub(super) struct Written<'a> {
    file: FileId,
    /// Finds the path of a byte, and how many blank lines of what stands there come before it.
    paths: Box<dyn Fn(usize) -> Option<(Path, usize)> + 'a>,
    /// The texts in it, in their order.
    texts: Vec<(Path, String)>,
}

impl<'a> Written<'a> {
    /// All that is written in a file.
    pub(super) fn of(file: FileId, text: &'a str) -> Self {
        let mut texts = Vec::new();
        gather(&tree(text).unwrap_or_default(), &mut Vec::new(), &mut texts);
        Self { file, paths: Box::new(paths(text)), texts }
    }

    /// Names what was written in it in a document, so that it is found again on the finished page.
    pub(super) fn mark(&self, document: &mut Document<Cleared>, marks: &mut Vec<Mark>) {
        // Of equal texts the first in the document is the first in the file.
        let mut known: HashMap<&str, Vec<&Path>> = HashMap::new();
        for (path, text) in self.texts.iter().rev().filter(|(_, text)| text.contains(' ')) {
            known.entry(text).or_default().push(path);
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
                Some(place) => (self.paths)(place.start),
                None => known.get_mut(plain(content).trim()).and_then(|paths| {
                    let path = if paths.len() > 1 { paths.pop() } else { paths.last().copied() };
                    path.map(|path| (path.clone(), 0))
                }),
            };
            if let Some((path, nth)) = found {
                let next = marks.len();
                let name = anchor.get_or_insert_with(|| format!("desk:{next}")).clone();
                marks.push(Mark { path, nth, name });
            }
        });
    }

    /// The path of what something was found in, and the words there.
    pub(super) fn place(&self, found: &Diagnostic, text: &str) -> Option<(Path, String)> {
        let own = found.place.filter(|place| place.file == self.file);
        if let Some(place) = own {
            let words = text.get(place.range())?.chars().take(120).collect();
            return Some(((self.paths)(place.start)?.0, words));
        }
        let words = found.message.split('`').nth(1)?;
        let is_left = found.rule == Some(Rule::Placeholder);
        let (path, _) = self.texts.iter().find(|(_, text)| is_left && text.contains(words))?;
        Some((path.clone(), words.to_owned()))
    }
}

/// Gathers the texts in a value, with their paths.
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
