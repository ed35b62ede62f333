//! Computes the numbers and bullets that Word generates for paragraphs.
//!
//! In comes `numbering.xml`, then the paragraphs one by one; out comes the [`Label`] of each, as Word shows it.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{Label, LabelKind};
use super::xml::{Element, attribute, child, children, value};
use crate::model::style::pattern;

/// The number of levels of a list.
const LEVELS: usize = 9;

/// The numbering of one level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    /// The kind of its labels; `None` if it has none.
    kind: Option<LabelKind>,
    /// The pattern of its label, with `%1` for the number of the first level.
    text: String,
    start: usize,
    /// The indentation of its paragraphs.
    left: Option<i32>,
}

/// A list, which may share its counters with others.
#[derive(Debug, Clone, Default)]
struct List {
    /// The definition whose counters it uses.
    base: String,
    /// The levels that it restarts, with their first numbers.
    restarts: BTreeMap<usize, usize>,
    /// The levels that it redefines.
    own: BTreeMap<usize, Level>,
}

/// The lists of a file, and the state of their counters.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    bases: BTreeMap<String, BTreeMap<usize, Level>>,
    lists: BTreeMap<String, List>,
    counted: BTreeMap<String, [Option<usize>; LEVELS]>,
    begun: BTreeSet<String>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(root: Element<'_, '_>) -> Self {
        let mut numbering = Self::default();
        let mut linked = BTreeMap::new();
        for base in children(root, "abstractNum") {
            let Some(id) = attribute(base, "abstractNumId") else { continue };
            if let Some(name) = value(base, &["styleLink"]) {
                linked.insert(name, id);
            }
            numbering.bases.insert(id.to_owned(), levels(base));
        }
        for base in children(root, "abstractNum") {
            let named = value(base, &["numStyleLink"]).and_then(|name| linked.get(name));
            let levels = named.and_then(|id| numbering.bases.get(*id)).cloned();
            if let Some((levels, id)) = levels.zip(attribute(base, "abstractNumId")) {
                numbering.bases.insert(id.to_owned(), levels);
            }
        }
        for list in children(root, "num") {
            let (Some(id), Some(base)) =
                (attribute(list, "numId"), value(list, &["abstractNumId"]))
            else {
                continue;
            };
            let mut own = List { base: base.to_owned(), ..List::default() };
            for changed in children(list, "lvlOverride") {
                let Some(level) = number(attribute(changed, "ilvl")) else { continue };
                if let Some(start) = number(value(changed, &["startOverride"])) {
                    own.restarts.insert(level, start);
                }
                own.own.extend(levels(changed));
            }
            numbering.lists.insert(id.to_owned(), own);
        }
        numbering
    }

    /// The indentation of paragraphs at a level of a list.
    pub(super) fn indent(&self, id: &str, level: usize) -> Option<i32> {
        let list = self.lists.get(id)?;
        list.own.get(&level).or_else(|| self.bases.get(&list.base)?.get(&level))?.left
    }

    /// Counts a paragraph and returns its label; `None` if its list has none at that level.
    pub(super) fn next(&mut self, id: &str, level: usize) -> Option<Label> {
        let list = self.lists.get(id)?;
        let level = level.min(LEVELS - 1);
        let find =
            |level: usize| list.own.get(&level).or_else(|| self.bases.get(&list.base)?.get(&level));
        let own = find(level)?;
        let counted = self.counted.entry(list.base.clone()).or_default();
        if self.begun.insert(id.to_owned()) {
            for (level, start) in &list.restarts {
                if let Some(count) = counted.get_mut(*level) {
                    *count = start.checked_sub(1);
                }
            }
        }
        let number = counted[level].map_or(own.start, |count| count.saturating_add(1));
        counted[level] = Some(number);
        counted[level + 1..].fill(None);
        let kind = own.kind?;
        if kind == LabelKind::Bullet && !own.text.is_empty() && own.text.trim().is_empty() {
            // The paragraph continues an item.
            return None;
        }
        let mut text = own.text.clone();
        let mut parts = 0;
        for (place, count) in counted.iter().enumerate() {
            let mark = format!("%{}", place + 1);
            if text.contains(&mark) {
                let level = find(place);
                let kind = level.and_then(|level| level.kind).unwrap_or(LabelKind::Number);
                let start = level.map_or(1, |level| level.start);
                text = text.replace(&mark, &written(kind, count.unwrap_or(start)));
                parts += 1;
            }
        }
        if kind == LabelKind::Bullet {
            text = "•".to_owned();
        }
        Some(Label {
            text,
            kind,
            number,
            parts: parts.max(1),
            level,
            list: Some(list.base.clone()),
        })
    }
}

/// The levels defined directly inside an element.
fn levels(parent: Element<'_, '_>) -> BTreeMap<usize, Level> {
    let read = |level| {
        let kind = match value(level, &["numFmt"]) {
            Some("none") => None,
            Some("bullet") => Some(LabelKind::Bullet),
            Some("lowerLetter" | "upperLetter") => Some(LabelKind::Letter),
            Some("lowerRoman" | "upperRoman") => Some(LabelKind::Roman),
            _ => Some(LabelKind::Number),
        };
        let left = child(level, "pPr").and_then(|paragraph| child(paragraph, "ind"));
        let left =
            left.and_then(|indents| attribute(indents, "left").or(attribute(indents, "start")));
        let text = value(level, &["lvlText"]).unwrap_or_default().to_owned();
        let start = number(value(level, &["start"])).unwrap_or(1);
        let left = left.and_then(|left| left.parse().ok());
        Some((number(attribute(level, "ilvl"))?, Level { kind, text, start, left }))
    };
    children(parent, "lvl").filter_map(read).collect()
}

/// The number in an attribute.
fn number(written: Option<&str>) -> Option<usize> {
    written?.parse().ok()
}

/// A number as a level writes it.
fn written(kind: LabelKind, number: usize) -> String {
    match kind {
        LabelKind::Letter => pattern::label("a", number),
        LabelKind::Roman => pattern::label("i", number),
        LabelKind::Number | LabelKind::Bullet => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_counted_as_word_counts_them() {
        let level = |n: u8, format: &str, text: &str| {
            format!(
                r#"<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
            )
        };
        let text = format!(
            r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">{}{}{}</w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"#,
            level(0, "decimal", "%1."),
            level(1, "decimal", "%1.%2"),
            level(2, "lowerLetter", "(%3)")
        );
        let document = roxmltree::Document::parse(&text).unwrap();
        let mut numbering = Numbering::read(document.root_element());
        let mut next = |list: &str, level| numbering.next(list, level).map(|label| label.text);
        let counted =
            [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 2), ("2", 2), ("1", 0), ("1", 1)];
        let labels: Vec<_> =
            counted.into_iter().filter_map(|(list, level)| next(list, level)).collect();
        assert_eq!(labels, ["1.", "1.1", "1.2", "(a)", "(b)", "(a)", "2.", "2.1"]);
        assert_eq!(next("9", 0), None);
    }
}
