//! Reads Markdown as blocks and inlines.
//!
//! Prepared prose comes in; blocks go out in their order. Each paragraph has its author's attributes;
//! [`flow`](super::flow) numbers them and gives lists and tables to the paragraph before.

mod brief;
mod line;
mod list;
mod marks;
mod notes;
mod raw;
mod table;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

pub(super) use self::brief::{read_field, read_line};
pub(super) use self::table::table_in;
use super::attributes::Attributes;
use super::insert::{Prepared, in_a_sentence};
use crate::derive::exempt::Grounds;
use crate::diag::{Diagnostic, Place, Rule};
use crate::document::*;
use crate::load::house::House;
use crate::model::law::Law;
use crate::model::style::Lists;
use crate::read::mark::{is_meant, says_only_that};

/// How deep lists, quotations and emphasis may nest.
const DEEPEST: usize = 16;

/// A block as Markdown has it, not yet numbered.
pub(super) enum Written {
    /// A heading, with its level in Markdown, counted from 1.
    Heading(u8, Inlines, Attributes, Place),
    /// A paragraph.
    Paragraph(Inlines, Attributes, Place),
    /// Any other blocks from one place: a single block, or those of an expression.
    Blocks(Vec<Block>),
}

/// Reads prepared prose.
pub(super) fn read(
    prepared: &Prepared<'_>,
    house: &House,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Written> {
    read_all(prepared, house, false, problems)
}

/// Reads prepared prose; `is_line` says that the place takes a single line.
fn read_all(
    prepared: &Prepared<'_>,
    house: &House,
    is_line: bool,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Written> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let events: Vec<_> = Parser::new_ext(&prepared.markdown, options).into_offset_iter().collect();
    let mut reader = Reader {
        prepared,
        is_line,
        lists: &house.style.lists,
        law: &house.law,
        problems,
        notes: BTreeMap::new(),
        met: Vec::new(),
        below: None,
        below_note: false,
        braces: Vec::new(),
        brackets: Vec::new(),
        depth: 0,
        bullets: 0,
        ordered: 0,
        counted: 0,
        typed: 0..0,
    };
    reader.read_notes(&events);
    let blocks = reader.blocks(&mut Events { events: &events, at: 0 });
    reader.check_notes(&events);
    reader.check_definitions(&events);
    reader.check_marks();
    blocks
}

/// Ordinary blocks of written ones, for places where nothing is numbered.
pub(super) fn plain_blocks(written: Vec<Written>) -> Vec<Block> {
    let mut plain = Vec::with_capacity(written.len());
    for Run { grounds, written, .. } in runs(written) {
        let blocks = written.into_iter().flat_map(plain_block);
        match grounds {
            Some(grounds) => {
                plain.push(Block::withheld(grounds, Told::Briefly, blocks.collect()));
            }
            None => plain.extend(blocks),
        }
    }
    plain
}

/// The ordinary blocks of a written one.
fn plain_block(written: Written) -> Vec<Block> {
    match written {
        Written::Heading(_, content, _, _) => {
            vec![Block::paragraph(vec![Inline::Strong(Span { content })])]
        }
        Written::Paragraph(content, attributes, place) => {
            let (anchor, place) = (attributes.label, Some(place));
            vec![Block::Paragraph(Paragraph { content, anchor, place, ..Paragraph::default() })]
        }
        Written::Blocks(blocks) => blocks.into_iter().map(without_level).collect(),
    }
}

/// Consecutive blocks that are all withheld on the same grounds, or all open.
pub(super) struct Run {
    /// The grounds on which they are withheld; `None` where they are open.
    pub(super) grounds: Option<Grounds>,
    /// Whether the first continues the paragraph before it.
    pub(super) continued: bool,
    /// The blocks.
    pub(super) written: Vec<Written>,
}

/// Splits written blocks into runs. A list, table, quotation or picture, an expression's blocks and a `.continued`
/// paragraph go with a withheld paragraph before them.
pub(super) fn runs(written: Vec<Written>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for written in written {
        let (grounds, goes_on) = match &written {
            Written::Heading(..) => (None, false),
            Written::Paragraph(_, attributes, _) => (attributes.grounds(), attributes.continued),
            Written::Blocks(_) => (None, true),
        };
        match runs.last_mut() {
            Some(last) if last.grounds.is_some() && goes_on => last.written.push(written),
            Some(last) if last.grounds.is_none() && grounds.is_none() => last.written.push(written),
            _ => runs.push(Run { continued: goes_on, grounds, written: vec![written] }),
        }
    }
    runs
}

/// The block itself, or a paragraph in bold for a heading, for places that have no headings.
fn without_level(block: Block) -> Block {
    match block {
        Block::Heading(heading) => {
            Block::paragraph(vec![Inline::Strong(Span { content: heading.content })])
        }
        block => block,
    }
}

type Spanned<'a> = (Event<'a>, Range<usize>);

/// The parser events, and how many were read.
struct Events<'e, 'a> {
    events: &'e [Spanned<'a>],
    at: usize,
}

impl<'e, 'a> Events<'e, 'a> {
    fn peek(&self) -> Option<&'e Spanned<'a>> {
        self.events.get(self.at)
    }

    fn next(&mut self) -> Option<&'e Spanned<'a>> {
        let next = self.events.get(self.at);
        self.at += 1;
        next
    }

    /// Skips to the end of the element just started.
    fn skip(&mut self) {
        let mut open = 1;
        while open > 0 {
            match self.next() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => break,
            }
        }
    }
}

struct Reader<'r, 'p> {
    prepared: &'r Prepared<'p>,
    /// Whether the place takes a single line.
    is_line: bool,
    lists: &'r Lists,
    law: &'r Law,
    problems: &'r mut Vec<Diagnostic>,
    /// The footnotes by name.
    notes: BTreeMap<String, notes::Known>,
    /// Blocks from pictures and expressions in the current line; they need a paragraph of their own.
    met: Vec<(Vec<Block>, Place)>,
    /// A mark on a line of its own in a list, quotation or table, which applies to all of that.
    below: Option<marks::Mark>,
    /// Whether the last block was the definition of a footnote.
    below_note: bool,
    /// The offsets of braces in the Markdown that were not read as a mark.
    braces: Vec<usize>,
    /// Brackets that can only be meant as a mark.
    brackets: Vec<(Range<usize>, String)>,
    depth: usize,
    bullets: usize,
    ordered: usize,
    /// The number of the last item of the last ordered list.
    counted: usize,
    /// The blocks just made of lines that start with numbers, which a mark below them applies to together.
    typed: Range<usize>,
}

impl Reader<'_, '_> {
    /// Reads blocks up to the end of their parent.
    fn blocks(&mut self, events: &mut Events<'_, '_>) -> Vec<Written> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = events.peek() {
            let range = range.clone();
            match event {
                Event::End(_) => break,
                Event::Start(Tag::FootnoteDefinition(_)) => {
                    events.next();
                    events.skip();
                    self.below_note = true;
                    continue;
                }
                Event::Start(tag) if is_block(tag) => {
                    events.next();
                    self.block(tag, range, events, &mut blocks);
                    events.next();
                    if let Some(mark) = self.below.take_if(|_| self.depth == 0) {
                        self.mark_last(mark, &mut blocks);
                    }
                }
                Event::Rule => {
                    events.next();
                    blocks.push(Written::Blocks(vec![Block::Rule]));
                }
                _ => {
                    let start = range.start;
                    let content = self.inlines(events);
                    let end = events
                        .events
                        .get(events.at.saturating_sub(1))
                        .map_or(start, |(_, range)| range.end);
                    self.paragraph(content, start..end.max(start), &mut blocks);
                }
            }
            self.below_note = false;
        }
        blocks
    }

    /// Reads one block after its start event, up to but without its end event.
    fn block(
        &mut self,
        tag: &Tag<'_>,
        range: Range<usize>,
        events: &mut Events<'_, '_>,
        blocks: &mut Vec<Written>,
    ) {
        match tag {
            Tag::Paragraph => {
                let content = self.inlines(events);
                self.paragraph(content, range, blocks);
            }
            Tag::Heading { level, id, classes, attrs } => {
                let content = self.inlines(events);
                let met = std::mem::take(&mut self.met);
                self.misplaced(met);
                let attributes = Attributes {
                    label: id.as_ref().map(ToString::to_string),
                    unnumbered: classes.iter().any(|class| &**class == "unnumbered"),
                    ..Attributes::default()
                };
                self.check_underlined(&range);
                self.check_left(&content, &range);
                let place = self.prepared.place_of(range);
                let classes = classes.iter().filter(|class| &***class != "unnumbered");
                let classes = classes.map(|class| format!(".{class}"));
                let others = attrs.iter().map(|(name, _)| name.to_string());
                let labels = id
                    .iter()
                    .filter(|id| is_meant(id) || says_only_that(id))
                    .map(|id| format!("#{id}"));
                for mark in classes.chain(others).chain(labels) {
                    self.problems.push(
                        Diagnostic::error(place, format!("a heading cannot be `{{{mark}}}`"))
                            .hint("put it at the end of each paragraph below, or make the heading that of a `[[section]]`"),
                    );
                }
                if is_blank(&content) {
                    self.problems.push(
                        Diagnostic::error(place, "this heading has no words")
                            .hint("remove the `#`, or write the heading after it"),
                    );
                } else {
                    blocks.push(Written::Heading(depth_of(*level), content, attributes, place));
                }
            }
            Tag::BlockQuote(_) => {
                if let Some(inside) = self.nested(&range, events, Self::blocks) {
                    self.check_whole(&inside, "a quotation");
                    blocks.push(Written::Blocks(vec![Block::Quotation(Quotation {
                        blocks: plain_blocks(inside),
                    })]));
                }
            }
            Tag::List(Some(_)) if self.is_typed(range.start) => self.typed(&range, events, blocks),
            Tag::List(first) => {
                let first = *first;
                let list = self.nested(&range, events, |reader, events| reader.list(first, events));
                blocks.extend(list.map(|list| Written::Blocks(vec![Block::List(list)])));
            }
            Tag::Table(alignments) => {
                let table =
                    self.nested(&range, events, |reader, events| reader.table(alignments, events));
                blocks.extend(table.map(|table| Written::Blocks(vec![Block::Table(table)])));
            }
            Tag::CodeBlock(kind) => {
                let mut text = String::new();
                while let Some((Event::Text(part), _)) = events.peek() {
                    text.push_str(part);
                    events.next();
                }
                // An indented block is far more often a slip of the space bar than code, but its words are kept.
                let fenced = matches!(kind, CodeBlockKind::Fenced(_));
                let place = self.prepared.place_of(range);
                let text = self.typewriter(&text, place);
                let lines = text.trim_end_matches('\n').split('\n').map(str::to_owned).collect();
                if !fenced {
                    self.problems.push(
                        Diagnostic::of(Rule::TypewriterText, place, "these lines start with four spaces, so they are set as a typewriter would")
                            .hint("remove the spaces at the start of the lines if this is ordinary text"),
                    );
                }
                let verbatim = Verbatim { lines, place: Some(place) };
                blocks.push(Written::Blocks(vec![Block::Verbatim(verbatim)]));
            }
            _ => {
                let inside = self.blocks(events);
                blocks.extend(inside);
            }
        }
    }

    /// Reads one level deeper; where that is too deep, reports it and skips to the end.
    fn nested<'e, 'a, T>(
        &mut self,
        range: &Range<usize>,
        events: &mut Events<'e, 'a>,
        read: impl FnOnce(&mut Self, &mut Events<'e, 'a>) -> T,
    ) -> Option<T> {
        if self.depth == DEEPEST {
            let place = self.prepared.place_of(range.clone());
            self.problems.push(
                Diagnostic::error(
                    place,
                    format!(
                        "lists, quotations or emphasis stand more than {DEEPEST} deep in one another here"
                    ),
                )
                .hint("make it flatter"),
            );
            events.skip();
            events.at -= 1;
            return None;
        }
        self.depth += 1;
        let inside = read(self, events);
        self.depth -= 1;
        self.typed = 0..0;
        Some(inside)
    }

    /// Adds a paragraph; or, where nothing else is in it, its picture or the blocks of its expression.
    fn paragraph(&mut self, mut content: Inlines, range: Range<usize>, blocks: &mut Vec<Written>) {
        let source = self.prepared.markdown.get(range.clone()).unwrap_or_default();
        let range = range.start..range.start + source.trim_end().len();
        let attributes = self.take_mark(&mut content, range.clone());
        let place = self.prepared.place_of(range.clone());
        let met = std::mem::take(&mut self.met);
        self.check_left(&content, &range);
        if is_blank(&content) {
            let met: Vec<Block> = met.into_iter().flat_map(|(blocks, _)| blocks).collect();
            if !met.is_empty() {
                blocks.push(Written::Blocks(met));
            }
            if attributes != Attributes::default() {
                self.mark_last(marks::Mark { attributes, place }, blocks);
            }
            return;
        }
        self.misplaced(met);
        if marks::is_tag(&content) {
            self.check_tag(place, blocks);
        }
        blocks.push(Written::Paragraph(content, attributes, place));
    }

    /// Reports blocks in the middle of a line.
    fn misplaced(&mut self, met: Vec<(Vec<Block>, Place)>) {
        for (_, place) in met {
            self.problems.push(in_a_sentence(place));
        }
    }
}

/// The level of a heading as a number.
fn depth_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Whether a tag starts a block rather than part of a line.
fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag.to_end(),
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
    )
}
