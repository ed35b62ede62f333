//! Lays out blocks as paragraphs and tables in reading order, each with its style, list and position.
//!
//! A paragraph in Word cannot hold others: what belongs to a numbered paragraph or an item follows it, with the same
//! indent. A landscape page is a section of its own, which a paragraph ends.

use std::collections::BTreeMap;

use super::line::{Footnote, words};
use super::looks::Looks;
use super::numbers::Numbers;
use super::parts::Parts;
use super::piece::{Frame, Indent, Manner, Paragraph, Picture, Piece, Run};
use super::settle::{in_sheets, settled};
use super::{Draw, Sheet};
use crate::diag::{Diagnostic, Findings};
use crate::document::{self, Block, Cleared, Heading, Inline, Inlines, List, Region, Sign, plain};
use crate::language::Wording;
use crate::load::house::House;
use crate::world::World;

/// The most characters of a paragraph that stays on the page of what it introduces.
const BRIEF: usize = 300;

/// The laying out of one Word file.
pub(super) struct Laying<'a> {
    pub(super) world: &'a World,
    pub(super) house: &'a House,
    pub(super) looks: Looks,
    pub(super) wording: &'a Wording,
    pub(super) parts: Parts,
    pub(super) numbers: Numbers,
    /// The footnotes so far.
    pub(super) notes: Vec<Footnote>,
    /// The number of footnotes that Word counts; `None` where there can be none.
    pub(super) noted: Option<usize>,
    /// Whether everything being laid out is inside a content control.
    pub(super) controlled: bool,
    /// The marks drawn so far.
    pub(super) signs: BTreeMap<Sign, Picture>,
    pub(super) sheet: Sheet,
    /// Draws Typst source as a picture.
    pub(super) draw: Draw<'a>,
    /// The findings on the way.
    pub(super) findings: &'a mut Findings,
}

/// The position of blocks, in twentieths of a point.
#[derive(Debug, Clone, Default)]
pub(super) struct At {
    /// The distance from the left margin.
    pub(super) left: i32,
    /// The distance from the right margin.
    pub(super) right: i32,
    /// The width between.
    pub(super) width: i32,
    /// The depth in lists.
    pub(super) depth: usize,
    /// The style of paragraphs without one of their own.
    pub(super) style: Option<String>,
    /// The alignment of their lines.
    pub(super) align: Option<&'static str>,
    /// The frame around them.
    pub(super) frame: Option<Frame>,
}

impl At {
    /// A position with no indent in this width.
    pub(super) fn text(width: i32) -> Self {
        Self { width, ..Self::default() }
    }

    /// This position, indented from the left.
    fn set_in(&self, by: i32) -> Self {
        Self { left: self.left + by, width: self.width - by, ..self.clone() }
    }

    /// The indent of paragraphs; `None` for none.
    fn indent(&self) -> Option<Indent> {
        let indent = Indent { left: self.left, hanging: 0, right: self.right };
        (indent != Indent::default()).then_some(indent)
    }
}

impl Laying<'_> {
    /// The width of the text on an upright page.
    pub(super) fn width(&self) -> i32 {
        self.sheet.width - 2 * self.sheet.margin
    }

    /// A length of a house style in points; percentages are of `room`.
    pub(super) fn points(&self, length: &str, room: f64) -> Option<f64> {
        self.looks.points(length, room)
    }

    /// Lays out a whole paper; also returns whether its last pages are landscape.
    pub(super) fn body(
        &mut self,
        blocks: &[Block<Cleared>],
    ) -> Result<(Vec<Piece>, bool), Diagnostic> {
        let pieces = self.blocks(blocks, &At::text(self.width()))?;
        Ok(in_sheets(pieces))
    }

    /// Lays out blocks one below the other.
    pub(super) fn blocks(
        &mut self,
        blocks: &[Block<Cleared>],
        at: &At,
    ) -> Result<Vec<Piece>, Diagnostic> {
        let mut pieces = Vec::new();
        for (n, block) in blocks.iter().enumerate() {
            let drawn = matches!(
                block,
                Block::List(_) | Block::Table(_) | Block::Quotation(_) | Block::Region(_)
            );
            let source = Self::source_of(block).filter(|_| drawn && !self.controlled);
            match source {
                Some(source) => {
                    self.controlled = true;
                    let inner = self.block(block, blocks.get(n + 1), at);
                    self.controlled = false;
                    self.control(source, inner?, &mut pieces);
                }
                None => pieces.extend(self.block(block, blocks.get(n + 1), at)?),
            }
        }
        Ok(settled(pieces, self.looks.after_list()))
    }

    /// Puts the pieces of one expression into a content control; changes of page direction stay outside.
    fn control(&mut self, source: &str, inner: Vec<Piece>, pieces: &mut Vec<Piece>) {
        let is_turn = |piece: &Piece| matches!(piece, Piece::Turn { .. });
        let (turns, content): (Vec<_>, Vec<_>) = inner.into_iter().partition(is_turn);
        let mut turns = turns.into_iter();
        pieces.extend(turns.next());
        let control =
            self.parts.control(source, settled(content, self.looks.after_list()), self.wording);
        pieces.push(Piece::Control(control));
        pieces.extend(turns);
    }

    fn block(
        &mut self,
        block: &Block<Cleared>,
        next: Option<&Block<Cleared>>,
        at: &At,
    ) -> Result<Vec<Piece>, Diagnostic> {
        Ok(match block {
            Block::Heading(heading) => vec![self.heading(heading, at)?],
            Block::Paragraph(paragraph) => self.paragraph(paragraph, next, at)?,
            Block::List(list) => self.list(list, at)?,
            Block::Quotation(quotation) => {
                let style = Some("Quote".to_owned());
                let by = if at.style.is_none() { self.looks.quotation() } else { 0 };
                let inner = At { style, right: at.right + by, ..at.set_in(by) };
                let inner = At { width: inner.width - by, ..inner };
                self.blocks(&quotation.blocks, &inner)?
            }
            Block::Table(table) => self.captioned(table, at)?,
            Block::Figure(figure) => {
                let (path, width) = (&figure.path, figure.width.as_deref());
                let alternative = &figure.alternative;
                let picture = self.picture(path, alternative, width, figure.place, at.width)?;
                self.shown(picture, figure.caption.as_ref(), true, at)?
            }
            Block::Chart(chart) => {
                let picture = self.chart(chart, at.width)?;
                self.shown(picture, chart.caption.as_ref(), false, at)?
            }
            Block::Verbatim(verbatim) => {
                let style = Some("HTMLPreformatted".to_owned());
                let runs = words(&verbatim.lines.join("\n"), Manner::default());
                vec![self.plain(style, runs, at)]
            }
            Block::Region(region) => self.region(region, at)?,
            Block::Rule => {
                let ruled = Paragraph { ruled: true, indent: at.indent(), ..Paragraph::default() };
                vec![Piece::Paragraph(ruled)]
            }
            Block::PageBreak => vec![Piece::NewPage],
            Block::Withheld(withheld) => match withheld.seal {},
        })
    }

    /// A paragraph without a number.
    fn plain(&self, style: Option<String>, runs: Vec<Run>, at: &At) -> Piece {
        Piece::Paragraph(Paragraph {
            style,
            indent: at.indent(),
            align: at.align,
            frame: at.frame.clone(),
            runs,
            ..Paragraph::default()
        })
    }

    fn heading(&mut self, heading: &Heading<Cleared>, at: &At) -> Result<Piece, Diagnostic> {
        let (style, look) = match heading.level {
            0 | 1 => ("Title".to_owned(), "title".to_owned()),
            level => (format!("Heading{}", level.min(6) - 1), format!("heading-{}", level.min(6))),
        };
        let room = self.looks.heading_room(&look);
        let listed = heading
            .number
            .as_deref()
            .map(|number| self.numbers.numbered(number, &style, at.left + room, room));
        let bookmarks = self.parts.bookmark(heading.anchor.as_deref()).into_iter().collect();
        let runs = self.line(&heading.content)?;
        let indent = at.indent().filter(|_| listed.is_none());
        Ok(Piece::Paragraph(Paragraph {
            style: Some(style),
            listed,
            indent,
            bookmarks,
            runs,
            ..Paragraph::default()
        }))
    }

    fn paragraph(
        &mut self,
        paragraph: &document::Paragraph<Cleared>,
        next: Option<&Block<Cleared>>,
        at: &At,
    ) -> Result<Vec<Piece>, Diagnostic> {
        let role = paragraph.role.as_deref().and_then(|role| self.looks.role(role));
        let frame = paragraph.role.as_deref().and_then(|role| self.looks.frame(role));
        let bookmarks = self.parts.bookmark(paragraph.anchor.as_deref()).into_iter().collect();
        let runs = self.line(&paragraph.content)?;
        let brief = plain(&paragraph.content).chars().count() < BRIEF;
        let heads = matches!(paragraph.content[..], [Inline::Strong(_)]) && next.is_some();
        let leads = !paragraph.belongings.is_empty()
            || matches!(next, Some(Block::List(_) | Block::Table(_) | Block::Quotation(_)));
        let stays = brief && (heads || leads) && at.style.is_none();
        let Some(number) = paragraph.number.as_deref() else {
            let style = role.or_else(|| at.style.clone());
            let mut pieces = vec![self.plain(style, runs, at)];
            if let Some(Piece::Paragraph(first)) = pieces.first_mut() {
                (first.bookmarks, first.stays) = (bookmarks, stays);
                first.frame = frame.or(first.frame.take());
            }
            pieces.extend(self.blocks(&paragraph.belongings, at)?);
            return Ok(pieces);
        };
        let room = self.looks.room("paragraph");
        let shift = self.looks.room("sub-paragraph") * i32::from(paragraph.depth);
        let inner = at.set_in(shift + room);
        let of = format!("paragraph {}", paragraph.depth);
        let listed = self.numbers.numbered(number, &of, inner.left, room);
        let indent =
            (at.right > 0).then_some(Indent { left: inner.left, hanging: room, right: at.right });
        let mut pieces = vec![Piece::Paragraph(Paragraph {
            style: Some(role.unwrap_or_else(|| "NumberedParagraph".to_owned())),
            listed: Some(listed),
            indent,
            bookmarks,
            runs,
            stays,
            ..Paragraph::default()
        })];
        pieces.extend(self.blocks(&paragraph.belongings, &inner)?);
        Ok(pieces)
    }

    fn list(&mut self, list: &List<Cleared>, at: &At) -> Result<Vec<Piece>, Diagnostic> {
        let labels: Vec<&str> = list.items.iter().map(|item| item.label.as_str()).collect();
        let room = self.looks.label_room(list.ordered);
        let inner = At { depth: at.depth + 1, ..at.set_in(room) };
        let places = self.numbers.list(&labels, at.depth, inner.left, room);
        let style = if list.ordered { "ListNumber" } else { "ListBullet" };
        let mut pieces = Vec::new();
        for (item, listed) in list.items.iter().zip(places) {
            let bookmark = self.parts.bookmark(item.anchor.as_deref());
            let continued = At { style: Some("ListContinue".to_owned()), ..inner.clone() };
            let mut blocks = self.blocks(&item.blocks, &continued)?;
            if !matches!(blocks.first(), Some(Piece::Paragraph(first)) if first.listed.is_none()) {
                blocks.insert(0, Piece::Paragraph(Paragraph::default()));
            }
            if let Some(Piece::Paragraph(first)) = blocks.first_mut() {
                let is_quoted = first.style.as_deref() == Some("Quote");
                first.style = Some(if is_quoted { "Quote" } else { style }.to_owned());
                first.listed = Some(listed);
                first.bookmarks.extend(bookmark);
                first.indent = (at.right > 0 || is_quoted).then_some(Indent {
                    left: inner.left,
                    hanging: room,
                    right: at.right,
                });
                first.align = at.align;
            }
            pieces.extend(blocks);
        }
        Ok(pieces)
    }

    /// A table below its caption, on a page of its own where it needs one.
    fn captioned(
        &mut self,
        table: &document::Table<Cleared>,
        at: &At,
    ) -> Result<Vec<Piece>, Diagnostic> {
        let wide = At::text(self.sheet.width.max(self.sheet.height) - 2 * self.sheet.margin);
        let at = if table.landscape { &wide } else { at };
        let mut pieces = Vec::new();
        if let Some(caption) = &table.caption {
            let runs = self.line(caption)?;
            let mut caption = self.plain(Some("Caption".to_owned()), runs, at);
            if let Piece::Paragraph(caption) = &mut caption {
                caption.align = None;
            }
            pieces.push(caption);
        }
        pieces.push(Piece::Table(self.table(table, at)?));
        if table.landscape {
            pieces.insert(0, Piece::Turn { landscape: true });
            pieces.push(Piece::Turn { landscape: false });
        }
        Ok(pieces)
    }

    /// A picture with its caption, below or above it.
    fn shown(
        &mut self,
        picture: Picture,
        caption: Option<&Inlines<Cleared>>,
        below: bool,
        at: &At,
    ) -> Result<Vec<Piece>, Diagnostic> {
        let mut pieces =
            vec![self.plain(Some("Picture".to_owned()), vec![Run::Picture(picture)], at)];
        if let Some(caption) = caption {
            let runs = self.line(caption)?;
            if let (true, Some(Piece::Paragraph(drawn))) = (below, pieces.first_mut()) {
                drawn.stays = true;
            }
            let caption = self.plain(Some("Caption".to_owned()), runs, at);
            pieces.insert(if below { 1 } else { 0 }, caption);
        }
        Ok(pieces)
    }

    /// Lays out a region in its own look.
    fn region(&mut self, region: &Region<Cleared>, at: &At) -> Result<Vec<Piece>, Diagnostic> {
        if region.role == "landscape" {
            let wide = At::text(self.sheet.width.max(self.sheet.height) - 2 * self.sheet.margin);
            let mut pieces = vec![Piece::Turn { landscape: true }];
            pieces.extend(self.blocks(&region.blocks, &wide)?);
            pieces.push(Piece::Turn { landscape: false });
            return Ok(pieces);
        }
        let (left, right) = self.looks.sides(&region.role, at.width);
        let inner = At {
            right: at.right + right,
            style: self.looks.role(&region.role).or_else(|| at.style.clone()),
            ..at.set_in(left)
        };
        let inner = At { width: inner.width - right, ..inner };
        if !region.columns.is_empty() {
            return Ok(vec![Piece::Table(self.grid(region, &inner)?)]);
        }
        let frame = self.looks.frame(&region.role);
        match frame {
            Some(frame) if !region.blocks.iter().all(is_paragraph) => {
                Ok(vec![Piece::Table(self.framed(&region.blocks, frame, &inner)?)])
            }
            frame => self.blocks(&region.blocks, &At { frame, ..inner }),
        }
    }
}

/// Whether a block is only a paragraph without a number.
fn is_paragraph(block: &Block<Cleared>) -> bool {
    matches!(block, Block::Paragraph(one) if one.number.is_none() && one.belongings.is_empty())
}
