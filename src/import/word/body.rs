//! Reads a part of a Word file as blocks: paragraphs, tables and pictures in order.
//!
//! In comes the XML of a part; out come blocks of the [tree](super::tree), and remarks on what was changed, hidden or
//! has no place in a paper. The contents of lines are read in [`runs`](super::runs), drawings in
//! [`drawing`](super::drawing).

use std::collections::{BTreeMap, BTreeSet};

use super::closing::HIDDEN;
use super::numbering::Numbering;
use super::package::{Package, Relations};
use super::remarks::Remarks;
use super::styles::{Look, Styles};
use super::tree::{Block, Inline, Manner, Paragraph, Picture, Shape, Standing};
use super::withheld;
use super::xml::{Element, child, children, inside, is, path, value, words};
use crate::diag::Diagnostic;
use crate::read::colour::Rgb;

/// How tracked changes are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Changes {
    /// As if all were accepted
    Accepted,
    /// As if all were rejected
    Rejected,
}

/// A comment in the draft.
#[derive(Debug, Clone)]
pub(super) struct Comment {
    /// Who made it.
    pub(super) author: String,
    /// Its text.
    pub(super) words: String,
}

/// Reads the parts of one file.
pub(super) struct Reader<'p, 'b> {
    pub(super) package: &'p mut Package<'b>,
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// The relationships of the current part.
    pub(super) relations: Relations,
    pub(super) changes: Changes,
    pub(super) remarks: Remarks,
    /// Footnotes and endnotes, by kind and identifier.
    pub(super) notes: BTreeMap<(&'static str, String), Vec<Block>>,
    pub(super) comments: BTreeMap<String, Comment>,
    /// The pictures seen, by the names of their parts; `None` for one that cannot be used.
    pub(super) pictures: BTreeMap<String, Option<Vec<u8>>>,
    /// The open fields, outermost first.
    pub(super) fields: Vec<Field>,
    pub(super) line: Line,
    pub(super) tally: Tally,
    /// The first error that stops reading.
    pub(super) error: Option<Diagnostic>,
    /// The contents of a paragraph whose end was deleted, for the next one.
    held: Vec<Inline>,
    /// The colour behind the text, if known.
    pub(super) ground: Option<Rgb>,
    /// The names of the enclosing content controls that are markings.
    pub(super) controls: Vec<String>,
}

/// A field of Word: an instruction and its result.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// The instruction, such as `HYPERLINK "…"`.
    pub(super) instruction: String,
    /// Whether its result has begun.
    pub(super) result: bool,
    /// Where its result begins in the paragraph.
    pub(super) start: usize,
    /// Whether it began in the current paragraph.
    pub(super) here: bool,
    /// The choice made in it, if it is a list.
    pub(super) answer: Option<String>,
}

/// Facts about the current paragraph.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Blocks that follow the paragraph: pictures, and the text of text boxes.
    pub(super) after: Vec<Block>,
    /// The largest type size in it.
    pub(super) size: u32,
    /// The spot of its first tracked change.
    pub(super) changed: Option<Inline>,
    /// The texts inserted and deleted by tracked changes, and their authors.
    pub(super) inserted: Vec<String>,
    pub(super) deleted: Vec<String>,
    pub(super) authors: BTreeSet<String>,
    /// Hidden words.
    pub(super) hidden: String,
    /// Highlighted words.
    pub(super) highlighted: String,
    /// Words that are struck out.
    pub(super) struck: String,
    /// Words in a colour that may have a meaning, with its name.
    pub(super) coloured: Vec<(&'static str, String)>,
    /// The name of the last style or control that marks its contents as not for publication.
    pub(super) marked: Option<String>,
}

/// Counts for the whole draft.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) insertions: usize,
    pub(super) deletions: usize,
    pub(super) formats: usize,
    pub(super) comments: usize,
    pub(super) endnotes: usize,
    /// The texts of tables of contents.
    pub(super) contents: Vec<String>,
    /// Words in colours, with their spots and the names of the colours.
    pub(super) coloured: Vec<(Inline, &'static str, String)>,
}

impl<'p, 'b> Reader<'p, 'b> {
    /// A reader of the parts of a file.
    pub(super) fn new(
        package: &'p mut Package<'b>,
        styles: Styles,
        numbering: Numbering,
        changes: Changes,
    ) -> Self {
        Self {
            package,
            styles,
            numbering,
            relations: Relations::new(),
            changes,
            remarks: Remarks::default(),
            notes: BTreeMap::new(),
            comments: BTreeMap::new(),
            pictures: BTreeMap::new(),
            fields: Vec::new(),
            line: Line::default(),
            tally: Tally::default(),
            error: None,
            held: Vec::new(),
            ground: Some(Rgb::WHITE),
            controls: Vec::new(),
        }
    }

    /// Reads the blocks directly inside an element.
    pub(super) fn blocks(&mut self, parent: Element<'_, '_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.blocks_into(parent, &mut blocks);
        let content = std::mem::take(&mut self.held);
        match blocks.last_mut() {
            Some(Block::Paragraph(last)) => last.content.extend(content),
            _ if !super::tree::line(&content).is_empty() => {
                blocks.push(Block::Paragraph(Paragraph { content, ..Paragraph::default() }));
            }
            _ => {}
        }
        blocks
    }

    /// Reads the blocks directly inside an element that is separate from the text around it.
    pub(super) fn blocks_apart(&mut self, parent: Element<'_, '_>) -> Vec<Block> {
        let line = std::mem::take(&mut self.line);
        let held = std::mem::take(&mut self.held);
        let fields = std::mem::take(&mut self.fields);
        let blocks = self.blocks(parent);
        (self.line, self.held, self.fields) = (line, held, fields);
        blocks
    }

    fn blocks_into(&mut self, parent: Element<'_, '_>, blocks: &mut Vec<Block>) {
        for element in parent.children().filter(|child| child.is_element()) {
            match element.tag_name().name() {
                "p" => self.paragraph(element, blocks),
                "tbl" => {
                    let table = self.table(element);
                    blocks.extend(table.map(Block::Table));
                    blocks.append(&mut self.line.after);
                }
                "sdt" if is_contents(element) => self.tally.contents.push(words(element)),
                "sdt" => {
                    let read = &mut |reader: &mut Self, inner: Element<'_, '_>| {
                        reader.blocks_into(inner, blocks);
                    };
                    self.within(element, read);
                }
                "ins" | "moveTo" if self.changes == Changes::Rejected => {}
                "del" | "moveFrom" if self.changes == Changes::Accepted => {}
                "ins" | "del" | "moveTo" | "moveFrom" | "customXml" | "smartTag" => {
                    self.blocks_into(element, blocks);
                }
                "AlternateContent" => {
                    if let Some(chosen) = alternative(element) {
                        self.blocks_into(chosen, blocks);
                    }
                }
                "oMathPara" | "oMath" => {
                    let mut paragraph = Paragraph::default();
                    self.equation(element, &mut paragraph.content);
                    blocks.push(Block::Paragraph(paragraph));
                }
                "altChunk" => {
                    let spot = self.remarks.at(
                        "another file was put into the draft here, and is left out",
                        "open the draft in Word and save it, which brings its words in; then import it again",
                    );
                    let note = note("Insert here what the draft had from another file.", spot);
                    blocks.push(Block::Paragraph(note));
                }
                _ => {}
            }
        }
    }

    /// Reads a paragraph, and what follows it.
    fn paragraph(&mut self, element: Element<'_, '_>, blocks: &mut Vec<Block>) {
        let properties = child(element, "pPr");
        let style = properties.and_then(|properties| value(properties, &["pStyle"]));
        let mut look = self.styles.of_paragraph(style);
        if let Some(properties) = properties {
            look = look.and(properties);
        }
        let mut content = std::mem::take(&mut self.held);
        self.fields.iter_mut().for_each(|field| field.here = false);
        self.inlines(element, &look, &mut content);
        self.end_line(properties, &mut content);
        let mark = properties.and_then(|properties| child(properties, "rPr"));
        let mark_has = |name| mark.is_some_and(|mark| child(mark, name).is_some());
        let goes_on = match self.changes {
            Changes::Accepted => mark_has("del") || mark_has("moveFrom"),
            Changes::Rejected => mark_has("ins") || mark_has("moveTo"),
        };
        let mut after = std::mem::take(&mut self.line.after);
        let size = std::mem::take(&mut self.line.size);
        if goes_on {
            self.held = content;
            blocks.append(&mut after);
            return;
        }
        if look.contents {
            let spots = content.iter().filter(|inline| matches!(inline, Inline::Spot(_)));
            let spots: Vec<Inline> = spots.cloned().collect();
            self.tally.contents.push(super::tree::line(&content));
            self.held = spots;
            return;
        }
        let mut paragraph = Paragraph {
            shape: look.shape,
            label: None,
            standing: Standing::Free,
            indent: look.left.unwrap_or(0),
            size: if size > 0 { size } else { look.size.unwrap_or(22) },
            content,
        };
        if is_set_in(&look) && paragraph.shape == Shape::Plain {
            paragraph.shape = Shape::Quotation;
        }
        if let Some((list, level)) = look.numbering.as_ref().filter(|(list, _)| list != "0") {
            paragraph.indent = look.left.or(self.numbering.indent(list, *level)).unwrap_or(0);
            paragraph.label = self.numbering.next(list, *level);
            paragraph.shape = match (paragraph.shape, &paragraph.label) {
                (Shape::Plain | Shape::Quotation, None) => Shape::Continued,
                (Shape::Quotation, Some(_)) => Shape::Plain,
                (shape, _) => shape,
            };
        }
        if paragraph.is_empty() && !paragraph.content.is_empty() {
            // A paragraph that holds only a remark passes it to the next one.
            self.held = paragraph
                .content
                .into_iter()
                .filter(|inline| matches!(inline, Inline::Spot(_)))
                .collect();
        } else if !paragraph.is_empty() {
            blocks.push(Block::Paragraph(paragraph));
        }
        blocks.append(&mut after);
    }

    /// Remarks on changes and hidden text in a paragraph.
    fn end_line(&mut self, properties: Option<Element<'_, '_>>, content: &mut Vec<Inline>) {
        if properties.is_some_and(|properties| child(properties, "pPrChange").is_some()) {
            self.tally.formats += 1;
        }
        self.line.marked = None;
        let hidden = std::mem::take(&mut self.line.hidden);
        if !hidden.trim().is_empty() {
            let message =
                format!("these words are hidden in the draft, and left out: “{}”", hidden.trim());
            let spot = match withheld::in_text(hidden.trim(), None) {
                Some((closed, _)) => self.remarks.withheld(message, HIDDEN, closed),
                None => self.remarks.at(message, "put them in if they are to be read"),
            };
            content.push(spot);
        }
        for (name, words) in std::mem::take(&mut self.line.coloured) {
            // The message is set once everything has been read.
            let spot = self.remarks.at("", "say in words what the colour means");
            content.push(spot.clone());
            self.tally.coloured.push((spot, name, words));
        }
        let struck = std::mem::take(&mut self.line.struck);
        if !struck.trim().is_empty() {
            let message = format!(
                "these words are struck out in the draft, and are kept: “{}”",
                struck.trim()
            );
            content.push(
                self.remarks
                    .at(message, "take them out if they no longer hold or are not for everyone"),
            );
        }
        let highlighted = std::mem::take(&mut self.line.highlighted);
        if !highlighted.trim().is_empty() {
            let message =
                format!("these words are highlighted in the draft: “{}”", highlighted.trim());
            content.push(
                self.remarks.at(
                    message,
                    "check or complete them, if that is why; the paper does not show it",
                ),
            );
        }
        let mark = properties.and_then(|properties| child(properties, "rPr"));
        for (name, count) in
            [("ins", &mut self.tally.insertions), ("del", &mut self.tally.deletions)]
        {
            *count += usize::from(mark.is_some_and(|mark| child(mark, name).is_some()));
        }
        let Some(spot) = self.line.changed.take() else { return };
        let said = |words: Vec<String>, what: &str| {
            (!words.is_empty()).then(|| format!("{what} “{}”", words.join("”, “")))
        };
        let inserted = said(std::mem::take(&mut self.line.inserted), "inserted");
        let deleted = said(std::mem::take(&mut self.line.deleted), "deleted");
        let authors: Vec<_> = std::mem::take(&mut self.line.authors).into_iter().collect();
        let changes: Vec<_> = inserted.into_iter().chain(deleted).collect();
        let taken = match self.changes {
            Changes::Accepted => "accepted",
            Changes::Rejected => "rejected",
        };
        let by = if authors.is_empty() {
            String::new()
        } else {
            format!(" by {}", authors.join(" and "))
        };
        self.remarks.amend(
            &spot,
            format!("tracked changes{by} are taken as {taken} here: {}", changes.join("; ")),
        );
    }

    /// Records an error that stops reading; what was read until then is discarded.
    pub(super) fn keep<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|error| self.error.get_or_insert(error).place = None).ok()
    }

    /// The usable pictures, by the names of their parts.
    pub(super) fn take_pictures(&mut self) -> BTreeMap<String, Vec<u8>> {
        let pictures = std::mem::take(&mut self.pictures).into_iter();
        pictures.filter_map(|(part, bytes)| Some((part, bytes?))).collect()
    }

    /// Adds a picture after the current paragraph.
    pub(super) fn add_picture(&mut self, picture: Picture) {
        self.line.after.push(Block::Picture(picture));
    }
}

/// The newest of several ways in which the same content is stored. A drawing without anything in it holds none.
pub(super) fn alternative<'a, 'i: 'a>(element: Element<'a, 'i>) -> Option<Element<'a, 'i>> {
    let holds = |child: Element<'_, '_>| {
        child.is_element() && (!is(child, "drawing") || child.first_element_child().is_some())
    };
    let newest = child(element, "Choice").filter(|choice| choice.children().any(holds));
    newest.or_else(|| child(element, "Fallback"))
}

/// A paragraph of guidance, which `papers check` reports until it is removed.
pub(super) fn note(words: &str, spot: Inline) -> Paragraph {
    let text = Inline::Text(format!("[{words}]"), Manner::default());
    Paragraph { content: vec![spot, text], ..Paragraph::default() }
}

/// Whether a content control holds a table of contents.
fn is_contents(control: Element<'_, '_>) -> bool {
    let gallery =
        path(control, &["sdtPr", "docPartObj"]).and_then(|part| value(part, &["docPartGallery"]));
    gallery == Some("Table of Contents")
        || children(control, "sdtContent").any(|content| {
            let first = content.children().find(|child| is(*child, "p"));
            let field = first.and_then(|first| inside(first, "instrText"));
            field
                .and_then(|field| field.text())
                .is_some_and(|text| text.trim_start().starts_with("TOC"))
        })
}

/// Whether a paragraph is indented on both sides, as quotations are.
fn is_set_in(look: &Look) -> bool {
    look.left.unwrap_or(0) >= 400 && look.right.unwrap_or(0) >= 400
}
